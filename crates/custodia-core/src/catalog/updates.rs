//! Parameters of `updates`.

use super::ParameterSpec;

pub(super) const PARAMETERS: &[ParameterSpec] = &[];
