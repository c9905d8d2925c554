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
    /// Wi-Fi with WPA and TKIP only.
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
}}

facts! { FACTS {
}}

reasons! { REASONS {
}}

words! { RemedyId REMEDIES {
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
