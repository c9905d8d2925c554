//! What the institution keeps for the rules that no device can decide, and how each record is judged.
//!
//! A register ([`RecordKind`]) has [`field::fields`]; a record is checked against them when it is written
//! ([`field::Content::read`]) and judged whenever it is shown ([`judge::judge`]), so that a date that has passed counts
//! at once. [`mail`] asks the DNS about a mail domain; [`risk`] tells what failing rules leave open.

use custodia::policies;
use custodia_core::policy::{RecordKind, RecordRule};

pub mod field;
pub mod judge;
pub mod mail;
pub mod risk;

/// The registers that administrators write to; the others are computed from reports.
pub const WRITTEN: [RecordKind; 5] = [
    RecordKind::SocialAccounts,
    RecordKind::Groups,
    RecordKind::Requests,
    RecordKind::HandOvers,
    RecordKind::MailDomains,
];

/// The register of that name, if administrators write to it.
#[must_use]
pub fn written(name: &str) -> Option<RecordKind> {
    WRITTEN.into_iter().find(|kind| kind.as_str() == name)
}

/// What the built-in policies ask of a kind of record.
#[must_use]
pub fn rules_of(kind: RecordKind) -> Vec<RecordRule> {
    let records = policies::built_in().into_iter().flat_map(|policy| policy.records);
    records.filter(|rule| rule.kind == kind).collect()
}
