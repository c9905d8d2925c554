check-passwords = Contraseñas de las cuentas oficiales
check-passwords-about = Contraseñas de las cuentas oficiales.
check-passwords-blind = Contraseñas de las cuentas oficiales.
