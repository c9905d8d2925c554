//! The class of a Wi-Fi link, from what its access point announces and what its connection asks for.
//!
//! The numbers are `NM80211ApFlags` and `NM80211ApSecurityFlags` of `nm-dbus-interface.h`.

use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;

/// `NM_802_11_AP_FLAGS_PRIVACY`: frames are encrypted somehow.
const FLAG_PRIVACY: u32 = 0x1;

/// `NM_802_11_AP_SEC_PAIR_TKIP`.
const PAIR_TKIP: u32 = 0x4;
/// `NM_802_11_AP_SEC_PAIR_CCMP`.
const PAIR_CCMP: u32 = 0x8;
/// `NM_802_11_AP_SEC_KEY_MGMT_PSK`: a passphrase, WPA or WPA2.
const KEY_PSK: u32 = 0x100;
/// `NM_802_11_AP_SEC_KEY_MGMT_802_1X`.
const KEY_802_1X: u32 = 0x200;
/// `NM_802_11_AP_SEC_KEY_MGMT_SAE`: a passphrase, WPA3.
const KEY_SAE: u32 = 0x400;
/// `NM_802_11_AP_SEC_KEY_MGMT_OWE`.
const KEY_OWE: u32 = 0x800;
/// `NM_802_11_AP_SEC_KEY_MGMT_OWE_TM`: open itself, with an OWE sibling.
const KEY_OWE_TRANSITION: u32 = 0x1000;
/// `NM_802_11_AP_SEC_KEY_MGMT_EAP_SUITE_B_192`.
const KEY_SUITE_B: u32 = 0x2000;

/// What an access point announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Announced {
    /// `Flags`.
    pub(super) flags: u32,
    /// `WpaFlags`: the first WPA.
    pub(super) wpa: u32,
    /// `RsnFlags`: WPA2 and later.
    pub(super) rsn: u32,
}

/// What a saved connection asks for, of the setting `802-11-wireless-security`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// `key-mgmt`; absent for a connection without security.
    pub(super) key_management: Option<String>,
    /// `proto` and `pairwise` rule WPA2 with CCMP out.
    pub(super) only_first_wpa: bool,
}

/// The class in use, and the weakest that the access point accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Security {
    pub(super) class: Word,
    pub(super) weakest: Word,
}

/// The classes, the weakest first.
const BY_STRENGTH: [Word; 7] = [
    words::WIFI_OPEN,
    words::WIFI_OWE,
    words::WIFI_WEP,
    words::WIFI_WPA_TKIP,
    words::WIFI_WPA2_PERSONAL,
    words::WIFI_WPA3_PERSONAL,
    words::WIFI_ENTERPRISE,
];

/// Tells the class; where the connection leaves several open, it is the weakest of them.
///
/// `asked` is absent where the connection's settings could not be read. Nothing comes back where what is
/// announced is not known here, or contradicts what is asked for.
pub(super) fn security(announced: Announced, asked: Option<&Asked>) -> Option<Security> {
    let offered = offered(announced);
    let weakest = weakest_of(&offered)?;
    let possible: Vec<Word> =
        offered.into_iter().filter(|&class| asked.is_none_or(|asked| asked.admits(class))).collect();
    // Given the choice, supplicants take WPA2 with CCMP over the first WPA with the same key.
    let in_use =
        if possible.contains(&words::WIFI_WPA2_PERSONAL) || possible.contains(&words::WIFI_ENTERPRISE) {
            possible.into_iter().filter(|&class| class != words::WIFI_WPA_TKIP).collect()
        } else {
            possible
        };
    Some(Security { class: weakest_of(&in_use)?, weakest })
}

impl Asked {
    fn admits(&self, class: Word) -> bool {
        let personal = [words::WIFI_WPA2_PERSONAL, words::WIFI_WPA3_PERSONAL];
        match self.key_management.as_deref() {
            None => class == words::WIFI_OPEN,
            // NetworkManager calls WEP `none`, and WEP with changing keys `ieee8021x`.
            Some("none") => class == words::WIFI_WEP || class == words::WIFI_OPEN,
            Some("ieee8021x") => class == words::WIFI_WEP,
            Some("wpa-psk" | "wpa-eap") if self.only_first_wpa => class == words::WIFI_WPA_TKIP,
            // NetworkManager offers SAE as well where the card can.
            Some("wpa-psk") => class == words::WIFI_WPA_TKIP || personal.contains(&class),
            Some("sae") => class == words::WIFI_WPA3_PERSONAL,
            Some("owe") => class == words::WIFI_OWE,
            Some("wpa-eap") => class == words::WIFI_WPA_TKIP || class == words::WIFI_ENTERPRISE,
            Some("wpa-eap-suite-b-192") => class == words::WIFI_ENTERPRISE,
            Some(_) => false,
        }
    }
}

/// Everything the access point accepts.
fn offered(Announced { flags, wpa, rsn }: Announced) -> Vec<Word> {
    let mut offered = Vec::new();
    if rsn & (KEY_PSK | KEY_802_1X) != 0 && rsn & PAIR_TKIP != 0 || wpa & (KEY_PSK | KEY_802_1X) != 0 {
        offered.push(words::WIFI_WPA_TKIP);
    }
    if rsn & KEY_PSK != 0 && rsn & PAIR_CCMP != 0 {
        offered.push(words::WIFI_WPA2_PERSONAL);
    }
    if rsn & KEY_SAE != 0 {
        offered.push(words::WIFI_WPA3_PERSONAL);
    }
    if rsn & KEY_802_1X != 0 && rsn & PAIR_CCMP != 0 || rsn & KEY_SUITE_B != 0 {
        offered.push(words::WIFI_ENTERPRISE);
    }
    if rsn & KEY_OWE != 0 {
        offered.push(words::WIFI_OWE);
    }
    if (wpa | rsn) & KEY_OWE_TRANSITION != 0 {
        offered.push(words::WIFI_OPEN);
    }
    if wpa == 0 && rsn == 0 {
        offered.push(if flags & FLAG_PRIVACY == 0 { words::WIFI_OPEN } else { words::WIFI_WEP });
    }
    offered
}

fn weakest_of(classes: &[Word]) -> Option<Word> {
    BY_STRENGTH.into_iter().find(|class| classes.contains(class))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(flags: u32, wpa: u32, rsn: u32, key_management: Option<&str>) -> Option<(Word, Word)> {
        let asked = key_management.map(|name| Asked {
            key_management: Some(name.to_owned()).filter(|name| !name.is_empty()),
            only_first_wpa: false,
        });
        security(Announced { flags, wpa, rsn }, asked.as_ref()).map(|found| (found.class, found.weakest))
    }

    #[test]
    fn what_real_access_points_announce_gives_their_class() {
        use words::{
            WIFI_ENTERPRISE, WIFI_OPEN, WIFI_OWE, WIFI_WEP, WIFI_WPA_TKIP, WIFI_WPA2_PERSONAL,
            WIFI_WPA3_PERSONAL,
        };

        // Flags, WpaFlags and RsnFlags as NetworkManager 1.42 gave them for hostapd's access points; the
        // connection's key management as NetworkManager saved it, "" for none.
        let cases = [
            (0, 0, 0, "", WIFI_OPEN, WIFI_OPEN),
            (1, 0, 0, "none", WIFI_WEP, WIFI_WEP),
            (1, 0, 392, "wpa-psk", WIFI_WPA2_PERSONAL, WIFI_WPA2_PERSONAL),
            (1, 0, 1160, "sae", WIFI_WPA3_PERSONAL, WIFI_WPA3_PERSONAL),
            (1, 0, 1160, "wpa-psk", WIFI_WPA3_PERSONAL, WIFI_WPA3_PERSONAL),
            (1, 0, 2184, "owe", WIFI_OWE, WIFI_OWE),
            (1, 0, 1416, "sae", WIFI_WPA3_PERSONAL, WIFI_WPA2_PERSONAL),
            (1, 0, 1416, "wpa-psk", WIFI_WPA2_PERSONAL, WIFI_WPA2_PERSONAL),
            (1, 0, 648, "wpa-eap", WIFI_ENTERPRISE, WIFI_ENTERPRISE),
            (1, 324, 0, "wpa-psk", WIFI_WPA_TKIP, WIFI_WPA_TKIP),
            (1, 324, 392, "wpa-psk", WIFI_WPA2_PERSONAL, WIFI_WPA_TKIP),
            (0, 0, 0x1000, "", WIFI_OPEN, WIFI_OPEN),
            (1, 0, 0x2088, "wpa-eap-suite-b-192", WIFI_ENTERPRISE, WIFI_ENTERPRISE),
            (1, 0, 0x144, "wpa-psk", WIFI_WPA_TKIP, WIFI_WPA_TKIP),
        ];
        for (flags, wpa, rsn, asked, class, weakest) in cases {
            assert_eq!(
                classes(flags, wpa, rsn, Some(asked)),
                Some((class, weakest)),
                "{flags}/{wpa}/{rsn} {asked}"
            );
        }
    }

    #[test]
    fn without_the_settings_it_is_the_weakest() {
        assert_eq!(classes(1, 0, 1416, None), Some((words::WIFI_WPA2_PERSONAL, words::WIFI_WPA2_PERSONAL)));
        assert_eq!(
            classes(1, 0, 0x188 | 0x288, None),
            Some((words::WIFI_WPA2_PERSONAL, words::WIFI_WPA2_PERSONAL))
        );
    }

    #[test]
    fn what_contradicts_itself_has_no_class() {
        assert_eq!(classes(0, 0, 0, Some("wpa-psk")), None);
        assert_eq!(classes(1, 0, 392, Some("sae")), None);
        assert_eq!(classes(1, 0, 392, Some("")), None);
        assert_eq!(classes(1, 0, 392, Some("wpa-next")), None);
        assert_eq!(classes(1, 0, 0x88, Some("wpa-psk")), None);
        assert_eq!(classes(1, 0, 0x0100_0000, None), None);
    }

    #[test]
    fn a_connection_held_to_the_first_wpa_uses_it() {
        let asked = Asked { key_management: Some("wpa-psk".to_owned()), only_first_wpa: true };
        let found = security(Announced { flags: 1, wpa: 324, rsn: 392 }, Some(&asked));

        assert_eq!(found.map(|found| found.class), Some(words::WIFI_WPA_TKIP));
    }
}
