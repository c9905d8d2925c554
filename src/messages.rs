//! What people read, in Spanish and in English: the texts of `locales/` and how values are written in them.
//!
//! Facts, reasons and remedies carry ids and values only; their words come from here, on the device and at
//! the endpoint alike.

use std::borrow::Cow;
use std::fmt;

use custodia_core::catalog::{CheckId, ParameterDefault, ParameterKind, ParameterSpec};
use custodia_core::fact::{Changeable, Fact, FactRecord, Origin};
use custodia_core::policy::{ParameterValue, Rule};
use custodia_core::value::Value;
use custodia_core::verdict::{Reason, Severity, Status};
use custodia_core::vocabulary::{RemedyId, Source, Word};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The texts of a language as the build script packs them.
macro_rules! packed {
    ($language:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $language, ".ftl.snappy"))
    };
}

/// A language that Custodia speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Spanish.
    Spanish,
    /// English.
    English,
}

impl Language {
    /// Both, Spanish first.
    pub const ALL: [Self; 2] = [Self::Spanish, Self::English];

    /// Reads a language tag or POSIX locale such as `es`, `es-CO` or `es_MX.UTF-8`.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        match tag.split(['-', '_', '.', '@']).next()?.to_ascii_lowercase().as_str() {
            "es" => Some(Self::Spanish),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The language of an environment, from `LC_ALL`, `LC_MESSAGES` and `LANG`; English where they name none.
    #[must_use]
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|value| !value.is_empty())
            .and_then(|locale| Self::parse(&locale))
            .unwrap_or(Self::English)
    }

    /// The language tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Spanish => "es",
            Self::English => "en",
        }
    }

    /// All texts of the agent, in Fluent syntax.
    fn text(self) -> String {
        let packed: &[u8] = match self {
            Self::Spanish => packed!("es"),
            Self::English => packed!("en"),
        };
        // What the build script packed is read back by the tests.
        let bytes = snap::raw::Decoder::new().decompress_vec(packed).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().unwrap_or_default()
    }
}

/// All texts of one language.
pub struct Messages {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Messages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Messages({})", self.language.tag())
    }
}

impl Messages {
    /// The agent's texts.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self::with_texts(language, &[])
    }

    /// The agent's texts and further ones in Fluent syntax, such as the endpoint's.
    #[must_use]
    pub fn with_texts(language: Language, further: &[&str]) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        // The marks around arguments that Fluent adds for right-to-left text only disturb a terminal.
        bundle.set_use_isolating(false);
        for text in std::iter::once(language.text()).chain(further.iter().map(|text| (*text).to_owned())) {
            // A mistake in a committed file is found by the tests; here whatever could be read is used.
            let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text with an id, without arguments.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.text_with(id, &[])
    }

    /// The text with an id and arguments. An id that does not exist is given back itself.
    #[must_use]
    pub fn text_with(&self, id: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.find(id, arguments).unwrap_or_else(|| id.to_owned())
    }

    /// The text with an id and arguments, if it exists.
    #[must_use]
    pub fn find(&self, id: &str, arguments: &[(&str, Argument<'_>)]) -> Option<String> {
        let mut fluent = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            fluent.set(*name, FluentValue::from(argument));
        }
        let (message, attribute) = match id.split_once('.') {
            Some((message, attribute)) => (message, Some(attribute)),
            None => (id, None),
        };
        let message = self.bundle.get_message(message)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        Some(self.bundle.format_pattern(pattern, Some(&fluent), &mut Vec::new()).into_owned())
    }

    /// A reason in words.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        let arguments: Vec<(&str, Argument<'_>)> =
            reason.arguments().map(|(name, value)| (name, self.argument(name, value))).collect();
        self.text_with(reason.id(), &arguments)
    }

    /// What to do, in words: the steps for that desktop, with the values that the rule asks for; without the rule
    /// they are not named.
    #[must_use]
    pub fn remedy(&self, remedy: RemedyId, rule: Option<&Rule>, desktop: Option<Word>) -> String {
        let lists = |check: &CheckId| check.lists().remedies.contains(&remedy);
        let parameters =
            CheckId::ALL.iter().find(|check| lists(check)).map_or(&[][..], |check| check.parameters());
        let arguments: Vec<(&str, Argument<'_>)> = parameters
            .iter()
            .map(|spec| {
                let value = rule.and_then(|rule| self.parameter(rule, spec));
                (spec.name, value.unwrap_or_else(|| self.text("value-of-rule")).into())
            })
            .chain([("desktop", desktop.map_or("none", Word::as_str).into())])
            .collect();
        self.text_with(&format!("remedy-{remedy}"), &arguments)
    }

    /// The value that a rule has for a parameter, its own or the default; nothing if there is none.
    #[must_use]
    pub fn parameter(&self, rule: &Rule, spec: &ParameterSpec) -> Option<String> {
        let words = |words: &[Word]| words.iter().map(|word| self.word(*word)).collect::<Vec<_>>().join(", ");
        let yes_no = |value: bool| self.text(if value { "value-yes" } else { "value-no" });
        let number = |value: u64| match spec.kind {
            ParameterKind::Duration { .. } => self.duration(value),
            ParameterKind::Number { .. }
            | ParameterKind::Boolean
            | ParameterKind::Words(_)
            | ParameterKind::Date
            | ParameterKind::NetworkIds
            | ParameterKind::Word(_)
            | ParameterKind::Domains
            | ParameterKind::Versions(_)
            | ParameterKind::Digests => value.to_string(),
        };
        match (rule.parameter(spec.name), spec.default) {
            (Some(ParameterValue::Number(value)), _) => Some(number(*value)),
            (Some(ParameterValue::Boolean(value)), _) => Some(yes_no(*value)),
            (Some(ParameterValue::Words(value)), _) => Some(words(value)),
            (Some(ParameterValue::Date(value)), _) => Some(value.to_string()),
            // An id or a digest tells a person nothing.
            (Some(ParameterValue::NetworkIds(ids)), _) => Some(ids.len().to_string()),
            (Some(ParameterValue::Digests(digests)), _) => Some(digests.len().to_string()),
            (Some(ParameterValue::Word(word)), _) => Some(self.word(*word)),
            (Some(ParameterValue::Domains(domains)), _) => {
                Some(domains.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
            }
            (Some(ParameterValue::Versions(versions)), _) => {
                let each = versions.iter().map(|(word, version)| format!("{} {version}", self.word(*word)));
                Some(each.collect::<Vec<_>>().join(", "))
            }
            (None, ParameterDefault::Number(value)) => Some(number(value)),
            (None, ParameterDefault::Boolean(value)) => Some(yes_no(value)),
            (None, ParameterDefault::Words(value)) => Some(words(value)),
            (None, ParameterDefault::None) => None,
        }
    }

    /// The name of a check.
    #[must_use]
    pub fn check_name(&self, check: CheckId) -> String {
        self.text(&format!("check-{check}"))
    }

    /// A word of the vocabulary.
    #[must_use]
    pub fn word(&self, word: Word) -> String {
        self.text(&format!("word-{word}"))
    }

    /// The place that a fact was read from.
    #[must_use]
    pub fn source(&self, source: Source) -> String {
        self.text(&format!("source-{source}"))
    }

    /// The name of a fact.
    #[must_use]
    pub fn fact_name(&self, name: &str) -> String {
        self.text(&format!("fact-{}", name.replace('.', "-")))
    }

    /// What a fact says: its value, or why there is none.
    #[must_use]
    pub fn fact_value(&self, record: &FactRecord) -> String {
        match &record.fact {
            Fact::Known { value, .. } => self.value(record.name, value),
            Fact::Unknown { cause, .. } => {
                let cause = serde_json::to_value(cause).unwrap_or_default();
                self.text(&format!("cause-{}", cause.as_str().unwrap_or_default()))
            }
        }
    }

    /// Whether a value was set and who can change it.
    #[must_use]
    pub fn evidence(&self, origin: Origin, changeable: Changeable) -> String {
        self.text(match (origin, changeable) {
            (Origin::Live, _) => "evidence-live",
            (Origin::Declared, _) => "evidence-declared",
            (Origin::Set, Changeable::Enforced) => "evidence-set-enforced",
            (Origin::Set, Changeable::User | Changeable::NotASetting) => "evidence-set-user",
            (Origin::Default, Changeable::Enforced) => "evidence-default-enforced",
            (Origin::Default, Changeable::User | Changeable::NotASetting) => "evidence-default-user",
        })
    }

    /// A status in one or two words.
    #[must_use]
    pub fn status(&self, status: Status) -> String {
        self.text(&format!("status-{}", status.as_str()))
    }

    /// A severity in one word.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> String {
        self.text(&format!("severity-{}", severity.as_str()))
    }

    /// A length of time, in at most two units.
    #[must_use]
    pub fn duration(&self, seconds: u64) -> String {
        let parts = [
            ("days", seconds / 86_400),
            ("hours", seconds % 86_400 / 3_600),
            ("minutes", seconds % 3_600 / 60),
            ("seconds", seconds % 60),
        ];
        let first = parts.iter().position(|(_, count)| *count > 0).unwrap_or(3);
        parts
            .iter()
            .skip(first)
            .take(2)
            .enumerate()
            .filter(|(index, (_, count))| *index == 0 || *count > 0)
            .map(|(_, (unit, count))| {
                self.text_with(&format!("duration-{unit}"), &[("count", Argument::Number(*count))])
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn value(&self, name: &str, value: &Value) -> String {
        match value {
            Value::Boolean(true) => self.text("value-yes"),
            Value::Boolean(false) => self.text("value-no"),
            Value::Number(number) => match name.rsplit('-').next() {
                Some("seconds") => self.duration(*number),
                Some("hours") => self.duration(number.saturating_mul(3_600)),
                Some("days") => self.duration(number.saturating_mul(86_400)),
                Some(_) | None => number.to_string(),
            },
            Value::Word(word) => self.word(*word),
            Value::Date(_) | Value::Digest(_) | Value::Version(_) => value.to_string(),
        }
    }

    fn argument(&self, name: &str, value: &Value) -> Argument<'static> {
        match value {
            Value::Number(seconds) if DURATION_ARGUMENTS.contains(&name) => {
                Argument::Text(self.duration(*seconds).into())
            }
            Value::Number(number) => Argument::Number(*number),
            Value::Boolean(_) | Value::Word(_) | Value::Date(_) | Value::Digest(_) | Value::Version(_) => {
                Argument::Text(self.value(name, value).into())
            }
        }
    }
}

/// The names of reason arguments that are lengths of time in seconds.
const DURATION_ARGUMENTS: [&str; 7] = ["idle", "limit", "grace", "delay", "unused", "age", "effective"];

/// An argument of a text.
#[derive(Clone, Debug)]
pub enum Argument<'a> {
    /// A number, which may choose a plural form.
    Number(u64),
    /// A text.
    Text(Cow<'a, str>),
}

impl From<u64> for Argument<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Argument<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<&Argument<'a>> for FluentValue<'a> {
    fn from(argument: &Argument<'a>) -> Self {
        match argument {
            Argument::Number(number) => Self::from(*number),
            Argument::Text(text) => Self::String(text.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use custodia_core::vocabulary;

    use super::*;

    /// The message ids of a language with the names of the variables that each uses.
    fn entries(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mut entries = BTreeMap::new();
        let mut id = String::new();
        for line in language.text().lines() {
            if let Some((head, _)) = line.split_once('=')
                && !line.starts_with([' ', '#', '}', '['])
            {
                id = head.trim().to_owned();
                let earlier = entries.insert(id.clone(), BTreeSet::new());
                assert!(earlier.is_none(), "{}: {id} stands twice", language.tag());
            }
            for variable in line.split('$').skip(1) {
                let name = variable.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap();
                entries.get_mut(&id).unwrap().insert(name.to_owned());
            }
        }
        entries
    }

    #[test]
    fn every_text_is_valid_fluent() {
        for language in Language::ALL {
            if let Err((_, errors)) = FluentResource::try_new(language.text()) {
                panic!("{}: {errors:?}", language.tag());
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_messages_with_the_same_variables() {
        assert_eq!(entries(Language::Spanish), entries(Language::English));
    }

    #[test]
    fn everything_in_the_vocabulary_has_its_words() {
        let known = entries(Language::Spanish);
        let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut want = |id: String, arguments: &[&str]| {
            wanted.insert(id, arguments.iter().map(|name| (*name).to_owned()).collect());
        };
        for lists in vocabulary::ALL {
            lists.words.iter().for_each(|word| want(format!("word-{word}"), &[]));
            lists.sources.iter().for_each(|source| want(format!("source-{source}"), &[]));
            lists.facts.iter().for_each(|fact| want(format!("fact-{}", fact.name.replace('.', "-")), &[]));
            lists.reasons.iter().for_each(|reason| want(reason.id.to_owned(), reason.arguments));
        }
        for check in CheckId::ALL {
            let mut parameters: Vec<&str> =
                check.parameters().iter().map(|parameter| parameter.name).collect();
            parameters.push("desktop");
            for remedy in check.lists().remedies {
                want(format!("remedy-{remedy}"), &parameters);
            }
            for suffix in ["", "-about", "-blind"] {
                want(format!("check-{check}{suffix}"), &[]);
            }
        }
        for (id, arguments) in wanted {
            let used = known.get(&id).unwrap_or_else(|| panic!("no message {id}"));
            assert!(used.is_subset(&arguments), "{id} uses {used:?}, has {arguments:?}");
        }
    }

    #[test]
    fn every_remedy_is_whole_on_every_desktop() {
        let desktops = vocabulary::common::LISTS.words.iter().copied().map(Some).chain([None]);
        for language in Language::ALL {
            let messages = Messages::new(language);
            for desktop in desktops.clone() {
                for remedy in vocabulary::ALL.iter().flat_map(|lists| lists.remedies) {
                    let text = messages.remedy(*remedy, None, desktop);
                    assert!(!text.contains(['{', '}', '$']), "{remedy} for {desktop:?}: {text}");
                    assert!(!text.is_empty(), "{remedy} for {desktop:?}");
                }
            }
        }
    }

    #[test]
    fn a_remedy_names_the_steps_of_the_desktop() {
        let messages = Messages::new(Language::English);
        let remedy = vocabulary::screen_lock::LOCK_BY_HAND;

        let of = |desktop| messages.remedy(remedy, None, desktop);
        assert!(of(Some(vocabulary::common::GNOME)).contains("the Super (Windows) key and L"));
        assert!(of(Some(vocabulary::common::XFCE)).contains("the Ctrl, Alt and L keys"));
        assert!(of(None).contains("the Super (Windows) key and L"));
    }

    #[test]
    fn durations_are_written_in_at_most_two_units() {
        let messages = Messages::new(Language::Spanish);

        let written: Vec<String> = [0, 5, 300, 305, 28_800, 90_061, 3_888_000]
            .into_iter()
            .map(|seconds| messages.duration(seconds))
            .collect();

        assert_eq!(written, ["0 s", "5 s", "5 min", "5 min 5 s", "8 h", "1 día 1 h", "45 días"]);
    }

    #[test]
    fn the_language_follows_the_locale_in_the_order_of_posix() {
        let of = |pairs: &[(&str, &str)]| {
            Language::of_environment(|name| {
                pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };

        assert_eq!(of(&[("LANG", "es_CO.UTF-8")]), Language::Spanish);
        assert_eq!(of(&[("LC_ALL", ""), ("LC_MESSAGES", "en_US"), ("LANG", "es_CO")]), Language::English);
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "es_CO")]), Language::English);
        assert_eq!(of(&[]), Language::English);
    }
}
