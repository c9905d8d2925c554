//! Parameters of `updates`.

use super::{Parameter, ParameterSpec};

const DAY: u64 = 86_400;

/// Most installed packages that may wait for a security update.
pub const MAX_SECURITY_PENDING: Parameter<u64> = Parameter::number(
    "max-security-pending",
    0,
    0,
    10_000,
    "Most installed packages that may wait for a security update",
);
/// Longest time since the package lists were renewed that they are believed, in seconds.
pub const MAX_LIST_AGE: Parameter<u64> = Parameter::duration(
    "max-list-age",
    7 * DAY,
    DAY,
    365 * DAY,
    "Longest time since the package lists were renewed; from older ones nothing can be told",
);
/// Longest time since the package lists were renewed that is accepted at all, in seconds.
pub const MAX_STALE: Parameter<u64> = Parameter::duration(
    "max-stale",
    30 * DAY,
    DAY,
    365 * DAY,
    "Time since the package lists were renewed after which the rule is not met",
);
/// Longest time that installed updates may wait for a restart, in seconds.
pub const MAX_REBOOT_WAIT: Parameter<u64> = Parameter::duration(
    "max-reboot-wait",
    7 * DAY,
    0,
    365 * DAY,
    "Longest time that installed updates may wait for the system to be started anew",
);
/// Whether security updates have to be set to install themselves.
pub const AUTOMATIC: Parameter<bool> =
    Parameter::boolean("automatic", false, "Whether security updates have to be set to install themselves");
pub(super) const PARAMETERS: &[ParameterSpec] = &[
    MAX_SECURITY_PENDING.spec(),
    MAX_LIST_AGE.spec(),
    MAX_STALE.spec(),
    MAX_REBOOT_WAIT.spec(),
    AUTOMATIC.spec(),
];
