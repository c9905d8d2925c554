//! The vocabulary of the `mail-accounts` check.

use jiff::civil::Date;

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};

words! { Word WORDS {
    /// What a policy lets decide: whether accounts are of the institution's domains.
    JUDGE_DOMAINS = "domains",
    /// What a policy lets decide: how the connections to the mail servers are protected.
    JUDGE_TRANSPORT = "transport",
    /// What a policy lets decide: whether a certificate for signing mail is set up.
    JUDGE_SMIME = "smime",
    /// TLS from the first byte (RFC 8314).
    TLS = "tls",
    /// TLS that the connection starts without, and has to change to.
    STARTTLS = "starttls",
    /// TLS if the server offers it, otherwise none.
    STARTTLS_OPPORTUNISTIC = "starttls-opportunistic",
    /// No encryption.
    NO_ENCRYPTION = "no-encryption",
    /// A connection that stays on the device, as to a program that carries the mail on.
    LOCAL_CONNECTION = "local-connection",
    /// The account has no such connection.
    NO_CONNECTION = "no-connection",
    /// No certificate for signing or encrypting mail is set up.
    SMIME_ABSENT = "smime-absent",
    /// A certificate is set up, its key is there, and it is valid today.
    SMIME_VALID = "smime-valid",
    /// The certificate that is set up has expired, or is not valid yet.
    SMIME_EXPIRED = "smime-expired",
    /// The certificate that is set up, or its key, is not there.
    SMIME_UNUSABLE = "smime-unusable",
    /// Thunderbird, and Betterbird, which shares its profiles.
    THUNDERBIRD = "thunderbird",
    /// `SeaMonkey`.
    SEAMONKEY = "seamonkey",
    /// Evolution.
    EVOLUTION = "evolution",
    /// GNOME's online accounts, which several programs share.
    ONLINE_ACCOUNTS = "online-accounts",
    /// Geary.
    GEARY = "geary",
    /// `KMail`, with Kontact.
    KMAIL = "kmail",
    /// Claws Mail.
    CLAWS_MAIL = "claws-mail",
    /// Sylpheed.
    SYLPHEED = "sylpheed",
    /// msmtp.
    MSMTP = "msmtp",
    /// aerc.
    AERC = "aerc",
    /// Mutt or `NeoMutt`.
    MUTT = "mutt",
    /// mbsync.
    MBSYNC = "mbsync",
    /// `OfflineIMAP`.
    OFFLINEIMAP = "offlineimap",
    /// fetchmail or getmail.
    FETCHMAIL = "fetchmail",
    /// Mailspring.
    MAILSPRING = "mailspring",
    /// `BlueMail`.
    BLUEMAIL = "bluemail",
    /// More accounts than are looked at.
    SEVERAL_PROGRAMS = "several-programs",
}}

words! { Source SOURCES {
    /// The settings of a profile of Thunderbird or `SeaMonkey`.
    MAIL_PROFILE = "mail-profile",
    /// The files that Evolution keeps of its accounts.
    EVOLUTION_SOURCES = "evolution-sources",
    /// The file of GNOME's online accounts.
    ONLINE_ACCOUNTS_FILE = "online-accounts-file",
    /// The file that Geary keeps of an account.
    GEARY_ACCOUNT = "geary-account",
    /// The settings of `KMail`'s accounts, identities and ways of sending.
    KMAIL_SETTINGS = "kmail-settings",
    /// The file of accounts of Claws Mail or Sylpheed.
    CLAWS_ACCOUNTS = "claws-accounts",
    /// A file that a person writes for a mail program without windows.
    MAIL_TEXT_SETTINGS = "mail-text-settings",
    /// Where a program that is not understood keeps its accounts.
    MAIL_PROGRAM_STORE = "mail-program-store",
    /// All places in which mail programs keep their accounts.
    MAIL_SETTINGS = "mail-settings",
    /// The certificates and keys that a mail program keeps.
    MAIL_CERTIFICATES = "mail-certificates",
}}

facts! { FACTS {
    /// How many mail accounts are set up and in use.
    ACCOUNTS: u64 = "mail-accounts.accounts",
    /// In how many places accounts may be set up that cannot be read.
    UNREAD: u64 = "mail-accounts.unread",
    /// How many accounts have an address outside the institution's domains; only where a policy names them.
    OUTSIDE: u64 = "mail-accounts.outside",
    /// The program of one account.
    PROGRAM: Word = "mail-accounts.program",
    /// Whether one account has an address outside the institution's domains; only where a policy names them.
    IS_OUTSIDE: bool = "mail-accounts.is-outside",
    /// How the connection over which the mail of one account comes is protected.
    INCOMING: Word = "mail-accounts.incoming",
    /// How the connection over which the mail of one account goes is protected.
    OUTGOING: Word = "mail-accounts.outgoing",
    /// Whether one account trusts a server whatever its certificate; only where the program keeps that.
    UNVERIFIED: bool = "mail-accounts.unverified",
    /// Whether one account sends its password in the clear, without any encryption.
    PASSWORD_IN_CLEAR: bool = "mail-accounts.password-in-clear",
    /// Whether one account has a certificate for signing or encrypting mail, and its state.
    SMIME: Word = "mail-accounts.smime",
    /// The last day on which that certificate is valid, in UTC.
    SMIME_UNTIL: Date = "mail-accounts.smime-until",
    /// Whether one account has an `OpenPGP` key set up.
    OPENPGP: bool = "mail-accounts.openpgp",
}}

reasons! { REASONS {
    /// All accounts are as the rule asks.
    IN_ORDER = "mail-accounts-in-order" ["accounts"],
    /// No mail program has an account set up.
    NONE = "mail-accounts-none" [],
    /// The policy names no domains of the institution, so none can be outside.
    NO_DOMAINS = "mail-accounts-no-domains" [],
    /// No account is of the institution, so none needs a certificate.
    NONE_OF_INSTITUTION = "mail-accounts-none-of-institution" [],
    /// Accounts have addresses outside the institution's domains.
    ACCOUNTS_OUTSIDE = "mail-accounts-outside" ["outside", "accounts"],
    /// Mail travels without encryption.
    UNPROTECTED = "mail-accounts-unprotected" ["unprotected", "accounts"],
    /// Mail travels with less protection than the policy asks.
    TOO_WEAK = "mail-accounts-too-weak" ["weak", "accounts"],
    /// Accounts trust a server whatever its certificate.
    TRUSTS_ANY = "mail-accounts-trusts-any" ["unverified", "accounts"],
    /// Accounts have no certificate for signing mail.
    NO_CERTIFICATE = "mail-accounts-no-certificate" ["without", "accounts"],
    /// The certificate of an account is not valid today.
    CERTIFICATE_EXPIRED = "mail-accounts-certificate-expired" ["expired", "accounts"],
    /// The certificate that is set up, or its key, is not there.
    CERTIFICATE_UNUSABLE = "mail-accounts-certificate-unusable" ["unusable", "accounts"],
    /// Whose address an account has could not be told.
    DOMAINS_UNCLEAR = "mail-accounts-domains-unclear" ["unclear", "accounts"],
    /// How the mail of an account travels could not be told.
    TRANSPORT_UNCLEAR = "mail-accounts-transport-unclear" ["unclear", "accounts"],
    /// Whether an account has a valid certificate could not be told.
    CERTIFICATE_UNCLEAR = "mail-accounts-certificate-unclear" ["unclear", "accounts"],
    /// Accounts may be set up where they cannot be read.
    UNREADABLE = "mail-accounts-unreadable" ["unread"],
    /// What was read is not whole.
    NOT_COUNTED = "mail-accounts-not-counted" [],
    /// A password travels in the clear.
    CLEAR_PASSWORD = "mail-accounts-clear-password" ["passwords"],
    /// Mail goes through a program on the device, which this check does not look into.
    THROUGH_LOCAL = "mail-accounts-through-local" ["local"],
    /// The first of the certificates expires on this day.
    CERTIFICATE_UNTIL = "mail-accounts-certificate-until" ["until"],
    /// Accounts have an `OpenPGP` key set up.
    HAS_OPENPGP = "mail-accounts-has-openpgp" ["openpgp"],
}}

words! { RemedyId REMEDIES {
    /// Remove the account, and use the institution's.
    REMOVE_ACCOUNT = "mail-accounts-remove-account",
    /// Turn encryption on in the account's settings.
    TURN_ON_TLS = "mail-accounts-turn-on-tls",
    /// Remove the exception for the server's certificate.
    REMOVE_EXCEPTION = "mail-accounts-remove-exception",
    /// Ask for a certificate and set it up.
    INSTALL_CERTIFICATE = "mail-accounts-install-certificate",
    /// Look at the accounts oneself.
    LOOK_YOURSELF = "mail-accounts-look-yourself",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
