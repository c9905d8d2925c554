//! Errors that the person who runs the server is told in their language.

use std::error::Error;
use std::fmt;

use custodia::messages::{Argument, Language, Messages};

use crate::messages;

/// An error by the id of its message; the message's `hint` says what to do.
#[derive(Debug)]
pub struct Told {
    id: &'static str,
    arguments: Vec<(&'static str, String)>,
}

impl Told {
    /// The error with a message's id.
    #[must_use]
    pub const fn new(id: &'static str) -> Self {
        Self { id, arguments: Vec::new() }
    }

    /// The same error with one more argument of its message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }

    /// What is wrong, and what to do about it.
    #[must_use]
    pub fn text(&self, messages: &Messages) -> (String, Option<String>) {
        let arguments: Vec<(&str, Argument<'_>)> =
            self.arguments.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        let hint = messages.find(&format!("{}.hint", self.id), &arguments);
        (messages.text_with(self.id, &arguments), hint)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, hint) = self.text(messages::of(Language::English));
        formatter.write_str(&text)?;
        hint.map_or(Ok(()), |hint| write!(formatter, " (hint: {hint})"))
    }
}

impl Error for Told {}
