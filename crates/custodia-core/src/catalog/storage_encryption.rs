//! Parameters of `storage-encryption`.

use super::ParameterSpec;

pub(super) const PARAMETERS: &[ParameterSpec] = &[];
