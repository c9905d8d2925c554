//! `passwords`: the passwords of official accounts are strong and unlike each other.

use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::Verdict;
use custodia_core::vocabulary::common;

use super::Check;
use crate::host::Host;

/// The check.
#[derive(Debug)]
pub struct Passwords;

impl Check for Passwords {
    fn id(&self) -> CheckId {
        CheckId::Passwords
    }

    fn probe(&self, _host: &Host) -> Facts {
        Facts::new()
    }

    fn evaluate(&self, _facts: &Facts, _rule: &Rule) -> Verdict {
        Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason())
    }
}
