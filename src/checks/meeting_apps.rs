//! `meeting-apps`: meeting and messaging applications come from their makers, are current and hold no permission too many.

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
pub struct MeetingApps;

impl Check for MeetingApps {
    fn id(&self) -> CheckId {
        CheckId::MeetingApps
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::meeting_apps(host)
    }

    fn evaluate(&self, _facts: &Facts, _rule: &Rule) -> Verdict {
        Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason())
    }
}
