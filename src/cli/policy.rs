//! `custodia policy`: checking and showing policy files.

use clap::{Args, Subcommand};
use custodia_core::policy::{Level, load};

use super::Context;
use crate::exit::Exit;
use crate::messages::Argument;
use crate::policies;
use crate::ui::failure::Failure;
use crate::ui::{diagnostics, human};

#[derive(Debug, Subcommand)]
pub(super) enum Policy {
    Lint(Lint),
    Show(Show),
    Schema,
}

#[derive(Debug, Args)]
pub(super) struct Lint {
    /// Policy files, or names of built-in policies.
    #[arg(value_name = "FILE", required = true)]
    file: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// Files or names of built-in policies.
    #[arg(value_name = "FILE")]
    name: Vec<String>,
}

impl Policy {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        match self {
            Self::Lint(lint) => lint.run(context),
            Self::Show(show) => {
                let policies = policies::select(&show.name).map_err(Failure::Policy)?;
                let text = human::policies(&policies, context.messages, context.terminal.width());
                context.print(&text)?;
                Ok(Exit::Success)
            }
            Self::Schema => {
                context.print(include_str!("../../docs/schema/policy.schema.json"))?;
                Ok(Exit::Success)
            }
        }
    }
}

impl Lint {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let (mut errors, mut warnings) = (0, 0);
        for file in &self.file {
            let text = policies::read(file).map_err(Failure::Policy)?;
            let loaded = load(&text);
            for diagnostic in &loaded.diagnostics {
                match diagnostic.level {
                    Level::Error => errors += 1,
                    Level::Warning => warnings += 1,
                }
            }
            let shown = diagnostics::render(file, &text, &loaded.diagnostics, context.messages);
            context.terminal.complain(&shown);
            if let Some(policy) = loaded.policy {
                let count = Argument::Number(policy.rules.len() as u64);
                let line = context
                    .messages
                    .text_with("policy-valid", &[("file", file.as_str().into()), ("count", count)]);
                context.print(&format!("{line}\n"))?;
            }
        }
        if errors + warnings > 0 {
            let counts = [("errors", Argument::Number(errors)), ("warnings", Argument::Number(warnings))];
            let line = context.messages.text_with("policy-summary", &counts);
            context.terminal.complain(&format!("{line}\n"));
        }
        Ok(if errors > 0 { Exit::Usage } else { Exit::Success })
    }
}
