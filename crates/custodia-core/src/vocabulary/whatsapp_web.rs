//! The vocabulary of the `whatsapp-web` check.

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};

words! { Word WORDS {
    /// Chromium.
    CHROMIUM = "chromium",
    /// Google Chrome.
    GOOGLE_CHROME = "google-chrome",
    /// Microsoft Edge.
    MICROSOFT_EDGE = "microsoft-edge",
    /// Brave.
    BRAVE = "brave",
    /// Vivaldi.
    VIVALDI = "vivaldi",
    /// Opera.
    OPERA = "opera",
    /// Firefox.
    FIREFOX = "firefox",
    /// LibreWolf.
    LIBREWOLF = "librewolf",
    /// Waterfox.
    WATERFOX = "waterfox",
    /// Zen.
    ZEN_BROWSER = "zen-browser",
    /// Floorp.
    FLOORP = "floorp",
    /// Yandex Browser.
    YANDEX_BROWSER = "yandex-browser",
    /// Thorium.
    THORIUM = "thorium",
    /// GNOME Web.
    GNOME_WEB = "gnome-web",
    /// Falkon.
    FALKON = "falkon",
    /// qutebrowser.
    QUTEBROWSER = "qutebrowser",
    /// ZapZap.
    ZAPZAP = "zapzap",
    /// Whatsie.
    WHATSIE = "whatsie",
    /// WasIstLos.
    WASISTLOS = "wasistlos",
    /// WhatsDesk.
    WHATSDESK = "whatsdesk",
    /// Altus.
    ALTUS = "altus",
    /// Ferdium.
    FERDIUM = "ferdium",
    /// Ferdi.
    FERDI = "ferdi",
    /// Franz.
    FRANZ = "franz",
    /// Rambox.
    RAMBOX = "rambox",
    /// A browser, or a program with pages in it, that is none of the known ones.
    OTHER_BROWSER = "other-browser",
    /// An account is linked.
    SESSION_LINKED = "linked",
    /// Somebody joined a call as a guest; no account is linked.
    SESSION_GUEST = "guest",
    /// WhatsApp Web was used, but no account is linked.
    SESSION_NOT_LINKED = "not-linked",
    /// WhatsApp Web is used in a private window, of which nothing more is known.
    SESSION_PRIVATE = "private-window",
}}

words! { Source SOURCES {
    /// The directories of the browsers' profiles.
    BROWSER_PROFILES = "browser-profiles",
    /// The local storage that a browser keeps for a page.
    BROWSER_LOCAL_STORAGE = "browser-local-storage",
    /// The times of use that a browser keeps for a page.
    BROWSER_LAST_USE = "browser-last-use",
    /// The locks that a running browser holds on its files.
    BROWSER_LOCKS = "browser-locks",
    /// The folders in which other messengers keep their data.
    MESSENGER_FOLDERS = "messenger-folders",
}}

facts! { FACTS {
    /// How many browser profiles there are.
    PROFILES: u64 = "whatsapp-web.profiles",
    /// How many linked sessions there are in all profiles.
    LINKED: u64 = "whatsapp-web.linked",
    /// The browser of a session.
    BROWSER: Word = "whatsapp-web.browser",
    /// Whether an account is linked.
    SESSION: Word = "whatsapp-web.session",
    /// Whether only a store that the browser probably no longer uses says so.
    TO_CONFIRM: bool = "whatsapp-web.to-confirm",
    /// For how long a session was not used, in whole hours.
    UNUSED_HOURS: u64 = "whatsapp-web.unused-hours" stays_on_the_device,
    /// Whether a page of WhatsApp Web is open at the moment.
    OPEN: bool = "whatsapp-web.open" stays_on_the_device,
    /// Whether the browser is running with this profile.
    BROWSER_RUNNING: bool = "whatsapp-web.browser-running" stays_on_the_device,
    /// Whether Telegram Desktop has data on this computer. Only a policy that asks for the inventory learns of it.
    TELEGRAM_DESKTOP: bool = "whatsapp-web.telegram-desktop" stays_on_the_device,
    /// Whether Signal Desktop has data on this computer. Only a policy that asks for the inventory learns of it.
    SIGNAL_DESKTOP: bool = "whatsapp-web.signal-desktop" stays_on_the_device,
}}

reasons! { REASONS {
    /// No browser profile was found, so there is nothing to look at.
    NO_BROWSER = "whatsapp-web-no-browser" [],
    /// No profile has a linked session.
    NOT_LINKED = "whatsapp-web-not-linked" ["profiles"],
    /// Every linked session is in use.
    IN_USE = "whatsapp-web-in-use" ["sessions"],
    /// A linked session was used shortly before.
    USED_RECENTLY = "whatsapp-web-used-recently" ["browser", "unused", "limit"] stays_on_the_device,
    /// A linked session is open at the moment.
    OPEN_NOW = "whatsapp-web-open-now" ["browser"] stays_on_the_device,
    /// Somebody joined a call as a guest.
    GUEST_CALL = "whatsapp-web-guest-call" ["browser"],
    /// A linked session was left unused for too long.
    UNUSED_TOO_LONG = "whatsapp-web-unused-too-long" ["browser", "unused", "limit"],
    /// A linked session was left unused for so long that WhatsApp has probably ended it.
    PROBABLY_EXPIRED = "whatsapp-web-probably-expired" ["browser", "unused", "limit"],
    /// The time without use is known in whole hours only, which does not tell on which side of the limit it is.
    NEAR_LIMIT = "whatsapp-web-near-limit" ["browser", "unused", "limit"],
    /// The browser's two stores disagree on whether an account is linked.
    STORES_DISAGREE = "whatsapp-web-stores-disagree" ["browser"],
    /// An account is linked, but it could not be told when it was last used.
    LAST_USE_UNKNOWN = "whatsapp-web-last-use-unknown" ["browser"],
    /// An account is linked and long unused, but it could not be told whether it is open.
    OPEN_UNKNOWN = "whatsapp-web-open-unknown" ["browser"],
    /// The browser keeps data in a form that this agent does not know.
    FORM_UNKNOWN = "whatsapp-web-form-unknown" ["browser"],
    /// The system refused to let the agent read the browser's data.
    STORE_DENIED = "whatsapp-web-store-denied" ["browser"],
    /// The browser's data is larger than what is read.
    STORE_TOO_LARGE = "whatsapp-web-store-too-large" ["browser"],
    /// The browser's data is damaged or could not be read.
    STORE_UNREADABLE = "whatsapp-web-store-unreadable" ["browser"],
    /// WhatsApp Web is open in a private window, which does not tell whether an account is linked.
    PRIVATE_WINDOW = "whatsapp-web-private-window" ["browser"] stays_on_the_device,
    /// Telegram Desktop has data on this computer.
    TELEGRAM_FOUND = "whatsapp-web-telegram-found" [],
    /// Signal Desktop has data on this computer.
    SIGNAL_FOUND = "whatsapp-web-signal-found" [],
    /// Not all places where browsers keep their profiles could be read.
    PROFILES_UNREADABLE = "whatsapp-web-profiles-unreadable" [],
    /// There are more browser profiles than are looked at.
    TOO_MANY_PROFILES = "whatsapp-web-too-many-profiles" [],
}}

words! { RemedyId REMEDIES {
    /// Log out in the browser, or on the phone under linked devices.
    LOG_OUT = "whatsapp-web-log-out",
    /// Open WhatsApp Web once, see whether it is still linked, and log out.
    OPEN_AND_LOG_OUT = "whatsapp-web-open-and-log-out",
    /// Look at the linked devices on the phone.
    LOOK_ON_PHONE = "whatsapp-web-look-on-phone",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
