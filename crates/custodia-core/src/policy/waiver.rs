//! Waivers: devices that a policy excuses from a rule until a day, with a reason and whoever approved it.
//!
//! A waiver is no pass: what the rule came to is kept beside it. Days are in UTC, as facts are.

use std::ops::Range;

use jiff::Span;
use jiff::civil::Date;

use super::{Diagnostic, Policy, Rule};
use crate::platform::Os;
use crate::verdict::{Status, Verdict};
use crate::vocabulary::{Word, common};

/// The reasons that a waiver can have.
pub const REASONS: &[Word] = &[
    common::WAIVED_HARDWARE,
    common::WAIVED_REPLACEMENT,
    common::WAIVED_SOFTWARE,
    common::WAIVED_ACCESSIBILITY,
    common::WAIVED_OTHER_PROTECTION,
    common::WAIVED_PILOT,
];

/// How many days before its end a waiver is told about.
const SOON: i64 = 14;
/// The most days that a waiver can reasonably last: a year and the time to renew it.
const LONGEST: i64 = 400;

/// One waiver of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Why.
    pub reason: Word,
    /// Who approved it; stays in the policy.
    pub approver: String,
    /// The last day on which it holds.
    pub expires: Date,
    /// The operating systems it is meant for.
    pub platforms: Vec<Os>,
    /// The bytes of the file where it stands.
    pub span: Range<usize>,
}

impl Waiver {
    /// Whether it holds on that day for a device of that system.
    #[must_use]
    pub fn holds(&self, os: Os, today: Date) -> bool {
        today <= self.expires && self.platforms.contains(&os)
    }
}

impl Rule {
    /// The waiver that holds for a device, of several the one that lasts longest.
    #[must_use]
    pub fn waiver(&self, os: Os, today: Date) -> Option<&Waiver> {
        self.waivers.iter().filter(|waiver| waiver.holds(os, today)).max_by_key(|waiver| waiver.expires)
    }

    /// The verdict as it counts: one that is not met, or not known, is exempt while a waiver holds. What it came to
    /// stays as the first finding.
    pub fn waive(&self, verdict: Verdict, os: Os, today: Date) -> Verdict {
        let (Status::Fail | Status::Unknown, Some(waiver)) = (verdict.status, self.waiver(os, today)) else {
            return verdict;
        };
        let reason = common::WAIVED.with([waiver.reason.into(), waiver.expires.into()]);
        let findings = std::iter::once(verdict.reason).chain(verdict.findings).collect();
        Verdict { status: Status::Exempt, reason, findings, remedy: None }
    }
}

impl Policy {
    /// What is doubtful about the policy on a day: waivers that have ended, end soon or last too long.
    #[must_use]
    pub fn doubts(&self, today: Date) -> Vec<Diagnostic> {
        let waivers = self.rules.iter().flat_map(|rule| &rule.waivers);
        let mut doubts: Vec<Diagnostic> = waivers.filter_map(|waiver| waiver.doubt(today)).collect();
        doubts.sort_by_key(|doubt| doubt.span.start);
        doubts
    }
}

impl Waiver {
    fn doubt(&self, today: Date) -> Option<Diagnostic> {
        let in_days = |days| today.checked_add(Span::new().days(days)).unwrap_or(Date::MAX);
        let (code, limit) = if self.expires < today {
            ("waiver-expired", 0)
        } else if self.expires <= in_days(SOON) {
            ("waiver-ends-soon", SOON)
        } else if self.expires > in_days(LONGEST) {
            ("waiver-too-long", LONGEST)
        } else {
            return None;
        };
        let doubt = Diagnostic::warning(code, self.span.clone()).with("expires", self.expires.to_string());
        Some(doubt.with("limit", limit.to_string()))
    }
}
