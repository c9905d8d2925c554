//! How Wi-Fi links are secured as the kernel tells it, whoever manages them.
//!
//! Asks `nl80211` for the wireless interfaces and for the access points that they are associated with, which
//! needs no permission; the lists of the last scan are read, no new scan is started. Cannot see which of the
//! ways that an access point announces is in use, but that rates of 802.11n and later rule TKIP out, nor what the
//! connection is held to.

use custodia_core::fact::Cause;

use super::ies;
use super::netlink::{Netlink, Protocol, attribute, u16_at, u32_at, value_of};
use super::wifi::Announced;

/// From `linux/genetlink.h`.
const GENL_ID_CTRL: u16 = 16;
const CTRL_CMD_GETFAMILY: u8 = 3;
const CTRL_ATTR_FAMILY_ID: u16 = 1;
const CTRL_ATTR_FAMILY_NAME: u16 = 2;
/// The length of `genlmsghdr`, in bytes.
const GENERIC_HEADER: usize = 4;

/// From `linux/nl80211.h`.
const NL80211_CMD_GET_INTERFACE: u8 = 5;
const NL80211_CMD_GET_STATION: u8 = 17;
const NL80211_CMD_GET_SCAN: u8 = 32;
const NL80211_ATTR_IFINDEX: u16 = 3;
const NL80211_ATTR_IFNAME: u16 = 4;
const NL80211_ATTR_IFTYPE: u16 = 5;
const NL80211_ATTR_STA_INFO: u16 = 21;
const NL80211_ATTR_BSS: u16 = 47;
const NL80211_IFTYPE_STATION: u32 = 2;
/// The rates of what is sent and of what is received.
const NL80211_STA_INFO_BITRATES: [u16; 2] = [8, 14];
/// The index of a rate of 802.11n, ac, ax or be.
const NL80211_RATE_INFO_MCS: [u16; 4] = [2, 6, 13, 19];
const NL80211_BSS_CAPABILITY: u16 = 5;
const NL80211_BSS_INFORMATION_ELEMENTS: u16 = 6;
const NL80211_BSS_STATUS: u16 = 9;
const NL80211_BSS_BEACON_IES: u16 = 11;
const NL80211_BSS_STATUS_ASSOCIATED: u32 = 1;

/// One wireless interface.
#[derive(Debug)]
pub(super) struct Radio {
    /// Its name, which never leaves this module's callers.
    pub(super) name: String,
    /// The access point that it is associated with.
    pub(super) access_point: Result<AccessPoint, Cause>,
    /// Whether it sends or receives at rates of 802.11n or later.
    pub(super) has_newer_rates: bool,
}

/// An access point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AccessPoint {
    pub(super) announced: Announced,
    /// The name of its network, which never leaves the device.
    pub(super) network: Option<Vec<u8>>,
}

/// The wireless interfaces.
pub(super) fn radios() -> Result<Vec<Radio>, Cause> {
    let mut kernel = Netlink::open(Protocol::Generic)?;
    // The whole list, because asking for one name would have the kernel load a module of it.
    let family = kernel.dump(GENL_ID_CTRL, &[CTRL_CMD_GETFAMILY, 1, 0, 0], &mut |found, message| {
        let body = message.body.get(GENERIC_HEADER..).unwrap_or_default();
        if value_of(body, CTRL_ATTR_FAMILY_NAME) == Some(b"nl80211\0") {
            *found = value_of(body, CTRL_ATTR_FAMILY_ID).and_then(|id| u16_at(id, 0));
        }
    })?;
    let family = family.ok_or(Cause::Missing)?;
    let interfaces: Vec<Interface> =
        kernel.dump(family, &[NL80211_CMD_GET_INTERFACE, 0, 0, 0], &mut |found: &mut Vec<_>, message| {
            found.extend(interface(message.body));
        })?;
    let radio = |Interface { index, name, kind }| {
        let is_client = kind == NL80211_IFTYPE_STATION;
        Radio {
            name,
            access_point: if is_client {
                associated(&mut kernel, family, index)
            } else {
                Err(Cause::Unsupported)
            },
            has_newer_rates: is_client && has_newer_rates(&mut kernel, family, index),
        }
    };
    Ok(interfaces.into_iter().map(radio).collect())
}

struct Interface {
    index: u32,
    name: String,
    kind: u32,
}

fn interface(body: &[u8]) -> Option<Interface> {
    let body = body.get(GENERIC_HEADER..)?;
    let name = value_of(body, NL80211_ATTR_IFNAME)?;
    Some(Interface {
        index: u32_at(value_of(body, NL80211_ATTR_IFINDEX)?, 0)?,
        name: std::str::from_utf8(name.strip_suffix(b"\0")?).ok()?.to_owned(),
        kind: u32_at(value_of(body, NL80211_ATTR_IFTYPE)?, 0)?,
    })
}

/// Reads an answer in every way.
pub(super) fn read(body: &[u8]) {
    let _ = interface(body);
    let _ = access_point(body);
    let _ = newer_rates(body);
}

/// A request about one interface.
fn about(index: u32, command: u8) -> Vec<u8> {
    [vec![command, 0, 0, 0], attribute(NL80211_ATTR_IFINDEX, &index.to_ne_bytes())].concat()
}

fn has_newer_rates(kernel: &mut Netlink, family: u16, index: u32) -> bool {
    let request = about(index, NL80211_CMD_GET_STATION);
    kernel
        .dump(family, &request, &mut |found, message| *found |= newer_rates(message.body))
        .unwrap_or_default()
}

/// Whether the station of one answer has rates of 802.11n or later.
fn newer_rates(body: &[u8]) -> bool {
    let body = body.get(GENERIC_HEADER..).unwrap_or_default();
    let station = value_of(body, NL80211_ATTR_STA_INFO).unwrap_or_default();
    let mut rates = NL80211_STA_INFO_BITRATES.into_iter().filter_map(|kind| value_of(station, kind));
    rates.any(|rate| NL80211_RATE_INFO_MCS.into_iter().any(|kind| value_of(rate, kind).is_some()))
}

fn associated(kernel: &mut Netlink, family: u16, index: u32) -> Result<AccessPoint, Cause> {
    let request = about(index, NL80211_CMD_GET_SCAN);
    let access_points: Vec<_> = kernel.dump(family, &request, &mut |found: &mut Vec<_>, message| {
        found.extend(access_point(message.body));
    })?;
    together(access_points)
}

/// The access point of one answer; nothing for one that is only heard.
fn access_point(body: &[u8]) -> Option<Result<AccessPoint, Cause>> {
    let bss = value_of(body.get(GENERIC_HEADER..)?, NL80211_ATTR_BSS)?;
    let status = value_of(bss, NL80211_BSS_STATUS).and_then(|status| u32_at(status, 0));
    (status == Some(NL80211_BSS_STATUS_ASSOCIATED)).then(|| {
        let capability = value_of(bss, NL80211_BSS_CAPABILITY).ok_or(Cause::Malformed)?;
        let capability = u16_at(capability, 0).ok_or(Cause::Malformed)?;
        let elements = value_of(bss, NL80211_BSS_INFORMATION_ELEMENTS)
            .or_else(|| value_of(bss, NL80211_BSS_BEACON_IES))
            .ok_or(Cause::Malformed)?;
        Ok(AccessPoint {
            announced: ies::announced(capability, elements)?,
            network: ies::network_name(elements).map(<[u8]>::to_vec),
        })
    })
}

/// A client of Wi-Fi 7 is associated with several access points of one network: everything they accept.
fn together(access_points: Vec<Result<AccessPoint, Cause>>) -> Result<AccessPoint, Cause> {
    let mut all = access_points.into_iter();
    let first = all.next().ok_or(Cause::Missing)??;
    all.try_fold(first, |sum, next| {
        let (mut all, next) = (sum.announced, next?.announced);
        all.flags |= next.flags;
        all.wpa |= next.wpa;
        all.rsn |= next.rsn;
        Ok(AccessPoint { announced: all, ..sum })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use custodia_core::vocabulary::Word;
    use custodia_core::vocabulary::network::{
        WIFI_ENTERPRISE, WIFI_OPEN, WIFI_OWE, WIFI_WEP, WIFI_WPA_TKIP, WIFI_WPA2_PERSONAL, WIFI_WPA3_PERSONAL,
    };
    use proptest::prelude::*;

    use super::*;
    use crate::platform::linux::network::wifi::{WITH_NEWER_RATES, security};

    /// Answers of Linux 6.1 about hostapd's access points and the stations associated with them, in hexadecimal.
    const RECORDED: &str = include_str!("../../../../tests/beds/recordings/nl80211.json");

    fn bytes(hexadecimal: &str) -> Vec<u8> {
        let digit = |at: usize| u8::from_str_radix(&hexadecimal[at..at + 2], 16).unwrap();
        (0..hexadecimal.len()).step_by(2).map(digit).collect()
    }

    fn recorded() -> BTreeMap<String, [Vec<u8>; 2]> {
        let answers: BTreeMap<String, [String; 2]> = serde_json::from_str(RECORDED).unwrap();
        answers.into_iter().map(|(name, answers)| (name, answers.map(|answer| bytes(&answer)))).collect()
    }

    #[test]
    fn recorded_access_points_have_their_class() {
        let known = |class: Word, weakest: Word| Ok((class, Some(weakest)));
        let expected = [
            ("open", known(WIFI_OPEN, WIFI_OPEN)),
            ("wep", known(WIFI_WEP, WIFI_WEP)),
            ("wpa1", known(WIFI_WPA_TKIP, WIFI_WPA_TKIP)),
            ("wpa2", known(WIFI_WPA2_PERSONAL, WIFI_WPA2_PERSONAL)),
            ("wpa2tkip", known(WIFI_WPA_TKIP, WIFI_WPA_TKIP)),
            ("psk256", known(WIFI_WPA2_PERSONAL, WIFI_WPA2_PERSONAL)),
            ("gcmp", known(WIFI_WPA2_PERSONAL, WIFI_WPA2_PERSONAL)),
            ("wpa3", known(WIFI_WPA3_PERSONAL, WIFI_WPA3_PERSONAL)),
            ("mixed2", known(WIFI_WPA2_PERSONAL, WIFI_WPA2_PERSONAL)),
            ("mixed3", known(WIFI_WPA2_PERSONAL, WIFI_WPA2_PERSONAL)),
            ("owe", known(WIFI_OWE, WIFI_OWE)),
            ("tm-open", known(WIFI_OPEN, WIFI_OPEN)),
            ("tm-owe", known(WIFI_OWE, WIFI_OPEN)),
            ("eap", known(WIFI_ENTERPRISE, WIFI_ENTERPRISE)),
            ("eap256", known(WIFI_ENTERPRISE, WIFI_ENTERPRISE)),
            // Both are offered by the same access point; the rates tell that the first one is not in use.
            ("wpa12", known(WIFI_WPA2_PERSONAL, WIFI_WPA_TKIP)),
            ("wpa12tkip", Err(Cause::Unsupported)),
        ];
        let recorded = recorded();
        assert_eq!(recorded.len(), expected.len());
        for (name, expected) in expected {
            let [scan, station] = &recorded[name];
            let rates = newer_rates(station).then_some(WITH_NEWER_RATES);

            let found = security(Some(access_point(scan).unwrap().unwrap().announced), rates.as_slice());

            assert_eq!(found.map(|found| (found.class, found.weakest)), expected, "{name}");
        }
    }

    #[test]
    fn recorded_access_points_have_their_name() {
        for (recording, name) in [("wpa2", &b"bed-wpa2"[..]), ("tm-owe", b"bed-tm-owe")] {
            let found = access_point(&recorded()[recording][0]).unwrap().unwrap();

            assert_eq!(found.network.as_deref(), Some(name));
        }
    }

    #[test]
    fn access_points_that_are_only_heard_do_not_count() {
        let [scan, _] = &recorded()["wpa2"];
        let status = attribute(NL80211_BSS_STATUS, &NL80211_BSS_STATUS_ASSOCIATED.to_ne_bytes());
        let at = scan.windows(status.len()).position(|window| window == status).unwrap();
        let heard = [&scan[..at], &scan[at + status.len()..]].concat();

        assert_eq!(access_point(&heard), None);
        assert_eq!(together(vec![]), Err(Cause::Missing));
    }

    #[test]
    fn damage_is_never_taken_for_an_open_network() {
        let open = |found: &AccessPoint| found.announced == Announced { flags: 0, wpa: 0, rsn: 0 };
        for (name, [scan, _]) in recorded() {
            for length in 0..scan.len() {
                let found = access_point(&scan[..length]).and_then(Result::ok);
                assert!(name.contains("open") || !found.as_ref().is_some_and(open), "{name} {length}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_answer_is_read(body in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = access_point(&body);
            let _ = newer_rates(&body);
        }
    }
}
