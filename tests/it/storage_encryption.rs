//! `storage-encryption` over disks of every kind, as a real kernel showed them, and over a real encrypted folder.
//!
//! `tests/beds/storage-bed.sh` made the recording: each file system is at `/r/NAME` there, and a state puts some of them
//! where a laptop has its system and its homes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use custodia::checks::check;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::policy::Rule;
use custodia_core::verdict::Status;
use custodia_core::vocabulary::storage_encryption as words;
use fs_err as fs;
use jiff::Timestamp;
use serde::Deserialize;
use tempfile::TempDir;

use crate::accuracy::{State, evidence};
use crate::home::{answer, tool};

mod states;

pub(crate) use states::states;

/// What the kernel of the emulated machine showed.
#[derive(Deserialize)]
struct Recording {
    files: BTreeMap<String, String>,
    links: BTreeMap<String, PathBuf>,
}

impl Recording {
    fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beds/recordings/storage.json");
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    /// The line of what was mounted at `/r/NAME`, as if it were mounted elsewhere.
    fn mount(&self, name: &str, id: usize, parent: usize, point: &str) -> String {
        let table = &self.files["/proc/self/mountinfo"];
        let line = table
            .lines()
            .find(|line| line.split(' ').nth(4) == Some(&format!("/r/{name}")))
            .unwrap_or_else(|| panic!("{name} was not recorded"));
        let mut fields: Vec<String> = line.split(' ').map(str::to_owned).collect();
        (fields[0], fields[1], fields[4]) = (id.to_string(), parent.to_string(), point.to_owned());
        fields.join(" ")
    }
}

/// A laptop with some of the recorded disks.
struct Machine {
    place: TempDir,
}

impl Machine {
    /// What is mounted where, `/` first, and which swap areas are in use.
    fn new(recording: &Recording, mounts: &[(&str, &str)], swaps: &[&str]) -> Self {
        let machine = Self { place: tempfile::tempdir().unwrap() };
        for (path, content) in recording.files.iter().filter(|(path, _)| path.starts_with("/sys/")) {
            machine.put(path, content);
            if path.ends_with("/backing_file") {
                machine.put(content.trim_end(), "");
            }
        }
        for (path, target) in &recording.links {
            let link = machine.path(path);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            fs::create_dir_all(link.parent().unwrap().join(target)).unwrap();
            symlink(target, link).unwrap();
        }
        for folder in ["home/ana", "tmp", "var/tmp", "r/luks2/lower", "r/luks2/upper", "r/plain/upper"] {
            fs::create_dir_all(machine.path(folder)).unwrap();
        }
        machine.put("proc/cpuinfo", "flags\t\t: fpu vme\n");
        machine.set_tables(recording, mounts, swaps);
        machine
    }

    /// The same disks in other places.
    fn set_tables(&self, recording: &Recording, mounts: &[(&str, &str)], swaps: &[&str]) {
        let mut table = String::new();
        for (id, (point, name)) in (1..).zip(mounts) {
            // Each lies on what was there when it was mounted.
            let earlier = mounts[..id - 1].iter().rposition(|(below, _)| Path::new(point).starts_with(below));
            let parent = earlier.map_or(0, |position| position + 1);
            // What was not recorded is given as it stands in the table, from the number of the device on.
            let line = match name.split_once(' ') {
                Some((device, rest)) => format!("{id} {parent} {device} / {point} {rest}"),
                None => recording.mount(name, id, parent, point),
            };
            let _ = writeln!(table, "{line}");
        }
        for (id, line) in (100..).zip(recording.files["/proc/self/mountinfo"].lines()) {
            let point = line.split(' ').nth(4).unwrap();
            if let Some(name) = point.strip_prefix("/r/") {
                let _ = writeln!(table, "{}", recording.mount(name, id, 1, point));
            }
        }
        self.put("proc/self/mountinfo", &table);
        let is_used =
            |line: &&str| line.starts_with("Filename") || swaps.iter().any(|swap| line.starts_with(swap));
        let swaps: Vec<&str> = recording.files["/proc/swaps"].lines().filter(is_used).collect();
        self.put("proc/swaps", &format!("{}\n", swaps.join("\n")));
    }

    fn path(&self, path: &str) -> PathBuf {
        self.place.path().join(path.trim_start_matches('/'))
    }

    fn put(&self, path: &str, content: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn facts(&self) -> Facts {
        let home = self.path("home/ana").display().to_string();
        let environment = BTreeMap::from([("HOME".to_owned(), home)]);
        let host = Host::new(self.place.path(), environment, Timestamp::UNIX_EPOCH);
        check(CheckId::StorageEncryption).probe(&host)
    }

    /// The status and reason with the defaults.
    fn outcome(&self) -> (Status, &'static str) {
        let rule = Rule::for_check(CheckId::StorageEncryption, []);
        let verdict = check(CheckId::StorageEncryption).evaluate(&self.facts(), &rule);
        (verdict.status, verdict.reason.id())
    }
}

const PASS: (Status, &str) = (Status::Pass, "storage-encryption-all-encrypted");
const BARE: (Status, &str) = (Status::Fail, "storage-encryption-not-encrypted");
const SWAP: (Status, &str) = (Status::Fail, "storage-encryption-swap-not-encrypted");
const UNCLEAR: (Status, &str) = (Status::Unknown, "storage-encryption-unclear");

/// Puts hostile text wherever the probe reads.
pub(crate) fn put_hostile_text(root: &Path, home: &Path, text: &str) {
    let put = |path: PathBuf, content: &str| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    let field = text.replace('\\', "/").replace(' ', "\\040").replace('\t', "\\011");
    let mail = home.join(".thunderbird");
    fs::create_dir_all(&mail).unwrap();
    let mail = fs::canonicalize(mail).unwrap();
    let mail = mail.strip_prefix(fs::canonicalize(root).unwrap()).unwrap().display().to_string();
    let table = format!(
        "1 0 8:1 / / rw - ext4 /dev/{field} rw,{field}={field}\n\
         2 1 0:9 / /{mail} rw - fuse.{field} {field} rw\n3 1 0:8 / /tmp rw - overlay {field} rw,lowerdir={field}\n"
    );
    put(root.join("proc/self/mountinfo"), &table);
    put(root.join("proc/swaps"), &format!("Filename\n/dev/mapper/{field} partition {field}\n"));
    let disk = root.join("sys/devices/virtual/block/dm-0");
    put(disk.join("dm/uuid"), &format!("CRYPT-{text}"));
    put(disk.join("dm/name"), text);
    put(disk.join("loop/backing_file"), text);
    fs::create_dir_all(root.join("sys/dev/block")).unwrap();
    let _ = symlink("../../devices/virtual/block/dm-0", root.join("sys/dev/block/8:1"));
}

#[test]
fn a_folder_that_the_file_system_encrypts_is_encrypted() {
    let recording = Recording::read();
    let machine = Machine::new(&recording, &[("/", "luks2"), ("/home", "plain")], &[]);
    assert_eq!(machine.outcome(), BARE);

    let image = machine.path("image");
    fs::File::create(&image).unwrap().set_len(16 << 20).unwrap();
    answer(tool("mke2fs", "e2fsprogs").args(["-q", "-t", "ext4", "-O", "encrypt"]).arg(&image));
    let home = machine.path("home");
    answer(tool("mount", "mount").args(["-o", "loop"]).arg(&image).arg(&home));
    fs::create_dir(home.join("ana")).unwrap();
    answer(tool("e4crypt", "e2fsprogs").args(["set_policy", "0123456789abcdef"]).arg(home.join("ana")));

    let (facts, outcome) = (machine.facts(), machine.outcome());

    answer(tool("umount", "mount").arg("--lazy").arg(&home));
    assert_eq!(outcome, PASS);
    assert_eq!(facts.value_item(1, words::LAYER), Some(words::FSCRYPT));
}

#[test]
fn a_table_that_is_not_the_kernels_tells_nothing() {
    let recording = Recording::read();
    let machine = Machine::new(&recording, &[("/", "luks2")], &[]);

    machine.put("proc/self/mountinfo", "1 0 8:1 / / rw ext4\n");
    assert_eq!(machine.outcome(), UNCLEAR);
    let denied = machine.facts().get_item(0, words::ENCRYPTED);
    assert_eq!(denied, Some(Fact::unknown(Cause::Malformed, words::BLOCK_DEVICES)));

    fs::remove_file(machine.path("proc/self/mountinfo")).unwrap();
    assert_eq!(machine.outcome(), UNCLEAR);
}

#[test]
fn swap_areas_that_cannot_be_read_are_not_taken_for_none() {
    let recording = Recording::read();
    let machine = Machine::new(&recording, &[("/", "luks2")], &[]);
    assert_eq!(machine.outcome(), PASS);

    fs::remove_file(machine.path("proc/swaps")).unwrap();

    assert_eq!(machine.outcome(), UNCLEAR);
}
