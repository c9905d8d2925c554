//! hypridle: when it does what, by its configuration file.
//!
//! Follows `ConfigManager.cpp` and `Hypridle.cpp` of hypridle 0.1: `listener` blocks, and the commands of `general`.
//! Needs no permission beyond the person's own. Cannot see which release runs: a listener with a condition that only
//! newer ones know may or may not lock.

use std::path::PathBuf;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::screen_lock::IDLE_CONFIGURATION;

use super::command::{Display, Effect, effect};
use super::hyprlang::{self, Document};
use super::schedule::{Doubt, Schedule, Timer};
use super::startup;
use crate::host::Host;
use crate::platform::linux::files;

/// The largest configuration file that is read, in bytes.
pub(super) const LARGEST_FILE: u64 = 256 * 1024;

/// What a configuration asks for.
pub(crate) fn of_document(document: &Document) -> Schedule {
    let command = |name: &str| document.last(name).map(|command| effect(command, Display::Wayland));
    let mut schedule = Schedule {
        on_lock: command("general:lock_cmd"),
        on_sleep: command("general:before_sleep_cmd"),
        doubt: document.doubt.map(|cause| Doubt::new(cause, IDLE_CONFIGURATION)),
        ..Schedule::default()
    };
    let blocks = document.entries.iter().filter(|entry| entry.name.starts_with("listener:"));
    let mut blocks: Vec<usize> = blocks.map(|entry| entry.block).collect();
    blocks.dedup();
    for block in blocks {
        let of_block = |name: &str| {
            let is_it = |entry: &&hyprlang::Entry| entry.block == block && entry.name == name;
            document.entries.iter().rev().find(is_it).map(|entry| entry.value.as_str())
        };
        let effect = of_block("listener:on-timeout").map(|command| effect(command, Display::Wayland));
        let mut effect = effect.unwrap_or_default();
        if effect == Effect::default() {
            continue;
        }
        let is_conditional = of_block("listener:condition_cmd").is_some_and(|command| !command.is_empty())
            || of_block("listener:state").is_some_and(|state| hyprlang::integer(state) != Some(-1));
        if is_conditional {
            effect = Effect { untold: true, ..Effect::default() };
        }
        match of_block("listener:timeout").map(hyprlang::integer) {
            Some(Some(seconds @ 1..)) => {
                schedule.timers.push(Timer { seconds: seconds.unsigned_abs(), effect });
            }
            // Passed over as a rule without a time.
            None | Some(Some(-1)) => {}
            Some(_) => {
                schedule.doubt = schedule.doubt.or(Some(Doubt::new(Cause::Malformed, IDLE_CONFIGURATION)));
            }
        }
    }
    schedule
}

/// The schedule of a hypridle with these arguments, whether it runs or would be started.
pub(super) fn schedule(host: &Host, arguments: &[String], is_running: bool) -> Schedule {
    let doubtful = |cause| Schedule::doubtful(Doubt::new(cause, IDLE_CONFIGURATION));
    let named = arguments.iter().position(|argument| argument == "-c" || argument == "--config");
    let places = match named.map(|at| arguments.get(at + 1)) {
        Some(Some(path)) if path.starts_with('/') => vec![host.path(path)],
        Some(_) => return doubtful(Cause::Unsupported),
        None => places(host, "hypridle.conf"),
    };
    for place in places {
        match files::read_text(&place, LARGEST_FILE) {
            Ok(text) => {
                let directory = place.parent().unwrap_or(&place);
                return of_document(&hyprlang::parse(&text, &|path| {
                    startup::included(host, directory, path)
                }));
            }
            Err(Cause::Missing) => {}
            Err(cause) => return doubtful(cause),
        }
    }
    // hypridle ends where it has no configuration.
    if is_running { doubtful(Cause::Missing) } else { Schedule::default() }
}

/// Where the programs of Hyprland look for a configuration file, the first that is there counts.
pub(super) fn places(host: &Host, name: &str) -> Vec<PathBuf> {
    let homes = [host.config_home(), host.home().join(".config")];
    homes.into_iter().chain(host.config_dirs()).map(|directory| directory.join("hypr").join(name)).collect()
}
