//! `custodia facts`: the facts as read, with where each comes from. They stay on the device.

use clap::Args;
use custodia_core::catalog::CheckId;
use custodia_core::fact::FactRecord;

use super::Context;
use super::check::Format;
use crate::checks;
use crate::exit::Exit;
use crate::ui::failure::Failure;
use crate::ui::{human, json};

#[derive(Debug, Args)]
pub(super) struct Facts {
    /// Check ids.
    #[arg(value_name = "ID")]
    id: Vec<String>,
    /// The person whose session and files are checked.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    format: Format,
}

impl Facts {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let wanted = self.checks()?;
        let host = context.host_of(self.user.as_deref())?;
        let facts: Vec<(CheckId, Vec<FactRecord>)> =
            wanted.into_iter().map(|id| (id, checks::check(id).probe(&host).records())).collect();
        let text = match self.format {
            Format::Human => human::facts(&facts, context.messages, context.terminal.width()),
            Format::Json => json::facts(&facts),
        };
        context.print(&text)?;
        Ok(Exit::Success)
    }

    fn checks(&self) -> Result<Vec<CheckId>, Failure> {
        if self.id.is_empty() {
            return Ok(CheckId::ALL.to_vec());
        }
        self.id
            .iter()
            .map(|id| {
                id.parse().map_err(|_| Failure::UnknownRule {
                    name: id.clone(),
                    known: CheckId::ALL.iter().map(ToString::to_string).collect(),
                })
            })
            .collect()
    }
}
