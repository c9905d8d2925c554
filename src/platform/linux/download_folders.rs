//! Facts of the `download-folders` check on Linux.
//!
//! Reads the settings that name folders for downloads, of the desktop and of browsers; the permissions and access lists
//! of those folders and of all around them; the lists of accounts and groups; the settings of cloud clients; the tables of
//! mounts. Needs no permission beyond the person's own, and opens no folder for downloads: names in them are not read.
//! Cannot see groups that a directory service keeps, which folders Insync, MEGA, pCloud, Seafile, Tresorit and Resilio
//! take, folders that a person chose at one download, or what is shared over the network.

use std::path::{Path, PathBuf};

use custodia_core::fact::{Cause, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::download_folders as words;
use custodia_core::vocabulary::storage_encryption::MOUNT_TABLE;

use super::mounts::{Mounts, real_path};
use super::{known, live};
use crate::host::Host;

mod clouds;
mod readers;
mod settings;
mod storage;

use clouds::Clouds;
use readers::People;
use settings::Settings;

pub(crate) fn download_folders(host: &Host) -> Facts {
    let settings = Settings::of(host);
    let mut folders: Vec<(Word, PathBuf)> = Vec::new();
    for (used_by, path) in settings.folders {
        let path = real(&path);
        if !folders.iter().any(|(_, known)| *known == path) {
            folders.push((used_by, path));
        }
    }
    let count = settings.trouble.map_or(Ok(folders.len() as u64), Err);
    let mut facts = Facts::new();
    facts.put(words::FOLDERS, known(count, words::DOWNLOAD_SETTINGS));
    let (people, clouds, mounts) = (People::of(host), Clouds::of(host), Mounts::of(host));
    let mut item = 0;
    for (used_by, path) in &folders {
        let readable = readers::readable_by(host, path, &people);
        let mount = mounts.as_ref().map_err(|cause| *cause).and_then(|mounts| {
            let shown = real_path(host, nearest(path)?)?;
            storage::lies_on(host, mounts, &shown)
        });
        let synchronised = match clouds.taking(path) {
            Some(client) => Ok(client),
            None => mount.map(|lies_on| lies_on.synchronised_by),
        };
        facts.put_item(item, words::USED_BY, live(*used_by, words::DOWNLOAD_SETTINGS));
        facts.put_item(item, words::READABLE_BY, known(readable, words::FILE_PERMISSIONS));
        facts.put_item(item, words::SYNCHRONISED_BY, known(synchronised, words::CLOUD_SETTINGS));
        facts.put_item(item, words::KEPT_ON, known(mount.map(|lies_on| lies_on.kept_on), MOUNT_TABLE));
        item += 1;
    }
    for (item, client) in (item..).zip(clouds.unread) {
        facts.put_item(item, words::UNREAD_CLIENT, live(client, words::CLOUD_SETTINGS));
    }
    facts
}

/// A path with its links followed as far as it exists.
fn real(path: &Path) -> PathBuf {
    let mut rest = Vec::new();
    let mut current = path;
    loop {
        if let Ok(real) = fs_err::canonicalize(current) {
            return rest.iter().rev().fold(real, |path, part| path.join(part));
        }
        let (Some(parent), Some(name)) = (current.parent(), current.file_name()) else {
            return path.to_owned();
        };
        rest.push(name);
        current = parent;
    }
}

/// The folder itself, or the nearest around it that exists.
fn nearest(path: &Path) -> Result<&Path, Cause> {
    path.ancestors().find(|path| path.symlink_metadata().is_ok()).ok_or(Cause::Missing)
}

/// A path as a setting gives it: below the person's home, or on the machine.
fn placed(host: &Host, path: &Path) -> PathBuf {
    match path.to_str() {
        Some(text) if !path.starts_with(host.home()) => host.path(text),
        Some(_) | None => path.to_owned(),
    }
}

/// Reads bytes as each of the settings that name folders, for the fuzz targets.
pub(crate) fn fuzz(bytes: &[u8]) {
    settings::fuzz(bytes);
    clouds::fuzz(bytes);
    readers::fuzz(bytes);
}
