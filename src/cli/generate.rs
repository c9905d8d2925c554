//! Completions, the manual page, and the hidden `generate` that writes every generated file of the project.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;
use custodia_core::catalog::CheckId;
use custodia_core::platform::Os;
use custodia_core::policy::Policy;
use fs_err as fs;

use super::{Context, localized};
use crate::exit::Exit;
use crate::messages::{Language, Messages};
use crate::policies;
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
        ("docs/controls.md".into(), controls()),
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

/// Which rule serves each control, and what decides it.
fn controls() -> String {
    let mut text = "# Controls\n\n\
        Generated from the built-in policies: what each source document asks, which rule serves it, and what decides\n\
        it. A *check* reads facts on the device; a *declaration* is the person's own, dated, and expires; a *record*\n\
        is kept at the endpoint.\n"
        .to_owned();
    for policy in policies::built_in() {
        let document = &policy.document;
        let version = document.version.as_ref().map(|version| format!(" v{version}")).unwrap_or_default();
        let date = document.date.map(|date| format!(", {date}")).unwrap_or_default();
        let title = &policy.title.en;
        let _ = write!(
            text,
            "\n## {title}\n\n{}{version}{date}: policy `{}`.\n\n\
            | control | clause | asks | rule | decided by | severity | platforms |\n|---|---|---|---|---|---|---|\n",
            document.name, policy.id
        );
        for row in rows(&policy) {
            let _ = writeln!(text, "{row}");
        }
    }
    text
}

/// The rows of one policy's table, rules before records.
fn rows(policy: &Policy) -> Vec<String> {
    fn list<T: ToString>(items: &[T]) -> String {
        items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    let of_rules = policy.rules.iter().map(|rule| {
        let check = rule.check;
        let decided = if check == CheckId::Attestation {
            "declaration".to_owned()
        } else {
            format!("check [{check}](checks/{check}.md)")
        };
        let platforms: Vec<&str> = rule.platforms.iter().map(|os| os.as_str()).collect();
        let platforms =
            if rule.platforms.len() == Os::ALL.len() { "all".to_owned() } else { list(&platforms) };
        let (controls, id, severity) = (list(&rule.controls), rule.id.rule(), rule.severity.as_str());
        format!(
            "| {controls} | {} | {} | `{id}` | {decided} | {severity} | {platforms} |",
            rule.cite.clause, rule.asks.en
        )
    });
    let of_records = policy.records.iter().map(|record| {
        let (controls, id, severity) = (list(&record.controls), record.id.rule(), record.severity.as_str());
        format!(
            "| {controls} | {} | {} | `{id}` | record `{}` | {severity} | endpoint |",
            record.cite.clause,
            record.asks.en,
            record.kind.as_str()
        )
    });
    of_rules.chain(of_records).collect()
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

/// JSON laid out for reading.
pub(super) fn pretty(value: &serde_json::Value) -> String {
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
