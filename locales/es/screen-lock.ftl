check-screen-lock = Bloqueo de pantalla
check-screen-lock-about = Si la pantalla se bloquea sola cuando nadie usa el equipo, a tiempo, y pide una contraseña.
check-screen-lock-blind = No puede ver si su contraseña es buena ni los programas que mantienen la pantalla encendida, como un reproductor de video. Lee GNOME, Budgie y KDE Plasma; el bloqueo de otros escritorios todavía no se lee.

# Motivos
screen-lock-locks = La pantalla se bloquea tras { $idle } sin uso y pide la contraseña tras { $delay } como máximo.
screen-lock-idle-too-long = La pantalla se bloquea apenas tras { $idle } sin uso; lo máximo permitido es { $limit }.
screen-lock-grace-too-long = Después de apagarse, la pantalla todavía se abre sin contraseña durante { $grace }; lo máximo permitido es { $limit }.
screen-lock-never-idle = La pantalla nunca se apaga sola, por lo que nunca se bloquea.
screen-lock-switched-off = El bloqueo automático está desactivado.
screen-lock-disabled = La pantalla de bloqueo está deshabilitada por completo en este equipo.
screen-lock-no-password = La pantalla se vuelve a abrir sin contraseña.
screen-lock-without-session = Aquí no hay sesión gráfica, por lo que no hay pantalla que bloquear.
screen-lock-of-another = La pantalla pertenece a la sesión de otra persona. Ejecute la revisión como la persona que la usa.
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
remedy-screen-lock-ask-administrator = Usted no puede cambiar este ajuste: lo fijaron por usted. Pida a la persona que cuida su equipo que lo corrija. Mientras tanto, bloquee la pantalla con la tecla Súper (Windows) y L cada vez que se aleje.
remedy-screen-lock-lock-by-hand = Bloquee la pantalla con la tecla Súper (Windows) y L cada vez que se aleje, y muestre este resultado a la persona que cuida su equipo.

# Palabras
word-x11 = X11
word-wayland = Wayland
word-no-session = ninguna
word-session-of-another = de otra persona

# Fuentes
source-dconf-user = sus ajustes de escritorio (dconf)
source-dconf-system = los ajustes de escritorio de la institución (dconf)
source-dconf-profile = la lista de bases de ajustes (perfil de dconf)
source-schema-default = el valor predeterminado del escritorio instalado
source-documented-default = el valor predeterminado según la documentación
source-kconfig-user = sus ajustes de KDE
source-kconfig-system = los ajustes de KDE de la institución
source-system-bus = los servicios del sistema

# Hechos
fact-screen-lock-desktop = Escritorio
fact-screen-lock-session = Sesión gráfica
fact-screen-lock-lock-enabled = Se bloquea automáticamente
fact-screen-lock-idle-seconds = Tiempo sin uso hasta bloquearse o apagarse (0: nunca)
fact-screen-lock-grace-seconds = Tiempo posterior sin pedir contraseña
fact-screen-lock-lock-screen-disabled = Pantalla de bloqueo deshabilitada por completo
fact-screen-lock-password-required = Pide contraseña
fact-screen-lock-locks-on-suspend = Se bloquea antes de la suspensión
fact-screen-lock-idle-activation = El protector de pantalla se inicia por inactividad (ajuste antiguo)
fact-screen-lock-locker-present = Funciona el gestor de inicio de sesión que el bloqueo de GNOME necesita
fact-screen-lock-locked = Bloqueada en este momento
fact-screen-lock-idle = Inactiva en este momento
