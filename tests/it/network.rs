//! `network` against `NetworkManager`: the real one in network namespaces, and recordings of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared has failed")]

use std::collections::BTreeMap;
use std::env;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use custodia::checks::check;
use custodia::clock;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::{Cause, Fact, FactRecord, Facts};
use custodia_core::policy::Rule;
use custodia_core::verdict::{Reason, Status, Verdict};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;
use tempfile::TempDir;

use crate::accuracy::State;

/// The prepared root for a test that runs inside a bed; the machine itself where it is not set.
const ROOT: &str = "CUSTODIA_TEST_ROOT";

/// What the line with the facts begins with.
const MARK: &str = "CUSTODIA_FACTS ";

mod approved;
mod routes;
mod surroundings;
mod wifi;

const ROUTE_HEAD: &str =
    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
const MAIN_TABLE: &str = "Main:\n  |-- 0.0.0.0\n     /0 universe UNICAST\nLocal:\n";

#[test]
#[ignore = "is started inside a bed by the other tests"]
#[expect(clippy::print_stdout, reason = "the test outside the bed reads it")]
fn inside() {
    let host = match env::var_os(ROOT) {
        Some(root) => Host::new(PathBuf::from(root), env::vars().collect::<BTreeMap<_, _>>(), clock::now()),
        None => Host::this(clock::now()),
    };
    let records = check(CheckId::Network).probe(&host).records();
    println!("\n{MARK}{}", serde_json::to_string(&records).unwrap());
}

/// The facts that the probe reads when this test binary is started by a bed's command line.
#[expect(clippy::disallowed_methods, reason = "the beds are programs")]
fn facts_in(bed: &[&str], root: Option<&Path>) -> Facts {
    let beds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beds");
    let (program, arguments) = bed.split_first().unwrap();
    let mut command = Command::new(program);
    command.current_dir(beds).args(arguments).arg("--").arg(env::current_exe().unwrap());
    command.args(["--exact", "network::inside", "--ignored", "--nocapture"]).stdin(Stdio::null());
    if let Some(root) = root {
        command.env(ROOT, root);
    }
    let output = command.output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    let line = stdout.lines().find_map(|line| line.strip_prefix(MARK)).unwrap_or_else(|| {
        panic!(
            "{bed:?} gave no facts (Debian packages network-manager, network-manager-openvpn, openvpn, \
             dbus-daemon, iproute2, python3-dbus, python3-gi are needed, and root):\n{stdout}{}",
            String::from_utf8_lossy(&output.stderr)
        )
    });
    facts_of_line(line)
}

fn facts_of_line(line: &str) -> Facts {
    serde_json::from_str::<Vec<FactRecord>>(line).unwrap().into_iter().collect()
}

/// The facts with the real `NetworkManager`.
fn real(options: &[&str]) -> Facts {
    facts_in(&[&["./nm-netns.sh"], options].concat(), None)
}

/// The facts with the real `NetworkManager` after a shell command inside the bed.
fn real_after(options: &[&str], command: &str) -> Facts {
    let script = format!("set -e; {command}; shift; exec \"$@\"");
    facts_in(&[&["./nm-netns.sh"], options, &["--", "sh", "-c", &script, "sh"]].concat(), None)
}

/// The facts with a recording of `NetworkManager`, some properties changed, and the kernel's view of `root`.
fn replayed(recording: &str, changes: &[[&str; 5]], root: &TempDir) -> Facts {
    let file = format!("recordings/nm-{recording}.json");
    let mut bed = vec!["/usr/bin/python3", "dbus-replay.py", "run", file.as_str()];
    for change in changes {
        bed.push("--set");
        bed.extend(change);
    }
    facts_in(&bed, Some(root.path()))
}

/// A machine with these interfaces, of which these carry default routes.
fn machine(interfaces: &[&str], ipv4: &[(&str, u32)], ipv6: &[(&str, u32)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for name in interfaces {
        let folder = root.path().join("sys/class/net").join(name);
        fs_err::create_dir_all(&folder).unwrap();
        fs_err::write(folder.join("operstate"), "up\n").unwrap();
        fs_err::write(folder.join("type"), "1\n").unwrap();
        if name.starts_with("tun") {
            fs_err::write(folder.join("tun_flags"), "0x1001\n").unwrap();
        } else {
            symlink("../../../pci", folder.join("device")).unwrap();
        }
        if name.starts_with("wlan") {
            fs_err::write(folder.join("uevent"), "DEVTYPE=wlan\n").unwrap();
        }
    }
    let net = root.path().join("proc/net");
    fs_err::create_dir_all(&net).unwrap();
    let routes = ipv4.iter().map(|(name, metric)| {
        format!("{name}\t00000000\t0100630A\t0003\t0\t0\t{metric}\t00000000\t0\t0\t0\n")
    });
    fs_err::write(net.join("route"), ROUTE_HEAD.to_owned() + &routes.collect::<String>()).unwrap();
    let zero = "0".repeat(32);
    let routes = ipv6
        .iter()
        .map(|(name, metric)| format!("{zero} 00 {zero} 00 {zero} {metric:08x} 1 0 00000003 {name}\n"));
    fs_err::write(net.join("ipv6_route"), routes.collect::<String>()).unwrap();
    fs_err::write(net.join("fib_trie"), MAIN_TABLE).unwrap();
    root
}

/// The states of connections for `docs/accuracy.md`.
pub(crate) fn states() -> Vec<State> {
    [wifi::states(), routes::states()].into_iter().flatten().collect()
}

fn judge(facts: &Facts) -> Verdict {
    check(CheckId::Network).evaluate(facts, &Rule::for_check(CheckId::Network, []))
}

fn outcome(facts: &Facts) -> (Status, &'static str) {
    let verdict = judge(facts);
    (verdict.status, verdict.reason.id())
}

fn findings(facts: &Facts) -> Vec<&'static str> {
    judge(facts).findings.iter().map(Reason::id).collect()
}

const WIFI_DEVICE: &str = "/org/freedesktop/NetworkManager/Devices/3";
const WIRELESS: &str = "org.freedesktop.NetworkManager.Device.Wireless";

#[test]
fn recorded_wifi_has_the_class_of_its_access_point() {
    let cases = [
        ("wifi-open", words::WIFI_OPEN, Status::Fail),
        ("wifi-wep", words::WIFI_WEP, Status::Fail),
        ("wifi-owe", words::WIFI_OWE, Status::Fail),
        ("wifi-wpa2", words::WIFI_WPA2_PERSONAL, Status::Pass),
        ("wifi-wpa3", words::WIFI_WPA3_PERSONAL, Status::Pass),
    ];
    let root = machine(&["wlan0"], &[("wlan0", 600)], &[]);
    for (recording, class, status) in cases {
        let facts = replayed(recording, &[], &root);

        assert_eq!(facts.value(words::MANAGER), Some(words::NETWORK_MANAGER), "{recording}");
        assert_eq!(facts.items(), [0], "{recording}");
        assert_eq!(facts.value_item(0, words::LINK_CLASS), Some(class), "{recording}");
        // NetworkManager says "full" here, but its check was off: it never looked.
        assert_eq!(facts.value(words::CONNECTIVITY), Some(words::CONNECTIVITY_UNKNOWN), "{recording}");
        assert_eq!(judge(&facts).status, status, "{recording}");
        assert_eq!(findings(&facts), ["network-portal-not-checked"], "{recording}");
    }
}

#[test]
fn recorded_cables_are_judged_with_their_connectivity() {
    let cases = [
        ("wired-full", words::CONNECTIVITY_FULL, words::METERED_GUESS_NO, Status::Pass),
        ("wired-limited", words::CONNECTIVITY_LIMITED, words::METERED_GUESS_NO, Status::Pass),
        ("wired-portal", words::CONNECTIVITY_PORTAL, words::METERED_GUESS_NO, Status::Fail),
        ("wired-metered", words::CONNECTIVITY_FULL, words::METERED_YES, Status::Pass),
    ];
    let root = machine(&["eth0"], &[("eth0", 100)], &[]);
    for (recording, connectivity, metered, status) in cases {
        let facts = replayed(recording, &[], &root);

        assert_eq!(facts.value_item(0, words::LINK_CLASS), Some(words::WIRED), "{recording}");
        assert_eq!(facts.value(words::CONNECTIVITY), Some(connectivity), "{recording}");
        assert_eq!(facts.value(words::METERED), Some(metered), "{recording}");
        assert_eq!(judge(&facts).status, status, "{recording}");
    }
}

#[test]
fn nothing_connected_is_not_applicable() {
    for (recording, interface) in [("wifi-none", "wlan0"), ("wired-none", "eth0")] {
        let facts = replayed(recording, &[], &machine(&[interface], &[], &[]));

        assert_eq!(outcome(&facts), (Status::NotApplicable, "network-nothing-connected"), "{recording}");
    }
}

#[test]
fn a_recorded_vpn_counts_only_as_far_as_the_routes_say() {
    let interfaces = &["eth0", "tun0"];
    let whole = machine(interfaces, &[("eth0", 100), ("tun0", 50)], &[]);
    let around = machine(interfaces, &[("eth0", 100)], &[]);
    let leaking = machine(interfaces, &[("eth0", 100), ("tun0", 50)], &[("eth0", 1024)]);
    let vpn = |root| {
        let facts = replayed("wired-openvpn", &[], root);
        let routes = [words::IPV4_DEFAULT_ROUTE, words::IPV6_DEFAULT_ROUTE];
        assert_eq!(facts.value(words::VPN_UP), Some(true));
        assert_eq!(facts.value_item(0, words::LINK_CLASS), Some(words::WIRED));
        (routes.map(|route| facts.value(route)), findings(&facts))
    };

    assert_eq!(vpn(&whole), ([Some(words::ROUTE_VPN), Some(words::ROUTE_NONE)], vec![]));
    assert_eq!(
        vpn(&around),
        ([Some(words::ROUTE_DIRECT), Some(words::ROUTE_NONE)], vec!["network-vpn-not-default"])
    );
    assert_eq!(
        vpn(&leaking),
        ([Some(words::ROUTE_VPN), Some(words::ROUTE_DIRECT)], vec!["network-vpn-leak-ipv6"])
    );
}

#[test]
fn an_open_wifi_passes_through_a_vpn_that_carries_everything() {
    let interfaces = &["wlan0", "tun0"];
    let whole = machine(interfaces, &[("wlan0", 600), ("tun0", 50)], &[]);
    let leaking = machine(interfaces, &[("wlan0", 600), ("tun0", 50)], &[("wlan0", 1024)]);

    assert_eq!(outcome(&replayed("wifi-open", &[], &whole)), (Status::Pass, "network-vpn-carries-all"));
    assert_eq!(outcome(&replayed("wifi-open", &[], &leaking)), (Status::Fail, "network-class-not-allowed"));
}

#[test]
fn a_captive_portal_of_one_device_fails() {
    let root = machine(&["eth0"], &[("eth0", 100)], &[]);
    let device = "/org/freedesktop/NetworkManager/Devices/2";
    let interface = "org.freedesktop.NetworkManager.Device";

    let facts = replayed("wired-full", &[[device, interface, "Ip4Connectivity", "u", "2"]], &root);

    assert_eq!(facts.value(words::CONNECTIVITY), Some(words::CONNECTIVITY_FULL));
    assert_eq!(outcome(&facts), (Status::Fail, "network-captive-portal"));
}

#[test]
fn an_access_point_that_does_not_fit_its_connection_has_no_class() {
    let root = machine(&["wlan0"], &[("wlan0", 600)], &[]);
    let access_point = "/org/freedesktop/NetworkManager/AccessPoint/1";
    let interface = "org.freedesktop.NetworkManager.AccessPoint";
    let announcing =
        |flags| replayed("wifi-wpa2", &[[access_point, interface, "RsnFlags", "u", flags]], &root);

    let enterprise = announcing("648");
    let transition = announcing("1416");

    assert_eq!(outcome(&enterprise), (Status::Unknown, "network-class-unclear"));
    assert_eq!(transition.value_item(0, words::LINK_CLASS), Some(words::WIFI_WPA2_PERSONAL));
}

#[test]
fn an_open_wifi_beside_the_cable_fails() {
    let root = machine(&["eth0", "wlan0"], &[("eth0", 100), ("wlan0", 600)], &[]);

    let facts = replayed("wifi-open", &[], &root);

    assert_eq!(facts.items(), [0, 1]);
    assert_eq!(outcome(&facts), (Status::Fail, "network-class-not-allowed"));
}

#[test]
fn a_link_that_the_manager_does_not_know_is_never_taken_for_another() {
    let root = machine(&["wlan0", "wlan1"], &[("wlan1", 600)], &[]);

    let facts = replayed("wifi-wpa2", &[], &root);

    assert_eq!(facts.value_item(0, words::LINK_JUDGED), Some(false));
    assert_eq!(facts.value_item(0, words::LINK_CLASS), Some(words::WIFI_WPA2_PERSONAL));
    assert_eq!(facts.value_item(1, words::LINK_JUDGED), Some(true));
    assert_eq!(outcome(&facts), (Status::Unknown, "network-class-unclear"));
}

#[test]
fn an_access_point_that_is_gone_leaves_the_class_unknown() {
    let root = machine(&["wlan0"], &[("wlan0", 600)], &[]);
    for access_point in [r#""/""#, r#""/org/freedesktop/NetworkManager/AccessPoint/99""#] {
        let facts =
            replayed("wifi-wpa2", &[[WIFI_DEVICE, WIRELESS, "ActiveAccessPoint", "o", access_point]], &root);

        assert_eq!(outcome(&facts), (Status::Unknown, "network-class-unclear"), "{access_point}");
    }
}

#[test]
fn a_hotspot_of_ones_own_has_no_class() {
    let root = machine(&["wlan0"], &[("wlan0", 600)], &[]);

    let facts = replayed("wifi-wpa2", &[[WIFI_DEVICE, WIRELESS, "Mode", "u", "3"]], &root);

    let class: Option<Fact<Word>> = facts.get_item(0, words::LINK_CLASS);
    assert_eq!(class, Some(Fact::unknown(Cause::Unsupported, words::NETWORK_MANAGER_BUS)));
}

#[test]
fn a_manager_that_answers_nothing_is_not_taken_for_none() {
    let root = machine(&["wlan0"], &[("wlan0", 600)], &[]);

    let facts = replayed("silent", &[], &root);

    assert_eq!(facts.get(words::MANAGER), Some(Fact::unknown(Cause::Failed, words::NETWORK_MANAGER_BUS)));
    assert_eq!(outcome(&facts), (Status::Unknown, "network-class-unclear"));
}

#[test]
fn without_a_manager_the_kernel_tells_cables_apart_and_no_wifi() {
    let host = |root: &TempDir| Host::new(root.path(), BTreeMap::new(), clock::now());
    let probe = |root: &TempDir| check(CheckId::Network).probe(&host(root));

    let wired = probe(&machine(&["eth0"], &[("eth0", 100)], &[("eth0", 1024)]));
    let wifi = probe(&machine(&["wlan0"], &[("wlan0", 600)], &[]));
    let both = probe(&machine(&["eth0", "wlan0"], &[("eth0", 100), ("wlan0", 600)], &[]));

    assert_eq!(wired.value(words::MANAGER), Some(words::NO_NETWORK_MANAGER));
    assert_eq!(outcome(&wired), (Status::Pass, "network-private"));
    assert_eq!(findings(&wired), ["network-portal-not-checked"]);
    assert_eq!(outcome(&wifi), (Status::Unknown, "network-class-unclear"));
    assert_eq!(outcome(&both), (Status::Unknown, "network-class-unclear"));
}

#[test]
fn a_vpn_by_routing_rules_is_unclear() {
    let root = machine(&["wlan0", "tun0"], &[("wlan0", 600)], &[]);
    let tables = "Id 51820:\n  |-- 0.0.0.0\n     /0 link UNICAST\n".to_owned() + MAIN_TABLE;
    fs_err::write(root.path().join("proc/net/fib_trie"), tables).unwrap();

    let facts = replayed("wifi-open", &[], &root);

    assert_eq!(outcome(&facts), (Status::Unknown, "network-vpn-route-unclear"));
}

#[test]
fn an_empty_machine_is_unknown() {
    let root = tempfile::tempdir().unwrap();
    let host = Host::new(root.path(), BTreeMap::new(), clock::now());

    let facts = check(CheckId::Network).probe(&host);

    assert_eq!(outcome(&facts), (Status::Unknown, "network-links-unreadable"));
}

#[test]
fn damaged_kernel_files_are_unknown() {
    let root = machine(&["wlan0"], &[("wlan0", 600)], &[]);
    fs_err::write(root.path().join("proc/net/route"), "wlan0\tzz\n").unwrap();

    let facts = replayed("wifi-open", &[], &root);

    assert_eq!(
        facts.get(words::IPV4_DEFAULT_ROUTE),
        Some(Fact::unknown(Cause::Malformed, words::ROUTING_TABLES))
    );
    assert_eq!(outcome(&facts), (Status::Unknown, "network-vpn-route-unclear"));
}

#[test]
fn the_real_manager_tells_its_connectivity() {
    // The bed's cable is a pair of virtual cards: what it leads to cannot be told.
    let cases = [
        ("full", Some(words::CONNECTIVITY_FULL), (Status::Unknown, "network-class-unclear")),
        ("portal", Some(words::CONNECTIVITY_PORTAL), (Status::Fail, "network-captive-portal")),
        ("redirect", Some(words::CONNECTIVITY_PORTAL), (Status::Fail, "network-captive-portal")),
        ("limited", Some(words::CONNECTIVITY_LIMITED), (Status::Unknown, "network-class-unclear")),
        ("none", Some(words::CONNECTIVITY_NONE), (Status::NotApplicable, "network-nothing-connected")),
    ];
    for (state, connectivity, expected) in cases {
        let facts = real(&["--state", state]);

        assert_eq!(facts.value(words::MANAGER), Some(words::NETWORK_MANAGER), "{state}");
        assert_eq!(facts.value(words::CONNECTIVITY), connectivity, "{state}");
        assert_eq!(outcome(&facts), expected, "{state}");
    }
}

#[test]
fn a_real_vpn_passes_only_when_it_carries_the_default_route() {
    let whole = real(&["--vpn", "openvpn"]);
    assert_eq!(whole.value(words::IPV4_DEFAULT_ROUTE), Some(words::ROUTE_VPN));
    assert_eq!(outcome(&whole), (Status::Pass, "network-vpn-carries-all"));

    // Nothing is at the other end of this tunnel, and the default route goes past it.
    let beside = real(&["--vpn", "tun"]);
    assert_eq!(beside.value(words::VPN_UP), Some(false));
    assert_eq!(beside.value(words::IPV4_DEFAULT_ROUTE), Some(words::ROUTE_DIRECT));
    assert_eq!(outcome(&beside), (Status::Unknown, "network-class-unclear"));

    let behind_portal = real(&["--vpn", "openvpn", "--state", "portal"]);
    assert_eq!(outcome(&behind_portal), (Status::Fail, "network-captive-portal"));
}

#[test]
fn a_real_ipv6_route_around_the_vpn_is_a_leak() {
    let route = "echo 0 > /proc/sys/net/ipv6/conf/eth0/disable_ipv6; \
                 ip -6 addr add fd99::2/64 dev eth0 nodad; ip -6 route add default via fd99::1 dev eth0";

    let facts = real_after(&["--vpn", "openvpn"], route);

    assert_eq!(facts.value(words::IPV4_DEFAULT_ROUTE), Some(words::ROUTE_VPN));
    assert_eq!(facts.value(words::IPV6_DEFAULT_ROUTE), Some(words::ROUTE_DIRECT));
    assert_eq!(judge(&facts).status, Status::Unknown);
    assert_eq!(findings(&facts), ["network-vpn-leak-ipv6"]);
}

#[test]
fn real_routing_rules_decide_over_a_real_vpn() {
    let into = "ip route add default dev tun0 table 51820; ip rule add not fwmark 51820 table 51820";
    let around = "ip route add default via 10.99.0.1 dev eth0 table 100; ip rule add table 100";

    let into = real_after(&["--vpn", "openvpn"], into);
    let around = real_after(&["--vpn", "openvpn"], around);

    assert_eq!(into.value(words::IPV4_DEFAULT_ROUTE), Some(words::ROUTE_VPN));
    assert_eq!(outcome(&into), (Status::Pass, "network-vpn-carries-all"));
    assert_eq!(around.value(words::IPV4_DEFAULT_ROUTE), Some(words::ROUTE_DIRECT));
    assert_eq!(findings(&around), ["network-vpn-not-default"]);
}

#[test]
fn a_real_manager_that_hangs_is_not_waited_for() {
    let facts = real_after(&[], "kill -STOP $(pidof NetworkManager)");

    assert_eq!(facts.get(words::MANAGER), Some(Fact::unknown(Cause::Failed, words::NETWORK_MANAGER_BUS)));
    assert_eq!(facts.get(words::CONNECTIVITY).and_then(Fact::into_value), None);
    assert_eq!(judge(&facts).status, Status::Unknown);
}

#[test]
fn without_the_real_manager_the_kernel_is_asked() {
    let facts = real(&["--no-nm"]);

    assert_eq!(facts.value(words::MANAGER), Some(words::NO_NETWORK_MANAGER));
    assert_eq!(facts.value(words::IPV4_DEFAULT_ROUTE), Some(words::ROUTE_DIRECT));
    assert_eq!(outcome(&facts), (Status::Unknown, "network-class-unclear"));
}
