check-attestation = Declaración
check-attestation-about = Mira si usted ya declaró lo que ningún programa puede ver, qué respondió y si la respuesta sigue vigente.
check-attestation-blind = No comprueba lo que usted declara: una declaración es su palabra, con fecha, y así se muestra siempre.

attestation-no-question = La regla no dice qué pregunta hay que responder.
attestation-not-declared = Todavía no se ha declarado: { $question }.
attestation-unreadable = Las declaraciones guardadas no se pueden leer.
attestation-in-the-future = La declaración «{ $question }» lleva una fecha que aún no llega ({ $day }): un reloj estaba mal, y no cuenta.
attestation-declared-yes = Declarado el { $day }, vigente hasta el { $until }: { $question }.
attestation-expired = La declaración del { $day } venció el { $until }: { $question }.
attestation-declared-no = El { $day } usted declaró que no: { $question }.
attestation-declared-no-because = El { $day } usted declaró que no ({ $why }): { $question }.
attestation-does-not-apply = El { $day } usted declaró que no le corresponde ({ $why }): { $question }.

remedy-attestation-answer-it = Responda la pregunta, que toma menos de un minuto: custodia attest
remedy-attestation-make-it-so =
    1. Ponga en orden lo que pide la regla, o pida ayuda a quien administra los equipos.
    2. Después responda de nuevo: custodia attest
remedy-attestation-answer-anew = Responda de nuevo: custodia attest. Lo dañado queda aparte y no se borra.

source-declaration = lo que la persona declaró

fact-attestation-declared = Hay respuesta
fact-attestation-question = Pregunta
fact-attestation-answer = Respuesta
fact-attestation-why = Por qué
fact-attestation-answered-on = Respondida el
fact-attestation-valid-until = Vigente hasta el
fact-attestation-agent-version = Versión del programa que preguntó
fact-attestation-looked-on = Día de la revisión

# Preguntas
word-work-recipients = por WhatsApp, datos de la entidad solo con quienes hacen los boletines
word-no-third-parties = nada sale hacia terceros ajenos al proceso
word-custody-of-documents = custodia de documentos, instrucciones, correcciones y aprobaciones
word-linked-devices-reviewed = revisión de los dispositivos vinculados en el teléfono
word-conversations-backed-up = copia de seguridad de las conversaciones
word-not-left-unattended = equipos nunca desatendidos
word-data-plan = plan de datos del teléfono institucional
word-meeting-privacy-policies = lectura de las políticas de privacidad de los servicios de reunión
word-meeting-permissions-reviewed = revisión de los permisos de las aplicaciones de reunión
word-no-social-sign-in = entrada a reuniones sin correo ni perfil de redes sociales
word-meeting-address-secure = enlace de la reunión por un canal seguro
word-microphone-off = micrófono apagado cuando no se habla
word-participants-checked = comprobación de que están solo los invitados
word-shared-content-prepared = preparación previa de lo que se va a mostrar
word-no-outside-forms = redes oficiales sin formularios ajenos que recojan datos
word-survey-providers-certified = proveedores de encuestas certificados
word-publication-consent = consentimiento de quien aparece en lo publicado
word-recipients-checked = comprobación del destinatario antes de enviar
word-groups-reviewed = revisión de los grupos y de lo que se reenvía
word-group-members-consent = consentimiento de los integrantes de los grupos
word-no-unlawful-content = grupos sin contenido ilícito
word-no-formal-notifications = ninguna notificación formal por WhatsApp
word-mail-classified = correo institucional conservado y clasificado

# Respuestas
word-yes = sí
word-no = no
word-does-not-apply = no aplica
word-not-yet = todavía no
word-cannot = no puedo hacerlo
word-needs-help = necesito ayuda
word-did-not-know = no lo sabía
word-not-my-function = no es mi función
word-another-person = lo hace otra persona
word-not-used = no uso esa aplicación o servicio
word-no-such-account = no tengo esa cuenta
word-no-phone-issued = no tengo teléfono institucional

# Lo que pregunta custodia attest
attest-answers = [s] sí   [n] no   [na] no aplica   [Intro] después
attest-again = Escriba s, n o na, o solo Intro para dejarlo para después.
attest-why = Por qué
attest-why-not = ¿Por qué no? Escriba un número, o solo Intro para no decirlo.
attest-why-it-does-not-apply = ¿Por qué no aplica? Escriba un número.
attest-why-again = Escriba un número del 1 al { $count }.
attest-stored = Declarado: { $question }: { $answer }
attest-done = Respuestas guardadas: { $answered }. Por responder: { $left }.
attest-nothing-due = No hay nada que declarar ahora. Para ver lo declarado: custodia attest --list
attest-none = Ninguna regla de estas políticas pide una declaración.
attest-damaged = lo que estaba guardado está dañado; queda aparte y no se borra. Hay que responder de nuevo

# Las preguntas
question-work-recipients = ¿Intercambia por WhatsApp datos de la entidad solo con quienes tienen a su cargo los boletines?
question-no-third-parties = ¿Lo que se maneja en esas conversaciones se queda ahí, sin llegar a nadie ajeno al proceso?
question-custody-of-documents = ¿Guarda en un lugar seguro los documentos, instrucciones, correcciones y aprobaciones que recibe?
question-linked-devices-reviewed = ¿Revisó en el teléfono la lista de dispositivos vinculados de WhatsApp y cerró los que no usa?
question-conversations-backed-up = ¿Hay una copia de seguridad reciente de las conversaciones de trabajo de WhatsApp?
question-not-left-unattended = ¿Mantiene el teléfono y el computador a la vista o bajo llave, nunca desatendidos?
question-data-plan = ¿El teléfono institucional tiene un plan de datos que funciona?
question-meeting-privacy-policies = ¿Leyó las políticas de privacidad de los servicios de reunión que usa?
question-meeting-permissions-reviewed = ¿Revisó qué permisos tienen las aplicaciones de reunión y quitó los que no hacen falta?
question-no-social-sign-in = ¿Entra a las reuniones sin usar su correo ni un perfil de redes sociales?
question-meeting-address-secure = ¿Envía el enlace de la reunión solo por un canal seguro y solo a los invitados?
question-microphone-off = ¿Mantiene el micrófono apagado mientras no habla?
question-participants-checked = ¿Comprueba que en la reunión están solo las personas invitadas?
question-shared-content-prepared = ¿Prepara antes lo que va a mostrar y cierra todo lo demás?
question-no-outside-forms = ¿Las cuentas oficiales evitan pedir datos confidenciales y enlazar formularios ajenos que los recojan?
question-survey-providers-certified = ¿Los proveedores externos de encuestas están certificados y reciben solo los datos necesarios?
question-publication-consent = ¿Tiene el consentimiento de las personas cuyos datos, imagen, voz o video se publican?
question-recipients-checked = ¿Comprueba que el destinatario o el grupo es el correcto antes de enviar?
question-groups-reviewed = ¿Revisó los grupos a su cargo, quiénes están y qué se reenvía desde ellos?
question-group-members-consent = ¿Quienes están en los grupos aceptaron que los demás vean su número y su perfil?
question-no-unlawful-content = ¿Los grupos a su cargo están libres de contenido ilícito?
question-no-formal-notifications = ¿Usa WhatsApp solo para avisos, y nunca para una notificación formal?
question-mail-classified = ¿Conserva y clasifica el correo institucional como documento oficial?
