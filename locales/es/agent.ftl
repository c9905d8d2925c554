# What the agent's command line says.

status-pass = En orden
status-pass-declared = Declarado en orden
status-fail = No cumple
status-unknown = No se sabe
status-not-applicable = No aplica
status-exempt = Exento

severity-critical = crítico
severity-high = alto
severity-medium = medio
severity-low = bajo

value-yes = sí
value-no = no
value-of-rule = lo que permite la regla

evidence-live = estado actual
evidence-declared = declarado por la persona, no medido
evidence-set-user = puesto; la persona lo puede cambiar
evidence-set-enforced = puesto por la institución; bloqueado
evidence-default-user = valor por defecto; la persona lo puede cambiar
evidence-default-enforced = valor por defecto; bloqueado por la institución

cause-denied = no se sabe: el sistema no permite leerlo
cause-missing = no se sabe: no está donde debería
cause-unsupported = no se sabe: aquí no hay forma de leerlo
cause-failed = no se sabe: la lectura falló
cause-malformed = no se sabe: lo que hay ahí no se entiende
cause-too-large = no se sabe: es más grande de lo que se lee

duration-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
duration-hours = { $count } h
duration-minutes = { $count } min
duration-seconds = { $count } s

platform-form-laptop = portátil
platform-form-desktop = equipo de escritorio
platform-form-virtual = máquina virtual o contenedor
platform-form-phone = teléfono
platform-form-tablet = tableta

check-heading = Revisión de este equipo
check-to-do = Qué hacer
check-also = Además
check-facts-hint = Para ver de dónde sale cada dato: custodia facts
check-harden-hint = Para que Custodia cambie los ajustes que puede: custodia harden
check-explain-hint = Para entender una regla: custodia explain { $rule }
summary-fail = { $count } no { $count ->
    [one] cumple
   *[other] cumplen
}
summary-unknown = { $count } no se sabe
summary-exempt = { $count } { $count ->
    [one] exento
   *[other] exentos
}
summary-not-applicable = { $count } no { $count ->
    [one] aplica
   *[other] aplican
}
summary-pass = { $count } en orden
verdict-compliant = Este equipo está en orden.
verdict-fail = Este equipo no está en orden: empiece por lo primero de la lista.
verdict-unknown = No se pudo saber todo: vea qué falta y por qué.

facts-read-from = fuente: { $source }
facts-none = Aquí no hay forma de leer estos datos.
facts-item = elemento { $item }

policy-decided-at-endpoint = Lo decide el servidor
explain-asks = Qué pide
explain-clause = Cláusula
explain-risk = Riesgo que trata
explain-severity = Gravedad
explain-looks-at = Qué se mira
explain-blind = Qué no se puede ver
explain-parameters = Valores de la regla
explain-now = En este equipo, ahora
explain-references = También lo piden
explain-waiver = Excepción
explain-waiver-text = { $reason }; hasta el { $until }; la aprobó { $approver }; sistemas: { $systems }
tried-heading = Prueba con { $file }
explain-default = por defecto

policy-valid = { $file }: en orden, { $count ->
    [one] { $count } regla
   *[other] { $count } reglas
}
policy-summary = { $errors ->
    [0] sin errores
    [one] { $errors } error
   *[other] { $errors } errores
}, { $warnings ->
    [0] sin avisos
    [one] { $warnings } aviso
   *[other] { $warnings } avisos
}

enroll-done = Este equipo quedó inscrito.
enroll-next = Envíe el primer informe con: custodia report --now
status-not-enrolled = Este equipo no está inscrito en ningún servidor.
status-endpoint = Servidor
status-device = Nombre de este equipo ante el servidor
status-enrolled = Inscrito
status-sequence = Informes firmados
status-waiting = Informes por entregar
status-last-delivery = Última entrega
status-never = todavía ninguna
report-delivered = { $count ->
    [one] Se entregó { $count } informe.
   *[other] Se entregaron { $count } informes.
}
report-unchanged = Nada cambió desde el informe anterior: se envió solo esa constancia.
report-show-preface = Esto es todo lo que se enviaría; no se envió nada:
leave-done = Este equipo dejó de informar. Se borraron su llave y su estado.
leave-not-told = No se pudo avisar al servidor; aun así se borraron la llave y el estado.

error = error
warning = aviso
hint = sugerencia

error-usage = uso incorrecto: { $detail }
error-usage-unknown-argument = no existe la opción { $name }
error-usage-unknown-command = no existe la orden { $name }
error-usage-invalid-value = { $value } no sirve para { $name }
error-usage-missing = falta { $name }
error-usage-conflict = { $name } no se puede usar junto con { $other }
error-usage-other = la orden no se entiende
hint-usage-help = la ayuda se ve con --help
hint-usage-similar = ¿quiso decir { $name }?
hint-usage-values = valores posibles: { $values }
error-no-network = no hay ninguna red en uso que se pueda identificar
hint-no-network = conéctese por Wi-Fi o por cable a la red que quiere aprobar, o dé su nombre con --ssid
error-unknown-rule = ninguna regla ni comprobación se llama { $name }
hint-known-rules = las hay: { $names }
error-not-asked = ninguna regla de estas políticas pide { $name }
hint-not-asked = aplíquelas todas con --policy all
error-user-unknown = en este equipo nadie se llama { $name }
hint-user-unknown = indique el nombre con el que la persona inicia sesión
error-user-not-allowed = lo de { $name } solo lo puede revisar { $name } o root
hint-user-not-allowed = ejecútelo como root: sudo custodia check --user { $name }
error-user-failed = el sistema no deja que la revisión actúe como { $name }
hint-user-failed = ejecute la revisión en la sesión de { $name }
error-policy-invalid = la política { $file } no es válida
error-policy-unreadable = no se pudo leer la política { $file }
error-facts-unreadable = no se pudo leer el archivo de datos { $file }
error-facts-malformed = el archivo { $file } no tiene datos que se puedan usar
hint-facts-file = sirven los que hacen: custodia facts --format json, custodia check --format json y custodia report --show
hint-policy-names = dé la ruta de un archivo, o una de las incluidas: { $names }
error-link = el enlace de inscripción no tiene la forma esperada
hint-link = cópielo entero, entre comillas: https://servidor:8443/#CLAVE.HUELLA
error-already-enrolled = este equipo ya está inscrito
hint-already-enrolled = para inscribirlo de nuevo: custodia leave, y pida otro enlace
error-not-enrolled = este equipo no está inscrito en ningún servidor
hint-not-enrolled = pida un enlace a quien administra y ejecute: custodia enroll 'ENLACE'
error-state-permissions = otros usuarios podrían leer o cambiar el estado de Custodia
hint-state-permissions = la carpeta debe ser suya y de nadie más: chmod -R go= { $path }
error-state-damaged = el estado guardado está dañado ({ $file })
hint-state-damaged = inscriba el equipo de nuevo: custodia leave, y pida otro enlace
error-state-write = no se pudo guardar el estado ({ $file })
hint-state-write = revise el espacio libre y los permisos de la carpeta de estado
error-state-busy = otra orden de Custodia está usando el estado en este momento
hint-state-busy = espere a que termine y repita
error-state-later = lo guardado es de una versión más nueva de Custodia ({ $file })
hint-state-later = actualice Custodia; no se cambió nada
error-answers-damaged = las respuestas guardadas están dañadas ({ $file })
hint-answers-damaged = responda de nuevo: custodia attest; lo dañado queda aparte y no se borra
error-no-terminal = aquí no hay una terminal en la que preguntar
hint-no-terminal-attest = ejecútelo en una terminal, o responda en la orden: custodia attest --answer PREGUNTA=yes
error-interrupted = interrumpido; no se guardó nada
hint-no-terminal-passwords = ejecútelo en una terminal, en Linux: las contraseñas no se toman de otro lugar
error-no-answer = no se entendió la respuesta
hint-no-answer = lo respondido antes quedó guardado; repita la orden para seguir
hint-answer-form = escriba PREGUNTA=yes, PREGUNTA=no, PREGUNTA=no:needs-help o PREGUNTA=does-not-apply:not-my-function
hint-answer-question = esa pregunta no existe; las que hay se ven con: custodia attest --list
hint-answer-why = con no: not-yet, cannot, needs-help o did-not-know; con does-not-apply hace falta uno: not-my-function, another-person, not-used, no-such-account o no-phone-issued
error-unreachable = no se pudo llegar al servidor
hint-unreachable = lo firmado quedó guardado y se entregará la próxima vez; revise la conexión
error-untrusted = el servidor no mostró el certificado esperado; no se envió nada
hint-untrusted = puede haber una página de acceso de la red en medio, o alguien que se hace pasar por el servidor: avise a quien administra
error-refused = el servidor no aceptó el pedido: { $detail }
hint-refused = avise a quien administra; si confirma que está bien: custodia leave, e inscriba el equipo con otro enlace
error-answer = la respuesta no es la del servidor de Custodia
hint-answer = puede haber una página de acceso de la red en medio: pruebe con otra conexión
error-page = no se pudo guardar la página
hint-page = revise el espacio libre y los permisos, o guárdela usted: custodia check --format html
error-internal = error interno
refused-enrolment-token-invalid = el enlace ya se usó, venció o fue retirado
refused-key-already-enrolled = la llave de este equipo ya está inscrita
refused-device-unknown = el servidor no conoce este equipo
refused-device-left = este equipo figura como retirado
refused-signature-invalid = la firma no corresponde
refused-report-malformed = el informe no tiene la forma esperada
refused-report-too-large = el informe es demasiado grande
refused-report-format-unknown = el servidor no conoce este formato de informe
refused-sequence-conflict = ya hay otro informe con el mismo número: puede haber una copia de la llave de este equipo
refused-storage-unavailable = el servidor no pudo guardar el informe; se reintentará
refused-other = motivo sin precisar

# Help.
help-usage = Uso
help-commands = Órdenes
help-options = Opciones
help-arguments = Argumentos
help-about = Revisa este equipo, explica qué hacer e informa al servidor de la institución
help-lang = Idioma de lo que se muestra: es o en [por defecto: el del sistema]
help-verbose = Cuenta más en la salida de errores (-vv: aún más)
help-help = Muestra esta ayuda
help-version = Muestra la versión
help-check = Revisa ahora y muestra qué está en orden y qué no
help-check-only = Solo estas comprobaciones o reglas (se puede repetir)
help-check-policy = Política que se aplica: un archivo o una incluida (se puede repetir) [por defecto: cm-g-03 y baseline]
help-check-user = Persona cuya sesión y archivos se revisan: para root; las demás solo la suya
help-check-format = Forma de la salida: human, json, html, sarif o junit [por defecto: human]
help-check-open = Guarda la página con el resultado y la abre en su navegador
help-facts = Muestra los datos leídos y de dónde salen; no salen de este equipo
help-facts-id = Comprobaciones cuyos datos se muestran [por defecto: todas]
help-facts-user = Persona cuya sesión y archivos se leen: para root; las demás solo la suya
help-attest = Pregunta lo que ningún programa puede ver y guarda las respuestas, con fecha
help-attest-id = Preguntas (data-plan), reglas o políticas [por defecto: todas las pendientes]
help-attest-all = Pregunta también lo que ya está respondido
help-attest-list = Muestra lo declarado, cuándo, hasta cuándo, y lo pendiente
help-attest-answer = Responde sin preguntar: PREGUNTA=yes, no o does-not-apply, y tras : el porqué (se puede repetir)
help-attest-checklist = Recorre una lista cada vez: meeting (antes de una reunión) o publication (antes de publicar)
help-attest-policy = Política que se aplica: un archivo o una incluida (se puede repetir) [por defecto: cm-g-03 y baseline]
help-passwords = Revisa si las contraseñas de las cuentas oficiales son fuertes y distintas, sin guardarlas
help-passwords-none = Declara que no tiene a su cargo ninguna cuenta oficial
help-passwords-policy = Política cuyas exigencias se usan: un archivo o una incluida (se puede repetir) [por defecto: cm-g-03 y baseline]
help-explain = Explica una regla: qué pide y por qué, cómo se decide, qué no se puede ver y cómo se arregla
help-explain-id = Regla (cm-g-03/screen-lock) o comprobación (screen-lock)
help-explain-policy = Política que se aplica: un archivo o una incluida (se puede repetir) [por defecto: cm-g-03 y baseline]
help-harden = Ajusta lo que piden las reglas, hasta donde usted puede: lo muestra, pregunta y lo deshace
help-harden-id = Reglas o revisiones que cumplir, o los interruptores camera y microphone [por defecto: todas las reglas]
help-harden-dry-run = Muestra los cambios exactos sin hacer ninguno
help-harden-yes = Hace los cambios sin preguntar
help-harden-policy = Política que se aplica: un archivo o una incluida (se puede repetir) [por defecto: cm-g-03 y baseline]
help-harden-undo = Devuelve lo que había antes, empezando por el último cambio
help-harden-undo-yes = No pregunta; lo que usted cambió después queda como está
help-harden-status = Muestra qué se cambió, cuándo y qué había antes
help-policy = Revisa y muestra políticas
help-policy-lint = Revisa un archivo de política y señala cada error
help-policy-lint-file = Archivo de política
help-policy-show = Muestra las reglas de una política
help-policy-show-name = Archivo o política incluida [por defecto: todas las incluidas]
help-policy-test = Prueba una política con datos registrados, sin revisar este equipo
help-policy-test-policy = Archivo de política, o una incluida
help-policy-test-facts = Archivo con los datos de un equipo (se puede repetir)
help-policy-test-format = Forma de la salida
help-policy-schema = Muestra el JSON Schema de los archivos de política
help-policy-network-id = Da el identificador de la red en uso, para las redes aprobadas de una política
help-policy-network-id-policy = Política que ya tiene identificadores: el nuevo usa la misma sal
help-policy-network-id-ssid = Nombre de otra red Wi-Fi, en lugar de la que está en uso
help-policy-network-id-class = Cómo está protegida esa red, con las palabras de allowed
help-enroll = Inscribe este equipo en el servidor de la institución
help-enroll-link = Enlace que da quien administra: https://servidor:8443/#CLAVE.HUELLA
help-status = Muestra en qué servidor está inscrito este equipo y qué falta por entregar
help-report = Muestra o envía un informe
help-report-show = Muestra todo lo que se enviaría, sin enviarlo
help-report-raw = Con --show: los bytes firmados, tal como viajan
help-report-now = Revisa, firma y entrega un informe ahora
help-report-policy = Política que se aplica: un archivo o una incluida (se puede repetir) [por defecto: cm-g-03 y baseline]
help-leave = Deja el servidor y borra la llave y el estado
help-completions = Imprime el autocompletado para un intérprete de órdenes
help-completions-shell = Intérprete: bash, zsh, fish, elvish o powershell
help-man = Imprime la página de manual
help-word-answer = RESPUESTA
help-word-checklist = LISTA
help-word-options = OPCIONES
help-word-command = ORDEN
help-word-link = ENLACE
help-word-file = ARCHIVO
help-word-shell = INTÉRPRETE
help-word-format = FORMA
help-word-lang = IDIOMA
help-word-name = NOMBRE
help-word-class = CLASE
help-word-dir = CARPETA
help-word-text = TEXTO
help-word-host = SERVIDOR
