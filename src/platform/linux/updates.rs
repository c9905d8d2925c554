//! Facts of the `updates` check on Linux.
//!
//! Reads nothing yet, which needs no permission.

use custodia_core::fact::Facts;

use crate::host::Host;

pub(crate) fn updates(_host: &Host) -> Facts {
    Facts::new()
}
