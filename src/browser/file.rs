//! Bounded reading of files that belong to other programs.

use std::fs::Metadata;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use custodia_core::fact::Cause;
use jiff::Timestamp;

use super::wiped::Bytes;
use crate::platform;

/// Reads a regular file of at most `limit` bytes; the bytes are wiped when they are dropped.
///
/// Anything but a regular file is [`Cause::Malformed`] and never waited for.
///
/// # Errors
///
/// The cause: missing, denied, larger than `limit`, not a file, or failed.
pub fn read(path: &Path, limit: u64) -> Result<Bytes, Cause> {
    head(path, limit, limit)
}

/// Reads the first `length` bytes of a regular file of at most `limit` bytes.
///
/// # Errors
///
/// As [`read`].
pub fn head(path: &Path, length: u64, limit: u64) -> Result<Bytes, Cause> {
    let (file, actual) = open(path, limit)?;
    // Room for all of it at once: a buffer that grows would leave copies behind that nothing wipes.
    let room = actual.min(length).saturating_add(1);
    let mut bytes = Bytes::new(Vec::with_capacity(usize::try_from(room).map_err(|_| Cause::TooLarge)?));
    file.take(room).read_to_end(&mut bytes).map_err(|error| cause(&error))?;
    // A file that grew meanwhile is cut where it ended at first.
    bytes.truncate(usize::try_from(room - 1).map_err(|_| Cause::TooLarge)?);
    Ok(bytes)
}

/// Opens a regular file of at most `limit` bytes, and tells its length.
///
/// # Errors
///
/// As [`read`].
pub fn open(path: &Path, limit: u64) -> Result<(fs_err::File, u64), Cause> {
    let file = platform::open_at_once(path).map_err(|error| cause(&error))?;
    let metadata = file.metadata().map_err(|error| cause(&error))?;
    if !metadata.is_file() {
        return Err(Cause::Malformed);
    }
    if metadata.len() > limit {
        return Err(Cause::TooLarge);
    }
    Ok((file, metadata.len()))
}

/// When a file was last written to.
pub(crate) fn changed(path: &Path) -> Option<Timestamp> {
    Timestamp::try_from(metadata(path).ok()??.modified().ok()?).ok()
}

/// Whether something exists at a path.
///
/// # Errors
///
/// The cause, where that could not be told.
pub fn exists(path: &Path) -> Result<bool, Cause> {
    metadata(path).map(|metadata| metadata.is_some())
}

/// What a path leads to, `None` where there is nothing.
///
/// # Errors
///
/// The cause, where that could not be told.
pub fn metadata(path: &Path) -> Result<Option<Metadata>, Cause> {
    present(fs_err::metadata(path).map_err(|error| cause(&error)))
}

/// Takes what is missing for nothing rather than for a failure.
///
/// # Errors
///
/// Every other cause.
pub fn present<T>(read: Result<T, Cause>) -> Result<Option<T>, Cause> {
    match read {
        Err(Cause::Missing) => Ok(None),
        other => other.map(Some),
    }
}

/// The names in a directory, `None` where there is no such directory.
///
/// # Errors
///
/// The cause, [`Cause::TooLarge`] for more than `limit` of them; a name that is not UTF-8 is left out, because
/// no name that a browser gives its own files is one.
pub fn names(directory: &Path, limit: usize) -> Result<Option<Vec<String>>, Cause> {
    let Some(entries) = present(fs_err::read_dir(directory).map_err(|error| cause(&error)))? else {
        return Ok(None);
    };
    let mut names = Vec::new();
    for entry in entries {
        if names.len() == limit {
            return Err(Cause::TooLarge);
        }
        if let Ok(name) = entry.map_err(|error| cause(&error))?.file_name().into_string() {
            names.push(name);
        }
    }
    names.sort();
    Ok(Some(names))
}

/// The cause that an error of the file system stands for.
#[must_use]
pub fn cause(error: &io::Error) -> Cause {
    let kind = error.kind();
    if kind == ErrorKind::NotFound {
        Cause::Missing
    } else if kind == ErrorKind::PermissionDenied {
        Cause::Denied
    } else if [ErrorKind::NotADirectory, ErrorKind::IsADirectory].contains(&kind) {
        Cause::Malformed
    } else {
        Cause::Failed
    }
}
