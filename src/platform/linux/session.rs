//! The graphical session of the person: whether there is one, and which desktop it has.
//!
//! Asks logind (systemd's or elogind) on the system bus for the sessions of this user, which every person may,
//! and reads the environment that the agent was started with. Never looks at which programs are installed.
//!
//! What the environment names and what logind knows must agree, or the desktop is unknown: a service may have
//! been left behind by another session. Cannot see the desktop of a session that neither names, such as one
//! started by hand on a console while the agent runs as a service; the sockets of display servers then still
//! tell that there is one.

use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};

use custodia_core::fact::{Cause, Evidence, Fact};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::common::{
    BUDGIE, CINNAMON, COSMIC, ENVIRONMENT, GNOME, HYPRLAND, I3, KDE, LOGIND, LXQT, MATE, OTHER_DESKTOP, SWAY,
    XFCE,
};
use custodia_core::vocabulary::screen_lock::{NO_SESSION, SESSION_OF_ANOTHER, WAYLAND, X11};
use nix::unistd::Uid;

use super::bus::{Bus, Properties, property_of};
use super::processes::Process;
use crate::host::Host;

const LOGIN: &str = "org.freedesktop.login1";

/// The most sessions that are looked at.
const MOST_SESSIONS: usize = 64;

/// What is known about the graphical session of the person.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// X11, Wayland or none; unknown where there is one of an unknown kind or where it could not be told.
    pub(crate) kind: Fact<Word>,
    /// The desktop; absent without a session.
    pub(crate) desktop: Option<Fact<Word>>,
    /// The names of the desktop as `XDG_CURRENT_DESKTOP` has them in the session.
    pub(crate) names: Vec<String>,
    /// Whether it is locked at the moment, where logind knows it.
    pub(crate) locked: Option<Fact<bool>>,
    /// Whether it is idle at the moment, where logind knows it.
    pub(crate) idle: Option<Fact<bool>>,
}

/// The system bus of a machine; [`Cause::Missing`] where it has none.
pub(crate) fn system_bus(host: &Host) -> Result<Bus, Cause> {
    Bus::connect(host.system_bus().ok_or(Cause::Missing)?)
}

impl Session {
    /// Looks for the session of the person who runs the agent.
    pub(crate) fn find(host: &Host, bus: Result<&Bus, Cause>) -> Self {
        let environment = named_by_environment(host);
        match bus.and_then(graphical_sessions) {
            Ok(sessions) if !sessions.own.is_empty() => Self::of_logind(host, &sessions.own, environment),
            Ok(sessions) => match Self::of_environment(host, environment) {
                // Root has no desktop of its own; whose screen is meant cannot be told.
                None if sessions.others && Uid::current().is_root() => {
                    Self::without_desktop(Fact::known(SESSION_OF_ANOTHER, Evidence::live(LOGIND)))
                }
                None => Self::without_desktop(Fact::known(NO_SESSION, Evidence::live(LOGIND))),
                Some(session) => session,
            },
            Err(cause) => Self::of_environment(host, environment).unwrap_or_else(|| match cause {
                Cause::Missing | Cause::Unsupported => {
                    Self::without_desktop(Fact::known(NO_SESSION, Evidence::live(ENVIRONMENT)))
                }
                Cause::Denied | Cause::Failed | Cause::Malformed | Cause::TooLarge => {
                    Self::without_desktop(Fact::unknown(cause, LOGIND))
                }
            }),
        }
    }

    /// Whether logind knows the session, so that its services can be expected on the bus.
    pub(crate) fn is_known_to_logind(&self) -> bool {
        self.locked.is_some()
    }

    fn without_desktop(kind: Fact<Word>) -> Self {
        Self { kind, desktop: None, names: Vec::new(), locked: None, idle: None }
    }

    /// The session that the environment describes; none where nothing in it speaks of one.
    fn of_environment(host: &Host, environment: Option<Vec<String>>) -> Option<Self> {
        let kind = match host.variable("XDG_SESSION_TYPE") {
            Some("x11") => Some(X11),
            Some("wayland") => Some(WAYLAND),
            _ if host.variable("WAYLAND_DISPLAY").is_some() => Some(WAYLAND),
            // Over SSH, the display is that of another machine.
            _ if host.variable("DISPLAY").is_some() && host.variable("SSH_CONNECTION").is_none() => Some(X11),
            _ => None,
        };
        if kind.is_none() && environment.is_none() && !has_display_socket(host) {
            return None;
        }
        let names = environment.unwrap_or_default();
        let desktop = match desktop_of(host, &names) {
            Some(word) => Fact::known(word, Evidence::live(ENVIRONMENT)),
            None if names.is_empty() => Fact::unknown(Cause::Missing, ENVIRONMENT),
            None => Fact::unknown(Cause::Malformed, ENVIRONMENT),
        };
        let kind = kind.map_or(Fact::unknown(Cause::Missing, ENVIRONMENT), |kind| {
            Fact::known(kind, Evidence::live(ENVIRONMENT))
        });
        Some(Self { kind, desktop: Some(desktop), names, locked: None, idle: None })
    }

    fn of_logind(host: &Host, sessions: &[Graphical], environment: Option<Vec<String>>) -> Self {
        let Some(shown) = sessions.iter().find(|session| session.active).or(sessions.first()) else {
            return Self::without_desktop(Fact::unknown(Cause::Failed, LOGIND));
        };
        let told: Vec<Word> =
            sessions.iter().filter_map(|session| desktop_of(host, &session.names(host))).collect();
        let source = if environment.is_some() { ENVIRONMENT } else { LOGIND };
        let names = environment.unwrap_or_else(|| shown.names(host));
        let desktop = match desktop_of(host, &names) {
            Some(word) if told.iter().all(|other| *other == word) => {
                Fact::known(word, Evidence::live(source))
            }
            None if names.is_empty() => Fact::unknown(Cause::Missing, LOGIND),
            Some(_) | None => Fact::unknown(Cause::Malformed, source),
        };
        let hint = |hint: Option<bool>| {
            hint.map_or(Fact::unknown(Cause::Missing, LOGIND), |value| {
                Fact::known(value, Evidence::live(LOGIND))
            })
        };
        Self {
            kind: Fact::known(shown.kind, Evidence::live(LOGIND)),
            desktop: Some(desktop),
            names,
            locked: Some(hint(shown.locked)),
            idle: Some(hint(shown.idle)),
        }
    }
}

/// A graphical session as logind knows it.
struct Graphical {
    kind: Word,
    active: bool,
    desktop: String,
    leader: u32,
    locked: Option<bool>,
    idle: Option<bool>,
}

struct Sessions {
    own: Vec<Graphical>,
    others: bool,
}

impl Graphical {
    fn read(properties: &Properties) -> Option<Self> {
        let text = |name| property_of::<String>(properties, name).unwrap_or_default();
        let kind = match text("Type").as_str() {
            "x11" => X11,
            "wayland" => WAYLAND,
            _ => return None,
        };
        if !text("Class").starts_with("user") || text("State") == "closing" {
            return None;
        }
        Some(Self {
            kind,
            active: property_of(properties, "Active").unwrap_or(false),
            desktop: text("Desktop"),
            leader: property_of(properties, "Leader").unwrap_or(0),
            locked: property_of(properties, "LockedHint"),
            idle: property_of(properties, "IdleHint"),
        })
    }

    /// The names of the desktop, from logind or else from the process that leads the session.
    fn names(&self, host: &Host) -> Vec<String> {
        if !self.desktop.is_empty() {
            return names_of_session(&self.desktop);
        }
        let names = Process::of_id(host, self.leader).variable("XDG_CURRENT_DESKTOP");
        names.ok().flatten().map(|list| list.split(':').map(str::to_owned).collect()).unwrap_or_default()
    }
}

fn graphical_sessions(bus: &Bus) -> Result<Sessions, Cause> {
    type Listed = (String, u32, String, String, zbus::OwnedObjectPath);

    let manager = "org.freedesktop.login1.Manager";
    let listed: Vec<Listed> = bus.call(LOGIN, "/org/freedesktop/login1", manager, "ListSessions", &())?;
    let mut sessions = Sessions { own: Vec::new(), others: false };
    for (_, user, _, _, path) in listed.into_iter().take(MOST_SESSIONS) {
        let properties = match bus.properties(LOGIN, path.as_str(), "org.freedesktop.login1.Session") {
            Ok(properties) => properties,
            // A session may end while the list is read.
            Err(Cause::Missing) => continue,
            Err(cause) => return Err(cause),
        };
        let Some(session) = Graphical::read(&properties) else { continue };
        if user == Uid::current().as_raw() { sessions.own.push(session) } else { sessions.others = true }
    }
    Ok(sessions)
}

/// The names in the environment, by `XDG_CURRENT_DESKTOP` or the older variables.
fn named_by_environment(host: &Host) -> Option<Vec<String>> {
    if let Some(list) = host.variable("XDG_CURRENT_DESKTOP") {
        return Some(list.split(':').filter(|name| !name.is_empty()).map(str::to_owned).collect());
    }
    let session = host.variable("XDG_SESSION_DESKTOP").or_else(|| host.variable("DESKTOP_SESSION"))?;
    Some(names_of_session(session))
}

/// What `XDG_CURRENT_DESKTOP` is in a session of this name, as display managers name sessions.
fn names_of_session(session: &str) -> Vec<String> {
    let session = session.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let names: &[&str] =
        match session.trim_end_matches("-xorg").trim_end_matches("-wayland").trim_end_matches("-x11") {
            "ubuntu" => &["ubuntu", "GNOME"],
            "pop" => &["pop", "GNOME"],
            "gnome" => &["GNOME"],
            "gnome-classic" => &["GNOME-Classic", "GNOME"],
            "budgie-desktop" | "budgie" | "budgie:gnome" => &["Budgie", "GNOME"],
            "kde" | "plasma" | "plasma5" | "plasma6" | "kde-plasma" | "plasmax11" | "plasmawayland" => {
                &["KDE"]
            }
            "xfce" | "xubuntu" => &["XFCE"],
            "cinnamon" | "cinnamon2d" | "x-cinnamon" => &["X-Cinnamon"],
            "mate" => &["MATE"],
            "lxqt" | "lubuntu" => &["LXQt"],
            "cosmic" => &["COSMIC"],
            "sway" => &["sway"],
            "hyprland" | "hyprland-uwsm" => &["Hyprland"],
            "i3" | "i3-with-shmlog" => &["i3"],
            // A session such as `default` names no desktop.
            "" | "default" | "xsession" | "lightdm-xsession" | "custom" => &[],
            _ => return vec![session],
        };
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The desktop that a list of names stands for; nothing for an empty list or one that contradicts itself.
fn desktop_of(host: &Host, names: &[String]) -> Option<Word> {
    let mut desktop = None;
    for name in names {
        let word = match name.to_ascii_lowercase().as_str() {
            // Names that distributions put before the name of the desktop that they ship.
            "ubuntu" | "pop" | "zorin" | "endless" | "gnome-classic" | "gnome-flashback" => continue,
            "gnome" => GNOME,
            "kde" => KDE,
            "budgie" => BUDGIE,
            "xfce" => XFCE,
            "x-cinnamon" | "cinnamon" => CINNAMON,
            "mate" => MATE,
            "lxqt" => LXQT,
            "cosmic" => COSMIC,
            "sway" => SWAY,
            "hyprland" => HYPRLAND,
            "i3" => I3,
            _ => OTHER_DESKTOP,
        };
        desktop = match desktop {
            None => Some(word),
            Some(earlier) if earlier == word => Some(word),
            // Budgie and others name GNOME as what they derive from; the lock is theirs.
            Some(earlier) if word == GNOME && (earlier == BUDGIE || earlier == OTHER_DESKTOP) => {
                Some(earlier)
            }
            Some(earlier) if word == OTHER_DESKTOP => Some(earlier),
            Some(_) => return None,
        };
    }
    // Compositors are often told to pass for another desktop, but their sockets are their own.
    let compositor = [("SWAYSOCK", SWAY), ("HYPRLAND_INSTANCE_SIGNATURE", HYPRLAND), ("I3SOCK", I3)]
        .into_iter()
        .find_map(|(variable, word)| host.variable(variable).map(|_| word));
    match (desktop, compositor) {
        (Some(desktop), Some(compositor)) if desktop != compositor => None,
        (desktop, _) => desktop,
    }
}

/// Whether a display server of this user has a socket.
fn has_display_socket(host: &Host) -> bool {
    let user = Uid::current();
    let runtime = host.variable("XDG_RUNTIME_DIR").map_or_else(|| format!("/run/user/{user}"), str::to_owned);
    let sockets_of = |directory: &str, prefix: &str| {
        fs_err::read_dir(host.path(directory)).into_iter().flatten().flatten().take(256).any(|entry| {
            entry.file_name().to_str().is_some_and(|name| name.starts_with(prefix))
                && entry
                    .metadata()
                    .is_ok_and(|metadata| metadata.file_type().is_socket() && metadata.uid() == user.as_raw())
        })
    };
    sockets_of(&runtime, "wayland-") || sockets_of("/tmp/.X11-unix", "X")
}
