//! A platform on which this agent cannot read anything yet.
//!
//! Reads nothing, needs no permission, sees nothing: every check answers unknown.

use custodia_core::fact::Facts;
use custodia_core::platform::{Os, Platform};

use crate::host::Host;

pub(crate) fn platform(_host: &Host) -> Platform {
    let os = match std::env::consts::OS {
        "windows" => Os::Windows,
        "macos" => Os::Macos,
        "android" => Os::Android,
        "ios" => Os::Ios,
        _ => Os::Other,
    };
    Platform { os, family: None, version: None, desktop: None, form: None }
}

pub(crate) fn screen_lock(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn network(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn whatsapp_web(_host: &Host) -> Facts {
    Facts::new()
}

pub(crate) fn device_reset(_host: &Host) -> Facts {
    Facts::new()
}
