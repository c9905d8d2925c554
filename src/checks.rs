//! The checks: what each reads and how it decides, and the registry of all of them.

use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::Verdict;

use crate::host::Host;

pub mod attestation;
pub mod capture;
pub mod device_reset;
pub mod download_folders;
pub mod mail_accounts;
pub mod meeting_apps;
pub mod network;
pub mod passwords;
pub mod screen_lock;
pub mod security_software;
pub mod storage_encryption;
pub mod updates;
pub mod whatsapp_web;

/// A check: reading facts and deciding from them, apart from each other.
pub trait Check: Sync {
    /// The check's id, which names its file, its page in `docs/checks` and its messages.
    fn id(&self) -> CheckId;

    /// Reads the facts on a machine. Writes nothing, starts nothing, asks no other machine.
    fn probe(&self, host: &Host) -> Facts;

    /// The facts in place of those of [`Check::probe`] for a rule that tells what to look for.
    fn probe_for(&self, _host: &Host, _rule: &Rule) -> Option<Facts> {
        None
    }

    /// The part of the facts of [`Check::probe`] that a rule is about.
    fn part_for(&self, facts: &Facts, _rule: &Rule) -> Facts {
        facts.clone()
    }

    /// Decides from facts and a rule alone, so that recorded facts give the same verdict anywhere.
    ///
    /// What the facts do not tell gives `unknown` with the reason, never `pass`.
    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict;
}

/// Every check, in the order in which they are shown.
pub const REGISTRY: &[&dyn Check] = &[
    &screen_lock::ScreenLock,
    &network::Network,
    &whatsapp_web::WhatsappWeb,
    &device_reset::DeviceReset,
    &storage_encryption::StorageEncryption,
    &download_folders::DownloadFolders,
    &updates::Updates,
    &security_software::SecuritySoftware,
    &meeting_apps::MeetingApps,
    &capture::Capture,
    &mail_accounts::MailAccounts,
    &passwords::Passwords,
    &attestation::Attestation,
];

/// The check with an id.
#[must_use]
pub fn check(id: CheckId) -> &'static dyn Check {
    match id {
        CheckId::ScreenLock => &screen_lock::ScreenLock,
        CheckId::Network => &network::Network,
        CheckId::WhatsappWeb => &whatsapp_web::WhatsappWeb,
        CheckId::DeviceReset => &device_reset::DeviceReset,
        CheckId::StorageEncryption => &storage_encryption::StorageEncryption,
        CheckId::DownloadFolders => &download_folders::DownloadFolders,
        CheckId::Updates => &updates::Updates,
        CheckId::SecuritySoftware => &security_software::SecuritySoftware,
        CheckId::MeetingApps => &meeting_apps::MeetingApps,
        CheckId::Capture => &capture::Capture,
        CheckId::MailAccounts => &mail_accounts::MailAccounts,
        CheckId::Passwords => &passwords::Passwords,
        CheckId::Attestation => &attestation::Attestation,
    }
}
