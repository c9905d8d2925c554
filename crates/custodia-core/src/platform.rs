//! What kind of device a report speaks of, in closed words.

use serde::{Deserialize, Serialize};

use crate::value::Version;
use crate::vocabulary::Word;

/// The device's platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Platform {
    /// The operating system.
    pub os: Os,
    /// The distribution family, such as `debian`; absent where it is none of the known ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub family: Option<Word>,
    /// The release of the operating system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub version: Option<Version>,
    /// The desktop of the person's graphical session; absent without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub desktop: Option<Word>,
    /// What the device is, as its firmware says; absent where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
}

/// An operating system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Os {
    /// Linux, any distribution.
    Linux,
    /// Microsoft Windows.
    Windows,
    /// Apple macOS.
    Macos,
    /// Android.
    Android,
    /// Apple iOS.
    Ios,
    /// Anything else.
    Other,
}

impl Os {
    /// All operating systems that a policy can name.
    pub const ALL: [Self; 5] = [Self::Linux, Self::Windows, Self::Macos, Self::Android, Self::Ios];

    /// The word in JSON and in policy files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::Windows => "windows",
            Self::Macos => "macos",
            Self::Android => "android",
            Self::Ios => "ios",
            Self::Other => "other",
        }
    }
}

/// The form of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Form {
    /// A portable computer.
    Laptop,
    /// A computer that stays in its place.
    Desktop,
    /// A virtual machine or container.
    Virtual,
    /// A phone.
    Phone,
    /// A tablet.
    Tablet,
}
