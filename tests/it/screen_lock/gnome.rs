//! GNOME and Budgie: dconf databases, profiles, locks and schemas, with `gsettings` as the judge.

use std::fmt::Write as _;
use std::os::unix::fs::symlink;

use custodia_core::fact::{Cause, Changeable, Fact, Facts};
use custodia_core::policy::ParameterValue;
use custodia_core::value::{FactValue, Value};
use custodia_core::verdict::Status::{Fail, Pass, Unknown};
use custodia_core::vocabulary::FactName;
use custodia_core::vocabulary::screen_lock::{
    DCONF_PROFILE, DCONF_SYSTEM, DCONF_USER, DOCUMENTED_DEFAULT, GRACE_SECONDS, IDLE_ACTIVATION,
    IDLE_SECONDS, LOCK_ENABLED, LOCK_SCREEN_DISABLED, SCHEMA_DEFAULT,
};

use super::{facts, outcome, verdict_of};
use crate::home::{Home, answer, tool};

const USER: &str = "home/.config/dconf/user";

/// The keys that are read, and the facts that they become.
const KEYS: [(&str, &str); 5] = [
    ("org.gnome.desktop.session", "idle-delay"),
    ("org.gnome.desktop.screensaver", "lock-enabled"),
    ("org.gnome.desktop.screensaver", "lock-delay"),
    ("org.gnome.desktop.lockdown", "disable-lock-screen"),
    ("org.gnome.desktop.screensaver", "idle-activation-enabled"),
];

fn gnome(keyfile: &str) -> Home {
    let home = Home::new("GNOME").with_file("profile", "user-db:user\n");
    let profile = home.path("profile");
    home.with("DCONF_PROFILE", profile.to_str().unwrap()).with_database(USER, keyfile, &[])
}

/// The same with a system database below that of the person.
fn with_system(home: Home, keyfile: &str, locks: &[&str]) -> Home {
    let profile = format!("user-db:user\nfile-db:{}\n", home.path("system").display());
    home.with_file("profile", profile).with_database("system", keyfile, locks)
}

fn settings(lock_enabled: bool, idle: u32, delay: u32) -> String {
    format!(
        "[org/gnome/desktop/screensaver]\nlock-enabled={lock_enabled}\nlock-delay=uint32 {delay}\n\
         [org/gnome/desktop/session]\nidle-delay=uint32 {idle}\n"
    )
}

/// What the facts say of each key: its value and whether the person may change it.
fn read(facts: &Facts) -> Vec<(String, bool)> {
    fn one<T: FactValue + Into<Value>>(facts: &Facts, name: FactName<T>) -> (String, bool) {
        match facts.get(name) {
            Some(Fact::Known { value, evidence }) => {
                (value.into().to_string(), evidence.changeable == Changeable::User)
            }
            unknown => panic!("{name:?} is {:?}", unknown.map(|fact| fact.map(|_| ()))),
        }
    }
    vec![
        one(facts, IDLE_SECONDS),
        one(facts, LOCK_ENABLED),
        one(facts, GRACE_SECONDS),
        one(facts, LOCK_SCREEN_DISABLED),
        one(facts, IDLE_ACTIVATION),
    ]
}

/// What `gsettings` says of each key.
fn judged(home: &Home) -> Vec<(String, bool)> {
    let ask = |verb, (schema, key): (&str, &str)| {
        answer(home.tool("gsettings", "libglib2.0-bin").args([verb, schema, key]))
    };
    KEYS.map(|key| (ask("get", key).trim_start_matches("uint32 ").to_owned(), ask("writable", key) == "true"))
        .into()
}

#[test]
fn every_prepared_state_is_read_as_gsettings_reads_it() {
    let idle = "/org/gnome/desktop/session/idle-delay";
    let enabled = "/org/gnome/desktop/screensaver/lock-enabled";
    let lockdown = "[org/gnome/desktop/lockdown]\ndisable-lock-screen=true\n";
    let homes = [
        ("nothing set", gnome("")),
        ("good", gnome(&settings(true, 300, 0))),
        ("off", gnome(&settings(false, 300, 0))),
        ("slow", gnome(&settings(true, 3300, 300))),
        ("never", gnome(&settings(true, 0, 0))),
        ("lockdown", gnome(lockdown)),
        ("legacy", gnome("[org/gnome/desktop/screensaver]\nidle-activation-enabled=false\n")),
        ("number of another type", gnome("[org/gnome/desktop/session]\nidle-delay=900\n")),
        ("text for a switch", gnome("[org/gnome/desktop/screensaver]\nlock-enabled='false'\n")),
        (
            "another type hides the system's",
            with_system(
                gnome("[org/gnome/desktop/session]\nidle-delay='soon'\n"),
                &settings(true, 77, 0),
                &[],
            ),
        ),
        ("person over system", with_system(gnome(&settings(true, 60, 0)), &settings(false, 0, 0), &[])),
        ("system alone", with_system(gnome(""), &settings(false, 0, 9), &[])),
        ("locked", with_system(gnome(&settings(false, 0, 9)), &settings(true, 240, 0), &[idle, enabled])),
        ("locked without a value", with_system(gnome(&settings(false, 0, 9)), lockdown, &[idle, enabled])),
        (
            "unknown lines in the profile",
            with_system(gnome(&settings(true, 60, 0)), "", &[])
                .with_file("profile", "# the databases\n\n  user-db:user # hers\nmoon-db:far\nnonsense\n"),
        ),
        (
            "another name for the person's",
            gnome(&settings(false, 0, 9)).with_file("profile", "user-db:other\n").with_database(
                "home/.config/dconf/other",
                &settings(true, 111, 1),
                &[],
            ),
        ),
        (
            "a system database that is not there",
            gnome(&settings(true, 61, 0))
                .with_file("profile", "user-db:user\nfile-db:/nonexistent/database\n"),
        ),
    ];
    for (state, home) in homes {
        assert_eq!(read(&facts(&home)), judged(&home), "{state}");
    }
}

#[test]
fn crowded_database_is_read_as_gsettings_reads_it() {
    let mut keyfile = settings(true, 123, 4);
    for number in 0..400 {
        let _ = write!(
            keyfile,
            "[org/gnome/folders/Útiles-{number}/ñandú]\nname='año {number}'\nsize=uint32 {number}\n"
        );
    }
    let home = gnome(&keyfile);

    assert_eq!(read(&facts(&home)), judged(&home));
    assert_eq!(facts(&home).value(IDLE_SECONDS), Some(123));
}

#[test]
fn order_of_several_system_databases_is_that_of_dconf() {
    let idle = "/org/gnome/desktop/session/idle-delay";
    for (locks_of_first, locks_of_second) in
        [(vec![], vec![]), (vec![idle], vec![]), (vec![], vec![idle]), (vec![idle], vec![idle])]
    {
        for second_is_set in [true, false] {
            let home = gnome(&settings(true, 1, 0))
                .with_database("first", &settings(true, 2, 0), &locks_of_first)
                .with_database(
                    "second",
                    if second_is_set { "[org/gnome/desktop/session]\nidle-delay=uint32 3\n" } else { "" },
                    &locks_of_second,
                );
            let profile = format!(
                "user-db:user\nfile-db:{}\nfile-db:{}\n",
                home.path("first").display(),
                home.path("second").display()
            );
            let home = home.with_file("profile", profile);

            assert_eq!(
                read(&facts(&home)),
                judged(&home),
                "{locks_of_first:?} {locks_of_second:?} {second_is_set}"
            );
        }
    }
}

#[test]
fn profile_without_a_writable_database_enforces_everything() {
    let home = gnome("").with_database("system", &settings(true, 200, 0), &[]);
    let profile = format!("file-db:{}\n", home.path("system").display());
    let home = home.with_file("profile", profile);

    assert_eq!(read(&facts(&home)), judged(&home));
    assert_eq!(facts(&home).get(IDLE_SECONDS).unwrap().evidence().unwrap().changeable, Changeable::Enforced);
}

#[test]
fn profile_of_the_runtime_directory_counts_unless_one_is_named() {
    let other = "home/.config/dconf/other";
    let home = gnome(&settings(true, 60, 0)).with_database(other, &settings(true, 70, 0), &[]);
    let home = home.without("DCONF_PROFILE").with_file("run/dconf/profile", "user-db:other\n");
    assert_eq!(read(&facts(&home)), judged(&home));
    assert_eq!(facts(&home).value(IDLE_SECONDS), Some(70));

    let profile = home.path("profile");
    let home = home.with("DCONF_PROFILE", profile.to_str().unwrap());
    assert_eq!(read(&facts(&home)), judged(&home));
    assert_eq!(facts(&home).value(IDLE_SECONDS), Some(60));
}

#[test]
fn override_of_the_vendor_is_the_default_of_the_named_desktops_only() {
    let schemas = "/usr/share/glib-2.0/schemas";
    let names = [
        "org.gnome.desktop.enums.xml",
        "org.gnome.desktop.screensaver.gschema.xml",
        "org.gnome.desktop.session.gschema.xml",
        "org.gnome.desktop.lockdown.gschema.xml",
    ];
    for desktop in ["GNOME", "ubuntu:GNOME", "Budgie:GNOME", "GNOME-Classic:GNOME"] {
        let home = gnome("").with("XDG_CURRENT_DESKTOP", desktop);
        let folder = home.path("share/glib-2.0/schemas");
        let home = home.with_file(
            "share/glib-2.0/schemas/50_vendor.gschema.override",
            "[org.gnome.desktop.session]\nidle-delay=1000\n\
             [org.gnome.desktop.session:ubuntu]\nidle-delay=240\n\
             [org.gnome.desktop.screensaver:Budgie]\nlock-enabled=false\nlock-delay=30\n",
        );
        for name in names {
            fs_err::copy(format!("{schemas}/{name}"), folder.join(name))
                .expect("install the Debian package gsettings-desktop-schemas");
        }
        answer(tool("glib-compile-schemas", "libglib2.0-bin").arg(&folder));
        let share = home.path("share");
        let home = home.with("XDG_DATA_DIRS", share.to_str().unwrap());

        assert_eq!(read(&facts(&home)), judged(&home), "{desktop}");
        assert_eq!(facts(&home).get(IDLE_SECONDS).unwrap().evidence().unwrap().source, SCHEMA_DEFAULT);
    }
}

#[test]
fn without_schemas_the_documented_defaults_are_those_of_the_real_schema() {
    let home = gnome("");
    let empty = tempfile::tempdir().unwrap();
    let bare = gnome("").with("XDG_DATA_DIRS", empty.path().to_str().unwrap());
    let bare = bare.with("XDG_DATA_HOME", empty.path().to_str().unwrap());

    let read_facts = facts(&bare);

    for (name, judged) in
        [IDLE_SECONDS, GRACE_SECONDS].into_iter().zip([judged(&home)[0].clone(), judged(&home)[2].clone()])
    {
        assert_eq!(read_facts.value(name).map(|value| value.to_string()), Some(judged.0));
        assert_eq!(read_facts.get(name).unwrap().evidence().unwrap().source, DOCUMENTED_DEFAULT);
    }
    assert_eq!(read_facts.value(LOCK_ENABLED), Some(true));
    assert_eq!(read_facts.value(LOCK_SCREEN_DISABLED), Some(false));
}

#[test]
fn units_are_those_that_the_schema_describes() {
    let home = gnome("");
    for ((schema, key), unit) in [(KEYS[0], "seconds"), (KEYS[2], "seconds")] {
        let description =
            answer(home.tool("gsettings", "libglib2.0-bin").args(["describe", schema, key])).to_lowercase();
        assert!(description.contains(unit), "{key}: {description}");
        let kind = answer(home.tool("gsettings", "libglib2.0-bin").args(["range", schema, key]));
        assert_eq!(kind, "type u", "{key}");
    }
}

#[test]
fn prepared_states_come_to_the_right_verdict() {
    for (state, home, expected) in [
        ("ok", gnome(&settings(true, 300, 0)), (Pass, "screen-lock-locks")),
        ("default", gnome(""), (Pass, "screen-lock-locks")),
        ("bad", gnome(&settings(false, 300, 0)), (Fail, "screen-lock-switched-off")),
        ("slow", gnome(&settings(true, 3300, 300)), (Fail, "screen-lock-idle-too-long")),
        ("off", gnome(&settings(true, 0, 0)), (Fail, "screen-lock-never-idle")),
        ("delayed", gnome(&settings(true, 200, 60)), (Fail, "screen-lock-grace-too-long")),
        (
            "lockdown",
            gnome(
                "[org/gnome/desktop/lockdown]\ndisable-lock-screen=true\n[org/gnome/desktop/screensaver]\nlock-enabled=true\n",
            ),
            (Fail, "screen-lock-disabled"),
        ),
        (
            "locked to a good value",
            with_system(
                gnome(&settings(true, 0, 0)),
                &settings(true, 240, 0),
                &["/org/gnome/desktop/session/idle-delay"],
            ),
            (Pass, "screen-lock-locks"),
        ),
    ] {
        assert_eq!(outcome(&home), expected, "{state}");
    }
}

#[test]
fn limits_of_the_policy_apply_to_both_times() {
    let read = facts(&gnome(&settings(true, 301, 6)));

    let of = |idle, grace| {
        let parameters =
            [("max-idle", ParameterValue::Number(idle)), ("max-grace", ParameterValue::Number(grace))];
        verdict_of(&read, parameters).status
    };

    assert_eq!([of(301, 6), of(300, 6), of(301, 5)], [Pass, Fail, Fail]);
}

#[test]
fn bad_value_that_the_administrator_locked_is_for_the_administrator() {
    let key = "/org/gnome/desktop/session/idle-delay";
    let free = gnome(&settings(true, 0, 0));
    let locked = with_system(gnome(""), &settings(true, 0, 0), &[key]);

    let remedy = |home: &Home| verdict_of(&facts(home), []).remedy.unwrap().as_str();

    assert_eq!(remedy(&free), "screen-lock-gnome-settings");
    assert_eq!(remedy(&locked), "screen-lock-ask-administrator");
    assert_eq!(remedy(&free.with("XDG_CURRENT_DESKTOP", "Budgie:GNOME")), "screen-lock-budgie-settings");
}

#[test]
fn broken_databases_are_unknown_with_their_cause() {
    let made = gnome(&settings(true, 60, 0));
    let database = fs_err::read(made.path(USER)).unwrap();
    let damaged = |content: &[u8]| gnome("").with_file(USER, content);
    let directory = gnome("");
    fs_err::remove_file(directory.path(USER)).unwrap();
    fs_err::create_dir(directory.path(USER)).unwrap();
    let circle = gnome("");
    fs_err::remove_file(circle.path(USER)).unwrap();
    symlink("user", circle.path(USER)).unwrap();
    let large = gnome("");
    fs_err::OpenOptions::new().write(true).open(large.path(USER)).unwrap().set_len(64 << 20).unwrap();
    for (state, home, cause, reason) in [
        ("truncated", damaged(&database[..100]), Cause::Malformed, "screen-lock-setting-malformed"),
        ("empty", damaged(b""), Cause::Malformed, "screen-lock-setting-malformed"),
        ("text", damaged(b"[org/gnome]\n"), Cause::Malformed, "screen-lock-setting-malformed"),
        ("directory", directory, Cause::Malformed, "screen-lock-setting-malformed"),
        ("circle of links", circle, Cause::Failed, "screen-lock-setting-failed"),
        ("large", large, Cause::TooLarge, "screen-lock-setting-too-large"),
    ] {
        let fact = facts(&home).get(IDLE_SECONDS).unwrap();
        assert_eq!(fact, Fact::unknown(cause, DCONF_USER), "{state}");
        assert_eq!(outcome(&home), (Unknown, reason), "{state}");
    }
}

#[test]
fn good_default_of_the_system_does_not_stand_in_for_an_unreadable_database() {
    let home = with_system(gnome(""), &settings(true, 60, 0), &[]).with_file(USER, "damaged");
    assert_eq!(outcome(&home), (Unknown, "screen-lock-setting-malformed"));

    let home = with_system(gnome(&settings(true, 60, 0)), "", &[]).with_file("system", "damaged");
    assert_eq!(outcome(&home), (Unknown, "screen-lock-setting-malformed"));
    assert_eq!(
        facts(&home).get(LOCK_ENABLED).unwrap(),
        Fact::unknown(Cause::Malformed, DCONF_SYSTEM),
        "it might hold a lock"
    );
}

#[test]
fn settings_elsewhere_are_unknown() {
    let named = gnome(&settings(true, 60, 0)).with("DCONF_PROFILE", "/nonexistent/profile");
    let service = gnome(&settings(true, 60, 0)).with_file("profile", "service-db:keyfile/user\n");
    let keyfile = gnome(&settings(true, 60, 0)).with("GSETTINGS_BACKEND", "keyfile");
    let memory = gnome(&settings(true, 60, 0)).with("GSETTINGS_BACKEND", "memory");

    assert_eq!(facts(&named).get(IDLE_SECONDS), Some(Fact::unknown(Cause::Missing, DCONF_PROFILE)));
    assert_eq!(facts(&service).get(IDLE_SECONDS), Some(Fact::unknown(Cause::Unsupported, DCONF_USER)));
    for home in [keyfile, memory] {
        assert_eq!(facts(&home).get(IDLE_SECONDS), Some(Fact::unknown(Cause::Unsupported, DCONF_PROFILE)));
        assert_eq!(outcome(&home), (Unknown, "screen-lock-setting-elsewhere"));
    }
}

#[test]
fn databases_lie_in_the_configuration_directory_wherever_it_is() {
    let home =
        gnome(&settings(true, 60, 0)).with_database("elsewhere/dconf/user", &settings(false, 0, 0), &[]);
    let elsewhere = home.path("elsewhere");
    let home = home.with("XDG_CONFIG_HOME", elsewhere.to_str().unwrap());

    assert_eq!(read(&facts(&home)), judged(&home));
    assert_eq!(outcome(&home), (Fail, "screen-lock-switched-off"));
}

#[test]
fn old_activation_key_matters_to_budgie_only() {
    let off = "[org/gnome/desktop/screensaver]\nidle-activation-enabled=false\n";

    assert_eq!(outcome(&gnome(off)), (Pass, "screen-lock-locks"));
    assert_eq!(
        outcome(&gnome(off).with("XDG_CURRENT_DESKTOP", "Budgie:GNOME")),
        (Unknown, "screen-lock-activation-off")
    );
}
