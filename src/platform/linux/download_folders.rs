//! Facts of the `download-folders` check on Linux.
//!
//! Reads nothing yet, which needs no permission.

use custodia_core::fact::Facts;

use crate::host::Host;

pub(crate) fn download_folders(_host: &Host) -> Facts {
    Facts::new()
}
