//! Settings that can be changed: where each lies, what it holds, what is wanted of it.

use custodia_core::fact::{Cause, Fact};
use serde::{Deserialize, Serialize};

/// A setting of a desktop.
#[derive(Debug)]
pub struct Setting {
    /// Its id, by which the journal names it.
    pub id: &'static str,
    /// What it is for.
    pub measure: Measure,
    /// Where it lies.
    pub place: Place,
    /// What the program takes where nobody set anything; its type is the type of the setting.
    pub default: Typed,
    /// How many seconds one of its units is; 1 for switches.
    pub unit: u64,
}

/// What a setting is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The lock screen is there at all: the switch that takes it away is off.
    LockScreen,
    /// The screen locks by itself.
    Lock,
    /// Being idle starts the screen saver.
    Activation,
    /// Nothing keeps the screen open for a presentation.
    Presentation,
    /// The time without use until it locks or goes dark.
    Idle,
    /// The time after that in which it opens without a password.
    Grace,
    /// The same, where 0 stands for never.
    GraceAboveZero,
    /// A locked screen asks for the password.
    Password,
    /// It locks before the device sleeps.
    Suspend,
    /// It locks when the lid is closed.
    Lid,
    /// Notifications do not show on the lock screen.
    Notifications,
    /// No program may use the camera.
    Camera,
    /// No program may use the microphone.
    Microphone,
}

impl Measure {
    /// The part of message ids that names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LockScreen => "lock-screen",
            Self::Lock => "lock",
            Self::Activation => "activation",
            Self::Presentation => "presentation",
            Self::Idle => "idle",
            Self::Grace | Self::GraceAboveZero => "grace",
            Self::Password => "password",
            Self::Suspend => "suspend",
            Self::Lid => "lid",
            Self::Notifications => "notifications",
            Self::Camera => "camera",
            Self::Microphone => "microphone",
        }
    }

    /// What a switch for it has to be; nothing for a time.
    #[must_use]
    pub const fn wants(self) -> Option<bool> {
        match self {
            Self::Lock
            | Self::Activation
            | Self::Password
            | Self::Suspend
            | Self::Lid
            | Self::Camera
            | Self::Microphone => Some(true),
            Self::LockScreen | Self::Presentation | Self::Notifications => Some(false),
            Self::Idle | Self::Grace | Self::GraceAboveZero => None,
        }
    }
}

/// Where a setting lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A key of a GSettings schema, in dconf.
    Dconf {
        /// The schema.
        schema: &'static str,
        /// Where it lies, if not at the path of its name.
        path: Option<&'static str>,
        /// The key.
        key: &'static str,
        /// Whether it counts only where a schema that has it is installed.
        optional: bool,
    },
    /// An entry of a KDE configuration file.
    Kconfig {
        /// The file's name.
        file: &'static str,
        /// The group.
        group: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A property of Xfce's settings.
    Xfconf {
        /// The channel.
        channel: &'static str,
        /// The property.
        property: &'static str,
    },
}

impl Place {
    /// The store's name, as people look for it.
    #[must_use]
    pub const fn store(&self) -> &'static str {
        match self {
            Self::Dconf { .. } => "dconf",
            Self::Kconfig { .. } => "KConfig",
            Self::Xfconf { .. } => "xfconf",
        }
    }

    /// The place within the store.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Dconf { schema, path: None, key, .. } => format!("/{}/{key}", schema.replace('.', "/")),
            Self::Dconf { path: Some(path), key, .. } => format!("{path}{key}"),
            Self::Kconfig { file, group, key } => format!("{file} [{group}] {key}"),
            Self::Xfconf { channel, property } => format!("{channel} {property}"),
        }
    }
}

/// A value of a type that the settings have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Typed {
    /// A switch.
    Boolean(bool),
    /// A number of 32 bits without a sign.
    Unsigned(u32),
    /// A number of 32 bits with a sign.
    Signed(i32),
}

/// What the person's own store holds for a setting, to the letter, so that it can be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stored {
    /// Nothing.
    Absent,
    /// Nothing: the group is not there either.
    WithoutGroup,
    /// Nothing: the file is not there either.
    WithoutFile,
    /// A value.
    Value(Typed),
    /// The line of a text file.
    Line(String),
    /// A value of a type that no setting here has, as GVariant serializes it.
    Serialized {
        /// Its type string.
        kind: String,
        /// Its bytes in base64.
        bytes: String,
    },
}

impl Stored {
    /// Whether nothing is set.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent | Self::WithoutGroup | Self::WithoutFile)
    }

    /// Whether both stand for the same setting, however it is absent.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self == other || (self.is_absent() && other.is_absent())
    }
}

/// What a setting comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A switch.
    Switch(bool),
    /// A time in seconds; `None` is never.
    Time(Option<u64>),
}

/// A setting as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What is in force, who can change it, or why that is unknown.
    pub amount: Fact<Amount>,
    /// What the person's own store holds, or why that could not be told or may not be changed.
    pub stored: Result<Stored, Trouble>,
}

impl Setting {
    /// What a value of the setting's type comes to.
    #[must_use]
    pub fn amount(&self, value: Typed) -> Amount {
        let (number, zero) = match value {
            Typed::Boolean(value) => return Amount::Switch(value),
            Typed::Unsigned(number) => (i64::from(number), number == 0),
            Typed::Signed(number) => (i64::from(number), number <= 0),
        };
        let never = if matches!(self.measure, Measure::Idle | Measure::GraceAboveZero) {
            zero
        } else {
            // Only KDE counts below zero, and there the time never ends.
            number < 0 && matches!(self.place, Place::Kconfig { .. })
        };
        let seconds = u64::try_from(number).unwrap_or(0).saturating_mul(self.unit);
        Amount::Time((!never).then_some(seconds))
    }

    /// The value that stands for a switch or a whole number of units.
    #[must_use]
    pub fn value(&self, amount: Amount) -> Option<Typed> {
        let seconds = match amount {
            Amount::Switch(value) => return Some(Typed::Boolean(value)),
            Amount::Time(seconds) => seconds?,
        };
        let units = u32::try_from(seconds / self.unit).ok()?;
        match self.default {
            Typed::Boolean(_) => None,
            Typed::Unsigned(_) => Some(Typed::Unsigned(units)),
            Typed::Signed(_) => i32::try_from(units).ok().map(Typed::Signed),
        }
    }

    /// What the store holds for such a value.
    #[must_use]
    pub fn stored(&self, value: Typed) -> Stored {
        match self.place {
            Place::Kconfig { key, .. } => Stored::Line(match value {
                Typed::Boolean(value) => format!("{key}={value}"),
                Typed::Unsigned(value) => format!("{key}={value}"),
                Typed::Signed(value) => format!("{key}={value}"),
            }),
            Place::Dconf { .. } | Place::Xfconf { .. } => Stored::Value(value),
        }
    }
}

/// Why a setting could not be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The institution enforces its value.
    Enforced,
    /// The person's own file marks it as not to be changed.
    Immutable,
    /// What is there could not be read, and why.
    Unread(Cause),
    /// The desktop counts in units that are too long for the limit.
    TooCoarse,
    /// The desktop's own service could not be reached.
    NoService,
    /// Somebody else owns the file.
    NotOwned,
    /// Writing failed.
    Failed,
    /// It was written, but it did not come into force; what was there before was put back.
    NotTaken,
    /// It did not come into force, and what was there before could not be put back either.
    NotRestored,
}

impl Trouble {
    /// The part of message ids that names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enforced => "enforced",
            Self::Immutable => "immutable",
            Self::Unread(_) => "unread",
            Self::TooCoarse => "too-coarse",
            Self::NoService => "no-service",
            Self::NotOwned => "not-owned",
            Self::Failed => "failed",
            Self::NotTaken => "not-taken",
            Self::NotRestored => "not-restored",
        }
    }
}

/// Why nothing at all is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Nothing can be set from here yet on this platform.
    Platform,
    /// There is no graphical session whose settings could be changed.
    NoSession,
    /// The session belongs to somebody else.
    OfAnother,
    /// The screen is that of the system around this one.
    Container,
    /// It could not be told which desktop the session has, or whether there is one.
    DesktopUntold,
    /// The home directory belongs to somebody else.
    HomeOfAnother,
}

impl Obstacle {
    /// The part of message ids that names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::NoSession => "no-session",
            Self::OfAnother => "of-another",
            Self::Container => "container",
            Self::DesktopUntold => "desktop-untold",
            Self::HomeOfAnother => "home-of-another",
        }
    }
}
