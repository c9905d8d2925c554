//! The audit log: who did what, each row bound to the one before by its digest.

use custodia_core::value::Digest;
use jiff::Timestamp;
use serde::Serialize;
use sqlx::{Row as _, SqliteConnection};

use super::{Store, StoreError, bytes_32};

/// What is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// An administrator was added.
    AdministratorAdded,
    /// An administrator signed in with a password.
    SignedIn,
    /// A wrong name or password was given.
    SignInRefused,
    /// An administrator signed in with a one-time link.
    SignedInByLink,
    /// An administrator signed out.
    SignedOut,
    /// A one-time sign-in link was made.
    SignInLinkMade,
    /// An enrolment link was made.
    EnrolmentLinkMade,
    /// An enrolment link was revoked.
    EnrolmentLinkRevoked,
    /// A device was enrolled.
    DeviceEnrolled,
    /// A device said good-bye.
    DeviceLeft,
    /// An administrator looked at a device.
    DeviceViewed,
    /// A record was made or changed.
    RecordKept,
    /// A record was closed.
    RecordClosed,
}

impl Action {
    const fn as_str(self) -> &'static str {
        match self {
            Self::AdministratorAdded => "administrator-added",
            Self::SignedIn => "signed-in",
            Self::SignInRefused => "sign-in-refused",
            Self::SignedInByLink => "signed-in-by-link",
            Self::SignedOut => "signed-out",
            Self::SignInLinkMade => "sign-in-link-made",
            Self::EnrolmentLinkMade => "enrolment-link-made",
            Self::EnrolmentLinkRevoked => "enrolment-link-revoked",
            Self::DeviceEnrolled => "device-enrolled",
            Self::DeviceLeft => "device-left",
            Self::DeviceViewed => "device-viewed",
            Self::RecordKept => "record-kept",
            Self::RecordClosed => "record-closed",
        }
    }
}

/// Who acts where no administrator does: the command line on the server itself.
pub const COMMAND_LINE: &str = "(command line)";
/// Who acts where a device does.
pub const DEVICE: &str = "(device)";

/// What a row's digest covers, in this order.
#[derive(Serialize)]
struct Content<'a> {
    sequence: i64,
    at: i64,
    actor: &'a str,
    action: &'a str,
    subject: &'a str,
    previous: Digest,
}

impl Content<'_> {
    fn digest(&self) -> Digest {
        Digest::of(&serde_json::to_vec(self).unwrap_or_default())
    }
}

/// Adds a row; the caller's transaction holds the write lock.
pub(super) async fn record(
    connection: &mut SqliteConnection,
    at: Timestamp,
    actor: &str,
    action: Action,
    subject: &str,
) -> Result<(), StoreError> {
    let last = sqlx::query("SELECT sequence, digest FROM audit ORDER BY sequence DESC LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?;
    let (sequence, previous) = match last {
        Some(row) => (row.get::<i64, _>(0) + 1, Digest::from_bytes(bytes_32(row.get(1))?)),
        None => (1, Digest::from_bytes([0; 32])),
    };
    let content = Content { sequence, at: at.as_second(), actor, action: action.as_str(), subject, previous };
    sqlx::query("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(content.sequence)
        .bind(content.at)
        .bind(content.actor)
        .bind(content.action)
        .bind(content.subject)
        .bind(previous.as_bytes().as_slice())
        .bind(content.digest().as_bytes().as_slice())
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// Adds a row on its own.
    pub async fn record(
        &self,
        at: Timestamp,
        actor: &str,
        action: Action,
        subject: &str,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        record(&mut write, at, actor, action, subject).await?;
        Ok(write.commit().await?)
    }

    /// Goes over the whole log and gives the number of the first row whose digest is wrong, if any.
    pub async fn first_wrong_audit_row(&self) -> Result<Option<i64>, StoreError> {
        let rows = sqlx::query(
            "SELECT sequence, at, actor, action, subject, previous, digest FROM audit ORDER BY sequence",
        )
        .fetch_all(&self.readers)
        .await?;
        let mut previous = Digest::from_bytes([0; 32]);
        for (expected, row) in (1..).zip(&rows) {
            let content = Content {
                sequence: row.get(0),
                at: row.get(1),
                actor: row.get(2),
                action: row.get(3),
                subject: row.get(4),
                previous: Digest::from_bytes(bytes_32(row.get(5))?),
            };
            let digest = Digest::from_bytes(bytes_32(row.get(6))?);
            if content.sequence != expected || content.previous != previous || content.digest() != digest {
                return Ok(Some(expected));
            }
            previous = digest;
        }
        Ok(None)
    }
}
