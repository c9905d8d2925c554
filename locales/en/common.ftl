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
word-hardware-limits = the device cannot do it
word-replacement-ordered = the device is about to be replaced
word-software-needs-it = a program that the work needs prevents it
word-accessibility = the person needs it to use the device
word-other-protection = something else protects as well
word-pilot = it is being tried out

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
waived = The institution excuses from this rule up to and including { $until }: { $reason }.
not-recorded = The recorded facts have none of this check.

# Steps that differ between desktops; remedies name them
keys-lock-screen = { $desktop ->
    [xfce] the Ctrl, Alt and L keys
    [cinnamon] the Ctrl, Alt and L keys
    [mate] the Ctrl, Alt and L keys
    [lxqt] the Ctrl, Alt and L keys
    [cosmic] the Super (Windows) key and Esc
    [sway] the command that locks it in your configuration
    [hyprland] the command that locks it in your configuration
    [i3] the command that locks it in your configuration
   *[other] the Super (Windows) key and L
}
step-open-networks = { $desktop ->
    [gnome] Open Settings, then Wi-Fi (for a cable: Network)
    [sway] Open the program with which you connect to networks (in a terminal: nmtui)
    [hyprland] Open the program with which you connect to networks (in a terminal: nmtui)
    [i3] Open the program with which you connect to networks (in a terminal: nmtui)
    [kde] Choose the network icon of the system tray
    [other-desktop] Open the network settings of your desktop
    [none] Open the network settings of your device
   *[other] Choose the network icon of the panel
}
step-open-network-security = { $desktop ->
    [gnome] Open Settings, then Wi-Fi, then the gear beside this network, then Security
    [kde] Open System Settings, then Connections (in some versions below Network, or Wi-Fi & Internet), choose this network, then Wi-Fi Security
    [cinnamon] Open System Settings, then Network, then Wi-Fi, then the gear beside this network, then Security
    [budgie] Open Budgie Control Center, then Wi-Fi, then the gear beside this network, then Security
    [xfce] Open Advanced Network Configuration, choose this network and the gear, then the page on security
    [mate] Open Advanced Network Configuration, choose this network and the gear, then the page on security
    [lxqt] Open Advanced Network Configuration, choose this network and the gear, then the page on security
   *[other] Open the settings of this Wi-Fi network
}
step-open-vpn = { $desktop ->
    [gnome] Open Settings, then Network, and choose the gear beside your VPN
    [kde] Open System Settings, then Connections (in some versions below Network, or Wi-Fi & Internet), and choose your VPN
    [cinnamon] Open System Settings, then Network, choose your VPN and the gear
    [budgie] Open Budgie Control Center, then Network, and choose the gear beside your VPN
    [xfce] Open Advanced Network Configuration, choose your VPN and the gear
    [mate] Open Advanced Network Configuration, choose your VPN and the gear
    [lxqt] Open Advanced Network Configuration, choose your VPN and the gear
   *[other] Open the settings of your VPN
}
step-vpn-for-everything = { $desktop ->
    [gnome] On the pages IPv4 and IPv6, switch off “Use this connection only for resources on its network”
    [cinnamon] On the pages IPv4 and IPv6, switch off “Use this connection only for resources on its network”
    [budgie] On the pages IPv4 and IPv6, switch off “Use this connection only for resources on its network”
    [kde] On the pages IPv4 and IPv6, choose Routes and switch off that it is used only for resources on that connection
    [xfce] On the pages IPv4 and IPv6, choose Routes and switch off that it is used only for resources on its network
    [mate] On the pages IPv4 and IPv6, choose Routes and switch off that it is used only for resources on its network
    [lxqt] On the pages IPv4 and IPv6, choose Routes and switch off that it is used only for resources on its network
   *[other] Switch on the option to send all traffic through it, that of IPv6 too
}
step-open-own-account = { $desktop ->
    [gnome] Open Settings, then System, then Users (in some versions: Settings, Users)
    [kde] Open System Settings, then Users (in some versions below System)
    [cinnamon] Open System Settings, then Account details
    [mate] Open Control Center, then About Me
    [lxqt] Open LXQt Configuration Center, then Users and Groups
    [budgie] Open Budgie Control Center, then Users
    [cosmic] Open Settings, then System & Accounts, then Users
   *[other] Open a terminal and run passwd
}
step-change-password = { $desktop ->
    [gnome] Choose Password, and give your account one that nobody can guess
    [kde] Choose your account, then Change Password, and give it one that nobody can guess
    [cinnamon] Choose Password, and give your account one that nobody can guess
    [mate] Choose Change Password, and give your account one that nobody can guess
    [lxqt] Choose your account, then Change Password, and give it one that nobody can guess
    [budgie] Choose Password, and give your account one that nobody can guess
    [cosmic] Choose your account, then Change password, and give it one that nobody can guess
   *[other] Type a password twice that nobody can guess (it is not shown as you type)
}
