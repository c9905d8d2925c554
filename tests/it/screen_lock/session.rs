//! Which session and desktop the check speaks of: from the environment, and from logind on a real bus.

use custodia_core::fact::{Cause, Fact};
use custodia_core::verdict::Status::{NotApplicable, Pass, Unknown};
use custodia_core::vocabulary::common::{BUDGIE, ENVIRONMENT, GNOME, KDE, OTHER_DESKTOP, SWAY};
use custodia_core::vocabulary::screen_lock::{DESKTOP, NO_SESSION, SESSION, WAYLAND, X11};

use super::{facts, outcome};
use crate::support::Home;

#[test]
fn desktop_is_the_one_that_the_environment_names() {
    for (names, expected) in [
        ("GNOME", Some(GNOME)),
        ("ubuntu:GNOME", Some(GNOME)),
        ("pop:GNOME", Some(GNOME)),
        ("GNOME-Classic:GNOME", Some(GNOME)),
        ("Budgie:GNOME", Some(BUDGIE)),
        ("KDE", Some(KDE)),
        ("sway:wlroots", Some(SWAY)),
        ("Unity:Unity7:ubuntu", Some(OTHER_DESKTOP)),
        ("Phosh:GNOME", Some(OTHER_DESKTOP)),
        ("Pantheon", Some(OTHER_DESKTOP)),
        ("GNOME:KDE", None),
        ("sway:GNOME", None),
        ("ubuntu", None),
        (":", None),
    ] {
        assert_eq!(facts(&Home::new(names)).value(DESKTOP), expected, "{names}");
    }
}

#[test]
fn older_variables_name_the_desktop_too() {
    for (session, expected) in [
        ("ubuntu-xorg", Some(GNOME)),
        ("/usr/share/xsessions/plasma", Some(KDE)),
        ("plasmawayland", Some(KDE)),
        ("budgie-desktop", Some(BUDGIE)),
        ("default", None),
        ("ratpoison", Some(OTHER_DESKTOP)),
    ] {
        let home = Home::new("").with("DESKTOP_SESSION", session).with("XDG_SESSION_TYPE", "x11");

        assert_eq!(facts(&home).value(DESKTOP), expected, "{session}");
        assert_eq!(facts(&home).value(SESSION), Some(X11));
    }
}

#[test]
fn compositor_that_passes_for_another_desktop_is_found_out() {
    for variable in ["SWAYSOCK", "HYPRLAND_INSTANCE_SIGNATURE", "I3SOCK"] {
        let home = Home::new("GNOME").with(variable, "/run/user/1/socket");

        assert_eq!(facts(&home).get(DESKTOP), Some(Fact::unknown(Cause::Malformed, ENVIRONMENT)), "{variable}");
        assert_eq!(outcome(&home), (Unknown, "screen-lock-desktop-untold"), "{variable}");
    }
}

#[test]
fn desktop_whose_lock_is_not_read_is_unknown() {
    for desktop in ["XFCE", "X-Cinnamon", "MATE", "LXQt", "COSMIC", "sway", "Hyprland", "i3", "Unity"] {
        assert_eq!(outcome(&Home::new(desktop)), (Unknown, "screen-lock-desktop-unread"), "{desktop}");
    }
}

#[test]
fn without_any_sign_of_a_session_nothing_is_asked() {
    let home = Home::new("").without("XDG_CURRENT_DESKTOP").with("XDG_SESSION_TYPE", "tty");
    let root = tempfile::tempdir().unwrap();
    let read = custodia::checks::check(custodia_core::catalog::CheckId::ScreenLock).probe(&home.host_at(root.path()));

    assert_eq!(read.value(SESSION), Some(NO_SESSION));
    assert_eq!(super::verdict_of(&read, []).status, NotApplicable);
}

#[test]
fn display_over_ssh_is_no_session_here() {
    let root = tempfile::tempdir().unwrap();
    let status = |home: Home| {
        let check = custodia::checks::check(custodia_core::catalog::CheckId::ScreenLock);
        super::verdict_of(&check.probe(&home.host_at(root.path())), []).status
    };
    let with_display = || Home::new("").without("XDG_CURRENT_DESKTOP").with("DISPLAY", "localhost:10.0");

    assert_eq!(status(with_display().with("SSH_CONNECTION", "::1 1 ::1 22")), NotApplicable);
    assert_eq!(status(with_display()), Unknown);
}

#[test]
fn socket_of_a_display_server_is_a_session_of_an_unknown_desktop() {
    let home = Home::new("").without("XDG_CURRENT_DESKTOP");
    let _socket = std::os::unix::net::UnixListener::bind(home.path("run/wayland-1")).unwrap();

    assert_eq!(outcome(&home), (Unknown, "screen-lock-desktop-untold"));
}

#[test]
fn environment_tells_the_kind_of_session() {
    let home = Home::new("GNOME").with("WAYLAND_DISPLAY", "wayland-0");

    assert_eq!(facts(&home).value(SESSION), Some(WAYLAND));
    assert_eq!(outcome(&home).0, Pass);
}
