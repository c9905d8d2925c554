//! `KMail` and Kontact: Akonadi's resources for mail, the identities and the ways of sending.
//!
//! Reads `akonadi_imap_resource_*rc`, `akonadi_pop3_resource_*rc`, `emailidentities` and `mailtransports`, of the system
//! and of the person, as KConfig would. Keys and defaults are those of the programs' own `.kcfg` files. The choice of
//! protection for IMAP has had two defaults over the years, so where it is not set it is not known.
//!
//! Cannot see until when a certificate is valid: the names in an identity lead to `GnuPG`'s own store.

use custodia_core::fact::{Cause, Fact};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::mail_accounts as words;

use super::account::{Account, Found, Smime, least, to};
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::kconfig::Config;

const MOST_FILES: usize = 20_000;
const MOST_IDENTITIES: usize = 100;
/// Flatpaks with a configuration directory of their own.
const FLATPAKS: [&str; 2] = ["org.kde.kontact", "org.kde.kmail2"];

struct Identity {
    number: String,
    addresses: Vec<String>,
    outgoing: Result<Word, Cause>,
    password: bool,
    has_certificate: Result<bool, Cause>,
    has_openpgp: Result<bool, Cause>,
}

/// A text that is set, nothing where it is empty.
fn text(config: &Config, group: &str, key: &str) -> Result<Option<String>, Cause> {
    match config.value(group, key, String::new(), |text| Some(text.to_owned())) {
        Fact::Known { value, .. } => Ok(Some(value).filter(|value| !value.is_empty())),
        Fact::Unknown { cause, .. } => Err(cause),
    }
}

fn flag(config: &Config, group: &str, key: &str) -> Result<bool, Cause> {
    match config.boolean(group, key, false) {
        Fact::Known { value, .. } => Ok(value),
        Fact::Unknown { cause, .. } => Err(cause),
    }
}

pub(super) fn look(host: &Host) -> Found {
    let mut found = Found::default();
    for id in FLATPAKS {
        let place = host.home().join(".var/app").join(id).join("config/mailtransports");
        if file::exists(&place) != Ok(false) {
            found.join(Found::unread(words::KMAIL, words::KMAIL_SETTINGS, Cause::Unsupported));
        }
    }
    let names = match file::names(&host.config_home(), MOST_FILES) {
        Ok(names) => names.unwrap_or_default(),
        Err(cause) => {
            found.join(Found::unread(words::KMAIL, words::KMAIL_SETTINGS, cause));
            return found;
        }
    };
    let mut identities = None;
    for name in names {
        let Some(kind) = name
            .strip_prefix("akonadi_")
            .and_then(|name| name.split_once("_resource"))
            .filter(|(_, rest)| rest.ends_with("rc"))
        else {
            continue;
        };
        match kind.0 {
            "imap" | "pop3" => {
                let identities = identities.get_or_insert_with(|| self::identities(host));
                found.accounts.push(account(&Config::open(host, &name), kind.0, identities));
            }
            "ews" | "kolab" | "openxchange" => {
                found.join(Found::unread(words::KMAIL, words::KMAIL_SETTINGS, Cause::Unsupported));
            }
            _ => {}
        }
    }
    found
}

fn account(config: &Config, kind: &str, identities: &[Identity]) -> Account {
    let (incoming, login) = if kind == "imap" {
        (imap(config), text(config, "network", "UserName"))
    } else {
        (pop(config), text(config, "General", "login"))
    };
    let number = text(config, "cache", "AccountIdentity").ok().flatten();
    let own: Vec<&Identity> =
        identities.iter().filter(|identity| Some(&identity.number) == number.as_ref()).collect();
    // Which identity writes for an account is not always kept: then all of them may.
    let own = if own.is_empty() { identities.iter().collect() } else { own };
    let mut addresses: Vec<String> = own.iter().flat_map(|identity| identity.addresses.clone()).collect();
    if let Ok(Some(login)) = &login
        && login.contains('@')
    {
        addresses.push(login.clone());
    }
    let outgoing = least(own.iter().map(|identity| identity.outgoing));
    let in_clear = incoming == Ok(words::NO_ENCRYPTION)
        || own.iter().any(|identity| identity.password && identity.outgoing == Ok(words::NO_ENCRYPTION));
    let all = |has: fn(&Identity) -> Result<bool, Cause>| {
        own.iter().try_fold(!own.is_empty(), |all, identity| Ok(all && has(identity)?))
    };
    Account {
        program: words::KMAIL,
        source: words::KMAIL_SETTINGS,
        addresses: Ok(addresses),
        clear_password: least([incoming, outgoing]).map(|_| in_clear),
        incoming,
        outgoing,
        unverified: None,
        smime: all(|identity| identity.has_certificate)
            .and_then(|has| if has { Err(Cause::Unsupported) } else { Ok(Smime::ABSENT) }),
        openpgp: all(|identity| identity.has_openpgp),
    }
}

fn imap(config: &Config) -> Result<Word, Cause> {
    let host = text(config, "network", "ImapServer")?.unwrap_or_default();
    let protection =
        match text(config, "network", "Safety")?.map(|safety| safety.to_ascii_uppercase()).as_deref() {
            Some("SSL") => Ok(words::TLS),
            Some("STARTTLS") => Ok(words::STARTTLS),
            Some("NONE") => Ok(words::NO_ENCRYPTION),
            Some(_) => Err(Cause::Unsupported),
            None => Err(Cause::Missing),
        };
    to(&host, protection)
}

fn pop(config: &Config) -> Result<Word, Cause> {
    let host = text(config, "General", "host")?.unwrap_or_default();
    let protection = if flag(config, "General", "useSSL")? {
        words::TLS
    } else if flag(config, "General", "useTLS")? {
        words::STARTTLS
    } else {
        words::NO_ENCRYPTION
    };
    to(&host, Ok(protection))
}

fn identities(host: &Host) -> Vec<Identity> {
    let config = Config::open(host, "emailidentities");
    let transports = Config::open(host, "mailtransports");
    let mut identities = Vec::new();
    for index in 0..MOST_IDENTITIES {
        let group = format!("Identity #{index}");
        let text = |key: &str| text(&config, &group, key);
        let (Ok(address), Ok(number)) = (text("Email Address"), text("uoid")) else { break };
        if address.is_none() && number.is_none() {
            break;
        }
        let has = |keys: [&str; 2]| keys.iter().try_fold(false, |any, key| Ok(any || text(key)?.is_some()));
        let mut addresses: Vec<String> = address.into_iter().collect();
        if let Ok(Some(aliases)) = text("Email Aliases") {
            addresses.extend(
                aliases.split(',').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned),
            );
        }
        let (outgoing, password) = match text("Transport") {
            Ok(named) => sending(&transports, named),
            Err(cause) => (Err(cause), false),
        };
        identities.push(Identity {
            number: number.unwrap_or_default(),
            addresses,
            outgoing,
            password,
            has_certificate: has(["SMIME Signing Key", "SMIME Encryption Key"]),
            has_openpgp: has(["PGP Signing Key", "PGP Encryption Key"]),
        });
    }
    identities
}

/// How a way of sending is protected, the default one where an identity names none; and whether it asks a password.
fn sending(transports: &Config, named: Option<String>) -> (Result<Word, Cause>, bool) {
    let read = || -> Result<(Word, bool), Cause> {
        let named = match named {
            Some(named) => Some(named),
            None => text(transports, "General", "default-transport")?,
        };
        let Some(named) = named else { return Ok((words::NO_CONNECTION, false)) };
        let group = format!("Transport {named}");
        let host = text(transports, &group, "host")?;
        let identifier = text(transports, &group, "identifier")?.unwrap_or_else(|| "SMTP".to_owned());
        if identifier != "SMTP" {
            return Err(Cause::Unsupported);
        }
        let host = host.ok_or(Cause::Missing)?;
        let protection = match text(transports, &group, "encryption")?.as_deref() {
            Some("SSL" | "1") => Ok(words::TLS),
            Some("TLS" | "2") => Ok(words::STARTTLS),
            Some("None" | "0") | None => Ok(words::NO_ENCRYPTION),
            Some(_) => Err(Cause::Malformed),
        };
        Ok((to(&host, protection)?, flag(transports, &group, "auth")?))
    };
    match read() {
        Ok((word, password)) => (Ok(word), password),
        Err(cause) => (Err(cause), false),
    }
}
