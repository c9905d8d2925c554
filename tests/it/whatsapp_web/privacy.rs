//! What a check leaves behind: nothing in the profiles, nothing of them in what it prints or in its memory.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use custodia::browser::{chromium, firefox};
use custodia_core::value::Digest;

use super::{Bed, Home, Profile, WebKit, judge};
use crate::home::tool;
use crate::support::{custodia, run};

/// What would change if a file were touched in any way but reading.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trace {
    inode: u64,
    size: u64,
    pub(super) modified: (i64, i64),
    changed: (i64, i64),
    content: Option<Digest>,
}

/// Every file and directory below a directory.
pub(super) fn tree(directory: &Path) -> BTreeMap<PathBuf, Trace> {
    let mut tree = BTreeMap::new();
    let mut open = vec![directory.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs_err::read_dir(&directory).unwrap() {
            let path = entry.unwrap().path();
            let metadata = fs_err::symlink_metadata(&path).unwrap();
            let content = metadata.is_file().then(|| Digest::of(&fs_err::read(&path).unwrap()));
            if metadata.is_dir() {
                open.push(path.clone());
            }
            let trace = Trace {
                inode: metadata.ino(),
                size: metadata.len(),
                modified: (metadata.mtime(), metadata.mtime_nsec()),
                changed: (metadata.ctime(), metadata.ctime_nsec()),
                content,
            };
            tree.insert(path, trace);
        }
    }
    tree
}

/// What stands in the profiles and may not get out: message, number, second identifier, keys, name, other sites.
const SECRETS: [&str; 8] = [
    "TESTBED-MESSAGE-CANARY",
    "15550100",
    "100000000000001",
    "privKey",
    "edgeRouting",
    "\u{422}\u{435}\u{441}\u{442}",
    "canary.example",
    "guest_calling",
];

/// A home with a store of every form, each in a program of its own.
fn home_of_all_forms() -> Home {
    let (bed, webkit, home) = (Bed::unpack(), WebKit::unpack(), Home::new());
    for (place, profile) in [
        (".config/chromium", "chromium-linked-active"),
        (".config/google-chrome", "chromium-linked-sqlite"),
        (".config/microsoft-edge", "chromium-linked-in-ldb"),
        (".config/vivaldi", "chromium-guest-call"),
        (".config/opera", "chromium-logged-out-over-ldb"),
        (".mozilla/firefox/a", "firefox-linked-active"),
        (".mozilla/firefox/b", "firefox-linked-container"),
        (".mozilla/firefox/c", "firefox-crashed-linked"),
    ] {
        home.copy(place, &bed.profile(profile));
    }
    home.copy(".local/share/wasistlos", &webkit.profile("gtk3-linked"));
    home.copy(".local/share/epiphany", &webkit.profile("gtk4-linked"));
    let put = |below: &str, content: &str| fs_err::write(home.path(below), content).unwrap();
    put(
        ".config/chromium/Default/Preferences",
        r#"{"profile":{"content_settings":{"exceptions":{"site_engagement":{
            "https://canary.example:443,*":{"setting":{"lastEngagementTime":1.0}}}}}}}"#,
    );
    for name in ["History", "Cookies", "Session Storage", "Sessions_Encrypted"] {
        put(&format!(".config/chromium/Default/{name}"), "canary.example");
    }
    for name in ["places.sqlite", "cookies.sqlite", "sessionstore.jsonlz4"] {
        put(&format!(".mozilla/firefox/a/{name}"), "canary.example");
    }
    home
}

#[test]
fn nothing_personal_gets_into_facts_or_debug_output() {
    let bed = Bed::unpack();

    for Profile { path, .. } in &bed.manifest.profiles {
        let facts = bed.facts(path);
        let profile = bed.profile(path);
        let text = format!(
            "{} {facts:?} {:?} {:?} {:?}",
            serde_json::to_string(&facts.records()).unwrap(),
            judge(&facts),
            chromium::look(&profile.join("Default")),
            firefox::look(&profile).unwrap().into_iter().map(|found| found.session).collect::<Vec<_>>(),
        );
        for secret in SECRETS.into_iter().chain(["example.org"]) {
            assert!(!text.contains(secret), "{path}: {secret}");
        }
    }
}

#[test]
fn no_file_is_changed_and_no_message_store_history_or_cookie_is_read() {
    let home = home_of_all_forms();
    let before = tree(home.0.path());
    let log = tempfile::NamedTempFile::new().unwrap();

    let output = run(
        "strace",
        "strace",
        &[
            "-f",
            "-y",
            "-s",
            "0",
            "-o",
            log.path().to_str().unwrap(),
            "-e",
            "trace=open,openat,openat2,read,pread64,readv,preadv,preadv2,mmap,sendfile,copy_file_range,splice",
            custodia().to_str().unwrap(),
            "check",
            "--format",
            "json",
        ],
        &[("HOME", home.path("").to_str().unwrap())],
    );

    assert!(output.matches("\"value\": \"linked\"").count() >= 8, "{output}");
    assert_eq!(tree(home.0.path()), before);
    let trace = fs_err::read_to_string(log.path()).unwrap();
    let place = home.path("").to_str().unwrap().to_owned();
    let own: Vec<&str> =
        trace.lines().filter(|line| line.contains(&place) && !line.contains("= -1 ")).collect();
    let is_read = |line: &str, part: &str| {
        let call = line.split_whitespace().nth(1).unwrap_or_default();
        !call.starts_with("open") && line.contains(part)
    };
    assert!(own.iter().any(|line| is_read(line, "/Local Storage/leveldb/")), "the trace shows no reading");
    for messages in ["/IndexedDB/", "/idb/", "/databases/", "/Service Worker/", "/cache/"] {
        let read: Vec<&&str> = own.iter().filter(|line| is_read(line, messages)).collect();
        assert!(read.is_empty(), "{read:#?}");
        // Nothing is opened there either but directories, and files whose locks are asked about.
        let opened: Vec<&&str> = own
            .iter()
            .filter(|line| line.contains(messages) && !line.contains("O_DIRECTORY"))
            .filter(|line| {
                let path = line.split('"').nth(1).unwrap_or_default();
                !path.ends_with("indexeddb.leveldb/LOCK")
                    && !path.contains("/IndexedDB/https_web.whatsapp.com_0/")
            })
            .collect();
        assert!(opened.is_empty(), "{opened:#?}");
    }
    for other in [
        "/History",
        "ookies",
        "/Sessions",
        "/Session Storage",
        "places.sqlite",
        "sessionstore",
        "SingletonLock",
    ] {
        let opened: Vec<&&str> = own.iter().filter(|line| line.contains(other)).collect();
        assert!(opened.is_empty(), "{opened:#?}");
    }
}

/// All memory of the process when it ends, as a debugger takes it, and all that it printed.
fn end_of_a_check(home: &Home) -> (Vec<u8>, String) {
    let place = tempfile::tempdir().unwrap();
    let core = place.path().join("core");
    let dump = format!("gcore {}", core.display());
    let before = ["set startup-with-shell off", "set debuginfod enabled off", "catch syscall exit_group"];
    let commands = before.into_iter().chain(["run", &dump, "kill"]);
    let Output { stdout, stderr, .. } = tool("gdb", "gdb")
        .args(["-batch", "-nx"])
        .args(commands.flat_map(|command| ["-ex", command]))
        .arg("--args")
        .arg(custodia())
        .args(["check", "--format", "json", "-vv"])
        .envs([("HOME", home.path("").to_str().unwrap()), ("RUST_LOG", "trace")])
        .output()
        .unwrap();
    (fs_err::read(core).unwrap(), [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat())
}

#[test]
fn nothing_of_the_profiles_is_printed_or_left_in_memory() {
    let home = home_of_all_forms();

    let (memory, printed) = end_of_a_check(&home);

    assert!(printed.matches("\"value\": \"linked\"").count() >= 8, "{printed}");
    let holds = |bytes: &[u8]| {
        let mut starts = memory.iter().enumerate().filter(|(_, byte)| **byte == bytes[0]);
        starts.any(|(at, _)| memory[at..].starts_with(bytes))
    };
    // What was not wiped is found: the paths that were made of the home are left on the heap.
    assert!(holds(home.path(".").to_str().unwrap().trim_end_matches('.').as_bytes()));
    for secret in SECRETS {
        let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!printed.contains(secret), "{secret} is printed");
        assert!(!holds(secret.as_bytes()), "{secret} is left in memory");
        assert!(!holds(&wide), "{secret} is left in memory in UTF-16");
    }
}

/// What a person may not read is not taken for empty.
#[test]
fn a_profile_of_somebody_else_is_unknown() {
    use std::os::unix::fs::PermissionsExt;

    let bed = Bed::unpack();
    let home = Home::new();
    home.copy(".config/chromium", &bed.profile("chromium-linked-active"));
    for (path, mode) in [
        (home.0.path().to_owned(), 0o755),
        (home.path(""), 0o755),
        (home.path(".config"), 0o755),
        (home.path(".config/chromium"), 0o755),
        (home.path(".config/chromium/Default"), 0o755),
        (home.path(".config/chromium/Default/Local Storage"), 0o000),
    ] {
        fs_err::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    let copy = home.0.path().join("custodia");
    fs_err::copy(custodia(), &copy).unwrap();

    let environment = [("HOME", home.path("").to_str().unwrap().to_owned())];
    let environment = environment.each_ref().map(|(name, value)| (*name, value.as_str()));
    let copy = copy.to_str().unwrap();
    let output = if nix::unistd::geteuid().is_root() {
        let user = ["--reuid=65534", "--regid=65534", "--clear-groups", copy];
        run("setpriv", "util-linux", &[&user[..], &["check", "--format", "json"]].concat(), &environment)
    } else {
        run(copy, "", &["check", "--format", "json"], &environment)
    };

    let permissions = std::fs::Permissions::from_mode(0o755);
    fs_err::set_permissions(home.path(".config/chromium/Default/Local Storage"), permissions).unwrap();
    assert!(output.contains("whatsapp-web-store-denied"), "{output}");
}
