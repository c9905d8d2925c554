//! `custodia report`: shows every byte of what would be sent, or sends it.

use clap::{ArgGroup, Args};

use super::Context;
use crate::endpoint;
use crate::exit::Exit;
use crate::messages::Argument;
use crate::policies;
use crate::ui::failure::Failure;
use crate::ui::json;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true))]
pub(super) struct Report {
    /// Shows without sending.
    #[arg(long, group = "what")]
    show: bool,
    /// The signed bytes themselves.
    #[arg(long, requires = "show")]
    raw: bool,
    /// Sends now.
    #[arg(long, group = "what")]
    now: bool,
    /// Files or names of built-in policies.
    #[arg(long, value_name = "FILE")]
    policy: Vec<String>,
}

impl Report {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let policies = policies::select(&self.policy).map_err(Failure::Policy)?;
        let directory = context.state_directory();
        if self.show {
            let text = if self.raw {
                endpoint::preview_signed(&directory, &context.host, &policies).map(|signed| signed + "\n")
            } else {
                endpoint::preview(&directory, &context.host, &policies).map(|report| json::report(&report))
            };
            let text = text.map_err(Failure::Endpoint)?;
            context.terminal.complain(&format!("{}\n", context.messages.text("report-show-preface")));
            context.print(&text)?;
            return Ok(Exit::Success);
        }
        let delivered =
            endpoint::report_now(&directory, &context.host, &policies).map_err(Failure::Endpoint)?;
        let mut text =
            context.messages.text_with("report-delivered", &[("count", Argument::Number(delivered.reports))]);
        text.push('\n');
        if delivered.unchanged {
            text.push_str(&context.messages.text("report-unchanged"));
            text.push('\n');
        }
        context.print(&text)?;
        Ok(Exit::Success)
    }
}
