# Familias de distribuciones de Linux
word-debian = Debian
word-fedora = Fedora
word-suse = SUSE
word-arch = Arch Linux
word-alpine = Alpine Linux
word-nixos = NixOS
word-gentoo = Gentoo

# Escritorios
word-gnome = GNOME
word-kde = KDE Plasma
word-xfce = Xfce
word-cinnamon = Cinnamon
word-mate = MATE
word-lxqt = LXQt
word-budgie = Budgie
word-cosmic = COSMIC
word-sway = sway
word-hyprland = Hyprland
word-i3 = i3
word-other-desktop = otro escritorio
word-hardware-limits = el equipo no lo permite
word-replacement-ordered = el equipo se va a reemplazar
word-software-needs-it = un programa del trabajo lo impide
word-accessibility = la persona lo necesita para usar el equipo
word-other-protection = otra medida protege igual
word-pilot = se está probando

# Gestores de paquetes
word-dpkg = dpkg (apt)
word-rpm = RPM
word-pacman = pacman
word-apk = apk
word-flatpak = Flatpak
word-snap = snap

# Fuentes
source-platform = la plataforma
source-environment = el entorno de la sesión
source-logind = el servicio de inicio de sesión (logind)
source-dpkg-status = la base de datos de dpkg
source-rpm-database = la base de datos de RPM
source-pacman-database = la base de datos de pacman
source-apk-database = la base de datos de apk
source-flatpak-installations = las aplicaciones de Flatpak
source-snap-installations = las aplicaciones snap

# Motivos
platform-unsupported = Esto todavía no se puede revisar en este tipo de equipo.
platform-not-asked = La regla no está pensada para este tipo de equipo.
waived = La institución exime de esta regla hasta el { $until }, incluido ese día: { $reason }.
not-recorded = Entre los datos registrados no hay ninguno de esta revisión.

# Pasos que son distintos en cada escritorio; las soluciones los nombran
keys-lock-screen = { $desktop ->
    [xfce] las teclas Ctrl, Alt y L
    [cinnamon] las teclas Ctrl, Alt y L
    [mate] las teclas Ctrl, Alt y L
    [lxqt] las teclas Ctrl, Alt y L
    [cosmic] la tecla Súper (Windows) y Esc
    [sway] la orden que la bloquea en su configuración
    [hyprland] la orden que la bloquea en su configuración
    [i3] la orden que la bloquea en su configuración
   *[other] la tecla Súper (Windows) y L
}
step-open-networks = { $desktop ->
    [gnome] Abra Configuración, luego Wi-Fi (si la conexión es por cable: Red)
    [sway] Abra el programa con el que se conecta a las redes (en una terminal: nmtui)
    [hyprland] Abra el programa con el que se conecta a las redes (en una terminal: nmtui)
    [i3] Abra el programa con el que se conecta a las redes (en una terminal: nmtui)
    [kde] Elija el icono de red de la bandeja del sistema
    [other-desktop] Abra los ajustes de red de su escritorio
    [none] Abra los ajustes de red de su equipo
   *[other] Elija el icono de red del panel
}
step-open-network-security = { $desktop ->
    [gnome] Abra Configuración, luego Wi-Fi, luego el engranaje que está junto a esta red, luego Seguridad
    [kde] Abra Preferencias del sistema, luego Conexiones (en algunas versiones, dentro de Red o de Wi-Fi e Internet), elija esta red, luego Seguridad Wi-Fi
    [cinnamon] Abra Configuración del sistema, luego Red, luego Wi-Fi, luego el engranaje que está junto a esta red, luego Seguridad
    [budgie] Abra el Centro de control de Budgie, luego Wi-Fi, luego el engranaje que está junto a esta red, luego Seguridad
    [xfce] Abra Configuración de red avanzada, elija esta red y el engranaje, luego la página de seguridad
    [mate] Abra Configuración de red avanzada, elija esta red y el engranaje, luego la página de seguridad
    [lxqt] Abra Configuración de red avanzada, elija esta red y el engranaje, luego la página de seguridad
   *[other] Abra los ajustes de esta red Wi-Fi
}
step-open-vpn = { $desktop ->
    [gnome] Abra Configuración, luego Red, y elija el engranaje que está junto a su VPN
    [kde] Abra Preferencias del sistema, luego Conexiones (en algunas versiones, dentro de Red o de Wi-Fi e Internet), y elija su VPN
    [cinnamon] Abra Configuración del sistema, luego Red, elija su VPN y el engranaje
    [budgie] Abra el Centro de control de Budgie, luego Red, y elija el engranaje que está junto a su VPN
    [xfce] Abra Configuración de red avanzada, elija su VPN y el engranaje
    [mate] Abra Configuración de red avanzada, elija su VPN y el engranaje
    [lxqt] Abra Configuración de red avanzada, elija su VPN y el engranaje
   *[other] Abra los ajustes de su VPN
}
step-vpn-for-everything = { $desktop ->
    [gnome] En las páginas IPv4 e IPv6, desactive «Usar esta conexión sólo para los recursos en su red»
    [cinnamon] En las páginas IPv4 e IPv6, desactive «Usar esta conexión sólo para los recursos en su red»
    [budgie] En las páginas IPv4 e IPv6, desactive «Usar esta conexión sólo para los recursos en su red»
    [kde] En las páginas IPv4 e IPv6, elija Rutas y desactive que se use solo para los recursos de esa conexión
    [xfce] En las páginas IPv4 e IPv6, elija Rutas y desactive que se use solo para los recursos en su red
    [mate] En las páginas IPv4 e IPv6, elija Rutas y desactive que se use solo para los recursos en su red
    [lxqt] En las páginas IPv4 e IPv6, elija Rutas y desactive que se use solo para los recursos en su red
   *[other] Active la opción de enviar todo el tráfico por ella, también el de IPv6
}
step-open-own-account = { $desktop ->
    [gnome] Abra Configuración, luego Sistema, luego Usuarios (en algunas versiones: Configuración, Usuarios)
    [kde] Abra Preferencias del sistema, luego Usuarios (en algunas versiones, dentro de Sistema)
    [cinnamon] Abra Configuración del sistema, luego Detalles de la cuenta
    [mate] Abra el Centro de control, luego Acerca de mí
    [lxqt] Abra el Centro de configuración de LXQt, luego Usuarios y grupos
    [budgie] Abra el Centro de control de Budgie, luego Usuarios
    [cosmic] Abra Configuración, luego Sistema y cuentas, luego Usuarios
   *[other] Abra una terminal y ejecute passwd
}
step-change-password = { $desktop ->
    [gnome] Elija Contraseña, y ponga a su cuenta una que nadie pueda adivinar
    [kde] Elija su cuenta, luego Cambiar contraseña, y póngale una que nadie pueda adivinar
    [cinnamon] Elija Contraseña, y ponga a su cuenta una que nadie pueda adivinar
    [mate] Elija Cambiar contraseña, y ponga a su cuenta una que nadie pueda adivinar
    [lxqt] Elija su cuenta, luego Cambiar contraseña, y póngale una que nadie pueda adivinar
    [budgie] Elija Contraseña, y ponga a su cuenta una que nadie pueda adivinar
    [cosmic] Elija su cuenta, luego Cambiar contraseña, y póngale una que nadie pueda adivinar
   *[other] Escriba dos veces una contraseña que nadie pueda adivinar (no se ve al escribirla)
}
