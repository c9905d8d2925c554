//! How links are secured, by recordings of the real programs that manage them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::verdict::Status::{self, Fail, NotApplicable, Pass, Unknown};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;
use tempfile::TempDir;

use super::{facts_in, judge, machine, outcome};
use crate::accuracy::{State, evidence};

/// The facts with recorded services on a bus, called with these options, and the kernel's view of `root`.
fn replayed(recordings: &[&str], options: &[&str], root: &TempDir) -> Facts {
    let files: Vec<String> = recordings.iter().map(|name| format!("recordings/{name}.json")).collect();
    let mut bed = vec!["/usr/bin/python3", "dbus-replay.py", "run"];
    bed.extend(files.iter().map(String::as_str));
    bed.extend(options);
    facts_in(&bed, Some(root.path()))
}

/// The same on a machine with one Wi-Fi card or one cable, each read once for all tests.
fn read_once(recordings: &[&str], options: &[&str], root: fn() -> TempDir) -> Facts {
    static READ: Mutex<BTreeMap<String, Arc<OnceLock<Facts>>>> = Mutex::new(BTreeMap::new());
    let key = format!("{recordings:?} {options:?}");
    let own = Arc::clone(READ.lock().unwrap().entry(key).or_default());
    own.get_or_init(|| replayed(recordings, options, &root())).clone()
}

/// A machine with one Wi-Fi card, which carries the default route.
fn wifi() -> TempDir {
    machine(&["wlan0"], &[("wlan0", 600)], &[])
}

/// A machine with one network card, which carries the default route.
fn cable() -> TempDir {
    machine(&["eth0"], &[("eth0", 100)], &[])
}

const PRIVATE: &str = "network-private";
const NOT_ALLOWED: &str = "network-class-not-allowed";
const UNCLEAR: &str = "network-class-unclear";
const PORTAL: &str = "network-captive-portal";

const IWD: &str = "net.connman.iwd";
const WPA_SUPPLICANT: &str = "fi.w1.wpa_supplicant1";

/// What was prepared, the recordings, the options of the bed, and what is true there.
type Row = (&'static str, &'static [&'static str], &'static [&'static str], (Status, &'static str));

/// Who manages a Wi-Fi link, how it is secured, and who may be asked about it.
const ON_WIFI: &[Row] = &[
    ("iwd, open", &["iwd-open"], &[], (Fail, NOT_ALLOWED)),
    ("iwd, OWE", &["iwd-owe"], &[], (Fail, NOT_ALLOWED)),
    ("iwd, first WPA", &["iwd-wpa1"], &[], (Fail, NOT_ALLOWED)),
    ("iwd, WPA2", &["iwd-wpa2"], &[], (Pass, PRIVATE)),
    ("iwd, WPA3", &["iwd-wpa3"], &[], (Pass, PRIVATE)),
    ("iwd, WPA2 and WPA3 offered", &["iwd-mixed"], &[], (Pass, PRIVATE)),
    ("iwd, first WPA and WPA2 offered", &["iwd-wpa12"], &[], (Pass, PRIVATE)),
    ("iwd, WPA2 with TKIP", &["iwd-wpa2-tkip"], &[], (Fail, NOT_ALLOWED)),
    ("iwd, OWE with an open sibling", &["iwd-transition-owe"], &[], (Fail, NOT_ALLOWED)),
    ("iwd, enterprise", &["iwd-eap"], &[], (Pass, PRIVATE)),
    ("iwd, open, refused by the bus", &["iwd-open"], &["--deny", IWD], (Unknown, UNCLEAR)),
    ("iwd, WPA3, refused by the bus", &["iwd-wpa3"], &["--deny", IWD], (Unknown, UNCLEAR)),
    ("wpa_supplicant, open", &["wpas-open"], &[], (Fail, NOT_ALLOWED)),
    ("wpa_supplicant, open with an OWE sibling", &["wpas-transition-open"], &[], (Fail, NOT_ALLOWED)),
    ("wpa_supplicant, OWE", &["wpas-owe"], &[], (Fail, NOT_ALLOWED)),
    ("wpa_supplicant, WEP", &["wpas-wep"], &[], (Fail, NOT_ALLOWED)),
    ("wpa_supplicant, first WPA", &["wpas-wpa1"], &[], (Fail, NOT_ALLOWED)),
    ("wpa_supplicant, first WPA and WPA2 offered", &["wpas-wpa12"], &[], (Pass, PRIVATE)),
    ("wpa_supplicant, the same, held to TKIP", &["wpas-wpa12-tkip"], &[], (Fail, NOT_ALLOWED)),
    ("wpa_supplicant, WPA2", &["wpas-wpa2"], &[], (Pass, PRIVATE)),
    ("wpa_supplicant, WPA2 with GCMP", &["wpas-gcmp"], &[], (Pass, PRIVATE)),
    ("wpa_supplicant, WPA3", &["wpas-wpa3"], &[], (Pass, PRIVATE)),
    ("wpa_supplicant, WPA2 and WPA3 offered, by WPA2", &["wpas-mixed-psk"], &[], (Pass, PRIVATE)),
    ("wpa_supplicant, WPA2 and WPA3 offered, by WPA3", &["wpas-mixed-sae"], &[], (Pass, PRIVATE)),
    ("wpa_supplicant, enterprise, server not checked", &["wpas-eap"], &[], (Pass, PRIVATE)),
    ("wpa_supplicant, enterprise, server checked", &["wpas-eap-checked"], &[], (Pass, PRIVATE)),
    (
        "wpa_supplicant, open, refused by the bus",
        &["wpas-open"],
        &["--deny", WPA_SUPPLICANT],
        (Unknown, UNCLEAR),
    ),
    ("NetworkManager, open", &["nm-wifi-open"], &[], (Fail, NOT_ALLOWED)),
    ("NetworkManager, OWE", &["nm-wifi-owe"], &[], (Fail, NOT_ALLOWED)),
    ("NetworkManager, WEP", &["nm-wifi-wep"], &[], (Fail, NOT_ALLOWED)),
    ("NetworkManager, WPA2", &["nm-wifi-wpa2"], &[], (Pass, PRIVATE)),
    ("NetworkManager, WPA3", &["nm-wifi-wpa3"], &[], (Pass, PRIVATE)),
    ("NetworkManager, open with an OWE sibling", &["nm-wifi-transition-open"], &[], (Fail, NOT_ALLOWED)),
    ("NetworkManager, OWE with an open sibling", &["nm-wifi-transition-owe"], &[], (Fail, NOT_ALLOWED)),
    ("NetworkManager, first WPA and WPA2 offered", &["nm-wifi-wpa12"], &[], (Pass, PRIVATE)),
    ("NetworkManager, the same, held to TKIP", &["nm-wifi-wpa12-tkip"], &[], (Fail, NOT_ALLOWED)),
    ("NetworkManager, WPA2 and WPA3 offered, either asked for", &["nm-wifi-mixed-psk"], &[], (Pass, PRIVATE)),
    ("NetworkManager, WPA2 and WPA3 offered, WPA3 asked for", &["nm-wifi-mixed-sae"], &[], (Pass, PRIVATE)),
    ("NetworkManager, enterprise, server not checked", &["nm-wifi-eap"], &[], (Pass, PRIVATE)),
    ("NetworkManager, enterprise, server checked", &["nm-wifi-eap-checked"], &[], (Pass, PRIVATE)),
    (
        "NetworkManager above wpa_supplicant, WPA2 and WPA3 offered, WPA3 in use",
        &["nm-wifi-mixed-psk", "wpas-mixed-sae"],
        &[],
        (Pass, PRIVATE),
    ),
    ("NetworkManager above wpa_supplicant, WEP", &["nm-wifi-wep", "wpas-wep"], &[], (Fail, NOT_ALLOWED)),
    ("NetworkManager above wpa_supplicant, WPA3", &["nm-wifi-wpa3", "wpas-wpa3"], &[], (Pass, PRIVATE)),
    ("NetworkManager above iwd, OWE", &["nm-wifi-open", "iwd-owe"], &[], (Fail, NOT_ALLOWED)),
    ("NetworkManager above iwd, WPA3", &["nm-wifi-wpa2", "iwd-wpa3"], &[], (Pass, PRIVATE)),
    (
        "NetworkManager above iwd, OWE, iwd refused by the bus",
        &["nm-wifi-open", "iwd-owe"],
        &["--deny", IWD],
        (Unknown, UNCLEAR),
    ),
    ("a manager that does not answer", &["nm-silent"], &[], (Unknown, UNCLEAR)),
    (
        "a manager that does not answer, above iwd, WPA3",
        &["nm-silent", "iwd-wpa3"],
        &[],
        (Unknown, "network-connectivity-unreadable"),
    ),
];

/// The same for a cable.
const ON_CABLE: &[Row] = &[
    ("ConnMan, a cable", &["connman-wired"], &[], (Pass, PRIVATE)),
    ("systemd-networkd, a cable", &["networkd-wired"], &[], (Pass, PRIVATE)),
    ("NetworkManager, a cable", &["nm-wired-full"], &[], (Pass, PRIVATE)),
    ("NetworkManager, a cable without internet", &["nm-wired-limited"], &[], (Pass, PRIVATE)),
    ("NetworkManager, a cable behind a captive portal", &["nm-wired-portal"], &[], (Fail, PORTAL)),
    ("wpa_supplicant, a cable that is not signed in", &["wpas-wired"], &[], (Pass, PRIVATE)),
];

/// The states of managers for `docs/accuracy.md`.
pub(super) fn states() -> Vec<State> {
    let bed = "recordings of the real programs with hostapd's access points";
    let names = ["manager", "link-class", "link-weakest-allowed", "link-server-verified", "connectivity"];
    let row = |root: fn() -> TempDir, &(name, recordings, options, expected): &Row| {
        let facts = read_once(recordings, options, root);
        State {
            name: name.to_owned(),
            bed,
            expected,
            verdict: judge(&facts),
            evidence: evidence(&facts, &names),
        }
    };
    let on_wifi = ON_WIFI.iter().map(|own| row(wifi, own));
    on_wifi.chain(ON_CABLE.iter().map(|own| row(cable, own))).collect()
}

fn class(facts: &Facts) -> Option<Fact<Word>> {
    facts.get_item(0, words::LINK_CLASS)
}

#[test]
fn iwd_tells_what_is_in_use() {
    let cases = [
        ("iwd-open", words::WIFI_OPEN, Fail),
        ("iwd-owe", words::WIFI_OWE, Fail),
        ("iwd-wpa2", words::WIFI_WPA2_PERSONAL, Pass),
        ("iwd-wpa3", words::WIFI_WPA3_PERSONAL, Pass),
        ("iwd-mixed", words::WIFI_WPA3_PERSONAL, Pass),
        ("iwd-wpa12", words::WIFI_WPA2_PERSONAL, Pass),
        ("iwd-wpa1", words::WIFI_WPA_TKIP, Fail),
        ("iwd-wpa2-tkip", words::WIFI_WPA_TKIP, Fail),
        ("iwd-transition-owe", words::WIFI_OWE, Fail),
        ("iwd-eap", words::WIFI_ENTERPRISE, Pass),
    ];
    for (recording, class, status) in cases {
        let facts = read_once(&[recording], &[], wifi);

        assert_eq!(facts.value(words::MANAGER), Some(words::IWD), "{recording}");
        assert_eq!(facts.items(), [0], "{recording}");
        assert_eq!(facts.value_item(0, words::LINK_CLASS), Some(class), "{recording}");
        assert_eq!(judge(&facts).status, status, "{recording}");
    }
}

#[test]
fn who_is_refused_by_the_bus_does_not_take_wifi_for_open() {
    for (recording, service, source) in [
        ("iwd-open", "net.connman.iwd", words::IWD_BUS),
        ("iwd-wpa3", "net.connman.iwd", words::IWD_BUS),
        ("wpas-wpa2", "fi.w1.wpa_supplicant1", words::WPA_SUPPLICANT_BUS),
    ] {
        let facts = read_once(&[recording], &["--deny", service], wifi);

        assert_eq!(class(&facts), Some(Fact::unknown(Cause::Denied, source)), "{recording}");
        assert_eq!(outcome(&facts), (Unknown, "network-class-unclear"), "{recording}");
    }
}

#[test]
fn wpa_supplicant_tells_what_is_in_use() {
    let cases = [
        ("wpas-open", words::WIFI_OPEN, Fail),
        ("wpas-wep", words::WIFI_WEP, Fail),
        ("wpas-owe", words::WIFI_OWE, Fail),
        ("wpas-wpa2", words::WIFI_WPA2_PERSONAL, Pass),
        ("wpas-wpa3", words::WIFI_WPA3_PERSONAL, Pass),
    ];
    for (recording, class, status) in cases {
        let facts = read_once(&[recording], &[], wifi);

        assert_eq!(facts.value(words::MANAGER), Some(words::WPA_SUPPLICANT), "{recording}");
        assert_eq!(facts.value_item(0, words::LINK_CLASS), Some(class), "{recording}");
        assert_eq!(facts.value_item(0, words::LINK_WEAKEST_ALLOWED), Some(class), "{recording}");
        assert_eq!(judge(&facts).status, status, "{recording}");
    }
}

const SUPPLICANT: &str = "/fi/w1/wpa_supplicant1/Interfaces/0";
const INTERFACE: &str = "fi.w1.wpa_supplicant1.Interface";

#[test]
fn a_supplicant_that_has_not_come_to_an_end_secures_nothing() {
    let changed = |property: &str, kind: &str, value: &str| {
        read_once(&["wpas-wpa2"], &["--set", SUPPLICANT, INTERFACE, property, kind, value], wifi)
    };

    for state in [r#""associating""#, r#""4way_handshake""#, r#""disconnected""#] {
        assert_eq!(outcome(&changed("State", "s", state)), (Unknown, "network-class-unclear"), "{state}");
    }
    assert_eq!(
        outcome(&changed("CurrentAuthMode", "s", r#""SAE""#)),
        (Unknown, "network-class-unclear"),
        "the access point announces no SAE"
    );
    assert_eq!(
        outcome(&changed("CurrentBSS", "o", r#""/""#)),
        (Unknown, "network-class-unclear"),
        "WPA2 or the first one"
    );
}

#[test]
fn a_cable_is_signed_in_where_the_supplicant_says_so() {
    let state = ["--set", SUPPLICANT, INTERFACE, "State", "s", r#""completed""#];
    let mode = ["--set", SUPPLICANT, INTERFACE, "CurrentAuthMode", "s", r#""EAP-PEAP""#];

    let tried = read_once(&["wpas-wired"], &[], cable);
    let signed_in = read_once(&["wpas-wired"], &[state, mode].concat(), cable);

    assert_eq!(tried.value_item(0, words::LINK_CLASS), Some(words::WIRED));
    assert_eq!(signed_in.value_item(0, words::LINK_CLASS), Some(words::WIRED_8021X));
    assert_eq!(
        signed_in.get_item(0, words::LINK_SERVER_VERIFIED),
        Some(Fact::unknown(Cause::Denied, words::WPA_SUPPLICANT_BUS))
    );
}

#[test]
fn what_iwd_says_goes_before_what_the_manager_above_it_makes_up() {
    // With iwd below it, NetworkManager gives each access point the flags of WPA2 or none at all.
    let cases = [
        ("nm-wifi-open", "iwd-owe", words::WIFI_OWE),
        ("nm-wifi-open", "iwd-open", words::WIFI_OPEN),
        ("nm-wifi-wpa2", "iwd-wpa3", words::WIFI_WPA3_PERSONAL),
        ("nm-wifi-wpa2", "iwd-wpa2", words::WIFI_WPA2_PERSONAL),
    ];
    for (manager, iwd, class) in cases {
        let facts = read_once(&[manager, iwd], &[], wifi);

        assert_eq!(facts.value(words::MANAGER), Some(words::NETWORK_MANAGER), "{manager} {iwd}");
        assert_eq!(facts.items(), [0], "{manager} {iwd}");
        assert_eq!(facts.value_item(0, words::LINK_CLASS), Some(class), "{manager} {iwd}");
    }

    let refused = read_once(&["nm-wifi-open", "iwd-owe"], &["--deny", "net.connman.iwd"], wifi);
    assert_eq!(class(&refused), Some(Fact::unknown(Cause::Denied, words::IWD_BUS)));
}

#[test]
fn the_supplicant_below_networkmanager_narrows_what_is_in_use() {
    for name in ["open", "wep", "owe", "wpa2", "wpa3"] {
        let (manager, supplicant) = (format!("nm-wifi-{name}"), format!("wpas-{name}"));

        let alone = read_once(&[&manager], &[], wifi);
        let both = read_once(&[&manager, &supplicant], &[], wifi);

        assert_eq!(both.value(words::MANAGER), Some(words::NETWORK_MANAGER), "{name}");
        assert_eq!(both.items(), [0], "{name}");
        for fact in [words::LINK_CLASS, words::LINK_WEAKEST_ALLOWED] {
            assert_eq!(both.value_item(0, fact), alone.value_item(0, fact), "{name}");
        }
    }
}

#[test]
fn the_weakest_that_is_allowed_and_the_check_of_the_server_are_told() {
    let cases = [
        ("nm-wifi-wpa12", words::WIFI_WPA2_PERSONAL, words::WIFI_WPA_TKIP, None),
        ("nm-wifi-wpa12-tkip", words::WIFI_WPA_TKIP, words::WIFI_WPA_TKIP, None),
        ("nm-wifi-mixed-psk", words::WIFI_WPA2_PERSONAL, words::WIFI_WPA2_PERSONAL, None),
        ("nm-wifi-mixed-sae", words::WIFI_WPA3_PERSONAL, words::WIFI_WPA2_PERSONAL, None),
        ("nm-wifi-transition-open", words::WIFI_OPEN, words::WIFI_OPEN, None),
        ("nm-wifi-transition-owe", words::WIFI_OWE, words::WIFI_OPEN, None),
        ("nm-wifi-eap", words::WIFI_ENTERPRISE, words::WIFI_ENTERPRISE, Some(false)),
        ("nm-wifi-eap-checked", words::WIFI_ENTERPRISE, words::WIFI_ENTERPRISE, Some(true)),
        ("wpas-wpa12", words::WIFI_WPA2_PERSONAL, words::WIFI_WPA_TKIP, None),
        ("wpas-wpa12-tkip", words::WIFI_WPA_TKIP, words::WIFI_WPA_TKIP, None),
        ("wpas-mixed-psk", words::WIFI_WPA2_PERSONAL, words::WIFI_WPA2_PERSONAL, None),
        ("wpas-mixed-sae", words::WIFI_WPA3_PERSONAL, words::WIFI_WPA2_PERSONAL, None),
        ("wpas-eap", words::WIFI_ENTERPRISE, words::WIFI_ENTERPRISE, Some(false)),
        ("wpas-eap-checked", words::WIFI_ENTERPRISE, words::WIFI_ENTERPRISE, Some(true)),
    ];
    for (recording, class, weakest, verified) in cases {
        let facts = read_once(&[recording], &[], wifi);

        assert_eq!(facts.value_item(0, words::LINK_CLASS), Some(class), "{recording}");
        assert_eq!(facts.value_item(0, words::LINK_WEAKEST_ALLOWED), Some(weakest), "{recording}");
        assert_eq!(facts.value_item(0, words::LINK_SERVER_VERIFIED), verified, "{recording}");
    }
}

#[test]
fn a_manager_that_manages_another_card_is_not_asked_about_this_one() {
    let root = machine(&["wlan1"], &[("wlan1", 600)], &[]);

    let facts = replayed(&["iwd-wpa3"], &[], &root);

    assert_eq!(facts.items(), [0, 1]);
    assert_eq!(facts.value_item(1, words::LINK_CLASS), None);
    assert_eq!(outcome(&facts), (Unknown, "network-class-unclear"));
}

#[test]
fn iwd_that_is_not_connected_has_no_link() {
    let station =
        ["--set", "/net/connman/iwd/0/5", "net.connman.iwd.Station", "State", "s", r#""disconnected""#];
    let root = machine(&["wlan0"], &[], &[]);
    fs_err::write(root.path().join("sys/class/net/wlan0/operstate"), "down\n").unwrap();

    let facts = replayed(&["iwd-wpa2"], &station, &root);

    assert_eq!(outcome(&facts), (NotApplicable, "network-nothing-connected"));
}

#[test]
fn connman_and_networkd_are_known_as_the_managers() {
    let connman = read_once(&["connman-wired"], &[], cable);
    let networkd = read_once(&["networkd-wired"], &[], cable);

    assert_eq!(connman.value(words::MANAGER), Some(words::CONNMAN));
    assert_eq!(networkd.value(words::MANAGER), Some(words::NETWORKD));
    for facts in [connman, networkd] {
        assert_eq!(facts.value_item(0, words::LINK_CLASS), Some(words::WIRED));
        assert_eq!(facts.value(words::CONNECTIVITY), Some(words::CONNECTIVITY_UNKNOWN));
        assert_eq!(outcome(&facts), (Pass, "network-private"));
    }
}

#[test]
fn networkd_that_was_told_to_leave_every_link_alone_is_no_manager() {
    let root = machine(&["eth0"], &[("eth0", 100)], &[]);
    let links = root.path().join("run/systemd/netif/links");
    fs_err::create_dir_all(&links).unwrap();
    let managing = |state: &str| {
        fs_err::write(links.join("2"), format!("# This is private data.\nADMIN_STATE={state}\n")).unwrap();
        replayed(&["networkd-wired"], &[], &root).value(words::MANAGER)
    };

    assert_eq!(managing("unmanaged"), Some(words::NO_NETWORK_MANAGER));
    assert_eq!(managing("configured"), Some(words::NETWORKD));
}
