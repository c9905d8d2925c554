//! What iwd says about the Wi-Fi links it manages.
//!
//! Reads its objects and the diagnostics of connected stations on the system bus, which the bus allows to
//! root and to a group (`netdev` or `wheel`): another person is refused. Cannot see whether an 802.1X network
//! checks the server's certificate, because its settings below `/var/lib/iwd` are root's.

use std::collections::HashMap;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network::IWD_BUS;
use zbus::OwnedObjectPath;

use super::managers::Said;
use super::wifi::{
    ENTERPRISE, ONLY_ENTERPRISE, ONLY_OPEN, ONLY_OWE, ONLY_TKIP, ONLY_WEP, ONLY_WPA2, ONLY_WPA3, PERSONAL,
    WITHOUT_KEY,
};
use crate::platform::linux::bus::{Bus, Properties, of_running, property_of};

const SERVICE: &str = "net.connman.iwd";
const DEVICE: &str = "net.connman.iwd.Device";
const STATION: &str = "net.connman.iwd.Station";
const NETWORK: &str = "net.connman.iwd.Network";
const DIAGNOSTIC: &str = "net.connman.iwd.StationDiagnostic";

type Objects = HashMap<OwnedObjectPath, HashMap<String, Properties>>;

/// The links that iwd manages and that are connected, by the names of their interfaces.
pub(super) fn links(bus: &Bus) -> Result<Vec<(String, Said)>, Cause> {
    if !bus.has_owner(SERVICE)? {
        return Err(Cause::Missing);
    }
    let objects: Objects = bus
        .call(SERVICE, "/", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", &())
        .map_err(of_running)?;
    let links = objects.iter().filter_map(|(path, interfaces)| {
        let station = interfaces.get(STATION)?;
        let state: String = property_of(station, "State")?;
        let name = property_of(interfaces.get(DEVICE)?, "Name")?;
        ["connected", "roaming"].contains(&state.as_str()).then(|| (name, said(bus, &objects, path, station)))
    });
    Ok(links.collect())
}

fn said(bus: &Bus, objects: &Objects, path: &OwnedObjectPath, station: &Properties) -> Said {
    let admitted = bus
        .call(SERVICE, path.as_str(), DIAGNOSTIC, "GetDiagnostics", &())
        .ok()
        .and_then(|diagnostics: Properties| {
            let cipher: Option<String> = property_of(&diagnostics, "PairwiseCipher");
            exactly(&property_of::<String>(&diagnostics, "Security")?, cipher.as_deref())
        })
        .or_else(|| {
            // The diagnostics of older versions do not tell.
            let network: OwnedObjectPath = property_of(station, "ConnectedNetwork")?;
            roughly(&property_of::<String>(objects.get(&network)?.get(NETWORK)?, "Type")?)
        });
    Said {
        source: IWD_BUS,
        announced: None,
        admitted,
        server_verified: admitted.filter(|admitted| *admitted == ONLY_ENTERPRISE).map(|_| Err(Cause::Denied)),
    }
}

/// What `Security` and `PairwiseCipher` of the diagnostics say of the connection in use.
fn exactly(security: &str, cipher: Option<&str>) -> Option<&'static [Word]> {
    let security = security.strip_suffix(" + FT").unwrap_or(security);
    Some(match security {
        "Open" => ONLY_OPEN,
        "OWE" => ONLY_OWE,
        _ if cipher == Some("TKIP") => ONLY_TKIP,
        "WPA1-Personal" => ONLY_TKIP,
        "WPA2-Personal" => ONLY_WPA2,
        "WPA3-Personal" => ONLY_WPA3,
        "WPA2-Enterprise" | "WPA3-Enterprise" | "FILS" => ONLY_ENTERPRISE,
        _ => return None,
    })
}

/// What the `Type` of a network leaves open.
fn roughly(kind: &str) -> Option<&'static [Word]> {
    Some(match kind {
        "open" => WITHOUT_KEY,
        "wep" => ONLY_WEP,
        "psk" => PERSONAL,
        "8021x" | "hotspot" => ENTERPRISE,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagnostics_tell_what_is_in_use() {
        let ccmp = Some("CCMP-128");
        let cases = [
            ("Open", None, Some(ONLY_OPEN)),
            ("OWE", ccmp, Some(ONLY_OWE)),
            ("WPA1-Personal", Some("TKIP"), Some(ONLY_TKIP)),
            ("WPA1-Personal", ccmp, Some(ONLY_TKIP)),
            ("WPA2-Personal", Some("TKIP"), Some(ONLY_TKIP)),
            ("WPA2-Personal", ccmp, Some(ONLY_WPA2)),
            ("WPA2-Personal + FT", ccmp, Some(ONLY_WPA2)),
            ("WPA3-Personal", ccmp, Some(ONLY_WPA3)),
            ("WPA3-Personal + FT", Some("GCMP-256"), Some(ONLY_WPA3)),
            ("WPA2-Enterprise + FT", ccmp, Some(ONLY_ENTERPRISE)),
            ("WPA3-Enterprise", ccmp, Some(ONLY_ENTERPRISE)),
            ("FILS + FT", ccmp, Some(ONLY_ENTERPRISE)),
            ("OSEN", ccmp, None),
            ("", None, None),
        ];
        for (security, cipher, expected) in cases {
            assert_eq!(exactly(security, cipher), expected, "{security} {cipher:?}");
        }
    }
}
