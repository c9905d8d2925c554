//! `custodia passwords`: has the passwords of official accounts judged, and keeps nothing of them but the outcome.

use clap::Args;
use custodia_core::catalog::CheckId;

use super::Context;
use crate::endpoint::agent_version;
use crate::exit::Exit;
use crate::messages::Argument;
use crate::passwords::{
    Found, HiddenPrompt, Judgement, Line, MAX_BYTES, MAX_PASSWORDS, Password, Thresholds, look_at,
};
use crate::policies;
use crate::ui::failure::Failure;

/// What applies where no rule of the policies asks for anything.
const USUAL: Thresholds = Thresholds { score: 3, length: 8 };

#[derive(Debug, Args)]
pub(super) struct Passwords {
    /// Declares that no official account is in the person's hands.
    #[arg(long)]
    none: bool,
    /// Files or names of built-in policies.
    #[arg(long, value_name = "FILE")]
    policy: Vec<String>,
}

impl Passwords {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let policies =
            policies::select_for(&self.policy, &[CheckId::Passwords.to_string()]).map_err(Failure::Policy)?;
        let rules = policies.iter().flat_map(|policy| &policy.rules);
        let rules = rules.filter(|rule| rule.check == CheckId::Passwords);
        let thresholds = Thresholds::strictest(rules).unwrap_or(USUAL);
        if self.none {
            keep(0, None, thresholds, context)?;
            context.print(&(context.messages.text("passwords-none-kept") + "\n"))?;
            return Ok(Exit::Success);
        }
        let passwords = ask(context)?;
        if passwords.is_empty() {
            context.print(&(context.messages.text("passwords-nothing-typed") + "\n"))?;
            return Ok(Exit::Unknown);
        }
        let found = look_at(&passwords, thresholds);
        let count = passwords.len();
        drop(passwords);
        keep(count, Some(&found), thresholds, context)?;
        let is_fine = found.is_fine();
        let text = tell(&found, count, thresholds, context);
        context.print(&text)?;
        Ok(if is_fine { Exit::Success } else { Exit::Failure })
    }
}

fn ask(context: &mut Context<'_>) -> Result<Vec<Password>, Failure> {
    let messages = context.messages;
    let no_terminal = |_| Failure::NoTerminal { hint: "hint-no-terminal-passwords" };
    let mut prompt = HiddenPrompt::open().map_err(no_terminal)?;
    let preface = textwrap::fill(&messages.text("passwords-preface"), context.terminal.width());
    context.terminal.complain(&format!("{preface}\n\n"));
    let mut passwords = Vec::new();
    while passwords.len() < MAX_PASSWORDS {
        let number = [("number", Argument::Number(passwords.len() as u64 + 1))];
        let question = format!("{} ", messages.text_with("passwords-ask", &number));
        match prompt.ask(&question).map_err(Failure::Output)? {
            Line::Typed(typed) => passwords.push(Password::new(typed)),
            Line::End => break,
            Line::TooLong => {
                let limit = [("limit", Argument::Number(MAX_BYTES as u64))];
                context.terminal.complain(&format!("{}\n", messages.text_with("passwords-too-long", &limit)));
            }
            Line::Interrupted => return Err(Failure::Interrupted),
        }
    }
    Ok(passwords)
}

fn keep(
    count: usize,
    found: Option<&Found>,
    thresholds: Thresholds,
    context: &Context<'_>,
) -> Result<(), Failure> {
    let judgement = Judgement {
        accounts: count as u64,
        strong: found.is_none_or(Found::are_strong),
        alike: found.is_some_and(|found| !found.alike.is_empty()),
        score: thresholds.score,
        length: thresholds.length,
        day: context.host.today(),
        agent: agent_version(),
    };
    judgement.keep(&context.state_directory()).map_err(Failure::State)
}

/// What was found, by the order in which the passwords were typed.
fn tell(found: &Found, count: usize, thresholds: Thresholds, context: &Context<'_>) -> String {
    let messages = context.messages;
    let number = |index: usize| Argument::Number(index as u64 + 1);
    let mut lines: Vec<String> = Vec::new();
    for index in 0..count {
        let arguments = [("number", number(index)), ("length", Argument::Number(thresholds.length))];
        let id = if found.short.contains(&index) {
            "passwords-is-short"
        } else if found.guessable.contains(&index) {
            "passwords-is-guessable"
        } else {
            "passwords-is-strong"
        };
        lines.push(messages.text_with(id, &arguments));
    }
    for (one, other) in &found.alike {
        let arguments = [("number", number(*one)), ("other", number(*other))];
        lines.push(messages.text_with("passwords-are-alike", &arguments));
    }
    lines.push(messages.text(if found.is_fine() { "passwords-fine" } else { "passwords-to-change" }));
    lines.push(String::new());
    lines.join("\n")
}
