//! The seeds in `fuzz/seeds` go through the readers that the fuzz targets drive, without a fuzzer.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use custodia::browser::leveldb::{log, manifest, table};
use custodia::browser::{extensions, firefox, sqlite};
use custodia::{fuzzing, unwanted};
use custodia_core::jws::{Purpose, SigningKey};
use custodia_core::report::Report;
use fs_err as fs;

type Read = fn(&[u8]);

/// The fuzz targets that have seeds, each with what it does with an input.
const TARGETS: &[(&str, Read)] = &[
    ("apt_conf", |bytes| fuzzing::apt_conf(&text(bytes))),
    ("apt_lists", fuzzing::apt_lists),
    ("application_list", |bytes| custodia::opener_fuzzing::application_list(&text(bytes))),
    ("browser_extensions", extensions::fuzz),
    ("certificates", fuzzing::certificates),
    ("dpkg_status", fuzzing::dpkg_status),
    ("download_settings", fuzzing::download_settings),
    ("clamav_header", fuzzing::signature_header),
    ("firefox_profiles_ini", |bytes| drop(firefox::profiles(bytes))),
    ("firewall_rules", |bytes| fuzzing::firewall_rules(&text(bytes))),
    ("gvdb", fuzzing::gvdb),
    ("hypridle", |bytes| fuzzing::hypridle(&text(bytes))),
    ("kconfig", |bytes| fuzzing::kconfig(&text(bytes))),
    ("kconfig_entry", |bytes| fuzzing::kconfig_entry(&text(bytes))),
    ("leveldb_log", leveldb_log),
    ("leveldb_manifest", leveldb_manifest),
    ("leveldb_table", leveldb_table),
    ("login", |bytes| fuzzing::login(&text(bytes))),
    ("mounts", fuzzing::mounts),
    ("mail_settings", fuzzing::mail_settings),
    ("meeting_apps", |bytes| fuzzing::meeting_apps(&text(bytes))),
    ("nl80211", fuzzing::nl80211),
    ("package_log", |bytes| fuzzing::package_log(&text(bytes))),
    ("package_records", fuzzing::package_records),
    ("pipewire", fuzzing::pipewire),
    ("policy", |bytes| drop(custodia_core::policy::load(&text(bytes)))),
    ("qsettings", |bytes| fuzzing::qsettings(&text(bytes))),
    ("report", report),
    ("rpm_header", fuzzing::rpm_header),
    ("rtnetlink", fuzzing::rtnetlink),
    ("session_commands", session_commands),
    ("sqlite_image", sqlite_image),
    ("swayidle", |bytes| fuzzing::swayidle(&text(bytes))),
    ("unwanted_list", |bytes| drop(unwanted::List::parse(&text(bytes)))),
    ("x_authority", fuzzing::x_authority),
    ("xfconf_xml", |bytes| fuzzing::xfconf(&text(bytes))),
    ("xscreensaver", |bytes| fuzzing::xscreensaver(&text(bytes))),
];

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn session_commands(bytes: &[u8]) {
    fuzzing::command(&text(bytes));
    fuzzing::tiling(&text(bytes));
}

fn leveldb_log(bytes: &[u8]) {
    let _ = log::visit(bytes, |batch| log::visit_batch(batch, |_| Ok(())));
    let _ = log::visit_batch(bytes, |_| Ok(()));
}

fn leveldb_manifest(bytes: &[u8]) {
    let _ = manifest::read(bytes);
    let _ = manifest::Edits::default().apply(bytes);
}

fn leveldb_table(bytes: &[u8]) {
    let _ = table::visit(&mut std::io::Cursor::new(bytes), &[b""], |_| Ok(()));
    let _ = table::visit_block(bytes, |_| Ok(()));
}

/// The length of the log in four bytes, the log, the database.
fn sqlite_image(bytes: &[u8]) {
    let (length, rest) = bytes.split_first_chunk().unwrap();
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap();
    let (log, database) = rest.split_at(length.min(rest.len()));
    let image = sqlite::image(database.to_vec().into(), log).and_then(sqlite::Database::new).unwrap();
    for (table, columns) in [("data", ["key", "value"]), ("ItemTable", ["key", "value"])] {
        let _ = image.rows(table, &columns, &mut |row| row.bytes(1).map(drop));
    }
}

fn report(bytes: &[u8]) {
    let key = SigningKey::from_seed(&[7; 32]).unwrap();
    let _ = Report::open(&key.sign(Purpose::Report, bytes), &key.public());
    let _ = Report::open(&text(bytes), &key.public());
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn every_seed_is_read_by_what_its_fuzz_target_drives() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let folders = entries(&fuzz.join("seeds"));
    assert_eq!(folders.len(), TARGETS.len());
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap();
        assert!(
            fuzz.join("fuzz_targets").join(name).with_extension("rs").is_file(),
            "{name} is no fuzz target"
        );
        let (_, read) = TARGETS.iter().find(|(target, _)| *target == name).unwrap();
        for seed in entries(&folder) {
            read(&fs::read(seed).unwrap());
        }
    }
}
