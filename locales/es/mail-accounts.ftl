check-mail-accounts = Cuentas de correo
check-mail-accounts-about = Cuentas de correo.
check-mail-accounts-blind = Cuentas de correo.
