//! Where the agent keeps what has to outlast it: a directory that is the person's alone.
//!
//! The directory has mode 0700 and its files 0600, all owned by the person; anything else there is refused. Every
//! file is written whole to a temporary name, flushed to the disk, renamed, and the directory flushed, so that a
//! crash leaves the old or the new content.

use std::fs::TryLockError;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use fs_err as fs;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The largest file that is read, in bytes: a report and some room.
const MAX_LENGTH: u64 = 512 * 1024;

/// Where the agent keeps its state.
#[derive(Clone, Debug)]
pub struct StateDirectory(PathBuf);

/// Why something that is kept could not be read or stored.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// Somebody else owns the state directory or a file in it, or may read or change it.
    #[error("others could read or change {}", path.display())]
    Permissions {
        /// The directory or file.
        path: PathBuf,
    },
    /// A file cannot be understood.
    #[error("{file} is damaged")]
    Damaged {
        /// The file's name.
        file: &'static str,
    },
    /// A file was written by a later version of the agent.
    #[error("{file} is of a later version")]
    Later {
        /// The file's name.
        file: &'static str,
    },
    /// A file could not be read or written.
    #[error("{file} could not be read or written")]
    Io {
        /// The file's name.
        file: &'static str,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// Another process of the agent holds the state.
    #[error("another process holds the state")]
    Busy,
}

impl StateError {
    /// Why a fact that is kept there is unknown.
    pub(crate) const fn cause(&self) -> Cause {
        match self {
            Self::Permissions { .. } => Cause::Denied,
            Self::Damaged { .. } | Self::Later { .. } => Cause::Malformed,
            Self::Io { .. } | Self::Busy => Cause::Failed,
        }
    }
}

impl StateDirectory {
    /// A state directory at a path; nothing is made or read yet.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Opens it for reading; nothing if it does not exist.
    pub(crate) fn read(&self) -> Result<Option<Opened>, StateError> {
        match fs::symlink_metadata(&self.0) {
            Ok(_) => {}
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(source) => return Err(StateError::Io { file: "state", source }),
        }
        permissions::check(&self.0)?;
        Ok(Some(Opened { path: self.0.clone() }))
    }

    /// Makes it if need be, opens it and keeps others that take the same lock from changing it meanwhile.
    pub(crate) fn lock(&self, lock: &'static str) -> Result<Locked, StateError> {
        let failed = |source| StateError::Io { file: lock, source };
        fs::create_dir_all(&self.0).map_err(failed)?;
        permissions::restrict_directory(&self.0).map_err(failed)?;
        permissions::check(&self.0)?;
        let path = self.0.join(lock);
        let held = fs::OpenOptions::new().create(true).append(true).open(&path).map_err(failed)?;
        match held.file().try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StateError::Busy),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        permissions::restrict_file(&path).map_err(failed)?;
        Ok(Locked { opened: Opened { path: self.0.clone() }, _lock: held })
    }
}

/// Makes a folder that only the person can enter, if there is none, and refuses one that is another's or open to others.
///
/// # Errors
///
/// When it cannot be made or is not the person's alone.
pub(crate) fn private_folder(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)?;
    permissions::restrict_directory(path)?;
    permissions::check(path).map_err(|_| ErrorKind::PermissionDenied.into())
}

/// The format of the files that hold what the person declared.
const FORMAT: u64 = 1;

/// A value under the number of its format.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept<T> {
    format: u64,
    kept: T,
}

/// The number of a file's format, whatever else it holds.
#[derive(Deserialize)]
struct Numbered {
    format: u64,
}

/// The state, opened for reading.
pub(crate) struct Opened {
    path: PathBuf,
}

/// The state, opened for changing.
pub(crate) struct Locked {
    opened: Opened,
    _lock: fs::File,
}

impl std::ops::Deref for Locked {
    type Target = Opened;

    fn deref(&self) -> &Opened {
        &self.opened
    }
}

impl Opened {
    /// The path of what has a name in the directory.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// A file's value; nothing if there is no file.
    pub(crate) fn read_json<T: DeserializeOwned>(&self, file: &'static str) -> Result<Option<T>, StateError> {
        let Some(text) = self.read(file)? else { return Ok(None) };
        serde_json::from_str(&text).map(Some).map_err(|_| StateError::Damaged { file })
    }

    /// What a file of [`Locked::write_kept`] holds; nothing if there is no file.
    pub(crate) fn read_kept<T: DeserializeOwned>(&self, file: &'static str) -> Result<Option<T>, StateError> {
        let Some(text) = self.read(file)? else { return Ok(None) };
        let damaged = |_| StateError::Damaged { file };
        let Numbered { format } = serde_json::from_str(&text).map_err(damaged)?;
        match format {
            FORMAT => {
                let kept: Kept<T> = serde_json::from_str(&text).map_err(damaged)?;
                Ok(Some(kept.kept))
            }
            later if later > FORMAT => Err(StateError::Later { file }),
            _ => Err(StateError::Damaged { file }),
        }
    }

    /// A file's text; nothing if there is no file.
    pub(crate) fn read(&self, file: &'static str) -> Result<Option<String>, StateError> {
        read(&self.path.join(file), file)
    }

    /// The text of a file in a folder; nothing if there is none.
    pub(crate) fn read_in(&self, folder: &'static str, name: &str) -> Result<Option<String>, StateError> {
        read(&self.path.join(folder).join(name), folder)
    }
}

fn read(path: &Path, file: &'static str) -> Result<Option<String>, StateError> {
    match fs::symlink_metadata(path) {
        Ok(_) => permissions::check(path)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(StateError::Io { file, source }),
    }
    let opened = fs::File::open(path).map_err(|source| StateError::Io { file, source })?;
    let mut text = String::new();
    match opened.take(MAX_LENGTH + 1).read_to_string(&mut text) {
        Ok(_) if text.len() as u64 <= MAX_LENGTH => Ok(Some(text)),
        Ok(_) => Err(StateError::Damaged { file }),
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(StateError::Damaged { file }),
        Err(source) => Err(StateError::Io { file, source }),
    }
}

impl Locked {
    /// Stores a value whole.
    pub(crate) fn write_json<T: Serialize>(&self, file: &'static str, value: &T) -> Result<(), StateError> {
        self.write(file, &serde_json::to_vec_pretty(value).unwrap_or_default())
    }

    /// Stores a value whole, under the number of its format.
    pub(crate) fn write_kept<T: Serialize>(&self, file: &'static str, kept: &T) -> Result<(), StateError> {
        self.write_json(file, &Kept { format: FORMAT, kept })
    }

    /// Stores a file whole.
    pub(crate) fn write(&self, file: &'static str, content: &[u8]) -> Result<(), StateError> {
        write(&self.path, file, content).map_err(|source| StateError::Io { file, source })
    }

    /// Stores a file whole in a folder, which is made if need be.
    pub(crate) fn write_in(
        &self,
        folder: &'static str,
        name: &str,
        content: &[u8],
    ) -> Result<(), StateError> {
        let store = || {
            let folder = self.path.join(folder);
            fs::create_dir_all(&folder)?;
            permissions::restrict_directory(&folder)?;
            write(&folder, name, content)
        };
        store().map_err(|source| StateError::Io { file: folder, source })
    }

    /// Deletes a file; one that is not there is none that could not be deleted.
    pub(crate) fn remove(&self, file: &'static str) -> Result<(), StateError> {
        match fs::remove_file(self.path.join(file)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(StateError::Io { file, source: error }),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Puts a file that cannot be understood aside under the first free name, so that nothing is lost.
    pub(crate) fn put_aside(&self, file: &'static str) -> Result<(), StateError> {
        let failed = |source| StateError::Io { file, source };
        let free = (1..=u16::MAX)
            .map(|number| self.path.join(format!("{file}.damaged-{number}")))
            .find(|path| fs::symlink_metadata(path).is_err());
        let Some(free) = free else { return Err(StateError::Damaged { file }) };
        fs::rename(self.path.join(file), free).map_err(failed)?;
        permissions::sync_directory(&self.path).map_err(failed)
    }
}

fn write(folder: &Path, name: &str, content: &[u8]) -> std::io::Result<()> {
    // Files that tempfile makes have mode 0600 from the start.
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(content)?;
    temporary.write_all(b"\n")?;
    temporary.as_file().sync_all()?;
    temporary.persist(folder.join(name)).map_err(|error| error.error)?;
    permissions::sync_directory(folder)
}

/// Whose files these are and who may read them.
#[cfg(unix)]
mod permissions {
    use std::io::Result;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::path::Path;

    use fs_err as fs;
    use nix::unistd::Uid;

    use super::StateError;

    /// Refuses a file or directory that is not the person's own, or that others may read or change.
    pub(super) fn check(path: &Path) -> std::result::Result<(), StateError> {
        let metadata =
            fs::symlink_metadata(path).map_err(|source| StateError::Io { file: "state", source })?;
        let own = metadata.uid() == Uid::effective().as_raw();
        // A pipe in the place of a file would be waited for.
        let plain = metadata.is_file() || metadata.is_dir();
        if own && plain && !is_open_to_others(metadata.mode()) {
            Ok(())
        } else {
            Err(StateError::Permissions { path: path.to_owned() })
        }
    }

    /// Makes a directory that was just created the person's alone; one of somebody else stays as it is.
    pub(super) fn restrict_directory(path: &Path) -> Result<()> {
        restrict(path, 0o700)
    }

    pub(super) fn restrict_file(path: &Path) -> Result<()> {
        restrict(path, 0o600)
    }

    pub(super) fn sync_directory(path: &Path) -> Result<()> {
        fs::File::open(path)?.sync_all()
    }

    const fn is_open_to_others(mode: u32) -> bool {
        mode & 0o077 != 0
    }

    fn restrict(path: &Path, mode: u32) -> Result<()> {
        let metadata = fs::symlink_metadata(path)?;
        let empty = metadata.is_file() || fs::read_dir(path)?.next().is_none();
        if empty && metadata.uid() == Uid::effective().as_raw() && is_open_to_others(metadata.mode()) {
            fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
        }
        Ok(())
    }
}

/// Elsewhere a person's own data directory is closed to others by inheritance.
#[cfg(not(unix))]
mod permissions {
    use std::io::Result;
    use std::path::Path;

    use super::StateError;

    #[expect(clippy::unnecessary_wraps, reason = "the same contract as on Unix")]
    pub(super) fn check(_path: &Path) -> std::result::Result<(), StateError> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "the same contract as on Unix")]
    pub(super) fn restrict_directory(_path: &Path) -> Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "the same contract as on Unix")]
    pub(super) fn restrict_file(_path: &Path) -> Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "the same contract as on Unix")]
    pub(super) fn sync_directory(_path: &Path) -> Result<()> {
        Ok(())
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn state() -> (tempfile::TempDir, StateDirectory) {
        let folder = tempfile::tempdir().unwrap();
        let directory = StateDirectory::new(folder.path().join("custodia"));
        (folder, directory)
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_directory_or_file_that_others_can_enter_is_refused() {
        let (_folder, directory) = state();
        let locked = directory.lock("lock").unwrap();
        locked.write("answers", b"1").unwrap();
        assert_eq!(locked.read("answers").unwrap().unwrap(), "1\n");

        set_mode(&directory.path().join("answers"), 0o644);
        assert!(matches!(locked.read("answers"), Err(StateError::Permissions { .. })));

        drop(locked);
        set_mode(directory.path(), 0o755);
        assert!(matches!(directory.read(), Err(StateError::Permissions { .. })));
        assert!(matches!(directory.lock("lock"), Err(StateError::Permissions { .. })));
    }

    #[test]
    fn a_pipe_or_a_link_in_the_place_of_a_file_is_refused_without_waiting() {
        let (_folder, directory) = state();
        let locked = directory.lock("lock").unwrap();
        nix::unistd::mkfifo(&directory.path().join("pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        std::os::unix::fs::symlink("lock", directory.path().join("link")).unwrap();

        assert!(matches!(locked.read("pipe"), Err(StateError::Permissions { .. })));
        assert!(matches!(locked.read("link"), Err(StateError::Permissions { .. })));
    }

    #[test]
    fn two_commands_cannot_change_the_state_at_once() {
        let (_folder, directory) = state();
        let first = directory.lock("lock").unwrap();

        assert!(matches!(directory.lock("lock"), Err(StateError::Busy)));
        assert!(directory.lock("other").is_ok());
        drop(first);
        assert!(directory.lock("lock").is_ok());
    }

    #[test]
    fn what_is_put_aside_is_kept_each_time() {
        let (_folder, directory) = state();
        let locked = directory.lock("lock").unwrap();
        for content in ["first", "second"] {
            locked.write("answers", content.as_bytes()).unwrap();
            locked.put_aside("answers").unwrap();
        }

        assert!(locked.read("answers").unwrap().is_none());
        let kept = |number: u8| {
            fs::read_to_string(directory.path().join(format!("answers.damaged-{number}"))).unwrap()
        };
        assert_eq!([kept(1), kept(2)], ["first\n", "second\n"]);
    }
}
