//! Colours and weights. They only repeat what the words and signs already say.

use anstyle::{AnsiColor, Style};
use custodia_core::verdict::Status;

/// Headings.
pub const HEADING: Style = Style::new().bold();
/// What matters less.
pub const DIM: Style = Style::new().dimmed();

/// The style of a status.
#[must_use]
pub const fn of_status(status: Status) -> Style {
    match status {
        Status::Fail => AnsiColor::Red.on_default().bold(),
        Status::Unknown => AnsiColor::Yellow.on_default().bold(),
        Status::Exempt => AnsiColor::Cyan.on_default(),
        Status::NotApplicable => Style::new().dimmed(),
        Status::Pass => AnsiColor::Green.on_default(),
    }
}

/// The sign of a status, which tells it apart without colour.
#[must_use]
pub const fn sign(status: Status) -> &'static str {
    match status {
        Status::Fail => "✗",
        Status::Unknown => "?",
        Status::Exempt => "~",
        Status::NotApplicable => "–",
        Status::Pass => "✓",
    }
}

/// A text in a style.
#[must_use]
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
