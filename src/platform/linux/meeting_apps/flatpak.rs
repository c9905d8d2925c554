//! What an application of Flatpak may reach, and whether its remote is to be trusted.
//!
//! Reads the `metadata` of the deployed application and what was changed of its permissions: `overrides/global` and
//! `overrides/ID` of the system and of the person, in this order (flatpak-metadata(5), flatpak-override(1)); and the
//! `gpg-verify` of the remote in `repo/config`. Needs no permission. Cannot see what portals granted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::meeting_apps as words;

use crate::host::Host;
use crate::platform::linux::packages::{Origin, Package};
use crate::platform::linux::{files, ini};

/// The largest file that is read here, in bytes.
const LARGEST: u64 = 1 << 20;

/// What an application may reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Permissions {
    filesystems: BTreeSet<String>,
    devices: BTreeSet<String>,
    sockets: BTreeSet<String>,
    /// Whether it may have programs started outside of its sandbox.
    starts_outside: bool,
}

impl Permissions {
    pub(super) fn of(host: &Host, package: &Package) -> Result<Self, Cause> {
        let deployed =
            installation(host, package).join("app").join(&package.name).join("current/active/metadata");
        let mut permissions = Self::default();
        permissions.take(&files::read_text(&deployed, LARGEST)?);
        let changes = [host.path("/var/lib/flatpak/overrides"), personal(host).join("overrides")];
        for path in changes.iter().flat_map(|folder| [folder.join("global"), folder.join(&package.name)]) {
            match files::read_text(&path, LARGEST) {
                Ok(text) => permissions.take(&text),
                Err(Cause::Missing) => {}
                Err(cause) => return Err(cause),
            }
        }
        Ok(permissions)
    }

    fn take(&mut self, text: &str) {
        for (group, key, value) in ini::entries(text) {
            match (group, key) {
                ("Context", "filesystems") => change(&mut self.filesystems, value),
                ("Context", "devices") => change(&mut self.devices, value),
                ("Context", "sockets") => change(&mut self.sockets, value),
                ("Session Bus Policy", "org.freedesktop.Flatpak") => {
                    self.starts_outside = ["talk", "own"].contains(&value);
                }
                _ => {}
            }
        }
    }

    pub(super) fn is_unconfined(&self) -> bool {
        self.starts_outside
    }

    pub(super) fn reaches_all_files(&self) -> bool {
        ["host", "host-root", "/", "/home"].iter().any(|place| self.filesystems.contains(*place))
    }

    pub(super) fn reaches_home_files(&self) -> bool {
        self.reaches_all_files() || ["home", "~", "~/"].iter().any(|place| self.filesystems.contains(*place))
    }

    pub(super) fn reaches_all_devices(&self) -> bool {
        self.devices.contains("all")
    }

    pub(super) fn reaches_session_bus(&self) -> bool {
        self.sockets.contains("session-bus")
    }
}

/// Applies a list such as `home:ro;!xdg-download;` to what is allowed already.
fn change(allowed: &mut BTreeSet<String>, list: &str) {
    for entry in list.split(';').map(str::trim).filter(|entry| !entry.is_empty()) {
        let (is_taken, entry) = entry.strip_prefix('!').map_or((false, entry), |entry| (true, entry));
        let (name, mode) = match entry.rsplit_once(':') {
            Some((name, mode @ ("ro" | "rw" | "create" | "reset"))) => (name, mode),
            _ => (entry, ""),
        };
        match (is_taken, mode) {
            (true, "reset") => allowed.clear(),
            (true, _) => drop(allowed.remove(name)),
            (false, _) => drop(allowed.insert(name.to_owned())),
        }
    }
}

fn personal(host: &Host) -> PathBuf {
    let configured = host.variable("FLATPAK_USER_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    configured.unwrap_or_else(|| host.data_home().join("flatpak"))
}

fn installation(host: &Host, package: &Package) -> PathBuf {
    if package.is_personal { personal(host) } else { host.path("/var/lib/flatpak") }
}

/// Where an application came from.
pub(super) fn origin(host: &Host, package: &Package) -> Result<Word, Cause> {
    let Origin::Remote { name, address: Some(address) } = &package.origin else { return Err(Cause::Missing) };
    let config = files::read_text(&installation(host, package).join("repo/config"), LARGEST)?;
    let entries = ini::entries(&config);
    // OSTree checks signatures unless it is told not to (ostree.repo-config(5)).
    let checked = ini::last(&entries, &format!("remote \"{name}\""), "gpg-verify").unwrap_or("true");
    let server =
        address.strip_prefix("https://").map(|rest| rest.split(['/', ':']).next().unwrap_or_default());
    Ok(match (checked, server) {
        ("true" | "1", Some("flathub.org" | "dl.flathub.org")) => words::FLATHUB,
        ("true" | "1", _) => words::OTHER_FLATPAK_REMOTE,
        // Images of Fedora come signed by other means: over TLS, by digest.
        (_, None) if address.starts_with("oci+https://registry.fedoraproject.org") => words::DISTRIBUTION,
        (_, _) => words::UNSIGNED_REPOSITORY,
    })
}

/// Whether a newer version was fetched and is not the one in use; where none was fetched, nothing is known.
pub(super) fn update_pending(host: &Host, package: &Package) -> Result<bool, Cause> {
    let Origin::Remote { name, .. } = &package.origin else { return Err(Cause::Missing) };
    let place = installation(host, package);
    let current = place.join("app").join(&package.name).join("current");
    let target = |link: &Path| fs_err::read_link(link).map_err(|error| files::cause(error.kind()));
    let (branch, active) = (target(&current)?, target(&current.join("active"))?);
    let fetched = place.join("repo/refs/remotes").join(name).join("app").join(&package.name).join(branch);
    let fetched = files::read_text(&fetched, LARGEST)?;
    if active.to_str() == Some(fetched.trim()) { Err(Cause::Unsupported) } else { Ok(true) }
}

/// Reads a text as the permissions of an application.
pub(super) fn fuzz(text: &str) {
    let mut permissions = Permissions::default();
    permissions.take(text);
    let _ = (permissions.reaches_home_files(), permissions.is_unconfined());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home_and_all(texts: &[&str]) -> (bool, bool) {
        let mut permissions = Permissions::default();
        for text in texts {
            permissions.take(&format!("[Context]\nfilesystems={text}\n"));
        }
        (permissions.reaches_home_files(), permissions.reaches_all_files())
    }

    #[test]
    fn later_lists_change_the_earlier_ones() {
        assert_eq!(home_and_all(&["xdg-download;xdg-pictures:ro;"]), (false, false));
        assert_eq!(home_and_all(&["home:ro"]), (true, false));
        assert_eq!(home_and_all(&["host"]), (true, true));
        assert_eq!(home_and_all(&["home", "!home"]), (false, false));
        assert_eq!(home_and_all(&["home;host", "!host:reset"]), (false, false));
        assert_eq!(home_and_all(&["!home", "home:create"]), (true, false));
    }
}
