//! Parameters of `download-folders`.

use super::ParameterSpec;

pub(super) const PARAMETERS: &[ParameterSpec] = &[];
