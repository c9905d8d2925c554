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

# Registros.
records-title = Registros
records-about = Lo que ningún equipo puede decidir por sí solo: lo decide lo que la institución anota aquí, y lo que suman los informes.
register-social-accounts = Cuentas oficiales en redes sociales
register-groups = Grupos de mensajería
register-requests = Solicitudes de las personas sobre sus datos
register-hand-overs = Cambios de equipo
register-mail-domains = Dominios de correo
register-residual-risk = Riesgo residual
register-evidence = Pruebas
register-empty = Todavía no hay nada anotado: no se sabe si falta algo.
register-met =
    { $all ->
        [one] En orden { $count } de { $all } registro.
       *[other] En orden { $count } de { $all } registros.
    }
risk-nothing-reported = ningún equipo informa sobre él
risk-level-critical = riesgo crítico
risk-level-high = riesgo alto
risk-level-medium = riesgo medio
risk-level-low = riesgo bajo
risk-level-unknown = no se sabe
risk-level-treated = tratado
risk-devices =
    { $count ->
        [one] { $count } equipo
       *[other] { $count } equipos
    }
evidence-audit-broken = La fila { $count } del registro de auditoría no es la que se escribió.
evidence-broken =
    { $count ->
        [one] Los informes de { $count } equipo se contradicen.
       *[other] Los informes de { $count } equipos se contradicen.
    }
evidence-incomplete =
    { $count ->
        [one] Faltan informes de { $count } equipo.
       *[other] Faltan informes de { $count } equipos.
    }
evidence-no-devices = Todavía no hay equipos inscritos.
evidence-whole =
    { $count ->
        [one] Los informes de { $count } equipo están completos y encadenados, y el registro de auditoría también.
       *[other] Los informes de { $count } equipos están completos y encadenados, y el registro de auditoría también.
    }
record-name = Nombre
record-why = Motivo
record-changed = Cambiado
record-new = Anotar
record-change = Cambiar
record-keep = Guardar
record-close = Cerrar este registro
record-closed = Cerrado:
record-closed-here = Se cerró
record-history = Historial
record-who = Quién
record-refused = No se guardó: revise lo marcado.
record-privacy = Escriba cargos, no nombres de fuentes. Lo que se anota aquí lo ve quien administra y queda en el historial.
record-ask-dns = Consultar el DNS ahora
record-problem-missing = Falta este dato.
record-problem-text = Hasta { $count } caracteres, en una línea.
record-problem-date = Una fecha, como 2026-11-21.
record-problem-choice = Elija de la lista.
record-problem-domain = Un dominio, como prensa.example.
record-problem-selectors = Hasta diez selectores, separados por espacios.
record-problem-order = Esta fecha es anterior a la otra.
record-problem-same-device = El equipo nuevo no puede ser el viejo.
record-problem-witness = Van juntos: quién lo presenció y qué día.
field-required = obligatorio
choice-none = –
field-social-accounts-name = Cuenta
field-social-accounts-network = Red social
field-social-accounts-custodian = Quién responde por ella (cargo)
field-social-accounts-device = Equipo en el que se usa
field-social-accounts-form = Formularios o encuestas que enlaza
field-social-accounts-privacy-notice = Hay un aviso de privacidad junto al formulario
field-social-accounts-provider-certified = El proveedor externo está certificado
field-social-accounts-password-renewed-on = Contraseña renovada el
field-social-accounts-reviewed-on = Revisada el
choice-network-facebook = Facebook
choice-network-instagram = Instagram
choice-network-x = X
choice-network-youtube = YouTube
choice-network-tiktok = TikTok
choice-network-whatsapp = WhatsApp
choice-network-telegram = Telegram
choice-network-other = Otra
choice-form-none = Ninguno
choice-form-own = De la institución
choice-form-outside = De un proveedor externo
choice-privacy-notice-yes = Sí
choice-privacy-notice-no = No
choice-provider-certified-yes = Sí
choice-provider-certified-no = No
field-groups-name = Grupo
field-groups-purpose = Para qué es
field-groups-owner = Quién responde por él (cargo)
field-groups-consent = Sus miembros consintieron que se vea su número
field-groups-reviewed-on = Revisado el
choice-consent-yes = Sí
choice-consent-no = No
choice-consent-other-channel = Se usa otro canal que no lo muestra
field-requests-reference = Referencia (sin datos de la persona)
field-requests-kind = Qué pide
field-requests-received-on = Recibida el
field-requests-due-on = Plazo hasta el
field-requests-answered-on = Contestada el
choice-kind-access = Acceso
choice-kind-rectification = Rectificación
choice-kind-cancellation = Cancelación
choice-kind-objection = Oposición
field-hand-overs-old-device = Equipo viejo
field-hand-overs-new-device = Equipo nuevo
field-hand-overs-migrated-on = Información migrada el
field-hand-overs-due-on = Restablecer hasta el
field-hand-overs-witness = Quién presenció el restablecimiento (cargo)
field-hand-overs-witnessed-on = Presenciado el
field-mail-domains-domain = Dominio
field-mail-domains-selectors = Selectores DKIM
record-reason-nothing-known = Faltan datos para decidirlo.
record-reason-future = La fecha { $day } todavía no llega.
record-reason-no-custodian = Nadie responde por la cuenta.
record-reason-no-notice = Se recogen datos sin un aviso de privacidad a mano.
record-reason-notice-unknown = No consta si hay un aviso de privacidad.
record-reason-not-certified = El proveedor externo no está certificado.
record-reason-certificate-unknown = No consta si el proveedor externo está certificado.
record-reason-never-renewed = No consta que la contraseña se haya renovado.
record-reason-renewed-long-ago = La contraseña se renovó por última vez el { $day }.
record-reason-never-reviewed = No consta ninguna revisión.
record-reason-reviewed-long-ago = La última revisión fue el { $day }.
record-reason-account-in-order = La cuenta tiene quien responda y está revisada.
record-reason-no-owner = Nadie responde por el grupo.
record-reason-no-purpose = No consta para qué es el grupo.
record-reason-no-consent = Los miembros no han consentido que se vea su número.
record-reason-group-in-order = El grupo tiene propósito, quien responda, consentimiento y revisión.
record-reason-answered-late = Se contestó el { $day }, fuera de plazo.
record-reason-answered = Se contestó el { $day }, en plazo.
record-reason-overdue = El plazo venció el { $day }.
record-reason-in-time = El plazo corre hasta el { $day }.
record-reason-heard-after-reset = El equipo viejo informó el { $day }, después de que se lo diera por restablecido.
record-reason-reset-late = El restablecimiento se presenció el { $day }, después del plazo.
record-reason-reset-witnessed = Alguien presenció el restablecimiento el { $day }. Es una declaración, no una medición.
record-reason-reset-overdue = El plazo venció el { $day } y no consta que el equipo se haya restablecido.
record-reason-still-reports = El plazo venció y el equipo viejo todavía informaba el { $day }: no se ha restablecido.
record-reason-reset-due = Hay que restablecerlo hasta el { $day }.
record-reason-not-asked = Todavía no se ha consultado el DNS.
record-reason-asked-long-ago = El DNS se consultó por última vez el { $day }.
record-reason-spf-missing = El dominio no tiene SPF: cualquiera puede enviar en su nombre.
record-reason-spf-several = El dominio tiene más de un SPF, y así no vale ninguno.
record-reason-spf-open = El SPF deja enviar a cualquiera.
record-reason-dmarc-missing = El dominio no tiene DMARC.
record-reason-dmarc-malformed = El DMARC del dominio no se puede leer.
record-reason-dmarc-watching = El DMARC solo observa (p=none): no detiene nada.
record-reason-dkim-missing = Un selector DKIM no tiene clave.
record-reason-dkim-revoked = La clave de un selector DKIM fue retirada.
record-reason-dkim-weak = La clave de un selector DKIM es demasiado corta.
record-reason-listed = Un servidor que recibe el correo está en una lista negra.
record-reason-dns-silent = El DNS no contestó a todo.
record-reason-no-selectors = No constan los selectores DKIM del dominio.
record-reason-mail-in-order = SPF, DKIM y DMARC están en orden y nada está en listas negras.
record-reason-mail-in-order-unlisted = SPF, DKIM y DMARC están en orden. No se consulta ninguna lista negra.
blocklists = Listas negras
blocklists-listed =
    { $count ->
        [0] en ninguna
        [one] en { $count }
       *[other] en { $count }
    }
blocklists-silent = no contestaron
blocklists-not-asked = no se consultan
spf-unanswered = el DNS no contestó
spf-missing = falta
spf-several = hay más de uno
spf-open = deja enviar a cualquiera
spf-soft-fail = los demás son sospechosos (~all)
spf-fail = los demás se rechazan (-all)
dmarc-unanswered = el DNS no contestó
dmarc-missing = falta
dmarc-malformed = no se puede leer
dmarc-watching = solo observa (p=none)
dmarc-quarantine = aparta lo dudoso (p=quarantine)
dmarc-reject = rechaza lo dudoso (p=reject)
dkim-unanswered = el DNS no contestó
dkim-missing = falta la clave
dkim-revoked = la clave fue retirada
dkim-weak = la clave es demasiado corta
dkim-present = hay una clave
server-help-serve-resolver = Servidor de nombres al que se pregunta por los dominios de correo [por defecto: los del equipo]
server-help-serve-blocklists = Zona de una lista negra que se consulta sobre los servidores que reciben el correo (se puede repetir) [por defecto: ninguna]
usage-zone = una zona es un dominio, como lista.example
