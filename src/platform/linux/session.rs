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

use custodia_core::fact::{Cause, Fact};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::common::{ENVIRONMENT, LOGIND, PLATFORM};
use custodia_core::vocabulary::screen_lock::{NO_SESSION, SESSION_OF_ANOTHER, SESSION_OF_HOST, WAYLAND, X11};

use self::desktop::{desktop_of, named_by_environment, names_of_session};
use super::bus::{Bus, Properties, property_of};
use super::processes::Process;
use super::{files, live};
use crate::host::Host;

mod desktop;

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
    /// Whether it is shown on another machine, where that is known.
    pub(crate) remote: Option<Fact<bool>>,
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
    /// Looks for the session of the person who is checked.
    pub(crate) fn find(host: &Host, bus: Result<&Bus, Cause>) -> Self {
        let session = Self::look(host, bus);
        let has_screen = session.kind.value() != Some(&NO_SESSION);
        // Windows always has a screen, whether this system is shown on it or not.
        if is_subsystem(host) || (has_screen && is_container(host)) {
            return Self::without_desktop(live(SESSION_OF_HOST, PLATFORM));
        }
        session
    }

    fn look(host: &Host, bus: Result<&Bus, Cause>) -> Self {
        let named = named_by_environment(host);
        let sessions = bus.and_then(|bus| graphical_sessions(host, bus));
        let (others, source) = match &sessions {
            Ok(sessions) if !sessions.own.is_empty() => return Self::of_logind(host, &sessions.own, named),
            Ok(sessions) => (&sessions.others[..], LOGIND),
            Err(_) => (&[][..], ENVIRONMENT),
        };
        let of_environment = Self::of_environment(host, named);
        // Root has no desktop of its own: whose screen is meant cannot be told, whatever an environment that was
        // taken over says. Others, too, may have taken over that of a session which is not theirs.
        let taken_over = is_started_by_another(host)
            || others.iter().any(|id| host.variable("XDG_SESSION_ID") == Some(id.as_str()));
        let of_another = (host.user() == 0 && !others.is_empty()) || (of_environment.is_some() && taken_over);
        if of_another {
            return Self::without_desktop(live(SESSION_OF_ANOTHER, source));
        }
        of_environment.unwrap_or_else(|| match sessions {
            Ok(_) => Self::without_desktop(live(NO_SESSION, LOGIND)),
            Err(Cause::Missing | Cause::Unsupported) => Self::without_desktop(live(NO_SESSION, ENVIRONMENT)),
            Err(cause) => Self::without_desktop(Fact::unknown(cause, LOGIND)),
        })
    }

    /// Whether logind knows the session, so that its services can be expected on the bus.
    pub(crate) fn is_known_to_logind(&self) -> bool {
        self.locked.is_some()
    }

    fn without_desktop(kind: Fact<Word>) -> Self {
        Self { kind, desktop: None, names: Vec::new(), remote: None, locked: None, idle: None }
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
            Some(word) => live(word, ENVIRONMENT),
            None if names.is_empty() => Fact::unknown(Cause::Missing, ENVIRONMENT),
            None => Fact::unknown(Cause::Malformed, ENVIRONMENT),
        };
        let kind = kind.map_or(Fact::unknown(Cause::Missing, ENVIRONMENT), |kind| live(kind, ENVIRONMENT));
        let remote = is_remote(host).then(|| live(true, ENVIRONMENT));
        Some(Self { kind, desktop: Some(desktop), names, remote, locked: None, idle: None })
    }

    fn of_logind(host: &Host, sessions: &[Graphical], environment: Option<Vec<String>>) -> Self {
        let Some(shown) = sessions.iter().find(|session| session.active).or(sessions.first()) else {
            return Self::without_desktop(Fact::unknown(Cause::Failed, LOGIND));
        };
        let told: Vec<Option<Word>> =
            sessions.iter().map(|session| desktop_of(host, &session.names(host))).collect();
        // One session may leave it to the environment to tell the desktop, but not several.
        let agrees = |word: Word| match told[..] {
            [None] => true,
            _ => told.iter().all(|other| *other == Some(word)),
        };
        let source = if environment.is_some() { ENVIRONMENT } else { LOGIND };
        let names = environment.unwrap_or_else(|| shown.names(host));
        let desktop = match desktop_of(host, &names) {
            Some(word) if agrees(word) => live(word, source),
            None if names.is_empty() => Fact::unknown(Cause::Missing, LOGIND),
            Some(_) | None => Fact::unknown(Cause::Malformed, source),
        };
        let hint = |hint: Option<bool>| {
            hint.map_or(Fact::unknown(Cause::Missing, LOGIND), |value| live(value, LOGIND))
        };
        Self {
            kind: live(shown.kind, LOGIND),
            desktop: Some(desktop),
            names,
            remote: if is_remote(host) {
                Some(live(true, ENVIRONMENT))
            } else {
                shown.remote.map(|remote| live(remote, LOGIND))
            },
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
    remote: Option<bool>,
    locked: Option<bool>,
    idle: Option<bool>,
}

/// The graphical sessions of the machine.
#[derive(Default)]
struct Sessions {
    own: Vec<Graphical>,
    /// The ids of those that belong to others.
    others: Vec<String>,
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
            remote: property_of(properties, "Remote"),
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

fn graphical_sessions(host: &Host, bus: &Bus) -> Result<Sessions, Cause> {
    type Listed = (String, u32, String, String, zbus::OwnedObjectPath);

    let manager = "org.freedesktop.login1.Manager";
    let listed: Vec<Listed> = bus.call(LOGIN, "/org/freedesktop/login1", manager, "ListSessions", &())?;
    let mut sessions = Sessions::default();
    for (id, user, _, _, path) in listed.into_iter().take(MOST_SESSIONS) {
        let properties = match bus.properties(LOGIN, path.as_str(), "org.freedesktop.login1.Session") {
            Ok(properties) => properties,
            // A session may end while the list is read.
            Err(Cause::Missing) => continue,
            Err(cause) => return Err(cause),
        };
        let Some(session) = Graphical::read(&properties) else { continue };
        if user == host.user() { sessions.own.push(session) } else { sessions.others.push(id) }
    }
    Ok(sessions)
}

/// Whether root was asked to run this by a person: the environment may be that person's, the files are not.
fn is_started_by_another(host: &Host) -> bool {
    let names = ["SUDO_UID", "PKEXEC_UID", "DOAS_USER"];
    let by = names.iter().find_map(|name| host.variable(name));
    host.user() == 0 && by.is_some_and(|by| !["0", "root"].contains(&by))
}

/// Whether the screen is on another machine: a session of xrdp or of a VNC server.
fn is_remote(host: &Host) -> bool {
    ["XRDP_SESSION", "VNCDESKTOP"].iter().any(|name| host.variable(name).is_some())
}

/// Whether this is the inside of a toolbox, distrobox or Flatpak, which shows its windows on the desktop outside.
fn is_container(host: &Host) -> bool {
    ["CONTAINER_ID", "TOOLBOX_PATH"].iter().any(|name| host.variable(name).is_some())
        || ["/run/.containerenv", "/run/.toolboxenv", "/.flatpak-info"]
            .iter()
            .any(|path| host.path(path).exists())
}

/// Whether this runs inside Windows.
pub(super) fn is_subsystem(host: &Host) -> bool {
    let release = files::read_text(&host.path("/proc/sys/kernel/osrelease"), 4096).unwrap_or_default();
    host.variable("WSL_DISTRO_NAME").is_some() || release.to_ascii_lowercase().contains("microsoft")
}

/// Whether a display server of this user has a socket.
fn has_display_socket(host: &Host) -> bool {
    let user = host.user();
    let runtime = host.variable("XDG_RUNTIME_DIR").map_or_else(|| format!("/run/user/{user}"), str::to_owned);
    let sockets_of = |directory: &str, prefix: &str| {
        fs_err::read_dir(host.path(directory)).into_iter().flatten().flatten().take(256).any(|entry| {
            entry.file_name().to_str().is_some_and(|name| name.starts_with(prefix))
                && entry
                    .metadata()
                    .is_ok_and(|metadata| metadata.file_type().is_socket() && metadata.uid() == user)
        })
    };
    sockets_of(&runtime, "wayland-") || sockets_of("/tmp/.X11-unix", "X")
}
