//! `storage-encryption`: what is stored on the device is encrypted.

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
pub struct StorageEncryption;

impl Check for StorageEncryption {
    fn id(&self) -> CheckId {
        CheckId::StorageEncryption
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::storage_encryption(host)
    }

    fn evaluate(&self, _facts: &Facts, _rule: &Rule) -> Verdict {
        Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason())
    }
}
