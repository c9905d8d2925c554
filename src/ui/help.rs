//! Help in the person's language: headings, usage lines and one text per command and argument.

use std::ffi::OsString;

use clap::error::ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
use clap::{Arg, ArgAction, Command, Parser};

use super::failure::Failure;
use crate::messages::{Language, Messages};

/// Reads `--lang` from arguments before they are parsed, and the environment.
#[must_use]
pub fn language(arguments: &[OsString]) -> Language {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(word) = words.next() {
        let tag = match word.split_once('=') {
            Some(("--lang", tag)) => Some(tag),
            Some(_) | None if word == "--lang" => words.next(),
            Some(_) | None => None,
        };
        if let Some(language) = tag.and_then(Language::parse) {
            return language;
        }
    }
    Language::of_environment(|name| std::env::var(name).ok())
}

/// Reads a command line. Help that is asked for is shown in the language of the messages.
///
/// # Errors
///
/// When help is to be shown, or the command line is wrong.
pub fn parse<C: Parser>(
    arguments: &[OsString],
    localized: fn(&Messages) -> Command,
    messages: &Messages,
) -> Result<C, Failure> {
    C::try_parse_from(arguments).map_err(|error| {
        if !matches!(error.kind(), DisplayHelp | DisplayVersion | DisplayHelpOnMissingArgumentOrSubcommand) {
            return Failure::usage(&error, messages);
        }
        // Only help shows texts: they are translated when they are asked for.
        match localized(messages).try_get_matches_from(arguments) {
            Err(shown) => Failure::Shown(shown),
            Ok(_) => Failure::Shown(error),
        }
    })
}

/// Gives a command its texts, headings and usage in a language.
///
/// Texts stand under `<prefix>-<command>-<argument>`; `general` names the arguments of every command.
#[must_use]
pub fn localized(command: Command, prefix: &'static str, general: &[&str], messages: &Messages) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = command.disable_version_flag(true).arg(version);
    let translator = Translator { program: command.get_name().to_owned(), prefix, general, messages };
    translator.command(command, "").about(messages.text(&format!("{prefix}-about")))
}

struct Translator<'a> {
    program: String,
    prefix: &'static str,
    general: &'a [&'a str],
    messages: &'a Messages,
}

impl Translator<'_> {
    fn command(&self, command: Command, path: &str) -> Command {
        let messages = self.messages;
        let full_name = format!("{}{}", self.program, path.replace('/', " "));
        let usage = command.clone().bin_name(&full_name).render_usage().to_string();
        let usage = WORDS.iter().fold(usage.trim_start_matches("Usage: ").to_owned(), |usage, word| {
            usage.replace(word, &messages.text(&format!("help-word-{}", word.to_ascii_lowercase())))
        });
        let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
        let template =
            format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}", messages.text("help-usage"));
        let mut command = command
            .disable_help_flag(true)
            .arg(help)
            .help_template(template)
            .override_usage(usage)
            .subcommand_help_heading(messages.text("help-commands"));
        let ids: Vec<String> =
            command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
        for id in ids {
            let text = match id.as_str() {
                "help" | "version" => format!("help-{id}"),
                _ if self.general.contains(&id.as_str()) => format!("{}-{id}", self.prefix),
                _ => format!("{}{}-{id}", self.prefix, path.replace('/', "-")),
            };
            command = command.mut_arg(id, |argument| self.argument(argument, &text));
        }
        let names: Vec<String> = command
            .get_subcommands()
            .filter(|sub| !sub.is_hide_set())
            .map(|sub| sub.get_name().to_owned())
            .collect();
        for name in names {
            let path = format!("{path}/{name}");
            let about = messages.text(&format!("{}{}", self.prefix, path.replace('/', "-")));
            command = command.mut_subcommand(name, |sub| self.command(sub, &path).about(about));
        }
        command
    }

    fn argument(&self, argument: Arg, text: &str) -> Arg {
        let messages = self.messages;
        let heading = if argument.is_positional() { "help-arguments" } else { "help-options" };
        let argument = argument.help(messages.text(text)).help_heading(messages.text(heading));
        if !argument.get_action().takes_values() {
            return argument;
        }
        let names: Vec<String> = argument
            .get_value_names()
            .unwrap_or_default()
            .iter()
            .map(|name| {
                let id = format!("help-word-{}", name.to_ascii_lowercase());
                messages.find(&id, &[]).unwrap_or_else(|| name.to_string())
            })
            .collect();
        argument.hide_possible_values(true).hide_default_value(true).value_names(names)
    }
}

/// The words in capitals that stand in usage lines.
const WORDS: [&str; 8] = ["OPTIONS", "COMMAND", "LINK", "FILE", "SHELL", "FORMAT", "NAME", "DIR"];
