//! Facts of the `network` check on Linux.
//!
//! Reads the kernel's interfaces, rules and routes (`/sys/class/net`, `rtnetlink`, `nl80211`, `/proc/net`) and
//! the programs that manage connections over the system bus. Needs no permission. Opens no sockets but the bus
//! and netlink. Cannot see whether a cable leads into a public network, what a firewall does, or where a VPN
//! ends.

use std::collections::BTreeSet;
use std::rc::Rc;

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::network_id::{NetworkId, NetworkIdentity};
use custodia_core::vocabulary::network as words;
use custodia_core::vocabulary::{Source, Word};

use super::bus::Bus;
use super::{known, live};
use crate::host::Host;

mod authentication;
mod connman;
pub(super) mod firewall;
mod identity;
mod ies;
mod iwd;
mod kernel;
mod managers;
mod netlink;
mod network_manager;
mod networkd;
mod nl80211;
mod resolver;
mod routes;
mod wifi;
mod wpa_supplicant;

use identity::is_approved;
use kernel::Interface;
use managers::{Class, Managers};
use network_manager::{NetworkManager, Told};
use routes::{DefaultRoutes, Known};

/// Readers of what the kernel and access points say, for the fuzz targets alone.
pub(super) mod fuzzing {
    use super::{ies, netlink, nl80211};

    pub use super::routes::fuzz as rtnetlink;

    /// Reads bytes as an answer of the kernel about access points, and as what one of them announces.
    pub fn nl80211(bytes: &[u8]) {
        let _ = netlink::messages(bytes, 1, &mut |message| nl80211::read(message.body));
        nl80211::read(bytes);
        let _ = ies::announced(0, bytes);
        let _ = ies::network_name(bytes);
    }
}

/// `approved` are the networks that a rule approves, if it does; only then is a network in use identified.
pub(crate) fn network(host: &Host, approved: &[NetworkId]) -> Facts {
    let view = View::of(host);
    let mut facts = view.machine(host);
    for (item, interface) in (0_u16..).zip(view.links()) {
        view.link(&mut facts, item, interface);
        if !approved.is_empty()
            && let Some(identity) = view.identity(host, &facts, item, interface)
        {
            let approval = identity.map(|identity| is_approved(&identity, approved));
            facts.put_item(item, words::LINK_APPROVED, known(approval, words::NETWORK_NAME));
        }
    }
    facts
}

/// Whether a program runs that can put traffic into `IPsec` without an interface or route to be seen.
///
/// The policies in the kernel are shown to administrators alone, so its sockets and marks below `/run` must do.
fn has_ipsec(host: &Host) -> bool {
    [
        "charon.pid",
        "charon.ctl",
        "charon.vici",
        "pluto/pluto.pid",
        "pluto/pluto.ctl",
        "iked.sock",
        "racoon.pid",
    ]
    .into_iter()
    .any(|name| host.path("/run").join(name).symlink_metadata().is_ok())
}

/// The networks that judged links lead into, as far as they can be told.
pub(crate) fn networks_in_use(host: &Host) -> Vec<NetworkIdentity> {
    let view = View::of(host);
    let mut facts = Facts::new();
    let mut networks = Vec::new();
    for (item, interface) in (0_u16..).zip(view.links()) {
        view.link(&mut facts, item, interface);
        networks.extend(view.identity(host, &facts, item, interface).and_then(Result::ok));
    }
    networks
}

/// Everything that was read, before anything is concluded from it.
struct View {
    interfaces: Result<Vec<Interface>, Cause>,
    ipv4: Result<DefaultRoutes, Cause>,
    ipv6: Result<DefaultRoutes, Cause>,
    manager: Result<NetworkManager, Cause>,
    managers: Managers,
    bus: Option<Rc<Bus>>,
    tunnels: BTreeSet<String>,
    has_ipsec: bool,
}

impl View {
    fn of(host: &Host) -> Self {
        let interfaces = kernel::interfaces(host);
        let bus = host.system_bus().ok_or(Cause::Missing).and_then(Bus::connect).map(Rc::new);
        let managers = Managers::ask(host, bus.as_deref().map_err(|cause| *cause));
        let manager = bus.clone().and_then(NetworkManager::ask);
        // The kernel can be asked about the agent's own machine alone.
        let kernel = if host.is_this_machine() { routes::Kernel::ask() } else { Err(Cause::Unsupported) };
        let running = manager.as_ref().ok();
        let mut tunnels = running.map(NetworkManager::tunnels).unwrap_or_default();
        let by_kind = interfaces.iter().flatten().filter(|own| own.kind == kernel::Kind::Tunnel);
        tunnels.extend(by_kind.map(|own| own.name.clone()));
        tunnels.extend(kernel.iter().flat_map(routes::Kernel::tunnels).map(str::to_owned));
        let outward = running
            .into_iter()
            .flat_map(NetworkManager::connected)
            .map(|device| device.interface.clone())
            .filter(|name| !tunnels.contains(name))
            .collect();
        let default = running.map(NetworkManager::default_interfaces).unwrap_or_default();
        let known = Known { tunnels: &tunnels, outward: &outward, default: &default };
        let [ipv4, ipv6] = routes::default_routes(host, &kernel, known);
        Self { interfaces, ipv4, ipv6, manager, managers, bus: bus.ok(), tunnels, has_ipsec: has_ipsec(host) }
    }

    /// The facts about the machine as a whole.
    fn machine(&self, host: &Host) -> Facts {
        let mut facts = Facts::new();
        let bus = words::NETWORK_MANAGER_BUS;
        let manager = match &self.manager {
            Ok(_) => live(words::NETWORK_MANAGER, bus),
            Err(Cause::Missing) => live(self.managers.word().unwrap_or(words::NO_NETWORK_MANAGER), bus),
            Err(cause) => Fact::unknown(*cause, bus),
        };
        facts.put(words::MANAGER, manager);
        facts.put(words::CONNECTIVITY, self.connectivity());
        facts.put(words::METERED, self.managed(NetworkManager::metered));
        facts.put(words::VPN_UP, self.vpn_up());
        let [ipv4, ipv6] = self.default_routes().map(|route| known(route, words::ROUTING_TABLES));
        facts.put(words::IPV4_DEFAULT_ROUTE, ipv4);
        facts.put(words::IPV6_DEFAULT_ROUTE, ipv6);
        facts.put(words::CONNECTED, self.connected());
        if let Some(state) = self.bus.as_deref().and_then(|bus| resolver::dns_over_tls(host, bus)) {
            facts.put(words::DNS_OVER_TLS, known(state, words::RESOLVED_BUS));
        }
        if let Some(enabled) = firewall::ufw_enabled(host) {
            let source = words::UFW_SETTINGS;
            let enabled = match enabled {
                Ok(enabled) => Fact::known(enabled, Evidence::set(source).enforced()),
                Err(cause) => Fact::unknown(cause, source),
            };
            facts.put(words::UFW_ENABLED, enabled);
        }
        facts
    }

    /// The facts about one link.
    fn link(&self, facts: &mut Facts, item: u16, interface: &str) {
        let judged = self.judged().contains(interface);
        facts.put_item(item, words::LINK_JUDGED, live(judged, words::ROUTING_TABLES));
        let connectivity = self
            .device(interface)
            .and_then(|(manager, device)| manager.connectivity_of(device))
            .map(|connectivity| live(connectivity, words::NETWORK_MANAGER_BUS));
        let by_connman = || Some(live(self.managers.connectivity_over(interface)?, words::CONNMAN_BUS));
        if let Some(connectivity) = connectivity.or_else(by_connman) {
            facts.put_item(item, words::LINK_CONNECTIVITY, connectivity);
        }
        let zone = self.bus.as_deref().filter(|_| judged).and_then(|bus| firewall::zone(bus, interface));
        if let Some(zone) = zone {
            facts.put_item(item, words::LINK_FIREWALL_ZONE, known(zone, words::FIREWALLD_BUS));
        }
        let (class, source) = self.class(interface);
        match class {
            Ok(Class { word: class, weakest_allowed, server_verified }) => {
                facts.put_item(item, words::LINK_CLASS, live(class, source));
                if let Some(weakest) = weakest_allowed {
                    facts.put_item(item, words::LINK_WEAKEST_ALLOWED, live(weakest, source));
                }
                if let Some(verified) = server_verified {
                    let verified = match verified {
                        Ok(verified) => Fact::known(verified, Evidence::set(source)),
                        Err(cause) => Fact::unknown(cause, source),
                    };
                    facts.put_item(item, words::LINK_SERVER_VERIFIED, verified);
                }
            }
            Err(cause) => facts.put_item(item, words::LINK_CLASS, Fact::unknown(cause, source)),
        }
    }

    /// The class of a link, and who told it.
    fn class(&self, interface: &str) -> (Result<Class, Cause>, Source) {
        let bus = words::NETWORK_MANAGER_BUS;
        let told = self.device(interface).and_then(|(manager, device)| manager.told(device));
        let kind = self.interfaces.as_ref().map_err(|cause| *cause).and_then(|interfaces| {
            let own = interfaces.iter().find(|own| own.name == interface);
            own.map(|own| own.kind).ok_or(Cause::Missing)
        });
        // A manager that does not answer might have known it.
        let silent = self.manager.as_ref().err().copied().filter(|cause| *cause != Cause::Missing);
        match (told, kind) {
            (Some(Told::Wifi(said)), _) => self.managers.wifi(interface, Some(said)),
            (Some(Told::Class(class)), _) => match self.managers.wired(interface) {
                Some(signed_in) if class.word == words::WIRED => (Ok(signed_in), words::WPA_SUPPLICANT_BUS),
                _ => (Ok(class), bus),
            },
            (None, Ok(kernel::Kind::Wifi)) => self.managers.wifi(interface, silent.map(Err)),
            (None, Err(_)) if self.managers.is_wifi(interface) => {
                self.managers.wifi(interface, silent.map(Err))
            }
            (None, kind) => {
                match (self.managers.wired(interface), kind.and_then(kernel::Kind::class), silent) {
                    (Some(signed_in), ..) => (Ok(signed_in), words::WPA_SUPPLICANT_BUS),
                    (None, Err(_), Some(cause)) => (Err(cause), bus),
                    (None, class, _) => (class.map(Class::from), words::NETWORK_INTERFACES),
                }
            }
        }
    }

    /// `NetworkManager`, and the device of an interface that it manages.
    fn device(&self, interface: &str) -> Option<(&NetworkManager, &network_manager::Device)> {
        let manager = self.manager.as_ref().ok()?;
        Some((manager, manager.device(interface)?))
    }

    /// What makes the network that a judged link leads into the one it is; absent for links into no network.
    fn identity(
        &self,
        host: &Host,
        facts: &Facts,
        item: u16,
        interface: &str,
    ) -> Option<Result<NetworkIdentity, Cause>> {
        facts.value_item(item, words::LINK_JUDGED).filter(|judged| *judged)?;
        let class = facts.value_item(item, words::LINK_CLASS)?;
        match class {
            words::WIRED | words::WIRED_8021X => {
                let interfaces = self.interfaces.as_deref().unwrap_or_default();
                let above = |name: &str| kernel::bottom_of(interfaces, name).contains(&interface);
                Some(identity::gateway(host, above).map(NetworkIdentity::wired))
            }
            words::CELLULAR | words::BLUETOOTH_TETHER | words::USB_TETHER => None,
            _ => Some(
                self.network_name(interface)
                    .and_then(|name| NetworkIdentity::wifi(&name, class).ok_or(Cause::Malformed)),
            ),
        }
    }

    /// The name that the Wi-Fi network of an interface broadcasts.
    fn network_name(&self, interface: &str) -> Result<Vec<u8>, Cause> {
        match self.device(interface) {
            Some((manager, device)) => manager.network_name(device),
            None => self.managers.network_name(interface),
        }
    }

    /// The links that the person's traffic can leave by: the judged ones and the other connected ones.
    fn links(&self) -> BTreeSet<&str> {
        self.judged().into_iter().chain(self.connected_interfaces()).collect()
    }

    /// The links that carry a default route of any metric; all connected ones where none is seen to, or where
    /// there are routes that cannot be seen.
    fn judged(&self) -> BTreeSet<&str> {
        let routes = [&self.ipv4, &self.ipv6];
        let hidden = routes.iter().any(|family| family.as_ref().map_or(true, |routes| routes.has_unlisted));
        let interfaces = self.interfaces.as_deref().unwrap_or_default();
        let carriers: BTreeSet<&str> = routes
            .into_iter()
            .flatten()
            .flat_map(|routes| &routes.carriers)
            .flat_map(|name| kernel::bottom_of(interfaces, name))
            .collect();
        if carriers.is_empty() || hidden {
            carriers.into_iter().chain(self.connected_interfaces()).collect()
        } else {
            carriers
        }
    }

    /// The outward links that are up, by `NetworkManager` for those it manages and by other managers and the
    /// kernel for the rest.
    fn connected_interfaces(&self) -> BTreeSet<&str> {
        let manager = self.manager.as_ref().ok();
        let is_left_alone = |name: &str| manager.is_none_or(|manager| manager.device(name).is_none());
        let by_manager =
            manager.into_iter().flat_map(NetworkManager::connected).map(|device| device.interface.as_str());
        let by_kernel = self.interfaces.iter().flatten().filter(|interface| {
            interface.up && interface.kind.is_outward() && is_left_alone(&interface.name)
        });
        by_manager
            .chain(self.managers.connected().filter(|name| is_left_alone(name)))
            .chain(by_kernel.map(|interface| interface.name.as_str()))
            .collect()
    }

    fn connected(&self) -> Fact<bool> {
        let through_vpn = self.default_routes().contains(&Ok(words::ROUTE_VPN));
        match (&self.interfaces, &self.ipv4) {
            _ if through_vpn || !self.links().is_empty() => live(true, words::NETWORK_INTERFACES),
            (Ok(_), Ok(_)) => live(false, words::NETWORK_INTERFACES),
            (Err(cause), _) => Fact::unknown(*cause, words::NETWORK_INTERFACES),
            (_, Err(cause)) => Fact::unknown(*cause, words::ROUTING_TABLES),
        }
    }

    fn vpn_up(&self) -> Fact<bool> {
        let opaque = self.manager.as_ref().is_ok_and(NetworkManager::has_opaque_vpn);
        let is_up = |name: &String| {
            self.interfaces.iter().flatten().any(|interface| interface.name == *name && interface.up)
        };
        match &self.interfaces {
            _ if opaque => live(true, words::NETWORK_MANAGER_BUS),
            Ok(_) => live(self.tunnels.iter().any(is_up), words::NETWORK_INTERFACES),
            Err(cause) => Fact::unknown(*cause, words::NETWORK_INTERFACES),
        }
    }

    /// Where IPv4 and IPv6 go.
    fn default_routes(&self) -> [Result<Word, Cause>; 2] {
        let opaque = self.manager.as_ref().is_ok_and(NetworkManager::has_opaque_vpn) || self.has_ipsec;
        [&self.ipv4, &self.ipv6].map(|family| {
            // Without the list of interfaces nothing says which of them are tunnels.
            self.interfaces.as_ref().map_err(|cause| *cause)?;
            match family.as_ref().map_err(|cause| *cause)?.carried {
                Ok(words::ROUTE_DIRECT) if opaque => Err(Cause::Unsupported),
                carried => carried,
            }
        })
    }

    fn connectivity(&self) -> Fact<Word> {
        match self.manager {
            Err(Cause::Missing) => self.managers.connectivity(),
            _ => self.managed(NetworkManager::connectivity),
        }
    }

    fn managed(&self, read: impl Fn(&NetworkManager) -> Option<Word>) -> Fact<Word> {
        let bus = words::NETWORK_MANAGER_BUS;
        match &self.manager {
            Ok(manager) => known(read(manager).ok_or(Cause::Malformed), bus),
            Err(Cause::Missing) => Fact::unknown(Cause::Unsupported, bus),
            Err(cause) => Fact::unknown(*cause, bus),
        }
    }
}
