//! `download-folders`: folders of downloads are nobody else's and leave the device to no cloud.

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
pub struct DownloadFolders;

impl Check for DownloadFolders {
    fn id(&self) -> CheckId {
        CheckId::DownloadFolders
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::download_folders(host)
    }

    fn evaluate(&self, _facts: &Facts, _rule: &Rule) -> Verdict {
        Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason())
    }
}
