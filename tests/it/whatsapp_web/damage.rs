//! Damaged stores: never a verdict but unknown.

use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use custodia::browser::chromium;
use custodia_core::verdict::Status;
use custodia_core::vocabulary::whatsapp_web as vocabulary;

use super::{Bed, LEVELDB, judge, run};

/// What is done to a profile.
type Damage = fn(&Path);
/// What was done, to which profile of the bed, and how.
pub(super) const DAMAGES: &[(&str, &str, Damage)] = &[
    ("CURRENT empty", "chromium-linked-active", |profile| cut(&profile.join(LEVELDB).join("CURRENT"), 0)),
    ("CURRENT cut", "chromium-linked-active", |profile| cut(&profile.join(LEVELDB).join("CURRENT"), 9)),
    ("CURRENT missing", "chromium-logged-out", |profile| remove(&profile.join(LEVELDB).join("CURRENT"))),
    ("MANIFEST missing", "chromium-logged-out", |profile| {
        remove(&one(&profile.join(LEVELDB), "MANIFEST-"));
    }),
    ("MANIFEST empty", "chromium-logged-out", |profile| {
        cut(&one(&profile.join(LEVELDB), "MANIFEST-"), 0);
    }),
    ("log missing", "chromium-linked-active", |profile| remove(&one(&profile.join(LEVELDB), ".log"))),
    ("log flipped", "chromium-linked-active", |profile| flip(&one(&profile.join(LEVELDB), ".log"), 500)),
    ("table missing", "chromium-linked-in-ldb", |profile| remove(&one(&profile.join(LEVELDB), ".ldb"))),
    ("table flipped", "chromium-linked-in-ldb", |profile| {
        flip(&one(&profile.join(LEVELDB), ".ldb"), 100);
    }),
    ("table cut", "chromium-linked-in-ldb", |profile| cut(&one(&profile.join(LEVELDB), ".ldb"), 4000)),
    ("log is a directory", "chromium-logged-out", |profile| {
        let log = one(&profile.join(LEVELDB), ".log");
        remove(&log);
        fs_err::create_dir_all(log).unwrap();
    }),
    ("CURRENT is a pipe", "chromium-logged-out", |profile| pipe(&profile.join(LEVELDB).join("CURRENT"))),
    ("store is a file", "chromium-logged-out", |profile| {
        fs_err::rename(profile.join(LEVELDB), profile.join("elsewhere")).unwrap();
        fs_err::write(profile.join(LEVELDB), b"").unwrap();
    }),
    ("no store but databases", "chromium-linked-active", |profile| {
        fs_err::rename(profile.join(LEVELDB), profile.join("elsewhere")).unwrap();
    }),
    ("LocalStorage empty", "chromium-linked-sqlite", |profile| {
        cut(&profile.join("Default/LocalStorage"), 0);
    }),
    ("LocalStorage cut", "chromium-linked-sqlite", |profile| {
        cut(&profile.join("Default/LocalStorage"), 8192);
    }),
    ("LocalStorage cut in a page", "chromium-logged-out-sqlite", |profile| {
        cut(&profile.join("Default/LocalStorage"), 9000);
    }),
    ("LocalStorage is a directory", "chromium-logged-out-sqlite", |profile| {
        remove(&profile.join("Default/LocalStorage"));
        fs_err::create_dir_all(profile.join("Default/LocalStorage")).unwrap();
    }),
    ("LocalStorage is a pipe", "chromium-logged-out-sqlite", |profile| {
        pipe(&profile.join("Default/LocalStorage"));
    }),
    ("LocalStorage gone", "chromium-linked-sqlite", |profile| {
        remove(&profile.join("Default/LocalStorage"));
    }),
    ("transaction pending", "firefox-logged-out", |profile| {
        let journal = profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite-journal");
        fs_err::write(journal, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7").unwrap();
    }),
    ("data.sqlite cut", "firefox-logged-out", |profile| {
        cut(&profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite"), 2048);
    }),
    ("Local Storage read-only and cut", "firefox-linked-active", |profile| {
        let store = profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite");
        cut(&store, 3000);
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o444);
        fs_err::set_permissions(store, permissions).unwrap();
    }),
    ("data.sqlite is a link to itself", "firefox-logged-out", |profile| {
        let store = profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite");
        remove(&store);
        symlink("data.sqlite", store).unwrap();
    }),
    ("CURRENT names another MANIFEST", "chromium-logged-out", |profile| {
        fs_err::write(profile.join(LEVELDB).join("CURRENT"), "MANIFEST-999999\n").unwrap();
    }),
    ("CURRENT leads out of the store", "chromium-logged-out", |profile| {
        fs_err::write(profile.join(LEVELDB).join("CURRENT"), "../../MANIFEST-000001\n").unwrap();
    }),
    ("MANIFEST cut in a record", "chromium-logged-out-over-ldb", |profile| {
        let manifest = one(&profile.join(LEVELDB), "MANIFEST-");
        cut(&manifest, 20);
    }),
    ("table empty", "chromium-logged-out-over-ldb", |profile| cut(&one(&profile.join(LEVELDB), ".ldb"), 0)),
    ("table is a pipe", "chromium-linked-in-ldb", |profile| pipe(&one(&profile.join(LEVELDB), ".ldb"))),
    ("log is a pipe", "chromium-logged-out", |profile| pipe(&one(&profile.join(LEVELDB), ".log"))),
    ("write-ahead log is a pipe", "chromium-linked-sqlite", |profile| {
        run("mkfifo", "coreutils", |mkfifo| mkfifo.arg(profile.join("Default/LocalStorage-wal")));
    }),
    ("data.sqlite gone", "firefox-linked-active", |profile| {
        remove(&profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite"));
    }),
    ("write-ahead log of another database", "firefox-logged-out", |profile| {
        let log = profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite-wal");
        fs_err::write(log, [7; 2000]).unwrap();
    }),
];

#[test]
fn damaged_stores_leave_it_unknown() {
    let sound = Bed::unpack();
    for (what, name, damage) in DAMAGES {
        let bed = sound.copy(name);
        damage(&bed.profile(name));

        let facts = bed.facts(name);
        let verdict = judge(&facts);

        assert_eq!(facts.value(vocabulary::LINKED), None, "{what}: {facts:?}");
        assert_eq!(verdict.status, Status::Unknown, "{what}: {facts:?}");
    }
}

#[test]
fn stores_of_a_later_form_are_not_taken_for_empty() {
    let sound = Bed::unpack();
    for (name, database, change) in [
        (
            "chromium-logged-out-sqlite",
            "Default/LocalStorage",
            "UPDATE meta SET value = 2 WHERE key = 'last_compatible_version'",
        ),
        (
            "firefox-logged-out",
            "storage/default/https+++web.whatsapp.com/ls/data.sqlite",
            "PRAGMA user_version = 96",
        ),
    ] {
        let bed = sound.copy(name);
        let connection = rusqlite::Connection::open(bed.profile(name).join(database)).unwrap();
        connection.execute_batch(change).unwrap();
        drop(connection);

        let verdict = judge(&bed.facts(name));

        assert_eq!(
            (verdict.status, verdict.reason.id()),
            (Status::Unknown, vocabulary::FORM_UNKNOWN.spec().id),
            "{name}"
        );
    }
}

/// Flips a bit in some forty places of a store.
#[test]
fn no_damage_turns_a_logout_into_a_link_or_a_table_into_a_logout() {
    let sound = Bed::unpack();
    for name in ["chromium-logged-out-over-ldb", "chromium-logged-out", "chromium-linked-in-ldb"] {
        let bed = sound.copy(name);
        let store = bed.profile(name).join(LEVELDB);
        let truth = chromium::look(&bed.profile(name).join("Default")).unwrap().session;
        let part = if name.ends_with("ldb") { ".ldb" } else { ".log" };
        let file = one(&store, part);
        let content = fs_err::read(&file).unwrap();
        // What ends a log may be unfinished, not damaged: the browser forgets it as well.
        let end = if part == ".log" { content.len() * 2 / 3 } else { content.len() };
        let step = content.len() / 40 + 1;
        for at in (0..end).step_by(step) {
            let mut flipped = content.clone();
            flipped[at] ^= 1 << (at % 8);
            fs_err::write(&file, flipped).unwrap();

            let session = chromium::look(&bed.profile(name).join("Default")).unwrap().session;

            assert!(session.is_err() || session == truth, "{name}: {session:?} with byte {at} flipped");
        }
    }
}

#[test]
fn a_file_that_is_too_large_leaves_it_unknown() {
    let sound = Bed::unpack();
    for name in ["chromium-logged-out", "chromium-logged-out-sqlite", "firefox-logged-out"] {
        let bed = sound.copy(name);
        let profile = bed.profile(name);
        let file = match name {
            "chromium-logged-out" => one(&profile.join(LEVELDB), ".log"),
            "chromium-logged-out-sqlite" => profile.join("Default/LocalStorage"),
            _ => profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite"),
        };
        fs_err::OpenOptions::new().write(true).open(file).unwrap().set_len(65 << 20).unwrap();

        let verdict = judge(&bed.facts(name));

        assert_eq!(
            (verdict.status, verdict.reason.id()),
            (Status::Unknown, vocabulary::STORE_TOO_LARGE.spec().id)
        );
    }
}

fn one(directory: &Path, part: &str) -> PathBuf {
    let mut names: Vec<PathBuf> = fs_err::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().contains(part))
        .collect();
    names.sort();
    names.remove(0)
}

fn cut(file: &Path, length: u64) {
    let file = fs_err::OpenOptions::new().write(true).open(file).unwrap();
    assert!(file.metadata().unwrap().len() > length);
    file.set_len(length).unwrap();
}

fn remove(file: &Path) {
    fs_err::remove_file(file).unwrap();
}

fn flip(file: &Path, at: usize) {
    let mut bytes = fs_err::read(file).unwrap();
    bytes[at] ^= 0x10;
    fs_err::File::create(file).unwrap().write_all(&bytes).unwrap();
}

fn pipe(file: &Path) {
    remove(file);
    run("mkfifo", "coreutils", |mkfifo| mkfifo.arg(file));
}

/// The Local Storage of WhatsApp Web in a data directory of WebKitGTK.
pub(super) fn store_of(directory: &Path) -> PathBuf {
    let is_store = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name == "localstorage.sqlite3" || name == "https_web.whatsapp.com_0.localstorage"
    };
    super::privacy::tree(directory).into_keys().find(is_store).unwrap()
}
