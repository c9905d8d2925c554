//! Name lookups over TLS and firewall zones: recorded from systemd-resolved 252, and as firewalld's interface and
//! polkit's are documented.

use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network::{self as words, DNS_OVER_TLS, LINK_FIREWALL_ZONE, UFW_ENABLED};
use fs_err as fs;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{facts_in, findings, machine};

/// A laptop with Wi-Fi whose `/etc/resolv.conf` names these servers.
fn laptop(servers: &[&str]) -> TempDir {
    let root = machine(&["wlan0"], &[("wlan0", 600)], &[]);
    fs::create_dir_all(root.path().join("etc")).unwrap();
    let lines = servers.iter().map(|server| format!("nameserver {server}\n"));
    fs::write(root.path().join("etc/resolv.conf"), "# made\n".to_owned() + &lines.collect::<String>())
        .unwrap();
    root
}

/// The facts with these recordings, and some properties changed.
fn facts_with(recordings: &[&str], changes: &[[&str; 5]], root: &TempDir) -> Facts {
    let mut bed = vec!["/usr/bin/python3", "dbus-replay.py", "run"];
    bed.extend(recordings);
    for change in changes {
        bed.push("--set");
        bed.extend(change);
    }
    facts_in(&bed, Some(root.path()))
}

#[test]
fn names_over_tls_are_as_the_weakest_server_in_use() {
    const ROOT: &str = "/org/freedesktop/resolve1";
    const LINK: &str = "/org/freedesktop/resolve1/link/_32";
    const OF_ALL: &str = "org.freedesktop.resolve1.Manager";
    const OF_LINK: &str = "org.freedesktop.resolve1.Link";
    let stub = laptop(&["127.0.0.53"]);
    let state = |changes: &[[&str; 5]], root: &TempDir| -> Option<Fact<Word>> {
        let files = ["recordings/nm-wifi-wpa2.json", "recordings/resolved.json"];
        facts_with(&files, changes, root).get(DNS_OVER_TLS)
    };
    let known = |state: Option<Fact<Word>>| state.and_then(Fact::into_value);
    // One server of the link, for which TLS is a must.
    let own = [ROOT, OF_ALL, "DNS", "a(iiay)", "[[2, 2, [10, 99, 0, 1]]]"];
    let lax = [LINK, OF_LINK, "DNSOverTLS", "s", "\"no\""];
    let none = [ROOT, OF_ALL, "DNS", "a(iiay)", "[]"];
    let strange = [LINK, OF_LINK, "DNSOverTLS", "s", "\"perhaps\""];

    // A server for all, opportunistic, beside that of the link.
    assert_eq!(known(state(&[], &stub)), Some(words::DNS_OVER_TLS_OPPORTUNISTIC));
    assert_eq!(known(state(&[own], &stub)), Some(words::DNS_OVER_TLS_YES));
    assert_eq!(known(state(&[own, lax], &stub)), Some(words::DNS_OVER_TLS_NO));
    assert_eq!(known(state(&[none], &stub)), Some(words::DNS_OVER_TLS_OPPORTUNISTIC));
    for (changes, root, cause) in [
        (vec![own, strange], &stub, Cause::Malformed),
        (vec![own], &laptop(&["9.9.9.9"]), Cause::Unsupported),
        (vec![own], &laptop(&["127.0.0.53", "9.9.9.9"]), Cause::Unsupported),
        (vec![own], &laptop(&[]), Cause::Unsupported),
        (vec![own], &machine(&["wlan0"], &[("wlan0", 600)], &[]), Cause::Missing),
    ] {
        assert_eq!(state(&changes, root), Some(Fact::unknown(cause, words::RESOLVED_BUS)));
    }
    assert_eq!(facts_with(&["recordings/nm-wifi-wpa2.json"], &[], &stub).get(DNS_OVER_TLS), None);
}

/// A service that gives these answers, as a file that can be replayed.
fn service(folder: &TempDir, name: &str, answers: &[(&str, &str, &str, Value)]) -> String {
    let calls: Vec<Value> = answers
        .iter()
        .map(|(path, interface, method, answer)| json!([path, interface, method, [answer]]))
        .collect();
    let file = folder.path().join(format!("{name}.json"));
    let recording = json!({ "service": name, "objects": {}, "managers": [], "calls": calls });
    fs::write(&file, recording.to_string()).unwrap();
    file.display().to_string()
}

#[test]
fn a_zone_that_lets_everything_in_is_told_on_a_network_that_is_not_private() {
    const FIREWALL: &str = "org.fedoraproject.FirewallD1";
    const PATH: &str = "/org/fedoraproject/FirewallD1";
    const POLKIT: &str = "org.freedesktop.PolicyKit1";
    let folder = tempfile::tempdir().unwrap();
    let root = laptop(&[]);
    let facts = |wifi: &str, zone: &str, allowed: bool| {
        let firewall = service(
            &folder,
            FIREWALL,
            &[
                (PATH, "org.fedoraproject.FirewallD1.zone", "getZoneOfInterface", json!(["s", zone])),
                (PATH, FIREWALL, "getDefaultZone", json!(["s", "public"])),
            ],
        );
        let authority = "org.freedesktop.PolicyKit1.Authority";
        let answer = json!(["(bba{ss})", [allowed, !allowed, []]]);
        let polkit = service(
            &folder,
            POLKIT,
            &[("/org/freedesktop/PolicyKit1/Authority", authority, "CheckAuthorization", answer)],
        );
        facts_with(&[&format!("recordings/nm-{wifi}.json"), &firewall, &polkit], &[], &root)
    };
    let zone = |facts: &Facts| facts.get_item(0, LINK_FIREWALL_ZONE);
    let too_open = |facts: &Facts| findings(facts).contains(&"network-zone-too-open");

    let open = facts("wifi-open", "trusted", true);
    let private = facts("wifi-wpa2", "trusted", true);

    assert_eq!(open.value_item(0, LINK_FIREWALL_ZONE), Some(words::ZONE_TRUSTED));
    assert!(too_open(&open));
    assert!(!too_open(&private));
    for (name, word) in [
        ("home", words::ZONE_HOME),
        ("", words::ZONE_PUBLIC),
        ("FedoraWorkstation", words::ZONE_OTHER),
        ("Trusted", words::ZONE_OTHER),
    ] {
        let facts = facts("wifi-open", name, true);
        assert_eq!(facts.value_item(0, LINK_FIREWALL_ZONE), Some(word), "{name}");
        assert!(!too_open(&facts), "{name}");
    }
    // Asked all the same, firewalld would have a password asked for on the screen.
    let denied = Fact::unknown(Cause::Denied, words::FIREWALLD_BUS);
    assert_eq!(zone(&facts("wifi-open", "trusted", false)), Some(denied));
    assert_eq!(zone(&facts_with(&["recordings/nm-wifi-open.json"], &[], &root)), None);
}

#[test]
fn ufw_is_read_where_it_is_installed() {
    let root = laptop(&[]);
    let enabled = || facts_with(&["recordings/nm-wifi-open.json"], &[], &root).get(UFW_ENABLED);
    assert_eq!(enabled(), None);

    fs::create_dir_all(root.path().join("etc/ufw")).unwrap();
    fs::write(root.path().join("etc/ufw/ufw.conf"), "ENABLED=yes\nLOGLEVEL=low\n").unwrap();

    assert_eq!(enabled().and_then(Fact::into_value), Some(true));
}
