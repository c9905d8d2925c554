//! Why a command could not do what was asked, in words, with a hint where there is something to do.

use std::error::Error;
use std::io::ErrorKind::BrokenPipe;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::diagnostics;
use super::terminal::Terminal;
use crate::attestations;
use crate::endpoint::EndpointError;
use crate::exit::Exit;
use crate::harden;
use crate::host::UserTrouble;
use crate::messages::{Argument, Messages};
use crate::passwords;
use crate::policies::PolicyError;
use crate::recorded::RecordedError;
use crate::state::StateError;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// Help is to be shown, because it was asked for or because there is no command.
    Shown(clap::Error),
    /// The command line is wrong.
    Usage {
        /// What is wrong.
        detail: String,
        /// What to do.
        hint: String,
    },
    /// No rule or check has this id.
    UnknownRule {
        /// The id that was given.
        name: String,
        /// The ids that exist.
        known: Vec<String>,
    },
    /// No rule of the policies that were asked for asks for this check.
    NotAsked {
        /// The id that was given.
        name: String,
    },
    /// The device cannot be looked at as this person.
    User {
        /// The name that was given.
        name: String,
        /// Why not.
        trouble: UserTrouble,
    },
    /// A policy could not be used.
    Policy(PolicyError),
    /// Recorded facts could not be used.
    Recorded(RecordedError),
    /// No network is in use that has an id.
    NoNetwork,
    /// Something with the endpoint could not be done.
    Endpoint(EndpointError),
    /// The person's page could not be stored.
    Page(std::io::Error),
    /// What the agent keeps could not be read or stored.
    State(StateError),
    /// Nobody sits there who could be asked.
    NoTerminal {
        /// The id of the message that says what to do.
        hint: &'static str,
    },
    /// A question got no answer that could be understood.
    NoAnswer,
    /// The person or the system stopped the command.
    Interrupted,
    /// Standard output or a generated file could not be written.
    Output(std::io::Error),
}

impl Failure {
    /// The failure that an error of the command line parser is.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "the list is open; what is not named here is rare")]
    pub fn usage(error: &clap::Error, messages: &Messages) -> Self {
        use ErrorKind as Kind;

        let text = |id: &str, arguments: &[(&str, Argument<'_>)]| messages.text_with(id, arguments);
        let named = |kind: ContextKind| match error.get(kind) {
            Some(ContextValue::String(value)) => value.clone(),
            Some(ContextValue::Strings(values)) => values.join(" "),
            Some(_) | None => String::new(),
        };
        let detail = match error.kind() {
            Kind::UnknownArgument => {
                text("error-usage-unknown-argument", &[("name", named(ContextKind::InvalidArg).into())])
            }
            Kind::InvalidSubcommand => {
                text("error-usage-unknown-command", &[("name", named(ContextKind::InvalidSubcommand).into())])
            }
            Kind::InvalidValue | Kind::ValueValidation => text(
                "error-usage-invalid-value",
                &[
                    ("value", named(ContextKind::InvalidValue).into()),
                    ("name", named(ContextKind::InvalidArg).into()),
                ],
            ),
            Kind::MissingRequiredArgument => {
                text("error-usage-missing", &[("name", named(ContextKind::InvalidArg).into())])
            }
            Kind::ArgumentConflict => text(
                "error-usage-conflict",
                &[
                    ("name", named(ContextKind::InvalidArg).into()),
                    ("other", named(ContextKind::PriorArg).into()),
                ],
            ),
            _ => messages.text("error-usage-other"),
        };
        let similar =
            [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
                .into_iter()
                .map(named)
                .find(|name| !name.is_empty());
        let values = named(ContextKind::ValidValue);
        // A value parser of ours says what is wrong by the id of a message.
        let own = error.source().and_then(|source| messages.find(&source.to_string(), &[]));
        let hint = if let Some(own) = own {
            own
        } else if let Some(name) = similar {
            text("hint-usage-similar", &[("name", name.into())])
        } else if !values.is_empty() {
            text("hint-usage-values", &[("values", values.into())])
        } else {
            messages.text("hint-usage-help")
        };
        Self::Usage { detail, hint }
    }

    /// Tells the person, and gives how the program ends.
    pub fn tell(&self, terminal: &mut Terminal, messages: &Messages) -> Exit {
        match self {
            // Whoever closed the pipe has read enough.
            Self::Output(error) if error.kind() == BrokenPipe => return Exit::Success,
            Self::Shown(shown) if !shown.use_stderr() => {
                // Help that was asked for is data.
                let _ = terminal.print(&shown.render().ansi().to_string());
                return Exit::Success;
            }
            Self::Output(_)
            | Self::Page(_)
            | Self::Shown(_)
            | Self::Usage { .. }
            | Self::UnknownRule { .. }
            | Self::NotAsked { .. }
            | Self::User { .. }
            | Self::Policy(_)
            | Self::Recorded(_)
            | Self::NoNetwork
            | Self::Endpoint(_)
            | Self::State(_)
            | Self::NoTerminal { .. }
            | Self::NoAnswer
            | Self::Interrupted => terminal.complain(&self.render(messages)),
        }
        self.exit()
    }

    /// The exit code of the failure.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            Self::Shown(_)
            | Self::Usage { .. }
            | Self::UnknownRule { .. }
            | Self::NotAsked { .. }
            | Self::User { .. }
            | Self::Policy(_)
            | Self::NoTerminal { .. }
            | Self::NoAnswer
            | Self::Recorded(_)
            | Self::Endpoint(EndpointError::Link) => Exit::Usage,
            Self::Endpoint(EndpointError::Cryptography) | Self::Page(_) | Self::Output(_) => Exit::Internal,
            Self::NoNetwork | Self::Endpoint(_) | Self::State(_) | Self::Interrupted => Exit::Failure,
        }
    }

    /// The failure in words: an `error:` line, the causes and a `hint:` line.
    #[must_use]
    pub fn render(&self, messages: &Messages) -> String {
        let mut out = String::new();
        if let Self::Policy(PolicyError::Invalid(invalid)) = self {
            out.push_str(&diagnostics::render(&invalid.file, &invalid.text, &invalid.diagnostics, messages));
        }
        let (text, hint) = match self {
            Self::Shown(error) => return error.render().ansi().to_string(),
            Self::Usage { detail, hint } => {
                let text = messages.text_with("error-usage", &[("detail", detail.as_str().into())]);
                (text, Some(hint.clone()))
            }
            Self::UnknownRule { name, known } => (
                messages.text_with("error-unknown-rule", &[("name", name.as_str().into())]),
                Some(messages.text_with("hint-known-rules", &[("names", known.join(", ").into())])),
            ),
            Self::NotAsked { name } => (
                messages.text_with("error-not-asked", &[("name", name.as_str().into())]),
                Some(messages.text("hint-not-asked")),
            ),
            Self::User { name, trouble } => {
                let id = match trouble {
                    UserTrouble::Unknown => "user-unknown",
                    UserTrouble::NotAllowed => "user-not-allowed",
                    UserTrouble::Failed => "user-failed",
                };
                let arguments = [("name", Argument::from(name.as_str()))];
                (
                    messages.text_with(&format!("error-{id}"), &arguments),
                    Some(messages.text_with(&format!("hint-{id}"), &arguments)),
                )
            }
            Self::Policy(PolicyError::Unreadable { file, .. }) => {
                let file = file.display().to_string();
                let names: Vec<&str> = crate::policies::BUILT_IN.iter().map(|(name, _)| *name).collect();
                let names = format!("{}, all", names.join(", "));
                (
                    messages.text_with("error-policy-unreadable", &[("file", file.into())]),
                    Some(messages.text_with("hint-policy-names", &[("names", names.into())])),
                )
            }
            Self::Policy(PolicyError::Invalid(invalid)) => {
                (messages.text_with("error-policy-invalid", &[("file", invalid.file.as_str().into())]), None)
            }
            Self::Recorded(error) => {
                let (id, file) = match error {
                    RecordedError::Unreadable { file, .. } => ("error-facts-unreadable", file),
                    RecordedError::Malformed { file, .. } => ("error-facts-malformed", file),
                };
                let file = file.display().to_string();
                (messages.text_with(id, &[("file", file.into())]), Some(messages.text("hint-facts-file")))
            }
            Self::NoNetwork => (messages.text("error-no-network"), Some(messages.text("hint-no-network"))),
            Self::Endpoint(error) => endpoint(error, messages),
            Self::Page(_) => (messages.text("error-page"), Some(messages.text("hint-page"))),
            Self::State(error) => state(error, messages),
            Self::NoTerminal { hint } => (messages.text("error-no-terminal"), Some(messages.text(hint))),
            Self::Interrupted => (messages.text("error-interrupted"), None),
            Self::NoAnswer => (messages.text("error-no-answer"), Some(messages.text("hint-no-answer"))),
            Self::Output(_) => (messages.text("error-internal"), None),
        };
        out.push_str(&line(
            messages,
            "error",
            super::style::of_status(custodia_core::verdict::Status::Fail),
            &text,
        ));
        for cause in self.causes() {
            out.push_str("  ");
            out.push_str(&cause);
            out.push('\n');
        }
        if let Some(hint) = hint {
            out.push_str(&line(messages, "hint", super::style::HEADING, &hint));
        }
        out
    }

    /// What lies behind the failure, where it helps: the causes that the system or a library gave.
    fn causes(&self) -> Vec<String> {
        let first: Option<&(dyn Error + 'static)> = match self {
            Self::Policy(PolicyError::Unreadable { source, .. })
            | Self::Recorded(RecordedError::Unreadable { source, .. }) => Some(source),
            Self::Recorded(RecordedError::Malformed { source, .. }) => Some(source),
            Self::Endpoint(error) => error.source(),
            Self::Page(error) | Self::Output(error) => Some(error),
            Self::State(error) => error.source(),
            Self::Shown(_)
            | Self::Usage { .. }
            | Self::UnknownRule { .. }
            | Self::NotAsked { .. }
            | Self::User { .. }
            | Self::Policy(_)
            | Self::NoNetwork
            | Self::NoTerminal { .. }
            | Self::NoAnswer
            | Self::Interrupted => None,
        };
        std::iter::successors(first, |cause| (*cause).source()).map(ToString::to_string).collect()
    }
}

fn line(messages: &Messages, word: &str, style: anstyle::Style, text: &str) -> String {
    format!("{} {text}\n", super::style::paint(style, &format!("{}:", messages.text(word))))
}

fn endpoint(error: &EndpointError, messages: &Messages) -> (String, Option<String>) {
    let plain =
        |id: &str| (messages.text(&format!("error-{id}")), Some(messages.text(&format!("hint-{id}"))));
    match error {
        EndpointError::Link => plain("link"),
        EndpointError::AlreadyEnrolled => plain("already-enrolled"),
        EndpointError::NotEnrolled => plain("not-enrolled"),
        EndpointError::Kept(error) => state(error, messages),
        EndpointError::Unreachable(_) => plain("unreachable"),
        EndpointError::Untrusted => plain("untrusted"),
        EndpointError::Refused { problem } => {
            let detail = messages.text(&format!("refused-{problem}"));
            // What the endpoint refuses for good ends with another enrolment.
            let for_good = ["device-unknown", "device-left", "signature-invalid", "sequence-conflict"];
            let hint = for_good.contains(problem).then(|| messages.text("hint-refused"));
            (messages.text_with("error-refused", &[("detail", detail.into())]), hint)
        }
        EndpointError::Answer => plain("answer"),
        EndpointError::Cryptography => (messages.text("error-internal"), None),
    }
}

fn state(error: &StateError, messages: &Messages) -> (String, Option<String>) {
    let of = |id: &str, arguments: &[(&str, Argument<'_>)]| {
        let text = |kind: &str| messages.text_with(&format!("{kind}-{id}"), arguments);
        (text("error"), Some(text("hint")))
    };
    match error {
        StateError::Permissions { path } => {
            of("state-permissions", &[("path", path.display().to_string().into())])
        }
        StateError::Damaged { file } if [attestations::FILE, passwords::FILE].contains(file) => {
            of("answers-damaged", &[("file", (*file).into())])
        }
        StateError::Damaged { file } if *file == harden::FILE => (
            messages.text_with("error-state-damaged", &[("file", (*file).into())]),
            Some(messages.text("hint-harden-damaged")),
        ),
        StateError::Damaged { file } => of("state-damaged", &[("file", (*file).into())]),
        StateError::Later { file } => of("state-later", &[("file", (*file).into())]),
        StateError::Io { file, .. } => of("state-write", &[("file", (*file).into())]),
        StateError::Busy => of("state-busy", &[]),
    }
}
