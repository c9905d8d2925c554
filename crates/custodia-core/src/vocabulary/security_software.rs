//! The vocabulary of the `security-software` check.

use jiff::civil::Date;

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};
use crate::value::Digest;

words! { Word WORDS {
    /// `ClamAV`, which looks for harmful programs.
    CLAMAV = "clamav",
    /// ESET Endpoint, which looks for harmful programs.
    ESET = "eset-endpoint",
    /// Sophos Protection, which looks for harmful programs.
    SOPHOS = "sophos-protection",
    /// `CrowdStrike` Falcon, which looks for harmful programs.
    CROWDSTRIKE = "crowdstrike-falcon",
    /// Microsoft Defender, which looks for harmful programs.
    DEFENDER = "microsoft-defender",
    /// Bitdefender `GravityZone`, which looks for harmful programs.
    GRAVITYZONE = "bitdefender-gravityzone",
    /// `SentinelOne`, which looks for harmful programs.
    SENTINELONE = "sentinelone",
    /// Trellix (`McAfee`), which looks for harmful programs.
    TRELLIX = "trellix-endpoint",
    /// Kaspersky Endpoint Security, which looks for harmful programs.
    KASPERSKY = "kaspersky-endpoint",
    /// Trend Micro, which looks for harmful programs.
    TREND_MICRO = "trend-micro-agent",
    /// Dr.Web, which looks for harmful programs.
    DR_WEB = "dr-web",
    /// Cortex XDR, which looks for harmful programs.
    CORTEX = "cortex-xdr",
    /// `WithSecure`, which looks for harmful programs.
    WITHSECURE = "withsecure",
    /// Cisco Secure Endpoint, which looks for harmful programs.
    CISCO = "cisco-secure-endpoint",
    /// Every file is looked at when it is opened.
    SCANS_ON_ACCESS = "scans-on-access",
    /// Files are looked at on a schedule.
    SCANS_SCHEDULED = "scans-scheduled",
    /// Files are looked at only when somebody asks for it.
    SCANS_ON_REQUEST = "scans-on-request",
    /// The firewall of Ubuntu and Debian.
    UFW = "ufw",
    /// The firewall of Fedora and openSUSE.
    FIREWALLD = "firewalld",
    /// Rules that the kernel is given at every start, in the form of nft.
    NFTABLES = "nftables",
    /// Rules that the kernel is given at every start, in the form of iptables.
    IPTABLES = "iptables",
    /// A program made to watch a person in secret.
    STALKERWARE = "stalkerware",
    /// A program with which employers watch the people who work for them.
    MONITORING = "monitoring",
    /// A program by which others can see and steer the screen.
    REMOTE_CONTROL = "remote-control",
    /// The package manager has a record of it.
    FOUND_AS_PACKAGE = "found-as-package",
    /// The system has a service of it.
    FOUND_AS_SERVICE = "found-as-service",
    /// It has an entry in the menu of programs, or starts with the session.
    FOUND_AS_LAUNCHER = "found-as-launcher",
    /// It has a folder of its own.
    FOUND_AS_FOLDER = "found-as-folder",
    /// The desktop is set to let others in.
    FOUND_AS_SETTING = "found-as-setting",
    /// The list of unwanted programs that this agent was built with.
    LIST_BUILT_IN = "list-built-in",
    /// A newer list of unwanted programs, with a valid signature.
    LIST_UPDATED = "list-updated",
    /// The built-in list, because a newer one has no valid signature or form.
    LIST_REFUSED = "list-refused",
    /// Trusted by all programs of the device.
    AUTHORITY_OF_SYSTEM = "authority-of-system",
    /// Trusted by a browser or mail program of the person.
    AUTHORITY_OF_PERSON = "authority-of-person",
    /// A program that a newer list names and this agent has no word for.
    OTHER_LISTED_PROGRAM = "other-listed-program",
    /// `AnyDesk`, which lets others see and steer the screen.
    ANYDESK = "anydesk",
    /// `TeamViewer`, which lets others see and steer the screen.
    TEAMVIEWER = "teamviewer",
    /// `RustDesk`, which lets others see and steer the screen.
    RUSTDESK = "rustdesk",
    /// `HopToDesk`, which lets others see and steer the screen.
    HOPTODESK = "hoptodesk",
    /// VNC, which lets others see and steer the screen.
    VNC_SERVER = "vnc-server",
    /// x11vnc, which lets others see and steer the screen.
    X11VNC = "x11vnc",
    /// wayvnc, which lets others see and steer the screen.
    WAYVNC = "wayvnc",
    /// `RealVNC` Server, which lets others see and steer the screen.
    REALVNC = "realvnc-server",
    /// xrdp, which lets others see and steer the screen.
    XRDP = "xrdp",
    /// GNOME Remote Desktop, which lets others see and steer the screen.
    GNOME_REMOTE_DESKTOP = "gnome-remote-desktop",
    /// KDE KRDP, which lets others see and steer the screen.
    KRDP = "krdp",
    /// KDE Krfb, which lets others see and steer the screen.
    KRFB = "krfb",
    /// Vino, which lets others see and steer the screen.
    VINO = "vino",
    /// Chrome Remote Desktop, which lets others see and steer the screen.
    CHROME_REMOTE_DESKTOP = "chrome-remote-desktop",
    /// `ScreenConnect`, which lets others see and steer the screen.
    SCREENCONNECT = "screenconnect",
    /// Splashtop Streamer, which lets others see and steer the screen.
    SPLASHTOP = "splashtop",
    /// `MeshAgent`, which lets others see and steer the screen.
    MESH_AGENT = "mesh-agent",
    /// Ammyy Admin, which lets others see and steer the screen.
    AMMYY = "ammyy-admin",
    /// `DWAgent`, which lets others see and steer the screen.
    DWAGENT = "dwagent",
    /// `NoMachine`, which lets others see and steer the screen.
    NOMACHINE = "nomachine",
    /// `X2Go`, which lets others see and steer the screen.
    X2GO = "x2go-server",
    /// `RemotePC`, which lets others see and steer the screen.
    REMOTEPC = "remotepc",
    /// Zoho Assist, which lets others see and steer the screen.
    ZOHO_ASSIST = "zoho-assist",
    /// Getscreen.me, which lets others see and steer the screen.
    GETSCREEN = "getscreen",
    /// Sunshine, which lets others see and steer the screen.
    SUNSHINE = "sunshine",
    /// Tactical RMM, which lets others see and steer the screen.
    TACTICAL_RMM = "tactical-rmm",
    /// Pulseway, which lets others see and steer the screen.
    PULSEWAY = "pulseway",
    /// Hubstaff, which lets employers watch people at work.
    HUBSTAFF = "hubstaff",
    /// Time Doctor, which lets employers watch people at work.
    TIME_DOCTOR = "time-doctor",
    /// Veriato, which lets employers watch people at work.
    VERIATO = "veriato",
    /// Teramind, which lets employers watch people at work.
    TERAMIND = "teramind",
    /// `ActivTrak`, which lets employers watch people at work.
    ACTIVTRAK = "activtrak",
    /// Kickidler, which lets employers watch people at work.
    KICKIDLER = "kickidler",
    /// `DeskTime`, which lets employers watch people at work.
    DESKTIME = "desktime",
    /// Insightful (Workpuls), which lets employers watch people at work.
    INSIGHTFUL = "insightful",
    /// Monitask, which lets employers watch people at work.
    MONITASK = "monitask",
    /// `StaffCop`, which lets employers watch people at work.
    STAFFCOP = "staffcop",
    /// Crossover `WorkSmart`, which lets employers watch people at work.
    CROSSOVER = "crossover-worksmart",
    /// Upwork, which lets employers watch people at work.
    UPWORK = "upwork-tracker",
    /// logkeys, which records in secret what a person does.
    LOGKEYS = "logkeys",
    /// uberkey, which records in secret what a person does.
    UBERKEY = "uberkey",
    /// simple-key-logger, which records in secret what a person does.
    SIMPLE_KEY_LOGGER = "simple-key-logger",
    /// `PyKeylogger`, which records in secret what a person does.
    PYKEYLOGGER = "pykeylogger",
    /// xspy, which records in secret what a person does.
    XSPY = "xspy",
    /// mSpy, which records in secret what a person does.
    MSPY = "mspy",
    /// `FlexiSPY`, which records in secret what a person does.
    FLEXISPY = "flexispy",
    /// Spyrix, which records in secret what a person does.
    SPYRIX = "spyrix",
}}

/// The programs that a list of unwanted ones can name.
pub const LISTED_PROGRAMS: &[Word] = &[
    ANYDESK,
    TEAMVIEWER,
    RUSTDESK,
    HOPTODESK,
    VNC_SERVER,
    X11VNC,
    WAYVNC,
    REALVNC,
    XRDP,
    GNOME_REMOTE_DESKTOP,
    KRDP,
    KRFB,
    VINO,
    CHROME_REMOTE_DESKTOP,
    SCREENCONNECT,
    SPLASHTOP,
    MESH_AGENT,
    AMMYY,
    DWAGENT,
    NOMACHINE,
    X2GO,
    REMOTEPC,
    ZOHO_ASSIST,
    GETSCREEN,
    SUNSHINE,
    TACTICAL_RMM,
    PULSEWAY,
    HUBSTAFF,
    TIME_DOCTOR,
    VERIATO,
    TERAMIND,
    ACTIVTRAK,
    KICKIDLER,
    DESKTIME,
    INSIGHTFUL,
    MONITASK,
    STAFFCOP,
    CROSSOVER,
    UPWORK,
    LOGKEYS,
    UBERKEY,
    SIMPLE_KEY_LOGGER,
    PYKEYLOGGER,
    XSPY,
    MSPY,
    FLEXISPY,
    SPYRIX,
];

/// The programs for remote control that a policy can approve.
pub const REMOTE_CONTROL_PROGRAMS: &[Word] = &[
    ANYDESK,
    TEAMVIEWER,
    RUSTDESK,
    HOPTODESK,
    VNC_SERVER,
    X11VNC,
    WAYVNC,
    REALVNC,
    XRDP,
    GNOME_REMOTE_DESKTOP,
    KRDP,
    KRFB,
    VINO,
    CHROME_REMOTE_DESKTOP,
    SCREENCONNECT,
    SPLASHTOP,
    MESH_AGENT,
    AMMYY,
    DWAGENT,
    NOMACHINE,
    X2GO,
    REMOTEPC,
    ZOHO_ASSIST,
    GETSCREEN,
    SUNSHINE,
    TACTICAL_RMM,
    PULSEWAY,
    OTHER_LISTED_PROGRAM,
];
words! { Source SOURCES {
    /// The package managers' own records.
    INSTALLED_PACKAGES = "installed-packages",
    /// The services of the system and of the person: their files, how they are enabled and whether they run.
    SYSTEM_SERVICES = "system-services",
    /// Entries of menus, of the session's start, services and folders that programs leave.
    PROGRAM_TRACES = "program-traces",
    /// The timetables of systemd and cron.
    TIMETABLES = "timetables",
    /// The first bytes of the engine's signature files.
    SIGNATURE_FILES = "signature-files",
    /// The files in which a firewall is set up.
    FIREWALL_SETTINGS = "firewall-settings",
    /// What the kernel has loaded.
    KERNEL_MODULES = "kernel-modules",
    /// The list of unwanted programs.
    UNWANTED_LIST = "unwanted-list",
    /// The certificate authorities that somebody added to those of the system.
    SYSTEM_AUTHORITIES_FOLDER = "system-authorities-folder",
    /// The certificate authorities that somebody added to those of browsers and mail programs.
    BROWSER_CERTIFICATES = "browser-certificates",
    /// What browsers keep about their extensions.
    BROWSER_EXTENSIONS = "browser-extensions",
    /// Marks of containers, and the map of user ids.
    CONTAINER_MARKS = "container-marks",
}}

facts! { FACTS {
    /// Whether the agent runs in a container, from which what protects the device cannot be seen.
    CONTAINED: bool = "security-software.contained",
    /// Whether a program that looks for harmful programs is installed.
    ENGINE_PRESENT: bool = "security-software.engine-present",
    /// Which one.
    ENGINE: Word = "security-software.engine",
    /// Whether it runs, or runs on a schedule.
    ENGINE_ON: bool = "security-software.engine-on",
    /// When it looks at files.
    ENGINE_SCANS: Word = "security-software.engine-scans",
    /// The day on which its signatures were made, in UTC.
    SIGNATURES_MADE_ON: Date = "security-software.signatures-made-on",
    /// The full hours since then.
    SIGNATURES_AGE_HOURS: u64 = "security-software.signatures-age-hours" stays_on_the_device,
    /// Whether a firewall keeps out what nobody asked for.
    FIREWALL_ON: bool = "security-software.firewall-on",
    /// Which one was looked at.
    FIREWALL: Word = "security-software.firewall",
    /// Whether people can log in from elsewhere with SSH.
    REMOTE_LOGIN: bool = "security-software.remote-login",
    /// How many programs of the list of unwanted ones were found.
    UNWANTED_PROGRAMS: u64 = "security-software.unwanted-programs",
    /// One of those.
    PROGRAM: Word = "security-software.program",
    /// What kind it is.
    PROGRAM_KIND: Word = "security-software.program-kind",
    /// By what it was found.
    PROGRAM_FOUND_AS: Word = "security-software.program-found-as",
    /// Which list of unwanted programs was used.
    LIST: Word = "security-software.list",
    /// The number of that list.
    LIST_VERSION: u64 = "security-software.list-version",
    /// The day on which it was made.
    LIST_MADE_ON: Date = "security-software.list-made-on",
    /// How many certificate authorities somebody added to those of the system, browsers and mail programs.
    ADDED_AUTHORITIES: u64 = "security-software.added-authorities",
    /// The digest of one of those.
    AUTHORITY_DIGEST: Digest = "security-software.authority-digest" stays_on_the_device,
    /// Who trusts it.
    AUTHORITY_SCOPE: Word = "security-software.authority-scope",
    /// Extensions that are read from a folder, as developers do.
    EXTENSIONS_UNPACKED: u64 = "security-software.extensions-unpacked",
    /// Extensions that came from a file or another program, and not from the browser's store.
    EXTENSIONS_SIDE_LOADED: u64 = "security-software.extensions-side-loaded",
    /// Extensions without a valid signature of the browser's maker.
    EXTENSIONS_UNSIGNED: u64 = "security-software.extensions-unsigned",
    /// Extensions that the system or an administrator put there.
    EXTENSIONS_FORCED: u64 = "security-software.extensions-forced",
}}

reasons! { REASONS {
    /// The rule asks for nothing that is looked at here.
    NOTHING_ASKED = "security-software-nothing-asked" [],
    /// Everything that the rule asks for is in order.
    IN_ORDER = "security-software-in-order" [],
    /// The agent runs in a container.
    IN_CONTAINER = "security-software-in-container" [],
    /// It could not be told whether the agent runs in a container.
    CONTAINER_UNCLEAR = "security-software-container-unclear" [],
    /// A program made to watch a person in secret was found.
    STALKERWARE_FOUND = "security-software-stalkerware-found" ["program"],
    /// A program with which employers watch people was found.
    MONITORING_FOUND = "security-software-monitoring-found" ["program"],
    /// A program for remote control that the rule does not approve was found.
    REMOTE_CONTROL_FOUND = "security-software-remote-control-found" ["program"],
    /// A listed program was found, but not which or of what kind.
    PROGRAM_UNCLEAR = "security-software-program-unclear" [],
    /// It could not be told what is installed.
    PROGRAMS_UNREADABLE = "security-software-programs-unreadable" [],
    /// Certificate authorities were added that the rule does not approve.
    AUTHORITIES_ADDED = "security-software-authorities-added" ["count"],
    /// It could not be told whether certificate authorities were added.
    AUTHORITIES_UNREADABLE = "security-software-authorities-unreadable" [],
    /// Nothing that looks for harmful programs is installed.
    ENGINE_MISSING = "security-software-engine-missing" [],
    /// It could not be told whether something of the kind is installed.
    ENGINE_UNCLEAR = "security-software-engine-unclear" [],
    /// What looks for harmful programs does not run.
    ENGINE_OFF = "security-software-engine-off" ["engine"],
    /// It could not be told whether it runs.
    ENGINE_STATE_UNCLEAR = "security-software-engine-state-unclear" [],
    /// Its signatures are too old.
    SIGNATURES_OLD = "security-software-signatures-old" ["made", "limit-hours"],
    /// The age of its signatures could not be told.
    SIGNATURES_UNCLEAR = "security-software-signatures-unclear" [],
    /// Extensions that came from elsewhere than the browser's store.
    EXTENSIONS_LOOSE = "security-software-extensions-loose" ["count"],
    /// It could not be told which extensions the browsers have.
    EXTENSIONS_UNREADABLE = "security-software-extensions-unreadable" [],
    /// No firewall is on.
    FIREWALL_OFF = "security-software-firewall-off" [],
    /// It could not be told whether a firewall is on.
    FIREWALL_UNCLEAR = "security-software-firewall-unclear" [],
    /// Finding: files are looked at only when somebody asks for it.
    SCANS_NOTHING_ALONE = "security-software-scans-nothing-alone" [],
    /// Finding: people can log in from elsewhere.
    REMOTE_LOGIN_ON = "security-software-remote-login-on" [],
    /// Finding: a newer list of unwanted programs was refused.
    NEWER_LIST_REFUSED = "security-software-newer-list-refused" [],
    /// Finding: extensions that the system or an administrator put there.
    EXTENSIONS_BY_ADMINISTRATOR = "security-software-extensions-by-administrator" ["count"],
}}

words! { RemedyId REMEDIES {
    /// Change nothing, and talk to somebody who knows about it from another device.
    SEEK_HELP_FIRST = "security-software-seek-help-first",
    /// Ask who put it there before anything else.
    ASK_WHO_WATCHES = "security-software-ask-who-watches",
    /// Take the program for remote control away.
    REMOVE_REMOTE_CONTROL = "security-software-remove-remote-control",
    /// Have the added certificate authorities looked at.
    REVIEW_AUTHORITIES = "security-software-review-authorities",
    /// Install something that looks for harmful programs.
    INSTALL_ENGINE = "security-software-install-engine",
    /// Turn it on.
    TURN_ENGINE_ON = "security-software-turn-engine-on",
    /// Renew its signatures.
    RENEW_SIGNATURES = "security-software-renew-signatures",
    /// Take extensions away that nobody knows.
    REVIEW_EXTENSIONS = "security-software-review-extensions",
    /// Turn the firewall on.
    TURN_FIREWALL_ON = "security-software-turn-firewall-on",
    /// Have an administrator look at what could not be read.
    HAVE_IT_LOOKED_AT = "security-software-have-it-looked-at",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
