//! Parameters of `attestation`.

use super::ParameterSpec;

pub(super) const PARAMETERS: &[ParameterSpec] = &[];
