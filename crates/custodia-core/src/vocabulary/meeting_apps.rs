//! The vocabulary of the `meeting-apps` check.
//!
//! Which applications a person has tells with whom they may talk, so it stays on the device: a report names an
//! application only where a rule is not met because of it.

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};
use crate::value::Version;

words! { Word WORDS {
    /// Zoom.
    ZOOM = "zoom",
    /// Microsoft's own Teams for Linux, which ended in 2022.
    MICROSOFT_TEAMS = "microsoft-teams",
    /// Teams for Linux, made by others than Microsoft.
    TEAMS_FOR_LINUX = "teams-for-linux",
    /// Teams as an application of the web.
    TEAMS_WEB = "teams-web",
    /// Google Meet as an application of the web.
    GOOGLE_MEET = "google-meet",
    /// Webex.
    WEBEX = "webex",
    /// Jitsi Meet.
    JITSI_MEET = "jitsi-meet",
    /// Signal Desktop.
    SIGNAL = "signal",
    /// A client for WhatsApp that others than its maker made.
    WHATSAPP_CLIENT = "whatsapp-client",
    /// WhatsApp Web as an application of the web.
    WHATSAPP_WEB_APP = "whatsapp-web-app",
    /// Telegram Desktop.
    TELEGRAM = "telegram",
    /// Element.
    ELEMENT = "element",
    /// Skype, which ended in 2025.
    SKYPE = "skype",
    /// Discord.
    DISCORD = "discord",
    /// Slack.
    SLACK = "slack",
    /// Wire.
    WIRE = "wire",
    /// Session.
    SESSION_MESSENGER = "session-messenger",
    /// Threema.
    THREEMA = "threema",
    /// Viber.
    VIBER = "viber",
    /// Mattermost.
    MATTERMOST = "mattermost",
    /// Rocket.Chat.
    ROCKET_CHAT = "rocket-chat",
    /// Jami.
    JAMI = "jami",
    /// Linphone.
    LINPHONE = "linphone",
    /// Nextcloud Talk.
    NEXTCLOUD_TALK = "nextcloud-talk",
    /// The archive of the distribution.
    DISTRIBUTION = "distribution",
    /// A repository of whoever makes the application, with signatures that apt checks.
    VENDOR_REPOSITORY = "vendor-repository",
    /// A repository of somebody else.
    OTHER_REPOSITORY = "other-repository",
    /// A repository or remote of which no signatures are checked.
    UNSIGNED_REPOSITORY = "unsigned-repository",
    /// Flathub.
    FLATHUB = "flathub",
    /// Another remote of Flatpak.
    OTHER_FLATPAK_REMOTE = "other-flatpak-remote",
    /// The store of snapd.
    SNAP_STORE = "snap-store",
    /// A package that came as a file: no repository offers it.
    SIDELOADED_PACKAGE = "sideloaded-package",
    /// A program that came as a file, without a package.
    LOOSE_FILE = "loose-file",
    /// A page of the web that a browser shows as an application.
    WEB_APP = "web-app",
    /// No sandbox: it may do all that the person may.
    UNCONFINED = "unconfined",
    /// All files that the person may reach.
    ALL_FILES = "all-files",
    /// The person's own files.
    HOME_FILES = "home-files",
    /// All devices.
    ALL_DEVICES = "all-devices",
    /// The session bus without a filter.
    SESSION_BUS = "session-bus",
}}

/// The applications.
pub const APPS: &[Word] = &[
    ZOOM,
    MICROSOFT_TEAMS,
    TEAMS_FOR_LINUX,
    TEAMS_WEB,
    GOOGLE_MEET,
    WEBEX,
    JITSI_MEET,
    SIGNAL,
    WHATSAPP_CLIENT,
    WHATSAPP_WEB_APP,
    TELEGRAM,
    ELEMENT,
    SKYPE,
    DISCORD,
    SLACK,
    WIRE,
    SESSION_MESSENGER,
    THREEMA,
    VIBER,
    MATTERMOST,
    ROCKET_CHAT,
    JAMI,
    LINPHONE,
    NEXTCLOUD_TALK,
];

words! { Source SOURCES {
    /// The lists of packages that apt has from its repositories.
    APT_LISTS = "apt-lists",
    /// The permissions of an application of Flatpak, with what was changed of them.
    FLATPAK_PERMISSIONS = "flatpak-permissions",
    /// Programs that lie in the home or below `/opt`.
    PROGRAM_FILES = "program-files",
    /// The applications of the web that a browser put into the menu.
    WEB_APP_SHORTCUTS = "web-app-shortcuts",
}}

facts! { FACTS {
    /// The number of applications for meetings and messages.
    COUNT: u64 = "meeting-apps.count",
    /// Whether everything that may have installed one could be asked.
    COMPLETE: bool = "meeting-apps.complete",
    /// One application.
    APP: Word = "meeting-apps.app" stays_on_the_device,
    /// Where it came from.
    ORIGIN: Word = "meeting-apps.origin" stays_on_the_device,
    /// Its version.
    VERSION: Version = "meeting-apps.version" stays_on_the_device,
    /// Whether a newer version is known and not installed.
    UPDATE_PENDING: bool = "meeting-apps.update-pending" stays_on_the_device,
    /// Whether it runs without a sandbox.
    IS_UNCONFINED: bool = "meeting-apps.unconfined" stays_on_the_device,
    /// Whether it may reach all files that the person may.
    REACHES_ALL_FILES: bool = "meeting-apps.reaches-all-files" stays_on_the_device,
    /// Whether it may reach the person's own files.
    REACHES_HOME_FILES: bool = "meeting-apps.reaches-home-files" stays_on_the_device,
    /// Whether it may reach all devices.
    REACHES_ALL_DEVICES: bool = "meeting-apps.reaches-all-devices" stays_on_the_device,
    /// Whether it may reach the session bus without a filter.
    REACHES_SESSION_BUS: bool = "meeting-apps.reaches-session-bus" stays_on_the_device,
}}

reasons! { REASONS {
    /// None is installed.
    NONE_INSTALLED = "meeting-apps-none-installed" [],
    /// All are official, current and hold no permission too many.
    ALL_IN_ORDER = "meeting-apps-all-in-order" [],
    /// The maker has ended it.
    ENDED = "meeting-apps-ended" ["app"],
    /// It came from somewhere else than its maker, the distribution or an official store.
    ORIGIN_NOT_OFFICIAL = "meeting-apps-origin-not-official" ["app", "origin"],
    /// It is older than the policy asks.
    TOO_OLD = "meeting-apps-too-old" ["app", "version", "minimum"],
    /// A newer version is known and not installed.
    UPDATE_WAITING = "meeting-apps-update-waiting" ["app"],
    /// It holds a permission that the policy forbids.
    PERMISSION_FORBIDDEN = "meeting-apps-permission-forbidden" ["app", "permission"],
    /// Where one came from could not be told.
    ORIGIN_NOT_TOLD = "meeting-apps-origin-not-told" [],
    /// Whether one is current could not be told.
    AGE_NOT_TOLD = "meeting-apps-age-not-told" [],
    /// What one may reach could not be told.
    PERMISSIONS_NOT_TOLD = "meeting-apps-permissions-not-told" [],
    /// Not everything that may have installed one could be asked.
    NOT_ALL_ASKED = "meeting-apps-not-all-asked" [],
    /// Where this one came from could not be told.
    ORIGIN_OF_NOT_TOLD = "meeting-apps-origin-of-not-told" ["app"] stays_on_the_device,
    /// Whether this one is current could not be told.
    AGE_OF_NOT_TOLD = "meeting-apps-age-of-not-told" ["app"] stays_on_the_device,
    /// This one has no sandbox.
    NO_SANDBOX = "meeting-apps-no-sandbox" ["app"] stays_on_the_device,
    /// Others than whoever runs the service made it.
    MADE_BY_OTHERS = "meeting-apps-made-by-others" ["app"] stays_on_the_device,
}}

words! { RemedyId REMEDIES {
    /// Remove what has ended.
    REMOVE_ENDED = "meeting-apps-remove-ended",
    /// Install it again from where its maker offers it.
    INSTALL_FROM_OFFICIAL = "meeting-apps-install-from-official",
    /// Update it.
    UPDATE = "meeting-apps-update",
    /// Take the permission away.
    TAKE_PERMISSION = "meeting-apps-take-permission",
    /// Look at it with an administrator.
    LOOK_TOGETHER = "meeting-apps-look-together",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
