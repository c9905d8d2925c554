# Páginas del servidor y su línea de órdenes.

skip-to-content = Ir al contenido
navigation = Principal
other-language = English
back-to-fleet = Volver al panorama
sign-out = Salir ({ $name })

fleet-title = Panorama
fleet-total =
    { $count ->
        [one] { $count } dispositivo inscrito
       *[other] { $count } dispositivos inscritos
    }
fleet-empty = Aún no hay dispositivos
fleet-empty-hint = Inscriba el primero en tres pasos:
fleet-empty-step-link = Cree un enlace de inscripción.
fleet-empty-step-command = En el dispositivo, ejecute
fleet-empty-step-done = El dispositivo aparecerá aquí con su primer informe.
fleet-flagged =
    { $count ->
        [one] { $count } dispositivo con una advertencia
       *[other] { $count } dispositivos con advertencias
    }
fleet-flagged-hint = sobre sus informes: revise si la clave fue copiada o faltan pruebas.

standing = Estado
standing-not-compliant = No cumple
standing-about-not-compliant = Al menos una regla no se cumple
standing-unknown = No se sabe
standing-about-unknown = Algo no se pudo comprobar
standing-silent = En silencio
standing-about-silent = Sin noticias desde hace más de 48 horas
standing-compliant = Cumple
standing-about-compliant = Todas las reglas se cumplen
standing-left = Dado de baja
standing-flagged = Con advertencias

result-severity-critical = Gravedad crítica
result-severity-high = Gravedad alta
result-severity-medium = Gravedad media
result-severity-low = Gravedad baja

rule = Regla
rules-title = Por regla
rules-about = Último resultado de los dispositivos que no están en silencio.
rules-none = Ningún dispositivo ha enviado resultados todavía.
rules-share = Proporción

devices-title = Dispositivos
devices-found =
    { $count ->
        [0] Ningún dispositivo
        [one] { $count } dispositivo
       *[other] { $count } dispositivos
    }
devices-show-all = Ver todos los dispositivos
filter-status = Estado
filter-all = Todos los inscritos
filter-action = Aplicar
sort = Orden
sort-worst = Lo más urgente primero
sort-label = Por nombre
sort-seen = El más callado primero
sort-enrolled = El más reciente primero
device = Dispositivo
open-points = Pendiente
last-seen = Visto
fails =
    { $count ->
        [one] { $count } sin cumplir
       *[other] { $count } sin cumplir
    }
unknowns =
    { $count ->
        [one] { $count } sin saber
       *[other] { $count } sin saber
    }
pages = Páginas
pages-page = Página
pages-previous = ← Anterior
pages-next = Siguiente →

device-untitled = Dispositivo { $id }
device-id = Identificador
device-agent = Versión del agente
device-policy = Políticas aplicadas
device-enrolled = Inscrito
device-left = Dado de baja
results-title = Resultados
results-none = Este dispositivo todavía no ha enviado resultados.
results-stale = Son los últimos resultados conocidos. El dispositivo está en silencio: pueden haber cambiado.
remedy-title = Qué hacer:
since = así desde
first-failed = sin cumplir desde
reason-not-known-here = Esta versión del servidor no conoce el motivo.
platform-not-known-here = plataforma desconocida
facts-title = Datos leídos
fact-name = Dato
fact-value = Valor
fact-source = Leído de
fact-origin = Origen
fact-changeable = Quién lo puede cambiar
origin-set = Configurado
origin-default = Valor predeterminado
origin-live = Estado actual
origin-declared = Declarado por la persona
changeable-user = La persona
changeable-enforced = Solo la institución
changeable-not-a-setting = No es un ajuste
changes-title = Historial de cambios
changes-none = Todavía no hay cambios.
change-when = Cuándo
change-what = Cambio
change-why = Motivo
change-removed = La regla ya no se pide
evidence-title = Pruebas
evidence-about = Cada informe lleva la firma del dispositivo y nombra al anterior: una falta o un cambio queda a la vista.
evidence-newest = Último informe, número
evidence-stored = Informes guardados
evidence-missing = Informes que faltan
evidence-none-missing = Ninguno
evidence-head = Huella del último informe

flag-forked = Clave copiada
flag-about-forked = Llegaron dos informes distintos con el mismo número. Alguien usa una copia de la clave, o se restauró una copia de seguridad. Hasta aclararlo, el dispositivo no cuenta como conforme: reinstálelo e inscríbalo de nuevo.
flag-chain-broken = Cadena rota
flag-about-chain-broken = Un informe nombra a otro antecesor que el recibido: un informe fue reemplazado.
flag-clock-skew = Reloj desajustado
flag-about-clock-skew = El reloj del dispositivo difiere en más de un día. Sus fechas no son confiables; corrija la hora del equipo.
flag-heartbeat-unfounded = Señal sin fundamento
flag-about-heartbeat-unfounded = El dispositivo dijo «sin cambios» sobre resultados que nunca envió.
flag-occurrences =
    { $count ->
        [one] Una vez
       *[other] { $count } veces
    }
flag-first = desde
flag-last = última vez
flag-digests = Huellas: la conocida y la recibida
report-number = informe { $count }

enrol-title = Inscribir
enrol-new = Enlace nuevo
enrol-about = Cada enlace inscribe un solo dispositivo y vence a las 72 horas.
enrol-label = Nombre del dispositivo
enrol-label-help = Opcional, hasta 64 caracteres. Por ejemplo, la unidad o el número de inventario; no escriba nombres de personas ni de fuentes.
enrol-action = Crear enlace
enrol-made = Ejecute esto en el dispositivo
enrol-made-hint = El enlace se muestra solo esta vez. Entréguelo por un canal seguro.
enrol-outstanding = Enlaces sin usar
enrol-none-outstanding = No hay enlaces sin usar.
enrol-unlabelled = Sin nombre
enrol-created = Creado
enrol-expires = Vence
enrol-revoke = Revocar

sign-in-title = Entrar
sign-in-name = Nombre
sign-in-password = Contraseña
sign-in-action = Entrar
sign-in-help = ¿Sin contraseña? Pida un enlace de un solo uso; en el servidor se crea con
sign-in-wrong = El nombre o la contraseña no son correctos.
sign-in-too-often = Demasiados intentos. Espere unos minutos.
sign-in-link-explained = Este enlace sirve una sola vez.
sign-in-link-invalid = El enlace ya se usó o venció. Pida uno nuevo.

page-error-not-found = Aquí no hay nada
page-error-not-found-hint = Quizá el dispositivo ya no existe o la dirección está incompleta.
page-error-bad-request = No se pudo aceptar
page-error-bad-request-hint = El nombre tiene hasta 64 caracteres y ningún carácter de control.
page-error-internal = El servidor falló
page-error-internal-hint = El registro del servidor dice por qué.
page-error-storage = La base de datos no responde
page-error-storage-hint = Los informes no se pierden: los dispositivos los vuelven a enviar. Intente de nuevo en un momento; si persiste, revise el espacio en disco del servidor.

ago-now = hace un momento
ago-minutes = hace { $count } min
ago-hours = hace { $count } h
ago-days =
    { $count ->
        [one] hace { $count } día
       *[other] hace { $count } días
    }
until-now = enseguida
until-minutes = en { $count } min
until-hours = en { $count } h
until-days =
    { $count ->
        [one] en { $count } día
       *[other] en { $count } días
    }

os-linux = Linux
os-windows = Windows
os-macos = macOS
os-android = Android
os-ios = iOS
os-other = Otro sistema

quickstart-ready = Custodia está en marcha.
quickstart-address = Panel
quickstart-sign-in = Entrar (una vez, 10 minutos)
quickstart-enrolled = Este equipo está inscrito y envió su informe.
quickstart-agent-absent = Este equipo no se inscribió: { $reason }
quickstart-link = Inscribir otro dispositivo
quickstart-stop = Para detenerlo: Ctrl+C. Los datos quedan en { $directory }
serve-ready = Custodia escucha en https://{ $address }/
enrolment-link-made = Enlace de inscripción (un dispositivo, 72 horas):
sign-in-link-made = Enlace para entrar (una vez, 10 minutos):
administrator-kept = { $name } puede entrar con la contraseña nueva.
password-prompt = Contraseña (12 caracteres o más):
quickstart-label = Este equipo

# Help of the command line.
server-help-about = Servidor de Custodia: recibe los informes firmados de los equipos, guarda las pruebas y muestra el conjunto
server-help-lang = Idioma de lo que se muestra: es o en [por defecto: el del sistema]
server-help-directory = Carpeta con los certificados y la base de datos
server-help-database = Base de datos en otro lugar, como sqlite:RUTA
server-help-serve = Atiende a los equipos y a quien administra
server-help-serve-listen = Dirección en la que se escucha [por defecto: 0.0.0.0:8443]
server-help-serve-names = Nombre con el que los equipos llegan al servidor (se puede repetir); el primero va en los enlaces
server-help-quickstart = Muestra el sistema entero en este equipo: servidor, administración, este equipo inscrito
server-help-quickstart-listen = Dirección en la que se escucha; el puerto 0 toma uno libre [por defecto: 127.0.0.1:8443]
server-help-quickstart-open = Abre el tablero en el navegador
server-help-admin = Agrega a quien administra y le da entrada
server-help-admin-add = Agrega a alguien que administra, o le cambia la contraseña, que se lee de la terminal o de una línea de entrada
server-help-admin-add-name = Nombre para entrar: minúsculas, cifras, puntos y guiones
server-help-admin-sign-in-link = Crea un enlace que da entrada una sola vez, en 10 minutos
server-help-admin-sign-in-link-name = Nombre de quien administra [por defecto: el primero que se agregó]
server-help-enrolment-link = Crea un enlace que inscribe un equipo, en 72 horas
server-help-enrolment-link-label = Cómo llamar al equipo; sin nombres de personas ni de fuentes
server-help-completions = Imprime el autocompletado para un intérprete de órdenes
server-help-completions-shell = Intérprete: bash, zsh, fish, elvish o powershell
server-help-man = Imprime la página de manual

usage-database = una base de datos se da como sqlite:RUTA
usage-name = un nombre lleva hasta 64 minúsculas, cifras, puntos, guiones y guiones bajos
usage-label = un rótulo lleva hasta 64 caracteres, sin caracteres de control

# Errors of the command line.
error-not-started = el servidor todavía no se ha iniciado
    .hint = custodia-server serve --directory …
error-no-administrator = no hay nadie con ese nombre que administre
    .hint = custodia-server admin add NOMBRE --directory …
error-password-length = una contraseña lleva 12 caracteres o más, y 1024 bytes como máximo
    .hint = una frase de varias palabras es fácil de recordar
error-no-home = no hay carpeta personal
    .hint = elija una carpeta con --directory
error-listen = no se puede escuchar en { $address }
    .hint = elija otra dirección con --listen; el puerto 0 toma uno libre
error-database = no se puede abrir la base de datos { $path }
    .hint = ¿está lleno el disco, o el archivo es de otro usuario?
error-half-authority = { $present } está, pero { $absent } no
    .hint = recupere de la copia de seguridad el archivo que falta; sin él, borre el otro e inscriba de nuevo todos los equipos
error-certificate = no se pudo hacer el certificado del servidor
    .hint = --name recibe nombres de servidor y direcciones
error-browser = no se pudo abrir el navegador
    .hint = abra el enlace de arriba
