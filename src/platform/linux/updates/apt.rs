//! What waits in apt's lists.
//!
//! Reads `/var/lib/apt/lists`, dpkg's status file, and the names of the files with apt's preferences. Needs no permission.
//! Which archive brings security updates is told by the signed fields of its Release file, never by its address. Lists
//! that were packed by xz, zstd, bzip2 or gzip, which apt does where somebody told it to, are not read.

use std::collections::{BTreeMap, HashMap};

use custodia_core::fact::Cause;
use jiff::Timestamp;
use jiff::fmt::rfc2822;

use super::{OsRelease, debian_version, lz4};
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::files;
use crate::platform::linux::packages::dpkg::{self, Status};
use crate::platform::linux::packages::paragraphs;

const LISTS: &str = "/var/lib/apt/lists";

/// More files of lists than this are not looked at.
const MAX_LISTS: usize = 10_000;

/// The part of a Release file that is read: what comes before its check sums.
const HEAD: u64 = 16 * 1024;

/// The largest list of a security archive, in bytes. Ubuntu's largest, of restricted drivers, has 30 MB.
const LARGEST_LIST: usize = 96 << 20;

/// Lists of other archives that are larger are not read: they are the distribution's own, without its security updates.
const LARGEST_OTHER_LIST: u64 = 2 << 20;

/// What the lists tell.
#[derive(Debug)]
pub(super) struct Lists {
    /// Installed packages for which a security archive has a later version.
    pub(super) security: Result<u64, Cause>,
    /// Those among them that somebody put on hold.
    pub(super) held: u64,
    /// Installed packages for which another archive of those that were read has a later version.
    pub(super) other: u64,
    /// When the security archive's list was made or fetched.
    pub(super) made: Result<Timestamp, Cause>,
    /// Whether the list of a security archive says that it is no longer valid.
    pub(super) has_expired: Option<bool>,
    /// Whether there are lists, and among them one of a security archive for this release.
    pub(super) has_security_archive: Option<bool>,
    /// Whether Ubuntu Pro's archive is among them.
    pub(super) is_expanded: bool,
}

/// A Release file: the part of the names of its lists that they share, and its fields.
struct Release {
    prefix: String,
    fields: BTreeMap<String, String>,
    changed: Option<Timestamp>,
}

impl Release {
    fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Whether the fields are those of a distribution's security archive.
    fn is_security(&self) -> bool {
        match self.get("Origin") {
            "Debian" => self.get("Label") == "Debian-Security",
            "Devuan" => self.get("Label") == "Devuan-Security",
            "Ubuntu" => self.get("Suite").ends_with("-security"),
            _ => self.is_expanded(),
        }
    }

    fn is_expanded(&self) -> bool {
        ["UbuntuESM", "UbuntuESMApps"].contains(&self.get("Origin"))
    }

    /// Whether it is the security archive of the release with this code name.
    fn is_of(&self, code_name: &str) -> bool {
        let of = |name: &str| name.split(['-', '/']).next() == Some(code_name);
        self.is_security() && !self.is_expanded() && (of(self.get("Codename")) || of(self.get("Suite")))
    }

    fn date(&self, field: &str) -> Option<Timestamp> {
        // The time zone that archives write is none of the format's.
        let text = self.get(field).replace(" UTC", " +0000");
        rfc2822::DateTimeParser::new().parse_timestamp(&text).ok()
    }
}

/// Reads the lists of the machine, for the release that it runs.
pub(super) fn lists(host: &Host, os_release: &OsRelease, status: Result<&Status, Cause>) -> Lists {
    let mut lists = Lists {
        security: Err(Cause::Missing),
        held: 0,
        other: 0,
        made: Err(Cause::Missing),
        has_expired: None,
        has_security_archive: None,
        is_expanded: false,
    };
    let (names, releases) = match releases(host) {
        Ok(found) => found,
        Err(cause) => {
            lists.security = Err(cause);
            lists.made = Err(cause);
            return lists;
        }
    };
    lists.is_expanded = releases.iter().any(Release::is_expanded);
    let bases = ["UBUNTU_CODENAME", "DEBIAN_CODENAME", "VERSION_CODENAME"];
    let code_name = bases.into_iter().find_map(|name| os_release.get(name)).unwrap_or_default();
    let own: Vec<&Release> = releases.iter().filter(|release| release.is_of(&code_name)).collect();
    if !releases.is_empty() {
        lists.has_security_archive = Some(!own.is_empty());
    }
    if own.is_empty() {
        // Where lists are there, but none that is known to be for security, they do not tell which updates are.
        lists.security = Err(if releases.is_empty() { Cause::Missing } else { Cause::Unsupported });
        return lists;
    }
    lists.made = made(host, &own);
    let now = host.now();
    lists.has_expired = Some(own.iter().any(|own| own.date("Valid-Until").is_some_and(|until| until < now)));
    let counted = status.and_then(|status| count(host, &names, &releases, status));
    lists.held = counted.as_ref().map_or(0, |counted| counted.held);
    lists.other = counted.as_ref().map_or(0, |counted| counted.other);
    lists.security = counted.map(|counted| counted.security);
    lists
}

/// The time up to which the oldest of the lists is right: when it was made, or fetched with success after that.
fn made(host: &Host, releases: &[&Release]) -> Result<Timestamp, Cause> {
    let oldest = releases
        .iter()
        .map(|release| release.date("Date").max(release.changed))
        .collect::<Option<Vec<_>>>()
        .and_then(|times| times.into_iter().min())
        .ok_or(Cause::Malformed)?;
    // apt runs what writes this only when every list could be fetched.
    let success = file::changed(&host.path("/var/lib/apt/periodic/update-success-stamp"));
    Ok(success.map_or(oldest, |success| success.max(oldest)))
}

/// The names of all lists, and the Release files among them.
fn releases(host: &Host) -> Result<(Vec<String>, Vec<Release>), Cause> {
    let folder = host.path(LISTS);
    let names = file::names(&folder, MAX_LISTS)?.ok_or(Cause::Missing)?;
    let mut releases: Vec<Release> = Vec::new();
    for name in &names {
        let Some(prefix) = name.strip_suffix("InRelease").or_else(|| name.strip_suffix("Release")) else {
            continue;
        };
        if !prefix.ends_with('_') || releases.iter().any(|release| release.prefix == prefix) {
            continue;
        }
        let path = folder.join(name);
        let head = files::head(&path, HEAD)?;
        let fields = fields(&String::from_utf8_lossy(&head));
        releases.push(Release { prefix: prefix.to_owned(), fields, changed: file::changed(&path) });
    }
    Ok((names, releases))
}

/// The fields of one line each, up to the first with several; the lines of a signature hold none.
fn fields(head: &str) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for line in head.lines() {
        if line.starts_with(' ') {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name != "Hash"
        {
            fields.entry(name.to_owned()).or_insert_with(|| value.trim().to_owned());
        }
    }
    fields
}

#[derive(Default)]
struct Counted {
    security: u64,
    held: u64,
    other: u64,
}

/// What is known of an installed package while the lists are gone through.
struct Installed<'a> {
    architecture: &'a str,
    version: &'a str,
    is_held: bool,
    waits_for_security: bool,
    waits_for_other: bool,
}

type AllInstalled<'a> = HashMap<&'a [u8], Vec<Installed<'a>>>;

fn count(host: &Host, names: &[String], releases: &[Release], status: &Status) -> Result<Counted, Cause> {
    let mut installed = AllInstalled::with_capacity(4096);
    for package in status.installed() {
        let package = package?;
        installed.entry(package.name.as_bytes()).or_default().push(Installed {
            architecture: package.architecture().unwrap_or_default(),
            version: package.version().ok_or(Cause::Malformed)?,
            is_held: package.is_held(),
            waits_for_security: false,
            waits_for_other: false,
        });
    }
    // A system of dpkg has dpkg: where it is missing the file is not the whole of it.
    if !installed.contains_key(b"dpkg".as_slice()) {
        return Err(Cause::Malformed);
    }
    for release in releases {
        let is_security = release.is_security();
        // What apt does not install by itself, such as backports, does not wait.
        if !is_security && release.get("NotAutomatic") == "yes" {
            continue;
        }
        let mut has_list = false;
        for (name, packing) in names.iter().filter_map(|name| list_of(name, &release.prefix)) {
            let path = host.path(LISTS).join(name);
            let length = file::metadata(&path)?.map_or(0, |metadata| metadata.len());
            if !is_security && length > LARGEST_OTHER_LIST {
                continue;
            }
            match unpacked(&path, packing) {
                Ok(list) => compare(&list, is_security, &mut installed),
                Err(cause) if is_security => return Err(cause),
                Err(_) => continue,
            }
            has_list = true;
        }
        if is_security && !has_list {
            return Err(Cause::Missing);
        }
    }
    let mut counted = Counted::default();
    for package in installed.values().flatten() {
        counted.security += u64::from(package.waits_for_security);
        counted.held += u64::from(package.waits_for_security && package.is_held);
        counted.other += u64::from(package.waits_for_other && !package.waits_for_security);
    }
    Ok(counted)
}

/// The name of a list of packages of an archive, and how it is packed.
fn list_of<'a>(name: &'a str, prefix: &str) -> Option<(&'a str, &'a str)> {
    let rest = name.strip_prefix(prefix)?;
    let at = rest.find("Packages")?;
    let (before, packing) = (&rest[..at], &rest[at + "Packages".len()..]);
    // `component_binary-architecture_`, or nothing in an archive without components.
    let is_list =
        before.is_empty() || before.rsplit_once("_binary-").is_some_and(|(_, end)| end.ends_with('_'));
    is_list.then_some((name, packing))
}

fn unpacked(path: &std::path::Path, packing: &str) -> Result<Vec<u8>, Cause> {
    let bytes = files::read(path, LARGEST_LIST as u64)?;
    match packing {
        "" => Ok(bytes),
        ".lz4" => lz4::unpack(&bytes, LARGEST_LIST),
        _ => Err(Cause::Unsupported),
    }
}

/// Notes which of the installed packages a list has later versions for.
fn compare(list: &[u8], is_security: bool, installed: &mut AllInstalled<'_>) {
    for paragraph in paragraphs(list) {
        let Some(name) = name_of(paragraph) else { continue };
        let Some(packages) = installed.get_mut(name) else { continue };
        let (Some(version), Some(architecture)) =
            (dpkg::field(paragraph, "Version"), dpkg::field(paragraph, "Architecture"))
        else {
            continue;
        };
        for package in packages {
            let fits =
                package.architecture == architecture || [package.architecture, architecture].contains(&"all");
            if fits && debian_version::compare(version, package.version).is_gt() {
                if is_security {
                    package.waits_for_security = true;
                } else {
                    package.waits_for_other = true;
                }
            }
        }
    }
}

/// The name of the package, which stands first in lists that archives make, or somewhere else.
fn name_of(paragraph: &[u8]) -> Option<&[u8]> {
    match paragraph.strip_prefix(b"Package: ") {
        Some(rest) => Some(rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())].trim_ascii()),
        None => dpkg::field(paragraph, "Package").map(str::as_bytes),
    }
}

/// Whether there are rules of preference, which can keep an update from being installed.
pub(super) fn has_preferences(host: &Host) -> bool {
    let names =
        file::names(&host.path("/etc/apt/preferences.d"), MAX_LISTS).ok().flatten().unwrap_or_default();
    let is_read = |name: &String| {
        !name.starts_with('.') && name.rsplit_once('.').is_none_or(|(_, extension)| extension == "pref")
    };
    names.iter().any(is_read)
        || file::metadata(&host.path("/etc/apt/preferences"))
            .is_ok_and(|found| found.is_some_and(|file| file.len() > 0))
}

/// Reads bytes as a Release file and as a list, in every way that the check does.
pub(crate) fn fuzz(bytes: &[u8]) {
    let fields = fields(&String::from_utf8_lossy(bytes));
    let release = Release { prefix: String::new(), fields, changed: None };
    let _ = (release.is_of("bookworm"), release.date("Date"));
    let unpacked = lz4::unpack(bytes, 1 << 20).unwrap_or_else(|_| bytes.to_vec());
    let mut installed = AllInstalled::new();
    installed.entry(b"a").or_default().push(Installed {
        architecture: "all",
        version: "1",
        is_held: false,
        waits_for_security: false,
        waits_for_other: false,
    });
    compare(&unpacked, true, &mut installed);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn release(text: &str) -> Release {
        Release { prefix: String::new(), fields: fields(text), changed: None }
    }

    #[test]
    fn a_security_archive_is_told_by_its_signed_fields() {
        for (text, code_name, expected) in [
            ("Origin: Debian\nLabel: Debian-Security\nCodename: bookworm-security\n", "bookworm", true),
            ("Origin: Debian\nLabel: Debian-Security\nCodename: buster\nSuite: oldstable\n", "buster", true),
            ("Origin: Debian\nLabel: Debian-Security\nCodename: bookworm-security\n", "trixie", false),
            ("Origin: Debian\nLabel: Debian\nCodename: bookworm\n", "bookworm", false),
            ("Origin: Ann\nLabel: Debian-Security\nCodename: bookworm-security\n", "bookworm", false),
            ("Origin: Ubuntu\nLabel: Ubuntu\nSuite: noble-security\nCodename: noble\n", "noble", true),
            ("Origin: Ubuntu\nLabel: Ubuntu\nSuite: noble-updates\nCodename: noble\n", "noble", false),
            ("Origin: UbuntuESM\nLabel: UbuntuESM\nSuite: noble-infra-security\n", "noble", false),
            ("SHA256:\n x\nOrigin: Debian\nLabel: Debian-Security\nCodename: a-security\n", "a", false),
        ] {
            assert_eq!(release(text).is_of(code_name), expected, "{text}");
        }
    }

    #[test]
    fn dates_of_archives_are_read() {
        let release = release("Date: Fri, 20 Nov 2026 00:12:41 UTC\nValid-Until: soon\n");

        assert_eq!(release.date("Date"), "2026-11-20T00:12:41Z".parse().ok());
        assert_eq!(release.date("Valid-Until"), None);
    }

    #[test]
    fn lists_are_those_of_their_archive() {
        let prefix = "a.example_debian_dists_bookworm_";
        for (name, expected) in [
            ("a.example_debian_dists_bookworm_main_binary-amd64_Packages", Some("")),
            ("a.example_debian_dists_bookworm_updates_main_binary-amd64_Packages.lz4", Some(".lz4")),
            ("a.example_debian_dists_bookworm_main_source_Sources", None),
            ("a.example_debian_dists_bookworm_main_i18n_Translation-en", None),
            ("b.example_debian_dists_bookworm_main_binary-amd64_Packages", None),
        ] {
            assert_eq!(list_of(name, prefix).map(|(_, packing)| packing), expected, "{name}");
        }
        assert_eq!(list_of("a.example_Packages", "a.example_"), Some(("a.example_Packages", "")));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(text in "(Package: |Version: |Architecture: |Date: |a|1|[ -~]|\n){0,60}") {
            fuzz(text.as_bytes());
        }
    }
}
