//! Facts of the `mail-accounts` check on Linux.
//!
//! Reads the settings of the person's mail programs, which they alone need to be able to read; what each of them
//! keeps, and what cannot be seen of it, stands at the head of its file below `mail_accounts/`. Names of servers and
//! addresses are compared here and dropped. Mail that is read in a browser cannot be seen at all.

use custodia_core::fact::Facts;
use custodia_core::policy::Domain;

use crate::host::Host;

mod account;
mod certificates;
mod gnome;
mod kmail;
mod others;
mod preferences;
mod thunderbird;

/// The facts; which accounts are outside only where domains of the institution are named.
pub(crate) fn mail_accounts(host: &Host, domains: &[Domain]) -> Facts {
    let mut found = thunderbird::look(host);
    found.join(gnome::look(host));
    found.join(kmail::look(host));
    found.join(others::look(host));
    found.facts(domains)
}

/// For the fuzz target: settings of any kind, and a certificate.
pub(super) fn fuzz(bytes: &[u8]) {
    certificates::fuzz(bytes);
    let text = String::from_utf8_lossy(bytes);
    others::fuzz(&text);
    preferences::Preferences::default().add(&text, &["mail."]);
}
