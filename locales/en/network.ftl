check-network = Network
check-network-about = Looks whether the connections in use are private: what kind of link carries the traffic, how it is protected, and whether a VPN covers all of it.
check-network-blind = It cannot see whether a cable leads into a public network, whether a Wi-Fi access point is the one it claims to be, or where the VPN ends. Where nothing looks for sign-in pages (captive portals), it does not see them either.

network-nothing-connected = The device is not connected to any network.
network-captive-portal = This network asks people to go through a sign-in page (captive portal): it is a public network.
network-private = The connection in use is private ({ $class }).
network-vpn-carries-all = A VPN carries all traffic.
network-class-not-allowed = A connection in use does not count as private ({ $class }).
network-not-approved = This connection ({ $class }) is not one of the networks that the institution approved.
network-approval-unclear = It could not be told whether the network in use is one of the approved ones.
network-class-unclear = It could not be told what kind of connection carries the traffic.
network-vpn-route-unclear = The connection is not private by itself, and it could not be told whether the VPN carries all traffic.
network-links-unreadable = The connections of this device could not be read.
network-connectivity-unreadable = It could not be read whether this network has a sign-in page (captive portal).
network-vpn-leak-ipv6 = The VPN carries IPv4 traffic, but IPv6 traffic goes around it.
network-vpn-leak-ipv4 = The VPN carries IPv6 traffic, but IPv4 traffic goes around it.
network-vpn-not-default = A VPN is up, but general traffic goes around it.
network-weaker-allowed = The access point also accepts a weaker protection ({ $class }).
network-server-not-verified = This connection gives its credentials without checking which server gets them.
network-zone-too-open = The firewall lets everything in over a connection that is not private.
network-portal-not-checked = Nobody looked whether this network has a sign-in page (captive portal).

remedy-network-leave-portal =
    1. { step-open-networks } and disconnect from this network: signing in on its page does not make it private.
    2. Connect to your phone's mobile data or a Wi-Fi network with a password that you trust.
remedy-network-use-private =
    1. { step-open-networks } and switch to your phone's mobile data or to a Wi-Fi network with a password (WPA2 or WPA3) that you trust.
    2. If there is no other network, connect the institution's VPN before you work.
    3. If the Wi-Fi is your own at home, turn WPA2 or WPA3 on in the router or ask your provider for help.
remedy-network-use-approved =
    1. { step-open-networks } and connect to a network that the institution approved, or to your phone's mobile data.
    2. If there is no other network, connect the institution's VPN before you work.
    3. If this network should be approved, ask whoever runs the policy.
remedy-network-vpn-for-everything =
    1. { step-open-vpn }. If your VPN has a program of its own, open that.
    2. { step-vpn-for-everything }.
    3. If you do not find the option, ask whoever runs the VPN. Use mobile data in the meantime.
remedy-network-verify-server =
    1. { step-open-network-security }.
    2. Choose the institution's (CA) certificate and type the name (domain) of its server.
    3. If you do not have them, ask whoever runs the network.

word-wired = network cable
word-wired-802-1x = network cable with 802.1X sign-in
word-wifi-open = open Wi-Fi
word-wifi-owe = open Wi-Fi with encryption (OWE)
word-wifi-wep = Wi-Fi with WEP
word-wifi-wpa-tkip = Wi-Fi with the old WPA (TKIP)
word-wifi-wpa2-personal = Wi-Fi with a password (WPA2)
word-wifi-wpa3-personal = Wi-Fi with a password (WPA3)
word-wifi-enterprise = institutional Wi-Fi (802.1X)
word-cellular = mobile data
word-bluetooth-tether = phone over Bluetooth
word-usb-tether = phone over the USB cable
word-network-manager = NetworkManager
word-connman = ConnMan
word-iwd = iwd
word-systemd-networkd = systemd-networkd
word-wpa-supplicant = wpa_supplicant
word-no-network-manager = none
word-connectivity-unknown = nobody looked
word-connectivity-none = no connection
word-connectivity-portal = captive portal
word-connectivity-limited = network without internet
word-connectivity-full = internet reached
word-metered-unknown = not known
word-metered-yes = yes
word-metered-no = no
word-metered-guess-yes = probably yes
word-metered-guess-no = probably no
word-route-none = not in use
word-route-direct = direct, outside a VPN
word-route-vpn = through the VPN
word-dns-over-tls-no = unencrypted
word-dns-over-tls-opportunistic = encrypted where the server takes it
word-dns-over-tls-yes = always encrypted
word-zone-block = refuses what comes in (block)
word-zone-dmz = demilitarised zone (dmz)
word-zone-drop = drops what comes in (drop)
word-zone-external = external
word-zone-home = home
word-zone-internal = internal
word-zone-public = public places (public)
word-zone-trusted = lets everything in (trusted)
word-zone-work = work
word-zone-other = another zone

source-network-manager = NetworkManager
source-iwd = iwd
source-wpa-supplicant = wpa_supplicant
source-connman = ConnMan
source-nl80211 = Wi-Fi links of the system (nl80211)
source-network-name = identity of the network in use
source-systemd-resolved = systemd-resolved
source-firewalld = firewalld
source-ufw-settings = settings of ufw
source-network-interfaces = network interfaces of the system
source-routing-tables = routing tables of the system

fact-network-manager = Connection manager
fact-network-connected = Connected
fact-network-connectivity = Internet access
fact-network-metered = Paid by volume
fact-network-ipv4-default-route = General IPv4 route
fact-network-ipv6-default-route = General IPv6 route
fact-network-vpn-up = VPN up
fact-network-dns-over-tls = Name lookups (DNS)
fact-network-ufw-enabled = Firewall ufw switched on
fact-network-link-firewall-zone = Firewall zone
fact-network-link-class = Kind of connection
fact-network-link-judged = Taken into account
fact-network-link-weakest-allowed = Weakest protection it accepts
fact-network-link-server-verified = Checks the server
fact-network-link-approved = Approved network
fact-network-link-connectivity = Internet access over this connection
