//! `custodia harden`: shows what would be set for the rules to be met, sets it on a yes, and undoes it.

use std::path::Path;

use clap::{Args, Subcommand};
use custodia_core::catalog::CheckId;
use custodia_core::policy::{Policy, Rule};
use custodia_core::verdict::Status;

use super::Context;
use super::check::only;
use crate::evaluation::evaluate;
use crate::exit::Exit;
use crate::harden::{self, Applied, Change, Guide, Plan, Switch, Undone};
use crate::opener::{self, Opened};
use crate::policies;
use crate::ui::failure::Failure;
use crate::ui::harden as ui;
use crate::ui::terminal::Terminal;

/// The page on which the person sees whether the browser is still linked.
const WHATSAPP_WEB: &str = "https://web.whatsapp.com/";

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Harden {
    #[command(subcommand)]
    action: Option<Action>,
    /// Check or rule ids, or switches.
    #[arg(value_name = "ID")]
    id: Vec<String>,
    /// Shows without changing.
    #[arg(long, id = "dry-run")]
    dry_run: bool,
    /// Does not ask.
    #[arg(long, conflicts_with = "dry-run")]
    yes: bool,
    /// Files or names of built-in policies.
    #[arg(long, value_name = "FILE")]
    policy: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Puts back what was there.
    Undo(Undo),
    /// What was changed, and when.
    Status,
}

#[derive(Debug, Args)]
struct Undo {
    /// Does not ask.
    #[arg(long)]
    yes: bool,
}

impl Harden {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        match &self.action {
            Some(Action::Undo(undo)) => undo.run(context),
            Some(Action::Status) => status(context),
            None => self.harden(context),
        }
    }

    fn harden(&self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let (switches, ids): (Vec<&String>, Vec<&String>) =
            self.id.iter().partition(|id| Switch::ALL.iter().any(|switch| switch.as_str() == **id));
        let switches: Vec<Switch> = Switch::ALL
            .into_iter()
            .filter(|switch| switches.iter().any(|id| *id == switch.as_str()))
            .collect();
        let ids: Vec<String> = ids.into_iter().cloned().collect();
        let policies = policies::select_for(&self.policy, &ids).map_err(Failure::Policy)?;
        let wanted = only(&ids, &policies)?;
        let concerns = |rule: &Rule| match (ids.is_empty(), switches.is_empty()) {
            (true, true) => harden::CHECKS.contains(&rule.check),
            (true, false) => false,
            // Of what cannot be set, the steps are shown where it is named.
            (false, _) => wanted(rule),
        };
        let plan = harden::plan(&context.host, &policies, concerns, &switches);
        context.print(&ui::heading(&plan, self.dry_run, context.messages, context.terminal.width()))?;
        let by_hand = plan.guides.iter().any(|guide| matches!(guide, Guide::Remedy(_)));
        let mut all_done = plan.obstacle.is_none() && plan.refusals.is_empty() && !by_hand;
        let mut any_made = false;
        for (index, change) in plan.changes.iter().enumerate() {
            let width = context.terminal.width();
            context.print(&ui::change(index + 1, change, &plan, context.messages, width))?;
            if self.dry_run {
                context.print("\n")?;
            } else {
                let made = self.make(change, context)?;
                all_done &= made;
                any_made |= made;
            }
        }
        context.print(&ui::refusals(&plan, context.messages, context.terminal.width()))?;
        context.print(&ui::guides(&plan, context.messages, context.terminal.width()))?;
        if self.dry_run {
            return Ok(Exit::Success);
        }
        if plan.guides.contains(&Guide::WhatsappWeb) && !self.yes {
            all_done &= log_out(&policies, context)?;
        }
        if any_made {
            all_done &= check_again(&plan, &policies, context)?;
        }
        Ok(if all_done { Exit::Success } else { Exit::Failure })
    }

    /// Makes a change if the person agrees; whether it is in force then.
    fn make(&self, change: &Change, context: &mut Context<'_>) -> Result<bool, Failure> {
        if !self.yes && !agrees(context, "harden-ask") {
            context.print(&ui::outcome("harden-not-asked", context.messages))?;
            return Ok(false);
        }
        let applied =
            harden::apply(&context.host, &context.state_directory(), change).map_err(Failure::State)?;
        context.print(&ui::applied(applied, context.messages))?;
        Ok(!matches!(applied, Applied::Not(_)))
    }
}

impl Undo {
    fn run(&self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let directory = context.state_directory();
        if harden::changes(&directory).map_err(Failure::State)?.is_empty() {
            context.print(&format!("{}\n", context.messages.text("harden-nothing-changed")))?;
            return Ok(Exit::Success);
        }
        if !self.yes && !agrees(context, "harden-ask-undo") {
            context.print(&ui::outcome("harden-not-asked", context.messages))?;
            return Ok(Exit::Failure);
        }
        let mut told = String::new();
        let mut all_done = true;
        let (host, messages, yes) = (context.host.clone(), context.messages, self.yes);
        let terminal = &mut *context.terminal;
        let obstacle = harden::undo(
            &host,
            &directory,
            |_, setting, now| {
                // Whoever says yes to everything has not seen this value.
                let question = ui::question_of_changed(setting, now, messages);
                !yes && answer(terminal, &question).is_some_and(|answer| is_yes(&answer))
            },
            |entry, setting, outcome| {
                all_done &= matches!(outcome, Undone::Restored | Undone::WasBack);
                told.push_str(&ui::undone(entry, setting, outcome, messages));
            },
        )
        .map_err(Failure::State)?;
        context.print(&told)?;
        if let Some(obstacle) = obstacle {
            context.print(&ui::obstacle(obstacle, context.messages, context.terminal.width()))?;
            return Ok(Exit::Failure);
        }
        Ok(if all_done { Exit::Success } else { Exit::Failure })
    }
}

fn status(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let entries = harden::changes(&context.state_directory()).map_err(Failure::State)?;
    let text = ui::status(&entries, context.messages, context.terminal.width());
    context.print(&text)?;
    Ok(Exit::Success)
}

/// Shows what the rules come to after the changes; whether they are met.
fn check_again(plan: &Plan, policies: &[Policy], context: &mut Context<'_>) -> Result<bool, Failure> {
    let rules: Vec<String> =
        plan.changes.iter().flat_map(|change| &change.rules).map(ToString::to_string).collect();
    if rules.is_empty() {
        return Ok(true);
    }
    let again = evaluate(&context.host, policies, |rule| rules.contains(&rule.id.to_string()));
    context.print(&ui::again(&again, context.messages, context.terminal.width()))?;
    Ok(again.count(Status::Fail) == 0)
}

/// Opens the page on a yes, waits, and looks again; whether no session is left.
fn log_out(policies: &[Policy], context: &mut Context<'_>) -> Result<bool, Failure> {
    if agrees(context, "harden-ask-open")
        && opener::open(&context.host, Path::new(WHATSAPP_WEB)) != Opened::Yes
    {
        context.terminal.complain(&format!("{}\n", context.messages.text("harden-open-failed")));
    }
    let question = format!("{} ", context.messages.text("harden-ask-logged-out"));
    if answer(context.terminal, &question).is_none() {
        return Ok(false);
    }
    let again = evaluate(&context.host, policies, |rule| rule.check == CheckId::WhatsappWeb);
    context.print(&ui::again(&again, context.messages, context.terminal.width()))?;
    Ok(again.count(Status::Fail) == 0)
}

fn agrees(context: &mut Context<'_>, id: &str) -> bool {
    let question = format!("{} ", context.messages.text(id));
    answer(context.terminal, &question).is_some_and(|answer| is_yes(&answer))
}

/// The line that the person answers; nothing where nobody does.
fn answer(terminal: &mut Terminal, question: &str) -> Option<String> {
    // An input that cannot be read is no yes.
    terminal.ask(question).ok().flatten()
}

fn is_yes(answer: &str) -> bool {
    ["s", "sí", "si", "y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}
