# Families of Linux distributions
word-debian = Debian
word-fedora = Fedora
word-suse = SUSE
word-arch = Arch Linux
word-alpine = Alpine Linux
word-nixos = NixOS
word-gentoo = Gentoo

# Desktops
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
word-other-desktop = another desktop

# Package managers
word-dpkg = dpkg (apt)
word-rpm = RPM
word-pacman = pacman
word-apk = apk
word-flatpak = Flatpak
word-snap = snap

# Sources
source-platform = the platform
source-environment = the environment of the session
source-logind = the login service (logind)
source-dpkg-status = dpkg's database
source-rpm-database = RPM's database
source-pacman-database = pacman's database
source-apk-database = apk's database
source-flatpak-installations = the applications of Flatpak
source-snap-installations = the snaps

# Reasons
platform-unsupported = This cannot be checked yet on this kind of device.
platform-not-asked = The rule is not meant for this kind of device.
