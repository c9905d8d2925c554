//! Taking verified reports in: evidence, chain, latest state and state changes, all in one transaction.

use custodia_core::chain::{Head, Link, link};
use custodia_core::report::{Body, Outcome, Receipt, Report, RuleResult};
use custodia_core::value::Digest;
use custodia_core::verdict::Status;
use jiff::{SignedDuration, Timestamp};
use sqlx::{Row as _, SqliteConnection};
use uuid::Uuid;

use super::devices::DeviceState;
use super::{Store, StoreError, bytes_32};

/// How far a device's clock may be off before that is flagged.
pub const CLOCK_SKEW: SignedDuration = SignedDuration::from_hours(24);
/// How many conflicting reports of one device are kept as evidence of a fork.
const MAX_CONFLICTING: i64 = 100;

/// A report whose signature held.
#[derive(Clone, Debug)]
pub struct VerifiedReport {
    /// What it says.
    pub report: Report,
    /// The signed bytes as they came.
    pub signed: String,
    /// The digest of the signed bytes.
    pub digest: Digest,
}

/// What an administrator must know about a device's reports as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Two different reports carry the same number: the key was copied, or a backup restored.
    Forked,
    /// A report names another predecessor than the one that was received.
    ChainBroken,
    /// The device's clock is off by more than a day.
    ClockSkew,
    /// A heartbeat speaks of other results than those that were received.
    HeartbeatUnfounded,
}

impl Flag {
    /// All flags, the gravest first.
    pub const ALL: [Self; 4] = [Self::Forked, Self::ChainBroken, Self::HeartbeatUnfounded, Self::ClockSkew];

    /// The word in the database and in message ids.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Forked => "forked",
            Self::ChainBroken => "chain-broken",
            Self::ClockSkew => "clock-skew",
            Self::HeartbeatUnfounded => "heartbeat-unfounded",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.as_str() == text)
    }
}

/// Why a request with reports was refused as a whole.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// One of the reports cannot be taken.
    #[error("report {index}: {refusal}")]
    Refused {
        /// Its place in the request, from 0.
        index: usize,
        /// Why.
        refusal: Refusal,
    },
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for IngestError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Why one report cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The device is not enrolled here.
    #[error("the device is not enrolled here")]
    DeviceUnknown,
    /// The device said good-bye before.
    #[error("the device has left")]
    DeviceLeft,
    /// Another report with this number was stored before.
    #[error("another report with this number was stored before")]
    Conflict,
    /// The number is larger than any chain can reach.
    #[error("the number is larger than any chain can reach")]
    SequenceTooLarge,
}

impl Store {
    /// Stores all reports of one request, or none.
    ///
    /// A report that conflicts with a stored one is refused, but kept as evidence, and its device is flagged.
    ///
    /// # Errors
    ///
    /// Names the first report that cannot be taken; nothing of the request is stored then.
    pub async fn ingest(
        &self,
        reports: &[VerifiedReport],
        now: Timestamp,
    ) -> Result<Vec<Receipt>, IngestError> {
        let mut write = self.write().await?;
        let mut receipts = Vec::with_capacity(reports.len());
        for (index, verified) in reports.iter().enumerate() {
            let outcome = match take(&mut write, verified, now).await? {
                Ok(outcome) => outcome,
                Err(refusal) => {
                    write.rollback().await?;
                    if refusal == Refusal::Conflict {
                        self.keep_conflict(verified, now).await?;
                    }
                    return Err(IngestError::Refused { index, refusal });
                }
            };
            receipts.push(Receipt { report: verified.digest, outcome });
        }
        write.commit().await?;
        Ok(receipts)
    }

    async fn keep_conflict(&self, verified: &VerifiedReport, now: Timestamp) -> Result<(), StoreError> {
        let device = verified.report.device;
        let mut write = self.write().await?;
        let (kept, again): (i64, bool) = sqlx::query_as(
            "SELECT count(*), coalesce(max(digest = ?2), 0) FROM evidence WHERE device = ?1 AND conflicting = 1",
        )
        .bind(device.as_bytes().as_slice())
        .bind(verified.digest.as_bytes().as_slice())
        .fetch_one(&mut *write)
        .await?;
        if !again && kept < MAX_CONFLICTING {
            insert_evidence(&mut write, verified, true, now).await?;
        }
        let stored = evidence_digest(&mut write, device, sequence_of(&verified.report)).await?;
        let digests = stored.map(|stored| (stored, verified.digest));
        raise_flag(&mut write, device, Flag::Forked, sequence_of(&verified.report), digests, now).await?;
        settle_status(&mut write, device).await?;
        Ok(write.commit().await?)
    }
}

/// Raises a flag, or counts one more occurrence.
pub(super) async fn raise_flag(
    connection: &mut SqliteConnection,
    device: Uuid,
    flag: Flag,
    sequence: i64,
    digests: Option<(Digest, Digest)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO device_flag (device, kind, sequence, digest, other_digest, raised_at, last_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
         ON CONFLICT (device, kind) DO UPDATE SET last_at = excluded.last_at, occurrences = occurrences + 1",
    )
    .bind(device.as_bytes().as_slice())
    .bind(flag.as_str())
    .bind(sequence)
    .bind(digests.map(|(digest, _)| digest.as_bytes().to_vec()))
    .bind(digests.map(|(_, other)| other.as_bytes().to_vec()))
    .bind(now.as_second())
    .execute(connection)
    .await?;
    Ok(())
}

async fn take(
    connection: &mut SqliteConnection,
    verified: &VerifiedReport,
    now: Timestamp,
) -> Result<Result<Outcome, Refusal>, StoreError> {
    let VerifiedReport { report, digest, .. } = verified;
    let device = report.device;
    if i64::try_from(report.sequence).is_err() {
        return Ok(Err(Refusal::SequenceTooLarge));
    }
    let sequence = sequence_of(report);
    let row =
        sqlx::query("SELECT state, head_sequence, head_digest, state_sequence FROM device WHERE id = ?")
            .bind(device.as_bytes().as_slice())
            .fetch_optional(&mut *connection)
            .await?;
    let Some(row) = row else { return Ok(Err(Refusal::DeviceUnknown)) };
    if DeviceState::parse(row.get(0)) == DeviceState::Left {
        return Ok(Err(Refusal::DeviceLeft));
    }
    let head = Head {
        sequence: row.get::<i64, _>(1).unsigned_abs(),
        digest: row.get::<Option<&[u8]>, _>(2).map(bytes_32).transpose()?.map(Digest::from_bytes),
    };
    if let Some(stored) = evidence_digest(connection, device, sequence).await? {
        if stored != *digest {
            return Ok(Err(Refusal::Conflict));
        }
        note_contact(connection, device, now).await?;
        return Ok(Ok(Outcome::Duplicate));
    }

    insert_evidence(connection, verified, false, now).await?;
    note_contact(connection, device, now).await?;
    match link(head, report.sequence, report.previous) {
        Link::Continues => {}
        Link::Broken => {
            let digests = head.digest.zip(report.previous);
            raise_flag(connection, device, Flag::ChainBroken, sequence, digests, now).await?;
        }
        Link::Gap { .. } => {
            sqlx::query("INSERT INTO missing_range VALUES (?, ?, ?, ?)")
                .bind(device.as_bytes().as_slice())
                .bind(head.next_sequence().cast_signed())
                .bind(sequence - 1)
                .bind(now.as_second())
                .execute(&mut *connection)
                .await?;
        }
        Link::Earlier => fill_gap(connection, verified, now).await?,
    }
    flag_clock(connection, report, now).await?;
    check_heartbeats(connection, report, now).await?;
    if report.sequence > head.sequence {
        sqlx::query("UPDATE device SET head_sequence = ?, head_digest = ?, agent = ? WHERE id = ?")
            .bind(sequence)
            .bind(digest.as_bytes().as_slice())
            .bind(report.agent.to_string())
            .bind(device.as_bytes().as_slice())
            .execute(&mut *connection)
            .await?;
    }
    // A late report still has the newest results if only heartbeats came after it.
    if let Some(body) = &report.body
        && sequence > row.get::<i64, _>(3)
    {
        apply(connection, report, body, now).await?;
    }
    settle_status(connection, device).await?;
    Ok(Ok(Outcome::Stored))
}

/// Closes the place of a late report in a missing range and compares it with both neighbours.
async fn fill_gap(
    connection: &mut SqliteConnection,
    verified: &VerifiedReport,
    now: Timestamp,
) -> Result<(), StoreError> {
    let device = verified.report.device;
    let id = device.as_bytes().as_slice();
    let sequence = sequence_of(&verified.report);
    let range = sqlx::query(
        "DELETE FROM missing_range WHERE device = ?1 AND first <= ?2 AND last >= ?2 RETURNING first, last, noticed_at",
    )
    .bind(id)
    .bind(sequence)
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(range) = range {
        let (first, last): (i64, i64) = (range.get(0), range.get(1));
        for (first, last) in [(first, sequence - 1), (sequence + 1, last)] {
            if first <= last {
                sqlx::query("INSERT INTO missing_range VALUES (?, ?, ?, ?)")
                    .bind(id)
                    .bind(first)
                    .bind(last)
                    .bind(range.get::<i64, _>(2))
                    .execute(&mut *connection)
                    .await?;
            }
        }
    }
    let before = evidence_digest(connection, device, sequence - 1).await?;
    if before.is_some() && before != verified.report.previous {
        let digests = before.zip(verified.report.previous);
        raise_flag(connection, device, Flag::ChainBroken, sequence, digests, now).await?;
    }
    let after: Option<Vec<u8>> = sqlx::query_scalar(
        "SELECT previous FROM evidence WHERE device = ? AND sequence = ? AND conflicting = 0",
    )
    .bind(id)
    .bind(sequence + 1)
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(named) = after
        && named != verified.digest.as_bytes()
    {
        let digests = Some((verified.digest, Digest::from_bytes(bytes_32(&named)?)));
        raise_flag(connection, device, Flag::ChainBroken, sequence + 1, digests, now).await?;
    }
    Ok(())
}

/// Flags a clock that is ahead, or that went back since the report before.
///
/// A report whose time lies far in the past proves nothing: it may have waited for a network.
async fn flag_clock(
    connection: &mut SqliteConnection,
    report: &Report,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sequence = sequence_of(report);
    let before: Option<i64> =
        sqlx::query_scalar("SELECT made FROM evidence WHERE device = ? AND sequence = ? AND conflicting = 0")
            .bind(report.device.as_bytes().as_slice())
            .bind(sequence - 1)
            .fetch_optional(&mut *connection)
            .await?;
    let ahead = report.made.duration_since(now) > CLOCK_SKEW;
    let went_back = before.is_some_and(|before| before - report.made.as_second() > CLOCK_SKEW.as_secs());
    if ahead || went_back {
        raise_flag(connection, report.device, Flag::ClockSkew, sequence, None, now).await?;
    }
    Ok(())
}

/// Flags heartbeats that speak of another body than the last one before them: this report if it is a
/// heartbeat, and those that follow it if it came late. Where a report between is missing, nothing can be told.
async fn check_heartbeats(
    connection: &mut SqliteConnection,
    report: &Report,
    now: Timestamp,
) -> Result<(), StoreError> {
    let unfounded: Vec<(i64, Vec<u8>, Vec<u8>)> = sqlx::query_as(
        "WITH heartbeat AS (
             SELECT h.sequence, h.body_digest,
                    coalesce((SELECT max(b.sequence) FROM evidence b
                              WHERE b.device = h.device AND b.conflicting = 0 AND b.heartbeat = 0
                                AND b.sequence < h.sequence), 0) AS body
             FROM evidence h
             WHERE h.device = ?1 AND h.conflicting = 0 AND h.heartbeat = 1 AND h.sequence >= ?2
               AND h.sequence < coalesce((SELECT min(n.sequence) FROM evidence n
                                          WHERE n.device = ?1 AND n.conflicting = 0 AND n.heartbeat = 0
                                            AND n.sequence > ?2), 9223372036854775807)
         )
         SELECT h.sequence, h.body_digest, coalesce(b.body_digest, zeroblob(32)) FROM heartbeat h
         LEFT JOIN evidence b ON b.device = ?1 AND b.sequence = h.body AND b.conflicting = 0
         WHERE (b.body_digest IS NULL OR b.body_digest <> h.body_digest)
           AND NOT EXISTS (SELECT 1 FROM missing_range m
                           WHERE m.device = ?1 AND m.first < h.sequence AND m.last > h.body)",
    )
    .bind(report.device.as_bytes().as_slice())
    .bind(sequence_of(report))
    .fetch_all(&mut *connection)
    .await?;
    for (sequence, named, known) in unfounded {
        let digests = Some((Digest::from_bytes(bytes_32(&known)?), Digest::from_bytes(bytes_32(&named)?)));
        raise_flag(connection, report.device, Flag::HeartbeatUnfounded, sequence, digests, now).await?;
    }
    Ok(())
}

/// Makes the results of the newest report the device's latest state and writes down what changed.
async fn apply(
    connection: &mut SqliteConnection,
    report: &Report,
    body: &Body,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = report.device.as_bytes().as_slice();
    let earlier: Vec<(String, String, String, String, i64, Option<i64>)> = sqlx::query_as(
        "SELECT rule, check_id, status, reason, since, first_failed_at FROM result_state WHERE device = ?",
    )
    .bind(id)
    .fetch_all(&mut *connection)
    .await?;
    let made = report.made.min(now).as_second();
    for result in &body.results {
        let rule = result.rule.to_string();
        let before = earlier.iter().find(|known| known.0 == rule);
        let reason = json(&result.reason);
        let status = result.status.as_str();
        let since = before.filter(|known| known.2 == status).map_or(made, |known| known.4);
        let first_failed_at = match result.status {
            Status::Fail => before.and_then(|known| known.5).or(Some(made)),
            Status::Unknown => before.and_then(|known| known.5),
            Status::Exempt | Status::NotApplicable | Status::Pass => None,
        };
        put_result(connection, id, result, &reason, since, first_failed_at).await?;
        let same = before.is_some_and(|known| known.2 == status && reason_id(&known.3) == result.reason.id());
        if !same {
            let change = Change {
                rule: &rule,
                check: result.check.as_str(),
                earlier: before.map(|known| known.2.as_str()),
                later: Some(status),
                reason: Some(&reason),
            };
            put_change(connection, report, &change, made, now).await?;
        }
    }
    for (rule, check, status, ..) in &earlier {
        if body.results.iter().any(|result| result.rule.to_string() == *rule) {
            continue;
        }
        sqlx::query("DELETE FROM result_state WHERE device = ? AND rule = ?")
            .bind(id)
            .bind(rule)
            .execute(&mut *connection)
            .await?;
        let change = Change { rule, check, earlier: Some(status), later: None, reason: None };
        put_change(connection, report, &change, made, now).await?;
    }
    sqlx::query("UPDATE device SET platform = ?, policy = ?, state_sequence = ? WHERE id = ?")
        .bind(json(&body.platform))
        .bind(json(&body.policy))
        .bind(sequence_of(report))
        .bind(id)
        .execute(&mut *connection)
        .await?;
    Ok(())
}

/// Sums the latest results up.
///
/// A device whose key was copied is never compliant: nobody knows which one reports. Nor is one whose newest
/// report speaks of other results than the latest that came: those are on their way, or lost.
async fn settle_status(connection: &mut SqliteConnection, device: Uuid) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE device SET status = (
             SELECT CASE
                 WHEN EXISTS (SELECT 1 FROM device_flag f WHERE f.device = ?1 AND f.kind = 'forked') THEN 'unknown'
                 WHEN (SELECT e.body_digest FROM evidence e WHERE e.device = ?1 AND e.conflicting = 0
                       ORDER BY e.sequence DESC LIMIT 1)
                      IS NOT (SELECT b.body_digest FROM evidence b
                              WHERE b.device = ?1 AND b.conflicting = 0 AND b.sequence = device.state_sequence)
                      THEN 'unknown'
                 WHEN sum(status = 'fail') > 0 THEN 'not-compliant'
                 WHEN sum(status = 'unknown') > 0 THEN 'unknown'
                 WHEN sum(status IN ('pass', 'exempt')) > 0 THEN 'compliant'
                 ELSE 'unknown'
             END FROM result_state WHERE device = ?1
         ) WHERE id = ?1",
    )
    .bind(device.as_bytes().as_slice())
    .execute(connection)
    .await?;
    Ok(())
}

async fn put_result(
    connection: &mut SqliteConnection,
    device: &[u8],
    result: &RuleResult,
    reason: &str,
    since: i64,
    first_failed_at: Option<i64>,
) -> Result<(), StoreError> {
    sqlx::query("INSERT OR REPLACE INTO result_state VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(device)
        .bind(result.rule.to_string())
        .bind(result.check.as_str())
        .bind(result.status.as_str())
        .bind(result.severity.as_str())
        .bind(since)
        .bind(first_failed_at)
        .bind(reason)
        .bind(json(&result.findings))
        .bind(json(&result.facts))
        .bind(result.remedy.map(custodia_core::vocabulary::RemedyId::as_str))
        .execute(connection)
        .await?;
    Ok(())
}

struct Change<'a> {
    rule: &'a str,
    check: &'a str,
    earlier: Option<&'a str>,
    later: Option<&'a str>,
    reason: Option<&'a str>,
}

async fn put_change(
    connection: &mut SqliteConnection,
    report: &Report,
    change: &Change<'_>,
    made: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO state_change (device, rule, check_id, earlier, later, reason, sequence, made, received)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(report.device.as_bytes().as_slice())
    .bind(change.rule)
    .bind(change.check)
    .bind(change.earlier)
    .bind(change.later)
    .bind(change.reason)
    .bind(sequence_of(report))
    .bind(made)
    .bind(now.as_second())
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_evidence(
    connection: &mut SqliteConnection,
    verified: &VerifiedReport,
    conflicting: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    let VerifiedReport { report, signed, digest } = verified;
    sqlx::query(
        "INSERT INTO evidence
             (device, sequence, digest, previous, made, received, heartbeat, body_digest, conflicting, bytes)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(report.device.as_bytes().as_slice())
    .bind(sequence_of(report))
    .bind(digest.as_bytes().as_slice())
    .bind(report.previous.map(|previous| previous.as_bytes().to_vec()))
    .bind(report.made.as_second())
    .bind(now.as_second())
    .bind(report.body.is_none())
    .bind(report.digest.as_bytes().as_slice())
    .bind(conflicting)
    .bind(signed.as_bytes())
    .execute(connection)
    .await?;
    Ok(())
}

async fn evidence_digest(
    connection: &mut SqliteConnection,
    device: Uuid,
    sequence: i64,
) -> Result<Option<Digest>, StoreError> {
    let digest: Option<Vec<u8>> = sqlx::query_scalar(
        "SELECT digest FROM evidence WHERE device = ? AND sequence = ? AND conflicting = 0",
    )
    .bind(device.as_bytes().as_slice())
    .bind(sequence)
    .fetch_optional(connection)
    .await?;
    digest.map(|digest| bytes_32(&digest).map(Digest::from_bytes)).transpose()
}

async fn note_contact(
    connection: &mut SqliteConnection,
    device: Uuid,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE last_seen SET at = max(at, ?) WHERE device = ?")
        .bind(now.as_second())
        .bind(device.as_bytes().as_slice())
        .execute(connection)
        .await?;
    Ok(())
}

/// The number as SQLite holds it; [`take`] refuses those that do not fit.
fn sequence_of(report: &Report) -> i64 {
    i64::try_from(report.sequence).unwrap_or(i64::MAX)
}

fn reason_id(json: &str) -> String {
    serde_json::from_str::<serde_json::Value>(json)
        .ok()
        .and_then(|reason| reason.get("id")?.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
