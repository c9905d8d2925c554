//! Where browsers and other programs keep their profiles below a home.
//!
//! Reads nothing itself, so it needs no permission. Cannot know the programs that are not named here; the sweep
//! finds those.

use std::path::PathBuf;

use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::whatsapp_web as words;

use crate::host::Host;

/// A browser of which the places are known.
pub(super) struct Browser {
    pub(super) word: Word,
    /// Below the configuration directory, that of a snap and that of a flatpak too.
    pub(super) in_config: &'static [&'static str],
    /// Below the home, that of a snap and that of a flatpak too.
    pub(super) in_home: &'static [&'static str],
    pub(super) snaps: &'static [&'static str],
    pub(super) flatpaks: &'static [&'static str],
}

const fn chromium(
    word: Word,
    in_config: &'static [&'static str],
    snaps: &'static [&'static str],
    flatpaks: &'static [&'static str],
) -> Browser {
    Browser { word, in_config, in_home: &[], snaps, flatpaks }
}

/// The Chromium family.
pub(super) const CHROMIUM: &[Browser] = &[
    chromium(
        words::CHROMIUM,
        &["chromium"],
        &["chromium", "ungoogled-chromium"],
        &[
            "org.chromium.Chromium",
            "io.github.ungoogled_software.ungoogled_chromium",
            "com.github.Eloston.UngoogledChromium",
        ],
    ),
    chromium(
        words::GOOGLE_CHROME,
        &[
            "google-chrome",
            "google-chrome-beta",
            "google-chrome-unstable",
            "google-chrome-canary",
            "google-chrome-for-testing",
        ],
        &[],
        &["com.google.Chrome", "com.google.ChromeDev"],
    ),
    chromium(
        words::MICROSOFT_EDGE,
        &["microsoft-edge", "microsoft-edge-beta", "microsoft-edge-dev", "microsoft-edge-canary"],
        &[],
        &["com.microsoft.Edge", "com.microsoft.EdgeDev"],
    ),
    chromium(
        words::BRAVE,
        &[
            "BraveSoftware/Brave-Browser",
            "BraveSoftware/Brave-Browser-Beta",
            "BraveSoftware/Brave-Browser-Nightly",
            "BraveSoftware/Brave-Origin",
            "BraveSoftware/Brave-Origin-Beta",
            "BraveSoftware/Brave-Origin-Nightly",
        ],
        &["brave"],
        &["com.brave.Browser", "com.brave.Origin"],
    ),
    chromium(words::VIVALDI, &["vivaldi", "vivaldi-snapshot"], &["vivaldi"], &["com.vivaldi.Vivaldi"]),
    chromium(
        words::OPERA,
        &["opera", "opera-beta", "opera-developer", "opera-gx"],
        &["opera", "opera-beta", "opera-developer", "opera-gx"],
        &["com.opera.Opera", "com.opera.opera-gx", "com.opera.OperaGX"],
    ),
    chromium(
        words::YANDEX_BROWSER,
        &["yandex-browser", "yandex-browser-beta", "yandex-browser-corporate"],
        &[],
        &["ru.yandex.Browser"],
    ),
    chromium(words::THORIUM, &["thorium"], &[], &[]),
];

/// Firefox and its relatives.
pub(super) const FIREFOX: &[Browser] = &[
    Browser {
        word: words::FIREFOX,
        in_config: &["mozilla/firefox"],
        in_home: &[".mozilla/firefox", ".mozilla/firefox-esr", ".local/share/firefoxpwa/profiles"],
        snaps: &["firefox"],
        flatpaks: &["org.mozilla.firefox"],
    },
    Browser {
        word: words::LIBREWOLF,
        in_config: &["librewolf/librewolf", "librewolf"],
        in_home: &[".librewolf"],
        snaps: &["librewolf"],
        flatpaks: &["io.gitlab.librewolf-community"],
    },
    Browser {
        word: words::WATERFOX,
        in_config: &["waterfox"],
        in_home: &[".waterfox"],
        snaps: &[],
        flatpaks: &["net.waterfox.waterfox"],
    },
    Browser {
        word: words::ZEN_BROWSER,
        in_config: &["zen"],
        in_home: &[".zen"],
        snaps: &[],
        flatpaks: &["app.zen_browser.zen", "io.github.zen_browser.zen"],
    },
    Browser {
        word: words::FLOORP,
        in_config: &["floorp"],
        in_home: &[".floorp"],
        snaps: &[],
        flatpaks: &["one.ablaze.floorp"],
    },
    Browser {
        word: words::OTHER_BROWSER,
        in_config: &["mozilla/icecat"],
        in_home: &[
            ".mozilla/icecat",
            ".mozilla/seamonkey",
            ".moonchild productions/pale moon",
            ".moonchild productions/basilisk",
            ".mullvad/mullvadbrowser",
        ],
        snaps: &[],
        flatpaks: &[],
    },
];

/// The names of directories by which a program that the sweep finds is told, in lower case.
const PROGRAMS: &[(&str, Word)] = &[
    ("zapzap", words::ZAPZAP),
    ("com.rtosta.zapzap", words::ZAPZAP),
    ("whatsie", words::WHATSIE),
    ("com.ktechpit.whatsie", words::WHATSIE),
    ("wasistlos", words::WASISTLOS),
    ("whatsapp-for-linux", words::WASISTLOS),
    ("com.github.xeco23.wasistlos", words::WASISTLOS),
    ("com.github.eneshecan.whatsappforlinux", words::WASISTLOS),
    ("ferdium", words::FERDIUM),
    ("org.ferdium.ferdium", words::FERDIUM),
    ("ferdi", words::FERDI),
    ("com.getferdi.ferdi", words::FERDI),
    ("franz", words::FRANZ),
    ("com.meetfranz.franz", words::FRANZ),
    ("rambox", words::RAMBOX),
    ("com.rambox.rambox", words::RAMBOX),
    ("altus", words::ALTUS),
    ("whatsdesk", words::WHATSDESK),
    ("epiphany", words::GNOME_WEB),
    ("org.gnome.epiphany", words::GNOME_WEB),
    ("falkon", words::FALKON),
    ("org.kde.falkon", words::FALKON),
    ("qutebrowser", words::QUTEBROWSER),
    ("org.qutebrowser.qutebrowser", words::QUTEBROWSER),
    ("chromium", words::CHROMIUM),
    ("google-chrome", words::GOOGLE_CHROME),
];

/// The program that a directory of one of these names belongs to.
pub(super) fn program(name: &str) -> Option<Word> {
    let name = name.to_ascii_lowercase();
    let known = PROGRAMS.iter().find(|(known, _)| *known == name).map(|(_, word)| *word);
    known.or_else(|| name.starts_with("org.gnome.epiphany.").then_some(words::GNOME_WEB))
}

/// The folders in which the known browsers keep all that they know, whether they exist or not.
pub(crate) fn stores(host: &Host) -> Vec<PathBuf> {
    let (home, config) = (host.home(), host.config_home());
    let browsers = || CHROMIUM.iter().chain(FIREFOX);
    let in_config = browsers().flat_map(|browser| browser.in_config).map(|place| config.join(place));
    let in_home = browsers().flat_map(|browser| browser.in_home).map(|place| home.join(place));
    let boxed = [".mozilla", ".var/app", "snap"].map(|place| home.join(place));
    in_config.chain(in_home).chain(boxed).collect()
}

/// Whether a Flatpak is one of these browsers.
pub(crate) fn is_browser_flatpak(name: &str) -> bool {
    CHROMIUM.iter().chain(FIREFOX).any(|browser| browser.flatpaks.contains(&name))
}

/// The known browser that a program is, by the file it was started from.
pub(super) fn browser(program: &str) -> Option<Word> {
    [
        ("chromium", words::CHROMIUM),
        ("ungoogled-chromium", words::CHROMIUM),
        ("chrome", words::GOOGLE_CHROME),
        ("google-chrome", words::GOOGLE_CHROME),
        ("msedge", words::MICROSOFT_EDGE),
        ("microsoft-edge", words::MICROSOFT_EDGE),
        ("brave", words::BRAVE),
        ("vivaldi", words::VIVALDI),
        ("opera", words::OPERA),
        ("yandex", words::YANDEX_BROWSER),
        ("thorium", words::THORIUM),
        ("firefox", words::FIREFOX),
        ("librewolf", words::LIBREWOLF),
        ("waterfox", words::WATERFOX),
        ("zen", words::ZEN_BROWSER),
        ("floorp", words::FLOORP),
        ("icecat", words::OTHER_BROWSER),
        ("mullvad", words::OTHER_BROWSER),
        ("palemoon", words::OTHER_BROWSER),
        ("seamonkey", words::OTHER_BROWSER),
    ]
    .into_iter()
    .find(|(name, _)| program.starts_with(name))
    .map(|(_, browser)| browser)
}
