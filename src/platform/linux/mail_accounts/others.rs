//! Claws Mail and Sylpheed, and the programs for mail without windows.
//!
//! Reads `accountrc` of Claws Mail and Sylpheed, msmtp's settings (msmtp(1)), aerc's `accounts.conf` (aerc-imap(5),
//! aerc-smtp(5)), all of the person's own; of Mutt, `NeoMutt`, mbsync, `OfflineIMAP`, fetchmail, getmail, Mailspring
//! and `BlueMail` only whether they are set up: their settings can call programs and name other files, or are not
//! documented, so what they come to is not known.
//!
//! Cannot see what the commands that such settings call would answer.

use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::mail_accounts as words;

use super::account::{Account, Found, Smime, to};
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::{files, ini};

const LARGEST_FILE: u64 = 1 << 20;

pub(super) fn look(host: &Host) -> Found {
    let (home, config) = (host.home(), host.config_home());
    let mut found = Found::default();
    for (program, path) in [
        (words::CLAWS_MAIL, home.join(".claws-mail/accountrc")),
        (words::CLAWS_MAIL, home.join(".var/app/org.claws_mail.Claws-Mail/.claws-mail/accountrc")),
        (words::SYLPHEED, home.join(".sylpheed-2.0/accountrc")),
    ] {
        found.join(read(&path, program, words::CLAWS_ACCOUNTS, |text| Ok(claws(text, program))));
    }
    let own = [home.join(".msmtprc"), config.join("msmtp/config")];
    for path in own {
        found.join(read(&path, words::MSMTP, words::MAIL_TEXT_SETTINGS, msmtp));
    }
    found.join(read(&config.join("aerc/accounts.conf"), words::AERC, words::MAIL_TEXT_SETTINGS, |text| {
        Ok(aerc(text))
    }));
    for (program, source, path) in not_understood(host) {
        if file::exists(&path) != Ok(false) {
            found.join(Found::unread(program, source, Cause::Unsupported));
        }
    }
    found
}

fn not_understood(host: &Host) -> Vec<(Word, custodia_core::vocabulary::Source, PathBuf)> {
    let (home, config) = (host.home(), host.config_home());
    let text = words::MAIL_TEXT_SETTINGS;
    let store = words::MAIL_PROGRAM_STORE;
    vec![
        (words::MUTT, text, home.join(".muttrc")),
        (words::MUTT, text, home.join(".mutt/muttrc")),
        (words::MUTT, text, config.join("mutt/muttrc")),
        (words::MUTT, text, home.join(".neomuttrc")),
        (words::MUTT, text, config.join("neomutt/neomuttrc")),
        (words::MBSYNC, text, home.join(".mbsyncrc")),
        (words::MBSYNC, text, config.join("isyncrc")),
        (words::OFFLINEIMAP, text, home.join(".offlineimaprc")),
        (words::OFFLINEIMAP, text, config.join("offlineimap/config")),
        (words::FETCHMAIL, text, home.join(".fetchmailrc")),
        (words::FETCHMAIL, text, home.join(".getmail/getmailrc")),
        (words::FETCHMAIL, text, config.join("getmail/getmailrc")),
        (words::MAILSPRING, store, config.join("Mailspring/config.json")),
        (words::MAILSPRING, store, home.join("snap/mailspring/common/config.json")),
        (
            words::MAILSPRING,
            store,
            home.join(".var/app/com.getmailspring.Mailspring/config/Mailspring/config.json"),
        ),
        (words::BLUEMAIL, store, config.join("BlueMail")),
        (words::BLUEMAIL, store, home.join("snap/bluemail/current/.config/BlueMail")),
        (words::BLUEMAIL, store, home.join(".var/app/net.blix.BlueMail/config/BlueMail")),
    ]
}

fn read(
    path: &Path,
    program: Word,
    source: custodia_core::vocabulary::Source,
    parse: impl Fn(&str) -> Result<Vec<Account>, Cause>,
) -> Found {
    // Names of accounts may be in an old encoding; nothing that is looked at is.
    let text = files::read(path, LARGEST_FILE).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    match text.and_then(|text| parse(&text)) {
        Ok(accounts) => Found { accounts, unread: Vec::new() },
        Err(Cause::Missing) => Found::default(),
        Err(cause) => Found::unread(program, source, cause),
    }
}

/// Sections `[Account: 1]`; `protocol` is 0 to 2 for POP3, 3 for IMAP, 4 for news, 5 for local mail and 6 for sending
/// alone, and `ssl_*` is 0 for none, 1 for TLS and 2 for STARTTLS (`prefs_account.h` of both programs).
fn claws(text: &str, program: Word) -> Vec<Account> {
    let entries = ini::entries(text);
    let mut groups: Vec<&str> =
        entries.iter().map(|entry| entry.0).filter(|group| group.starts_with("Account:")).collect();
    groups.dedup();
    let mut accounts = Vec::new();
    for group in groups {
        let value = |key: &str| ini::last(&entries, group, key).filter(|value| !value.is_empty());
        let side = |host: &str, key: &str| {
            let protection = match value(key).unwrap_or("0") {
                "0" => Ok(words::NO_ENCRYPTION),
                "1" => Ok(words::TLS),
                "2" => Ok(words::STARTTLS),
                _ => Err(Cause::Malformed),
            };
            to(value(host).unwrap_or_default(), protection)
        };
        let incoming = match value("protocol").unwrap_or("0") {
            "0" | "1" | "2" => side("receive_server", "ssl_pop"),
            "3" => side("receive_server", "ssl_imap"),
            "4" => continue,
            "5" => Ok(words::LOCAL_CONNECTION),
            "6" => Ok(words::NO_CONNECTION),
            _ => Err(Cause::Unsupported),
        };
        let outgoing = if value("use_mail_command") == Some("1") {
            Ok(words::LOCAL_CONNECTION)
        } else {
            side("smtp_server", "ssl_smtp")
        };
        let in_clear = incoming == Ok(words::NO_ENCRYPTION)
            || (outgoing == Ok(words::NO_ENCRYPTION) && value("use_smtp_auth") == Some("1"));
        accounts.push(Account {
            program,
            source: words::CLAWS_ACCOUNTS,
            addresses: Ok(value("address").map(str::to_owned).into_iter().collect()),
            incoming,
            outgoing,
            unverified: None,
            clear_password: incoming.and(outgoing).map(|_| in_clear),
            smime: Err(Cause::Unsupported),
            openpgp: Err(Cause::Unsupported),
        });
    }
    accounts
}

/// What one account of msmtp says; unset where nothing does.
#[derive(Clone, Default)]
struct Sending {
    host: Option<String>,
    from: Option<String>,
    /// TLS at all, and from the first byte.
    tls: (bool, bool),
    checks_nothing: bool,
    authenticates: bool,
}

/// msmtp(1): `defaults` holds for the accounts after it, `account NAME : OTHER` takes over from others.
fn msmtp(text: &str) -> Result<Vec<Account>, Cause> {
    let mut defaults = Sending::default();
    let mut accounts: Vec<(String, Sending)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (key, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let value = value.trim().trim_matches('"');
        match key {
            "defaults" => accounts.push((String::new(), defaults.clone())),
            "account" => {
                let (name, others) = value.split_once(':').unwrap_or((value, ""));
                let mut account = defaults.clone();
                for other in others.split(',').map(str::trim).filter(|other| !other.is_empty()) {
                    let known = accounts.iter().find(|(known, _)| known == other).ok_or(Cause::Malformed)?;
                    account = known.1.clone();
                }
                // An account under another's name, as `account default : work`, is no further one.
                let is_alias = !others.trim().is_empty() && name.trim() == "default";
                accounts.push((if is_alias { String::new() } else { name.trim().to_owned() }, account));
            }
            "include" | "eval" => return Err(Cause::Unsupported),
            _ => {
                let Some((name, account)) = accounts.last_mut() else { return Err(Cause::Malformed) };
                account.set(key, value);
                if name.is_empty() {
                    defaults = account.clone();
                }
            }
        }
        if accounts.len() > 1000 {
            return Err(Cause::TooLarge);
        }
    }
    let accounts = accounts.into_iter().filter(|(name, account)| !name.is_empty() && account.host.is_some());
    Ok(accounts.map(|(_, account)| account.told()).collect())
}

impl Sending {
    fn set(&mut self, key: &str, value: &str) {
        match key {
            "host" => self.host = Some(value.to_owned()),
            "from" => self.from = Some(value.to_owned()),
            "tls" => self.tls.0 = value != "off",
            "tls_starttls" => self.tls.1 = value == "off",
            "tls_certcheck" => self.checks_nothing = value == "off",
            "auth" => self.authenticates = value != "off",
            _ => {}
        }
    }

    fn told(self) -> Account {
        let protection = match self.tls {
            (false, _) => words::NO_ENCRYPTION,
            (true, false) => words::STARTTLS,
            (true, true) => words::TLS,
        };
        let outgoing = to(&self.host.unwrap_or_default(), Ok(protection));
        Account {
            program: words::MSMTP,
            source: words::MAIL_TEXT_SETTINGS,
            addresses: Ok(self.from.into_iter().collect()),
            incoming: Ok(words::NO_CONNECTION),
            clear_password: outgoing.map(|word| word == words::NO_ENCRYPTION && self.authenticates),
            outgoing,
            unverified: Some(Ok(self.checks_nothing && outgoing != Ok(words::LOCAL_CONNECTION))),
            smime: Err(Cause::Unsupported),
            openpgp: Err(Cause::Unsupported),
        }
    }
}

/// aerc: the scheme of an address says how a connection is protected; `imap` and `smtp` ask for STARTTLS.
fn aerc(text: &str) -> Vec<Account> {
    let entries = ini::entries(text);
    let mut groups: Vec<&str> =
        entries.iter().map(|entry| entry.0).filter(|group| !group.is_empty()).collect();
    groups.dedup();
    let mut accounts = Vec::new();
    for group in groups {
        let value = |key: &str| ini::last(&entries, group, key).filter(|value| !value.is_empty());
        let (incoming, outgoing) = (value("source").map(scheme), value("outgoing").map(scheme));
        if incoming == Some(Ok(words::LOCAL_CONNECTION))
            && outgoing.is_none_or(|way| way == Ok(words::LOCAL_CONNECTION))
        {
            continue;
        }
        let incoming = incoming.unwrap_or(Ok(words::NO_CONNECTION));
        let outgoing = outgoing.unwrap_or(Ok(words::NO_CONNECTION));
        let mut addresses: Vec<String> = value("from").map(str::to_owned).into_iter().collect();
        addresses.extend(
            value("aliases")
                .unwrap_or_default()
                .split(',')
                .map(str::trim)
                .filter(|alias| !alias.is_empty())
                .map(str::to_owned),
        );
        accounts.push(Account {
            program: words::AERC,
            source: words::MAIL_TEXT_SETTINGS,
            addresses: Ok(addresses),
            incoming,
            outgoing,
            unverified: None,
            clear_password: incoming
                .and(outgoing)
                .map(|_| [incoming, outgoing].contains(&Ok(words::NO_ENCRYPTION))),
            // aerc signs with OpenPGP alone.
            smime: Ok(Smime::ABSENT),
            openpgp: Ok(value("pgp-key-id").is_some()),
        });
    }
    accounts
}

fn scheme(url: &str) -> Result<Word, Cause> {
    let Some((scheme, rest)) = url.split_once("://") else {
        // A program on this device that sends.
        return if url.starts_with('/') { Ok(words::LOCAL_CONNECTION) } else { Err(Cause::Unsupported) };
    };
    let (kind, options) = scheme.split_once('+').unwrap_or((scheme, ""));
    let protection = match kind {
        "maildir" | "maildirpp" | "notmuch" | "mbox" => return Ok(words::LOCAL_CONNECTION),
        "imap" | "smtp" if options.split('+').any(|option| option == "insecure") => Ok(words::NO_ENCRYPTION),
        "imap" | "smtp" => Ok(words::STARTTLS),
        "imaps" | "smtps" | "jmap" => Ok(words::TLS),
        _ => Err(Cause::Unsupported),
    };
    let place = rest.split(['/', '?']).next().unwrap_or_default();
    to(place.rsplit_once('@').map_or(place, |(_, host)| host), protection)
}

/// For the fuzz target: every reader of a text.
pub(super) fn fuzz(text: &str) {
    let _ =
        (claws(text, words::CLAWS_MAIL).len(), msmtp(text).map(|accounts| accounts.len()), aerc(text).len());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn outgoing(text: &str) -> Result<Vec<Result<Word, Cause>>, Cause> {
        msmtp(text).map(|accounts| accounts.into_iter().map(|account| account.outgoing).collect())
    }

    #[test]
    fn defaults_hold_for_what_comes_after_and_accounts_inherit() {
        let text = "account a\nhost a.example\n\ndefaults\ntls on\n# c\naccount b\nhost b.example\nfrom b@b.example\n\
                    account c : b\ntls_starttls off\naccount d\nhost 127.0.0.1\ntls off\naccount default : b\n";

        let found = outgoing(text).unwrap();

        assert_eq!(
            found,
            [Ok(words::NO_ENCRYPTION), Ok(words::STARTTLS), Ok(words::TLS), Ok(words::LOCAL_CONNECTION)]
        );
        assert_eq!(outgoing("include ~/x\n"), Err(Cause::Unsupported));
        assert_eq!(outgoing("account a\neval \"echo host x\"\n"), Err(Cause::Unsupported));
        assert_eq!(outgoing("account a : b\n"), Err(Cause::Malformed));
        assert_eq!(outgoing("account default\nhost a.example\ntls on\n"), Ok(vec![Ok(words::STARTTLS)]));
    }

    #[test]
    fn schemes_say_how_a_connection_is_protected() {
        for (url, expected) in [
            ("imaps://ana%40prensa.example@mail.prensa.example:993", Ok(words::TLS)),
            ("imap://mail.prensa.example", Ok(words::STARTTLS)),
            ("imaps+oauthbearer://mail.prensa.example", Ok(words::TLS)),
            ("smtp+insecure+plain://ana@mail.prensa.example", Ok(words::NO_ENCRYPTION)),
            ("smtp+plain://ana@localhost:1025", Ok(words::LOCAL_CONNECTION)),
            ("maildir://~/Mail", Ok(words::LOCAL_CONNECTION)),
            ("/usr/sbin/sendmail", Ok(words::LOCAL_CONNECTION)),
            ("msmtp", Err(Cause::Unsupported)),
            ("odd://x", Err(Cause::Unsupported)),
        ] {
            assert_eq!(scheme(url), expected, "{url}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "(account|defaults|host|tls|source|\\[|\\]|://|[=: \n+]|.){0,100}") {
            fuzz(&text);
        }
    }
}
