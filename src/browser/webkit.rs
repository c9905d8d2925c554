//! WebKitGTK (GNOME Web, its web apps, WasIstLos, others): what one data directory says of WhatsApp Web.
//!
//! Programs on GTK 3 keep Local Storage in a file named after the origin. Those on GTK 4 keep it below a directory
//! named by a salted digest of the origin, which is worked out here, so that no other origin is looked at. Of
//! `IndexedDB`, which holds conversations, nothing but file names is looked at.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use custodia_core::fact::Cause;
use custodia_core::value::Digest;
use jiff::Timestamp;

use super::whatsapp::{Keys, ORIGIN, Session};
use super::{file, sqlite, wiped};

const DATABASES_LIMIT: usize = 1024;
/// The salt of the directories' names; one of any other length is replaced by the next program that opens it.
const SALT: usize = 8;
/// The directory of the database `model-storage`: the SHA-256 digest of its name.
const CONVERSATIONS: &str = "C0DAE66D1136CA6CE2F2BAD1D37077AB75D076F50440EC664774EBDC8D0C6624";

/// What a data directory says of WhatsApp Web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whether an account is linked, or why that could not be told.
    pub session: Result<Session, Cause>,
    /// Only one of two stores says that an account is linked.
    pub to_confirm: bool,
    /// When a page last wrote to its Local Storage, which WhatsApp Web does whenever it is opened.
    pub used: Option<Timestamp>,
    /// The files that are locked while a page of the origin is open.
    pub locks: Vec<PathBuf>,
}

/// Whether a directory looks like a data directory.
///
/// # Errors
///
/// The cause, where that could not be told.
pub fn is_profile(directory: &Path) -> Result<bool, Cause> {
    Ok(file::exists(&directory.join("storage/salt"))? || file::exists(&directory.join("localstorage"))?)
}

/// Looks for WhatsApp Web in a data directory; `None` where it was never used or nothing of it is left.
#[must_use]
pub fn look(directory: &Path) -> Option<Found> {
    let mut stores = vec![directory.join("localstorage/https_web.whatsapp.com_0.localstorage")];
    let mut databases = vec![directory.join("databases/indexeddb/v1/https_web.whatsapp.com_0")];
    let mut session = None;
    match origin_directory(&directory.join("storage")) {
        Ok(Some(origin)) => {
            stores.push(origin.join("LocalStorage/localstorage.sqlite3"));
            databases.push(origin.join("IndexedDB"));
        }
        Ok(None) => {}
        Err(cause) => session = Some(Err(cause)),
    }
    let mut names = Vec::new();
    for place in databases {
        match file::names(&place, DATABASES_LIMIT) {
            Ok(more) => names.extend(more.unwrap_or_default()),
            Err(cause) => session = Some(Err(cause)),
        }
    }

    let has_conversations = names.iter().any(|name| name == CONVERSATIONS);
    let (mut to_confirm, mut used) = (false, None);
    for store in &stores {
        let Some(read) =
            sqlite::read(store, |database| keys(database)?.session(has_conversations)).transpose()
        else {
            continue;
        };
        let mut log = store.clone().into_os_string();
        log.push("-wal");
        used = used.max(file::changed(store)).max(file::changed(Path::new(&log)));
        session = Some(match (session, read) {
            (None, read) => read,
            (Some(one), other) if one == other => other,
            // Either store may be the one in use.
            (Some(Ok(one)), Ok(other)) => {
                to_confirm = [one, other].contains(&Session::Linked);
                Ok(if to_confirm { Session::Linked } else { Session::Guest })
            }
            (Some(Err(cause)), _) | (_, Err(cause)) => Err(cause),
        });
    }
    // Databases, but no store that is known: the keys lie in a place that is not known.
    let session = session.or((!names.is_empty()).then_some(Err(Cause::Unsupported)))?;
    Some(Found { session, to_confirm, used, locks: stores })
}

/// Where the data of the origin as a page of its own lies, if anything is kept in that way.
fn origin_directory(storage: &Path) -> Result<Option<PathBuf>, Cause> {
    let salt = match file::present(file::read(&storage.join("salt"), SALT as u64)) {
        Ok(Some(salt)) if salt.len() == SALT => salt,
        Ok(_) | Err(Cause::TooLarge) => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let digest = Digest::of(&[ORIGIN.as_bytes(), &salt].concat());
    let name = URL_SAFE_NO_PAD.encode(digest.as_bytes());
    Ok(Some(storage.join(&name).join(&name)))
}

fn keys(database: &sqlite::Database) -> Result<Keys, Cause> {
    let mut keys = Keys::default();
    database.rows("ItemTable", &["key", "value"], &mut |row| {
        if let Ok(name) = std::str::from_utf8(row.bytes(0)?)
            && Keys::matters(name)
        {
            keys.note(name, &wiped::utf16(row.bytes(1)?).ok_or(Cause::Malformed)?);
        }
        Ok(())
    })?;
    Ok(keys)
}
