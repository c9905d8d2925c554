//! JSON Web Signatures (RFC 7515, compact serialization) with Ed25519 (RFC 8037), and nothing else.
//!
//! The header is compared to the one expected form byte for byte in meaning: `alg` is always `EdDSA`, so no
//! algorithm can be confused, and a header with any further member is refused. Which key to verify with is told
//! by the payload's device, never by the header.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

use crate::value::{Digest, MalformedText, serde_as_text};

/// The longest compact serialization that is looked at, in bytes.
pub const MAX_LENGTH: usize = 256 * 1024;

/// What a signed object is, so that one can never be taken for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A report or heartbeat.
    Report,
    /// A request to be enrolled.
    Enrolment,
    /// A device's own good-bye.
    Leave,
}

impl Purpose {
    const fn typ(self) -> &'static str {
        match self {
            Self::Report => "custodia-report+jws",
            Self::Enrolment => "custodia-enrolment+jws",
            Self::Leave => "custodia-leave+jws",
        }
    }
}

/// A device's private key. Does not print.
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// The key that a secret seed of 32 random bytes gives (RFC 8032).
    ///
    /// # Errors
    ///
    /// When the cryptographic library refuses the seed.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, JwsError> {
        Ed25519KeyPair::from_seed_unchecked(seed).map(Self).map_err(|_| JwsError::Key)
    }

    /// The public half.
    ///
    /// # Panics
    ///
    /// Never: an Ed25519 public key has 32 bytes.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.public_key().as_ref());
        PublicKey(bytes)
    }

    /// Signs a payload and gives the compact serialization.
    #[must_use]
    pub fn sign(&self, purpose: Purpose, payload: &[u8]) -> String {
        let header = Header { alg: "EdDSA".into(), typ: purpose.typ().into() };
        let header = serde_json::to_vec(&header).unwrap_or_default();
        let mut signed = URL_SAFE_NO_PAD.encode(header);
        signed.push('.');
        URL_SAFE_NO_PAD.encode_string(payload, &mut signed);
        let signature = self.0.sign(signed.as_bytes());
        signed.push('.');
        URL_SAFE_NO_PAD.encode_string(signature.as_ref(), &mut signed);
        signed
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SigningKey({})", self.public().thumbprint())
    }
}

/// A device's public key, written as base64url without padding (the `x` of its JWK).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The key's 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key from its 32 bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The JWK thumbprint (RFC 7638, RFC 8037 appendix A.3) in base64url: the key's id.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{self}"}}"#);
        URL_SAFE_NO_PAD.encode(Digest::of(canonical.as_bytes()).as_bytes())
    }

    /// Checks a compact serialization and gives its payload.
    ///
    /// # Errors
    ///
    /// When it is too long, malformed, meant for another purpose, made with another key or altered.
    pub fn verify(&self, purpose: Purpose, compact: &str) -> Result<Vec<u8>, JwsError> {
        let parts = Parts::of(compact)?;
        if parts.header.typ != purpose.typ() {
            return Err(JwsError::Purpose);
        }
        UnparsedPublicKey::new(&ED25519, &self.0)
            .verify(parts.signed.as_bytes(), &parts.signature)
            .map_err(|_| JwsError::Signature)?;
        Ok(parts.payload)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PublicKey({self})")
    }
}

impl std::str::FromStr for PublicKey {
    type Err = MalformedText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| MalformedText("public key"))?;
        bytes.try_into().map(Self).map_err(|_| MalformedText("public key"))
    }
}

serde_as_text!(PublicKey);

/// Why a signed object was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    /// Longer than [`MAX_LENGTH`].
    #[error("longer than {MAX_LENGTH} bytes")]
    TooLong,
    /// Not a compact serialization with the one header form.
    #[error("not a JWS in compact serialization with the expected header")]
    Malformed,
    /// Signed for another purpose.
    #[error("signed for another purpose")]
    Purpose,
    /// The signature fits neither the content nor the expected key.
    #[error("the signature does not fit the content and the key")]
    Signature,
    /// The key could not be used.
    #[error("the key cannot be used")]
    Key,
}

/// The payload of a signed object before anything was verified, to learn which key to verify it with.
///
/// # Errors
///
/// When it is too long or malformed.
pub fn unverified_payload(compact: &str) -> Result<Vec<u8>, JwsError> {
    Parts::of(compact).map(|parts| parts.payload)
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
}

struct Parts<'a> {
    header: Header,
    payload: Vec<u8>,
    signed: &'a str,
    signature: Vec<u8>,
}

impl<'a> Parts<'a> {
    fn of(compact: &'a str) -> Result<Self, JwsError> {
        if compact.len() > MAX_LENGTH {
            return Err(JwsError::TooLong);
        }
        let (signed, signature) = compact.rsplit_once('.').ok_or(JwsError::Malformed)?;
        let (header, payload) = signed.split_once('.').ok_or(JwsError::Malformed)?;
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| JwsError::Malformed);
        let header: Header = serde_json::from_slice(&decode(header)?).map_err(|_| JwsError::Malformed)?;
        if header.alg != "EdDSA" {
            return Err(JwsError::Malformed);
        }
        Ok(Self { header, payload: decode(payload)?, signed, signature: decode(signature)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(&[seed; 32]).unwrap()
    }

    #[test]
    fn thumbprint_is_the_one_of_rfc_8037() {
        let key: PublicKey = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo".parse().unwrap();

        assert_eq!(key.thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn a_signature_verifies_for_its_key_and_purpose_only() {
        let signed = key(1).sign(Purpose::Report, b"{}");

        assert_eq!(key(1).public().verify(Purpose::Report, &signed), Ok(b"{}".to_vec()));
        assert_eq!(key(1).public().verify(Purpose::Enrolment, &signed), Err(JwsError::Purpose));
        assert_eq!(key(2).public().verify(Purpose::Report, &signed), Err(JwsError::Signature));
    }

    #[test]
    fn any_changed_character_is_refused() {
        let signed = key(1).sign(Purpose::Report, br#"{"sequence":1}"#);

        for (index, character) in signed.char_indices() {
            let other = if character == 'A' { 'B' } else { 'A' };
            let mut changed = signed.clone();
            changed.replace_range(index..=index, &other.to_string());
            assert!(key(1).public().verify(Purpose::Report, &changed).is_err(), "at {index}");
        }
    }

    #[test]
    fn other_algorithms_and_further_header_members_are_refused() {
        for header in [
            r#"{"alg":"none","typ":"custodia-report+jws"}"#,
            r#"{"alg":"HS256","typ":"custodia-report+jws"}"#,
            r#"{"alg":"EdDSA","typ":"custodia-report+jws","crit":["x"]}"#,
            r#"{"alg":"EdDSA","typ":"custodia-report+jws","jwk":{}}"#,
            r#"{"alg":"EdDSA","typ":"custodia-report+jws","kid":"x"}"#,
            r#"{"alg":"EdDSA","alg":"none","typ":"custodia-report+jws"}"#,
        ] {
            let header = URL_SAFE_NO_PAD.encode(header);
            let signed = format!("{header}.{}", URL_SAFE_NO_PAD.encode("{}"));
            let signature = URL_SAFE_NO_PAD.encode(key(1).0.sign(signed.as_bytes()).as_ref());
            let compact = format!("{signed}.{signature}");

            assert_eq!(key(1).public().verify(Purpose::Report, &compact), Err(JwsError::Malformed));
        }
    }
}
