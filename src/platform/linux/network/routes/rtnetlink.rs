//! Rules, routes, links and addresses as `rtnetlink` dumps them.
//!
//! Numbers are those of `linux/rtnetlink.h`, `fib_rules.h`, `if_link.h` and `if_addr.h`.

use custodia_core::fact::Cause;
use nix::unistd::getuid;

use super::super::netlink::{Message, Netlink, Protocol, attributes, u16_at, u32_at, value_of};
use super::Role;
use super::lookup::{Action, Address, Block, Family, Link, Match, Route, Rule, Version, Way};

const RTM_GETLINK: u16 = 18;
const RTM_GETADDR: u16 = 22;
const RTM_GETROUTE: u16 = 26;
const RTM_GETRULE: u16 = 34;

/// Lengths of `ifinfomsg`, `ifaddrmsg`, `rtmsg` and `fib_rule_hdr`, in bytes.
const LINK_HEADER: usize = 16;
const ADDRESS_HEADER: usize = 8;
const ROUTE_HEADER: usize = 12;
const RULE_HEADER: usize = 12;
/// The length of `rtnexthop`, in bytes.
const NEXT_HOP_HEADER: usize = 8;

/// `IFF_LOOPBACK` of a link.
const LOOPBACK: u32 = 0x8;
/// `ARPHRD_PPP`.
const POINT_TO_POINT: u16 = 512;
/// `ARPHRD_TUNNEL`, `ARPHRD_TUNNEL6`, `ARPHRD_SIT`, `ARPHRD_IPGRE`, `ARPHRD_IP6GRE`.
const PLAIN_TUNNELS: [u16; 5] = [768, 769, 776, 778, 823];
/// `IFF_TUN`, as `IFLA_TUN_TYPE` gives it.
const LAYER_3: u8 = 1;

/// `RTM_F_CLONED`: an entry of the cache, not of a table.
const CLONED: u32 = 0x200;
/// `RTNH_F_DEAD`.
const DEAD: u8 = 0x1;
/// `RT_TABLE_MAIN` and `RT_TABLE_LOCAL`.
const MAIN: u32 = 254;
const LOCAL: u32 = 255;

/// `FIB_RULE_INVERT` and `FIB_RULE_IIF_DETACHED`.
const INVERTED: u32 = 0x2;
const DETACHED: u32 = 0x8;

/// More routes than this in one family are not followed.
const MAX_ROUTES: usize = 100_000;
/// More rules than this in one family are not followed.
const MAX_RULES: usize = 1024;

/// What the kernel answered.
#[derive(Clone, Debug)]
pub(in super::super) struct Kernel {
    pub(super) links: Vec<Link>,
    pub(super) ipv4: Family,
    pub(super) ipv6: Family,
}

impl Kernel {
    /// Asks the kernel of the agent's own network namespace.
    pub(in super::super) fn ask() -> Result<Self, Cause> {
        let mut netlink = Netlink::open(Protocol::Route)?;
        let links = dump(&mut netlink, RTM_GETLINK, &[0; LINK_HEADER], link)?;
        let ipv4 = family(&mut netlink, Version::Ipv4)?;
        let ipv6 = family(&mut netlink, Version::Ipv6)?;
        Ok(Self { links, ipv4, ipv6 })
    }

    /// The interfaces that are VPNs by their kind alone.
    pub(in super::super) fn tunnels(&self) -> impl Iterator<Item = &str> {
        self.links.iter().filter(|link| link.role == Role::Vpn).map(|link| link.name.as_str())
    }
}

/// Reads bytes as what the kernel tells about links, addresses, routes and rules, for the fuzz targets alone.
pub fn fuzz(bytes: &[u8]) {
    let _ = link(bytes);
    for version in [Version::Ipv4, Version::Ipv6] {
        let _ = (address(version, bytes), route(version, bytes), rule(version, bytes));
    }
}

fn family(netlink: &mut Netlink, version: Version) -> Result<Family, Cause> {
    let number = version.number();
    let request = |length: usize| {
        let mut request = vec![0; length];
        if let Some(first) = request.first_mut() {
            *first = number;
        }
        request
    };
    let addresses = dump(netlink, RTM_GETADDR, &request(ADDRESS_HEADER), |body| address(version, body))?;
    let routes = dump(netlink, RTM_GETROUTE, &request(ROUTE_HEADER), |body| route(version, body))?;
    let rules = match dump(netlink, RTM_GETRULE, &request(RULE_HEADER), |body| rule(version, body)) {
        // A kernel without policy routing looks into these two alone.
        Err(Cause::Unsupported) => [LOCAL, MAIN].map(Rule::lookup).into(),
        rules => rules?,
    };
    if routes.len() > MAX_ROUTES || rules.len() > MAX_RULES {
        return Err(Cause::TooLarge);
    }
    Ok(Family { version, rules, routes, addresses })
}

/// One dump, with what is of another kind or family left out; anything malformed makes it fail as a whole.
fn dump<T>(
    netlink: &mut Netlink,
    kind: u16,
    request: &[u8],
    read: impl Fn(&[u8]) -> Result<Option<T>, Cause>,
) -> Result<Vec<T>, Cause> {
    let mut each = |found: &mut Vec<Result<T, Cause>>, message: Message<'_>| {
        found.extend(read(message.body).transpose());
    };
    netlink.dump(kind, request, &mut each)?.into_iter().collect()
}

impl Version {
    /// `AF_INET` and `AF_INET6`; asked for a family that it does not have, the kernel dumps the others.
    const fn number(self) -> u8 {
        match self {
            Self::Ipv4 => 2,
            Self::Ipv6 => 10,
        }
    }

    const fn bits(self) -> u8 {
        match self {
            Self::Ipv4 => 32,
            Self::Ipv6 => 128,
        }
    }

    fn address(self, bytes: &[u8]) -> Option<u128> {
        match self {
            Self::Ipv4 => Some(u32::from_be_bytes(bytes.try_into().ok()?).into()),
            Self::Ipv6 => Some(u128::from_be_bytes(bytes.try_into().ok()?)),
        }
    }

    /// The block of a length; an address that is left out is all zeros.
    fn block(self, address: Option<&[u8]>, length: u8) -> Option<Block> {
        let rest = self.bits().checked_sub(length)?;
        let hosts = u128::MAX.checked_shr(u32::from(128 - rest)).unwrap_or(0);
        let first = address.map_or(Some(0), |bytes| self.address(bytes))? & !hosts;
        Some(Block { first, length, last: first | hosts })
    }

    /// Routes for smaller networks than this are left out; together they are little.
    const fn longest(self) -> u8 {
        match self {
            Self::Ipv4 => 24,
            Self::Ipv6 => 64,
        }
    }

    /// A route without a gateway to this or less is the way to neighbours.
    const fn neighbours(self) -> u8 {
        match self {
            Self::Ipv4 => 16,
            Self::Ipv6 => 48,
        }
    }
}

fn number(value: Option<&[u8]>) -> Option<u32> {
    value.and_then(|value| u32_at(value, 0))
}

fn text(value: &[u8]) -> String {
    String::from_utf8_lossy(value.strip_suffix(b"\0").unwrap_or(value)).into_owned()
}

fn link(body: &[u8]) -> Result<Option<Link>, Cause> {
    const IFLA_IFNAME: u16 = 3;
    const IFLA_LINKINFO: u16 = 18;
    const IFLA_GROUP: u16 = 27;
    const IFLA_INFO_KIND: u16 = 1;
    const IFLA_INFO_DATA: u16 = 2;
    const IFLA_TUN_TYPE: u16 = 3;

    let read = || {
        let (hardware, index, flags) = (u16_at(body, 2)?, u32_at(body, 4)?, u32_at(body, 8)?);
        let rest = body.get(LINK_HEADER..)?;
        let info = value_of(rest, IFLA_LINKINFO).unwrap_or_default();
        let kind = value_of(info, IFLA_INFO_KIND).map(text).unwrap_or_default();
        let tun = value_of(info, IFLA_INFO_DATA).and_then(|data| value_of(data, IFLA_TUN_TYPE));
        let role = match kind.as_str() {
            _ if flags & LOOPBACK != 0 => Role::Nowhere,
            "dummy" => Role::Nowhere,
            "wireguard" | "amneziawg" | "ovpn" | "ovpn-dco" | "ovpn-dco-v2" | "xfrm" | "vti" | "vti6" => {
                Role::Vpn
            }
            "tun" if tun == Some(&[LAYER_3]) => Role::Vpn,
            "tun" | "ppp" | "vxlan" | "geneve" | "gretap" | "ip6gretap" | "erspan" | "ip6erspan" | "l2tp" => {
                Role::Unclear
            }
            _ if hardware == POINT_TO_POINT || PLAIN_TUNNELS.contains(&hardware) => Role::Unclear,
            _ => Role::Direct,
        };
        let name = text(value_of(rest, IFLA_IFNAME)?);
        Some(Link { index, name, group: number(value_of(rest, IFLA_GROUP)).unwrap_or(0), role })
    };
    read().map(Some).ok_or(Cause::Malformed)
}

/// Addresses that reach no further than the link are left out, and those of the machine to itself.
fn address(version: Version, body: &[u8]) -> Result<Option<Address>, Cause> {
    const IFA_ADDRESS: u16 = 1;
    const IFA_LOCAL: u16 = 2;
    const RT_SCOPE_LINK: u8 = 253;

    let read = || {
        let [family, _, _, scope] = *body.first_chunk()?;
        if family != version.number() || scope >= RT_SCOPE_LINK {
            return Some(None);
        }
        let rest = body.get(ADDRESS_HEADER..)?;
        let own = value_of(rest, IFA_LOCAL).or_else(|| value_of(rest, IFA_ADDRESS))?;
        Some(Some(Address { link: u32_at(body, 4)?, address: version.address(own)? }))
    };
    read().ok_or(Cause::Malformed)
}

fn route(version: Version, body: &[u8]) -> Result<Option<Route>, Cause> {
    const RTA_DST: u16 = 1;
    const RTA_SRC: u16 = 2;
    const RTA_OIF: u16 = 4;
    const RTA_GATEWAY: u16 = 5;
    const RTA_PRIORITY: u16 = 6;
    const RTA_PREFSRC: u16 = 7;
    const RTA_MULTIPATH: u16 = 9;
    const RTA_TABLE: u16 = 15;
    const RTA_VIA: u16 = 18;
    const RTA_NH_ID: u16 = 30;

    let read = || {
        let [family, length, source_length, service, table, _, _, kind] = *body.first_chunk()?;
        let flags = u32_at(body, 8)?;
        // A route for marked services holds for no general traffic.
        if family != version.number() || flags & CLONED != 0 || service != 0 || length > version.longest() {
            return Some(None);
        }
        let rest = body.get(ROUTE_HEADER..)?;
        let has = |kind| value_of(rest, kind).is_some();
        let mut by_gateway = has(RTA_GATEWAY) || has(RTA_VIA);
        let dead = u32::from(DEAD);
        let mut links: Vec<u32> =
            number(value_of(rest, RTA_OIF)).into_iter().filter(|_| flags & dead == 0).collect();
        if let Some(hops) = value_of(rest, RTA_MULTIPATH) {
            by_gateway = true;
            links = next_hops(hops)?;
        } else if has(RTA_NH_ID) && !has(RTA_OIF) {
            by_gateway = true;
            links = vec![0];
        }
        let way = match kind {
            1 if !by_gateway && length >= version.neighbours() => Way::Near,
            1 => Way::Out,
            6..=8 => Way::Refused,
            9 => Way::Throw,
            _ => Way::Near,
        };
        if way == Way::Out && links.is_empty() {
            return Some(None);
        }
        let source = value_of(rest, RTA_SRC);
        Some(Some(Route {
            table: number(value_of(rest, RTA_TABLE)).unwrap_or(table.into()),
            destination: version.block(value_of(rest, RTA_DST), length)?,
            source: if source_length == 0 { None } else { Some(version.block(source, source_length)?) },
            metric: number(value_of(rest, RTA_PRIORITY)).unwrap_or(0),
            way,
            links,
            preferred: value_of(rest, RTA_PREFSRC).and_then(|bytes| version.address(bytes)),
        }))
    };
    read().ok_or(Cause::Malformed)
}

/// The links of a route over several that are not dead.
fn next_hops(mut hops: &[u8]) -> Option<Vec<u32>> {
    let mut links = Vec::new();
    while !hops.is_empty() {
        let length = usize::from(u16_at(hops, 0)?);
        let (flags, index) = (*hops.get(2)?, u32_at(hops, 4)?);
        if length < NEXT_HOP_HEADER {
            return None;
        }
        if flags & DEAD == 0 {
            links.push(index);
        }
        hops = hops.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    Some(links)
}

impl Rule {
    fn lookup(table: u32) -> Self {
        Self {
            priority: 0,
            inverted: false,
            destination: None,
            source: None,
            others: Match::Yes,
            action: Action::Lookup(table),
            suppressed_length: None,
            suppressed_group: None,
        }
    }
}

fn rule(version: Version, body: &[u8]) -> Result<Option<Rule>, Cause> {
    const FRA_DST: u16 = 1;
    const FRA_SRC: u16 = 2;
    const FRA_IIFNAME: u16 = 3;
    const FRA_GOTO: u16 = 4;
    const FRA_PRIORITY: u16 = 6;
    const FRA_FWMARK: u16 = 10;
    const FRA_TUN_ID: u16 = 12;
    const FRA_SUPPRESS_IFGROUP: u16 = 13;
    const FRA_SUPPRESS_PREFIXLEN: u16 = 14;
    const FRA_TABLE: u16 = 15;
    const FRA_FWMASK: u16 = 16;
    const FRA_OIFNAME: u16 = 17;
    const FRA_L3MDEV: u16 = 19;
    const FRA_UID_RANGE: u16 = 20;
    const FRA_IP_PROTO: u16 = 22;
    const FRA_SPORT_RANGE: u16 = 23;
    const FRA_DPORT_RANGE: u16 = 24;
    /// The last attribute before the first that is not known here.
    const FRA_LAST: u16 = 24;
    /// TCP and UDP.
    const GENERAL: [u8; 2] = [6, 17];

    let read = || {
        let [family, destination_length, source_length, service, table, _, _, action] =
            *body.first_chunk()?;
        if family != version.number() {
            return Some(None);
        }
        let flags = u32_at(body, 8)?;
        let rest = body.get(RULE_HEADER..)?;
        let value = |kind| value_of(rest, kind);
        let limit = |kind| number(value(kind)).filter(|limit| *limit != u32::MAX);
        let mark = number(value(FRA_FWMARK)).unwrap_or(0) & number(value(FRA_FWMASK)).unwrap_or(u32::MAX);
        // What leaves the machine itself comes in, so to speak, by its loopback.
        let from_elsewhere =
            value(FRA_IIFNAME).is_some_and(|name| text(name) != "lo" || flags & DETACHED != 0);
        let own_user = value(FRA_UID_RANGE).is_none_or(|range| {
            let user = getuid().as_raw();
            u32_at(range, 0).is_some_and(|first| first <= user)
                && u32_at(range, 4).is_some_and(|last| user <= last)
        });
        let protocol = value(FRA_IP_PROTO).and_then(|value| value.first());
        let never = service != 0
            || mark != 0
            || from_elsewhere
            || !own_user
            || value(FRA_OIFNAME).is_some()
            || value(FRA_TUN_ID).is_some()
            || value(FRA_L3MDEV).is_some_and(|value| value.first() != Some(&0))
            || protocol.is_some_and(|protocol| !GENERAL.contains(protocol));
        let partly = protocol.is_some()
            || value(FRA_SPORT_RANGE).is_some()
            || value(FRA_DPORT_RANGE).is_some()
            || attributes(rest).any(|(kind, _)| kind > FRA_LAST);
        let block = |kind, length| {
            if length == 0 { Some(None) } else { version.block(value(kind), length).map(Some) }
        };
        Some(Some(Rule {
            priority: number(value(FRA_PRIORITY)).unwrap_or(0),
            inverted: flags & INVERTED != 0,
            destination: block(FRA_DST, destination_length)?,
            source: block(FRA_SRC, source_length)?,
            others: match (never, partly) {
                (true, _) => Match::No,
                (false, true) => Match::Some,
                (false, false) => Match::Yes,
            },
            action: match action {
                1 => Action::Lookup(number(value(FRA_TABLE)).unwrap_or(table.into())),
                2 => Action::GoTo(number(value(FRA_GOTO))?),
                6..=8 => Action::Refuse,
                _ => Action::Nothing,
            },
            suppressed_length: limit(FRA_SUPPRESS_PREFIXLEN).and_then(|length| length.try_into().ok()),
            suppressed_group: limit(FRA_SUPPRESS_IFGROUP),
        }))
    };
    read().ok_or(Cause::Malformed)
}
