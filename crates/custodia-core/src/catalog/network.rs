//! Parameters of `network`.

use super::{Parameter, ParameterSpec};
use crate::network_id::NetworkId;
use crate::vocabulary::Word;
use crate::vocabulary::network as words;

/// Connection classes that count as private.
pub const ALLOWED: Parameter<Vec<Word>> = Parameter::words(
    "allowed",
    &[
        words::WIRED,
        words::WIRED_8021X,
        words::WIFI_WPA2_PERSONAL,
        words::WIFI_WPA3_PERSONAL,
        words::WIFI_ENTERPRISE,
        words::CELLULAR,
        words::BLUETOOTH_TETHER,
        words::USB_TETHER,
    ],
    words::CLASSES,
    "Classes of connection that count as private",
);
/// Whether a VPN that carries the whole default route makes any connection acceptable.
pub const VPN_SUFFICES: Parameter<bool> = Parameter::boolean(
    "vpn-suffices",
    true,
    "Whether a VPN that carries the default route of every address family in use makes any class acceptable",
);
/// The networks that count as private; all of an allowed class where there are none.
pub const APPROVED_NETWORKS: Parameter<Vec<NetworkId>> = Parameter::network_ids(
    "approved-networks",
    "Ids of the Wi-Fi networks and cables that count as private, as `custodia policy network-id` prints them; without it all of an allowed class do",
);
pub(super) const PARAMETERS: &[ParameterSpec] =
    &[ALLOWED.spec(), VPN_SUFFICES.spec(), APPROVED_NETWORKS.spec()];
