//! Which interfaces carry the traffic that is for nobody in particular, and whether those are VPNs.
//!
//! Asks the kernel over `rtnetlink` for rules, routes of all tables, links and addresses, which needs no
//! permission; where no such socket is to be had, reads the tables of `/proc/net`. Cannot see what a firewall
//! does: marks that it sets, traffic that it drops, transparent proxies. Cannot see `IPsec` without an
//! interface of its own, nor which traffic programs bind to an interface.

use std::collections::BTreeSet;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;

use crate::host::Host;

mod lookup;
mod rtnetlink;
mod tables;

pub(super) use rtnetlink::Kernel;
pub use rtnetlink::fuzz;

use lookup::{Family, Shares, Version, Way};

/// What a link is for the traffic on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Out of the device, outside any VPN.
    Direct,
    /// Into a VPN.
    Vpn,
    /// Into a device that drops what it gets.
    Nowhere,
    /// It cannot be told, as of tunnels that need not encrypt.
    Unclear,
}

/// Who knows what about interfaces, beside the kernel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    /// The interfaces of VPNs.
    pub(super) tunnels: &'a BTreeSet<String>,
    /// The interfaces that the network manager holds for connections to the world.
    pub(super) outward: &'a BTreeSet<String>,
    /// The interfaces that the manager holds for the default ones of IPv4 and IPv6, of the main table.
    pub(super) default: &'a [BTreeSet<String>; 2],
}

/// The default routes of one address family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DefaultRoutes {
    /// The interfaces outside VPNs that hold a default route or a part of one, of any metric.
    pub(super) carriers: BTreeSet<String>,
    /// Whether links might carry traffic by routes that are not seen.
    pub(super) has_unlisted: bool,
    /// Where general traffic goes.
    pub(super) carried: Result<Word, Cause>,
}

/// A network of up to so many addresses outside a VPN does not make it leak: its own servers have to be there.
const TOLERATED: [u128; 2] = [1 << 8, 1 << 64];

/// A route to no more than so many bits is a default route, or a part of one as VPN programs set them.
const WIDEST: u8 = 4;

/// The first and last addresses of the IPv4 internet, between those for private networks and for groups.
const PUBLIC_IPV4: &[(u128, u128)] = &[
    (0x0100_0000, 0x09ff_ffff),
    (0x0b00_0000, 0x643f_ffff),
    (0x6480_0000, 0x7eff_ffff),
    (0x8000_0000, 0xa9fd_ffff),
    (0xa9ff_0000, 0xac0f_ffff),
    (0xac20_0000, 0xc0a7_ffff),
    (0xc0a9_0000, 0xc611_ffff),
    (0xc614_0000, 0xdfff_ffff),
];

/// The IPv6 internet, `2000::/3`.
const PUBLIC_IPV6: &[(u128, u128)] = &[(0x2 << 124, (0x4 << 124) - 1)];

/// The default routes of IPv4 and IPv6.
///
/// `kernel` is what `rtnetlink` answered, or why nothing did: then the tables below `/proc/net` have to do.
pub(super) fn default_routes(
    host: &Host,
    kernel: &Result<Kernel, Cause>,
    known: Known<'_>,
) -> [Result<DefaultRoutes, Cause>; 2] {
    let Ok(kernel) = kernel else {
        let [ipv4, ipv6] = known.default;
        return [
            tables::ipv4(host).map(|tables| tables.judge(known.tunnels, ipv4)),
            tables::ipv6(host).map(|tables| tables.judge(known.tunnels, ipv6)),
        ];
    };
    [&kernel.ipv4, &kernel.ipv6].map(|family| Ok(judge(kernel, family, known)))
}

fn judge(kernel: &Kernel, family: &Family, known: Known<'_>) -> DefaultRoutes {
    let links: Vec<lookup::Link> = kernel.links.iter().map(|link| known.judge(link)).collect();
    let (public, tolerated) = match family.version {
        Version::Ipv4 => (PUBLIC_IPV4, TOLERATED[0]),
        Version::Ipv6 => (PUBLIC_IPV6, TOLERATED[1]),
    };
    let Shares { direct, vpn, unclear, links: used } = lookup::shares(family, &links, public);
    let carried = if direct > tolerated {
        // Without an address in it nobody outside can answer.
        let unanswered = family.version == Version::Ipv6 && family.addresses.is_empty();
        Ok(if unanswered { words::ROUTE_NONE } else { words::ROUTE_DIRECT })
    } else if unclear > tolerated {
        Err(Cause::Unsupported)
    } else if vpn > tolerated {
        Ok(words::ROUTE_VPN)
    } else {
        Ok(words::ROUTE_NONE)
    };
    let wide = family.routes.iter().filter(|route| {
        let looked_into = family.rules.iter().any(|rule| rule.action == lookup::Action::Lookup(route.table));
        route.way == Way::Out && route.destination.length <= WIDEST && looked_into
    });
    let holding: BTreeSet<u32> = wide.flat_map(|route| route.links.iter().copied()).chain(used).collect();
    let carriers = links
        .into_iter()
        .filter(|link| holding.contains(&link.index) && matches!(link.role, Role::Direct | Role::Unclear))
        .map(|link| link.name)
        .collect();
    DefaultRoutes { carriers, has_unlisted: false, carried }
}

impl Known<'_> {
    fn judge(&self, link: &lookup::Link) -> lookup::Link {
        let role = if self.tunnels.contains(&link.name) {
            Role::Vpn
        } else if link.role == Role::Unclear && self.outward.contains(&link.name) {
            Role::Direct
        } else {
            link.role
        };
        lookup::Link { role, ..link.clone() }
    }
}
