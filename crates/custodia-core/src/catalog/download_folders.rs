//! Parameters of `download-folders`.

use super::{Parameter, ParameterSpec};
use crate::vocabulary::Word;
use crate::vocabulary::download_folders as words;

const CLOUDS: &[Word] = &[
    words::DROPBOX,
    words::NEXTCLOUD,
    words::OWNCLOUD,
    words::ONEDRIVE,
    words::SYNCTHING,
    words::INSYNC,
    words::MEGA,
    words::PCLOUD,
    words::SEAFILE,
    words::TRESORIT,
    words::RESILIO,
    words::CLOUD_MOUNT,
];

/// Whether some other accounts, by group or list, may read the folders.
pub const ALLOW_GROUP: Parameter<bool> = Parameter::boolean(
    "allow-group",
    false,
    "Whether some other accounts, by a group or a list, may read the folders; everyone never may",
);
/// Cloud clients that may take what is downloaded.
pub const ALLOWED_CLOUDS: Parameter<Vec<Word>> = Parameter::words(
    "allowed-clouds",
    &[],
    CLOUDS,
    "Cloud clients that may take what is downloaded, such as one that serves the institution's own cloud",
);
/// Where the folders may lie.
pub const STORAGE: Parameter<Vec<Word>> = Parameter::words(
    "storage",
    &[words::OWN_DISK],
    &[words::OWN_DISK, words::REMOVABLE_DISK, words::ANOTHER_COMPUTER],
    "Kinds of disks that the folders may lie on",
);
pub(super) const PARAMETERS: &[ParameterSpec] = &[ALLOW_GROUP.spec(), ALLOWED_CLOUDS.spec(), STORAGE.spec()];
