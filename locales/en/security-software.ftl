check-security-software = Security software
check-security-software-about = Looks whether there is an antivirus that is up to date and a firewall, and for programs that spy or let others see the screen, added certificate authorities, and browser extensions that are not from the browser's store.
check-security-software-blind = A list finds only what is known: a program that is new or well hidden is not seen. Nor are the firewall's rules, which only an administrator can read.

security-software-nothing-asked = The rule asks for nothing that is looked at here.
security-software-in-order = There is protection from harmful programs, and none of the known programs that spy was found.
security-software-in-container = The program runs in a container, from where what protects the device cannot be seen.
security-software-container-unclear = It could not be told whether the program runs in a container.
security-software-stalkerware-found = There is a program that was made to spy: { $program }.
security-software-monitoring-found = There is a program with which people at work are watched: { $program }.
security-software-remote-control-found = There is a program by which others can see and steer the screen: { $program }.
security-software-program-unclear = A program of the list of unwanted ones was found, but it could not be told which.
security-software-programs-unreadable = It could not be told what all is installed, and there may be a program that spies.
security-software-authorities-added = Somebody added { $count ->
        [one] a certificate authority
       *[other] { $count } certificate authorities
    }: whoever controls it can read what travels encrypted.
security-software-authorities-unreadable = It could not be told whether somebody added certificate authorities.
security-software-engine-missing = There is no program that looks for harmful ones (an antivirus).
security-software-engine-unclear = It could not be told whether an antivirus is installed.
security-software-engine-off = The antivirus is installed but does not run: { $engine }.
security-software-engine-state-unclear = There is an antivirus, but it could not be told whether it runs.
security-software-signatures-old = What the antivirus knows was made on { $made }: more than { $limit-hours } hours ago, and there are new harmful programs since then.
security-software-signatures-unclear = It could not be told how old what the antivirus knows is.
security-software-extensions-loose = The browser has { $count ->
        [one] an extension that is
       *[other] { $count } extensions that are
    } not from its store.
security-software-extensions-unreadable = It could not be told which extensions the browsers have.
security-software-firewall-off = The firewall is off.
security-software-firewall-unclear = It could not be told whether the firewall is on.
security-software-scans-nothing-alone = The antivirus looks at files only when somebody asks it to
security-software-remote-login-on = Others can log in to the device from elsewhere with SSH, if they have the password or the key
security-software-newer-list-refused = There is a newer list of unwanted programs without a valid signature, and it was not used
security-software-extensions-by-administrator = Browser extensions that the system or an administrator put there: { $count }

remedy-security-software-seek-help-first =
    Do not delete it yet: whoever put it there would notice, and the evidence would be lost.
    1. Stop using this device for anything delicate. Do not look for help from it.
    2. From another device or phone that nobody else uses, write to a digital security helpline such as Access Now's (help@accessnow.org, accessnow.org/help).
    3. If you fear for your safety, talk to somebody you trust first.
    4. Decide together with whoever helps you when and how to remove it.
remedy-security-software-ask-who-watches =
    Do not delete it yet.
    1. Ask whoever administers the devices, in person, whether the institution put it there and what it collects.
    2. If nobody knows, or you do not trust the answer, write from another device to a digital security helpline such as Access Now's (help@accessnow.org).
    3. Until then, do not talk to your sources on this device.
remedy-security-software-remove-remote-control =
    1. Think whether you or whoever administers the devices installed it, and what for.
    2. If nobody knows, do not delete it: take the device off the network and ask for help from another one.
    3. If it is no longer needed, uninstall it with the software store, or turn the remote desktop off in the settings ("System", "Sharing" or "Remote Desktop").
    4. If the institution helps people with it, ask for it to be approved in the policy.
remedy-security-software-review-authorities =
    There are good reasons for one (the institution's network) and others that are not.
    1. Ask whoever administers the devices whether the institution added it; if so, the policy can approve it.
    2. In Firefox: "Settings", "Privacy & Security", "View Certificates", "Authorities". In Chromium: chrome://certificate-manager.
    3. If nobody knows it, do not delete it: do not sign in to your accounts on this device, and ask for help from another one.
remedy-security-software-install-engine =
    Ask whoever administers the device to install an antivirus. On Debian or Ubuntu, ClamAV:
    1. sudo apt install clamav-daemon clamav-freshclam
    2. sudo systemctl enable --now clamav-freshclam clamav-daemon
    3. Wait some minutes for it to fetch what it has to know, and check again.
remedy-security-software-turn-engine-on =
    Ask whoever administers the device to turn it on. With ClamAV on Debian or Ubuntu:
    1. sudo systemctl enable --now clamav-freshclam clamav-daemon
    2. Check again.
remedy-security-software-renew-signatures =
    1. Connect to a network that you trust and wait an hour: it renews them by itself.
    2. If nothing changes: sudo systemctl enable --now clamav-freshclam, or sudo freshclam.
    3. Check again. The rule allows { $max-signature-age }.
remedy-security-software-review-extensions =
    1. Open the page of extensions: chrome://extensions, edge://extensions or about:addons.
    2. Remove those that you do not know, those marked "unpacked", and those that are not from the browser's store.
    3. If the institution put one there, ask for it to be installed from the store or by the browser's policy.
remedy-security-software-turn-firewall-on =
    Ask whoever administers the device to turn it on:
    1. On Debian, Ubuntu or Mint: sudo apt install ufw, then sudo ufw enable.
    2. On Fedora or openSUSE: sudo systemctl enable --now firewalld.
    3. Check again.
remedy-security-software-have-it-looked-at =
    Ask whoever administers the devices to look at it with you: the program could not read something that decides.

word-scans-on-access = whenever a file is opened
word-scans-scheduled = on a schedule
word-scans-on-request = only when somebody asks
word-ufw = ufw
word-firewalld = firewalld
word-nftables = nftables
word-iptables = iptables
word-stalkerware = made to spy
word-monitoring = watching people at work
word-remote-control = remote control
word-found-as-package = installed package
word-found-as-service = service of the system
word-found-as-launcher = entry of the menu or of the session's start
word-found-as-folder = folder of its own
word-found-as-setting = setting of the desktop
word-list-built-in = the built-in one
word-list-updated = a newer one, signed
word-list-refused = the built-in one; a newer one had no valid signature
word-authority-of-system = the whole system
word-authority-of-person = a browser or mail program
word-other-listed-program = another program of the list

source-installed-packages = installed programs
source-system-services = services of the system
source-program-traces = traces of programs
source-timetables = scheduled tasks
source-signature-files = signature files
source-firewall-settings = settings of the firewall
source-kernel-modules = modules of the kernel
source-unwanted-list = list of unwanted programs
source-system-authorities-folder = authorities added to the system
source-browser-certificates = certificates of browsers
source-browser-extensions = extensions of browsers
source-container-marks = marks of containers

fact-security-software-contained = Runs in a container
fact-security-software-engine-present = There is an antivirus
fact-security-software-engine = Antivirus
fact-security-software-engine-on = The antivirus runs
fact-security-software-engine-scans = The antivirus looks at files
fact-security-software-signatures-made-on = Signatures of the antivirus made on
fact-security-software-signatures-age-hours = Age of the signatures (hours)
fact-security-software-firewall-on = Firewall on
fact-security-software-firewall = Firewall
fact-security-software-remote-login = Login from elsewhere with SSH
fact-security-software-unwanted-programs = Unwanted programs
fact-security-software-program = Unwanted program
fact-security-software-program-kind = Kind of program
fact-security-software-program-found-as = Found as
fact-security-software-list = List of unwanted programs
fact-security-software-list-version = Version of the list
fact-security-software-list-made-on = List made on
fact-security-software-added-authorities = Added certificate authorities
fact-security-software-authority-digest = Digest of the authority
fact-security-software-authority-scope = Trusted by
fact-security-software-extensions-unpacked = Unpacked extensions
fact-security-software-extensions-side-loaded = Extensions from outside the store
fact-security-software-extensions-unsigned = Extensions without a signature
fact-security-software-extensions-forced = Extensions put there by the system

word-clamav = ClamAV
word-eset-endpoint = ESET Endpoint
word-sophos-protection = Sophos Protection
word-crowdstrike-falcon = CrowdStrike Falcon
word-microsoft-defender = Microsoft Defender
word-bitdefender-gravityzone = Bitdefender GravityZone
word-sentinelone = SentinelOne
word-trellix-endpoint = Trellix (McAfee)
word-kaspersky-endpoint = Kaspersky Endpoint Security
word-trend-micro-agent = Trend Micro
word-dr-web = Dr.Web
word-cortex-xdr = Cortex XDR
word-withsecure = WithSecure
word-cisco-secure-endpoint = Cisco Secure Endpoint
word-anydesk = AnyDesk
word-teamviewer = TeamViewer
word-rustdesk = RustDesk
word-hoptodesk = HopToDesk
word-vnc-server = VNC
word-x11vnc = x11vnc
word-wayvnc = wayvnc
word-realvnc-server = RealVNC Server
word-xrdp = xrdp
word-gnome-remote-desktop = GNOME Remote Desktop
word-krdp = KDE KRDP
word-krfb = KDE Krfb
word-vino = Vino
word-chrome-remote-desktop = Chrome Remote Desktop
word-screenconnect = ScreenConnect
word-splashtop = Splashtop Streamer
word-mesh-agent = MeshAgent
word-ammyy-admin = Ammyy Admin
word-dwagent = DWAgent
word-nomachine = NoMachine
word-x2go-server = X2Go
word-remotepc = RemotePC
word-zoho-assist = Zoho Assist
word-getscreen = Getscreen.me
word-sunshine = Sunshine
word-tactical-rmm = Tactical RMM
word-pulseway = Pulseway
word-hubstaff = Hubstaff
word-time-doctor = Time Doctor
word-veriato = Veriato
word-teramind = Teramind
word-activtrak = ActivTrak
word-kickidler = Kickidler
word-desktime = DeskTime
word-insightful = Insightful (Workpuls)
word-monitask = Monitask
word-staffcop = StaffCop
word-crossover-worksmart = Crossover WorkSmart
word-upwork-tracker = Upwork
word-logkeys = logkeys
word-uberkey = uberkey
word-simple-key-logger = simple-key-logger
word-pykeylogger = PyKeylogger
word-xspy = xspy
word-mspy = mSpy
word-flexispy = FlexiSPY
word-spyrix = Spyrix
