//! Network interfaces as the kernel describes them, without any network manager.
//!
//! Reads `/sys/class/net`, which needs no permission. Cannot see how a Wi-Fi link is secured, nor whether a
//! cable needed 802.1X.

use std::io::ErrorKind;
use std::path::Path;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;

use crate::host::Host;
use crate::platform::linux::files::read_text;

/// More interfaces than this are not looked at; a host of many containers has some hundreds.
const MAX_INTERFACES: usize = 4096;

/// How deep bridges, bonds and VLANs may be stacked.
const MAX_STACK: usize = 4;

/// The largest of the small files that are read here, in bytes.
const SMALL_FILE: u64 = 4096;

/// Link types from `if_arp.h`, as `/sys/class/net/*/type` gives them.
const ARPHRD_ETHER: u32 = 1;

/// Modes of a tun device from `if_tun.h`, as `tun_flags` gives them.
const IFF_TUN: u32 = 0x1;

/// Drivers of built-in modems and mobile sticks that do not call themselves `wwan`.
const MODEM_DRIVERS: &[&str] =
    &["qmi_wwan", "cdc_mbim", "huawei_cdc_ncm", "sierra_net", "hso", "iosm", "mhi_net", "mtk_t7xx"];

/// Drivers that only telephones and mobile sticks answer to.
const TETHER_DRIVERS: &[&str] = &["rndis_host", "ipheth"];

/// One network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Interface {
    /// Its name, which never leaves this module's callers.
    pub(super) name: String,
    /// What it is.
    pub(super) kind: Kind,
    /// Whether it is up and something is at the other end.
    pub(super) up: bool,
    /// The interfaces it is built on: the ports of a bridge or bond, the parent of a VLAN.
    lower: Vec<String>,
}

/// What a network interface is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A network card with a cable.
    Wired,
    /// A Wi-Fi card.
    Wifi,
    /// A modem for mobile data.
    Cellular,
    /// A phone on the USB cable.
    UsbTether,
    /// A phone over Bluetooth.
    BluetoothTether,
    /// `WireGuard`, or a tun device as VPN programs make them.
    Tunnel,
    /// Loopback, bridges, container and virtual machine links, and anything not known.
    Virtual,
}

impl Kind {
    /// The class, where the kernel alone can tell it.
    pub(super) fn class(self) -> Result<Word, Cause> {
        match self {
            Self::Wired => Ok(words::WIRED),
            Self::Cellular => Ok(words::CELLULAR),
            Self::UsbTether => Ok(words::USB_TETHER),
            Self::BluetoothTether => Ok(words::BLUETOOTH_TETHER),
            Self::Wifi | Self::Tunnel | Self::Virtual => Err(Cause::Unsupported),
        }
    }

    /// Whether it is a connection of the person's device to the world, not one inside the device.
    pub(super) const fn is_outward(self) -> bool {
        match self {
            Self::Wired | Self::Wifi | Self::Cellular | Self::UsbTether | Self::BluetoothTether => true,
            Self::Tunnel | Self::Virtual => false,
        }
    }
}

/// All interfaces.
pub(super) fn interfaces(host: &Host) -> Result<Vec<Interface>, Cause> {
    let entries = fs_err::read_dir(host.path("/sys/class/net"))
        .map_err(|error| if error.kind() == ErrorKind::NotFound { Cause::Missing } else { Cause::Failed })?;
    let mut interfaces = Vec::new();
    for entry in entries {
        if interfaces.len() == MAX_INTERFACES {
            return Err(Cause::TooLarge);
        }
        let entry = entry.map_err(|_| Cause::Failed)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        // `bonding_masters` is a plain file beside the interfaces.
        if entry.path().is_dir() {
            interfaces.push(interface(name, &entry.path()));
        }
    }
    Ok(interfaces)
}

/// The interfaces at the bottom of one: its own name, or what a bridge, bond or VLAN is built on.
pub(super) fn bottom_of<'a>(interfaces: &'a [Interface], name: &'a str) -> Vec<&'a str> {
    let mut level = vec![name];
    for _ in 0..MAX_STACK {
        let mut below = Vec::new();
        for &name in &level {
            match interfaces.iter().find(|interface| interface.name == name) {
                Some(interface) if !interface.lower.is_empty() => {
                    let outward = interface.lower.iter().map(String::as_str).filter(|lower| {
                        interfaces.iter().any(|other| other.name == *lower && !is_inward(other))
                    });
                    below.extend(outward);
                    if !below.iter().any(|lower| interface.lower.iter().any(|own| own == lower)) {
                        below.push(name);
                    }
                }
                Some(_) | None => below.push(name),
            }
        }
        below.sort_unstable();
        below.dedup();
        if below == level {
            break;
        }
        level = below;
    }
    level
}

/// A port that leads to a container or a virtual machine.
fn is_inward(interface: &Interface) -> bool {
    !interface.kind.is_outward() && interface.lower.is_empty()
}

fn interface(name: String, folder: &Path) -> Interface {
    let text = |file: &str| read_text(&folder.join(file), SMALL_FILE).unwrap_or_default();
    let up = match text("operstate").trim() {
        "up" => true,
        // Drivers without the newer state, such as tun and some modems.
        "unknown" => text("carrier").trim() == "1",
        _ => false,
    };
    let kind = kind(folder, &text("uevent"), text("type").trim().parse().ok(), &text("tun_flags"));
    Interface { name, kind, up, lower: lower(folder) }
}

fn kind(folder: &Path, uevent: &str, link_type: Option<u32>, tun_flags: &str) -> Kind {
    let device_type = uevent.lines().find_map(|line| line.strip_prefix("DEVTYPE="));
    let driver = fs_err::read_link(folder.join("device/driver"))
        .ok()
        .and_then(|target| Some(target.file_name()?.to_str()?.to_owned()))
        .unwrap_or_default();
    match device_type {
        Some("wlan") => return Kind::Wifi,
        Some("wwan") => return Kind::Cellular,
        Some("bluetooth") => return Kind::BluetoothTether,
        Some("wireguard") => return Kind::Tunnel,
        _ => {}
    }
    let tun_flags = u32::from_str_radix(tun_flags.trim().trim_start_matches("0x"), 16).ok();
    if let Some(flags) = tun_flags {
        return if flags & IFF_TUN == 0 { Kind::Virtual } else { Kind::Tunnel };
    }
    if folder.join("wireless").exists() || folder.join("phy80211").symlink_metadata().is_ok() {
        return Kind::Wifi;
    }
    if MODEM_DRIVERS.contains(&driver.as_str()) {
        return Kind::Cellular;
    }
    if TETHER_DRIVERS.contains(&driver.as_str()) {
        return Kind::UsbTether;
    }
    let has_device = folder.join("device").symlink_metadata().is_ok();
    if link_type == Some(ARPHRD_ETHER) && has_device && device_type.is_none() {
        return Kind::Wired;
    }
    Kind::Virtual
}

fn lower(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs_err::read_dir(folder) else { return Vec::new() };
    entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_prefix("lower_")?.to_owned()))
        .take(MAX_INTERFACES)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::os::unix::fs::symlink;

    use super::*;

    /// A machine with one network interface, described by these files and links below its folder.
    fn kind_of(files: &[(&str, &str)], links: &[(&str, &str)]) -> Kind {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("sys/class/net/if0");
        for (file, text) in files {
            let file = folder.join(file);
            fs_err::create_dir_all(file.parent().unwrap()).unwrap();
            fs_err::write(file, text).unwrap();
        }
        for (link, target) in links {
            let link = folder.join(link);
            fs_err::create_dir_all(link.parent().unwrap()).unwrap();
            symlink(target, link).unwrap();
        }
        let host = Host::new(root.path(), BTreeMap::new(), crate::clock::now());
        interfaces(&host).unwrap().remove(0).kind
    }

    #[test]
    fn the_kernel_tells_what_an_interface_is() {
        let ether = ("type", "1\n");
        assert_eq!(kind_of(&[ether], &[("device", "../../pci")]), Kind::Wired);
        assert_eq!(kind_of(&[ether], &[("device/driver", "../drivers/rndis_host")]), Kind::UsbTether);
        assert_eq!(kind_of(&[ether], &[("device/driver", "../drivers/ipheth")]), Kind::UsbTether);
        assert_eq!(kind_of(&[ether], &[("device/driver", "../drivers/cdc_ncm")]), Kind::Wired);
        assert_eq!(kind_of(&[("type", "65534\n")], &[("device/driver", "../d/qmi_wwan")]), Kind::Cellular);
        assert_eq!(kind_of(&[ether, ("uevent", "DEVTYPE=wlan\n")], &[("device", "../pci")]), Kind::Wifi);
        assert_eq!(kind_of(&[ether], &[("device", "../pci"), ("phy80211", "../phy0")]), Kind::Wifi);
        assert_eq!(kind_of(&[ether, ("uevent", "DEVTYPE=bluetooth\n")], &[]), Kind::BluetoothTether);
        assert_eq!(kind_of(&[("type", "65534"), ("uevent", "DEVTYPE=wireguard\n")], &[]), Kind::Tunnel);
        assert_eq!(kind_of(&[("type", "65534"), ("tun_flags", "0x1001\n")], &[]), Kind::Tunnel);
        assert_eq!(kind_of(&[ether, ("tun_flags", "0x1002\n")], &[]), Kind::Virtual);
        assert_eq!(kind_of(&[ether, ("uevent", "DEVTYPE=bridge\n")], &[]), Kind::Virtual);
        assert_eq!(kind_of(&[ether], &[]), Kind::Virtual);
        assert_eq!(kind_of(&[("type", "772")], &[]), Kind::Virtual);
    }

    fn made(name: &str, kind: Kind, lower: &[&str]) -> Interface {
        Interface {
            name: name.into(),
            kind,
            up: true,
            lower: lower.iter().map(|&name| name.into()).collect(),
        }
    }

    #[test]
    fn a_stack_is_judged_by_what_it_stands_on() {
        let all = [
            made("eth0", Kind::Wired, &[]),
            made("wlan0", Kind::Wifi, &[]),
            made("bond0", Kind::Virtual, &["eth0", "wlan0"]),
            made("bond0.7", Kind::Virtual, &["bond0"]),
            made("tap0", Kind::Virtual, &[]),
            made("br0", Kind::Virtual, &["eth0", "tap0"]),
            made("docker0", Kind::Virtual, &["veth1"]),
            made("veth1", Kind::Virtual, &[]),
        ];

        assert_eq!(bottom_of(&all, "bond0.7"), ["eth0", "wlan0"]);
        assert_eq!(bottom_of(&all, "br0"), ["eth0"]);
        assert_eq!(bottom_of(&all, "docker0"), ["docker0"]);
        assert_eq!(bottom_of(&all, "wlan0"), ["wlan0"]);
        assert_eq!(bottom_of(&all, "gone0"), ["gone0"]);
    }
}
