//! The vocabulary of the `download-folders` check.

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};

words! { Word WORDS {
    /// The folder that the desktop has for downloads, whichever program uses it.
    DEFAULT_FOLDER = "default-folder",
    /// Nobody but the person, and the administrator, who can read everything.
    ONLY_THE_PERSON = "only-the-person",
    /// Some other accounts, by a group, a list or because the folder is theirs.
    SOME_OTHERS = "some-others",
    /// Every account of the device, also one that is made later.
    EVERYONE = "everyone",
    /// No cloud client that is known takes what is in it.
    NOT_SYNCHRONISED = "not-synchronised",
    /// Dropbox.
    DROPBOX = "dropbox",
    /// Nextcloud.
    NEXTCLOUD = "nextcloud",
    /// ownCloud.
    OWNCLOUD = "owncloud",
    /// The client of `OneDrive` for Linux.
    ONEDRIVE = "onedrive",
    /// Syncthing, which takes it to other devices.
    SYNCTHING = "syncthing",
    /// Insync.
    INSYNC = "insync",
    /// MEGA.
    MEGA = "mega",
    /// pCloud.
    PCLOUD = "pcloud",
    /// Seafile.
    SEAFILE = "seafile",
    /// Tresorit.
    TRESORIT = "tresorit",
    /// Resilio Sync.
    RESILIO = "resilio",
    /// A cloud that is mounted as a folder.
    CLOUD_MOUNT = "cloud-mount",
    /// A disk of the device.
    OWN_DISK = "own-disk",
    /// A stick, a card or another disk that is taken along.
    REMOVABLE_DISK = "removable-disk",
    /// A disk of another computer.
    ANOTHER_COMPUTER = "another-computer",
}}

words! { Source SOURCES {
    /// The settings of the desktop and of browsers, and the institution's for browsers.
    DOWNLOAD_SETTINGS = "download-settings",
    /// The permissions of the folder and of all folders around it.
    FILE_PERMISSIONS = "file-permissions",
    /// The settings of cloud clients.
    CLOUD_SETTINGS = "cloud-settings",
}}

facts! { FACTS {
    /// How many folders for downloads there are.
    FOLDERS: u64 = "download-folders.folders",
    /// A program that downloads into a folder.
    USED_BY: Word = "download-folders.used-by",
    /// Who can read what is in it.
    READABLE_BY: Word = "download-folders.readable-by",
    /// Which cloud client takes what is in it.
    SYNCHRONISED_BY: Word = "download-folders.synchronised-by",
    /// What kind of disk it lies on.
    KEPT_ON: Word = "download-folders.kept-on",
    /// A cloud client that is set up and does not tell which folders it takes.
    UNREAD_CLIENT: Word = "download-folders.unread-client",
}}

reasons! { REASONS {
    /// The folders are the person's alone and stay on the device.
    PRIVATE = "download-folders-private" [],
    /// Every account of the device can read a folder.
    EVERYONE_READS = "download-folders-everyone-reads" ["folder"],
    /// Some other accounts can read a folder.
    OTHERS_READ = "download-folders-others-read" ["folder"],
    /// A cloud client takes what is in a folder.
    SYNCHRONISED = "download-folders-synchronised" ["folder", "client"],
    /// A folder lies on a disk that leaves the device, or on another computer.
    ELSEWHERE = "download-folders-elsewhere" ["folder", "storage"],
    /// A cloud client does not tell which folders it takes.
    CLIENT_UNCLEAR = "download-folders-client-unclear" ["client"],
    /// Something about a folder could not be told.
    FOLDER_UNCLEAR = "download-folders-folder-unclear" ["folder"],
    /// It could not be told where programs download to.
    SETTINGS_UNCLEAR = "download-folders-settings-unclear" [],
    /// There is no browser and no folder for downloads.
    NO_FOLDERS = "download-folders-no-folders" [],
}}

words! { RemedyId REMEDIES {
    /// Keep others out of the home.
    CLOSE_FOLDER = "download-folders-close-folder",
    /// Download into a folder that no cloud client takes.
    LEAVE_THE_CLOUD = "download-folders-leave-the-cloud",
    /// Download onto the device's own disk.
    USE_OWN_DISK = "download-folders-use-own-disk",
    /// Have an administrator look.
    LOOK_TOGETHER = "download-folders-look-together",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
