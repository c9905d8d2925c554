//! Whether a program asks at the moment that the screen stay open.
//!
//! Asks logind on the system bus and, on the session bus of the person, the session manager of GNOME and its kin, KDE's
//! power management and that of freedesktop.org, if they run; every person may. Cannot see programs that only pretend
//! to move the mouse, nor what a compositor or screen saver was told directly.

use custodia_core::fact::{Cause, Fact};
use custodia_core::vocabulary::screen_lock::INHIBITORS;

use crate::host::Host;
use crate::platform::linux::bus::Bus;
use crate::platform::linux::known;

/// Who is asked on the session bus: its name, object, interface and method, and the kinds of inhibition, if it takes any.
type Asked = (&'static str, &'static str, &'static str, &'static str, Option<u32>);

const ASKED: [Asked; 3] = [
    // Also Budgie's, MATE's and Cinnamon's; 8 is being idle.
    (
        "org.gnome.SessionManager",
        "/org/gnome/SessionManager",
        "org.gnome.SessionManager",
        "IsInhibited",
        Some(8),
    ),
    // As KDE's locker asks before it locks: the session is not to be interrupted, or the screen not to be changed.
    (
        "org.kde.Solid.PowerManagement.PolicyAgent",
        "/org/kde/Solid/PowerManagement/PolicyAgent",
        "org.kde.Solid.PowerManagement.PolicyAgent",
        "HasInhibition",
        Some(5),
    ),
    (
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
        "HasInhibit",
        None,
    ),
];

/// Whether anything keeps the screen open; nothing where nobody could be asked.
pub(super) fn inhibited(host: &Host, system: Result<&Bus, Cause>) -> Option<Fact<bool>> {
    let session = host.session_bus().ok_or(Cause::Missing).and_then(|address| Bus::connect(&address));
    let mut answers = vec![system.and_then(logind)];
    if let Ok(bus) = &session {
        answers.extend(ASKED.iter().map(|asked| ask(bus, asked)));
    }
    if answers.contains(&Ok(true)) {
        return Some(known(Ok(true), INHIBITORS));
    }
    answers.retain(|answer| *answer != Err(Cause::Missing));
    let worst = answers.iter().find(|answer| answer.is_err()).or(answers.first())?;
    Some(known(*worst, INHIBITORS))
}

fn ask(bus: &Bus, (service, path, interface, method, kinds): &Asked) -> Result<bool, Cause> {
    match kinds {
        Some(kinds) => bus.call(service, path, interface, method, &(kinds,)),
        None => bus.call(service, path, interface, method, &()),
    }
}

/// Whether an inhibitor of logind blocks being idle.
fn logind(bus: &Bus) -> Result<bool, Cause> {
    type Inhibitor = (String, String, String, String, u32, u32);

    let manager = "org.freedesktop.login1.Manager";
    let listed: Vec<Inhibitor> =
        bus.call("org.freedesktop.login1", "/org/freedesktop/login1", manager, "ListInhibitors", &())?;
    Ok(listed.iter().any(|(what, _, _, mode, ..)| {
        mode.starts_with("block") && what.split(':').any(|what| what == "idle")
    }))
}
