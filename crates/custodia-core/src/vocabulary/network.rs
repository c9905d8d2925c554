//! The vocabulary of the `network` check.

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};

words! { Word WORDS {
    /// A cable, without port authentication.
    WIRED = "wired",
    /// A cable with 802.1X port authentication.
    WIRED_8021X = "wired-802-1x",
    /// Wi-Fi without encryption.
    WIFI_OPEN = "wifi-open",
    /// Wi-Fi with opportunistic encryption (OWE): encrypted, but the access point proves nothing.
    WIFI_OWE = "wifi-owe",
    /// Wi-Fi with WEP.
    WIFI_WEP = "wifi-wep",
    /// Wi-Fi with the first WPA or with TKIP, as WPA2 replaced them.
    WIFI_WPA_TKIP = "wifi-wpa-tkip",
    /// Wi-Fi with a WPA2 passphrase.
    WIFI_WPA2_PERSONAL = "wifi-wpa2-personal",
    /// Wi-Fi with a WPA3 passphrase (SAE).
    WIFI_WPA3_PERSONAL = "wifi-wpa3-personal",
    /// Wi-Fi with WPA2 or WPA3 enterprise (802.1X).
    WIFI_ENTERPRISE = "wifi-enterprise",
    /// Mobile data of the device itself.
    CELLULAR = "cellular",
    /// A phone's connection over Bluetooth.
    BLUETOOTH_TETHER = "bluetooth-tether",
    /// A phone's connection over the USB cable.
    USB_TETHER = "usb-tether",
    /// `NetworkManager` runs and answers.
    NETWORK_MANAGER = "network-manager",
    /// `ConnMan` runs, and no `NetworkManager`.
    CONNMAN = "connman",
    /// iwd runs, and nothing above it.
    IWD = "iwd",
    /// systemd-networkd manages links, and nothing above it runs.
    NETWORKD = "systemd-networkd",
    /// `wpa_supplicant` runs, and nothing above it.
    WPA_SUPPLICANT = "wpa-supplicant",
    /// No program manages the connections over the bus; the kernel is all there is.
    NO_NETWORK_MANAGER = "no-network-manager",
    /// Nobody looked whether the internet can be reached.
    CONNECTIVITY_UNKNOWN = "connectivity-unknown",
    /// No connection at all.
    CONNECTIVITY_NONE = "connectivity-none",
    /// A captive portal answers in place of the internet.
    CONNECTIVITY_PORTAL = "connectivity-portal",
    /// A network is there, the internet is not.
    CONNECTIVITY_LIMITED = "connectivity-limited",
    /// The internet can be reached.
    CONNECTIVITY_FULL = "connectivity-full",
    /// Nobody knows whether the connection is paid by volume.
    METERED_UNKNOWN = "metered-unknown",
    /// Paid by volume, as set.
    METERED_YES = "metered-yes",
    /// Not paid by volume, as set.
    METERED_NO = "metered-no",
    /// Probably paid by volume, such as a phone's hotspot.
    METERED_GUESS_YES = "metered-guess-yes",
    /// Probably not paid by volume.
    METERED_GUESS_NO = "metered-guess-no",
    /// The address family has no default route: it is not in use.
    ROUTE_NONE = "route-none",
    /// The default route of the address family, or a part of it, goes over a link outside any VPN.
    ROUTE_DIRECT = "route-direct",
    /// The default route of the address family goes through a VPN.
    ROUTE_VPN = "route-vpn",
    /// Names are asked for without TLS.
    DNS_OVER_TLS_NO = "dns-over-tls-no",
    /// Names are asked for over TLS where the server takes it, otherwise without.
    DNS_OVER_TLS_OPPORTUNISTIC = "dns-over-tls-opportunistic",
    /// Names are asked for over TLS only.
    DNS_OVER_TLS_YES = "dns-over-tls-yes",
    /// Refuses what comes in, and says so.
    ZONE_BLOCK = "zone-block",
    /// For servers that the world may reach.
    ZONE_DMZ = "zone-dmz",
    /// Drops what comes in.
    ZONE_DROP = "zone-drop",
    /// For routers.
    ZONE_EXTERNAL = "zone-external",
    /// For homes: some services are let in.
    ZONE_HOME = "zone-home",
    /// For inner networks: some services are let in.
    ZONE_INTERNAL = "zone-internal",
    /// For public places.
    ZONE_PUBLIC = "zone-public",
    /// Lets everything in.
    ZONE_TRUSTED = "zone-trusted",
    /// For work places: some services are let in.
    ZONE_WORK = "zone-work",
    /// A zone that an administrator or a distribution made.
    ZONE_OTHER = "zone-other",
}}

/// The classes of connection that a policy can allow.
pub const CLASSES: &[Word] = &[
    WIRED,
    WIRED_8021X,
    WIFI_OPEN,
    WIFI_OWE,
    WIFI_WEP,
    WIFI_WPA_TKIP,
    WIFI_WPA2_PERSONAL,
    WIFI_WPA3_PERSONAL,
    WIFI_ENTERPRISE,
    CELLULAR,
    BLUETOOTH_TETHER,
    USB_TETHER,
];

words! { Source SOURCES {
    /// systemd-resolved over the system bus.
    RESOLVED_BUS = "systemd-resolved",
    /// firewalld over the system bus.
    FIREWALLD_BUS = "firewalld",
    /// The settings of ufw (`/etc/ufw/ufw.conf`).
    UFW_SETTINGS = "ufw-settings",
    /// What tells the network that a link leads into: its name, or the address of its gateway.
    NETWORK_NAME = "network-name",
    /// `NetworkManager` over the system bus.
    NETWORK_MANAGER_BUS = "network-manager",
    /// iwd over the system bus.
    IWD_BUS = "iwd",
    /// `wpa_supplicant` over the system bus.
    WPA_SUPPLICANT_BUS = "wpa-supplicant",
    /// `ConnMan` over the system bus.
    CONNMAN_BUS = "connman",
    /// The kernel's Wi-Fi links (`nl80211`).
    NL80211 = "nl80211",
    /// The kernel's list of network interfaces (`/sys/class/net`).
    NETWORK_INTERFACES = "network-interfaces",
    /// The kernel's routing tables (`/proc/net`).
    ROUTING_TABLES = "routing-tables",
}}

facts! { FACTS {
    /// Which program manages the connections.
    MANAGER: Word = "network.manager",
    /// Whether any link is connected.
    CONNECTED: bool = "network.connected",
    /// Whether the internet can be reached, as the manager last looked.
    CONNECTIVITY: Word = "network.connectivity",
    /// Whether the connection is paid by volume.
    METERED: Word = "network.metered",
    /// Where the IPv4 default route goes.
    IPV4_DEFAULT_ROUTE: Word = "network.ipv4-default-route",
    /// Where the IPv6 default route goes.
    IPV6_DEFAULT_ROUTE: Word = "network.ipv6-default-route",
    /// Whether any VPN or tunnel is up, whatever it carries.
    VPN_UP: bool = "network.vpn-up",
    /// The class of one connected link.
    LINK_CLASS: Word = "network.link-class",
    /// Whether systemd-resolved asks for names over TLS, of the name servers in use the weakest.
    DNS_OVER_TLS: Word = "network.dns-over-tls",
    /// Whether ufw is set to start its firewall.
    UFW_ENABLED: bool = "network.ufw-enabled",
    /// The zone of firewalld that this link is in.
    LINK_FIREWALL_ZONE: Word = "network.link-firewall-zone",
    /// Whether this link is judged: it carries a default route, or no link does.
    LINK_JUDGED: bool = "network.link-judged",
    /// The weakest class that the access point of this Wi-Fi link would also accept.
    LINK_WEAKEST_ALLOWED: Word = "network.link-weakest-allowed",
    /// Whether this 802.1X link checks the server's certificate before it gives the credentials.
    LINK_SERVER_VERIFIED: bool = "network.link-server-verified",
    /// Whether this link leads into one of the networks that the rule approves.
    LINK_APPROVED: bool = "network.link-approved",
    /// Whether the internet can be reached over this link.
    LINK_CONNECTIVITY: Word = "network.link-connectivity",
}}

reasons! { REASONS {
    /// No link is connected.
    NOTHING_CONNECTED = "network-nothing-connected" [],
    /// A captive portal answers in place of the internet.
    CAPTIVE_PORTAL = "network-captive-portal" [],
    /// Every judged link is of an allowed class; the argument is the first one's.
    PRIVATE = "network-private" ["class"],
    /// A VPN carries the default route of every address family in use.
    VPN_CARRIES_ALL = "network-vpn-carries-all" [],
    /// A judged link is of a class that is not allowed.
    CLASS_NOT_ALLOWED = "network-class-not-allowed" ["class"],
    /// A judged link leads into a network that the rule does not approve.
    NOT_APPROVED = "network-not-approved" ["class"],
    /// It could not be told whether a judged link leads into an approved network.
    APPROVAL_UNCLEAR = "network-approval-unclear" [],
    /// The class of a judged link could not be told.
    CLASS_UNCLEAR = "network-class-unclear" [],
    /// A link is not allowed by itself, and it could not be told whether the VPN carries everything.
    VPN_ROUTE_UNCLEAR = "network-vpn-route-unclear" [],
    /// The links or routes could not be read.
    LINKS_UNREADABLE = "network-links-unreadable" [],
    /// It could not be read whether a captive portal answers.
    CONNECTIVITY_UNREADABLE = "network-connectivity-unreadable" [],
    /// Finding: the VPN carries IPv4, but IPv6 goes around it.
    VPN_LEAK_IPV6 = "network-vpn-leak-ipv6" [],
    /// Finding: the VPN carries IPv6, but IPv4 goes around it.
    VPN_LEAK_IPV4 = "network-vpn-leak-ipv4" [],
    /// Finding: a VPN is up, but the default routes go around it.
    VPN_NOT_DEFAULT = "network-vpn-not-default" [],
    /// Finding: the access point also accepts a weaker class than the one in use.
    WEAKER_ALLOWED = "network-weaker-allowed" ["class"],
    /// Finding: the 802.1X connection gives its credentials to any server.
    SERVER_NOT_VERIFIED = "network-server-not-verified" [],
    /// Finding: the firewall lets everything in on a link that is not private.
    ZONE_TOO_OPEN = "network-zone-too-open" [],
    /// Finding: nobody looked whether a captive portal answers.
    PORTAL_NOT_CHECKED = "network-portal-not-checked" [],
}}

words! { RemedyId REMEDIES {
    /// Leave the network with the captive portal.
    LEAVE_PORTAL = "network-leave-portal",
    /// Use a private connection or the institution's VPN.
    USE_PRIVATE = "network-use-private",
    /// Use an approved network, mobile data or the institution's VPN.
    USE_APPROVED = "network-use-approved",
    /// Let the VPN carry everything.
    VPN_FOR_EVERYTHING = "network-vpn-for-everything",
    /// Have the connection check the server's certificate.
    VERIFY_SERVER = "network-verify-server",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
