//! The person's own browser: which one shows pages, and opening it by xdg-open.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fs_err as fs;

use crate::host::Host;
use crate::platform;
use crate::process::{Left, Program};

/// Where xdg-open lies; `PATH` is not asked, because anything may stand there.
const OPENERS: [&str; 3] =
    ["/usr/bin/xdg-open", "/usr/local/bin/xdg-open", "/run/current-system/sw/bin/xdg-open"];
/// Where xdg-open may look for the desktop's own opener and for the browser.
const SEARCH_PATH: &str = "/usr/local/bin:/usr/bin:/bin:/snap/bin:/run/current-system/sw/bin";
/// What xdg-open and a browser need to know of the session, and no more.
const VARIABLES: [&str; 31] = [
    "BROWSER",
    "DBUS_SESSION_BUS_ADDRESS",
    "DESKTOP_SESSION",
    "DESKTOP_STARTUP_ID",
    "DISPLAY",
    "GNOME_DESKTOP_SESSION_ID",
    "HOME",
    "KDE_FULL_SESSION",
    "KDE_SESSION_VERSION",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "LOGNAME",
    "MATE_DESKTOP_SESSION_ID",
    "SHELL",
    "TZ",
    "USER",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_ACTIVATION_TOKEN",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_DIRS",
    "XDG_CONFIG_HOME",
    "XDG_CURRENT_DESKTOP",
    "XDG_DATA_DIRS",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_SESSION_DESKTOP",
    "XDG_SESSION_TYPE",
    "XDG_STATE_HOME",
];
/// How long the browser may take to start before it counts as started. Some openers end only with the browser.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest list of defaults or desktop entry that is read, in bytes.
const MAX_LENGTH: u64 = 256 * 1024;
/// Where the desktop entries of snaps lie.
const SNAP_ENTRIES: &str = "/var/lib/snapd/desktop/applications";
/// The most of them that are looked at.
const MAX_ENTRIES: usize = 500;

/// What became of opening something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// The browser was told.
    Yes,
    /// There is no screen in this session.
    NoDisplay,
    /// There is no xdg-open.
    NoOpener,
    /// It could not be opened.
    Failed,
}

/// Has the person's browser show a file or an address.
pub(crate) fn open(host: &Host, target: &Path) -> Opened {
    if host.variable("WAYLAND_DISPLAY").is_none() && host.variable("DISPLAY").is_none() {
        return Opened::NoDisplay;
    }
    let Some(opener) = OPENERS.iter().map(|path| host.path(path)).find(|path| path.is_file()) else {
        return Opened::NoOpener;
    };
    let program =
        Program::at(opener).argument(target).variable("PATH", SEARCH_PATH).variables_of(host, &VARIABLES);
    match program.leave(PATIENCE) {
        Ok(Left::Done | Left::Running) => Opened::Yes,
        Ok(Left::Failed) => Opened::Failed,
        Err(error) => {
            log::debug!("xdg-open could not be started: {error}");
            Opened::Failed
        }
    }
}

/// The snap of the browser that shows pages, if it is one: it sees little of the person's files. Where the default
/// cannot be told, any snap that shows pages.
pub(crate) fn browser_snap(host: &Host) -> Option<String> {
    let snaps = host.path(SNAP_ENTRIES);
    if !snaps.is_dir() {
        return None;
    }
    if let Some(entry) = default_browser(host) {
        return snap_of(&snaps.join(entry));
    }
    let entries = fs::read_dir(&snaps).ok()?.flatten().take(MAX_ENTRIES);
    let entries: BTreeSet<PathBuf> = entries.map(|entry| entry.path()).collect();
    entries.iter().filter(|entry| shows_pages(entry)).find_map(|entry| snap_of(entry))
}

/// The desktop entry that opens pages by the lists of defaults (freedesktop.org, Association between MIME types and
/// applications 1.0.1), the most important list first.
fn default_browser(host: &Host) -> Option<String> {
    let desktops: Vec<String> = host
        .variable("XDG_CURRENT_DESKTOP")
        .unwrap_or_default()
        .split(':')
        .filter(|name| is_plain(name))
        .map(|name| format!("{}-mimeapps.list", name.to_ascii_lowercase()))
        .chain(["mimeapps.list".to_owned()])
        .collect();
    let applications: Vec<PathBuf> = [host.data_home()]
        .into_iter()
        .chain(host.data_dirs())
        .map(|folder| folder.join("applications"))
        .collect();
    let folders = [host.config_home()].into_iter().chain(host.config_dirs()).chain(applications.clone());
    let exists = |entry: &String| {
        let known = applications.iter().any(|folder| folder.join(entry).is_file());
        known || host.path(SNAP_ENTRIES).join(entry).is_file()
    };
    folders
        .flat_map(|folder| desktops.iter().map(move |list| folder.join(list)))
        .filter_map(|list| read(&list))
        .find_map(|list| defaults_for_pages(&list).into_iter().find(exists))
}

/// The entries that a list of defaults names for pages.
fn defaults_for_pages(list: &str) -> Vec<String> {
    let mut section = "";
    for line in list.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section == "[Default Applications]"
            && let Some((kind, entries)) = line.split_once('=')
            && kind.trim() == "text/html"
        {
            let entries = entries.split(';').map(str::trim).filter(|entry| is_plain(entry));
            return entries.map(str::to_owned).collect();
        }
    }
    Vec::new()
}

/// The snap that a desktop entry belongs to.
fn snap_of(entry: &Path) -> Option<String> {
    let text = read(entry)?;
    let named = text.lines().find_map(|line| line.strip_prefix("X-SnapInstanceName="));
    let name = named.or_else(|| entry.file_name()?.to_str()?.split('_').next())?.trim();
    is_plain(name).then(|| name.to_owned())
}

fn shows_pages(entry: &Path) -> bool {
    let kinds = read(entry).unwrap_or_default();
    let kinds = kinds.lines().find_map(|line| line.strip_prefix("MimeType="));
    kinds.is_some_and(|kinds| kinds.split(';').any(|kind| kind.trim() == "text/html"))
}

/// Whether a name is one and no path.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.+".contains(&byte))
}

fn read(path: &Path) -> Option<String> {
    let mut text = String::new();
    let file = platform::open_at_once(path).ok()?;
    let length = file.take(MAX_LENGTH + 1).read_to_string(&mut text).ok()?;
    (length as u64 <= MAX_LENGTH).then_some(text)
}

/// Readers of files that others wrote, for the fuzz targets alone.
pub mod fuzzing {
    use super::{defaults_for_pages, is_plain};

    /// Reads a text as a list of the applications that open each type of file.
    ///
    /// # Panics
    ///
    /// When an entry that it names could lead out of its folder.
    pub fn application_list(text: &str) {
        assert!(defaults_for_pages(text).iter().all(|entry| is_plain(entry)));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    struct Machine(tempfile::TempDir);

    impl Machine {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn put(&self, path: &str, text: &str) {
            let path = self.0.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn host(&self) -> Host {
            let environment: BTreeMap<String, String> = [
                ("HOME".to_owned(), self.0.path().join("home").display().to_string()),
                ("XDG_CURRENT_DESKTOP".to_owned(), "ubuntu:GNOME".to_owned()),
            ]
            .into();
            Host::new(self.0.path(), environment, "2026-11-21T18:00:00Z".parse().unwrap())
        }

        fn with_firefox_snap() -> Self {
            let machine = Self::new();
            machine.put(
                "var/lib/snapd/desktop/applications/firefox_firefox.desktop",
                "[Desktop Entry]\nX-SnapInstanceName=firefox\nMimeType=text/html;text/xml;\n",
            );
            machine
        }
    }

    #[test]
    fn the_default_browser_decides_whether_it_is_a_snap() {
        let machine = Machine::with_firefox_snap();
        machine.put("usr/share/applications/chromium.desktop", "[Desktop Entry]\n");
        machine.put(
            "usr/share/applications/gnome-mimeapps.list",
            "[Default Applications]\ntext/html=firefox_firefox.desktop\n",
        );
        assert_eq!(browser_snap(&machine.host()).as_deref(), Some("firefox"));

        machine.put(
            "home/.config/mimeapps.list",
            "[Added Associations]\ntext/html=firefox_firefox.desktop\n[Default Applications]\ntext/html=gone.desktop;chromium.desktop;\n",
        );
        assert_eq!(browser_snap(&machine.host()), None);
    }

    #[test]
    fn where_no_default_can_be_told_any_snap_that_shows_pages_counts() {
        let machine = Machine::with_firefox_snap();
        machine.put(
            "var/lib/snapd/desktop/applications/a_editor.desktop",
            "[Desktop Entry]\nX-SnapInstanceName=a\nMimeType=text/plain;\n",
        );

        assert_eq!(browser_snap(&machine.host()).as_deref(), Some("firefox"));
        assert_eq!(browser_snap(&Machine::new().host()), None);
    }

    #[test]
    fn no_name_leads_out_of_its_folder() {
        let machine = Machine::new();
        machine.put(
            "var/lib/snapd/desktop/applications/x_x.desktop",
            "[Desktop Entry]\nX-SnapInstanceName=../../etc\nMimeType=text/html;\n",
        );

        assert_eq!(browser_snap(&machine.host()), None);
        assert!(
            defaults_for_pages("[Default Applications]\ntext/html=../x.desktop;/y.desktop;.z\n").is_empty()
        );
    }

    #[test]
    fn without_screen_or_opener_nothing_is_opened() {
        let machine = Machine::new();
        assert_eq!(open(&machine.host(), Path::new("/x")), Opened::NoDisplay);

        let mut environment = BTreeMap::from([("DISPLAY".to_owned(), ":0".to_owned())]);
        environment.insert("HOME".to_owned(), "/nonexistent".to_owned());
        let host = Host::new(machine.0.path(), environment, "2026-11-21T18:00:00Z".parse().unwrap());
        assert_eq!(open(&host, Path::new("/x")), Opened::NoOpener);
    }

    proptest! {
        #[test]
        fn any_list_is_read_to_an_end(text in "(?s).{0,200}") {
            for entry in defaults_for_pages(&format!("[Default Applications]\ntext/html={text}")) {
                prop_assert!(is_plain(&entry));
            }
        }
    }
}
