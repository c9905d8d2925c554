check-whatsapp-web = WhatsApp Web sessions
check-whatsapp-web-about = Looks for WhatsApp Web sessions that were left linked in a browser after use.
check-whatsapp-web-blind = It cannot see private windows, other people's accounts or profiles in unusual places. If the phone ended a session, the computer only learns of it when WhatsApp Web is opened again.

whatsapp-web-no-browser = No profile of a known browser was found on this computer
whatsapp-web-not-linked = { $profiles ->
    [one] No linked WhatsApp Web session in the one browser profile on this computer
   *[other] No linked WhatsApp Web session in the { $profiles } browser profiles on this computer
}
whatsapp-web-in-use = { $sessions ->
    [one] One WhatsApp Web session is linked and in use
   *[other] { $sessions } WhatsApp Web sessions are linked and in use
}
whatsapp-web-used-recently = { $browser }: linked, last used { $unused } ago; it must be closed after { $limit } without use
whatsapp-web-open-now = { $browser }: WhatsApp Web is open; log out when you finish
whatsapp-web-guest-call = { $browser }: somebody joined a call as a guest; no account is linked
whatsapp-web-unused-too-long = { $browser }: a WhatsApp Web session is still linked, unused for { $unused } (the limit is { $limit })
whatsapp-web-probably-expired = { $browser }: a WhatsApp Web session is still linked, unused for { $unused }; WhatsApp has probably ended it, but that only shows when it is opened
whatsapp-web-near-limit = { $browser }: a linked session was unused for about { $unused }, too close to the limit of { $limit } to tell
whatsapp-web-stores-disagree = { $browser }: it cannot be told whether WhatsApp Web is still linked; an older store says so
whatsapp-web-last-use-unknown = { $browser }: WhatsApp Web is linked, but it cannot be told when it was last used
whatsapp-web-open-unknown = { $browser }: WhatsApp Web is linked, but it cannot be told whether it is open
whatsapp-web-form-unknown = { $browser }: WhatsApp Web data is stored in a form that is not known
whatsapp-web-store-denied = { $browser }: the system does not let its data be read
whatsapp-web-store-too-large = { $browser }: its data is too large to be read
whatsapp-web-store-unreadable = { $browser }: its data is damaged or cannot be read
whatsapp-web-private-window = { $browser }: WhatsApp Web is open in a private window; it cannot be told whether it is linked
whatsapp-web-telegram-found = Telegram Desktop has data on this computer
whatsapp-web-signal-found = Signal Desktop has data on this computer
whatsapp-web-profiles-unreadable = Not all browser profiles could be looked for
whatsapp-web-too-many-profiles = There are more browser profiles, or folders of programs, than can be looked at

remedy-whatsapp-web-log-out =
    1. In the browser: open WhatsApp Web, open its menu and choose “Log out”. Closing the tab is not enough.
    2. Or, instead, on the phone: WhatsApp, “Linked devices”, choose this computer and “Log out”; then open WhatsApp Web once on the computer.
remedy-whatsapp-web-open-and-log-out =
    1. Open WhatsApp Web in this browser. If your chats appear, open the menu and choose “Log out”.
    2. If it shows a code to scan, the session had already ended and you are done.
remedy-whatsapp-web-look-on-phone =
    1. On the phone, open WhatsApp and “Linked devices”, and end every session that you are not using.
    2. If one stays in doubt, open WhatsApp Web in the browser named here and log out.

word-chromium = Chromium
word-google-chrome = Google Chrome
word-microsoft-edge = Microsoft Edge
word-brave = Brave
word-vivaldi = Vivaldi
word-opera = Opera
word-firefox = Firefox
word-librewolf = LibreWolf
word-waterfox = Waterfox
word-zen-browser = Zen
word-floorp = Floorp
word-yandex-browser = Yandex
word-thorium = Thorium
word-gnome-web = GNOME Web
word-falkon = Falkon
word-qutebrowser = qutebrowser
word-zapzap = ZapZap
word-whatsie = Whatsie
word-wasistlos = WasIstLos
word-whatsdesk = WhatsDesk
word-altus = Altus
word-ferdium = Ferdium
word-ferdi = Ferdi
word-franz = Franz
word-rambox = Rambox
word-other-browser = another browser or program
word-linked = linked
word-guest = guest of a call
word-not-linked = not linked
word-private-window = private window

source-browser-profiles = browser profile folders
source-browser-local-storage = what the browser keeps for WhatsApp Web
source-browser-last-use = times of use kept by the browser
source-browser-locks = files in use by the browser
source-messenger-folders = folders of other messengers

fact-whatsapp-web-profiles = Browser profiles
fact-whatsapp-web-linked = Linked sessions
fact-whatsapp-web-browser = Browser
fact-whatsapp-web-session = Session
fact-whatsapp-web-to-confirm = To be confirmed
fact-whatsapp-web-unused-hours = Time without use
fact-whatsapp-web-open = Open at the moment
fact-whatsapp-web-browser-running = Browser running
fact-whatsapp-web-telegram-desktop = Telegram Desktop
fact-whatsapp-web-signal-desktop = Signal Desktop
