//! `download-folders` over prepared homes, with real permissions and access lists.

use std::collections::BTreeMap;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use custodia::checks::check;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::Status;
use custodia_core::vocabulary::download_folders as words;
use fs_err as fs;
use fs_err::os::unix::fs::chown;
use jiff::Timestamp;
use tempfile::TempDir;

use crate::accuracy::{State, evidence};
use crate::home::{answer, tool};

/// The person's number; another account has the next one.
const ANA: u32 = 1000;

/// A machine with the home of one person, closed to others, and an open folder for downloads in it.
struct Machine {
    place: TempDir,
}

impl Machine {
    fn new() -> Self {
        let machine = Self { place: tempfile::tempdir().unwrap() };
        fs::set_permissions(machine.place.path(), PermissionsExt::from_mode(0o755)).unwrap();
        machine.put("etc/passwd", "root:x:0:0::/root:/bin/sh\nana:x:1000:1000::/home/ana:/bin/sh\nluis:x:1001:1001::/home/luis:/bin/sh\n");
        machine.put(
            "etc/group",
            "root:x:0:\nana:x:1000:\nluis:x:1001:\nprensa:x:1100:ana,luis\nsolo:x:1200:ana\n",
        );
        machine.put("proc/self/mountinfo", "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n");
        machine.folder("home/ana/Downloads");
        machine.mode("home/ana", 0o700);
        machine
    }

    fn path(&self, path: &str) -> PathBuf {
        self.place.path().join(path)
    }

    fn put(&self, path: &str, content: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// A folder of the person's, open to all who get there.
    fn folder(&self, path: &str) {
        let mut current = self.place.path().to_owned();
        for part in Path::new(path) {
            current.push(part);
            if current.exists() {
                continue;
            }
            fs::create_dir(&current).unwrap();
            fs::set_permissions(&current, PermissionsExt::from_mode(0o755)).unwrap();
            if current.starts_with(self.path("home/ana")) {
                chown(&current, Some(ANA), Some(ANA)).unwrap();
            }
        }
    }

    fn mode(&self, path: &str, mode: u32) {
        fs::set_permissions(self.path(path), PermissionsExt::from_mode(mode)).unwrap();
    }

    fn group(&self, path: &str, group: u32) {
        chown(self.path(path), Some(ANA), Some(group)).unwrap();
    }

    fn allow(&self, entry: &str, path: &str) {
        answer(tool("setfacl", "acl").args(["-m", entry]).arg(self.path(path)));
    }

    /// Mounts something on a folder, given from the number of the device on.
    fn mount(&self, point: &str, rest: &str) {
        let (device, rest) = rest.split_once(' ').unwrap();
        let table = format!("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 {device} / {point} {rest}\n");
        self.put("proc/self/mountinfo", &table);
    }

    fn chromium(&self, preferences: &str) {
        self.put("home/ana/.config/chromium/Default/Preferences", preferences);
    }

    fn firefox(&self, preferences: &str) {
        self.put("home/ana/.mozilla/firefox/abc.default/prefs.js", preferences);
    }

    fn facts(&self) -> Facts {
        let home = self.path("home/ana").display().to_string();
        let environment = BTreeMap::from([("HOME".to_owned(), home)]);
        let host = Host::new(self.place.path(), environment.clone(), Timestamp::UNIX_EPOCH);
        check(CheckId::DownloadFolders).probe(&host.of_user(ANA, environment))
    }
}

const PRIVATE: (Status, &str) = (Status::Pass, "download-folders-private");
const EVERYONE: (Status, &str) = (Status::Fail, "download-folders-everyone-reads");
const OTHERS: (Status, &str) = (Status::Fail, "download-folders-others-read");
const CLOUD: (Status, &str) = (Status::Fail, "download-folders-synchronised");
const ELSEWHERE: (Status, &str) = (Status::Fail, "download-folders-elsewhere");
const FOLDER: (Status, &str) = (Status::Unknown, "download-folders-folder-unclear");
const SETTINGS: (Status, &str) = (Status::Unknown, "download-folders-settings-unclear");
const CLIENT: (Status, &str) = (Status::Unknown, "download-folders-client-unclear");

type Prepared = (&'static str, fn(&Machine), (Status, &'static str));

const STICK: &str = "8:17 rw - vfat /dev/sdb1 rw,umask=077";

#[rustfmt::skip]
const PREPARED: &[Prepared] = &[
    ("closed home with an open folder for downloads in it", |_| {}, PRIVATE),
    ("open home with an open folder for downloads, as some distributions make it", |machine| machine.mode("home/ana", 0o755), EVERYONE),
    ("open home with a closed folder for downloads", |machine| { machine.mode("home/ana", 0o755); machine.mode("home/ana/Downloads", 0o700); }, PRIVATE),
    ("home that others may not list but walk through", |machine| machine.mode("home/ana", 0o711), EVERYONE),
    ("folder that others may not list, with names that can be guessed", |machine| { machine.mode("home/ana", 0o755); machine.mode("home/ana/Downloads", 0o711); }, EVERYONE),
    ("open home inside a closed folder", |machine| { machine.mode("home/ana", 0o755); machine.mode("home", 0o700); }, PRIVATE),
    ("home open to a group with another member", |machine| { machine.mode("home/ana", 0o750); machine.group("home/ana", 1100); machine.mode("home/ana/Downloads", 0o755); }, OTHERS),
    ("home open to the person's own group", |machine| machine.mode("home/ana", 0o750), PRIVATE),
    ("home open to a group without another member", |machine| { machine.mode("home/ana", 0o750); machine.group("home/ana", 1200); }, PRIVATE),
    ("home open to a group that no list of the machine has", |machine| { machine.mode("home/ana", 0o750); machine.group("home/ana", 70_000); }, FOLDER),
    ("home that an access list opens to another account", |machine| machine.allow("u:1001:rx", "home/ana"), OTHERS),
    ("home that an access list opens to another account, whose mask takes it back", |machine| { machine.allow("u:1001:rx", "home/ana"); machine.allow("m::---", "home/ana"); }, PRIVATE),
    ("home that an access list opens to a group with another member", |machine| machine.allow("g:1100:x", "home/ana"), OTHERS),
    ("home open to one account and the folder to another alone", |machine| { machine.allow("u:1001:x", "home/ana"); machine.mode("home/ana/Downloads", 0o700); machine.allow("u:1002:rx", "home/ana/Downloads"); }, PRIVATE),
    ("another folder of the desktop, outside the home and open", |machine| { machine.folder("srv/descargas"); machine.put("home/ana/.config/user-dirs.dirs", "XDG_DOWNLOAD_DIR=\"/srv/descargas\"\n"); }, EVERYONE),
    ("folder of the desktop with a space and quotes, in the closed home", |machine| { machine.folder("home/ana/Mis \"descargas\""); machine.put("home/ana/.config/user-dirs.dirs", "XDG_DOWNLOAD_DIR=\"$HOME/Mis \\\"descargas\\\"\"\n"); }, PRIVATE),
    ("Chromium that downloads into an open folder", |machine| { machine.folder("srv/shared"); machine.chromium(r#"{"download": {"default_directory": "/srv/shared"}}"#); }, EVERYONE),
    ("Chromium that last saved into an open folder", |machine| { machine.folder("srv/shared"); machine.chromium(r#"{"download": {"prompt_for_download": true}, "savefile": {"default_directory": "/srv/shared"}}"#); }, EVERYONE),
    ("Chromium whose institution sets a closed folder", |machine| { machine.folder("srv/shared"); machine.chromium(r#"{"download": {"default_directory": "/srv/shared"}}"#); machine.put("etc/chromium/policies/managed/a.json", r#"{"DownloadDirectory": "/home/ana/Downloads"}"#); }, PRIVATE),
    ("Chromium whose settings are damaged", |machine| machine.chromium(r#"{"download": {"default_dir"#), SETTINGS),
    ("Chromium of Flatpak that downloads into an open folder", |machine| { machine.folder("srv/shared"); machine.put("home/ana/.var/app/org.chromium.Chromium/config/chromium/Default/Preferences", r#"{"download": {"default_directory": "/srv/shared"}}"#); }, EVERYONE),
    ("Firefox that downloads into an open folder", |machine| { machine.folder("srv/shared"); machine.firefox("user_pref(\"browser.download.dir\", \"/srv/shared\");\nuser_pref(\"browser.download.folderList\", 2);\n"); }, EVERYONE),
    ("Firefox that has another folder set and does not use it", |machine| { machine.folder("srv/shared"); machine.firefox("user_pref(\"browser.download.dir\", \"/srv/shared\");\nuser_pref(\"browser.download.folderList\", 1);\n"); }, PRIVATE),
    ("Firefox that downloads onto a desktop that Nextcloud takes", |machine| { machine.folder("home/ana/Desktop"); machine.firefox("user_pref(\"browser.download.folderList\", 0);\n"); machine.put("home/ana/.config/Nextcloud/nextcloud.cfg", &format!("[Accounts]\n0\\Folders\\1\\localPath={}\n", machine.path("home/ana/Desktop/").display())); }, CLOUD),
    ("downloads through a link into Dropbox", |machine| { fs::remove_dir(machine.path("home/ana/Downloads")).unwrap(); machine.folder("home/ana/Dropbox/recibidos"); symlink("Dropbox/recibidos", machine.path("home/ana/Downloads")).unwrap(); machine.put("home/ana/.dropbox/info.json", &format!(r#"{{"personal": {{"path": "{}"}}}}"#, machine.path("home/ana/Dropbox").display())); }, CLOUD),
    ("Dropbox beside the downloads", |machine| { machine.folder("home/ana/Dropbox"); machine.put("home/ana/.dropbox/info.json", &format!(r#"{{"personal": {{"path": "{}"}}}}"#, machine.path("home/ana/Dropbox").display())); }, PRIVATE),
    ("folder whose name begins as that of Dropbox does", |machine| { machine.folder("home/ana/Down"); machine.put("home/ana/.dropbox/info.json", r#"{"personal": {"path": "/home/ana/Down"}}"#); }, PRIVATE),
    ("Syncthing that takes the whole home", |machine| machine.put("home/ana/.local/state/syncthing/config.xml", "<configuration version=\"37\"><folder id=\"a\" path=\"~\"></folder></configuration>"), CLOUD),
    ("Syncthing set up, with the home as its pattern alone", |machine| machine.put("home/ana/.config/syncthing/config.xml", "<configuration version=\"37\"><folder id=\"a\" path=\"~/Sync\"></folder><defaults><folder id=\"\" path=\"~\"></folder></defaults></configuration>"), PRIVATE),
    ("client of OneDrive that takes the downloads", |machine| machine.put("home/ana/.config/onedrive-trabajo/config", "sync_dir = \"~/Downloads\"\n"), CLOUD),
    ("MEGA set up, whose folders it does not tell", |machine| machine.put("home/ana/.local/share/data/Mega Limited/MEGAsync/MEGAsync.cfg", "x"), CLIENT),
    ("Dropbox linked, without the file that names its folder", |machine| machine.put("home/ana/.dropbox/instance1/config.dbx", "x"), CLIENT),
    ("downloads on a mount of rclone", |machine| machine.mount("/home/ana/Downloads", "0:50 rw - fuse.rclone remote: rw"), CLOUD),
    ("home on NFS", |machine| machine.mount("/home", "0:51 rw - nfs4 server:/home rw"), ELSEWHERE),
    ("downloads onto a stick that the desktop mounted", |machine| { machine.folder("run/media/ana/STICK"); machine.mode("run/media/ana", 0o700); machine.mount("/run/media/ana/STICK", STICK); machine.chromium(r#"{"download": {"default_directory": "/run/media/ana/STICK"}}"#); }, ELSEWHERE),
    ("home on a disk inside the device", |machine| { machine.put("sys/devices/pci0000:00/ata1/block/sdb/removable", "0\n"); machine.put("sys/devices/pci0000:00/ata1/block/sdb/sdb1/partition", "1\n"); machine.folder("sys/dev/block"); symlink("../../devices/pci0000:00/ata1/block/sdb/sdb1", machine.path("sys/dev/block/8:17")).unwrap(); machine.mount("/home", "8:17 rw - ext4 /dev/sdb1 rw"); }, PRIVATE),
    ("home on a disk on USB", |machine| { machine.put("sys/devices/pci0000:00/usb2/2-1/block/sdb/sdb1/partition", "1\n"); machine.folder("sys/dev/block"); symlink("../../devices/pci0000:00/usb2/2-1/block/sdb/sdb1", machine.path("sys/dev/block/8:17")).unwrap(); machine.mount("/home", "8:17 rw - ext4 /dev/sdb1 rw"); }, ELSEWHERE),
    ("table of mounts that cannot be read", |machine| fs::remove_file(machine.path("proc/self/mountinfo")).unwrap(), FOLDER),
    ("browser without its folder, in a closed home", |machine| { fs::remove_dir(machine.path("home/ana/Downloads")).unwrap(); machine.chromium("{}"); }, PRIVATE),
    ("browser without its folder, in an open home", |machine| { fs::remove_dir(machine.path("home/ana/Downloads")).unwrap(); machine.mode("home/ana", 0o755); machine.chromium("{}"); }, FOLDER),
    ("no browser and no folder for downloads", |machine| fs::remove_dir(machine.path("home/ana/Downloads")).unwrap(), (Status::NotApplicable, "download-folders-no-folders")),
];

/// The prepared states of `docs/accuracy.md`.
pub(crate) fn states() -> Vec<State> {
    let state = |(name, prepare, expected): &Prepared| {
        let machine = Machine::new();
        prepare(&machine);
        let facts = machine.facts();
        let rule = Rule::for_check(CheckId::DownloadFolders, []);
        let verdict = check(CheckId::DownloadFolders).evaluate(&facts, &rule);
        let evidence = evidence(&facts, &["readable-by", "synchronised-by", "kept-on", "unread-client"]);
        State {
            name: (*name).to_owned(),
            bed: "folders with real modes and access lists",
            expected: *expected,
            verdict,
            evidence,
        }
    };
    PREPARED.iter().map(state).collect()
}

/// Puts hostile text wherever the probe reads.
pub(crate) fn put_hostile_text(root: &Path, home: &Path, text: &str) {
    let put = |path: PathBuf, content: &str| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    let json = serde_json::to_string(text).unwrap();
    put(
        home.join(".config/user-dirs.dirs"),
        &format!("XDG_DOWNLOAD_DIR=\"$HOME/{text}\"\nXDG_DESKTOP_DIR=\"/{text}\"\n"),
    );
    put(
        home.join(".config/google-chrome/Default/Preferences"),
        &format!("{{\"download\": {{\"default_directory\": {json}}}}}"),
    );
    put(
        home.join(".mozilla/firefox/xyz/prefs.js"),
        &format!(
            "user_pref(\"browser.download.folderList\", 2);\nuser_pref(\"browser.download.dir\", {json});\n"
        ),
    );
    put(home.join(".dropbox/info.json"), &format!("{{{json}: {{\"path\": {json}}}}}"));
    put(
        home.join(".config/Nextcloud/nextcloud.cfg"),
        &format!("[Accounts]\n0\\Folders\\1\\localPath=/{text}\n"),
    );
    put(
        home.join(".config/syncthing/config.xml"),
        &format!("<configuration><folder path=\"/{text}\"></folder>"),
    );
    put(home.join(".config/onedrive/config"), &format!("sync_dir = \"{text}\"\n"));
    put(root.join("etc/group"), &format!("{text}:x:0:{text}\n"));
    put(root.join("etc/opt/chrome/policies/managed/a.json"), &format!("{{\"DownloadDirectory\": {json}}}"));
}

#[test]
fn every_prepared_folder_is_judged_right() {
    let wrong: Vec<String> = states()
        .into_iter()
        .filter(|state| (state.verdict.status, state.verdict.reason.id()) != state.expected)
        .map(|state| format!("{}: {}: {}", state.name, state.verdict.reason.id(), state.evidence))
        .collect();

    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_folder_that_several_programs_use_is_told_once() {
    let machine = Machine::new();
    machine.chromium("{}");
    machine.firefox("");

    let facts = machine.facts();

    assert_eq!(facts.value(words::FOLDERS), Some(1));
    assert_eq!(facts.value_item(0, words::USED_BY), Some(words::DEFAULT_FOLDER));
}
