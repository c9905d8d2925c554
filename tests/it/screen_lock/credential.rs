//! What the account says of the lock: prepared lists of accounts, with `passwd -S` as the judge.

use std::path::Path;

use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::verdict::Status::{Fail, Pass};
use custodia_core::vocabulary::screen_lock::{
    ACCOUNT_LIST, FINGERPRINT_ENROLLED, PASSWORD, PASSWORD_EMPTY, PASSWORD_LOCKED, PASSWORD_SET, SHADOW_FILE,
};
use tempfile::TempDir;

use super::{check, state_by, verdict_of};
use crate::accuracy::State;
use crate::home::{Home, answer, tool};

/// The number of the person in the prepared lists.
const ANA: u32 = 1000;

/// A machine with these files.
pub(super) fn machine(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = root.path().join(path);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, content).unwrap();
    }
    root
}

fn account(password: &str) -> String {
    format!("root:x:0:0:root:/root:/bin/sh\nana:{password}:{ANA}:{ANA}:Ana,,,:/home/ana:/bin/sh\n")
}

fn shadow(password: &str) -> String {
    format!("root:*:19000:0:99999:7:::\nanabel::1:0:99999:7:::\nana:{password}:19000:0:99999:7:::\n")
}

/// What is read of the person in a session of Plasma there.
fn read(root: &Path) -> Facts {
    check().probe(&Home::new("KDE").host_for(root, ANA))
}

/// The states of accounts for `docs/accuracy.md`.
pub(super) fn states() -> Vec<State> {
    let mut states = Vec::new();
    let mut put = |name: &str, bed, files: &[(&str, &str)], expected| {
        let root = machine(files);
        let names =
            ["password", "password-required", "minimum-length", "automatic-login", "fingerprint-enrolled"];
        states.push(state_by(name, bed, &read(root.path()), &names, expected));
    };
    let (pass, fail) = ((Pass, "screen-lock-locks"), (Fail, "screen-lock-account-without-password"));
    let list = account("x");

    let bed = "lists of accounts that `passwd -S` judges";
    for (name, field, expected) in [
        ("Plasma, an account with a password", "$y$j9T$salt$hash", pass),
        ("Plasma, an account without one", "", fail),
        ("Plasma, an account whose password is blocked, which is a finding", "!$6$salt$hash", pass),
        ("Plasma, an account that never had a password", "*", pass),
    ] {
        put(name, bed, &[("etc/passwd", &list), ("etc/shadow", &shadow(field))], expected);
    }
    put("Plasma, no password in the list of accounts itself", bed, &[("etc/passwd", &account(""))], fail);
    put("Plasma, a shadow file that may not be read", bed, &[("etc/passwd", &list)], pass);
    put(
        "Plasma, an account that another machine keeps",
        bed,
        &[("etc/passwd", "root:x:0:0::/root:/bin/sh\n")],
        pass,
    );

    let bed = "the documented settings of login managers";
    for (name, path, content) in [
        (
            "GDM logs in the person, which is a finding",
            "etc/gdm3/daemon.conf",
            "[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=ana\n",
        ),
        (
            "GDM logs in somebody else",
            "etc/gdm3/daemon.conf",
            "[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=bea\n",
        ),
        (
            "GDM's switch is off",
            "etc/gdm3/daemon.conf",
            "[daemon]\nAutomaticLoginEnable=false\nAutomaticLogin=ana\n",
        ),
        ("SDDM logs in the person", "etc/sddm.conf.d/a.conf", "[Autologin]\nUser=ana\nSession=plasma\n"),
        ("LightDM logs in the person", "etc/lightdm/lightdm.conf", "[Seat:*]\nautologin-user=ana\n"),
        ("greetd starts the person's session", "etc/greetd/config.toml", "[initial_session]\nuser=\"ana\"\n"),
        (
            "A console logs in the person",
            "etc/systemd/system/getty@tty1.service.d/a.conf",
            "[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin ana %I\n",
        ),
    ] {
        put(name, bed, &[("etc/passwd", &list), (path, content)], pass);
    }
    let members = ("etc/group", "nopasswdlogin:x:117:ana\n");
    let service = "auth sufficient pam_succeed_if.so user ingroup nopasswdlogin\nauth required pam_unix.so\n";
    put(
        "Plasma's locker lets in a group that the person is in",
        "a service of PAM",
        &[("etc/passwd", &list), members, ("etc/pam.d/kde", service)],
        (Fail, "screen-lock-no-password"),
    );
    put(
        "Plasma's locker lets in a group that the person is not in",
        "a service of PAM",
        &[("etc/passwd", &list), ("etc/group", "nopasswdlogin:x:117:bea\n"), ("etc/pam.d/kde", service)],
        pass,
    );
    let bed = "rules that `pwscore` judges";
    let quality = ("etc/pam.d/passwd", "password requisite pam_pwquality.so\n");
    put(
        "Passwords of 14 characters at least",
        bed,
        &[quality, ("etc/security/pwquality.conf", "minlen = 14\n")],
        pass,
    );
    put(
        "Passwords of 8 that credits make 4",
        bed,
        &[quality, ("etc/security/pwquality.conf", "dcredit=4\nucredit=4\n")],
        pass,
    );
    states
}

#[test]
fn kind_of_password_is_the_one_that_passwd_tells() {
    for field in
        ["$6$salt$hash", "$y$j9T$salt$hash", "abJnggxhB/yWI", "", "!", "!!", "*", "!$6$salt$hash", "x"]
    {
        let root = machine(&[("etc/passwd", &account("x")), ("etc/shadow", &shadow(field))]);

        let told = read(root.path()).get(PASSWORD).unwrap();

        assert_eq!(told.evidence().unwrap().source, SHADOW_FILE);
        let status = answer(tool("passwd", "passwd").arg("--root").arg(root.path()).args(["-S", "ana"]));
        let judged = match status.split(' ').nth(1) {
            Some("P") => PASSWORD_SET,
            Some("NP") => PASSWORD_EMPTY,
            Some("L") => PASSWORD_LOCKED,
            other => panic!("{other:?}"),
        };
        // To passwd, anything that stands there is a password; nothing hashes to this.
        let expected = if field == "x" { PASSWORD_LOCKED } else { judged };
        assert_eq!(told.value(), Some(&expected), "{field}");
    }
}

#[test]
fn list_of_accounts_tells_without_a_shadow_file() {
    for (field, expected) in [
        ("", PASSWORD_EMPTY),
        ("*", PASSWORD_LOCKED),
        ("!", PASSWORD_LOCKED),
        ("$6$salt$hash", PASSWORD_SET),
        ("abJnggxhB/yWI", PASSWORD_SET),
    ] {
        let root = machine(&[("etc/passwd", &account(field)), ("etc/shadow", &shadow("$6$salt$hash"))]);

        let told = read(root.path()).get(PASSWORD).unwrap();

        assert_eq!(
            (told.value(), told.evidence().unwrap().source),
            (Some(&expected), ACCOUNT_LIST),
            "{field}"
        );
    }
}

#[test]
fn password_that_cannot_be_told_is_unknown() {
    let list = account("x");
    for (files, cause, source) in [
        (vec![("etc/passwd", list.as_str())], Cause::Missing, SHADOW_FILE),
        (vec![("etc/passwd", &list), ("etc/shadow", "root:*:1::::::\n")], Cause::Missing, SHADOW_FILE),
        (vec![("etc/passwd", &list), ("etc/shadow", "ana:$6$cut")], Cause::Malformed, SHADOW_FILE),
        (vec![("etc/passwd", "root:x:0:0::/root:/bin/sh\nana:x\n")], Cause::Unsupported, ACCOUNT_LIST),
        (vec![], Cause::Unsupported, ACCOUNT_LIST),
    ] {
        let root = machine(&files);
        let facts = read(root.path());

        assert_eq!(facts.get(PASSWORD), Some(Fact::unknown(cause, source)), "{files:?}");
        assert_eq!(verdict_of(&facts, []).status, Pass, "the lock is judged by its settings");
    }
    let huge = machine(&[("etc/passwd", &list), ("etc/shadow", &"#\n".repeat(600_000))]);
    assert_eq!(read(huge.path()).get(PASSWORD), Some(Fact::unknown(Cause::TooLarge, SHADOW_FILE)));
}

#[test]
fn account_without_a_password_fails_whatever_the_lock_does() {
    let root = machine(&[("etc/passwd", &account("x")), ("etc/shadow", &shadow(""))]);

    for desktop in ["KDE", "GNOME", "Enlightenment"] {
        let verdict = verdict_of(&check().probe(&Home::new(desktop).host_for(root.path(), ANA)), []);

        assert_eq!((verdict.status, verdict.reason.id()), (Fail, "screen-lock-account-without-password"));
        assert_eq!(verdict.remedy.unwrap().as_str(), "screen-lock-set-password");
    }
    let console = Home::new("").without("XDG_CURRENT_DESKTOP").host_for(root.path(), ANA);
    assert_eq!(check().probe(&console).get(PASSWORD), None, "without a screen nothing is asked");
}

#[test]
fn blocked_password_is_a_finding() {
    let root = machine(&[("etc/passwd", &account("x")), ("etc/shadow", &shadow("!"))]);

    let verdict = verdict_of(&read(root.path()), []);

    assert_eq!(verdict.status, Pass);
    assert_eq!(verdict.findings[0].id(), "screen-lock-password-fits-none");
}

#[test]
fn fingerprints_are_told_by_what_fprintd_keeps() {
    let list = account("x");
    let enrolled = machine(&[("etc/passwd", &list), ("var/lib/fprint/ana/driver/0/7", "")]);
    let of_another = machine(&[("etc/passwd", &list), ("var/lib/fprint/bea/driver/0/7", "")]);
    let never = machine(&[("etc/passwd", &list)]);

    assert_eq!(read(enrolled.path()).value(FINGERPRINT_ENROLLED), Some(true));
    assert_eq!(read(of_another.path()).value(FINGERPRINT_ENROLLED), Some(false));
    assert_eq!(read(never.path()).value(FINGERPRINT_ENROLLED), Some(false));
}
