//! The prepared states of `docs/accuracy.md`.

use super::*;

const RECORDED: &str = "real disks of Linux 6.1, recorded in an emulated machine";
const WRITTEN: &str = "recorded disks, with lines as the kernel writes them";

/// A state of which the recording holds everything.
struct Prepared {
    name: &'static str,
    mounts: Mounts,
    swaps: &'static [&'static str],
    expected: (Status, &'static str),
}

#[rustfmt::skip]
const PREPARED: &[Prepared] = &[
    Prepared { name: "everything on LUKS 2", mounts: &[("/", "luks2")], swaps: &[], expected: PASS },
    Prepared { name: "everything on LUKS 1", mounts: &[("/", "luks1")], swaps: &[], expected: PASS },
    Prepared { name: "LVM in LUKS, with the swap in it, as Debian's installer sets it up", mounts: &[("/", "lvm-on-luks")], swaps: &["/dev/mapper/safe-swap"], expected: PASS },
    Prepared { name: "LUKS in one volume of LVM", mounts: &[("/", "luks-on-lvm")], swaps: &[], expected: PASS },
    Prepared { name: "LUKS above a mirror", mounts: &[("/", "luks-on-raid")], swaps: &[], expected: PASS },
    Prepared { name: "LUKS with integrity protection", mounts: &[("/", "luks2-integrity")], swaps: &[], expected: PASS },
    Prepared { name: "Btrfs over two disks, both LUKS", mounts: &[("/", "btrfs-luks"), ("/home", "btrfs-subvolume")], swaps: &[], expected: PASS },
    Prepared { name: "not encrypted", mounts: &[("/", "plain")], swaps: &[], expected: BARE },
    Prepared { name: "LVM without encryption", mounts: &[("/", "lvm")], swaps: &[], expected: BARE },
    Prepared { name: "mirror without encryption", mounts: &[("/", "raid")], swaps: &[], expected: BARE },
    Prepared { name: "mirror with one half on LUKS and one bare", mounts: &[("/", "raid-one-leg")], swaps: &[], expected: BARE },
    Prepared { name: "LVM volume over one encrypted and one bare disk", mounts: &[("/", "lvm-one-leg")], swaps: &[], expected: BARE },
    Prepared { name: "Btrfs over one encrypted and one bare disk", mounts: &[("/", "btrfs-one-leg")], swaps: &[], expected: BARE },
    Prepared { name: "disk behind bcache, without encryption", mounts: &[("/", "bcache")], swaps: &[], expected: BARE },
    Prepared { name: "disk protected against change (dm-integrity) and not encrypted", mounts: &[("/", "integrity")], swaps: &[], expected: BARE },
    Prepared { name: "verified image (dm-verity) with an encrypted home", mounts: &[("/", "253:16 ro - ext4 /dev/mapper/sealed ro"), ("/home", "luks2")], swaps: &[], expected: BARE },
    Prepared { name: "encrypted system, home on a bare disk", mounts: &[("/", "luks2"), ("/home", "plain")], swaps: &[], expected: BARE },
    Prepared { name: "bare system, home on LUKS", mounts: &[("/", "plain"), ("/home", "luks2")], swaps: &[], expected: BARE },
    Prepared { name: "bare /boot beside an encrypted system", mounts: &[("/", "luks2"), ("/boot", "plain")], swaps: &[], expected: PASS },
    Prepared { name: "bare /var beside an encrypted system", mounts: &[("/", "luks2"), ("/var", "plain")], swaps: &[], expected: BARE },
    Prepared { name: "bare disk on /tmp", mounts: &[("/", "luks2"), ("/tmp", "plain")], swaps: &[], expected: BARE },
    Prepared { name: "/tmp in memory", mounts: &[("/", "luks2"), ("/tmp", "tmpfs")], swaps: &[], expected: PASS },
    Prepared { name: "Thunderbird's mail on a bare disk in an encrypted home", mounts: &[("/", "luks2"), ("/home/ana/.thunderbird", "plain")], swaps: &[], expected: BARE },
    Prepared { name: "Chromium's profiles on a bare disk in an encrypted home", mounts: &[("/", "luks2"), ("/home/ana/.config/chromium", "plain")], swaps: &[], expected: BARE },
    Prepared { name: "home in an encrypted file on a bare disk (systemd-homed)", mounts: &[("/", "luks2"), ("/home/ana", "luks-in-file")], swaps: &[], expected: PASS },
    Prepared { name: "home in an image that lies on LUKS", mounts: &[("/", "luks2"), ("/home", "loop-on-luks")], swaps: &[], expected: PASS },
    Prepared { name: "home in an image that lies on a bare disk", mounts: &[("/", "luks2"), ("/home", "loop-on-plain")], swaps: &[], expected: BARE },
    Prepared { name: "home of eCryptfs on a bare disk, the system on LUKS", mounts: &[("/", "luks2"), ("/home", "plain"), ("/home/ana", "ecryptfs")], swaps: &[], expected: PASS },
    Prepared { name: "home of gocryptfs", mounts: &[("/", "luks2"), ("/home/ana", "gocryptfs")], swaps: &[], expected: PASS },
    Prepared { name: "gocryptfs in reverse, which shows an encrypted view of plain files", mounts: &[("/", "luks2"), ("/home/ana", "gocryptfs-reverse")], swaps: &[], expected: UNCLEAR },
    Prepared { name: "home of EncFS", mounts: &[("/", "luks2"), ("/home/ana", "encfs")], swaps: &[], expected: PASS },
    Prepared { name: "home of CryFS", mounts: &[("/", "luks2"), ("/home/ana", "cryfs")], swaps: &[], expected: PASS },
    Prepared { name: "overlay of encrypted folders", mounts: &[("/", "luks2"), ("/home", "overlay-luks")], swaps: &[], expected: PASS },
    Prepared { name: "overlay that writes to a bare disk", mounts: &[("/", "luks2"), ("/home", "overlay-plain-upper")], swaps: &[], expected: BARE },
    Prepared { name: "mapping that encrypts but does not say so", mounts: &[("/", "crypt-without-uuid")], swaps: &[], expected: UNCLEAR },
    Prepared { name: "mapping without identifier that does not encrypt", mounts: &[("/", "linear")], swaps: &[], expected: UNCLEAR },
    Prepared { name: "swap under a key made at every start", mounts: &[("/", "luks2")], swaps: &["/dev/mapper/random"], expected: PASS },
    Prepared { name: "swap on a bare partition", mounts: &[("/", "luks2")], swaps: &["/dev/vda17"], expected: SWAP },
    Prepared { name: "swap on a volume of LVM without encryption", mounts: &[("/", "luks2")], swaps: &["/dev/mapper/open-swap"], expected: SWAP },
    Prepared { name: "swap file on LUKS", mounts: &[("/", "luks2")], swaps: &["/r/luks2/swapfile"], expected: PASS },
    Prepared { name: "swap file on a bare disk", mounts: &[("/", "luks2")], swaps: &["/r/plain/swapfile"], expected: SWAP },
    Prepared { name: "swap in compressed memory (zram)", mounts: &[("/", "luks2")], swaps: &["/dev/zram0"], expected: PASS },
    Prepared { name: "swap in compressed memory that overflows to a bare disk", mounts: &[("/", "luks2")], swaps: &["/dev/zram1"], expected: SWAP },
    Prepared { name: "one swap area encrypted and one not", mounts: &[("/", "luks2")], swaps: &["/dev/mapper/random", "/dev/vda17"], expected: SWAP },
];

/// What is changed on a machine; nothing, where the tables alone make the state.
type Change = Option<fn(&Machine)>;

/// Its name, what is mounted where, the change, and what is true there.
type Changed = (&'static str, Mounts, Change, (Status, &'static str));
type Mounts = &'static [(&'static str, &'static str)];

#[rustfmt::skip]
const CHANGED: &[Changed] = &[
    ("ZFS", &[("/", "0:50 rw - zfs rpool/ROOT/debian rw,xattr,posixacl")], None, (Status::Unknown, "storage-encryption-on-zfs")),
    ("home on NFS", &[("/", "luks2"), ("/home", "0:51 rw - nfs4 server:/home rw,vers=4.2")], None, (Status::Unknown, "storage-encryption-on-network")),
    ("home on SMB", &[("/", "luks2"), ("/home", "0:51 rw - cifs //server/homes rw,vers=3.1.1")], None, (Status::Unknown, "storage-encryption-on-network")),
    ("home on sshfs", &[("/", "luks2"), ("/home/ana", "0:51 rw - fuse.sshfs ana@server: rw,user_id=0")], None, (Status::Unknown, "storage-encryption-on-network")),
    ("bcachefs over a bare disk, which may encrypt by itself", &[("/", "0:52 rw - bcachefs /dev/vda1 rw")], None, UNCLEAR),
    ("bcachefs over LUKS", &[("/", "0:52 rw - bcachefs /dev/mapper/two:/dev/mapper/one rw")], None, PASS),
    ("eCryptfs that also shows plain files", &[("/", "luks2"), ("/home/ana", "0:53 rw - ecryptfs /home/.ecryptfs rw,ecryptfs_sig=0,ecryptfs_passthrough")], None, UNCLEAR),
    ("Fedora Silverblue, whose system is composed from a store on LUKS", &[("/", "0:54 ro - overlay composefs ro,lowerdir+=/run/ostree/.private/cfsroot-lower,datadir+=/sysroot/ostree/repo/objects,redirect_dir=on,metacopy=on"), ("/sysroot", "luks2"), ("/var", "luks2"), ("/home", "luks2")], Some(|machine| fs::create_dir_all(machine.path("sysroot/ostree/repo/objects")).unwrap()), PASS),
    ("the same on a bare disk", &[("/", "0:54 ro - overlay composefs ro,lowerdir=/run/ostree/.private/cfsroot-lower::/sysroot/ostree/repo/objects"), ("/sysroot", "plain"), ("/var", "luks2"), ("/home", "luks2")], Some(|machine| fs::create_dir_all(machine.path("sysroot/ostree/repo/objects")).unwrap()), BARE),
    ("bare NVMe drive of several ways, which the kernel shows as a virtual device", &[("/", "259:99 rw - ext4 /dev/nvme0n1p1 rw")], Some(|machine| {
        machine.put("sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1/nvme0n1p1/partition", "1\n");
        fs::create_dir_all(machine.path("sys/dev/block")).unwrap();
        symlink("../../devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1/nvme0n1p1", machine.path("sys/dev/block/259:99")).unwrap();
    }), BARE),
    ("encrypted disk behind bcache, whose faster disk is bare", &[("/", "bcache")], Some(|machine| {
        let cached = machine.path("sys/devices/virtual/block/bcache0");
        fs::remove_file(cached.join("bcache")).unwrap();
        fs::remove_file(cached.join("slaves/vda22")).unwrap();
        symlink("../../dm-0", cached.join("slaves/dm-0")).unwrap();
        fs::create_dir_all(machine.path("sys/fs/bcache/set")).unwrap();
        fs::create_dir_all(cached.join("bcache")).unwrap();
        symlink(machine.path("sys/fs/bcache/set"), cached.join("bcache/cache")).unwrap();
        let disk = fs::canonicalize(machine.path("sys/class/block/vda21")).unwrap().join("bcache");
        fs::create_dir(&disk).unwrap();
        symlink(disk, machine.path("sys/fs/bcache/set/cache0")).unwrap();
    }), BARE),
    ("BitLocker", &[("/", "luks2"), ("/home", "luks1")], Some(|machine| machine.put("sys/devices/virtual/block/dm-1/dm/uuid", "CRYPT-BITLK-00e894dfa92e4d198c4e3b349bbb2921-one\n")), PASS),
    ("the drive's own encryption, set up by LUKS", &[("/", "luks2"), ("/home", "luks1")], Some(|machine| machine.put("sys/devices/virtual/block/dm-1/dm/uuid", "CRYPT-LUKS2-OPAL-00e894dfa92e4d198c4e3b349bbb2921-one\n")), (Status::Fail, "storage-encryption-not-accepted")),
    ("LVM volume whose name says that it is encrypted, and which is not", &[("/", "lvm")], Some(|machine| machine.put("sys/devices/virtual/block/dm-5/dm/uuid", "LVM-CRYPT-LUKS2-crypt\n")), BARE),
    ("mail through a link to a bare disk", &[("/", "luks2"), ("/mnt", "plain")], Some(|machine| {
        fs::create_dir_all(machine.path("mnt/mail")).unwrap();
        symlink("../../mnt/mail", machine.path("home/ana/.thunderbird")).unwrap();
    }), BARE),
    ("bare disk that an encrypted one mounted later hides", &[("/", "luks2"), ("/home/ana", "plain"), ("/home", "luks2")], None, PASS),
    ("image whose file was deleted", &[("/", "luks2"), ("/home", "loop-on-luks")], Some(|machine| machine.put("sys/devices/virtual/block/loop0/loop/backing_file", "/r/luks2/image (deleted)\n")), UNCLEAR),
    ("bare disk in a virtual machine", &[("/", "plain")], Some(|machine| machine.put("proc/cpuinfo", "flags\t\t: fpu hypervisor\n")), (Status::Unknown, "storage-encryption-in-virtual-machine")),
    ("LUKS in a virtual machine", &[("/", "luks2")], Some(|machine| machine.put("proc/cpuinfo", "flags\t\t: fpu hypervisor\n")), PASS),
    ("bare disk, seen from a container", &[("/", "plain")], Some(|machine| machine.put("run/.containerenv", "")), (Status::Unknown, "storage-encryption-in-container")),
    ("system started from a stick", &[("/", "tmpfs")], Some(|machine| machine.put("proc/cmdline", "boot=live quiet\n")), (Status::Unknown, "storage-encryption-in-live-system")),
];

pub(crate) fn states() -> Vec<State> {
    let recording = Recording::read();
    let state = |name: &str, bed, machine: &Machine, expected| {
        let facts = machine.facts();
        let rule = Rule::for_check(CheckId::StorageEncryption, []);
        let verdict = check(CheckId::StorageEncryption).evaluate(&facts, &rule);
        let evidence = evidence(&facts, &["place", "layer"]);
        State { name: name.to_owned(), bed, expected, verdict, evidence }
    };
    let machine = Machine::new(&recording, &[], &[]);
    for folder in ["home/ana/.thunderbird", "home/ana/.config/chromium"] {
        fs::create_dir_all(machine.path(folder)).unwrap();
    }
    let prepared = PREPARED.iter().map(|prepared| {
        machine.set_tables(&recording, prepared.mounts, prepared.swaps);
        state(prepared.name, RECORDED, &machine, prepared.expected)
    });
    let changed = CHANGED.iter().map(|(name, mounts, change, expected)| {
        let Some(change) = change else {
            machine.set_tables(&recording, mounts, &[]);
            return state(name, WRITTEN, &machine, *expected);
        };
        let machine = Machine::new(&recording, mounts, &[]);
        change(&machine);
        state(name, WRITTEN, &machine, *expected)
    });
    prepared.chain(changed).collect()
}

#[test]
fn every_prepared_disk_is_judged_right() {
    let wrong: Vec<String> = states()
        .into_iter()
        .filter(|state| (state.verdict.status, state.verdict.reason.id()) != state.expected)
        .map(|state| {
            format!(
                "{}: {:?} {}: {}",
                state.name,
                state.verdict.status,
                state.verdict.reason.id(),
                state.evidence
            )
        })
        .collect();

    assert!(wrong.is_empty(), "{wrong:#?}");
}
