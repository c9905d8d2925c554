//! The certificate authorities that somebody added to those that the system and the browsers bring along.
//!
//! Reads the folders and settings from which the distributions make the system's list (update-ca-certificates(8),
//! update-ca-trust(8), p11-kit), the policies of browsers, and the stores of NSS and Chromium of the person. Needs no
//! permission. Cannot see what somebody wrote into the finished list itself, nor the stores of Java and of other programs.
//! Of a certificate nothing but its digest is kept, which stays on the device.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use custodia_core::fact::{Cause, Facts};
use custodia_core::value::Digest;
use custodia_core::vocabulary::security_software as words;

use super::Profiles;
use crate::browser::{authorities as stores, file};
use crate::host::Host;
use crate::platform::linux::{files, known, live};

mod encoding;
mod policies;

use encoding::digests;
use policies::{chromium_policy, mozilla_policy};

/// Where administrators put further authorities, and where packages of others do.
const FOLDERS: [&str; 10] = [
    "/usr/local/share/ca-certificates",
    "/etc/pki/ca-trust/source",
    "/etc/pki/ca-trust/source/anchors",
    "/usr/share/pki/ca-trust-source/anchors",
    "/etc/pki/trust",
    "/etc/pki/trust/anchors",
    "/usr/share/pki/trust/anchors",
    "/etc/ca-certificates/trust-source",
    "/etc/ca-certificates/trust-source/anchors",
    "/usr/share/ca-certificates/trust-source/anchors",
];

/// A link to what Fedora itself brings along, beside the folder for what others add.
const OF_FEDORA: &str = "ca-bundle.legacy.crt";

/// Debian's list of the authorities in `/usr/share/ca-certificates`; those of Mozilla stand below `mozilla/`.
const CHOSEN: &str = "/etc/ca-certificates.conf";
const OFFERED: &str = "/usr/share/ca-certificates";

/// Where Chromium and its relatives look for what an administrator decided.
const CHROMIUM_POLICIES: [&str; 7] = [
    "/etc/chromium/policies/managed",
    "/etc/chromium-browser/policies/managed",
    "/etc/opt/chrome/policies/managed",
    "/etc/opt/chrome_for_testing/policies/managed",
    "/etc/opt/edge/policies/managed",
    "/etc/brave/policies/managed",
    "/etc/opt/vivaldi/policies/managed",
];

/// The same for Firefox and Thunderbird.
const MOZILLA_POLICIES: [&str; 12] = [
    "/etc/firefox/policies/policies.json",
    "/etc/firefox-esr/policies/policies.json",
    "/etc/librewolf/policies/policies.json",
    "/etc/thunderbird/policies/policies.json",
    "/usr/lib/firefox/distribution/policies.json",
    "/usr/lib64/firefox/distribution/policies.json",
    "/usr/lib/firefox-esr/distribution/policies.json",
    "/usr/share/firefox-esr/distribution/policies.json",
    "/usr/share/firefox/distribution/policies.json",
    "/opt/firefox/distribution/policies.json",
    "/usr/lib/thunderbird/distribution/policies.json",
    "/usr/lib64/thunderbird/distribution/policies.json",
];

/// Where Firefox looks for certificates that a policy names without a folder.
const MOZILLA_CERTIFICATES: [&str; 2] = ["/usr/lib/mozilla/certificates", "/usr/lib64/mozilla/certificates"];

/// Folders below the home in which Thunderbird keeps its profiles.
const MAIL_PROFILES: [&str; 5] = [
    ".thunderbird",
    ".icedove",
    "snap/thunderbird/common/.thunderbird",
    ".var/app/org.mozilla.Thunderbird/.thunderbird",
    ".var/app/net.thunderbird.Thunderbird/.thunderbird",
];

const MAX_ENTRIES: usize = 4096;
const MAX_FILE: u64 = 4 << 20;
const MAX_DEPTH: usize = 4;

/// More certificates than this are not told one by one.
const MAX_ITEMS: u16 = 500;

/// What was found.
#[derive(Debug, Default)]
struct Found {
    system: BTreeSet<Digest>,
    person: BTreeSet<Digest>,
    /// Authorities without a certificate that could be digested.
    nameless: u64,
    trouble: Option<Cause>,
}

/// Puts what is known about added authorities, the first under the number `item`.
pub(super) fn put(host: &Host, profiles: &Profiles, item: u16, facts: &mut Facts) {
    let mut found = Found { trouble: profiles.trouble, ..Found::default() };
    for folder in FOLDERS {
        // Only Debian's tool looks into folders below.
        let depth = if folder == FOLDERS[0] { MAX_DEPTH } else { 0 };
        found.folder(&host.path(folder), depth);
    }
    found.chosen(host);
    found.policies(host);
    found.stores(host, profiles);
    found.modules(host);

    let person: Vec<Digest> = found.person.difference(&found.system).copied().collect();
    let system = found
        .system
        .iter()
        .map(|digest| (*digest, words::AUTHORITY_OF_SYSTEM, words::SYSTEM_AUTHORITIES_FOLDER));
    let person_count = person.len();
    let person =
        person.into_iter().map(|digest| (digest, words::AUTHORITY_OF_PERSON, words::BROWSER_CERTIFICATES));
    for (number, (digest, scope, source)) in (item..item.saturating_add(MAX_ITEMS)).zip(system.chain(person))
    {
        facts.put_item(number, words::AUTHORITY_DIGEST, live(digest, source));
        facts.put_item(number, words::AUTHORITY_SCOPE, live(scope, source));
    }
    let count = (found.system.len() + person_count) as u64 + found.nameless;
    let source = words::SYSTEM_AUTHORITIES_FOLDER;
    let count = found.trouble.map_or(Ok(count), Err);
    facts.put(words::ADDED_AUTHORITIES, known(count, source));
}

impl Found {
    fn note(&mut self, cause: Cause) {
        self.trouble.get_or_insert(cause);
    }

    /// The certificates in a folder.
    fn folder(&mut self, folder: &Path, depth: usize) {
        let names = match file::names(folder, MAX_ENTRIES) {
            Ok(names) => names.unwrap_or_default(),
            Err(cause) => return self.note(cause),
        };
        for name in names.into_iter().filter(|name| name != OF_FEDORA) {
            let path = folder.join(&name);
            match file::metadata(&path) {
                Ok(Some(metadata)) if metadata.is_dir() => {
                    if depth > 0 {
                        self.folder(&path, depth - 1);
                    }
                }
                Ok(Some(_)) => {
                    let is_certificate = [".crt", ".pem", ".cer", ".der", ".p11-kit"];
                    let is_certificate =
                        is_certificate.iter().any(|suffix| name.to_ascii_lowercase().ends_with(suffix));
                    self.file(&path, is_certificate);
                }
                // A link into nowhere adds nothing.
                Ok(None) => {}
                Err(cause) => self.note(cause),
            }
        }
    }

    /// The certificates in a file; one that should hold some and does not could not be understood.
    fn file(&mut self, path: &Path, must_hold_some: bool) {
        match files::read(path, MAX_FILE) {
            Ok(bytes) => {
                let digests = digests(&bytes);
                if digests.is_empty() && must_hold_some && !bytes.is_empty() {
                    self.note(Cause::Malformed);
                }
                self.system.extend(digests);
            }
            Err(Cause::Missing) => {}
            Err(cause) => self.note(cause),
        }
    }

    /// What Debian's list chooses beside Mozilla's authorities.
    fn chosen(&mut self, host: &Host) {
        let text = match files::read(&host.path(CHOSEN), MAX_FILE) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(Cause::Missing) => return,
            Err(cause) => return self.note(cause),
        };
        let others = text.lines().map(str::trim).filter(|line| {
            !line.is_empty()
                && !line.starts_with(['#', '!'])
                && !line.starts_with("mozilla/")
                && !line.contains("..")
        });
        for line in others.take(MAX_ENTRIES) {
            self.file(&host.path(OFFERED).join(line.trim_start_matches('/')), true);
        }
    }

    /// What the policies of browsers add.
    fn policies(&mut self, host: &Host) {
        for folder in CHROMIUM_POLICIES.map(|folder| host.path(folder)) {
            match file::names(&folder, MAX_ENTRIES) {
                Ok(names) => {
                    for name in names.unwrap_or_default().iter().filter(|name| has_suffix(name, "json")) {
                        self.policy(&folder.join(name), chromium_policy);
                    }
                }
                Err(cause) => self.note(cause),
            }
        }
        for path in MOZILLA_POLICIES {
            let named = match files::read(&host.path(path), MAX_FILE) {
                Ok(bytes) => mozilla_policy(&bytes),
                Err(Cause::Missing) => continue,
                Err(cause) => Err(cause),
            };
            match named {
                Ok(named) => {
                    for place in named.into_iter().flat_map(|name| certificate_places(host, &name)) {
                        self.file(&place, false);
                    }
                }
                Err(cause) => self.note(cause),
            }
        }
    }

    fn policy(&mut self, path: &Path, read: fn(&[u8]) -> Result<Vec<Digest>, Cause>) {
        match files::read(path, MAX_FILE).and_then(|bytes| read(&bytes)) {
            Ok(digests) => self.system.extend(digests),
            Err(Cause::Missing) => {}
            Err(cause) => self.note(cause),
        }
    }

    /// The person's own stores, and NSS's of the system.
    fn stores(&mut self, host: &Host, profiles: &Profiles) {
        let home = host.home();
        let mut databases = vec![
            home.join(".pki/nssdb"),
            home.join(".local/share/pki/nssdb"),
            host.data_home().join("pki/nssdb"),
            host.path("/etc/pki/nssdb"),
        ];
        for (folder, inner) in [
            (
                home.join("snap"),
                &["current/.pki/nssdb", "common/.pki/nssdb", "current/.local/share/pki/nssdb"][..],
            ),
            (home.join(".var/app"), &[".pki/nssdb", "data/pki/nssdb", ".local/share/pki/nssdb"][..]),
        ] {
            let names = file::names(&folder, MAX_ENTRIES).ok().flatten().unwrap_or_default();
            for name in names {
                databases.extend(inner.iter().map(|inner| folder.join(&name).join(inner)));
            }
        }
        databases.extend(profiles.firefox.iter().cloned());
        for folder in MAIL_PROFILES.map(|folder| home.join(folder)) {
            match file::names(&folder, MAX_ENTRIES) {
                Ok(names) => databases.extend(names.unwrap_or_default().iter().map(|name| folder.join(name))),
                Err(cause) => self.note(cause),
            }
        }
        databases.sort();
        databases.dedup();
        for database in databases {
            self.store(stores::of_nss(&database.join("cert9.db")));
        }
        for profile in &profiles.chromium {
            self.store(stores::of_chromium(&profile.join("ServerCertificate")));
        }
    }

    fn store(&mut self, added: Result<stores::Added, Cause>) {
        match added {
            Ok(added) => {
                self.person.extend(added.digests);
                self.nameless += added.without_certificate;
            }
            Err(cause) => self.note(cause),
        }
    }

    /// Modules of p11-kit that the person set up: one with a policy for trust can hold any authority.
    fn modules(&mut self, host: &Host) {
        let folder = host.config_home().join("pkcs11/modules");
        match file::names(&folder, MAX_ENTRIES) {
            Ok(names) => {
                for name in names.unwrap_or_default().iter().filter(|name| has_suffix(name, "module")) {
                    match files::read(&folder.join(name), MAX_FILE) {
                        Ok(text) if !has_trust_policy(&String::from_utf8_lossy(&text)) => {}
                        Ok(_) => self.note(Cause::Unsupported),
                        Err(cause) => self.note(cause),
                    }
                }
            }
            Err(cause) => self.note(cause),
        }
    }
}

fn has_suffix(name: &str, suffix: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == suffix)
}

/// Whether a module's settings (pkcs11.conf(5)) say that its certificates are to be trusted.
fn has_trust_policy(text: &str) -> bool {
    text.lines().any(|line| {
        line.split_once(':').is_some_and(|(key, value)| key.trim() == "trust-policy" && value.trim() == "yes")
    })
}

fn certificate_places(host: &Host, name: &str) -> Vec<PathBuf> {
    if name.starts_with('/') {
        return vec![host.path(name)];
    }
    let own = host.home().join(".mozilla/certificates");
    MOZILLA_CERTIFICATES
        .iter()
        .map(|folder| host.path(folder))
        .chain([own])
        .map(|folder| folder.join(name))
        .collect()
}

/// Reads bytes in all the ways that certificates and policies are, for the fuzz target alone.
pub(super) fn fuzz(bytes: &[u8]) {
    let _ = digests(bytes);
    let _ = chromium_policy(bytes);
    let _ = mozilla_policy(bytes);
    let _ = has_trust_policy(&String::from_utf8_lossy(bytes));
}
