//! Parameters of `mail-accounts`.

use super::ParameterSpec;

pub(super) const PARAMETERS: &[ParameterSpec] = &[];
