//! Where the kernel sends traffic, from its rules, routing tables, links and addresses alone.
//!
//! Follows `fib_rules_lookup` and the lookups of both address families for traffic of the person that bears no
//! firewall mark and is bound to no interface, for every public address at once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Role;

/// A range of addresses that share their first `length` bits; an IPv4 address is a number of 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Block {
    pub(super) first: u128,
    pub(super) length: u8,
    pub(super) last: u128,
}

impl Block {
    pub(super) const fn contains(&self, address: u128) -> bool {
        self.first <= address && address <= self.last
    }
}

/// Whether a rule holds for general traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    Yes,
    No,
    /// For some of it, by what is not known here: protocols and ports.
    Some,
}

/// A rule of `ip rule`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) priority: u32,
    /// `not`.
    pub(super) inverted: bool,
    /// `to`.
    pub(super) destination: Option<Block>,
    /// `from`.
    pub(super) source: Option<Block>,
    /// Everything else that it asks of traffic.
    pub(super) others: Match,
    pub(super) action: Action,
    /// A route whose prefix is no longer than this does not count.
    pub(super) suppressed_length: Option<u8>,
    /// A route over a link of this group does not count.
    pub(super) suppressed_group: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Lookup(u32),
    /// Goes on with the first rule of this priority.
    GoTo(u32),
    Nothing,
    Refuse,
}

/// A route of any table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) table: u32,
    pub(super) destination: Block,
    /// Of traffic from here only.
    pub(super) source: Option<Block>,
    pub(super) metric: u32,
    pub(super) way: Way,
    /// The links of a [`Way::Out`]; 0 for one that is not told.
    pub(super) links: Vec<u32>,
    /// The address that traffic gets as its source.
    pub(super) preferred: Option<u128>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Out over links.
    Out,
    /// To the machine itself or to neighbours on the same link.
    Near,
    /// Nowhere: the traffic is dropped.
    Refused,
    /// On to the next rule.
    Throw,
}

/// One link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) index: u32,
    pub(super) name: String,
    pub(super) group: u32,
    pub(super) role: Role,
}

/// An address of a link that can be the source of traffic to the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) link: u32,
    pub(super) address: u128,
}

/// An address family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Ipv4,
    Ipv6,
}

/// What the kernel has of one address family.
#[derive(Clone, Debug)]
pub(super) struct Family {
    pub(super) version: Version,
    pub(super) rules: Vec<Rule>,
    pub(super) routes: Vec<Route>,
    pub(super) addresses: Vec<Address>,
}

/// How many public addresses go where, and over which links any do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shares {
    pub(super) direct: u128,
    pub(super) vpn: u128,
    pub(super) unclear: u128,
    pub(super) links: BTreeSet<u32>,
}

/// What can become of traffic to an address.
#[derive(Default)]
struct Fate<'a> {
    certain: Vec<&'a Route>,
    possible: Vec<&'a Route>,
    /// Some of it jumps over rules, which is not followed.
    astray: bool,
}

/// The routes of a table, laid out along the addresses.
#[derive(Default)]
struct Table<'a> {
    /// The best routes first, those of one destination beside one another.
    routes: Vec<&'a Route>,
    /// From which address on which of the routes hold; where two begin at one address, the later does.
    segments: Vec<(u128, Range<usize>)>,
    /// Routes for some sources only.
    specific: Vec<&'a Route>,
}

/// Adds up where the addresses of these ranges go.
pub(super) fn shares(family: &Family, links: &[Link], public: &[(u128, u128)]) -> Shares {
    let tables = tables(&family.routes, family.version);
    let mut edges: BTreeSet<u128> =
        tables.values().flat_map(|table| table.segments.iter().map(|(start, _)| *start)).collect();
    let blocks = family.rules.iter().filter_map(|rule| rule.destination);
    for block in
        blocks.chain(tables.values().flat_map(|table| &table.specific).map(|route| route.destination))
    {
        edges.insert(block.first);
        edges.extend(block.last.checked_add(1));
    }
    let mut shares = Shares::default();
    for &(first, last) in public {
        let mut starts: Vec<u128> = vec![first];
        starts.extend(edges.range(first..=last).copied().filter(|edge| *edge != first));
        for (index, &start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).map_or(last, |next| next - 1);
            let size = (end - start).saturating_add(1);
            shares.add(&fate(family, &tables, links, start), links, size);
        }
    }
    shares
}

impl Shares {
    fn add(&mut self, fate: &Fate<'_>, links: &[Link], size: u128) {
        let roles = |routes: &[&Route]| -> BTreeSet<Role> {
            let out = routes.iter().filter(|route| route.way == Way::Out);
            out.flat_map(|route| &route.links).map(|index| role(links, *index)).collect()
        };
        let (certain, possible) = (roles(&fate.certain), roles(&fate.possible));
        let any = |role: Role| certain.contains(&role) || possible.contains(&role);
        let share = if certain.contains(&Role::Direct) {
            &mut self.direct
        } else if any(Role::Direct) || any(Role::Unclear) || fate.astray {
            &mut self.unclear
        } else if certain.contains(&Role::Vpn) {
            &mut self.vpn
        } else if possible.contains(&Role::Vpn) {
            &mut self.unclear
        } else {
            return;
        };
        *share = share.saturating_add(size);
        self.links.extend(fate.certain.iter().chain(&fate.possible).flat_map(|route| &route.links));
    }
}

/// A link that is not listed might be anything.
fn role(links: &[Link], index: u32) -> Role {
    links.iter().find(|link| link.index == index).map_or(Role::Unclear, |link| link.role)
}

/// What becomes of traffic to an address: as it goes out first, and as it goes once it has its source.
///
/// IPv4 looks again with the source that the first route gave. IPv6 does so where the first look found nothing;
/// otherwise the second answer is a possible one.
fn fate<'a>(family: &Family, tables: &BTreeMap<u32, Table<'a>>, links: &[Link], address: u128) -> Fate<'a> {
    let mut fate = walk(family, tables, links, address, None);
    let by_source = family.rules.iter().any(|rule| rule.source.is_some())
        || tables.values().any(|table| !table.specific.is_empty());
    let found = fate.certain.iter().chain(&fate.possible).any(|route| route.way == Way::Out);
    if by_source && (found || family.version == Version::Ipv6) {
        let sources = sources(family, &fate);
        let again = walk(family, tables, links, address, Some(&sources));
        let certain = family.version == Version::Ipv4 || !found;
        if certain { &mut fate.certain } else { &mut fate.possible }.extend(again.certain);
        fate.possible.extend(again.possible);
        fate.astray |= again.astray;
    }
    fate
}

/// The addresses that traffic which goes this way can have as its source.
fn sources(family: &Family, fate: &Fate<'_>) -> Vec<u128> {
    let mut sources = Vec::new();
    for route in fate.certain.iter().chain(&fate.possible) {
        match route.preferred {
            Some(preferred) => sources.push(preferred),
            None => sources.extend(
                family.addresses.iter().filter(|own| route.links.contains(&own.link)).map(|own| own.address),
            ),
        }
    }
    if sources.is_empty() {
        sources.extend(family.addresses.iter().map(|own| own.address));
    }
    sources
}

/// Goes through the rules for one address; `sources` is absent while traffic has no source address.
fn walk<'a>(
    family: &Family,
    tables: &BTreeMap<u32, Table<'a>>,
    links: &[Link],
    address: u128,
    sources: Option<&[u128]>,
) -> Fate<'a> {
    let mut fate = Fate::default();
    // Which source traffic will have is not always known; by protocol and port, all kinds of it exist.
    let mut certainly = true;
    let mut from = 0;
    while let Some((index, rule)) = family.rules.iter().enumerate().nth(from) {
        from = index + 1;
        let holds = rule.holds(address, sources);
        if holds == Match::No {
            continue;
        }
        let found: Vec<(&Route, Match)> = match rule.action {
            Action::Nothing => continue,
            Action::Refuse => Vec::new(),
            Action::GoTo(priority) => {
                let target = family.rules.iter().position(|rule| rule.priority == priority);
                if let Some(target) = target.filter(|target| *target > index) {
                    match holds {
                        Match::Yes => from = target,
                        Match::Some | Match::No => fate.astray = true,
                    }
                }
                continue;
            }
            Action::Lookup(table) => {
                let found = tables.get(&table).map(|table| table.find(address, sources)).unwrap_or_default();
                let counts = |(route, _): &(&Route, Match)| rule.counts(route, links);
                let found: Vec<_> = found.into_iter().filter(counts).collect();
                if found.is_empty() {
                    continue;
                }
                found
            }
        };
        for (route, share) in found {
            let certain = certainly && holds == Match::Yes && share == Match::Yes;
            if certain { &mut fate.certain } else { &mut fate.possible }.push(route);
        }
        if holds == Match::Yes {
            break;
        }
        certainly &= rule.of_source(sources) != Match::Some;
    }
    fate
}

impl Rule {
    fn holds(&self, address: u128, sources: Option<&[u128]>) -> Match {
        let source = self.of_source(sources);
        let destination = match self.destination {
            Some(block) if !block.contains(address) => Match::No,
            Some(_) | None => Match::Yes,
        };
        let all = [source, destination, self.others];
        match (all.contains(&Match::No), all.contains(&Match::Some)) {
            (false, true) => Match::Some,
            (no, _) => {
                if no == self.inverted {
                    Match::Yes
                } else {
                    Match::No
                }
            }
        }
    }

    fn of_source(&self, sources: Option<&[u128]>) -> Match {
        match (self.source, sources) {
            (None, _) => Match::Yes,
            (Some(_), None) => Match::No,
            (Some(block), Some(sources)) => share(block, sources),
        }
    }

    /// Whether what a lookup found ends it; a thrown route and a suppressed one do not.
    fn counts(&self, route: &Route, links: &[Link]) -> bool {
        let suppressed = route.way != Way::Refused
            && (self.suppressed_length.is_some_and(|length| route.destination.length <= length)
                || self.suppressed_group.is_some_and(|group| {
                    links.iter().any(|link| link.group == group && route.links.first() == Some(&link.index))
                }));
        route.way != Way::Throw && !suppressed
    }
}

/// Which of the possible sources lie in a block; none at all is not known.
fn share(block: Block, sources: &[u128]) -> Match {
    let inside = sources.iter().filter(|source| block.contains(**source)).count();
    if sources.is_empty() || (inside > 0 && inside < sources.len()) {
        Match::Some
    } else if inside > 0 {
        Match::Yes
    } else {
        Match::No
    }
}

impl<'a> Table<'a> {
    /// The routes that hold for an address, and for how much of the traffic.
    fn find(&self, address: u128, sources: Option<&[u128]>) -> Vec<(&'a Route, Match)> {
        let index = self.segments.partition_point(|(start, _)| *start <= address);
        let range = index.checked_sub(1).and_then(|index| self.segments.get(index));
        let plain = range.and_then(|(_, range)| self.routes.get(range.clone())).unwrap_or_default();
        let length = plain.first().map_or(0, |route| route.destination.length);
        let mut found = Vec::new();
        for &route in self.specific.iter().filter(|route| route.destination.contains(address)) {
            let (Some(block), Some(sources)) = (route.source, sources) else { continue };
            match share(block, sources) {
                Match::Yes if route.destination.length >= length => return vec![(route, Match::Yes)],
                Match::Yes | Match::Some => found.push((route, Match::Some)),
                Match::No => {}
            }
        }
        let whole = if plain.len() > 1 { Match::Some } else { Match::Yes };
        found.extend(plain.iter().map(|route| (*route, whole)));
        found
    }
}

fn tables(routes: &[Route], version: Version) -> BTreeMap<u32, Table<'_>> {
    let mut tables: BTreeMap<u32, Table<'_>> = BTreeMap::new();
    for route in routes {
        let table = tables.entry(route.table).or_default();
        if route.source.is_some() { &mut table.specific } else { &mut table.routes }.push(route);
    }
    for table in tables.values_mut() {
        // The outer destination first, then the lower metric, then the order of the kernel.
        table.routes.sort_by_key(|route| (route.destination, route.metric));
        table.specific.sort_by_key(|route| (std::cmp::Reverse(route.destination.length), route.metric));
        table.lay_out(version);
    }
    tables
}

impl Table<'_> {
    /// Destinations hold one another or lie apart: the innermost that is open at an address is its longest.
    fn lay_out(&mut self, version: Version) {
        let mut open: Vec<(Block, Range<usize>)> = Vec::new();
        let mut at = 0;
        while let Some(best) = self.routes.get(at) {
            let (block, metric) = (best.destination, best.metric);
            let same = self.routes.iter().skip(at).take_while(|route| route.destination == block);
            let (mut all, mut equal) = (0, 0);
            for route in same {
                all += 1;
                equal += usize::from(route.metric == metric);
            }
            // IPv4 takes the first, IPv6 one of those with the lowest metric.
            let range = at..at + if version == Version::Ipv4 { 1 } else { equal };
            self.close(&mut open, Some(block.first));
            self.segments.push((block.first, range.clone()));
            open.push((block, range));
            at += all;
        }
        self.close(&mut open, None);
    }

    fn close(&mut self, open: &mut Vec<(Block, Range<usize>)>, before: Option<u128>) {
        while let Some((block, _)) = open.last()
            && before.is_none_or(|first| block.last < first)
        {
            let next = block.last.checked_add(1);
            open.pop();
            let outer = open.last().map_or(0..0, |(_, range)| range.clone());
            self.segments.extend(next.map(|next| (next, outer)));
        }
    }
}
