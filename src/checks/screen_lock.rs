//! `screen-lock`: does the screen lock by itself, soon enough, and ask for a password?
//!
//! Two times are judged apart. `idle` is the time without use until the screen locks or goes dark, and must not
//! be longer than `max-idle`. `grace` is the time after that in which it still opens without a password
//! (GNOME's lock delay, KDE's grace time), and must not be longer than `max-grace`. Their sum is told in the
//! reason. Everything that decides must be known for a pass; a failure needs only the fact that shows it.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::screen_lock::{MAX_GRACE, MAX_IDLE};
use custodia_core::fact::{Cause, Changeable, Fact, Facts};
use custodia_core::policy::Rule;
use custodia_core::value::FactValue;
use custodia_core::verdict::{Reason, Verdict};
use custodia_core::vocabulary::common::{self, BUDGIE, KDE};
use custodia_core::vocabulary::screen_lock::{
    ACTIVATION_OFF, ASK_ADMINISTRATOR, BUDGIE_SETTINGS, DESKTOP, DESKTOP_UNREAD, DESKTOP_UNTOLD, DISABLED,
    GNOME_SETTINGS, GRACE_SECONDS, GRACE_TOO_LONG, IDLE_ACTIVATION, IDLE_SECONDS, IDLE_TOO_LONG,
    KDE_SETTINGS, LOCK_BY_HAND, LOCK_ENABLED, LOCK_SCREEN_DISABLED, LOCKER_ABSENT, LOCKER_PRESENT, LOCKS,
    LOCKS_ON_SUSPEND, NEVER_IDLE, NO_PASSWORD, NO_SESSION, OF_ANOTHER, OPEN_AFTER_SLEEP, PASSWORD_REQUIRED,
    SESSION, SESSION_OF_ANOTHER, SETTING_DENIED, SETTING_ELSEWHERE, SETTING_FAILED, SETTING_MALFORMED,
    SETTING_MISSING, SETTING_TOO_LARGE, SWITCHED_OFF, WITHOUT_SESSION,
};
use custodia_core::vocabulary::{FactName, RemedyId, Word};

use super::Check;
use crate::host::Host;
use crate::platform;

/// The check.
#[derive(Debug)]
pub struct ScreenLock;

impl Check for ScreenLock {
    fn id(&self) -> CheckId {
        CheckId::ScreenLock
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::screen_lock(host)
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        if facts.is_empty() {
            return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
        }
        match facts.value(SESSION) {
            Some(NO_SESSION) => return Verdict::not_applicable(WITHOUT_SESSION.reason()),
            Some(SESSION_OF_ANOTHER) => return Verdict::unknown(OF_ANOTHER.reason()),
            Some(_) | None => {}
        }
        match facts.value(DESKTOP) {
            // Whoever reads the lock of a desktop says at least this of it.
            Some(desktop) if facts.get(LOCK_ENABLED).is_some() => of_settings(desktop, facts, rule),
            Some(desktop) => Verdict::unknown(DESKTOP_UNREAD.with([desktop.into()])).remedy(LOCK_BY_HAND),
            None => Verdict::unknown(DESKTOP_UNTOLD.reason()).remedy(LOCK_BY_HAND),
        }
    }
}

fn of_settings(desktop: Word, facts: &Facts, rule: &Rule) -> Verdict {
    let verdict = failure(desktop, facts, rule).unwrap_or_else(|| pass_or_unknown(desktop, facts));
    match facts.value(LOCKS_ON_SUSPEND) {
        Some(false) => verdict.finding(OPEN_AFTER_SLEEP.reason()),
        Some(true) | None => verdict,
    }
}

/// What a single known fact shows, whatever the others may be.
fn failure(desktop: Word, facts: &Facts, rule: &Rule) -> Option<Verdict> {
    let (max_idle, max_grace) = (MAX_IDLE.of(rule), MAX_GRACE.of(rule));
    let settings = match desktop {
        KDE => KDE_SETTINGS,
        BUDGIE => BUDGIE_SETTINGS,
        _ => GNOME_SETTINGS,
    };
    if facts.value(LOCK_SCREEN_DISABLED) == Some(true) {
        // No settings page shows this key: who set it, set it by other means.
        return Some(Verdict::fail(DISABLED.reason(), ASK_ADMINISTRATOR));
    }
    if facts.value(LOCK_ENABLED) == Some(false) {
        return Some(Verdict::fail(SWITCHED_OFF.reason(), remedy(facts, LOCK_ENABLED, settings)));
    }
    if facts.value(PASSWORD_REQUIRED) == Some(false) {
        return Some(Verdict::fail(NO_PASSWORD.reason(), remedy(facts, PASSWORD_REQUIRED, settings)));
    }
    match facts.value(IDLE_SECONDS) {
        Some(0) => return Some(Verdict::fail(NEVER_IDLE.reason(), remedy(facts, IDLE_SECONDS, settings))),
        Some(idle) if idle > max_idle => {
            let reason = IDLE_TOO_LONG.with([idle.into(), max_idle.into()]);
            return Some(Verdict::fail(reason, remedy(facts, IDLE_SECONDS, settings)));
        }
        Some(_) | None => {}
    }
    let grace = facts.value(GRACE_SECONDS).filter(|grace| *grace > max_grace)?;
    let reason = GRACE_TOO_LONG.with([grace.into(), max_grace.into()]);
    Some(Verdict::fail(reason, remedy(facts, GRACE_SECONDS, settings)))
}

/// The steps in the settings, unless the value is locked for the person.
fn remedy<T: FactValue>(facts: &Facts, name: FactName<T>, settings: RemedyId) -> RemedyId {
    let evidence = facts.get(name).and_then(|fact| fact.evidence());
    match evidence.map(|evidence| evidence.changeable) {
        Some(Changeable::Enforced) => ASK_ADMINISTRATOR,
        Some(Changeable::User | Changeable::NotASetting) | None => settings,
    }
}

/// Where nothing known shows a failure: pass if all that decides is known.
fn pass_or_unknown(desktop: Word, facts: &Facts) -> Verdict {
    match decisive(desktop, facts) {
        Ok((idle, grace)) => {
            Verdict::pass(LOCKS.with([idle.into(), grace.into(), idle.saturating_add(grace).into()]))
        }
        Err(reason) => Verdict::unknown(reason).remedy(LOCK_BY_HAND),
    }
}

/// The idle and the grace time, if they and everything else that decides on this desktop are known.
fn decisive(desktop: Word, facts: &Facts) -> Result<(u64, u64), Reason> {
    known(facts, LOCK_ENABLED)?;
    // What the desktop does not have is absent.
    for condition in [PASSWORD_REQUIRED, LOCK_SCREEN_DISABLED] {
        if facts.get(condition).is_some() {
            known(facts, condition)?;
        }
    }
    let times = (known(facts, IDLE_SECONDS)?, known(facts, GRACE_SECONDS)?);
    // Absent where logind does not know the session: then there is no running desktop to ask about.
    if facts.get(LOCKER_PRESENT).is_some_and(|present| present.value() != Some(&true)) {
        return Err(LOCKER_ABSENT.reason());
    }
    if desktop == BUDGIE && facts.get(IDLE_ACTIVATION).is_some_and(|active| active.value() != Some(&true)) {
        return Err(ACTIVATION_OFF.reason());
    }
    Ok(times)
}

fn known<T: FactValue>(facts: &Facts, name: FactName<T>) -> Result<T, Reason> {
    match facts.get(name) {
        Some(Fact::Known { value, .. }) => Ok(value),
        Some(Fact::Unknown { cause, .. }) => Err(unread(cause)),
        None => Err(SETTING_MISSING.reason()),
    }
}

fn unread(cause: Cause) -> Reason {
    match cause {
        Cause::Denied => SETTING_DENIED,
        Cause::Missing => SETTING_MISSING,
        Cause::Unsupported => SETTING_ELSEWHERE,
        Cause::Failed => SETTING_FAILED,
        Cause::Malformed => SETTING_MALFORMED,
        Cause::TooLarge => SETTING_TOO_LARGE,
    }
    .reason()
}
