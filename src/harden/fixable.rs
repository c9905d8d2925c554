//! Whether a failed rule could be met by a change that can be made from here, by its facts alone.

use custodia_core::catalog::CheckId;
use custodia_core::fact::{Changeable, FactRecord, Facts};
use custodia_core::verdict::Status;
use custodia_core::vocabulary::common::{BUDGIE, CINNAMON, GNOME, KDE, MATE, XFCE};
use custodia_core::vocabulary::screen_lock::{
    DESKTOP, DISABLED, GRACE_SECONDS, GRACE_TOO_LONG, IDLE_ACTIVATION, IDLE_SECONDS, IDLE_TOO_LONG,
    LIGHT_LOCKER, LOCK_ENABLED, LOCK_SCREEN_DISABLED, LOCKER, MATE_SCREENSAVER, NEVER_IDLE, NO_PASSWORD,
    PASSWORD_REQUIRED, SWITCHED_OFF, XFCE4_SCREENSAVER,
};

use crate::evaluation::RuleOutcome;

/// Whether `custodia harden` can change what made the rule fail.
#[must_use]
pub fn is_fixable(outcome: &RuleOutcome) -> bool {
    if outcome.rule.check != CheckId::ScreenLock || outcome.verdict.status != Status::Fail {
        return false;
    }
    let (facts, reason) = (&outcome.facts, outcome.verdict.reason.id());
    let changes = |facts: &Facts, name: &str| {
        facts.records().iter().any(|record: &FactRecord| {
            record.name == name
                && record.fact.evidence().is_some_and(|evidence| evidence.changeable == Changeable::User)
        })
    };
    let name = [
        (IDLE_TOO_LONG.spec().id, IDLE_SECONDS.spec().name),
        (GRACE_TOO_LONG.spec().id, GRACE_SECONDS.spec().name),
        (SWITCHED_OFF.spec().id, LOCK_ENABLED.spec().name),
        (NO_PASSWORD.spec().id, PASSWORD_REQUIRED.spec().name),
        (DISABLED.spec().id, LOCK_SCREEN_DISABLED.spec().name),
    ];
    let decided = if reason == NEVER_IDLE.spec().id {
        let activation = facts.value(IDLE_ACTIVATION) == Some(false);
        Some(if activation { IDLE_ACTIVATION.spec().name } else { IDLE_SECONDS.spec().name })
    } else {
        name.iter().find(|(id, _)| *id == reason).map(|(_, name)| *name)
    };
    let Some(decided) = decided else { return false };
    let locker = facts.value(LOCKER);
    let sets = match facts.value(DESKTOP) {
        Some(GNOME | BUDGIE | KDE | CINNAMON) => true,
        Some(XFCE) => locker == Some(XFCE4_SCREENSAVER) || locker == Some(LIGHT_LOCKER),
        Some(MATE) => locker == Some(MATE_SCREENSAVER) || locker == Some(LIGHT_LOCKER),
        Some(_) | None => false,
    };
    // When that locker goes dark is up to the X server.
    let of_server = locker == Some(LIGHT_LOCKER) && decided == IDLE_SECONDS.spec().name;
    sets && !of_server && changes(facts, decided)
}
