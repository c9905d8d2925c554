//! The one place that knows which operating system this is: each has a module that reads its facts.
//!
//! What a platform cannot read yet it does not guess: its facts are empty and every check says unknown.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
use linux as imp;

#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(not(target_os = "linux"))]
use other as imp;

pub(crate) use imp::{
    Desk, Effect, capture, current_user, device_reset, download_folders, host_of, mail_accounts,
    meeting_apps, network, networks_in_use, open_at_once, platform, screen_lock, security_software, setting,
    stand_apart, storage_encryption, updates, whatsapp_web,
};
pub use imp::{HiddenPrompt, fuzzing};
