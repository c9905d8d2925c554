//! Parameters of `device-reset`.

use super::{Parameter, ParameterSpec};
use jiff::civil::Date;

/// The day of the hand-over: the operating system must have been installed on it or later.
pub const NOT_BEFORE: Parameter<Option<Date>> = Parameter::date(
    "not-before",
    "Day of the hand-over: the operating system must have been installed on it or later; without it nothing is asked",
);
pub(super) const PARAMETERS: &[ParameterSpec] = &[NOT_BEFORE.spec()];
