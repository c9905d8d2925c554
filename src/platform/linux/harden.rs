//! Changing settings of the person's desktop, through the desktop's own interface.
//!
//! Reads what the screen-lock check reads, and the environment of the service that is about to write, so that it is
//! certain to write into the home that was looked at. Needs the session bus of the person for dconf and xfconf; for
//! KDE, write permission to a file of the person. Cannot set what only root may, nor what lies in files that people
//! write by hand. Nothing here runs unless the person asked for it.

use std::os::unix::fs::MetadataExt as _;

use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::common::{BUDGIE, CINNAMON, GNOME, KDE, MATE, XFCE};
use custodia_core::vocabulary::screen_lock::{
    LIGHT_LOCKER, LOCKER, MATE_SCREENSAVER, NO_SESSION, SESSION_OF_ANOTHER, SESSION_OF_HOST,
    XFCE4_SCREENSAVER,
};

use super::bus::Bus;
use super::processes::Process;
use super::session::{Session, system_bus};
use crate::harden::{Obstacle, Place, Reading, Setting, Stored, Trouble};
use crate::host::Host;

mod dconf;
mod desktops;
mod kconfig;
mod xfconf;

/// The desktop of the person, whose settings may be changed.
#[derive(Debug)]
pub(crate) struct Desk<'a> {
    host: &'a Host,
    session: Session,
}

/// When a change comes into force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// At once.
    Now,
    /// When the person logs in again.
    NextLogin,
}

impl<'a> Desk<'a> {
    /// The desktop, if it is the person's own and the home as well.
    pub(crate) fn find(host: &'a Host) -> Result<Self, Obstacle> {
        let session = Session::find(host, system_bus(host).as_ref().map_err(|cause| *cause));
        if session.kind.value() == Some(&SESSION_OF_ANOTHER) {
            return Err(Obstacle::OfAnother);
        }
        // Whatever is written there would belong to whoever runs this.
        for place in [host.home(), &host.config_home()] {
            if fs_err::metadata(place).is_ok_and(|metadata| metadata.uid() != host.user()) {
                return Err(Obstacle::HomeOfAnother);
            }
        }
        Ok(Self { host, session })
    }

    /// The settings that decide here, by the facts of the screen-lock check.
    ///
    /// None on a desktop whose lock is set up by hand.
    pub(crate) fn settings(&self, facts: &Facts) -> Result<Vec<&'static Setting>, Obstacle> {
        let Some(desktop) = self.desktop()? else { return Ok(Vec::new()) };
        let locker = facts.value(LOCKER);
        let of_locker = |own: Word, settings: &'static [Setting]| match locker {
            Some(word) if word == own => settings.iter(),
            Some(LIGHT_LOCKER) => desktops::LIGHT_LOCKER.iter(),
            // The settings of a program that does not lock change nothing.
            Some(_) | None => [].iter(),
        };
        Ok(match desktop {
            GNOME => desktops::GNOME.iter().chain(&desktops::GNOME_NOTIFICATIONS).collect(),
            BUDGIE => desktops::GNOME.iter().chain(&desktops::BUDGIE).collect(),
            CINNAMON => desktops::CINNAMON.iter().collect(),
            KDE => desktops::KDE.iter().collect(),
            MATE => of_locker(MATE_SCREENSAVER, &desktops::MATE).collect(),
            XFCE => of_locker(XFCE4_SCREENSAVER, &desktops::XFCE).chain(&desktops::XFCE_POWER).collect(),
            _ => Vec::new(),
        })
    }

    /// The switches that are set only where the person names them.
    pub(crate) fn switches(&self) -> Result<Vec<&'static Setting>, Obstacle> {
        Ok(match self.desktop()? {
            Some(GNOME) => desktops::GNOME_PRIVACY.iter().collect(),
            Some(_) | None => Vec::new(),
        })
    }

    /// The desktop; nothing for one that leaves its lock to programs of the person's choice.
    fn desktop(&self) -> Result<Option<Word>, Obstacle> {
        match self.session.kind.value() {
            Some(&NO_SESSION) => return Err(Obstacle::NoSession),
            Some(&SESSION_OF_ANOTHER) => return Err(Obstacle::OfAnother),
            Some(&SESSION_OF_HOST) => return Err(Obstacle::Container),
            Some(_) | None => {}
        }
        match &self.session.desktop {
            Some(Fact::Known { value, .. }) => Ok(Some(*value)),
            Some(Fact::Unknown { cause: Cause::Missing, .. }) if !self.session.names.is_empty() => Ok(None),
            Some(Fact::Unknown { .. }) | None => Err(Obstacle::DesktopUntold),
        }
    }

    /// A setting as it stands; nothing where this release of the desktop does not have it.
    pub(crate) fn read(&self, setting: &Setting) -> Option<Reading> {
        match setting.place {
            Place::Dconf { .. } => dconf::read(self.host, &self.session.names, setting),
            Place::Kconfig { file, group, key } => Some(kconfig::read(self.host, setting, file, group, key)),
            Place::Xfconf { channel, property } => Some(xfconf::read(self.host, setting, channel, property)),
        }
    }

    /// Whether the desktop's interface for a setting can be reached, without changing anything.
    pub(crate) fn can_write(&self, setting: &Setting) -> Result<(), Trouble> {
        match setting.place {
            Place::Dconf { .. } => service(self.host, dconf::SERVICE).map(drop),
            Place::Kconfig { file, .. } => kconfig::can_write(self.host, file),
            Place::Xfconf { .. } => service(self.host, xfconf::SERVICE).map(drop),
        }
    }

    /// Puts into the person's own store what is to stand there for a setting.
    pub(crate) fn write(&self, setting: &Setting, stored: &Stored) -> Result<Effect, Trouble> {
        match setting.place {
            Place::Dconf { .. } => dconf::write(self.host, setting, stored).map(|()| Effect::Now),
            Place::Kconfig { file, group, key } => kconfig::write(self.host, file, group, key, stored)
                .map(|()| kconfig::announce(self.host, file, group, key)),
            Place::Xfconf { channel, property } => {
                xfconf::write(self.host, channel, property, stored).map(|()| Effect::Now)
            }
        }
    }
}

/// Writers of what others wrote, for the fuzz targets alone.
pub(super) mod fuzzing {
    /// Sets an entry in a text as in a KDE configuration file, and finds it there.
    pub fn kconfig_entry(text: &str) {
        super::kconfig::fuzz(text);
    }
}

/// The setting with an id.
pub(crate) fn setting(id: &str) -> Option<&'static Setting> {
    desktops::all().find(|setting| setting.id == id)
}

/// The session bus, where this service of it serves the home that was looked at.
fn service(host: &Host, name: &str) -> Result<Bus, Trouble> {
    let address = host.session_bus().ok_or(Trouble::NoService)?;
    let bus = Bus::connect(&address).map_err(|_| Trouble::NoService)?;
    let owner = bus.start(name).and_then(|()| bus.process_of(name)).map_err(|_| Trouble::NoService)?;
    let process = Process::of_id(host, owner);
    let variable = |name: &str| process.variable(name).map_err(|_| Trouble::NoService);
    let home = variable("HOME")?.unwrap_or_default();
    // As the XDG specification has it, a relative path counts as none.
    let configuration = variable("XDG_CONFIG_HOME")?.filter(|path| path.starts_with('/'));
    let configuration = configuration.unwrap_or_else(|| format!("{home}/.config"));
    let same = |path: &std::path::Path| fs_err::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if same(configuration.as_ref()) == same(&host.config_home()) { Ok(bus) } else { Err(Trouble::NoService) }
}
