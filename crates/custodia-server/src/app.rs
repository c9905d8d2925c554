//! What all requests share.

use std::sync::Arc;

use crate::auth::limit::TryLimit;
use crate::auth::password::Passwords;
use crate::records::mail::MailDns;
use crate::secret::Secret;
use crate::store::Store;

/// What all requests share; cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub store: Store,
    /// Hashes passwords.
    pub passwords: Passwords,
    /// Counts tries to sign in.
    pub tries: Arc<TryLimit>,
    /// How the server is reached.
    pub site: Arc<Site>,
    /// Asks the DNS about mail domains.
    pub mail_dns: MailDns,
}

/// How the server is reached.
#[derive(Clone, Debug)]
pub struct Site {
    /// The host and port that devices connect to.
    pub authority: String,
    /// The SHA-256 of the certificate authority's certificate in hexadecimal digits.
    pub fingerprint: String,
}

impl Site {
    /// The link that enrols a device with a token.
    #[must_use]
    pub fn enrolment_link(&self, token: &Secret) -> String {
        format!("https://{}/#{}.{}", self.authority, token.reveal(), self.fingerprint)
    }

    /// The link that signs an administrator in once.
    #[must_use]
    pub fn sign_in_link(&self, token: &Secret) -> String {
        format!("https://{}/sign-in/link/{}", self.authority, token.reveal())
    }
}
