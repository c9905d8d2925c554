//! The locker of `LightDM`, which several desktops can use.
//!
//! Reads its dconf settings and the arguments that it was started with, which count more. Where it
//! runs, asks the X server when its screen saver begins, which is what it waits for. Needs no permission beyond the
//! person's own. Cannot see that time without a session.

use custodia_core::fact::{Cause, Evidence, Fact, Facts, Origin};
use custodia_core::vocabulary::screen_lock::{
    GRACE_SECONDS, IDLE_SECONDS, LOCK_ENABLED, LOCKS_ON_LID, LOCKS_ON_SUSPEND, PROCESSES, X_SERVER,
};

use super::external;
use crate::host::Host;
use crate::platform::linux::dconf::{Key, Settings};
use crate::platform::linux::gvdb::Scalar;
use crate::platform::linux::processes::Process;

/// What it does, by its settings and as one of these processes.
pub(super) fn facts(host: &Host, settings: &Settings, processes: &[Process]) -> Facts {
    let process = processes.iter().find(|process| process.runs("light-locker"));
    let arguments = process.map(Process::arguments).unwrap_or_default();
    let key = |name, documented| Key::new("apps.light-locker", name, documented);
    let switch = |name: &'static str, default| {
        let with = |argument: &String| *argument == format!("--{name}");
        let without = |argument: &String| *argument == format!("--no-{name}");
        match arguments.iter().rfind(|argument| with(argument) || without(argument)) {
            Some(argument) => Fact::known(with(argument), Evidence::live(PROCESSES)),
            None => settings.boolean(key(name, Scalar::Boolean(default))),
        }
    };
    let after = after(&arguments)
        .unwrap_or_else(|| settings.number(key("lock-after-screensaver", Scalar::Number(5))));
    let late = switch("late-locking", false);
    let mut facts = Facts::new();
    facts.put(
        LOCK_ENABLED,
        match (after.value(), late.value()) {
            // What it does of these two together is not documented.
            (Some(0), Some(true)) => Fact::unknown(Cause::Unsupported, PROCESSES),
            (Some(0), None) => late,
            _ => after.clone().map(|seconds| seconds > 0),
        },
    );
    facts.put(GRACE_SECONDS, after);
    let unseen = Fact::unknown(Cause::Unsupported, X_SERVER);
    facts.put(IDLE_SECONDS, process.map_or(unseen, |process| external::until_saver(host, process)));
    facts.put(LOCKS_ON_SUSPEND, switch("lock-on-suspend", true));
    facts.put(LOCKS_ON_LID, switch("lock-on-lid", false));
    facts
}

/// Whether somebody set it up, or may have: what its settings say is not the default.
pub(super) fn is_set(facts: &Facts) -> bool {
    [LOCK_ENABLED, LOCKS_ON_SUSPEND, LOCKS_ON_LID].into_iter().any(|name| {
        facts
            .get(name)
            .is_some_and(|fact| fact.evidence().is_none_or(|found| found.origin != Origin::Default))
    })
}

/// The seconds of `--lock-after-screensaver`, if it was given.
fn after(arguments: &[String]) -> Option<Fact<u64>> {
    let option = "--lock-after-screensaver";
    let at = arguments.iter().rposition(|argument| {
        argument.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })?;
    let text = arguments[at].split_once('=').map(|(_, text)| text);
    let text = text.or_else(|| arguments.get(at + 1).map(String::as_str)).unwrap_or_default();
    Some(text.parse::<i32>().map_or(Fact::unknown(Cause::Malformed, PROCESSES), |seconds| {
        Fact::known(u64::try_from(seconds).unwrap_or(0), Evidence::live(PROCESSES))
    }))
}
