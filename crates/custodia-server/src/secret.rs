//! Random secrets that travel in links and cookies, and their digests, which are all that is stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use custodia_core::value::Digest;
use ring::rand::{SecureRandom as _, SystemRandom};

/// A random secret in base64url.
#[derive(Clone)]
pub struct Secret(String);

/// The system has no random numbers to give.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no random numbers")]
pub struct NoRandomness;

impl Secret {
    /// 128 bits, 22 characters: for links that people may have to type.
    ///
    /// # Errors
    ///
    /// When the system has no random numbers to give.
    pub fn for_link() -> Result<Self, NoRandomness> {
        random::<16>().map(|bytes| Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// 256 bits: for session ids.
    ///
    /// # Errors
    ///
    /// When the system has no random numbers to give.
    pub fn for_session() -> Result<Self, NoRandomness> {
        random::<32>().map(|bytes| Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The secret itself, to be shown once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored in its place.
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest(&self.0)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret")
    }
}

/// What is stored in place of a secret that somebody presents.
#[must_use]
pub fn digest(presented: &str) -> Digest {
    Digest::of(presented.as_bytes())
}

fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}
