//! Thunderbird, Betterbird, which shares its profiles, and `SeaMonkey`.
//!
//! Reads `profiles.ini`, and `prefs.js`, `user.js`, `cert_override.txt` and the stores of certificates of every profile
//! that it lists, of the person's own; and whether the installation sets accounts by itself (`policies.json`, an
//! automatic configuration), which everyone may read. What the numbers mean stands in Thunderbird's `nsMsgSocketType`
//! and `nsMsgAuthMethod`, what applies where nothing is set in its `mailnews.js`.
//!
//! Cannot see profiles that are opened by their path alone, nor what add-ons bring of their own.

use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::mail_accounts as words;

use super::account::{Account, Found, Smime, is_local, least, to};
use super::certificates::{Name, Store};
use super::preferences::Preferences;
use crate::browser::{file, firefox};
use crate::host::Host;
use crate::platform::linux::files;

const LARGEST_SETTINGS: u64 = 8 << 20;
const LARGEST_LIST: u64 = 1 << 20;
/// Where the packages of distributions and of Mozilla have the installation.
const INSTALLATIONS: &[&str] = &[
    "/usr/lib/thunderbird",
    "/usr/lib64/thunderbird",
    "/usr/share/thunderbird",
    "/usr/lib/betterbird",
    "/opt/thunderbird",
    "/opt/betterbird",
];
/// The parts of the names of settings that make an account.
const ACCOUNT_SETTINGS: [&str; 5] =
    ["mail.server.", "mail.smtp", "mail.account", "mail.identity.", "mail.outgoingserver"];

/// The folders with a `profiles.ini`.
fn roots(host: &Host) -> Vec<(Word, PathBuf)> {
    let home = host.home();
    let mut roots: Vec<_> = [
        ".thunderbird",
        ".icedove",
        ".mozilla-thunderbird",
        ".betterbird",
        "snap/thunderbird/common/.thunderbird",
        "snap/betterbird/common/.thunderbird",
    ]
    .iter()
    .map(|below| (words::THUNDERBIRD, home.join(below)))
    .collect();
    for id in [
        "org.mozilla.Thunderbird",
        "org.mozilla.thunderbird",
        "net.thunderbird.Thunderbird",
        "eu.betterbird.Betterbird",
    ] {
        roots.push((words::THUNDERBIRD, home.join(".var/app").join(id).join(".thunderbird")));
    }
    for below in ["thunderbird", "mozilla/thunderbird"] {
        roots.push((words::THUNDERBIRD, host.config_home().join(below)));
    }
    roots.push((words::SEAMONKEY, home.join(".mozilla/seamonkey")));
    roots
}

pub(super) fn look(host: &Host) -> Found {
    let mut found = Found::default();
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut governed = None;
    for (program, root) in roots(host) {
        let unread = |cause| Found::unread(program, words::MAIL_PROFILE, cause);
        let listed = match files::read(&root.join("profiles.ini"), LARGEST_LIST)
            .and_then(|ini| firefox::profiles(&ini))
        {
            Ok(listed) => listed,
            Err(Cause::Missing) => continue,
            Err(cause) => {
                found.join(unread(cause));
                continue;
            }
        };
        for profile in listed {
            let folder = if profile.is_relative { root.join(&profile.path) } else { profile.path };
            // Two roots can be one, by a link; a profile counts once.
            let folder = fs_err::canonicalize(&folder).unwrap_or(folder);
            if seen.contains(&folder) {
                continue;
            }
            seen.push(folder.clone());
            let mut profile = look_at(&folder, program, host);
            if !(profile.accounts.is_empty() && profile.unread.is_empty())
                && *governed.get_or_insert_with(|| is_governed(host))
            {
                profile = unread(Cause::Unsupported);
            }
            found.join(profile);
        }
    }
    found
}

/// Whether the installation sets accounts: what a profile says of its own then need not apply.
fn is_governed(host: &Host) -> bool {
    let names = |folder: &str, suffix: &str| -> Vec<PathBuf> {
        let folder = host.path(folder);
        let names = file::names(&folder, 1000).ok().flatten().unwrap_or_default();
        names.iter().filter(|name| name.ends_with(suffix)).map(|name| folder.join(name)).collect()
    };
    let mut files = vec![host.path("/etc/thunderbird/policies/policies.json")];
    for folder in ["/etc/thunderbird/pref", "/etc/thunderbird/defaults/pref"] {
        files.extend(names(folder, ".js"));
    }
    for place in INSTALLATIONS {
        files.push(host.path(&format!("{place}/distribution/policies.json")));
        files.extend(names(place, ".cfg"));
        files.extend(names(&format!("{place}/defaults/pref"), ".js"));
    }
    let (mut names_a_script, mut script_is_plain) = (false, false);
    for path in files {
        let bytes = match files::read(&path, LARGEST_LIST) {
            Ok(bytes) => bytes,
            Err(Cause::Missing) => continue,
            Err(_) => return true,
        };
        let text = String::from_utf8_lossy(&bytes);
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let mut sets = ACCOUNT_SETTINGS.iter().chain(["autoadmin.global_config_url"].iter());
            if sets.any(|setting| line.contains(setting)) {
                return true;
            }
            names_a_script |= line.contains("general.config.filename");
            script_is_plain |= line.contains("general.config.obscure_value") && line.contains(", 0)");
        }
    }
    // A script that is not plain is shifted by 13 letters, so that nothing was found in it.
    names_a_script && !script_is_plain
}

fn look_at(folder: &Path, program: Word, host: &Host) -> Found {
    let mut preferences = Preferences::default();
    for name in ["prefs.js", "user.js"] {
        match files::read(&folder.join(name), LARGEST_SETTINGS) {
            Ok(bytes) => preferences.add(&String::from_utf8_lossy(&bytes), &["mail."]),
            Err(Cause::Missing) => {}
            Err(cause) => return Found::unread(program, words::MAIL_PROFILE, cause),
        }
    }
    let exceptions = match files::read(&folder.join("cert_override.txt"), LARGEST_LIST) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(Cause::Missing) => Ok(String::new()),
        Err(cause) => Err(cause),
    };
    let mut profile = Profile { program, preferences, exceptions, store: Store::new(folder, host.now()) };
    let mut found = Found::default();
    for account in profile
        .preferences
        .list("mail.accountmanager.accounts")
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<_>>()
    {
        found.accounts.extend(profile.account(&account));
    }
    found
}

struct Profile {
    program: Word,
    preferences: Preferences,
    exceptions: Result<String, Cause>,
    store: Store,
}

impl Profile {
    /// An account for mail over a network; nothing for local folders, feeds, news and chat.
    fn account(&mut self, account: &str) -> Option<Account> {
        let server = self.preferences.text(&format!("mail.account.{account}.server"))?.to_owned();
        let incoming = |key: &str| format!("mail.server.{server}.{key}");
        let kind = self.preferences.text(&incoming("type"))?.to_owned();
        if matches!(kind.as_str(), "none" | "rss" | "nntp" | "im" | "movemail" | "mbox")
            || self.preferences.boolean(&incoming("hidden")) == Some(true)
        {
            return None;
        }
        let identities: Vec<String> = self
            .preferences
            .list(&format!("mail.account.{account}.identities"))
            .into_iter()
            .map(str::to_owned)
            .collect();
        let host = ["realhostname", "hostname"].iter().find_map(|key| self.preferences.text(&incoming(key)));
        let host = host.unwrap_or_default().to_owned();
        let (protection, password) =
            self.protection(&kind, &incoming("ews_url"), &incoming("socketType"), &incoming("authMethod"));
        let mut hosts = vec![host.clone()];
        let protection = to(&host, protection);
        let mut clear_password = in_clear(&protection, password);

        let (mut outgoing, mut addresses, mut openpgp) = (Vec::new(), Vec::new(), !identities.is_empty());
        for identity in &identities {
            let key = |key: &str| format!("mail.identity.{identity}.{key}");
            addresses.push(self.preferences.text(&key("useremail")).unwrap_or_default().to_owned());
            openpgp &= self.preferences.text(&key("openpgp_key_id")).is_some();
            let (host, protection, password) = self.sending(self.preferences.text(&key("smtpServer")));
            clear_password = clear_password
                .or_else(|cause| if password { Ok(true) } else { Err(cause) })
                .map(|clear| clear || password);
            hosts.extend(host);
            outgoing.push(protection);
        }
        if identities.is_empty()
            && let Some(login) =
                self.preferences.text(&incoming("userName")).filter(|login| login.contains('@'))
        {
            addresses.push(login.to_owned());
        }
        // A program on this device shows a certificate of its own, which nobody on the way can replace.
        hosts.retain(|host| !is_local(host));
        let unverified =
            self.exceptions.as_ref().map(|text| is_excepted(text, &hosts)).map_err(|cause| *cause);
        let smime = self.smime(&identities);
        Some(Account {
            program: self.program,
            source: words::MAIL_PROFILE,
            addresses: Ok(addresses),
            incoming: protection,
            outgoing: least(outgoing),
            unverified: Some(unverified),
            clear_password,
            smime,
            openpgp: Ok(openpgp),
        })
    }

    /// How a connection is protected, and whether a plain password goes over it.
    fn protection(&self, kind: &str, url: &str, socket: &str, method: &str) -> (Result<Word, Cause>, bool) {
        let password = matches!(self.preferences.number(method).unwrap_or(3), 2 | 3 | 9);
        let protection = match kind {
            "imap" | "pop3" | "smtp" => match self.preferences.number(socket).unwrap_or(0) {
                0 => Ok(words::NO_ENCRYPTION),
                1 => Ok(words::STARTTLS_OPPORTUNISTIC),
                2 => Ok(words::STARTTLS),
                3 => Ok(words::TLS),
                _ => Err(Cause::Malformed),
            },
            "ews" | "graph" => match self.preferences.text(url) {
                Some(url) if url.starts_with("https://") => Ok(words::TLS),
                Some(url) if url.starts_with("http://") => Ok(words::NO_ENCRYPTION),
                Some(_) | None => Err(Cause::Missing),
            },
            _ => Err(Cause::Unsupported),
        };
        (protection, password)
    }

    /// The server that an identity sends through, how, and whether its password goes in the clear.
    fn sending(&self, named: Option<&str>) -> (Option<String>, Result<Word, Cause>, bool) {
        let servers = self.preferences.list("mail.smtpservers");
        let named = named.filter(|name| servers.contains(name));
        let server = named
            .or_else(|| self.preferences.text("mail.smtp.defaultserver"))
            .or_else(|| servers.first().copied());
        let Some(server) = server else { return (None, Ok(words::NO_CONNECTION), false) };
        let key = |key: &str| format!("mail.smtpserver.{server}.{key}");
        let kind = self.preferences.text(&key("type")).unwrap_or("smtp").to_owned();
        let host = self.preferences.text(&key("hostname")).unwrap_or_default();
        let (protection, password) =
            self.protection(&kind, &key("ews_url"), &key("try_ssl"), &key("authMethod"));
        let protection = to(host, protection);
        let clear = in_clear(&protection, password) == Ok(true);
        (Some(host.to_owned()), protection, clear)
    }

    fn smime(&mut self, identities: &[String]) -> Result<Smime, Cause> {
        let mut worst: Option<Smime> = None;
        for identity in identities {
            let text = |key: &str| self.preferences.text(&format!("mail.identity.{identity}.{key}"));
            let names: Vec<Name<'_>> = ["signing_cert", "encryption_cert"]
                .iter()
                .filter_map(|part| {
                    Some(Name { label: text(&format!("{part}_name"))?, key: text(&format!("{part}_dbkey")) })
                })
                .collect();
            let state = self.store.state(&names)?;
            // One identity without a certificate sends what nobody signed.
            if worst.is_none_or(|worst: Smime| worst.state == words::SMIME_VALID)
                || state.state == words::SMIME_ABSENT
            {
                worst = Some(state);
            }
        }
        Ok(worst.unwrap_or(Smime::ABSENT))
    }
}

fn in_clear(protection: &Result<Word, Cause>, password: bool) -> Result<bool, Cause> {
    (*protection).map(|protection| password && protection == words::NO_ENCRYPTION)
}

/// Whether the list of exceptions has a server: each line begins with its name, a colon and the port.
fn is_excepted(text: &str, hosts: &[String]) -> bool {
    let excepted = text.lines().filter(|line| !line.starts_with('#'));
    excepted
        .filter_map(|line| line.split_once(':'))
        .any(|(name, _)| !name.is_empty() && hosts.iter().any(|host| host.eq_ignore_ascii_case(name)))
}
