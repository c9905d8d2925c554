check-mail-accounts = Cuentas de correo
check-mail-accounts-about = Mira qué cuentas de correo están configuradas en los programas de este equipo: si son de la institución, si el correo viaja cifrado y si hay un certificado para firmarlo.
check-mail-accounts-blind = No puede ver el correo que se lee en el navegador, ni para qué se usa una cuenta, ni si el servidor reenvía el correo a otra parte. De los servidores y las direcciones no queda ni sale nada: solo se cuenta.

mail-accounts-in-order = A las cuentas de correo de este equipo no les falta nada de lo que pide esta regla (cuentas: { $accounts }).
mail-accounts-none = No hay ninguna cuenta configurada en un programa de correo de este equipo. El correo que se lee en el navegador no se puede ver.
mail-accounts-no-domains = La política no dice cuáles son los dominios de la institución, así que no se juzga de quién es cada cuenta.
mail-accounts-none-of-institution = Ninguna cuenta de este equipo es de la institución, así que no se pide ningún certificado.
mail-accounts-outside = Cuentas de correo que no son de la institución: { $outside } de { $accounts }.
mail-accounts-unprotected = Cuentas cuyo correo viaja sin cifrar: { $unprotected } de { $accounts }. Quien esté en la misma red puede leerlo.
mail-accounts-too-weak = Cuentas cuyo correo viaja con menos protección que la pedida: { $weak } de { $accounts }.
mail-accounts-trusts-any = Cuentas que confían en su servidor aunque su certificado no sea válido: { $unverified } de { $accounts }. Alguien podría hacerse pasar por él.
mail-accounts-no-certificate = Cuentas sin certificado para firmar y cifrar el correo (S/MIME): { $without } de { $accounts }.
mail-accounts-certificate-expired = Cuentas cuyo certificado de correo está vencido o todavía no vale: { $expired } de { $accounts }.
mail-accounts-certificate-unusable = Cuentas que usan un certificado que falta, o al que le falta su clave: { $unusable } de { $accounts }.
mail-accounts-domains-unclear = No se pudo saber de qué dominio son algunas cuentas: { $unclear } de { $accounts }.
mail-accounts-transport-unclear = No se pudo saber cómo viaja el correo de algunas cuentas: { $unclear } de { $accounts }.
mail-accounts-certificate-unclear = No se pudo saber si algunas cuentas tienen un certificado válido: { $unclear } de { $accounts }.
mail-accounts-unreadable = { $unread ->
    [one] Hay un programa de correo cuyas cuentas no se pueden leer.
   *[other] Hay { $unread } lugares con cuentas de correo que no se pueden leer.
}
mail-accounts-not-counted = No se pudo saber cuántas cuentas de correo hay.
mail-accounts-clear-password = Contraseñas de correo que viajan a la vista de todos: { $passwords }
mail-accounts-through-local = Cuentas que pasan por otro programa de este equipo, que no se revisa: { $local }
mail-accounts-certificate-until = El primer certificado de correo vence el { $until }
mail-accounts-has-openpgp = Cuentas con una clave OpenPGP: { $openpgp }

remedy-mail-accounts-remove-account =
    1. Abra su programa de correo y busque «Configuración de cuentas» («Cuentas en línea» en los ajustes de GNOME).
    2. Elija la cuenta personal o gratuita; antes de quitarla, guarde lo que sea del trabajo donde indique la institución.
    3. Quite la cuenta, y use la de la institución para su trabajo. Si no la tiene, pídala a quien administra el correo.
remedy-mail-accounts-turn-on-tls =
    1. Abra su programa de correo y busque «Configuración de cuentas», y en la cuenta «Configuración del servidor».
    2. En «Seguridad de la conexión» elija «SSL/TLS», para recibir y también para enviar (SMTP).
    3. Pruebe a recibir y a enviar. Si no funciona, pregunte los datos a quien administra el correo; no vuelva a «Ninguna».
remedy-mail-accounts-remove-exception =
    1. Pregunte a quien administra el correo si el certificado del servidor es correcto; mientras tanto no use esa cuenta.
    2. En Thunderbird: Ajustes, «Privacidad y seguridad», «Administrar certificados», «Servidores»: quite la excepción. En «Cuentas en línea» vuelva a crear la cuenta sin aceptar errores.
    3. Si el programa vuelve a avisar del certificado, no lo acepte: avise a quien administra el correo.
remedy-mail-accounts-install-certificate =
    1. Pida a la institución un certificado personal de correo (S/MIME), o que le renueven el suyo.
    2. En Thunderbird: «Configuración de cuentas», «Cifrado de extremo a extremo», «Administrar certificados S/MIME», «Importar».
    3. En la misma página, elíjalo para firmar y para cifrar, en cada dirección que use.
remedy-mail-accounts-look-yourself =
    1. Abra cada programa de correo que use y mire sus cuentas.
    2. Compruebe que la dirección sea de la institución y que la seguridad de la conexión sea «SSL/TLS», al recibir y al enviar.
    3. Si ya no usa un programa, quite sus cuentas o pida ayuda a quien administra los equipos.

word-domains = de quién son las cuentas
word-transport = cómo viaja el correo
word-smime = certificado para firmar
word-tls = TLS
word-starttls = STARTTLS obligatorio
word-starttls-opportunistic = STARTTLS si lo hay
word-no-encryption = sin cifrar
word-local-connection = dentro del equipo
word-no-connection = ninguna
word-smime-absent = sin certificado
word-smime-valid = certificado válido
word-smime-expired = certificado vencido
word-smime-unusable = certificado que falta
word-thunderbird = Thunderbird
word-seamonkey = SeaMonkey
word-evolution = Evolution
word-online-accounts = cuentas en línea de GNOME
word-geary = Geary
word-kmail = KMail
word-claws-mail = Claws Mail
word-sylpheed = Sylpheed
word-msmtp = msmtp
word-aerc = aerc
word-mutt = Mutt
word-mbsync = mbsync
word-offlineimap = OfflineIMAP
word-fetchmail = fetchmail
word-mailspring = Mailspring
word-bluemail = BlueMail
word-several-programs = más cuentas de las que se miran

source-mail-profile = perfil del programa de correo
source-evolution-sources = cuentas de Evolution
source-online-accounts-file = cuentas en línea de GNOME
source-geary-account = cuenta de Geary
source-kmail-settings = ajustes de KMail
source-claws-accounts = cuentas de Claws Mail
source-mail-text-settings = ajustes escritos a mano
source-mail-program-store = datos del programa de correo
source-mail-settings = ajustes de los programas de correo
source-mail-certificates = certificados del programa de correo

fact-mail-accounts-accounts = Cuentas de correo
fact-mail-accounts-unread = Lugares que no se pueden leer
fact-mail-accounts-outside = Cuentas fuera de la institución
fact-mail-accounts-program = Programa
fact-mail-accounts-is-outside = Fuera de la institución
fact-mail-accounts-incoming = Conexión para recibir
fact-mail-accounts-outgoing = Conexión para enviar
fact-mail-accounts-unverified = Confía en cualquier certificado
fact-mail-accounts-password-in-clear = Contraseña a la vista
fact-mail-accounts-smime = Certificado S/MIME
fact-mail-accounts-smime-until = Certificado válido hasta
fact-mail-accounts-openpgp = Clave OpenPGP
