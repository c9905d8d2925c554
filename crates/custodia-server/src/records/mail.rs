//! What the DNS says of a mail domain: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489) and blocklists (RFC 5782).
//!
//! Asks the institution's own resolver, and nothing but the DNS. An answer that did not come leaves its part untold.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use custodia_core::policy::Domain;
use custodia_core::verdict::Status;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{NameServerConfig, ResolverConfig};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

/// How long one question may take, and how often it is asked.
const TIMEOUT: Duration = Duration::from_secs(2);
const ATTEMPTS: usize = 2;
/// How long all questions of one kind about a domain may take: the page waits for them.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many SPF redirects are followed; RFC 7208 allows ten look-ups in all.
const MAX_REDIRECTS: usize = 5;
/// How many hosts that take mail are looked up on blocklists.
const MAX_HOSTS: usize = 8;
/// The shortest RSA key that DKIM verifiers have to take (RFC 8301, 3.2), as an X.509 `SubjectPublicKeyInfo`, in bytes.
const SHORTEST_RSA_KEY: usize = 160;

/// What the DNS says of a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainState {
    /// Which hosts may send.
    pub spf: Spf,
    /// What becomes of mail that is not authentic.
    pub dmarc: Dmarc,
    /// The keys of the selectors that the record names.
    pub dkim: Vec<Dkim>,
    /// On how many blocklists a host that takes mail stands; nothing if none is asked, or one did not answer.
    pub listed: Option<u32>,
    /// Whether blocklists were asked.
    pub blocklists_asked: bool,
}

/// A domain's SPF record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spf {
    /// The DNS did not answer.
    Unanswered,
    /// There is none.
    Missing,
    /// There are several, which counts as an error (RFC 7208, 4.5).
    Several,
    /// It lets anybody send: `+all`, `?all`, or no `all`.
    Open,
    /// Others are suspicious: `~all`.
    SoftFail,
    /// Others are refused: `-all`.
    Fail,
}

impl Spf {
    /// The word in message ids.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Missing => "missing",
            Self::Several => "several",
            Self::Open => "open",
            Self::SoftFail => "soft-fail",
            Self::Fail => "fail",
        }
    }
}

/// A domain's DMARC record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dmarc {
    /// The DNS did not answer.
    Unanswered,
    /// There is none, here or above.
    Missing,
    /// There are several, or one that cannot be read: neither counts.
    Malformed,
    /// It asks for reports alone: `p=none`.
    Watching,
    /// Mail that is not authentic is set aside.
    Quarantine,
    /// Mail that is not authentic is refused.
    Reject,
}

impl Dmarc {
    /// The word in message ids.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Missing => "missing",
            Self::Malformed => "malformed",
            Self::Watching => "watching",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
        }
    }
}

/// The key of a DKIM selector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dkim {
    /// The DNS did not answer.
    Unanswered,
    /// There is none.
    Missing,
    /// It was withdrawn: `p=` is empty.
    Revoked,
    /// An RSA key of less than 1024 bits.
    Weak,
    /// There is one.
    Present,
}

impl Dkim {
    /// The word in message ids.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Missing => "missing",
            Self::Revoked => "revoked",
            Self::Weak => "weak",
            Self::Present => "present",
        }
    }
}

impl DomainState {
    /// What it comes to, and why: the worst first, the untold before what is in order.
    pub fn verdict(&self) -> (Status, &'static str) {
        let any = |wanted: Dkim| self.dkim.contains(&wanted);
        let wrong = [
            (matches!(self.spf, Spf::Missing), "record-reason-spf-missing"),
            (matches!(self.spf, Spf::Several), "record-reason-spf-several"),
            (matches!(self.spf, Spf::Open), "record-reason-spf-open"),
            (matches!(self.dmarc, Dmarc::Missing), "record-reason-dmarc-missing"),
            (matches!(self.dmarc, Dmarc::Malformed), "record-reason-dmarc-malformed"),
            (matches!(self.dmarc, Dmarc::Watching), "record-reason-dmarc-watching"),
            (any(Dkim::Missing), "record-reason-dkim-missing"),
            (any(Dkim::Revoked), "record-reason-dkim-revoked"),
            (any(Dkim::Weak), "record-reason-dkim-weak"),
            (self.listed.is_some_and(|count| count > 0), "record-reason-listed"),
        ];
        let untold = [
            (
                matches!(self.spf, Spf::Unanswered)
                    || matches!(self.dmarc, Dmarc::Unanswered)
                    || any(Dkim::Unanswered)
                    || (self.blocklists_asked && self.listed.is_none()),
                "record-reason-dns-silent",
            ),
            (self.dkim.is_empty(), "record-reason-no-selectors"),
        ];
        let first = |reasons: &[(bool, &'static str)]| {
            reasons.iter().find(|(holds, _)| *holds).map(|(_, reason)| *reason)
        };
        match (first(&wrong), first(&untold)) {
            (Some(reason), _) => (Status::Fail, reason),
            (None, Some(reason)) => (Status::Unknown, reason),
            (None, None) if self.blocklists_asked => (Status::Pass, "record-reason-mail-in-order"),
            (None, None) => (Status::Pass, "record-reason-mail-in-order-unlisted"),
        }
    }
}

/// Asks the DNS about mail domains.
#[derive(Clone, Debug)]
pub struct MailDns {
    /// Absent where the machine names no resolver: then nothing is ever answered.
    resolver: Option<TokioResolver>,
    blocklists: Vec<Domain>,
}

impl MailDns {
    /// One that asks `server`, or the machine's own resolvers, and these blocklists.
    #[must_use]
    pub fn new(server: Option<SocketAddr>, blocklists: Vec<Domain>) -> Self {
        let resolver = resolver(server)
            .inspect_err(|error| tracing::warn!(%error, "no resolver can be asked about mail domains"))
            .ok();
        Self { resolver, blocklists }
    }

    /// Asks about a domain and the keys of its selectors; what does not come in time stays untold.
    pub async fn ask(&self, domain: &Domain, selectors: &[String]) -> DomainState {
        let (spf, dmarc, dkim, listed) = tokio::join!(
            timeout(PATIENCE, self.spf(domain)),
            timeout(PATIENCE, self.dmarc(domain)),
            timeout(PATIENCE, self.dkim(domain, selectors)),
            timeout(PATIENCE, self.listed(domain)),
        );
        let blocklists_asked = !self.blocklists.is_empty();
        DomainState {
            spf: spf.unwrap_or(Spf::Unanswered),
            dmarc: dmarc.unwrap_or(Dmarc::Unanswered),
            dkim: dkim.unwrap_or_else(|_| vec![Dkim::Unanswered; selectors.len()]),
            listed: listed.ok().and_then(Result::ok).filter(|_| blocklists_asked),
            blocklists_asked,
        }
    }

    async fn dkim(&self, domain: &Domain, selectors: &[String]) -> Vec<Dkim> {
        let mut keys = Vec::new();
        for selector in selectors {
            keys.push(match self.texts(&format!("{selector}._domainkey.{domain}")).await {
                Err(Unanswered) => Dkim::Unanswered,
                Ok(texts) => dkim_key(&texts),
            });
        }
        keys
    }

    async fn spf(&self, domain: &Domain) -> Spf {
        let mut name = domain.to_string();
        for _ in 0..=MAX_REDIRECTS {
            let Ok(texts) = self.texts(&name).await else { return Spf::Unanswered };
            match spf_record(&texts) {
                SpfRecord::Told(spf) => return spf,
                SpfRecord::Redirect(other) => name = other,
            }
        }
        Spf::Several
    }

    /// The record of the domain itself or, where it has none, of the nearest domain above.
    async fn dmarc(&self, domain: &Domain) -> Dmarc {
        let full = domain.to_string();
        let mut name = full.as_str();
        loop {
            let Ok(texts) = self.texts(&format!("_dmarc.{name}")).await else { return Dmarc::Unanswered };
            let dmarc = dmarc_record(&texts, name != full);
            match name.split_once('.') {
                Some((_, above)) if dmarc == Dmarc::Missing && above.contains('.') => name = above,
                Some(_) | None => return dmarc,
            }
        }
    }

    /// On how many blocklists a host that takes the domain's mail stands.
    async fn listed(&self, domain: &Domain) -> Result<u32, Unanswered> {
        let mut listed = 0;
        for address in self.mail_hosts(domain).await? {
            let [a, b, c, d] = address.octets();
            for list in &self.blocklists {
                let answers = self.addresses(&format!("{d}.{c}.{b}.{a}.{list}")).await?;
                // RFC 5782: entries lie in 127.0.0.0/8; lists say with 127.255.255.0/24 that they do not answer us.
                if answers.iter().any(|answer| answer.octets()[..3] == [127, 255, 255]) {
                    return Err(Unanswered);
                }
                listed += u32::from(answers.iter().any(Ipv4Addr::is_loopback));
            }
        }
        Ok(listed)
    }

    async fn mail_hosts(&self, domain: &Domain) -> Result<Vec<Ipv4Addr>, Unanswered> {
        let answers = match self.resolver()?.mx_lookup(absolute(domain)).await {
            Ok(found) => found,
            Err(error) if error.is_no_records_found() => return Ok(Vec::new()),
            Err(_) => return Err(Unanswered),
        };
        let hosts = answers.answers().iter().filter_map(|record| {
            let RData::MX(mx) = &record.data else { return None };
            Some(mx.exchange.to_utf8())
        });
        let mut addresses = Vec::new();
        for host in hosts.filter(|host| host != ".").take(MAX_HOSTS) {
            addresses.extend(self.addresses(&host).await?);
        }
        Ok(addresses)
    }

    async fn addresses(&self, name: &str) -> Result<Vec<Ipv4Addr>, Unanswered> {
        match self.resolver()?.ipv4_lookup(absolute(name)).await {
            Ok(found) => Ok(found
                .answers()
                .iter()
                .filter_map(|record| match record.data.ip_addr() {
                    Some(IpAddr::V4(address)) => Some(address),
                    Some(IpAddr::V6(_)) | None => None,
                })
                .collect()),
            Err(error) if error.is_no_records_found() => Ok(Vec::new()),
            Err(_) => Err(Unanswered),
        }
    }

    fn resolver(&self) -> Result<&TokioResolver, Unanswered> {
        self.resolver.as_ref().ok_or(Unanswered)
    }

    /// The TXT records of a name, each put together from its parts; none if the name has none.
    async fn texts(&self, name: &str) -> Result<Vec<String>, Unanswered> {
        match self.resolver()?.txt_lookup(absolute(name)).await {
            Ok(found) => Ok(found
                .answers()
                .iter()
                .filter_map(|record| {
                    let RData::TXT(text) = &record.data else { return None };
                    Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned())
                })
                .collect()),
            Err(error) if error.is_no_records_found() => Ok(Vec::new()),
            Err(_) => Err(Unanswered),
        }
    }
}

/// The DNS did not answer.
#[derive(Clone, Copy, Debug)]
struct Unanswered;

fn resolver(server: Option<SocketAddr>) -> Result<TokioResolver, NetError> {
    let mut builder = match server {
        Some(address) => {
            let mut server = NameServerConfig::udp_and_tcp(address.ip());
            for connection in &mut server.connections {
                connection.port = address.port();
            }
            let config = ResolverConfig::from_name_servers(vec![server]);
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        }
        None => TokioResolver::builder_tokio()?,
    };
    let options = builder.options_mut();
    options.timeout = TIMEOUT;
    options.attempts = ATTEMPTS;
    // What is asked for by hand is asked for anew.
    options.cache_size = 0;
    builder.build()
}

/// A name that is not looked for below the machine's own domain.
fn absolute(name: &(impl ToString + ?Sized)) -> String {
    let name = name.to_string();
    if name.ends_with('.') { name } else { name + "." }
}

/// What the TXT records of a name say of SPF.
#[derive(Debug, PartialEq, Eq)]
enum SpfRecord {
    Told(Spf),
    Redirect(String),
}

fn spf_record(texts: &[String]) -> SpfRecord {
    let is_version = |word: &str| word.eq_ignore_ascii_case("v=spf1");
    let mut records = texts.iter().filter(|text| text.split(' ').next().is_some_and(is_version));
    let Some(record) = records.next() else { return SpfRecord::Told(Spf::Missing) };
    if records.next().is_some() {
        return SpfRecord::Told(Spf::Several);
    }
    let terms = || record.split_ascii_whitespace().skip(1).map(str::to_ascii_lowercase);
    // What stands behind "all" is never reached (RFC 7208, 5.1), and a redirect beside it does not count (6.1).
    for term in terms() {
        match term.as_str() {
            "-all" => return SpfRecord::Told(Spf::Fail),
            "~all" => return SpfRecord::Told(Spf::SoftFail),
            "all" | "+all" | "?all" => return SpfRecord::Told(Spf::Open),
            _ => {}
        }
    }
    let redirect = terms().find_map(|term| term.strip_prefix("redirect=").map(str::to_owned));
    match redirect {
        // Macros cannot be followed without a message.
        Some(other) if other.parse::<Domain>().is_ok() || is_host_name(&other) => SpfRecord::Redirect(other),
        Some(_) => SpfRecord::Told(Spf::Unanswered),
        None => SpfRecord::Told(Spf::Open),
    }
}

/// Whether a text is a name with underscores, as those of SPF records often are.
fn is_host_name(text: &str) -> bool {
    text.contains('.')
        && text.len() <= 253
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// The tags of a DMARC or DKIM record, in their order.
fn tags(text: &str) -> impl Iterator<Item = (String, &str)> {
    text.split(';').filter_map(|tag| {
        let (name, value) = tag.split_once('=')?;
        Some((name.trim().to_ascii_lowercase(), value.trim()))
    })
}

fn dmarc_record(texts: &[String], for_domain_below: bool) -> Dmarc {
    let is_record =
        |text: &&String| tags(text).next().is_some_and(|(name, value)| name == "v" && value == "DMARC1");
    let mut records = texts.iter().filter(is_record);
    let Some(record) = records.next() else { return Dmarc::Missing };
    if records.next().is_some() {
        return Dmarc::Malformed;
    }
    let value = |wanted: &str| tags(record).find(|(name, _)| name == wanted).map(|(_, value)| value);
    let policy = value("sp").filter(|_| for_domain_below).or_else(|| value("p"));
    match policy.map(str::to_ascii_lowercase).as_deref() {
        Some("none") => Dmarc::Watching,
        Some("quarantine") => Dmarc::Quarantine,
        Some("reject") => Dmarc::Reject,
        Some(_) | None => Dmarc::Malformed,
    }
}

fn dkim_key(texts: &[String]) -> Dkim {
    let key = |text: &str| {
        tags(text).find(|(name, _)| name == "p").map(|(_, value)| value.replace([' ', '\t'], ""))
    };
    let Some((text, key)) = texts.iter().find_map(|text| Some((text, key(text)?))) else {
        return Dkim::Missing;
    };
    if key.is_empty() {
        return Dkim::Revoked;
    }
    let is_rsa = tags(text).find(|(name, _)| name == "k").is_none_or(|(_, value)| value == "rsa");
    match STANDARD.decode(key) {
        Ok(bytes) if is_rsa && bytes.len() < SHORTEST_RSA_KEY => Dkim::Weak,
        Ok(_) => Dkim::Present,
        Err(_) => Dkim::Missing,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn spf_is_read_as_rfc_7208_says() {
        let told = |list: &[&str]| spf_record(&texts(list));

        assert_eq!(told(&["v=spf1 mx -all", "google-site-verification=1"]), SpfRecord::Told(Spf::Fail));
        assert_eq!(told(&["V=SPF1 include:_spf.example.net ~ALL"]), SpfRecord::Told(Spf::SoftFail));
        for open in ["v=spf1 +all", "v=spf1 all", "v=spf1 ?all", "v=spf1 mx", "v=spf1", "v=spf1 all -all"] {
            assert_eq!(told(&[open]), SpfRecord::Told(Spf::Open), "{open}");
        }
        assert_eq!(told(&["v=spf10 -all", "spf2.0/pra -all"]), SpfRecord::Told(Spf::Missing));
        assert_eq!(told(&["v=spf1 -all", "v=spf1 mx -all"]), SpfRecord::Told(Spf::Several));
        assert_eq!(
            told(&["v=spf1 redirect=_spf.example.net"]),
            SpfRecord::Redirect("_spf.example.net".to_owned())
        );
        assert_eq!(told(&["v=spf1 redirect=%{d}.example.net"]), SpfRecord::Told(Spf::Unanswered));
        assert_eq!(told(&["v=spf1 redirect=a.example -all"]), SpfRecord::Told(Spf::Fail));
    }

    #[test]
    fn dmarc_is_read_as_rfc_7489_says() {
        let told = |text: &str, below| dmarc_record(&texts(&[text]), below);

        assert_eq!(told("v=DMARC1; p=reject; rua=mailto:a@b.example", false), Dmarc::Reject);
        assert_eq!(told("v=DMARC1;p=Quarantine", false), Dmarc::Quarantine);
        assert_eq!(told("v=DMARC1; p=reject; sp=none", false), Dmarc::Reject);
        assert_eq!(told("v=DMARC1; p=reject; sp=none", true), Dmarc::Watching);
        assert_eq!(told("v=DMARC1; rua=mailto:a@b.example", false), Dmarc::Malformed);
        assert_eq!(told("p=reject; v=DMARC1", false), Dmarc::Missing);
        assert_eq!(dmarc_record(&texts(&["v=DMARC1; p=none", "v=DMARC1; p=none"]), false), Dmarc::Malformed);
    }

    #[test]
    fn keys_are_told_apart() {
        let key = |text: &str| dkim_key(&texts(&[text]));

        assert_eq!(key(&format!("v=DKIM1; k=rsa; p={}", STANDARD.encode([0; 162]))), Dkim::Present);
        assert_eq!(key(&format!("p={}", STANDARD.encode([0; 94]))), Dkim::Weak);
        assert_eq!(key(&format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode([0; 32]))), Dkim::Present);
        assert_eq!(key("v=DKIM1; p="), Dkim::Revoked);
        assert_eq!(key("v=DKIM1; k=rsa"), Dkim::Missing);
        assert_eq!(key("v=DKIM1; p=%%"), Dkim::Missing);
    }

    #[test]
    fn what_is_wrong_comes_before_what_is_untold() {
        let good = DomainState {
            spf: Spf::Fail,
            dmarc: Dmarc::Reject,
            dkim: vec![Dkim::Present],
            listed: Some(0),
            blocklists_asked: true,
        };
        let reason = |state: DomainState| state.verdict();

        assert_eq!(reason(good.clone()), (Status::Pass, "record-reason-mail-in-order"));
        let silent = DomainState { dkim: vec![Dkim::Unanswered], ..good.clone() };
        assert_eq!(reason(silent.clone()).0, Status::Unknown);
        assert_eq!(reason(DomainState { dmarc: Dmarc::Watching, ..silent }).0, Status::Fail);
        assert_eq!(reason(DomainState { listed: None, ..good.clone() }).0, Status::Unknown);
        assert_eq!(reason(DomainState { listed: Some(1), ..good.clone() }).1, "record-reason-listed");
        assert_eq!(reason(DomainState { dkim: Vec::new(), ..good }).1, "record-reason-no-selectors");
    }

    proptest! {
        #[test]
        fn any_record_is_read_to_an_end(list in prop::collection::vec("(v=spf1|v=DMARC1|[ ;=a-z~+-]|.){0,60}", 0..4)) {
            let _ = spf_record(&list);
            let _ = dmarc_record(&list, true);
            let _ = dkim_key(&list);
        }
    }
}
