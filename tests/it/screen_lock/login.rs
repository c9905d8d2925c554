//! How the person gets in: automatic login and the rules for passwords, with `pwscore` as the judge of libpwquality.

use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use custodia_core::catalog::CheckId;
use custodia_core::fact::{Cause, Changeable, Fact, Facts, Origin};
use custodia_core::policy::ParameterValue;
use custodia_core::verdict::Status::{Fail, Pass};
use custodia_core::vocabulary::screen_lock::{
    AUTOMATIC_LOGIN, LOGIN_MANAGER, MINIMUM_LENGTH, PASSWORD_RULES,
};
use fs_err as fs;

use super::credential::machine;
use super::{check, verdict_of};
use crate::home::{Home, tool};

const LIST: (&str, &str) = ("etc/passwd", "root:x:0:0::/root:/bin/sh\nana:x:1000:1000::/home/ana:/bin/sh\n");

/// What is read of the person in a session of Plasma there.
fn read(root: &Path) -> Facts {
    check().probe(&Home::new("KDE").host_for(root, 1000))
}

fn automatic_login(files: &[(&str, &str)]) -> Fact<bool> {
    let mut all = vec![LIST];
    all.extend(files);
    read(machine(&all).path()).get(AUTOMATIC_LOGIN).unwrap()
}

#[test]
fn automatic_login_of_the_person_is_told_for_every_login_manager() {
    let gdm = "[daemon]\nAutomaticLoginEnable = True\nAutomaticLogin=ana\n";
    let sddm = "[Autologin]\nUser=ana\nSession=plasma\n";
    let lightdm = "[Seat:*]\nautologin-user=ana\n";
    let getty = "[Service]\nExecStart=\nExecStart=-/sbin/agetty -o '-p -- \\\\u' --noclear --autologin ana %I $TERM\n";
    for (path, content, expected) in [
        ("etc/gdm3/daemon.conf", gdm, true),
        ("etc/gdm3/custom.conf", gdm, true),
        ("etc/gdm/custom.conf", gdm, true),
        ("etc/gdm/custom.conf", "\u{feff}[daemon]\r\nAutomaticLoginEnable=1\r\nAutomaticLogin=ana\r\n", true),
        (
            "etc/gdm3/daemon.conf",
            "[daemon]\nTimedLoginEnable=true\nTimedLogin=ana\nTimedLoginDelay=10\n",
            true,
        ),
        ("etc/gdm3/daemon.conf", "[daemon]\n#AutomaticLoginEnable = true\n#AutomaticLogin = ana\n", false),
        ("etc/gdm3/daemon.conf", "[daemon]\nAutomaticLogin=ana\n", false),
        ("etc/gdm3/daemon.conf", "[daemon]\nAutomaticLoginEnable=yes\nAutomaticLogin=ana\n", false),
        (
            "etc/gdm3/daemon.conf",
            "[daemon]\nAutomaticLoginEnable=true\nAutomaticLoginEnable=false\nAutomaticLogin=ana\n",
            false,
        ),
        ("etc/gdm3/daemon.conf", "[security]\nAutomaticLoginEnable=true\nAutomaticLogin=ana\n", false),
        ("etc/gdm3/daemon.conf", "[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=anabel\n", false),
        ("etc/sddm.conf", sddm, true),
        ("etc/sddm.conf.d/autologin.conf", sddm, true),
        ("etc/sddm.conf.d/backup~", sddm, true),
        ("usr/lib/sddm/sddm.conf.d/10.conf", sddm, true),
        ("etc/sddm.conf", "[Autologin] # at home\nUser = ana # me\n", true),
        ("etc/sddm.conf", "[Autologin]\nUser=\nSession=plasma\n", false),
        ("etc/sddm.conf", "[General]\nUser=ana\n", false),
        ("etc/plasmalogin.conf", sddm, true),
        ("etc/lightdm/lightdm.conf", lightdm, true),
        ("etc/lightdm/lightdm.conf.d/50.conf", lightdm, true),
        ("usr/share/lightdm/lightdm.conf.d/50.conf", "[SeatDefaults]\nautologin-user=ana\n", true),
        ("etc/lightdm/lightdm.conf", "[Seat:seat0]\nautologin-user = ana\nautologin-user-timeout=0\n", true),
        ("etc/lightdm/lightdm.conf", "[Seat:*]\n#autologin-user=ana\n", false),
        ("etc/lightdm/lightdm.conf", "[LightDM]\nautologin-user=ana\n", false),
        ("etc/lightdm/lightdm.conf", "[Seat:*]\nautologin-guest=true\n", false),
        ("etc/lightdm/lightdm.conf.d/50.conf.dpkg-old", lightdm, false),
        ("etc/greetd/config.toml", "[initial_session]\ncommand = \"sway\"\nuser = \"ana\"\n", true),
        ("etc/greetd/config.toml", "[default_session]\ncommand = \"sway\"\nuser = \"ana\"\n", true),
        (
            "etc/greetd/config.toml",
            "[terminal]\nvt = 1\n[default_session]\ncommand = \"agreety\"\nuser = \"greeter\"\n",
            false,
        ),
        ("etc/lxdm/lxdm.conf", "[base]\nautologin=ana\n", true),
        ("etc/lxdm/lxdm.conf", "[base]\n# autologin=ana\n", false),
        ("etc/default/nodm", "NODM_ENABLED=true\nNODM_USER=ana\n", true),
        ("etc/default/nodm", "NODM_ENABLED=false\nNODM_USER=ana\n", false),
        ("etc/sysconfig/displaymanager", "DISPLAYMANAGER_AUTOLOGIN=\"ana\"\n", true),
        ("etc/sysconfig/displaymanager", "DISPLAYMANAGER_AUTOLOGIN=\"\"\n", false),
        ("etc/systemd/system/getty@tty1.service.d/autologin.conf", getty, true),
        ("etc/systemd/system/serial-getty@ttyS0.service.d/a.conf", getty, true),
        ("run/systemd/system/getty@.service", "[Service]\nExecStart=-/sbin/agetty -a ana - linux\n", true),
        (
            "etc/systemd/system/getty@tty1.service.d/a.conf",
            "[Service]\nExecStart=\nExecStart=-/sbin/agetty \\\n --autologin=ana - $TERM\n",
            true,
        ),
        (
            "etc/systemd/system/getty@tty1.service.d/a.conf",
            "[Service]\nExecStart=-/sbin/agetty --autologin ana\nExecStart=\n",
            false,
        ),
        ("etc/systemd/system/getty@tty1.service.d/a.conf.disabled", getty, false),
        (
            "etc/systemd/system/getty@tty1.service.d/a.conf",
            "[Service]\nExecStart=-/sbin/agetty --autologin bea - $TERM\n",
            false,
        ),
        (
            "etc/inittab",
            "# 1:2345:respawn:/sbin/agetty --autologin ana tty1\n1:2345:respawn:/sbin/getty 38400 tty1\n",
            false,
        ),
        ("etc/inittab", "1:2345:respawn:/sbin/agetty --autologin ana --noclear tty1 linux\n", true),
        ("etc/conf.d/agetty", "agetty_options=\"--autologin ana --noclear\"\n", true),
    ] {
        assert_eq!(automatic_login(&[(path, content)]).value(), Some(&expected), "{path}: {content}");
    }
}

#[test]
fn later_files_of_a_login_manager_count_more() {
    let on = "[Autologin]\nUser=ana\n";
    let off = "[Autologin]\nUser=\n";
    assert_eq!(
        automatic_login(&[("etc/sddm.conf.d/a.conf", on), ("etc/sddm.conf.d/b.conf", off)]).value(),
        Some(&false)
    );
    assert_eq!(
        automatic_login(&[("etc/sddm.conf.d/a.conf", off), ("etc/sddm.conf", on)]).value(),
        Some(&true)
    );
    assert_eq!(
        automatic_login(&[("usr/lib/sddm/sddm.conf.d/z", on), ("etc/sddm.conf.d/a", off)]).value(),
        Some(&false)
    );

    let (on, off) = ("[Seat:*]\nautologin-user=ana\n", "[SeatDefaults]\nautologin-user=\n");
    let folder = "etc/lightdm/lightdm.conf.d/a.conf";
    assert_eq!(automatic_login(&[(folder, on), ("etc/lightdm/lightdm.conf", off)]).value(), Some(&false));
    assert_eq!(automatic_login(&[(folder, off), ("etc/lightdm/lightdm.conf", on)]).value(), Some(&true));
}

#[test]
fn login_manager_that_does_not_run_does_not_count() {
    let gdm = ("etc/gdm3/daemon.conf", "[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=ana\n");
    for (unit, expected) in
        [("gdm.service", true), ("gdm3.service", true), ("sddm.service", false), ("other.service", true)]
    {
        let root = machine(&[LIST, gdm]);
        fs::create_dir_all(root.path().join("etc/systemd/system")).unwrap();
        let link = root.path().join("etc/systemd/system/display-manager.service");
        fs_err::os::unix::fs::symlink(format!("/usr/lib/systemd/system/{unit}"), link).unwrap();

        assert_eq!(read(root.path()).value(AUTOMATIC_LOGIN), Some(expected), "{unit}");
    }
}

#[test]
fn automatic_login_that_cannot_be_told_is_unknown() {
    for (path, content, cause) in [
        (
            "etc/gdm3/daemon.conf",
            "[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=/usr/bin/who-is-it|\n",
            Cause::Unsupported,
        ),
        ("etc/greetd/config.toml", "[initial_session\nuser = 1\n", Cause::Malformed),
        ("etc/gdm3/daemon.conf", &"#\n".repeat(200_000), Cause::TooLarge),
    ] {
        assert_eq!(automatic_login(&[(path, content)]), Fact::unknown(cause, LOGIN_MANAGER), "{path}");
    }
    let root = machine(&[LIST, ("etc/lightdm/.keep", "")]);
    nix::unistd::mkfifo(&root.path().join("etc/lightdm/lightdm.conf"), nix::sys::stat::Mode::S_IRWXU)
        .unwrap();
    assert_eq!(read(root.path()).get(AUTOMATIC_LOGIN), Some(Fact::unknown(Cause::Malformed, LOGIN_MANAGER)));
}

#[test]
fn automatic_login_is_a_finding() {
    let root = machine(&[LIST, ("etc/sddm.conf", "[Autologin]\nUser=ana\n")]);

    let verdict = verdict_of(&read(root.path()), []);

    assert_eq!(verdict.status, Pass);
    assert_eq!(verdict.findings[0].id(), "screen-lock-logs-in-by-itself");
}

fn minimum_length(files: &[(&str, &str)]) -> Fact<u64> {
    read(machine(files).path()).get(MINIMUM_LENGTH).unwrap()
}

const DEBIAN: &str =
    "password\t[success=1 default=ignore]\tpam_unix.so obscure yescrypt\npassword requisite pam_deny.so\n";

#[test]
fn rules_for_passwords_are_followed_through_what_includes_them() {
    let fedora = "auth required pam_env.so\npassword    requisite    pam_pwquality.so local_users_only\n\
        password    sufficient    pam_unix.so yescrypt shadow nullok use_authtok\npassword required pam_deny.so\n";
    for (state, files, expected) in [
        (
            "Debian",
            vec![("etc/pam.d/passwd", "@include common-password\n"), ("etc/pam.d/common-password", DEBIAN)],
            6,
        ),
        (
            "Fedora",
            vec![("etc/pam.d/passwd", "password substack system-auth\n"), ("etc/pam.d/system-auth", fedora)],
            8,
        ),
        (
            "Arch",
            vec![
                ("etc/pam.d/passwd", "password include system-auth\n"),
                (
                    "etc/pam.d/system-auth",
                    "-password [success=1 default=ignore] pam_systemd_home.so\npassword required pam_unix.so minlen=9\n",
                ),
            ],
            9,
        ),
        (
            "openSUSE",
            vec![
                ("usr/lib/pam.d/passwd", "password include common-password\n"),
                ("usr/etc/pam.d/common-password", "password requisite pam_cracklib.so\n"),
            ],
            5,
        ),
        ("only the common part", vec![("etc/pam.d/common-password", DEBIAN)], 6),
        (
            "argument over file",
            vec![
                ("etc/pam.d/passwd", "password required pam_pwquality.so minlen=12\n"),
                ("etc/security/pwquality.conf", "minlen = 9\n"),
            ],
            12,
        ),
        ("file", vec![("etc/pam.d/passwd", fedora), ("etc/security/pwquality.conf", "minlen = 14\n")], 14),
        (
            "the strictest",
            vec![(
                "etc/pam.d/passwd",
                "password required pam_pwquality.so\npassword required pam_unix.so minlen=15\n",
            )],
            15,
        ),
        (
            "optional",
            vec![(
                "etc/pam.d/passwd",
                "password optional pam_pwquality.so minlen=12\npassword required pam_unix.so minlen=3\n",
            )],
            3,
        ),
        (
            "not enforced",
            vec![(
                "etc/pam.d/passwd",
                "password required pam_pwquality.so enforcing=0\npassword required pam_unix.so minlen=3\n",
            )],
            3,
        ),
        (
            "bracketed",
            vec![("etc/pam.d/passwd", "PASSWORD [success=ok default=die] /lib/security/pam_pwquality.so\n")],
            8,
        ),
        (
            "passwdqc",
            vec![("etc/pam.d/passwd", "password requisite pam_passwdqc.so min=disabled,24,11,8,7\n")],
            7,
        ),
        (
            "passwdqc's file",
            vec![
                ("etc/pam.d/passwd", "password requisite pam_passwdqc.so config=/etc/passwdqc.conf\n"),
                ("etc/passwdqc.conf", "# old\nmin=disabled,disabled,disabled,10,9\n"),
            ],
            9,
        ),
        (
            "line in two",
            vec![("etc/pam.d/passwd", "password required \\\n pam_unix.so minlen=7 # at least\n")],
            7,
        ),
        ("no PAM", vec![("etc/login.defs", "# PASS_MIN_LEN 1\nPASS_MAX_DAYS 99\nPASS_MIN_LEN\t5\n")], 5),
    ] {
        assert_eq!(minimum_length(&files).value(), Some(&expected), "{state}");
    }
}

#[test]
fn rules_that_cannot_be_told_are_unknown() {
    let circle = [("etc/pam.d/passwd", "password include passwd\n")];
    let wide = "password include system-auth\n".repeat(900);
    for (state, files, cause) in [
        ("nothing", vec![], Cause::Missing),
        (
            "no module that says",
            vec![("etc/pam.d/passwd", "password required pam_unix.so sha512 shadow\n")],
            Cause::Missing,
        ),
        (
            "included file missing",
            vec![("etc/pam.d/passwd", "@include nowhere\n"), ("etc/pam.d/other", "")],
            Cause::Missing,
        ),
        ("circle", circle.to_vec(), Cause::TooLarge),
        ("wide", vec![("etc/pam.d/passwd", wide.as_str()), ("etc/pam.d/system-auth", "")], Cause::TooLarge),
        (
            "not a number",
            vec![("etc/pam.d/passwd", "password required pam_unix.so minlen=six\n")],
            Cause::Malformed,
        ),
        (
            "refused file",
            vec![
                ("etc/pam.d/passwd", "password required pam_pwquality.so\n"),
                ("etc/security/pwquality.conf", "bogus=1\n"),
            ],
            Cause::Malformed,
        ),
        (
            "with PAM, login.defs says nothing",
            vec![("etc/pam.d/other", ""), ("etc/login.defs", "PASS_MIN_LEN 5\n")],
            Cause::Missing,
        ),
    ] {
        assert_eq!(minimum_length(&files), Fact::unknown(cause, PASSWORD_RULES), "{state}");
    }
}

#[test]
fn who_set_the_rules_is_told() {
    let told = |pam: &str| {
        let evidence = minimum_length(&[("etc/pam.d/passwd", pam)]).evidence().unwrap();
        (evidence.origin, evidence.changeable)
    };
    assert_eq!(told("password required pam_pwquality.so minlen=10\n"), (Origin::Set, Changeable::Enforced));
    assert_eq!(told("password required pam_pwquality.so\n"), (Origin::Default, Changeable::Enforced));
}

#[test]
fn rules_that_allow_short_passwords_are_a_finding() {
    let root = machine(&[LIST, ("etc/pam.d/passwd", "password required pam_unix.so minlen=3\n")]);
    let facts = read(root.path());

    let verdict = verdict_of(&facts, []);
    assert_eq!((verdict.status, verdict.findings[0].id()), (Pass, "screen-lock-short-passwords"));
    assert!(verdict_of(&facts, [("min-length", ParameterValue::Number(3))]).findings.is_empty());
    assert_eq!(check().id(), CheckId::ScreenLock);
}

/// The shortest of ever longer passwords that libpwquality does not call too short.
fn judged_length(files: &[(&str, &str)]) -> u64 {
    let root = machine(files);
    let script =
        format!("mount --bind {} /etc/security && exec pwscore", root.path().join("etc/security").display());
    let passes = |length: &u64| {
        let characters = "x9!Q".chars().cycle();
        let password: String =
            characters.zip('a'..='z').take(usize::try_from(*length).unwrap()).map(|(kind, _)| kind).collect();
        let mut command = tool("unshare", "util-linux");
        let mut judge = command
            .args(["--mount", "bash", "-c", &script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        judge.stdin.take().unwrap().write_all(format!("{password}\n").as_bytes()).unwrap();
        let told = judge.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&[told.stdout, told.stderr].concat()).into_owned();
        assert!(!told.contains("not found") && !told.contains("Error"), "{told}");
        !told.contains("shorter than") && !told.contains("contains less than")
    };
    (2..24).find(passes).unwrap()
}

#[test]
fn length_is_the_one_that_libpwquality_asks_for() {
    assert!(
        nix::unistd::Uid::effective().is_root(),
        "only root can lay files over /etc: run the tests as root"
    );
    tool("pwscore", "libpwquality-tools");
    let (main, further) = ("etc/security/pwquality.conf", "etc/security/pwquality.conf.d/50.conf");
    for files in [
        vec![(main, "")],
        vec![(main, "minlen = 3\n")],
        vec![(main, "  MinLen   11 # at least\n")],
        vec![(main, "minlen = 8\n"), (further, "minlen = 10\n")],
        vec![(main, ""), (further, "minlen = 10\n")],
        vec![
            (main, ""),
            (further, "minlen = 10\n"),
            ("etc/security/pwquality.conf.d/60.conf.old", "minlen = 12\n"),
        ],
        vec![(main, "minlen = 8\ndcredit=1\nucredit=1\n")],
        vec![(main, "minlen = 8\ndcredit=4\nucredit=4\nlcredit=4\nocredit=4\n")],
        vec![(main, "minlen = 12\ndcredit=-1\nucredit=2\n")],
    ] {
        let judged = judged_length(&files);
        let mut with_pam = files.clone();
        with_pam.push(("etc/pam.d/passwd", "password requisite pam_pwquality.so retry=3\n"));

        assert_eq!(minimum_length(&with_pam).value(), Some(&judged), "{files:?}");
    }
}

#[test]
fn locker_that_lets_the_person_in_without_a_password_fails() {
    let group = ("etc/group", "ana:x:1000:\nnopasswdlogin:x:117:bea,ana\nothers:x:118:bea\n");
    let gdm = "auth requisite pam_nologin.so\nauth required pam_succeed_if.so user != root quiet_success\n";
    let members = |rest: &str| format!("{gdm}{rest}");
    let asked = (Pass, "screen-lock-locks");
    let open = (Fail, "screen-lock-no-password");
    for (state, desktop, service, content, expected) in [
        ("member", "GNOME", "gdm-password", members("auth sufficient pam_succeed_if.so user ingroup nopasswdlogin\n@include common-auth\n"), open),
        ("own group", "GNOME", "gdm-password", members("auth [success=done default=ignore] pam_succeed_if.so quiet user ingroup ana\n"), open),
        ("another group", "GNOME", "gdm-password", members("auth sufficient pam_succeed_if.so user ingroup others\n"), asked),
        ("after the password", "GNOME", "gdm-password", members("auth required pam_unix.so\nauth sufficient pam_succeed_if.so user ingroup nopasswdlogin\n"), asked),
        ("only required", "GNOME", "gdm-password", members("auth required pam_succeed_if.so user ingroup nopasswdlogin\nauth required pam_unix.so\n"), asked),
        ("commented out", "GNOME", "gdm-password", members("#auth sufficient pam_succeed_if.so user ingroup nopasswdlogin\n"), asked),
        ("everybody", "KDE", "kde", "auth sufficient pam_permit.so\nauth include system-auth\n".to_owned(), open),
        ("Debian's end", "KDE", "kde", "auth [success=1 default=ignore] pam_unix.so nullok\nauth requisite pam_deny.so\nauth required pam_permit.so\n".to_owned(), asked),
        ("fingerprint", "KDE", "kde", "auth sufficient pam_fprintd.so\nauth required pam_unix.so\n".to_owned(), asked),
        ("another locker's service", "KDE", "gdm-password", members("auth sufficient pam_permit.so\n"), asked),
    ] {
        let path = format!("etc/pam.d/{service}");
        let root = machine(&[LIST, group, (&path, &content), ("etc/pam.d/common-auth", "auth required pam_unix.so\n"),
            ("etc/pam.d/system-auth", "auth required pam_unix.so\n"),]);

        let verdict = verdict_of(&check().probe(&Home::new(desktop).host_for(root.path(), 1000)), []);

        assert_eq!((verdict.status, verdict.reason.id()), expected, "{state}");
    }
}
