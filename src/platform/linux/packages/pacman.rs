//! pacman: a folder for each package.
//!
//! Reads `/var/lib/pacman/local/*/desc`, which everybody may. A `DBPath` elsewhere, which nobody uses on a system that
//! is not being installed, is not looked at.

use custodia_core::fact::Cause;
use jiff::Timestamp;

use super::{Manager, Origin, Package, lines, text};
use crate::host::Host;
use crate::platform::linux::files;

const DATABASE: &str = "/var/lib/pacman/local";

/// More packages than this are not looked at.
const MAX_PACKAGES: usize = 100_000;

/// The largest description, in bytes.
const LARGEST: u64 = 1 << 20;

pub(super) fn find(host: &Host, names: &[&str]) -> Result<Vec<Package>, Cause> {
    let folder = host.path(DATABASE);
    let mut found = Vec::new();
    for folder_name in folders(host)? {
        let (name, version) = split(&folder_name).ok_or(Cause::Malformed)?;
        if names.contains(&name) {
            let description = files::read(&folder.join(&folder_name).join("desc"), LARGEST)?;
            let package = describe(&description).ok_or(Cause::Malformed)?;
            if package.name != name || package.version.as_deref() != Some(version) {
                return Err(Cause::Malformed);
            }
            found.push(package);
        }
    }
    Ok(found)
}

/// The names of the folders, each of one package.
fn folders(host: &Host) -> Result<Vec<String>, Cause> {
    let entries = fs_err::read_dir(host.path(DATABASE)).map_err(|error| files::cause(error.kind()))?;
    let mut names = Vec::new();
    for entry in entries {
        if names.len() == MAX_PACKAGES {
            return Err(Cause::TooLarge);
        }
        let name = entry.map_err(|error| files::cause(error.kind()))?.file_name();
        let name = name.into_string().map_err(|_| Cause::Malformed)?;
        if name != "ALPM_DB_VERSION" {
            names.push(name);
        }
    }
    Ok(names)
}

/// `name-version-release`; a version holds no dash.
fn split(folder: &str) -> Option<(&str, &str)> {
    let (dash, _) = folder.rmatch_indices('-').nth(1)?;
    Some((&folder[..dash], &folder[dash + 1..])).filter(|(name, _)| !name.is_empty())
}

/// A package by its description: `%NAME%` on a line of its own, the value below.
fn describe(description: &[u8]) -> Option<Package> {
    let value = |name: &str| {
        let mut lines = lines(description);
        lines.find(|line| *line == name.as_bytes())?;
        text(lines.next()?).filter(|value| !value.is_empty())
    };
    let installed = value("%INSTALLDATE%").and_then(|seconds| seconds.parse().ok());
    Some(Package {
        version: Some(value("%VERSION%")?.to_owned()),
        architecture: value("%ARCH%").map(str::to_owned),
        origin: value("%PACKAGER%").map_or(Origin::Untold, |maker| Origin::Maker(maker.to_owned())),
        installed_at: installed.and_then(|seconds| Timestamp::from_second(seconds).ok()),
        ..Package::new(Manager::Pacman, value("%NAME%")?)
    })
}

/// Reads bytes as the description of a package.
pub(crate) fn fuzz(bytes: &[u8]) {
    let _ = describe(bytes);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::platform::linux::packages::tests::machine;

    #[test]
    fn a_package_is_found_by_its_folder() {
        let description =
            b"%NAME%\ngtk-doc\n\n%VERSION%\n1:1.34.0-2\n\n%ARCH%\nany\n\n%INSTALLDATE%\n1763000000\n\n\
            %PACKAGER%\nAnn <a@b.example>\n\n";
        let (_root, host) = machine(&[
            ("var/lib/pacman/local/ALPM_DB_VERSION", b"9\n"),
            ("var/lib/pacman/local/gtk-doc-1:1.34.0-2/desc", description),
            ("var/lib/pacman/local/gtk-4.1-1/desc", b"?"),
        ]);

        let found = find(&host, &["gtk-doc"]).unwrap();

        assert_eq!((found.len(), found[0].version.as_deref()), (1, Some("1:1.34.0-2")));
        assert_eq!(found[0].installed_at.map(Timestamp::as_second), Some(1_763_000_000));
        assert_eq!(find(&host, &["gtk"]), Err(Cause::Malformed));
        assert_eq!(find(&host, &["qt"]), Ok(Vec::new()));
        assert_eq!(find(&machine(&[]).1, &["gtk"]), Err(Cause::Missing));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(text in "(%NAME%|%VERSION%|%INSTALLDATE%|[ -~]|\n){0,40}") {
            fuzz(text.as_bytes());
        }

        #[test]
        fn any_name_of_a_folder_is_split_or_not(name in ".{0,20}") {
            if let Some((package, version)) = split(&name) {
                prop_assert_eq!(format!("{package}-{version}"), name);
            }
        }
    }
}
