//! Parameters of `storage-encryption`.

use super::{Parameter, ParameterSpec};
use crate::vocabulary::Word;
use crate::vocabulary::storage_encryption as words;

const ALL_PLACES: &[Word] = &[
    words::ROOT,
    words::HOME,
    words::SWAP,
    words::BROWSER_STORES,
    words::MAIL_STORES,
    words::TEMPORARY_FOLDERS,
];
const BY_THE_SYSTEM: &[Word] = &[
    words::LUKS2,
    words::LUKS1,
    words::DM_CRYPT_PLAIN,
    words::LOOP_AES,
    words::VERACRYPT,
    words::BITLOCKER,
    words::FILEVAULT,
    words::FSCRYPT,
    words::ECRYPTFS,
    words::GOCRYPTFS,
    words::CRYFS,
    words::ENCFS,
];
const ALL_LAYERS: &[Word] = &[
    words::LUKS2,
    words::LUKS2_OPAL,
    words::LUKS1,
    words::DM_CRYPT_PLAIN,
    words::LOOP_AES,
    words::VERACRYPT,
    words::BITLOCKER,
    words::FILEVAULT,
    words::FSCRYPT,
    words::ECRYPTFS,
    words::GOCRYPTFS,
    words::CRYFS,
    words::ENCFS,
];

/// The places that must be encrypted.
pub const PLACES: Parameter<Vec<Word>> =
    Parameter::words("places", ALL_PLACES, ALL_PLACES, "Places that must be encrypted");
/// What may encrypt them.
pub const ACCEPTED: Parameter<Vec<Word>> = Parameter::words(
    "accepted",
    BY_THE_SYSTEM,
    ALL_LAYERS,
    "What may encrypt them; what is only kept in memory is always accepted",
);
pub(super) const PARAMETERS: &[ParameterSpec] = &[PLACES.spec(), ACCEPTED.spec()];
