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
