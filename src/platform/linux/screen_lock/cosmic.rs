//! The screen lock of COSMIC: its idle service turns the screen off and then locks.
//!
//! Reads the settings of `com.system76.CosmicIdle` and `com.system76.CosmicSettings.Shortcuts`, of which every key is
//! a file of its own, and which programs run. Needs no permission beyond the person's own. Cannot see whether the
//! locker itself works; releases before the first stable one did not lock.

use std::path::PathBuf;

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::vocabulary::Source;
use custodia_core::vocabulary::screen_lock::{
    COSMIC_IDLE, COSMIC_SYSTEM, COSMIC_USER, DOCUMENTED_DEFAULT, GRACE_SECONDS, IDLE_SECONDS, LOCK_ENABLED,
    LOCKER_PRESENT, PROCESSES,
};

use super::running::Running;
use crate::host::Host;
use crate::platform::linux::files;
use crate::platform::linux::session::Session;

/// The largest file that is read, in bytes.
const LARGEST_FILE: u64 = 64 * 1024;

/// Time without use until the screen goes off where nothing is set, in milliseconds.
const SCREEN_OFF: u64 = 15 * 60 * 1000;

/// Time from the dark screen to the lock, in whole seconds: half a second in the program.
const UNTIL_LOCKED: u64 = 1;

/// The facts of a session of COSMIC.
pub(super) fn facts(host: &Host, session: &Session) -> Facts {
    let running = Running::find(host, session, &["cosmic-session", "cosmic-comp"]);
    let default = Evidence::default_of(DOCUMENTED_DEFAULT);
    let mut facts = Facts::new();
    facts.put(
        LOCK_ENABLED,
        match stored(host, "com.system76.CosmicSettings.Shortcuts/v1/system_actions") {
            // What stands there takes the place of asking logind to lock.
            Some((Ok(actions), source)) if actions.contains("LockScreen") => {
                Fact::unknown(Cause::Unsupported, source)
            }
            Some((Err(cause), source)) => Fact::unknown(cause, source),
            Some((Ok(_), _)) | None => Fact::known(true, default),
        },
    );
    facts.put(
        IDLE_SECONDS,
        match stored(host, "com.system76.CosmicIdle/v1/screen_off_time") {
            Some((text, source)) => match text.and_then(|text| milliseconds(&text).ok_or(Cause::Malformed)) {
                Ok(time) => Fact::known(time.div_ceil(1000), Evidence::set(source)),
                Err(cause) => Fact::unknown(cause, source),
            },
            None => Fact::known(SCREEN_OFF / 1000, default),
        },
    );
    facts.put(GRACE_SECONDS, Fact::known(UNTIL_LOCKED, default));
    let locker = running.locker(&[("cosmic-idle", COSMIC_IDLE)]);
    running.put(&mut facts, locker, COSMIC_IDLE);
    let greeter_runs = running.processes().iter().any(|process| process.runs("cosmic-greeter"));
    if locker.is_some() && !greeter_runs {
        // It shows the lock screen; another program may do that in its place.
        facts.put(LOCKER_PRESENT, Fact::unknown(Cause::Missing, PROCESSES));
    }
    facts
}

/// The text of a key, of the person or else of the system; nothing where neither has it.
fn stored(host: &Host, key: &str) -> Option<(Result<String, Cause>, Source)> {
    let places: Vec<(PathBuf, Source)> = std::iter::once((host.config_home(), COSMIC_USER))
        .chain(host.data_dirs().into_iter().map(|directory| (directory, COSMIC_SYSTEM)))
        .collect();
    places.into_iter().find_map(|(directory, source)| {
        match files::read_text(&directory.join("cosmic").join(key), LARGEST_FILE) {
            Err(Cause::Missing) => None,
            found => Some((found, source)),
        }
    })
}

/// `Some(900000)` or `None` in RON, white space apart; never is 0.
fn milliseconds(text: &str) -> Option<u64> {
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    if text == "None" {
        return Some(0);
    }
    let digits = text.strip_prefix("Some(")?.strip_suffix(')')?.trim_end_matches(',').replace('_', "");
    // A time of zero is none that the settings can mean.
    digits.parse::<u32>().ok().filter(|time| *time > 0).map(u64::from)
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn times_are_those_of_ron() {
        for (text, expected) in [
            ("Some(900000)", Some(900_000)),
            (" Some( 900_000 )\n", Some(900_000)),
            ("None\n", Some(0)),
            ("Some(0)", None),
            ("900000", None),
            ("Some(9.5)", None),
            ("Some(-1)", None),
            ("Some(4294967296)", None),
            ("", None),
            ("none", None),
        ] {
            assert_eq!(milliseconds(text), expected, "{text}");
        }
    }
}
