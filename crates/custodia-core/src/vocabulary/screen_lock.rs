//! The vocabulary of the `screen-lock` check.

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};

words! { Word WORDS {
    /// A graphical session of X11.
    X11 = "x11",
    /// A graphical session of Wayland.
    WAYLAND = "wayland",
    /// The person has no graphical session: there is no screen to lock.
    NO_SESSION = "no-session",
    /// The graphical session belongs to somebody else than the agent runs for.
    SESSION_OF_ANOTHER = "session-of-another",
    /// GNOME's own shell.
    GNOME_SHELL = "gnome-shell",
    /// GNOME's old screen saver, as Budgie starts it.
    GNOME_SCREENSAVER = "gnome-screensaver",
    /// Budgie's screen saver.
    BUDGIE_SCREENSAVER = "budgie-screensaver",
    /// Xfce's screen saver.
    XFCE4_SCREENSAVER = "xfce4-screensaver",
    /// The locker of `LightDM`.
    LIGHT_LOCKER = "light-locker",
    /// Cinnamon's screen saver.
    CINNAMON_SCREENSAVER = "cinnamon-screensaver",
    /// MATE's screen saver.
    MATE_SCREENSAVER = "mate-screensaver",
    /// LXQt's power management, whose idleness watcher can lock.
    LXQT_POWERMANAGEMENT = "lxqt-powermanagement",
    /// COSMIC's idle service.
    COSMIC_IDLE = "cosmic-idle",
    /// The idle manager of sway and other compositors.
    SWAYIDLE = "swayidle",
    /// The idle manager of Hyprland.
    HYPRIDLE = "hypridle",
    /// An idle manager for Wayland.
    STASIS = "stasis",
    /// An idle manager for X11 that counts minutes.
    XAUTOLOCK = "xautolock",
    /// An idle manager for X11 with a chain of timers.
    XIDLEHOOK = "xidlehook",
    /// A program that starts a locker when the X server's screen saver begins.
    XSS_LOCK = "xss-lock",
    /// `XScreenSaver`.
    XSCREENSAVER = "xscreensaver",
    /// Any program that the person named as a command.
    CUSTOM_COMMAND = "custom-command",
    /// Nothing that would lock the screen by itself.
    NO_LOCKER = "no-locker",
    /// The screen is that of the system around this one: of a container's host, or of Windows.
    SESSION_OF_HOST = "session-of-host",
    /// The account has a password.
    PASSWORD_SET = "password-set",
    /// The account has none: it opens without one.
    PASSWORD_EMPTY = "password-empty",
    /// No password fits the account.
    PASSWORD_LOCKED = "password-locked",
}}

words! { Source SOURCES {
    /// The dconf database of the person.
    DCONF_USER = "dconf-user",
    /// A dconf database of the system.
    DCONF_SYSTEM = "dconf-system",
    /// The dconf profile, which names the databases.
    DCONF_PROFILE = "dconf-profile",
    /// The default in the installed GSettings schema, with the overrides of vendor and distribution.
    SCHEMA_DEFAULT = "schema-default",
    /// The default that the program's documentation gives.
    DOCUMENTED_DEFAULT = "documented-default",
    /// A KDE configuration file of the person.
    KCONFIG_USER = "kconfig-user",
    /// A KDE configuration file of the system.
    KCONFIG_SYSTEM = "kconfig-system",
    /// The list of accounts.
    ACCOUNT_LIST = "account-list",
    /// The file with the passwords of the accounts, which root may read.
    SHADOW_FILE = "shadow-file",
    /// The accounts service over D-Bus.
    ACCOUNTS_SERVICE = "accounts-service",
    /// The rules for new passwords: PAM and the modules that it asks.
    PASSWORD_RULES = "password-rules",
    /// The rules by which a locker asks for a password: its service of PAM.
    LOGIN_RULES = "login-rules",
    /// The settings of the login manager, or how consoles are started.
    LOGIN_MANAGER = "login-manager",
    /// The services that keep count of programs which keep the screen open.
    INHIBITORS = "inhibitors",
    /// fprintd, over D-Bus or by its files.
    FPRINTD = "fprintd",
    /// The names that services own on the system bus.
    SYSTEM_BUS = "system-bus",
    /// Xfce's settings of the person.
    XFCONF_USER = "xfconf-user",
    /// Xfce's settings of the system.
    XFCONF_SYSTEM = "xfconf-system",
    /// LXQt's settings of the person.
    LXQT_USER = "lxqt-user",
    /// LXQt's settings of the system.
    LXQT_SYSTEM = "lxqt-system",
    /// COSMIC's settings of the person.
    COSMIC_USER = "cosmic-user",
    /// COSMIC's settings of the system.
    COSMIC_SYSTEM = "cosmic-system",
    /// The X server of the session.
    X_SERVER = "x-server",
    /// The running processes of the person.
    PROCESSES = "processes",
    /// The configuration that names what is started with the session: the compositor's, or autostart entries.
    SESSION_CONFIGURATION = "session-configuration",
    /// The configuration of an idle manager or of a locker.
    IDLE_CONFIGURATION = "idle-configuration",
    /// A command that somebody wrote for the idle manager.
    COMMAND_LINE = "command-line",
}}

facts! { FACTS {
    /// The desktop of the graphical session.
    DESKTOP: Word = "screen-lock.desktop",
    /// The kind of graphical session, or that there is none.
    SESSION: Word = "screen-lock.session",
    /// Whether the session is shown on another machine.
    REMOTE: bool = "screen-lock.remote",
    /// Whether the screen locks by itself at all.
    LOCK_ENABLED: bool = "screen-lock.lock-enabled",
    /// Time without use until the screen locks or goes dark, in seconds; 0 is never.
    IDLE_SECONDS: u64 = "screen-lock.idle-seconds",
    /// Time after that in which the screen still opens without a password, in seconds.
    GRACE_SECONDS: u64 = "screen-lock.grace-seconds",
    /// Whether the lock screen is switched off altogether, by GNOME's lockdown.
    LOCK_SCREEN_DISABLED: bool = "screen-lock.lock-screen-disabled",
    /// Whether a locked screen asks for a password.
    PASSWORD_REQUIRED: bool = "screen-lock.password-required",
    /// Whether the screen locks before the device sleeps.
    LOCKS_ON_SUSPEND: bool = "screen-lock.locks-on-suspend",
    /// Whether the screen locks when the lid is closed.
    LOCKS_ON_LID: bool = "screen-lock.locks-on-lid",
    /// Whether being idle starts the screen saver; GNOME itself ignores this old key, Budgie may not.
    IDLE_ACTIVATION: bool = "screen-lock.idle-activation",
    /// Which program locks the screen: one that runs, or the one that the settings speak of.
    LOCKER: Word = "screen-lock.locker",
    /// Whether that program runs; for GNOME, the login manager without which it makes no lock screen.
    LOCKER_PRESENT: bool = "screen-lock.locker-present",
    /// Whether the account has a password, none, or one that nothing fits.
    PASSWORD: Word = "screen-lock.password",
    /// The shortest password that the person may choose, in characters.
    MINIMUM_LENGTH: u64 = "screen-lock.minimum-length",
    /// Whether the person is logged in without a password when the device starts.
    AUTOMATIC_LOGIN: bool = "screen-lock.automatic-login",
    /// Whether a fingerprint of the person is enrolled.
    FINGERPRINT_ENROLLED: bool = "screen-lock.fingerprint-enrolled",
    /// Whether a command that is not understood runs earlier and may lock.
    EARLIER_COMMAND: bool = "screen-lock.earlier-command",
    /// Whether the session is locked at the moment.
    LOCKED: bool = "screen-lock.locked" stays_on_the_device,
    /// Whether the session is idle at the moment.
    IDLE: bool = "screen-lock.idle" stays_on_the_device,
    /// Whether a program asks at the moment that the screen stay open.
    INHIBITED: bool = "screen-lock.inhibited" stays_on_the_device,
}}

reasons! { REASONS {
    /// Locks in time: after `idle` it is dark or locked, after `delay` altogether it needs a password.
    LOCKS = "screen-lock-locks" ["idle", "grace", "delay"],
    /// Goes dark or locks only after `idle`.
    IDLE_TOO_LONG = "screen-lock-idle-too-long" ["idle", "limit"],
    /// Opens without a password for `grace` after that.
    GRACE_TOO_LONG = "screen-lock-grace-too-long" ["grace", "limit"],
    /// Being idle never locks the screen.
    NEVER_IDLE = "screen-lock-never-idle" [],
    /// Automatic locking is switched off.
    SWITCHED_OFF = "screen-lock-switched-off" [],
    /// The lock screen is disabled altogether.
    DISABLED = "screen-lock-disabled" [],
    /// The locked screen opens without a password.
    NO_PASSWORD = "screen-lock-no-password" [],
    /// The account has no password.
    ACCOUNT_WITHOUT_PASSWORD = "screen-lock-account-without-password" [],
    /// A program asks at the moment that the screen stay open.
    KEPT_OPEN = "screen-lock-kept-open" [] stays_on_the_device,
    /// The person is logged in without a password when the device starts.
    LOGS_IN_BY_ITSELF = "screen-lock-logs-in-by-itself" [],
    /// Passwords of `length` characters may be chosen.
    SHORT_PASSWORDS = "screen-lock-short-passwords" ["length", "limit"],
    /// No password fits the account, so a locked screen cannot be opened with one.
    PASSWORD_FITS_NONE = "screen-lock-password-fits-none" [],
    /// There is no graphical session.
    WITHOUT_SESSION = "screen-lock-without-session" [],
    /// The graphical session belongs to somebody else.
    OF_ANOTHER = "screen-lock-of-another" [],
    /// This is the inside of a container or a subsystem, and the screen is that of the system around it.
    IN_CONTAINER = "screen-lock-in-container" [],
    /// It could not be told which desktop the session has.
    DESKTOP_UNTOLD = "screen-lock-desktop-untold" [],
    /// The lock of this desktop is not read yet.
    DESKTOP_UNREAD = "screen-lock-desktop-unread" ["desktop"],
    /// GNOME's settings are fine, but its lock screen needs GDM, which does not run or could not be asked for.
    LOCKER_ABSENT = "screen-lock-locker-absent" [],
    /// Nothing runs in the session that would lock the screen.
    NOT_RUNNING = "screen-lock-not-running" [],
    /// The settings are fine, but whether anything runs that obeys them could not be told.
    LOCKER_UNTOLD = "screen-lock-locker-untold" [],
    /// Whether a command locks the screen could not be told.
    COMMAND_UNTOLD = "screen-lock-command-untold" [],
    /// What locks the screen is a program of the session, but its programs could not be seen.
    PROCESSES_UNSEEN = "screen-lock-processes-unseen" [],
    /// Judged by the settings alone: no running session could be seen.
    BY_SETTINGS_ALONE = "screen-lock-by-settings-alone" [],
    /// The old key that starts the screen saver is off, and this desktop may obey it.
    ACTIVATION_OFF = "screen-lock-activation-off" [],
    /// A setting may not be read.
    SETTING_DENIED = "screen-lock-setting-denied" [],
    /// A setting is not where it should be.
    SETTING_MISSING = "screen-lock-setting-missing" [],
    /// A setting is held in a place that the agent cannot read.
    SETTING_ELSEWHERE = "screen-lock-setting-elsewhere" [],
    /// A setting could not be read.
    SETTING_FAILED = "screen-lock-setting-failed" [],
    /// A setting is damaged or of an unknown form.
    SETTING_MALFORMED = "screen-lock-setting-malformed" [],
    /// A file with settings is too large.
    SETTING_TOO_LARGE = "screen-lock-setting-too-large" [],
    /// The screen does not lock when the device sleeps.
    OPEN_AFTER_SLEEP = "screen-lock-open-after-sleep" [],
    /// The screen does not lock when the lid is closed.
    OPEN_AFTER_LID = "screen-lock-open-after-lid" [],
}}

words! { RemedyId REMEDIES {
    /// Steps in the settings of GNOME.
    GNOME_SETTINGS = "screen-lock-gnome-settings",
    /// Steps in the settings of Budgie.
    BUDGIE_SETTINGS = "screen-lock-budgie-settings",
    /// Steps in the settings of KDE Plasma.
    KDE_SETTINGS = "screen-lock-kde-settings",
    /// Steps in the settings of Xfce.
    XFCE_SETTINGS = "screen-lock-xfce-settings",
    /// Steps in the settings of Cinnamon.
    CINNAMON_SETTINGS = "screen-lock-cinnamon-settings",
    /// Steps in the settings of MATE.
    MATE_SETTINGS = "screen-lock-mate-settings",
    /// Steps in the settings of LXQt.
    LXQT_SETTINGS = "screen-lock-lxqt-settings",
    /// Steps in the settings of COSMIC.
    COSMIC_SETTINGS = "screen-lock-cosmic-settings",
    /// Lines for the configuration of sway.
    SWAY_CONFIGURATION = "screen-lock-sway-configuration",
    /// Lines for the configuration of Hyprland.
    HYPRLAND_CONFIGURATION = "screen-lock-hyprland-configuration",
    /// Lines for the configuration of i3 and other window managers of X11.
    X11_CONFIGURATION = "screen-lock-x11-configuration",
    /// The person cannot change it: ask the administrator.
    ASK_ADMINISTRATOR = "screen-lock-ask-administrator",
    /// Steps to give the account a password.
    SET_PASSWORD = "screen-lock-set-password",
    /// Name the person whose screen is meant.
    NAME_THE_PERSON = "screen-lock-name-the-person",
    /// Check in the system around this one.
    CHECK_OUTSIDE = "screen-lock-check-outside",
    /// Lock by hand as long as it cannot be told.
    LOCK_BY_HAND = "screen-lock-lock-by-hand",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
