//! Where browsers and mail programs keep what they know, beside the system and the home itself.
//!
//! Reads nothing, so it needs no permission. Cannot know stores in places that a program was told to use.

use std::path::PathBuf;

use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::storage_encryption as words;

use crate::host::Host;
use crate::platform::linux::whatsapp_web::stores as browser_stores;

/// Below the home.
const MAIL_IN_HOME: &[&str] = &[
    ".thunderbird",
    ".icedove",
    ".betterbird",
    ".claws-mail",
    ".sylpheed-2.0",
    ".mail",
    ".maildir",
    "Mail",
    "mail",
    "Maildir",
    "snap/thunderbird",
    ".var/app/org.mozilla.Thunderbird",
    ".var/app/org.mozilla.thunderbird",
    ".var/app/eu.betterbird.Betterbird",
    ".var/app/org.gnome.Evolution",
    ".var/app/org.gnome.Geary",
    ".var/app/org.kde.kmail2",
    ".var/app/org.kde.kontact",
];

/// Below the folder of data.
const MAIL_IN_DATA: &[&str] =
    &["evolution", "local-mail", "akonadi", "akonadi_maildir_resource_0", "kmail2", "geary", "balsa", "mail"];

/// Below the folder of caches.
const MAIL_IN_CACHE: &[&str] = &["evolution", "thunderbird", "mutt", "neomutt"];

/// Every folder that may lie elsewhere than what is around it; most of them do not exist.
pub(super) fn stores(host: &Host) -> Vec<(Word, PathBuf)> {
    let (home, data) = (host.home(), host.data_home());
    let cache = host.variable("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = cache.unwrap_or_else(|| home.join(".cache"));
    let below = |base: &PathBuf, names: &[&str]| names.iter().map(|name| base.join(name)).collect::<Vec<_>>();
    let browsers = browser_stores(host).into_iter().chain([cache.clone()]);
    let mail = [
        below(&home.to_owned(), MAIL_IN_HOME),
        below(&data, MAIL_IN_DATA),
        below(&cache, MAIL_IN_CACHE),
        below(&host.config_home(), &["Mailspring", "evolution"]),
        vec![host.path("/var/mail"), host.path("/var/spool/mail")],
    ];
    let temporary = ["/tmp", "/var/tmp"].map(|path| (words::TEMPORARY_FOLDERS, host.path(path)));
    browsers
        .map(|path| (words::BROWSER_STORES, path))
        .chain(mail.into_iter().flatten().map(|path| (words::MAIL_STORES, path)))
        .chain(temporary)
        .chain([(words::ROOT, host.path("/var"))])
        .collect()
}
