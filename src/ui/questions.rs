//! The questions of `custodia attest`: one at a time, with its reason and clause, in plain words.

use std::fmt::Write as _;

use custodia_core::policy::Rule;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::attestation as words;

use super::outcomes::{bilingual, cite, status_of};
use super::style::{self, DIM, HEADING, paint};
use crate::attestations::Answer;
use crate::evaluation::Evaluation;
use crate::messages::{Argument, Messages};

/// A question, and the rules that ask it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The question.
    pub question: Word,
    /// The rules; none where only a checklist asks it.
    pub rules: Vec<Rule>,
}

/// One question on one screen.
#[must_use]
pub fn screen(asked: &Asked, number: usize, total: usize, messages: &Messages, width: usize) -> String {
    let mut out = String::from("\n");
    let mut cites: Vec<String> = asked.rules.iter().map(cite).collect();
    cites.dedup();
    let head = if cites.is_empty() { String::new() } else { format!(" · {}", cites.join(", ")) };
    let _ = writeln!(out, "{}\n", paint(DIM, &format!("{number}/{total}{head}")));
    let question = messages.text(&format!("question-{}", asked.question));
    wrapped(&mut out, &paint(HEADING, &question), width);
    if let Some(rule) = asked.rules.first() {
        let asks = bilingual(&rule.asks, messages);
        wrapped(&mut out, &format!("{}: {asks}", messages.text("attest-why")), width);
        if let Some(risk) = &rule.risk {
            let risk = bilingual(risk, messages);
            wrapped(&mut out, &format!("{}: {risk}", messages.text("explain-risk")), width);
        }
    }
    let _ = writeln!(out, "\n{}", messages.text("attest-answers"));
    out
}

/// The whys that go with an answer, numbered.
#[must_use]
pub fn why(list: &[Word], optional: bool, messages: &Messages) -> String {
    let id = if optional { "attest-why-not" } else { "attest-why-it-does-not-apply" };
    let mut out = format!("{}\n", messages.text(id));
    for (index, word) in list.iter().enumerate() {
        let _ = writeln!(out, "  {}. {}", index + 1, messages.word(*word));
    }
    out
}

/// What a typed line says to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// One of the answers.
    Answer(Word),
    /// Another time.
    Later,
}

/// What a typed line says; nothing if it is no answer.
#[must_use]
pub fn read_answer(line: &str) -> Option<Typed> {
    match line.trim().to_lowercase().as_str() {
        "" => Some(Typed::Later),
        "s" | "si" | "sí" | "y" | "yes" => Some(Typed::Answer(words::YES)),
        "n" | "no" => Some(Typed::Answer(words::NO)),
        "na" | "n/a" | "no aplica" | "does not apply" => Some(Typed::Answer(words::DOES_NOT_APPLY)),
        _ => None,
    }
}

/// An answer that was stored.
#[must_use]
pub fn stored(question: Word, answer: Answer, messages: &Messages) -> String {
    let why = answer.why().map(|why| format!(" ({})", messages.word(why))).unwrap_or_default();
    let answer = format!("{}{why}", messages.word(answer.word()));
    let arguments =
        [("question", Argument::from(messages.word(question))), ("answer", Argument::from(answer))];
    format!("{}\n", messages.text_with("attest-stored", &arguments))
}

/// What is declared, since when and until when, and what is due.
#[must_use]
pub fn list(evaluation: &Evaluation, messages: &Messages, width: usize) -> String {
    let mut out = String::new();
    for outcome in &evaluation.outcomes {
        let status = outcome.verdict.status;
        let head = format!("{} {}", style::sign(status), status_of(outcome, messages));
        let _ = writeln!(
            out,
            "{}  {}",
            paint(style::of_status(status), &head),
            paint(DIM, &format!("{} · {}", cite(&outcome.rule), outcome.rule.id))
        );
        wrapped(&mut out, &format!("  {}", messages.reason(&outcome.verdict.reason)), width);
    }
    if out.is_empty() {
        let _ = writeln!(out, "{}", messages.text("attest-none"));
    }
    out
}

/// A warning on a line of its own.
#[must_use]
pub fn warning(id: &str, messages: &Messages) -> String {
    format!("{} {}\n", paint(HEADING, &format!("{}:", messages.text("warning"))), messages.text(id))
}

fn wrapped(out: &mut String, text: &str, width: usize) {
    let indent = &text[..text.len() - text.trim_start().len()];
    let options = textwrap::Options::new(width).subsequent_indent(indent);
    for line in textwrap::wrap(text, options) {
        let _ = writeln!(out, "{}", line.trim_end());
    }
}
