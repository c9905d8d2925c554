//! dpkg: the paragraphs of its status file.
//!
//! Reads `/var/lib/dpkg/status`, which everybody may. Format: deb822(5), dpkg(1) "Package states". What a dpkg that is
//! at work has not written into it yet stands in a journal beside it and is not looked at.

use custodia_core::fact::Cause;

use super::{Manager, Origin, Package, lines, paragraphs, text};
use crate::host::Host;
use crate::platform::linux::files;

/// The largest status file that is read, in bytes: the 60,000 packages of Debian installed at once would make 60 MB.
const LARGEST: u64 = 64 << 20;

/// The content of the status file.
pub(crate) struct Status(Vec<u8>);

/// An installed package, with its fields in place.
#[derive(Clone, Copy)]
pub(crate) struct Installed<'a> {
    pub(crate) name: &'a str,
    paragraph: &'a [u8],
}

impl Status {
    pub(crate) fn read(host: &Host) -> Result<Self, Cause> {
        files::read(&host.path("/var/lib/dpkg/status"), LARGEST).map(Self)
    }

    /// The packages whose files are in place and set up; those that were removed, or got stuck on the way, are not.
    ///
    /// A paragraph that is none is an error: what it tells of could be what matters.
    pub(crate) fn installed(&self) -> impl Iterator<Item = Result<Installed<'_>, Cause>> {
        installed(&self.0, |_| true)
    }

    /// Whether a package of that name is installed.
    pub(crate) fn has(&self, name: &str) -> Result<bool, Cause> {
        Ok(installed(&self.0, |own| own == name).next().transpose()?.is_some())
    }
}

fn installed(
    bytes: &[u8],
    is_wanted: impl Fn(&str) -> bool,
) -> impl Iterator<Item = Result<Installed<'_>, Cause>> {
    paragraphs(bytes).filter_map(move |paragraph| {
        let Some(name) = field(paragraph, "Package").filter(|name| !name.is_empty()) else {
            return Some(Err(Cause::Malformed));
        };
        if !is_wanted(name) {
            return None;
        }
        let installed = Installed { name, paragraph };
        match installed.is_in_place() {
            Ok(true) if installed.version().is_none() => Some(Err(Cause::Malformed)),
            Ok(true) => Some(Ok(installed)),
            Ok(false) => None,
            Err(cause) => Some(Err(cause)),
        }
    })
}

impl<'a> Installed<'a> {
    pub(crate) fn version(&self) -> Option<&'a str> {
        field(self.paragraph, "Version").filter(|version| !version.is_empty())
    }

    pub(crate) fn architecture(&self) -> Option<&'a str> {
        field(self.paragraph, "Architecture")
    }

    pub(crate) fn maintainer(&self) -> Option<&'a str> {
        field(self.paragraph, "Maintainer")
    }

    /// Whether the administrator told dpkg to leave it at its version.
    pub(crate) fn is_held(&self) -> bool {
        field(self.paragraph, "Status").is_some_and(|status| status.starts_with("hold "))
    }

    /// The third word of the status is the state; one whose triggers wait is set up all the same.
    fn is_in_place(&self) -> Result<bool, Cause> {
        let mut words = field(self.paragraph, "Status").ok_or(Cause::Malformed)?.split_ascii_whitespace();
        let (Some(_), Some(flag), Some(state)) = (words.next(), words.next(), words.next()) else {
            return Err(Cause::Malformed);
        };
        Ok(flag == "ok" && ["installed", "triggers-awaited", "triggers-pending"].contains(&state))
    }
}

/// The value of a field on its own line; names of fields are the same in any case.
pub(crate) fn field<'a>(paragraph: &'a [u8], name: &str) -> Option<&'a str> {
    let line = lines(paragraph).find(|line| {
        line.get(name.len()) == Some(&b':') && line[..name.len()].eq_ignore_ascii_case(name.as_bytes())
    })?;
    text(&line[name.len() + 1..]).map(str::trim)
}

/// The installed packages of these names.
pub(super) fn find(host: &Host, names: &[&str]) -> Result<Vec<Package>, Cause> {
    let status = Status::read(host)?;
    installed(&status.0, |name| names.contains(&name))
        .map(|found| {
            let found = found?;
            Ok(Package {
                version: found.version().map(str::to_owned),
                architecture: found.architecture().map(str::to_owned),
                origin: found.maintainer().map_or(Origin::Untold, |maker| Origin::Maker(maker.to_owned())),
                ..Package::new(Manager::Dpkg, found.name)
            })
        })
        .collect()
}

/// Reads bytes as a status file, in every way that the checks do.
pub(crate) fn fuzz(bytes: &[u8]) {
    for found in installed(bytes, |_| true).flatten() {
        let _ = (found.version(), found.architecture(), found.maintainer(), found.is_held());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::platform::linux::packages::tests::machine;

    fn names(status: &str) -> Result<Vec<String>, Cause> {
        installed(status.as_bytes(), |_| true).map(|found| found.map(|found| found.name.to_owned())).collect()
    }

    #[test]
    fn only_what_is_in_place_is_installed() {
        for (status, is_installed) in [
            ("install ok installed", true),
            ("hold ok installed", true),
            ("deinstall ok installed", true),
            ("install ok triggers-pending", true),
            ("install ok triggers-awaited", true),
            ("deinstall ok config-files", false),
            ("install ok half-configured", false),
            ("install ok unpacked", false),
            ("install ok half-installed", false),
            ("install reinstreq installed", false),
            ("unknown ok not-installed", false),
        ] {
            let text = format!("Package: a\nStatus: {status}\nVersion: 1\n\n");
            assert_eq!(names(&text), Ok(vec!["a".to_owned(); usize::from(is_installed)]), "{status}");
        }
    }

    #[test]
    fn what_is_no_paragraph_is_damage() {
        for damaged in [
            "x",
            "Package: a\n",
            "Package: a\nStatus: install\n",
            "Status: install ok installed\n",
            "Package: a\nStatus: install ok installed\n",
        ] {
            assert_eq!(names(damaged), Err(Cause::Malformed), "{damaged}");
        }
        assert_eq!(names(""), Ok(Vec::new()));
    }

    #[test]
    fn wanted_packages_come_with_version_and_maker() {
        let status = "Package: aa\nStatus: install ok installed\nVersion: 9\n\n\
            Package: a\nStatus: install ok installed\nMaintainer: Ann <a@b.example>\nArchitecture: amd64\n\
            Version: 1:2.0-3\nDescription: x\n Version: 7\n\n\
            Package: a\nStatus: install ok installed\nArchitecture: i386\nVersion: 1:2.0-3\n";
        let (_root, host) = machine(&[("var/lib/dpkg/status", status.as_bytes())]);

        let found = find(&host, &["a", "b"]).unwrap();

        assert_eq!(found.len(), 2);
        assert_eq!(found[0].version.as_deref(), Some("1:2.0-3"));
        assert_eq!(found[0].origin, Origin::Maker("Ann <a@b.example>".to_owned()));
        assert_eq!(found[1].architecture.as_deref(), Some("i386"));
        assert_eq!(find(&machine(&[]).1, &["a"]), Err(Cause::Missing));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(text in "(Package|Status|Version|: |ok|installed|[ -~]|\n){0,80}") {
            fuzz(text.as_bytes());
        }
    }
}
