//! Parameters of `security-software`.

use super::{Parameter, ParameterSpec};
use crate::value::Digest;
use crate::vocabulary::Word;
use crate::vocabulary::security_software::{
    MONITORING, REMOTE_CONTROL, REMOTE_CONTROL_PROGRAMS, STALKERWARE,
};

const DAY: u64 = 24 * 60 * 60;

/// Whether something that looks for harmful programs must be there and on.
pub const ENGINE_REQUIRED: Parameter<bool> = Parameter::boolean(
    "engine-required",
    true,
    "An engine that looks for harmful programs must be there and on",
);

/// Whether the age of its signatures counts.
pub const SIGNATURES_REQUIRED: Parameter<bool> = Parameter::boolean(
    "signatures-required",
    true,
    "The age of the engine's signatures counts; of other engines than ClamAV it cannot be told",
);

/// How old its signatures may be; `ClamAV` itself warns after seven days.
pub const MAX_SIGNATURE_AGE: Parameter<u64> = Parameter::duration(
    "max-signature-age",
    7 * DAY,
    DAY,
    365 * DAY,
    "How old the engine's signatures may be",
);

/// Whether a firewall must be on.
pub const FIREWALL_REQUIRED: Parameter<bool> =
    Parameter::boolean("firewall-required", true, "A firewall must be on");

/// The kinds of listed programs that must not be there.
pub const REFUSED: Parameter<Vec<Word>> = Parameter::words(
    "refused",
    &[STALKERWARE, MONITORING, REMOTE_CONTROL],
    &[STALKERWARE, MONITORING, REMOTE_CONTROL],
    "Kinds of programs of the list of unwanted ones that must not be there",
);

/// The programs for remote control that may be there.
pub const APPROVED_REMOTE_CONTROL: Parameter<Vec<Word>> = Parameter::words(
    "approved-remote-control",
    &[],
    REMOTE_CONTROL_PROGRAMS,
    "Programs for remote control that may be there, such as the one that the institution helps people with",
);

/// Whether people may add certificate authorities of their own.
pub const AUTHORITIES_ALLOWED: Parameter<bool> = Parameter::boolean(
    "added-authorities-allowed",
    false,
    "Any certificate authority may be added to those of the system and the browsers",
);

/// The certificate authorities that may be added.
pub const APPROVED_AUTHORITIES: Parameter<Vec<Digest>> = Parameter::digests(
    "approved-authorities",
    "SHA-256 digests of the certificates (DER) of authorities that may be added, such as the institution's own",
);

/// Whether extensions may come from elsewhere than the browser's store.
pub const LOOSE_EXTENSIONS_ALLOWED: Parameter<bool> = Parameter::boolean(
    "loose-extensions-allowed",
    false,
    "Browser extensions may come from a folder, a file or another program instead of the browser's store",
);

pub(super) const PARAMETERS: &[ParameterSpec] = &[
    ENGINE_REQUIRED.spec(),
    SIGNATURES_REQUIRED.spec(),
    MAX_SIGNATURE_AGE.spec(),
    FIREWALL_REQUIRED.spec(),
    REFUSED.spec(),
    APPROVED_REMOTE_CONTROL.spec(),
    AUTHORITIES_ALLOWED.spec(),
    APPROVED_AUTHORITIES.spec(),
    LOOSE_EXTENSIONS_ALLOWED.spec(),
];
