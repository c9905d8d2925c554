//! Facts of the `whatsapp-web` check on Linux.

use custodia_core::fact::Facts;

use crate::host::Host;

pub(crate) fn whatsapp_web(_host: &Host) -> Facts {
    Facts::new()
}
