//! What kind of disk a folder lies on.
//!
//! Reads the table of mounts, and of a block device where it is plugged in. Needs no permission. Cannot tell a disk inside
//! the device from one outside that is plugged in by anything but USB or a card reader.

use std::path::Path;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::download_folders as words;

use crate::host::Host;
use crate::platform::linux::files::{cause, read_text};
use crate::platform::linux::mounts::{Mounts, is_remote};

/// Kinds of mounts behind which a cloud is.
#[rustfmt::skip]
const CLOUDS: &[&str] = &[
    "fuse.rclone", "fuse.google-drive-ocamlfuse", "fuse.gvfsd-fuse", "fuse.onedriver", "fuse.pCloud.fs", "fuse.pcloud",
    "fuse.s3fs", "fuse.davfs", "davfs", "fuse.kio-fuse", "fuse.insync", "fuse.expandrive", "fuse.seadrive",
];

/// Where desktops mount what was plugged in.
const PLUGGED_IN: &[&str] = &["/media", "/run/media"];

/// More layers than anybody stacks.
const MAX_DEPTH: usize = 16;
const SMALL_FILE: u64 = 4096;

#[derive(Clone, Copy)]
pub(super) struct LiesOn {
    pub(super) kept_on: Word,
    pub(super) synchronised_by: Word,
}

pub(super) fn lies_on(host: &Host, mounts: &Mounts, path: &Path) -> Result<LiesOn, Cause> {
    let mount = mounts.of_path(path).ok_or(Cause::Missing)?;
    let stays = |kept_on| LiesOn { kept_on, synchronised_by: words::NOT_SYNCHRONISED };
    if CLOUDS.contains(&mount.kind.as_str()) {
        return Ok(LiesOn { kept_on: words::ANOTHER_COMPUTER, synchronised_by: words::CLOUD_MOUNT });
    }
    if is_remote(&mount.kind) {
        return Ok(stays(words::ANOTHER_COMPUTER));
    }
    let system = mounts.of_path(Path::new("/")).ok_or(Cause::Missing)?;
    // The system may itself be on a card or a stick that is always there.
    if mount.id == system.id || (mount.device == system.device && mount.device.0 != 0) {
        return Ok(stays(words::OWN_DISK));
    }
    if PLUGGED_IN.iter().any(|place| mount.point.starts_with(place)) {
        return Ok(stays(words::REMOVABLE_DISK));
    }
    if mount.device.0 == 0 {
        return Ok(stays(words::OWN_DISK));
    }
    let (major, minor) = mount.device;
    let device = fs_err::canonicalize(host.path(&format!("/sys/dev/block/{major}:{minor}")));
    let device = device.map_err(|error| cause(error.kind()))?;
    Ok(stays(if is_removable(&device, 0) { words::REMOVABLE_DISK } else { words::OWN_DISK }))
}

fn is_removable(device: &Path, depth: usize) -> bool {
    let whole = if device.join("partition").exists() { device.parent().unwrap_or(device) } else { device };
    let says = |name: &str, word: &str| {
        read_text(&whole.join(name), SMALL_FILE).is_ok_and(|text| text.trim_end() == word)
    };
    let is_usb = whole.components().any(|part| {
        let number = part.as_os_str().to_str().and_then(|part| part.strip_prefix("usb"));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if is_usb || says("removable", "1") || says("device/type", "SD") {
        return true;
    }
    let slaves = fs_err::read_dir(whole.join("slaves")).into_iter().flatten().flatten();
    depth < MAX_DEPTH
        && slaves
            .filter_map(|slave| fs_err::canonicalize(slave.path()).ok())
            .any(|slave| is_removable(&slave, depth + 1))
}
