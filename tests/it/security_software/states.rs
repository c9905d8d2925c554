//! The prepared states for `docs/accuracy.md`.

use std::path::Path;
use std::process::Stdio;

use custodia_core::fact::{FactRecord, Facts};
use custodia_core::verdict::Status::{self, Fail, Pass, Unknown};
use fs_err as fs;
use serde_json::{Value, json};

use super::{Machine, certificate, judge, recording, signatures};
use crate::accuracy::{State, evidence};
use crate::home::{answer, tool};

/// What stands before the facts that a bed prints.
pub(super) const MARK: &str = "security-software facts: ";

const DPKG: &str = "packages installed by dpkg, units by systemctl";
const CLAMAV: &str = "signatures made by ClamAV's sigtool";
const FILES: &str = "files in the form of the distribution";
const NSS: &str = "database made by NSS's certutil";
const REAL: &str = "recorded from the real browser";
const OPENSSL: &str = "certificate made by OpenSSL";

const IN_ORDER: (Status, &str) = (Pass, "security-software-in-order");
const MISSING: (Status, &str) = (Fail, "security-software-engine-missing");
const OFF: (Status, &str) = (Fail, "security-software-engine-off");
const OLD: (Status, &str) = (Fail, "security-software-signatures-old");
const AGE_UNCLEAR: (Status, &str) = (Unknown, "security-software-signatures-unclear");
const OPEN: (Status, &str) = (Fail, "security-software-firewall-off");
const FIREWALL_UNCLEAR: (Status, &str) = (Unknown, "security-software-firewall-unclear");
const REMOTE: (Status, &str) = (Fail, "security-software-remote-control-found");
const WATCHED: (Status, &str) = (Fail, "security-software-monitoring-found");
const SPIED: (Status, &str) = (Fail, "security-software-stalkerware-found");
const UNREADABLE: (Status, &str) = (Unknown, "security-software-programs-unreadable");
const AUTHORITY: (Status, &str) = (Fail, "security-software-authorities-added");
const AUTHORITY_UNCLEAR: (Status, &str) = (Unknown, "security-software-authorities-unreadable");
const LOOSE: (Status, &str) = (Fail, "security-software-extensions-loose");
const LOOSE_UNCLEAR: (Status, &str) = (Unknown, "security-software-extensions-unreadable");

fn state(name: &str, bed: &'static str, facts: &Facts, expected: (Status, &'static str)) -> State {
    let told = [
        "engine",
        "engine-on",
        "firewall-on",
        "program",
        "program-found-as",
        "unwanted-programs",
        "added-authorities",
        "extensions-unpacked",
        "extensions-side-loaded",
        "extensions-unsigned",
    ];
    let evidence = evidence(facts, &told);
    State { name: name.to_owned(), bed, expected, verdict: judge(facts), evidence }
}

/// Every prepared state, for the page of accuracy.
pub(crate) fn states() -> Vec<State> {
    let all = [engines(), firewalls(), programs(), authorities(), extensions(), others(), on_the_bus()];
    all.into_iter().flatten().collect()
}

type Row = (&'static str, &'static str, Machine, (Status, &'static str));

fn rows<const N: usize>(rows: [Row; N]) -> Vec<State> {
    rows.into_iter()
        .map(|(name, bed, machine, expected)| state(name, bed, &machine.facts(), expected))
        .collect()
}

fn engines() -> Vec<State> {
    let clamscan =
        || Machine::with_firewall().install(&["clamav"]).put("var/lib/clamav/daily.cld", &signatures().0);
    let timer = "[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n";
    let falcon = |name: &str| {
        Machine::with_firewall()
            .install(&[name])
            .unit("falcon-sensor.service")
            .running("falcon-sensor.service")
    };
    rows([
        ("ClamAV runs, signatures of yesterday, ufw on", CLAMAV, Machine::in_order(), IN_ORDER),
        ("no engine at all", DPKG, Machine::with_firewall(), MISSING),
        (
            "only freshclam, which fetches signatures for nobody",
            DPKG,
            Machine::with_firewall().install(&["clamav-freshclam"]),
            MISSING,
        ),
        (
            "rkhunter and chkrootkit, which are no engines",
            DPKG,
            Machine::with_firewall().install(&["rkhunter", "chkrootkit"]),
            MISSING,
        ),
        (
            "a program called clamscan in the person's own folder",
            FILES,
            Machine::with_firewall().put("home/ana/bin/clamscan", "").put("usr/local/bin/clamscan", ""),
            MISSING,
        ),
        (
            "clamd enabled, but it does not run",
            DPKG,
            Machine::with_firewall()
                .install(&["clamav-daemon"])
                .unit("clamav-daemon.service")
                .enable("clamav-daemon.service"),
            OFF,
        ),
        (
            "clamd masked",
            DPKG,
            Machine::with_firewall()
                .install(&["clamav-daemon"])
                .unit("clamav-daemon.service")
                .systemctl(&["mask", "clamav-daemon.service"]),
            OFF,
        ),
        ("clamscan, and nobody calls it", CLAMAV, clamscan(), OFF),
        (
            "clamscan, called by cron every day",
            CLAMAV,
            clamscan().put("etc/cron.daily/scan", "#!/bin/sh\n/usr/bin/clamscan -ri /home\n"),
            IN_ORDER,
        ),
        (
            "clamscan, called by a timer of systemd",
            CLAMAV,
            clamscan()
                .put("etc/systemd/system/scan.timer", timer)
                .put("etc/systemd/system/scan.service", "[Service]\nExecStart=/usr/bin/clamscan -r /home\n")
                .enable("scan.timer"),
            IN_ORDER,
        ),
        ("signatures six days old", CLAMAV, Machine::in_order().on_day(6), IN_ORDER),
        ("signatures nine days old", CLAMAV, Machine::in_order().on_day(9), OLD),
        ("signatures of nine days ago, renewed as daily.cld", CLAMAV, newer(), IN_ORDER),
        ("signatures from the future", CLAMAV, Machine::in_order().on_day(-3), AGE_UNCLEAR),
        ("no signatures yet", DPKG, Machine::in_order().without("var/lib/clamav/daily.cvd"), AGE_UNCLEAR),
        (
            "signatures with a damaged header",
            FILES,
            Machine::in_order().put("var/lib/clamav/daily.cvd", [b'C'; 600]),
            AGE_UNCLEAR,
        ),
        (
            "signatures in a folder that clamd.conf names, old ones in the usual place",
            CLAMAV,
            Machine::in_order()
                .put("etc/clamav/clamd.conf", "DatabaseDirectory /srv/signatures\n")
                .put("srv/signatures/daily.cvd", &signatures().0)
                .put("var/lib/clamav/daily.cvd", old()),
            IN_ORDER,
        ),
        ("CrowdStrike Falcon runs", DPKG, falcon("falcon-sensor"), AGE_UNCLEAR),
        ("the unit of Falcon without its package", DPKG, falcon("other"), MISSING),
        (
            "Sophos, which leaves no package, runs",
            DPKG,
            Machine::with_firewall().unit("sophos-spl.service").running("sophos-spl.service"),
            AGE_UNCLEAR,
        ),
        (
            "ESET is installed and switched off",
            DPKG,
            Machine::with_firewall().install(&["eea"]).unit("eea.service"),
            OFF,
        ),
    ])
}

/// Signatures that were made long ago.
fn old() -> Vec<u8> {
    let made = signatures().1.as_second();
    let text = String::from_utf8_lossy(&signatures().0[..512])
        .replace(&made_field(), &(made - 90 * 86_400).to_string());
    text.into_bytes()
}

/// The last field of the header, in seconds.
fn made_field() -> String {
    let header = String::from_utf8_lossy(&signatures().0[..512]).trim_end().to_owned();
    header.rsplit(':').next().unwrap().to_owned()
}

fn newer() -> Machine {
    Machine::in_order()
        .put("var/lib/clamav/daily.cvd", old())
        .put("var/lib/clamav/daily.cld", &signatures().0)
}

fn firewalls() -> Vec<State> {
    let off = || Machine::in_order().put("etc/ufw/ufw.conf", "ENABLED=no\n");
    let nft = |rules: &str| {
        off().unit("nftables.service").enable("nftables.service").put("etc/nftables.conf", rules)
    };
    let closed = "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t}\n}\n";
    let open = closed.replace(" policy drop;", "");
    let saved = |v4: &str, v6: &str| {
        let rules = |policy: &str| format!("*filter\n:INPUT {policy} [0:0]\nCOMMIT\n");
        off()
            .unit("netfilter-persistent.service")
            .enable("netfilter-persistent.service")
            .put("etc/iptables/rules.v4", rules(v4))
            .put("etc/iptables/rules.v6", rules(v6))
    };
    rows([
        ("ufw off, and the kernel has loaded no firewall", FILES, off(), OPEN),
        (
            "ufw off, and the kernel has loaded one: somebody may have set rules",
            FILES,
            off().put("sys/module/nf_tables/refcnt", "3"),
            FIREWALL_UNCLEAR,
        ),
        (
            "ufw on, but it lets everything in by default",
            FILES,
            Machine::in_order().put("etc/default/ufw", "DEFAULT_INPUT_POLICY=\"ACCEPT\"\n"),
            OPEN,
        ),
        (
            "ufw on, but its service is masked",
            DPKG,
            Machine::in_order().systemctl(&["mask", "ufw.service"]),
            OPEN,
        ),
        ("rules of nft that drop by default", FILES, nft(closed), IN_ORDER),
        ("the empty rules that Debian ships for nft", FILES, nft(&open), OPEN),
        (
            "rules of nft in other files",
            FILES,
            nft(&format!("include \"/etc/nftables.d/*.nft\"\n{open}")),
            FIREWALL_UNCLEAR,
        ),
        ("saved rules of iptables for both kinds of addresses", FILES, saved("DROP", "DROP"), IN_ORDER),
        ("saved rules of iptables that leave IPv6 open", FILES, saved("DROP", "ACCEPT"), OPEN),
        (
            "Shorewall, whose rules are not read",
            DPKG,
            off().unit("shorewall.service").enable("shorewall.service"),
            FIREWALL_UNCLEAR,
        ),
    ])
}

fn programs() -> Vec<State> {
    let in_order = Machine::in_order;
    let unit = |name: &str| in_order().unit(name);
    let gnome = |on: bool| {
        let machine = in_order();
        let place = machine.path("home/ana/.config/dconf");
        let keys = machine.path("keys.d");
        fs::create_dir_all(&place).unwrap();
        fs::create_dir_all(&keys).unwrap();
        fs::write(keys.join("all"), format!("[org/gnome/desktop/remote-desktop/rdp]\nenable={on}\n"))
            .unwrap();
        answer(tool("dconf", "dconf-cli").arg("compile").arg(place.join("user")).arg(keys));
        machine
            .install(&["gnome-remote-desktop"])
            .put("usr/lib/systemd/user/gnome-remote-desktop.service", "[Service]\n")
            .put("etc/systemd/user/gnome-session.target.wants/gnome-remote-desktop.service", "")
    };
    let krdp = "home/ana/.config/systemd/user/plasma-workspace.target.wants/app-org.kde.krdpserver.service";
    let krfb = |entry: &str| in_order().put("home/ana/.config/autostart/org.kde.krfb.desktop", entry);
    rows([
        ("logkeys, which records keys", DPKG, in_order().install(&["logkeys"]), SPIED),
        ("a service of logkeys without a package", DPKG, unit("logkeys.service"), SPIED),
        (
            "Hubstaff in the person's home",
            FILES,
            in_order().put("home/ana/Hubstaff/HubstaffClient", ""),
            WATCHED,
        ),
        ("AnyDesk", DPKG, in_order().install(&["anydesk"]), REMOTE),
        ("AnyDesk removed, its settings kept by dpkg", DPKG, removed(), IN_ORDER),
        ("TeamViewer, unpacked by hand", FILES, in_order().put("opt/teamviewer/tv_bin/x", ""), REMOTE),
        ("RustDesk's service", DPKG, unit("rustdesk.service"), REMOTE),
        ("TigerVNC's server", DPKG, in_order().install(&["tigervnc-standalone-server"]), REMOTE),
        (
            "clients that only reach out: Remmina, TigerVNC's viewer",
            DPKG,
            in_order().install(&["remmina", "tigervnc-viewer"]),
            IN_ORDER,
        ),
        ("GNOME Remote Desktop installed, switched off", "settings written by dconf", gnome(false), IN_ORDER),
        ("GNOME Remote Desktop switched on", "settings written by dconf", gnome(true), REMOTE),
        (
            "KDE's krdp, enabled for the person",
            FILES,
            in_order().link(krdp, "/usr/lib/systemd/user/app-org.kde.krdpserver.service"),
            REMOTE,
        ),
        ("Krfb starts with the session", FILES, krfb("[Desktop Entry]\nExec=krfb\n"), REMOTE),
        ("Krfb's entry is hidden", FILES, krfb("[Desktop Entry]\nHidden=true\n"), IN_ORDER),
        (
            "packages whose names merely contain those of the list",
            DPKG,
            in_order().install(&["anydesk-theme", "liblogkeys"]),
            IN_ORDER,
        ),
        (
            "a server for SSH, which is only a finding",
            DPKG,
            unit("ssh.service").enable("ssh.service"),
            IN_ORDER,
        ),
    ])
}

/// A machine from which a program was removed, while dpkg keeps its settings.
fn removed() -> Machine {
    let record = "Package: anydesk\nStatus: deinstall ok config-files\nArchitecture: all\nVersion: 1\n\n";
    let machine = Machine::in_order();
    let status = fs::read_to_string(machine.path("var/lib/dpkg/status")).unwrap();
    machine.put("var/lib/dpkg/status", format!("{record}{status}"))
}

fn authorities() -> Vec<State> {
    let in_order = Machine::in_order;
    let (der, pem) = certificate();
    let firefox = || {
        let place = tempfile::tempdir().unwrap();
        let packed = place.path().join("cert9.db.xz");
        fs::write(&packed, recording("firefox-153-cert9.db.xz")).unwrap();
        answer(tool("xz", "xz-utils").arg("-d").arg(&packed));
        fs::read(place.path().join("cert9.db")).unwrap()
    };
    let profile = "home/ana/.mozilla/firefox/abc.default";
    rows([
        (
            "a certificate among Debian's local ones",
            OPENSSL,
            in_order().put("usr/local/share/ca-certificates/x.crt", pem),
            AUTHORITY,
        ),
        (
            "a certificate among Fedora's anchors, in DER",
            OPENSSL,
            in_order().put("etc/pki/ca-trust/source/anchors/x.der", der),
            AUTHORITY,
        ),
        (
            "Debian's list with Mozilla's authorities alone",
            FILES,
            in_order().put("etc/ca-certificates.conf", "# x\nmozilla/A.crt\n!mozilla/B.crt\n!other/x.crt\n"),
            IN_ORDER,
        ),
        (
            "Debian's list with one that is not Mozilla's",
            OPENSSL,
            in_order()
                .put("etc/ca-certificates.conf", "other/x.crt\n")
                .put("usr/share/ca-certificates/other/x.crt", pem),
            AUTHORITY,
        ),
        (
            "the person's NSS trusts one for servers",
            NSS,
            in_order().trust("home/ana/.pki/nssdb", "C,,"),
            AUTHORITY,
        ),
        (
            "the person's NSS holds one without trusting it",
            NSS,
            in_order().trust("home/ana/.pki/nssdb", ",,"),
            IN_ORDER,
        ),
        (
            "Thunderbird trusts one for mail",
            NSS,
            in_order().trust("home/ana/.thunderbird/abc", ",C,"),
            AUTHORITY,
        ),
        (
            "Firefox 153, into which a policy put one",
            REAL,
            in_order().put(&format!("{profile}/prefs.js"), "").put(&format!("{profile}/cert9.db"), firefox()),
            AUTHORITY,
        ),
        (
            "a damaged cert9.db",
            FILES,
            in_order()
                .put(&format!("{profile}/prefs.js"), "")
                .put(&format!("{profile}/cert9.db"), [b'S'; 4096]),
            AUTHORITY_UNCLEAR,
        ),
        (
            "a module of p11-kit that the person trusts",
            FILES,
            in_order().put("home/ana/.config/pkcs11/modules/x.module", "module: x.so\ntrust-policy: yes\n"),
            AUTHORITY_UNCLEAR,
        ),
        (
            "a module of p11-kit for a card",
            FILES,
            in_order().put("home/ana/.config/pkcs11/modules/x.module", "module: opensc-pkcs11.so\n"),
            IN_ORDER,
        ),
    ])
}

fn extensions() -> Vec<State> {
    let in_order = Machine::in_order;
    let chromium =
        |settings: &[u8]| in_order().put("home/ana/.config/chromium/Default/Preferences", settings);
    let firefox = |registry: &[u8]| {
        let profile = "home/ana/.mozilla/firefox/abc.default";
        in_order()
            .put(&format!("{profile}/prefs.js"), "")
            .put(&format!("{profile}/extensions.json"), registry)
    };
    let store = br#"{"extensions": {"settings": {"x": {"location": 1, "from_webstore": true}, "y": {"location": 5}}}}"#;
    rows([
        (
            "Chromium 156: one unpacked, one of the system",
            REAL,
            chromium(&recording("chromium-156-preferences.json")),
            LOOSE,
        ),
        ("Chromium with one of its store", FILES, chromium(store), IN_ORDER),
        (
            "Chromium with damaged settings",
            FILES,
            chromium(b"{\"extensions\": {\"settings\": ["),
            LOOSE_UNCLEAR,
        ),
        (
            "Firefox 153: one unsigned that another program put there",
            REAL,
            firefox(&recording("firefox-153-extensions.json")),
            LOOSE,
        ),
        ("Firefox with its own alone", REAL, firefox(&own_alone()), IN_ORDER),
    ])
}

/// What Firefox recorded, without what was added to it.
fn own_alone() -> Vec<u8> {
    let mut registry: Value = serde_json::from_slice(&recording("firefox-153-extensions.json")).unwrap();
    let addons = registry["addons"].as_array_mut().unwrap();
    addons.retain(|addon| addon["location"].as_str().is_some_and(|place| place.starts_with("app-builtin")));
    assert!(addons.len() > 3);
    registry.to_string().into_bytes()
}

fn others() -> Vec<State> {
    let list = "etc/custodia/unwanted-software.toml";
    let unmanaged = Machine::in_order();
    fs::remove_dir_all(unmanaged.path("var/lib/dpkg")).unwrap();
    rows([
        ("no package manager that is known, as on NixOS", FILES, unmanaged, UNREADABLE),
        (
            "a container on the device",
            FILES,
            Machine::in_order().put("run/.containerenv", ""),
            (Unknown, "security-software-in-container"),
        ),
        ("a newer list without a signature", FILES, Machine::in_order().put(list, "format = 1\n"), IN_ORDER),
    ])
}

fn on_the_bus() -> Vec<State> {
    let bed = "services on a bus, as firewalld and systemd answer";
    [("public", IN_ORDER), ("trusted", OPEN)]
        .into_iter()
        .map(|(zone, expected)| {
            state(&format!("firewalld runs, default zone {zone}"), bed, &with_firewalld(zone), expected)
        })
        .collect()
}

/// The facts of a machine on which firewalld runs, from a process with a bus of its own.
#[expect(clippy::disallowed_methods, reason = "the bus belongs to another process")]
fn with_firewalld(zone: &str) -> Facts {
    const FIREWALL: &str = "org.fedoraproject.FirewallD1";
    const POLKIT: &str = "org.freedesktop.PolicyKit1";
    const SYSTEMD: &str = "org.freedesktop.systemd1";
    let folder = tempfile::tempdir().unwrap();
    let service = |name: &str, path: &str, interface: &str, method: &str, answer: Value| {
        let file = folder.path().join(format!("{name}.json"));
        let calls = json!([[path, interface, method, [answer]]]);
        let recording = json!({ "service": name, "objects": {}, "managers": [], "calls": calls });
        fs::write(&file, recording.to_string()).unwrap();
        file
    };
    let unit = |name: &str, state: &str| json!([name, "", "loaded", state, "x", "", "/x", 0, "", "/"]);
    let units = json!([unit("clamav-daemon.service", "active"), unit("ufw.service", "inactive")]);
    let files = [
        service(FIREWALL, "/org/fedoraproject/FirewallD1", FIREWALL, "getDefaultZone", json!(["s", zone])),
        service(
            POLKIT,
            "/org/freedesktop/PolicyKit1/Authority",
            "org.freedesktop.PolicyKit1.Authority",
            "CheckAuthorization",
            json!(["(bba{ss})", [true, false, []]]),
        ),
        service(
            SYSTEMD,
            "/org/freedesktop/systemd1",
            "org.freedesktop.systemd1.Manager",
            "ListUnitsByNames",
            json!(["a(ssssssouso)", units]),
        ),
    ];
    let beds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beds");
    let output = std::process::Command::new("/usr/bin/python3")
        .current_dir(beds)
        .args(["dbus-replay.py", "run"])
        .args(files)
        .arg("--")
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "security_software::inside", "--ignored", "--nocapture"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    let line = stdout.lines().find_map(|line| line.strip_prefix(MARK)).unwrap_or_else(|| {
        panic!(
            "no facts (python3-dbus, python3-gi, dbus-daemon?): {stdout}{}",
            String::from_utf8_lossy(&output.stderr)
        )
    });
    serde_json::from_str::<Vec<FactRecord>>(line).unwrap().into_iter().collect()
}
