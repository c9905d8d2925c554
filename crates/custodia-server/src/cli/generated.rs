//! Completions, the manual page and the generated files of the project.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap_complete::Shell;
use custodia::messages::{Language, Messages};
use fs_err as fs;

use super::localized;
use crate::messages;

/// The completions for a shell.
pub(super) fn completions(shell: Shell, messages: &Messages) -> String {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut localized(messages), "custodia-server", &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// The manual page.
pub(super) fn manual(messages: &Messages) -> Result<String> {
    let mut out = Vec::new();
    clap_mangen::Man::new(localized(messages)).render(&mut out).context("cannot lay out the manual page")?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// Writes every generated file below the project's root.
pub(super) fn write(root: &Path) -> Result<()> {
    for (path, content) in files()? {
        let path = root.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, content)?;
    }
    Ok(())
}

fn files() -> Result<Vec<(PathBuf, String)>> {
    let (spanish, english) = (messages::of(Language::Spanish), messages::of(Language::English));
    Ok(vec![
        ("packaging/man/custodia-server.1".into(), manual(english)?),
        ("packaging/man/es/custodia-server.1".into(), manual(spanish)?),
        ("packaging/completions/custodia-server.bash".into(), completions(Shell::Bash, english)),
        ("packaging/completions/_custodia-server".into(), completions(Shell::Zsh, english)),
        ("packaging/completions/custodia-server.fish".into(), completions(Shell::Fish, english)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_generated_file_is_committed_as_it_would_be_generated() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for (path, content) in files().unwrap() {
            let committed = fs::read_to_string(root.join(&path)).unwrap_or_default();
            assert!(committed == content, "{} is out of date: run `just generate`", path.display());
        }
    }
}
