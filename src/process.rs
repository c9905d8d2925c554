//! Other programs: the one place that starts any. No check does.
//!
//! A program is named by its absolute path, gets exactly the variables that are given and nothing to read, and
//! stands in a process group of its own, so that closing the terminal does not end it.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::host::Host;
use crate::platform;

/// How often a program is asked whether it has ended.
const GLANCE: Duration = Duration::from_millis(50);

/// A program that is to be started.
#[derive(Debug)]
pub(crate) struct Program {
    path: PathBuf,
    arguments: Vec<OsString>,
    variables: Vec<(String, String)>,
}

/// What a program that was left to itself came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// It ended well.
    Done,
    /// It ended otherwise.
    Failed,
    /// It goes on.
    Running,
}

impl Program {
    /// The program at an absolute path.
    pub(crate) fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), arguments: Vec::new(), variables: Vec::new() }
    }

    /// The same with a further argument.
    pub(crate) fn argument(mut self, argument: impl Into<OsString>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// The same with a variable.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with those of the person's variables that are set.
    pub(crate) fn variables_of(mut self, host: &Host, names: &[&str]) -> Self {
        let set = names.iter().filter_map(|name| Some(((*name).to_owned(), host.variable(name)?.to_owned())));
        self.variables.extend(set);
        self
    }

    /// Starts the program and looks for that long how it ends; one that goes on is left alone.
    ///
    /// # Errors
    ///
    /// When the program cannot be started or its path is not absolute.
    pub(crate) fn leave(self, patience: Duration) -> io::Result<Left> {
        let mut child = self.start()?;
        let glances = patience.as_millis() / GLANCE.as_millis();
        for _ in 0..=glances {
            if let Some(status) = child.try_wait()? {
                return Ok(if status.success() { Left::Done } else { Left::Failed });
            }
            sleep(GLANCE);
        }
        Ok(Left::Running)
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that starts programs")]
    fn start(self) -> io::Result<Child> {
        if !self.path.is_absolute() {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        let mut command = Command::new(self.path);
        command
            .args(self.arguments)
            .env_clear()
            .envs(self.variables)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        platform::stand_apart(&mut command);
        command.spawn()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Program {
        Program::at("/bin/sh").argument("-c").argument(script)
    }

    #[test]
    fn how_a_program_ends_is_told() {
        let patience = Duration::from_secs(10);

        assert_eq!(shell("exit 0").leave(patience).unwrap(), Left::Done);
        assert_eq!(shell("exit 3").leave(patience).unwrap(), Left::Failed);
        assert!(Program::at("/nonexistent/program").leave(patience).is_err());
        assert!(Program::at("sh").leave(patience).is_err());
    }

    #[test]
    fn one_that_goes_on_is_not_waited_for() {
        assert_eq!(shell("exec sleep 2").leave(Duration::from_millis(100)).unwrap(), Left::Running);
    }

    #[test]
    fn it_gets_no_variable_but_those_that_are_given() {
        let only_given = shell("[ \"$GIVEN\" = yes ] && [ -z \"$CARGO_PKG_NAME\" ]").variable("GIVEN", "yes");

        assert_eq!(only_given.leave(Duration::from_secs(10)).unwrap(), Left::Done);
    }
}
