//! What an access point announces in the information elements of its beacons.
//!
//! Reads the elements as IEEE 802.11-2020 (9.4.2) and the Wi-Fi Alliance describe them: RSN, the first WPA, the
//! RSN overrides of Wi-Fi 7, and the mark of an open network that has an OWE sibling. Cannot see which of the
//! announced ways a client uses.

use custodia_core::fact::Cause;

use super::wifi::{
    Announced, FLAG_PRIVACY, KEY_802_1X, KEY_OWE, KEY_OWE_TRANSITION, KEY_PSK, KEY_SAE, KEY_SUITE_B,
    PAIR_CCMP, PAIR_TKIP, PAIR_WEP,
};

/// The privacy bit of the capability field.
const CAPABILITY_PRIVACY: u16 = 0x10;

/// Element numbers.
const SSID: u8 = 0;
const RSN: u8 = 48;
const WAPI: u8 = 68;
const VENDOR: u8 = 221;

/// What vendor elements begin with: organisation and type.
const FIRST_WPA: [u8; 4] = [0x00, 0x50, 0xf2, 1];
const OSEN: [u8; 4] = [0x50, 0x6f, 0x9a, 0x12];
const OWE_TRANSITION: [u8; 4] = [0x50, 0x6f, 0x9a, 0x1c];
const RSN_OVERRIDE: [u8; 4] = [0x50, 0x6f, 0x9a, 0x29];
const RSN_OVERRIDE_2: [u8; 4] = [0x50, 0x6f, 0x9a, 0x2a];

/// The organisations whose suites stand in an RSN element and in one of the first WPA.
const IEEE: [u8; 3] = [0x00, 0x0f, 0xac];
const MICROSOFT: [u8; 3] = [0x00, 0x50, 0xf2];

/// The length of a suite: organisation and type.
const SUITE: usize = 4;

/// Reads the capability field and the elements of an access point.
///
/// An element that is cut short makes everything [`Cause::Malformed`]: what stood there might have decided. What
/// only other countries or roaming sign-up use is [`Cause::Unsupported`].
pub(super) fn announced(capability: u16, elements: &[u8]) -> Result<Announced, Cause> {
    let flags = if capability & CAPABILITY_PRIVACY == 0 { 0 } else { FLAG_PRIVACY };
    let mut found = Announced { flags, wpa: 0, rsn: 0 };
    let mut rest = elements;
    while let [number, length, behind @ ..] = rest {
        let content = behind.get(..usize::from(*length)).ok_or(Cause::Malformed)?;
        rest = behind.get(content.len()..).unwrap_or_default();
        match (*number, content.split_first_chunk()) {
            (RSN, _) => found.rsn |= suites(content, IEEE)?,
            (WAPI, _) | (VENDOR, Some((&OSEN, _))) => return Err(Cause::Unsupported),
            (VENDOR, Some((&(RSN_OVERRIDE | RSN_OVERRIDE_2), content))) => {
                found.rsn |= suites(content, IEEE)?;
            }
            (VENDOR, Some((&FIRST_WPA, content))) => found.wpa |= suites(content, MICROSOFT)?,
            (VENDOR, Some((&OWE_TRANSITION, _))) => found.rsn |= KEY_OWE_TRANSITION,
            _ => {}
        }
    }
    if rest.is_empty() { Ok(found) } else { Err(Cause::Malformed) }
}

/// The name that a network broadcasts; absent where it hides it.
pub(super) fn network_name(elements: &[u8]) -> Option<&[u8]> {
    let name = match elements {
        [SSID, length, behind @ ..] => behind.get(..usize::from(*length))?,
        _ => return None,
    };
    name.iter().any(|&byte| byte != 0).then_some(name)
}

/// The ciphers and ways of managing keys of one element, all of whose parts but the version may be left out.
fn suites(content: &[u8], organisation: [u8; 3]) -> Result<u32, Cause> {
    let (version, rest) = content.split_first_chunk().ok_or(Cause::Malformed)?;
    if u16::from_le_bytes(*version) != 1 {
        return Err(Cause::Unsupported);
    }
    let is_rsn = organisation == IEEE;
    let usual_cipher = if is_rsn { PAIR_CCMP } else { PAIR_TKIP };
    let (group, rest) = match rest.split_at_checked(SUITE) {
        Some((group, rest)) => (group, rest),
        None if rest.is_empty() => return Ok(usual_cipher | KEY_802_1X),
        None => return Err(Cause::Malformed),
    };
    let number = |suite: &[u8]| suite.strip_prefix(&organisation).and_then(|number| number.first().copied());
    let group = number(group).map_or(0, |number| cipher(number, 0));
    let (ciphers, rest) = list(rest)?;
    let (keys, _) = list(rest)?;
    let ciphers = ciphers.map_or(usual_cipher, |list| {
        list.chunks(SUITE).filter_map(number).fold(0, |all, number| all | cipher(number, group))
    });
    let keys = keys.map_or(KEY_802_1X, |list| {
        list.chunks(SUITE).filter_map(number).fold(0, |all, number| all | key(number, is_rsn))
    });
    Ok(ciphers | keys)
}

/// A counted list of suites, absent where the element ends before it, and what stands behind.
fn list(rest: &[u8]) -> Result<(Option<&[u8]>, &[u8]), Cause> {
    let Some((count, rest)) = rest.split_first_chunk() else {
        return if rest.is_empty() { Ok((None, rest)) } else { Err(Cause::Malformed) };
    };
    let length = usize::from(u16::from_le_bytes(*count)) * SUITE;
    let (list, rest) = rest.split_at_checked(length).ok_or(Cause::Malformed)?;
    Ok((Some(list), rest))
}

/// Number 0 stands for the cipher of the group.
fn cipher(number: u8, group: u32) -> u32 {
    match number {
        0 => group,
        1 | 5 => PAIR_WEP,
        2 => PAIR_TKIP,
        // CCMP, and GCMP or CCMP with longer keys.
        4 | 8..=10 => PAIR_CCMP,
        _ => 0,
    }
}

fn key(number: u8, is_rsn: bool) -> u32 {
    match number {
        1 => KEY_802_1X,
        2 => KEY_PSK,
        _ if !is_rsn => 0,
        // With fast transition, SHA-256 or SHA-384, Suite B and FILS.
        3 | 5 | 11 | 13..=17 | 22 | 23 => KEY_802_1X,
        4 | 6 | 19 | 20 => KEY_PSK,
        8 | 9 | 24 | 25 => KEY_SAE,
        12 => KEY_SUITE_B,
        18 => KEY_OWE,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PRIVATE: u16 = 0x411;

    fn element(number: u8, content: &[u8]) -> Vec<u8> {
        [&[number, u8::try_from(content.len()).unwrap()], content].concat()
    }

    fn vendor(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
        element(VENDOR, &[&kind, content].concat())
    }

    /// Version, group, one pairwise cipher and ways of managing keys.
    fn content(organisation: [u8; 3], group: u8, cipher: u8, keys: &[u8]) -> Vec<u8> {
        let suite = |number: u8| [organisation.as_slice(), &[number]].concat();
        let keys_length = [u8::try_from(keys.len()).unwrap(), 0];
        let keys: Vec<u8> = keys.iter().flat_map(|&number| suite(number)).collect();
        [&[1, 0], suite(group).as_slice(), &[1, 0], &suite(cipher), &keys_length, &keys].concat()
    }

    fn rsn(cipher: u8, keys: &[u8]) -> Vec<u8> {
        element(RSN, &content(IEEE, 4, cipher, keys))
    }

    fn found(elements: &[Vec<u8>]) -> Result<(u32, u32), Cause> {
        announced(PRIVATE, &elements.concat()).map(|found| (found.wpa, found.rsn))
    }

    #[test]
    fn every_suite_has_its_meaning() {
        let by_key = [
            (KEY_802_1X, &[1, 3, 5, 11, 13, 14, 15, 16, 17, 22, 23][..]),
            (KEY_PSK, &[2, 4, 6, 19, 20]),
            (KEY_SAE, &[8, 9, 24, 25]),
            (KEY_SUITE_B, &[12]),
            (KEY_OWE, &[18]),
            (0, &[0, 7, 10, 21, 26, 255]),
        ];
        for (expected, numbers) in by_key {
            for &number in numbers {
                assert_eq!(found(&[rsn(4, &[number])]), Ok((0, PAIR_CCMP | expected)), "{number}");
            }
        }
        let by_cipher =
            [(1, PAIR_WEP), (2, PAIR_TKIP), (4, PAIR_CCMP), (5, PAIR_WEP), (0, PAIR_CCMP), (6, 0)];
        for (number, expected) in by_cipher.into_iter().chain([8, 9, 10].map(|number| (number, PAIR_CCMP))) {
            assert_eq!(found(&[rsn(number, &[2])]), Ok((0, expected | KEY_PSK)), "{number}");
        }
    }

    #[test]
    fn elements_add_up() {
        let first_wpa = vendor(FIRST_WPA, &content(MICROSOFT, 2, 2, &[2]));
        let sae = content(IEEE, 4, 4, &[8]);

        assert_eq!(found(&[first_wpa, rsn(4, &[2])]), Ok((PAIR_TKIP | KEY_PSK, PAIR_CCMP | KEY_PSK)));
        assert_eq!(found(&[rsn(4, &[2, 8])]), Ok((0, PAIR_CCMP | KEY_PSK | KEY_SAE)));
        for kind in [RSN_OVERRIDE, RSN_OVERRIDE_2] {
            assert_eq!(found(&[rsn(4, &[2]), vendor(kind, &sae)]), Ok((0, PAIR_CCMP | KEY_PSK | KEY_SAE)));
        }
        assert_eq!(found(&[vendor(OWE_TRANSITION, &[0; 8])]), Ok((0, KEY_OWE_TRANSITION)));
        assert_eq!(found(&[element(0, b"cafe"), vendor([0, 0x50, 0xf2, 2], &[0; 24])]), Ok((0, 0)));
    }

    #[test]
    fn a_network_has_the_name_that_it_broadcasts() {
        assert_eq!(network_name(&element(SSID, b"cafe")), Some(&b"cafe"[..]));
        assert_eq!(network_name(&[element(SSID, b"a"), rsn(4, &[2])].concat()), Some(&b"a"[..]));
        for hidden in [element(SSID, &[]), element(SSID, &[0; 4]), rsn(4, &[2]), vec![SSID, 9, 1], vec![]] {
            assert_eq!(network_name(&hidden), None, "{hidden:?}");
        }
    }

    #[test]
    fn what_an_element_leaves_out_has_its_usual_value() {
        let whole = content(IEEE, 4, 4, &[2]);
        let cut = |length: usize| found(&[element(RSN, &whole[..length])]);

        assert_eq!(cut(2), Ok((0, PAIR_CCMP | KEY_802_1X)));
        assert_eq!(cut(6), Ok((0, PAIR_CCMP | KEY_802_1X)));
        assert_eq!(cut(12), Ok((0, PAIR_CCMP | KEY_802_1X)));
        assert_eq!(cut(18), Ok((0, PAIR_CCMP | KEY_PSK)));
        for length in (0..18).filter(|length| ![2, 6, 12].contains(length)) {
            assert_eq!(cut(length), Err(Cause::Malformed), "{length}");
        }
        assert_eq!(found(&[vendor(FIRST_WPA, &[1, 0])]), Ok((PAIR_TKIP | KEY_802_1X, 0)),);
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        let second = [&[2], &content(IEEE, 4, 4, &[2])[1..]].concat();

        assert_eq!(found(&[element(RSN, &second)]), Err(Cause::Unsupported));
        assert_eq!(found(&[element(WAPI, &[1, 0])]), Err(Cause::Unsupported));
        assert_eq!(found(&[vendor(OSEN, &[])]), Err(Cause::Unsupported));
        assert_eq!(found(&[vec![RSN, 20, 1, 0]]), Err(Cause::Malformed));
        assert_eq!(found(&[vec![0]]), Err(Cause::Malformed));
    }

    proptest! {
        #[test]
        fn any_elements_are_read(capability: u16, elements in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = announced(capability, &elements);
        }
    }
}
