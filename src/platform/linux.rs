//! Linux: facts from files and D-Bus, as the person who is logged in, without any privilege.

use custodia_core::fact::{Cause, Evidence, Fact};
use custodia_core::vocabulary::Source;

mod account;
mod bus;
mod capture;
mod dconf;
mod device_reset;
mod download_folders;
mod files;
mod gvdb;
mod harden;
mod ini;
mod kconfig;
mod mail_accounts;
mod meeting_apps;
mod mounts;
mod network;
mod packages;
mod processes;
mod prompt;
mod qsettings;
mod screen_lock;
mod security_software;
mod session;
mod storage_encryption;
mod system;
mod updates;
mod whatsapp_web;
mod xfconf;

pub(crate) use account::{current_user, host_of};
pub(crate) use capture::capture;
pub(crate) use device_reset::device_reset;
pub(crate) use download_folders::download_folders;
pub(crate) use files::open_at_once;
pub(crate) use harden::{Desk, Effect, setting};
pub(crate) use mail_accounts::mail_accounts;
pub(crate) use meeting_apps::meeting_apps;
pub(crate) use network::{network, networks_in_use};
pub use prompt::HiddenPrompt;
pub(crate) use screen_lock::screen_lock;
pub(crate) use security_software::security_software;
pub(crate) use storage_encryption::storage_encryption;
pub(crate) use system::platform;
pub(crate) use updates::updates;
pub(crate) use whatsapp_web::whatsapp_web;

/// Puts a program that is to be started in a process group of its own.
pub(crate) fn stand_apart(command: &mut std::process::Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

/// A state of the running system.
fn live<T>(value: T, source: Source) -> Fact<T> {
    Fact::known(value, Evidence::live(source))
}

/// A state of the running system, or why it could not be read.
fn known<T>(value: Result<T, Cause>, source: Source) -> Fact<T> {
    match value {
        Ok(value) => live(value, source),
        Err(cause) => Fact::unknown(cause, source),
    }
}

/// Readers of files that others wrote, for the fuzz targets alone.
pub mod fuzzing {
    use super::{
        device_reset, download_folders, gvdb, kconfig, packages, qsettings, storage_encryption, xfconf,
    };

    pub use super::network::fuzzing::{nl80211, rtnetlink};
    pub use super::security_software::fuzzing::{certificates, firewall_rules, signature_header};

    /// Reads a text as the lists, sources, permissions and shortcuts of applications.
    pub fn meeting_apps(text: &str) {
        super::meeting_apps::fuzzing::meeting_apps(text);
    }

    /// Reads bytes as what a PipeWire server says.
    pub fn pipewire(bytes: &[u8]) {
        super::capture::fuzzing::pipewire(bytes);
    }

    /// Reads bytes as a dconf database or compiled schemas, in every way that the checks do.
    pub fn gvdb(bytes: &[u8]) {
        let Ok(table) = gvdb::File::new(bytes).and_then(gvdb::File::root) else { return };
        for key in ["/org/gnome/desktop/session/idle-delay", ".path", "idle-delay", "lock-enabled"] {
            if let Ok(Some(value)) = table.value(key) {
                let _ = value.scalar();
                let _ = value.schema_key();
            }
            let _ = table.has_value(key);
        }
        for name in [".locks", "org.gnome.desktop.session", "org.gnome.desktop.screensaver"] {
            if let Ok(Some(nested)) = table.table(name) {
                let _ = nested.value("idle-delay").map(|value| value.map(gvdb::Serialized::schema_key));
            }
        }
    }

    pub use super::harden::fuzzing::kconfig_entry;

    /// Reads a text as a settings file of a Qt program.
    pub fn qsettings(text: &str) {
        for value in qsettings::parse(text).values() {
            let _ = qsettings::time_as_seconds(value);
        }
    }

    /// Reads a text as a file of an xfconf channel.
    pub fn xfconf(text: &str) {
        let _ = xfconf::parse(text);
    }
    pub use super::screen_lock::fuzzing::{
        command, hypridle, login, swayidle, tiling, x_authority, xscreensaver,
    };

    /// Reads a text as a KConfig file.
    pub fn kconfig(text: &str) {
        let _ = kconfig::parse(text);
    }

    /// Reads bytes as dpkg's status file.
    pub fn dpkg_status(bytes: &[u8]) {
        packages::dpkg::fuzz(bytes);
    }

    /// Reads bytes as a Release file and a list of apt, packed or not.
    pub fn apt_lists(bytes: &[u8]) {
        super::updates::fuzz_lists(bytes);
    }

    /// Reads a text as apt's configuration.
    pub fn apt_conf(text: &str) {
        super::updates::fuzz_configuration(text);
    }

    /// Reads bytes as the header of a package of RPM.
    pub fn rpm_header(bytes: &[u8]) {
        packages::rpm::fuzz(bytes);
    }

    /// Reads bytes as the records of single packages: of pacman and of Flatpak.
    pub fn package_records(bytes: &[u8]) {
        packages::pacman::fuzz(bytes);
        packages::flatpak::fuzz(bytes);
    }

    /// Reads bytes as what names folders for downloads, says who may read them and which a cloud takes.
    pub fn download_settings(bytes: &[u8]) {
        download_folders::fuzz(bytes);
    }

    /// Reads bytes as the kernel's tables of mounts and swap areas.
    pub fn mounts(bytes: &[u8]) {
        storage_encryption::fuzz(bytes);
    }

    /// Reads bytes as the settings of mail programs, and as a certificate.
    pub fn mail_settings(bytes: &[u8]) {
        super::mail_accounts::fuzz(bytes);
    }

    /// Reads a text as the log of a package manager.
    pub fn package_log(text: &str) {
        let _ = device_reset::first_day(text);
    }
}
