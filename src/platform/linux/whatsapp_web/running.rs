//! The profiles that a running program names: on its command line, or in its environment.
//!
//! Reads nothing itself; it is given what `/proc` says of the person's own processes. Cannot tell the profiles of
//! a program that names none.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use custodia_core::vocabulary::Word;

use super::Family;
use super::places;

/// How many readings of a path with blanks are tried.
const PLACES_LIMIT: usize = 16;

/// A place of profiles that a program names.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) family: Family,
    /// The browser that the program is, if it is a known one.
    pub(super) browser: Option<Word>,
    pub(super) place: PathBuf,
}

/// The places that a command line names.
pub(super) fn named(command: &[u8]) -> Vec<Named> {
    let mut arguments: Vec<&[u8]> =
        command.split(|byte| *byte == 0).filter(|part| !part.is_empty()).collect();
    if let [all] = arguments[..] {
        // Chromium's processes write their command line anew, with blanks between the arguments.
        arguments = split_at_options(all);
    }
    let Some((program, options)) = arguments.split_first() else { return Vec::new() };
    let browser = browser_of(program);
    let path = |bytes: &[u8]| PathBuf::from(OsStr::from_bytes(bytes));
    let mut found = Vec::new();
    let mut add = |family, place| found.push(Named { family, browser, place });
    for (index, option) in options.iter().enumerate() {
        let next = options.get(index + 1);
        if let Some(place) =
            option.strip_prefix(b"--user-data-dir=").or_else(|| option.strip_prefix(b"--user-data-dir "))
        {
            // What follows after a blank may be part of the path or the next argument: what exists counts.
            let ends = (1..=place.len()).rev().filter(|end| place.get(*end).is_none_or(|byte| *byte == b' '));
            ends.take(PLACES_LIMIT).for_each(|end| add(Family::Chromium, path(&place[..end])));
        } else if let (b"--user-data-dir", Some(place)) = (*option, next) {
            add(Family::Chromium, path(place));
        } else if let (Some(_), Some(place)) = (browser, option.strip_prefix(b"--profile=")) {
            add(Family::Firefox, path(place));
        } else if let (Some(_), b"--profile" | b"-profile", Some(place)) = (browser, *option, next) {
            add(Family::Firefox, path(place));
        }
    }
    found
}

/// The known browser that a command line starts.
pub(super) fn browser(command: &[u8]) -> Option<Word> {
    let program = command.split(|byte| [0, b' '].contains(byte)).next()?;
    browser_of(program)
}

fn browser_of(program: &[u8]) -> Option<Word> {
    places::browser(Path::new(OsStr::from_bytes(program)).file_name()?.to_str()?)
}

fn split_at_options(command: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = command;
    while let Some(at) = rest.windows(3).position(|window| window == b" --") {
        parts.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(command: &[u8]) -> Vec<(&'static str, PathBuf)> {
        let name = |browser: Option<Word>| browser.map_or("", Word::as_str);
        named(command).into_iter().map(|named| (name(named.browser), named.place)).collect()
    }

    #[test]
    fn profiles_are_read_from_command_lines_of_both_forms() {
        assert_eq!(
            places(b"/opt/google/chrome/chrome\0--user-data-dir=/srv/a b\0--x\0"),
            [("google-chrome", "/srv/a b".into()), ("google-chrome", "/srv/a".into())]
        );
        assert_eq!(
            places(b"/usr/lib/chromium/chromium --headless --user-data-dir=/srv/a about:blank --x /y\0\0\0"),
            [("chromium", "/srv/a about:blank".into()), ("chromium", "/srv/a".into())]
        );
        assert_eq!(places(b"electron\0--user-data-dir\0c\0"), [("", "c".into())]);
        for command in [
            &b"/usr/lib/firefox-esr/firefox-esr\0-profile\0/srv/f\0"[..],
            b"firefox\0--profile=/srv/f\0",
            b"firefox\0--new-instance\0--profile\0/srv/f\0",
        ] {
            assert_eq!(places(command), [("firefox", "/srv/f".into())]);
        }
        for nothing in [
            &b"cargo\0--profile\0release\0"[..],
            b"chromium --user-data-dir=",
            b"chromium\0--profile-directory=Profile 1\0--app=https://web.whatsapp.com\0",
            b"firefox\0-P\0work\0",
            b"firefox\0--profile",
            b"",
        ] {
            assert_eq!(places(nothing), []);
        }
    }

    #[test]
    fn browsers_are_told_by_their_program() {
        let browser = |command| browser(command).map_or("", Word::as_str);
        assert_eq!(browser(b"/opt/yandex/browser-beta/yandex_browser\0--x\0"), "yandex-browser");
        assert_eq!(browser(b"/usr/lib/chromium/chromium --type=zygote"), "chromium");
        assert_eq!(browser(b"/usr/bin/slack\0"), "");
    }
}
