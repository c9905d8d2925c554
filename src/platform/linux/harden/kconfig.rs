//! Writing an entry into a KDE configuration file, line by line.
//!
//! Reads the one file of the person in their configuration directory. What KConfig would read from the file afterwards
//! is what `kwriteconfig` would have made of it; comments, order and everything else stay as they are, where
//! `kwriteconfig` drops comments and sorts. Needs write permission to the file and its directory, which must be the person's.
//! Cannot change an entry that the file itself marks immutable (`[$i]`): KDE's programs would refuse that as well.
//!
//! Plasma is told on the session bus: its locker reads the file anew, other programs hear of the changed entry.

use std::collections::HashMap;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;

use super::Effect;
use crate::harden::{Amount, Reading, Setting, Stored, Trouble, Typed};
use crate::host::Host;
use crate::platform::linux::bus::Bus;
use crate::platform::linux::files;
use crate::platform::linux::kconfig::{self, Config};

/// The largest file that is changed, in bytes, as for reading.
const LARGEST_FILE: u64 = 1024 * 1024;

pub(super) fn read(host: &Host, setting: &Setting, file: &str, group: &str, key: &str) -> Reading {
    let config = Config::open(host, file);
    let amount = match setting.default {
        Typed::Boolean(default) => config.boolean(group, key, default).map(Amount::Switch),
        Typed::Signed(default) => amount_of_number(&config, setting, group, key, i64::from(default)),
        Typed::Unsigned(default) => amount_of_number(&config, setting, group, key, i64::from(default)),
    };
    let stored = text(&path(host, file)).and_then(|text| match text {
        None => Ok(Stored::WithoutFile),
        Some(text) => Place::find(&text, group, key).stored(&text),
    });
    Reading { amount, stored }
}

fn amount_of_number(
    config: &Config,
    setting: &Setting,
    group: &str,
    key: &str,
    default: i64,
) -> custodia_core::fact::Fact<Amount> {
    let typed = |number: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "casts to integers keep within their range")]
        match (setting.amount(Typed::Signed(number.ceil() as i32)), setting.unit) {
            // Newer releases keep fractions of a minute.
            (Amount::Time(Some(_)), 60) => Amount::Time(Some(seconds(number * 60.0))),
            (amount, _) => amount,
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "defaults are small")]
    let default = default as f64;
    config
        .value(group, key, default, |text| text.parse::<f64>().ok().filter(|number| number.is_finite()))
        .map(typed)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casts to integers keep within their range"
)]
fn seconds(number: f64) -> u64 {
    number.ceil() as u64
}

fn path(host: &Host, file: &str) -> PathBuf {
    host.config_home().join(file)
}

/// The text of the file; nothing where there is none.
fn text(path: &Path) -> Result<Option<String>, Trouble> {
    match files::read_text(path, LARGEST_FILE) {
        Ok(text) => Ok(Some(text)),
        // A link to nowhere is not made into a file.
        Err(Cause::Missing) if fs_err::symlink_metadata(path).is_err() => Ok(None),
        Err(cause) => Err(Trouble::Unread(cause)),
    }
}

pub(super) fn can_write(host: &Host, file: &str) -> Result<(), Trouble> {
    let path = path(host, file);
    for place in [Some(path.as_path()), path.parent()].into_iter().flatten() {
        if let Ok(metadata) = fs_err::metadata(place)
            && metadata.uid() != host.user()
        {
            return Err(Trouble::NotOwned);
        }
    }
    Ok(())
}

pub(super) fn write(host: &Host, file: &str, group: &str, key: &str, stored: &Stored) -> Result<(), Trouble> {
    can_write(host, file)?;
    let path = path(host, file);
    let before = text(&path)?;
    let after = edited(before.as_deref(), group, key, stored)?;
    if before == after {
        return Ok(());
    }
    let Some(after) = after else { return remove(&path) };
    replace(&path, before.as_deref(), &after)
}

/// The text with an entry as it is to be; nothing where no file is to be left.
fn edited(before: Option<&str>, group: &str, key: &str, stored: &Stored) -> Result<Option<String>, Trouble> {
    let text = before.unwrap_or_default();
    let place = Place::find(text, group, key);
    if place.immutable {
        return Err(Trouble::Immutable);
    }
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let header = format!("[{group}]\n");
    let line;
    match stored {
        Stored::Line(content) => {
            if content.contains('\n') {
                return Err(Trouble::Failed);
            }
            line = format!("{content}\n");
            if let Some(at) = place.entry {
                lines[at] = &line;
            } else if let Some(at) = place.end_of_group {
                // The line before may be the last one of the file and lack its end.
                let is_ended = lines[at].ends_with('\n');
                lines.insert(at + 1, &line);
                if !is_ended {
                    lines.insert(at + 1, "\n");
                }
            } else {
                if !text.is_empty() {
                    lines.push(if text.ends_with('\n') { "\n" } else { "\n\n" });
                }
                lines.push(&header);
                lines.push(&line);
            }
        }
        Stored::Absent | Stored::WithoutGroup | Stored::WithoutFile => {
            if let Some(at) = place.entry {
                lines.remove(at);
            }
            if !matches!(stored, Stored::Absent) {
                remove_group(&mut lines, group);
            }
        }
        Stored::Value(_) | Stored::Serialized { .. } => return Err(Trouble::Failed),
    }
    let after = lines.concat();
    let nothing_left = after.is_empty() && matches!(stored, Stored::WithoutFile);
    Ok((!nothing_left && (before.is_some() || !after.is_empty())).then_some(after))
}

/// Takes away the header of a group that nothing stands in, with the empty line that was put before it.
fn remove_group(lines: &mut Vec<&str>, group: &str) {
    let Some(at) = lines.iter().position(|line| line.trim_end() == format!("[{group}]")) else { return };
    let next = lines.get(at + 1).map(|line| line.trim());
    if next.is_none_or(|next| next.starts_with('[')) {
        lines.remove(at);
        if at > 0 && at == lines.len() && lines[at - 1] == "\n" {
            lines.pop();
        }
    }
}

/// Where an entry stands in a text, or would stand.
#[derive(Debug, Default)]
struct Place {
    /// The line of the entry that counts.
    entry: Option<usize>,
    /// The last line of the group that is not empty.
    end_of_group: Option<usize>,
    /// Whether the text marks the entry, its group or all of it as not to be changed.
    immutable: bool,
}

impl Place {
    fn find(text: &str, group: &str, key: &str) -> Self {
        let mut place = Self::default();
        let mut inside = false;
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_matches([' ', '\t', '\r']);
            if line.starts_with('[') {
                let Some(header) = kconfig::header(line) else { continue };
                inside = header.group == group;
                place.immutable |= header.immutable && (inside || header.group.is_empty());
            }
            if !inside || line.is_empty() {
                continue;
            }
            place.end_of_group = Some(at);
            if line.starts_with(['[', '#']) {
                continue;
            }
            if let Some((name, entry)) = kconfig::entry(line)
                && name == key
                && !entry.translated
            {
                place.entry = Some(at);
                place.immutable |= entry.immutable;
            }
        }
        place
    }

    fn stored(&self, text: &str) -> Result<Stored, Trouble> {
        if self.immutable {
            return Err(Trouble::Immutable);
        }
        Ok(match (self.entry, self.end_of_group) {
            // Also a carriage return at its end is kept.
            (Some(at), _) => {
                let line = text.split('\n').nth(at).unwrap_or_default();
                Stored::Line(line.to_owned())
            }
            (None, Some(_)) => Stored::Absent,
            (None, None) => Stored::WithoutGroup,
        })
    }
}

fn remove(path: &Path) -> Result<(), Trouble> {
    fs_err::remove_file(path).map_err(|_| Trouble::Failed)
}

/// Puts a text in the place of another, whole and on the disk, through a link to the file behind it.
fn replace(path: &Path, before: Option<&str>, after: &str) -> Result<(), Trouble> {
    let target = fs_err::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let directory = target.parent().ok_or(Trouble::Failed)?;
    let store = || -> std::io::Result<bool> {
        fs_err::create_dir_all(directory)?;
        // KDE's programs make such files for the person alone as well.
        let mut temporary = tempfile::NamedTempFile::new_in(directory)?;
        if let Ok(metadata) = fs_err::metadata(&target) {
            let mode = metadata.permissions().mode() & 0o7777;
            temporary.as_file().set_permissions(std::fs::Permissions::from_mode(mode))?;
        }
        temporary.write_all(after.as_bytes())?;
        temporary.as_file().sync_all()?;
        // Whoever wrote meanwhile keeps what they wrote.
        if text(&target).ok().flatten().as_deref() != before {
            return Ok(false);
        }
        temporary.persist(&target).map_err(|error| error.error)?;
        fs_err::File::open(directory)?.sync_all()?;
        Ok(true)
    };
    match store() {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => Err(Trouble::Failed),
    }
}

/// Tells Plasma that an entry changed; where its locker does not run, the entry counts from the next login.
pub(super) fn announce(host: &Host, file: &str, group: &str, key: &str) -> Effect {
    let Some(bus) = host.session_bus().and_then(|address| Bus::connect(&address).ok()) else {
        return Effect::NextLogin;
    };
    let changed = HashMap::from([(group, vec![key.as_bytes().to_vec()])]);
    // Who listens to it and who does not cannot be told; the locker is asked by itself.
    let _ = bus.emit(&format!("/{file}"), "org.kde.kconfig.notify", "ConfigChanged", &(changed,));
    let locker = "org.kde.screensaver";
    let told: Result<(), Cause> = bus.call(locker, "/ScreenSaver", locker, "configure", &());
    if told.is_ok() { Effect::Now } else { Effect::NextLogin }
}

/// Any change of any text, for the fuzz target and the property tests.
pub(super) fn fuzz(text: &str) {
    let set = Stored::Line("Timeout=5".to_owned());
    let Ok(Some(changed)) = edited(Some(text), "Daemon", "Timeout", &set) else { return };
    let stored = Place::find(&changed, "Daemon", "Timeout").stored(&changed);
    assert_eq!(stored, Ok(set), "an entry that was set is there");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set(text: &str) -> Result<Option<String>, Trouble> {
        edited(Some(text), "Daemon", "Timeout", &Stored::Line("Timeout=5".to_owned()))
    }

    fn stored(text: &str) -> Result<Stored, Trouble> {
        Place::find(text, "Daemon", "Timeout").stored(text)
    }

    #[test]
    fn everything_but_the_entry_stays_as_it_is() {
        for (before, after) in [
            ("[Daemon]\nTimeout=9\n", "[Daemon]\nTimeout=5\n"),
            (
                "# a\n[General]\nx=1\n\n# b\n[Daemon]\n# c\n Timeout = 9 \nOther=\\x41\n\n[Zed]\n",
                "# a\n[General]\nx=1\n\n# b\n[Daemon]\n# c\nTimeout=5\nOther=\\x41\n\n[Zed]\n",
            ),
            (
                "[Daemon]\nTimeout=1\n[Other]\n[Daemon]\nTimeout=9",
                "[Daemon]\nTimeout=1\n[Other]\n[Daemon]\nTimeout=5\n",
            ),
            (
                "[Daemon]\nOther=1\n\n\n[Zed]\nTimeout=3\n",
                "[Daemon]\nOther=1\nTimeout=5\n\n\n[Zed]\nTimeout=3\n",
            ),
            ("[Daemon]\nOther=1", "[Daemon]\nOther=1\nTimeout=5\n"),
            ("[General]\nx=1\n", "[General]\nx=1\n\n[Daemon]\nTimeout=5\n"),
            ("[General]\nx=1", "[General]\nx=1\n\n[Daemon]\nTimeout=5\n"),
            ("[Daemon][Sub]\nTimeout=3\n", "[Daemon][Sub]\nTimeout=3\n\n[Daemon]\nTimeout=5\n"),
            ("", "[Daemon]\nTimeout=5\n"),
            ("[Daemon]\nTimeout[$d]\n", "[Daemon]\nTimeout=5\n"),
        ] {
            assert_eq!(set(before), Ok(Some(after.to_owned())), "{before}");
        }
    }

    #[test]
    fn what_the_file_marks_immutable_is_not_changed() {
        for text in [
            "[Daemon]\nTimeout[$i]=9\n",
            "[Daemon]\nTimeout[$i]=9\nTimeout=8\n",
            "[Daemon][$i]\nTimeout=9\n",
            "[Daemon][$i]\n",
            "[$i]\n[Daemon]\nTimeout=9\n",
        ] {
            assert_eq!(set(text), Err(Trouble::Immutable), "{text}");
            assert_eq!(stored(text), Err(Trouble::Immutable), "{text}");
        }
        assert!(set("[Zed][$i]\nTimeout=9\n").is_ok());
    }

    #[test]
    fn what_was_put_is_taken_away_again() {
        for before in [
            "[Daemon]\nTimeout=9\n",
            "[Daemon]\nTimeout[$d]\n",
            "[Daemon]\n# c\n  Timeout =  9  \n",
            "[Daemon]\r\nTimeout=9\r\n",
            "[Daemon]\nOther=1\n",
            "[General]\nx=1\n",
            "[Daemon][Sub]\nTimeout=3\n",
            "[Daemon]\n",
            "",
        ] {
            let earlier = stored(before).unwrap();
            let after = set(before).unwrap().unwrap();
            let back = edited(Some(&after), "Daemon", "Timeout", &earlier).unwrap();
            assert_eq!(back.as_deref(), Some(before));
        }
        let made = edited(None, "Daemon", "Timeout", &Stored::Line("Timeout=5".to_owned())).unwrap().unwrap();
        assert_eq!(edited(Some(&made), "Daemon", "Timeout", &Stored::WithoutFile), Ok(None));
        let with_more = format!("{made}Other=1\n");
        let left = edited(Some(&with_more), "Daemon", "Timeout", &Stored::WithoutFile);
        assert_eq!(left, Ok(Some("[Daemon]\nOther=1\n".to_owned())));
    }

    proptest! {
        #[test]
        fn any_text_is_changed_to_an_end(
            text in "(\\[|\\]|Daemon|Timeout|=|\\$|i|d|\\\\|x41|#| |\t|\r|\n|\n|é|.){0,60}"
        ) {
            fuzz(&text);
        }
    }
}
