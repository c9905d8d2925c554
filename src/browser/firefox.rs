//! Firefox and what derives from it: what one profile directory says of WhatsApp Web.
//!
//! Every origin, and every container of it, has a directory below `storage`; its Local Storage is an SQLite
//! file in there, or in `webappsstore.sqlite` where the newer form is turned off. Of `idb`, which holds conversations, nothing but file names is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::leveldb::table;
use super::whatsapp::{Keys, Session};
use super::{file, sqlite, wiped};

const ORIGINS_LIMIT: usize = 65_536;
const DATABASES_LIMIT: usize = 1024;
const CONTAINERS_LIMIT: usize = 100;
const METADATA_LIMIT: u64 = 64 << 10;
const TEXT_LIMIT: usize = 16 << 20;
/// The newest form of the store that is known; its minor version stands in the lower four bits.
const MAJOR_VERSION: u32 = 5;
/// The name of the database `model-storage` as Firefox folds it into a file name.
const CONVERSATIONS: &str = "meogdaerlo-ts.sqlite";

/// What one origin directory of a profile says of WhatsApp Web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whether an account is linked, or why that could not be told.
    pub session: Result<Session, Cause>,
    /// Only one of two stores says that an account is linked.
    pub to_confirm: bool,
    /// When WhatsApp Web was last used.
    pub used: Option<Timestamp>,
    /// The files that are locked while a page of the origin is open; empty where there is none.
    pub locks: Vec<PathBuf>,
}

/// Whether a directory looks like a profile.
///
/// # Errors
///
/// The cause, where that could not be told.
pub fn is_profile(directory: &Path) -> Result<bool, Cause> {
    Ok(file::exists(&directory.join("storage"))? || file::exists(&directory.join("prefs.js"))?)
}

/// The file that is locked while the browser runs with a profile.
#[must_use]
pub fn running_lock(profile: &Path) -> PathBuf {
    profile.join(".parentlock")
}

/// Looks for WhatsApp Web in a profile: one for each container in which something of it is left.
///
/// # Errors
///
/// The cause, where the origins could not be listed.
pub fn look(profile: &Path) -> Result<Vec<Found>, Cause> {
    let old = profile.join("webappsstore.sqlite");
    let legacy = Legacy { changed: file::changed(&old), keys: legacy_keys(&old) };
    let mut found = Vec::new();
    let mut left: BTreeSet<&str> = legacy.keys.iter().flat_map(BTreeMap::keys).map(String::as_str).collect();
    for kind in ["default", "permanent", "temporary", "private"] {
        let directory = profile.join("storage").join(kind);
        for name in file::names(&directory, ORIGINS_LIMIT)?.unwrap_or_default() {
            let Some(container) = container(&name) else { continue };
            let origin = directory.join(&name);
            if kind == "private" {
                let used = last_access(&origin.join(".metadata-v2"));
                found.push(Found {
                    session: Ok(Session::Private),
                    to_confirm: false,
                    used,
                    locks: Vec::new(),
                });
            } else {
                left.remove(container);
                found.extend(look_at_origin(&origin, &legacy, container));
            }
            if found.len() > CONTAINERS_LIMIT {
                return Err(Cause::TooLarge);
            }
        }
    }
    let nowhere = Path::new("");
    found.extend(left.into_iter().filter_map(|container| look_at_origin(nowhere, &legacy, container)));
    Ok(found)
}

/// The container that a directory's name stands for, if it is one of exactly the origin: a suffix such as
/// `^userContextId=2`, empty for none.
fn container(name: &str) -> Option<&str> {
    name.strip_prefix("https+++web.whatsapp.com").filter(|rest| rest.is_empty() || rest.starts_with('^'))
}

/// What the one store of all origins says that Firefox had until 2019, and has while its successor is turned off.
struct Legacy {
    /// The keys of each container.
    keys: Result<BTreeMap<String, Keys>, Cause>,
    changed: Option<Timestamp>,
}

fn legacy_keys(path: &Path) -> Result<BTreeMap<String, Keys>, Cause> {
    let keys = sqlite::read(path, |database| {
        let mut keys: BTreeMap<String, Keys> = BTreeMap::new();
        let columns = ["originKey", "originAttributes", "key", "value"];
        database.rows("webappsstore2", &columns, &mut |row| {
            if row.bytes(0)? != b"moc.ppastahw.bew.:https:443" {
                return Ok(());
            }
            let text = |column| std::str::from_utf8(row.bytes(column)?).map_err(|_| Cause::Malformed);
            if keys.len() == CONTAINERS_LIMIT {
                return Err(Cause::TooLarge);
            }
            keys.entry(text(1)?.to_owned()).or_default().note(text(2)?, text(3)?);
            Ok(())
        })?;
        Ok(keys)
    });
    keys.map(Option::unwrap_or_default)
}

fn look_at_origin(directory: &Path, legacy: &Legacy, container: &str) -> Option<Found> {
    let store = directory.join("ls/data.sqlite");
    let used = last_access(&directory.join(".metadata-v2"));
    let databases = directory.join("idb");
    let names = match file::names(&databases, DATABASES_LIMIT) {
        Ok(names) => names.unwrap_or_default(),
        Err(cause) => {
            return Some(Found { session: Err(cause), to_confirm: false, used, locks: vec![store] });
        }
    };
    let has_conversations = names.iter().any(|name| unnumbered(name) == CONVERSATIONS);
    let is_database = |name: &&String| name.ends_with(".sqlite");
    let old =
        legacy.keys.as_ref().map(|keys| keys.get(container).map(|keys| keys.session(has_conversations)));
    let (session, to_confirm) = match (keys(&store), old) {
        (Ok(None), Ok(Some(old))) => {
            let used = used.max(legacy.changed);
            // The old store itself is held by a browser that merely runs.
            let locks = names.iter().filter(is_database).map(|name| databases.join(name)).collect();
            return Some(Found { session: old, to_confirm: false, used, locks });
        }
        (Ok(Some(keys)), old) => {
            let session = keys.session(has_conversations);
            match old {
                // An old store that changes is in use, and this one is what was left behind, or the other way round.
                Ok(Some(old)) if old != session && legacy.changed > file::changed(&store) => {
                    (if old == Ok(Session::Linked) { old } else { session }, true)
                }
                _ => (session, false),
            }
        }
        // Databases, but no store that is known: the keys lie in a place that is not known.
        (Ok(None), old) if names.iter().any(|name| is_database(&name)) => {
            (Err(old.err().copied().unwrap_or(Cause::Unsupported)), false)
        }
        (Ok(None), _) => return None,
        (Err(cause), _) => (Err(cause), false),
    };
    Some(Found { session, to_confirm, used, locks: vec![store] })
}

fn unnumbered(name: &str) -> &str {
    name.trim_start_matches(|character: char| character.is_ascii_digit())
}

/// The last access: microseconds since 1970, big-endian, at the start of the file.
fn last_access(metadata: &Path) -> Option<Timestamp> {
    let bytes = file::head(metadata, 8, METADATA_LIMIT).ok()?;
    let microseconds = i64::from_be_bytes(*bytes.first_chunk()?);
    Timestamp::from_microsecond(microseconds).ok().filter(|_| microseconds > 0)
}

fn keys(path: &Path) -> Result<Option<Keys>, Cause> {
    sqlite::read(path, |database| {
        if database.user_version() >> 4 > MAJOR_VERSION {
            return Err(Cause::Unsupported);
        }
        let mut keys = Keys::default();
        let columns = ["key", "conversion_type", "compression_type", "value"];
        database.rows("data", &columns, &mut |row| {
            if let Ok(name) = std::str::from_utf8(row.bytes(0)?)
                && Keys::matters(name)
            {
                keys.note(name, &text(row.integer(1), row.integer(2), row.bytes(3)?)?);
            }
            Ok(())
        })?;
        Ok(keys)
    })
}

/// A value as Firefox keeps it: UTF-8 or UTF-16LE, plain or compressed with Snappy.
fn text(conversion: Option<i64>, compression: Option<i64>, bytes: &[u8]) -> Result<Zeroizing<String>, Cause> {
    if bytes.len() > TEXT_LIMIT {
        return Err(Cause::TooLarge);
    }
    let decoded;
    let bytes = match compression {
        Some(0) => bytes,
        Some(1) => {
            decoded = table::decompress(bytes)?;
            &decoded
        }
        _ => return Err(Cause::Malformed),
    };
    match conversion {
        Some(1) => std::str::from_utf8(bytes)
            .map(|text| Zeroizing::new(text.to_owned()))
            .map_err(|_| Cause::Malformed),
        Some(0) => wiped::utf16(bytes).ok_or(Cause::Malformed),
        _ => Err(Cause::Malformed),
    }
}

/// A profile that `profiles.ini` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The path as written.
    pub path: PathBuf,
    /// Whether it starts at the directory of `profiles.ini`.
    pub is_relative: bool,
}

/// Reads `profiles.ini`.
///
/// # Errors
///
/// [`Cause::Malformed`] where it is not text, [`Cause::TooLarge`] where it names more than 1,000 profiles.
pub fn profiles(ini: &[u8]) -> Result<Vec<Listed>, Cause> {
    let text = std::str::from_utf8(ini).map_err(|_| Cause::Malformed)?;
    let mut profiles = Vec::new();
    let mut section: Option<(Option<&str>, bool)> = None;
    let mut finish = |section: &mut Option<(Option<&str>, bool)>| {
        if let Some((Some(path), is_relative)) = section.take() {
            profiles.push(Listed { path: path.into(), is_relative });
        }
        if profiles.len() > 1000 { Err(Cause::TooLarge) } else { Ok(()) }
    };
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            finish(&mut section)?;
            section = is_profile_section(name).then_some((None, true));
        } else if let (Some((path, is_relative)), Some((key, value))) = (&mut section, line.split_once('=')) {
            match key.trim() {
                "Path" => *path = Some(value.trim()),
                "IsRelative" => *is_relative = value.trim() != "0",
                _ => {}
            }
        }
    }
    finish(&mut section)?;
    Ok(profiles)
}

fn is_profile_section(name: &str) -> bool {
    name.strip_prefix("Profile")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_listed_relative_and_absolute() {
        let ini = "[General]\nVersion=2\nPath=no\n\n[Profile0]\nName=default\nIsRelative=1\nPath=a.default\n\
                   [Install4F96D1932A9F858E]\nDefault=a.default\n[Profile12]\r\nIsRelative=0\r\nPath=/srv/b\r\n[Profile3]\n";

        let listed = profiles(ini.as_bytes()).unwrap();

        assert_eq!(
            listed,
            [
                Listed { path: "a.default".into(), is_relative: true },
                Listed { path: "/srv/b".into(), is_relative: false },
            ]
        );
    }

    #[test]
    fn only_the_exact_origin_counts() {
        for name in ["https+++web.whatsapp.com", "https+++web.whatsapp.com^userContextId=2"] {
            assert!(container(name).is_some(), "{name}");
        }
        for name in [
            "https+++web.whatsapp.com.example.org",
            "http+++web.whatsapp.com",
            "https+++web.whatsapp.com+443",
        ] {
            assert_eq!(container(name), None);
        }
    }

    #[test]
    fn values_are_decoded_in_all_forms() {
        let packed = snap::raw::Encoder::new().compress_vec("\"x\"".as_bytes()).unwrap();

        assert_eq!(text(Some(1), Some(0), b"null").unwrap().as_str(), "null");
        assert_eq!(text(Some(0), Some(0), b"n\0u\0").unwrap().as_str(), "nu");
        assert_eq!(text(Some(1), Some(1), &packed).unwrap().as_str(), "\"x\"");
        assert!(text(Some(2), Some(0), b"null").is_err());
        assert!(text(None, Some(2), b"null").is_err());
        assert!(text(Some(0), Some(0), b"n").is_err());
    }
}
