//! Facts of the `storage-encryption` check on Linux.
//!
//! Reads the kernel's tables of mounts and swap areas and its tree of block devices in `/sys`, and asks the file system
//! whether a folder is encrypted. Needs no permission. Cannot see which cipher an encrypted device uses (one that does
//! nothing looks the same), whether a drive encrypts by itself, whether ZFS or bcachefs encrypt, how strong a passphrase
//! is, or swap areas and disks that are not in use.

use std::path::{Path, PathBuf};

use custodia_core::fact::{Cause, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::device_reset::MACHINE_DESCRIPTION;
use custodia_core::vocabulary::storage_encryption as words;

use super::device_reset::environment;
use super::files::{self, cause};
use super::mounts::{Mounts, real_path, unescaped};
use super::{known, live};
use crate::host::Host;

mod ground;
mod stores;

use ground::{Ground, Leg};

/// The largest table of swap areas that is read, in bytes.
const SWAPS_LIMIT: u64 = 64 << 10;

pub(crate) fn storage_encryption(host: &Host) -> Facts {
    let mut facts = Facts::new();
    facts.put(words::ENVIRONMENT, live(environment(host), MACHINE_DESCRIPTION));
    let mounts = Mounts::of(host);
    let mounts = mounts.as_ref().map_err(|cause| *cause);
    let below = |path: &Path| -> Vec<Leg> {
        let legs = mounts.and_then(|mounts| Ok(Ground::of_path(host, mounts, &real_path(host, path)?)));
        legs.unwrap_or_else(|cause| vec![Leg::unclear(cause)])
    };
    let mut areas: Vec<(Word, Leg)> = Vec::new();
    let mut add = |place: Word, legs: Vec<Leg>| {
        for area in legs.into_iter().map(|leg| (place, leg)) {
            if !areas.contains(&area) {
                areas.push(area);
            }
        }
    };
    add(words::ROOT, below(&host.path("/")));
    add(words::HOME, below(host.home()));
    let folders = stores::stores(host);
    for (place, path) in &folders {
        match fs_err::metadata(path).map_err(|error| cause(error.kind())) {
            Ok(_) => add(*place, below(path)),
            Err(Cause::Missing) => {}
            Err(cause) => add(*place, vec![Leg::unclear(cause)]),
        }
    }
    let swaps = swaps(host);
    for swap in swaps.iter().flatten() {
        let legs = mounts.map(|mounts| swap.legs(host, mounts));
        add(words::SWAP, legs.unwrap_or_else(|cause| vec![Leg::unclear(cause)]));
    }
    let count = swaps.as_ref().map(|swaps| swaps.len() as u64).map_err(|cause| *cause);
    facts.put(words::SWAP_AREAS, known(count, words::SWAP_TABLE));
    for (item, (place, leg)) in (0_u16..).zip(areas) {
        facts.put_item(item, words::PLACE, live(place, words::MOUNT_TABLE));
        facts.put_item(item, words::LAYER, live(leg.layer, words::BLOCK_DEVICES));
        facts.put_item(item, words::ENCRYPTED, known(leg.encrypted, words::BLOCK_DEVICES));
    }
    facts
}

/// A swap area in use.
#[derive(Debug, PartialEq, Eq)]
enum Swap {
    File(PathBuf),
    Device(PathBuf),
}

impl Swap {
    fn legs(&self, host: &Host, mounts: &Mounts) -> Vec<Leg> {
        match self {
            Self::File(path) => Ground::of_path(host, mounts, path),
            Self::Device(path) => Ground::of_device(host, mounts, path),
        }
    }
}

fn swaps(host: &Host) -> Result<Vec<Swap>, Cause> {
    swap_table(&files::read(&host.path("/proc/swaps"), SWAPS_LIMIT)?)
}

/// The areas of a table in the form of `proc_swaps(5)`: a heading, then the name and the kind of each.
fn swap_table(table: &[u8]) -> Result<Vec<Swap>, Cause> {
    use std::os::unix::ffi::OsStringExt;

    let mut lines = table.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    // With a kernel that has no swap the table is missing; an empty one is none of the kernel's.
    if !lines.next().is_some_and(|heading| heading.starts_with(b"Filename")) {
        return Err(Cause::Malformed);
    }
    let area = |line: &[u8]| {
        let mut fields = line.split(u8::is_ascii_whitespace).filter(|field| !field.is_empty());
        let path = PathBuf::from(std::ffi::OsString::from_vec(unescaped(fields.next()?)));
        match fields.next()? {
            b"partition" => Some(Swap::Device(path)),
            b"file" => Some(Swap::File(path)),
            _ => None,
        }
    };
    lines.map(|line| area(line).ok_or(Cause::Malformed)).collect()
}

/// Reads bytes as the kernel's tables, for the fuzz targets.
pub(crate) fn fuzz(bytes: &[u8]) {
    let _ = swap_table(bytes);
    if let Ok(mounts) = Mounts::parse(bytes) {
        let host = Host::new("/nonexistent", std::collections::BTreeMap::new(), jiff::Timestamp::UNIX_EPOCH);
        for path in ["/", "/home/ana", "/proc"] {
            let _ = Ground::of_path(&host, &mounts, Path::new(path));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn swap_areas_are_devices_or_files() {
        let heading = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
        let table = format!("{heading}/dev/dm-1 partition\t1003516\t0\t-2\n/swap\\040file\tfile\t1\t0\t-3\n");
        let areas = [Swap::Device("/dev/dm-1".into()), Swap::File("/swap file".into())];

        assert_eq!(swap_table(table.as_bytes()).unwrap(), areas);
        assert_eq!(swap_table(heading.as_bytes()), Ok(Vec::new()));
        assert_eq!(swap_table(b""), Err(Cause::Malformed));
        assert_eq!(swap_table(format!("{heading}/dev/sda2 tape 1\n").as_bytes()), Err(Cause::Malformed));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            fuzz(&bytes);
            let _ = swap_table(&[b"Filename\n".as_slice(), &bytes].concat());
        }
    }
}
