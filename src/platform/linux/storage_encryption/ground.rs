//! From a path or a device down to the disks, and what encrypts on the way.
//!
//! Reads `/sys/dev/block`, `/sys/class/block` and `/sys/fs/btrfs`, and asks for the attributes of a file or folder. Needs
//! no permission. Each way down is a leg of its own: one half of a mirror may be encrypted and the other not.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::storage_encryption as words;
use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};

use crate::host::Host;
use crate::platform::linux::files::{cause, read, read_text};
use crate::platform::linux::mounts::{Mount, Mounts, is_remote, real_path, unescaped};

/// The largest of the small files in `/sys`, in bytes.
const SMALL_FILE: u64 = 4096;
/// More steps than any set of disks needs.
const MAX_STEPS: usize = 512;
/// More layers than anybody stacks.
const MAX_DEPTH: usize = 64;

/// How the kernel names what cryptsetup set up that encrypts, after `CRYPT-`.
const ENCRYPTING: &[(&str, Word)] = &[
    ("LUKS2-OPAL-", words::LUKS2_OPAL),
    ("LUKS2-", words::LUKS2),
    ("LUKS1-", words::LUKS1),
    ("PLAIN-", words::DM_CRYPT_PLAIN),
    ("LOOPAES-", words::LOOP_AES),
    ("TCRYPT-", words::VERACRYPT),
    ("BITLK-", words::BITLOCKER),
    ("FVAULT2-", words::FILEVAULT),
];

/// What only passes data on: what follows `CRYPT-`, or is the beginning of the whole name.
const CRYPT_PASSING: &[&str] = &["VERITY-", "INTEGRITY-", "SUBDEV-"];
const PASSING: &[&str] = &["LVM-", "mpath-", "DMRAID-", "stratis-", "VDO-"];

/// One way from a place down to where it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leg {
    /// What encrypts, or what was found where nothing does.
    pub(super) layer: Word,
    pub(super) encrypted: Result<bool, Cause>,
}

impl Leg {
    pub(super) const fn unclear(cause: Cause) -> Self {
        Self { layer: words::UNCLEAR_STORAGE, encrypted: Err(cause) }
    }

    const fn by(layer: Word) -> Self {
        Self { layer, encrypted: Ok(true) }
    }

    const fn on(layer: Word) -> Self {
        Self { layer, encrypted: Err(Cause::Unsupported) }
    }

    const BARE: Self = Self { layer: words::UNENCRYPTED_DISK, encrypted: Ok(false) };
}

/// A walk downwards, which keeps what it has found.
pub(super) struct Ground<'a> {
    host: &'a Host,
    mounts: &'a Mounts,
    steps: usize,
}

impl<'a> Ground<'a> {
    /// Where a path of the machine, absolute and without links, is stored.
    pub(super) fn of_path(host: &'a Host, mounts: &'a Mounts, path: &Path) -> Vec<Leg> {
        Self { host, mounts, steps: 0 }.path(path, &mut Vec::new(), 0)
    }

    /// Where a block device, given by its path, is stored.
    pub(super) fn of_device(host: &'a Host, mounts: &'a Mounts, path: &Path) -> Vec<Leg> {
        Self { host, mounts, steps: 0 }.device_at(path, &mut Vec::new(), 0)
    }

    /// `above` holds the mounts that this one carries: one that carries itself is not what it seems to be.
    fn path(&mut self, path: &Path, above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        let Some(mount) = self.mounts.of_path(path) else { return vec![Leg::unclear(Cause::Missing)] };
        if above.contains(&mount.id) || depth > MAX_DEPTH {
            return vec![Leg::unclear(Cause::Malformed)];
        }
        above.push(mount.id);
        let legs = self.mount(mount, above, depth + 1);
        above.pop();
        let is_folder_encrypted = ["ext4", "f2fs", "ubifs"].contains(&mount.kind.as_str())
            && legs.iter().any(|leg| leg.encrypted != Ok(true))
            && is_encrypted_by_file_system(&self.host.path(&path.to_string_lossy()));
        if is_folder_encrypted { vec![Leg::by(words::FSCRYPT)] } else { legs }
    }

    fn mount(&mut self, mount: &Mount, above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        let leg = match mount.kind.as_str() {
            "tmpfs" | "ramfs" | "rootfs" | "devtmpfs" => Leg::by(words::MEMORY_ONLY),
            // Such a mount also shows files that are not encrypted.
            "ecryptfs" if mount.options().any(|(name, _)| name == b"ecryptfs_passthrough") => {
                Leg::unclear(Cause::Unsupported)
            }
            "ecryptfs" => Leg::by(words::ECRYPTFS),
            "fuse.gocryptfs" => Leg::by(words::GOCRYPTFS),
            "fuse.encfs" => Leg::by(words::ENCFS),
            "fuse.cryfs" => Leg::by(words::CRYFS),
            "zfs" => Leg::on(words::ZFS),
            "overlay" => return self.overlay(mount, above, depth),
            "btrfs" => return self.btrfs(&mount.source, above, depth),
            "bcachefs" => return self.bcachefs(&mount.source, above, depth),
            kind if is_remote(kind) => Leg::on(words::NETWORK_STORAGE),
            _ if mount.device.0 != 0 => {
                let (major, minor) = mount.device;
                return self.block(&format!("/sys/dev/block/{major}:{minor}"), above, depth);
            }
            _ => Leg::unclear(Cause::Unsupported),
        };
        vec![leg]
    }

    /// What is written goes to the upper folder; the lower ones may hold the person's files as well.
    fn overlay(&mut self, mount: &Mount, above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        // Its lower layer holds names alone, and lies with the data on the disk below /sysroot.
        let is_composed = mount.source == Path::new("composefs");
        let mut folders = Vec::new();
        for (name, value) in mount.options() {
            let value = unescaped(value);
            match name {
                b"upperdir" | b"datadir+" => folders.push(value),
                b"lowerdir" => folders.extend(layers(&value).into_iter().skip(usize::from(is_composed))),
                b"lowerdir+" if !is_composed => folders.push(value),
                _ => {}
            }
        }
        let mut legs = Vec::new();
        for folder in folders {
            let real = self.host.path(&String::from_utf8_lossy(&folder));
            // A relative path, or one of the namespace that the mount was made in, names nothing here.
            match real_path(self.host, &real) {
                Ok(path) if folder.starts_with(b"/") => legs.extend(self.path(&path, above, depth)),
                Ok(_) => legs.push(Leg::unclear(Cause::Unsupported)),
                Err(cause) => legs.push(Leg::unclear(cause)),
            }
        }
        some(legs)
    }

    /// Every device of a btrfs file system, of which the table of mounts names one.
    fn btrfs(&mut self, source: &Path, above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        let name = self.device_name(source);
        let all = names(&self.host.path("/sys/fs/btrfs"));
        let mut found: Vec<Vec<String>> = all
            .iter()
            .map(|system| names(&self.host.path(&format!("/sys/fs/btrfs/{system}/devices"))))
            .filter(|devices| !devices.is_empty())
            .collect();
        // /dev/root, as kernels without an early user space name it, has no device of that name.
        if name.is_some() || found.len() != 1 {
            found.retain(|devices| name.as_ref().is_some_and(|name| devices.contains(name)));
        }
        let devices = found.into_iter().flatten();
        let legs =
            devices.flat_map(|name| self.block(&format!("/sys/class/block/{name}"), above, depth)).collect();
        some(legs)
    }

    /// bcachefs may encrypt by itself, which it tells nobody: only its devices tell.
    fn bcachefs(&mut self, source: &Path, above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        let devices = source.as_os_str().as_bytes().split(|byte| *byte == b':');
        let legs = devices
            .flat_map(|device| self.device_at(Path::new(OsStr::from_bytes(device)), above, depth))
            .map(|leg| if leg == Leg::BARE { Leg::on(words::UNCLEAR_STORAGE) } else { leg })
            .collect();
        some(legs)
    }

    fn device_at(&mut self, path: &Path, above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        match self.device_name(path) {
            Some(name) => self.block(&format!("/sys/class/block/{name}"), above, depth),
            None => vec![Leg::unclear(Cause::Missing)],
        }
    }

    /// The kernel's name of the device at a path: that of the file itself, or of the mapping.
    fn device_name(&self, path: &Path) -> Option<String> {
        let shown = path.to_str()?;
        let real = fs_err::canonicalize(self.host.path(shown)).ok();
        let root = fs_err::canonicalize(self.host.path("/")).ok();
        let real = real.as_deref().zip(root).and_then(|(real, root)| real.strip_prefix(root).ok());
        let real = real.map_or_else(|| path.to_owned(), |inner| Path::new("/").join(inner));
        let name = real.file_name()?.to_str()?;
        let is_device = |name: &str| self.host.path(&format!("/sys/class/block/{name}")).exists();
        if real.parent() == Some(Path::new("/dev")) {
            return is_device(name).then(|| name.to_owned());
        }
        (real.parent() == Some(Path::new("/dev/mapper"))).then_some(())?;
        let mapped =
            names(&self.host.path("/sys/class/block")).into_iter().filter(|name| name.starts_with("dm-"));
        mapped.into_iter().find(|device| {
            let text = self.host.path(&format!("/sys/class/block/{device}/dm/name"));
            read_text(&text, SMALL_FILE).is_ok_and(|text| text.trim_end_matches('\n') == name)
        })
    }

    /// A block device, given by its path in `/sys`.
    fn block(&mut self, path: &str, above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        match fs_err::canonicalize(self.host.path(path)) {
            Ok(directory) => self.layer(&directory, above, depth),
            Err(error) => vec![Leg::unclear(cause(error.kind()))],
        }
    }

    /// A block device, given by its real folder.
    fn layer(&mut self, directory: &Path, above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        self.steps += 1;
        if self.steps > MAX_STEPS || depth > MAX_DEPTH {
            return vec![Leg::unclear(Cause::TooLarge)];
        }
        if directory.join("partition").exists() {
            let whole = directory.parent().unwrap_or(directory);
            return self.layer(whole, above, depth + 1);
        }
        let Some(name) = directory.file_name().and_then(OsStr::to_str) else {
            return vec![Leg::unclear(Cause::Malformed)];
        };
        if directory.join("dm").is_dir() {
            return self.mapping(directory, above, depth);
        }
        match read(&directory.join("loop/backing_file"), SMALL_FILE) {
            Ok(file) => return self.file(file.trim_ascii_end(), above, depth),
            Err(Cause::Missing) => {}
            Err(cause) => return vec![Leg::unclear(cause)],
        }
        if is_numbered(name, "zram") {
            return match read_text(&directory.join("backing_dev"), SMALL_FILE).as_deref().map(str::trim_end) {
                Ok("none") | Err(Cause::Missing) => vec![Leg::by(words::MEMORY_ONLY)],
                Ok(device) => self.device_at(Path::new(device), above, depth + 1),
                Err(cause) => vec![Leg::unclear(*cause)],
            };
        }
        let mut below = self.below(directory, above, depth);
        // What was read or written lately also lies on the faster disk before it.
        for cache in names(&directory.join("bcache/cache")).iter().filter(|name| is_numbered(name, "cache")) {
            let disk = fs_err::canonicalize(directory.join("bcache/cache").join(cache)).ok();
            below.extend(match disk.as_deref().and_then(Path::parent) {
                Some(disk) => self.layer(disk, above, depth + 1),
                None => vec![Leg::unclear(Cause::Failed)],
            });
        }
        if !below.is_empty() {
            return below;
        }
        let is_virtual = directory.to_string_lossy().contains("/devices/virtual/block/");
        vec![match name {
            _ if is_numbered(name, "ram") => Leg::by(words::MEMORY_ONLY),
            _ if is_numbered(name, "nbd") || is_numbered(name, "rbd") => Leg::on(words::NETWORK_STORAGE),
            _ if is_numbered(name, "zd") => Leg::on(words::ZFS),
            // A set of disks whose disks are not shown, or something that is not known here.
            _ if is_virtual => Leg::unclear(Cause::Unsupported),
            _ => Leg::BARE,
        }]
    }

    /// A device of the device mapper, which says in its identifier who made it and what for.
    fn mapping(&mut self, directory: &Path, above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        let uuid = read_text(&directory.join("dm/uuid"), SMALL_FILE).unwrap_or_default();
        let crypt = uuid.strip_prefix("CRYPT-");
        let encrypting = crypt.and_then(|kind| ENCRYPTING.iter().find(|(known, _)| kind.starts_with(known)));
        if let Some((_, layer)) = encrypting {
            return vec![Leg::by(*layer)];
        }
        let passes = match crypt {
            Some(kind) => CRYPT_PASSING.iter().any(|known| kind.starts_with(known)),
            None => PASSING.iter().any(|known| uuid.starts_with(known)) || is_partition(&uuid),
        };
        let below = some(self.below(directory, above, depth));
        // One that does not say what it is may encrypt or not.
        let told = |leg: Leg| if leg == Leg::BARE && !passes { Leg::on(words::UNCLEAR_STORAGE) } else { leg };
        below.into_iter().map(told).collect()
    }

    fn below(&mut self, directory: &Path, above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        let slaves = directory.join("slaves");
        let mut legs: Vec<Leg> = Vec::new();
        for name in names(&slaves) {
            let found = match fs_err::canonicalize(slaves.join(name)) {
                Ok(slave) => self.layer(&slave, above, depth + 1),
                Err(error) => vec![Leg::unclear(cause(error.kind()))],
            };
            legs.extend(found.into_iter().filter(|leg| !legs.contains(leg)).collect::<Vec<_>>());
        }
        legs
    }

    /// The file behind a loop device.
    fn file(&mut self, path: &[u8], above: &mut Vec<u64>, depth: usize) -> Vec<Leg> {
        let path = PathBuf::from(OsStr::from_bytes(path));
        let shown = self.host.path(&path.to_string_lossy());
        match shown.symlink_metadata().map_err(|error| cause(error.kind())) {
            // The kernel names it by where it is, even if its folders may not be looked into.
            Ok(_) | Err(Cause::Denied) if path.is_absolute() => self.path(&path, above, depth + 1),
            Ok(_) => vec![Leg::unclear(Cause::Malformed)],
            Err(cause) => vec![Leg::unclear(cause)],
        }
    }
}

/// Legs, or that none was found.
fn some(legs: Vec<Leg>) -> Vec<Leg> {
    if legs.is_empty() { vec![Leg::unclear(Cause::Missing)] } else { legs }
}

/// The folders of an overlay's layers: a colon stands between them, and a backslash before one that does not.
fn layers(value: &[u8]) -> Vec<Vec<u8>> {
    let mut layers = vec![Vec::new()];
    let mut bytes = value.iter();
    while let Some(byte) = bytes.next() {
        let byte = if *byte == b'\\' { bytes.next() } else { Some(byte).filter(|byte| **byte != b':') };
        match (byte, layers.last_mut()) {
            (Some(byte), Some(layer)) => layer.push(*byte),
            _ => layers.push(Vec::new()),
        }
    }
    layers.retain(|layer| !layer.is_empty());
    layers
}

/// Whether a mapping is a partition of another one: `part1-` and what the other is.
fn is_partition(uuid: &str) -> bool {
    let rest = uuid.strip_prefix("part").and_then(|rest| rest.split_once('-'));
    rest.is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_numbered(name: &str, kind: &str) -> bool {
    let number = name.strip_prefix(kind);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The names in a folder of `/sys`, in order; none where it cannot be read.
fn names(directory: &Path) -> Vec<String> {
    let Ok(entries) = fs_err::read_dir(directory) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.take(MAX_STEPS).filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// Whether ext4 or F2FS encrypts a file or folder, and with a folder all that is made in it.
fn is_encrypted_by_file_system(path: &Path) -> bool {
    let attributes = statx(CWD, path, AtFlags::STATX_DONT_SYNC, StatxFlags::TYPE);
    attributes.is_ok_and(|told| {
        told.stx_attributes_mask.contains(StatxAttributes::ENCRYPTED)
            && told.stx_attributes.contains(StatxAttributes::ENCRYPTED)
    })
}
