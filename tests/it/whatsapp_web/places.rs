//! Where browsers and other programs keep their profiles.

use std::path::PathBuf;

use custodia_core::vocabulary::whatsapp_web as vocabulary;

use super::{Bed, Home, WebKit};

/// How a program keeps what a page stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Profiles in a user-data directory.
    Chromium,
    /// One Chromium profile without a level above: that of Electron, of Qt, of older Opera.
    Bare,
    Firefox,
    Gtk3,
    Gtk4,
}

use Form::{Bare, Chromium, Firefox, Gtk3, Gtk4};

/// Place below the home, the program that is told, the form.
#[rustfmt::skip]
pub(super) const PLACES: &[(&str, &str, Form)] = &[
    (".config/chromium", "chromium", Chromium),
    ("snap/chromium/common/chromium", "chromium", Chromium),
    ("snap/chromium/current/.config/chromium", "chromium", Chromium),
    (".var/app/org.chromium.Chromium/config/chromium", "chromium", Chromium),
    (".var/app/io.github.ungoogled_software.ungoogled_chromium/config/chromium", "chromium", Chromium),
    (".config/google-chrome", "google-chrome", Chromium),
    (".config/google-chrome-beta", "google-chrome", Chromium),
    (".config/google-chrome-unstable", "google-chrome", Chromium),
    (".config/google-chrome-canary", "google-chrome", Chromium),
    (".config/google-chrome-for-testing", "google-chrome", Chromium),
    (".var/app/com.google.Chrome/config/google-chrome", "google-chrome", Chromium),
    (".var/app/com.google.ChromeDev/config/google-chrome-unstable", "google-chrome", Chromium),
    (".config/microsoft-edge", "microsoft-edge", Chromium),
    (".config/microsoft-edge-beta", "microsoft-edge", Chromium),
    (".config/microsoft-edge-dev", "microsoft-edge", Chromium),
    (".var/app/com.microsoft.Edge/config/microsoft-edge", "microsoft-edge", Chromium),
    (".config/BraveSoftware/Brave-Browser", "brave", Chromium),
    (".config/BraveSoftware/Brave-Browser-Nightly", "brave", Chromium),
    (".config/BraveSoftware/Brave-Origin", "brave", Chromium),
    ("snap/brave/current/.config/BraveSoftware/Brave-Browser", "brave", Chromium),
    (".var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser", "brave", Chromium),
    (".config/vivaldi", "vivaldi", Chromium),
    (".config/vivaldi-snapshot", "vivaldi", Chromium),
    ("snap/vivaldi/current/.config/vivaldi", "vivaldi", Chromium),
    (".var/app/com.vivaldi.Vivaldi/config/vivaldi", "vivaldi", Chromium),
    (".config/opera", "opera", Chromium),
    (".config/opera-developer", "opera", Bare),
    (".config/opera-gx", "opera", Chromium),
    ("snap/opera/current/.config/opera", "opera", Chromium),
    (".var/app/com.opera.Opera/config/opera", "opera", Chromium),
    (".config/yandex-browser", "yandex-browser", Chromium),
    (".config/yandex-browser-beta", "yandex-browser", Chromium),
    (".config/thorium", "thorium", Chromium),
    (".mozilla/firefox/x", "firefox", Firefox),
    (".config/mozilla/firefox/x", "firefox", Firefox),
    (".config/mozilla/firefox/Profiles/x", "firefox", Firefox),
    ("snap/firefox/common/.mozilla/firefox/x", "firefox", Firefox),
    ("snap/firefox/common/.config/mozilla/firefox/x", "firefox", Firefox),
    (".var/app/org.mozilla.firefox/.mozilla/firefox/x", "firefox", Firefox),
    (".var/app/org.mozilla.firefox/config/mozilla/firefox/x", "firefox", Firefox),
    (".local/share/firefoxpwa/profiles/01H", "firefox", Firefox),
    (".librewolf/x", "librewolf", Firefox),
    (".config/librewolf/librewolf/x", "librewolf", Firefox),
    (".var/app/io.gitlab.librewolf-community/.librewolf/x", "librewolf", Firefox),
    (".waterfox/x", "waterfox", Firefox),
    (".var/app/net.waterfox.waterfox/.waterfox/x", "waterfox", Firefox),
    (".zen/x", "zen-browser", Firefox),
    (".config/zen/x", "zen-browser", Firefox),
    (".var/app/app.zen_browser.zen/.zen/x", "zen-browser", Firefox),
    (".floorp/x", "floorp", Firefox),
    (".var/app/one.ablaze.floorp/.floorp/x", "floorp", Firefox),
    (".mozilla/icecat/x", "other-browser", Firefox),
    (".local/share/epiphany", "gnome-web", Gtk4),
    (".local/share/org.gnome.Epiphany.WebApp_0a1b", "gnome-web", Gtk4),
    (".var/app/org.gnome.Epiphany/data/epiphany", "gnome-web", Gtk4),
    (".var/app/org.gnome.Epiphany/data/org.gnome.Epiphany.WebApp_0a1b", "gnome-web", Gtk4),
    (".local/share/wasistlos", "wasistlos", Gtk3),
    (".local/share/whatsapp-for-linux", "wasistlos", Gtk3),
    (".var/app/com.github.xeco23.WasIstLos/data/wasistlos", "wasistlos", Gtk3),
    ("snap/wasistlos/current/.local/share/wasistlos", "wasistlos", Gtk3),
    (".local/share/webkitgtk", "other-browser", Gtk3),
    (".local/share/com.example.tauri", "other-browser", Gtk3),
    (".local/share/ZapZap/QtWebEngine/storage-whats", "zapzap", Bare),
    (".var/app/com.rtosta.zapzap/data/ZapZap/QtWebEngine/2", "zapzap", Bare),
    (".local/share/org.keshavnrj.ubuntu/WhatSie/QtWebEngine", "whatsie", Bare),
    (".local/share/org.keshavnrj.ubuntu/WhatSie/QtWebEngine/Default", "whatsie", Bare),
    ("snap/whatsie/common/.local/share/org.keshavnrj.ubuntu/WhatSie/QtWebEngine", "whatsie", Bare),
    (".local/share/qutebrowser/webengine", "qutebrowser", Bare),
    (".local/share/falkon/QtWebEngine/default", "falkon", Bare),
    (".config/falkon/profiles/default/QtWebEngine", "falkon", Bare),
    (".config/Ferdium/Partitions/service-0f1", "ferdium", Bare),
    (".var/app/org.ferdium.Ferdium/config/Ferdium/Partitions/service-0f1", "ferdium", Bare),
    (".config/Ferdi/Partitions/service-0f1", "ferdi", Bare),
    (".config/Franz/Partitions/service-0f1", "franz", Bare),
    (".config/rambox/Partitions/0f1", "rambox", Bare),
    (".config/Altus/Partitions/0f1", "altus", Bare),
    (".config/whatsdesk", "whatsdesk", Bare),
    (".config/whatsapp-nativefier-d40211", "other-browser", Bare),
    (".var/app/io.github.mimbrero.WhatsAppDesktop/config/whatsapp-desktop", "other-browser", Bare),
    (".config/vendor/program/User Data/Profile 3", "other-browser", Bare),
    (".config/ungoogled/Default", "other-browser", Bare),
    ("snap/some-wrapper/current/.config/some-wrapper", "other-browser", Bare),
];

/// A home in which one linked profile lies in that place.
pub(super) fn home(bed: &Bed, webkit: &WebKit, place: &str, form: Form) -> Home {
    let source: PathBuf = match form {
        Chromium => bed.profile("chromium-linked-active"),
        Bare => bed.profile("chromium-linked-active").join("Default"),
        Firefox => bed.profile("firefox-linked-active"),
        Gtk3 => webkit.profile("gtk3-linked"),
        Gtk4 => webkit.profile("gtk4-linked"),
    };
    let home = Home::new();
    home.copy(place, &source);
    if form == Bare {
        // Programs that are no browser keep no preferences.
        let _ = fs_err::remove_file(home.path(place).join("Preferences"));
    }
    home
}

#[test]
fn profiles_are_counted_once() {
    let bed = Bed::unpack();
    let (chromium, firefox) = (bed.profile("chromium-linked-stale"), bed.profile("firefox-linked-stale"));
    let home = Home::new();
    home.link(".config/opera", &chromium.join("Default"));
    home.link(".config/opera-beta", &chromium.join("Default"));
    home.link(".config/unknown", &chromium);
    home.link(".mozilla/firefox/one", &firefox);
    home.link(".mozilla/firefox/two", &firefox);

    let facts = home.facts(bed.manifest.made);

    assert_eq!(facts.value(vocabulary::PROFILES), Some(2));
    assert_eq!(facts.value(vocabulary::LINKED), Some(2));
}

#[test]
fn programs_without_whatsapp_web_do_not_matter() {
    let bed = Bed::unpack();
    let home = Home::new();
    home.copy(".config/Slack", &bed.profile("chromium-never-visited").join("Default"));
    home.copy(".config/Code", &bed.profile("chromium-site-data-cleared").join("Default"));
    // A damaged store, but no databases of the origin.
    home.copy(".config/discord", &bed.profile("chromium-never-visited").join("Default"));
    fs_err::write(home.path(".config/discord/Local Storage/leveldb/CURRENT"), "x").unwrap();

    let facts = home.facts(bed.manifest.made);

    assert_eq!(facts.value(vocabulary::LINKED), Some(0), "{facts:?}");
    let items = facts.items().into_iter();
    assert!(
        items
            .into_iter()
            .all(|item| facts.value_item(item, vocabulary::SESSION) == Some(vocabulary::SESSION_NOT_LINKED)),
        "{facts:?}"
    );
}
