//! Parameters of `meeting-apps`.

use super::ParameterSpec;

pub(super) const PARAMETERS: &[ParameterSpec] = &[];
