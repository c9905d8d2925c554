//! What `NetworkManager` says about connections and devices.
//!
//! Reads properties on the system bus and the settings of active connections, which never hold secrets; the
//! bus allows both to every person who is logged in. Connections kept for another person only are refused.
//! Cannot see interfaces that `NetworkManager` was told to leave alone, nor whether an access point is the one
//! it claims to be.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;
use zbus::{OwnedObjectPath, OwnedVariant};

use super::authentication::Authentication;
use super::managers::{Class, Said};
use super::wifi::{self, Announced};
use crate::platform::linux::bus::{Bus, Properties, of_running, property_of};

const SERVICE: &str = "org.freedesktop.NetworkManager";
const ROOT: &str = "/org/freedesktop/NetworkManager";
const DEVICE: &str = "org.freedesktop.NetworkManager.Device";
const WIRELESS: &str = "org.freedesktop.NetworkManager.Device.Wireless";
const ACCESS_POINT: &str = "org.freedesktop.NetworkManager.AccessPoint";
const ACTIVE_CONNECTION: &str = "org.freedesktop.NetworkManager.Connection.Active";
const SETTINGS: &str = "org.freedesktop.NetworkManager.Settings.Connection";

/// More devices or active connections than this are not asked about.
const MAX_OBJECTS: usize = 1024;

/// `NM_DEVICE_STATE_UNMANAGED`: the highest state of a device that is left alone.
const STATE_UNMANAGED: u32 = 10;
/// `NM_DEVICE_STATE_ACTIVATED`.
const STATE_ACTIVATED: u32 = 100;
/// `NM_ACTIVE_CONNECTION_STATE_ACTIVATED`.
const CONNECTION_ACTIVATED: u32 = 2;
/// `NM_802_11_MODE_INFRA`: a client of an access point.
const MODE_CLIENT: u32 = 2;

/// `NMDeviceType`.
const TYPE_ETHERNET: u32 = 1;
const TYPE_WIFI: u32 = 2;
const TYPE_BLUETOOTH: u32 = 5;
const TYPE_MODEM: u32 = 8;
const TYPE_WIREGUARD: u32 = 29;

type Settings = HashMap<String, HashMap<String, OwnedVariant>>;

/// `NetworkManager`'s view of the machine.
#[derive(Debug)]
pub(super) struct NetworkManager {
    bus: Rc<Bus>,
    connectivity: Option<Word>,
    checks_connectivity: bool,
    metered: Option<Word>,
    devices: Vec<Device>,
    connections: BTreeMap<String, ActiveConnection>,
}

/// A device that `NetworkManager` manages.
#[derive(Debug)]
pub(super) struct Device {
    path: String,
    /// The interface that carries its traffic, which for a modem is not the one that controls it.
    pub(super) interface: String,
    kind: u32,
    /// Whether it is fully connected.
    pub(super) activated: bool,
    driver: String,
    metered: Option<Word>,
    connection: String,
    ip_configs: Vec<String>,
    connectivity: Option<Word>,
}

/// What is known of a device's link.
#[derive(Debug)]
pub(super) enum Told {
    /// Its class.
    Class(Class),
    /// What belongs to a Wi-Fi link.
    Wifi(Result<Said, Cause>),
}

#[derive(Debug)]
struct ActiveConnection {
    settings: String,
    is_vpn: bool,
    default_ipv4: bool,
    default_ipv6: bool,
    devices: Vec<String>,
    ip_configs: Vec<String>,
}

impl NetworkManager {
    /// Asks `NetworkManager` on a bus; [`Cause::Missing`] where none runs.
    pub(super) fn ask(bus: Rc<Bus>) -> Result<Self, Cause> {
        if !bus.has_owner(SERVICE)? {
            return Err(Cause::Missing);
        }
        let own = bus.properties(SERVICE, ROOT, SERVICE).map_err(of_running)?;
        let mut manager = Self {
            connectivity: property_of(&own, "Connectivity").and_then(connectivity),
            checks_connectivity: property_of(&own, "ConnectivityCheckAvailable") == Some(true)
                && property_of(&own, "ConnectivityCheckEnabled") == Some(true),
            metered: property_of(&own, "Metered").and_then(metered),
            devices: Vec::new(),
            connections: BTreeMap::new(),
            bus,
        };
        for path in paths(&own, "Devices")? {
            // A device that went away meanwhile has no properties any more.
            match manager.bus.properties(SERVICE, &path, DEVICE) {
                Ok(device) => manager.devices.extend(Device::read(path, &device)),
                Err(Cause::Missing) => {}
                Err(cause) => return Err(cause),
            }
        }
        for path in paths(&own, "ActiveConnections")? {
            let Ok(connection) = manager.bus.properties(SERVICE, &path, ACTIVE_CONNECTION) else { continue };
            if property_of(&connection, "State") == Some(CONNECTION_ACTIVATED) {
                manager.connections.insert(path, ActiveConnection::read(&connection));
            }
        }
        Ok(manager)
    }

    /// Whether the internet can be reached; without its own check `NetworkManager` always answers that it can.
    pub(super) fn connectivity(&self) -> Option<Word> {
        let state = self.connectivity?;
        Some(self.seen(state))
    }

    /// Whether the internet can be reached over a device.
    pub(super) fn connectivity_of(&self, device: &Device) -> Option<Word> {
        Some(self.seen(device.connectivity?))
    }

    /// Whether the connection is paid by volume.
    pub(super) const fn metered(&self) -> Option<Word> {
        self.metered
    }

    /// The managed device that an interface belongs to.
    pub(super) fn device(&self, interface: &str) -> Option<&Device> {
        self.devices.iter().find(|device| device.interface == interface)
    }

    /// The devices that connect the machine to the world, connected as far as `NetworkManager` is concerned.
    pub(super) fn connected(&self) -> impl Iterator<Item = &Device> {
        self.devices.iter().filter(|device| {
            device.activated && matches!(device.kind, TYPE_ETHERNET | TYPE_WIFI | TYPE_BLUETOOTH | TYPE_MODEM)
        })
    }

    /// The interfaces of `WireGuard` devices and of VPN connections.
    pub(super) fn tunnels(&self) -> BTreeSet<String> {
        let wireguard = self.devices.iter().filter(|device| device.kind == TYPE_WIREGUARD);
        let vpn = self.vpn_connections().flat_map(|vpn| self.tunnels_of(vpn));
        wireguard.chain(vpn).map(|device| device.interface.clone()).collect()
    }

    /// Whether a VPN is up that has no interface of its own, as policy-based `IPsec` has none.
    pub(super) fn has_opaque_vpn(&self) -> bool {
        self.vpn_connections().any(|vpn| self.tunnels_of(vpn).next().is_none())
    }

    /// The interfaces of the connections that hold the default routes of the main table: IPv4 and IPv6.
    pub(super) fn default_interfaces(&self) -> [BTreeSet<String>; 2] {
        let interfaces = |holds: fn(&ActiveConnection) -> bool| {
            let connections = self.connections.values().filter(|connection| holds(connection));
            connections.flat_map(|connection| self.interfaces_of(connection)).collect()
        };
        [interfaces(|connection| connection.default_ipv4), interfaces(|connection| connection.default_ipv6)]
    }

    /// What is known of a device's link; absent for kinds of device that only the kernel can explain.
    pub(super) fn told(&self, device: &Device) -> Option<Told> {
        Some(match device.kind {
            TYPE_ETHERNET => Told::Class(wired(device, &self.settings(device).unwrap_or_default())),
            TYPE_WIFI => Told::Wifi(self.wifi(device)),
            TYPE_BLUETOOTH => Told::Class(words::BLUETOOTH_TETHER.into()),
            TYPE_MODEM => Told::Class(words::CELLULAR.into()),
            _ => return None,
        })
    }

    /// The name that the Wi-Fi network of a device broadcasts.
    pub(super) fn network_name(&self, device: &Device) -> Result<Vec<u8>, Cause> {
        property_of(&self.access_point(device)?, "Ssid").ok_or(Cause::Malformed)
    }

    fn access_point(&self, device: &Device) -> Result<Properties, Cause> {
        let wireless = self.bus.properties(SERVICE, &device.path, WIRELESS)?;
        if property_of(&wireless, "Mode") != Some(MODE_CLIENT) {
            return Err(Cause::Unsupported);
        }
        let path = property_of::<OwnedObjectPath>(&wireless, "ActiveAccessPoint").ok_or(Cause::Malformed)?;
        if path.as_str() == "/" {
            return Err(Cause::Missing);
        }
        self.bus.properties(SERVICE, path.as_str(), ACCESS_POINT)
    }

    fn wifi(&self, device: &Device) -> Result<Said, Cause> {
        let announced = self.access_point(device).and_then(|access_point| {
            let flags = |name: &str| property_of(&access_point, name).ok_or(Cause::Malformed);
            Ok(Announced { flags: flags("Flags")?, wpa: flags("WpaFlags")?, rsn: flags("RsnFlags")? })
        });
        let settings = self.settings(device);
        match announced {
            // Of a client that is between two access points, what it asks for is known.
            Err(cause) if cause != Cause::Missing || settings.is_err() => Err(cause),
            announced => Ok(Said {
                source: words::NETWORK_MANAGER_BUS,
                announced: announced.ok(),
                admitted: settings.as_ref().ok().map(admitted),
                server_verified: settings.as_ref().map(server_verified).map_err(|cause| *cause).transpose(),
            }),
        }
    }

    fn settings(&self, device: &Device) -> Result<Settings, Cause> {
        let connection = self.connections.get(&device.connection).ok_or(Cause::Missing)?;
        self.bus.call(SERVICE, &connection.settings, SETTINGS, "GetSettings", &())
    }

    fn seen(&self, connectivity: Word) -> Word {
        if self.checks_connectivity || connectivity == words::CONNECTIVITY_NONE {
            connectivity
        } else {
            words::CONNECTIVITY_UNKNOWN
        }
    }

    fn vpn_connections(&self) -> impl Iterator<Item = &ActiveConnection> {
        self.connections.values().filter(|connection| connection.is_vpn)
    }

    /// A VPN connection names the device below it; its own is the one that shares its addresses.
    fn tunnels_of<'a>(&'a self, vpn: &'a ActiveConnection) -> impl Iterator<Item = &'a Device> {
        self.devices.iter().filter(|device| {
            !vpn.devices.contains(&device.path)
                && device.ip_configs.iter().any(|config| vpn.ip_configs.contains(config))
        })
    }

    fn interfaces_of(&self, connection: &ActiveConnection) -> Vec<String> {
        let devices: Vec<&Device> = if connection.is_vpn {
            self.tunnels_of(connection).collect()
        } else {
            self.devices.iter().filter(|device| connection.devices.contains(&device.path)).collect()
        };
        devices.into_iter().map(|device| device.interface.clone()).collect()
    }
}

impl Device {
    /// Nothing for a device that `NetworkManager` leaves alone.
    fn read(path: String, properties: &Properties) -> Option<Self> {
        let state: u32 = property_of(properties, "State")?;
        if state <= STATE_UNMANAGED {
            return None;
        }
        let text = |name: &str| property_of::<String>(properties, name).unwrap_or_default();
        let interface = Some(text("IpInterface")).filter(|name| !name.is_empty());
        let reached = ["Ip4Connectivity", "Ip6Connectivity"]
            .into_iter()
            .filter_map(|family| property_of(properties, family).and_then(connectivity));
        Some(Self {
            path,
            interface: interface.unwrap_or_else(|| text("Interface")),
            kind: property_of(properties, "DeviceType")?,
            activated: state == STATE_ACTIVATED,
            driver: text("Driver"),
            metered: property_of(properties, "Metered").and_then(metered),
            connection: object(properties, "ActiveConnection").unwrap_or_default(),
            ip_configs: ip_configs(properties),
            connectivity: most_telling(reached),
        })
    }
}

impl ActiveConnection {
    fn read(properties: &Properties) -> Self {
        let flag = |name: &str| property_of(properties, name) == Some(true);
        Self {
            settings: object(properties, "Connection").unwrap_or_default(),
            is_vpn: flag("Vpn"),
            default_ipv4: flag("Default"),
            default_ipv6: flag("Default6"),
            devices: paths(properties, "Devices").unwrap_or_default(),
            ip_configs: ip_configs(properties),
        }
    }
}

/// The class of a cable, or of a telephone that poses as one.
fn wired(device: &Device, settings: &Settings) -> Class {
    let is_metered = matches!(device.metered, Some(words::METERED_YES | words::METERED_GUESS_YES));
    match device.driver.as_str() {
        "rndis_host" | "ipheth" => return words::USB_TETHER.into(),
        // Plain USB network cards have these drivers too; only a telephone announces itself as metered.
        "cdc_ether" | "cdc_ncm" if is_metered => return words::USB_TETHER.into(),
        _ => {}
    }
    match settings.get("802-1x") {
        // With `optional` the connection also comes up where the port asked for nothing.
        Some(setting) if property_of(setting, "optional") != Some(true) => {
            Class { server_verified: server_verified(settings).map(Ok), ..words::WIRED_8021X.into() }
        }
        Some(_) | None => words::WIRED.into(),
    }
}

/// What the settings of a connection ask for on Wi-Fi.
fn admitted(settings: &Settings) -> &'static [Word] {
    let Some(security) = settings.get("802-11-wireless-security") else {
        return wifi::admitted_by(None, false);
    };
    let list = |name: &str| property_of::<Vec<String>>(security, name).unwrap_or_default();
    let without = |list: &[String], needed: &str| !list.is_empty() && !list.iter().any(|item| item == needed);
    let only_first_wpa = without(&list("proto"), "rsn") || without(&list("pairwise"), "ccmp");
    let key_management: Option<String> = property_of(security, "key-mgmt");
    wifi::admitted_by(Some(key_management.as_deref().unwrap_or_default()), only_first_wpa)
}

/// Whether an 802.1X connection checks whom it gives its credentials to.
fn server_verified(settings: &Settings) -> Option<bool> {
    let setting = settings.get("802-1x")?;
    let methods: Vec<String> = property_of(setting, "eap")?;
    // Names, paths and lists of them; certificates stand as bytes, either of the path or of their own.
    let text = |name: &str| {
        let bytes = || {
            property_of::<Vec<u8>>(setting, name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let list = || property_of::<Vec<String>>(setting, name).map(|list| list.concat());
        property_of::<String>(setting, name).or_else(bytes).or_else(list).filter(|text| !text.is_empty())
    };
    let system = property_of(setting, "system-ca-certs") == Some(true);
    Authentication {
        methods: &methods.iter().map(String::as_str).collect::<Vec<_>>(),
        authority: text("ca-cert").as_deref(),
        authorities: if system { Some("/etc/ssl/certs".to_owned()) } else { text("ca-path") }.as_deref(),
        named: ["domain-suffix-match", "domain-match", "subject-match", "altsubject-matches"]
            .into_iter()
            .any(|name| text(name).is_some()),
    }
    .verifies_server()
}

/// A portal first, because one family behind it is enough; otherwise the best that was reached.
fn most_telling(mut states: impl Iterator<Item = Word> + Clone) -> Option<Word> {
    const ORDER: [Word; 5] = [
        words::CONNECTIVITY_PORTAL,
        words::CONNECTIVITY_FULL,
        words::CONNECTIVITY_LIMITED,
        words::CONNECTIVITY_NONE,
        words::CONNECTIVITY_UNKNOWN,
    ];
    let all: Vec<Word> = states.by_ref().collect();
    ORDER.into_iter().find(|state| all.contains(state))
}

/// `NMConnectivityState`.
fn connectivity(number: u32) -> Option<Word> {
    Some(match number {
        0 => words::CONNECTIVITY_UNKNOWN,
        1 => words::CONNECTIVITY_NONE,
        2 => words::CONNECTIVITY_PORTAL,
        3 => words::CONNECTIVITY_LIMITED,
        4 => words::CONNECTIVITY_FULL,
        _ => return None,
    })
}

/// `NMMetered`.
fn metered(number: u32) -> Option<Word> {
    Some(match number {
        0 => words::METERED_UNKNOWN,
        1 => words::METERED_YES,
        2 => words::METERED_NO,
        3 => words::METERED_GUESS_YES,
        4 => words::METERED_GUESS_NO,
        _ => return None,
    })
}

fn paths(properties: &Properties, name: &str) -> Result<Vec<String>, Cause> {
    let paths: Vec<OwnedObjectPath> = property_of(properties, name).ok_or(Cause::Malformed)?;
    if paths.len() > MAX_OBJECTS {
        return Err(Cause::TooLarge);
    }
    Ok(paths.iter().map(|path| path.as_str().to_owned()).collect())
}

/// The path of an object, unless it is the one that stands for none.
fn object(properties: &Properties, name: &str) -> Option<String> {
    let path: OwnedObjectPath = property_of(properties, name)?;
    Some(path.as_str().to_owned()).filter(|path| path != "/")
}

fn ip_configs(properties: &Properties) -> Vec<String> {
    ["Ip4Config", "Ip6Config"].into_iter().filter_map(|name| object(properties, name)).collect()
}

#[cfg(test)]
mod tests {
    use zbus::Variant;

    use super::*;

    fn setting(values: Vec<(&str, Variant<'static>)>) -> HashMap<String, OwnedVariant> {
        values.into_iter().map(|(name, value)| (name.to_owned(), value.try_into_owned().unwrap())).collect()
    }

    #[test]
    fn the_settings_tell_whether_the_server_is_checked() {
        let bytes = |text: &str| Variant::new(text.as_bytes().to_vec());
        let own = || ("ca-cert", bytes("file:///home/ann/school.pem\0"));
        let public = || ("ca-cert", bytes("file:///etc/ssl/certs/ca-certificates.crt\0"));
        let blob = || ("ca-cert", Variant::new(vec![0x30_u8, 0x82, 0xff]));
        let empty = || ("ca-cert", Variant::new(Vec::<u8>::new()));
        let system = || ("system-ca-certs", Variant::new(true));
        let name = || ("domain-suffix-match", Variant::new("example.org".to_owned()));
        let names = || ("altsubject-matches", Variant::new(vec!["DNS:example.org".to_owned()]));
        let password = || ("eap", Variant::new(vec!["pwd".to_owned()]));
        let cases = [
            (vec![], Some(false)),
            (vec![own()], Some(true)),
            (vec![blob()], Some(true)),
            (vec![empty()], Some(false)),
            (vec![public()], Some(false)),
            (vec![public(), names()], Some(true)),
            (vec![system()], Some(false)),
            (vec![system(), own()], Some(false)),
            (vec![system(), name()], Some(true)),
            (vec![name()], Some(false)),
            (vec![password()], None),
        ];
        for (values, expected) in cases {
            let told = format!("{values:?}");
            let mut eap = setting(values);
            eap.entry("eap".to_owned())
                .or_insert_with(|| Variant::new(vec!["peap".to_owned()]).try_into_owned().unwrap());
            let settings = Settings::from([("802-1x".to_owned(), eap)]);
            assert_eq!(server_verified(&settings), expected, "{told}");
        }
        assert_eq!(server_verified(&Settings::new()), None);
    }

    #[test]
    fn the_settings_tell_what_a_connection_asks_for() {
        let security = |values| Settings::from([("802-11-wireless-security".to_owned(), setting(values))]);
        let psk = || ("key-mgmt", Variant::new("wpa-psk".to_owned()));
        let only_wpa = ("proto", Variant::new(vec!["wpa".to_owned()]));
        let only_tkip = ("pairwise", Variant::new(vec!["tkip".to_owned()]));

        assert_eq!(admitted(&Settings::new()), wifi::ONLY_OPEN);
        assert_eq!(admitted(&security(vec![])), &[] as &[Word]);
        assert_eq!(admitted(&security(vec![psk()])), wifi::PERSONAL);
        assert_eq!(admitted(&security(vec![psk(), only_wpa])), wifi::ONLY_TKIP);
        assert_eq!(admitted(&security(vec![psk(), only_tkip])), wifi::ONLY_TKIP);
    }

    #[test]
    fn cables_and_telephones_are_told_apart() {
        let class = |driver: &str, metered, values: Option<Vec<(&str, Variant<'static>)>>| {
            let device = Device {
                path: String::new(),
                interface: String::new(),
                kind: TYPE_ETHERNET,
                activated: true,
                driver: driver.to_owned(),
                metered,
                connection: String::new(),
                ip_configs: Vec::new(),
                connectivity: None,
            };
            let settings = values.map(|values| ("802-1x".to_owned(), setting(values))).into_iter().collect();
            wired(&device, &settings).word
        };
        let optional = || ("optional", Variant::new(true));

        assert_eq!(class("e1000e", Some(words::METERED_YES), None), words::WIRED);
        assert_eq!(class("rndis_host", None, None), words::USB_TETHER);
        assert_eq!(class("ipheth", Some(words::METERED_NO), None), words::USB_TETHER);
        assert_eq!(class("cdc_ncm", Some(words::METERED_GUESS_NO), None), words::WIRED);
        assert_eq!(class("cdc_ncm", Some(words::METERED_GUESS_YES), None), words::USB_TETHER);
        assert_eq!(class("e1000e", None, Some(vec![])), words::WIRED_8021X);
        assert_eq!(class("e1000e", None, Some(vec![optional()])), words::WIRED);
    }

    #[test]
    fn a_portal_in_one_family_is_a_portal() {
        let states = [words::CONNECTIVITY_FULL, words::CONNECTIVITY_PORTAL];

        assert_eq!(most_telling(states.into_iter()), Some(words::CONNECTIVITY_PORTAL));
        assert_eq!(most_telling([].into_iter()), None);
    }
}
