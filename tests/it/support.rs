//! Running programs in tests: the agent, and the tools that serve as oracles and beds.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What a run of the agent gave.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) error: String,
}

/// The agent's binary.
pub(crate) fn custodia() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_custodia"))
}

/// Runs the agent with arguments and exactly these variables.
#[expect(clippy::disallowed_methods, reason = "tests run the real program")]
pub(crate) fn custodia_with(arguments: &[&str], environment: &[(&str, &str)]) -> Outcome {
    let output = Command::new(custodia())
        .args(arguments)
        .env_clear()
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Outcome {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs a tool with further variables and gives its standard output, whatever its exit code.
#[expect(clippy::disallowed_methods, reason = "tests drive real tools")]
pub(crate) fn run(program: &str, package: &str, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .unwrap_or_else(|error| panic!("{program} does not run ({error}): install the package {package}"));
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a tool and gives what it says on standard error, whatever its exit code.
#[expect(clippy::disallowed_methods, reason = "tests drive real tools")]
pub(crate) fn run_for_errors(program: &str, package: &str, arguments: &[&str]) -> String {
    let output =
        Command::new(program).args(arguments).stdin(Stdio::null()).output().unwrap_or_else(|error| {
            panic!("{program} does not run ({error}): install the package {package}")
        });
    String::from_utf8_lossy(&output.stderr).into_owned()
}
