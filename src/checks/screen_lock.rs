//! `screen-lock`: does the screen lock by itself, soon enough, and ask for a password?
//!
//! Two times are judged apart. `idle` is the time without use until the screen locks or goes dark, and must not
//! be longer than `max-idle`. `grace` is the time after that in which it still opens without a password
//! (GNOME's lock delay, KDE's grace time), and must not be longer than `max-grace`. Their sum is told in the
//! reason. Everything that decides must be known for a pass; a failure needs only the fact that shows it.
//!
//! What each desktop's reader gives: at least `lock-enabled`, `idle-seconds` (0 is never) and `grace-seconds`; what
//! else decides only where it is there. `locker` is the program that does the locking. Where that is one of its own,
//! `locker-present` is known from the processes of the session, unknown where there is a session whose processes
//! could not be seen, and absent where no running session was found: then the settings alone are judged.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::screen_lock::{MAX_GRACE, MAX_IDLE};
use custodia_core::fact::{Cause, Changeable, Fact, Facts};
use custodia_core::policy::Rule;
use custodia_core::value::FactValue;
use custodia_core::verdict::{Reason, Verdict};
use custodia_core::vocabulary::common::{
    self, BUDGIE, CINNAMON, COSMIC, GNOME, HYPRLAND, I3, KDE, LXQT, MATE, SWAY, XFCE,
};
use custodia_core::vocabulary::screen_lock::{
    ACTIVATION_OFF, ASK_ADMINISTRATOR, BUDGIE_SETTINGS, BY_SETTINGS_ALONE, CHECK_OUTSIDE, CINNAMON_SETTINGS,
    COMMAND_LINE, COMMAND_UNTOLD, COSMIC_SETTINGS, DESKTOP, DESKTOP_UNREAD, DESKTOP_UNTOLD, DISABLED,
    EARLIER_COMMAND, GNOME_SETTINGS, GRACE_SECONDS, GRACE_TOO_LONG, HYPRLAND_CONFIGURATION, IDLE_ACTIVATION,
    IDLE_SECONDS, IDLE_TOO_LONG, IN_CONTAINER, INHIBITED, KDE_SETTINGS, KEPT_OPEN, LOCK_BY_HAND,
    LOCK_ENABLED, LOCK_SCREEN_DISABLED, LOCKER, LOCKER_ABSENT, LOCKER_PRESENT, LOCKER_UNTOLD, LOCKS,
    LOCKS_ON_LID, LOCKS_ON_SUSPEND, LXQT_SETTINGS, MATE_SETTINGS, NAME_THE_PERSON, NEVER_IDLE, NO_LOCKER,
    NO_PASSWORD, NO_SESSION, NOT_RUNNING, OF_ANOTHER, OPEN_AFTER_LID, OPEN_AFTER_SLEEP, PASSWORD_REQUIRED,
    PROCESSES, PROCESSES_UNSEEN, SESSION, SESSION_OF_ANOTHER, SESSION_OF_HOST, SETTING_DENIED,
    SETTING_ELSEWHERE, SETTING_FAILED, SETTING_MALFORMED, SETTING_MISSING, SETTING_TOO_LARGE,
    SWAY_CONFIGURATION, SWITCHED_OFF, WITHOUT_SESSION, X11_CONFIGURATION, XFCE_SETTINGS,
};
use custodia_core::vocabulary::{FactName, RemedyId, Word};

use super::Check;
use crate::host::Host;
use crate::platform;

mod credential;

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
            Some(SESSION_OF_ANOTHER) => {
                return Verdict::unknown(OF_ANOTHER.reason()).remedy(NAME_THE_PERSON);
            }
            Some(SESSION_OF_HOST) => {
                return Verdict::unknown(IN_CONTAINER.reason()).remedy(CHECK_OUTSIDE);
            }
            Some(_) | None => {}
        }
        let verdict = credential::failure(facts).unwrap_or_else(|| of_lock(facts, rule));
        let verdict = credential::with_findings(facts, rule, verdict);
        if facts.value(INHIBITED) == Some(true) { verdict.finding(KEPT_OPEN.reason()) } else { verdict }
    }
}

/// What the lock of the desktop comes to.
fn of_lock(facts: &Facts, rule: &Rule) -> Verdict {
    let desktop = facts.value(DESKTOP);
    if facts.get(LOCK_ENABLED).is_some() {
        return of_settings(desktop, facts, rule);
    }
    let reason = desktop.map_or(DESKTOP_UNTOLD.reason(), |desktop| DESKTOP_UNREAD.with([desktop.into()]));
    Verdict::unknown(reason).remedy(LOCK_BY_HAND)
}

/// What a desktop makes of the old setting that lets being idle start the screen saver.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Activation {
    /// It does not look at it.
    Ignored,
    /// It may or may not obey it.
    Doubtful,
    /// Without it, being idle does nothing.
    Obeyed,
}

impl Activation {
    fn on(desktop: Option<Word>) -> Self {
        match desktop {
            Some(GNOME) => Self::Ignored,
            Some(BUDGIE) => Self::Doubtful,
            Some(_) | None => Self::Obeyed,
        }
    }
}

/// The steps with which a desktop is put in order.
fn steps(desktop: Option<Word>) -> RemedyId {
    match desktop {
        Some(GNOME) => GNOME_SETTINGS,
        Some(BUDGIE) => BUDGIE_SETTINGS,
        Some(KDE) => KDE_SETTINGS,
        Some(XFCE) => XFCE_SETTINGS,
        Some(CINNAMON) => CINNAMON_SETTINGS,
        Some(MATE) => MATE_SETTINGS,
        Some(LXQT) => LXQT_SETTINGS,
        Some(COSMIC) => COSMIC_SETTINGS,
        Some(SWAY) => SWAY_CONFIGURATION,
        Some(HYPRLAND) => HYPRLAND_CONFIGURATION,
        Some(I3) => X11_CONFIGURATION,
        Some(_) | None => LOCK_BY_HAND,
    }
}

fn of_settings(desktop: Option<Word>, facts: &Facts, rule: &Rule) -> Verdict {
    let mut verdict = failure(desktop, facts, rule).unwrap_or_else(|| pass_or_unknown(desktop, facts));
    let on_suspend = facts.value(LOCKS_ON_SUSPEND);
    if on_suspend == Some(false) {
        verdict = verdict.finding(OPEN_AFTER_SLEEP.reason());
    }
    // Closing the lid puts most devices to sleep, and then this is what counts.
    if facts.value(LOCKS_ON_LID) == Some(false) && on_suspend != Some(true) {
        verdict = verdict.finding(OPEN_AFTER_LID.reason());
    }
    if facts.value(LOCKER).is_some() && facts.get(LOCKER_PRESENT).is_none() {
        verdict = verdict.finding(BY_SETTINGS_ALONE.reason());
    }
    verdict
}

/// What a single known fact shows, whatever the others may be.
fn failure(desktop: Option<Word>, facts: &Facts, rule: &Rule) -> Option<Verdict> {
    let (max_idle, max_grace) = (MAX_IDLE.of(rule), MAX_GRACE.of(rule));
    let steps = steps(desktop);
    let fails = |reason, name| Some(Verdict::fail(reason, remedy(facts, name, steps)));
    if facts.value(LOCK_SCREEN_DISABLED) == Some(true) {
        // No settings page shows this key: who set it, set it by other means.
        return Some(Verdict::fail(DISABLED.reason(), ASK_ADMINISTRATOR));
    }
    if facts.value(LOCK_ENABLED) == Some(false) {
        if facts.value(LOCKER) == Some(NO_LOCKER) {
            return Some(Verdict::fail(NOT_RUNNING.reason(), steps));
        }
        return fails(SWITCHED_OFF.reason(), LOCK_ENABLED);
    }
    if facts.value(PASSWORD_REQUIRED) == Some(false) {
        return fails(NO_PASSWORD.reason(), PASSWORD_REQUIRED);
    }
    if Activation::on(desktop) == Activation::Obeyed && facts.value(IDLE_ACTIVATION) == Some(false) {
        return fails(NEVER_IDLE.reason(), IDLE_ACTIVATION);
    }
    // What GNOME lacks without its login manager may come from elsewhere.
    if desktop != Some(GNOME) && facts.value(LOCKER_PRESENT) == Some(false) {
        return Some(Verdict::fail(NOT_RUNNING.reason(), steps));
    }
    match facts.value(IDLE_SECONDS) {
        Some(0) => return Some(Verdict::fail(NEVER_IDLE.reason(), remedy(facts, IDLE_SECONDS, steps))),
        // What is not understood may lock in time.
        Some(idle) if idle > max_idle && facts.value(EARLIER_COMMAND) == Some(true) => {
            return Some(Verdict::unknown(COMMAND_UNTOLD.reason()).remedy(LOCK_BY_HAND));
        }
        Some(idle) if idle > max_idle => {
            let reason = IDLE_TOO_LONG.with([idle.into(), max_idle.into()]);
            return Some(Verdict::fail(reason, remedy(facts, IDLE_SECONDS, steps)));
        }
        Some(_) | None => {}
    }
    let grace = facts.value(GRACE_SECONDS).filter(|grace| *grace > max_grace)?;
    let reason = GRACE_TOO_LONG.with([grace.into(), max_grace.into()]);
    Some(Verdict::fail(reason, remedy(facts, GRACE_SECONDS, steps)))
}

/// The steps in the settings, unless the value is locked for the person.
fn remedy<T: FactValue>(facts: &Facts, name: FactName<T>, steps: RemedyId) -> RemedyId {
    let evidence = facts.get(name).and_then(|fact| fact.evidence());
    match evidence.map(|evidence| evidence.changeable) {
        Some(Changeable::Enforced) => ASK_ADMINISTRATOR,
        Some(Changeable::User | Changeable::NotASetting) | None => steps,
    }
}

/// Where nothing known shows a failure: pass if all that decides is known.
fn pass_or_unknown(desktop: Option<Word>, facts: &Facts) -> Verdict {
    match decisive(desktop, facts) {
        Ok((idle, grace)) => {
            Verdict::pass(LOCKS.with([idle.into(), grace.into(), idle.saturating_add(grace).into()]))
        }
        Err(reason) => Verdict::unknown(reason).remedy(LOCK_BY_HAND),
    }
}

/// The idle and the grace time, if they and everything else that decides on this desktop are known.
fn decisive(desktop: Option<Word>, facts: &Facts) -> Result<(u64, u64), Reason> {
    known(facts, LOCK_ENABLED)?;
    // What the desktop does not have is absent.
    for condition in [PASSWORD_REQUIRED, LOCK_SCREEN_DISABLED] {
        if facts.get(condition).is_some() {
            known(facts, condition)?;
        }
    }
    let times = (known(facts, IDLE_SECONDS)?, known(facts, GRACE_SECONDS)?);
    match facts.get(LOCKER_PRESENT).map(Fact::into_value) {
        // Absent where there is no running session to ask about.
        Some(Some(true)) | None => {}
        Some(_) if desktop == Some(GNOME) => return Err(LOCKER_ABSENT.reason()),
        Some(_) => return Err(LOCKER_UNTOLD.reason()),
    }
    match (facts.get(IDLE_ACTIVATION), Activation::on(desktop)) {
        (Some(active), Activation::Doubtful) if active.value() != Some(&true) => {
            return Err(ACTIVATION_OFF.reason());
        }
        (Some(_), Activation::Obeyed) => {
            known(facts, IDLE_ACTIVATION)?;
        }
        (Some(_) | None, _) => {}
    }
    Ok(times)
}

fn known<T: FactValue>(facts: &Facts, name: FactName<T>) -> Result<T, Reason> {
    match facts.get(name) {
        Some(Fact::Known { value, .. }) => Ok(value),
        Some(Fact::Unknown { source: COMMAND_LINE, .. }) => Err(COMMAND_UNTOLD.reason()),
        Some(Fact::Unknown { source: PROCESSES, cause }) if cause != Cause::Unsupported => {
            Err(PROCESSES_UNSEEN.reason())
        }
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
