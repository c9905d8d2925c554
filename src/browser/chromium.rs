//! The Chromium family: what one profile directory says of WhatsApp Web.
//!
//! Local Storage lies in a LevelDB store for all origins or, since 2026, in an SQLite file; both are read,
//! and where both hold the origin the one that changed last decides. Of the origin's IndexedDB, which holds
//! conversations, nothing but file names is looked at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use zeroize::Zeroizing;

use super::leveldb::{self, Cursor, Interest};
use super::whatsapp::{Keys, ORIGIN, Session, Visit};
use super::{file, sqlite, wiped};

const PREFERENCES_LIMIT: u64 = 16 << 20;
const DATABASES_LIMIT: usize = 256;
/// From 1601, where Chromium's clock starts, to 1970, in microseconds.
const EPOCH: i64 = 11_644_473_600_000_000;
/// The key with the version of the LevelDB store, which is 1.
const VERSION: &[u8] = b"VERSION";
/// The version of the SQLite file that a program must know to read it.
const COMPATIBLE_VERSION: i64 = 1;
/// The file of the database `model-storage` in the SQLite form of IndexedDB: the unpadded base 32 form of
/// the SHA-256 digest of its name in UTF-16LE.
const CONVERSATIONS: &str = "6SWAZZBFF7GBMSNKQLMCXDS3JJIWPKF7JUPJBTBRCW6XSPKNBZFQ";

/// What a profile says of WhatsApp Web.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whether an account is linked, or why that could not be told.
    pub session: Result<Session, Cause>,
    /// Only the store that is probably no longer in use says that an account is linked.
    pub to_confirm: bool,
    /// When WhatsApp Web was last used.
    pub used: Option<Timestamp>,
    /// Whether there are databases of the origin.
    pub has_databases: bool,
}

/// The files whose locks tell what is going on in a profile.
#[derive(Debug)]
pub struct Locks {
    /// Held while a page of WhatsApp Web, or its service worker, has a database open.
    pub open: Vec<PathBuf>,
    /// Held while the browser runs.
    pub running: Vec<PathBuf>,
}

/// Whether a directory looks like a profile.
///
/// # Errors
///
/// The cause, where that could not be told.
pub fn is_profile(directory: &Path) -> Result<bool, Cause> {
    for mark in ["Preferences", "Local Storage", "LocalStorage", "IndexedDB"] {
        if file::exists(&directory.join(mark))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Looks for WhatsApp Web in a profile; `None` where it was never used or nothing of it is left.
#[must_use]
pub fn look(profile: &Path) -> Option<Found> {
    let databases = match databases(profile) {
        Ok(databases) => databases,
        Err(cause) => {
            return Some(Found { session: Err(cause), to_confirm: false, used: None, has_databases: true });
        }
    };
    let has_conversations = databases.names.iter().any(|name| name == CONVERSATIONS);
    let old = from_leveldb(&profile.join("Local Storage/leveldb"), has_conversations);
    let new = from_sqlite(&profile.join("LocalStorage"), has_conversations);
    let engaged = last_engagement(&profile.join("Preferences"));

    let visits = [&old, &new].map(|store| store.as_ref().ok().copied().and_then(Store::visit));
    let used = visits.iter().flatten().map(|visit| visit.used).chain([engaged]).max().flatten();
    let (session, to_confirm) = decide(old, new, databases.exist)?;
    Some(Found { session, to_confirm, used, has_databases: databases.exist })
}

/// One of the two stores that a profile may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Store {
    /// There is none of this form.
    Absent,
    /// It holds nothing of the origin.
    Empty,
    /// It holds the origin.
    Holds(Visit),
}

impl Store {
    fn visit(self) -> Option<Visit> {
        match self {
            Self::Holds(visit) => Some(visit),
            Self::Absent | Self::Empty => None,
        }
    }
}

/// The session that both stores together tell, and whether it has to be confirmed.
fn decide(
    old: Result<Store, Cause>,
    new: Result<Store, Cause>,
    has_databases: bool,
) -> Option<(Result<Session, Cause>, bool)> {
    use Store::{Absent, Empty, Holds};

    let is_linked = |store: &Store| store.visit().is_some_and(|visit| visit.session == Session::Linked);
    Some(match (old, new) {
        (Ok(Holds(one)), Ok(Holds(other))) if one.session != other.session => {
            match (one.session == Session::Linked, other.session == Session::Linked) {
                (true, _) => (Ok(Session::Linked), one.changed <= other.changed),
                (_, true) => (Ok(Session::Linked), other.changed <= one.changed),
                (false, false) => (Ok(Session::Guest), false),
            }
        }
        (Ok(Holds(visit)), Ok(_)) | (Ok(Absent | Empty), Ok(Holds(visit))) => (Ok(visit.session), false),
        // The store that cannot be read may be the one in use, and say otherwise.
        (Ok(store), Err(_)) | (Err(_), Ok(store)) if is_linked(&store) => (Ok(Session::Linked), true),
        (Err(cause), _) | (_, Err(cause)) => (Err(cause), false),
        // Databases of the origin, but no store that is known: the keys lie in a place that is not known.
        (Ok(Absent), Ok(Absent)) if has_databases => (Err(Cause::Unsupported), false),
        (Ok(Absent | Empty), Ok(Absent | Empty)) if has_databases => (Ok(Session::NotLinked), false),
        (Ok(Absent | Empty), Ok(Absent | Empty)) => return None,
    })
}

fn from_leveldb(directory: &Path, has_conversations: bool) -> Result<Store, Cause> {
    let access = format!("METAACCESS:{ORIGIN}").into_bytes();
    let change = format!("META:{ORIGIN}").into_bytes();
    let interest = |key: &[u8]| {
        if key == access || key == change || key == VERSION {
            Interest::Value
        } else {
            match origin_key(key) {
                Some(name) if text(name).is_some_and(|name| Keys::matters(&name)) => Interest::Value,
                Some(_) => Interest::Presence,
                None => Interest::No,
            }
        }
    };
    let keys = format!("_{ORIGIN}\0").into_bytes();
    let prefixes = [VERSION, &change, &access, &keys];
    let Some(entries) = leveldb::entries(directory, &prefixes, interest)? else { return Ok(Store::Absent) };
    if entries.value(VERSION).is_some_and(|version| version != b"1") {
        return Err(Cause::Unsupported);
    }
    let mut keys = Keys::default();
    let mut holds = false;
    for (key, value) in entries.iter() {
        let Some(name) = origin_key(key) else { continue };
        holds = true;
        if let Some(name) = text(name).filter(|name| Keys::matters(name)) {
            keys.note(&name, &text(value).ok_or(Cause::Malformed)?);
        }
    }
    if !holds {
        return Ok(Store::Empty);
    }
    let changed = entries.value(&change).and_then(first_time);
    let used = entries.value(&access).and_then(first_time).max(changed);
    Ok(Store::Holds(Visit { session: keys.session(has_conversations)?, used, changed }))
}

/// The name in a key of exactly the origin, still with its encoding mark.
fn origin_key(key: &[u8]) -> Option<&[u8]> {
    key.strip_prefix(b"_")?.strip_prefix(ORIGIN.as_bytes())?.strip_prefix(b"\0")
}

/// A text as local storage keeps it: a mark, then Latin-1 or UTF-16LE; wiped when it is dropped.
fn text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    match bytes.split_first()? {
        (0, units) => wiped::utf16(units),
        (1, latin) => {
            let mut text = Zeroizing::new(String::with_capacity(latin.len().saturating_mul(2)));
            text.extend(latin.iter().copied().map(char::from));
            Some(text)
        }
        _ => None,
    }
}

/// The time in the first field of a protocol buffer.
fn first_time(message: &[u8]) -> Option<Timestamp> {
    let mut rest = Cursor(message);
    let mut newest = None;
    while !rest.0.is_empty() {
        let tag = rest.varint().ok()?;
        // Both messages hold numbers only.
        if tag & 7 != 0 {
            return newest;
        }
        let value = rest.varint().ok()?;
        if tag >> 3 == 1 {
            newest = newest.max(i64::try_from(value).ok().and_then(time));
        }
    }
    newest
}

/// A time from microseconds since 1601; 0 stands for none.
fn time(microseconds: i64) -> Option<Timestamp> {
    Timestamp::from_microsecond(microseconds.checked_sub(EPOCH)?).ok().filter(|_| microseconds != 0)
}

fn from_sqlite(path: &Path, has_conversations: bool) -> Result<Store, Cause> {
    let store = sqlite::read(path, |database| {
        let mut version = None;
        database.rows("meta", &["key", "value"], &mut |row| {
            if row.bytes(0)? == b"last_compatible_version" {
                version = row.integer(1);
            }
            Ok(())
        })?;
        if version.ok_or(Cause::Malformed)? != COMPATIBLE_VERSION {
            return Err(Cause::Unsupported);
        }
        let mut maps = BTreeSet::new();
        let (mut used, mut changed) = (None, None);
        let columns = ["row_id", "storage_key", "last_accessed", "last_modified"];
        database.rows("maps", &columns, &mut |row| {
            let origin = row.bytes(1)?;
            if origin.strip_suffix(b"/").unwrap_or(origin) == ORIGIN.as_bytes() {
                maps.insert(row.integer(0).ok_or(Cause::Malformed)?);
                changed = changed.max(row.integer(3).and_then(time));
                used = used.max(row.integer(2).and_then(time)).max(changed);
            }
            Ok(())
        })?;
        let mut keys = Keys::default();
        let columns = ["map_id", "key", "value_compression_type", "value"];
        database.rows("map_entries", &columns, &mut |row| {
            if !row.integer(0).is_some_and(|map| maps.contains(&map)) {
                return Ok(());
            }
            let Some(name) = text(row.bytes(1)?).filter(|name| Keys::matters(name)) else { return Ok(()) };
            let is_plain = row.integer(2) == Some(0);
            keys.note(&name, &text(row.bytes(3)?).filter(|_| is_plain).ok_or(Cause::Malformed)?);
            Ok(())
        })?;
        if maps.is_empty() {
            return Ok(Store::Empty);
        }
        Ok(Store::Holds(Visit { session: keys.session(has_conversations)?, used, changed }))
    })?;
    Ok(store.unwrap_or(Store::Absent))
}

/// The origin's databases: whether there are any, and the file names of the SQLite form.
struct Databases {
    exist: bool,
    names: Vec<String>,
}

fn databases(profile: &Path) -> Result<Databases, Cause> {
    let names = file::names(&profile.join("IndexedDB/https_web.whatsapp.com_0"), DATABASES_LIMIT)?;
    let old = file::exists(&profile.join("IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb"))?;
    Ok(Databases { exist: old || names.is_some(), names: names.unwrap_or_default() })
}

/// The files whose locks are asked about.
///
/// # Errors
///
/// The cause, where the origin's databases could not be listed.
pub fn locks(profile: &Path) -> Result<Locks, Cause> {
    let databases = databases(profile)?;
    let directory = profile.join("IndexedDB");
    let mut open = vec![directory.join("https_web.whatsapp.com_0.indexeddb.leveldb/LOCK")];
    open.extend(
        databases
            .names
            .iter()
            .filter(|name| !name.contains('-'))
            .map(|name| directory.join("https_web.whatsapp.com_0").join(name)),
    );
    let running = vec![profile.join("Local Storage/leveldb/LOCK"), profile.join("LocalStorage")];
    Ok(Locks { open, running })
}

/// When the person last did something on a page of the origin, as the preferences tell.
fn last_engagement(preferences: &Path) -> Option<Timestamp> {
    let bytes = file::read(preferences, PREFERENCES_LIMIT).ok()?;
    let preferences: Preferences = serde_json::from_slice(&bytes).ok()?;
    let Engagement(seconds) = preferences.profile.content_settings.exceptions.site_engagement;
    let since = SignedDuration::try_from_secs_f64(seconds? / 1e6).ok()?;
    time(i64::try_from(since.as_micros()).ok()?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Preferences {
    profile: ProfilePreferences,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ProfilePreferences {
    content_settings: ContentSettings,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ContentSettings {
    exceptions: Exceptions,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Exceptions {
    site_engagement: Engagement,
}

/// The time of the origin's entry in a list of sites; no other site is looked at or kept.
#[derive(Default)]
struct Engagement(Option<f64>);

impl<'de> Deserialize<'de> for Engagement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Sites;

        impl<'de> Visitor<'de> for Sites {
            type Value = Engagement;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a list of sites")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Engagement, A::Error> {
                let mut found = Engagement::default();
                while let Some(IsOrigin(is_origin)) = map.next_key()? {
                    if is_origin {
                        found.0 = map.next_value::<Entry>()?.setting.last_engagement_time;
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(found)
            }
        }

        deserializer.deserialize_map(Sites)
    }
}

/// The entry of one site.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    setting: Setting,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Setting {
    last_engagement_time: Option<f64>,
}

/// Whether a site is the origin; the name itself is not copied.
struct IsOrigin(bool);

impl<'de> Deserialize<'de> for IsOrigin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = IsOrigin;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a site")
            }

            fn visit_str<E>(self, site: &str) -> Result<IsOrigin, E> {
                Ok(IsOrigin(site == "https://web.whatsapp.com:443,*"))
            }
        }

        deserializer.deserialize_str(Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_both_encodings_and_keys_of_exactly_the_origin() {
        let read = |bytes| text(bytes).map(|text| text.to_string());
        assert_eq!(read(b"\x01last-wid-md").as_deref(), Some("last-wid-md"));
        assert_eq!(read(b"\0l\0a\0").as_deref(), Some("la"));
        assert_eq!(read(b"\x01\xe9").as_deref(), Some("\u{e9}"));
        assert_eq!(text(b"\0l"), None);
        assert_eq!(text(b"\x02l"), None);
        assert_eq!(text(b""), None);
        assert_eq!(origin_key(b"_https://web.whatsapp.com\0\x01a"), Some(&b"\x01a"[..]));
        for other in [
            &b"_https://web.whatsapp.com.example.org\0\x01a"[..],
            b"_https://web.whatsapp.com/^0https://top.site\0\x01a",
            b"_http://web.whatsapp.com\0\x01a",
            b"https://web.whatsapp.com\0\x01a",
        ] {
            assert_eq!(origin_key(other), None);
        }
    }

    #[test]
    fn the_newest_time_of_a_message_counts() {
        // Field 1 twice, field 2 between.
        assert_eq!(
            first_time(b"\x08\xdc\x9f\xa4\x95\xb5\xec\xef\x17\x10\x05\x08\x01"),
            time(13_439_757_214_879_708)
        );
        assert_eq!(first_time(b"\x10\x05"), None);
        assert_eq!(first_time(b"\x08\x00"), None);
        assert_eq!(first_time(b"\x08"), None);
    }

    #[test]
    fn two_stores_are_weighed() {
        use Session::{Guest, Linked, NotLinked};
        let holds = |session, changed| {
            let changed = time(EPOCH + changed);
            Ok(Store::Holds(Visit { session, used: changed, changed }))
        };
        let (absent, empty, broken) = (Ok(Store::Absent), Ok(Store::Empty), Err(Cause::Malformed));

        assert_eq!(decide(absent, absent, false), None);
        assert_eq!(decide(empty, absent, false), None);
        assert_eq!(decide(empty, absent, true), Some((Ok(NotLinked), false)));
        assert_eq!(decide(absent, absent, true), Some((Err(Cause::Unsupported), false)));
        assert_eq!(decide(broken, absent, false), Some((Err(Cause::Malformed), false)));
        assert_eq!(decide(broken, holds(NotLinked, 2), true), Some((Err(Cause::Malformed), false)));
        assert_eq!(decide(holds(Linked, 2), broken, true), Some((Ok(Linked), true)));
        assert_eq!(decide(holds(Linked, 2), empty, true), Some((Ok(Linked), false)));
        assert_eq!(decide(holds(Linked, 1), holds(NotLinked, 2), true), Some((Ok(Linked), true)));
        assert_eq!(decide(holds(Linked, 2), holds(NotLinked, 1), true), Some((Ok(Linked), false)));
        assert_eq!(decide(holds(NotLinked, 2), holds(Linked, 2), true), Some((Ok(Linked), true)));
        assert_eq!(decide(holds(NotLinked, 1), holds(Linked, 2), true), Some((Ok(Linked), false)));
        assert_eq!(decide(holds(NotLinked, 1), holds(Guest, 2), true), Some((Ok(Guest), false)));
    }

    #[test]
    fn only_the_engagement_with_this_one_site_is_read() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("Preferences");
        let engagement = |sites: &str| {
            fs_err::write(
                &path,
                format!(r#"{{"other":[1],"profile":{{"content_settings":{{"exceptions":{{"site_engagement":{sites}}}}}}}}}"#),
            )
            .unwrap();
            last_engagement(&path)
        };

        assert_eq!(
            engagement(
                r#"{"https://example.org:443,*":{"setting":{"lastEngagementTime":1.5e16}},
                    "https://web.whatsapp.com:443,*":{"setting":{"lastEngagementTime":1.34e16}}}"#
            ),
            time(13_400_000_000_000_000)
        );
        assert_eq!(engagement(r#"{"https://web.whatsapp.com:443,*":{"setting":{}}}"#), None);
        assert_eq!(engagement("[]"), None);
        assert_eq!(last_engagement(directory.path()), None);
    }
}
