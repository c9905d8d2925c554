check-whatsapp-web = Sesiones de WhatsApp Web
check-whatsapp-web-about = Busca sesiones de WhatsApp Web que hayan quedado vinculadas en un navegador después de usarlas.
check-whatsapp-web-blind = No puede ver las ventanas privadas, las cuentas de otras personas ni los perfiles guardados en lugares poco comunes. Si el teléfono cerró una sesión, la computadora solo se entera cuando WhatsApp Web se abre de nuevo.

whatsapp-web-no-browser = No se encontró ningún perfil de un navegador conocido en esta computadora
whatsapp-web-not-linked = { $profiles ->
    [one] Ninguna sesión de WhatsApp Web vinculada en el único perfil de navegador de esta computadora
   *[other] Ninguna sesión de WhatsApp Web vinculada en los { $profiles } perfiles de navegador de esta computadora
}
whatsapp-web-in-use = { $sessions ->
    [one] Una sesión de WhatsApp Web está vinculada y en uso
   *[other] { $sessions } sesiones de WhatsApp Web están vinculadas y en uso
}
whatsapp-web-used-recently = { $browser }: vinculada, usada por última vez hace { $unused }; debe cerrarse tras { $limit } sin uso
whatsapp-web-open-now = { $browser }: WhatsApp Web está abierto; cierre la sesión cuando termine
whatsapp-web-guest-call = { $browser }: alguien entró a una llamada como persona invitada; no hay ninguna cuenta vinculada
whatsapp-web-unused-too-long = { $browser }: una sesión de WhatsApp Web sigue vinculada y lleva { $unused } sin uso (el límite es { $limit })
whatsapp-web-probably-expired = { $browser }: una sesión de WhatsApp Web sigue vinculada y lleva { $unused } sin uso; es probable que WhatsApp ya la haya cerrado, pero eso solo se ve al abrirla
whatsapp-web-near-limit = { $browser }: una sesión vinculada lleva cerca de { $unused } sin uso, demasiado cerca del límite de { $limit } para saberlo
whatsapp-web-stores-disagree = { $browser }: no se puede saber si WhatsApp Web sigue vinculado; así lo indica un almacén más antiguo
whatsapp-web-last-use-unknown = { $browser }: WhatsApp Web está vinculado, pero no se puede saber cuándo se usó por última vez
whatsapp-web-open-unknown = { $browser }: WhatsApp Web está vinculado, pero no se puede saber si está abierto
whatsapp-web-form-unknown = { $browser }: los datos de WhatsApp Web están guardados en una forma que no se conoce
whatsapp-web-store-denied = { $browser }: el sistema no permite leer sus datos
whatsapp-web-store-too-large = { $browser }: sus datos son demasiado grandes para leerlos
whatsapp-web-store-unreadable = { $browser }: sus datos están dañados o no se pueden leer
whatsapp-web-private-window = { $browser }: WhatsApp Web está abierto en una ventana privada; no se puede saber si está vinculado
whatsapp-web-telegram-found = Telegram Desktop tiene datos en esta computadora
whatsapp-web-signal-found = Signal Desktop tiene datos en esta computadora
whatsapp-web-profiles-unreadable = No se pudieron buscar todos los perfiles de navegador
whatsapp-web-too-many-profiles = Hay más perfiles de navegador, o carpetas de programas, de los que se pueden revisar

remedy-whatsapp-web-log-out =
    1. En el navegador: abra WhatsApp Web, abra su menú y elija «Cerrar sesión». No basta con cerrar la pestaña.
    2. O, en su lugar, en el teléfono: WhatsApp, «Dispositivos vinculados», elija esta computadora y «Cerrar sesión»; después abra una vez WhatsApp Web en la computadora.
remedy-whatsapp-web-open-and-log-out =
    1. Abra WhatsApp Web en este navegador. Si aparecen sus chats, abra el menú y elija «Cerrar sesión».
    2. Si muestra un código para escanear, la sesión ya estaba cerrada y no hay nada más que hacer.
remedy-whatsapp-web-look-on-phone =
    1. En el teléfono, abra WhatsApp y «Dispositivos vinculados», y cierre todas las sesiones que no esté usando.
    2. Si queda alguna duda, abra WhatsApp Web en el navegador que se nombra aquí y cierre la sesión.

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
word-other-browser = otro navegador o programa
word-linked = vinculada
word-guest = persona invitada a una llamada
word-not-linked = no vinculada
word-private-window = ventana privada

source-browser-profiles = carpetas de perfiles de los navegadores
source-browser-local-storage = lo que el navegador guarda para WhatsApp Web
source-browser-last-use = horas de uso que guarda el navegador
source-browser-locks = archivos que el navegador tiene en uso
source-messenger-folders = carpetas de otros programas de mensajería

fact-whatsapp-web-profiles = Perfiles de navegador
fact-whatsapp-web-linked = Sesiones vinculadas
fact-whatsapp-web-browser = Navegador
fact-whatsapp-web-session = Sesión
fact-whatsapp-web-to-confirm = Por confirmar
fact-whatsapp-web-unused-hours = Tiempo sin uso
fact-whatsapp-web-open = Abierta en este momento
fact-whatsapp-web-browser-running = Navegador en marcha
fact-whatsapp-web-telegram-desktop = Telegram Desktop
fact-whatsapp-web-signal-desktop = Signal Desktop
