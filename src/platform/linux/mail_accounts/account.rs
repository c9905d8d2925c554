//! A mail account as a program has it set up, and what of it may become facts.
//!
//! Reads nothing itself, so it needs no permission. Addresses and names of servers stand here and nowhere after: they
//! are compared and dropped.

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::policy::Domain;
use custodia_core::vocabulary::mail_accounts as words;
use custodia_core::vocabulary::{Source, Word};
use jiff::civil::Date;

/// The most accounts that become facts; more are told as one place that cannot be read.
const MOST_ACCOUNTS: usize = 100;

/// One account.
pub(super) struct Account {
    pub(super) program: Word,
    pub(super) source: Source,
    /// Every address that the account can send as.
    pub(super) addresses: Result<Vec<String>, Cause>,
    pub(super) incoming: Result<Word, Cause>,
    pub(super) outgoing: Result<Word, Cause>,
    /// Nothing where the program keeps elsewhere, or not at all, that a server is trusted whatever it shows.
    pub(super) unverified: Option<Result<bool, Cause>>,
    pub(super) clear_password: Result<bool, Cause>,
    pub(super) smime: Result<Smime, Cause>,
    pub(super) openpgp: Result<bool, Cause>,
}

/// The state of a certificate, and until when it is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Smime {
    pub(super) state: Word,
    pub(super) until: Option<Date>,
}

impl Smime {
    pub(super) const ABSENT: Self = Self { state: words::SMIME_ABSENT, until: None };
    pub(super) const UNUSABLE: Self = Self { state: words::SMIME_UNUSABLE, until: None };
}

/// What one program has, as far as it could be read.
#[derive(Default)]
pub(super) struct Found {
    pub(super) accounts: Vec<Account>,
    pub(super) unread: Vec<(Word, Source, Cause)>,
}

impl Found {
    pub(super) fn unread(program: Word, source: Source, cause: Cause) -> Self {
        Self { accounts: Vec::new(), unread: vec![(program, source, cause)] }
    }

    pub(super) fn join(&mut self, other: Self) {
        self.accounts.extend(other.accounts);
        self.unread.extend(other.unread);
    }

    /// The facts; whether an account is outside only where domains are named.
    pub(super) fn facts(mut self, domains: &[Domain]) -> Facts {
        if self.accounts.len() > MOST_ACCOUNTS {
            self.accounts.truncate(MOST_ACCOUNTS);
            self.unread.push((words::SEVERAL_PROGRAMS, words::MAIL_SETTINGS, Cause::TooLarge));
        }
        self.unread.truncate(MOST_ACCOUNTS);
        let mut facts = Facts::new();
        facts.put(words::ACCOUNTS, count(self.accounts.len()));
        facts.put(words::UNREAD, count(self.unread.len()));
        let mut outside = Ok(0_u64);
        let mut item = 0;
        for account in self.accounts {
            if !domains.is_empty() {
                let is_outside = account.is_outside(domains);
                outside = outside.and_then(|count| Ok(count + u64::from(is_outside?)));
                facts.put_item(item, words::IS_OUTSIDE, fact(is_outside, account.source));
            }
            account.put(item, &mut facts);
            item += 1;
        }
        for (program, source, cause) in self.unread {
            facts.put_item(item, words::PROGRAM, Fact::known(program, Evidence::set(source)));
            facts.put_item(item, words::INCOMING, Fact::unknown(cause, source));
            outside = outside.and(Err(cause));
            item += 1;
        }
        if !domains.is_empty() {
            facts.put(words::OUTSIDE, fact(outside, words::MAIL_SETTINGS));
        }
        facts
    }
}

fn count(length: usize) -> Fact<u64> {
    Fact::known(length as u64, Evidence::live(words::MAIL_SETTINGS))
}

fn fact<T>(value: Result<T, Cause>, source: Source) -> Fact<T> {
    match value {
        Ok(value) => Fact::known(value, Evidence::set(source)),
        Err(cause) => Fact::unknown(cause, source),
    }
}

impl Account {
    fn put(self, item: u16, facts: &mut Facts) {
        let source = self.source;
        facts.put_item(item, words::PROGRAM, Fact::known(self.program, Evidence::set(source)));
        facts.put_item(item, words::INCOMING, fact(self.incoming, source));
        facts.put_item(item, words::OUTGOING, fact(self.outgoing, source));
        if let Some(unverified) = self.unverified {
            facts.put_item(item, words::UNVERIFIED, fact(unverified, source));
        }
        facts.put_item(item, words::PASSWORD_IN_CLEAR, fact(self.clear_password, source));
        facts.put_item(item, words::OPENPGP, fact(self.openpgp, source));
        match self.smime {
            Ok(Smime { state, until }) => {
                facts.put_item(item, words::SMIME, Fact::known(state, Evidence::set(source)));
                if let Some(until) = until {
                    let evidence = Evidence::live(words::MAIL_CERTIFICATES);
                    facts.put_item(item, words::SMIME_UNTIL, Fact::known(until, evidence));
                }
            }
            Err(cause) => facts.put_item(item, words::SMIME, Fact::unknown(cause, words::MAIL_CERTIFICATES)),
        }
    }

    /// Whether any address is outside; one that is outside for certain decides over one that is not clear.
    fn is_outside(&self, domains: &[Domain]) -> Result<bool, Cause> {
        let addresses = self.addresses.as_ref().map_err(|cause| *cause)?;
        if addresses.is_empty() {
            return Err(Cause::Missing);
        }
        let mut unclear = None;
        for address in addresses {
            match domain(address) {
                Some(domain) if domains.iter().any(|known| known.covers(domain)) => {}
                Some(_) => return Ok(true),
                None => unclear = Some(Cause::Malformed),
            }
        }
        unclear.map_or(Ok(false), Err)
    }
}

/// The domain of an address, alone or with a name before it; nothing for one with other than ASCII letters, whose
/// A-label is not known.
fn domain(address: &str) -> Option<&str> {
    let address = address.trim().trim_end_matches(['>', '"', ';', ',']).trim_end_matches('.');
    let (local, domain) = address.rsplit_once('@')?;
    let is_domain = domain.contains('.')
        && domain.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    (is_domain && !local.is_empty()).then_some(domain)
}

/// Whether a server stands on this device: `localhost`, the loopback addresses, with or without a port.
pub(super) fn is_local(host: &str) -> bool {
    let host = host.trim().trim_start_matches('[').to_ascii_lowercase();
    let name = host.trim_end_matches(|character: char| character.is_ascii_digit()).trim_end_matches(':');
    let name = name.trim_end_matches(']').trim_end_matches('.');
    if matches!(name, "localhost" | "::1" | "ip6-localhost") || host == "::1" || name.ends_with(".localhost")
    {
        return true;
    }
    let address = host.split_once(':').map_or(host.as_str(), |(address, _)| address);
    address.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

/// The protection of a connection to a server, local if the server is.
pub(super) fn to(host: &str, protection: Result<Word, Cause>) -> Result<Word, Cause> {
    if is_local(host) { Ok(words::LOCAL_CONNECTION) } else { protection }
}

/// The least of several protections; what is not known counts unless something is in the clear for certain.
pub(super) fn least(all: impl IntoIterator<Item = Result<Word, Cause>>) -> Result<Word, Cause> {
    const ORDER: [Word; 6] = [
        words::NO_ENCRYPTION,
        words::STARTTLS_OPPORTUNISTIC,
        words::STARTTLS,
        words::TLS,
        words::LOCAL_CONNECTION,
        words::NO_CONNECTION,
    ];
    let rank = |word: &Word| ORDER.iter().position(|known| known == word).unwrap_or(0);
    let (mut least, mut unclear) = (words::NO_CONNECTION, None);
    for one in all {
        match one {
            Ok(word) if rank(&word) < rank(&least) => least = word,
            Ok(_) => {}
            Err(cause) => unclear = Some(cause),
        }
    }
    match unclear {
        Some(cause) if least != words::NO_ENCRYPTION => Err(cause),
        Some(_) | None => Ok(least),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outside(addresses: &[&str]) -> Result<bool, Cause> {
        let account = Account {
            program: words::THUNDERBIRD,
            source: words::MAIL_PROFILE,
            addresses: Ok(addresses.iter().map(|&address| address.to_owned()).collect()),
            incoming: Ok(words::TLS),
            outgoing: Ok(words::TLS),
            unverified: None,
            clear_password: Ok(false),
            smime: Ok(Smime::ABSENT),
            openpgp: Ok(false),
        };
        account.is_outside(&"prensa.example".parse().into_iter().collect::<Vec<_>>())
    }

    #[test]
    fn any_address_outside_counts_and_what_is_no_address_is_unclear() {
        assert_eq!(outside(&["ana@prensa.example", "Ana <a@B.Prensa.EXAMPLE.>"]), Ok(false));
        assert_eq!(outside(&["ana@prensa.example", "a@prensa.example.org"]), Ok(true));
        assert_eq!(outside(&["ana@xprensa.example"]), Ok(true));
        assert_eq!(outside(&["ana@free.example", "nothing"]), Ok(true));
        assert_eq!(outside(&["\"a@free.example\" <ana@prensa.example>"]), Ok(false));
        for unclear in ["", "ana", "ana@localhost", "ana@prensá.example", "@prensa.example"] {
            assert_eq!(outside(&["ana@prensa.example", unclear]), Err(Cause::Malformed), "{unclear}");
        }
        assert_eq!(outside(&[]), Err(Cause::Missing));
    }

    #[test]
    fn only_this_device_is_local() {
        for host in
            ["localhost", "LOCALHOST:1143", "127.0.0.1", "127.0.0.1:1025", "::1", "[::1]:993", "a.localhost"]
        {
            assert!(is_local(host), "{host}");
        }
        for host in
            ["", "localhost.example", "127.example", "mail.example:127", "10.0.0.1", "128.0.0.1", "::11"]
        {
            assert!(!is_local(host), "{host}");
        }
    }

    #[test]
    fn the_least_protection_counts() {
        let unclear = || Err(Cause::Missing);
        assert_eq!(least([Ok(words::TLS), Ok(words::STARTTLS)]), Ok(words::STARTTLS));
        assert_eq!(least([Ok(words::TLS), unclear()]), unclear());
        assert_eq!(least([unclear(), Ok(words::NO_ENCRYPTION)]), Ok(words::NO_ENCRYPTION));
        assert_eq!(least([]), Ok(words::NO_CONNECTION));
    }
}
