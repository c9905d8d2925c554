# Lo que dice `custodia harden`.

harden-would-change = No se cambió nada. { $count ->
    [one] Se cambiaría este ajuste:
   *[other] Se cambiarían estos { $count } ajustes:
}
harden-will-change = { $count ->
    [one] Se cambiará un ajuste, si está de acuerdo:
   *[other] Se cambiarán { $count } ajustes, uno por uno, si está de acuerdo:
}
harden-nothing-to-change = No hay ningún ajuste que cambiar.
harden-not-set = sin definir
harden-in-force = vale: { $value }
harden-never = nunca
harden-of-type = un valor de tipo { $kind }
harden-asked-by = lo pide { $rules }
harden-asked-by-you = lo pide usted
harden-ask = ¿Cambiarlo? [s/N]
harden-ask-undo = ¿Devolver los valores anteriores? [s/N]
harden-ask-changed-since = { $place } cambió después, a { $value }. ¿Devolver de todos modos el valor anterior? [s/N]
harden-ask-open = ¿Abrir WhatsApp Web en su navegador? [s/N]
harden-ask-logged-out = Pulse Intro cuando haya cerrado la sesión:
harden-open-failed = No se pudo abrir el navegador: vaya usted a https://web.whatsapp.com/
harden-not-asked = Queda como está.
harden-done = Cambiado; se leyó de nuevo y ya vale.
harden-done-next-login = Cambiado; valdrá desde el próximo inicio de sesión.
harden-cannot = Lo que no se puede ajustar desde aquí
harden-by-hand = Lo que queda por hacer a mano
harden-again = Revisado otra vez
harden-restored = Se devolvió: { $value }
harden-was-back = Ya está lo que había antes.
harden-left-alone = Usted lo cambió después: queda como está.
harden-nothing-changed = Custodia no ha cambiado aquí ningún ajuste, o ya los devolvió todos.
harden-unconfirmed = se interrumpió a la mitad: puede haberse cambiado o no
harden-undo-hint = Para devolver los valores anteriores: custodia harden undo
hint-harden-damaged = los valores anteriores están en ese archivo: devuélvalos a mano en los ajustes del escritorio y luego aparte el archivo
status-hardened = { $count ->
    [one] Se cambió { $count } ajuste: custodia harden status
   *[other] Se cambiaron { $count } ajustes: custodia harden status
}

harden-measure-lock-screen = Tener pantalla de bloqueo
harden-measure-lock = Bloquear la pantalla sola
harden-measure-activation = Que el salvapantallas empiece cuando nadie usa el equipo
harden-measure-presentation = Terminar el modo de presentación, que deja la pantalla abierta
harden-measure-idle = Bloquear tras { $time } sin uso
harden-measure-grace = Pedir la contraseña a más tardar { $time } después
harden-measure-password = Pedir la contraseña cuando está bloqueada
harden-measure-suspend = Bloquear antes de que el equipo se suspenda
harden-measure-lid = Bloquear al cerrar la tapa
harden-measure-notifications = No mostrar notificaciones en la pantalla de bloqueo
harden-measure-camera = Que ningún programa use la cámara
harden-measure-microphone = Que ningún programa use el micrófono

harden-obstacle-platform = Todavía no se puede ajustar nada desde aquí en este sistema.
harden-obstacle-no-session = Aquí no hay sesión gráfica: no se cambió nada. Ejecútelo en la sesión de quien usa el equipo.
harden-obstacle-of-another = La sesión de la pantalla es de otra persona: no se cambió nada. Tiene que ejecutarlo ella misma, sin sudo.
harden-obstacle-container = Esto está dentro de un contenedor o de otro sistema: no se cambió nada. Ejecútelo en el sistema al que pertenece la pantalla.
harden-obstacle-desktop-untold = No se puede saber qué escritorio es: no se cambió nada.
harden-obstacle-home-of-another = La carpeta personal es de otra persona: no se cambió nada. Tiene que ejecutarlo su dueña o dueño, sin sudo.

harden-trouble-enforced = Su institución impone este valor; usted no puede cambiarlo.
harden-trouble-immutable = El archivo mismo marca este valor como inalterable ([$i]). Quite la marca si la puso usted.
harden-trouble-unread = No se puede leer lo que hay ahí, así que no se cambió.
harden-trouble-too-coarse = El escritorio cuenta en unidades más largas que lo que pide la regla; no tiene un valor tan corto.
harden-trouble-no-service = Desde aquí no se alcanza el servicio de ajustes del escritorio. Entre al escritorio y ejecútelo en una terminal.
harden-trouble-not-owned = El archivo es de otra persona.
harden-trouble-failed = No se pudo cambiar; está lo que había antes.
harden-trouble-not-taken = No entró en vigor; se devolvió lo que había antes.
harden-trouble-not-restored = No se pudo devolver lo que había antes. Inténtelo otra vez: custodia harden undo

harden-guide-administrator-dconf =
    Un valor bloqueado, que cambia quien administra el equipo:
    1. Mire qué archivo de /etc/dconf/db nombra el ajuste: grep -r NOMBRE /etc/dconf/db
    2. Póngale ahí el valor que pide la regla, en la carpeta cuyo nombre acaba en .d, y deje el bloqueo.
    3. Ejecute: sudo dconf update
    4. Cierre la sesión y entre de nuevo.
harden-guide-administrator-kconfig =
    Un valor bloqueado, que cambia quien administra el equipo:
    1. Abra /etc/xdg/kscreenlockerrc, donde la clave, su grupo o el archivo lleva la marca [$i].
    2. Póngale a la clave el valor que pide la regla y deje la marca.
    3. Cierre la sesión y entre de nuevo.
harden-guide-administrator-xfconf =
    Un valor bloqueado, que cambia quien administra el equipo:
    1. Abra el archivo del canal en /etc/xdg/xfce4/xfconf/xfce-perchannel-xml, donde dice locked.
    2. Póngale a la propiedad el valor que pide la regla y deje el bloqueo.
    3. Cierre la sesión y entre de nuevo.
harden-guide-automatic-login-gdm =
    El inicio de sesión automático, que desactiva quien administra el equipo:
    1. Abra { $family ->
        [debian] /etc/gdm3/daemon.conf
       *[other] /etc/gdm/custom.conf
    } como root.
    2. En la parte [daemon], escriba AutomaticLoginEnable=false y TimedLoginEnable=false.
    3. Reinicie el equipo: tiene que pedir la contraseña.
harden-guide-automatic-login-sddm =
    El inicio de sesión automático, que desactiva quien administra el equipo:
    1. Mire dónde está puesto: grep -rn -A3 Autologin /etc/sddm.conf /etc/sddm.conf.d
    2. En la parte [Autologin] de ahí, deje User= sin nombre.
    3. Reinicie el equipo: tiene que pedir la contraseña.
harden-guide-automatic-login-lightdm =
    El inicio de sesión automático, que desactiva quien administra el equipo:
    1. Mire dónde está puesto: grep -rn autologin-user /etc/lightdm (o /etc/sddm.conf, o /etc/gdm3, según cuál le reciba)
    2. Ponga un # delante de la línea autologin-user=.
    3. Reinicie el equipo: tiene que pedir la contraseña.
harden-guide-password-length =
    Contraseñas más largas, que exige quien administra el equipo:
    1. Instale { $family ->
        [debian] el paquete libpam-pwquality: sudo apt install libpam-pwquality
        [fedora] el paquete libpwquality, que suele estar ya
       *[other] libpwquality, y nombre pam_pwquality.so en las reglas de contraseñas de /etc/pam.d
    }.
    2. En /etc/security/pwquality.conf, escriba minlen = y la longitud que pide la regla.
    3. Solo en un sistema sin PAM: PASS_MIN_LEN en /etc/login.defs.
harden-guide-camera =
    Este escritorio no tiene interruptor para la cámara. Cúbrala, o use el interruptor o la tecla del propio equipo.
harden-guide-microphone =
    Este escritorio no tiene interruptor para el micrófono:
    1. Abra los ajustes de sonido y busque la entrada.
    2. Silénciela ahí; sigue silenciada hasta que usted la active.
    3. Actívela solo mientras habla.
harden-guide-whatsapp-web =
    Una sesión de WhatsApp Web que sigue vinculada. No se borra nada por usted; ciérrela usted, de una de estas formas:
    1. En el teléfono: WhatsApp, Ajustes, Dispositivos vinculados; toque el navegador de este computador y luego Cerrar sesión.
    2. En el navegador: https://web.whatsapp.com/, el menú de tres puntos, Cerrar sesión.
