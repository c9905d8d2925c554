//! KDE: the file is changed as `kwriteconfig5` would, judged by `kreadconfig5`, and is byte for byte what it was after `undo`.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::process::Stdio;

use fs_err as fs;

use super::Desk;
use crate::home::{Home, answer};

const FILE: &str = "home/.config/kscreenlockerrc";

pub(super) fn kde(content: &str) -> Desk {
    Desk::without_bus(Home::new("KDE").with_file(FILE, content))
}

fn text(desk: &Desk) -> String {
    fs::read_to_string(desk.home.path(FILE)).unwrap()
}

fn judged(desk: &Desk, key: &str) -> String {
    let arguments = ["--file", "kscreenlockerrc", "--group", "Daemon", "--key", key];
    desk.judge("kreadconfig5", "libkf5config-bin", &arguments)
}

/// What `kreadconfig5` makes of the file once `kwriteconfig5` has set the key in it.
fn written_by_kde(content: &str, key: &str, value: &str, asked: &str) -> String {
    let desk = kde(content);
    let arguments = ["--file", "kscreenlockerrc", "--group", "Daemon", "--key", key, value];
    desk.judge("kwriteconfig5", "libkf5config-bin", &arguments);
    judged(&desk, asked)
}

#[test]
fn what_fails_passes_and_comes_back_byte_for_byte() {
    for content in [
        "[Daemon]\nTimeout=55\n",
        "# of mine\n[Greeter]\nTheme=\\x41\n\n[Daemon]\n# long\n  Timeout = 55  \nLockGrace=300\nAutolock=no\nRequirePassword=off\nLock=0\n\n[Zed][Sub]\na[es]=b\n",
        "[Daemon]\nTimeout=0\nLockGrace=-1\nLockOnResume=false\n",
        "[Daemon]\r\nTimeout=55\r\n",
        "[Daemon]\nTimeout=5\nTimeout=55\n[Other]\n[Daemon]\nLockGrace=60\n",
        "[Daemon]\nAutolock[$e]=false\n",
    ] {
        let desk = kde(content);
        assert_eq!(desk.status(), "fail", "{content}");
        assert!(desk.is_fixable(), "{content}");

        let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

        assert_eq!((outcome.code, outcome.error.as_str()), (0, ""), "{content}: {}", outcome.out);
        assert_eq!(desk.status(), "pass", "{content}");
        assert_ne!(text(&desk), content);
        let undone = desk.custodia(&["harden", "undo", "--yes"], "");
        assert_eq!(undone.code, 0, "{content}: {}", undone.out);
        assert_eq!(text(&desk), content);
        assert!(desk.journal().is_empty());
    }
}

#[test]
fn kde_reads_what_was_written_as_if_it_had_written_it() {
    for content in [
        "[Daemon]\nTimeout=55\nOther= a\\sb \n",
        "[General]\nx=1\n[Daemon][Sub]\nTimeout=7\n[Daemon]\n\nOther=2\nTimeout=55\n\n[Zed]\nTimeout=8\n",
        "[Daemon]\nTimeout=3\nTimeout=55\nOther=3\n",
        "[\\x44aemon]\n\\x54imeout=55\nOther=4",
        "[Daemon]\nOther=5\n[broken\nTimeout=55\n",
    ] {
        let desk = kde(content);
        let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");
        assert_eq!(outcome.code, 0, "{content}: {}", outcome.out);
        for asked in ["Timeout", "Other"] {
            let by_kde = written_by_kde(content, "Timeout", "5", asked);
            assert_eq!(judged(&desk, asked), by_kde, "{content}: {asked}");
        }
        let nested = ["--file", "kscreenlockerrc", "--group", "Zed", "--key", "Timeout"];
        let expected = if content.contains("[Zed]") { "8" } else { "" };
        assert_eq!(desk.judge("kreadconfig5", "libkf5config-bin", &nested), expected);
    }
}

#[test]
fn a_file_that_was_not_there_is_gone_again() {
    let home = Home::new("KDE").with_file("xdg/kscreenlockerrc", "[Daemon]\nTimeout=55\nAutolock=false\n");
    let desk = Desk::without_bus(home);
    let before = desk.files();

    assert_eq!(desk.custodia(&["harden", "screen-lock", "--yes"], "").code, 0);

    assert_eq!(desk.status(), "pass");
    assert_eq!(judged(&desk, "Timeout"), "5");
    assert_eq!(fs::metadata(desk.home.path(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(desk.custodia(&["harden", "undo", "--yes"], "").code, 0);
    assert_eq!(desk.files(), before);
}

#[test]
fn each_change_is_asked_for_and_a_no_leaves_it() {
    let content = "[Daemon]\nTimeout=55\nLockGrace=300\n";
    let desk = kde(content);

    let nobody = desk.custodia(&["harden", "screen-lock", "--lang", "es"], "");
    assert_eq!((nobody.code, text(&desk).as_str()), (1, content));
    assert!(nobody.error.contains("¿Cambiarlo? [s/N]"), "{}", nobody.error);
    let one = desk.custodia(&["harden", "screen-lock"], "n\nyes\n");

    assert_eq!(one.code, 1);
    assert_eq!(text(&desk), "[Daemon]\nTimeout=55\nLockGrace=5\n");
    let status = desk.custodia(&["harden", "status"], "");
    assert!(status.out.contains("LockGrace=300 → LockGrace=5"), "{}", status.out);
    assert!(desk.custodia(&["status"], "").out.contains("1 setting was changed"));
    assert_eq!(desk.custodia(&["harden", "undo"], "no\n").code, 1);
    assert_eq!(text(&desk), "[Daemon]\nTimeout=55\nLockGrace=5\n");
    assert_eq!(desk.custodia(&["harden", "undo"], "s\n").code, 0);
    assert_eq!(text(&desk), content);
}

#[test]
fn a_dry_run_shows_the_exact_change_and_makes_none() {
    let desk = kde("[Daemon]\nTimeout=12\n");
    let before = desk.files();

    let outcome = desk.custodia(&["harden", "--dry-run"], "");

    assert_eq!(outcome.code, 0);
    assert!(outcome.out.contains("KConfig: kscreenlockerrc [Daemon] Timeout\n   Timeout=12 → Timeout=5\n"));
    // Fifteen minutes are what the other rule allows.
    assert!(outcome.out.contains("asked for by cm-g-03/screen-lock (CM-G-03 5.I.7)\n"), "{}", outcome.out);
    assert_eq!(desk.files(), before);
    assert!(!desk.home.path("home/.local").exists());
}

#[test]
fn the_strictest_rule_counts_and_what_is_stricter_stays() {
    let strict = include_str!("../../../policies/cm-g-03.toml")
        .replace("max-idle = \"5m\"", "max-idle = \"150s\"")
        .replace("id = \"cm-g-03\"", "id = \"strict\"");
    let desk = Desk {
        home: kde("[Daemon]\nTimeout=4\nLockGrace=1\n").home.with_file("strict.toml", strict),
        bus: None,
    };
    let policy = desk.home.path("strict.toml");

    let arguments =
        ["harden", "screen-lock", "--yes", "--policy", "baseline", "--policy", policy.to_str().unwrap()];
    let outcome = desk.custodia(&arguments, "");

    assert_eq!(outcome.code, 0, "{}", outcome.out);
    assert_eq!(text(&desk), "[Daemon]\nTimeout=2\nLockGrace=1\n");
    assert!(outcome.out.contains("asked for by strict/screen-lock"), "{}", outcome.out);
    assert!(!outcome.out.contains("baseline/screen-lock"), "{}", outcome.out);
}

#[test]
fn a_limit_shorter_than_the_unit_is_told_and_not_set() {
    let strict =
        include_str!("../../../policies/cm-g-03.toml").replace("max-idle = \"5m\"", "max-idle = \"30s\"");
    let desk = Desk { home: kde("[Daemon]\nTimeout=4\n").home.with_file("strict.toml", strict), bus: None };
    let policy = desk.home.path("strict.toml");

    let outcome =
        desk.custodia(&["harden", "screen-lock", "--yes", "--policy", policy.to_str().unwrap()], "");

    assert_eq!(outcome.code, 1);
    assert!(outcome.out.contains("longer units than the rule asks for"), "{}", outcome.out);
    assert_eq!(text(&desk), "[Daemon]\nTimeout=4\n");
}

#[test]
fn what_is_marked_immutable_is_not_changed() {
    let own = kde("[Daemon]\nTimeout[$i]=55\n");
    let outcome = own.custodia(&["harden", "screen-lock", "--yes"], "");
    assert_eq!(outcome.code, 1);
    assert!(outcome.out.contains("The file itself marks this value"), "{}", outcome.out);
    assert_eq!(text(&own), "[Daemon]\nTimeout[$i]=55\n");

    let system = Home::new("KDE").with_file("xdg/kscreenlockerrc", "[Daemon]\nTimeout[$i]=55\n");
    let system = Desk::without_bus(system);
    assert!(!system.is_fixable());
    let outcome = system.custodia(&["harden", "screen-lock", "--yes"], "");
    assert_eq!(outcome.code, 1);
    assert!(outcome.out.contains("Your institution enforces this value"), "{}", outcome.out);
    assert!(outcome.out.contains("/etc/xdg/kscreenlockerrc"), "{}", outcome.out);
    assert!(!system.home.path(FILE).exists());
}

#[test]
fn a_link_stays_a_link_and_a_mode_stays() {
    let home = Home::new("KDE").with_file("home/dotfiles/lock", "[Daemon]\nTimeout=55\n");
    fs_err::os::unix::fs::symlink("../dotfiles/lock", home.path(FILE)).unwrap();
    let target = home.path("home/dotfiles/lock");
    fs::set_permissions(&target, std::fs::Permissions::from_mode(0o640)).unwrap();
    let desk = Desk::without_bus(home);

    assert_eq!(desk.custodia(&["harden", "screen-lock", "--yes"], "").code, 0);

    assert!(fs::symlink_metadata(desk.home.path(FILE)).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), "[Daemon]\nTimeout=5\n");
    assert_eq!(fs::metadata(&target).unwrap().mode() & 0o777, 0o640);
}

#[test]
fn what_the_person_changed_since_is_put_back_only_on_their_word() {
    let desk = kde("[Daemon]\nTimeout=55\nLockGrace=300\n");
    assert_eq!(desk.custodia(&["harden", "screen-lock", "--yes"], "").code, 0);
    desk.judge(
        "kwriteconfig5",
        "libkf5config-bin",
        &["--file", "kscreenlockerrc", "--group", "Daemon", "--key", "Timeout", "3"],
    );

    let kept = desk.custodia(&["harden", "undo", "--yes"], "");

    assert_eq!(kept.code, 1);
    assert!(kept.out.contains("You changed it since"), "{}", kept.out);
    assert_eq!((judged(&desk, "Timeout").as_str(), judged(&desk, "LockGrace").as_str()), ("3", "300"));
    assert_eq!(desk.journal().len(), 1);
    let asked = desk.custodia(&["harden", "undo"], "y\ny\n");
    assert!(asked.error.contains("was changed since, to Timeout=3"), "{}", asked.error);
    assert_eq!((asked.code, judged(&desk, "Timeout").as_str()), (0, "55"));
}

#[test]
fn plasma_s_locker_is_told() {
    let desk = Desk::with_bus(Home::new("KDE").with_file(FILE, "[Daemon]\nTimeout=55\n"));
    let log = desk.home.path("locker.log");
    let mut locker = desk
        .tool("/usr/bin/python3", "python3-dbusmock")
        .args(["-m", "dbusmock", "--session", "--logfile", log.to_str().unwrap()])
        .args(["org.kde.screensaver", "/ScreenSaver", "org.kde.screensaver"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let wait = ["--session", "--timeout", "20", "org.kde.screensaver"];
    answer(desk.tool("gdbus", "libglib2.0-bin").arg("wait").args(wait));
    let add = ["--session", "--dest", "org.kde.screensaver", "--object-path", "/ScreenSaver", "--method"];
    let method = ["org.freedesktop.DBus.Mock.AddMethod", "org.kde.screensaver", "configure", "", "", ""];
    answer(desk.tool("gdbus", "libglib2.0-bin").arg("call").args(add).args(method));

    let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

    locker.kill().unwrap();
    locker.wait().unwrap();
    assert!(outcome.out.contains("Changed; read back and in force."), "{}", outcome.out);
    let log = fs::read_to_string(log).unwrap();
    assert!(log.lines().any(|line| line.ends_with(" configure")), "{log}");
    let quiet = kde("[Daemon]\nTimeout=55\n").custodia(&["harden", "screen-lock", "--yes"], "");
    assert!(quiet.out.contains("Changed; it holds from the next login."), "{}", quiet.out);
}
