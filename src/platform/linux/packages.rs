//! What is installed, by the package managers' own records.
//!
//! Reads dpkg's status file, RPM's database, pacman's and apk's databases, and the deployed applications of Flatpak and
//! snapd, all of them readable for everybody. Cannot see what was unpacked by hand, what npm, pip or an `AppImage` brought,
//! or the state of snapd, which is root's alone. No program is started.

use custodia_core::fact::Cause;
use custodia_core::vocabulary::{Source, common};
use jiff::Timestamp;

use crate::host::Host;

mod apk;
pub(crate) mod dpkg;
pub(crate) mod flatpak;
pub(crate) mod pacman;
pub(crate) mod rpm;
pub(crate) mod snap;

/// A program that installs others and keeps a record of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Manager {
    Dpkg,
    Rpm,
    Pacman,
    Apk,
    Flatpak,
    Snap,
}

impl Manager {
    pub(crate) const ALL: [Self; 6] =
        [Self::Dpkg, Self::Rpm, Self::Pacman, Self::Apk, Self::Flatpak, Self::Snap];

    /// Where its record is read from.
    pub(crate) const fn source(self) -> Source {
        match self {
            Self::Dpkg => common::DPKG_STATUS,
            Self::Rpm => common::RPM_DATABASE,
            Self::Pacman => common::PACMAN_DATABASE,
            Self::Apk => common::APK_DATABASE,
            Self::Flatpak => common::FLATPAK_INSTALLATIONS,
            Self::Snap => common::SNAP_INSTALLATIONS,
        }
    }

    /// What it has of these names; [`Cause::Missing`] where the machine has no such manager.
    fn find(self, host: &Host, names: &[&str]) -> Result<Vec<Package>, Cause> {
        match self {
            Self::Dpkg => dpkg::find(host, names),
            Self::Rpm => rpm::find(host, names),
            Self::Pacman => pacman::find(host, names),
            Self::Apk => apk::find(host, names),
            Self::Flatpak => flatpak::find(host, names),
            Self::Snap => snap::find(host, names),
        }
    }
}

/// Where the files of a package came from, as its manager tells it. None of it may get into a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Who made the package, in the maker's own words: anybody can write anything there.
    Maker(String),
    /// The name of the remote that it came from, and its address where the installation still has it.
    Remote { name: String, address: Option<String> },
    /// snapd's store.
    Store,
    /// A file that somebody had.
    LocalFile,
    /// The record does not say.
    Untold,
}

/// An installed package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package {
    pub(crate) manager: Manager,
    /// The name of the package, the application id of a Flatpak, or the name of a snap.
    pub(crate) name: String,
    /// As the manager writes it, with epoch and revision; `None` where the record does not tell it.
    pub(crate) version: Option<String>,
    pub(crate) architecture: Option<String>,
    pub(crate) origin: Origin,
    /// When it got onto the machine, where that is recorded.
    pub(crate) installed_at: Option<Timestamp>,
    /// Whether it was installed for this person alone.
    pub(crate) is_personal: bool,
}

impl Package {
    fn new(manager: Manager, name: &str) -> Self {
        Self {
            manager,
            name: name.to_owned(),
            version: None,
            architecture: None,
            origin: Origin::Untold,
            installed_at: None,
            is_personal: false,
        }
    }
}

/// What the managers of the machine answered about certain names.
#[derive(Debug, Default)]
pub(crate) struct Packages {
    found: Vec<Package>,
    managers: Vec<(Manager, Result<(), Cause>)>,
}

impl Packages {
    /// Asks every manager that the machine has for packages of these names.
    pub(crate) fn named(host: &Host, names: &[&str]) -> Self {
        let mut packages = Self::default();
        for manager in Manager::ALL {
            match manager.find(host, names) {
                Ok(mut found) => {
                    packages.managers.push((manager, Ok(())));
                    packages.found.append(&mut found);
                }
                Err(Cause::Missing) => {}
                Err(cause) => packages.managers.push((manager, Err(cause))),
            }
        }
        packages
    }

    /// All that were found.
    pub(crate) fn all(&self) -> &[Package] {
        &self.found
    }

    /// The installed packages of that name: several architectures or managers can each have one.
    pub(crate) fn of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Package> {
        self.found.iter().filter(move |package| package.name == name)
    }

    /// The managers that the machine has, each with whether its record could be read.
    pub(crate) fn managers(&self) -> &[(Manager, Result<(), Cause>)] {
        &self.managers
    }

    /// The managers whose record could not be read: what they installed is not known.
    pub(crate) fn unreadable(&self) -> impl Iterator<Item = (Manager, Cause)> {
        self.managers.iter().filter_map(|(manager, read)| Some((*manager, read.err()?)))
    }
}

/// The paragraphs of a file in which an empty line ends each.
pub(crate) fn paragraphs(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        loop {
            let bytes = rest?;
            let (paragraph, after) = match memchr::memmem::find(bytes, b"\n\n") {
                Some(end) => (&bytes[..=end], Some(&bytes[end + 2..])),
                None => (bytes, None),
            };
            rest = after;
            let start = paragraph.iter().position(|byte| *byte != b'\n');
            if let Some(start) = start {
                return Some(&paragraph[start..]);
            }
        }
    })
}

/// The lines of a text, without their ends.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        Some(line)
    })
}

/// Bytes as text, where they are UTF-8.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// A machine with these files.
    pub(crate) fn machine(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Host) {
        let root = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = root.path().join(path);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, content).unwrap();
        }
        let host = Host::new(root.path(), BTreeMap::new(), Timestamp::UNIX_EPOCH);
        (root, host)
    }

    #[test]
    fn paragraphs_end_at_empty_lines() {
        let all = |text: &'static str| {
            paragraphs(text.as_bytes()).map(|found| String::from_utf8_lossy(found)).collect::<Vec<_>>()
        };

        assert_eq!(all("a\nb\n\nc\n"), ["a\nb\n", "c\n"]);
        assert_eq!(all("\n\n\na\n\n\n\nb"), ["a\n", "b"]);
        assert_eq!(all("a\n\n"), ["a\n"]);
        assert_eq!(all("\n\n"), [""; 0]);
        assert_eq!(all(""), [""; 0]);
    }

    proptest! {
        #[test]
        fn no_byte_of_a_paragraph_is_lost(text in "[a\n]{0,60}") {
            let joined: Vec<u8> = paragraphs(text.as_bytes()).flatten().copied().filter(|byte| *byte == b'a').collect();
            prop_assert_eq!(joined.len(), text.matches('a').count());
            let count = lines(text.as_bytes()).count();
            prop_assert_eq!(count, text.lines().count());
        }
    }
}
