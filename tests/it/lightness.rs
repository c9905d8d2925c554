//! A check starts no process, opens no socket but local ones and the kernel's, and writes nothing.

use std::collections::BTreeMap;
use std::path::Path;

use custodia::checks::check;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::vocabulary::whatsapp_web as words;
use fs_err as fs;

use crate::home::{answer, tool};
use crate::support::{custodia, run};

/// System calls that start a program or a process of its own.
const STARTING: [&str; 4] = ["execve", "execveat", "fork", "vfork"];

/// System calls that change a file system.
#[rustfmt::skip]
const CHANGING: [&str; 24] = [
    "creat", "mkdir", "mkdirat", "mknod", "mknodat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir",
    "symlink", "symlinkat", "link", "linkat", "chmod", "fchmod", "fchmodat", "chown", "fchown", "fchownat", "truncate",
    "ftruncate", "utimensat",
];

/// Flags with which a file is opened for more than reading.
const WRITING: [&str; 4] = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"];

/// The name of the system call in a line of the trace: `PID name(arguments) = result`.
fn call(line: &str) -> &str {
    let call = line.split_once(' ').map_or("", |(_, call)| call.trim_start());
    call.split('(').next().unwrap_or_default()
}

fn trace(home: &Path) -> String {
    let log = home.parent().unwrap().join("trace");
    let output = run(
        "strace",
        "strace",
        &[
            "-f",
            "-s",
            "200",
            "-o",
            log.to_str().unwrap(),
            "-e",
            "trace=process,socket,connect,bind,file,desc",
            custodia().to_str().unwrap(),
            "check",
            "--policy",
            "all",
            "--format",
            "json",
        ],
        &[
            ("HOME", home.to_str().unwrap()),
            ("XDG_CURRENT_DESKTOP", "GNOME"),
            ("XDG_SESSION_TYPE", "wayland"),
        ],
    );
    assert!(output.contains("\"format\": 1"), "{output}");
    fs::read_to_string(log).unwrap()
}

#[test]
fn a_check_of_all_policies_starts_nothing_writes_nothing_and_talks_to_no_network() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    fs::create_dir_all(home.join(".config/chromium/Default/Local Storage/leveldb")).unwrap();
    fs::create_dir_all(home.join(".mozilla/firefox")).unwrap();
    fs::write(home.join(".config/kscreenlockerrc"), "[Daemon]\nTimeout=5\n").unwrap();
    let before = tree(&home);

    let trace = trace(&home);

    let calls: Vec<&str> = trace.lines().filter(|line| !line.contains("= -1 ENOENT")).collect();
    let starts: Vec<&&str> = calls.iter().filter(|line| STARTING.contains(&call(line))).collect();
    assert_eq!(starts.len(), 1, "only the agent itself is started: {starts:#?}");
    let sockets: Vec<&&str> = calls.iter().filter(|line| call(line) == "socket").collect();
    let local = ["socket(AF_UNIX", "socket(AF_NETLINK"];
    assert!(sockets.iter().all(|line| local.iter().any(|own| line.contains(own))), "{sockets:#?}");
    let changes: Vec<&&str> = calls
        .iter()
        .filter(|line| {
            let opens = ["open", "openat", "openat2"].contains(&call(line));
            CHANGING.contains(&call(line)) || (opens && WRITING.iter().any(|flag| line.contains(flag)))
        })
        .collect();
    assert!(changes.is_empty(), "{changes:#?}");
    assert_eq!(tree(&home), before);
}

/// The home of the bench: what matters lies among 300 MB of other sites' stores, in tables that LevelDB compacted.
#[test]
fn a_full_home_is_read_right() {
    let place = tempfile::tempdir().unwrap();
    let home = place.path().join("home");
    let maker = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beds/loaded-home.py");
    answer(tool("python3", "python3-plyvel, dconf-cli").env("PATH", "/usr/bin:/bin").arg(maker).arg(&home));
    let environment = BTreeMap::from([("HOME".to_owned(), home.to_str().unwrap().to_owned())]);
    let host = Host::new(place.path().join("root"), environment, custodia::clock::now());

    let facts = check(CheckId::WhatsappWeb).probe(&host);

    let sessions = facts.items().into_iter().filter_map(|item| facts.value_item(item, words::SESSION));
    assert_eq!(sessions.filter(|session| *session == words::SESSION_LINKED).count(), 8);
}

fn tree(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let metadata = entry.metadata().unwrap();
            found.push(format!(
                "{} {:?} {}",
                entry.path().display(),
                metadata.modified().unwrap(),
                metadata.len()
            ));
            if metadata.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    found.sort();
    found
}
