//! snapd: the revisions that are in use.
//!
//! Reads where `/snap/*/current` (or `/var/lib/snapd/snap/*/current`) leads to and `meta/snap.yaml` there, which needs no
//! permission. The version is not known where the image is not mounted; snapd's own state is root's alone.

use std::path::Path;

use custodia_core::fact::Cause;

use super::{Manager, Origin, Package};
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::files;

/// Where snaps are mounted: Fedora and Arch Linux have no `/snap`.
const FOLDERS: [&str; 2] = ["/snap", "/var/lib/snapd/snap"];

/// The largest description, in bytes.
const LARGEST: u64 = 1 << 20;

pub(super) fn find(host: &Host, names: &[&str]) -> Result<Vec<Package>, Cause> {
    if !is_there(host)? {
        return Err(Cause::Missing);
    }
    let mut found: Vec<Package> = Vec::new();
    for name in names.iter().filter(|name| is_snap_name(name)) {
        for folder in FOLDERS {
            let current = host.path(folder).join(name).join("current");
            let Some(revision) = revision(&current)? else { continue };
            if found.iter().any(|package| package.name == *name) {
                continue;
            }
            // snapd numbers what it did not get from the store x1, x2 and so on.
            let origin = if revision.starts_with('x') { Origin::LocalFile } else { Origin::Store };
            let meta = files::read_text(&current.join("meta/snap.yaml"), LARGEST).ok();
            let version = meta.as_deref().and_then(version).map(str::to_owned);
            found.push(Package { version, origin, ..Package::new(Manager::Snap, name) });
        }
    }
    Ok(found)
}

/// snapd keeps the images that it mounts in this folder, from its installation on.
pub(crate) fn is_there(host: &Host) -> Result<bool, Cause> {
    file::exists(&host.path("/var/lib/snapd/snaps"))
}

/// Where `current` leads to, `None` where there is no such snap.
fn revision(current: &Path) -> Result<Option<String>, Cause> {
    let target = fs_err::read_link(current).map_err(|error| files::cause(error.kind()));
    let Some(target) = file::present(target)? else { return Ok(None) };
    let is_revision = |name: &&str| {
        let digits = name.strip_prefix('x').unwrap_or(name);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let name = target.file_name().and_then(|name| name.to_str()).filter(is_revision);
    name.map(|name| Some(name.to_owned())).ok_or(Cause::Malformed)
}

fn is_snap_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_')
}

/// The version in `snap.yaml`, a scalar of its top level.
fn version(meta: &str) -> Option<&str> {
    let value = meta.lines().find_map(|line| line.strip_prefix("version:"))?.trim();
    let unquoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    Some(unquoted.unwrap_or(value)).filter(|version| !version.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::platform::linux::packages::tests::machine;

    #[test]
    fn a_snap_is_the_revision_in_use() {
        let (root, host) = machine(&[
            ("var/lib/snapd/snaps/zoom-client_231.snap", b""),
            ("snap/zoom-client/231/meta/snap.yaml", b"name: zoom-client\nversion: '6.2.11'\n"),
            ("snap/mine/x2/meta/other", b""),
        ]);
        for (name, target) in [("zoom-client", "231"), ("mine", "x2")] {
            fs_err::os::unix::fs::symlink(target, root.path().join("snap").join(name).join("current"))
                .unwrap();
        }

        let found = find(&host, &["zoom-client", "mine", "other", "us.zoom.Zoom"]).unwrap();

        let told: Vec<_> = found.iter().map(|found| (found.version.as_deref(), &found.origin)).collect();
        assert_eq!(told, [(Some("6.2.11"), &Origin::Store), (None, &Origin::LocalFile)]);
        assert_eq!(find(&machine(&[]).1, &["mine"]), Err(Cause::Missing));
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "(version:|[ '\"\n]|.){0,40}") {
            let _ = version(&text);
        }
    }
}
