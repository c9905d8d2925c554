//! The vocabulary of the `screen-lock` check.

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};

words! { Word WORDS {
}}

words! { Source SOURCES {
}}

facts! { FACTS {
}}

reasons! { REASONS {
}}

words! { RemedyId REMEDIES {
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
