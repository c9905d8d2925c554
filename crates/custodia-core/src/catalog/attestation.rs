//! Parameters of `attestation`.

use super::{Parameter, ParameterSpec};
use crate::vocabulary::{Word, attestation as words};

/// The question of the fixed list that the person has to have answered.
pub const QUESTION: Parameter<Option<Word>> = Parameter::word(
    "question",
    words::QUESTIONS,
    "The question that the person has to have answered; without one nothing is decided",
)
.required();

/// For how long an answer holds: 90 days, as long as a quarter of the year.
pub const VALID_FOR: Parameter<u64> = Parameter::duration(
    "valid-for",
    90 * 86_400,
    86_400,
    1_096 * 86_400,
    "For how long an answer holds, in whole days; after that the question is due again",
);

pub(super) const PARAMETERS: &[ParameterSpec] = &[QUESTION.spec(), VALID_FOR.spec()];
