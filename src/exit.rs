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

impl Exit {
    /// The number that scripts see.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::Unknown => 2,
            Self::Usage => 3,
            Self::Internal => 4,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
