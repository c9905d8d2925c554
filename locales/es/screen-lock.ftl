check-screen-lock = Bloqueo de pantalla
check-screen-lock-about = Si la pantalla se bloquea sola cuando nadie usa el equipo, a tiempo, y pide una contraseña.
check-screen-lock-blind = No puede ver si su contraseña es buena ni los programas que mantienen la pantalla encendida sin decirlo. Tampoco si el programa que bloquea de verdad funciona bien.

# Motivos
screen-lock-locks = La pantalla se bloquea tras { $idle } sin uso y pide la contraseña tras { $delay } como máximo.
screen-lock-idle-too-long = La pantalla se bloquea apenas tras { $idle } sin uso; lo máximo permitido es { $limit }.
screen-lock-grace-too-long = Después de apagarse, la pantalla todavía se abre sin contraseña durante { $grace }; lo máximo permitido es { $limit }.
screen-lock-never-idle = La pantalla nunca se apaga sola, por lo que nunca se bloquea.
screen-lock-switched-off = El bloqueo automático está desactivado.
screen-lock-disabled = La pantalla de bloqueo está deshabilitada por completo en este equipo.
screen-lock-no-password = La pantalla se vuelve a abrir sin contraseña.
screen-lock-account-without-password = Esta cuenta no tiene contraseña, así que ningún bloqueo la protege.
screen-lock-logs-in-by-itself = Al encenderse, el equipo abre esta cuenta sin pedir contraseña. Desactive el inicio de sesión automático en la configuración, en Usuarios.
screen-lock-short-passwords = Las reglas de este equipo permiten contraseñas de { $length } caracteres; lo mínimo deberían ser { $limit }.
screen-lock-password-fits-none = La contraseña de esta cuenta está bloqueada: con ella no se puede abrir una pantalla bloqueada, y puede que alguien haya desactivado el bloqueo por eso.
screen-lock-without-session = Aquí no hay sesión gráfica, por lo que no hay pantalla que bloquear.
screen-lock-of-another = La pantalla pertenece a la sesión de otra persona. Ejecute la revisión como la persona que la usa.
screen-lock-in-container = Esto se ejecuta dentro de un contenedor o un subsistema: la pantalla es del sistema que lo rodea, cuyos ajustes no se ven desde aquí.
screen-lock-desktop-untold = No se pudo saber qué escritorio usa esta sesión, por lo que no se pudo revisar su bloqueo de pantalla.
screen-lock-desktop-unread = El bloqueo de pantalla de este escritorio ({ $desktop }) todavía no se lee.
screen-lock-locker-absent = Los ajustes están en orden, pero GNOME bloquea la pantalla solo junto con su gestor de inicio de sesión (GDM), y no se encontró en funcionamiento.
screen-lock-activation-off = Un ajuste antiguo que inicia el protector de pantalla está desactivado. En este escritorio puede impedir que la pantalla se bloquee.
screen-lock-setting-denied = No hay permiso para leer un ajuste del bloqueo de pantalla.
screen-lock-setting-missing = Un ajuste del bloqueo de pantalla no está donde debería.
screen-lock-setting-elsewhere = Un ajuste del bloqueo de pantalla se guarda en una forma o un lugar que todavía no se puede leer.
screen-lock-setting-failed = No se pudo leer un ajuste del bloqueo de pantalla.
screen-lock-setting-malformed = Un archivo con los ajustes del bloqueo de pantalla está dañado o contiene algo sin sentido.
screen-lock-setting-too-large = Un archivo con los ajustes del bloqueo de pantalla es demasiado grande para estar bien.
screen-lock-open-after-sleep = Después de la suspensión, el equipo se abre sin contraseña.
screen-lock-kept-open = En este momento un programa pide que la pantalla siga abierta, como un video o una presentación: hasta que termine, puede que la pantalla no se bloquee sola.
screen-lock-not-running = No funciona nada que bloquee la pantalla por sí solo.
screen-lock-locker-untold = Los ajustes están en orden, pero no se pudo saber si funciona el programa que bloquea la pantalla.
screen-lock-command-untold = Que la pantalla se bloquee depende de una orden que no se pudo entender.
screen-lock-processes-unseen = No se pudieron ver los programas de la sesión, y por eso tampoco si alguno bloquea la pantalla.
screen-lock-by-settings-alone = Juzgado solo por los ajustes: no se pudo ver una sesión en marcha, y por eso tampoco si funciona el programa que bloquea la pantalla.
screen-lock-open-after-lid = Después de cerrar la tapa, el equipo se abre sin contraseña.

# Soluciones
remedy-screen-lock-gnome-settings =
    1. Abra Configuración, luego Privacidad y seguridad, luego Bloqueo de pantalla (en algunas versiones: Privacidad, Pantalla).
    2. Ponga «Retardo de apagado de pantalla» en { $max-idle } o menos.
    3. Active «Bloqueo de pantalla automático».
    4. Ponga «Retardo del bloqueo de pantalla automático» en «Al apagarse la pantalla».
remedy-screen-lock-budgie-settings =
    1. Abra el Centro de control de Budgie, luego Privacidad, luego Pantalla.
    2. Ponga «Retardo de apagado de pantalla» en { $max-idle } o menos.
    3. Active «Bloqueo de pantalla automático».
    4. Ponga «Retardo del bloqueo de pantalla automático» en «Al apagarse la pantalla».
remedy-screen-lock-kde-settings =
    1. Abra Preferencias del sistema, luego Bloqueo de pantalla (en algunas versiones, dentro de Seguridad y privacidad o de Comportamiento del espacio de trabajo).
    2. Haga que la pantalla se bloquee automáticamente tras { $max-idle } o menos, y al despertar de la suspensión.
    3. Ponga el tiempo antes de pedir la contraseña en { $max-grace } o menos.
    4. Elija Aplicar.
remedy-screen-lock-xfce-settings =
    1. Abra Configuración, luego Salvapantallas (si no está, instale xfce4-screensaver y vuelva a entrar).
    2. En la página Salvapantallas, active el salvapantallas y su inicio por inactividad, tras { $max-idle } o menos.
    3. En la página Bloqueo de pantalla, active el bloqueo y que se bloquee con el salvapantallas, tras 0 minutos.
    4. En Configuración, Gestor de energía, Seguridad, active el bloqueo al suspender el sistema.
remedy-screen-lock-cinnamon-settings =
    1. Abra Configuración del sistema, luego Salvapantallas.
    2. Ponga el tiempo antes de iniciar el salvapantallas en { $max-idle } o menos.
    3. Active el bloqueo del equipo al iniciarse el salvapantallas y al suspenderse.
    4. Ponga el tiempo antes de bloquear en «Inmediatamente».
remedy-screen-lock-mate-settings =
    1. Abra el Centro de control, luego Salvapantallas.
    2. Haga que el equipo se considere inactivo tras { $max-idle } o menos.
    3. Active el inicio del salvapantallas por inactividad y el bloqueo de la pantalla con el salvapantallas.
    4. Si no basta: en el Editor de configuración (dconf), org.mate.screensaver, ponga lock-delay en 0.
remedy-screen-lock-lxqt-settings =
    1. Abra el Centro de configuración de LXQt, luego Gestión de energía, luego Inactividad.
    2. Active la vigilancia de inactividad y elija «Bloquear pantalla» tras { $max-idle } o menos, con corriente y con batería.
    3. Si hay una página Salvapantallas (XScreenSaver): active allí el bloqueo de pantalla, tras 0 minutos.
remedy-screen-lock-cosmic-settings =
    1. Abra Configuración, luego Energía y batería.
    2. Ponga el apagado de la pantalla en { $max-idle } o menos.
remedy-screen-lock-sway-configuration =
    1. Instale swayidle y swaylock.
    2. En ~/.config/sway/config, agregue una línea: exec swayidle -w timeout 300 'swaylock -f' before-sleep 'swaylock -f'
    3. Cierre la sesión y vuelva a entrar. El número está en segundos; lo máximo permitido es { $max-idle }.
remedy-screen-lock-hyprland-configuration =
    1. Instale hypridle y hyprlock.
    2. En ~/.config/hypr/hypridle.conf, agregue un listener con «timeout = 300» y «on-timeout = hyprlock».
    3. En ~/.config/hypr/hyprland.conf, agregue una línea: exec-once = hypridle
    4. Cierre la sesión y vuelva a entrar. El número está en segundos; lo máximo permitido es { $max-idle }.
remedy-screen-lock-x11-configuration =
    1. Instale xss-lock e i3lock.
    2. En la configuración del gestor de ventanas, haga que se ejecuten al inicio: «xset s 300» y «xss-lock -- i3lock -n».
    3. Cierre la sesión y vuelva a entrar. El número está en segundos; lo máximo permitido es { $max-idle }.
remedy-screen-lock-ask-administrator = Usted no puede cambiar este ajuste: lo fijaron por usted. Pida a la persona que cuida su equipo que lo corrija. Mientras tanto, bloquee la pantalla con { keys-lock-screen } cada vez que se aleje.
remedy-screen-lock-set-password =
    1. { step-open-own-account }.
    2. { step-change-password }.
remedy-screen-lock-name-the-person = Ejecute la revisión en la sesión de la persona que usa la pantalla, o como root con el nombre de esa persona: sudo custodia check --user NOMBRE
remedy-screen-lock-check-outside = Instale la revisión en el sistema que muestra la pantalla, y ejecútela ahí.
remedy-screen-lock-lock-by-hand = Bloquee la pantalla con { keys-lock-screen } cada vez que se aleje, y muestre este resultado a la persona que cuida su equipo.

# Palabras
word-x11 = X11
word-wayland = Wayland
word-no-session = ninguna
word-session-of-another = de otra persona
word-gnome-shell = GNOME Shell
word-gnome-screensaver = gnome-screensaver
word-budgie-screensaver = budgie-screensaver
word-xfce4-screensaver = xfce4-screensaver
word-light-locker = light-locker
word-cinnamon-screensaver = cinnamon-screensaver
word-mate-screensaver = mate-screensaver
word-lxqt-powermanagement = gestión de energía de LXQt
word-cosmic-idle = cosmic-idle
word-swayidle = swayidle
word-hypridle = hypridle
word-stasis = stasis
word-xautolock = xautolock
word-xidlehook = xidlehook
word-xss-lock = xss-lock
word-xscreensaver = XScreenSaver
word-custom-command = una orden propia
word-no-locker = ninguno
word-session-of-host = la del sistema que rodea a este
word-password-set = tiene
word-password-empty = no tiene
word-password-locked = bloqueada

# Fuentes
source-dconf-user = sus ajustes de escritorio (dconf)
source-dconf-system = los ajustes de escritorio de la institución (dconf)
source-dconf-profile = la lista de bases de ajustes (perfil de dconf)
source-schema-default = el valor predeterminado del escritorio instalado
source-documented-default = el valor predeterminado según la documentación
source-kconfig-user = sus ajustes de KDE
source-kconfig-system = los ajustes de KDE de la institución
source-account-list = la lista de cuentas
source-shadow-file = el archivo de contraseñas (solo qué clase de entrada hay)
source-accounts-service = el servicio de cuentas
source-password-rules = las reglas para contraseñas nuevas
source-login-rules = las reglas con las que el bloqueo pide la contraseña
source-login-manager = los ajustes del gestor de inicio de sesión
source-inhibitors = los servicios que llevan la cuenta de los programas que mantienen la pantalla abierta
source-fprintd = el servicio de huellas
source-system-bus = los servicios del sistema
source-xfconf-user = sus ajustes de Xfce
source-xfconf-system = los ajustes de Xfce de la institución
source-lxqt-user = sus ajustes de LXQt
source-lxqt-system = los ajustes de LXQt de la institución
source-cosmic-user = sus ajustes de COSMIC
source-cosmic-system = los ajustes de COSMIC de la institución
source-x-server = el servidor X de la sesión
source-processes = los programas en marcha
source-session-configuration = la configuración de su sesión
source-idle-configuration = la configuración del programa que bloquea
source-command-line = una orden escrita para el programa que bloquea

# Hechos
fact-screen-lock-desktop = Escritorio
fact-screen-lock-session = Sesión gráfica
fact-screen-lock-remote = Se muestra en otro equipo
fact-screen-lock-lock-enabled = Se bloquea automáticamente
fact-screen-lock-idle-seconds = Tiempo sin uso hasta bloquearse o apagarse (0: nunca)
fact-screen-lock-grace-seconds = Tiempo posterior sin pedir contraseña
fact-screen-lock-lock-screen-disabled = Pantalla de bloqueo deshabilitada por completo
fact-screen-lock-password-required = Pide contraseña
fact-screen-lock-locks-on-suspend = Se bloquea antes de la suspensión
fact-screen-lock-idle-activation = El protector de pantalla se inicia por inactividad (ajuste antiguo)
fact-screen-lock-locker-present = Funciona el programa que el bloqueo necesita
fact-screen-lock-locks-on-lid = Se bloquea al cerrar la tapa
fact-screen-lock-locker = Programa que bloquea
fact-screen-lock-password = Contraseña de la cuenta
fact-screen-lock-minimum-length = Contraseña más corta que se puede elegir, en caracteres
fact-screen-lock-automatic-login = Inicia sesión sin contraseña al encenderse
fact-screen-lock-fingerprint-enrolled = Huella registrada
fact-screen-lock-earlier-command = Antes se ejecuta una orden que no se entiende
fact-screen-lock-locked = Bloqueada en este momento
fact-screen-lock-idle = Inactiva en este momento
fact-screen-lock-inhibited = Un programa mantiene la pantalla abierta en este momento
