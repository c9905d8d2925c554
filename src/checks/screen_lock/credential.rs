//! What the credential says of a locked screen, whatever the desktop makes of locking.

use custodia_core::catalog::screen_lock::MIN_LENGTH;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::Verdict;
use custodia_core::vocabulary::screen_lock::{
    ACCOUNT_WITHOUT_PASSWORD, AUTOMATIC_LOGIN, LOGS_IN_BY_ITSELF, MINIMUM_LENGTH, PASSWORD, PASSWORD_EMPTY,
    PASSWORD_FITS_NONE, PASSWORD_LOCKED, SET_PASSWORD, SHORT_PASSWORDS,
};

/// An account without a password is not protected by any lock.
pub(super) fn failure(facts: &Facts) -> Option<Verdict> {
    (facts.value(PASSWORD) == Some(PASSWORD_EMPTY))
        .then(|| Verdict::fail(ACCOUNT_WITHOUT_PASSWORD.reason(), SET_PASSWORD))
}

/// The verdict with what else the person should know of the credential.
pub(super) fn with_findings(facts: &Facts, rule: &Rule, mut verdict: Verdict) -> Verdict {
    let limit = MIN_LENGTH.of(rule);
    if facts.value(PASSWORD) == Some(PASSWORD_LOCKED) {
        verdict = verdict.finding(PASSWORD_FITS_NONE.reason());
    }
    if let Some(length) = facts.value(MINIMUM_LENGTH).filter(|length| *length < limit) {
        verdict = verdict.finding(SHORT_PASSWORDS.with([length.into(), limit.into()]));
    }
    if facts.value(AUTOMATIC_LOGIN) == Some(true) {
        verdict = verdict.finding(LOGS_IN_BY_ITSELF.reason());
    }
    verdict
}
