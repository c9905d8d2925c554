//! Where it cannot be told whose settings these are, or there are none, nothing is changed, and it is said why.

use nix::unistd::{Uid, chown};

use super::Desk;
use super::kde::kde;
use crate::home::Home;

const SLOW: &str = "[Daemon]\nTimeout=55\n";
const FILE: &str = "home/.config/kscreenlockerrc";

#[test]
fn nothing_is_changed_where_the_state_cannot_be_told() {
    let home = || Home::new("KDE").with_file(FILE, SLOW);
    for (says, home) in [
        ("inside of a container", home().with("CONTAINER_ID", "box")),
        ("can't be told which desktop", home().with("XDG_CURRENT_DESKTOP", "KDE:XFCE")),
        (
            "can't be told which desktop",
            home().without("XDG_CURRENT_DESKTOP").with("XDG_SESSION_TYPE", "x11"),
        ),
        ("belongs to somebody else", home().with("SUDO_UID", "54321")),
        // Somebody else's display server on the machine that runs the test may speak for a session.
        ("nothing was changed", home().without("XDG_CURRENT_DESKTOP")),
    ] {
        let desk = Desk::without_bus(home);
        let before = desk.files();

        let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

        assert_eq!(outcome.code, 1, "{says}: {}", outcome.out);
        assert!(outcome.out.contains(says), "{says}: {}", outcome.out);
        assert_eq!(desk.files(), before, "{says}");
        assert!(!desk.home.path("home/.local").exists(), "{says}");
    }
}

#[test]
fn a_home_or_file_of_somebody_else_is_not_written_to() {
    for place in ["home", "home/.config", FILE] {
        let desk = kde(SLOW);
        chown(&desk.home.path(place), Some(Uid::from_raw(54_321)), None).unwrap();
        let before = desk.files();

        let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

        assert_eq!(outcome.code, 1, "{place}: {}", outcome.out);
        assert!(outcome.out.contains("belongs to somebody else"), "{place}: {}", outcome.out);
        assert_eq!(desk.files(), before, "{place}");
    }
}

#[test]
fn what_people_write_by_hand_gets_steps() {
    let sway = Home::new("sway").with_file("home/.config/sway/config", "bindsym Mod4+l exec swaylock\n");
    let desk = Desk::without_bus(sway);
    let before = desk.files();

    let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

    assert!(outcome.out.contains("There is no setting to change."), "{}", outcome.out);
    assert!(outcome.out.contains("swayidle"), "{}", outcome.out);
    assert!(!desk.is_fixable());
    assert_eq!(desk.files(), before);
}

#[test]
fn a_locker_that_is_not_the_desktop_s_own_is_left_to_the_person() {
    // Kept from starting, Xfce's own locker does not lock, whatever its settings.
    let hidden = "[Desktop Entry]\nType=Application\nHidden=true\n";
    let desk = Desk::with_bus(
        Home::new("XFCE")
            .with_file("home/.config/autostart/xfce4-screensaver.desktop", hidden)
            .with_file("home/.config/autostart/light-locker.desktop", hidden),
    );

    let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

    assert!(outcome.out.contains("There is no setting to change."), "{}", outcome.out);
    assert!(!desk.is_fixable());
}

#[test]
fn a_damaged_setting_or_journal_changes_nothing() {
    let desk = kde("[Daemon]\nTimeout=soon\n");
    let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");
    assert_eq!(outcome.code, 1);
    assert!(outcome.out.contains("can't be read, so it was not changed"), "{}", outcome.out);

    let desk = kde(SLOW);
    assert_eq!(desk.custodia(&["harden", "screen-lock", "--yes"], "").code, 0);
    let journal = desk.home.path("home/.local/state/custodia/harden.json");
    let text = fs_err::read_to_string(&journal).unwrap();
    for damaged in [text.replace("format\": 1", "format\": 0"), text[..40].to_owned(), "[]".to_owned()] {
        fs_err::write(&journal, damaged).unwrap();
        let before = desk.files();
        for arguments in [&["harden", "undo", "--yes"][..], &["harden", "status"]] {
            let outcome = desk.custodia(arguments, "");
            assert_eq!(outcome.code, 1);
            assert!(outcome.error.contains("harden.json"), "{}", outcome.error);
        }
        assert_eq!(desk.files(), before);
    }
    // What no setting is called cannot be written from it.
    fs_err::write(&journal, text.replace("kde-idle", "../../etc/passwd")).unwrap();
    let before = desk.files();
    desk.custodia(&["harden", "undo", "--yes"], "");
    assert_eq!(desk.files(), before);
}

#[test]
fn what_cannot_be_set_is_left_to_do_by_hand() {
    let desk = kde(SLOW);

    let outcome = desk.custodia(&["harden", "device-reset", "--yes"], "");

    assert!(outcome.out.contains("There is no setting to change."), "{}", outcome.out);
    assert!(!outcome.out.contains("Timeout"), "{}", outcome.out);
    assert_eq!(outcome.code == 1, outcome.out.contains("Left to do by hand"), "{}", outcome.out);
}

#[test]
fn only_known_ids_are_taken() {
    let outcome = kde(SLOW).custodia(&["harden", "screenlock"], "");

    assert_eq!(outcome.code, 3);
    assert!(outcome.error.contains("screen-lock"), "{}", outcome.error);
}
