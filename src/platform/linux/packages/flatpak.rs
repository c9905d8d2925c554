//! Flatpak: the applications that are deployed, for everybody and for the person.
//!
//! Reads the deployed commit of wanted applications and the remotes of the installations: `/var/lib/flatpak`, those that
//! `/etc/flatpak/installations.d` names, and the person's own below `$XDG_DATA_HOME/flatpak`. Needs no permission.
//! Format of `deploy`: `FLATPAK_DEPLOY_DATA_GVARIANT_STRING`, which begins with the remote and the commit.

use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;

use super::{Manager, Origin, Package, text};
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::{files, ini};

/// Where further installations are named.
const CONFIGURED: &str = "/etc/flatpak/installations.d";

/// The largest of the files that are read here, in bytes.
const LARGEST: u64 = 1 << 20;

/// More applications and runtimes than this are not looked at.
const MAX_DEPLOYED: usize = 5000;

/// More files of installations than this are not looked at.
const MAX_FILES: usize = 100;

/// A place with deployed applications.
struct Installation {
    folder: PathBuf,
    is_personal: bool,
}

pub(super) fn find(host: &Host, names: &[&str]) -> Result<Vec<Package>, Cause> {
    let mut found = Vec::new();
    let mut is_there = false;
    for installation in installations(host)? {
        let apps = installation.folder.join("app");
        if !file::exists(&apps)? {
            continue;
        }
        is_there = true;
        for name in names.iter().filter(|name| is_application_id(name)) {
            let active = apps.join(name).join("current/active");
            if let Some(deployed) = file::present(files::read(&active.join("deploy"), LARGEST))? {
                found.push(describe(&installation, name, &active, &deployed)?);
            }
        }
    }
    if is_there { Ok(found) } else { Err(Cause::Missing) }
}

/// How many applications and runtimes have a later commit in their installation than the one that is deployed, as where
/// one was fetched beforehand; `None` where Flatpak has nothing deployed.
pub(crate) fn pending(host: &Host) -> Result<Option<u64>, Cause> {
    let mut pending = None;
    for installation in installations(host)? {
        for kind in ["app", "runtime"] {
            let folder = installation.folder.join(kind);
            for active in deployed(&folder)? {
                let count = pending.get_or_insert(0);
                let link = folder.join(&active).join("active");
                let Some(deployed) = file::present(files::read(&link.join("deploy"), LARGEST))? else {
                    continue;
                };
                let (remote, commit) = origin(&deployed).ok_or(Cause::Malformed)?;
                let name = format!("repo/refs/remotes/{remote}/{kind}/{active}");
                let fetched = file::present(files::read_text(&installation.folder.join(name), LARGEST))?;
                *count += u64::from(fetched.is_some_and(|fetched| fetched.trim() != commit));
            }
        }
    }
    Ok(pending)
}

/// What is deployed below a folder, each as `name/architecture/branch`.
fn deployed(folder: &Path) -> Result<Vec<String>, Cause> {
    let mut found = vec![String::new()];
    for _ in 0..3 {
        let mut below = Vec::new();
        for path in found {
            let folder = folder.join(&path);
            // Links such as `current` lead to what is found anyway.
            for name in file::names(&folder, MAX_DEPLOYED).or_else(no_folder)?.unwrap_or_default() {
                if folder.join(&name).symlink_metadata().is_ok_and(|found| found.is_dir()) {
                    below.push(if path.is_empty() { name } else { format!("{path}/{name}") });
                }
            }
            if below.len() > MAX_DEPLOYED {
                return Err(Cause::TooLarge);
            }
        }
        found = below;
    }
    Ok(found)
}

/// What is no folder holds nothing that is deployed.
fn no_folder(cause: Cause) -> Result<Option<Vec<String>>, Cause> {
    if cause == Cause::Malformed { Ok(None) } else { Err(cause) }
}

/// Names of packages of other managers are no path below the applications.
fn is_application_id(name: &str) -> bool {
    name.contains('.') && !name.starts_with('.') && !name.contains('/')
}

fn installations(host: &Host) -> Result<Vec<Installation>, Cause> {
    let mut folders = vec![host.path("/var/lib/flatpak")];
    for name in file::names(&host.path(CONFIGURED), MAX_FILES)?.unwrap_or_default() {
        if Path::new(&name).extension().is_some_and(|extension| extension == "conf") {
            let text = files::read_text(&host.path(CONFIGURED).join(name), LARGEST)?;
            let paths = ini::entries(&text).into_iter().filter(|(_, key, _)| *key == "Path");
            folders.extend(paths.map(|(_, _, path)| host.path(path)));
        }
    }
    let personal = host
        .variable("FLATPAK_USER_DIR")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .unwrap_or_else(|| host.data_home().join("flatpak"));
    let shared = folders.into_iter().map(|folder| Installation { folder, is_personal: false });
    Ok(shared.chain([Installation { folder: personal, is_personal: true }]).collect())
}

fn describe(
    installation: &Installation,
    name: &str,
    active: &Path,
    deployed: &[u8],
) -> Result<Package, Cause> {
    let (remote, _commit) = origin(deployed).ok_or(Cause::Malformed)?;
    let address = files::read_text(&installation.folder.join("repo/config"), LARGEST)
        .ok()
        .and_then(|config| address(&config, remote));
    // `current` leads to `architecture/branch`.
    let architecture = active
        .parent()
        .and_then(|current| fs_err::read_link(current).ok())
        .and_then(|target| Some(target.iter().next()?.to_str()?.to_owned()));
    Ok(Package {
        version: version(deployed).map(str::to_owned),
        architecture,
        origin: Origin::Remote { name: remote.to_owned(), address },
        is_personal: installation.is_personal,
        ..Package::new(Manager::Flatpak, name)
    })
}

/// The remote and the commit, which stand first.
fn origin(deployed: &[u8]) -> Option<(&str, &str)> {
    let mut texts = deployed.splitn(3, |byte| *byte == 0);
    let (remote, commit) = (text(texts.next()?)?, text(texts.next()?)?);
    texts.next()?;
    let is_commit = commit.len() == 64 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_commit && !remote.is_empty()).then_some((remote, commit))
}

/// The version that the application gave itself: a text in a variant, on the next multiple of eight bytes.
fn version(deployed: &[u8]) -> Option<&str> {
    const KEY: &[u8] = b"appdata-version\0";
    let at = memchr::memmem::find(deployed, KEY)? + KEY.len();
    let value = &deployed[at..];
    let value = &value[value.iter().position(|byte| *byte != 0)?..];
    let end = memchr::memchr(0, value)?;
    text(&value[..end]).filter(|_| value.get(end + 1..end + 3) == Some(b"\0s"))
}

/// The address of a remote in the configuration of an `OSTree` repository.
fn address(config: &str, remote: &str) -> Option<String> {
    let group = format!("remote \"{remote}\"");
    ini::last(&ini::entries(config), &group, "url").map(str::to_owned)
}

/// Reads bytes as the record of a deployed application.
pub(crate) fn fuzz(bytes: &[u8]) {
    let _ = (origin(bytes), version(bytes));
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::platform::linux::packages::tests::machine;

    fn deployed(remote: &str) -> Vec<u8> {
        let mut bytes = format!("{remote}\0{}\0", "ab".repeat(32)).into_bytes();
        bytes.extend_from_slice(b"\0\0\0appdata-version\0\0\0\x006.2.11\0\0s");
        bytes
    }

    #[test]
    fn an_application_is_found_by_its_id() {
        let (root, host) = machine(&[
            ("var/lib/flatpak/app/us.zoom.Zoom/x86_64/stable/abc/deploy", &deployed("flathub")),
            ("var/lib/flatpak/repo/config", b"[remote \"flathub\"]\nurl=https://dl.example/repo/\n"),
        ]);
        let app = root.path().join("var/lib/flatpak/app/us.zoom.Zoom");
        fs_err::os::unix::fs::symlink("x86_64/stable", app.join("current")).unwrap();
        fs_err::os::unix::fs::symlink("abc", app.join("x86_64/stable/active")).unwrap();

        let found = find(&host, &["us.zoom.Zoom", "zoom", "../../etc"]).unwrap();

        let address = Some("https://dl.example/repo/".to_owned());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].version.as_deref(), Some("6.2.11"));
        assert_eq!(found[0].architecture.as_deref(), Some("x86_64"));
        assert_eq!(found[0].origin, Origin::Remote { name: "flathub".to_owned(), address });
        assert_eq!(find(&machine(&[]).1, &["us.zoom.Zoom"]), Err(Cause::Missing));

        assert_eq!(pending(&host), Ok(Some(0)));
        let fetched = root.path().join("var/lib/flatpak/repo/refs/remotes/flathub/app/us.zoom.Zoom/x86_64");
        fs_err::create_dir_all(&fetched).unwrap();
        for (commit, count) in [("ab", 0), ("cd", 1)] {
            fs_err::write(fetched.join("stable"), format!("{}\n", commit.repeat(32))).unwrap();
            assert_eq!(pending(&host), Ok(Some(count)));
        }
        assert_eq!(pending(&machine(&[]).1), Ok(None));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(start in vec(any::<u8>(), 0..90), end in vec(prop::sample::select(vec![0_u8, b's', b'1']), 0..20)) {
            fuzz(&[start.as_slice(), b"appdata-version\0", &end].concat());
        }
    }
}
