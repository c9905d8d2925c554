//! dconf: changed by its own service, judged by `gsettings` and `dconf`.

use super::Desk;
use crate::home::Home;

const DATABASE: &str = "home/.config/dconf/user";

fn desk(desktop: &str, keyfile: &str) -> Desk {
    Desk::with_bus(Home::new(desktop).with_database(DATABASE, keyfile, &[]))
}

fn dump(desk: &Desk) -> String {
    desk.judge("dconf", "dconf-cli", &["dump", "/"])
}

fn read(desk: &Desk, key: &str) -> String {
    desk.judge("dconf", "dconf-cli", &["read", key])
}

#[test]
fn what_fails_passes_and_comes_back() {
    let gnome = "[org/gnome/desktop/session]\nidle-delay=uint32 3300\n\
        [org/gnome/desktop/screensaver]\nlock-enabled=false\nlock-delay=uint32 300\npicture-uri='file:///a'\n\
        [org/gnome/desktop/lockdown]\ndisable-lock-screen=true\n[org/other]\nlist=[1, 2]\n";
    let cinnamon = "[org/cinnamon/desktop/screensaver]\nlock-enabled=false\nidle-activation-enabled=false\n";
    let mate = "[org/mate/desktop/session]\nidle-delay=55\n\
        [org/mate/screensaver]\nlock-enabled=false\nlock-delay=5\nidle-activation-enabled=false\n";
    for (desktop, keyfile, judged) in [
        (
            "ubuntu:GNOME",
            gnome,
            &[
                ("/org/gnome/desktop/session/idle-delay", "uint32 300"),
                ("/org/gnome/desktop/screensaver/lock-enabled", "true"),
                ("/org/gnome/desktop/screensaver/lock-delay", "uint32 5"),
                ("/org/gnome/desktop/lockdown/disable-lock-screen", "false"),
                ("/org/gnome/desktop/notifications/show-in-lock-screen", "false"),
            ][..],
        ),
        (
            "Budgie:GNOME",
            "[org/gnome/desktop/session]\nidle-delay=uint32 0\n[org/gnome/desktop/screensaver]\nidle-activation-enabled=false\n",
            &[
                ("/org/gnome/desktop/session/idle-delay", "uint32 300"),
                ("/org/gnome/desktop/screensaver/idle-activation-enabled", "true"),
                ("/org/gnome/desktop/notifications/show-in-lock-screen", ""),
            ],
        ),
        (
            "X-Cinnamon",
            cinnamon,
            &[
                ("/org/cinnamon/desktop/session/idle-delay", "uint32 300"),
                ("/org/cinnamon/desktop/screensaver/lock-enabled", "true"),
            ],
        ),
        (
            "MATE",
            mate,
            &[
                ("/org/mate/desktop/session/idle-delay", "5"),
                ("/org/mate/screensaver/lock-delay", "0"),
                ("/org/mate/screensaver/idle-activation-enabled", "true"),
            ],
        ),
    ] {
        let desk = desk(desktop, keyfile);
        let before = dump(&desk);
        assert_eq!(desk.status(), "fail", "{desktop}");
        assert!(desk.is_fixable(), "{desktop}");

        let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

        assert_eq!((outcome.code, outcome.error.as_str()), (0, ""), "{desktop}: {}", outcome.out);
        assert_eq!(desk.status(), "pass", "{desktop}");
        for (key, value) in judged {
            assert_eq!(read(&desk, key), *value, "{key}");
        }
        assert_eq!(desk.custodia(&["harden", "undo", "--yes"], "").code, 0, "{desktop}");
        assert_eq!(dump(&desk), before, "{desktop}");
    }
}

#[test]
fn programs_of_gnome_get_the_new_value_and_the_old_one_back() {
    let desk = desk("GNOME", "");
    let idle = ["get", "org.gnome.desktop.session", "idle-delay"];
    desk.judge("gsettings", "libglib2.0-bin", &["set", "org.gnome.desktop.session", "idle-delay", "1200"]);

    assert_eq!(desk.custodia(&["harden", "screen-lock", "--yes"], "").code, 0);

    assert_eq!(desk.judge("gsettings", "libglib2.0-bin", &idle), "uint32 300");
    assert_eq!(desk.custodia(&["harden", "undo", "--yes"], "").code, 0);
    assert_eq!(desk.judge("gsettings", "libglib2.0-bin", &idle), "uint32 1200");
}

#[test]
fn a_value_of_another_type_comes_back_to_the_letter() {
    // Such a value does not count, so the default of the schema is in force: Cinnamon's is too long.
    // Longer than a byte can tell, it takes longer framing offsets.
    let long = "a long text ".repeat(40);
    let keyfile = format!("[org/cinnamon/desktop/session]\nidle-delay=('{long}', [1, 2, 3])\n");
    let desk = desk("X-Cinnamon", &keyfile);
    let before = dump(&desk);
    assert!(before.contains("a long text"), "{before}");

    assert_eq!(desk.custodia(&["harden", "screen-lock", "--yes"], "").code, 0);
    assert_eq!(read(&desk, "/org/cinnamon/desktop/session/idle-delay"), "uint32 300");
    assert_eq!(desk.custodia(&["harden", "undo", "--yes"], "").code, 0);

    assert_eq!(dump(&desk), before);
}

#[test]
fn camera_and_microphone_are_switched_only_where_they_are_named() {
    let desk = desk("GNOME", "");
    assert_eq!(desk.custodia(&["harden", "--yes", "screen-lock"], "").code, 0);
    assert_eq!(read(&desk, "/org/gnome/desktop/privacy/disable-camera"), "");

    let outcome = desk.custodia(&["harden", "camera", "--yes"], "");

    assert_eq!(outcome.code, 0, "{}", outcome.out);
    assert!(outcome.out.contains("asked for by you"), "{}", outcome.out);
    assert_eq!(read(&desk, "/org/gnome/desktop/privacy/disable-camera"), "true");
    assert_eq!(read(&desk, "/org/gnome/desktop/privacy/disable-microphone"), "");
    assert_eq!(desk.custodia(&["harden", "undo", "--yes"], "").code, 0);
    assert_eq!(dump(&desk), "");

    let mate = Desk::with_bus(Home::new("MATE")).custodia(&["harden", "microphone", "--yes"], "");
    assert!(mate.out.contains("This desktop has no switch for the microphone"), "{}", mate.out);
}

#[test]
fn a_locked_value_is_not_changed() {
    let home = Home::new("GNOME")
        .with_database(
            "institution",
            "[org/gnome/desktop/session]\nidle-delay=uint32 900\n",
            &["/org/gnome/desktop/session/idle-delay"],
        )
        .with_database(DATABASE, "[org/gnome/desktop/screensaver]\nlock-delay=uint32 300\n", &[]);
    let profile = format!("user-db:user\nfile-db:{}\n", home.path("institution").display());
    let home = home.with_file("profile", profile);
    let profile = home.path("profile").to_str().unwrap().to_owned();
    let desk = Desk::with_bus(home.with("DCONF_PROFILE", &profile));

    let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

    assert_eq!(outcome.code, 1);
    assert!(outcome.out.contains("Your institution enforces this value"), "{}", outcome.out);
    assert!(outcome.out.contains("sudo dconf update"), "{}", outcome.out);
    let user = desk.judge("dconf", "dconf-cli", &["dump", "/org/gnome/desktop/"]);
    assert!(!user.contains("[session]\nidle-delay=uint32 300"), "{user}");
    assert_eq!(read(&desk, "/org/gnome/desktop/screensaver/lock-delay"), "uint32 5");
}

#[test]
fn a_database_of_another_name_in_the_profile_is_the_one_that_is_written() {
    let home = Home::new("GNOME").with_file("profile", "user-db:of_work\n");
    let profile = home.path("profile").to_str().unwrap().to_owned();
    let home = home.with("DCONF_PROFILE", &profile).with_database(
        "home/.config/dconf/of_work",
        "[org/gnome/desktop/session]\nidle-delay=uint32 0\n",
        &[],
    );
    let desk = Desk::with_bus(home);

    assert_eq!(desk.custodia(&["harden", "screen-lock", "--yes"], "").code, 0);

    assert_eq!(desk.status(), "pass");
    assert!(!desk.home.path(DATABASE).exists());
}

#[test]
fn without_the_person_s_own_service_nothing_is_changed() {
    let slow = "[org/gnome/desktop/session]\nidle-delay=uint32 900\n";
    let alone = Desk::without_bus(Home::new("GNOME").with_database(DATABASE, slow, &[]));
    // The bus of another home, such as the one that this home was prepared from.
    let other = desk("GNOME", "[org/gnome/desktop/session]\nidle-delay=uint32 77\n");
    let address = other.bus.as_ref().unwrap().address.clone();
    let stray =
        Home::new("GNOME").with_database(DATABASE, slow, &[]).with("DBUS_SESSION_BUS_ADDRESS", &address);
    for desk in [alone, Desk::without_bus(stray)] {
        let before = desk.files();

        let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

        assert_eq!(outcome.code, 1);
        assert!(outcome.out.contains("settings service can't be reached"), "{}", outcome.out);
        assert_eq!(desk.files(), before);
    }
    assert_eq!(read(&other, "/org/gnome/desktop/session/idle-delay"), "uint32 77");
}
