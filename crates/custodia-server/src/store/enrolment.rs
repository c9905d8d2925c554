//! Enrolment tokens: made by an administrator, redeemed once by a device.

use custodia_core::report::Enrolment;
use custodia_core::value::Digest;
use jiff::{SignedDuration, Timestamp};
use sqlx::Row as _;
use uuid::Uuid;

use super::audit::{self, Action};
use super::ingest::{CLOCK_SKEW, Flag, raise_flag};
use super::{Store, StoreError, device_id, moment};

/// How long a token can be redeemed.
pub const TOKEN_LIFETIME: SignedDuration = SignedDuration::from_hours(72);
/// The longest label of a device, in characters.
pub const MAX_LABEL: usize = 64;

/// A token that can still be redeemed.
#[derive(Clone, Debug)]
pub struct OutstandingToken {
    /// The number in the database.
    pub id: i64,
    /// What the device will be called.
    pub label: String,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it can be redeemed.
    pub expires_at: Timestamp,
}

/// Why a device was not enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolmentError {
    /// The token is unknown, used, revoked or expired; nobody is told which.
    #[error("the enrolment token is not valid")]
    Token,
    /// The key belongs to a device that is enrolled already.
    #[error("the key is enrolled already")]
    KnownKey,
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for EnrolmentError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Keeps a token under its digest.
    pub async fn keep_enrolment_token(
        &self,
        token: Digest,
        label: &str,
        actor: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query(
            "INSERT INTO enrolment_token (digest, label, created_at, created_by, expires_at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(token.as_bytes().as_slice())
        .bind(label)
        .bind(now.as_second())
        .bind(actor)
        .bind((now + TOKEN_LIFETIME).as_second())
        .execute(&mut *write)
        .await?;
        audit::record(&mut write, now, actor, Action::EnrolmentLinkMade, label).await?;
        Ok(write.commit().await?)
    }

    /// The tokens that can still be redeemed, the newest first.
    pub async fn outstanding_tokens(&self, now: Timestamp) -> Result<Vec<OutstandingToken>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, label, created_by, created_at, expires_at FROM enrolment_token
             WHERE redeemed_at IS NULL AND revoked_at IS NULL AND expires_at > ? ORDER BY id DESC LIMIT 500",
        )
        .bind(now.as_second())
        .fetch_all(&self.readers)
        .await?;
        Ok(rows
            .iter()
            .map(|row| OutstandingToken {
                id: row.get(0),
                label: row.get(1),
                created_by: row.get(2),
                created_at: moment(row.get(3)),
                expires_at: moment(row.get(4)),
            })
            .collect())
    }

    /// Takes a token back; tells whether there was one to take back.
    pub async fn revoke_enrolment_token(
        &self,
        id: i64,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let revoked = sqlx::query(
            "UPDATE enrolment_token SET revoked_at = ? WHERE id = ? AND redeemed_at IS NULL AND revoked_at IS NULL",
        )
        .bind(now.as_second())
        .bind(id)
        .execute(&mut *write)
        .await?
        .rows_affected();
        if revoked == 0 {
            return Ok(false);
        }
        audit::record(&mut write, now, actor, Action::EnrolmentLinkRevoked, &id.to_string()).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Redeems a token and makes the device, both or neither.
    ///
    /// A device that asks again with the same token and key, because the answer was lost on the way, is told
    /// its id again: the request is signed with the key.
    pub async fn enrol(&self, enrolment: &Enrolment, now: Timestamp) -> Result<Uuid, EnrolmentError> {
        let token = Digest::of(enrolment.token.as_bytes());
        let key = enrolment.key.as_bytes().as_slice();
        let mut write = self.write().await?;
        let row = sqlx::query(
            "SELECT t.id, t.label, t.redeemed_at IS NOT NULL, t.device, d.key FROM enrolment_token t
             LEFT JOIN device d ON d.id = t.device
             WHERE t.digest = ? AND t.revoked_at IS NULL AND t.expires_at > ?",
        )
        .bind(token.as_bytes().as_slice())
        .bind(now.as_second())
        .fetch_optional(&mut *write)
        .await?
        .ok_or(EnrolmentError::Token)?;
        if row.get::<bool, _>(2) {
            return match (row.get::<Option<&[u8]>, _>(3), row.get::<Option<&[u8]>, _>(4)) {
                (Some(device), Some(known)) if known == key => Ok(device_id(device)?),
                _ => Err(EnrolmentError::Token),
            };
        }
        let known: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM device WHERE key = ?)")
            .bind(key)
            .fetch_one(&mut *write)
            .await?;
        if known {
            return Err(EnrolmentError::KnownKey);
        }
        let device = Uuid::now_v7();
        let id = device.as_bytes().as_slice();
        sqlx::query(
            "INSERT INTO device (id, key, label, platform, agent, enrolled_at) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(key)
        .bind(row.get::<String, _>(1))
        .bind(serde_json::to_string(&enrolment.platform).unwrap_or_default())
        .bind(enrolment.agent.to_string())
        .bind(now.as_second())
        .execute(&mut *write)
        .await?;
        sqlx::query("INSERT INTO last_seen VALUES (?, ?)")
            .bind(id)
            .bind(now.as_second())
            .execute(&mut *write)
            .await?;
        sqlx::query("UPDATE enrolment_token SET redeemed_at = ?, device = ? WHERE id = ?")
            .bind(now.as_second())
            .bind(id)
            .bind(row.get::<i64, _>(0))
            .execute(&mut *write)
            .await?;
        if enrolment.made.duration_since(now).abs() > CLOCK_SKEW {
            raise_flag(&mut write, device, Flag::ClockSkew, 0, None, now).await?;
        }
        audit::record(&mut write, now, audit::DEVICE, Action::DeviceEnrolled, &device.to_string()).await?;
        write.commit().await?;
        Ok(device)
    }
}
