//! `network`: the connections in use are private ones.
//!
//! Judged are the links that carry a default route; where none does, all connected links. A captive portal
//! fails always. Every judged link must be of an allowed class, or a VPN must carry the default route of
//! every address family in use.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::network::{ALLOWED, APPROVED_NETWORKS, VPN_SUFFICES};
use custodia_core::fact::{Fact, Facts};
use custodia_core::policy::Rule;
use custodia_core::verdict::{Reason, Status, Verdict};
use custodia_core::vocabulary::network as words;
use custodia_core::vocabulary::{RemedyId, Word, common};

use super::Check;
use crate::host::Host;
use crate::platform;

/// The check.
#[derive(Debug)]
pub struct Network;

impl Check for Network {
    fn id(&self) -> CheckId {
        CheckId::Network
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::network(host, &[])
    }

    fn probe_for(&self, host: &Host, rule: &Rule) -> Option<Facts> {
        let approved = APPROVED_NETWORKS.of(rule);
        (!approved.is_empty()).then(|| platform::network(host, approved))
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        if facts.is_empty() {
            return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
        }
        let judged = judged_links(facts);
        if behind_portal(facts, &judged) {
            return Verdict::fail(words::CAPTIVE_PORTAL.reason(), words::LEAVE_PORTAL);
        }
        match facts.value(words::CONNECTED) {
            None => return Verdict::unknown(words::LINKS_UNREADABLE.reason()),
            Some(false) => return Verdict::not_applicable(words::NOTHING_CONNECTED.reason()),
            Some(true) => {}
        }
        let allowed = ALLOWED.of(rule);
        let vpn = Vpn::of(facts);
        let standings: Vec<Standing> =
            judged.iter().map(|&item| Standing::of(facts, item, &allowed, rule)).collect();
        let mut verdict = decide(&standings, VPN_SUFFICES.of(rule).then_some(vpn));
        if verdict.status == Status::Pass && portal_unreadable(facts, &judged) {
            verdict = Verdict::unknown(words::CONNECTIVITY_UNREADABLE.reason());
        }
        findings(facts, &judged, &allowed, vpn).into_iter().fold(verdict, Verdict::finding)
    }
}

/// What a VPN carries of the general traffic.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vpn {
    /// Everything in every address family in use.
    Everything,
    /// IPv4, while IPv6 goes around it.
    OnlyIpv4,
    /// IPv6, while IPv4 goes around it.
    OnlyIpv6,
    /// Nothing, or there is no VPN.
    Nothing,
    /// It could not be told.
    Unclear,
}

impl Vpn {
    fn of(facts: &Facts) -> Self {
        let families =
            [words::IPV4_DEFAULT_ROUTE, words::IPV6_DEFAULT_ROUTE].map(|family| facts.value(family));
        let [Some(ipv4), Some(ipv6)] = families else {
            // One family around the VPN is enough to know that the VPN does not carry everything.
            let around = families.contains(&Some(words::ROUTE_DIRECT));
            return if around { Self::Nothing } else { Self::Unclear };
        };
        match (ipv4 == words::ROUTE_VPN, ipv6 == words::ROUTE_VPN) {
            (true, true) => Self::Everything,
            (true, false) if ipv6 == words::ROUTE_NONE => Self::Everything,
            (false, true) if ipv4 == words::ROUTE_NONE => Self::Everything,
            (true, false) => Self::OnlyIpv4,
            (false, true) => Self::OnlyIpv6,
            (false, false) => Self::Nothing,
        }
    }
}

/// A link counts as judged unless the facts say that it is not.
fn judged_links(facts: &Facts) -> Vec<u16> {
    facts
        .items()
        .into_iter()
        .filter(|&item| facts.value_item(item, words::LINK_JUDGED) != Some(false))
        .collect()
}

fn behind_portal(facts: &Facts, judged: &[u16]) -> bool {
    facts.value(words::CONNECTIVITY) == Some(words::CONNECTIVITY_PORTAL)
        || judged
            .iter()
            .any(|&item| facts.value_item(item, words::LINK_CONNECTIVITY) == Some(words::CONNECTIVITY_PORTAL))
}

/// Whether somebody looks for captive portals, but what was found could not be read.
fn portal_unreadable(facts: &Facts, judged: &[u16]) -> bool {
    facts.value(words::CONNECTIVITY).is_none()
        || judged
            .iter()
            .any(|&item| matches!(facts.get_item(item, words::LINK_CONNECTIVITY), Some(Fact::Unknown { .. })))
}

/// How one link stands to a rule by itself, whatever a VPN carries.
enum Standing {
    /// Of this allowed class, and approved where the rule approves networks.
    Private(Word),
    /// Known not to be.
    Refused(Reason, RemedyId),
    /// Not known.
    Unclear(Reason, RemedyId),
}

impl Standing {
    fn of(facts: &Facts, item: u16, allowed: &[Word], rule: &Rule) -> Self {
        let Some(class) = facts.value_item(item, words::LINK_CLASS) else {
            return Self::Unclear(words::CLASS_UNCLEAR.reason(), words::USE_PRIVATE);
        };
        if !allowed.contains(&class) {
            return Self::Refused(words::CLASS_NOT_ALLOWED.with([class.into()]), words::USE_PRIVATE);
        }
        if APPROVED_NETWORKS.of(rule).is_empty() || MOBILE.contains(&class) {
            return Self::Private(class);
        }
        match facts.value_item(item, words::LINK_APPROVED) {
            Some(true) => Self::Private(class),
            Some(false) => Self::Refused(words::NOT_APPROVED.with([class.into()]), words::USE_APPROVED),
            None => Self::Unclear(words::APPROVAL_UNCLEAR.reason(), words::USE_APPROVED),
        }
    }
}

/// Connections of the person's own, which are no network that could be approved.
const MOBILE: [Word; 3] = [words::CELLULAR, words::BLUETOOTH_TETHER, words::USB_TETHER];

/// `vpn` is absent where the rule does not let a VPN make up for what a link is.
fn decide(standings: &[Standing], vpn: Option<Vpn>) -> Verdict {
    if let [Standing::Private(class), ..] = standings
        && standings.iter().all(|standing| matches!(standing, Standing::Private(_)))
    {
        return Verdict::pass(words::PRIVATE.with([(*class).into()]));
    }
    if vpn == Some(Vpn::Everything) {
        return Verdict::pass(words::VPN_CARRIES_ALL.reason());
    }
    let refused = standings.iter().find_map(|standing| match standing {
        Standing::Refused(reason, remedy) => Some((reason.clone(), *remedy)),
        Standing::Private(_) | Standing::Unclear(..) => None,
    });
    let Some((reason, remedy)) = refused else {
        let unclear = standings.iter().find_map(|standing| match standing {
            Standing::Unclear(reason, remedy) => Some((reason.clone(), *remedy)),
            Standing::Private(_) | Standing::Refused(..) => None,
        });
        let (reason, remedy) = unclear.unwrap_or((words::CLASS_UNCLEAR.reason(), words::USE_PRIVATE));
        return Verdict::unknown(reason).remedy(remedy);
    };
    match vpn {
        Some(Vpn::Unclear) => {
            Verdict::unknown(words::VPN_ROUTE_UNCLEAR.reason()).remedy(words::VPN_FOR_EVERYTHING)
        }
        Some(Vpn::OnlyIpv4 | Vpn::OnlyIpv6) => Verdict::fail(reason, words::VPN_FOR_EVERYTHING),
        Some(Vpn::Everything | Vpn::Nothing) | None => Verdict::fail(reason, remedy),
    }
}

fn findings(facts: &Facts, judged: &[u16], allowed: &[Word], vpn: Vpn) -> Vec<Reason> {
    let mut findings = Vec::new();
    match vpn {
        Vpn::OnlyIpv4 => findings.push(words::VPN_LEAK_IPV6.reason()),
        Vpn::OnlyIpv6 => findings.push(words::VPN_LEAK_IPV4.reason()),
        Vpn::Nothing if facts.value(words::VPN_UP) == Some(true) => {
            findings.push(words::VPN_NOT_DEFAULT.reason());
        }
        Vpn::Everything | Vpn::Nothing | Vpn::Unclear => {}
    }
    for &item in judged {
        if let Some(weakest) = facts.value_item(item, words::LINK_WEAKEST_ALLOWED)
            && !allowed.contains(&weakest)
            && facts.value_item(item, words::LINK_CLASS) != Some(weakest)
        {
            findings.push(words::WEAKER_ALLOWED.with([weakest.into()]));
        }
        let is_private =
            facts.value_item(item, words::LINK_CLASS).is_some_and(|class| allowed.contains(&class));
        if !is_private && facts.value_item(item, words::LINK_FIREWALL_ZONE) == Some(words::ZONE_TRUSTED) {
            findings.push(words::ZONE_TOO_OPEN.reason());
        }
        if facts.value_item(item, words::LINK_SERVER_VERIFIED) == Some(false) {
            findings.push(words::SERVER_NOT_VERIFIED.reason());
        }
    }
    if facts.value(words::CONNECTIVITY) == Some(words::CONNECTIVITY_UNKNOWN) {
        findings.push(words::PORTAL_NOT_CHECKED.reason());
    }
    findings
}

#[cfg(test)]
mod tests {
    use custodia_core::fact::{Cause, Evidence};
    use custodia_core::policy::ParameterValue;

    use super::*;

    fn live<T>(value: T) -> Fact<T> {
        Fact::known(value, Evidence::live(words::NETWORK_INTERFACES))
    }

    fn unclear<T>() -> Fact<T> {
        Fact::unknown(Cause::Unsupported, words::NETWORK_INTERFACES)
    }

    /// Connected links of these classes over direct routes, the internet reachable.
    fn links(classes: &[Option<Word>]) -> Facts {
        let mut facts = Facts::new();
        facts.put(words::CONNECTED, live(!classes.is_empty()));
        facts.put(words::CONNECTIVITY, live(words::CONNECTIVITY_FULL));
        facts.put(words::VPN_UP, live(false));
        facts.put(words::IPV4_DEFAULT_ROUTE, live(words::ROUTE_DIRECT));
        facts.put(words::IPV6_DEFAULT_ROUTE, live(words::ROUTE_NONE));
        for (item, class) in (0_u16..).zip(classes) {
            facts.put_item(item, words::LINK_JUDGED, live(true));
            facts.put_item(item, words::LINK_CLASS, class.map_or_else(unclear, live));
        }
        facts
    }

    fn with_vpn(mut facts: Facts, ipv4: Word, ipv6: Word) -> Facts {
        facts.put(words::VPN_UP, live(true));
        facts.put(words::IPV4_DEFAULT_ROUTE, live(ipv4));
        facts.put(words::IPV6_DEFAULT_ROUTE, live(ipv6));
        facts
    }

    fn judge(facts: &Facts) -> Verdict {
        Network.evaluate(facts, &Rule::for_check(CheckId::Network, []))
    }

    fn outcome(facts: &Facts) -> (Status, &'static str) {
        let verdict = judge(facts);
        (verdict.status, verdict.reason.id())
    }

    #[test]
    fn every_link_must_be_allowed() {
        let cases: [(&[Option<Word>], Status, &str); 7] = [
            (&[Some(words::WIRED)], Status::Pass, "network-private"),
            (&[Some(words::WIFI_OPEN)], Status::Fail, "network-class-not-allowed"),
            (&[Some(words::WIRED), Some(words::WIFI_OPEN)], Status::Fail, "network-class-not-allowed"),
            (&[None], Status::Unknown, "network-class-unclear"),
            (&[Some(words::WIRED), None], Status::Unknown, "network-class-unclear"),
            (&[None, Some(words::WIFI_OWE)], Status::Fail, "network-class-not-allowed"),
            (&[], Status::NotApplicable, "network-nothing-connected"),
        ];
        for (classes, status, reason) in cases {
            assert_eq!(outcome(&links(classes)), (status, reason), "{classes:?}");
        }
    }

    #[test]
    fn a_vpn_makes_up_only_when_it_carries_every_family() {
        use words::{ROUTE_DIRECT, ROUTE_NONE, ROUTE_VPN};

        let cases = [
            (ROUTE_VPN, ROUTE_VPN, Status::Pass, None),
            (ROUTE_VPN, ROUTE_NONE, Status::Pass, None),
            (ROUTE_NONE, ROUTE_VPN, Status::Pass, None),
            (ROUTE_VPN, ROUTE_DIRECT, Status::Fail, Some("network-vpn-leak-ipv6")),
            (ROUTE_DIRECT, ROUTE_VPN, Status::Fail, Some("network-vpn-leak-ipv4")),
            (ROUTE_DIRECT, ROUTE_NONE, Status::Fail, Some("network-vpn-not-default")),
            (ROUTE_NONE, ROUTE_NONE, Status::Fail, Some("network-vpn-not-default")),
        ];
        for (ipv4, ipv6, status, finding) in cases {
            let verdict = judge(&with_vpn(links(&[Some(words::WIFI_OPEN)]), ipv4, ipv6));
            let found: Vec<_> = verdict.findings.iter().map(Reason::id).collect();
            assert_eq!((verdict.status, found), (status, finding.into_iter().collect()), "{ipv4} {ipv6}");
        }
    }

    #[test]
    fn a_route_that_could_not_be_told_is_no_vpn() {
        let mut facts = links(&[Some(words::WIFI_OPEN)]);
        facts.put(words::IPV4_DEFAULT_ROUTE, unclear());
        assert_eq!(outcome(&facts), (Status::Unknown, "network-vpn-route-unclear"));

        let rule = Rule::for_check(CheckId::Network, [("vpn-suffices", ParameterValue::Boolean(false))]);
        assert_eq!(Network.evaluate(&facts, &rule).status, Status::Fail);
    }

    #[test]
    fn a_rule_may_ask_more_than_a_vpn() {
        let rule = Rule::for_check(CheckId::Network, [("vpn-suffices", ParameterValue::Boolean(false))]);
        let facts = with_vpn(links(&[Some(words::WIFI_OPEN)]), words::ROUTE_VPN, words::ROUTE_VPN);

        assert_eq!(Network.evaluate(&facts, &rule).status, Status::Fail);
    }

    #[test]
    fn a_captive_portal_fails_whatever_else_holds() {
        let through_vpn = with_vpn(links(&[Some(words::WIRED)]), words::ROUTE_VPN, words::ROUTE_VPN);
        for mut facts in [links(&[Some(words::WIRED)]), links(&[None]), through_vpn] {
            facts.put(words::CONNECTIVITY, live(words::CONNECTIVITY_PORTAL));
            assert_eq!(outcome(&facts), (Status::Fail, "network-captive-portal"));
        }
    }

    #[test]
    fn a_captive_portal_counts_on_judged_links_only() {
        let mut facts = links(&[Some(words::WIRED), Some(words::WIRED)]);
        facts.put_item(1, words::LINK_CONNECTIVITY, live(words::CONNECTIVITY_PORTAL));
        assert_eq!(outcome(&facts), (Status::Fail, "network-captive-portal"));

        facts.put_item(1, words::LINK_JUDGED, live(false));
        assert_eq!(outcome(&facts), (Status::Pass, "network-private"));
    }

    #[test]
    fn a_captive_portal_that_could_not_be_read_about_is_no_pass() {
        let mut on_the_whole = links(&[Some(words::WIRED)]);
        on_the_whole.put(words::CONNECTIVITY, unclear());
        let mut on_the_link = links(&[Some(words::WIRED)]);
        on_the_link.put_item(0, words::LINK_CONNECTIVITY, unclear());

        for facts in [on_the_whole, on_the_link] {
            assert_eq!(outcome(&facts), (Status::Unknown, "network-connectivity-unreadable"));
        }
    }

    #[test]
    fn links_that_could_not_be_listed_are_not_disconnected() {
        let mut facts = links(&[]);
        facts.put(words::CONNECTED, unclear());

        assert_eq!(outcome(&facts), (Status::Unknown, "network-links-unreadable"));
        assert_eq!(outcome(&Facts::new()), (Status::Unknown, "platform-unsupported"));
    }

    #[test]
    fn a_connection_without_any_judged_link_is_unknown() {
        let mut facts = links(&[Some(words::WIRED)]);
        facts.put_item(0, words::LINK_JUDGED, live(false));

        assert_eq!(outcome(&facts), (Status::Unknown, "network-class-unclear"));
    }

    #[test]
    fn what_weakens_an_allowed_link_is_told() {
        let mut facts = links(&[Some(words::WIFI_ENTERPRISE)]);
        facts.put(words::CONNECTIVITY, live(words::CONNECTIVITY_UNKNOWN));
        facts.put_item(0, words::LINK_WEAKEST_ALLOWED, live(words::WIFI_WPA_TKIP));
        facts.put_item(0, words::LINK_SERVER_VERIFIED, live(false));

        let verdict = judge(&facts);

        let found: Vec<_> = verdict.findings.iter().map(Reason::id).collect();
        assert_eq!(verdict.status, Status::Pass);
        assert_eq!(
            found,
            ["network-weaker-allowed", "network-server-not-verified", "network-portal-not-checked"]
        );
    }
}
