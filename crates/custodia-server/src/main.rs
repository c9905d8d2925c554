//! The `custodia-server` program.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use custodia_server::cli;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let cli = match cli::parse(&arguments) {
        Ok(cli) => cli,
        Err(exit) => return exit,
    };
    let filter = EnvFilter::try_from_env("CUSTODIA_LOG").unwrap_or_else(|_| EnvFilter::new(cli.log_level()));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
    cli::run(cli)
}
