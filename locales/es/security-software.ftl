check-security-software = Programas de seguridad
check-security-software-about = Mira si hay un antivirus al día y un cortafuegos, y si hay programas que espían, que dejan ver la pantalla desde fuera, autoridades de certificación añadidas o extensiones del navegador que no vienen de su tienda.
check-security-software-blind = Una lista solo encuentra lo que se conoce: un programa nuevo o bien escondido no se ve. Tampoco se ven las reglas del cortafuegos, que solo lee quien administra el equipo.

security-software-nothing-asked = La regla no pide nada de lo que se mira aquí.
security-software-in-order = Hay protección contra programas dañinos y no se encontró ninguno de los programas conocidos que espían.
security-software-in-container = El programa se ejecuta en un contenedor, desde donde no se ve lo que protege el equipo.
security-software-container-unclear = No se pudo saber si el programa se ejecuta en un contenedor.
security-software-stalkerware-found = Hay un programa hecho para espiar: { $program }.
security-software-monitoring-found = Hay un programa con el que se vigila a quien trabaja: { $program }.
security-software-remote-control-found = Hay un programa con el que otras personas pueden ver y manejar la pantalla: { $program }.
security-software-program-unclear = Se encontró un programa de la lista de no deseados, pero no se pudo saber cuál.
security-software-programs-unreadable = No se pudo saber todo lo que está instalado, y podría haber un programa que espía.
security-software-authorities-added = Alguien añadió { $count ->
        [one] una autoridad de certificación
       *[other] { $count } autoridades de certificación
    }: quien la controla puede leer lo que viaja cifrado.
security-software-authorities-unreadable = No se pudo saber si alguien añadió autoridades de certificación.
security-software-engine-missing = No hay ningún programa que busque programas dañinos (antivirus).
security-software-engine-unclear = No se pudo saber si hay un antivirus instalado.
security-software-engine-off = El antivirus está instalado pero no funciona: { $engine }.
security-software-engine-state-unclear = Hay un antivirus, pero no se pudo saber si funciona.
security-software-signatures-old = Lo que el antivirus conoce es del { $made }: más de { $limit-hours } horas, y desde entonces hay programas dañinos nuevos.
security-software-signatures-unclear = No se pudo saber de cuándo es lo que el antivirus conoce.
security-software-extensions-loose = El navegador tiene { $count ->
        [one] una extensión que no viene
       *[other] { $count } extensiones que no vienen
    } de su tienda.
security-software-extensions-unreadable = No se pudo saber qué extensiones tienen los navegadores.
security-software-firewall-off = El cortafuegos está apagado.
security-software-firewall-unclear = No se pudo saber si el cortafuegos está encendido.
security-software-scans-nothing-alone = El antivirus solo mira los archivos cuando alguien se lo pide
security-software-remote-login-on = Otras personas pueden entrar al equipo desde fuera con SSH, si tienen la contraseña o la clave
security-software-newer-list-refused = Hay una lista más nueva de programas no deseados sin firma válida, y no se usó
security-software-extensions-by-administrator = Extensiones del navegador que puso el sistema o quien administra el equipo: { $count }

remedy-security-software-seek-help-first =
    No lo borre todavía: quien lo puso lo notaría, y se perderían las pruebas.
    1. Deje de usar este equipo para lo delicado. No busque ayuda desde él.
    2. Desde otro equipo o teléfono que nadie más use, escriba a una línea de ayuda en seguridad digital, como la de Access Now (help@accessnow.org, accessnow.org/help, también en español).
    3. Si teme por su seguridad, hable antes con alguien de confianza.
    4. Decida con quien le ayuda cuándo y cómo quitarlo.
remedy-security-software-ask-who-watches =
    No lo borre todavía.
    1. Pregunte en persona a quien administra los equipos si la institución lo puso y qué recoge.
    2. Si nadie lo sabe, o no confía en la respuesta, escriba desde otro equipo a una línea de ayuda en seguridad digital, como la de Access Now (help@accessnow.org).
    3. Mientras tanto, no use este equipo para hablar con sus fuentes.
remedy-security-software-remove-remote-control =
    1. Piense si usted o quien administra los equipos lo instaló, y para qué.
    2. Si nadie lo sabe, no lo borre: desconecte el equipo de la red y pida ayuda desde otro.
    3. Si ya no hace falta, desinstálelo desde la tienda de programas o apague el escritorio remoto en los ajustes («Sistema», «Compartir» o «Escritorio remoto»).
    4. Si la institución da soporte con él, pida que lo apruebe en su política.
remedy-security-software-review-authorities =
    Hay motivos legítimos (la red de la institución) y otros que no lo son.
    1. Pregunte a quien administra los equipos si la institución la añadió; si es así, puede aprobarla en su política.
    2. En Firefox: «Ajustes», «Privacidad y seguridad», «Ver certificados», «Autoridades». En Chromium: chrome://certificate-manager.
    3. Si nadie la reconoce, no la borre: no entre en sus cuentas desde este equipo y pida ayuda desde otro.
remedy-security-software-install-engine =
    Pida a quien administra el equipo que instale un antivirus. En Debian o Ubuntu, ClamAV:
    1. sudo apt install clamav-daemon clamav-freshclam
    2. sudo systemctl enable --now clamav-freshclam clamav-daemon
    3. Espere unos minutos a que baje lo que tiene que conocer y vuelva a comprobar.
remedy-security-software-turn-engine-on =
    Pida a quien administra el equipo que lo encienda. Con ClamAV en Debian o Ubuntu:
    1. sudo systemctl enable --now clamav-freshclam clamav-daemon
    2. Vuelva a comprobar.
remedy-security-software-renew-signatures =
    1. Conéctese a una red en la que confíe y espere una hora: se renueva solo.
    2. Si no cambia: sudo systemctl enable --now clamav-freshclam, o sudo freshclam.
    3. Vuelva a comprobar. La regla admite { $max-signature-age }.
remedy-security-software-review-extensions =
    1. Abra la página de extensiones: chrome://extensions, edge://extensions o about:addons.
    2. Quite las que no reconozca, las que ponen «sin empaquetar» y las que no vienen de la tienda del navegador.
    3. Si alguna la puso la institución, pida que se instale por la tienda o por la política del navegador.
remedy-security-software-turn-firewall-on =
    Pida a quien administra el equipo que lo encienda:
    1. En Debian, Ubuntu o Mint: sudo apt install ufw, y después sudo ufw enable.
    2. En Fedora u openSUSE: sudo systemctl enable --now firewalld.
    3. Vuelva a comprobar.
remedy-security-software-have-it-looked-at =
    Pida a quien administra los equipos que lo revise con usted: el programa no pudo leer algo que decide.

word-scans-on-access = al abrir cada archivo
word-scans-scheduled = según un horario
word-scans-on-request = solo cuando alguien lo pide
word-ufw = ufw
word-firewalld = firewalld
word-nftables = nftables
word-iptables = iptables
word-stalkerware = hecho para espiar
word-monitoring = vigilancia laboral
word-remote-control = control a distancia
word-found-as-package = paquete instalado
word-found-as-service = servicio del sistema
word-found-as-launcher = entrada del menú o del inicio de sesión
word-found-as-folder = carpeta propia
word-found-as-setting = ajuste del escritorio
word-list-built-in = la incorporada
word-list-updated = una más nueva, firmada
word-list-refused = la incorporada; una más nueva no tenía firma válida
word-authority-of-system = todo el sistema
word-authority-of-person = un navegador o programa de correo
word-other-listed-program = otro programa de la lista

source-installed-packages = programas instalados
source-system-services = servicios del sistema
source-program-traces = huellas de programas
source-timetables = tareas programadas
source-signature-files = archivos de firmas
source-firewall-settings = ajustes del cortafuegos
source-kernel-modules = módulos del núcleo
source-unwanted-list = lista de programas no deseados
source-system-authorities-folder = autoridades añadidas al sistema
source-browser-certificates = certificados de los navegadores
source-browser-extensions = extensiones de los navegadores
source-container-marks = marcas de contenedores

fact-security-software-contained = Se ejecuta en un contenedor
fact-security-software-engine-present = Hay un antivirus
fact-security-software-engine = Antivirus
fact-security-software-engine-on = El antivirus funciona
fact-security-software-engine-scans = El antivirus mira los archivos
fact-security-software-signatures-made-on = Firmas del antivirus del
fact-security-software-signatures-age-hours = Antigüedad de las firmas (horas)
fact-security-software-firewall-on = Cortafuegos encendido
fact-security-software-firewall = Cortafuegos
fact-security-software-remote-login = Acceso desde fuera con SSH
fact-security-software-unwanted-programs = Programas no deseados
fact-security-software-program = Programa no deseado
fact-security-software-program-kind = Clase de programa
fact-security-software-program-found-as = Encontrado como
fact-security-software-list = Lista de programas no deseados
fact-security-software-list-version = Versión de la lista
fact-security-software-list-made-on = Lista del
fact-security-software-added-authorities = Autoridades de certificación añadidas
fact-security-software-authority-digest = Resumen de la autoridad
fact-security-software-authority-scope = Confía en ella
fact-security-software-extensions-unpacked = Extensiones sin empaquetar
fact-security-software-extensions-side-loaded = Extensiones de fuera de la tienda
fact-security-software-extensions-unsigned = Extensiones sin firma
fact-security-software-extensions-forced = Extensiones puestas por el sistema

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
