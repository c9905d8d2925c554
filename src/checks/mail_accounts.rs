//! `mail-accounts`: mail accounts are the institution's and travel protected.
//!
//! Three parts are judged on their own: whose domains the accounts are of, how mail travels, and whether a certificate
//! for S/MIME is set up. A rule says which of them decide; what the others come to is told beside it.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::mail_accounts::{
    INSTITUTION_DOMAINS, JUDGE, MINIMUM_TRANSPORT, OPENPGP_SUFFICES,
};
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::{Reason, Verdict};
use custodia_core::vocabulary::mail_accounts as words;
use custodia_core::vocabulary::{RemedyId, Word, common};

use super::Check;
use crate::host::Host;
use crate::platform;

/// The check.
#[derive(Debug)]
pub struct MailAccounts;

impl Check for MailAccounts {
    fn id(&self) -> CheckId {
        CheckId::MailAccounts
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::mail_accounts(host, &[])
    }

    fn probe_for(&self, host: &Host, rule: &Rule) -> Option<Facts> {
        let domains = INSTITUTION_DOMAINS.of(rule);
        (!domains.is_empty()).then(|| platform::mail_accounts(host, domains))
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        if facts.is_empty() {
            return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
        }
        let (Some(accounts), Some(unread)) = (facts.value(words::ACCOUNTS), facts.value(words::UNREAD))
        else {
            return Verdict::unknown(words::NOT_COUNTED.reason()).remedy(words::LOOK_YOURSELF);
        };
        let items = facts.items();
        if items.len() as u64 != accounts + unread {
            return Verdict::unknown(words::NOT_COUNTED.reason()).remedy(words::LOOK_YOURSELF);
        }
        if items.is_empty() {
            return Verdict::not_applicable(words::NONE.reason());
        }
        // Those that could be read stand first.
        let items: Vec<u16> =
            items.into_iter().take(usize::try_from(accounts).unwrap_or(usize::MAX)).collect();
        let judged = Judged { facts, rule, items, accounts, unread };
        judged.verdict()
    }
}

/// What one part came to.
enum Part {
    Failed(Reason, RemedyId),
    Unclear(Reason),
    InOrder,
    NothingAsked(Reason),
}

struct Judged<'a> {
    facts: &'a Facts,
    rule: &'a Rule,
    items: Vec<u16>,
    accounts: u64,
    unread: u64,
}

impl Judged<'_> {
    fn verdict(&self) -> Verdict {
        let decides = JUDGE.of(self.rule);
        let (mut failed, mut unclear, mut nothing_asked) = (Vec::new(), Vec::new(), Vec::new());
        let (mut findings, mut is_in_order) = (Vec::new(), false);
        let parts = [
            (words::JUDGE_DOMAINS, self.domains()),
            (words::JUDGE_TRANSPORT, self.transport()),
            (words::JUDGE_SMIME, self.smime()),
        ];
        for (name, part) in parts {
            match (part, decides.contains(&name)) {
                (Part::Failed(reason, remedy), true) => failed.push((reason, remedy)),
                (Part::Unclear(reason), true) => unclear.push(reason),
                (Part::InOrder, true) => is_in_order = true,
                (Part::NothingAsked(reason), true) => nothing_asked.push(reason),
                // Where no certificate is asked for, that there is none is nothing to tell.
                (Part::Failed(reason, _), false) if reason.id() == words::NO_CERTIFICATE.spec().id => {}
                (Part::Failed(reason, _), false) => findings.push(reason),
                (Part::Unclear(_) | Part::InOrder | Part::NothingAsked(_), false) => {}
            }
        }
        let asks = is_in_order || !failed.is_empty() || !unclear.is_empty();
        if self.unread > 0 && asks {
            unclear.push(words::UNREADABLE.with([self.unread.into()]));
        }
        findings.extend(self.remarks());
        let mut verdict = if failed.is_empty() {
            self.without_failure(unclear, nothing_asked, is_in_order)
        } else {
            let (reason, remedy) = failed.remove(0);
            let others = failed.into_iter().map(|(reason, _)| reason).chain(unclear);
            others.fold(Verdict::fail(reason, remedy), Verdict::finding)
        };
        for finding in findings {
            verdict = verdict.finding(finding);
        }
        verdict
    }

    fn without_failure(
        &self,
        mut unclear: Vec<Reason>,
        mut nothing: Vec<Reason>,
        is_in_order: bool,
    ) -> Verdict {
        if !unclear.is_empty() {
            let verdict = Verdict::unknown(unclear.remove(0)).remedy(words::LOOK_YOURSELF);
            return unclear.into_iter().fold(verdict, Verdict::finding);
        }
        if is_in_order {
            let verdict = Verdict::pass(words::IN_ORDER.with([self.accounts.into()]));
            return nothing.into_iter().fold(verdict, Verdict::finding);
        }
        if nothing.is_empty() {
            return Verdict::not_applicable(words::NO_DOMAINS.reason());
        }
        Verdict::not_applicable(nothing.remove(0))
    }

    /// How many accounts something holds for.
    fn count(&self, holds: impl Fn(u16) -> bool) -> u64 {
        self.items.iter().filter(|&&item| holds(item)).count() as u64
    }

    fn names_domains(&self) -> bool {
        !INSTITUTION_DOMAINS.of(self.rule).is_empty()
    }

    fn domains(&self) -> Part {
        if !self.names_domains() {
            return Part::NothingAsked(words::NO_DOMAINS.reason());
        }
        let is = |item, outside| self.facts.value_item(item, words::IS_OUTSIDE) == outside;
        let (outside, unclear) = (self.count(|item| is(item, Some(true))), self.count(|item| is(item, None)));
        if outside > 0 {
            let reason = words::ACCOUNTS_OUTSIDE.with([outside.into(), self.accounts.into()]);
            Part::Failed(reason, words::REMOVE_ACCOUNT)
        } else if unclear > 0 {
            Part::Unclear(words::DOMAINS_UNCLEAR.with([unclear.into(), self.accounts.into()]))
        } else {
            Part::InOrder
        }
    }

    fn transport(&self) -> Part {
        let minimum = MINIMUM_TRANSPORT.of(self.rule).unwrap_or(words::STARTTLS);
        let ways = |item| {
            [words::INCOMING, words::OUTGOING].map(|side| {
                self.facts.value_item(item, side).map_or(Way::Unclear, |word| Way::of(word, minimum))
            })
        };
        let any = |wanted: Way| self.count(|item| ways(item).contains(&wanted));
        let unverified = |state| {
            self.count(|item| {
                self.facts.get_item(item, words::UNVERIFIED).is_some_and(|fact| fact.into_value() == state)
            })
        };
        let accounts = self.accounts.into();
        if any(Way::Open) > 0 {
            let reason = words::UNPROTECTED.with([any(Way::Open).into(), accounts]);
            return Part::Failed(reason, words::TURN_ON_TLS);
        }
        if unverified(Some(true)) > 0 {
            let reason = words::TRUSTS_ANY.with([unverified(Some(true)).into(), accounts]);
            return Part::Failed(reason, words::REMOVE_EXCEPTION);
        }
        if any(Way::Weak) > 0 {
            return Part::Failed(words::TOO_WEAK.with([any(Way::Weak).into(), accounts]), words::TURN_ON_TLS);
        }
        let unclear = any(Way::Unclear).max(unverified(None));
        if unclear > 0 {
            Part::Unclear(words::TRANSPORT_UNCLEAR.with([unclear.into(), accounts]))
        } else {
            Part::InOrder
        }
    }

    fn smime(&self) -> Part {
        let mut asked = Vec::new();
        let mut unclear = 0_u64;
        for &item in &self.items {
            match self.facts.value_item(item, words::IS_OUTSIDE) {
                // A certificate of the institution is for its own accounts.
                Some(true) if self.names_domains() => {}
                None if self.names_domains() => unclear += 1,
                Some(_) | None => asked.push(item),
            }
        }
        if asked.is_empty() && unclear == 0 && self.unread == 0 {
            return Part::NothingAsked(words::NONE_OF_INSTITUTION.reason());
        }
        let suffices = OPENPGP_SUFFICES.of(self.rule);
        let state = |item: u16| {
            let has_key = suffices && self.facts.value_item(item, words::OPENPGP) == Some(true);
            if has_key { Some(words::SMIME_VALID) } else { self.facts.value_item(item, words::SMIME) }
        };
        let total = asked.len() as u64;
        for (wanted, reason) in [
            (words::SMIME_EXPIRED, words::CERTIFICATE_EXPIRED),
            (words::SMIME_UNUSABLE, words::CERTIFICATE_UNUSABLE),
            (words::SMIME_ABSENT, words::NO_CERTIFICATE),
        ] {
            let count = asked.iter().filter(|&&item| state(item) == Some(wanted)).count() as u64;
            if count > 0 {
                return Part::Failed(reason.with([count.into(), total.into()]), words::INSTALL_CERTIFICATE);
            }
        }
        unclear += asked.iter().filter(|&&item| state(item) != Some(words::SMIME_VALID)).count() as u64;
        if unclear > 0 {
            Part::Unclear(words::CERTIFICATE_UNCLEAR.with([unclear.into(), self.accounts.into()]))
        } else {
            Part::InOrder
        }
    }

    /// What the person should know whatever is judged.
    fn remarks(&self) -> Vec<Reason> {
        let mut remarks = Vec::new();
        let passwords =
            self.count(|item| self.facts.value_item(item, words::PASSWORD_IN_CLEAR) == Some(true));
        if passwords > 0 {
            remarks.push(words::CLEAR_PASSWORD.with([passwords.into()]));
        }
        let is_local = |item| self.facts.value_item(item, words::INCOMING) == Some(words::LOCAL_CONNECTION);
        let local = self.count(is_local);
        if local > 0 {
            remarks.push(words::THROUGH_LOCAL.with([local.into()]));
        }
        let ends = self.items.iter().filter_map(|&item| self.facts.value_item(item, words::SMIME_UNTIL));
        if let Some(first) = ends.min() {
            remarks.push(words::CERTIFICATE_UNTIL.with([first.into()]));
        }
        let openpgp = self.count(|item| self.facts.value_item(item, words::OPENPGP) == Some(true));
        if openpgp > 0 {
            remarks.push(words::HAS_OPENPGP.with([openpgp.into()]));
        }
        remarks
    }
}

/// What a connection is worth against the least that is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Enough,
    Weak,
    Open,
    Unclear,
}

impl Way {
    fn of(protection: Word, minimum: Word) -> Self {
        const RISING: [Word; 3] = [words::STARTTLS_OPPORTUNISTIC, words::STARTTLS, words::TLS];
        let rank = |word: Word| RISING.iter().position(|known| *known == word);
        match (rank(protection), rank(minimum)) {
            (Some(has), Some(asked)) if has >= asked => Self::Enough,
            (Some(_), Some(_)) => Self::Weak,
            _ if [words::LOCAL_CONNECTION, words::NO_CONNECTION].contains(&protection) => Self::Enough,
            _ if protection == words::NO_ENCRYPTION => Self::Open,
            _ => Self::Unclear,
        }
    }
}
