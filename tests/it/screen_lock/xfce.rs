//! Xfce: channels of xfconf, with the real xfconfd as writer and judge; and which of its lockers is in use.

use custodia_core::fact::{Cause, Changeable, Fact};
use custodia_core::verdict::Reason;
use custodia_core::verdict::Status::{Fail, Pass, Unknown};
use custodia_core::vocabulary::screen_lock::{
    GRACE_SECONDS, IDLE_ACTIVATION, IDLE_SECONDS, LOCK_ENABLED, LOCKER, XFCONF_SYSTEM, XFCONF_USER,
};
use nix::unistd::{Uid, User};

use super::running::Machine;
use super::{facts, outcome, state, state_on, verdict};
use crate::accuracy::State;
use crate::home::{Home, answer};

const USER: &str = "home/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml";
const SYSTEM: &str = "xdg/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml";
const POWER: &str = "home/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-power-manager.xml";

const DELAY: &str = "/saver/idle-activation/delay";

/// A file of the channel; `attributes` at the channel. In both, `ME` stands for who runs the test.
fn channel(attributes: &str, properties: &str) -> String {
    let person = User::from_uid(Uid::current()).unwrap().unwrap().name;
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n<channel name=\"xfce4-screensaver\" version=\"1.0\"{attributes}>\n{properties}</channel>\n"
    );
    file.replace("ME", &person)
}

/// The property of the idle time, with further attributes.
fn delay(minutes: &str, attributes: &str) -> String {
    format!(
        "<property name=\"saver\" type=\"empty\"><property name=\"idle-activation\" type=\"empty\"><property name=\"delay\" type=\"int\" value=\"{minutes}\"{attributes}/></property></property>"
    )
}

fn lock_enabled(value: bool) -> String {
    format!(
        "<property name=\"lock\" type=\"empty\"><property name=\"enabled\" type=\"bool\" value=\"{value}\"/></property>"
    )
}

const SAVER_ENTRY: &str = "home/.config/autostart/xfce4-screensaver.desktop";
const ENTRY: &str = "[Desktop Entry]\nType=Application\nExec=locker\n";
const HIDDEN: &str = "[Desktop Entry]\nType=Application\nHidden=true\n";

fn xfce(properties: &str) -> Home {
    Home::new("XFCE").with_file(USER, channel("", properties))
}

/// The states of Xfce for `docs/accuracy.md`.
pub(super) fn states() -> Vec<State> {
    let bed = "files of `xfce-perchannel-xml` as xfconfd reads them, a process list";
    let row = |name: &str, home: Home, running: &[&str], expected| {
        let machine = Machine::new(&[&["xfce4-session"], running].concat());
        state_on(name, bed, &home.with("DISPLAY", ":7"), &machine, expected)
    };
    let plain = || Home::new("XFCE");
    let light = |content: &str| Home::new("XFCE").with_database("home/.config/dconf/user", content, &[]);
    vec![
        row(
            "Xfce, nothing set, its screen saver runs",
            plain(),
            &["xfce4-screensaver"],
            (Pass, "screen-lock-locks"),
        ),
        row("Xfce, nothing set, no locker runs", plain(), &[], (Fail, "screen-lock-not-running")),
        row(
            "Xfce, screen saver in order but not running",
            xfce(&delay("3", "")),
            &["xfwm4", "Thunar"],
            (Fail, "screen-lock-not-running"),
        ),
        row(
            "Xfce, locking off, screen saver runs",
            xfce(&lock_enabled(false)),
            &["xfce4-screensaver"],
            (Fail, "screen-lock-switched-off"),
        ),
        row(
            "Xfce, screen saver after an hour",
            xfce(&delay("60", "")),
            &["xfce4-screensaver"],
            (Fail, "screen-lock-idle-too-long"),
        ),
        row(
            "Xfce with light-locker",
            plain(),
            &["/usr/bin/light-locker"],
            (Unknown, "screen-lock-setting-failed"),
        ),
        row(
            "Xfce with light-locker that never locks",
            light("[apps/light-locker]\nlock-after-screensaver=uint32 0\n"),
            &["light-locker"],
            (Fail, "screen-lock-switched-off"),
        ),
        row(
            "Xfce with light-locker started never to lock",
            plain(),
            &["light-locker\0--lock-after-screensaver=0"],
            (Fail, "screen-lock-switched-off"),
        ),
        row(
            "Xfce with light-locker a minute after the screen saver",
            plain(),
            &["light-locker\0--lock-after-screensaver\x0060"],
            (Fail, "screen-lock-grace-too-long"),
        ),
        row(
            "Xfce, screen saver off, xautolock runs",
            xfce(&lock_enabled(false)),
            &["xfce4-screensaver", "xautolock\0-time\x004\0-locker\0i3lock"],
            (Pass, "screen-lock-locks"),
        ),
        row(
            "Xfce with XScreenSaver instead",
            plain().with_file(
                "home/.xscreensaver",
                "timeout:\t0:05:00\nlock:\tTrue\nlockTimeout:\t0:00:00\nmode:\tblank\n",
            ),
            &["xscreensaver\0-no-splash"],
            (Pass, "screen-lock-locks"),
        ),
        row(
            "Xfce, screen saver after ten minutes, XScreenSaver after five",
            xfce(&delay("10", "")).with_file(
                "home/.xscreensaver",
                "timeout:\t0:05:00\nlock:\tTrue\nlockTimeout:\t0:00:00\nmode:\tblank\n",
            ),
            &["xfce4-screensaver", "xscreensaver"],
            (Pass, "screen-lock-locks"),
        ),
        row(
            "Xfce, screen saver after ten minutes, light-locker too",
            xfce(&delay("10", "")),
            &["xfce4-screensaver", "light-locker"],
            (Unknown, "screen-lock-command-untold"),
        ),
        state(
            "Xfce, settings locked to a good value by the system",
            bed,
            &xfce(&delay("60", "")).with_file(SYSTEM, channel(" unlocked=\"nobody-else\"", &delay("3", ""))),
            (Pass, "screen-lock-locks"),
        ),
        state(
            "Xfce, broken file",
            bed,
            &Home::new("XFCE").with_file(USER, &channel("", &delay("3", ""))[..150]),
            (Unknown, "screen-lock-setting-malformed"),
        ),
    ]
}

/// The power manager's channel with its presentation mode on or off.
fn channel_of_power(presents: bool) -> String {
    format!(
        "<channel name=\"xfce4-power-manager\" version=\"1.0\"><property name=\"xfce4-power-manager\" type=\"empty\">\
         <property name=\"presentation-mode\" type=\"bool\" value=\"{presents}\"/></property></channel>"
    )
}

/// The states of homes that are looked at without their session.
pub(super) fn states_without_session() -> Vec<State> {
    let plain = || Home::new("XFCE");
    vec![
        state(
            "Xfce without its session, screen saver kept from starting",
            "an autostart entry in the documented form",
            &plain().with_file(SAVER_ENTRY, HIDDEN),
            (Fail, "screen-lock-not-running"),
        ),
        state(
            "Xfce without its session, screen saver kept from starting in another group",
            "an autostart entry in the documented form",
            &plain().with_file(SAVER_ENTRY, "[Desktop Action A]\nHidden=true\n"),
            (Pass, "screen-lock-locks"),
        ),
        state(
            "Xfce without its session, light-locker started in place of the screen saver",
            "autostart entries in the documented form",
            &plain().with_file(SAVER_ENTRY, HIDDEN).with_file("xdg/autostart/light-locker.desktop", ENTRY),
            (Unknown, "screen-lock-setting-elsewhere"),
        ),
        state(
            "Xfce without its session, screen saver started by the person over the system",
            "autostart entries in the documented form",
            &plain()
                .with_file("xdg/autostart/xfce4-screensaver.desktop", HIDDEN)
                .with_file(SAVER_ENTRY, ENTRY),
            (Pass, "screen-lock-locks"),
        ),
        state(
            "Xfce without its session, presentation mode on",
            "files of `xfce-perchannel-xml` as xfconfd reads them",
            &plain().with_file(POWER, channel_of_power(true)),
            (Fail, "screen-lock-never-idle"),
        ),
        state(
            "Xfce without its session, presentation mode off",
            "files of `xfce-perchannel-xml` as xfconfd reads them",
            &plain().with_file(POWER, channel_of_power(false)),
            (Pass, "screen-lock-locks"),
        ),
        state_on(
            "Xfce, presentation mode on, its screen saver and the power manager run",
            "files of `xfce-perchannel-xml` as xfconfd reads them, a process list",
            &plain().with_file(POWER, channel_of_power(true)).with("DISPLAY", ":7"),
            &Machine::new(&["xfce4-session", "xfce4-screensaver", "xfce4-power-manager"]),
            (Fail, "screen-lock-never-idle"),
        ),
        state_on(
            "Xfce, presentation mode on, its screen saver runs and the power manager does not",
            "files of `xfce-perchannel-xml` as xfconfd reads them, a process list",
            &plain().with_file(POWER, channel_of_power(true)).with("DISPLAY", ":7"),
            &Machine::new(&["xfce4-session", "xfce4-screensaver"]),
            (Pass, "screen-lock-locks"),
        ),
    ]
}

/// Runs a command on a session bus of its own, where xfconfd gets started.
fn on_bus(home: &Home, arguments: &[&str]) -> std::process::Command {
    let mut command = home.tool("dbus-run-session", "dbus-daemon");
    command.args(["--", "xfconf-query", "-c", "xfce4-screensaver"]).args(arguments);
    command
}

/// What xfconfd says of a property; nothing where it is not set.
fn judged(home: &Home, path: &str) -> Option<String> {
    let output = on_bus(home, &["-p", path]).output().unwrap();
    let missing = String::from_utf8_lossy(&output.stderr).contains("does not exist");
    assert!(
        output.status.success() || missing,
        "{}: install the package xfconf",
        String::from_utf8_lossy(&output.stderr)
    );
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

#[test]
fn files_are_joined_as_xfconfd_joins_them() {
    let system = |attributes: &str, content: &str, user: &str| {
        xfce(user).with_file(SYSTEM, channel(attributes, content))
    };
    for (state, home) in [
        ("nothing set", Home::new("XFCE")),
        ("set", xfce(&delay("7", ""))),
        ("octal", xfce(&delay("010", ""))),
        ("hexadecimal", xfce(&delay("0x10", ""))),
        ("twice", xfce(&format!("{}{}", delay("7", ""), delay("8", "")))),
        ("system", system("", &delay("7", ""), "")),
        ("person over system", system("", &delay("7", ""), &delay("8", ""))),
        ("empty over system", system("", &delay("7", ""), "<property name=\"saver\" type=\"empty\"/>")),
        ("channel locked", system(" locked=\"ME\"", &delay("7", ""), &delay("8", ""))),
        ("channel locked for others", system(" locked=\"somebody;else\"", &delay("7", ""), &delay("8", ""))),
        ("channel locked for a star", system(" locked=\"*\"", &delay("7", ""), &delay("8", ""))),
        ("channel unlocked for others", system(" unlocked=\"somebody\"", &delay("7", ""), &delay("8", ""))),
        (
            "channel locked and unlocked",
            system(" locked=\"*\" unlocked=\"ME\"", &delay("7", ""), &delay("8", "")),
        ),
        ("channel locked without the property", system(" locked=\"ME\"", "", &delay("8", ""))),
        ("property locked", system("", &delay("7", " locked=\"ME\""), &delay("8", ""))),
        ("property locked for others", system("", &delay("7", " locked=\"somebody\""), &delay("8", ""))),
        ("property unlocked for others", system("", &delay("7", " unlocked=\"somebody\""), &delay("8", ""))),
        ("negative", xfce(&delay("-3", ""))),
    ] {
        let judged = judged(&home, DELAY).map_or(5, |minutes| minutes.parse::<i64>().unwrap());
        let seconds = if judged < 1 { 600 } else { judged * 60 };

        let read = facts(&home).value(IDLE_SECONDS);

        assert_eq!(read.map(|read| i64::try_from(read).unwrap()), Some(seconds), "{state}");
    }
}

#[test]
fn directories_of_the_system_count_in_their_order() {
    for attributes in
        [["", ""], ["", " locked=\"ME\""], [" locked=\"ME\"", ""], [" locked=\"ME\"", " unlocked=\"ME\""]]
    {
        let mut home = xfce(&delay("9", ""));
        for (folder, (minutes, attributes)) in
            ["first", "second"].into_iter().zip([("7", attributes[0]), ("8", attributes[1])])
        {
            let file = format!("{folder}/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml");
            home = home.with_file(&file, channel(attributes, &delay(minutes, "")));
        }
        let directories = format!("{}:{}", home.path("first").display(), home.path("second").display());
        let home = home.with("XDG_CONFIG_DIRS", &directories);

        let minutes = judged(&home, DELAY).unwrap().parse::<u64>().unwrap();

        assert_eq!(facts(&home).value(IDLE_SECONDS), Some(minutes * 60), "{attributes:?}");
    }
}

#[test]
fn what_xfconfd_writes_is_read() {
    let home = Home::new("XFCE");
    // xfconfd writes some seconds after the last change.
    let script = "for set in \"$@\"; do xfconf-query -c xfce4-screensaver -n $set; done; sleep 8";
    let settings = [
        "-t int -p /saver/idle-activation/delay -s 4",
        "-t bool -p /lock/enabled -s false",
        "-t int -p /lock/saver-activation/delay -s 2",
    ];
    let mut command = home.tool("dbus-run-session", "dbus-daemon");
    answer(command.args(["--", "sh", "-c", script, "sh"]).args(settings));

    let read = facts(&home);

    assert_eq!(read.value(IDLE_SECONDS), Some(240));
    assert_eq!(read.value(GRACE_SECONDS), Some(120));
    assert_eq!(read.value(LOCK_ENABLED), Some(false));
}

#[test]
fn who_can_change_a_value_is_told() {
    let told = |home: &Home| {
        let evidence = facts(home).get(IDLE_SECONDS).unwrap().evidence().unwrap();
        (evidence.source, evidence.changeable)
    };
    let system = |attributes: &str, content: &str| {
        xfce(&delay("9", "")).with_file(SYSTEM, channel(attributes, content))
    };

    assert_eq!(told(&xfce(&delay("9", ""))), (XFCONF_USER, Changeable::User));
    assert_eq!(told(&system("", &delay("3", ""))), (XFCONF_USER, Changeable::User));
    assert_eq!(told(&system(" unlocked=\"bob\"", &delay("3", ""))), (XFCONF_SYSTEM, Changeable::Enforced));
    assert_eq!(told(&system("", &delay("3", " locked=\"bob;ME\""))), (XFCONF_SYSTEM, Changeable::Enforced));
    let grouped = system("", &delay("3", " locked=\"@staff\""));
    assert_eq!(facts(&grouped).get(IDLE_SECONDS), Some(Fact::unknown(Cause::Unsupported, XFCONF_SYSTEM)));
    let bad = system(" unlocked=\"bob\"", &delay("60", ""));
    assert_eq!(verdict(&bad).remedy.unwrap().as_str(), "screen-lock-ask-administrator");
}

#[test]
fn prepared_states_come_to_the_right_verdict() {
    let within =
        |outer: &str, inner: &str| format!("<property name=\"{outer}\" type=\"empty\">{inner}</property>");
    let property = |name: &str, kind: &str, value: &str| {
        format!("<property name=\"{name}\" type=\"{kind}\" value=\"{value}\"/>")
    };
    for (state, content, expected) in [
        ("five minutes", delay("5", ""), (Pass, "screen-lock-locks")),
        ("six minutes", delay("6", ""), (Fail, "screen-lock-idle-too-long")),
        ("no time is ten minutes", delay("0", ""), (Fail, "screen-lock-idle-too-long")),
        (
            "saver off",
            within("saver", &property("enabled", "bool", "false")),
            (Fail, "screen-lock-never-idle"),
        ),
        (
            "no activation",
            within("saver", &within("idle-activation", &property("enabled", "bool", "false"))),
            (Fail, "screen-lock-never-idle"),
        ),
        (
            "no lock with the saver",
            within("lock", &within("saver-activation", &property("enabled", "bool", "false"))),
            (Fail, "screen-lock-switched-off"),
        ),
        (
            "a minute of grace",
            within("lock", &within("saver-activation", &property("delay", "int", "1"))),
            (Fail, "screen-lock-grace-too-long"),
        ),
        (
            "another type",
            within("saver", &within("idle-activation", &property("delay", "uint", "60"))),
            (Unknown, "screen-lock-setting-malformed"),
        ),
        (
            "text as a switch",
            within("lock", &property("enabled", "string", "false")),
            (Unknown, "screen-lock-setting-malformed"),
        ),
        ("not a number", delay("soon", ""), (Unknown, "screen-lock-setting-malformed")),
        ("decimal comma", delay("5,0", ""), (Unknown, "screen-lock-setting-malformed")),
        ("in a comment", format!("<!--{}-->", delay("60", "")), (Pass, "screen-lock-locks")),
        ("elsewhere", within("other", &delay("60", "")), (Pass, "screen-lock-locks")),
        ("lock in an own file", delay("5", " locked=\"ME\""), (Unknown, "screen-lock-setting-malformed")),
    ] {
        assert_eq!(outcome(&xfce(&content)), expected, "{state}");
    }
}

#[test]
fn what_is_no_readable_file_is_unknown() {
    let fifo = Home::new("XFCE").with_file(USER, "");
    fs_err::remove_file(fifo.path(USER)).unwrap();
    nix::unistd::mkfifo(&fifo.path(USER), nix::sys::stat::Mode::S_IRWXU).unwrap();
    let directory = Home::new("XFCE").with_file(&format!("{USER}/inside"), "");
    let large = Home::new("XFCE").with_file(USER, "");
    fs_err::OpenOptions::new().write(true).open(large.path(USER)).unwrap().set_len(64 << 20).unwrap();
    let latin = Home::new("XFCE").with_file(USER, b"<channel name=\"caf\xe9\" version=\"1.0\"/>");
    let marked = Home::new("XFCE").with_file(USER, format!("\u{feff}{}", channel("", "")));
    for (state, home, reason) in [
        ("pipe", fifo, "screen-lock-setting-malformed"),
        ("directory", directory, "screen-lock-setting-malformed"),
        ("large", large, "screen-lock-setting-too-large"),
        ("empty", Home::new("XFCE").with_file(USER, ""), "screen-lock-setting-malformed"),
        ("not UTF-8", latin, "screen-lock-setting-malformed"),
        ("byte order mark", marked, "screen-lock-setting-malformed"),
    ] {
        assert_eq!(outcome(&home), (Unknown, reason), "{state}");
    }
    let dark = Home::new("XFCE").with_file(USER, channel("", "").replace('\n', "\r\n"));
    assert_eq!(outcome(&dark), (Pass, "screen-lock-locks"), "carriage returns");
}

#[test]
fn sleep_without_a_lock_is_a_finding_of_the_power_manager() {
    let power = "<channel name=\"xfce4-power-manager\" version=\"1.0\"><property name=\"xfce4-power-manager\" type=\"empty\"><property name=\"lock-screen-suspend-hibernate\" type=\"bool\" value=\"false\"/></property></channel>";

    let verdict = verdict(&Home::new("XFCE").with_file(POWER, power));

    assert_eq!(verdict.status, Pass);
    let findings: Vec<_> = verdict.findings.iter().map(Reason::id).collect();
    assert_eq!(findings[..2], ["screen-lock-open-after-sleep", "screen-lock-by-settings-alone"]);
}

#[test]
fn running_locker_decides_which_settings_count() {
    let home = xfce(&lock_enabled(false)).with("DISPLAY", ":7");
    let machine = Machine::new(&["xfce4-session", "light-locker"]);

    let read = machine.facts(&home);

    assert_eq!(read.value(LOCKER).unwrap().as_str(), "light-locker");
    assert_eq!(read.value(LOCK_ENABLED), Some(true));
    assert!(read.get(IDLE_ACTIVATION).is_none());
}
