//! The bounded walk through the folders in which programs keep their data, for those that no list knows: wrappers
//! of WhatsApp Web, mail and chat programs with pages in them, web apps, small browsers.
//!
//! Lists directories, with the permissions of the person; opens no file. Goes by breadth, so that what lies deep
//! in one program never hides another. Cannot see below what it leaves out by name (caches, version stores,
//! containers, games), deeper than [`DEPTH`], nor what the person may not list.

use std::collections::{BTreeSet, VecDeque};
use std::fs::FileType;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use jiff::SignedDuration;

use super::Family;
use crate::clock;

/// How deep below its start the walk goes.
const DEPTH: usize = 7;
/// The most directories that are listed.
const DIRECTORIES_LIMIT: usize = 20_000;
/// The most names of one directory that are looked at.
const NAMES_LIMIT: usize = 65_536;
/// The longest time that the walk takes.
const TIME_LIMIT: SignedDuration = SignedDuration::from_secs(3);
/// How deep a symbolic link is followed, as where a program's folder was moved to another disk; deeper ones lead
/// out of a program's own data, such as the drives of Windows programs.
const LINKS_DEPTH: usize = 2;

/// Directories that hold no profile however deep, in lower case.
#[rustfmt::skip]
const LEFT_OUT: &[&str] = &[
    "cache", ".cache", "caches", "code cache", "gpucache", "cacheddata", "cachedextensionvsixs", "dawncache",
    "service worker", "blob_storage", "session storage", "sessions", "extensions", "crashpad", "crash reports", "logs",
    "workspacestorage", "globalstorage", "node_modules", ".git", "site-packages", "trash", "flatpak", "containers",
    "docker", "libvirt", "steam", "lutris", "bottles", "wineprefixes", "heroic", "applications", "icons", "themes",
    "fonts", "mime", "gnome-shell", "baloo", "tracker", "tracker3", "akonadi", "zeitgeist", "gvfs-metadata", "pnpm",
    "uv", "virtualenvs", "pipx", "cargo", "rustup", "nvim", "tdata",
];

/// Files that mark a profile.
const FILES: &[&str] = &["LocalStorage", "prefs.js", ".parentlock", "webappsstore.sqlite"];

/// What the walk came to.
pub(super) struct Swept {
    /// The directories that look like profiles.
    pub(super) profiles: Vec<(Family, PathBuf)>,
    /// Whether nothing had to be left out for lack of time or room.
    pub(super) is_complete: bool,
}

/// Walks through directories and what lies below them, but for what is in `known` already.
pub(super) fn sweep(roots: Vec<PathBuf>, known: &BTreeSet<(u64, u64)>) -> Swept {
    walk(roots, known, DIRECTORIES_LIMIT)
}

fn walk(roots: Vec<PathBuf>, known: &BTreeSet<(u64, u64)>, most: usize) -> Swept {
    let start = clock::now();
    let mut swept = Swept { profiles: Vec::new(), is_complete: true };
    let mut seen = known.clone();
    let mut listed = 0;
    let mut open: VecDeque<(usize, PathBuf)> = roots.into_iter().map(|root| (0, root)).collect();
    while let Some((depth, directory)) = open.pop_front() {
        let Ok(metadata) = fs_err::metadata(&directory) else { continue };
        if !metadata.is_dir() || !seen.insert((metadata.dev(), metadata.ino())) {
            continue;
        }
        if listed == most || clock::now().duration_since(start) > TIME_LIMIT {
            swept.is_complete = false;
            break;
        }
        listed += 1;
        let names = match list(&directory) {
            Ok(names) => names,
            Err(Cause::TooLarge) => {
                swept.is_complete = false;
                continue;
            }
            // Where the person may not look, no program of theirs keeps a session.
            Err(_) => continue,
        };
        let family = family(&directory, &names);
        swept.profiles.extend(family.map(|family| (family, directory.clone())));
        if depth == DEPTH || family.is_some_and(|family| family != Family::Chromium) {
            continue;
        }
        let below = names.into_iter().filter(|(name, kind)| {
            let may_lead_on = match family {
                None => !LEFT_OUT.contains(&name.to_ascii_lowercase().as_str()),
                // Electron's partitions, and the profiles in a directory that is one itself.
                Some(_) => {
                    ["Partitions", "Default", "Guest Profile", "System Profile", "QtWebEngine"]
                        .contains(&name.as_str())
                        || name.starts_with("Profile ")
                }
            };
            may_lead_on && (kind.is_dir() || (kind.is_symlink() && depth < LINKS_DEPTH))
        });
        open.extend(below.map(|(name, _)| (depth + 1, directory.join(name))));
    }
    swept
}

fn list(directory: &Path) -> Result<Vec<(String, FileType)>, Cause> {
    let mut names = Vec::new();
    for (count, entry) in fs_err::read_dir(directory).map_err(|_| Cause::Denied)?.enumerate() {
        let entry = entry.map_err(|_| Cause::Failed)?;
        if count == NAMES_LIMIT {
            return Err(Cause::TooLarge);
        }
        // No name that a browser gives its own files is anything but UTF-8; a program's own folder may be.
        if let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type())
            && (!kind.is_file() || FILES.contains(&name.as_str()))
        {
            names.push((name, kind));
        }
    }
    Ok(names)
}

/// What kind of profile a directory of these names looks like.
fn family(directory: &Path, names: &[(String, FileType)]) -> Option<Family> {
    let has = |wanted: &str| names.iter().any(|(name, _)| name == wanted);
    if has("Local Storage") || has("LocalStorage") || has("IndexedDB") {
        Some(Family::Chromium)
    } else if has("webappsstore.sqlite") || (has("storage") && (has("prefs.js") || has(".parentlock"))) {
        Some(Family::Firefox)
    } else if has("localstorage") || (has("storage") && directory.join("storage/salt").is_file()) {
        Some(Family::WebKit)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(place: &Path, paths: &[&str]) {
        for path in paths {
            fs_err::create_dir_all(place.join(path)).unwrap();
        }
    }

    fn found(place: &Path) -> Vec<(Family, String)> {
        let swept = sweep(vec![place.to_owned()], &BTreeSet::new());
        assert!(swept.is_complete);
        let below = |path: &Path| path.strip_prefix(place).unwrap().to_str().unwrap().to_owned();
        swept.profiles.into_iter().map(|(family, path)| (family, below(&path))).collect()
    }

    #[test]
    fn profiles_of_all_families_are_found_wherever_they_lie() {
        let place = tempfile::tempdir().unwrap();
        made(
            place.path(),
            &[
                "App/Partitions/service-1/Local Storage",
                "App/Local Storage",
                "App/Cache/Local Storage",
                "App/other/Local Storage",
                "vendor/app/QtWebEngine/name/IndexedDB",
                "gtk3/localstorage",
                "gtk4/storage",
                "gecko/storage/default",
                "1/2/3/4/5/6/7/Local Storage",
                "1/2/3/4/5/6/7/8/Local Storage",
                "no/storage",
            ],
        );
        fs_err::write(place.path().join("gtk4/storage/salt"), "12345678").unwrap();
        fs_err::write(place.path().join("gecko/prefs.js"), "").unwrap();

        let mut found = found(place.path());
        found.sort();

        assert_eq!(
            found,
            [
                (Family::Chromium, "1/2/3/4/5/6/7".to_owned()),
                (Family::Chromium, "App".to_owned()),
                (Family::Chromium, "App/Partitions/service-1".to_owned()),
                (Family::Chromium, "vendor/app/QtWebEngine/name".to_owned()),
                (Family::Firefox, "gecko".to_owned()),
                (Family::WebKit, "gtk3".to_owned()),
                (Family::WebKit, "gtk4".to_owned()),
            ]
        );
    }

    #[test]
    fn links_are_followed_near_the_start_and_never_in_circles() {
        let (place, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        made(elsewhere.path(), &["app/Local Storage", "other/Local Storage"]);
        made(place.path(), &["a/b/c"]);
        let link = |target: &Path, name: &str| {
            fs_err::os::unix::fs::symlink(target, place.path().join(name)).unwrap();
        };
        link(&elsewhere.path().join("app"), "moved");
        link(&elsewhere.path().join("other"), "a/b/c/deep");
        link(place.path(), "a/circle");
        link(Path::new("self"), "self");

        assert_eq!(found(place.path()), [(Family::Chromium, "moved".to_owned())]);
    }

    #[test]
    fn what_is_left_out_for_lack_of_room_is_told() {
        let place = tempfile::tempdir().unwrap();
        made(place.path(), &["a", "b", "c"]);
        let walk = |path: &Path, most| walk(vec![path.to_owned()], &BTreeSet::new(), most).is_complete;

        assert!(walk(place.path(), 4));
        assert!(!walk(place.path(), 3));
        assert!(walk(&place.path().join("none"), 0));
    }
}
