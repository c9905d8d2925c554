//! `attestation`: what no program can see was declared by the person.

use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::Verdict;
use custodia_core::vocabulary::common;

use super::Check;
use crate::host::Host;

/// The check.
#[derive(Debug)]
pub struct Attestation;

impl Check for Attestation {
    fn id(&self) -> CheckId {
        CheckId::Attestation
    }

    fn probe(&self, _host: &Host) -> Facts {
        Facts::new()
    }

    fn evaluate(&self, _facts: &Facts, _rule: &Rule) -> Verdict {
        Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason())
    }
}
