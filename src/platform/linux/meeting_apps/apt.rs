//! From which repository apt has a package, and whether one offers a newer version.
//!
//! Reads the lists in `/var/lib/apt/lists` and the sources in `/etc/apt/sources.list` and `sources.list.d` (formats:
//! sources.list(5), deb822(5)), which everybody may. Lists that are kept compressed are not looked into. Lists of more
//! than 16 MiB are the archives of distributions: they are read only for what distributions have at all.

use std::path::Path;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::meeting_apps as words;
use memchr::memmem;

use super::catalogue::App;
use crate::host::Host;
use crate::platform::linux::files;
use crate::platform::linux::packages::dpkg::field;
use crate::platform::linux::updates::debian_version::compare;

/// The largest list that is read, in bytes: that of all of Debian has 60 MB.
const LARGEST_LIST: u64 = 128 << 20;

/// Lists of more bytes are those of distributions.
const OF_DISTRIBUTION: u64 = 16 << 20;

/// The most files of lists or sources that are looked at.
const MOST_FILES: usize = 1024;

/// The largest file of sources, and how much of a release is read, in bytes.
const LARGEST_SOURCE: u64 = 256 * 1024;
const HEAD_OF_RELEASE: u64 = 8 * 1024;

/// What the archives of distributions call themselves in their releases.
const DISTRIBUTIONS: [&str; 17] = [
    "Debian",
    "Debian Backports",
    "Ubuntu",
    "UbuntuESMApps",
    "linuxmint",
    "Raspbian",
    "Raspberry Pi Foundation",
    "Kali",
    "Devuan",
    "elementary",
    "pop-os-release",
    "Trisquel",
    "Zorin OS",
    "Parrot",
    "Deepin",
    "neon",
    "Endless",
];

/// What apt has for a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) origin: Result<Word, Cause>,
    pub(super) update_pending: Result<bool, Cause>,
}

/// A list of packages of one repository.
struct List {
    name: String,
    class: Word,
    /// Whether apt takes new versions from it by itself.
    is_automatic: bool,
}

/// All lists, read once for all packages that are asked for.
pub(super) struct Lists {
    lists: Vec<(List, Vec<u8>)>,
    /// Whether a list could not be looked into.
    hidden: bool,
}

impl Lists {
    /// Those that may have one of these applications.
    pub(super) fn read(host: &Host, apps: &[&App]) -> Result<Self, Cause> {
        let folder = host.path("/var/lib/apt/lists");
        let names = names(&folder)?;
        let unsigned = unsigned_sources(host)?;
        let distributed = apps.iter().any(|app| app.is_distributed());
        let mut lists = Self { lists: Vec::new(), hidden: false };
        for name in &names {
            match name.rsplit_once("_Packages") {
                Some((_, "")) => {}
                Some((_, suffix)) if suffix.starts_with('.') => {
                    lists.hidden = true;
                    continue;
                }
                Some(_) | None => continue,
            }
            let path = folder.join(name);
            let size = fs_err::metadata(&path).map_err(|error| files::cause(error.kind()))?.len();
            if size > OF_DISTRIBUTION && !distributed {
                continue;
            }
            let list = describe(&folder, name, &names, &unsigned, apps);
            lists.lists.push((list, files::read(&path, LARGEST_LIST)?));
        }
        // Without any list nothing can be said of where something came from.
        if lists.lists.is_empty() && !lists.hidden && !names.iter().any(|name| name.ends_with("_Packages")) {
            return Err(Cause::Missing);
        }
        Ok(lists)
    }

    /// What the lists say of an installed package.
    pub(super) fn ask(&self, app: &App, package: &str, installed: &str) -> Answer {
        let offers: Vec<(&List, &str)> = self
            .lists
            .iter()
            .flat_map(|(list, bytes)| {
                versions(bytes, package).into_iter().map(move |version| (list, version))
            })
            .collect();
        let class = |list: &List| {
            if list.class == words::VENDOR_REPOSITORY && !app.is_made_at(host_of(&list.name)) {
                words::OTHER_REPOSITORY
            } else {
                list.class
            }
        };
        let newer = |offered: &str| compare(offered, installed).is_gt();
        let waits = offers.iter().any(|(list, version)| list.is_automatic && newer(version));
        let update_pending = match (waits, offers.iter().any(|(_, version)| *version == installed)) {
            (true, _) => Ok(true),
            (false, true) => Ok(false),
            (false, false) => Err(Cause::Missing),
        };
        let exactly = offers.iter().filter(|(_, version)| *version == installed);
        let or_newer = offers.iter().filter(|(_, version)| newer(version));
        // The least of those that offer it: apt may have taken it from any of them.
        let worst = exactly.chain(or_newer).map(|(list, _)| class(list)).max_by_key(|class| distrust(*class));
        let origin = match worst {
            Some(class) => Ok(class),
            None if self.hidden => Err(Cause::Unsupported),
            None => Ok(words::SIDELOADED_PACKAGE),
        };
        Answer { origin, update_pending }
    }
}

fn distrust(class: Word) -> u8 {
    match class {
        words::DISTRIBUTION => 0,
        words::VENDOR_REPOSITORY => 1,
        words::OTHER_REPOSITORY => 2,
        _ => 3,
    }
}

/// The host of the repository that a list is named after.
fn host_of(list: &str) -> &str {
    list.split('_').next().unwrap_or_default()
}

fn describe(folder: &Path, list: &str, names: &[String], unsigned: &[String], apps: &[&App]) -> List {
    let stem = |name: &'_ str| -> Option<usize> {
        let stem = name.strip_suffix("InRelease").or_else(|| name.strip_suffix("Release"))?;
        (stem.ends_with('_') && list.starts_with(stem)).then_some(stem.len())
    };
    let release = names
        .iter()
        .filter_map(|name| Some((stem(name)?, name)))
        .max_by_key(|(length, name)| (*length, name.ends_with("InRelease")));
    let head = release
        .and_then(|(_, name)| files::head(&folder.join(name), HEAD_OF_RELEASE).ok())
        .unwrap_or_default();
    let is_signed = release.is_some_and(|(_, name)| {
        name.ends_with("InRelease") || names.iter().any(|other| *other == format!("{name}.gpg"))
    });
    let trusted_anyway = unsigned.iter().any(|start| list.starts_with(start));
    let origin = field(&head, "Origin").unwrap_or_default();
    let class = if !is_signed || trusted_anyway {
        words::UNSIGNED_REPOSITORY
    } else if DISTRIBUTIONS.contains(&origin) {
        words::DISTRIBUTION
    } else if apps.iter().any(|app| app.is_made_at(host_of(list))) {
        words::VENDOR_REPOSITORY
    } else {
        words::OTHER_REPOSITORY
    };
    let is_automatic = field(&head, "NotAutomatic") != Some("yes");
    List { name: list.to_owned(), class, is_automatic }
}

/// The versions of a package that a list offers.
fn versions<'a>(list: &'a [u8], package: &str) -> Vec<&'a str> {
    let line = format!("\nPackage: {package}\n");
    let first = list.starts_with(&line.as_bytes()[1..]).then_some(0);
    let starts = first.into_iter().chain(memmem::find_iter(list, line.as_bytes()).map(|at| at + 1));
    let paragraph = |start: usize| {
        let rest = &list[start..];
        &rest[..memmem::find(rest, b"\n\n").unwrap_or(rest.len())]
    };
    starts.filter_map(|start| field(paragraph(start), "Version")).collect()
}

/// How the lists begin of sources whose signatures apt was told not to mind.
fn unsigned_sources(host: &Host) -> Result<Vec<String>, Cause> {
    let mut found = Vec::new();
    let mut read = |path: &Path, is_deb822: bool| match files::read(path, LARGEST_SOURCE) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            found.extend(if is_deb822 { unsigned_deb822(&text) } else { unsigned_lines(&text) });
            Ok(())
        }
        Err(Cause::Missing) => Ok(()),
        Err(cause) => Err(cause),
    };
    read(&host.path("/etc/apt/sources.list"), false)?;
    let folder = host.path("/etc/apt/sources.list.d");
    let names = match names(&folder) {
        Err(Cause::Missing) => Vec::new(),
        names => names?,
    };
    for name in names {
        match Path::new(&name).extension().and_then(|extension| extension.to_str()) {
            Some("list") => read(&folder.join(&name), false)?,
            Some("sources") => read(&folder.join(&name), true)?,
            _ => {}
        }
    }
    Ok(found)
}

/// From lines such as `deb [trusted=yes] http://host/path suite component`.
fn unsigned_lines(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| {
            let rest = line.trim().strip_prefix("deb")?.trim_start();
            let (options, rest) = rest.strip_prefix('[')?.split_once(']')?;
            let unsigned = options.split_ascii_whitespace().any(|option| {
                ["trusted=yes", "allow-insecure=yes"].contains(&option.to_ascii_lowercase().as_str())
            });
            unsigned.then(|| list_of(rest.split_ascii_whitespace().next()?)).flatten()
        })
        .collect()
}

/// From paragraphs with `Trusted: yes`.
fn unsigned_deb822(text: &str) -> Vec<String> {
    let yes = |paragraph: &[u8], name| {
        field(paragraph, name)
            .is_some_and(|value| ["yes", "true", "1"].contains(&value.to_ascii_lowercase().as_str()))
    };
    text.split("\n\n")
        .map(str::as_bytes)
        .filter(|paragraph| yes(paragraph, "Trusted") || yes(paragraph, "Allow-Insecure"))
        .flat_map(|paragraph| field(paragraph, "URIs").unwrap_or_default().split_ascii_whitespace())
        .filter_map(list_of)
        .collect()
}

/// How apt names the lists of an address: without its scheme, with `_` for `/`.
fn list_of(address: &str) -> Option<String> {
    let (_, rest) = address.split_once(':')?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let rest = rest.trim_end_matches('/').replace('_', "%5f").replace('/', "_");
    (!rest.is_empty()).then(|| format!("{rest}_"))
}

fn names(folder: &Path) -> Result<Vec<String>, Cause> {
    let list = fs_err::read_dir(folder).map_err(|error| files::cause(error.kind()))?;
    let names: Vec<String> = list
        .take(MOST_FILES + 1)
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    if names.len() > MOST_FILES { Err(Cause::TooLarge) } else { Ok(names) }
}

/// Reads a text as lists and sources.
pub(super) fn fuzz(text: &str) {
    let _ = (unsigned_lines(text), unsigned_deb822(text), versions(text.as_bytes(), "zoom"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_without_signatures_are_found() {
        let lines = "deb [arch=amd64 Trusted=yes] http://a.example/deb_x stable main\n# deb [trusted=yes] http://b.example/ x\n\
                     deb [signed-by=/k.gpg] https://c.example/ stable main\ndeb [allow-insecure=yes] file:/srv/r ./\n";
        assert_eq!(unsigned_lines(lines), ["a.example_deb%5fx_", "_srv_r_"]);
        let paragraphs = "Types: deb\nURIs: http://a.example/ http://b.example/x\nTrusted: yes\n\nTypes: deb\nURIs: https://c.example\n";
        assert_eq!(unsigned_deb822(paragraphs), ["a.example_", "b.example_x_"]);
    }

    #[test]
    fn versions_are_those_of_the_package_alone() {
        let list = b"Package: zoom\nVersion: 1\n\nPackage: zoom-x\nVersion: 2\n\nPackage: zoom\nArchitecture: all\nVersion: 3\n";
        assert_eq!(versions(list, "zoom"), ["1", "3"]);
        assert_eq!(versions(b"", "zoom"), [""; 0]);
    }
}
