//! Parameters of `screen-lock`.

use super::{Parameter, ParameterSpec};

/// Longest time without use until the screen locks or goes dark, in seconds.
pub const MAX_IDLE: Parameter<u64> = Parameter::duration(
    "max-idle",
    300,
    10,
    86_400,
    "Longest time without use until the screen locks or goes dark",
);
/// Longest time after that in which the screen still opens without a password, in seconds.
pub const MAX_GRACE: Parameter<u64> = Parameter::duration(
    "max-grace",
    5,
    0,
    3_600,
    "Longest time after the screen locked or went dark in which it still opens without a password",
);
/// Shortest password that people may be allowed to choose, in characters.
pub const MIN_LENGTH: Parameter<u64> = Parameter::number(
    "min-length",
    4,
    1,
    128,
    "Shortest password that the rules for new passwords may allow, in characters; less is a finding",
);
pub(super) const PARAMETERS: &[ParameterSpec] = &[MAX_IDLE.spec(), MAX_GRACE.spec(), MIN_LENGTH.spec()];
