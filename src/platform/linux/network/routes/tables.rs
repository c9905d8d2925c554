//! The default routes as the files below `/proc/net` list them, where `rtnetlink` is not to be had.
//!
//! Reads `/proc/net/route`, `/proc/net/ipv6_route` and `/proc/net/fib_trie`, which need no permission and no
//! socket. The first lists the main IPv4 table only, the second all IPv6 tables without saying which, the
//! third tells whether further IPv4 tables hold a default route. Cannot see routing rules (`ip rule`): where
//! several tables could matter the answer is unknown.

use std::collections::BTreeSet;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;

use super::DefaultRoutes;
use crate::host::Host;
use crate::platform::linux::files::read_text;

/// The largest routing table that is read, in bytes; a line is some 150.
const MAX_TABLE: u64 = 4 * 1024 * 1024;

/// `RTF_REJECT` of `route.h`: the route refuses what it matches.
const RTF_REJECT: u32 = 0x0200;

/// The metric of the entry that ends every IPv6 table and refuses everything.
const LAST_METRIC: u32 = u32::MAX;

/// First four bits of the addresses that IPv4 traffic goes to; beyond are those for groups.
const IPV4_PARTS: &[u8] = &[0x0, 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0xb, 0xc, 0xd];

/// First four bits of the addresses that the IPv6 internet uses, `2000::/3`.
const IPV6_PARTS: &[u8] = &[0x2, 0x3];

/// A route wide enough to be a default route, or a part of one as VPN programs set them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Route {
    interface: String,
    /// The first four bits of the destination.
    start: u8,
    /// How many bits of it count, at most four.
    length: u8,
    metric: u32,
    rejects: bool,
}

/// The default routes of one address family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tables {
    routes: Vec<Route>,
    /// Starts of the parts, in four bits, that together are all of the general traffic.
    parts: &'static [u8],
    /// Whether the routes may come from several tables, among which rules choose.
    scope: Scope,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// The main table, and no other holds a default route.
    OnlyMain,
    /// The main table, and others that are not listed hold default routes.
    MainAndOthers,
    /// All tables, mixed.
    Mixed,
}

/// The IPv4 default routes.
pub(super) fn ipv4(host: &Host) -> Result<Tables, Cause> {
    let table = read_text(&host.path("/proc/net/route"), MAX_TABLE)?;
    let others = read_text(&host.path("/proc/net/fib_trie"), MAX_TABLE)
        .map_or(true, |tables| other_table_has_default(&tables));
    let scope = if others { Scope::MainAndOthers } else { Scope::OnlyMain };
    Ok(Tables { routes: parse(&table, ipv4_route)?, parts: IPV4_PARTS, scope })
}

/// The IPv6 default routes; a kernel without IPv6 has none.
pub(super) fn ipv6(host: &Host) -> Result<Tables, Cause> {
    let table = match read_text(&host.path("/proc/net/ipv6_route"), MAX_TABLE) {
        // With IPv6 switched off in the kernel, the file does not exist while its IPv4 sibling does.
        Err(Cause::Missing) if host.path("/proc/net/route").exists() => String::new(),
        other => other?,
    };
    Ok(Tables { routes: parse(&table, ipv6_route)?, parts: IPV6_PARTS, scope: Scope::Mixed })
}

impl Tables {
    /// What they come to, given which interfaces are tunnels.
    ///
    /// `manager_says` are the interfaces that the network manager holds for the default ones of the main table.
    pub(super) fn judge(&self, tunnels: &BTreeSet<String>, manager_says: &BTreeSet<String>) -> DefaultRoutes {
        let carriers = self.interfaces().into_iter().filter(|name| !tunnels.contains(*name));
        DefaultRoutes {
            carriers: carriers.map(str::to_owned).collect(),
            has_unlisted: self.scope == Scope::MainAndOthers,
            carried: self.carried_by(tunnels, Some(manager_says)),
        }
    }

    /// The interfaces that hold a default route or a part of one, of any metric.
    fn interfaces(&self) -> BTreeSet<&str> {
        self.accepting().map(|route| route.interface.as_str()).collect()
    }

    /// Where the general traffic of this family goes.
    fn carried_by(
        &self,
        tunnels: &BTreeSet<String>,
        manager_says: Option<&BTreeSet<String>>,
    ) -> Result<Word, Cause> {
        let is_tunnel = |route: &Route| tunnels.contains(&route.interface);
        let through_tunnel = self.accepting().any(is_tunnel);
        let around_tunnel = self.accepting().any(|route| !is_tunnel(route));
        match self.scope {
            Scope::OnlyMain | Scope::Mixed if !through_tunnel && !around_tunnel => Ok(words::ROUTE_NONE),
            Scope::OnlyMain if through_tunnel => Ok(self.in_force(is_tunnel)),
            Scope::Mixed if through_tunnel && !around_tunnel => Ok(self.in_force(is_tunnel)),
            Scope::Mixed if through_tunnel => {
                let confirmed = manager_says.is_some_and(|default| {
                    !default.is_empty() && default.iter().all(|name| tunnels.contains(name))
                });
                let carried = self.in_force(is_tunnel);
                if confirmed && carried == words::ROUTE_VPN { Ok(carried) } else { Err(Cause::Unsupported) }
            }
            Scope::OnlyMain | Scope::Mixed => Ok(words::ROUTE_DIRECT),
            Scope::MainAndOthers if tunnels.is_empty() && around_tunnel => Ok(words::ROUTE_DIRECT),
            Scope::MainAndOthers => Err(Cause::Unsupported),
        }
    }

    fn accepting(&self) -> impl Iterator<Item = &Route> {
        self.routes.iter().filter(|route| !route.rejects && self.matters(route))
    }

    fn matters(&self, route: &Route) -> bool {
        self.parts.iter().any(|&part| route.contains(part))
    }

    /// Taken as one table: for every part the longest route wins, then the lowest metric.
    fn in_force(&self, is_tunnel: impl Fn(&Route) -> bool) -> Word {
        let mut carried = words::ROUTE_VPN;
        for &part in self.parts {
            let rank = |route: &Route| (u8::MAX - route.length, route.metric);
            let fitting: Vec<&Route> = self.routes.iter().filter(|route| route.contains(part)).collect();
            let best = fitting.iter().map(|route| rank(route)).min();
            let winners = fitting.into_iter().filter(|route| Some(rank(route)) == best);
            if winners.into_iter().any(|route| !route.rejects && !is_tunnel(route)) {
                carried = words::ROUTE_DIRECT;
            }
        }
        carried
    }
}

impl Route {
    fn contains(&self, part: u8) -> bool {
        let shift = 4_u8.saturating_sub(self.length);
        self.start >> shift == part >> shift
    }
}

/// Whether a table other than `Main` and `Local` of `/proc/net/fib_trie` holds a default route or half of one.
fn other_table_has_default(tables: &str) -> bool {
    let mut in_other = false;
    for line in tables.lines() {
        if !line.starts_with(' ') {
            in_other = !matches!(line, "Main:" | "Local:");
        } else if in_other {
            let mut fields = line.split_ascii_whitespace();
            if matches!(fields.next(), Some("/0" | "/1")) && fields.any(|field| field == "UNICAST") {
                return true;
            }
        }
    }
    false
}

fn parse(table: &str, line: fn(&[&str]) -> Option<Line>) -> Result<Vec<Route>, Cause> {
    let mut routes = Vec::new();
    for text in table.lines().filter(|text| !text.starts_with("Iface")) {
        let fields: Vec<&str> = text.split_ascii_whitespace().collect();
        match line(&fields).ok_or(Cause::Malformed)? {
            Line::Wide(route) => routes.push(route),
            Line::Narrow => {}
        }
    }
    Ok(routes)
}

/// What stands in one line of a table.
enum Line {
    /// A default route, or a part of one.
    Wide(Route),
    /// A route for some addresses, or the end of a table.
    Narrow,
}

/// A line of `/proc/net/route`: addresses and masks are hexadecimal in the byte order of the machine.
fn ipv4_route(fields: &[&str]) -> Option<Line> {
    let [interface, destination, _gateway, flags, _references, _uses, metric, mask, ..] = fields else {
        return None;
    };
    let network_order = |field: &str| u32::from_str_radix(field, 16).ok().map(u32::to_be);
    let length = network_order(mask)?.leading_ones();
    let start = network_order(destination)? >> 28;
    Some(route(interface, start, length, metric.parse().ok()?, u32::from_str_radix(flags, 16).ok()?))
}

/// A line of `/proc/net/ipv6_route`: everything is hexadecimal, addresses in network order.
fn ipv6_route(fields: &[&str]) -> Option<Line> {
    // A route that holds for some senders only, by its source, still is a way out.
    let [destination, length, _source, _source_length, _via, metric, _references, _uses, flags, interface] =
        fields
    else {
        return None;
    };
    let length = u32::from_str_radix(length, 16).ok()?;
    let start = u32::from_str_radix(destination.get(..1)?, 16).ok()?;
    let metric = u32::from_str_radix(metric, 16).ok()?;
    if metric == LAST_METRIC {
        return Some(Line::Narrow);
    }
    Some(route(interface, start, length, metric, u32::from_str_radix(flags, 16).ok()?))
}

fn route(interface: &str, start: u32, length: u32, metric: u32, flags: u32) -> Line {
    match (u8::try_from(start), u8::try_from(length)) {
        (Ok(start), Ok(length @ ..=4)) => Line::Wide(Route {
            interface: interface.to_owned(),
            start,
            length,
            metric,
            rejects: flags & RTF_REJECT != 0,
        }),
        _ => Line::Narrow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n";
    const WIFI: &str = "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n";
    const LAN: &str = "wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0\n";
    const TUNNEL: &str = "tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0\n";
    const LOWER_HALF: &str = "tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0\n";
    const UPPER_HALF: &str = "tun0\t00000080\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0\n";
    const WIFI6: &str = "00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
        fe800000000000000000000000000001 00000258 00000002 00000000 00000003 wlan0\n";
    const TUNNEL6: &str = "00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
        00000000000000000000000000000000 00000032 00000002 00000000 00000001 tun0\n";
    const GLOBAL6: &str = "20000000000000000000000000000000 03 00000000000000000000000000000000 00 \
        00000000000000000000000000000000 00000400 00000002 00000000 00000001 tun0\n";
    const LAST6: &str = "00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
        00000000000000000000000000000000 ffffffff 00000001 00000000 00200200 lo\n";
    const BLOCK6: &str = "00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
        00000000000000000000000000000000 00000001 00000001 00000000 00200200 lo\n";

    fn tunnels() -> BTreeSet<String> {
        BTreeSet::from(["tun0".to_owned()])
    }

    fn ipv4(lines: &[&str], scope: Scope) -> Tables {
        let routes = parse(&(HEAD.to_owned() + &lines.concat()), ipv4_route).unwrap();
        Tables { routes, parts: IPV4_PARTS, scope }
    }

    fn ipv6(lines: &[&str]) -> Tables {
        let routes = parse(&lines.concat(), ipv6_route).unwrap();
        Tables { routes, parts: IPV6_PARTS, scope: Scope::Mixed }
    }

    #[test]
    fn the_main_table_decides_for_ipv4() {
        let quarter = LOWER_HALF.replace("tun0\t00000000", "wlan0\t00000040").replace("00000080", "000000C0");
        let groups = WIFI
            .replace("\t00000000\t0", "\t000000E0\t0")
            .replace("00000000\t0\t0\t0\n", "000000F0\t0\t0\t0\n");
        let cases: [(&[&str], Word); 10] = [
            (&[], words::ROUTE_NONE),
            (&[LAN], words::ROUTE_NONE),
            (&[WIFI, LAN], words::ROUTE_DIRECT),
            (&[WIFI, TUNNEL, LAN], words::ROUTE_VPN),
            (&[TUNNEL], words::ROUTE_VPN),
            (&[WIFI, LOWER_HALF, UPPER_HALF], words::ROUTE_VPN),
            (&[WIFI, LOWER_HALF], words::ROUTE_DIRECT),
            (&[LOWER_HALF, UPPER_HALF, &quarter], words::ROUTE_DIRECT),
            (&[LOWER_HALF, UPPER_HALF, &groups], words::ROUTE_VPN),
            (&[WIFI, &TUNNEL.replace("\t50\t", "\t600\t")], words::ROUTE_DIRECT),
        ];
        for (lines, expected) in cases {
            assert_eq!(
                ipv4(lines, Scope::OnlyMain).carried_by(&tunnels(), None),
                Ok(expected),
                "{}",
                lines.concat()
            );
        }
    }

    #[test]
    fn further_tables_make_a_vpn_unclear() {
        assert_eq!(ipv4(&[WIFI], Scope::MainAndOthers).carried_by(&tunnels(), None), Err(Cause::Unsupported));
        assert_eq!(
            ipv4(&[WIFI, TUNNEL], Scope::MainAndOthers).carried_by(&tunnels(), None),
            Err(Cause::Unsupported)
        );
        assert_eq!(
            ipv4(&[WIFI], Scope::MainAndOthers).carried_by(&BTreeSet::new(), None),
            Ok(words::ROUTE_DIRECT)
        );
    }

    #[test]
    fn ipv6_through_a_vpn_needs_all_routes_there_or_the_managers_word() {
        let default = |name: &str| BTreeSet::from([name.to_owned()]);
        let judge = |lines: &[&str], says: Option<&str>| {
            ipv6(lines).carried_by(&tunnels(), says.map(default).as_ref())
        };

        assert_eq!(judge(&[LAST6], None), Ok(words::ROUTE_NONE));
        assert_eq!(judge(&[BLOCK6, LAST6], None), Ok(words::ROUTE_NONE));
        assert_eq!(judge(&[WIFI6, LAST6], None), Ok(words::ROUTE_DIRECT));
        assert_eq!(judge(&[TUNNEL6, LAST6], None), Ok(words::ROUTE_VPN));
        assert_eq!(judge(&[GLOBAL6, LAST6], None), Ok(words::ROUTE_VPN));
        assert_eq!(judge(&[WIFI6, TUNNEL6], None), Err(Cause::Unsupported));
        assert_eq!(judge(&[WIFI6, TUNNEL6], Some("wlan0")), Err(Cause::Unsupported));
        assert_eq!(judge(&[WIFI6, TUNNEL6], Some("tun0")), Ok(words::ROUTE_VPN));
        assert_eq!(judge(&[WIFI6, GLOBAL6], Some("tun0")), Ok(words::ROUTE_VPN));
    }

    #[test]
    fn every_metric_makes_an_interface_a_carrier() {
        let eth = WIFI.replace("wlan0", "eth0").replace("600", "100");

        assert_eq!(ipv4(&[&eth, WIFI, LAN], Scope::OnlyMain).interfaces(), BTreeSet::from(["eth0", "wlan0"]));
    }

    #[test]
    fn a_damaged_table_is_malformed() {
        assert_eq!(parse("wlan0\t0000", ipv4_route), Err(Cause::Malformed));
        assert_eq!(parse("zz 00 00 00 00 00 00 00 00 lo", ipv6_route), Err(Cause::Malformed));
        assert_eq!(parse("é0 00 0 0 0 0 0 0 0 lo", ipv6_route), Err(Cause::Malformed));
    }

    #[test]
    fn further_tables_are_found_in_the_trie() {
        let main = "Main:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 0.0.0.0\n        /0 universe UNICAST\nLocal:\n";
        let narrow = "Id 52:\n  |-- 100.64.0.0\n     /10 link UNICAST\n";
        let wide = "Id 51820:\n  |-- 0.0.0.0\n     /0 link UNICAST\n";

        assert!(!other_table_has_default(main));
        assert!(!other_table_has_default(&[narrow, main].concat()));
        assert!(other_table_has_default(&[wide, main].concat()));
    }
}
