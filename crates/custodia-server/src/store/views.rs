//! What the pages show, read from the latest state.

use custodia_core::catalog::CheckId;
use custodia_core::fact::FactRecord;
use custodia_core::platform::Platform;
use custodia_core::policy::PolicyRef;
use custodia_core::value::Digest;
use custodia_core::verdict::{Reason, Severity, Status};
use custodia_core::vocabulary::RemedyId;
use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _};
use uuid::Uuid;

use super::devices::DeviceState;
use super::ingest::Flag;
use super::{Store, StoreError, bytes_32, device_id, moment};

/// After how long without a word a device counts as silent.
pub const SILENT_AFTER: SignedDuration = SignedDuration::from_hours(48);
/// How many devices stand on one page of the list.
pub const PAGE_SIZE: i64 = 50;
/// How many changes of one device are shown.
const MAX_CHANGES: i64 = 100;

/// What a device counts as. Each enrolled device counts once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A rule is not met.
    NotCompliant,
    /// It cannot be told whether all rules are met.
    Unknown,
    /// Nothing was heard for [`SILENT_AFTER`]; its last results are not counted.
    Silent,
    /// All rules are met, excused or do not apply.
    Compliant,
    /// It said good-bye; not counted.
    Left,
}

impl Standing {
    /// Those that count, the most pressing first.
    pub const COUNTED: [Self; 4] = [Self::NotCompliant, Self::Unknown, Self::Silent, Self::Compliant];

    /// The word in addresses, classes and message ids.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotCompliant => "not-compliant",
            Self::Unknown => "unknown",
            Self::Silent => "silent",
            Self::Compliant => "compliant",
            Self::Left => "left",
        }
    }

    fn parse(text: &str) -> Self {
        [Self::NotCompliant, Self::Silent, Self::Compliant, Self::Left]
            .into_iter()
            .find(|standing| standing.as_str() == text)
            .unwrap_or(Self::Unknown)
    }
}

/// The fleet at a glance.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    /// How many devices count as what.
    pub counts: Vec<(Standing, u64)>,
    /// How many enrolled devices carry a flag.
    pub flagged: u64,
    /// What each rule came to on the devices that are not silent, the worst first.
    pub rules: Vec<RuleCounts>,
}

impl Fleet {
    /// How many devices are enrolled.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

/// What one rule came to.
#[derive(Clone, Debug)]
pub struct RuleCounts {
    /// The rule.
    pub rule: String,
    /// Its check, if this version knows it.
    pub check: Option<CheckId>,
    /// How many devices came to each status, in the order of [`Status::ALL`].
    pub counts: [u64; 5],
}

/// Which devices the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All that are enrolled.
    #[default]
    All,
    /// Those that count as this.
    Standing(Standing),
    /// Those that carry a flag.
    Flagged,
}

/// In which order the list shows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The most pressing first.
    #[default]
    Worst,
    /// By label.
    Label,
    /// The longest unheard first.
    Seen,
    /// The newest first.
    Enrolled,
}

impl Sort {
    const fn order(self) -> &'static str {
        match self {
            Self::Worst => {
                "CASE standing WHEN 'not-compliant' THEN 0 WHEN 'unknown' THEN 1 WHEN 'silent' THEN 2 ELSE 3 END,
                 flags = '', fails DESC, id"
            }
            Self::Label => "label = '', label COLLATE NOCASE, id",
            Self::Seen => "seen, id",
            Self::Enrolled => "enrolled_at DESC, id DESC",
        }
    }
}

/// A device in the list.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    /// The device.
    pub id: Uuid,
    /// What the administrator called it; may be empty.
    pub label: String,
    /// What it is.
    pub platform: Option<Platform>,
    /// What it counts as.
    pub standing: Standing,
    /// How many of its rules are not met.
    pub fails: u64,
    /// How many of its rules cannot be told.
    pub unknowns: u64,
    /// When it was last heard.
    pub seen: Timestamp,
    /// What is to be known about its reports as such.
    pub flags: Vec<Flag>,
}

impl DeviceRow {
    /// Eight characters that tell devices apart: the random end of the id.
    #[must_use]
    pub fn short_id(&self) -> String {
        let id = self.id.simple().to_string();
        id[id.len() - 8..].to_owned()
    }
}

/// One page of the list.
#[derive(Clone, Debug)]
pub struct DevicePage {
    /// The devices.
    pub rows: Vec<DeviceRow>,
    /// How many there are on all pages.
    pub total: u64,
}

/// One device with all that is known about it.
#[derive(Clone, Debug)]
pub struct DeviceView {
    /// As in the list.
    pub row: DeviceRow,
    /// Whether it still reports.
    pub state: DeviceState,
    /// When it was enrolled.
    pub enrolled_at: Timestamp,
    /// When it said good-bye.
    pub left_at: Option<Timestamp>,
    /// The agent's version.
    pub agent: String,
    /// The policies of the latest results.
    pub policy: Vec<PolicyRef>,
    /// The number of the newest report.
    pub head_sequence: u64,
    /// The digest of the newest report.
    pub head_digest: Option<Digest>,
    /// How many reports are stored as evidence.
    pub stored: u64,
    /// The numbers of reports that never came, as first and last.
    pub missing: Vec<(u64, u64)>,
    /// What is to be known about its reports as such.
    pub flags: Vec<RaisedFlag>,
    /// The latest results, the worst first.
    pub results: Vec<ResultView>,
    /// What changed, the newest first.
    pub changes: Vec<ChangeView>,
}

/// A flag with its first occurrence.
#[derive(Clone, Debug)]
pub struct RaisedFlag {
    /// Which.
    pub flag: Flag,
    /// The number of the first report that it concerns; 0 for the enrolment.
    pub sequence: u64,
    /// What was known, and what the report said.
    pub digests: Option<(Digest, Digest)>,
    /// When it was first seen.
    pub raised_at: Timestamp,
    /// When it was last seen.
    pub last_at: Timestamp,
    /// How often.
    pub occurrences: u64,
}

/// The latest result of one rule.
#[derive(Clone, Debug)]
pub struct ResultView {
    /// The rule.
    pub rule: String,
    /// Its check.
    pub check: Option<CheckId>,
    /// What it came to.
    pub status: Status,
    /// How much a failure weighs.
    pub severity: Severity,
    /// Since when it is so.
    pub since: Timestamp,
    /// Since when it has not been seen to be met, if it failed.
    pub first_failed_at: Option<Timestamp>,
    /// Why; absent if this version does not know the reason.
    pub reason: Option<Reason>,
    /// What else.
    pub findings: Vec<Reason>,
    /// From which facts.
    pub facts: Vec<FactRecord>,
    /// What to do.
    pub remedy: Option<RemedyId>,
}

impl ResultView {
    /// Whether somebody should do something about it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.status, Status::Fail | Status::Unknown)
    }
}

/// One change of a rule's result.
#[derive(Clone, Debug)]
pub struct ChangeView {
    /// The rule.
    pub rule: String,
    /// Its check.
    pub check: Option<CheckId>,
    /// What it was; absent when the rule was asked for the first time.
    pub earlier: Option<Status>,
    /// What it became; absent when the rule was no longer asked.
    pub later: Option<Status>,
    /// Why.
    pub reason: Option<Reason>,
    /// The report that told.
    pub sequence: u64,
    /// When the device noticed.
    pub made: Timestamp,
}

/// One row for each device; `?1` is the moment before which a device counts as silent.
const DEVICES: &str = "
    SELECT d.id, d.label, d.platform, d.enrolled_at, s.at AS seen,
           CASE WHEN d.state = 'left' THEN 'left' WHEN s.at < ?1 THEN 'silent' ELSE d.status END AS standing,
           coalesce((SELECT group_concat(f.kind) FROM device_flag f WHERE f.device = d.id), '') AS flags,
           (SELECT count(*) FROM result_state r WHERE r.device = d.id AND r.status = 'fail') AS fails,
           (SELECT count(*) FROM result_state r WHERE r.device = d.id AND r.status = 'unknown') AS unknowns
    FROM device d JOIN last_seen s ON s.device = d.id";

impl Store {
    /// The fleet at a glance.
    pub async fn fleet(&self, now: Timestamp) -> Result<Fleet, StoreError> {
        let silent = (now - SILENT_AFTER).as_second();
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT CASE WHEN s.at < ? THEN 'silent' ELSE d.status END AS standing, count(*)
             FROM device d JOIN last_seen s ON s.device = d.id WHERE d.state = 'active' GROUP BY standing",
        )
        .bind(silent)
        .fetch_all(&self.readers)
        .await?;
        let counts = Standing::COUNTED
            .map(|standing| {
                let count =
                    rows.iter().find(|(text, _)| text == standing.as_str()).map_or(0, |(_, count)| *count);
                (standing, count.unsigned_abs())
            })
            .into();
        let flagged: i64 = sqlx::query_scalar(
            "SELECT count(DISTINCT f.device) FROM device_flag f JOIN device d ON d.id = f.device
             WHERE d.state = 'active'",
        )
        .fetch_one(&self.readers)
        .await?;
        let rules = sqlx::query(
            "SELECT r.rule, max(r.check_id), sum(r.status = 'fail') AS \"fail\",
                    sum(r.status = 'unknown') AS \"unknown\", sum(r.status = 'exempt') AS \"exempt\",
                    sum(r.status = 'not-applicable') AS \"not-applicable\", sum(r.status = 'pass') AS \"pass\"
             FROM result_state r JOIN device d ON d.id = r.device JOIN last_seen s ON s.device = d.id
             WHERE d.state = 'active' AND s.at >= ?
             GROUP BY r.rule ORDER BY \"fail\" DESC, \"unknown\" DESC, r.rule LIMIT 200",
        )
        .bind(silent)
        .fetch_all(&self.readers)
        .await?
        .iter()
        .map(|row| RuleCounts {
            rule: row.get(0),
            check: row.get::<&str, _>(1).parse().ok(),
            counts: Status::ALL.map(|status| row.get::<i64, _>(status.as_str()).unsigned_abs()),
        })
        .collect();
        Ok(Fleet { counts, flagged: flagged.unsigned_abs(), rules })
    }

    /// One page of the list of devices, counted from 1.
    pub async fn devices(
        &self,
        filter: Filter,
        sort: Sort,
        page: u32,
        now: Timestamp,
    ) -> Result<DevicePage, StoreError> {
        let silent = (now - SILENT_AFTER).as_second();
        let (standing, condition) = match filter {
            Filter::All => ("", "standing <> 'left' AND ?2 = ''"),
            Filter::Standing(standing) => (standing.as_str(), "standing = ?2"),
            Filter::Flagged => ("", "flags <> '' AND standing <> 'left' AND ?2 = ''"),
        };
        let count = AssertSqlSafe(format!("SELECT count(*) FROM ({DEVICES}) WHERE {condition}"));
        let total: i64 =
            sqlx::query_scalar(count).bind(silent).bind(standing).fetch_one(&self.readers).await?;
        let order = sort.order();
        let list = AssertSqlSafe(format!(
            "SELECT * FROM ({DEVICES}) WHERE {condition} ORDER BY {order} LIMIT ?3 OFFSET ?4"
        ));
        let rows = sqlx::query(list)
            .bind(silent)
            .bind(standing)
            .bind(PAGE_SIZE)
            .bind(i64::from(page.saturating_sub(1)) * PAGE_SIZE)
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(device_row)
            .collect::<Result<_, _>>()?;
        Ok(DevicePage { rows, total: total.unsigned_abs() })
    }

    /// One device with all that is known about it.
    pub async fn device(&self, device: Uuid, now: Timestamp) -> Result<Option<DeviceView>, StoreError> {
        let id = device.as_bytes().as_slice();
        let query = AssertSqlSafe(format!("SELECT * FROM ({DEVICES}) WHERE id = ?2"));
        let row = sqlx::query(query)
            .bind((now - SILENT_AFTER).as_second())
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let row = device_row(&row)?;
        let more = sqlx::query(
            "SELECT state, enrolled_at, left_at, agent, policy, head_sequence, head_digest,
                    (SELECT count(*) FROM evidence e WHERE e.device = device.id AND e.conflicting = 0)
             FROM device WHERE id = ?",
        )
        .bind(id)
        .fetch_one(&self.readers)
        .await?;
        let missing: Vec<(i64, i64)> =
            sqlx::query_as("SELECT first, last FROM missing_range WHERE device = ? ORDER BY first LIMIT 100")
                .bind(id)
                .fetch_all(&self.readers)
                .await?;
        Ok(Some(DeviceView {
            row,
            state: DeviceState::parse(more.get(0)),
            enrolled_at: moment(more.get(1)),
            left_at: more.get::<Option<i64>, _>(2).map(moment),
            agent: more.get(3),
            policy: from_json(more.get(4)).unwrap_or_default(),
            head_sequence: more.get::<i64, _>(5).unsigned_abs(),
            head_digest: optional_digest(more.get(6))?,
            stored: more.get::<i64, _>(7).unsigned_abs(),
            missing: missing
                .iter()
                .map(|(first, last)| (first.unsigned_abs(), last.unsigned_abs()))
                .collect(),
            flags: self.flags(id).await?,
            results: self.results(id).await?,
            changes: self.changes(id).await?,
        }))
    }

    async fn flags(&self, device: &[u8]) -> Result<Vec<RaisedFlag>, StoreError> {
        let rows = sqlx::query(
            "SELECT kind, sequence, digest, other_digest, raised_at, last_at, occurrences FROM device_flag
             WHERE device = ? ORDER BY raised_at",
        )
        .bind(device)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(RaisedFlag {
                    flag: Flag::parse(row.get(0)).ok_or(StoreError::Damaged("flag"))?,
                    sequence: row.get::<i64, _>(1).unsigned_abs(),
                    digests: optional_digest(row.get(2))?.zip(optional_digest(row.get(3))?),
                    raised_at: moment(row.get(4)),
                    last_at: moment(row.get(5)),
                    occurrences: row.get::<i64, _>(6).unsigned_abs(),
                })
            })
            .collect()
    }

    async fn results(&self, device: &[u8]) -> Result<Vec<ResultView>, StoreError> {
        let mut results: Vec<ResultView> = sqlx::query(
            "SELECT rule, check_id, status, severity, since, first_failed_at, reason, findings, facts, remedy
             FROM result_state WHERE device = ?",
        )
        .bind(device)
        .fetch_all(&self.readers)
        .await?
        .iter()
        .map(|row| {
            Ok(ResultView {
                rule: row.get(0),
                check: row.get::<&str, _>(1).parse().ok(),
                status: status(row.get(2)).ok_or(StoreError::Damaged("status"))?,
                severity: severity(row.get(3)).ok_or(StoreError::Damaged("severity"))?,
                since: moment(row.get(4)),
                first_failed_at: row.get::<Option<i64>, _>(5).map(moment),
                reason: from_json(row.get(6)),
                findings: from_json(row.get(7)).unwrap_or_default(),
                facts: from_json(row.get(8)).unwrap_or_default(),
                remedy: row.get::<Option<&str>, _>(9).and_then(RemedyId::parse),
            })
        })
        .collect::<Result<_, StoreError>>()?;
        results.sort_by(|left, right| {
            (left.status, left.severity, &left.rule).cmp(&(right.status, right.severity, &right.rule))
        });
        Ok(results)
    }

    async fn changes(&self, device: &[u8]) -> Result<Vec<ChangeView>, StoreError> {
        let rows = sqlx::query(
            "SELECT rule, check_id, earlier, later, reason, sequence, made FROM state_change
             WHERE device = ? ORDER BY id DESC LIMIT ?",
        )
        .bind(device)
        .bind(MAX_CHANGES)
        .fetch_all(&self.readers)
        .await?;
        Ok(rows
            .iter()
            .map(|row| ChangeView {
                rule: row.get(0),
                check: row.get::<&str, _>(1).parse().ok(),
                earlier: row.get::<Option<&str>, _>(2).and_then(status),
                later: row.get::<Option<&str>, _>(3).and_then(status),
                reason: row.get::<Option<&str>, _>(4).and_then(from_json),
                sequence: row.get::<i64, _>(5).unsigned_abs(),
                made: moment(row.get(6)),
            })
            .collect())
    }
}

fn device_row(row: &SqliteRow) -> Result<DeviceRow, StoreError> {
    let flags: &str = row.get("flags");
    Ok(DeviceRow {
        id: device_id(row.get("id"))?,
        label: row.get("label"),
        platform: from_json(row.get("platform")),
        standing: Standing::parse(row.get("standing")),
        fails: row.get::<i64, _>("fails").unsigned_abs(),
        unknowns: row.get::<i64, _>("unknowns").unsigned_abs(),
        seen: moment(row.get("seen")),
        flags: Flag::ALL
            .into_iter()
            .filter(|flag| flags.split(',').any(|text| text == flag.as_str()))
            .collect(),
    })
}

fn status(text: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status.as_str() == text)
}

fn severity(text: &str) -> Option<Severity> {
    Severity::ALL.into_iter().find(|severity| severity.as_str() == text)
}

fn optional_digest(bytes: Option<&[u8]>) -> Result<Option<Digest>, StoreError> {
    bytes.map(bytes_32).transpose().map(|bytes| bytes.map(Digest::from_bytes))
}

/// What stands in a JSON column; nothing if it is of a vocabulary that this version does not know.
fn from_json<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}
