//! Where the person's page lies: a file of mode 0600 in a folder of mode 0700 that is the person's own.
//!
//! That is `$XDG_RUNTIME_DIR/custodia`, which is gone when the person logs out, or the state directory where there is
//! no runtime directory. A browser that is a snap can read neither: its own data folder takes the page then. There is
//! only ever one page; each run takes the earlier ones away.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::host::Host;
use crate::state::private_folder;

const NAME: &str = "check.html";
/// The most snaps whose folders are searched for an earlier page.
const MAX_SNAPS: usize = 500;

/// Stores the page where that browser can read it, and takes earlier ones away.
///
/// # Errors
///
/// When it could be stored in none of the folders; the error is that of the last.
pub(crate) fn store(host: &Host, browser_snap: Option<&str>, html: &str) -> io::Result<PathBuf> {
    remove_earlier(host);
    let of_snap = browser_snap.and_then(|snap| of_snap(host, snap));
    let folders = of_snap.into_iter().chain(of_session(host)).chain([of_state(host)]);
    let mut outcome = Err(io::Error::from(io::ErrorKind::NotFound));
    for folder in folders {
        outcome = store_in(&folder, html);
        match &outcome {
            Ok(_) => break,
            Err(error) => log::debug!("the page could not be stored: {error}"),
        }
    }
    outcome
}

/// Whether a page lies where that snap can read it.
pub(crate) fn is_seen_by_snap(host: &Host, snap: &str, page: &Path) -> bool {
    of_snap(host, snap).is_some_and(|folder| page.starts_with(folder))
}

fn store_in(folder: &Path, html: &str) -> io::Result<PathBuf> {
    private_folder(folder)?;
    let path = folder.join(NAME);
    // Files that tempfile makes have mode 0600 from the start; renaming follows no link that lies there.
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(html.as_bytes())?;
    temporary.persist(&path).map_err(|error| error.error)?;
    Ok(path)
}

fn remove_earlier(host: &Host) {
    let snaps = snap_folders(host).into_iter().flat_map(|snaps| fs::read_dir(snaps).into_iter().flatten());
    let of_snaps = snaps.flatten().take(MAX_SNAPS).map(|snap| snap.path().join("common").join("custodia"));
    for folder in of_snaps.chain(of_session(host)).chain([of_state(host)]) {
        let _ = fs::remove_file(folder.join(NAME));
    }
}

fn of_session(host: &Host) -> Option<PathBuf> {
    let runtime = host.variable("XDG_RUNTIME_DIR").map(PathBuf::from)?;
    (runtime.is_absolute() && runtime.is_dir()).then(|| runtime.join("custodia"))
}

fn of_state(host: &Host) -> PathBuf {
    host.state_home().join("custodia")
}

/// The folder that a snap keeps over its versions, which it can always read; it exists once the snap has run.
fn of_snap(host: &Host, snap: &str) -> Option<PathBuf> {
    let common = snap_folders(host).into_iter().map(|snaps| snaps.join(snap).join("common"));
    common.into_iter().find(|common| common.is_dir()).map(|common| common.join("custodia"))
}

/// Where snaps keep what is the person's: in sight, or hidden where snapd was told so.
fn snap_folders(host: &Host) -> [PathBuf; 2] {
    [host.home().join("snap"), host.home().join(".snap").join("data")]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn host(root: &Path) -> Host {
        let environment: BTreeMap<String, String> = [
            ("HOME".to_owned(), root.join("home").display().to_string()),
            ("XDG_RUNTIME_DIR".to_owned(), root.join("run").display().to_string()),
        ]
        .into();
        fs::create_dir_all(root.join("home")).unwrap();
        fs::create_dir_all(root.join("run")).unwrap();
        Host::new(root, environment, "2026-11-21T18:00:00Z".parse().unwrap())
    }

    #[test]
    fn a_browser_that_is_a_snap_gets_the_page_where_it_reads() {
        let root = tempfile::tempdir().unwrap();
        let host = host(root.path());

        let before_its_first_run = store(&host, Some("firefox"), "<p>").unwrap();
        assert_eq!(before_its_first_run, root.path().join("run/custodia/check.html"));
        assert!(!is_seen_by_snap(&host, "firefox", &before_its_first_run));

        fs::create_dir_all(root.path().join("home/snap/firefox/common")).unwrap();
        let page = store(&host, Some("firefox"), "<p>").unwrap();
        assert_eq!(page, root.path().join("home/snap/firefox/common/custodia/check.html"));
        assert!(is_seen_by_snap(&host, "firefox", &page));
        assert!(!before_its_first_run.exists());

        let of_another_browser = store(&host, None, "<p>").unwrap();
        assert_eq!(of_another_browser, before_its_first_run);
        assert!(!page.exists(), "the page that the snap had is still there");
    }
}
