//! What the agent keeps: its key, its endpoint, where its chain stands and what waits to be delivered.
//!
//! A directory of mode 0700 with files of mode 0600, owned by the person. Every file is written whole to a
//! temporary name, flushed to the disk, renamed, and the directory flushed, so that a crash leaves the old or
//! the new content.
//!
//! | file | holds |
//! |---|---|
//! | `key` | the seed of the device's Ed25519 key, base64url |
//! | `endpoint.json` | the endpoint's address, this device's name there, the certificate authority |
//! | `chain.json` | the last signed report's number and digest, the digest of the last reported body |
//! | `outbox/N.jws` | signed reports that wait to be delivered |
//! | `lock` | held while a command changes the state |

use std::fs::TryLockError;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use custodia_core::chain::Head;
use custodia_core::jws::{SigningKey, unverified_payload};
use custodia_core::report::Report;
use custodia_core::value::Digest;
use fs_err as fs;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::{Zeroize as _, Zeroizing};

use super::EndpointError;

/// The largest state file that is read, in bytes: a report and some room.
const MAX_LENGTH: u64 = 512 * 1024;

/// Where the agent keeps its state.
#[derive(Clone, Debug)]
pub struct StateDirectory(PathBuf);

/// The endpoint at which a device is enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// Its address, as in `https://host:8443`.
    pub address: String,
    /// This device's name there.
    pub device: Uuid,
    /// The DER bytes of its certificate authority, in base64.
    pub certificate_authority: String,
    /// When this device was enrolled.
    pub enrolled: Timestamp,
}

/// Where the chain of reports stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chain {
    /// The last signed report.
    pub(super) head: Head,
    /// The digest of the last reported body, to tell whether anything changed.
    pub(super) body: Option<Digest>,
    /// When a report was last delivered.
    pub(super) delivered: Option<Timestamp>,
}

impl Chain {
    /// Before the first report.
    pub(super) const START: Self = Self { head: Head::START, body: None, delivered: None };
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
    pub(super) fn read(&self) -> Result<Option<Opened>, EndpointError> {
        if !self.0.exists() {
            return Ok(None);
        }
        permissions::check(&self.0)?;
        Ok(Some(Opened { path: self.0.clone() }))
    }

    /// Makes it if need be, opens it and keeps others from changing it meanwhile.
    pub(super) fn lock(&self) -> Result<Locked, EndpointError> {
        let failed = |source| EndpointError::State { file: "lock", source };
        fs::create_dir_all(&self.0).map_err(failed)?;
        permissions::restrict_directory(&self.0).map_err(failed)?;
        permissions::check(&self.0)?;
        let path = self.0.join("lock");
        let lock = fs::OpenOptions::new().create(true).append(true).open(&path).map_err(failed)?;
        match lock.file().try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(EndpointError::Busy),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        permissions::restrict_file(&path).map_err(failed)?;
        Ok(Locked { opened: Opened { path: self.0.clone() }, _lock: lock })
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

/// The state, opened for reading.
pub(super) struct Opened {
    path: PathBuf,
}

/// The state, opened for changing.
pub(super) struct Locked {
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
    /// The endpoint, if the device is enrolled.
    pub(super) fn endpoint(&self) -> Result<Option<Endpoint>, EndpointError> {
        self.read_json("endpoint.json")
    }

    /// Where the chain stands. A report that was stored just before a crash, and not counted yet, is counted.
    pub(super) fn chain(&self) -> Result<Chain, EndpointError> {
        let mut chain = self.read_json("chain.json")?.unwrap_or(Chain::START);
        while let Some(signed) = self.read("outbox", &outbox_name(chain.head.next_sequence()))? {
            let report: Report = unverified_payload(signed.trim_end())
                .ok()
                .and_then(|payload| serde_json::from_slice(&payload).ok())
                .ok_or(EndpointError::Damaged { file: "outbox" })?;
            chain =
                Chain { head: chain.head.advanced(signed.trim_end()), body: Some(report.digest), ..chain };
        }
        Ok(chain)
    }

    /// The device's key.
    pub(super) fn key(&self) -> Result<SigningKey, EndpointError> {
        let damaged = EndpointError::Damaged { file: "key" };
        let Some(text) = self.read("", "key")? else { return Err(damaged) };
        let text = Zeroizing::new(text);
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(text.trim_end()) else { return Err(damaged) };
        let bytes = Zeroizing::new(bytes);
        let Ok(seed) = <[u8; 32]>::try_from(bytes.as_slice()) else { return Err(damaged) };
        SigningKey::from_seed(&Zeroizing::new(seed)).map_err(|_| EndpointError::Cryptography)
    }

    /// The numbers of the reports that wait, in order.
    pub(super) fn outbox(&self) -> Result<Vec<u64>, EndpointError> {
        let failed = |source| EndpointError::State { file: "outbox", source };
        let entries = match fs::read_dir(self.path.join("outbox")) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut sequences = Vec::new();
        for entry in entries {
            let name = entry.map_err(failed)?.file_name();
            let sequence = name.to_str().and_then(|name| name.strip_suffix(".jws"));
            sequences.extend(sequence.and_then(|digits| digits.parse::<u64>().ok()));
        }
        sequences.sort_unstable();
        Ok(sequences)
    }

    /// A report that waits.
    pub(super) fn read_outbox(&self, sequence: u64) -> Result<String, EndpointError> {
        let signed =
            self.read("outbox", &outbox_name(sequence))?.ok_or(EndpointError::Damaged { file: "outbox" })?;
        Ok(signed.trim_end().to_owned())
    }

    fn read_json<T: DeserializeOwned>(&self, file: &'static str) -> Result<Option<T>, EndpointError> {
        let Some(text) = self.read("", file)? else { return Ok(None) };
        serde_json::from_str(&text).map(Some).map_err(|_| EndpointError::Damaged { file })
    }

    fn read(&self, folder: &'static str, name: &str) -> Result<Option<String>, EndpointError> {
        let file = if folder.is_empty() { known_name(name) } else { folder };
        let path = self.path.join(folder).join(name);
        let opened = match fs::File::open(&path) {
            Ok(opened) => opened,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(EndpointError::State { file, source }),
        };
        permissions::check(&path)?;
        let mut text = String::new();
        match opened.take(MAX_LENGTH + 1).read_to_string(&mut text) {
            Ok(_) if text.len() as u64 <= MAX_LENGTH => Ok(Some(text)),
            Ok(_) => Err(EndpointError::Damaged { file }),
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(EndpointError::Damaged { file }),
            Err(source) => Err(EndpointError::State { file, source }),
        }
    }
}

impl Locked {
    /// Makes a key and stores it, in place of one from an enrolment that did not come about.
    pub(super) fn new_key(&self) -> Result<SigningKey, EndpointError> {
        let mut seed = Zeroizing::new([0; 32]);
        ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), seed.as_mut_slice())
            .map_err(|_| EndpointError::Cryptography)?;
        let mut text = URL_SAFE_NO_PAD.encode(seed.as_slice());
        let stored = self.write("", "key", text.as_bytes());
        text.zeroize();
        stored?;
        SigningKey::from_seed(&seed).map_err(|_| EndpointError::Cryptography)
    }

    /// Remembers the endpoint.
    pub(super) fn store_endpoint(&self, endpoint: &Endpoint) -> Result<(), EndpointError> {
        self.write("", "endpoint.json", &serde_json::to_vec_pretty(endpoint).unwrap_or_default())
    }

    /// Remembers where the chain stands.
    pub(super) fn store_chain(&self, chain: &Chain) -> Result<(), EndpointError> {
        self.write("", "chain.json", &serde_json::to_vec_pretty(chain).unwrap_or_default())
    }

    /// Stores a signed report until it is delivered.
    pub(super) fn put_outbox(&self, sequence: u64, signed: &str) -> Result<(), EndpointError> {
        let failed = |source| EndpointError::State { file: "outbox", source };
        let folder = self.path.join("outbox");
        fs::create_dir_all(&folder).map_err(failed)?;
        permissions::restrict_directory(&folder).map_err(failed)?;
        self.write("outbox", &outbox_name(sequence), signed.as_bytes())
    }

    /// Forgets a report that was delivered.
    pub(super) fn remove_outbox(&self, sequence: u64) -> Result<(), EndpointError> {
        fs::remove_file(self.path.join("outbox").join(outbox_name(sequence)))
            .map_err(|source| EndpointError::State { file: "outbox", source })
    }

    /// Deletes everything but the lock.
    pub(super) fn delete(&self) -> Result<(), EndpointError> {
        for file in ["key", "chain.json", "endpoint.json"] {
            match fs::remove_file(self.path.join(file)) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(source) => return Err(EndpointError::State { file: known_name(file), source }),
            }
        }
        match fs::remove_dir_all(self.path.join("outbox")) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(EndpointError::State { file: "outbox", source: error })
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn write(&self, folder: &'static str, name: &str, content: &[u8]) -> Result<(), EndpointError> {
        let file = if folder.is_empty() { known_name(name) } else { folder };
        let folder = self.path.join(folder);
        let store = || {
            // Files that tempfile makes have mode 0600 from the start.
            let mut temporary = tempfile::NamedTempFile::new_in(&folder)?;
            temporary.write_all(content)?;
            temporary.write_all(b"\n")?;
            temporary.as_file().sync_all()?;
            temporary.persist(folder.join(name)).map_err(|error| error.error)?;
            permissions::sync_directory(&folder)
        };
        store().map_err(|source| EndpointError::State { file, source })
    }
}

fn outbox_name(sequence: u64) -> String {
    format!("{sequence:020}.jws")
}

fn known_name(name: &str) -> &'static str {
    ["key", "endpoint.json", "chain.json"].into_iter().find(|known| *known == name).unwrap_or("outbox")
}

/// Whose files these are and who may read them.
#[cfg(unix)]
mod permissions {
    use std::io::Result;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::path::Path;

    use fs_err as fs;
    use nix::unistd::Uid;

    use super::EndpointError;

    /// Refuses a file or directory that is not the person's own, or that others may read or change.
    pub(super) fn check(path: &Path) -> std::result::Result<(), EndpointError> {
        let metadata =
            fs::symlink_metadata(path).map_err(|source| EndpointError::State { file: "state", source })?;
        let own = metadata.uid() == Uid::effective().as_raw();
        if own && !is_open_to_others(metadata.mode()) && !metadata.is_symlink() {
            Ok(())
        } else {
            Err(EndpointError::Permissions { path: path.to_owned() })
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

    use super::EndpointError;

    #[expect(clippy::unnecessary_wraps, reason = "the same contract as on Unix")]
    pub(super) fn check(_path: &Path) -> std::result::Result<(), EndpointError> {
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

    #[test]
    fn everything_that_is_stored_is_the_persons_alone() {
        let (_folder, directory) = state();
        let state = directory.lock().unwrap();
        state.new_key().unwrap();
        state.store_chain(&Chain::START).unwrap();
        state.put_outbox(1, "a.b.c").unwrap();

        let mode =
            |name: &str| fs::metadata(directory.path().join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(""), 0o700);
        assert_eq!(mode("outbox"), 0o700);
        for file in ["key", "chain.json", "outbox/00000000000000000001.jws", "lock"] {
            assert_eq!(mode(file), 0o600, "{file}");
        }
    }

    #[test]
    fn a_key_reads_back_and_one_that_others_can_read_is_refused() {
        let (_folder, directory) = state();
        let state = directory.lock().unwrap();
        let public = state.new_key().unwrap().public();
        assert_eq!(state.key().unwrap().public(), public);

        fs::set_permissions(directory.path().join("key"), std::fs::Permissions::from_mode(0o644)).unwrap();

        assert!(matches!(state.key(), Err(EndpointError::Permissions { .. })));
    }

    #[test]
    fn a_directory_that_others_can_enter_is_refused() {
        let (_folder, directory) = state();
        drop(directory.lock().unwrap());
        fs::set_permissions(directory.path(), std::fs::Permissions::from_mode(0o755)).unwrap();

        assert!(matches!(directory.read(), Err(EndpointError::Permissions { .. })));
        assert!(matches!(directory.lock(), Err(EndpointError::Permissions { .. })));
    }

    #[test]
    fn two_commands_cannot_change_the_state_at_once() {
        let (_folder, directory) = state();
        let first = directory.lock().unwrap();

        assert!(matches!(directory.lock(), Err(EndpointError::Busy)));
        drop(first);
        assert!(directory.lock().is_ok());
    }

    #[test]
    fn damaged_files_are_named() {
        let (_folder, directory) = state();
        let state = directory.lock().unwrap();
        for (file, content) in [("key", "short"), ("chain.json", "{"), ("endpoint.json", "[]")] {
            state.write("", file, content.as_bytes()).unwrap();
        }

        assert!(matches!(state.key(), Err(EndpointError::Damaged { file: "key" })));
        assert!(matches!(state.chain(), Err(EndpointError::Damaged { file: "chain.json" })));
        assert!(matches!(state.endpoint(), Err(EndpointError::Damaged { file: "endpoint.json" })));
    }

    #[test]
    fn a_report_stored_just_before_a_crash_is_counted() {
        let (_folder, directory) = state();
        let state = directory.lock().unwrap();
        let key = state.new_key().unwrap();
        let report = Report {
            format: 1,
            device: Uuid::nil(),
            sequence: 1,
            previous: None,
            made: Timestamp::UNIX_EPOCH,
            agent: "0.1.0".parse().unwrap(),
            digest: Digest::of(b"body"),
            body: None,
        };
        let signed = report.sign(&key);
        state.put_outbox(1, &signed).unwrap();

        let chain = state.chain().unwrap();

        assert_eq!(chain.head, Head::START.advanced(&signed));
        assert_eq!(chain.body, Some(report.digest));
    }
}
