//! What is wrong with a policy file, and where.

use std::ops::Range;

/// Something wrong or doubtful in a policy file. Its words are in the message files, under `diagnostic-` and
/// the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub level: Level,
    /// The kind of mistake.
    pub code: &'static str,
    /// The bytes of the file that it is about.
    pub span: Range<usize>,
    /// What the message needs to say: names as they stand in the file, what would be right.
    pub arguments: Vec<(&'static str, String)>,
    /// The word that was probably meant.
    pub suggestion: Option<String>,
}

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The file is no valid policy.
    Error,
    /// The file is valid, but probably not what was meant.
    Warning,
}

impl Diagnostic {
    pub(super) fn error(code: &'static str, span: Range<usize>) -> Self {
        Self { level: Level::Error, code, span, arguments: Vec::new(), suggestion: None }
    }

    pub(super) fn warning(code: &'static str, span: Range<usize>) -> Self {
        Self { level: Level::Warning, ..Self::error(code, span) }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// Suggests the known word nearest to the one that stands there, if one is near enough.
    pub(super) fn suggest<'a>(mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.suggestion = known
            .into_iter()
            .map(|word| (strsim::damerau_levenshtein(written, word), word))
            .filter(|(distance, word)| *distance <= word.len().max(written.len()) / 3)
            .min()
            .map(|(_, word)| word.to_owned());
        self
    }
}
