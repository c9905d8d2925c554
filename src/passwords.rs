//! Judging passwords that a person types: strong, and unlike each other. Nothing of them is kept but that.
//!
//! What is kept stands in `passwords.json` of the [state directory](crate::state).

use custodia_core::catalog::passwords::{MIN_LENGTH, MIN_SCORE};
use custodia_core::policy::Rule;
use custodia_core::value::Version;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, Zeroizing};

use crate::state::{StateDirectory, StateError};

pub mod likeness;
pub mod strength;
mod words;

pub use crate::platform::HiddenPrompt;

/// The file that holds the judgement.
pub const FILE: &str = "passwords.json";

/// Held while a judgement is stored.
const LOCK: &str = "passwords.lock";

/// The longest password that is taken, in bytes.
pub const MAX_BYTES: usize = 128;

/// The most passwords that are taken.
pub const MAX_PASSWORDS: usize = 50;

/// A password as it was typed, in memory that is wiped.
pub struct Password(Zeroizing<Vec<char>>);

impl Password {
    /// A password from the bytes that were typed, which are wiped. What is no UTF-8 counts byte by byte.
    #[must_use]
    pub fn new(mut typed: Zeroizing<Vec<u8>>) -> Self {
        let mut characters = Zeroizing::new(Vec::with_capacity(typed.len()));
        match std::str::from_utf8(&typed) {
            Ok(text) => characters.extend(text.chars()),
            Err(_) => characters.extend(typed.iter().map(|byte| char::from(*byte))),
        }
        typed.zeroize();
        Self(characters)
    }
}

/// What one line at the prompt was.
pub enum Line {
    /// A password.
    Typed(Zeroizing<Vec<u8>>),
    /// An empty line or the end of the input.
    End,
    /// More than [`MAX_BYTES`].
    TooLong,
    /// The person or the system wants to stop.
    Interrupted,
}

/// What passwords have to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// The score of the estimate, from 1 to 4.
    pub score: u64,
    /// The characters.
    pub length: u64,
}

impl Thresholds {
    /// The strictest of what rules ask for.
    #[must_use]
    pub fn strictest<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> Option<Self> {
        rules.into_iter().map(|rule| Self { score: MIN_SCORE.of(rule), length: MIN_LENGTH.of(rule) }).reduce(
            |one, other| Self { score: one.score.max(other.score), length: one.length.max(other.length) },
        )
    }
}

/// What is wrong with passwords, by the order in which they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Those that are too short.
    pub short: Vec<usize>,
    /// Those that are long enough and too easy to guess.
    pub guessable: Vec<usize>,
    /// Pairs of those that are alike.
    pub alike: Vec<(usize, usize)>,
}

impl Found {
    /// Whether each is strong.
    #[must_use]
    pub fn are_strong(&self) -> bool {
        self.short.is_empty() && self.guessable.is_empty()
    }

    /// Whether each is strong and no two are alike.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.are_strong() && self.alike.is_empty()
    }
}

/// Judges passwords.
#[must_use]
pub fn look_at(passwords: &[Password], thresholds: Thresholds) -> Found {
    let mut found = Found { short: Vec::new(), guessable: Vec::new(), alike: Vec::new() };
    for (index, Password(password)) in passwords.iter().enumerate() {
        if (password.len() as u64) < thresholds.length {
            found.short.push(index);
        } else if strength::score(strength::guesses_log10(password)) < thresholds.score {
            found.guessable.push(index);
        }
        let earlier = passwords[..index].iter().enumerate();
        let alike = earlier.filter(|(_, Password(other))| likeness::are_alike(other, password));
        found.alike.extend(alike.map(|(other, _)| (other, index)));
    }
    found
}

/// All that is kept of passwords that were judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// How many were judged; none where the person declared that no account is in their hands.
    pub accounts: u64,
    /// Whether each reached the thresholds.
    pub strong: bool,
    /// Whether any two are alike.
    pub alike: bool,
    /// The score that they had to reach.
    pub score: u64,
    /// The characters that they had to have.
    pub length: u64,
    /// The day, in UTC.
    pub day: Date,
    /// The version of the agent that judged.
    pub agent: Version,
}

impl Judgement {
    /// The last judgement; nothing if there never was one.
    ///
    /// # Errors
    ///
    /// When others could have changed it, it is damaged or of a later version, or it cannot be read.
    pub fn read(directory: &StateDirectory) -> Result<Option<Self>, StateError> {
        directory.read()?.map_or(Ok(None), |state| state.read_kept(FILE))
    }

    /// Keeps it in the place of an earlier one. A file that is damaged is put aside first.
    ///
    /// # Errors
    ///
    /// When it cannot be stored, or others could have changed what is kept.
    pub fn keep(&self, directory: &StateDirectory) -> Result<(), StateError> {
        let state = directory.lock(LOCK)?;
        match state.read_kept::<Self>(FILE) {
            Err(StateError::Damaged { file }) => state.put_aside(file)?,
            read => drop(read?),
        }
        state.write_kept(FILE, self)
    }
}
