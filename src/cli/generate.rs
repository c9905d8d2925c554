//! Completions, the manual page, and the hidden `generate` that writes every generated file of the project.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;
use custodia_core::catalog::CheckId;
use fs_err as fs;

use super::{Context, localized};
use crate::exit::Exit;
use crate::messages::{Language, Messages};
use crate::ui::failure::Failure;

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let text = completions(self.shell, context.messages);
        context.print(&text)?;
        Ok(Exit::Success)
    }
}

/// Prints the manual page.
pub(super) fn man(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let text = manual(context.messages)?;
    context.print(&text)?;
    Ok(Exit::Success)
}

/// Writes every generated file below a folder, which is the project's root.
#[derive(Debug, Args)]
pub(super) struct Generate {
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

impl Generate {
    pub(super) fn run(self, _context: &mut Context<'_>) -> Result<Exit, Failure> {
        for (path, content) in files()? {
            let path = self.folder.join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all).map_err(Failure::Output)?;
            fs::write(path, content).map_err(Failure::Output)?;
        }
        Ok(Exit::Success)
    }
}

/// Every generated file: its path in the project and its content.
fn files() -> Result<Vec<(PathBuf, String)>, Failure> {
    let spanish = Messages::new(Language::Spanish);
    let english = Messages::new(Language::English);
    let mut files = vec![
        ("docs/schema/policy.schema.json".into(), pretty(&custodia_core::policy::schema())),
        ("packaging/man/custodia.1".into(), manual(&english)?),
        ("packaging/man/es/custodia.1".into(), manual(&spanish)?),
        ("docs/checks/README.md".into(), check_index()),
        ("docs/command-line.md".into(), reference(&english)),
    ];
    #[cfg(feature = "schema")]
    files.push(("docs/schema/check.schema.json".into(), pretty(&crate::ui::json::check_schema())));
    for (shell, name) in
        [(Shell::Bash, "custodia.bash"), (Shell::Zsh, "_custodia"), (Shell::Fish, "custodia.fish")]
    {
        files.push((Path::new("packaging/completions").join(name), completions(shell, &english)));
    }
    Ok(files)
}

fn completions(shell: Shell, messages: &Messages) -> String {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut localized(messages), "custodia", &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn manual(messages: &Messages) -> Result<String, Failure> {
    let mut out = Vec::new();
    clap_mangen::Man::new(localized(messages)).render(&mut out).map_err(Failure::Output)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn check_index() -> String {
    let messages = Messages::new(Language::English);
    let mut text = "# Checks\n\nGenerated from the registry; each check has a page of its own.\n\n| check | looks at |\n|---|---|\n".to_owned();
    for check in CheckId::ALL {
        let about = messages.text(&format!("check-{check}-about"));
        let _ = writeln!(text, "| [{check}]({check}.md) | {about} |");
    }
    text
}

fn reference(messages: &Messages) -> String {
    let mut text = "# Command line\n\nGenerated from the program's own help.\n".to_owned();
    let mut command = localized(messages);
    command.build();
    describe(&mut command, &mut text);
    text
}

fn describe(command: &mut Command, text: &mut String) {
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_owned();
    let help = command.render_help().to_string();
    let _ = write!(text, "\n## `{name}`\n\n```text\n{}\n```\n", help.trim_end());
    for sub in command.get_subcommands_mut().filter(|sub| !sub.is_hide_set()) {
        describe(sub, text);
    }
}

fn pretty(value: &serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::*;

    #[test]
    fn every_generated_file_is_committed_as_it_would_be_generated() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (path, content) in files().unwrap() {
            let committed = fs::read_to_string(root.join(&path)).unwrap_or_default();
            assert!(committed == content, "{} is out of date: run `just generate`", path.display());
        }
    }
}
