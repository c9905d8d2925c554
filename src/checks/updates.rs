//! `updates`: security updates are installed and the system is still maintained.

use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::Verdict;
use custodia_core::vocabulary::common;

use super::Check;
use crate::host::Host;
use crate::platform;

/// The check.
#[derive(Debug)]
pub struct Updates;

impl Check for Updates {
    fn id(&self) -> CheckId {
        CheckId::Updates
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::updates(host)
    }

    fn evaluate(&self, _facts: &Facts, _rule: &Rule) -> Verdict {
        Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason())
    }
}
