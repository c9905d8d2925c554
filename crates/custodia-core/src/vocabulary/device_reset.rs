//! The vocabulary of the `device-reset` check.

use jiff::civil::Date;

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};
use crate::value::Digest;

words! { Word WORDS {
    /// When the root file system was made.
    ROOT_FILE_SYSTEM = "root-file-system",
    /// When the installer wrote its log.
    INSTALLER_LOG = "installer-log",
    /// When the package database was begun.
    PACKAGE_DATABASE = "package-database",
    /// When the machine got its identifier, at the first start.
    MACHINE_ID = "machine-id",
    /// The oldest package that was never renewed.
    OLDEST_PACKAGE = "oldest-package",
    /// When the keys of the remote-login server were made.
    SSH_HOST_KEYS = "ssh-host-keys",
    /// When the system was set up at its first start: by the maker's wizard or by cloud-init.
    FIRST_START = "first-start",
    /// When the journal was begun under the machine's identifier.
    FIRST_JOURNAL = "first-journal",
    /// When the person was greeted at their first login.
    FIRST_LOGIN = "first-login",
    /// When the folder of the system's settings was made.
    SYSTEM_FOLDERS = "system-folders",
    /// When the folder for lost and found files was made, together with its file system.
    LOST_AND_FOUND = "lost-and-found",
    /// When the folder of all homes was made.
    HOMES_FOLDER = "homes-folder",
    /// Changes only when the system is installed.
    EVIDENCE_STRONG = "evidence-strong",
    /// Changes when the system is installed, and by a few other acts.
    EVIDENCE_MODERATE = "evidence-moderate",
    /// Shown, but decides nothing.
    EVIDENCE_WEAK = "evidence-weak",
    /// The system runs on the device itself.
    BARE_METAL = "bare-metal",
    /// The system runs in a virtual machine.
    VIRTUAL_MACHINE = "virtual-machine",
    /// The agent runs in a container, whose age is not the device's.
    CONTAINER = "container",
    /// The system was started from a stick, a disc or the network, and is not what is on the device.
    LIVE_SYSTEM = "live-system",
    /// The agent runs in no container; whether the machine is a real one cannot be told.
    NO_CONTAINER = "no-container",
}}

words! { Source SOURCES {
    /// The times that the file system keeps for files.
    FILE_TIMES = "file-times",
    /// The package manager's own log.
    PACKAGE_LOG = "package-log",
    /// The file that holds the machine's identifier.
    MACHINE_ID_FILE = "machine-id-file",
    /// The names of the folders in which the system keeps its journal.
    JOURNAL_FOLDERS = "journal-folders",
    /// What the kernel and the firmware say about the machine.
    MACHINE_DESCRIPTION = "machine-description",
}}

facts! { FACTS {
    /// The day on which the system was installed, by all evidence that counts.
    INSTALLED_ON: Date = "device-reset.installed-on",
    /// Whether at least two pieces of evidence that count, one of them strong, lie within two days.
    EVIDENCE_AGREES: bool = "device-reset.evidence-agrees",
    /// What one piece of evidence is.
    EVIDENCE_KIND: Word = "device-reset.evidence-kind",
    /// The day that one piece of evidence gives, in UTC.
    EVIDENCE_DATE: Date = "device-reset.evidence-date",
    /// How far one piece of evidence can be relied on.
    EVIDENCE_RELIABILITY: Word = "device-reset.evidence-reliability",
    /// The day on which the oldest home directory was made, in UTC.
    OLDEST_HOME_ON: Date = "device-reset.oldest-home-on",
    /// A salted digest of the machine's identifier, which changes when the system is installed anew.
    MACHINE_ID_DIGEST: Digest = "device-reset.machine-id-digest",
    /// Whether the system also ran under another identifier: it was cloned, or its identifier renewed.
    OTHER_IDENTIFIER: bool = "device-reset.other-identifier",
    /// What the system runs on.
    ENVIRONMENT: Word = "device-reset.environment",
}}

reasons! { REASONS {
    /// The rule names no day of hand-over; the system was installed on this day.
    NO_HAND_OVER = "device-reset-no-hand-over" ["installed"],
    /// The rule names no day of hand-over, and when the system was installed is not known.
    NO_HAND_OVER_NO_DATE = "device-reset-no-hand-over-no-date" [],
    /// The system was installed on or after the day of the hand-over.
    INSTALLED_SINCE = "device-reset-installed-since" ["installed", "required"],
    /// All evidence says that the system is older than the hand-over.
    INSTALLED_BEFORE = "device-reset-installed-before" ["installed", "required"],
    /// The system is new, but a home directory is older than the hand-over.
    HOME_KEPT = "device-reset-home-kept" ["home", "required"],
    /// The pieces of evidence contradict each other.
    EVIDENCE_DISAGREES = "device-reset-evidence-disagrees" ["required"],
    /// There is not enough evidence that can be relied on.
    EVIDENCE_TOO_WEAK = "device-reset-evidence-too-weak" [],
    /// The age of the home directories could not be told.
    HOME_AGE_UNCLEAR = "device-reset-home-age-unclear" [],
    /// The agent runs in a container, whose age says nothing about the device.
    IN_CONTAINER = "device-reset-in-container" [],
    /// The system was started from a stick or the like, whose age says nothing about the device.
    IN_LIVE_SYSTEM = "device-reset-in-live-system" [],
    /// Two pieces of evidence that count lie further apart than one installation takes.
    TRACES_APART = "device-reset-traces-apart" ["earlier", "earlier-day", "later", "later-day"],
    /// The system also ran under another identifier: it was cloned, or its identifier renewed.
    RAN_AS_ANOTHER = "device-reset-ran-as-another" [],
    /// It could not be told whether the agent runs in a container.
    ENVIRONMENT_UNCLEAR = "device-reset-environment-unclear" [],
}}

words! { RemedyId REMEDIES {
    /// Hand the device in to be erased and installed anew.
    ERASE_AND_REINSTALL = "device-reset-erase-and-reinstall",
    /// Have an administrator look at it and witness the reset.
    WITNESS = "device-reset-witness",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
