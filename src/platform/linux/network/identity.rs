//! What makes the network in use the one it is, for rules that approve networks.
//!
//! Reads the main IPv4 routing table and the neighbours (`/proc/net/route`, `/proc/net/arp`), which needs no
//! permission. Cannot see the gateway of a cable that has no IPv4, nor one that did not answer for a while.
//! Nothing that it reads leaves the device: it is hashed and compared.

use std::collections::BTreeSet;

use custodia_core::fact::Cause;
use custodia_core::network_id::{NetworkId, NetworkIdentity, Salt};

use crate::host::Host;
use crate::platform::linux::files::read_text;

/// The largest table that is read, in bytes.
const MAX_TABLE: u64 = 4 * 1024 * 1024;

/// `RTF_UP` and `RTF_GATEWAY` of `route.h`.
const UP_BY_GATEWAY: u32 = 0x3;

/// `ATF_COM` of `if_arp.h`: the neighbour has answered.
const ANSWERED: u32 = 0x2;

/// `ARPHRD_ETHER`, as `/proc/net/arp` writes it.
const ETHERNET: &str = "0x1";

/// Whether a network is one of the approved ones. Hashes once for each salt among their ids.
pub(super) fn is_approved(identity: &NetworkIdentity, approved: &[NetworkId]) -> bool {
    let salts: BTreeSet<Salt> = approved.iter().map(NetworkId::salt).collect();
    salts.into_iter().any(|salt| approved.contains(&NetworkId::of(identity, salt)))
}

/// The hardware address of the gateway of the default route over interfaces that `is_own` names.
pub(super) fn gateway(host: &Host, is_own: impl Fn(&str) -> bool) -> Result<[u8; 6], Cause> {
    let routes = read_text(&host.path("/proc/net/route"), MAX_TABLE)?;
    let neighbours = read_text(&host.path("/proc/net/arp"), MAX_TABLE)?;
    let defaults = routes.lines().filter_map(default_route).filter(|(_, interface, _)| is_own(interface));
    let (_, interface, address) = defaults.min().ok_or(Cause::Missing)?;
    let neighbour = |line: &str| {
        let mut fields = line.split_ascii_whitespace();
        let own = fields.next() == Some(&address);
        let (kind, flags, hardware) = (fields.next()?, fields.next()?, fields.next()?);
        let flags = u32::from_str_radix(flags.strip_prefix("0x")?, 16).ok()?;
        let matches = own && kind == ETHERNET && fields.last() == Some(interface) && flags & ANSWERED != 0;
        matches.then(|| hardware_address(hardware))?
    };
    neighbours.lines().find_map(neighbour).ok_or(Cause::Missing)
}

/// The metric, interface and gateway of a default route; addresses are in the byte order of the machine.
fn default_route(line: &str) -> Option<(u32, &str, String)> {
    let fields: Vec<&str> = line.split_ascii_whitespace().collect();
    let [interface, "00000000", gateway, flags, _, _, metric, "00000000", ..] = fields[..] else {
        return None;
    };
    let flags = u32::from_str_radix(flags, 16).ok()?;
    let gateway = u32::from_str_radix(gateway, 16).ok()?.to_ne_bytes();
    (flags & UP_BY_GATEWAY == UP_BY_GATEWAY)
        .then(|| Some((metric.parse().ok()?, interface, std::net::Ipv4Addr::from(gateway).to_string())))?
}

fn hardware_address(text: &str) -> Option<[u8; 6]> {
    let bytes: Vec<u8> =
        text.split(':').map(|byte| u8::from_str_radix(byte, 16).ok()).collect::<Option<_>>()?;
    bytes.try_into().ok().filter(|address| *address != [0; 6])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const NEIGHBOURS: &str = "\
        IP address       HW type     Flags       HW address            Mask     Device\n\
        192.168.1.7      0x1         0x2         52:54:00:00:00:07     *        eth0\n\
        192.168.1.1      0x1         0x2         52:54:00:00:00:01     *        eth0\n\
        192.168.2.1      0x1         0x0         00:00:00:00:00:00     *        wlan0\n\
        192.168.1.1      0x1         0x2         52:54:00:00:00:99     *        eth1\n";

    fn assert_gateway(interface: &str, neighbours: &str, expected: Result<[u8; 6], Cause>) {
        let root = tempfile::tempdir().unwrap();
        let net = root.path().join("proc/net");
        fs_err::create_dir_all(&net).unwrap();
        let routes = [("eth0", "0201A8C0", 200), ("eth0", "0101A8C0", 100), ("wlan0", "0102A8C0", 600)];
        let route = |(name, via, metric)| {
            format!("{name}\t00000000\t{via}\t0003\t0\t0\t{metric}\t00000000\t0\t0\t0\n")
        };
        fs_err::write(net.join("route"), routes.map(route).concat()).unwrap();
        fs_err::write(net.join("arp"), neighbours).unwrap();
        let host = Host::new(root.path(), BTreeMap::new(), crate::clock::now());
        assert_eq!(gateway(&host, |name| name == interface), expected, "{interface}");
    }

    #[test]
    fn a_cable_is_told_by_the_gateway_of_its_lowest_metric() {
        assert_gateway("eth0", NEIGHBOURS, Ok([0x52, 0x54, 0, 0, 0, 1]));
        assert_gateway("wlan0", NEIGHBOURS, Err(Cause::Missing));
        assert_gateway("eth1", NEIGHBOURS, Err(Cause::Missing));
        assert_gateway("eth0", "", Err(Cause::Missing));
        assert_gateway("eth0", "192.168.1.1 0x1 0x2 52:54:00 * eth0\n", Err(Cause::Missing));
    }
}
