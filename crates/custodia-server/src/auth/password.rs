//! Passwords, hashed with argon2id (19 MiB, two passes, one lane), two at once at most.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// The shortest password, in characters.
pub const MIN_LENGTH: usize = 12;
/// The longest password, in bytes.
pub const MAX_LENGTH: usize = 256;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const AT_ONCE: usize = 2;

/// Why a password cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long.
    #[error("a password has {MIN_LENGTH} characters or more and {MAX_LENGTH} bytes or fewer")]
    Length,
    /// It could not be hashed.
    #[error("the password could not be hashed")]
    Hash,
}

/// Hashes and compares passwords, never inside a database transaction.
#[derive(Clone, Debug)]
pub struct Passwords {
    slots: Arc<Semaphore>,
    /// Compared with when there is no such account, so that the answer takes as long.
    decoy: Arc<str>,
}

impl Passwords {
    /// Makes ready.
    ///
    /// # Errors
    ///
    /// When nothing can be hashed at all.
    pub fn new() -> Result<Self, PasswordError> {
        Ok(Self {
            slots: Arc::new(Semaphore::new(AT_ONCE)),
            decoy: hash("a decoy for unknown names")?.into(),
        })
    }

    /// Tells whether the password is the one that was hashed; without a hash, takes as long and says no.
    pub async fn matches(&self, password: String, hashed: Option<String>) -> bool {
        let Ok(_slot) = self.slots.acquire().await else { return false };
        let decoy = Arc::clone(&self.decoy);
        let compare = move || {
            if let Some(hashed) = hashed {
                return verify(&password, &hashed);
            }
            verify(&password, &decoy);
            false
        };
        tokio::task::spawn_blocking(compare).await.unwrap_or(false)
    }
}

/// Hashes a new password.
///
/// # Errors
///
/// When it is too short or too long.
pub fn hash_new(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < MIN_LENGTH || password.len() > MAX_LENGTH {
        return Err(PasswordError::Length);
    }
    hash(password)
}

fn hash(password: &str) -> Result<String, PasswordError> {
    let hashed = argon2()?.hash_password(password.as_bytes()).map_err(|_| PasswordError::Hash)?;
    Ok(hashed.to_string())
}

fn verify(password: &str, hashed: &str) -> bool {
    let Ok(hashed) = PasswordHash::new(hashed) else { return false };
    argon2().is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), &hashed).is_ok())
}

fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Hash)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_matches() {
        let passwords = Passwords::new().unwrap();
        let hashed = hash_new("una clave bastante larga").unwrap();

        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.matches("una clave bastante larga".into(), Some(hashed.clone())).await);
        assert!(!passwords.matches("una clave bastante larga ".into(), Some(hashed)).await);
        assert!(!passwords.matches("a decoy for unknown names".into(), None).await);
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        assert!(hash_new("once letras").is_err());
        assert!(hash_new(&"a".repeat(MAX_LENGTH + 1)).is_err());
    }
}
