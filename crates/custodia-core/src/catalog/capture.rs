//! Parameters of `capture`.

use super::ParameterSpec;

pub(super) const PARAMETERS: &[ParameterSpec] = &[];
