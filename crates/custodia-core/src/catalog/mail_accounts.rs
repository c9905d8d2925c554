//! Parameters of `mail-accounts`.

use super::{Parameter, ParameterSpec};
use crate::policy::Domain;
use crate::vocabulary::Word;
use crate::vocabulary::mail_accounts::{
    JUDGE_DOMAINS, JUDGE_SMIME, JUDGE_TRANSPORT, STARTTLS, STARTTLS_OPPORTUNISTIC, TLS,
};

/// The domains that the institution's addresses are of.
pub const INSTITUTION_DOMAINS: Parameter<Vec<Domain>> = Parameter::domains(
    "institution-domains",
    "Domains of the institution, those below them included: an account of another domain is outside",
);
/// Which parts decide; the others are findings.
pub const JUDGE: Parameter<Vec<Word>> = Parameter::words(
    "judge",
    &[JUDGE_DOMAINS, JUDGE_TRANSPORT],
    &[JUDGE_DOMAINS, JUDGE_TRANSPORT, JUDGE_SMIME],
    "What decides: whose domains the accounts are of, how mail travels, whether a certificate for S/MIME is set up; what is not named is told as a finding",
);
/// The least protection of a connection; [`STARTTLS`] where a rule sets none.
pub const MINIMUM_TRANSPORT: Parameter<Option<Word>> = Parameter::word(
    "minimum-transport",
    &[TLS, STARTTLS, STARTTLS_OPPORTUNISTIC],
    "Least protection of the connections to the mail servers; starttls where it is not set",
);
/// Whether an `OpenPGP` key serves as well as a certificate.
pub const OPENPGP_SUFFICES: Parameter<bool> = Parameter::boolean(
    "openpgp-suffices",
    false,
    "Whether an OpenPGP key that is set up serves as well as a certificate for S/MIME",
);
pub(super) const PARAMETERS: &[ParameterSpec] =
    &[INSTITUTION_DOMAINS.spec(), JUDGE.spec(), MINIMUM_TRANSPORT.spec(), OPENPGP_SUFFICES.spec()];
