//! `custodia check`: checks now and shows what is in order and what is not.

use clap::{Args, ValueEnum};
use custodia_core::catalog::CheckId;
use custodia_core::policy::{Policy, Rule};
use custodia_core::verdict::Status;

use super::Context;
use crate::evaluation::{Evaluation, evaluate};
use crate::exit::Exit;
use crate::policies;
use crate::ui::failure::Failure;
use crate::ui::{human, json};

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Check or rule ids.
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// Files or names of built-in policies.
    #[arg(long, value_name = "FILE")]
    policy: Vec<String>,
    /// The person whose session and files are checked.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    format: Format,
}

/// The form of a command's output.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    Human,
    Json,
}

impl Check {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let policies = policies::select(&self.policy).map_err(Failure::Policy)?;
        let wanted = only(&self.only, &policies)?;
        let host = context.host_of(self.user.as_deref())?;
        let evaluation = evaluate(&host, &policies, wanted);
        let text = match self.format {
            Format::Human => human::check(&evaluation, context.messages, context.terminal.width()),
            Format::Json => json::check(&evaluation, context.messages),
        };
        context.print(&text)?;
        Ok(exit_of(&evaluation))
    }
}

/// Which rules the ids ask for; all of them without any id.
pub(super) fn only(ids: &[String], policies: &[Policy]) -> Result<impl Fn(&Rule) -> bool + use<>, Failure> {
    let rules = || policies.iter().flat_map(|policy| &policy.rules);
    for id in ids {
        let known = id.parse::<CheckId>().is_ok() || rules().any(|rule| rule.id.to_string() == *id);
        if !known {
            let mut names: Vec<String> = CheckId::ALL.iter().map(ToString::to_string).collect();
            names.extend(rules().map(|rule| rule.id.to_string()));
            return Err(Failure::UnknownRule { name: id.clone(), known: names });
        }
    }
    let ids = ids.to_vec();
    Ok(move |rule: &Rule| {
        ids.is_empty() || ids.iter().any(|id| *id == rule.check.as_str() || *id == rule.id.to_string())
    })
}

fn exit_of(evaluation: &Evaluation) -> Exit {
    if evaluation.count(Status::Fail) > 0 {
        Exit::Failure
    } else if evaluation.count(Status::Unknown) > 0 {
        Exit::Unknown
    } else {
        Exit::Success
    }
}
