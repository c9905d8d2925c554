//! Parameters of `whatsapp-web`.

use super::{Parameter, ParameterSpec};

/// Longest time that a linked session may stay unused, in seconds.
pub const MAX_UNUSED: Parameter<u64> = Parameter::duration(
    "max-unused",
    28_800,
    0,
    2_592_000,
    "Longest time that a linked WhatsApp Web session may stay unused before it must be closed",
);
/// Whether other messengers on the computer are told as findings.
pub const INVENTORY: Parameter<bool> = Parameter::boolean(
    "inventory",
    false,
    "Whether it is told that Telegram Desktop or Signal Desktop has data on the computer",
);
pub(super) const PARAMETERS: &[ParameterSpec] = &[MAX_UNUSED.spec(), INVENTORY.spec()];
