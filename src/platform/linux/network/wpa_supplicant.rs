//! What `wpa_supplicant` says about the links it secures, Wi-Fi and cable.
//!
//! Reads single properties on the system bus, which Debian allows to root and to the group `netdev`: another
//! person is refused. The properties of a network hold no passphrases or keys. Cannot see a `wpa_supplicant`
//! that was started without the bus.

use std::collections::HashMap;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network::WPA_SUPPLICANT_BUS;
use zbus::{OwnedObjectPath, OwnedVariant};

use super::authentication::Authentication;
use super::managers::Said;
use super::wifi::{
    Announced, ENTERPRISE, FLAG_PRIVACY, KEY_802_1X, KEY_OWE, KEY_PSK, KEY_SAE, KEY_SUITE_B, OLDER_PERSONAL,
    ONLY_ENTERPRISE, ONLY_OWE, ONLY_TKIP, ONLY_WEP, ONLY_WPA3, PAIR_CCMP, PAIR_TKIP, PAIR_WEP, WITHOUT_WPA,
};
use crate::platform::linux::bus::{Bus, Properties, of_running, property_of};

const SERVICE: &str = "fi.w1.wpa_supplicant1";
const ROOT: &str = "/fi/w1/wpa_supplicant1";
const INTERFACE: &str = "fi.w1.wpa_supplicant1.Interface";
const BSS: &str = "fi.w1.wpa_supplicant1.BSS";
const NETWORK: &str = "fi.w1.wpa_supplicant1.Network";

/// More interfaces than this are not asked about.
const MAX_INTERFACES: usize = 64;

/// A link that it secures.
#[derive(Debug)]
pub(super) struct Link {
    /// The interface, which never leaves this module's callers.
    pub(super) interface: String,
    /// What it says of a Wi-Fi link, or of a cable with 802.1X.
    pub(super) said: Said,
    /// Whether it is a cable.
    pub(super) is_wired: bool,
    /// Whether it signed in with 802.1X.
    pub(super) by_eap: bool,
}

/// The links on which it has come to an end.
pub(super) fn links(bus: &Bus) -> Result<Vec<Link>, Cause> {
    if !bus.has_owner(SERVICE)? {
        return Err(Cause::Missing);
    }
    let interfaces: Vec<OwnedObjectPath> =
        bus.property(SERVICE, ROOT, SERVICE, "Interfaces").map_err(of_running)?;
    let interfaces = interfaces.iter().take(MAX_INTERFACES).filter_map(|path| link(bus, path.as_str()));
    Ok(interfaces.collect())
}

fn link(bus: &Bus, path: &str) -> Option<Link> {
    let text = |name: &str| bus.property::<String>(SERVICE, path, INTERFACE, name).ok();
    let object = |name: &str| {
        let path: OwnedObjectPath = bus.property(SERVICE, path, INTERFACE, name).ok()?;
        Some(path).filter(|path| path.as_str() != "/")
    };
    if text("State")? != "completed" {
        return None;
    }
    let mode = text("CurrentAuthMode")?;
    let by_eap = ["EAP", "FILS"].iter().any(|part| mode.contains(part));
    let network: Properties = object("CurrentNetwork")
        .and_then(|network| bus.property(SERVICE, network.as_str(), NETWORK, "Properties").ok())
        .unwrap_or_default();
    let is_wired = matches!(text("Driver")?.as_str(), "wired" | "macsec_linux");
    Some(Link {
        interface: text("Ifname")?,
        said: Said {
            source: WPA_SUPPLICANT_BUS,
            announced: object("CurrentBSS").and_then(|bss| announced(bus, bss.as_str())),
            admitted: admitted(&mode, &network),
            server_verified: by_eap.then(|| server_verified(&network).transpose()).flatten(),
        },
        is_wired,
        by_eap,
    })
}

fn announced(bus: &Bus, bss: &str) -> Option<Announced> {
    let suites = |name: &str| {
        let suites: HashMap<String, OwnedVariant> = bus.property(SERVICE, bss, BSS, name).ok()?;
        let list = |name: &str| property_of::<Vec<String>>(&suites, name).unwrap_or_default();
        let ciphers = list("Pairwise").iter().fold(0, |all, name| all | cipher(name));
        Some(list("KeyMgmt").iter().fold(ciphers, |all, name| all | key(name)))
    };
    let privacy: bool = bus.property(SERVICE, bss, BSS, "Privacy").ok()?;
    Some(Announced {
        flags: if privacy { FLAG_PRIVACY } else { 0 },
        wpa: suites("WPA")?,
        rsn: suites("RSN")?,
    })
}

/// The ciphers of `Pairwise`.
fn cipher(name: &str) -> u32 {
    match name {
        "tkip" => PAIR_TKIP,
        "wep40" | "wep104" => PAIR_WEP,
        "ccmp" | "ccmp-256" | "gcmp" | "gcmp-256" => PAIR_CCMP,
        _ => 0,
    }
}

/// The ways of managing keys of `KeyMgmt`, such as `wpa-ft-psk`.
fn key(name: &str) -> u32 {
    let has = |part: &str| name.split('-').any(|own| own == part);
    match name {
        "owe" => KEY_OWE,
        "wpa-eap-suite-b-192" => KEY_SUITE_B,
        _ if has("sae") => KEY_SAE,
        _ if has("psk") => KEY_PSK,
        _ if has("eap") || has("fils") => KEY_802_1X,
        _ => 0,
    }
}

/// What `CurrentAuthMode` leaves open, whose text is made of the key management in use and of the protocols that
/// the network allows; which of these is in use, the access point decides.
fn admitted(mode: &str, network: &Properties) -> Option<&'static [Word]> {
    let allows = |name: &str, wanted: &[&str]| {
        property_of::<String>(network, name)
            .is_none_or(|list| list.split(' ').any(|item| wanted.contains(&item)))
    };
    let only_first_wpa =
        !allows("proto", &["RSN", "WPA2"]) || !allows("pairwise", &["CCMP", "CCMP-256", "GCMP", "GCMP-256"]);
    Some(match mode {
        "NONE" => WITHOUT_WPA,
        "OWE" => ONLY_OWE,
        "WPA-PSK" => ONLY_TKIP,
        "IEEE 802.1X (no WPA)" => ONLY_WEP,
        _ if mode.contains("SAE") => ONLY_WPA3,
        _ if mode.contains("SHA") || mode.contains("SUITE-B") => {
            if mode.contains("PSK") {
                OLDER_PERSONAL
            } else {
                ONLY_ENTERPRISE
            }
        }
        // Without WPA it would be WEP with changing keys.
        _ if mode.contains("EAP") && !allows("key_mgmt", &["WPA-EAP", "FT-EAP"]) => ONLY_WEP,
        _ if mode.contains("EAP") => {
            if only_first_wpa {
                ONLY_TKIP
            } else {
                ENTERPRISE
            }
        }
        _ if mode.contains("PSK") => {
            if only_first_wpa {
                ONLY_TKIP
            } else {
                OLDER_PERSONAL
            }
        }
        _ => return None,
    })
}

/// Whether a network checks whom it gives its credentials to; nothing where its method has nothing to check.
fn server_verified(network: &Properties) -> Result<Option<bool>, Cause> {
    let text = |name: &str| {
        property_of::<String>(network, name)
            .map(|text| text.trim_matches('"').to_owned())
            .filter(|text| !text.is_empty())
    };
    let methods = text("eap").ok_or(Cause::Denied)?;
    let methods: Vec<&str> = methods.split(' ').collect();
    Ok(Authentication {
        methods: &methods,
        authority: text("ca_cert").as_deref(),
        authorities: text("ca_path").as_deref(),
        named: ["domain_suffix_match", "domain_match", "subject_match", "altsubject_match"]
            .into_iter()
            .any(|name| text(name).is_some()),
    }
    .verifies_server())
}
