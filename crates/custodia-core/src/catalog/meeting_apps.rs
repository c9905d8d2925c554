//! Parameters of `meeting-apps`.

use std::collections::BTreeMap;

use super::{Parameter, ParameterSpec};
use crate::value::Version;
use crate::vocabulary::Word;
use crate::vocabulary::meeting_apps::{
    ALL_DEVICES, ALL_FILES, APPS, DISTRIBUTION, FLATHUB, HOME_FILES, LOOSE_FILE, OTHER_FLATPAK_REMOTE,
    OTHER_REPOSITORY, SESSION_BUS, SIDELOADED_PACKAGE, SNAP_STORE, UNCONFINED, UNSIGNED_REPOSITORY,
    VENDOR_REPOSITORY, WEB_APP,
};

/// Where an application may come from.
pub const OFFICIAL_ORIGINS: Parameter<Vec<Word>> = Parameter::words(
    "official-origins",
    &[DISTRIBUTION, VENDOR_REPOSITORY, FLATHUB, SNAP_STORE, WEB_APP],
    &[
        DISTRIBUTION,
        VENDOR_REPOSITORY,
        OTHER_REPOSITORY,
        UNSIGNED_REPOSITORY,
        FLATHUB,
        OTHER_FLATPAK_REMOTE,
        SNAP_STORE,
        SIDELOADED_PACKAGE,
        LOOSE_FILE,
        WEB_APP,
    ],
    "Where a meeting or messaging application may come from",
);

/// The lowest version of each application that is taken for current.
pub const MINIMUM_VERSIONS: Parameter<BTreeMap<Word, Version>> = Parameter::versions(
    "minimum-versions",
    APPS,
    "Lowest versions that are accepted; an application without one must have no update waiting",
);

/// What no application may hold.
pub const FORBIDDEN_PERMISSIONS: Parameter<Vec<Word>> = Parameter::words(
    "forbidden-permissions",
    &[ALL_FILES, HOME_FILES, SESSION_BUS],
    &[UNCONFINED, ALL_FILES, HOME_FILES, ALL_DEVICES, SESSION_BUS],
    "Permissions that no sandboxed meeting or messaging application may hold; unconfined forbids those without a sandbox",
);
pub(super) const PARAMETERS: &[ParameterSpec] =
    &[OFFICIAL_ORIGINS.spec(), MINIMUM_VERSIONS.spec(), FORBIDDEN_PERMISSIONS.spec()];
