//! Parameters of `security-software`.

use super::ParameterSpec;

pub(super) const PARAMETERS: &[ParameterSpec] = &[];
