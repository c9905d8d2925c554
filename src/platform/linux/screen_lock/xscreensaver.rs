//! `XScreenSaver`: when it blanks the screen and locks it, by its settings.
//!
//! Reads `~/.xscreensaver` over the app-defaults of the system, as `prefs.c` of `XScreenSaver` 5 and 6 does. Needs no
//! permission beyond the person's own. Cannot see X resources that `xrdb` loaded from anywhere but the usual files.

use custodia_core::fact::Cause;
use custodia_core::vocabulary::screen_lock::IDLE_CONFIGURATION;

use super::command::{Effect, Lock, Locker};
use super::schedule::{Doubt, Schedule, Timer};
use crate::host::Host;
use crate::platform::linux::files;

/// The largest file that is read, in bytes.
const LARGEST_FILE: u64 = 1024 * 1024;

/// The shortest time that `XScreenSaver` takes, in seconds.
const SHORTEST: u64 = 10;

/// The settings that decide, as they are written; nothing where they are not set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    timeout: Option<String>,
    lock: Option<String>,
    lock_timeout: Option<String>,
    mode: Option<String>,
}

impl Settings {
    /// Reads a text, `key: value` a line; the last value of a key counts.
    pub(crate) fn parse(text: &str) -> Self {
        let mut settings = Self::default();
        for line in whole_lines(text) {
            let line = line.trim();
            if line.starts_with(['#', '!', ';']) {
                continue;
            }
            let Some((key, value)) = line.split_once(':') else { continue };
            // App-defaults put `*` or the program's name before the key.
            let key = key.trim().rsplit(['*', '.']).next().unwrap_or_default().to_ascii_lowercase();
            let place = match key.as_str() {
                "timeout" => &mut settings.timeout,
                "lock" => &mut settings.lock,
                "locktimeout" => &mut settings.lock_timeout,
                "mode" => &mut settings.mode,
                _ => continue,
            };
            *place = Some(value.trim().to_owned());
        }
        settings
    }

    fn or(self, other: Self) -> Self {
        Self {
            timeout: self.timeout.or(other.timeout),
            lock: self.lock.or(other.lock),
            lock_timeout: self.lock_timeout.or(other.lock_timeout),
            mode: self.mode.or(other.mode),
        }
    }

    const fn are_whole(&self) -> bool {
        self.timeout.is_some() && self.lock.is_some() && self.lock_timeout.is_some() && self.mode.is_some()
    }

    /// When these lock; nothing where they make no sense.
    pub(super) fn schedule(&self) -> Option<Schedule> {
        let written =
            |setting: &'_ Option<String>, default: &str| setting.clone().unwrap_or(default.to_owned());
        let (lock, mode) = (written(&self.lock, "False"), written(&self.mode, "random"));
        let locks = match lock.to_ascii_lowercase().as_str() {
            "true" | "on" | "yes" => true,
            "false" | "off" | "no" => false,
            _ => return None,
        };
        let runs = match mode.to_ascii_lowercase().as_str() {
            "off" | "don't blank" | "dont-blank" => false,
            "blank" | "one" | "random" | "random-same" => true,
            _ => return None,
        };
        if !locks || !runs {
            return Some(Schedule::default());
        }
        let timeout = seconds(&written(&self.timeout, "0:10:00"))?.max(SHORTEST);
        let grace = seconds(&written(&self.lock_timeout, "0:00:00"))?;
        let lock = Lock {
            locker: Locker::Plain,
            program: "/usr/bin/xscreensaver".to_owned(),
            after: 0,
            grace: Some(grace),
            configuration: None,
        };
        let effect = Effect { lock: Some(lock), ..Effect::default() };
        Some(Schedule {
            timers: vec![Timer { seconds: timeout, effect: effect.clone() }],
            on_lock: Some(effect.clone()),
            // Its helper for systemd asks it to lock then.
            on_sleep: Some(effect),
            ..Schedule::default()
        })
    }
}

/// The schedule of an `XScreenSaver` with these arguments.
pub(super) fn schedule(host: &Host, arguments: &[String]) -> Schedule {
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        match option.trim_start_matches('-') {
            "display" | "log" => _ = rest.next(),
            "nosplash" | "no-splash" | "splash" | "verbose" | "quiet" | "sync" | "no-capture-stderr"
            | "capture-stderr" => {}
            _ => return Schedule::doubtful(Doubt::command()),
        }
    }
    read(host).unwrap_or_else(|cause| Schedule::doubtful(Doubt::new(cause, IDLE_CONFIGURATION)))
}

fn read(host: &Host) -> Result<Schedule, Cause> {
    let own = match files::read(&host.home().join(".xscreensaver"), LARGEST_FILE) {
        Ok(bytes) => Settings::parse(&String::from_utf8_lossy(&bytes)),
        Err(Cause::Missing) => Settings::default(),
        Err(cause) => return Err(cause),
    };
    if !own.are_whole() && has_resources_of(host, "xscreensaver") {
        return Err(Cause::Unsupported);
    }
    let mut settings = own;
    for place in ["/etc/X11/app-defaults/XScreenSaver", "/usr/share/X11/app-defaults/XScreenSaver"] {
        match files::read(&host.path(place), LARGEST_FILE) {
            Ok(bytes) => settings = settings.or(Settings::parse(&String::from_utf8_lossy(&bytes))),
            Err(Cause::Missing) => {}
            Err(cause) if !settings.are_whole() => return Err(cause),
            Err(_) => {}
        }
    }
    settings.schedule().ok_or(Cause::Malformed)
}

/// Whether the person has settings of their own.
pub(super) fn has_settings(host: &Host) -> bool {
    host.home().join(".xscreensaver").symlink_metadata().is_ok()
}

/// Whether the files that sessions give to `xrdb` speak of a program.
pub(super) fn has_resources_of(host: &Host, program: &str) -> bool {
    [".Xresources", ".Xdefaults"].iter().any(|name| {
        match files::read(&host.home().join(name), LARGEST_FILE) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).to_ascii_lowercase().contains(program),
            Err(cause) => cause != Cause::Missing,
        }
    })
}

/// The lines, those that go on after a backslash in one.
fn whole_lines(text: &str) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let (content, more) = line.strip_suffix('\\').map_or((line, false), |content| (content, true));
        match whole.last_mut().filter(|_| goes_on) {
            Some(last) => last.push_str(content),
            None => whole.push(content.to_owned()),
        }
        goes_on = more;
    }
    whole
}

/// `hours:minutes:seconds`, `minutes:seconds`, `:seconds` or minutes, as `parse_time` of `XScreenSaver` reads them.
fn seconds(text: &str) -> Option<u64> {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let number = |text: &str| text.parse::<u64>().ok().filter(|_| text.len() <= 9);
    let pair = |text: &str| number(text).filter(|_| text.len() <= 2);
    let (hours, minutes, seconds) = match parts[..] {
        ["", minutes, seconds] => (0, pair(minutes)?, pair(seconds)?),
        [hours, minutes, seconds] => (number(hours)?, pair(minutes)?, pair(seconds)?),
        ["", seconds] => (0, 0, pair(seconds)?),
        [minutes, seconds] => (0, number(minutes)?, pair(seconds)?),
        [minutes] => (0, number(minutes)?, 0),
        _ => return None,
    };
    if (seconds >= 60 && (hours > 0 || minutes > 0)) || (minutes >= 60 && hours > 0) {
        return None;
    }
    Some(hours * 3600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_are_read_as_xscreensaver_reads_them() {
        for (text, expected) in [
            ("0:10:00", Some(600)),
            ("1:00:00", Some(3600)),
            ("5", Some(300)),
            ("2:30", Some(150)),
            (":45", Some(45)),
            (": 01 : 05", Some(65)),
            (" 0 : 05 : 00 ", Some(300)),
            ("0:00:90", Some(90)),
            ("0:01:60", None),
            ("1:60:00", None),
            ("0:5:0", Some(300)),
            ("0:005:0", None),
            ("5m", None),
            ("-5", None),
            ("", None),
            ("1:2:3:4", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }

    #[test]
    fn settings_lock_where_they_say_so() {
        let locked = |text: &str| {
            Settings::parse(text).schedule().map(|schedule| {
                schedule
                    .timers
                    .first()
                    .map(|timer| (timer.seconds, timer.effect.lock.as_ref().and_then(|lock| lock.grace)))
            })
        };
        let after = |seconds, grace| Some(Some((seconds, Some(grace))));

        for (text, expected) in [
            ("timeout:\t0:05:00\nlock:\t\tTrue\nlockTimeout:\t0:00:00\nmode:\tblank\n", after(300, 0)),
            ("timeout: 5\nlock: yes\nlockTimeout: 0:01:00\n", after(300, 60)),
            ("LOCK: ON\n", after(600, 0)),
            ("lock: True\ntimeout: 0:00:01\n", after(10, 0)),
            ("lock: True\ntimeout: 0:20:00\ntimeout: 0:03:00\n", after(180, 0)),
            ("lock: True\r\ntimeout: 0:03:00\r\n", after(180, 0)),
            ("lock: Tr\\\nue\n", after(600, 0)),
            ("lock: False\n", Some(None)),
            ("", Some(None)),
            ("#lock: True\n", Some(None)),
            ("lock: True\nmode: off\n", Some(None)),
            ("programs: \\\n lock: True \\\n\n", Some(None)),
            ("lock: perhaps\n", None),
            ("lock: True\ntimeout: soon\n", None),
            ("lock: True\nmode: nonsense\n", None),
        ] {
            assert_eq!(locked(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "((lock|timeout|mode): ?[0-9:a-z]*\n|.){0,100}") {
            let _ = Settings::parse(&text).schedule();
        }
    }
}
