//! Whatever strings a machine holds, a report holds only words from the fixed lists, numbers, booleans, dates,
//! digests and ids.

use std::collections::BTreeMap;

use custodia::endpoint::{StateDirectory, preview};
use custodia::evaluation::{Evaluation, RuleOutcome, decide};
use custodia::host::Host;
use custodia::policies;
use custodia_core::catalog::CheckId;
use custodia_core::fact::{Cause, Changeable, FactRecord, Facts, Origin};
use custodia_core::platform::{Form, Os, Platform};
use custodia_core::policy::{PackId, RuleId};
use custodia_core::value::{Digest, Version};
use custodia_core::verdict::{Severity, Status};
use custodia_core::vocabulary::{self, FactSpec, ReasonSpec, RemedyId, Source, Word};
use fs_err as fs;
use jiff::Timestamp;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

/// A mark that stands in every hostile string, so that any of them can be found again.
const MARK: &str = "Zqxjk";

/// Whether a text is of one of the kinds that a report may hold.
fn is_closed(text: &str) -> bool {
    fn reads<T: DeserializeOwned>(text: &str) -> bool {
        serde_json::from_value::<T>(Value::from(text)).is_ok()
    }

    Word::parse(text).is_some()
        || Source::parse(text).is_some()
        || RemedyId::parse(text).is_some()
        || FactSpec::parse(text).is_some()
        || ReasonSpec::parse(text).is_some()
        || reads::<CheckId>(text)
        || reads::<Status>(text)
        || reads::<Severity>(text)
        || reads::<Origin>(text)
        || reads::<Changeable>(text)
        || reads::<Cause>(text)
        || reads::<Os>(text)
        || reads::<Form>(text)
        || reads::<RuleId>(text)
        || reads::<PackId>(text)
        || reads::<Digest>(text)
        || reads::<Version>(text)
        || reads::<jiff::civil::Date>(text)
        || reads::<Timestamp>(text)
        || reads::<Uuid>(text)
        || (text.len() == 43
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)))
}

/// Every string of a JSON document, keys left out: those are the fields of the format and the names of
/// arguments, which the types fix.
fn strings<'a>(json: &'a Value, found: &mut Vec<&'a str>) {
    match json {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(members) => members.values().for_each(|member| strings(member, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn put(root: &std::path::Path, path: &str, content: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// A machine on which every text that a probe could meet is hostile.
fn hostile_machine(folder: &std::path::Path, text: &str, desktop: &str) -> Host {
    let home = folder.join("home").join(MARK);
    let line = text.replace(['\n', '\r'], " ");
    put(
        folder,
        "etc/os-release",
        &format!("ID={line}\nID_LIKE=\"{line}\"\nVERSION_ID=\"{line}\"\nNAME=\"{line}\"\n"),
    );
    put(folder, "etc/machine-id", &format!("{line}\n"));
    put(folder, "etc/hostname", &line);
    put(folder, "sys/class/dmi/id/chassis_type", &line);
    put(folder, "sys/class/net/eth0/operstate", &line);
    put(folder, "sys/class/net/eth0/uevent", &format!("DEVTYPE={line}\nINTERFACE={line}\n"));
    put(folder, "proc/net/route", &format!("Iface\tDestination\n{line}\t00000000\t{line}\n"));
    put(
        &home,
        ".config/kscreenlockerrc",
        &format!("[Daemon]\nTimeout={line}\nAutolock={line}\nLockGrace={line}\n"),
    );
    put(&home, ".config/dconf/user", text);
    put(
        &home,
        ".config/lxqt/lxqt-powermanagement.conf",
        &format!("[General]\nenableIdlenessWatcher={line}\nidlenessACAction={line}\nidlenessACTime={line}\n"),
    );
    put(&home, ".config/lxqt/session.conf", &format!("[General]\nlock_command={line}\n"));
    put(&home, ".config/cosmic/com.system76.CosmicIdle/v1/screen_off_time", text);
    let xfconf = ".config/xfce4/xfconf/xfce-perchannel-xml";
    put(&home, &format!("{xfconf}/xfce4-screensaver.xml"), text);
    put(&home, ".config/chromium/Default/Preferences", text);
    put(&home, ".config/chromium/Default/Local Storage/leveldb/CURRENT", text);
    put(&home, &format!(".config/chromium/Profile {MARK}/Preferences"), "{}");
    put(
        &home,
        ".mozilla/firefox/profiles.ini",
        &format!("[Profile0]\nName={line}\nIsRelative=1\nPath={line}\n"),
    );
    put(&home, ".mozilla/firefox/abc/storage/default/https+++web.whatsapp.com/.metadata-v2", text);
    crate::storage_encryption::put_hostile_text(folder, &home, &line);
    crate::download_folders::put_hostile_text(folder, &home, &line);
    crate::updates::put_hostile_text(folder, &home, &line);
    crate::security_software::put_hostile_text(folder, &home, &line);
    crate::meeting_apps::put_hostile_text(folder, &home, &line);
    crate::capture::put_hostile_text(folder, &home, &line);
    crate::mail_accounts::put_hostile_text(folder, &home, &line);
    crate::passwords::put_hostile_text(folder, &home, &line);
    crate::attestation::put_hostile_text(folder, &home, &line);
    let environment: BTreeMap<String, String> = [
        ("HOME", home.display().to_string()),
        ("USER", MARK.to_owned()),
        ("XDG_CURRENT_DESKTOP", format!("{desktop}:{line}")),
        ("XDG_SESSION_TYPE", "wayland".to_owned()),
        ("WAYLAND_DISPLAY", line.clone()),
    ]
    .map(|(name, value)| (name.to_owned(), value.replace('\0', "")))
    .into();
    Host::new(folder, environment, "2026-11-21T18:00:00Z".parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_report_of_a_hostile_machine_holds_only_closed_words(
        noise in "\\PC{0,40}",
        desktop in prop::sample::select(vec!["GNOME", "KDE", "XFCE", "MATE", "X-Cinnamon", "LXQt", "COSMIC", MARK]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("{MARK}{noise}");
        let host = hostile_machine(folder.path(), &text, desktop);
        let directory = StateDirectory::new(folder.path().join("state"));

        let report = preview(&directory, &host, &policies::built_in()).unwrap();

        let json = serde_json::to_value(&report).unwrap();
        let mut found = Vec::new();
        strings(&json, &mut found);
        prop_assert!(found.len() > 20, "the report says too little to prove anything");
        for text in found {
            prop_assert!(is_closed(text), "{text:?} is no closed word");
            prop_assert!(!text.contains(MARK));
        }
        prop_assert!(!json.to_string().contains(MARK));
    }
}

#[test]
fn free_text_would_be_noticed() {
    for text in
        ["Ana Ruiz", "+57 300 123 4567", "/home/ana", "redaccion_5G", "ana@prensa.example", "192.168.1.7/x"]
    {
        assert!(!is_closed(text), "{text}");
    }
}

/// When a session was last used, whether it is open, whether the screen is locked: the person may see it, the
/// institution may not, because it tells when they work.
#[test]
fn what_tells_when_a_person_works_stays_on_the_device() {
    let stays: Vec<&str> = vocabulary::ALL
        .iter()
        .flat_map(|lists| lists.facts)
        .filter(|fact| !fact.reported)
        .map(|fact| fact.name)
        .collect();
    for name in ["screen-lock.locked", "screen-lock.idle", "whatsapp-web.open", "whatsapp-web.unused-hours"] {
        assert!(stays.contains(&name), "{name}");
    }
    let text = include_str!("../fixtures/whatsapp-web/pass-open/facts.json");
    let facts: Facts = serde_json::from_str::<Vec<FactRecord>>(text).unwrap().into_iter().collect();
    let rule = policies::built_in().into_iter().flat_map(|policy| policy.rules);
    let rule = rule.into_iter().find(|rule| rule.check == CheckId::WhatsappWeb).unwrap();
    let platform = Platform { os: Os::Linux, family: None, version: None, desktop: None, form: None };
    let outcome = RuleOutcome { verdict: decide(&rule, &platform, &facts), rule, facts };
    assert!(outcome.facts.records().iter().any(|fact| stays.contains(&fact.name)));
    assert!(outcome.verdict.findings.iter().any(|finding| !finding.is_reported()));

    let made = "2026-11-21T18:00:00Z".parse().unwrap();
    let body = Evaluation { made, platform, policies: Vec::new(), outcomes: vec![outcome] }.body();

    let json = serde_json::to_string(&body).unwrap();
    assert!(stays.iter().all(|name| !json.contains(name)), "{json}");
    assert!(!json.contains("open-now"), "{json}");
}
