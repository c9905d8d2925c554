//! The class of a Wi-Fi link, from what its access point announces and what is known of its connection.
//!
//! The numbers are `NM80211ApFlags` and `NM80211ApSecurityFlags` of `nm-dbus-interface.h`.

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;

/// `NM_802_11_AP_FLAGS_PRIVACY`: frames are encrypted somehow.
pub(super) const FLAG_PRIVACY: u32 = 0x1;

/// `NM_802_11_AP_SEC_PAIR_WEP40` and `_WEP104`.
pub(super) const PAIR_WEP: u32 = 0x3;
/// `NM_802_11_AP_SEC_PAIR_TKIP`.
pub(super) const PAIR_TKIP: u32 = 0x4;
/// `NM_802_11_AP_SEC_PAIR_CCMP`; here also for the ciphers after it, which `NetworkManager` does not tell.
pub(super) const PAIR_CCMP: u32 = 0x8;
/// `NM_802_11_AP_SEC_GROUP_WEP40`, `_WEP104` and `_TKIP`.
const GROUP_OLD: u32 = 0x70;
/// `NM_802_11_AP_SEC_KEY_MGMT_PSK`: a passphrase, WPA or WPA2.
pub(super) const KEY_PSK: u32 = 0x100;
/// `NM_802_11_AP_SEC_KEY_MGMT_802_1X`.
pub(super) const KEY_802_1X: u32 = 0x200;
/// `NM_802_11_AP_SEC_KEY_MGMT_SAE`: a passphrase, WPA3.
pub(super) const KEY_SAE: u32 = 0x400;
/// `NM_802_11_AP_SEC_KEY_MGMT_OWE`.
pub(super) const KEY_OWE: u32 = 0x800;
/// `NM_802_11_AP_SEC_KEY_MGMT_OWE_TM`: open itself, with an OWE sibling.
pub(super) const KEY_OWE_TRANSITION: u32 = 0x1000;
/// `NM_802_11_AP_SEC_KEY_MGMT_EAP_SUITE_B_192`.
pub(super) const KEY_SUITE_B: u32 = 0x2000;

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

/// The class in use, and the weakest that the access point accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Security {
    pub(super) class: Word,
    pub(super) weakest: Option<Word>,
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

/// What a way of managing keys can lead to.
pub(super) const ONLY_OPEN: &[Word] = &[words::WIFI_OPEN];
pub(super) const ONLY_OWE: &[Word] = &[words::WIFI_OWE];
pub(super) const ONLY_WEP: &[Word] = &[words::WIFI_WEP];
pub(super) const ONLY_TKIP: &[Word] = &[words::WIFI_WPA_TKIP];
pub(super) const ONLY_WPA2: &[Word] = &[words::WIFI_WPA2_PERSONAL];
pub(super) const ONLY_WPA3: &[Word] = &[words::WIFI_WPA3_PERSONAL];
pub(super) const ONLY_ENTERPRISE: &[Word] = &[words::WIFI_ENTERPRISE];
/// Without WPA of any kind.
pub(super) const WITHOUT_WPA: &[Word] = &[words::WIFI_OPEN, words::WIFI_WEP];
/// Nothing that the person has to enter.
pub(super) const WITHOUT_KEY: &[Word] = &[words::WIFI_OPEN, words::WIFI_OWE];
/// A passphrase, but not WPA3.
pub(super) const OLDER_PERSONAL: &[Word] = &[words::WIFI_WPA_TKIP, words::WIFI_WPA2_PERSONAL];
/// A passphrase.
pub(super) const PERSONAL: &[Word] =
    &[words::WIFI_WPA_TKIP, words::WIFI_WPA2_PERSONAL, words::WIFI_WPA3_PERSONAL];
/// What can have the rates of 802.11n and later, which the first ciphers are not used with.
pub(super) const WITH_NEWER_RATES: &[Word] = &[
    words::WIFI_OPEN,
    words::WIFI_OWE,
    words::WIFI_WPA2_PERSONAL,
    words::WIFI_WPA3_PERSONAL,
    words::WIFI_ENTERPRISE,
];
/// 802.1X with WPA of any kind.
pub(super) const ENTERPRISE: &[Word] = &[words::WIFI_WPA_TKIP, words::WIFI_ENTERPRISE];

/// Tells the class from what the access point offers and what each program that knows the connection admits.
///
/// Where these leave several open, it is the weakest of them. Nothing announced is enough only where a program
/// says exactly what is in use. What contradicts itself is [`Cause::Malformed`].
pub(super) fn security(announced: Option<Announced>, admitted: &[&[Word]]) -> Result<Security, Cause> {
    let offered = announced.map(offered);
    // Behind an access point with OWE, only its sibling is open.
    let is_owe = announced.is_some_and(|announced| announced.rsn & KEY_OWE != 0);
    let possible: Vec<Word> = BY_STRENGTH
        .into_iter()
        .filter(|class| offered.as_ref().is_none_or(|offered| offered.contains(class)))
        .filter(|class| !is_owe || *class != words::WIFI_OPEN)
        .filter(|class| admitted.iter().all(|admitted| admitted.contains(class)))
        .collect();
    let has = |class| possible.contains(&class);
    let strong = has(words::WIFI_WPA2_PERSONAL) || has(words::WIFI_ENTERPRISE);
    let choice = match (&offered, possible.as_slice()) {
        (_, []) => return Err(Cause::Malformed),
        (_, [_]) => possible.first(),
        (None, _) => None,
        // Given the choice, supplicants take WPA2 with CCMP over the first WPA with the same key; whether it
        // is given, only who knows what was asked for can say.
        (Some(_), [words::WIFI_WPA_TKIP, rest @ ..]) if strong => {
            rest.first().filter(|_| !admitted.is_empty())
        }
        (Some(_), [weakest, ..]) => Some(weakest),
    };
    let class = *choice.ok_or(Cause::Unsupported)?;
    let weakest = offered.and_then(|offered| BY_STRENGTH.into_iter().find(|class| offered.contains(class)));
    Ok(Security { class, weakest })
}

/// What the `key-mgmt` of a connection of `NetworkManager` admits, absent for a connection without security;
/// `only_first_wpa` where it rules WPA2 with CCMP out.
pub(super) fn admitted_by(key_management: Option<&str>, only_first_wpa: bool) -> &'static [Word] {
    match key_management {
        None => ONLY_OPEN,
        // NetworkManager calls WEP `none`, and WEP with changing keys `ieee8021x`.
        Some("none") => WITHOUT_WPA,
        Some("ieee8021x") => ONLY_WEP,
        Some("wpa-psk" | "wpa-eap") if only_first_wpa => ONLY_TKIP,
        // NetworkManager offers SAE as well where the card can.
        Some("wpa-psk") => PERSONAL,
        Some("sae") => ONLY_WPA3,
        Some("owe") => ONLY_OWE,
        Some("wpa-eap") => ENTERPRISE,
        Some("wpa-eap-suite-b-192") => ONLY_ENTERPRISE,
        Some(_) => &[],
    }
}

/// Everything the access point accepts.
fn offered(Announced { flags, wpa, rsn }: Announced) -> Vec<Word> {
    // A cipher after CCMP is told by none of the flags.
    let modern = rsn & PAIR_CCMP != 0 || rsn & (PAIR_WEP | PAIR_TKIP | GROUP_OLD) == 0;
    let keys = KEY_PSK | KEY_802_1X;
    let table = [
        (words::WIFI_WPA_TKIP, rsn & keys != 0 && rsn & PAIR_TKIP != 0 || wpa & keys != 0),
        (words::WIFI_WPA2_PERSONAL, rsn & KEY_PSK != 0 && modern),
        (words::WIFI_WPA3_PERSONAL, rsn & KEY_SAE != 0),
        (words::WIFI_ENTERPRISE, rsn & KEY_802_1X != 0 && modern || rsn & KEY_SUITE_B != 0),
        (words::WIFI_OWE, rsn & KEY_OWE != 0),
        (words::WIFI_OPEN, (wpa | rsn) & KEY_OWE_TRANSITION != 0),
        (words::WIFI_OPEN, wpa == 0 && rsn == 0 && flags & FLAG_PRIVACY == 0),
        (words::WIFI_WEP, wpa == 0 && rsn == 0 && flags & FLAG_PRIVACY != 0),
    ];
    table.into_iter().filter(|(_, offers)| *offers).map(|(class, _)| class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(
        flags: u32,
        wpa: u32,
        rsn: u32,
        key_management: Option<&str>,
    ) -> Result<(Word, Option<Word>), Cause> {
        let asked = key_management.map(|name| admitted_by(Some(name).filter(|name| !name.is_empty()), false));
        security(Some(Announced { flags, wpa, rsn }), asked.as_slice())
            .map(|found| (found.class, found.weakest))
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
                Ok((class, Some(weakest))),
                "{flags}/{wpa}/{rsn} {asked}"
            );
        }
    }

    #[test]
    fn without_the_settings_it_is_the_weakest() {
        let weakest = Ok((words::WIFI_WPA2_PERSONAL, Some(words::WIFI_WPA2_PERSONAL)));
        assert_eq!(classes(1, 0, 1416, None), weakest);
        assert_eq!(classes(1, 0, 0x188 | 0x288, None), weakest);
        // A cipher that NetworkManager does not know.
        assert_eq!(classes(1, 0, 0x100, None), weakest);
    }

    #[test]
    fn without_the_settings_the_first_wpa_beside_wpa2_is_unclear() {
        assert_eq!(classes(1, 324, 392, None), Err(Cause::Unsupported));
        assert_eq!(classes(1, 0, 0x100 | PAIR_TKIP | PAIR_CCMP, None), Err(Cause::Unsupported));
    }

    #[test]
    fn what_contradicts_itself_has_no_class() {
        let cases = [
            (0, 0, Some("wpa-psk")),
            (1, 392, Some("sae")),
            (1, 392, Some("")),
            (1, 392, Some("wpa-next")),
            (1, 0x88, Some("wpa-psk")),
            (1, 0x0100_0000, None),
        ];
        for (flags, rsn, asked) in cases {
            assert_eq!(classes(flags, 0, rsn, asked), Err(Cause::Malformed), "{flags} {rsn:#x} {asked:?}");
        }
    }

    #[test]
    fn a_connection_held_to_the_first_wpa_uses_it() {
        let announced = Announced { flags: 1, wpa: 324, rsn: 392 };

        let found = security(Some(announced), &[admitted_by(Some("wpa-psk"), true)]);

        assert_eq!(found.map(|found| found.class), Ok(words::WIFI_WPA_TKIP));
    }

    #[test]
    fn who_knows_what_is_in_use_needs_no_announcement() {
        let class = |admitted: &[&[Word]]| security(None, admitted).map(|found| (found.class, found.weakest));

        assert_eq!(class(&[ONLY_WPA3]), Ok((words::WIFI_WPA3_PERSONAL, None)));
        assert_eq!(class(&[PERSONAL, ONLY_WPA2]), Ok((words::WIFI_WPA2_PERSONAL, None)));
        assert_eq!(class(&[PERSONAL]), Err(Cause::Unsupported));
        assert_eq!(class(&[WITHOUT_KEY, ONLY_WPA2]), Err(Cause::Malformed));
        assert_eq!(class(&[]), Err(Cause::Unsupported));
    }
}
