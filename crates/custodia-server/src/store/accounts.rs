//! Administrators, their sessions and one-time sign-in links. Secrets are kept as their digests alone.

use custodia_core::value::Digest;
use jiff::{SignedDuration, Timestamp};
use sqlx::Row as _;

use super::audit::{self, Action};
use super::{Store, StoreError};

/// How long a session lasts at most.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(12);
/// How long a session lasts without being used.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_mins(30);
/// How long a one-time sign-in link can be used.
pub const SIGN_IN_LINK_LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// How often the use of a session is written down.
const SESSION_USE_STEP: SignedDuration = SignedDuration::from_mins(1);

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administrator {
    /// The number in the database.
    pub id: i64,
    /// The name to sign in with.
    pub name: String,
}

impl Store {
    /// Adds an administrator, or gives an existing one a new password. Ends the sessions of an existing one.
    pub async fn keep_administrator(
        &self,
        name: &str,
        password: Option<&str>,
        now: Timestamp,
    ) -> Result<Administrator, StoreError> {
        let mut write = self.write().await?;
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO administrator (name, password, created_at) VALUES (?, ?, ?)
             ON CONFLICT (name) DO UPDATE SET password = excluded.password RETURNING id",
        )
        .bind(name)
        .bind(password)
        .bind(now.as_second())
        .fetch_one(&mut *write)
        .await?;
        sqlx::query("DELETE FROM session WHERE administrator = ?").bind(id).execute(&mut *write).await?;
        audit::record(&mut write, now, audit::COMMAND_LINE, Action::AdministratorAdded, name).await?;
        write.commit().await?;
        Ok(Administrator { id, name: name.to_owned() })
    }

    /// The administrator of a name, with the hash of the password.
    pub async fn administrator(
        &self,
        name: &str,
    ) -> Result<Option<(Administrator, Option<String>)>, StoreError> {
        let row = sqlx::query("SELECT id, name, password FROM administrator WHERE name = ?")
            .bind(name)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|row| (Administrator { id: row.get(0), name: row.get(1) }, row.get(2))))
    }

    /// The administrator who was added first.
    pub async fn first_administrator(&self) -> Result<Option<Administrator>, StoreError> {
        let row = sqlx::query("SELECT id, name FROM administrator ORDER BY id LIMIT 1")
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|row| Administrator { id: row.get(0), name: row.get(1) }))
    }

    /// Begins a session under the digest of its id.
    pub async fn begin_session(
        &self,
        administrator: &Administrator,
        session: Digest,
        how: Action,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query("DELETE FROM session WHERE expires_at <= ?1 OR last_used_at <= ?1 - ?2")
            .bind(now.as_second())
            .bind(SESSION_IDLE.as_secs())
            .execute(&mut *write)
            .await?;
        sqlx::query("INSERT INTO session VALUES (?1, ?2, ?3, ?3, ?4)")
            .bind(session.as_bytes().as_slice())
            .bind(administrator.id)
            .bind(now.as_second())
            .bind((now + SESSION_LIFETIME).as_second())
            .execute(&mut *write)
            .await?;
        audit::record(&mut write, now, &administrator.name, how, "").await?;
        Ok(write.commit().await?)
    }

    /// The administrator of a session that has neither expired nor lain idle; notes that it is used.
    pub async fn use_session(
        &self,
        session: Digest,
        now: Timestamp,
    ) -> Result<Option<Administrator>, StoreError> {
        let row = sqlx::query(
            "SELECT a.id, a.name, s.last_used_at FROM session s JOIN administrator a ON a.id = s.administrator
             WHERE s.digest = ? AND s.expires_at > ? AND s.last_used_at > ?",
        )
        .bind(session.as_bytes().as_slice())
        .bind(now.as_second())
        .bind((now - SESSION_IDLE).as_second())
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        if row.get::<i64, _>(2) <= (now - SESSION_USE_STEP).as_second() {
            sqlx::query("UPDATE session SET last_used_at = max(last_used_at, ?) WHERE digest = ?")
                .bind(now.as_second())
                .bind(session.as_bytes().as_slice())
                .execute(&self.writer)
                .await?;
        }
        Ok(Some(Administrator { id: row.get(0), name: row.get(1) }))
    }

    /// Ends a session.
    pub async fn end_session(&self, session: Digest, actor: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query("DELETE FROM session WHERE digest = ?")
            .bind(session.as_bytes().as_slice())
            .execute(&mut *write)
            .await?;
        audit::record(&mut write, now, actor, Action::SignedOut, "").await?;
        Ok(write.commit().await?)
    }

    /// Keeps a one-time sign-in link under the digest of its token.
    pub async fn keep_sign_in_link(
        &self,
        administrator: &Administrator,
        token: Digest,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query("DELETE FROM sign_in_link WHERE expires_at <= ?")
            .bind(now.as_second())
            .execute(&mut *write)
            .await?;
        sqlx::query("INSERT INTO sign_in_link VALUES (?, ?, ?, ?, NULL)")
            .bind(token.as_bytes().as_slice())
            .bind(administrator.id)
            .bind(now.as_second())
            .bind((now + SIGN_IN_LINK_LIFETIME).as_second())
            .execute(&mut *write)
            .await?;
        audit::record(&mut write, now, audit::COMMAND_LINE, Action::SignInLinkMade, &administrator.name)
            .await?;
        Ok(write.commit().await?)
    }

    /// Uses a one-time sign-in link up; gives its administrator if it was still good.
    pub async fn redeem_sign_in_link(
        &self,
        token: Digest,
        now: Timestamp,
    ) -> Result<Option<Administrator>, StoreError> {
        let mut write = self.write().await?;
        let id: Option<i64> = sqlx::query_scalar(
            "UPDATE sign_in_link SET used_at = ?1 WHERE digest = ?2 AND used_at IS NULL AND expires_at > ?1
             RETURNING administrator",
        )
        .bind(now.as_second())
        .bind(token.as_bytes().as_slice())
        .fetch_optional(&mut *write)
        .await?;
        let Some(id) = id else { return Ok(None) };
        let name = sqlx::query_scalar("SELECT name FROM administrator WHERE id = ?")
            .bind(id)
            .fetch_one(&mut *write)
            .await?;
        write.commit().await?;
        Ok(Some(Administrator { id, name }))
    }
}
