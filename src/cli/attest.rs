//! `custodia attest`: asks what no program can see, and keeps the answers with their day.
//!
//! Each answer is stored as soon as it is given, so that whoever stops in the middle loses none.

use clap::{Args, ValueEnum};
use custodia_core::catalog::CheckId;
use custodia_core::catalog::attestation::QUESTION;
use custodia_core::policy::{Policy, Rule};
use custodia_core::verdict::Status;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::attestation as words;

use super::Context;
use crate::attestations::{Answer, Declaration, Declarations, Given, declare};
use crate::endpoint::agent_version;
use crate::evaluation::evaluate;
use crate::exit::Exit;
use crate::messages::Argument;
use crate::policies;
use crate::state::StateError;
use crate::ui::failure::Failure;
use crate::ui::questions::{self, Asked, Typed};
use crate::ui::terminal::Terminal;

/// How often a question is asked again after something that is no answer.
const TRIES: usize = 3;

#[derive(Debug, Args)]
pub(super) struct Attest {
    /// Questions, rules or policies.
    #[arg(value_name = "ID", conflicts_with_all = ["answer", "checklist"])]
    id: Vec<String>,
    /// Also what is answered already.
    #[arg(long, conflicts_with_all = ["answer", "list"])]
    all: bool,
    /// Shows what is declared and what is due.
    #[arg(long, conflicts_with = "answer")]
    list: bool,
    /// Answers without asking.
    #[arg(long, value_name = "ANSWER")]
    answer: Vec<Given>,
    /// Goes through a checklist, whatever is answered already.
    #[arg(long, value_enum, value_name = "CHECKLIST", conflicts_with_all = ["answer", "list", "all"])]
    checklist: Option<Checklist>,
    /// Files or names of built-in policies.
    #[arg(long, value_name = "FILE")]
    policy: Vec<String>,
}

/// What a person goes through each time.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Checklist {
    Meeting,
    Publication,
}

impl Checklist {
    const fn questions(self) -> &'static [Word] {
        match self {
            Self::Meeting => &[
                words::MEETING_ADDRESS_SECURE,
                words::NO_SOCIAL_SIGN_IN,
                words::SHARED_CONTENT_PREPARED,
                words::PARTICIPANTS_CHECKED,
                words::MICROPHONE_OFF,
            ],
            Self::Publication => &[
                words::PUBLICATION_CONSENT,
                words::NO_OUTSIDE_FORMS,
                words::RECIPIENTS_CHECKED,
                words::NO_FORMAL_NOTIFICATIONS,
            ],
        }
    }
}

/// How asking one question ended.
enum Reply {
    Answered(Answer),
    Later,
    Ended,
}

impl Attest {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let policies = policies::select(&self.policy).map_err(Failure::Policy)?;
        if !self.answer.is_empty() {
            return answer(&self.answer, context);
        }
        if self.list {
            let wanted = only(&self.id, &policies)?;
            let evaluation =
                evaluate(&context.host, &policies, |rule| rule.check == CheckId::Attestation && wanted(rule));
            let text = questions::list(&evaluation, context.messages, context.terminal.width());
            context.print(&text)?;
            return Ok(Exit::Success);
        }
        let asked = self.asked(context, &policies)?;
        if asked.is_empty() {
            context.print(&(context.messages.text("attest-nothing-due") + "\n"))?;
            return Ok(Exit::Success);
        }
        if !Terminal::is_interactive() {
            return Err(Failure::NoTerminal { hint: "hint-no-terminal-attest" });
        }
        match Declarations::read(&context.state_directory()) {
            Err(StateError::Damaged { .. }) => {
                context.terminal.complain(&questions::warning("attest-damaged", context.messages));
            }
            read => drop(read.map_err(Failure::State)?),
        }
        ask_all(&asked, context)
    }

    /// The questions to ask: those of a checklist, or those of the rules that are due.
    fn asked(&self, context: &Context<'_>, policies: &[Policy]) -> Result<Vec<Asked>, Failure> {
        if let Some(checklist) = self.checklist {
            let built_in = policies::built_in();
            let known = policies.iter().chain(&built_in).flat_map(|policy| &policy.rules);
            let asked = checklist.questions().iter().map(|&question| {
                let rule = known.clone().find(|rule| QUESTION.of(rule) == Some(question));
                Asked { question, rules: rule.cloned().into_iter().collect() }
            });
            return Ok(asked.collect());
        }
        let wanted = only(&self.id, policies)?;
        let evaluation =
            evaluate(&context.host, policies, |rule| rule.check == CheckId::Attestation && wanted(rule));
        let is_due = |rule: &Rule| {
            let outcome = evaluation.outcomes.iter().find(|outcome| outcome.rule.id == rule.id);
            outcome.is_some_and(|outcome| {
                self.all || matches!(outcome.verdict.status, Status::Fail | Status::Unknown)
            })
        };
        // In the order of the documents, not of what is most pressing.
        let mut asked: Vec<Asked> = Vec::new();
        for rule in policies.iter().flat_map(|policy| &policy.rules).filter(|rule| is_due(rule)) {
            let Some(question) = QUESTION.of(rule) else { continue };
            match asked.iter_mut().find(|asked| asked.question == question) {
                Some(asked) => asked.rules.push(rule.clone()),
                None => asked.push(Asked { question, rules: vec![rule.clone()] }),
            }
        }
        Ok(asked)
    }
}

/// Which rules the ids of questions, rules or policies ask for; all of them without any id.
fn only(ids: &[String], policies: &[Policy]) -> Result<impl Fn(&Rule) -> bool + use<>, Failure> {
    fn names(rule: &Rule) -> [String; 3] {
        let question = QUESTION.of(rule).map(|question| question.to_string()).unwrap_or_default();
        [question, rule.id.to_string(), rule.id.pack().to_string()]
    }

    let rules = policies.iter().flat_map(|policy| &policy.rules);
    let known: Vec<[String; 3]> =
        rules.filter(|rule| rule.check == CheckId::Attestation).map(names).collect();
    if let Some(id) = ids.iter().find(|id| !known.iter().any(|names| names.contains(id))) {
        let known = known.into_iter().flat_map(|[question, rule, _]| [question, rule]).collect();
        return Err(Failure::UnknownRule { name: id.clone(), known });
    }
    let ids = ids.to_vec();
    Ok(move |rule: &Rule| ids.is_empty() || names(rule).iter().any(|name| ids.contains(name)))
}

fn answer(given: &[Given], context: &mut Context<'_>) -> Result<Exit, Failure> {
    for Given { question, answer } in given {
        let put_aside =
            matches!(Declarations::read(&context.state_directory()), Err(StateError::Damaged { .. }));
        store(*question, *answer, context)?;
        if put_aside {
            context.terminal.complain(&questions::warning("attest-damaged", context.messages));
        }
        let text = questions::stored(*question, *answer, context.messages);
        context.print(&text)?;
    }
    Ok(Exit::Success)
}

fn store(question: Word, answer: Answer, context: &Context<'_>) -> Result<(), Failure> {
    let declaration = Declaration { answer, day: context.host.today(), agent: agent_version() };
    declare(&context.state_directory(), question, declaration).map_err(Failure::State)
}

fn ask_all(asked: &[Asked], context: &mut Context<'_>) -> Result<Exit, Failure> {
    let (mut answered, total) = (0_u64, asked.len());
    for (index, each) in asked.iter().enumerate() {
        match ask(each, index + 1, total, context)? {
            Reply::Answered(answer) => {
                store(each.question, answer, context)?;
                answered += 1;
            }
            Reply::Later => {}
            Reply::Ended => break,
        }
    }
    let left = total as u64 - answered;
    let arguments = [("answered", Argument::Number(answered)), ("left", Argument::Number(left))];
    context.print(&format!("\n{}\n", context.messages.text_with("attest-done", &arguments)))?;
    Ok(if left == 0 { Exit::Success } else { Exit::Unknown })
}

fn ask(asked: &Asked, number: usize, total: usize, context: &mut Context<'_>) -> Result<Reply, Failure> {
    let screen = questions::screen(asked, number, total, context.messages, context.terminal.width());
    context.terminal.complain(&screen);
    for _ in 0..TRIES {
        let Some(line) = context.terminal.ask("> ").map_err(Failure::Output)? else {
            return Ok(Reply::Ended);
        };
        match questions::read_answer(&line) {
            Some(Typed::Later) => return Ok(Reply::Later),
            Some(Typed::Answer(words::YES)) => return Ok(Reply::Answered(Answer::Yes)),
            Some(Typed::Answer(answer)) => return ask_why(answer, context),
            None => context.terminal.complain(&format!("{}\n", context.messages.text("attest-again"))),
        }
    }
    Err(Failure::NoAnswer)
}

fn ask_why(answer: Word, context: &mut Context<'_>) -> Result<Reply, Failure> {
    let list = if answer == words::NO { words::WHY_NOT } else { words::WHY_IT_DOES_NOT_APPLY };
    context.terminal.complain(&questions::why(list, answer == words::NO, context.messages));
    for _ in 0..TRIES {
        let Some(line) = context.terminal.ask("> ").map_err(Failure::Output)? else {
            return Ok(Reply::Ended);
        };
        let line = line.trim();
        let why = line.parse().ok().and_then(|number: usize| list.get(number.checked_sub(1)?)).copied();
        if let Some(answer) = Answer::new(answer, why).filter(|_| why.is_some() || line.is_empty()) {
            return Ok(Reply::Answered(answer));
        }
        let range = [("count", Argument::Number(list.len() as u64))];
        context.terminal.complain(&format!("{}\n", context.messages.text_with("attest-why-again", &range)));
    }
    Err(Failure::NoAnswer)
}
