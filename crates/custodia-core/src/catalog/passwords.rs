//! Parameters of `passwords`.

use super::ParameterSpec;

pub(super) const PARAMETERS: &[ParameterSpec] = &[];
