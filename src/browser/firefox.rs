//! Firefox and what derives from it: what one profile directory says of WhatsApp Web.
//!
//! Every origin, and every container of it, has a directory below `storage`; its Local Storage is an SQLite
//! file in there. Of `idb`, which holds conversations, nothing but file names is looked at.

use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use jiff::Timestamp;

use super::leveldb::table;
use super::whatsapp::{Keys, Session};
use super::{file, sqlite};

const ORIGINS_LIMIT: usize = 65_536;
const DATABASES_LIMIT: usize = 1024;
const CONTAINERS_LIMIT: usize = 100;
const METADATA_LIMIT: u64 = 64 << 10;
const TEXT_LIMIT: usize = 16 << 20;
/// The newest form of the store that is known; its minor version stands in the lower four bits.
const MAJOR_VERSION: i64 = 5;
/// The name of the database `model-storage` as Firefox folds it into a file name.
const CONVERSATIONS: &str = "meogdaerlo-ts.sqlite";

/// What one origin directory of a profile says of WhatsApp Web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whether an account is linked, or why that could not be told.
    pub session: Result<Session, Cause>,
    /// When WhatsApp Web was last used.
    pub used: Option<Timestamp>,
    /// The file that is locked while a page of the origin is open.
    pub lock: PathBuf,
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
    let mut found = Vec::new();
    for kind in ["default", "permanent"] {
        let directory = profile.join("storage").join(kind);
        for name in file::names(&directory, ORIGINS_LIMIT)?.unwrap_or_default() {
            if is_origin(&name) {
                found.extend(look_at_origin(&directory.join(name)));
            }
            if found.len() > CONTAINERS_LIMIT {
                return Err(Cause::TooLarge);
            }
        }
    }
    Ok(found)
}

/// Whether a directory's name stands for exactly the origin, in any container.
fn is_origin(name: &str) -> bool {
    name.strip_prefix("https+++web.whatsapp.com").is_some_and(|rest| rest.is_empty() || rest.starts_with('^'))
}

fn look_at_origin(directory: &Path) -> Option<Found> {
    let lock = directory.join("ls/data.sqlite");
    let used = last_access(&directory.join(".metadata-v2"));
    let names = match file::names(&directory.join("idb"), DATABASES_LIMIT) {
        Ok(names) => names.unwrap_or_default(),
        Err(cause) => return Some(Found { session: Err(cause), used, lock }),
    };
    let has_conversations = names.iter().any(|name| unnumbered(name) == CONVERSATIONS);
    let session = match keys(&lock) {
        Ok(Some(keys)) => keys.session(has_conversations),
        // Databases, but no store that is known: the keys lie in a place that is not known.
        Ok(None) if names.iter().any(|name| name.ends_with(".sqlite")) => Err(Cause::Unsupported),
        Ok(None) => return None,
        Err(cause) => Err(cause),
    };
    Some(Found { session, used, lock })
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
    let Some(database) = sqlite::open(path)? else { return Ok(None) };
    let read = || -> rusqlite::Result<Result<Keys, Cause>> {
        let version: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version >> 4 > MAJOR_VERSION {
            return Ok(Err(Cause::Unsupported));
        }
        let mut keys = Keys::default();
        let mut statement =
            database.prepare("SELECT key, conversion_type, compression_type, value FROM data")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            if Keys::matters(&name) {
                match text(row.get(1)?, row.get(2)?, row.get_ref(3)?.as_bytes()?) {
                    Ok(value) => keys.note(&name, &value),
                    Err(cause) => return Ok(Err(cause)),
                }
            }
        }
        Ok(Ok(keys))
    };
    read().unwrap_or(Err(Cause::Malformed)).map(Some)
}

/// A value as Firefox keeps it: UTF-8 or UTF-16LE, plain or compressed with Snappy.
fn text(conversion: i64, compression: i64, bytes: &[u8]) -> Result<zeroize::Zeroizing<String>, Cause> {
    if bytes.len() > TEXT_LIMIT {
        return Err(Cause::TooLarge);
    }
    let decoded;
    let bytes = match compression {
        0 => bytes,
        1 => {
            decoded = table::decompress(bytes)?;
            &decoded
        }
        _ => return Err(Cause::Malformed),
    };
    let text = match conversion {
        1 => std::str::from_utf8(bytes).map_err(|_| Cause::Malformed)?.to_owned(),
        0 => {
            let (pairs, rest) = bytes.as_chunks();
            if !rest.is_empty() {
                return Err(Cause::Malformed);
            }
            char::decode_utf16(pairs.iter().map(|pair| u16::from_le_bytes(*pair)))
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        _ => return Err(Cause::Malformed),
    };
    Ok(zeroize::Zeroizing::new(text))
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
            assert!(is_origin(name), "{name}");
        }
        for name in [
            "https+++web.whatsapp.com.example.org",
            "http+++web.whatsapp.com",
            "https+++web.whatsapp.com+443",
        ] {
            assert!(!is_origin(name), "{name}");
        }
    }

    #[test]
    fn values_are_decoded_in_all_forms() {
        let packed = snap::raw::Encoder::new().compress_vec("\"x\"".as_bytes()).unwrap();

        assert_eq!(text(1, 0, b"null").unwrap().as_str(), "null");
        assert_eq!(text(0, 0, b"n\0u\0").unwrap().as_str(), "nu");
        assert_eq!(text(1, 1, &packed).unwrap().as_str(), "\"x\"");
        assert!(text(2, 0, b"null").is_err());
        assert!(text(1, 2, b"null").is_err());
        assert!(text(0, 0, b"n").is_err());
    }
}
