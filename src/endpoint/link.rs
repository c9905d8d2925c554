//! The enrolment link: `https://host:port/#TOKEN.FINGERPRINT`.

use std::fmt;
use std::str::FromStr;

use custodia_core::value::{Digest, parse_hex_32};

use super::EndpointError;

/// An enrolment link, whose token works once. Does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolmentLink {
    address: String,
    token: String,
    fingerprint: Digest,
}

impl EnrolmentLink {
    /// The endpoint's address, as in `https://host:8443`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The single-use token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The SHA-256 fingerprint of the endpoint's certificate authority.
    #[must_use]
    pub const fn fingerprint(&self) -> Digest {
        self.fingerprint
    }
}

impl fmt::Debug for EnrolmentLink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EnrolmentLink({}/#…)", self.address)
    }
}

impl FromStr for EnrolmentLink {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (url, secret) = text.trim().split_once('#')?;
            let (token, fingerprint) = secret.split_once('.')?;
            let address = url.strip_suffix('/').unwrap_or(url);
            let authority = address.strip_prefix("https://")?;
            let is_token = (16..=128).contains(&token.len())
                && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
            let is_authority = !authority.is_empty()
                && authority.len() <= 260
                && authority.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte));
            let parsed = reqwest::Url::parse(address).ok()?;
            if !(is_token && is_authority && parsed.host_str().is_some()) {
                return None;
            }
            Some(Self {
                address: address.to_owned(),
                token: token.to_owned(),
                fingerprint: Digest::from_bytes(parse_hex_32(fingerprint)?),
            })
        };
        parse().ok_or(EndpointError::Link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINGERPRINT: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    #[test]
    fn a_link_gives_its_parts_and_hides_its_token() {
        let link: EnrolmentLink =
            format!("https://prensa.example:8443/#abcdefghij_-0123456789.{FINGERPRINT}").parse().unwrap();

        assert_eq!(link.address(), "https://prensa.example:8443");
        assert_eq!(link.token(), "abcdefghij_-0123456789");
        assert_eq!(link.fingerprint().to_hex(), FINGERPRINT);
        assert!(!format!("{link:?}").contains(link.token()));
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            String::new(),
            format!("http://host/#abcdefghijklmnop.{FINGERPRINT}"),
            format!("https://host/abcdefghijklmnop.{FINGERPRINT}"),
            format!("https://host/#short.{FINGERPRINT}"),
            "https://host/#abcdefghijklmnop.0011".to_owned(),
            format!("https://user@host/#abcdefghijklmnop.{FINGERPRINT}"),
            format!("https://host/path/#abcdefghijklmnop.{FINGERPRINT}"),
            format!("https:///#abcdefghijklmnop.{FINGERPRINT}"),
        ] {
            assert!(text.parse::<EnrolmentLink>().is_err(), "{text}");
        }
    }
}
