//! Approved networks: ids made by the command line in a real or recorded network, and checks against them.

use std::path::Path;

use fs_err as fs;
use tempfile::TempDir;

use super::machine;
use crate::support::{custodia, run};

const POLICY: &str = r#"
format = 1
id = "office"
version = 1
title = { es = "Oficina", en = "Office" }
document = { name = "Office", version = "1", date = "2026-11-21" }

[rule.network]
clause = "1"
severity = "high"
asks = { es = "Redes aprobadas", en = "Approved networks" }
"#;

/// A folder with a policy that approves these networks.
fn policy(ids: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let list = ids.iter().map(|id| format!("\"{}\"", id.trim())).collect::<Vec<_>>().join(", ");
    fs::write(folder.path().join("office.toml"), format!("{POLICY}approved-networks = [{list}]\n")).unwrap();
    folder
}

/// What a shell command says inside a recording of `NetworkManager`, in a network namespace without any route.
fn recorded(recording: &str, command: &str) -> String {
    let beds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beds");
    let script = format!(
        "mount -t sysfs sysfs /sys && exec /usr/bin/python3 {0}/dbus-replay.py run {0}/recordings/nm-{recording}.json -- \
         sh -c '{command}'",
        beds.display()
    );
    run("unshare", "util-linux", &["--net", "--mount", "sh", "-c", &script], &[("NO_COLOR", "1")])
}

/// The reason and the facts about the networks that a check gives with this policy.
fn check(recording: &str, policy: &TempDir) -> (String, String) {
    let file = policy.path().join("office.toml");
    let command = format!("{} check --format json --policy {}", custodia().display(), file.display());
    reason_and_fact(&recorded(recording, &command))
}

fn reason_and_fact(json: &str) -> (String, String) {
    let report: serde_json::Value = serde_json::from_str(json).unwrap_or_else(|_| panic!("{json}"));
    let result = &report["results"][0];
    let reason = result["reason"].as_str().or_else(|| result["reason"]["id"].as_str()).unwrap();
    let facts = result["facts"].as_array().unwrap().iter();
    let approved = facts.filter(|fact| fact["name"] == "network.link-approved");
    let values = approved.map(|fact| fact.get("value").or(fact.get("unknown")).unwrap().to_string());
    (reason.to_owned(), values.collect::<Vec<_>>().join(","))
}

fn network_id(arguments: &str) -> String {
    let arguments: Vec<&str> = ["policy", "network-id"].into_iter().chain(arguments.split(' ')).collect();
    run(custodia().to_str().unwrap(), "custodia", &arguments, &[])
}

#[test]
fn a_wifi_network_is_approved_by_the_id_made_in_it() {
    let id = recorded("wifi-wpa2", &format!("{} policy network-id", custodia().display()));
    let policy = policy(&[&id]);

    let there = check("wifi-wpa2", &policy);
    let elsewhere = check("wifi-wpa3", &policy);
    let open = check("wifi-open", &policy);

    assert_eq!(there, ("network-private".to_owned(), "true".to_owned()));
    assert_eq!(elsewhere, ("network-not-approved".to_owned(), "false".to_owned()));
    assert_eq!(open, ("network-class-not-allowed".to_owned(), "false".to_owned()));
}

#[test]
fn a_network_is_approved_by_its_name_from_anywhere() {
    let ours = network_id("--ssid bed-wpa3");
    let folder = policy(&[&ours]);
    let file = folder.path().join("office.toml");
    let more = network_id(&format!("--ssid bed-wpa2 --policy {}", file.display()));
    let open = network_id("--ssid bed-wpa2 --class wifi-open");

    assert_eq!(ours.split(':').nth(1), more.split(':').nth(1), "the salt is used again");
    assert_ne!(more.split(':').nth(1), open.split(':').nth(1), "another salt without the policy");
    for (ids, reason) in [
        (vec![&*ours, &*more], "network-private"),
        (vec![&*open, &*more], "network-private"),
        (vec![&*ours, &*open], "network-not-approved"),
    ] {
        assert_eq!(check("wifi-wpa2", &policy(&ids)).0, reason);
    }
}

/// The real neighbours and routes of the bed; that its end of a veth pair is a network card is prepared.
#[test]
fn a_cable_is_approved_by_the_gateway_behind_it() {
    let card = machine(&["eth0"], &[], &[]);
    let folder = policy(&["ID"]);
    let file = folder.path().join("office.toml");
    let make = format!("sed -i \"s/ID/$({} policy network-id)/\" {};", custodia().display(), file.display());
    let in_bed = |before: &str| {
        let script = format!(
            "mount --bind {}/sys /sys; {before} {} check --format json --policy {}",
            card.path().display(),
            custodia().display(),
            file.display()
        );
        let bed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beds/nm-netns.sh");
        reason_and_fact(&run(bed.to_str().unwrap(), "network-manager", &["--", "sh", "-c", &script], &[]))
    };

    let here = in_bed(&make);
    // The bed makes a router with another hardware address each time.
    let elsewhere = in_bed("");
    let silent = in_bed("ip neighbour flush all;");

    assert_eq!(here, ("network-private".to_owned(), "true".to_owned()));
    assert_eq!(elsewhere, ("network-not-approved".to_owned(), "false".to_owned()));
    assert_eq!(silent, ("network-approval-unclear".to_owned(), "\"missing\"".to_owned()));
}

#[test]
fn without_a_network_there_is_no_id() {
    let command = format!("{} policy network-id --lang en 2>&1; echo $?", custodia().display());

    let said = recorded("wifi-none", &command);

    assert!(said.contains("error: no network is in use that can be identified"), "{said}");
    assert!(said.ends_with("1\n"), "{said}");
}
