//! The `custodia` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    custodia::cli::run(std::env::args_os()).into()
}
