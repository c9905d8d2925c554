//! swayidle: when it does what, by its arguments and its configuration file.
//!
//! Follows `main.c` of swayidle 1.8: the options by getopt, the events of the arguments, and in addition those of the
//! first configuration file there is, each line split as `wordexp` splits it. Needs no permission beyond the
//! person's own. Cannot see whether the compositor tells swayidle that the session is idle.

use std::path::PathBuf;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::screen_lock::IDLE_CONFIGURATION;

use super::command::{Display, effect};
use super::schedule::{Doubt, Schedule, Timer};
use super::shell;
use crate::host::Host;
use crate::platform::linux::files;

/// The largest configuration file that is read, in bytes.
const LARGEST_FILE: u64 = 64 * 1024;

/// Above so many seconds, swayidle's milliseconds do not fit their type.
const MOST_SECONDS: u64 = 2_147_483;

/// Why events cannot be made into a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// swayidle refuses them and ends.
    Refused,
    /// What swayidle makes of them cannot be told.
    Untold,
}

/// What the arguments of swayidle, without its name, ask for, and the configuration file that they name.
pub(super) fn of_arguments(arguments: &[String]) -> Result<(Schedule, Option<String>), Wrong> {
    let mut configuration = None;
    let mut events = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let Some(options) = argument.strip_prefix('-').filter(|options| !options.is_empty()) else {
            events.push(argument.clone());
            continue;
        };
        if options == "-" {
            events.extend(rest.cloned());
            break;
        }
        for (at, option) in options.char_indices() {
            match option {
                'd' | 'w' => {}
                'C' | 'S' => {
                    let inside = options.get(at + 1..).filter(|value| !value.is_empty());
                    let value =
                        inside.map(str::to_owned).or_else(|| rest.next().cloned()).ok_or(Wrong::Refused)?;
                    if option == 'C' {
                        configuration = Some(value);
                    }
                    break;
                }
                // Also `-f` of a locker whose quotes were forgotten: getopt looks behind the events as well.
                _ => return Err(Wrong::Refused),
            }
        }
    }
    let mut schedule = Schedule::default();
    let mut left = events.as_slice();
    while let [event, ..] = left {
        let taken = add_event(&mut schedule, event, left)?;
        left = left.get(taken..).unwrap_or_default();
    }
    Ok((schedule, configuration))
}

/// What a configuration file asks for.
pub(crate) fn of_configuration(text: &str) -> Result<Schedule, Wrong> {
    let mut schedule = Schedule::default();
    for line in text.split('\n').filter(|line| !line.is_empty() && !line.starts_with('#')) {
        // swayidle compares as much of the line as stands before the first space: `time 300 …` is a timeout too,
        // and so is a line that starts with a space.
        let keyword = line.split(' ').next().unwrap_or_default();
        let events = ["timeout", "before-sleep", "after-resume", "lock", "unlock", "idlehint"];
        let event = events.into_iter().find(|event| event.starts_with(keyword)).ok_or(Wrong::Refused)?;
        let words = shell::words(line).ok_or(Wrong::Untold)?;
        let texts: Vec<String> = words.iter().map(|word| word.text.clone()).collect();
        let odd = words.iter().any(|word| word.text.starts_with(['{', '}']) || word.text.ends_with('\r'));
        // wordexp puts in the value; a command with an expansion is judged as such.
        let expands = words.iter().any(|word| word.expands);
        add_event(&mut schedule, event, &texts)
            .map_err(|wrong| if expands { Wrong::Untold } else { wrong })?;
        if odd {
            return Err(Wrong::Untold);
        }
    }
    Ok(schedule)
}

/// Adds an event, whose words start with its name; returns how many words it took.
fn add_event(schedule: &mut Schedule, event: &str, words: &[String]) -> Result<usize, Wrong> {
    let display = Display::Wayland;
    let argument = words.get(1).ok_or(Wrong::Refused)?;
    match event {
        "timeout" => {
            let command = words.get(2).ok_or(Wrong::Refused)?;
            if let Some(seconds) = seconds(argument)? {
                schedule.timers.push(Timer { seconds, effect: effect(command, display) });
            }
            return Ok(if words.len() >= 5 && words.get(3).is_some_and(|word| word == "resume") {
                5
            } else {
                3
            });
        }
        // The last of several counts.
        "before-sleep" => schedule.on_sleep = Some(effect(argument, display)),
        "lock" => schedule.on_lock = Some(effect(argument, display)),
        "after-resume" | "unlock" => {}
        // logind may be told to lock idle sessions.
        "idlehint" => schedule.hints_idle |= seconds(argument)?.is_some(),
        _ => return Err(Wrong::Refused),
    }
    Ok(2)
}

/// Seconds as `strtoul` reads them; nothing for 0, which is never.
fn seconds(text: &str) -> Result<Option<u64>, Wrong> {
    let number = text.trim_start().trim_start_matches('+');
    match number.parse::<u64>() {
        Ok(0) => Ok(None),
        Ok(seconds) if seconds <= MOST_SECONDS => Ok(Some(seconds)),
        Ok(_) => Err(Wrong::Untold),
        Err(_) if number.is_empty() => Ok(None),
        Err(_) if number.starts_with('-') => Err(Wrong::Untold),
        Err(_) => Err(Wrong::Refused),
    }
}

/// The schedule of a swayidle with these arguments, whether it runs or would be started.
pub(super) fn schedule(host: &Host, arguments: &[String], is_running: bool) -> Schedule {
    let untold = || Schedule::doubtful(Doubt::command());
    let (schedule, configuration) = match of_arguments(arguments) {
        Ok(read) => read,
        // It runs, so it cannot have refused them.
        Err(Wrong::Untold) => return untold(),
        Err(Wrong::Refused) if is_running => return untold(),
        Err(Wrong::Refused) => return Schedule::default(),
    };
    let places = match configuration {
        Some(path) if path.starts_with('/') => vec![host.path(&path)],
        Some(_) => return untold(),
        None => places(host),
    };
    for place in places {
        let read = match files::read_text(&place, LARGEST_FILE) {
            Ok(text) => of_configuration(&text),
            // The next place is tried for a file that may not be read as well.
            Err(Cause::Missing | Cause::Denied) => continue,
            Err(cause) => return schedule.and(Schedule::doubtful(Doubt::new(cause, IDLE_CONFIGURATION))),
        };
        return match read {
            Ok(more) => schedule.and(more),
            Err(Wrong::Refused) if !is_running => Schedule::default(),
            Err(_) => schedule.and(Schedule::doubtful(Doubt::new(Cause::Malformed, IDLE_CONFIGURATION))),
        };
    }
    schedule
}

fn places(host: &Host) -> Vec<PathBuf> {
    vec![
        host.config_home().join("swayidle/config"),
        host.home().join(".swayidle/config"),
        host.path("/etc/swayidle/config"),
    ]
}
