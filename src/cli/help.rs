//! Help in the person's language: texts by the ids `help-<command>` and `help-<command>-<argument>`.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command};

use crate::messages::{Language, Messages};

/// Reads `--lang` from arguments before they are parsed, and the environment.
pub(super) fn language(arguments: &[OsString]) -> Language {
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

/// Gives a command its texts, headings and usage in a language.
pub(super) fn localized(command: Command, messages: &Messages) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = command.disable_version_flag(true).arg(version);
    translate(command, "", messages).about(messages.text("help-about"))
}

fn translate(command: Command, path: &str, messages: &Messages) -> Command {
    let full_name = format!("custodia{}", path.replace('-', " "));
    let usage = command.clone().bin_name(&full_name).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let usage = WORDS.iter().fold(usage.to_owned(), |usage, word| {
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
    let arguments: Vec<String> =
        command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in arguments {
        let text = match id.as_str() {
            "lang" | "verbose" | "help" | "version" => format!("help-{id}"),
            _ => format!("help{path}-{id}"),
        };
        command = command.mut_arg(id, |argument| translate_argument(argument, &text, messages));
    }
    let names: Vec<String> = command
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set())
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for name in names {
        let path = format!("{path}-{name}");
        let about = messages.text(&format!("help{path}"));
        command = command.mut_subcommand(name, |sub| translate(sub, &path, messages).about(about));
    }
    command
}

fn translate_argument(argument: Arg, text: &str, messages: &Messages) -> Arg {
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
            messages
                .find(&format!("help-word-{}", name.to_ascii_lowercase()), &[])
                .unwrap_or(name.to_string())
        })
        .collect();
    argument.hide_possible_values(true).hide_default_value(true).value_names(names)
}

/// The words in capitals that clap puts into a usage line.
const WORDS: [&str; 6] = ["OPTIONS", "COMMAND", "LINK", "FILE", "SHELL", "FORMAT"];
