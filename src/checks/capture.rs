//! `capture`: nothing records from camera or microphone without a meeting.

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
pub struct Capture;

impl Check for Capture {
    fn id(&self) -> CheckId {
        CheckId::Capture
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::capture(host)
    }

    fn evaluate(&self, _facts: &Facts, _rule: &Rule) -> Verdict {
        Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason())
    }
}
