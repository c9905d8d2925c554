//! Records that administrators keep, with every state they ever had.

use custodia_core::policy::RecordKind;
use custodia_core::verdict::{Severity, Status};
use jiff::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::audit::{self, Action};
use super::views::SILENT_AFTER;
use super::{Store, StoreError, Write, device_id, moment};
use crate::records::field::Content;
use crate::records::judge::Situation;
use crate::records::mail::DomainState;
use crate::records::risk::RuleState;

/// The most records of one register that are shown.
const MAX_RECORDS: i64 = 2_000;

/// A record with what else is known for judging it.
#[derive(Clone, Debug)]
pub struct Record {
    /// The number in the database.
    pub id: i64,
    /// Its register.
    pub kind: RecordKind,
    /// What it holds.
    pub content: Content,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// What the endpoint knows beside it.
    pub situation: Situation,
}

/// A state that a record had.
#[derive(Clone, Debug)]
pub struct RecordChange {
    /// Since when.
    pub at: Timestamp,
    /// Who wrote it.
    pub actor: String,
    /// What it held; nothing where it was closed.
    pub content: Option<Content>,
}

/// A device as a form lists it.
#[derive(Clone, Debug)]
pub struct DeviceName {
    /// The device.
    pub id: Uuid,
    /// What the administrator called it; may be empty.
    pub label: String,
}

impl DeviceName {
    /// The label, or the random end of the id.
    #[must_use]
    pub fn title(&self) -> String {
        if self.label.is_empty() {
            let id = self.id.simple().to_string();
            id[id.len() - 8..].to_owned()
        } else {
            self.label.clone()
        }
    }
}

/// What is to be said of the evidence as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct EvidenceState {
    /// How many devices are enrolled.
    pub devices: u64,
    /// How many of them have reports that contradict each other or do not follow from each other.
    pub broken: u64,
    /// How many of them have reports that never came.
    pub incomplete: u64,
    /// The first row of the audit log whose digest is wrong.
    pub wrong_audit_row: Option<i64>,
}

/// A record, what the DNS last said of its domain, and when its old device was last heard.
const RECORDS: &str = "
    SELECT r.id, r.kind, r.content, r.changed_at, r.closed_at, m.checked_at, m.state, s.at AS heard
    FROM record r
    LEFT JOIN mail_domain_state m ON m.record = r.id AND m.asked = r.content
    LEFT JOIN last_seen s ON s.device = unhex(replace(r.content ->> '$.old-device', '-', ''))";

impl Store {
    /// The open records of a register, the newest first.
    pub async fn records(&self, kind: RecordKind) -> Result<Vec<Record>, StoreError> {
        let sql = format!("{RECORDS} WHERE r.kind = ? AND r.closed_at IS NULL ORDER BY r.id DESC LIMIT ?");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(kind.as_str())
            .bind(MAX_RECORDS)
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(record)
            .collect()
    }

    /// A record with all its states, the newest first.
    pub async fn record_with_changes(
        &self,
        id: i64,
    ) -> Result<Option<(Record, Vec<RecordChange>)>, StoreError> {
        let sql = format!("{RECORDS} WHERE r.id = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(&self.readers).await?;
        let Some(row) = row else { return Ok(None) };
        let changes =
            sqlx::query("SELECT at, actor, content FROM record_change WHERE record = ? ORDER BY id DESC")
                .bind(id)
                .fetch_all(&self.readers)
                .await?
                .iter()
                .map(|row| {
                    Ok(RecordChange {
                        at: moment(row.get(0)),
                        actor: row.get(1),
                        content: row.get::<Option<&str>, _>(2).map(content).transpose()?,
                    })
                })
                .collect::<Result<_, StoreError>>()?;
        Ok(Some((record(&row)?, changes)))
    }

    /// Keeps a new record and gives its number.
    pub async fn keep_record(
        &self,
        kind: RecordKind,
        content: &Content,
        actor: &str,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let mut write = self.write().await?;
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO record (kind, content, created_at, changed_at) VALUES (?, ?, ?3, ?3) RETURNING id",
        )
        .bind(kind.as_str())
        .bind(json(content))
        .bind(now.as_second())
        .fetch_one(&mut *write)
        .await?;
        keep_change(&mut write, id, Some(content), actor, now).await?;
        let subject = format!("{}/{id}", kind.as_str());
        audit::record(&mut write, now, actor, Action::RecordKept, &subject).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Gives an open record another content. Says whether there was one.
    pub async fn change_record(
        &self,
        kind: RecordKind,
        id: i64,
        content: &Content,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let changed = sqlx::query(
            "UPDATE record SET content = ?, changed_at = ? WHERE id = ? AND kind = ? AND closed_at IS NULL",
        )
        .bind(json(content))
        .bind(now.as_second())
        .bind(id)
        .bind(kind.as_str())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if changed == 0 {
            return Ok(false);
        }
        keep_change(&mut write, id, Some(content), actor, now).await?;
        let subject = format!("{}/{id}", kind.as_str());
        audit::record(&mut write, now, actor, Action::RecordKept, &subject).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Closes an open record: it stays, and is judged no more. Says whether there was one.
    pub async fn close_record(
        &self,
        kind: RecordKind,
        id: i64,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let closed =
            sqlx::query("UPDATE record SET closed_at = ? WHERE id = ? AND kind = ? AND closed_at IS NULL")
                .bind(now.as_second())
                .bind(id)
                .bind(kind.as_str())
                .execute(&mut *write)
                .await?
                .rows_affected();
        if closed == 0 {
            return Ok(false);
        }
        keep_change(&mut write, id, None, actor, now).await?;
        let subject = format!("{}/{id}", kind.as_str());
        audit::record(&mut write, now, actor, Action::RecordClosed, &subject).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Keeps what the DNS said of the domain of a record with that content.
    pub async fn keep_mail_domain_state(
        &self,
        id: i64,
        content: &Content,
        state: &DomainState,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO mail_domain_state VALUES (?, ?, ?, ?) ON CONFLICT (record) DO UPDATE
             SET asked = excluded.asked, checked_at = excluded.checked_at, state = excluded.state",
        )
        .bind(id)
        .bind(json(content))
        .bind(now.as_second())
        .bind(serde_json::to_string(state).unwrap_or_default())
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Every device that was ever enrolled, by label.
    pub async fn device_names(&self) -> Result<Vec<DeviceName>, StoreError> {
        sqlx::query("SELECT id, label FROM device ORDER BY label = '', label COLLATE NOCASE, id LIMIT ?")
            .bind(MAX_RECORDS)
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| Ok(DeviceName { id: device_id(row.get(0))?, label: row.get(1) }))
            .collect()
    }

    /// The latest result of every rule on every enrolled device.
    pub async fn rule_states(&self, now: Timestamp) -> Result<Vec<RuleState>, StoreError> {
        sqlx::query(
            "SELECT r.device, s.at < ?, r.rule, r.status, r.severity
             FROM result_state r JOIN device d ON d.id = r.device JOIN last_seen s ON s.device = d.id
             WHERE d.state = 'active'",
        )
        .bind((now - SILENT_AFTER).as_second())
        .fetch_all(&self.readers)
        .await?
        .iter()
        .map(|row| {
            let (status, severity): (&str, &str) = (row.get(3), row.get(4));
            Ok(RuleState {
                device: device_id(row.get(0))?,
                silent: row.get(1),
                rule: row.get(2),
                status: Status::ALL
                    .into_iter()
                    .find(|known| known.as_str() == status)
                    .ok_or(StoreError::Damaged("status"))?,
                severity: Severity::ALL
                    .into_iter()
                    .find(|known| known.as_str() == severity)
                    .ok_or(StoreError::Damaged("severity"))?,
            })
        })
        .collect()
    }

    /// What is to be said of the evidence as a whole.
    pub async fn evidence_state(&self) -> Result<EvidenceState, StoreError> {
        let (devices, broken, incomplete): (i64, i64, i64) = sqlx::query_as(
            "SELECT count(*),
                    coalesce(sum(EXISTS (SELECT 1 FROM device_flag f WHERE f.device = d.id
                        AND f.kind IN ('forked', 'chain-broken', 'heartbeat-unfounded'))), 0),
                    coalesce(sum(EXISTS (SELECT 1 FROM missing_range m WHERE m.device = d.id)), 0)
             FROM device d WHERE d.state = 'active'",
        )
        .fetch_one(&self.readers)
        .await?;
        Ok(EvidenceState {
            devices: devices.unsigned_abs(),
            broken: broken.unsigned_abs(),
            incomplete: incomplete.unsigned_abs(),
            wrong_audit_row: self.first_wrong_audit_row().await?,
        })
    }
}

async fn keep_change(
    write: &mut Write,
    record: i64,
    content: Option<&Content>,
    actor: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO record_change (record, at, actor, content) VALUES (?, ?, ?, ?)")
        .bind(record)
        .bind(now.as_second())
        .bind(actor)
        .bind(content.map(json))
        .execute(&mut **write)
        .await?;
    Ok(())
}

fn record(row: &SqliteRow) -> Result<Record, StoreError> {
    let kind: &str = row.get("kind");
    let state: Option<&str> = row.get("state");
    let domain = match (row.get::<Option<i64>, _>("checked_at"), state) {
        (Some(at), Some(state)) => serde_json::from_str(state).ok().map(|state| (moment(at), state)),
        _ => None,
    };
    Ok(Record {
        id: row.get("id"),
        kind: RecordKind::ALL
            .into_iter()
            .find(|known| known.as_str() == kind)
            .ok_or(StoreError::Damaged("kind of record"))?,
        content: content(row.get("content"))?,
        changed_at: moment(row.get("changed_at")),
        closed_at: row.get::<Option<i64>, _>("closed_at").map(moment),
        situation: Situation { old_device_heard: row.get::<Option<i64>, _>("heard").map(moment), domain },
    })
}

fn content(text: &str) -> Result<Content, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged("record"))
}

fn json(content: &Content) -> String {
    serde_json::to_string(content).unwrap_or_default()
}
