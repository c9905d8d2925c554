//! `custodia explain`: what a rule asks and why, how it is decided, what can't be seen, how to fix it here.

use clap::Args;

use super::Context;
use super::check::only;
use crate::evaluation::evaluate;
use crate::exit::Exit;
use crate::policies;
use crate::ui::failure::Failure;
use crate::ui::human;

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A rule's or check's id.
    #[arg(value_name = "ID")]
    id: String,
    /// Files or names of built-in policies.
    #[arg(long, value_name = "FILE")]
    policy: Vec<String>,
}

impl Explain {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let ids = [self.id];
        let policies = policies::select_for(&self.policy, &ids).map_err(Failure::Policy)?;
        let wanted = only(&ids, &policies)?;
        let evaluation = evaluate(&context.host, &policies, wanted);
        let text = human::explain(&evaluation, context.messages, context.terminal.width());
        context.print(&text)?;
        Ok(Exit::Success)
    }
}
