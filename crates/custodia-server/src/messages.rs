//! The texts of the pages and of the command line, in Spanish and English.

use std::borrow::Cow;
use std::sync::LazyLock;

use custodia_core::catalog::CheckId;
use custodia_core::fact::{Cause, Fact, FactRecord};
use custodia_core::value::Value;
use custodia_core::verdict::Reason;
use custodia_core::vocabulary::{RemedyId, Source, Word};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Spanish, which is what people get who ask for nothing else.
    #[default]
    Spanish,
    /// English.
    English,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Spanish, Self::English];

    /// The code in addresses and in `lang` attributes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Spanish => "es",
            Self::English => "en",
        }
    }

    /// The language of a tag such as `es`, `es-CO` or `en_US.UTF-8`.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The texts in this language.
    #[must_use]
    pub fn messages(self) -> &'static Messages {
        static SPANISH: LazyLock<Messages> = LazyLock::new(|| Messages::new(Language::Spanish));
        static ENGLISH: LazyLock<Messages> = LazyLock::new(|| Messages::new(Language::English));
        match self {
            Self::Spanish => &SPANISH,
            Self::English => &ENGLISH,
        }
    }
}

/// A value to put into a text.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A text.
    Text(String),
    /// A number.
    Number(u64),
}

/// The texts in one language.
pub struct Messages(FluentBundle<FluentResource>);

impl std::fmt::Debug for Messages {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Messages({:?})", self.0.locales)
    }
}

const SPANISH: &[&str] = &[include_str!("../../../locales/es/server.ftl")];
const ENGLISH: &[&str] = &[include_str!("../../../locales/en/server.ftl")];

impl Messages {
    /// Loads the texts of a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let (locale, files) = match language {
            Language::Spanish => ("es", SPANISH),
            Language::English => ("en", ENGLISH),
        };
        let mut bundle = FluentBundle::new_concurrent(locale.parse::<LanguageIdentifier>().into_iter().collect());
        bundle.set_use_isolating(false);
        for file in files {
            // A file with a mistake still gives its other messages; a test finds the mistake.
            let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self(bundle)
    }

    /// The text of an id; the id itself if there is none.
    #[must_use]
    pub fn text(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        let arguments: FluentArgs<'_> = arguments
            .iter()
            .map(|(name, argument)| {
                let value = match argument {
                    Argument::Text(text) => FluentValue::from(text.clone()),
                    Argument::Number(number) => FluentValue::from(*number),
                };
                (Cow::Owned((*name).to_owned()), value)
            })
            .collect();
        self.find(id, &arguments).unwrap_or_else(|| id.to_owned())
    }

    /// The sentence of a reason.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        let arguments: Vec<_> = reason
            .arguments()
            .map(|(name, value)| {
                let argument = match value {
                    Value::Number(number) => Argument::Number(*number),
                    Value::Word(word) => Argument::Text(self.word(*word)),
                    Value::Boolean(_) | Value::Date(_) | Value::Digest(_) | Value::Version(_) => {
                        Argument::Text(value.to_string())
                    }
                };
                (name, argument)
            })
            .collect();
        self.text(reason.id(), &arguments)
    }

    /// A word.
    #[must_use]
    pub fn word(&self, word: Word) -> String {
        self.prefixed("word", word.as_str())
    }

    /// A fact's name.
    #[must_use]
    pub fn fact_name(&self, name: &str) -> String {
        self.prefixed("fact", &name.replace('.', "-"))
    }

    /// The place that a fact was read from.
    #[must_use]
    pub fn source(&self, source: Source) -> String {
        self.prefixed("source", source.as_str())
    }

    /// A check's name.
    #[must_use]
    pub fn check_name(&self, check: CheckId) -> String {
        self.prefixed("check", check.as_str())
    }

    /// What to do.
    #[must_use]
    pub fn remedy(&self, remedy: RemedyId) -> String {
        self.prefixed("remedy", remedy.as_str())
    }

    /// A fact's value, or why there is none.
    #[must_use]
    pub fn value(&self, record: &FactRecord) -> String {
        match &record.fact {
            Fact::Known { value: Value::Boolean(true), .. } => self.text("value-true", &[]),
            Fact::Known { value: Value::Boolean(false), .. } => self.text("value-false", &[]),
            Fact::Known { value: Value::Word(word), .. } => self.word(*word),
            Fact::Known { value, .. } => value.to_string(),
            Fact::Unknown { cause, .. } => self.text(cause_id(*cause), &[]),
        }
    }

    fn prefixed(&self, prefix: &str, id: &str) -> String {
        self.find(&format!("{prefix}-{id}"), &FluentArgs::new()).unwrap_or_else(|| id.to_owned())
    }

    fn find(&self, id: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.0.get_message(id)?.value()?;
        Some(self.0.format_pattern(pattern, Some(arguments), &mut Vec::new()).into_owned())
    }
}

const fn cause_id(cause: Cause) -> &'static str {
    match cause {
        Cause::Denied => "cause-denied",
        Cause::Missing => "cause-missing",
        Cause::Unsupported => "cause-unsupported",
        Cause::Failed => "cause-failed",
        Cause::Malformed => "cause-malformed",
        Cause::TooLarge => "cause-too-large",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn ids(file: &str) -> BTreeSet<&str> {
        assert!(FluentResource::try_new(file.to_owned()).is_ok(), "a message is malformed");
        file.lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        for (spanish, english) in SPANISH.iter().zip(ENGLISH) {
            assert_eq!(ids(spanish), ids(english));
        }
    }

    #[test]
    fn language_tags_of_browsers_and_systems_are_understood() {
        assert_eq!(Language::parse("es-CO"), Some(Language::Spanish));
        assert_eq!(Language::parse("en_US.UTF-8"), Some(Language::English));
        assert_eq!(Language::parse("fr"), None);
        assert_eq!(Language::parse(""), None);
    }
}
