check-security-software = Programas de seguridad
check-security-software-about = Programas de seguridad.
check-security-software-blind = Programas de seguridad.
