//! Machines whose processes are prepared: what runs in the session decides which locker there is.

use custodia::checks;
use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::verdict::Reason;
use custodia_core::verdict::Status::{self, Fail, Pass, Unknown};
use tempfile::TempDir;

use super::verdict_of;
use crate::home::Home;

/// A root with processes of the person who runs the test.
pub(super) struct Machine {
    root: TempDir,
}

impl Machine {
    /// Each process by its command line, the arguments apart by zero bytes.
    pub(super) fn new(processes: &[&str]) -> Self {
        let root = tempfile::tempdir().unwrap();
        for (id, command) in (100..).zip(processes) {
            let directory = root.path().join(format!("proc/{id}"));
            fs_err::create_dir_all(&directory).unwrap();
            fs_err::write(directory.join("cmdline"), format!("{command}\0")).unwrap();
        }
        for program in ["i3lock", "xscreensaver"] {
            let path = root.path().join("usr/bin").join(program);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, "").unwrap();
        }
        Self { root }
    }

    /// What the check reads of a home there. Settings of the system are not below the root.
    pub(super) fn facts(&self, home: &Home) -> Facts {
        checks::check(CheckId::ScreenLock).probe(&home.host_at(self.root.path()))
    }

    fn outcome(&self, home: &Home) -> (Status, &'static str) {
        let verdict = verdict_of(&self.facts(home), []);
        (verdict.status, verdict.reason.id())
    }
}

/// Desktops that leave the lock to a program of their own: a program of the session, and the locker.
const DESKTOPS: [(&str, &str, &str); 3] = [
    ("XFCE", "/usr/bin/xfce4-session", "xfce4-screensaver"),
    ("MATE", "mate-session", "/usr/bin/mate-screensaver\0--no-daemon"),
    (
        "X-Cinnamon",
        "cinnamon-session\0--session\0cinnamon",
        "/usr/bin/python3\0/usr/bin/cinnamon-screensaver",
    ),
];

/// A home of a desktop whose settings are all in order.
fn in_order(desktop: &str) -> Home {
    let session = "[org/cinnamon/desktop/session]\nidle-delay=uint32 120\n";
    Home::new(desktop).with_database("home/.config/dconf/user", session, &[])
}

#[test]
fn locker_must_run_where_the_session_can_be_seen() {
    for (desktop, session, locker) in DESKTOPS {
        let home = in_order(desktop).with("DISPLAY", ":7");
        // Cinnamon can also lock by itself.
        let without = match desktop {
            "X-Cinnamon" => (Unknown, "screen-lock-locker-untold"),
            _ => (Fail, "screen-lock-not-running"),
        };

        assert_eq!(Machine::new(&[session, locker]).outcome(&home), (Pass, "screen-lock-locks"), "{desktop}");
        assert_eq!(Machine::new(&[session]).outcome(&home), without, "{desktop}");
        assert_eq!(Machine::new(&[session, "vi\0xfce4-screensaver"]).outcome(&home), without, "{desktop}");
    }
}

#[test]
fn session_that_cannot_be_seen_leaves_the_locker_unknown() {
    for (desktop, ..) in DESKTOPS {
        let home = in_order(desktop).with("DISPLAY", ":7");
        let unseen = (Unknown, "screen-lock-locker-untold");

        assert_eq!(Machine::new(&["sh"]).outcome(&home), unseen, "{desktop}");
        assert_eq!(Machine { root: tempfile::tempdir().unwrap() }.outcome(&home), unseen, "{desktop}");
    }
}

#[test]
fn home_without_a_session_is_judged_by_its_settings_and_told_so() {
    for (desktop, ..) in DESKTOPS {
        let verdict = verdict_of(&Machine::new(&["sh"]).facts(&in_order(desktop)), []);

        assert_eq!((verdict.status, verdict.reason.id()), (Pass, "screen-lock-locks"), "{desktop}");
        let findings: Vec<_> = verdict.findings.iter().map(Reason::id).collect();
        assert!(findings.contains(&"screen-lock-by-settings-alone"), "{desktop}: {findings:?}");
    }
}
