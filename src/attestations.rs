//! What the person declared: the last answer to each question, with its day.
//!
//! Kept in `attestations.json` of the [state directory](crate::state). Earlier answers are not kept.

use std::collections::BTreeMap;
use std::str::FromStr;

use custodia_core::value::Version;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::attestation as words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::state::{Opened, StateDirectory, StateError};

/// The file that holds the answers.
pub const FILE: &str = "attestations.json";

/// Held while an answer is stored.
const LOCK: &str = "attestations.lock";

/// An answer to a question of the fixed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not so, and perhaps why.
    No(Option<Word>),
    /// It does not concern the person, and why.
    DoesNotApply(Word),
}

impl Answer {
    /// The answer without its why.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Self::Yes => words::YES,
            Self::No(_) => words::NO,
            Self::DoesNotApply(_) => words::DOES_NOT_APPLY,
        }
    }

    /// Why it is no, or why the question does not apply.
    #[must_use]
    pub const fn why(self) -> Option<Word> {
        match self {
            Self::Yes => None,
            Self::No(why) => why,
            Self::DoesNotApply(why) => Some(why),
        }
    }

    /// An answer from its words, if they go together.
    #[must_use]
    pub fn new(answer: Word, why: Option<Word>) -> Option<Self> {
        match (answer, why) {
            (words::YES, None) => Some(Self::Yes),
            (words::NO, why) if why.is_none_or(|why| words::WHY_NOT.contains(&why)) => Some(Self::No(why)),
            (words::DOES_NOT_APPLY, Some(why)) if words::WHY_IT_DOES_NOT_APPLY.contains(&why) => {
                Some(Self::DoesNotApply(why))
            }
            _ => None,
        }
    }
}

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Declaration {
    /// The answer.
    pub answer: Answer,
    /// Its day, in UTC.
    pub day: Date,
    /// The version of the agent that asked.
    pub agent: Version,
}

/// An answer as it stands in the file.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    answer: Word,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<Word>,
    day: Date,
    agent: Version,
}

impl TryFrom<Written> for Declaration {
    type Error = &'static str;

    fn try_from(Written { answer, why, day, agent }: Written) -> Result<Self, Self::Error> {
        let answer = Answer::new(answer, why).ok_or("not an answer with its why")?;
        Ok(Self { answer, day, agent })
    }
}

impl From<Declaration> for Written {
    fn from(Declaration { answer, day, agent }: Declaration) -> Self {
        Self { answer: answer.word(), why: answer.why(), day, agent }
    }
}

/// All answers. Those to questions that this version does not know are kept for one that does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declarations(BTreeMap<String, Declaration>);

impl Declarations {
    /// Reads what is kept; nothing kept is no answers.
    ///
    /// # Errors
    ///
    /// When others could have changed it, it is damaged or of a later version, or it cannot be read.
    pub fn read(directory: &StateDirectory) -> Result<Self, StateError> {
        directory.read()?.map_or_else(|| Ok(Self::default()), |state| Self::of(&state))
    }

    /// The answer to a question.
    #[must_use]
    pub fn get(&self, question: Word) -> Option<&Declaration> {
        self.0.get(question.as_str())
    }

    fn of(state: &Opened) -> Result<Self, StateError> {
        Ok(state.read_kept(FILE)?.unwrap_or_default())
    }
}

/// Keeps an answer in the place of an earlier one. A file that is damaged is put aside first.
///
/// # Errors
///
/// When the answer cannot be stored, or others could have changed what is kept.
pub fn declare(
    directory: &StateDirectory,
    question: Word,
    declaration: Declaration,
) -> Result<(), StateError> {
    let state = directory.lock(LOCK)?;
    let mut declarations = match Declarations::of(&state) {
        Err(StateError::Damaged { file }) => {
            state.put_aside(file)?;
            Declarations::default()
        }
        read => read?,
    };
    declarations.0.insert(question.as_str().to_owned(), declaration);
    state.write_kept(FILE, &declarations)
}

/// An answer as it is given on the command line: `QUESTION=yes`, `QUESTION=no:not-yet` and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// The question.
    pub question: Word,
    /// The answer.
    pub answer: Answer,
}

/// A text is not an answer; its text is the id of the message that says what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// It has not the form.
    #[error("hint-answer-form")]
    Form,
    /// There is no such question.
    #[error("hint-answer-question")]
    Question,
    /// The why is missing or not one that goes with the answer.
    #[error("hint-answer-why")]
    Why,
}

impl FromStr for Given {
    type Err = NoAnswer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let listed = |list: &[Word], text: &str| list.iter().copied().find(|word| word.as_str() == text);
        let (question, rest) = text.split_once('=').ok_or(NoAnswer::Form)?;
        let question = listed(words::QUESTIONS, question).ok_or(NoAnswer::Question)?;
        let (answer, why) = match rest.split_once(':') {
            Some((answer, why)) => (answer, Some(Word::parse(why).ok_or(NoAnswer::Why)?)),
            None => (rest, None),
        };
        let answer = listed(words::ANSWERS, answer).ok_or(NoAnswer::Form)?;
        Ok(Self { question, answer: Answer::new(answer, why).ok_or(NoAnswer::Why)? })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_answer_on_the_command_line_is_one_of_the_lists() {
        let answer = |text: &str| text.parse::<Given>().map(|given| given.answer);

        assert_eq!(answer("data-plan=yes"), Ok(Answer::Yes));
        assert_eq!(answer("data-plan=no"), Ok(Answer::No(None)));
        assert_eq!(answer("data-plan=no:not-yet"), Ok(Answer::No(Some(words::NOT_YET))));
        assert_eq!(
            answer("data-plan=does-not-apply:no-phone-issued"),
            Ok(Answer::DoesNotApply(words::NO_PHONE_ISSUED))
        );
        assert_eq!(answer("data-plan"), Err(NoAnswer::Form));
        assert_eq!(answer("data-plan=maybe"), Err(NoAnswer::Form));
        assert_eq!(answer("shoe-size=yes"), Err(NoAnswer::Question));
        assert_eq!(answer("yes=yes"), Err(NoAnswer::Question));
        for wrong in ["yes:not-yet", "no:no-phone-issued", "does-not-apply", "does-not-apply:not-yet", "no:x"]
        {
            assert_eq!(answer(&format!("data-plan={wrong}")), Err(NoAnswer::Why), "{wrong}");
        }
    }

    #[test]
    fn a_declaration_reads_back_and_others_are_refused() {
        let declaration = Declaration {
            answer: Answer::DoesNotApply(words::NOT_USED),
            day: date(2026, 11, 22),
            agent: "0.1.0".parse().unwrap(),
        };
        let text = serde_json::to_string(&declaration).unwrap();

        assert_eq!(
            text,
            r#"{"answer":"does-not-apply","why":"not-used","day":"2026-11-22","agent":"0.1.0"}"#
        );
        assert_eq!(serde_json::from_str::<Declaration>(&text).unwrap(), declaration);
        for (from, to) in [("not-used", "not-yet"), ("does-not-apply", "yes"), ("11-22", "11-32")] {
            assert!(serde_json::from_str::<Declaration>(&text.replace(from, to)).is_err(), "{to}");
        }
    }
}
