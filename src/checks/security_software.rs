//! `security-software`: the device is protected from, and free of, software that spies.

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
pub struct SecuritySoftware;

impl Check for SecuritySoftware {
    fn id(&self) -> CheckId {
        CheckId::SecuritySoftware
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::security_software(host)
    }

    fn evaluate(&self, _facts: &Facts, _rule: &Rule) -> Verdict {
        Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason())
    }
}
