//! The exit codes: a contract with scripts that run the agent.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; for `check`: every rule is met or does not apply.
    Success,
    /// A rule is not met; for other commands: what was asked could not be done.
    Failure,
    /// No rule is unmet, but some could not be told.
    Unknown,
    /// The command line or a policy is wrong.
    Usage,
    /// Something that should never happen.
    Internal,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Success => 0,
            Exit::Failure => 1,
            Exit::Unknown => 2,
            Exit::Usage => 3,
            Exit::Internal => 4,
        })
    }
}
