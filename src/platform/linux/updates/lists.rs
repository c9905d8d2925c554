//! When the lists of managers other than apt were renewed.
//!
//! Reads the times of what dnf, `PackageKit`, zypper and pacman keep of their sources. What is in it is packed in forms of
//! their own, or too large to unpack for a check.

use std::path::PathBuf;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::{Word, common};
use jiff::Timestamp;

use crate::browser::file;
use crate::host::Host;

/// Folders with one folder for each source, in which `repodata` holds what was fetched.
const RPM_CACHES: [&str; 3] = ["/var/cache/libdnf5", "/var/cache/dnf", "/var/cache/zypp/raw"];

/// A folder for each release, with `metadata` in it.
const PACKAGE_KIT: &str = "/var/cache/PackageKit";

const PACMAN: &str = "/var/lib/pacman/sync";

const MAX_FILES: usize = 1000;

/// The time at which any list was renewed last.
pub(super) fn renewed(host: &Host, manager: Word) -> Result<Timestamp, Cause> {
    let mut newest = None;
    if manager == common::PACMAN {
        for name in file::names(&host.path(PACMAN), MAX_FILES)?.unwrap_or_default() {
            let path = host.path(PACMAN).join(name);
            if path.extension().is_some_and(|extension| extension == "db") {
                newest = newest.max(file::changed(&path));
            }
        }
    } else if manager == common::RPM {
        let mut caches: Vec<PathBuf> = RPM_CACHES.map(|cache| host.path(cache)).into();
        for release in file::names(&host.path(PACKAGE_KIT), MAX_FILES)?.unwrap_or_default() {
            caches.push(host.path(PACKAGE_KIT).join(release).join("metadata"));
        }
        for cache in caches {
            for source in file::names(&cache, MAX_FILES).ok().flatten().unwrap_or_default() {
                let folder = cache.join(source).join("repodata");
                // dnf sets the time of a list anew when the source says that it is still the latest.
                for name in file::names(&folder, MAX_FILES).ok().flatten().unwrap_or_default() {
                    newest = newest.max(file::changed(&folder.join(name)));
                }
            }
        }
    }
    newest.ok_or(Cause::Missing)
}
