check-meeting-apps = Meeting and messaging applications
check-meeting-apps-about = Looks where each meeting or messaging application came from, whether it is current and what it may reach.
check-meeting-apps-blind = It cannot see applications under another name or in other folders, what portals or snapd granted, nor with whom anybody talks.

meeting-apps-none-installed = No meeting or messaging application is installed.
meeting-apps-all-in-order = The meeting and messaging applications come from official places, are current and hold no permission too many.
meeting-apps-ended = { $app } is no longer maintained: whoever made it has ended it.
meeting-apps-origin-not-official = { $app } did not come from an official place, but from: { $origin }.
meeting-apps-too-old = { $app } has version { $version }, and at least { $minimum } is asked for.
meeting-apps-update-waiting = A newer version of { $app } is not installed.
meeting-apps-permission-forbidden = { $app } holds a permission that is not accepted: { $permission }.
meeting-apps-origin-not-told = Where one of the meeting or messaging applications came from could not be told.
meeting-apps-age-not-told = Whether one of the meeting or messaging applications is current could not be told.
meeting-apps-permissions-not-told = What one of the meeting or messaging applications may reach could not be told.
meeting-apps-not-all-asked = Not everything that may have installed meeting or messaging applications could be looked at.
meeting-apps-origin-of-not-told = Where { $app } came from could not be told
meeting-apps-age-of-not-told = Whether { $app } is current could not be told
meeting-apps-no-sandbox = { $app } runs without a sandbox: it can read all your files
meeting-apps-made-by-others = { $app } is not made by whoever runs the service

remedy-meeting-apps-remove-ended =
    1. Keep the conversations that have to be kept.
    2. Remove the application with the software centre.
    3. Use the one that your institution names instead.
remedy-meeting-apps-install-from-official =
    1. Remove the application, or delete its file if you downloaded one.
    2. Install it again from the device's software centre, from Flathub or from the repository of whoever makes it.
    3. If you cannot, ask whoever administers the device to do it.
remedy-meeting-apps-update =
    1. Open the software centre and choose "Updates".
    2. Install what is there and start the application anew.
    3. If the application is not listed, install it again from the software centre, Flathub or the repository of whoever makes it.
remedy-meeting-apps-take-permission =
    1. Open the desktop's settings, "Apps", and choose the application; or use Flatseal.
    2. Take away the permission that is named above.
    3. Start the application anew and see that it still does what you use it for.
    4. If it is an application without a sandbox, install the one from Flathub.
remedy-meeting-apps-look-together =
    Ask whoever administers the device to look with you at which meeting and messaging applications there are and what they may reach.

word-zoom = Zoom
word-microsoft-teams = Microsoft Teams (the old one for Linux)
word-teams-for-linux = Teams for Linux
word-teams-web = Teams as a web application
word-google-meet = Google Meet
word-webex = Webex
word-jitsi-meet = Jitsi Meet
word-signal = Signal
word-whatsapp-client = a WhatsApp client made by others
word-whatsapp-web-app = WhatsApp Web as an application
word-telegram = Telegram
word-element = Element
word-skype = Skype
word-discord = Discord
word-slack = Slack
word-wire = Wire
word-session-messenger = Session
word-threema = Threema
word-viber = Viber
word-mattermost = Mattermost
word-rocket-chat = Rocket.Chat
word-jami = Jami
word-linphone = Linphone
word-nextcloud-talk = Nextcloud Talk
word-distribution = the distribution
word-vendor-repository = the maker's repository
word-other-repository = somebody else's repository
word-unsigned-repository = a repository without checked signatures
word-flathub = Flathub
word-other-flatpak-remote = another Flatpak remote
word-snap-store = the snap store
word-sideloaded-package = a package installed from a file
word-loose-file = a loose file
word-web-app = a web application
word-unconfined = no sandbox
word-all-files = all files
word-home-files = all your own files
word-all-devices = all devices
word-session-bus = the session bus without a filter

source-apt-lists = apt's lists of packages
source-flatpak-permissions = Flatpak's permissions
source-program-files = program files
source-web-app-shortcuts = shortcuts of web applications

fact-meeting-apps-count = Meeting and messaging applications
fact-meeting-apps-complete = Everything was looked at
fact-meeting-apps-app = Application
fact-meeting-apps-origin = Where it came from
fact-meeting-apps-version = Version
fact-meeting-apps-update-pending = A newer version is known
fact-meeting-apps-unconfined = No sandbox
fact-meeting-apps-reaches-all-files = Reaches all files
fact-meeting-apps-reaches-home-files = Reaches your own files
fact-meeting-apps-reaches-all-devices = Reaches all devices
fact-meeting-apps-reaches-session-bus = Reaches the session bus without a filter
