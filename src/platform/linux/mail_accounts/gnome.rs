//! GNOME's programs: Evolution, the online accounts that several programs share, and Geary.
//!
//! Reads `evolution/sources/*.source` and `goa-1.0/accounts.conf` below the configuration directory, and
//! `geary/*/geary.ini`, of the person's own, also those of a flatpak. Their keys are those of Evolution Data Server's
//! `ESource` extensions, of GNOME Online Accounts' providers and of Geary's `accounts-manager.vala`.
//!
//! Cannot see servers that Evolution was told to trust whatever their certificate, nor which program uses an online
//! account.

use std::collections::BTreeMap;
use std::path::PathBuf;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::mail_accounts as words;

use super::account::{Account, Found, Smime, least, to};
use super::certificates::{Name, Store};
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::{files, ini};

const LARGEST_FILE: u64 = 1 << 20;
const MOST_FILES: usize = 1000;

/// A key file, its values by group and key.
struct KeyFile(BTreeMap<(String, String), String>);

impl KeyFile {
    fn parse(text: &str) -> Self {
        let entries = ini::entries(text).into_iter();
        Self(
            entries
                .map(|(group, key, value)| ((group.to_owned(), key.to_owned()), value.to_owned()))
                .collect(),
        )
    }

    /// A value that is not empty.
    fn text(&self, group: &str, key: &str) -> Option<&str> {
        let value = self.0.get(&(group.to_owned(), key.to_owned()))?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    /// A boolean as `GKeyFile` reads it: only these two words are.
    fn boolean(&self, group: &str, key: &str) -> Result<Option<bool>, Cause> {
        match self.text(group, key) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(Cause::Malformed),
        }
    }

    fn has_group(&self, group: &str) -> bool {
        self.0.keys().any(|(known, _)| known == group)
    }

    fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.0.keys().map(|(group, _)| group.as_str()).collect();
        groups.dedup();
        groups
    }
}

/// The directories of configuration: the person's, and those of these flatpaks.
fn places(host: &Host, below: &str, flatpaks: &[&str]) -> Vec<PathBuf> {
    let flatpaks = flatpaks.iter().map(|id| host.home().join(".var/app").join(id).join("config").join(below));
    std::iter::once(host.config_home().join(below)).chain(flatpaks).collect()
}

pub(super) fn look(host: &Host) -> Found {
    let mut found = Found::default();
    // Online accounts that Evolution has set up as well count once, with what Evolution knows of them.
    let mut shared = Vec::new();
    for (place, data) in places(host, "evolution/sources", &["org.gnome.Evolution"]).into_iter().zip([
        host.data_home().join("evolution"),
        host.home().join(".var/app/org.gnome.Evolution/data/evolution"),
    ]) {
        match sources(&place) {
            Ok(sources) => {
                found.accounts.extend(evolution(&sources, &mut Store::new(data, host.now()), &mut shared));
            }
            Err(Cause::Missing) => {}
            Err(cause) => found.join(Found::unread(words::EVOLUTION, words::EVOLUTION_SOURCES, cause)),
        }
    }
    match files::read_text(&host.config_home().join("goa-1.0/accounts.conf"), LARGEST_FILE) {
        Ok(text) => found.accounts.extend(online(&KeyFile::parse(&text), &shared)),
        Err(Cause::Missing) => {}
        Err(cause) => found.join(Found::unread(words::ONLINE_ACCOUNTS, words::ONLINE_ACCOUNTS_FILE, cause)),
    }
    for place in places(host, "geary", &["org.gnome.Geary"]) {
        found.join(geary(&place));
    }
    found
}

/// Every source by its identifier, which is the name of its file.
fn sources(place: &std::path::Path) -> Result<BTreeMap<String, KeyFile>, Cause> {
    let names = file::names(place, MOST_FILES)?.ok_or(Cause::Missing)?;
    let mut sources = BTreeMap::new();
    for name in names {
        if let Some(identifier) = name.strip_suffix(".source") {
            let text = files::read_text(&place.join(&name), LARGEST_FILE)?;
            sources.insert(identifier.to_owned(), KeyFile::parse(&text));
        }
    }
    Ok(sources)
}

fn evolution(
    sources: &BTreeMap<String, KeyFile>,
    store: &mut Store,
    shared: &mut Vec<String>,
) -> Vec<Account> {
    let mut accounts = Vec::new();
    for source in sources.values().filter(|source| source.has_group("Mail Account")) {
        let parent = source.text("Data Source", "Parent").and_then(|parent| sources.get(parent));
        let backend = source.text("Mail Account", "BackendName").unwrap_or_default();
        let is_local = matches!(
            backend,
            "" | "none"
                | "local"
                | "maildir"
                | "mbox"
                | "mh"
                | "spool"
                | "spooldir"
                | "vfolder"
                | "rss"
                | "nntp"
        );
        if is_local || !is_enabled(source) || parent.is_some_and(|parent| !is_enabled(parent)) {
            continue;
        }
        let online = [Some(source), parent].into_iter().flatten();
        shared.extend(
            online.filter_map(|source| source.text("GNOME Online Accounts", "AccountId")).map(str::to_owned),
        );
        let identity = source.text("Mail Account", "IdentityUid").and_then(|identity| sources.get(identity));
        let transport = identity
            .and_then(|identity| identity.text("Mail Submission", "TransportUid"))
            .and_then(|transport| sources.get(transport));
        let incoming = connection(source, backend);
        let outgoing = transport.map_or(Ok(words::NO_CONNECTION), |transport| {
            connection(transport, transport.text("Mail Transport", "BackendName").unwrap_or_default())
        });
        let address = |key: &str| identity.and_then(|identity| identity.text("Mail Identity", key));
        let mut addresses: Vec<String> = address("Address").map(str::to_owned).into_iter().collect();
        addresses.extend(
            address("Aliases")
                .unwrap_or_default()
                .split([';', ','])
                .map(str::trim)
                .filter(|alias| !alias.is_empty())
                .map(str::to_owned),
        );
        let certificates: Vec<Name<'_>> = ["SigningCertificate", "EncryptionCertificate"]
            .iter()
            .filter_map(|key| identity?.text("Secure MIME (S/MIME)", key))
            .map(|label| Name { label, key: None })
            .collect();
        let clear = clear_password(&incoming, source).or(Ok(false)).and_then(|incoming| {
            Ok(incoming || transport.map_or(Ok(false), |transport| clear_password(&outgoing, transport))?)
        });
        accounts.push(Account {
            program: words::EVOLUTION,
            source: words::EVOLUTION_SOURCES,
            addresses: Ok(addresses),
            incoming,
            outgoing,
            unverified: None,
            clear_password: clear,
            smime: store.state(&certificates),
            openpgp: Ok(identity
                .is_some_and(|identity| identity.text("Pretty Good Privacy (OpenPGP)", "KeyId").is_some())),
        });
    }
    accounts
}

/// What is turned off is not in use; what cannot be understood is taken for in use.
fn is_enabled(source: &KeyFile) -> bool {
    source.boolean("Data Source", "Enabled") != Ok(Some(false))
        && source.boolean("Collection", "MailEnabled") != Ok(Some(false))
}

fn connection(source: &KeyFile, backend: &str) -> Result<Word, Cause> {
    let host = source.text("Authentication", "Host").unwrap_or_default();
    match backend {
        "imapx" | "imap" | "pop" | "smtp" => {
            // The documented default of the method is none.
            let method = source.text("Security", "Method").unwrap_or("none");
            to(
                host,
                match method {
                    "ssl-on-alternate-port" => Ok(words::TLS),
                    "starttls-on-standard-port" => Ok(words::STARTTLS),
                    "none" => Ok(words::NO_ENCRYPTION),
                    _ => Err(Cause::Malformed),
                },
            )
        }
        "ews" => match source.text("Ews Backend", "Hosturl") {
            Some(url) if url.starts_with("https") => Ok(words::TLS),
            Some(url) if url.starts_with("http\\://") || url.starts_with("http://") => {
                Ok(words::NO_ENCRYPTION)
            }
            Some(_) | None => Err(Cause::Missing),
        },
        "microsoft365" => Ok(words::TLS),
        "sendmail" => Ok(words::LOCAL_CONNECTION),
        "none" | "" => Ok(words::NO_CONNECTION),
        _ => Err(Cause::Unsupported),
    }
}

fn clear_password(protection: &Result<Word, Cause>, source: &KeyFile) -> Result<bool, Cause> {
    let method = source.text("Authentication", "Method").unwrap_or("none");
    let is_plain = !matches!(
        method,
        "none" | "CRAM-MD5" | "DIGEST-MD5" | "GSSAPI" | "NTLM" | "SCRAM-SHA-1" | "SCRAM-SHA-256" | "+APOP"
    );
    (*protection).map(|protection| protection == words::NO_ENCRYPTION && is_plain)
}

fn online(file: &KeyFile, shared: &[String]) -> Vec<Account> {
    let mut accounts = Vec::new();
    for group in file.groups() {
        let Some(identifier) = group.strip_prefix("Account ") else { continue };
        let provider = file.text(group, "Provider").unwrap_or_default();
        // GKeyFile takes what is missing or malformed for false.
        let yes = |key: &str| file.boolean(group, key) == Ok(Some(true));
        let has_mail =
            if provider == "imap_smtp" { yes("Enabled") || yes("MailEnabled") } else { yes("MailEnabled") };
        if !has_mail || shared.iter().any(|known| known == identifier) {
            continue;
        }
        let server = |side: &str| {
            let host = file.text(group, &format!("{side}Host"));
            let protection = if yes(&format!("{side}UseSsl")) {
                words::TLS
            } else if yes(&format!("{side}UseTls")) {
                words::STARTTLS
            } else {
                words::NO_ENCRYPTION
            };
            host.map(|host| to(host, Ok(protection)))
        };
        let (incoming, outgoing) = match provider {
            "google" | "ms_graph" | "yahoo" | "exchange" => (Ok(words::TLS), Ok(words::TLS)),
            "windows_live" => (Ok(words::TLS), Ok(words::STARTTLS)),
            "imap_smtp" => (
                server("Imap").unwrap_or(Ok(words::NO_CONNECTION)),
                server("Smtp").unwrap_or(Ok(words::NO_CONNECTION)),
            ),
            _ => (Err(Cause::Unsupported), Err(Cause::Unsupported)),
        };
        let accepts = |side: &str, way: Result<Word, Cause>| {
            yes(&format!("{side}AcceptSslErrors")) && way != Ok(words::LOCAL_CONNECTION)
        };
        let address = ["EmailAddress", "PresentationIdentity", "Identity"];
        let address =
            address.iter().filter_map(|key| file.text(group, key)).find(|address| address.contains('@'));
        let in_clear = incoming == Ok(words::NO_ENCRYPTION)
            || (outgoing == Ok(words::NO_ENCRYPTION) && yes("SmtpUseAuth"));
        accounts.push(Account {
            program: words::ONLINE_ACCOUNTS,
            source: words::ONLINE_ACCOUNTS_FILE,
            addresses: Ok(address.map(str::to_owned).into_iter().collect()),
            unverified: Some(Ok(accepts("Imap", incoming)
                || accepts("Smtp", outgoing)
                || yes("AcceptSslErrors"))),
            clear_password: least([incoming, outgoing]).map(|_| in_clear),
            incoming,
            outgoing,
            smime: Err(Cause::Unsupported),
            openpgp: Err(Cause::Unsupported),
        });
    }
    accounts
}

fn geary(place: &std::path::Path) -> Found {
    let unread = |cause| Found::unread(words::GEARY, words::GEARY_ACCOUNT, cause);
    let names = match file::names(place, MOST_FILES) {
        Ok(names) => names.unwrap_or_default(),
        Err(cause) => return unread(cause),
    };
    let mut found = Found::default();
    for name in names {
        let text = match files::read_text(&place.join(&name).join("geary.ini"), LARGEST_FILE) {
            Ok(text) => text,
            Err(Cause::Missing) => continue,
            Err(cause) => {
                found.join(unread(cause));
                continue;
            }
        };
        let file = KeyFile::parse(&text);
        let is_online = name.starts_with("goa_") || file.text("Metadata", "goa_id").is_some();
        if is_online || matches!(file.text("Metadata", "status"), Some("disabled" | "removed")) {
            continue;
        }
        if file.text("Metadata", "version") != Some("1") {
            found.join(unread(Cause::Unsupported));
            continue;
        }
        let server = |group: &str| {
            let protection = match file.text(group, "transport_security") {
                Some("transport") => Ok(words::TLS),
                Some("start-tls") => Ok(words::STARTTLS),
                Some("none") => Ok(words::NO_ENCRYPTION),
                Some(_) => Err(Cause::Malformed),
                None => Err(Cause::Missing),
            };
            to(file.text(group, "host").unwrap_or_default(), protection)
        };
        // How the known providers are reached is fixed in the program.
        let (incoming, outgoing) = match file.text("Account", "service_provider") {
            Some("other") => (server("Incoming"), server("Outgoing")),
            Some("gmail" | "yahoo") => (Ok(words::TLS), Ok(words::TLS)),
            Some("outlook") => (Ok(words::TLS), Ok(words::STARTTLS)),
            Some(_) | None => (Err(Cause::Unsupported), Err(Cause::Unsupported)),
        };
        let has_password = file.text("Outgoing", "credentials") != Some("none");
        let in_clear =
            incoming == Ok(words::NO_ENCRYPTION) || (outgoing == Ok(words::NO_ENCRYPTION) && has_password);
        let addresses = file.text("Account", "sender_mailboxes").unwrap_or_default().split(';');
        found.accounts.push(Account {
            program: words::GEARY,
            source: words::GEARY_ACCOUNT,
            addresses: Ok(addresses
                .map(str::trim)
                .filter(|address| !address.is_empty())
                .map(str::to_owned)
                .collect()),
            clear_password: least([incoming, outgoing]).map(|_| in_clear),
            incoming,
            outgoing,
            unverified: None,
            // Geary has no such thing.
            smime: Ok(Smime::ABSENT),
            openpgp: Ok(false),
        });
    }
    found
}
