//! `custodia check`: checks now and shows what is in order and what is not.

use clap::{Args, ValueEnum};
use custodia_core::catalog::CheckId;
use custodia_core::policy::{Policy, Rule};
use custodia_core::verdict::Status;

use super::Context;
use crate::clock::time_zone;
use crate::endpoint::{self, EndpointError};
use crate::evaluation::{Evaluation, evaluate};
use crate::exit::Exit;
use crate::host::Host;
use crate::opener::{self, Opened};
use crate::page_file;
use crate::policies;
use crate::ui::failure::Failure;
use crate::ui::page::Sent;
use crate::ui::{human, json, junit, page, sarif};

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
    #[arg(long, value_enum, default_value_t = CheckFormat::Human, value_name = "FORMAT")]
    format: CheckFormat,
    /// Opens the page in the browser of the person who runs it.
    #[arg(long, conflicts_with_all = ["format", "user"])]
    open: bool,
}

/// The form of a command's output.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    Human,
    Json,
}

/// The form of the output of a check.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum CheckFormat {
    Human,
    Json,
    Html,
    Sarif,
    Junit,
}

impl Check {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let policies = policies::select_for(&self.policy, &self.only).map_err(Failure::Policy)?;
        let wanted = only(&self.only, &policies)?;
        let host = context.host_of(self.user.as_deref())?;
        let evaluation = evaluate(&host, &policies, wanted);
        let exit = exit_of(&evaluation);
        let messages = context.messages;
        let text = match self.format {
            CheckFormat::Human if self.open => {
                let html = self.html(context, &host, &policies, &evaluation);
                return open(context, &html).map(|()| exit);
            }
            CheckFormat::Human => human::check(&evaluation, messages, context.terminal.width()),
            CheckFormat::Json => json::check(&evaluation, messages),
            CheckFormat::Html => self.html(context, &host, &policies, &evaluation),
            CheckFormat::Sarif => sarif::check(&evaluation, exit.code(), messages),
            CheckFormat::Junit => junit::check(&evaluation, messages),
        };
        context.print(&text)?;
        Ok(exit)
    }

    fn html(
        &self,
        context: &Context<'_>,
        host: &Host,
        policies: &[Policy],
        evaluation: &Evaluation,
    ) -> String {
        let sent = self.sent(context, host, evaluation).unwrap_or_else(|error| {
            log::debug!("where this device is enrolled could not be read: {error}");
            Sent::Untold
        });
        page::page(evaluation, policies, &sent, &time_zone(host), context.messages)
    }

    /// What the next report will be: of all rules that are applied by default, as `custodia report --show` prints it.
    fn sent(
        &self,
        context: &Context<'_>,
        host: &Host,
        evaluation: &Evaluation,
    ) -> Result<Sent, EndpointError> {
        let directory = context.state_directory();
        let Some(standing) = endpoint::status(&directory)? else { return Ok(Sent::Nothing) };
        let report = if self.only.is_empty() && self.policy.is_empty() {
            endpoint::preview_of(&directory, host, evaluation.body())?
        } else {
            endpoint::preview(&directory, host, &policies::applied_by_default())?
        };
        Ok(Sent::Report { endpoint: standing.endpoint.address, json: json::report(&report) })
    }
}

/// Stores the page, prints where it is and has the person's browser show it.
fn open(context: &mut Context<'_>, html: &str) -> Result<(), Failure> {
    let snap = opener::browser_snap(&context.host);
    let path = page_file::store(&context.host, snap.as_deref(), html).map_err(Failure::Page)?;
    context.print(&format!("{}\n", path.display()))?;
    let (opened, messages) = (opener::open(&context.host, &path), context.messages);
    let told = messages.text(match opened {
        Opened::Yes => "page-opened",
        Opened::NoDisplay => "page-no-display",
        Opened::NoOpener => "page-no-opener",
        Opened::Failed => "page-not-opened",
    });
    context.terminal.complain(&format!("{told}\n"));
    if snap.is_some_and(|snap| !page_file::is_seen_by_snap(&context.host, &snap, &path)) {
        context.terminal.complain(&format!("{}\n", messages.text("page-sandboxed")));
    }
    Ok(())
}

/// Which rules the ids ask for; all of them without any id.
pub(super) fn only(ids: &[String], policies: &[Policy]) -> Result<impl Fn(&Rule) -> bool + use<>, Failure> {
    let rules = || policies.iter().flat_map(|policy| &policy.rules);
    for id in ids {
        let asked = rules().any(|rule| rule.is_called(id));
        if !asked && id.parse::<CheckId>().is_ok() {
            return Err(Failure::NotAsked { name: id.clone() });
        }
        if !asked {
            let mut names: Vec<String> = CheckId::ALL.iter().map(ToString::to_string).collect();
            names.extend(rules().map(|rule| rule.id.to_string()));
            return Err(Failure::UnknownRule { name: id.clone(), known: names });
        }
    }
    let ids = ids.to_vec();
    Ok(move |rule: &Rule| ids.is_empty() || ids.iter().any(|id| rule.is_called(id)))
}

/// How a command ends that shows what rules came to.
pub(super) fn exit_of(evaluation: &Evaluation) -> Exit {
    if evaluation.count(Status::Fail) > 0 {
        Exit::Failure
    } else if evaluation.count(Status::Unknown) > 0 {
        Exit::Unknown
    } else {
        Exit::Success
    }
}
