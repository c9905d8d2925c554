//! Words, sources and reasons that more than one check uses.

use super::{FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, reasons, words};

words! { Word WORDS {
    /// Debian and what derives from it.
    DEBIAN = "debian",
    /// Fedora, Red Hat and what derives from them.
    FEDORA = "fedora",
    /// openSUSE and SUSE.
    SUSE = "suse",
    /// Arch Linux and what derives from it.
    ARCH = "arch",
    /// Alpine Linux.
    ALPINE = "alpine",
    /// NixOS.
    NIXOS = "nixos",
    /// Gentoo.
    GENTOO = "gentoo",
    /// GNOME, also as Ubuntu ships it.
    GNOME = "gnome",
    /// KDE Plasma.
    KDE = "kde",
    /// Xfce.
    XFCE = "xfce",
    /// Cinnamon.
    CINNAMON = "cinnamon",
    /// MATE.
    MATE = "mate",
    /// LXQt.
    LXQT = "lxqt",
    /// Budgie.
    BUDGIE = "budgie",
    /// COSMIC.
    COSMIC = "cosmic",
    /// sway and other compositors of the wlroots family.
    SWAY = "sway",
    /// Hyprland.
    HYPRLAND = "hyprland",
    /// i3.
    I3 = "i3",
    /// A desktop that is none of the known ones.
    OTHER_DESKTOP = "other-desktop",
    /// Why a policy excuses: the device cannot do what is asked.
    WAIVED_HARDWARE = "hardware-limits",
    /// Why a policy excuses: the device is about to be replaced.
    WAIVED_REPLACEMENT = "replacement-ordered",
    /// Why a policy excuses: a program that the work needs does not go with it.
    WAIVED_SOFTWARE = "software-needs-it",
    /// Why a policy excuses: the person could not use the device otherwise.
    WAIVED_ACCESSIBILITY = "accessibility",
    /// Why a policy excuses: something else protects as well.
    WAIVED_OTHER_PROTECTION = "other-protection",
    /// Why a policy excuses: it is being tried out.
    WAIVED_PILOT = "pilot",
    /// dpkg, which apt drives.
    DPKG = "dpkg",
    /// RPM, which dnf and zypper drive.
    RPM = "rpm",
    /// pacman.
    PACMAN = "pacman",
    /// apk of Alpine Linux.
    APK = "apk",
    /// Flatpak.
    FLATPAK = "flatpak",
    /// Snaps.
    SNAP = "snap",
}}

words! { Source SOURCES {
    /// The platform as a whole, where there is no way to read something.
    PLATFORM = "platform",
    /// The environment of the process.
    ENVIRONMENT = "environment",
    /// systemd-logind or elogind over D-Bus.
    LOGIND = "logind",
    /// dpkg's status file.
    DPKG_STATUS = "dpkg-status",
    /// RPM's database of installed packages.
    RPM_DATABASE = "rpm-database",
    /// pacman's database of installed packages.
    PACMAN_DATABASE = "pacman-database",
    /// apk's database of installed packages.
    APK_DATABASE = "apk-database",
    /// The applications that Flatpak has deployed.
    FLATPAK_INSTALLATIONS = "flatpak-installations",
    /// The snaps that are in use.
    SNAP_INSTALLATIONS = "snap-installations",
}}

reasons! { REASONS {
    /// This agent has no way yet to read what the check needs on this platform.
    PLATFORM_UNSUPPORTED = "platform-unsupported" [],
    /// The rule is meant for other platforms.
    PLATFORM_NOT_ASKED = "platform-not-asked" [],
    /// The policy excuses the device from the rule, for this reason and until this day.
    WAIVED = "waived" ["reason", "until"],
    /// The recorded facts have none of the rule's check.
    NOT_RECORDED = "not-recorded" [],
}}

const FACTS: &[FactSpec] = &[];
const REMEDIES: &[RemedyId] = &[];

/// The common lists.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
