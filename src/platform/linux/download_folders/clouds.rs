//! Which folders cloud clients take.
//!
//! Reads the settings of Dropbox, Nextcloud, ownCloud, the free client of `OneDrive` and Syncthing, which name theirs,
//! and looks whether clients that keep theirs in databases of their own are set up: Insync, MEGA, pCloud, Seafile, Tresorit
//! and Resilio. Needs no permission beyond the person's own. Cannot see clients that are not named here, what a program
//! copies by itself, or backups.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::download_folders as words;
use serde_json::Value;

use super::{placed, real};
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::{ini, qsettings};

/// The largest settings that are read, in bytes.
const LIMIT: u64 = 4 << 20;
const NAMES_LIMIT: usize = 4096;

/// The folders that clients take, and the clients whose folders are not known.
#[derive(Debug, Default)]
pub(super) struct Clouds {
    roots: Vec<(Word, PathBuf)>,
    pub(super) unread: Vec<Word>,
}

impl Clouds {
    pub(super) fn of(host: &Host) -> Self {
        let mut clouds = Self::default();
        let home = host.home();
        for place in [home.join(".dropbox"), home.join(".var/app/com.dropbox.Client/.dropbox")] {
            clouds.dropbox(host, &place);
        }
        let flatpak = home.join(".var/app/com.nextcloud.desktopclient.nextcloud/config");
        for config in [host.config_home(), flatpak] {
            clouds.read(host, words::NEXTCLOUD, &config.join("Nextcloud/nextcloud.cfg"), local_paths);
            clouds.read(host, words::OWNCLOUD, &config.join("ownCloud/owncloud.cfg"), local_paths);
        }
        clouds.onedrive(host);
        let thingy = home.join(".var/app/com.github.zocker_160.SyncThingy");
        for place in [
            host.config_home(),
            host.state_home(),
            home.join("snap/syncthing/common"),
            thingy.join("config"),
            thingy.join(".local/state"),
        ] {
            clouds.read(host, words::SYNCTHING, &place.join("syncthing/config.xml"), syncthing);
        }
        let data = host.data_home();
        for (client, mark) in [
            (words::INSYNC, host.config_home().join("Insync")),
            (words::MEGA, data.join("data/Mega Limited/MEGAsync/MEGAsync.cfg")),
            (
                words::MEGA,
                home.join(".var/app/nz.mega.MEGAsync/data/data/Mega Limited/MEGAsync/MEGAsync.cfg"),
            ),
            (words::PCLOUD, home.join(".pcloud/data.db")),
            (words::SEAFILE, home.join(".ccnet/seafile.ini")),
            (words::TRESORIT, data.join("tresorit/Profiles")),
            (words::RESILIO, host.config_home().join("resilio-sync")),
        ] {
            if file::exists(&mark) != Ok(false) {
                clouds.unread(client);
            }
        }
        clouds
    }

    /// The client that takes what is in a folder, whose path is real.
    pub(super) fn taking(&self, folder: &Path) -> Option<Word> {
        self.roots.iter().find(|(_, root)| folder.starts_with(root)).map(|(client, _)| *client)
    }

    fn add(&mut self, host: &Host, client: Word, path: &Path) {
        if path.is_absolute() {
            self.roots.push((client, real(&placed(host, path))));
        } else {
            self.unread(client);
        }
    }

    fn unread(&mut self, client: Word) {
        if !self.unread.contains(&client) {
            self.unread.push(client);
        }
    }

    /// Reads the folders in a file of settings, if it is there.
    fn read(
        &mut self,
        host: &Host,
        client: Word,
        path: &Path,
        folders: fn(&str, &Path) -> Option<Vec<PathBuf>>,
    ) {
        match file::read(path, LIMIT) {
            Ok(text) => match str::from_utf8(&text).ok().and_then(|text| folders(text, host.home())) {
                Some(folders) => folders.iter().for_each(|folder| self.add(host, client, folder)),
                None => self.unread(client),
            },
            Err(Cause::Missing) => {}
            Err(_) => self.unread(client),
        }
    }

    fn dropbox(&mut self, host: &Host, place: &Path) {
        self.read(host, words::DROPBOX, &place.join("info.json"), dropbox);
        // It has been linked to an account, and where its folder is stands in its own database alone.
        let is_linked = ["instance1/config.dbx", "instance1/instance.dbx"]
            .iter()
            .any(|name| file::exists(&place.join(name)) != Ok(false));
        if is_linked && file::exists(&place.join("info.json")) == Ok(false) {
            self.unread(words::DROPBOX);
        }
    }

    /// One folder of settings for each account: what is in its name after `onedrive` is the person's choice.
    fn onedrive(&mut self, host: &Host) {
        let names = match file::names(&host.config_home(), NAMES_LIMIT) {
            Ok(names) => names.unwrap_or_default(),
            Err(Cause::TooLarge) => return self.unread(words::ONEDRIVE),
            Err(_) => return,
        };
        for name in names.iter().filter(|name| name.starts_with("onedrive")) {
            let place = host.config_home().join(name);
            let (own, shared) = (place.join("config"), host.path("/etc/onedrive/config"));
            let is_there = |path: &Path| file::exists(path) != Ok(false);
            if is_there(&own) {
                self.read(host, words::ONEDRIVE, &own, onedrive);
            } else if is_there(&place.join("refresh_token")) {
                if is_there(&shared) {
                    self.read(host, words::ONEDRIVE, &shared, onedrive);
                } else {
                    self.add(host, words::ONEDRIVE, &host.home().join("OneDrive"));
                }
            }
        }
    }
}

/// `info.json` of Dropbox: an object for each account, with its `path`.
fn dropbox(text: &str, _home: &Path) -> Option<Vec<PathBuf>> {
    let accounts: BTreeMap<String, Value> = serde_json::from_str(text).ok()?;
    accounts.values().map(|account| Some(account.get("path")?.as_str()?.into())).collect()
}

/// `nextcloud.cfg`: `localPath` of each folder of each account.
fn local_paths(text: &str, _home: &Path) -> Option<Vec<PathBuf>> {
    let entries = ini::entries(text);
    let paths = entries.iter().filter(|(group, key, _)| *group == "Accounts" && key.ends_with("\\localPath"));
    let path = |value: &str| Some(qsettings::unescape(value)).filter(|path| !path.is_empty());
    paths.map(|(_, _, value)| path(value).map(PathBuf::from)).collect()
}

/// `config` of the client of `OneDrive`: `sync_dir = "~/OneDrive"`, which is also the default.
fn onedrive(text: &str, home: &Path) -> Option<Vec<PathBuf>> {
    let set =
        ini::last(&ini::entries(text), "", "sync_dir").map_or("~/OneDrive", |value| value.trim_matches('"'));
    (!set.is_empty()).then(|| vec![below_home(set, home)])
}

/// `config.xml` of Syncthing: the `path` of each `folder`, but for the pattern of new ones.
fn syncthing(text: &str, home: &Path) -> Option<Vec<PathBuf>> {
    let (before, rest) = text.split_once("<defaults>").unwrap_or((text, ""));
    let after = rest.split_once("</defaults>").map_or("", |(_, after)| after);
    if !before.contains("<configuration") {
        return None;
    }
    let tags = [before, after].into_iter().flat_map(|part| part.split("<folder ").skip(1));
    tags.map(|tag| {
        let attributes = tag.split_once('>')?.0;
        let value = attributes.split_once("path=\"")?.1.split_once('"')?.0;
        let plain =
            [("&#34;", "\""), ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
                .into_iter()
                .fold(value.to_owned(), |value, (escaped, plain)| value.replace(escaped, plain));
        Some(below_home(&plain, home))
    })
    .collect()
}

fn below_home(text: &str, home: &Path) -> PathBuf {
    let inner = ["~", "$HOME"].iter().find_map(|start| text.strip_prefix(start));
    match inner {
        Some("") => home.to_owned(),
        Some(inner) if inner.starts_with('/') => home.join(inner.trim_start_matches('/')),
        Some(_) | None => text.into(),
    }
}

pub(super) fn fuzz(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for read in [dropbox, local_paths, onedrive, syncthing] {
        let _ = read(&text, Path::new("/home/ana"));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn paths(read: fn(&str, &Path) -> Option<Vec<PathBuf>>, text: &str) -> Option<Vec<String>> {
        let paths = read(text, Path::new("/home/ana"))?;
        Some(paths.into_iter().map(|path| path.display().to_string()).collect())
    }

    #[test]
    fn each_client_names_its_folders() {
        let info =
            r#"{"personal": {"path": "/home/ana/Dropbox", "host": 1}, "business": {"path": "/srv/d"}}"#;
        assert_eq!(paths(dropbox, info).unwrap(), ["/srv/d", "/home/ana/Dropbox"]);
        assert_eq!(paths(dropbox, r#"{"personal": {}}"#), None);

        let nextcloud = "[General]\nx=1\n[Accounts]\n0\\Folders\\1\\localPath=/home/ana/Nube/\n0\\FoldersWithPlaceholders\\2\\localPath=\"/srv/\\xe1\"\n0\\url=https://x\n";
        assert_eq!(paths(local_paths, nextcloud).unwrap(), ["/home/ana/Nube/", "/srv/á"]);

        assert_eq!(
            paths(onedrive, "# sync_dir = \"/x\"\nsync_dir = \"~/Uno\"\n").unwrap(),
            ["/home/ana/Uno"]
        );
        assert_eq!(paths(onedrive, "skip_file = \"~*\"\n").unwrap(), ["/home/ana/OneDrive"]);

        let config = "<configuration version=\"37\"><folder id=\"a\" label=\"A &amp; B\" path=\"~/Sync\" type=\"sendreceive\"></folder>\
            <folder id=\"b\" path=\"/srv/a&amp;b\"/><defaults><folder id=\"\" path=\"~\"></folder></defaults></configuration>";
        assert_eq!(paths(syncthing, config).unwrap(), ["/home/ana/Sync", "/srv/a&b"]);
        assert_eq!(paths(syncthing, "<folder path=\"/x\">"), None);
        assert_eq!(paths(syncthing, "<configuration><folder id=\"a\">"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            fuzz(&bytes);
        }
    }
}
