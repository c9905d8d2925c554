//! The screen lock of sessions whose lock is a program of the person's choice: sway, Hyprland, i3 and the like.
//!
//! Of a session that runs, reads the command lines of its idle managers and their configuration, and asks the X server
//! for its times. Without a session, reads what one would start. Needs no permission beyond the person's own. Cannot
//! see whether a locker works, nor what a script does.

use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::common::{HYPRLAND, I3, SWAY};
use custodia_core::vocabulary::screen_lock::{
    IDLE_CONFIGURATION, LOCK_ENABLED, LOCKER, LOCKER_PRESENT, NO_LOCKER, PROCESSES, SESSION_CONFIGURATION,
    WAYLAND, X_SERVER, X11, XSCREENSAVER,
};

use super::command::Display;
use super::managers::{self, MANAGERS, Manager};
use super::running::Running;
use super::schedule::{Doubt, Schedule, evidence};
use super::startup::{Configured, Startup};
use super::{x_lockers, x11, xscreensaver};
use crate::host::Host;
use crate::platform::linux::live;
use crate::platform::linux::processes::Process;
use crate::platform::linux::session::Session;

/// A session whose lock is looked for among the idle managers.
#[derive(Clone, Copy, Debug)]
struct Kind {
    configured: Option<Configured>,
    display: Display,
    /// The programs by which a running session is known.
    programs: &'static [&'static str],
}

/// Window managers and compositors that have no locker of their own, and whose configuration is not read.
const PLAIN: &[&str] = &[
    "openbox",
    "lxde",
    "bspwm",
    "awesome",
    "dwm",
    "xmonad",
    "herbstluftwm",
    "fluxbox",
    "icewm",
    "qtile",
    "jwm",
    "spectrwm",
    "leftwm",
    "ratpoison",
    "stumpwm",
    "windowmaker",
    "fvwm",
    "blackbox",
    "cwm",
    "dwl",
    "mango",
    "wlroots",
];

/// The kind of a session; nothing where it is another desktop's or its display server is not known.
fn kind(session: &Session) -> Option<Kind> {
    let of = |configured, display, programs| Some(Kind { configured: Some(configured), display, programs });
    let desktop = session.desktop.as_ref().and_then(Fact::value).copied();
    let mut is_plain = matches!(session.desktop, Some(Fact::Unknown { cause: Cause::Missing, .. }));
    for name in &session.names {
        match name.to_ascii_lowercase().as_str() {
            "niri" => return of(Configured::Niri, Display::Wayland, &["niri"]),
            "river" => return of(Configured::River, Display::Wayland, &["river"]),
            "labwc" => return of(Configured::Labwc, Display::Wayland, &["labwc"]),
            "wayfire" => return of(Configured::Wayfire, Display::Wayland, &["wayfire"]),
            name => is_plain |= PLAIN.contains(&name),
        }
    }
    match desktop {
        Some(SWAY) if !is_plain || session.names.iter().any(|name| name == "sway") => {
            return of(Configured::Sway, Display::Wayland, &["sway", "swayfx"]);
        }
        Some(HYPRLAND) => {
            let programs = &["Hyprland", "hyprland", ".Hyprland-wrapped"];
            return of(Configured::Hyprland, Display::Wayland, programs);
        }
        Some(I3) => return of(Configured::I3, Display::X11, &["i3"]),
        Some(_) | None => {}
    }
    if !is_plain {
        return None;
    }
    let display = match session.kind.value().copied() {
        Some(X11) => Display::X11,
        Some(WAYLAND) => Display::Wayland,
        Some(_) | None => return None,
    };
    Some(Kind { configured: None, display, programs: &[] })
}

/// The facts of such a session; none where nothing can be said of it.
pub(super) fn facts(host: &Host, session: &Session) -> Facts {
    let Some(kind) = kind(session) else { return Facts::new() };
    let managers: Vec<&str> = MANAGERS.iter().map(|(name, ..)| *name).collect();
    let running = if kind.configured.is_some() {
        Running::find(host, session, kind.programs)
    } else if ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| host.variable(name).is_some())
        || session.is_known_to_logind()
    {
        // Their programs are many; an idle manager shows the session as well.
        Running::find(host, session, &managers)
    } else {
        Running::Nowhere
    };
    match running {
        Running::Here(processes) => of_processes(host, kind, &processes),
        Running::Unseen(_) if kind.configured.is_none() => Facts::new(),
        Running::Unseen(cause) => {
            let mut facts = Facts::new();
            facts.put(LOCK_ENABLED, Fact::unknown(cause, PROCESSES));
            facts.put(LOCKER_PRESENT, Fact::unknown(cause, PROCESSES));
            facts
        }
        Running::Nowhere => of_settings(host, kind),
    }
}

/// Whether a process belongs to the session that is checked, as far as both say which display they have.
fn is_of_session(host: &Host, display: Display, process: &Process) -> bool {
    // Without the variable, a Wayland client takes the first display, and one of X11 has none.
    let (variable, default) = match display {
        Display::Wayland => ("WAYLAND_DISPLAY", "wayland-0"),
        Display::X11 => ("DISPLAY", ""),
    };
    let screenless = |name: &str| match display {
        Display::Wayland => name.to_owned(),
        Display::X11 => name.split('.').next().unwrap_or_default().to_owned(),
    };
    match (host.variable(variable), process.variable(variable)) {
        (Some(own), Ok(other)) => screenless(own) == screenless(other.as_deref().unwrap_or(default)),
        (None, _) | (_, Err(_)) => true,
    }
}

fn of_processes(host: &Host, kind: Kind, processes: &[Process]) -> Facts {
    gathered(host, kind.display, processes, |_| true).unwrap_or_else(|| {
        let mut facts = Facts::new();
        // Of other compositors it is not known whether they lock by themselves.
        if kind.configured.is_some() {
            facts.put(LOCK_ENABLED, live(false, PROCESSES));
            facts.put(LOCKER, live(NO_LOCKER, PROCESSES));
            facts.put(LOCKER_PRESENT, live(false, PROCESSES));
        }
        facts
    })
}

/// What the idle managers among the processes do that work in any session; nothing where none runs.
pub(super) fn managers(host: &Host, display: Display, processes: &[Process]) -> Option<Facts> {
    gathered(host, display, processes, |manager| manager != Manager::Unread)
}

fn gathered(
    host: &Host,
    display: Display,
    processes: &[Process],
    counts: fn(Manager) -> bool,
) -> Option<Facts> {
    let mut all = Schedule::default();
    let (mut locker, mut path) = (None, None);
    for process in processes {
        let Some((manager, word)) = managers::of_program(&process.program()) else { continue };
        if !counts(manager) || !manager.serves(display) || !is_of_session(host, display, process) {
            continue;
        }
        // The X server is asked only where it matters.
        let timeouts = if manager == Manager::XssLock { asked(host, process) } else { Err(Doubt::command()) };
        let arguments = process.arguments().split_off(1);
        all = all.and(managers::schedule(host, manager, &arguments, timeouts, true));
        locker.get_or_insert(word);
        path = path.or(process.variable("PATH").ok().flatten());
    }
    let locker = locker?;
    let mut facts = all.facts(host, evidence(PROCESSES, true));
    facts.put(LOCKER, live(locker, PROCESSES));
    let path = path.as_deref().or(host.variable("PATH"));
    let is_installed = all.first_program().is_none_or(|program| is_installed(host, program, path));
    facts.put(
        LOCKER_PRESENT,
        if is_installed { live(true, PROCESSES) } else { Fact::unknown(Cause::Missing, PROCESSES) },
    );
    Some(facts)
}

/// The times of the X server that a process is connected to.
fn asked(host: &Host, process: &Process) -> Result<x11::Timeouts, Doubt> {
    let of =
        |name: &str| process.variable(name).ok().flatten().or_else(|| host.variable(name).map(str::to_owned));
    let display = x11::Display { name: of("DISPLAY"), authority: of("XAUTHORITY") };
    x11::timeouts(host, &display).map_err(|cause| Doubt::new(cause, X_SERVER))
}

/// The seconds without use until the X server of a process starts its screen saver; 0 is never.
pub(super) fn until_saver(host: &Host, process: &Process) -> Fact<u64> {
    let timeouts = asked(host, process).map(|timeouts| timeouts.first().unwrap_or(0));
    timeouts.map_or_else(Doubt::fact, |seconds| live(seconds, X_SERVER))
}

/// Whether a program is there, by its path or in the directories where programs are looked for.
fn is_installed(host: &Host, program: &str, path: Option<&str>) -> bool {
    let is_there = |path: &str| host.path(path).metadata().is_ok_and(|metadata| metadata.is_file());
    if program.contains('/') {
        return is_there(program);
    }
    let directories = path.unwrap_or("/usr/local/bin:/usr/bin:/bin");
    directories.split(':').any(|directory| is_there(&format!("{directory}/{program}")))
}

fn of_settings(host: &Host, kind: Kind) -> Facts {
    let Some(configured) = kind.configured else { return of_home(host, kind) };
    let startup = Startup::read(host, configured);
    let xset: Vec<Vec<String>> = startup
        .commands
        .iter()
        .filter_map(|words| words.split_first())
        .filter(|(program, _)| program.ends_with("xset"))
        .map(|(_, arguments)| arguments.to_vec())
        .collect();
    let mut all = startup.doubt.map_or(Schedule::default(), Schedule::doubtful);
    let mut locker = None;
    for (program, arguments) in startup.commands.iter().filter_map(|words| words.split_first()) {
        let name = program.rsplit('/').next().unwrap_or_default();
        let Some((manager, word)) = managers::of_program(name) else { continue };
        if manager.serves(kind.display) {
            let timeouts = x_lockers::timeouts(&xset, x_lockers::unset(X_SERVER));
            all = all.and(managers::schedule(host, manager, arguments, timeouts, false));
            locker.get_or_insert(word);
        }
    }
    put_settings(host, &all, locker.unwrap_or(NO_LOCKER), SESSION_CONFIGURATION)
}

/// A home of any window manager of X11, of which only `XScreenSaver`'s own settings are known.
fn of_home(host: &Host, kind: Kind) -> Facts {
    match kind.display {
        Display::X11 => of_saver(host).unwrap_or_default(),
        Display::Wayland => Facts::new(),
    }
}

/// What the person's settings of `XScreenSaver` come to; nothing where there are none.
pub(super) fn of_saver(host: &Host) -> Option<Facts> {
    xscreensaver::has_settings(host)
        .then(|| put_settings(host, &xscreensaver::schedule(host, &[]), XSCREENSAVER, IDLE_CONFIGURATION))
}

fn put_settings(
    host: &Host,
    schedule: &Schedule,
    locker: Word,
    source: custodia_core::vocabulary::Source,
) -> Facts {
    let evidence = evidence(source, false);
    let mut facts = schedule.facts(host, evidence);
    facts.put(LOCKER, Fact::known(locker, evidence));
    facts
}
