//! How long a locked screen still opens without a password, where the locker's configuration says so.
//!
//! Reads the configuration files of swaylock and hyprlock, and of hyprlock also its program: since release 0.9 it takes a
//! grace time from the command line alone, and older ones hold the name of the setting. Needs no permission beyond
//! the person's own.

use custodia_core::fact::{Cause, Evidence, Fact};
use custodia_core::vocabulary::screen_lock::IDLE_CONFIGURATION;

use super::command::{Lock, Locker};
use super::{hypridle, hyprlang, startup};
use crate::host::Host;
use crate::platform::linux::files;

/// The largest configuration file that is read, in bytes.
const LARGEST_FILE: u64 = 256 * 1024;

/// The largest program that is looked into, in bytes.
const LARGEST_PROGRAM: u64 = 16 * 1024 * 1024;

/// The grace time of a lock, in seconds.
pub(super) fn of(host: &Host, lock: &Lock, evidence: Evidence) -> Fact<u64> {
    let configured = match (lock.grace, lock.locker) {
        (Some(grace), _) => return Fact::known(grace, evidence),
        (None, Locker::Plain) => return Fact::known(0, evidence),
        (None, Locker::Swaylock) => of_swaylock(host, lock),
        (None, Locker::Hyprlock) => of_hyprlock(host, lock),
    };
    match configured {
        Ok(None | Some(0)) => Fact::known(0, evidence),
        Ok(Some(grace)) => Fact::known(grace, Evidence::set(IDLE_CONFIGURATION)),
        Err(cause) => Fact::unknown(cause, IDLE_CONFIGURATION),
    }
}

/// The first of swaylock's files, in the order of its `main.c`: options without their dashes, one a line.
fn of_swaylock(host: &Host, lock: &Lock) -> Result<Option<u64>, Cause> {
    let places = match &lock.configuration {
        Some(path) => vec![host.path(path)],
        None => vec![
            host.home().join(".swaylock/config"),
            host.config_home().join("swaylock/config"),
            host.path("/etc/swaylock/config"),
        ],
    };
    for place in places {
        let text = match files::read_text(&place, LARGEST_FILE) {
            Ok(text) => text,
            Err(Cause::Missing | Cause::Denied) => continue,
            Err(cause) => return Err(cause),
        };
        let mut values = text.lines().rev().filter_map(|line| line.strip_prefix("grace="));
        return values.next().map(|value| value.trim().parse().map_err(|_| Cause::Malformed)).transpose();
    }
    Ok(None)
}

fn of_hyprlock(host: &Host, lock: &Lock) -> Result<Option<u64>, Cause> {
    let places = match &lock.configuration {
        Some(path) => vec![host.path(path)],
        None => hypridle::places(host, "hyprlock.conf"),
    };
    for place in places {
        let text = match files::read_text(&place, LARGEST_FILE) {
            Ok(text) => text,
            Err(Cause::Missing) => continue,
            Err(cause) => return Err(cause),
        };
        let directory = place.parent().unwrap_or(&place);
        let document = hyprlang::parse(&text, &|path| startup::included(host, directory, path));
        let Some(value) = document.last("general:grace") else {
            return document.doubt.map_or(Ok(None), Err);
        };
        let grace = hyprlang::integer(value).ok_or(Cause::Malformed)?;
        let obeys = grace <= 0 || obeys_configuration(host, &lock.program)?;
        return Ok(Some(if obeys { u64::try_from(grace).unwrap_or(0) } else { 0 }));
    }
    Ok(None)
}

/// Whether the installed hyprlock knows the setting; taken for granted where none is installed.
fn obeys_configuration(host: &Host, program: &str) -> Result<bool, Cause> {
    let paths = if program.starts_with('/') {
        vec![program.to_owned()]
    } else {
        ["/usr/local/bin/", "/usr/bin/"].map(|directory| format!("{directory}{program}")).to_vec()
    };
    for path in paths {
        let setting = b"general:grace";
        match files::read(&host.path(&path), LARGEST_PROGRAM) {
            Ok(bytes) => return Ok(bytes.windows(setting.len()).any(|bytes| bytes == setting)),
            Err(Cause::Missing) => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(true)
}
