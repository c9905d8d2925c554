//! The command line: one file per subcommand, help and errors in the person's language.

use std::ffi::OsString;

use clap::{ArgAction, CommandFactory as _, Parser, Subcommand};

use crate::clock;
use crate::exit::Exit;
use crate::host::Host;
use crate::messages::Messages;
use crate::state::StateDirectory;
use crate::ui::failure::Failure;
use crate::ui::help;
use crate::ui::terminal::Terminal;

mod attest;
mod check;
mod enroll;
mod explain;
mod facts;
mod generate;
mod harden;
mod leave;
mod passwords;
mod policy;
mod report;
mod status;

/// Runs the command line and gives how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let messages = Messages::new(help::language(&arguments));
    let mut terminal = Terminal::of_process();
    let outcome = help::parse::<Cli>(&arguments, localized, &messages).and_then(|cli| {
        start_log(cli.verbose);
        let mut context =
            Context { host: Host::this(clock::now()), messages: &messages, terminal: &mut terminal };
        cli.command.run(&mut context)
    });
    outcome.unwrap_or_else(|failure| failure.tell(&mut terminal, &messages))
}

/// Checks this device, explains what to do and reports to the institution's endpoint.
#[derive(Debug, Parser)]
#[command(name = "custodia", version, arg_required_else_help = true, disable_help_subcommand = true)]
struct Cli {
    /// `es` or `en`.
    #[arg(long, global = true, value_name = "LANG", value_parser = ["es", "en"])]
    lang: Option<String>,
    /// More on standard error.
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Facts(facts::Facts),
    Attest(attest::Attest),
    Passwords(passwords::Passwords),
    Explain(explain::Explain),
    Harden(harden::Harden),
    #[command(subcommand)]
    Policy(policy::Policy),
    Enroll(enroll::Enroll),
    Status,
    Report(report::Report),
    Leave,
    Completions(generate::Completions),
    Man,
    #[command(hide = true)]
    Generate(generate::Generate),
}

impl Command {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        match self {
            Self::Check(command) => command.run(context),
            Self::Facts(command) => command.run(context),
            Self::Attest(command) => command.run(context),
            Self::Passwords(command) => command.run(context),
            Self::Explain(command) => command.run(context),
            Self::Harden(command) => command.run(context),
            Self::Policy(command) => command.run(context),
            Self::Enroll(command) => command.run(context),
            Self::Status => status::run(context),
            Self::Report(command) => command.run(context),
            Self::Leave => leave::run(context),
            Self::Completions(command) => command.run(context),
            Self::Man => generate::man(context),
            Self::Generate(command) => command.run(context),
        }
    }
}

/// What every subcommand works with.
struct Context<'a> {
    host: Host,
    messages: &'a Messages,
    terminal: &'a mut Terminal,
}

impl Context<'_> {
    fn print(&mut self, text: &str) -> Result<(), Failure> {
        self.terminal.print(text).map_err(Failure::Output)
    }

    /// The machine as it is for the person of that name, or for whoever runs the agent.
    fn host_of(&self, user: Option<&str>) -> Result<Host, Failure> {
        user.map_or_else(
            || Ok(self.host.clone()),
            |name| {
                let named = self.host.of_user_named(name);
                named.map_err(|trouble| Failure::User { name: name.to_owned(), trouble })
            },
        )
    }

    fn state_directory(&self) -> StateDirectory {
        self.host.state_directory()
    }
}

/// The command line with its texts in a language.
fn localized(messages: &Messages) -> clap::Command {
    help::localized(Cli::command(), "help", &["lang", "verbose"], messages)
}

fn start_log(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "info",
        _ => "debug",
    };
    // A second start in one process, as in tests, keeps the first log.
    let _ = env_logger::Builder::from_env(env_logger::Env::default().filter_or("CUSTODIA_LOG", level))
        .format_timestamp(None)
        .format_target(false)
        .try_init();
}
