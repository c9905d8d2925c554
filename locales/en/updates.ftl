check-updates = Updates
check-updates-about = Looks whether security updates wait to be installed or wait for a restart, and whether the system still gets any.
check-updates-blind = It cannot see what waits for snaps, what dnf, zypper, pacman and apk keep packed, or what was installed without a package manager.

updates-up-to-date =
    { $days ->
        [0] All known security updates are installed (lists of less than a day ago).
        [one] All known security updates are installed (lists of a day ago).
       *[other] All known security updates are installed (lists of { $days } days ago).
    }
updates-few-pending = { $count } security updates are not installed; the rule allows { $limit }.
updates-security-waiting = Security updates are not installed: { $count }.
updates-release-ended = This release of the system gets no security updates any more: its support ended on { $until }.
updates-no-security-archive = The archive of security updates is not among the sources of the system: none arrive.
updates-lists-too-old = The system has not looked for updates for { $days } days; the most is { $limit }.
updates-restart-overdue = Installed updates do not work until the system is started anew; they have waited for { $days } days, the most is { $limit }.
updates-not-automatic = Security updates do not install themselves, and the rule asks for it.
updates-lists-stale = The system has not looked for updates for { $days } days (more than { $limit }): whether any is missing cannot be told.
updates-lists-not-valid = The list of security updates is no longer valid: whether any is missing cannot be told.
updates-lists-age-unclear = It could not be told how old the lists of updates are.
updates-lists-missing = The system has no lists of updates: it has not looked for any yet, or they were deleted.
updates-lists-unsupported = In the lists of this system it cannot be seen here which security updates are missing.
updates-lists-unread = The lists of updates could not be read.
updates-whole-image = This system is replaced as a whole at every update, and whether there is a newer one cannot be told here.
updates-release-unknown = It could not be told whether this release of the system still gets security updates.
updates-restart-unclear = It could not be told whether updates wait for a restart.
updates-automatic-unclear = It could not be told whether security updates install themselves, and the rule asks for it.
updates-inside-container = The program runs in a container, which is not updated together with the device.
updates-environment-unclear = It could not be told whether the program sees the system that is installed on the device.
updates-from-stick = The system was started from a stick, a disc or the network: it is renewed as a whole, not in parts.
updates-held-back = Somebody put packages on hold that lack a security update: { $count }
updates-has-preferences = The system has rules of preference that can keep updates from being installed
updates-others-waiting = Other updates are missing as well: at least { $count }
updates-restart-waiting =
    { $days ->
        [0] A restart is needed to finish updating
        [one] A restart is needed to finish updating (for a day)
       *[other] A restart is needed to finish updating (for { $days } days)
    }
updates-by-hand = Security updates do not install themselves
updates-ends-soon = The support of this release ends soon: on { $until }
updates-long-term-only = This release has long-term support alone, until { $until }; it covers fewer programs
updates-flatpak-waiting = Updates of Flatpak applications were downloaded and are not in use: { $count }
updates-flatpak-unseen = What waits for Flatpak applications cannot be told without asking their servers
updates-snaps-unseen = What waits for snaps only the administrator can see

remedy-updates-install =
    1. Open the system's program for updates (“Software”, “Discover” or “Software Updater”).
    2. Choose “Check for updates”, then “Install” or “Update all”.
    3. Give your password if it asks, and wait until it is done.
    4. If it asks for a restart, save your work and restart.
    In a terminal of Debian, Ubuntu or Mint: sudo apt update && sudo apt full-upgrade
    If a package is on hold, ask whoever administers the device to release it.
remedy-updates-upgrade-release =
    1. Tell whoever administers the device: it has to move to a release that is supported.
    2. Copy your documents to a safe place first.
    3. Until then, handle nothing delicate on this device.
remedy-updates-add-archive =
    Ask whoever administers the device to add the security archive to the sources of the system
    (on Debian, “security.debian.org” in /etc/apt/sources.list.d), then look for updates and install them.
remedy-updates-renew-lists =
    1. Connect the device to the Internet.
    2. Open the system's program for updates and choose “Check for updates”.
    3. Install what it finds, and run this check again.
    In a terminal of Debian, Ubuntu or Mint: sudo apt update
remedy-updates-restart =
    1. Save your work and close all programs.
    2. Restart the device (to suspend it is not enough).
remedy-updates-switch-on-automatic =
    1. Open “Software & Updates”, tab “Updates”.
    2. At “When there are security updates” choose “Download and install automatically”.
    On Debian whoever administers the device does it: sudo apt install unattended-upgrades && sudo dpkg-reconfigure unattended-upgrades
    On Fedora: sudo dnf install dnf-automatic, with “apply_updates = yes” in its configuration.
remedy-updates-look-by-hand =
    1. Open the system's program for updates and choose “Check for updates”.
    2. Install what it finds, and restart if it asks for it.
    3. If you do not know whether your system still gets updates, ask whoever administers the device.

word-image-based = system that is replaced as a whole
word-other-manager = another package manager
word-installed-system = installed system
word-updates-in-container = inside a container
word-started-from-stick = started from a stick
word-supported = supported
word-long-term = long-term support
word-support-ended = no longer supported
word-rolling = without releases (always renewed)

source-updates-apt-lists = apt's lists
source-package-lists = lists of the package manager
source-restart-marks = marks of a restart and installed kernels
source-automatic-settings = settings of automatic updates
source-release-description = description of the release
source-system-marks = marks of the system

fact-updates-manager = Package manager
fact-updates-environment = Which system is seen
fact-updates-security-pending = Security updates not installed
fact-updates-security-held = On hold among them
fact-updates-other-pending = Other updates not installed (at least)
fact-updates-security-archive = Security archive is among the sources
fact-updates-preferences = There are rules of preference
fact-updates-lists-age-days = Age of the lists
fact-updates-lists-expired = Security list is no longer valid
fact-updates-unchanged-days = Time since packages changed
fact-updates-restart-needed = Restart needed
fact-updates-restart-waiting-days = Time that a restart was waited for
fact-updates-automatic = They install themselves
fact-updates-support = Support of this release
fact-updates-supported-until = Supported until
fact-updates-support-days-left = Days of support left
fact-updates-flatpak-pending = Flatpak updates downloaded and not in use
fact-updates-has-snaps = There are snaps
