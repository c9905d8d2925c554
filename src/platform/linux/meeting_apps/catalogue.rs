//! The applications for meetings and messages that are known, and the names under which they come.
//!
//! Reads nothing itself. Cannot know what is not named here, nor a program that was given another name.

use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::meeting_apps as words;

use crate::platform::linux::packages::{Manager, Package};

/// An application.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) word: Word,
    /// The file names of its programs.
    programs: &'static [&'static str],
    /// The names of its packages, whatever manager has them.
    packages: &'static [&'static str],
    flatpaks: &'static [&'static str],
    snaps: &'static [&'static str],
    /// How the names of its files begin where it is a loose file or tree, in lower case.
    pub(super) loose: &'static [&'static str],
    /// The ids that Chromium and its relatives give it as an application of the web.
    pub(super) web: &'static [&'static str],
    /// The hosts of the repositories of whoever makes it.
    makers: &'static [&'static str],
}

const NONE: App = App {
    word: words::ZOOM,
    programs: &[],
    packages: &[],
    flatpaks: &[],
    snaps: &[],
    loose: &[],
    web: &[],
    makers: &[],
};

/// The applications.
///
/// The ids of applications of the web follow from their addresses: the first half of SHA-256 of SHA-256 of the
/// manifest's id, its digits written as the letters from a to p (Chromium, `web_app_helpers.cc`).
pub(super) const APPS: &[App] = &[
    App {
        word: words::ZOOM,
        programs: &["zoom", "zoom.real", "ZoomLauncher", "aomhost"],
        packages: &["zoom"],
        flatpaks: &["us.zoom.Zoom"],
        snaps: &["zoom-client"],
        loose: &["zoom"],
        web: &["gbmplfifepjenigdepeahbecfkcalfhg", "ohgjbibammdpadpnligkhnopmlmgggga"],
        ..NONE
    },
    App {
        word: words::MICROSOFT_TEAMS,
        programs: &["teams", "teams-insiders"],
        packages: &["teams", "teams-insiders"],
        flatpaks: &["com.microsoft.Teams"],
        snaps: &["teams"],
        loose: &["teams_", "teams-1"],
        ..NONE
    },
    App {
        word: words::TEAMS_FOR_LINUX,
        programs: &["teams-for-linux"],
        packages: &["teams-for-linux"],
        flatpaks: &["com.github.IsmaelMartinez.teams_for_linux"],
        snaps: &["teams-for-linux"],
        loose: &["teams-for-linux"],
        makers: &["repo.teamsforlinux.de"],
        ..NONE
    },
    App {
        word: words::TEAMS_WEB,
        web: &[
            "jofcjnlbhnljdeapdjgodjlakohpfnjo",
            "ohpfldhndhhknllkdfpaagcajdmfmjef",
            "megapknndmaokakieakleiejgephaeah",
            "cifhbcnohmdccbgoicgdjpfamggdegmo",
        ],
        ..NONE
    },
    App {
        word: words::GOOGLE_MEET,
        web: &["kjgfgldnnfoeklkmfkjfagphfepbbdan", "dbpkegghbgplfeaapbejbnfpbgnbjedf"],
        ..NONE
    },
    App {
        word: words::WEBEX,
        programs: &["CiscoCollabHost", "webex"],
        packages: &["webex"],
        loose: &["webex"],
        makers: &["binaries.webex.com"],
        ..NONE
    },
    App {
        word: words::JITSI_MEET,
        programs: &["jitsi-meet", "jitsi-meet-desktop"],
        packages: &["jitsi-meet-electron", "jitsi-meet-desktop", "jitsi-meet-desktop-bin"],
        flatpaks: &["org.jitsi.jitsi-meet"],
        loose: &["jitsi-meet"],
        web: &["ibiognfelmneebngbnbeonnllapmffmb"],
        ..NONE
    },
    App {
        word: words::SIGNAL,
        programs: &["signal-desktop", "signal-desktop-beta"],
        packages: &["signal-desktop", "signal-desktop-beta"],
        flatpaks: &["org.signal.Signal"],
        snaps: &["signal-desktop"],
        loose: &["signal-desktop"],
        makers: &["updates.signal.org"],
        ..NONE
    },
    App {
        word: words::WHATSAPP_CLIENT,
        programs: &[
            "whatsie",
            "zapzap",
            "wasistlos",
            "whatsapp-for-linux",
            "whatsapp-desktop",
            "whatsdesk",
            "altus",
        ],
        packages: &[
            "whatsie",
            "zapzap",
            "wasistlos",
            "whatsapp-for-linux",
            "whatsapp-desktop",
            "whatsapp-nativefier",
            "altus",
        ],
        flatpaks: &[
            "com.ktechpit.whatsie",
            "com.rtosta.zapzap",
            "com.github.eneshecan.WhatsAppForLinux",
            "io.github.mimbrero.WhatsAppDesktop",
            "com.github.amanharwara.altus",
        ],
        snaps: &["whatsie", "whatsapp-for-linux", "whatsdesk", "altus", "whatsapp-desktop-client"],
        loose: &["whatsapp", "whatsie", "zapzap", "wasistlos", "altus"],
        ..NONE
    },
    App { word: words::WHATSAPP_WEB_APP, web: &["hnpfjngllnobngcgfapefoaidbinmjnm"], ..NONE },
    App {
        word: words::TELEGRAM,
        programs: &["telegram-desktop", "Telegram", "telegram"],
        packages: &["telegram-desktop", "telegram-desktop-bin"],
        flatpaks: &["org.telegram.desktop"],
        snaps: &["telegram-desktop"],
        loose: &["telegram", "tsetup"],
        web: &["majiogicmcnmdhhlgmkahaleckhjbmlk", "ibblmnobmgdmpoeblocemifbpglakpoi"],
        ..NONE
    },
    App {
        word: words::ELEMENT,
        programs: &["element-desktop", "element-desktop-nightly", "element-nightly"],
        packages: &["element-desktop", "element-nightly"],
        flatpaks: &["im.riot.Riot", "im.element.Element"],
        snaps: &["element-desktop"],
        loose: &["element-desktop"],
        web: &["jefabmnfkalmlcmgjpjjjipgpkclmhjd"],
        makers: &["packages.element.io", "packages.riot.im"],
    },
    App {
        word: words::SKYPE,
        programs: &["skypeforlinux", "skype"],
        packages: &["skypeforlinux", "skype", "skypeforlinux-stable-bin"],
        flatpaks: &["com.skype.Client"],
        snaps: &["skype"],
        loose: &["skypeforlinux"],
        ..NONE
    },
    App {
        word: words::DISCORD,
        programs: &["Discord", "DiscordPTB", "DiscordCanary", "discord"],
        packages: &["discord", "discord-ptb", "discord-canary"],
        flatpaks: &["com.discordapp.Discord", "com.discordapp.DiscordCanary"],
        snaps: &["discord"],
        loose: &["discord"],
        web: &["pliiebkcmokkgndfalahlmimanmbjlab"],
        ..NONE
    },
    App {
        word: words::SLACK,
        programs: &["slack"],
        packages: &["slack-desktop", "slack"],
        flatpaks: &["com.slack.Slack"],
        snaps: &["slack"],
        loose: &["slack-desktop"],
        makers: &["packagecloud.io"],
        ..NONE
    },
    App {
        word: words::WIRE,
        programs: &["wire-desktop"],
        packages: &["wire-desktop"],
        flatpaks: &["com.wire.WireDesktop"],
        snaps: &["wire"],
        loose: &["wire-"],
        makers: &["wire-app.wire.com"],
        ..NONE
    },
    App {
        word: words::SESSION_MESSENGER,
        programs: &["session-desktop"],
        packages: &["session-desktop"],
        flatpaks: &["network.loki.Session"],
        snaps: &["session-desktop"],
        loose: &["session-desktop"],
        makers: &["deb.oxen.io"],
        ..NONE
    },
    App {
        word: words::THREEMA,
        programs: &["threema", "ThreemaDesktop"],
        packages: &["threema-desktop", "threema"],
        flatpaks: &["ch.threema.threema-desktop", "ch.threema.threema-web-desktop"],
        loose: &["threema"],
        ..NONE
    },
    App {
        word: words::VIBER,
        programs: &["Viber"],
        packages: &["viber"],
        flatpaks: &["com.viber.Viber"],
        snaps: &["viber-unofficial", "viber-mtd"],
        loose: &["viber"],
        ..NONE
    },
    App {
        word: words::MATTERMOST,
        programs: &["mattermost-desktop"],
        packages: &["mattermost-desktop"],
        flatpaks: &["com.mattermost.Desktop"],
        snaps: &["mattermost-desktop"],
        loose: &["mattermost-desktop"],
        makers: &["deb.packages.mattermost.com"],
        ..NONE
    },
    App {
        word: words::ROCKET_CHAT,
        programs: &["rocketchat-desktop", "rocketchat"],
        packages: &["rocketchat"],
        flatpaks: &["chat.rocket.RocketChat"],
        snaps: &["rocketchat-desktop"],
        loose: &["rocketchat"],
        ..NONE
    },
    App {
        word: words::JAMI,
        programs: &["jami", "jami-qt", "jami-gnome", "jamid"],
        packages: &["jami", "jami-qt", "jami-all", "jami-gnome"],
        flatpaks: &["net.jami.Jami"],
        snaps: &["jami"],
        loose: &["jami"],
        makers: &["dl.jami.net"],
        ..NONE
    },
    App {
        word: words::LINPHONE,
        programs: &["linphone"],
        packages: &["linphone", "linphone-desktop"],
        flatpaks: &["com.belledonnecommunications.linphone"],
        loose: &["linphone"],
        ..NONE
    },
    App {
        word: words::NEXTCLOUD_TALK,
        programs: &["nextcloud-talk-desktop", "Nextcloud Talk"],
        packages: &["nextcloud-talk-desktop"],
        flatpaks: &["com.nextcloud.talk"],
        loose: &["nextcloud.talk", "nextcloud-talk"],
        ..NONE
    },
];

/// Applications that the archives of distributions have.
const DISTRIBUTED: [Word; 6] =
    [words::TELEGRAM, words::JAMI, words::LINPHONE, words::ELEMENT, words::SIGNAL, words::JITSI_MEET];

impl App {
    /// The application that an installed package is.
    pub(super) fn of_package(package: &Package) -> Option<&'static Self> {
        let name = package.name.as_str();
        APPS.iter().find(|app| {
            let names = match package.manager {
                Manager::Flatpak => app.flatpaks,
                Manager::Snap => app.snaps,
                Manager::Dpkg | Manager::Rpm | Manager::Pacman | Manager::Apk => app.packages,
            };
            names.contains(&name)
        })
    }

    /// All names under which a manager may have it.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.packages.iter().chain(self.flatpaks).chain(self.snaps).copied()
    }

    pub(super) fn programs(&self) -> &'static [&'static str] {
        self.programs
    }

    pub(super) fn has_program(&self, name: &str) -> bool {
        self.programs.contains(&name)
    }

    /// Whether a host is one of whoever makes it.
    pub(super) fn is_made_at(&self, host: &str) -> bool {
        self.makers.contains(&host)
    }

    pub(super) fn is_distributed(&self) -> bool {
        DISTRIBUTED.contains(&self.word)
    }
}

/// The application that a program of a name belongs to.
pub(crate) fn of_program(name: &str) -> Option<&'static App> {
    APPS.iter().find(|app| app.programs.contains(&name))
}

/// The application that a Flatpak is.
pub(crate) fn of_flatpak(id: &str) -> Option<&'static App> {
    APPS.iter().find(|app| app.flatpaks.contains(&id))
}
