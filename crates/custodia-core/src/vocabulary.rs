//! The fixed lists: every word, fact name, source, reason and remedy that may stand in a report.
//!
//! Each check has a file here with its own lists. A [`Word`], [`Source`], [`FactName`], [`ReasonId`] or
//! [`RemedyId`] can be made only by a constant in these files or by `parse`, which looks the text up in the
//! lists, so no text that a probe met can become one.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use crate::value::{FactValue, Kind, MalformedText, Value, serde_as_text};
use crate::verdict::Reason;

pub mod attestation;
pub mod capture;
pub mod common;
pub mod device_reset;
pub mod download_folders;
pub mod mail_accounts;
pub mod meeting_apps;
pub mod network;
pub mod passwords;
pub mod screen_lock;
pub mod security_software;
pub mod storage_encryption;
pub mod updates;
pub mod whatsapp_web;

/// The lists of one check, or the common ones.
#[derive(Debug)]
pub struct Lists {
    /// Words that facts and reasons may hold.
    pub words: &'static [Word],
    /// Places that facts are read from.
    pub sources: &'static [Source],
    /// Facts.
    pub facts: &'static [FactSpec],
    /// Reasons for a verdict, with the names of their arguments.
    pub reasons: &'static [ReasonSpec],
    /// What the person can do about it.
    pub remedies: &'static [RemedyId],
}

/// All lists, the common ones first.
pub const ALL: &[&Lists] = &[
    &common::LISTS,
    &screen_lock::LISTS,
    &network::LISTS,
    &whatsapp_web::LISTS,
    &device_reset::LISTS,
    &storage_encryption::LISTS,
    &download_folders::LISTS,
    &updates::LISTS,
    &security_software::LISTS,
    &meeting_apps::LISTS,
    &capture::LISTS,
    &mail_accounts::LISTS,
    &passwords::LISTS,
    &attestation::LISTS,
];

macro_rules! identifier {
    ($(#[$doc:meta])* $type:ident, $list:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(&'static str);

        impl $type {
            pub(crate) const fn new(text: &'static str) -> Self {
                Self(text)
            }

            /// Looks the text up in the fixed lists.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                ALL.iter().flat_map(|lists| lists.$list).copied().find(|known| known.0 == text)
            }

            /// The text as it stands in reports.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.0)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.0)
            }
        }

        impl FromStr for $type {
            type Err = MalformedText;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text).ok_or(MalformedText($what))
            }
        }

        serde_as_text!($type);
    };
}

identifier!(
    /// A word from the fixed lists.
    Word, words, "word of the report vocabulary"
);
identifier!(
    /// The place that a fact was read from, such as `dconf-user`.
    Source, sources, "source of the report vocabulary"
);
identifier!(
    /// What the person can do about a verdict; the texts stand in the message files.
    RemedyId, remedies, "remedy of the report vocabulary"
);

/// The name of a fact together with the type of its value.
pub struct FactName<T> {
    name: &'static str,
    reported: bool,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for FactName<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for FactName<T> {}

impl<T> fmt::Debug for FactName<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

impl<T: FactValue> FactName<T> {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, reported: true, of: PhantomData }
    }

    /// The same fact, which the person sees but no report carries: it would tell when they work.
    pub(crate) const fn stays_on_the_device(self) -> Self {
        Self { reported: false, ..self }
    }

    /// The name and kind without the Rust type.
    #[must_use]
    pub const fn spec(self) -> FactSpec {
        FactSpec { name: self.name, kind: T::KIND, reported: self.reported }
    }
}

/// The name of a fact and the kind of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactSpec {
    /// The name, `check.fact` in kebab case.
    pub name: &'static str,
    /// The kind of its value.
    pub kind: Kind,
    /// Whether a report may carry it; other facts stay on the device.
    pub reported: bool,
}

impl FactSpec {
    /// Looks a name up in the fixed lists.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        ALL.iter().flat_map(|lists| lists.facts).copied().find(|known| known.name == text)
    }
}

/// The id of a reason and the names of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReasonSpec {
    /// The id, which is also the id of its message.
    pub id: &'static str,
    /// The names of its arguments.
    pub arguments: &'static [&'static str],
    /// Whether a report may carry it; other findings stay on the device.
    pub reported: bool,
}

impl ReasonSpec {
    /// Looks an id up in the fixed lists.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        ALL.iter().flat_map(|lists| lists.reasons).copied().find(|known| known.id == text)
    }
}

/// A reason with `N` arguments.
#[derive(Clone, Copy, Debug)]
pub struct ReasonId<const N: usize> {
    id: &'static str,
    arguments: &'static [&'static str; N],
    reported: bool,
}

impl<const N: usize> ReasonId<N> {
    pub(crate) const fn new(id: &'static str, arguments: &'static [&'static str; N]) -> Self {
        Self { id, arguments, reported: true }
    }

    /// The same reason, which the person sees as a finding but no report carries.
    pub(crate) const fn stays_on_the_device(self) -> Self {
        Self { reported: false, ..self }
    }

    /// The id and argument names without the number of arguments in the type.
    #[must_use]
    pub const fn spec(self) -> ReasonSpec {
        ReasonSpec { id: self.id, arguments: self.arguments, reported: self.reported }
    }

    /// The reason with its arguments, in the order of their names.
    #[must_use]
    pub fn with(self, values: [Value; N]) -> Reason {
        Reason::new(self.spec(), values)
    }
}

impl ReasonId<0> {
    /// The reason, which has no arguments.
    #[must_use]
    pub fn reason(self) -> Reason {
        self.with([])
    }
}

pub(crate) const fn count<const N: usize>(_names: &[&str; N]) -> usize {
    N
}

/// Declares words, sources or remedies: `words! { Word LIST { /// doc NAME = "text", … } }`.
macro_rules! words {
    ($type:ident $list:ident { $($(#[$doc:meta])* $name:ident = $text:literal,)* }) => {
        $($(#[$doc])* pub const $name: $type = $type::new($text);)*
        const $list: &[$type] = &[$($name),*];
    };
}

/// Declares facts: `facts! { LIST { /// doc NAME: Type = "check.fact", … } }`. One with `stays_on_the_device`
/// behind it never gets into a report.
macro_rules! facts {
    ($list:ident { $($(#[$doc:meta])* $name:ident: $type:ty = $text:literal $($mark:ident)?,)* }) => {
        $($(#[$doc])* pub const $name: FactName<$type> = FactName::new($text)$(.$mark())?;)*
        const $list: &[FactSpec] = &[$($name.spec()),*];
    };
}

/// Declares reasons: `reasons! { LIST { /// doc NAME = "id" ["argument"], … } }`.
macro_rules! reasons {
    ($list:ident { $($(#[$doc:meta])* $name:ident = $text:literal [$($argument:literal),*] $($mark:ident)?,)* }) => {
        $($(#[$doc])* pub const $name: ReasonId<{ $crate::vocabulary::count(&[$($argument),*]) }> =
            ReasonId::new($text, &[$($argument),*])$(.$mark())?;)*
        const $list: &[ReasonSpec] = &[$($name.spec()),*];
    };
}
pub(crate) use {facts, reasons, words};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn is_kebab(text: &str) -> bool {
        !text.is_empty()
            && text.split('-').all(|part| {
                !part.is_empty()
                    && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            })
    }

    #[test]
    fn every_identifier_is_kebab_case_and_unique() {
        fn unique<'a>(what: &str, texts: impl Iterator<Item = &'a str>) {
            let mut seen = BTreeSet::new();
            for text in texts {
                assert!(text.split('.').all(is_kebab), "{what} {text}");
                assert!(seen.insert(text), "{what} {text} stands in two lists");
            }
        }

        unique("word", ALL.iter().flat_map(|lists| lists.words).map(|word| word.as_str()));
        unique("source", ALL.iter().flat_map(|lists| lists.sources).map(|source| source.as_str()));
        unique("remedy", ALL.iter().flat_map(|lists| lists.remedies).map(|remedy| remedy.as_str()));
        unique("fact", ALL.iter().flat_map(|lists| lists.facts).map(|fact| fact.name));
        unique("reason", ALL.iter().flat_map(|lists| lists.reasons).map(|reason| reason.id));
    }

    #[test]
    fn text_from_outside_is_never_a_word() {
        assert_eq!(Word::parse("Redaccion-5G"), None);
        assert_eq!(Word::parse(""), None);
    }
}
