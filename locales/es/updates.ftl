check-updates = Actualizaciones
check-updates-about = Mira si hay actualizaciones de seguridad sin instalar, si esperan un reinicio y si el sistema todavía las recibe.
check-updates-blind = No ve lo que falta por actualizar en las aplicaciones snap ni lo que dnf, zypper, pacman y apk guardan comprimido; tampoco lo que se instaló sin gestor de paquetes.

updates-up-to-date =
    { $days ->
        [0] Todas las actualizaciones de seguridad conocidas están instaladas (listas de hace menos de un día).
        [one] Todas las actualizaciones de seguridad conocidas están instaladas (listas de hace un día).
       *[other] Todas las actualizaciones de seguridad conocidas están instaladas (listas de hace { $days } días).
    }
updates-few-pending = Faltan por instalar { $count } actualizaciones de seguridad; la regla admite { $limit }.
updates-security-waiting = Faltan por instalar actualizaciones de seguridad: { $count }.
updates-release-ended = Esta versión del sistema ya no recibe actualizaciones de seguridad: su soporte terminó el { $until }.
updates-no-security-archive = El archivo de actualizaciones de seguridad no está entre las fuentes del sistema: no llega ninguna.
updates-lists-too-old = El sistema no ha buscado actualizaciones desde hace { $days } días; el máximo es { $limit }.
updates-restart-overdue = Hay actualizaciones instaladas que no funcionan hasta reiniciar; llevan { $days } días esperando y el máximo es { $limit }.
updates-not-automatic = Las actualizaciones de seguridad no se instalan solas, y la regla lo exige.
updates-lists-stale = El sistema no ha buscado actualizaciones desde hace { $days } días (más de { $limit }): no se puede saber si falta alguna.
updates-lists-not-valid = La lista de actualizaciones de seguridad ya venció: no se puede saber si falta alguna.
updates-lists-age-unclear = No se pudo saber de cuándo son las listas de actualizaciones.
updates-lists-missing = El sistema no tiene listas de actualizaciones: todavía no las ha buscado, o se borraron.
updates-lists-unsupported = En las listas de este sistema no se puede ver aquí qué actualizaciones de seguridad faltan.
updates-lists-unread = No se pudieron leer las listas de actualizaciones.
updates-whole-image = Este sistema se reemplaza entero en cada actualización, y no se puede saber aquí si hay uno más nuevo.
updates-release-unknown = No se pudo saber si esta versión del sistema todavía recibe actualizaciones de seguridad.
updates-restart-unclear = No se pudo saber si hay actualizaciones que esperan un reinicio.
updates-automatic-unclear = No se pudo saber si las actualizaciones de seguridad se instalan solas, y la regla lo exige.
updates-inside-container = El programa se ejecuta en un contenedor, que no se actualiza con el equipo.
updates-environment-unclear = No se pudo saber si el programa ve el sistema instalado en el equipo.
updates-from-stick = El sistema se inició desde una memoria, un disco o la red: se renueva entero, no por partes.
updates-held-back = Alguien retuvo paquetes a los que les falta una actualización de seguridad: { $count }
updates-has-preferences = El sistema tiene reglas de preferencia que pueden impedir que se instalen actualizaciones
updates-others-waiting = También faltan otras actualizaciones: al menos { $count }
updates-restart-waiting =
    { $days ->
        [0] Hay que reiniciar para terminar de actualizar
        [one] Hay que reiniciar para terminar de actualizar (desde hace un día)
       *[other] Hay que reiniciar para terminar de actualizar (desde hace { $days } días)
    }
updates-by-hand = Las actualizaciones de seguridad no se instalan solas
updates-ends-soon = El soporte de esta versión del sistema termina pronto: el { $until }
updates-long-term-only = Esta versión del sistema solo tiene soporte prolongado, hasta el { $until }; cubre menos programas
updates-flatpak-waiting = Hay actualizaciones de aplicaciones de Flatpak descargadas y sin usar: { $count }
updates-flatpak-unseen = Lo que falta por actualizar en las aplicaciones de Flatpak no se puede saber sin preguntar a sus servidores
updates-snaps-unseen = Lo que falta por actualizar en las aplicaciones snap solo lo puede ver el administrador

remedy-updates-install =
    1. Abra el programa de actualizaciones del sistema («Software», «Discover» o «Actualización de software»).
    2. Pulse «Buscar actualizaciones» y después «Instalar» o «Actualizar todo».
    3. Escriba su contraseña si la pide y espere a que termine.
    4. Si pide reiniciar, guarde su trabajo y reinicie.
    En una terminal de Debian, Ubuntu o Mint: sudo apt update && sudo apt full-upgrade
    Si algún paquete está retenido, pida a quien administra el equipo que lo libere.
remedy-updates-upgrade-release =
    1. Avise a quien administra el equipo: hay que pasar a una versión del sistema con soporte.
    2. Haga antes una copia de sus documentos.
    3. Hasta entonces, no maneje en este equipo información delicada.
remedy-updates-add-archive =
    Pida a quien administra el equipo que agregue el archivo de seguridad a las fuentes del sistema
    (en Debian, «security.debian.org» en /etc/apt/sources.list.d) y después busque e instale las actualizaciones.
remedy-updates-renew-lists =
    1. Conecte el equipo a Internet.
    2. Abra el programa de actualizaciones del sistema y pulse «Buscar actualizaciones».
    3. Instale lo que encuentre y repita esta revisión.
    En una terminal de Debian, Ubuntu o Mint: sudo apt update
remedy-updates-restart =
    1. Guarde su trabajo y cierre los programas.
    2. Reinicie el equipo (no basta con suspenderlo).
remedy-updates-switch-on-automatic =
    1. Abra «Software y actualizaciones», pestaña «Actualizaciones».
    2. En «Cuando haya actualizaciones de seguridad» elija «Descargar e instalar automáticamente».
    En Debian lo hace quien administra el equipo: sudo apt install unattended-upgrades && sudo dpkg-reconfigure unattended-upgrades
    En Fedora: sudo dnf install dnf-automatic, con «apply_updates = yes» en su configuración.
remedy-updates-look-by-hand =
    1. Abra el programa de actualizaciones del sistema y pulse «Buscar actualizaciones».
    2. Instale lo que encuentre y reinicie si lo pide.
    3. Si no sabe si su sistema todavía recibe actualizaciones, pregunte a quien administra el equipo.

word-image-based = sistema que se reemplaza entero
word-other-manager = otro gestor de paquetes
word-installed-system = sistema instalado
word-updates-in-container = dentro de un contenedor
word-started-from-stick = iniciado desde una memoria
word-supported = con soporte
word-long-term = con soporte prolongado
word-support-ended = sin soporte
word-rolling = sin versiones (se renueva siempre)

source-updates-apt-lists = las listas de apt
source-package-lists = las listas del gestor de paquetes
source-restart-marks = las marcas de reinicio y los núcleos instalados
source-automatic-settings = los ajustes de actualización automática
source-release-description = la descripción de la versión del sistema
source-system-marks = las marcas del sistema

fact-updates-manager = Gestor de paquetes
fact-updates-environment = Qué sistema se ve
fact-updates-security-pending = Actualizaciones de seguridad sin instalar
fact-updates-security-held = Retenidas entre ellas
fact-updates-other-pending = Otras actualizaciones sin instalar (al menos)
fact-updates-security-archive = El archivo de seguridad está entre las fuentes
fact-updates-preferences = Hay reglas de preferencia
fact-updates-lists-age-days = Antigüedad de las listas
fact-updates-lists-expired = La lista de seguridad venció
fact-updates-unchanged-days = Tiempo desde el último cambio de paquetes
fact-updates-restart-needed = Hay que reiniciar
fact-updates-restart-waiting-days = Tiempo que se espera el reinicio
fact-updates-automatic = Se instalan solas
fact-updates-support = Soporte de esta versión
fact-updates-supported-until = Con soporte hasta
fact-updates-support-days-left = Días de soporte que quedan
fact-updates-flatpak-pending = Actualizaciones de Flatpak descargadas y sin usar
fact-updates-has-snaps = Hay aplicaciones snap
