//! The table of mounts: which file system a path lies on.
//!
//! Reads `/proc/self/mountinfo` in the form of `proc_pid_mountinfo(5)`, which needs no permission. Cannot see the mounts
//! of other namespaces.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;

use super::files;
use crate::host::Host;

/// The largest table that is read, in bytes: a machine with many containers has thousands of mounts.
const LIMIT: u64 = 4 << 20;

/// Kinds of file systems that are kept on another computer.
#[rustfmt::skip]
const NETWORK: &[&str] = &[
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "ceph", "afs", "coda", "lustre", "gfs2", "ocfs2", "orangefs",
    "vboxsf", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs", "fuse.davfs", "davfs", "fuse.gvfsd-fuse",
    "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.vmhgfs-fuse", "fuse.kio-fuse", "fuse.ceph-fuse",
];

/// One mount.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mount {
    pub(crate) id: u64,
    parent: u64,
    /// The numbers of the device; the first is 0 where there is no single one.
    pub(crate) device: (u32, u32),
    pub(crate) point: PathBuf,
    /// The kind of file system, with that of the program behind it, as `fuse.sshfs`.
    pub(crate) kind: String,
    pub(crate) source: PathBuf,
    /// The options of the file system, as `upperdir=/a,workdir=/b`.
    options: Vec<u8>,
}

impl Mount {
    /// The options of the file system, without the value and with it.
    pub(crate) fn options(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.options.split(|byte| *byte == b',').map(|option| {
            let end = option.iter().position(|byte| *byte == b'=').unwrap_or(option.len());
            (&option[..end], option.get(end + 1..).unwrap_or_default())
        })
    }
}

/// All mounts that this process sees.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mounts(Vec<Mount>);

impl Mounts {
    pub(crate) fn of(host: &Host) -> Result<Self, Cause> {
        Self::parse(&files::read(&host.path("/proc/self/mountinfo"), LIMIT)?)
    }

    /// Reads a table; one line that is not understood could be the mount that matters.
    pub(crate) fn parse(table: &[u8]) -> Result<Self, Cause> {
        let lines = table.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| mount(line).ok_or(Cause::Malformed)).collect::<Result<_, _>>().map(Self)
    }

    /// The mount on which an absolute path without links lies, as the kernel finds it from the root on.
    pub(crate) fn of_path(&self, path: &Path) -> Option<&Mount> {
        let is_listed = |id| self.0.iter().any(|mount| mount.id == id);
        let mut current = self.0.iter().find(|mount| {
            mount.point == Path::new("/") && (mount.parent == mount.id || !is_listed(mount.parent))
        })?;
        // A mount that lies under another one that was made later is hidden, so it is not the longest that counts.
        for _ in 0..self.0.len() {
            let next = self
                .0
                .iter()
                .filter(|mount| mount.parent == current.id && mount.id != current.id)
                .filter(|mount| path.starts_with(&mount.point) && mount.point.starts_with(&current.point))
                .min_by_key(|mount| mount.point.components().count());
            let Some(next) = next else { return Some(current) };
            current = next;
        }
        None
    }
}

/// Whether files of this kind of file system are kept on another computer.
pub(crate) fn is_remote(kind: &str) -> bool {
    NETWORK.contains(&kind)
}

/// Where a path of this process leads, as the machine names it: below its root, with all links followed.
pub(crate) fn real_path(host: &Host, path: &Path) -> Result<PathBuf, Cause> {
    let real = |path: &Path| fs_err::canonicalize(path).map_err(|error| files::cause(error.kind()));
    let (path, root) = (real(path)?, real(&host.path("/"))?);
    Ok(path.strip_prefix(root).map_or(path.clone(), |inner| Path::new("/").join(inner)))
}

fn mount(line: &[u8]) -> Option<Mount> {
    let mut fields = line.split(|byte| *byte == b' ');
    let number = |field: &[u8]| str::from_utf8(field).ok()?.parse::<u64>().ok();
    let id = number(fields.next()?)?;
    let parent = number(fields.next()?)?;
    let (major, minor) = str::from_utf8(fields.next()?).ok()?.split_once(':')?;
    let device = (major.parse().ok()?, minor.parse().ok()?);
    let _root = fields.next()?;
    let point = unescaped(fields.next()?);
    let _options = fields.next()?;
    fields.find(|field| *field == b"-")?;
    let kind = String::from_utf8(unescaped(fields.next()?)).ok()?;
    let source = path(unescaped(fields.next()?));
    let options = fields.next()?.to_owned();
    point.starts_with(b"/").then(|| Mount { id, parent, device, point: path(point), kind, source, options })
}

fn path(bytes: Vec<u8>) -> PathBuf {
    OsString::from_vec(bytes).into()
}

/// A field of one of the kernel's tables: space, tab, line end, number sign and backslash stand as octal numbers.
pub(crate) fn unescaped(field: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(field.len());
    let mut rest = field;
    while let [first, after @ ..] = rest {
        let digits = after.first_chunk::<3>().filter(|_| *first == b'\\');
        let byte = digits.and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 8).ok());
        plain.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[3..] } else { after };
    }
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kind<'a>(mounts: &'a Mounts, path: &str) -> &'a str {
        &mounts.of_path(Path::new(path)).unwrap().kind
    }

    #[test]
    fn a_path_lies_on_the_mount_that_the_kernel_finds() {
        let table = b"22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
            30 22 8:3 / /home/ana rw - xfs /dev/sda3 rw\n\
            31 22 8:2 / /home rw - btrfs /dev/sda2 rw\n\
            32 31 0:40 / /home/luis\\040r rw master:1 propagate_from:2 - fuse.gocryptfs  rw\n\
            33 31 0:41 / /home rw - tmpfs tmpfs rw\n\
            34 22 0:42 / /opt rw - overlay overlay rw,lowerdir=/a:/b,upperdir=/c\n";
        let mounts = Mounts::parse(table).unwrap();

        assert_eq!(kind(&mounts, "/"), "ext4");
        assert_eq!(kind(&mounts, "/homework"), "ext4");
        // What was mounted later on /home hides what lies below it.
        assert_eq!(kind(&mounts, "/home/ana/.mozilla"), "tmpfs");
        let options: Vec<_> = mounts.of_path(Path::new("/opt/x")).unwrap().options().collect();
        assert!(options.contains(&(b"upperdir", b"/c")) && options.contains(&(b"rw", b"")));
    }

    #[test]
    fn spaces_and_missing_sources_are_read() {
        let mounts =
            Mounts::parse(b"1 0 0:1 / / rw - rootfs  rw\n2 1 0:2 / /a\\040b\\134 rw - fuse.x  rw\n").unwrap();

        assert_eq!(kind(&mounts, "/a b\\/c"), "fuse.x");
        assert_eq!(mounts.of_path(Path::new("/a b\\")).unwrap().source, Path::new(""));
    }

    #[test]
    fn a_line_that_is_not_understood_spoils_the_table() {
        for line in ["x", "1 0 8:1 / /", "1 0 8 / / rw - ext4 /dev/sda1 rw", "1 0 8:1 / home rw - ext4 x rw"]
        {
            let table = format!("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n{line}\n");
            assert_eq!(Mounts::parse(table.as_bytes()), Err(Cause::Malformed), "{line}");
        }
    }

    #[test]
    fn mounts_in_a_circle_are_left() {
        let table = b"1 1 8:1 / / rw - ext4 a rw\n2 1 8:2 / / rw - ext4 a rw\n3 2 8:2 / / rw - ext4 a rw\n2 3 8:2 / / rw - ext4 a rw\n";

        assert_eq!(Mounts::parse(table).unwrap().of_path(Path::new("/")), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(mounts) = Mounts::parse(&bytes) {
                let _ = mounts.of_path(Path::new("/home/ana"));
            }
            prop_assert!(unescaped(&bytes).len() <= bytes.len());
        }
    }
}
