//! `mail-accounts`: mail accounts are the institution's and travel protected.

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
pub struct MailAccounts;

impl Check for MailAccounts {
    fn id(&self) -> CheckId {
        CheckId::MailAccounts
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::mail_accounts(host)
    }

    fn evaluate(&self, _facts: &Facts, _rule: &Rule) -> Verdict {
        Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason())
    }
}
