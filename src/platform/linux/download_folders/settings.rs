//! Which folders programs download into.
//!
//! Reads the desktop's `user-dirs.dirs`, the `Preferences` of Chromium's relatives, `prefs.js` and `user.js` of Firefox's,
//! and the policies that the institution sets for them. Needs no permission beyond the person's own. Cannot see a folder
//! that a person chose for one download in Firefox, nor profiles in places that only a running browser names.

use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::download_folders::DEFAULT_FOLDER;
use custodia_core::vocabulary::whatsapp_web as browsers;
use serde::Deserialize;

use super::placed;
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::account::Account;
use crate::platform::linux::whatsapp_web::{BrowserProfile, profiles};

/// The largest settings of a browser that are read, in bytes.
const SETTINGS_LIMIT: u64 = 16 << 20;
/// The largest of the other files, in bytes.
const SMALL_LIMIT: u64 = 1 << 20;
/// More policies than anybody keeps.
const MAX_POLICIES: usize = 200;

/// The folders of policies that count for a browser, with its name.
const CHROMIUM_POLICIES: &[(Word, &str)] = &[
    (browsers::CHROMIUM, "/etc/chromium/policies/managed"),
    (browsers::CHROMIUM, "/etc/chromium-browser/policies/managed"),
    (browsers::GOOGLE_CHROME, "/etc/opt/chrome/policies/managed"),
    (browsers::MICROSOFT_EDGE, "/etc/opt/edge/policies/managed"),
    (browsers::BRAVE, "/etc/brave/policies/managed"),
];
const FIREFOX_POLICIES: &[&str] = &[
    "/etc/firefox/policies/policies.json",
    "/usr/lib/firefox/distribution/policies.json",
    "/usr/lib/firefox-esr/distribution/policies.json",
    "/usr/lib64/firefox/distribution/policies.json",
    "/opt/firefox/distribution/policies.json",
];

/// The folders, each with a program that uses it, and why there may be more.
#[derive(Debug, Default)]
pub(super) struct Settings {
    pub(super) folders: Vec<(Word, PathBuf)>,
    pub(super) trouble: Option<Cause>,
}

/// What the person set in one profile of Chromium or a relative.
#[derive(Default, Deserialize)]
struct Preferences {
    download: Option<Directory>,
    savefile: Option<Directory>,
}

#[derive(Default, Deserialize)]
struct Directory {
    default_directory: Option<String>,
}

/// The policies that name folders.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Policy {
    download_directory: Option<String>,
    default_download_directory: Option<String>,
}

#[derive(Default, Deserialize)]
struct FirefoxPolicies {
    #[serde(default)]
    policies: Policy,
}

impl Settings {
    pub(super) fn of(host: &Host) -> Self {
        let mut settings = Self::default();
        let desktop = match file::read(&host.config_home().join("user-dirs.dirs"), SMALL_LIMIT) {
            Ok(text) => String::from_utf8_lossy(&text).into_owned(),
            Err(Cause::Missing) => String::new(),
            Err(cause) => {
                settings.trouble = Some(cause);
                String::new()
            }
        };
        let folder = |key, name| {
            user_folder(&desktop, key, host.home())
                .map_or_else(|| host.home().join(name), |path| placed(host, &path))
        };
        let (downloads, on_desktop) =
            (folder("XDG_DOWNLOAD_DIR", "Downloads"), folder("XDG_DESKTOP_DIR", "Desktop"));
        let (profiles, trouble) = profiles(host);
        settings.trouble = settings.trouble.or(trouble);
        if !profiles.is_empty() || file::exists(&downloads).unwrap_or(true) {
            settings.folders.push((DEFAULT_FOLDER, downloads.clone()));
        }
        let firefox = settings.firefox_policy(host);
        for profile in &profiles {
            let found = if profile.is_firefox {
                let set = firefox.as_ref().filter(|_| profile.browser == browsers::FIREFOX);
                set.map_or_else(
                    || firefox_folder(host, profile, &downloads, &on_desktop).map(|folder| vec![folder]),
                    |folder| Ok(vec![folder.clone()]),
                )
            } else {
                let policy = settings.chromium_policy(host, profile.browser);
                chromium_folders(host, profile, policy)
            };
            match found {
                Ok(folders) => {
                    settings.folders.extend(folders.into_iter().map(|folder| (profile.browser, folder)));
                }
                Err(cause) => settings.trouble(cause),
            }
        }
        settings
    }

    /// The folder that the institution sets for a relative of Chromium.
    fn chromium_policy(&mut self, host: &Host, browser: Word) -> Option<PathBuf> {
        let mut set = None;
        for (_, directory) in CHROMIUM_POLICIES.iter().filter(|(known, _)| *known == browser) {
            let directory = host.path(directory);
            let mut names = match file::names(&directory, MAX_POLICIES) {
                Ok(names) => names.unwrap_or_default(),
                Err(cause) => {
                    self.trouble(cause);
                    continue;
                }
            };
            // Whatever their names end with, and what is last in order counts most.
            names.sort();
            for name in names {
                match policy::<Policy>(&directory.join(name)) {
                    Ok(policy) => set = policy.and_then(|policy| policy.download_directory).or(set),
                    Err(cause) => self.trouble(cause),
                }
            }
        }
        self.expanded(host, &set?)
    }

    /// The folder that the institution sets for Firefox.
    fn firefox_policy(&mut self, host: &Host) -> Option<PathBuf> {
        for path in FIREFOX_POLICIES {
            match policy::<FirefoxPolicies>(&host.path(path)) {
                Ok(None) => {}
                Ok(Some(FirefoxPolicies { policies })) => {
                    let set = policies.download_directory.or(policies.default_download_directory);
                    return self.expanded(host, &set?);
                }
                Err(cause) => self.trouble(cause),
            }
        }
        None
    }

    /// A folder of a policy, with the variables for which there is a value.
    fn expanded(&mut self, host: &Host, text: &str) -> Option<PathBuf> {
        let mut text = text.replace("${home}", &host.home().to_string_lossy());
        if text.contains("${user_name}") {
            match Account::of(host) {
                Ok(account) => text = text.replace("${user_name}", &account.name),
                Err(cause) => self.trouble(cause),
            }
        }
        let path = Path::new(&text);
        if text.contains("${") || !path.is_absolute() {
            self.trouble(Cause::Unsupported);
            return None;
        }
        Some(placed(host, path))
    }

    fn trouble(&mut self, cause: Cause) {
        self.trouble.get_or_insert(cause);
    }
}

fn policy<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Option<T>, Cause> {
    match file::present(file::read(path, SMALL_LIMIT))? {
        None => Ok(None),
        Some(text) => serde_json::from_slice(&text).map(Some).map_err(|_| Cause::Malformed),
    }
}

/// Where a profile of Chromium or a relative downloads to and last saved to, if it was ever set.
fn chromium_folders(
    host: &Host,
    profile: &BrowserProfile,
    policy: Option<PathBuf>,
) -> Result<Vec<PathBuf>, Cause> {
    let text = file::present(file::read(&profile.directory.join("Preferences"), SETTINGS_LIMIT))?;
    let preferences = text.map_or(Ok(Preferences::default()), |text| {
        serde_json::from_slice(&text).map_err(|_| Cause::Malformed)
    })?;
    let set = |directory: Option<Directory>| {
        let path = PathBuf::from(directory?.default_directory?);
        path.is_absolute().then(|| placed(host, &path))
    };
    let chosen = policy.or_else(|| set(preferences.download));
    Ok(chosen.into_iter().chain(set(preferences.savefile)).collect())
}

/// Where a profile of Firefox or a relative downloads to: what `user.js` sets counts more.
fn firefox_folder(
    host: &Host,
    profile: &BrowserProfile,
    downloads: &Path,
    on_desktop: &Path,
) -> Result<PathBuf, Cause> {
    let mut set = FirefoxSettings::default();
    for name in ["prefs.js", "user.js"] {
        if let Some(text) = file::present(file::read(&profile.directory.join(name), SETTINGS_LIMIT))? {
            set.read(&String::from_utf8_lossy(&text))?;
        }
    }
    Ok(match (set.list, set.directory) {
        (Some(0), _) => on_desktop.to_owned(),
        (Some(2), Some(path)) if path.is_absolute() => placed(host, &path),
        (Some(_) | None, _) => downloads.to_owned(),
    })
}

#[derive(Debug, Default, PartialEq, Eq)]
struct FirefoxSettings {
    list: Option<i64>,
    directory: Option<PathBuf>,
}

impl FirefoxSettings {
    /// Reads lines such as `user_pref("browser.download.folderList", 2);`.
    fn read(&mut self, text: &str) -> Result<(), Cause> {
        for line in text.lines() {
            let Some(rest) = line.trim_start().strip_prefix("user_pref(") else { continue };
            let Some((name, value)) = rest.split_once(',') else { continue };
            let name = name.trim().trim_matches(['"', '\'']);
            if !["browser.download.folderList", "browser.download.dir"].contains(&name) {
                continue;
            }
            let value = value.rsplit_once(')').ok_or(Cause::Malformed)?.0.trim();
            if name == "browser.download.dir" {
                let path: String = serde_json::from_str(value).map_err(|_| Cause::Malformed)?;
                self.directory = Some(path.into());
            } else {
                self.list = Some(value.parse().map_err(|_| Cause::Malformed)?);
            }
        }
        Ok(())
    }
}

/// A folder of `user-dirs.dirs`, as xdg-user-dir reads it: the last line with the key that is understood counts.
fn user_folder(text: &str, key: &str, home: &Path) -> Option<PathBuf> {
    let value = |line: &str| {
        let rest = line.trim_start().strip_prefix(key)?.trim_start().strip_prefix('=')?;
        let rest = rest.trim_start().strip_prefix('"')?;
        let (base, rest) = match rest.strip_prefix("$HOME") {
            Some(rest) => (home, rest.strip_prefix('/').or_else(|| rest.starts_with('"').then_some(rest))?),
            None => (Path::new("/"), rest.strip_prefix('/')?),
        };
        let mut plain = String::new();
        let mut signs = rest.chars();
        while let Some(sign) = signs.next().filter(|sign| *sign != '"') {
            plain.push(if sign == '\\' { signs.next()? } else { sign });
        }
        Some(base.join(plain.trim_start_matches('/')))
    };
    text.lines().filter_map(value).next_back()
}

pub(super) fn fuzz(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = user_folder(&text, "XDG_DOWNLOAD_DIR", Path::new("/home/ana"));
    let _ = FirefoxSettings::default().read(&text);
    let _ = serde_json::from_slice::<Preferences>(bytes);
    let _ = serde_json::from_slice::<FirefoxPolicies>(bytes);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_desktop_s_folder_is_read_with_its_quotes() {
        let cases = [
            ("XDG_DOWNLOAD_DIR=\"$HOME/Descargas\"", Some("/home/ana/Descargas")),
            (
                "# XDG_DOWNLOAD_DIR=\"$HOME/a\"\nXDG_DOWNLOAD_DIR = \"/srv/down loads\"\n",
                Some("/srv/down loads"),
            ),
            ("XDG_DOWNLOAD_DIR=\"$HOME/a\\\"b\"", Some("/home/ana/a\"b")),
            ("XDG_DOWNLOAD_DIR=\"$HOME/\"", Some("/home/ana/")),
            ("XDG_DOWNLOAD_DIR=\"$HOME\"", Some("/home/ana/")),
            ("XDG_DOWNLOAD_DIR=\"$HOME/a\"\nXDG_DOWNLOAD_DIR=\"$HOME/b\"", Some("/home/ana/b")),
            ("XDG_DOWNLOAD_DIR=\"relative\"", None),
            ("XDG_DOWNLOAD_DIR=\"$HOMEWORK/a\"", None),
            ("XDG_DOWNLOAD_DIR=$HOME/a", None),
            ("XDG_DESKTOP_DIR=\"$HOME/a\"", None),
        ];
        for (text, expected) in cases {
            let folder = user_folder(text, "XDG_DOWNLOAD_DIR", Path::new("/home/ana"));
            assert_eq!(folder.as_deref(), expected.map(Path::new), "{text}");
        }
    }

    #[test]
    fn what_comes_later_in_firefox_s_settings_counts() {
        let mut settings = FirefoxSettings::default();
        settings.read("// user_pref(\"browser.download.folderList\", 0);\nuser_pref(\"browser.download.dir\", \"/a \\\"b\\\", (c)\");\n").unwrap();
        settings.read("user_pref(\"browser.download.folderList\", 2); // here\n").unwrap();

        let expected = FirefoxSettings { list: Some(2), directory: Some("/a \"b\", (c)".into()) };
        assert_eq!(settings, expected);
        let damaged = settings.read("user_pref(\"browser.download.dir\", \"/a\n");
        assert_eq!(damaged, Err(Cause::Malformed));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            fuzz(&bytes);
        }
    }
}
