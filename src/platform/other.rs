//! A platform on which this agent cannot read any facts yet: every check answers unknown.
//!
//! Reads the release of the operating system and nothing else, which needs no permission.

use custodia_core::fact::Facts;
use custodia_core::network_id::{NetworkId, NetworkIdentity};
use custodia_core::platform::{Os, Platform};
use custodia_core::policy::Domain;
use sysinfo::System;

use crate::harden::{Obstacle, Reading, Setting, Stored, Trouble};
use crate::host::{Host, UserTrouble};

pub(crate) fn platform(_host: &Host) -> Platform {
    let os = match std::env::consts::OS {
        "windows" => Os::Windows,
        "macos" => Os::Macos,
        "android" => Os::Android,
        "ios" => Os::Ios,
        _ => Os::Other,
    };
    // Windows gives its build in parentheses behind the release.
    let version = System::os_version().ok().and_then(|version| version.split(' ').next()?.parse().ok());
    Platform { os, family: None, version, desktop: None, form: None }
}

/// People have no numbers that anything here asks for.
pub(crate) const fn current_user() -> u32 {
    0
}

/// Other people cannot be checked here.
pub(crate) fn host_of(_host: &Host, _name: &str) -> Result<Host, UserTrouble> {
    Err(UserTrouble::NotAllowed)
}

pub(crate) fn screen_lock(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn network(_host: &Host, _approved: &[NetworkId]) -> Facts {
    Facts::new()
}

pub(crate) fn networks_in_use(_host: &Host) -> Vec<NetworkIdentity> {
    Vec::new()
}

/// Opens a file for reading.
pub(crate) fn open_at_once(path: &std::path::Path) -> std::io::Result<fs_err::File> {
    fs_err::File::open(path)
}

/// There is no way here yet to keep what is typed from being shown.
#[derive(Debug)]
pub struct HiddenPrompt(std::convert::Infallible);

impl HiddenPrompt {
    /// Opens it on the process's own terminal.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn open() -> std::io::Result<Self> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    /// Opens it on the terminal at a path.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn on(_path: &std::path::Path) -> std::io::Result<Self> {
        Self::open()
    }

    /// Asks for one line.
    ///
    /// # Errors
    ///
    /// Never: nobody can have such a prompt.
    pub fn ask(&mut self, _prompt: &str) -> std::io::Result<crate::passwords::Line> {
        match self.0 {}
    }
}

/// Programs that are started already stand apart here.
pub(crate) fn stand_apart(_command: &mut std::process::Command) {}

pub(crate) fn whatsapp_web(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn device_reset(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn storage_encryption(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn download_folders(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn updates(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn security_software(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn meeting_apps(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn capture(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn mail_accounts(_host: &Host, _domains: &[Domain]) -> Facts {
    Facts::new()
}

/// Nothing is parsed here, so there is nothing to fuzz.
pub mod fuzzing {}

/// Nothing can be set from here yet.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Desk<'a> {
    #[expect(dead_code, reason = "a type without a value, with the lifetime of the contract")]
    Never(std::convert::Infallible, &'a ()),
}

/// When a change comes into force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(dead_code, reason = "the same contract as on Linux")]
pub(crate) enum Effect {
    /// At once.
    Now,
    /// When the person logs in again.
    NextLogin,
}

impl<'a> Desk<'a> {
    pub(crate) fn find(_host: &'a Host) -> Result<Self, Obstacle> {
        Err(Obstacle::Platform)
    }

    pub(crate) fn settings(&self, _facts: &Facts) -> Result<Vec<&'static Setting>, Obstacle> {
        Err(Obstacle::Platform)
    }

    pub(crate) fn switches(&self) -> Result<Vec<&'static Setting>, Obstacle> {
        Err(Obstacle::Platform)
    }

    pub(crate) fn read(&self, _setting: &Setting) -> Option<Reading> {
        None
    }

    pub(crate) fn can_write(&self, _setting: &Setting) -> Result<(), Trouble> {
        Err(Trouble::NoService)
    }

    pub(crate) fn write(&self, _setting: &Setting, _stored: &Stored) -> Result<Effect, Trouble> {
        Err(Trouble::NoService)
    }
}

pub(crate) fn setting(_id: &str) -> Option<&'static Setting> {
    None
}
