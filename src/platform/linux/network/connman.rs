//! What `ConnMan` says about the links it manages.
//!
//! Reads its list of services on the system bus, which needs no permission. Cannot see which kind of WPA a
//! passphrase is used with, nor whether an 802.1X network checks the server's certificate.

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;
use zbus::OwnedObjectPath;

use super::managers::Said;
use super::wifi::{ENTERPRISE, ONLY_OPEN, ONLY_WEP, ONLY_WPA3, PERSONAL};
use crate::platform::linux::bus::{Bus, Properties, of_running, property_of};

const SERVICE: &str = "net.connman";

/// A connected service.
#[derive(Debug)]
pub(super) struct Link {
    /// The interface that carries it, which never leaves this module's callers.
    pub(super) interface: String,
    kind: String,
    /// Whether the internet can be reached over it.
    pub(super) connectivity: Word,
    security: Vec<String>,
}

/// The connected services.
pub(super) fn links(bus: &Bus) -> Result<Vec<Link>, Cause> {
    if !bus.has_owner(SERVICE)? {
        return Err(Cause::Missing);
    }
    let services: Vec<(OwnedObjectPath, Properties)> =
        bus.call(SERVICE, "/", "net.connman.Manager", "GetServices", &()).map_err(of_running)?;
    Ok(services.iter().filter_map(|(_, service)| link(service)).collect())
}

fn link(service: &Properties) -> Option<Link> {
    let text = |name: &str| property_of::<String>(service, name);
    let connectivity = match text("State")?.as_str() {
        "online" => words::CONNECTIVITY_FULL,
        // Its check failed, has not ended, or is switched off.
        "ready" => words::CONNECTIVITY_UNKNOWN,
        _ => return None,
    };
    let ethernet: Properties = property_of(service, "Ethernet")?;
    Some(Link {
        interface: property_of(&ethernet, "Interface")?,
        kind: text("Type")?,
        connectivity,
        security: property_of(service, "Security").unwrap_or_default(),
    })
}

impl Link {
    /// Whether it connects the machine to the world.
    pub(super) fn is_outward(&self) -> bool {
        ["ethernet", "wifi", "cellular", "bluetooth"].contains(&self.kind.as_str())
    }

    /// What it says of a Wi-Fi link.
    pub(super) fn said(&self) -> Option<Said> {
        (self.kind == "wifi").then(|| Said {
            source: words::CONNMAN_BUS,
            announced: None,
            admitted: self.security.iter().find_map(|security| admitted(security)),
            // The settings are files of root.
            server_verified: self.security.iter().any(|own| own == "ieee8021x").then_some(Err(Cause::Denied)),
        })
    }
}

fn admitted(security: &str) -> Option<&'static [Word]> {
    Some(match security {
        // It never asks its supplicant for OWE.
        "none" => ONLY_OPEN,
        "wep" => ONLY_WEP,
        "psk" => PERSONAL,
        "sae" => ONLY_WPA3,
        "ieee8021x" => ENTERPRISE,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use zbus::{OwnedVariant, Variant};

    use super::*;

    fn dictionary(values: Vec<(&str, Variant<'static>)>) -> Properties {
        values.into_iter().map(|(name, value)| (name.to_owned(), value.try_into_owned().unwrap())).collect()
    }

    /// A service of these properties over `wlan0`.
    fn service(state: &'static str, security: &[&str]) -> Properties {
        let mut service = dictionary(vec![
            ("Type", Variant::new("wifi")),
            ("State", Variant::new(state)),
            ("Security", Variant::new(security.iter().map(|&text| text.to_owned()).collect::<Vec<_>>())),
        ]);
        let ethernet = dictionary(vec![("Interface", Variant::new("wlan0"))]);
        service.insert("Ethernet".to_owned(), OwnedVariant::try_from(Variant::new(ethernet)).unwrap());
        service
    }

    #[test]
    fn a_service_is_connected_when_it_is_ready() {
        let connectivity = |state| link(&service(state, &["psk"])).map(|link| link.connectivity);

        assert_eq!(connectivity("online"), Some(words::CONNECTIVITY_FULL));
        assert_eq!(connectivity("ready"), Some(words::CONNECTIVITY_UNKNOWN));
        for state in ["idle", "failure", "association", "configuration", "disconnect", "next"] {
            assert_eq!(connectivity(state), None, "{state}");
        }
    }

    #[test]
    fn the_security_of_a_service_leaves_some_classes_open() {
        let cases: [(&[&str], _); 7] = [
            (&["none"], Some(ONLY_OPEN)),
            (&["wep"], Some(ONLY_WEP)),
            (&["psk"], Some(PERSONAL)),
            (&["psk", "wps"], Some(PERSONAL)),
            (&["ieee8021x"], Some(ENTERPRISE)),
            (&["wps"], None),
            (&[], None),
        ];
        for (security, expected) in cases {
            let said = link(&service("ready", security)).unwrap().said().unwrap();
            assert_eq!(said.admitted, expected, "{security:?}");
        }
    }
}
