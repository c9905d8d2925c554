//! What the agent keeps: its key, its endpoint, where its chain stands and what waits to be delivered.
//!
//! It stands in the [state directory](crate::state), whose files are the person's alone and written whole.
//!
//! | file | holds |
//! |---|---|
//! | `key` | the seed of the device's Ed25519 key, base64url |
//! | `endpoint.json` | the endpoint's address, this device's name there, the certificate authority |
//! | `chain.json` | the last signed report's number and digest, the digest of the last reported body |
//! | `outbox/N.jws` | signed reports that wait to be delivered |
//! | `lock` | held while a command changes the state |

use std::io::ErrorKind;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use custodia_core::chain::Head;
use custodia_core::jws::{SigningKey, unverified_payload};
use custodia_core::report::Report;
use custodia_core::value::Digest;
use fs_err as fs;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::{Zeroize as _, Zeroizing};

use super::EndpointError;
use crate::state::{Locked, Opened, StateError};

/// Held while a command reports or changes where the device is enrolled.
pub(super) const LOCK: &str = "lock";

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

impl Opened {
    /// The endpoint, if the device is enrolled.
    pub(super) fn endpoint(&self) -> Result<Option<Endpoint>, EndpointError> {
        Ok(self.read_json("endpoint.json")?)
    }

    /// Where the chain stands. A report that was stored just before a crash, and not counted yet, is counted.
    pub(super) fn chain(&self) -> Result<Chain, EndpointError> {
        let mut chain = self.read_json("chain.json")?.unwrap_or(Chain::START);
        while let Some(signed) = self.read_in("outbox", &outbox_name(chain.head.next_sequence()))? {
            let report: Report = unverified_payload(signed.trim_end())
                .ok()
                .and_then(|payload| serde_json::from_slice(&payload).ok())
                .ok_or(StateError::Damaged { file: "outbox" })?;
            chain =
                Chain { head: chain.head.advanced(signed.trim_end()), body: Some(report.digest), ..chain };
        }
        Ok(chain)
    }

    /// The device's key.
    pub(super) fn key(&self) -> Result<SigningKey, EndpointError> {
        let damaged = EndpointError::Kept(StateError::Damaged { file: "key" });
        let Some(text) = self.read("key")? else { return Err(damaged) };
        let text = Zeroizing::new(text);
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(text.trim_end()) else { return Err(damaged) };
        let bytes = Zeroizing::new(bytes);
        let Ok(seed) = <[u8; 32]>::try_from(bytes.as_slice()) else { return Err(damaged) };
        SigningKey::from_seed(&Zeroizing::new(seed)).map_err(|_| EndpointError::Cryptography)
    }

    /// The numbers of the reports that wait, in order.
    pub(super) fn outbox(&self) -> Result<Vec<u64>, EndpointError> {
        let failed = |source| StateError::Io { file: "outbox", source };
        let entries = match fs::read_dir(self.place("outbox")) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error).into()),
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
            self.read_in("outbox", &outbox_name(sequence))?.ok_or(StateError::Damaged { file: "outbox" })?;
        Ok(signed.trim_end().to_owned())
    }
}

impl Locked {
    /// Makes a key and stores it, in place of one from an enrolment that did not come about.
    pub(super) fn new_key(&self) -> Result<SigningKey, EndpointError> {
        let mut seed = Zeroizing::new([0; 32]);
        ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), seed.as_mut_slice())
            .map_err(|_| EndpointError::Cryptography)?;
        let mut text = URL_SAFE_NO_PAD.encode(seed.as_slice());
        let stored = self.write("key", text.as_bytes());
        text.zeroize();
        stored?;
        SigningKey::from_seed(&seed).map_err(|_| EndpointError::Cryptography)
    }

    /// Remembers the endpoint.
    pub(super) fn store_endpoint(&self, endpoint: &Endpoint) -> Result<(), EndpointError> {
        Ok(self.write_json("endpoint.json", endpoint)?)
    }

    /// Remembers where the chain stands.
    pub(super) fn store_chain(&self, chain: &Chain) -> Result<(), EndpointError> {
        Ok(self.write_json("chain.json", chain)?)
    }

    /// Stores a signed report until it is delivered.
    pub(super) fn put_outbox(&self, sequence: u64, signed: &str) -> Result<(), EndpointError> {
        Ok(self.write_in("outbox", &outbox_name(sequence), signed.as_bytes())?)
    }

    /// Forgets a report that was delivered.
    pub(super) fn remove_outbox(&self, sequence: u64) -> Result<(), EndpointError> {
        fs::remove_file(self.place("outbox").join(outbox_name(sequence)))
            .map_err(|source| StateError::Io { file: "outbox", source }.into())
    }

    /// Deletes everything of the endpoint but the lock.
    pub(super) fn delete(&self) -> Result<(), EndpointError> {
        for file in ["key", "chain.json", "endpoint.json"] {
            self.remove(file)?;
        }
        match fs::remove_dir_all(self.place("outbox")) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(StateError::Io { file: "outbox", source: error }.into())
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

fn outbox_name(sequence: u64) -> String {
    format!("{sequence:020}.jws")
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::state::StateDirectory;

    fn state() -> (tempfile::TempDir, StateDirectory) {
        let folder = tempfile::tempdir().unwrap();
        let directory = StateDirectory::new(folder.path().join("custodia"));
        (folder, directory)
    }

    #[test]
    fn everything_that_is_stored_is_the_persons_alone() {
        let (_folder, directory) = state();
        let state = directory.lock(LOCK).unwrap();
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
        let state = directory.lock(LOCK).unwrap();
        let public = state.new_key().unwrap().public();
        assert_eq!(state.key().unwrap().public(), public);

        fs::set_permissions(directory.path().join("key"), std::fs::Permissions::from_mode(0o644)).unwrap();

        assert!(matches!(state.key(), Err(EndpointError::Kept(StateError::Permissions { .. }))));
    }

    #[test]
    fn damaged_files_are_named() {
        let (_folder, directory) = state();
        let state = directory.lock(LOCK).unwrap();
        for (file, content) in [("key", "short"), ("chain.json", "{"), ("endpoint.json", "[]")] {
            state.write(file, content.as_bytes()).unwrap();
        }

        assert!(matches!(state.key(), Err(EndpointError::Kept(StateError::Damaged { file: "key" }))));
        assert!(matches!(
            state.chain(),
            Err(EndpointError::Kept(StateError::Damaged { file: "chain.json" }))
        ));
        assert!(matches!(
            state.endpoint(),
            Err(EndpointError::Kept(StateError::Damaged { file: "endpoint.json" }))
        ));
    }

    #[test]
    fn a_report_stored_just_before_a_crash_is_counted() {
        let (_folder, directory) = state();
        let state = directory.lock(LOCK).unwrap();
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
