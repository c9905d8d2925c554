//! Ids of networks, by which a policy lists the approved ones without naming any.
//!
//! An id is written `network1:SALT:HASH`, both in unpadded base64url. The hash is PBKDF2-HMAC-SHA256 over
//! [`NetworkIdentity`] with the salt. Names of networks are short and easily guessed: whoever holds a policy can
//! test guesses, and the salt and the iterations only make each guess dear.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::pbkdf2;

use crate::value::{MalformedText, serde_as_text};
use crate::vocabulary::Word;
use crate::vocabulary::network as words;

/// What an id begins with; another way of hashing gets another one.
const PREFIX: &str = "network1";

/// What OWASP's Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA256; a tenth to a half of a second.
const ITERATIONS: NonZeroU32 = NonZeroU32::new(600_000).unwrap();

/// Length of a hash, in bytes.
const HASH: usize = 16;

/// The salt of ids; all ids with one salt cost a device a single hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Salt([u8; Self::LENGTH]);

impl Salt {
    /// Length of a salt, in bytes.
    pub const LENGTH: usize = 16;

    /// A salt from random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }
}

/// The id of a network.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NetworkId {
    salt: Salt,
    hash: [u8; HASH],
}

impl NetworkId {
    /// The id of a network with a salt. Takes a tenth of a second or more, by intention.
    #[must_use]
    pub fn of(identity: &NetworkIdentity, salt: Salt) -> Self {
        let mut hash = [0; HASH];
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ITERATIONS, &salt.0, &identity.0, &mut hash);
        Self { salt, hash }
    }

    /// The salt it was made with.
    #[must_use]
    pub const fn salt(&self) -> Salt {
        self.salt
    }
}

impl fmt::Display for NetworkId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [salt, hash] = [self.salt.0, self.hash].map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
        write!(formatter, "{PREFIX}:{salt}:{hash}")
    }
}

impl FromStr for NetworkId {
    type Err = MalformedText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).ok()?.try_into().ok();
        let read = || {
            let (salt, hash) = text.strip_prefix(PREFIX)?.strip_prefix(':')?.split_once(':')?;
            Some(Self { salt: Salt(bytes(salt)?), hash: bytes(hash)? })
        };
        read().ok_or(MalformedText("network id"))
    }
}

serde_as_text!(NetworkId);

/// What makes a network the one it is, as it is hashed. Shows nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct NetworkIdentity(Vec<u8>);

impl NetworkIdentity {
    /// A Wi-Fi network: its name as broadcast, and the family of its protection.
    ///
    /// The family is the same on a device that uses WPA2 and one that uses WPA3 of the same access point, and
    /// another one on an open network that took over the name. Nothing for a class that is no Wi-Fi or an empty
    /// name.
    #[must_use]
    pub fn wifi(name: &[u8], class: Word) -> Option<Self> {
        let family = protection_family(class)?;
        (!name.is_empty()).then(|| Self::new("wifi", family, name))
    }

    /// A cable: the hardware address of the gateway that its default route leads to.
    #[must_use]
    pub fn wired(gateway: [u8; 6]) -> Self {
        Self::new("wired", "gateway", &gateway)
    }

    /// The kind and the family hold no zero byte, so that no two identities are the same bytes.
    fn new(kind: &str, family: &str, rest: &[u8]) -> Self {
        Self([kind.as_bytes(), &[0], family.as_bytes(), &[0], rest].concat())
    }
}

impl fmt::Debug for NetworkIdentity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("NetworkIdentity")
    }
}

/// The classes of Wi-Fi by how they are protected; those of one family share their ids.
fn protection_family(class: Word) -> Option<&'static str> {
    Some(match class {
        words::WIFI_OPEN => "open",
        words::WIFI_OWE => "owe",
        words::WIFI_WEP => "wep",
        words::WIFI_WPA_TKIP => "tkip",
        words::WIFI_WPA2_PERSONAL | words::WIFI_WPA3_PERSONAL => "personal",
        words::WIFI_ENTERPRISE => "enterprise",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: Salt = Salt([7; Salt::LENGTH]);

    fn wifi(name: &str, class: Word) -> NetworkId {
        NetworkId::of(&NetworkIdentity::wifi(name.as_bytes(), class).unwrap(), SALT)
    }

    #[test]
    fn an_id_reads_back_and_other_texts_do_not() {
        let id = wifi("Redacción", words::WIFI_WPA2_PERSONAL);
        let text = id.to_string();

        assert_eq!(text.parse(), Ok(id));
        for wrong in [
            "Redacción".to_owned(),
            String::new(),
            text.replace(PREFIX, "network2"),
            text.replace(':', "."),
            format!("{text}="),
            format!("{text}:"),
            text[..text.len() - 1].to_owned(),
        ] {
            assert!(wrong.parse::<NetworkId>().is_err(), "{wrong}");
        }
    }

    /// `python3 -c 'import hashlib, base64; print(base64.urlsafe_b64encode(hashlib.pbkdf2_hmac("sha256",
    /// b"wifi\0personal\0Redaccion", bytes([7]*16), 600000, 16)))'`
    #[test]
    fn an_id_is_what_another_program_comes_to() {
        let id = wifi("Redaccion", words::WIFI_WPA2_PERSONAL);

        assert_eq!(id.to_string(), "network1:BwcHBwcHBwcHBwcHBwcHBw:2Lmd5G_UuVpD6JUWq1HFjA");
    }

    #[test]
    fn a_network_is_told_by_its_name_and_protection() {
        let office = wifi("office", words::WIFI_WPA2_PERSONAL);

        assert_eq!(office, wifi("office", words::WIFI_WPA3_PERSONAL));
        assert_ne!(office, wifi("office", words::WIFI_OPEN));
        assert_ne!(office, wifi("Office", words::WIFI_WPA2_PERSONAL));
        assert_eq!(NetworkIdentity::wifi(b"office", words::WIRED), None);
        assert_eq!(NetworkIdentity::wifi(b"", words::WIFI_WPA2_PERSONAL), None);
    }
}
