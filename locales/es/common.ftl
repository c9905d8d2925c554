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
