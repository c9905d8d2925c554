//! Facts of the `security-software` check on Linux.
//!
//! Reads nothing yet, which needs no permission.

use custodia_core::fact::Facts;

use crate::host::Host;

pub(crate) fn security_software(_host: &Host) -> Facts {
    Facts::new()
}
