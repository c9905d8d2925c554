//! The vocabulary of the `updates` check.

use jiff::civil::Date;

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};

words! { Word WORDS {
    /// The system is replaced as a whole at every update.
    IMAGE_BASED = "image-based",
    /// No package manager that is known.
    OTHER_MANAGER = "other-manager",
    /// The system runs on the device itself or in a virtual machine.
    INSTALLED_SYSTEM = "installed-system",
    /// The agent runs in a container.
    UPDATES_IN_CONTAINER = "updates-in-container",
    /// The system was started from a stick, a disc or the network.
    STARTED_FROM_STICK = "started-from-stick",
    /// The release gets security updates from those who made it.
    SUPPORTED = "supported",
    /// The release gets long-term support alone.
    LONG_TERM = "long-term",
    /// The release gets no security updates any more.
    SUPPORT_ENDED = "support-ended",
    /// The system has no releases: each update is the next one.
    ROLLING = "rolling",
}}

words! { Source SOURCES {
    /// apt's lists of what archives have.
    APT_LISTS = "updates-apt-lists",
    /// The package manager's lists of what its sources have.
    PACKAGE_LISTS = "package-lists",
    /// The marks of updates that wait for a restart, and the kernels.
    RESTART_MARKS = "restart-marks",
    /// The settings of automatic updates.
    AUTOMATIC_SETTINGS = "automatic-settings",
    /// The description of the release, and the table of releases.
    RELEASE_DESCRIPTION = "release-description",
    /// The marks of containers and of systems that were started from a stick.
    SYSTEM_MARKS = "system-marks",
}}

facts! { FACTS {
    /// What brings updates to the system.
    MANAGER: Word = "updates.manager",
    /// Whether the agent sees the system that is installed on the device.
    ENVIRONMENT: Word = "updates.environment",
    /// Installed packages for which the security archive has a later version.
    SECURITY_PENDING: u64 = "updates.security-pending",
    /// Those among them that somebody put on hold.
    SECURITY_HELD: u64 = "updates.security-held",
    /// Installed packages for which another archive that was read has a later version.
    OTHER_PENDING: u64 = "updates.other-pending",
    /// Whether the lists hold the security archive of the release.
    SECURITY_ARCHIVE: bool = "updates.security-archive",
    /// Whether rules of preference can keep updates from being installed.
    PREFERENCES: bool = "updates.preferences",
    /// Whole days since the package lists were renewed.
    LISTS_AGE_DAYS: u64 = "updates.lists-age-days",
    /// Whether the security archive's list says that it is no longer valid.
    LISTS_EXPIRED: bool = "updates.lists-expired",
    /// Whole days since anything was installed, renewed or removed.
    UNCHANGED_DAYS: u64 = "updates.unchanged-days" stays_on_the_device,
    /// Whether installed updates wait for a restart.
    RESTART_NEEDED: bool = "updates.restart-needed",
    /// Whole days that they have waited.
    RESTART_WAITING_DAYS: u64 = "updates.restart-waiting-days",
    /// Whether security updates are set to install themselves.
    AUTOMATIC: bool = "updates.automatic",
    /// Whether the release still gets security updates.
    SUPPORT: Word = "updates.support",
    /// The last day on which it gets any.
    SUPPORTED_UNTIL: Date = "updates.supported-until",
    /// Whole days until then.
    SUPPORT_DAYS_LEFT: u64 = "updates.support-days-left",
    /// Applications of Flatpak whose update was fetched and is not in use.
    FLATPAK_PENDING: u64 = "updates.flatpak-pending",
    /// Whether snapd is there, whose updates root alone can see.
    HAS_SNAPS: bool = "updates.has-snaps",
}}

reasons! { REASONS {
    /// No security update waits.
    UP_TO_DATE = "updates-up-to-date" ["days"],
    /// As many wait as the rule allows.
    FEW_PENDING = "updates-few-pending" ["count", "limit"],
    /// More packages wait for a security update than the rule allows.
    SECURITY_WAITING = "updates-security-waiting" ["count"],
    /// The release gets no security updates any more.
    RELEASE_ENDED = "updates-release-ended" ["until"],
    /// The security archive is not among the sources.
    NO_SECURITY_ARCHIVE = "updates-no-security-archive" [],
    /// The lists are older than is accepted at all.
    LISTS_TOO_OLD = "updates-lists-too-old" ["days", "limit"],
    /// Installed updates have waited too long for a restart.
    RESTART_OVERDUE = "updates-restart-overdue" ["days", "limit"],
    /// Security updates do not install themselves, which the rule asks for.
    NOT_AUTOMATIC = "updates-not-automatic" [],
    /// The lists are too old to tell whether anything waits.
    LISTS_STALE = "updates-lists-stale" ["days", "limit"],
    /// The lists say themselves that they are no longer valid.
    LISTS_NOT_VALID = "updates-lists-not-valid" [],
    /// How old the lists are could not be told.
    LISTS_AGE_UNCLEAR = "updates-lists-age-unclear" [],
    /// There are no lists to tell from.
    LISTS_MISSING = "updates-lists-missing" [],
    /// The lists of this system are in a form that is not read.
    LISTS_UNSUPPORTED = "updates-lists-unsupported" [],
    /// The lists could not be read.
    LISTS_UNREAD = "updates-lists-unread" [],
    /// The system is replaced as a whole, which is not followed.
    WHOLE_IMAGE = "updates-whole-image" [],
    /// The release is none of those that are known.
    RELEASE_UNKNOWN = "updates-release-unknown" [],
    /// Whether a restart is needed could not be told.
    RESTART_UNCLEAR = "updates-restart-unclear" [],
    /// Whether updates install themselves could not be told, which the rule asks for.
    AUTOMATIC_UNCLEAR = "updates-automatic-unclear" [],
    /// The agent runs in a container, which is not updated like the device.
    IN_CONTAINER = "updates-inside-container" [],
    /// What the agent runs in could not be told.
    ENVIRONMENT_UNCLEAR = "updates-environment-unclear" [],
    /// The system was started from a stick: it is replaced as a whole.
    FROM_STICK = "updates-from-stick" [],
    /// A finding: some of the security updates are held back.
    HELD_BACK = "updates-held-back" ["count"],
    /// A finding: rules of preference can keep updates away.
    HAS_PREFERENCES = "updates-has-preferences" [],
    /// A finding: other updates wait, at least so many.
    OTHERS_WAITING = "updates-others-waiting" ["count"],
    /// A finding: a restart is needed.
    RESTART_WAITING = "updates-restart-waiting" ["days"],
    /// A finding: updates do not install themselves.
    BY_HAND = "updates-by-hand" [],
    /// A finding: the support ends soon.
    ENDS_SOON = "updates-ends-soon" ["until"],
    /// A finding: the release is past its regular support.
    LONG_TERM_ONLY = "updates-long-term-only" ["until"],
    /// A finding: updates of Flatpak were fetched and are not in use.
    FLATPAK_WAITING = "updates-flatpak-waiting" ["count"],
    /// A finding: what waits for Flatpak's applications cannot be told without asking their remotes.
    FLATPAK_UNSEEN = "updates-flatpak-unseen" [],
    /// A finding: what waits for snaps is root's alone to see.
    SNAPS_UNSEEN = "updates-snaps-unseen" [],
}}

words! { RemedyId REMEDIES {
    /// Install the updates that wait.
    INSTALL_UPDATES = "updates-install",
    /// Move to a release that is supported.
    UPGRADE_RELEASE = "updates-upgrade-release",
    /// Have the security archive added to the sources.
    ADD_SECURITY_ARCHIVE = "updates-add-archive",
    /// Look for updates, so that the lists are renewed.
    RENEW_LISTS = "updates-renew-lists",
    /// Start the system anew.
    RESTART = "updates-restart",
    /// Switch automatic updates on.
    SWITCH_ON_AUTOMATIC = "updates-switch-on-automatic",
    /// Look for updates by hand, because the check cannot.
    LOOK_BY_HAND = "updates-look-by-hand",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
