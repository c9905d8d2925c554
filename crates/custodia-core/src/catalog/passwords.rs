//! Parameters of `passwords`.

use super::{Parameter, ParameterSpec};

/// For how long a judgement of the passwords holds.
pub const VALID_FOR: Parameter<u64> = Parameter::duration(
    "valid-for",
    180 * 86_400,
    86_400,
    1_096 * 86_400,
    "For how long a judgement of the passwords holds, in whole days; after that they have to be looked at again",
);

/// The score of the estimate that every password has to reach.
pub const MIN_SCORE: Parameter<u64> = Parameter::number(
    "min-score",
    3,
    1,
    4,
    "The score of zxcvbn's estimate that every password has to reach: 3 stands for at least 10^8 guesses",
);

/// The length that every password has to have (NIST SP 800-63B 5.1.1.2 asks for 8).
pub const MIN_LENGTH: Parameter<u64> =
    Parameter::number("min-length", 8, 4, 64, "The characters that every password has to have");

pub(super) const PARAMETERS: &[ParameterSpec] = &[VALID_FOR.spec(), MIN_SCORE.spec(), MIN_LENGTH.spec()];
