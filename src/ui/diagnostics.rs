//! Mistakes in a policy file, shown at their place with a caret and a hint.

use annotate_snippets::{AnnotationKind, Level as Heading, Renderer, Snippet};
use custodia_core::policy::{Diagnostic, Level};

use crate::messages::{Argument, Messages};

/// Shows each diagnostic with the line of the file that it is about.
#[must_use]
pub fn render(file: &str, text: &str, diagnostics: &[Diagnostic], messages: &Messages) -> String {
    let renderer = Renderer::styled();
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&one(file, text, diagnostic, messages, &renderer));
        out.push_str("\n\n");
    }
    out
}

fn one(file: &str, text: &str, diagnostic: &Diagnostic, messages: &Messages, renderer: &Renderer) -> String {
    let id = format!("diagnostic-{}", diagnostic.code);
    let arguments: Vec<(&str, Argument<'_>)> =
        diagnostic.arguments.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
    let title = messages.text_with(&id, &arguments);
    let hint = match &diagnostic.suggestion {
        Some(suggestion) => {
            messages.text_with("diagnostic-suggestion", &[("suggestion", suggestion.as_str().into())])
        }
        None => messages.text_with(&format!("{id}.hint"), &arguments),
    };
    let (level, word) = match diagnostic.level {
        Level::Error => (Heading::ERROR, "error"),
        Level::Warning => (Heading::WARNING, "warning"),
    };
    let level = level.with_name(messages.text(word));
    let span = diagnostic.span.start.min(text.len())..diagnostic.span.end.min(text.len());
    let snippet = Snippet::source(text).path(file).annotation(AnnotationKind::Primary.span(span));
    let hint_level = Heading::HELP.with_name(messages.text("hint"));
    let report = [level.primary_title(title).element(snippet).element(hint_level.message(hint))];
    renderer.render(&report)
}
