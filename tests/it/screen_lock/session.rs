//! Which session and desktop the check speaks of: from the environment, and from logind on a real bus.

use std::path::Path;

use custodia::host::Host;
use custodia_core::fact::{Cause, Fact};
use custodia_core::verdict::Status::{NotApplicable, Pass, Unknown};
use custodia_core::vocabulary::common::{
    BUDGIE, COSMIC, ENVIRONMENT, GNOME, HYPRLAND, I3, KDE, LXQT, OTHER_DESKTOP, SWAY, XFCE,
};
use custodia_core::vocabulary::screen_lock::{
    DESKTOP, IDLE, INHIBITED, LOCKED, LOCKER_PRESENT, NO_SESSION, REMOTE, SESSION, SESSION_OF_ANOTHER,
    WAYLAND, X11,
};

use super::logind::{Bed, Login};
use super::{check, facts, outcome, state_by, verdict_of};
use crate::accuracy::State;
use crate::home::Home;

/// A home whose agent runs as a service: nothing in its environment speaks of a desktop.
fn service(bed: &Bed) -> Home {
    Home::new("").without("XDG_CURRENT_DESKTOP").with("DBUS_SYSTEM_BUS_ADDRESS", &bed.address)
}

/// The states of sessions for `docs/accuracy.md`.
pub(super) fn states() -> Vec<State> {
    let mut states = Vec::new();
    let root = tempfile::tempdir().unwrap();
    let mut put = |name: &str, bed, host: &Host, expected| {
        let names = ["session", "desktop", "remote", "inhibited"];
        states.push(state_by(name, bed, &check().probe(host), &names, expected));
    };
    let (pass, none) = ((Pass, "screen-lock-locks"), (NotApplicable, "screen-lock-without-session"));
    let (untold, another) = ((Unknown, "screen-lock-desktop-untold"), (Unknown, "screen-lock-of-another"));

    let bed = "a stand-in for logind on a real bus";
    for (name, logins, expected) in [
        ("A service whose session logind calls ubuntu-xorg", vec![Login::own("ubuntu-xorg")], pass),
        ("A service whose session logind calls plasma", vec![Login::own("plasma")], pass),
        (
            "A session over xrdp that logind calls KDE",
            vec![Login { remote: true, ..Login::own("KDE") }],
            pass,
        ),
        ("Two sessions of one desktop", vec![Login::own("KDE"), Login::own("plasma")], pass),
        ("Two sessions of two desktops", vec![Login::own("gnome"), Login::own("KDE")], untold),
        ("Two sessions, one without a name", vec![Login::own("KDE"), Login::own("")], untold),
        ("Only the greeter", vec![Login { class: "greeter", ..Login::own("gnome") }], none),
        ("Only a text console", vec![Login { kind: "tty", ..Login::own("") }], none),
        ("A session that ends", vec![Login { state: "closing", ..Login::own("gnome") }], none),
    ] {
        let logind = Bed::start(logins, true);
        put(name, bed, &service(&logind).host_at(root.path()), expected);
    }
    let others = Bed::start(vec![Login { user: 4321, ..Login::own("gnome") }], true);
    let taken_over =
        service(&others).with("XDG_CURRENT_DESKTOP", "KDE").with("XDG_SESSION_ID", "0").with("DISPLAY", ":0");
    put(
        "Root, while another person has the screen",
        bed,
        &service(&others).host_for(root.path(), 0),
        another,
    );
    put("Root in the environment of another's session", bed, &taken_over.host_for(root.path(), 0), another);
    put("A person after `su` in another's session", bed, &taken_over.host_for(root.path(), 4322), another);
    put(
        "Another person has the screen, this one none",
        bed,
        &service(&others).host_for(root.path(), 4322),
        none,
    );
    let video = Bed::with(vec![Login::own("KDE")], Vec::new(), vec![("idle", "block")]);
    put(
        "A program keeps the screen open, which is a finding",
        bed,
        &service(&video).host_at(root.path()),
        pass,
    );

    let bed = "the environment";
    let console = || Home::new("").without("XDG_CURRENT_DESKTOP");
    for (name, home, user, expected) in [
        ("`sudo -E` in a session of Plasma", Home::new("KDE").with("SUDO_UID", "1000"), 0, another),
        (
            "xrdp, by its variable",
            Home::new("KDE").with("XRDP_SESSION", "1").with("DISPLAY", ":10"),
            1000,
            pass,
        ),
        (
            "SSH with a forwarded display",
            console().with("DISPLAY", "localhost:10.0").with("SSH_CONNECTION", "::1 1 ::1 22"),
            1000,
            none,
        ),
        ("No session at all", console(), 1000, none),
        ("A display without a desktop", console().with("DISPLAY", ":0"), 1000, untold),
        ("sway that passes for GNOME", Home::new("GNOME").with("SWAYSOCK", "/run/s"), 1000, untold),
        ("Names that contradict each other", Home::new("GNOME:KDE"), 1000, untold),
        ("Enlightenment", Home::new("Enlightenment"), 1000, (Unknown, "screen-lock-desktop-unread")),
    ] {
        put(name, bed, &home.host_for(root.path(), user), expected);
    }
    let outside = (Unknown, "screen-lock-in-container");
    let bed = "the environment, and marks of containers";
    put("distrobox", bed, &Home::new("GNOME").with("CONTAINER_ID", "box").host_at(root.path()), outside);
    put("WSL", bed, &console().with("WSL_DISTRO_NAME", "Debian").host_at(root.path()), outside);
    for (name, file) in
        [("toolbox", "run/.toolboxenv"), ("Podman", "run/.containerenv"), ("Flatpak", ".flatpak-info")]
    {
        let root = super::credential::machine(&[(file, "")]);
        put(name, bed, &Home::new("KDE").host_at(root.path()), outside);
    }
    let root = super::credential::machine(&[("run/.containerenv", "")]);
    put("Podman without a display", bed, &console().host_at(root.path()), none);
    states
}

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
        ("niri", Some(SWAY)),
        ("labwc:wlroots", Some(SWAY)),
        ("river", Some(SWAY)),
        ("Wayfire:wlroots", Some(SWAY)),
        ("Hyprland", Some(HYPRLAND)),
        ("COSMIC", Some(COSMIC)),
        ("pop:COSMIC", Some(COSMIC)),
        ("Budgie", Some(BUDGIE)),
        ("gnome", Some(GNOME)),
        ("XFCE", Some(XFCE)),
        ("xfce", Some(XFCE)),
        ("GNOME-Flashback:GNOME", Some(OTHER_DESKTOP)),
        ("Deepin", Some(OTHER_DESKTOP)),
        ("Enlightenment", Some(OTHER_DESKTOP)),
        ("LXDE", Some(OTHER_DESKTOP)),
        ("Unity:Unity7:ubuntu", Some(OTHER_DESKTOP)),
        ("Phosh:GNOME", Some(GNOME)),
        ("LXQt:labwc:wlroots", Some(LXQT)),
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

        assert_eq!(
            facts(&home).get(DESKTOP),
            Some(Fact::unknown(Cause::Malformed, ENVIRONMENT)),
            "{variable}"
        );
        assert_eq!(outcome(&home), (Unknown, "screen-lock-desktop-untold"), "{variable}");
    }
}

#[test]
fn compositor_that_no_name_speaks_of_is_told_by_its_socket() {
    for (variable, expected) in [("SWAYSOCK", SWAY), ("I3SOCK", I3), ("NIRI_SOCKET", SWAY)] {
        let home = Home::new("").without("XDG_CURRENT_DESKTOP").with("WAYLAND_DISPLAY", "wayland-1");

        assert_eq!(facts(&home.with(variable, "/run/user/1/socket")).value(DESKTOP), Some(expected));
    }
}

#[test]
fn desktop_whose_lock_is_not_read_is_unknown() {
    for desktop in ["Unity", "Enlightenment", "Deepin"] {
        assert_eq!(outcome(&Home::new(desktop)), (Unknown, "screen-lock-desktop-unread"), "{desktop}");
    }
}

#[test]
fn without_any_sign_of_a_session_nothing_is_asked() {
    let home = Home::new("").without("XDG_CURRENT_DESKTOP").with("XDG_SESSION_TYPE", "tty");
    let root = tempfile::tempdir().unwrap();
    let read = custodia::checks::check(custodia_core::catalog::CheckId::ScreenLock)
        .probe(&home.host_at(root.path()));

    assert_eq!(read.value(SESSION), Some(NO_SESSION));
    assert_eq!(verdict_of(&read, []).status, NotApplicable);
}

#[test]
fn display_over_ssh_is_no_session_here() {
    let root = tempfile::tempdir().unwrap();
    let status = |home: Home| {
        let check = custodia::checks::check(custodia_core::catalog::CheckId::ScreenLock);
        verdict_of(&check.probe(&home.host_at(root.path())), []).status
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

#[test]
fn service_without_an_environment_asks_logind() {
    // Idle managers that happen to run on this machine do not belong to the session.
    let root = tempfile::tempdir().unwrap();
    for (desktop, expected) in [
        ("gnome", (Pass, "screen-lock-locks")),
        ("ubuntu-xorg", (Pass, "screen-lock-locks")),
        ("KDE", (Pass, "screen-lock-locks")),
        ("plasma", (Pass, "screen-lock-locks")),
        ("sway", (Unknown, "screen-lock-processes-unseen")),
        ("", (Unknown, "screen-lock-desktop-untold")),
    ] {
        let bed = Bed::start(vec![Login::own(desktop)], true);
        let read = check().probe(&service(&bed).host_at(root.path()));

        let verdict = verdict_of(&read, []);
        assert_eq!((verdict.status, verdict.reason.id()), expected, "{desktop}");
        assert_eq!(
            (read.value(SESSION), read.value(LOCKED), read.value(IDLE)),
            (Some(WAYLAND), Some(false), Some(true))
        );
    }
}

#[test]
fn gnome_without_gdm_is_unknown() {
    let bed = Bed::start(vec![Login::own("gnome")], false);
    let home = service(&bed);

    assert_eq!(facts(&home).value(LOCKER_PRESENT), Some(false));
    assert_eq!(outcome(&home), (Unknown, "screen-lock-locker-absent"));
}

#[test]
fn environment_that_contradicts_logind_is_unknown() {
    let bed = Bed::start(vec![Login::own("sway")], true);
    let left_behind = service(&bed).with("XDG_CURRENT_DESKTOP", "GNOME");
    assert_eq!(facts(&left_behind).get(DESKTOP), Some(Fact::unknown(Cause::Malformed, ENVIRONMENT)));
    assert_eq!(outcome(&left_behind), (Unknown, "screen-lock-desktop-untold"));

    let bed = Bed::start(vec![Login::own("gnome"), Login::own("KDE")], true);
    assert_eq!(
        outcome(&service(&bed)),
        (Unknown, "screen-lock-desktop-untold"),
        "two sessions of two desktops"
    );
}

#[test]
fn one_of_several_sessions_without_a_desktop_leaves_it_unknown() {
    let bed = Bed::start(vec![Login::own("gnome"), Login::own("")], true);

    assert_eq!(outcome(&service(&bed)), (Unknown, "screen-lock-desktop-untold"));
}

#[test]
fn prepared_home_is_checked_where_logind_knows_no_graphical_session() {
    let console = Login { kind: "tty", ..Login::own("") };
    let bed = Bed::start(vec![console], false);

    assert_eq!(outcome(&service(&bed).with("XDG_CURRENT_DESKTOP", "GNOME")), (Pass, "screen-lock-locks"));
}

#[test]
fn empty_desktop_is_asked_of_the_process_that_leads_the_session() {
    let bed = Bed::start(vec![Login { leader: 4321, ..Login::own("") }], true);
    let root = tempfile::tempdir().unwrap();
    fs_err::create_dir_all(root.path().join("proc/4321")).unwrap();
    fs_err::write(root.path().join("proc/4321/environ"), b"A=b\0XDG_CURRENT_DESKTOP=ubuntu:GNOME\0").unwrap();

    let check = custodia::checks::check(custodia_core::catalog::CheckId::ScreenLock);
    let read = check.probe(&service(&bed).host_at(root.path()));

    assert_eq!(read.value(DESKTOP), Some(GNOME));
}

#[test]
fn sessions_that_are_not_the_persons_screen_do_not_count() {
    for login in [
        Login { kind: "tty", ..Login::own("gnome") },
        Login { class: "greeter", ..Login::own("gnome") },
        Login { class: "manager", ..Login::own("gnome") },
        Login { state: "closing", ..Login::own("gnome") },
    ] {
        let bed = Bed::start(vec![login], true);
        let root = tempfile::tempdir().unwrap();

        let check = custodia::checks::check(custodia_core::catalog::CheckId::ScreenLock);
        let read = check.probe(&service(&bed).host_at(root.path()));

        assert_eq!(verdict_of(&read, []).status, NotApplicable);
    }
}

#[test]
fn session_of_another_person_is_not_judged_by_the_own_settings() {
    let own = nix::unistd::Uid::current().as_raw();
    let bed = Bed::start(vec![Login { user: own + 1, ..Login::own("gnome") }], true);
    let root = tempfile::tempdir().unwrap();
    let (service, taken_over) =
        (service(&bed), service(&bed).with("XDG_CURRENT_DESKTOP", "GNOME").with("XDG_SESSION_ID", "0"));
    let session = |home: &Home, user| check().probe(&home.host_for(root.path(), user)).value(SESSION);

    // Root may have been meant to check somebody else's screen; another person has no screen here.
    assert_eq!(session(&service, 0), Some(SESSION_OF_ANOTHER));
    assert_eq!(session(&service, own + 2), Some(NO_SESSION));
    assert_eq!(session(&taken_over, 0), Some(SESSION_OF_ANOTHER));
    assert_eq!(session(&taken_over, own + 2), Some(SESSION_OF_ANOTHER));
    assert_eq!(session(&service, own + 1), Some(WAYLAND));
}

#[test]
fn root_that_was_called_by_a_person_does_not_judge_by_its_own_settings() {
    let home = || Home::new("GNOME").with("SUDO_UID", "1000");
    let of = |home: &Home, user| verdict_of(&check().probe(&home.host_for(Path::new("/"), user)), []);

    let verdict = of(&home(), 0);
    assert_eq!((verdict.status, verdict.reason.id()), (Unknown, "screen-lock-of-another"));
    assert_eq!(verdict.remedy.unwrap().as_str(), "screen-lock-name-the-person");
    assert_eq!(of(&home(), 1000).status, Pass);
    assert_eq!(of(&home().with("SUDO_UID", "0"), 0).status, Pass);
}

#[test]
fn remote_session_is_asked_for_its_lock_too() {
    let bed = Bed::start(vec![Login { remote: true, ..Login::own("gnome") }], true);
    assert_eq!(facts(&service(&bed)).value(REMOTE), Some(true));
    assert_eq!(outcome(&service(&bed)).0, Pass);

    let bed = Bed::start(vec![Login::own("gnome")], true);
    assert_eq!(facts(&service(&bed)).value(REMOTE), Some(false));

    let xrdp = Home::new("KDE").with("XRDP_SESSION", "1").with("DISPLAY", ":10");
    assert_eq!(facts(&xrdp).value(REMOTE), Some(true));
    assert_eq!(outcome(&xrdp).0, Pass);
    assert_eq!(facts(&Home::new("KDE")).get(REMOTE), None);
}

#[test]
fn screen_of_the_system_around_this_one_is_not_judged() {
    let told = |home: Home, file: Option<(&str, &str)>| {
        let root = tempfile::tempdir().unwrap();
        if let Some((path, content)) = file {
            fs_err::create_dir_all(root.path().join(path).parent().unwrap()).unwrap();
            fs_err::write(root.path().join(path), content).unwrap();
        }
        verdict_of(&check().probe(&home.host_at(root.path())), []).reason.id()
    };
    let console = || Home::new("").without("XDG_CURRENT_DESKTOP");
    let outside = "screen-lock-in-container";

    assert_eq!(told(Home::new("GNOME"), Some(("run/.containerenv", ""))), outside);
    assert_eq!(told(Home::new("GNOME"), Some(("run/.toolboxenv", ""))), outside);
    assert_eq!(told(Home::new("KDE"), Some((".flatpak-info", "[Application]"))), outside);
    assert_eq!(told(Home::new("sway").with("CONTAINER_ID", "box"), None), outside);
    assert_eq!(told(console(), Some(("run/.containerenv", ""))), "screen-lock-without-session");
    // Windows has a screen, whether this shows a window on it or not.
    let kernel = ("proc/sys/kernel/osrelease", "5.15.153.1-microsoft-standard-WSL2\n");
    assert_eq!(told(console(), Some(kernel)), outside);
    assert_eq!(told(console().with("WSL_DISTRO_NAME", "Debian"), None), outside);
    assert_eq!(told(console(), Some((kernel.0, "6.1.0-18-amd64\n"))), "screen-lock-without-session");
}

#[test]
fn program_that_keeps_the_screen_open_is_a_finding_that_stays_here() {
    let kept_open = |services, inhibitors| {
        let bed = Bed::with(vec![Login::own("KDE")], services, inhibitors);
        let home = service(&bed).with("DBUS_SESSION_BUS_ADDRESS", &bed.address);
        let verdict = super::verdict(&home);
        let found = verdict.findings.iter().find(|finding| finding.id() == "screen-lock-kept-open");
        assert!(found.is_none_or(|finding| !finding.is_reported()));
        assert_eq!(verdict.status, Pass);
        (facts(&home).value(INHIBITED), found.is_some())
    };

    assert_eq!(kept_open(vec![], vec![("sleep:idle", "block")]), (Some(true), true));
    assert_eq!(kept_open(vec![], vec![("idle", "block-weak")]), (Some(true), true));
    assert_eq!(kept_open(vec![], vec![("idle", "delay"), ("sleep", "block")]), (Some(false), false));
    assert_eq!(kept_open(vec![], vec![]), (Some(false), false));
    for service in [
        "org.gnome.SessionManager",
        "org.kde.Solid.PowerManagement.PolicyAgent",
        "org.freedesktop.PowerManagement",
    ] {
        assert_eq!(kept_open(vec![service], vec![]), (Some(true), true), "{service}");
    }
    assert_eq!(facts(&Home::new("KDE")).get(INHIBITED), None, "nobody to ask");
}
