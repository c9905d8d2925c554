//! What the credential says of a locked screen, whatever the desktop makes of locking.

use custodia_core::fact::Facts;
use custodia_core::verdict::Verdict;
use custodia_core::vocabulary::screen_lock::{
    ACCOUNT_WITHOUT_PASSWORD, PASSWORD, PASSWORD_EMPTY, PASSWORD_FITS_NONE, PASSWORD_LOCKED, SET_PASSWORD,
};

/// An account without a password is not protected by any lock.
pub(super) fn failure(facts: &Facts) -> Option<Verdict> {
    (facts.value(PASSWORD) == Some(PASSWORD_EMPTY))
        .then(|| Verdict::fail(ACCOUNT_WITHOUT_PASSWORD.reason(), SET_PASSWORD))
}

/// The verdict with what else the person should know of the credential.
pub(super) fn with_findings(facts: &Facts, verdict: Verdict) -> Verdict {
    match facts.value(PASSWORD) {
        Some(PASSWORD_LOCKED) => verdict.finding(PASSWORD_FITS_NONE.reason()),
        Some(_) | None => verdict,
    }
}
