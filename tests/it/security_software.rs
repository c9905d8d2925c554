//! `security-software` over prepared machines.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use custodia::checks::check;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::{FactRecord, Facts};
use custodia_core::policy::{ParameterValue, Rule};
use custodia_core::value::Digest;
use custodia_core::verdict::{Reason, Status, Verdict};
use custodia_core::vocabulary::security_software as words;
use fs_err as fs;
use fs_err::os::unix::fs::symlink;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use crate::home::{answer, tool};

mod lists;
mod states;

pub(crate) use states::states;

const RECORDINGS: &str = "tests/fixtures/security-software/recordings";

fn recording(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(RECORDINGS).join(name)).unwrap()
}

/// Signatures as `ClamAV`'s own tool makes them, and the time that they tell.
fn signatures() -> &'static (Vec<u8>, Timestamp) {
    static MADE: OnceLock<(Vec<u8>, Timestamp)> = OnceLock::new();
    MADE.get_or_init(|| {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("daily.hdb"), "deadbeefdeadbeefdeadbeefdeadbeef:1:Bed.Test\n").unwrap();
        fs::write(place.path().join("COPYING"), "").unwrap();
        answer(tool("sigtool", "clamav").current_dir(place.path()).env("SIGNDUSER", "bed").args([
            "--unsigned",
            "--build=daily.cud",
            "--cvd-version=26296",
        ]));
        let bytes = fs::read(place.path().join("daily.cud")).unwrap();
        let text = answer(tool("sigtool", "clamav").arg("--info").arg(place.path().join("daily.cud")));
        let built = text.lines().find_map(|line| line.strip_prefix("Build time: ")).unwrap();
        let made = jiff::fmt::strtime::parse("%d %b %Y %H:%M %z", built).unwrap().to_timestamp().unwrap();
        (bytes, made)
    })
}

/// A certificate that nobody has brought along.
fn certificate() -> &'static (Vec<u8>, String) {
    static MADE: OnceLock<(Vec<u8>, String)> = OnceLock::new();
    MADE.get_or_init(|| {
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name);
        let arguments =
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Zqxjk"];
        answer(
            tool("openssl", "openssl")
                .args(arguments)
                .arg("-keyout")
                .arg(path("key"))
                .arg("-out")
                .arg(path("pem")),
        );
        answer(
            tool("openssl", "openssl")
                .args(["x509", "-outform", "der", "-in"])
                .arg(path("pem"))
                .arg("-out")
                .arg(path("der")),
        );
        (fs::read(path("der")).unwrap(), fs::read_to_string(path("pem")).unwrap())
    })
}

/// A machine below a folder of its own, and the home of a person on it.
struct Machine {
    root: TempDir,
    now: Timestamp,
}

impl Machine {
    /// Debian without anything on it.
    fn bare() -> Self {
        let root = tempfile::tempdir().unwrap();
        for folder in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "home/ana", "sys/module"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        let now = signatures().1 + SignedDuration::from_hours(24);
        Self { root, now }.put("var/lib/dpkg/status", "").put("sys/fs/cgroup/cgroup.controllers", "")
    }

    /// A firewall, an engine that runs, and what it knows is of yesterday.
    fn in_order() -> Self {
        Self::with_firewall()
            .install(&["clamav-daemon", "clamav-freshclam"])
            .unit("clamav-daemon.service")
            .running("clamav-daemon.service")
            .unit("clamav-clamonacc.service")
            .running("clamav-clamonacc.service")
            .put("var/lib/clamav/daily.cvd", &signatures().0)
    }

    fn with_firewall() -> Self {
        let settings = "ENABLED=yes\nLOGLEVEL=low\n";
        Self::bare().unit("ufw.service").enable("ufw.service").put("etc/ufw/ufw.conf", settings)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn put(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let place = self.path(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, content).unwrap();
        self
    }

    fn without(self, path: &str) -> Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    fn link(self, path: &str, target: &str) -> Self {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        symlink(target, self.path(path)).unwrap();
        self
    }

    /// Has dpkg install packages of these names, with nothing in them.
    fn install(self, names: &[&str]) -> Self {
        let place = tempfile::tempdir().unwrap();
        let mut dpkg = tool("dpkg", "dpkg");
        dpkg.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .arg(format!("--root={}", self.root.path().display()))
            .args(["--force-all", "--install"]);
        for name in names {
            let control = place.path().join(name).join("DEBIAN/control");
            fs::create_dir_all(control.parent().unwrap()).unwrap();
            let text = format!(
                "Package: {name}\nVersion: 1.0\nArchitecture: all\nMaintainer: Bed <bed@example.org>\nDescription: bed\n"
            );
            fs::write(control, text).unwrap();
            let file = place.path().join(format!("{name}.deb"));
            answer(tool("dpkg-deb", "dpkg").arg("--build").arg(place.path().join(name)).arg(&file));
            dpkg.arg(file);
        }
        answer(&mut dpkg);
        self
    }

    /// A unit of the system.
    fn unit(self, name: &str) -> Self {
        let text = "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n";
        self.put(&format!("usr/lib/systemd/system/{name}"), text)
    }

    /// Has systemctl enable a unit.
    fn enable(self, name: &str) -> Self {
        self.systemctl(&["enable", name])
    }

    fn systemctl(self, arguments: &[&str]) -> Self {
        let root = format!("--root={}", self.root.path().display());
        answer(tool("systemctl", "systemd").arg(root).args(arguments));
        self
    }

    fn running(self, unit: &str) -> Self {
        self.put(&format!("sys/fs/cgroup/system.slice/{unit}/cgroup.events"), "populated 1\nfrozen 0\n")
    }

    /// Days after the signatures were made.
    fn on_day(self, days: i64) -> Self {
        Self { now: signatures().1 + SignedDuration::from_hours(24 * days), ..self }
    }

    /// Has certutil put a certificate into a database of NSS.
    fn trust(self, folder: &str, trust: &str) -> Self {
        let place = self.path(folder);
        fs::create_dir_all(&place).unwrap();
        let der = place.join("certificate.der");
        fs::write(&der, &certificate().0).unwrap();
        let database = format!("sql:{}", place.display());
        let certutil = || tool("certutil", "libnss3-tools");
        answer(certutil().args(["-N", "--empty-password", "-d", &database]));
        answer(certutil().args(["-A", "-n", "bed", "-t", trust, "-d", &database, "-i"]).arg(&der));
        fs::remove_file(der).unwrap();
        self
    }

    fn facts(&self) -> Facts {
        let home = self.path("home/ana").display().to_string();
        let mut environment = BTreeMap::from([("HOME".to_owned(), home)]);
        if let Ok(bus) = std::env::var("DBUS_SYSTEM_BUS_ADDRESS") {
            environment.insert("DBUS_SYSTEM_BUS_ADDRESS".to_owned(), bus);
        }
        let host = Host::new(self.root.path(), environment, self.now);
        check(CheckId::SecuritySoftware).probe(&host)
    }
}

fn judge_with<const N: usize>(facts: &Facts, parameters: [(&'static str, ParameterValue); N]) -> Verdict {
    let rule = Rule::for_check(CheckId::SecuritySoftware, parameters);
    check(CheckId::SecuritySoftware).evaluate(facts, &rule)
}

fn judge(facts: &Facts) -> Verdict {
    judge_with(facts, [])
}

fn outcome(verdict: &Verdict) -> (Status, &'static str) {
    (verdict.status, verdict.reason.id())
}

fn findings(verdict: &Verdict) -> Vec<&'static str> {
    verdict.findings.iter().map(Reason::id).collect()
}

/// Puts hostile text wherever the probe reads.
pub(crate) fn put_hostile_text(root: &Path, home: &Path, text: &str) {
    let put = |folder: &Path, path: &str, content: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    let pem = format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n{}", certificate().1);
    let quoted = serde_json::Value::from(text).to_string();
    for (path, content) in [
        ("etc/systemd/system/ufw.service", text.to_owned()),
        ("etc/systemd/system/timers.target.wants/Zqxjk.timer", text.to_owned()),
        ("etc/clamav/clamd.conf", format!("DatabaseDirectory /srv/{}\n", text.replace('/', ""))),
        ("var/lib/clamav/daily.cvd", format!("ClamAV-VDB:{text:<600}")),
        ("etc/ufw/ufw.conf", format!("ENABLED={text}\n")),
        ("etc/default/ufw", format!("DEFAULT_INPUT_POLICY={text}\n")),
        ("etc/firewalld/firewalld.conf", format!("DefaultZone={text}\n")),
        ("etc/nftables.conf", text.to_owned()),
        ("etc/cron.d/Zqxjk", text.to_owned()),
        ("etc/custodia/unwanted-software.toml", text.to_owned()),
        ("etc/custodia/unwanted-software.toml.minisig", text.to_owned()),
        ("usr/local/share/ca-certificates/Zqxjk.crt", pem.clone()),
        ("etc/ca-certificates.conf", format!("Zqxjk.crt\n{text}\n")),
        ("etc/chromium/policies/managed/Zqxjk.json", format!("{{\"CACertificates\": [{quoted}]}}")),
        (
            "etc/firefox/policies/policies.json",
            format!("{{\"policies\": {{\"Certificates\": {{\"Install\": [{quoted}]}}}}}}"),
        ),
        ("usr/share/applications/anydesk.desktop", text.to_owned()),
        ("opt/teamviewer/Zqxjk", text.to_owned()),
    ] {
        put(root, path, &content);
    }
    let settings = format!(
        "{{\"extensions\": {{\"settings\": {{{quoted}: {{\"location\": 4, \"path\": {quoted}, \"name\": {quoted}}}}}}}}}"
    );
    put(home, &format!(".config/chromium/Profile {}/Preferences", "Zqxjk2"), &settings);
    put(home, ".config/pkcs11/modules/Zqxjk.module", &format!("trust-policy: {text}\n"));
    put(
        home,
        ".mozilla/firefox/abc/extensions.json",
        &format!(
            "{{\"addons\": [{{\"type\": \"extension\", \"active\": true, \"id\": {quoted}, \"location\": {quoted}}}]}}"
        ),
    );
    put(home, ".mozilla/firefox/abc/prefs.js", text);
}

#[test]
fn the_gravest_decides_and_the_rest_are_findings() {
    let machine = Machine::bare()
        .install(&["logkeys", "anydesk"])
        .put("home/ana/Hubstaff/x", "")
        .put("usr/local/share/ca-certificates/bed.crt", &certificate().1)
        .put(
            "home/ana/.config/chromium/Default/Preferences",
            r#"{"extensions": {"settings": {"x": {"location": 4}, "y": {"location": 7}}}}"#,
        )
        .unit("ssh.service")
        .enable("ssh.service");

    let facts = machine.facts();
    let verdict = judge(&facts);

    assert_eq!(outcome(&verdict), (Status::Fail, "security-software-stalkerware-found"));
    assert_eq!(verdict.remedy, Some(words::SEEK_HELP_FIRST));
    assert_eq!(
        findings(&verdict),
        [
            "security-software-monitoring-found",
            "security-software-remote-control-found",
            "security-software-authorities-added",
            "security-software-engine-missing",
            "security-software-extensions-loose",
            "security-software-firewall-off",
            "security-software-remote-login-on",
            "security-software-extensions-by-administrator",
        ]
    );
    assert_eq!(facts.value(words::UNWANTED_PROGRAMS), Some(3));
}

#[test]
fn the_institution_can_approve_what_it_uses() {
    let remote = Machine::in_order().install(&["rustdesk"]).facts();
    let approve = |word| [("approved-remote-control", ParameterValue::Words(vec![word]))];
    assert_eq!(outcome(&judge_with(&remote, approve(words::RUSTDESK))).0, Status::Pass);
    assert_eq!(outcome(&judge_with(&remote, approve(words::ANYDESK))).0, Status::Fail);

    let own = Machine::in_order().put("usr/local/share/ca-certificates/own.crt", &certificate().1).facts();
    let approve = |digest| [("approved-authorities", ParameterValue::Digests(vec![digest]))];
    assert_eq!(outcome(&judge_with(&own, approve(Digest::of(&certificate().0)))).0, Status::Pass);
    assert_eq!(outcome(&judge_with(&own, approve(Digest::of(b"other")))).0, Status::Fail);

    let falcon = Machine::with_firewall()
        .install(&["falcon-sensor"])
        .unit("falcon-sensor.service")
        .running("falcon-sensor.service")
        .facts();
    let without = [("signatures-required", ParameterValue::Boolean(false))];
    assert_eq!(outcome(&judge(&falcon)), (Status::Unknown, "security-software-signatures-unclear"));
    assert_eq!(outcome(&judge_with(&falcon, without)).0, Status::Pass);
}

#[test]
fn one_certificate_in_several_places_is_one_authority() {
    let facts = Machine::in_order()
        .put("usr/local/share/ca-certificates/bed/deep/bed.crt", &certificate().1)
        .put("etc/pki/ca-trust/source/anchors/bed.pem", &certificate().0)
        .trust("home/ana/.pki/nssdb", "C,,")
        .trust("home/ana/.thunderbird/abc", ",C,")
        .facts();

    assert_eq!(facts.value(words::ADDED_AUTHORITIES), Some(1));
    let digest = facts.items().into_iter().find_map(|item| facts.value_item(item, words::AUTHORITY_DIGEST));
    assert_eq!(digest, Some(Digest::of(&certificate().0)));
    let records: Vec<FactRecord> = facts.records();
    assert!(records.iter().filter(|record| !record.is_reported()).count() > 0);
}

#[test]
fn findings_tell_what_decides_nothing() {
    let quiet =
        Machine::in_order().without("sys/fs/cgroup/system.slice/clamav-clamonacc.service/cgroup.events");
    assert_eq!(findings(&judge(&quiet.facts())), ["security-software-scans-nothing-alone"]);

    let scheduled = Machine::in_order().facts();
    assert_eq!(scheduled.value(words::ENGINE_SCANS), Some(words::SCANS_ON_ACCESS));
    assert!(findings(&judge(&scheduled)).is_empty());
}

/// Run by a bed that gives a system bus.
#[test]
#[ignore = "started by other tests, with a bus"]
#[expect(clippy::print_stdout, reason = "the test that starts it reads the facts there")]
fn inside() {
    let facts = Machine::in_order()
        .put("etc/ufw/ufw.conf", "ENABLED=no\n")
        .unit("firewalld.service")
        .put("sys/module/nf_tables/refcnt", "1")
        .facts();
    println!("{}{}", states::MARK, serde_json::to_string(&facts.records()).unwrap());
}
