check-meeting-apps = Aplicaciones de reuniones y mensajes
check-meeting-apps-about = Mira de dónde vino cada aplicación de reuniones y mensajes, si está al día y a qué puede llegar.
check-meeting-apps-blind = No puede ver aplicaciones con otro nombre ni en otras carpetas, los permisos que conceden los portales o snapd, ni con quién se habla.

meeting-apps-none-installed = No hay aplicaciones de reuniones o mensajes instaladas.
meeting-apps-all-in-order = Las aplicaciones de reuniones y mensajes vienen de sitios oficiales, están al día y no tienen permisos de más.
meeting-apps-ended = { $app } ya no se mantiene: quien la hacía la retiró.
meeting-apps-origin-not-official = { $app } no vino de un sitio oficial, sino de: { $origin }.
meeting-apps-too-old = { $app } tiene la versión { $version } y se pide al menos la { $minimum }.
meeting-apps-update-waiting = Hay una versión más nueva de { $app } sin instalar.
meeting-apps-permission-forbidden = { $app } tiene un permiso que no se admite: { $permission }.
meeting-apps-origin-not-told = No se pudo saber de dónde vino una de las aplicaciones de reuniones o mensajes.
meeting-apps-age-not-told = No se pudo saber si una de las aplicaciones de reuniones o mensajes está al día.
meeting-apps-permissions-not-told = No se pudo saber a qué puede llegar una de las aplicaciones de reuniones o mensajes.
meeting-apps-not-all-asked = No se pudo revisar todo lo que puede haber instalado aplicaciones de reuniones o mensajes.
meeting-apps-origin-of-not-told = No se pudo saber de dónde vino { $app }
meeting-apps-age-of-not-told = No se pudo saber si { $app } está al día
meeting-apps-no-sandbox = { $app } funciona sin aislamiento: puede leer todos sus archivos
meeting-apps-made-by-others = { $app } no la hace quien presta el servicio

remedy-meeting-apps-remove-ended =
    1. Guarde las conversaciones que deba conservar.
    2. Desinstale la aplicación desde el centro de software.
    3. Use en su lugar la que indique su institución.
remedy-meeting-apps-install-from-official =
    1. Desinstale la aplicación, o borre su archivo si lo descargó.
    2. Instálela de nuevo desde el centro de software del equipo, desde Flathub o desde el repositorio de quien la hace.
    3. Si no puede, pida a quien administra el equipo que lo haga.
remedy-meeting-apps-update =
    1. Abra el centro de software y elija «Actualizaciones».
    2. Instale las que haya y vuelva a abrir la aplicación.
    3. Si la aplicación no aparece, instálela de nuevo desde el centro de software, Flathub o el repositorio de quien la hace.
remedy-meeting-apps-take-permission =
    1. Abra los ajustes del escritorio, «Aplicaciones», y elija la aplicación; o use Flatseal.
    2. Quítele el permiso que se nombra arriba.
    3. Vuelva a abrir la aplicación y compruebe que aún sirve para lo que la usa.
    4. Si es una aplicación sin aislamiento, instale la versión de Flathub.
remedy-meeting-apps-look-together =
    Pida a quien administra el equipo que revise con usted qué aplicaciones de reuniones y mensajes hay y qué permisos tienen.

word-zoom = Zoom
word-microsoft-teams = Microsoft Teams (versión antigua para Linux)
word-teams-for-linux = Teams for Linux
word-teams-web = Teams como aplicación web
word-google-meet = Google Meet
word-webex = Webex
word-jitsi-meet = Jitsi Meet
word-signal = Signal
word-whatsapp-client = cliente de WhatsApp hecho por otros
word-whatsapp-web-app = WhatsApp Web como aplicación
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
word-distribution = la distribución
word-vendor-repository = repositorio de quien la hace
word-other-repository = repositorio de terceros
word-unsigned-repository = repositorio sin firmas comprobadas
word-flathub = Flathub
word-other-flatpak-remote = otro repositorio de Flatpak
word-snap-store = tienda de snaps
word-sideloaded-package = paquete instalado desde un archivo
word-loose-file = archivo suelto
word-web-app = aplicación web
word-unconfined = sin aislamiento
word-all-files = todos los archivos
word-home-files = todos sus archivos personales
word-all-devices = todos los dispositivos
word-session-bus = bus de la sesión sin filtro

source-apt-lists = listas de paquetes de apt
source-flatpak-permissions = permisos de Flatpak
source-program-files = archivos de programas
source-web-app-shortcuts = accesos directos de aplicaciones web

fact-meeting-apps-count = Aplicaciones de reuniones y mensajes
fact-meeting-apps-complete = Se revisó todo
fact-meeting-apps-app = Aplicación
fact-meeting-apps-origin = De dónde vino
fact-meeting-apps-version = Versión
fact-meeting-apps-update-pending = Hay una versión más nueva
fact-meeting-apps-unconfined = Sin aislamiento
fact-meeting-apps-reaches-all-files = Llega a todos los archivos
fact-meeting-apps-reaches-home-files = Llega a los archivos personales
fact-meeting-apps-reaches-all-devices = Llega a todos los dispositivos
fact-meeting-apps-reaches-session-bus = Llega al bus de la sesión sin filtro
