//! KDE Plasma: the cascade of `kscreenlockerrc`, with `kreadconfig5` as the judge and `kwriteconfig5` as the writer.

use custodia_core::fact::{Cause, Changeable, Fact};
use custodia_core::verdict::Status::{Fail, Pass, Unknown};
use custodia_core::vocabulary::screen_lock::{
    DOCUMENTED_DEFAULT, GRACE_SECONDS, IDLE_SECONDS, KCONFIG_SYSTEM, KCONFIG_USER, LOCK_ENABLED,
};

use super::{facts, outcome, state, verdict};
use crate::accuracy::State;
use crate::home::{Home, answer};

const USER: &str = "home/.config/kscreenlockerrc";
const SYSTEM: &str = "xdg/kscreenlockerrc";

fn kde(content: &str) -> Home {
    Home::new("KDE").with_file(USER, content)
}

/// The states of Plasma for `docs/accuracy.md`.
pub(super) fn states() -> Vec<State> {
    let bed = "`kscreenlockerrc` as `kwriteconfig5` writes it";
    vec![
        state("KDE Plasma, nothing set", bed, &Home::new("KDE"), (Pass, "screen-lock-locks")),
        state(
            "KDE Plasma, never locks",
            bed,
            &kde("[Daemon]\nAutolock=false\n"),
            (Fail, "screen-lock-switched-off"),
        ),
    ]
}

/// Seconds by the minutes that `kreadconfig5` gives.
fn judged_seconds(home: &Home) -> u64 {
    let minutes = answer(home.tool("kreadconfig5", "libkf5config-bin").args([
        "--file",
        "kscreenlockerrc",
        "--group",
        "Daemon",
        "--key",
        "Timeout",
        "--default",
        "5",
    ]));
    minutes.trim().parse::<u64>().unwrap() * 60
}

#[test]
fn cascade_is_that_of_kconfig() {
    let system = |content: &str, user: &str| kde(user).with_file(SYSTEM, content);
    for (state, home) in [
        ("nothing set", Home::new("KDE")),
        ("set", kde("[Daemon]\nTimeout=7\n")),
        ("last of two", kde("[Daemon]\nTimeout=5\nTimeout=7\n")),
        ("group in two parts", kde("[Daemon]\nTimeout=5\n[Other]\nTimeout=8\n[Daemon]\nTimeout=9\n")),
        ("nested group", kde("[Daemon][Sub]\nTimeout=9\n")),
        ("marked first of two", kde("[Daemon]\nTimeout[$i]=5\nTimeout=7\n")),
        ("space before the mark", kde("[Daemon]\nTimeout [$i]=7\nTimeout=8\n")),
        ("escapes and carriage returns", kde("  [\\x44aemon]  \r\n  \\x54imeout  =  \\s7  \r\n")),
        ("open header", kde("[Daemon]\n[broken\nTimeout=7\n")),
        ("text after the header", kde("[Daemon] x\nTimeout=7\n")),
        ("byte order mark", kde("\u{feff}[Daemon]\nTimeout=7\n")),
        ("other case", kde("[daemon]\ntimeout=7\n")),
        ("comment", kde("[Daemon]\n#Timeout=7\n")),
        ("line without a value", kde("[Daemon]\nTimeout\n")),
        ("system", system("[Daemon]\nTimeout=8\n", "")),
        ("person over system", system("[Daemon]\nTimeout=8\n", "[Daemon]\nTimeout=9\n")),
        ("immutable key", system("[Daemon]\nTimeout[$i]=8\n", "[Daemon]\nTimeout=9\n")),
        ("immutable group", system("[Daemon][$i]\nTimeout=8\n", "[Daemon]\nTimeout=9\n")),
        ("immutable group without the key", system("[Daemon][$i]\n", "[Daemon]\nTimeout=9\n")),
        ("immutable file", system("[$i]\n[Other]\na=b\n", "[Daemon]\nTimeout=9\n")),
        ("another group immutable", system("[Other][$i]\n[Daemon]\nTimeout=8\n", "[Daemon]\nTimeout=9\n")),
        ("deleted", system("[Daemon]\nTimeout=8\n", "[Daemon]\nTimeout[$d]\n")),
        ("deleted before immutable", system("[Daemon]\nTimeout[$di]\n", "[Daemon]\nTimeout=9\n")),
    ] {
        assert_eq!(facts(&home).value(IDLE_SECONDS), Some(judged_seconds(&home)), "{state}");
    }
}

#[test]
fn first_configuration_directory_counts_most_unless_another_is_immutable() {
    for content in
        ["[Daemon]\nTimeout=2\n", "[Daemon]\nTimeout[$i]=2\n", "[Daemon][$i]\nTimeout=2\n", "[$i]\n"]
    {
        let home = Home::new("KDE")
            .with_file("first/kscreenlockerrc", "[Daemon]\nTimeout=1\n")
            .with_file("second/kscreenlockerrc", content);
        let directories = format!("{}:{}", home.path("first").display(), home.path("second").display());
        let home = home.with("XDG_CONFIG_DIRS", &directories);

        assert_eq!(facts(&home).value(IDLE_SECONDS), Some(judged_seconds(&home)), "{content}");
    }
}

#[test]
fn what_kwriteconfig_writes_is_read() {
    let home = Home::new("KDE");
    for (key, value) in [("Timeout", "12"), ("LockGrace", "30"), ("Autolock", "false")] {
        let mut write = home.tool("kwriteconfig5", "libkf5config-bin");
        answer(write.args(["--file", "kscreenlockerrc", "--group", "Daemon", "--key", key, value]));
    }

    let read = facts(&home);

    assert_eq!(read.value(IDLE_SECONDS), Some(720));
    assert_eq!(read.value(GRACE_SECONDS), Some(30));
    assert_eq!(read.value(LOCK_ENABLED), Some(false));
}

#[test]
fn switches_are_read_as_kconfig_reads_them_or_not_at_all() {
    for text in ["true", "on", "yes", "1", "TRUE", "Yes", "false", "off", "no", "0", "Off", "maybe", "", "00"]
    {
        let home = kde(&format!("[Daemon]\nAutolock={text}\n"));
        let mut judge = home.tool("kreadconfig5", "libkf5config-bin");
        judge.args(["--file", "kscreenlockerrc", "--group", "Daemon", "--key", "Autolock", "--type", "bool"]);
        let judged = judge.status().unwrap().success();

        match facts(&home).get(LOCK_ENABLED).unwrap() {
            Fact::Known { value, .. } => assert_eq!(value, judged, "{text}"),
            unknown @ Fact::Unknown { .. } => {
                assert!(["maybe", "", "00"].contains(&text), "{text}");
                assert_eq!(unknown, Fact::unknown(Cause::Malformed, KCONFIG_USER));
            }
        }
    }
}

#[test]
fn who_can_change_a_value_is_told() {
    let told = |home: &Home| {
        let evidence = facts(home).get(IDLE_SECONDS).unwrap().evidence().unwrap();
        (evidence.source, evidence.changeable)
    };

    assert_eq!(told(&kde("[Daemon]\nTimeout[$i]=2\n")), (KCONFIG_USER, Changeable::User));
    let system = |content: &str| kde("[Daemon]\nTimeout=9\n").with_file(SYSTEM, content);
    assert_eq!(told(&system("[Daemon]\nTimeout=2\n")), (KCONFIG_USER, Changeable::User));
    assert_eq!(told(&system("[Daemon]\nTimeout[$i]=2\n")), (KCONFIG_SYSTEM, Changeable::Enforced));
    assert_eq!(told(&system("[Daemon][$i]\n")), (DOCUMENTED_DEFAULT, Changeable::Enforced));
    assert_eq!(told(&Home::new("KDE")), (DOCUMENTED_DEFAULT, Changeable::User));
}

#[test]
fn prepared_states_come_to_the_right_verdict() {
    for (state, content, expected) in [
        ("ok", "[Daemon]\nTimeout=5\n", (Pass, "screen-lock-locks")),
        ("default", "", (Pass, "screen-lock-locks")),
        (
            "bad",
            "[Daemon]\nAutolock=false\nLockOnResume=false\nTimeout=5\n",
            (Fail, "screen-lock-switched-off"),
        ),
        ("slow", "[Daemon]\nLockGrace=300\nTimeout=55\n", (Fail, "screen-lock-idle-too-long")),
        ("graceful", "[Daemon]\nLockGrace=300\n", (Fail, "screen-lock-grace-too-long")),
        ("endless grace", "[Daemon]\nLockGrace=-1\n", (Fail, "screen-lock-no-password")),
        ("no password", "[Daemon]\nRequirePassword=false\n", (Fail, "screen-lock-no-password")),
        ("no lock", "[Daemon]\nLock=false\n", (Fail, "screen-lock-no-password")),
        ("immutable", "[Daemon]\nAutolock[$i]=true\nTimeout[$i]=2\n", (Pass, "screen-lock-locks")),
        ("never", "[Daemon]\nTimeout=0\n", (Fail, "screen-lock-never-idle")),
        ("below zero", "[Daemon]\nTimeout=-3\n", (Fail, "screen-lock-never-idle")),
        ("half a minute", "[Daemon]\nTimeout=0.5\n", (Pass, "screen-lock-locks")),
        ("more than five", "[Daemon]\nTimeout=5.1\n", (Fail, "screen-lock-idle-too-long")),
        ("corrupt", "[Daemon]\nTimeout=soon\n", (Unknown, "screen-lock-setting-malformed")),
        ("not a number", "[Daemon]\nTimeout=nan\n", (Unknown, "screen-lock-setting-malformed")),
        ("endless", "[Daemon]\nTimeout=inf\n", (Unknown, "screen-lock-setting-malformed")),
        ("corrupt grace", "[Daemon]\nLockGrace=5.5\n", (Unknown, "screen-lock-setting-malformed")),
        ("corrupt switch", "[Daemon]\nRequirePassword=perhaps\n", (Unknown, "screen-lock-setting-malformed")),
        (
            "corrupt but surely off",
            "[Daemon]\nTimeout=soon\nAutolock=no\n",
            (Fail, "screen-lock-switched-off"),
        ),
        ("expanded", "[Daemon]\nTimeout[$e]=$MINUTES\n", (Unknown, "screen-lock-setting-elsewhere")),
        ("translated", "[Daemon]\nTimeout=5\nTimeout[es]=60\n", (Unknown, "screen-lock-setting-elsewhere")),
    ] {
        assert_eq!(outcome(&kde(content)), expected, "{state}");
    }
}

#[test]
fn sleep_without_a_lock_is_a_finding() {
    let verdict = verdict(&kde("[Daemon]\nLockOnResume=false\n"));

    assert_eq!(verdict.status, Pass);
    assert_eq!(verdict.findings[0].id(), "screen-lock-open-after-sleep");
}

#[test]
fn bad_value_that_the_administrator_fixed_is_for_the_administrator() {
    let free = kde("[Daemon]\nTimeout=0\n");
    let fixed = Home::new("KDE").with_file(SYSTEM, "[Daemon][$i]\nTimeout=0\n");

    assert_eq!(verdict(&free).remedy.unwrap().as_str(), "screen-lock-kde-settings");
    assert_eq!(verdict(&fixed).remedy.unwrap().as_str(), "screen-lock-ask-administrator");
}

#[test]
fn unreadable_file_is_unknown_unless_the_system_fixes_the_value() {
    let home = Home::new("KDE").with_file(SYSTEM, "[Daemon]\nTimeout=2\nLockGrace[$i]=1\n");
    fs_err::create_dir(home.path(USER)).unwrap();

    let read = facts(&home);

    assert_eq!(read.get(IDLE_SECONDS), Some(Fact::unknown(Cause::Malformed, KCONFIG_USER)));
    assert_eq!(read.value(GRACE_SECONDS), Some(1));
    assert_eq!(outcome(&home), (Unknown, "screen-lock-setting-malformed"));
}

#[test]
fn large_file_is_unknown() {
    let home = kde(&format!("[Daemon]\nTimeout=2\n{}", "#\n".repeat(1 << 20)));

    assert_eq!(outcome(&home), (Unknown, "screen-lock-setting-too-large"));
}

#[test]
fn globals_of_kde_count_less_than_the_file() {
    let home = Home::new("KDE").with_file("home/.config/kdeglobals", "[Daemon]\nAutolock=false\nTimeout=9\n");
    assert_eq!(outcome(&home), (Fail, "screen-lock-switched-off"));

    let home = home.with_file(USER, "[Daemon]\nAutolock=true\nTimeout=4\n");
    assert_eq!(facts(&home).value(IDLE_SECONDS), Some(240));
}
