//! The vocabulary of the `passwords` check.

use jiff::civil::Date;

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};

const WORDS: &[Word] = &[];

words! { Source SOURCES {
    /// What was judged when the person typed the passwords.
    PASSWORD_PROMPT = "password-prompt",
}}

facts! { FACTS {
    /// Whether the passwords were ever looked at.
    LOOKED_AT: bool = "passwords.looked-at",
    /// Whether every password is strong enough by the thresholds it was judged by.
    STRONG: bool = "passwords.strong",
    /// Whether two passwords are alike.
    ALIKE: bool = "passwords.alike",
    /// How many passwords were looked at.
    ACCOUNTS: u64 = "passwords.accounts",
    /// The score that every password had to reach.
    JUDGED_BY_SCORE: u64 = "passwords.judged-by-score",
    /// The characters that every password had to have.
    JUDGED_BY_LENGTH: u64 = "passwords.judged-by-length",
    /// The day of the judgement, in UTC.
    CHECKED_ON: Date = "passwords.checked-on",
    /// The day of the check, in UTC; a report has its own time, and would never be unchanged with it.
    LOOKED_ON: Date = "passwords.looked-on" stays_on_the_device,
}}

reasons! { REASONS {
    /// The passwords were never looked at.
    NEVER = "passwords-never" [],
    /// What is kept of the judgement could not be read, or is damaged.
    UNREADABLE = "passwords-unreadable" [],
    /// The judgement bears a day that is still to come: a clock was wrong.
    IN_THE_FUTURE = "passwords-in-the-future" ["day"],
    /// They were looked at, too long ago.
    EXPIRED = "passwords-expired" ["day", "until"],
    /// They were judged by lower thresholds than the rule's.
    JUDGED_LOWER = "passwords-judged-lower" ["day"],
    /// At least one is weak.
    WEAK = "passwords-weak" ["day"],
    /// At least two are alike.
    TOO_ALIKE = "passwords-too-alike" ["day"],
    /// At least one is weak and at least two are alike.
    WEAK_AND_ALIKE = "passwords-weak-and-alike" ["day"],
    /// Strong and unlike each other.
    STRONG_AND_UNLIKE = "passwords-strong-and-unlike" ["accounts", "day", "until"],
    /// Strong, and there is only one, which can be like no other.
    ONE_STRONG = "passwords-one-strong" ["day", "until"],
    /// The person said that they hold no official account.
    NO_ACCOUNTS = "passwords-no-accounts" ["day"],
}}

words! { RemedyId REMEDIES {
    /// Have them looked at.
    LOOK_AT_THEM = "passwords-look-at-them",
    /// Change those that are weak or alike.
    CHANGE_THEM = "passwords-change-them",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
