//! A check starts no process, opens no socket but local ones, and writes nothing.

use std::collections::BTreeSet;
use std::path::Path;

use fs_err as fs;

use crate::support::{custodia, run};

/// System calls that start a program or a process of its own.
const STARTS: [&str; 4] = ["execve(", "execveat(", "fork(", "vfork("];

/// Flags and calls that change a file system.
const WRITES: [&str; 14] = [
    "O_WRONLY",
    "O_RDWR",
    "O_CREAT",
    "O_TRUNC",
    "mkdir",
    "rename",
    "unlink",
    "rmdir",
    "symlink",
    " link(",
    "chmod",
    "chown",
    "truncate",
    "utimensat",
];

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
fn a_check_starts_nothing_writes_nothing_and_talks_to_no_network() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    fs::create_dir_all(home.join(".config/chromium/Default/Local Storage/leveldb")).unwrap();
    fs::create_dir_all(home.join(".mozilla/firefox")).unwrap();
    fs::write(home.join(".config/kscreenlockerrc"), "[Daemon]\nTimeout=5\n").unwrap();
    let before = tree(&home);

    let trace = trace(&home);

    let calls: Vec<&str> = trace.lines().filter(|line| !line.contains("= -1 ENOENT")).collect();
    let starts: Vec<&&str> =
        calls.iter().filter(|line| STARTS.iter().any(|call| line.contains(call))).collect();
    assert_eq!(starts.len(), 1, "only the agent itself is started: {starts:#?}");
    let sockets: BTreeSet<&str> = calls.iter().filter(|line| line.contains(" socket(")).copied().collect();
    assert!(sockets.iter().all(|line| line.contains("socket(AF_UNIX")), "{sockets:#?}");
    let writes: Vec<&&str> = calls
        .iter()
        .filter(|line| WRITES.iter().any(|word| line.contains(word)))
        // The Rust runtime looks whether the standard streams are open, and opens /dev/null in their place.
        .filter(|line| !line.contains("/dev/null"))
        .collect();
    assert!(writes.is_empty(), "{writes:#?}");
    assert_eq!(tree(&home), before);
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
