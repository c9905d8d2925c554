//! The agent on a terminal of its own, and a person who types there.

use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use nix::pty::openpty;
use nix::sys::termios::{LocalFlags, tcgetattr};

use crate::support::custodia;

/// How long the agent may take for its next words.
const PATIENCE: Duration = Duration::from_secs(30);

/// A run of the agent on a terminal.
pub(crate) struct Session {
    child: Child,
    terminal: std::fs::File,
    screen: Receiver<Vec<u8>>,
    seen: String,
    read: usize,
    _other_end: OwnedFd,
}

impl Session {
    /// Starts the agent with a controlling terminal, arguments and exactly these variables.
    #[expect(clippy::disallowed_methods, reason = "tests run the real program")]
    pub(crate) fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let pair = openpty(None, None).unwrap();
        let end = || Stdio::from(pair.slave.try_clone().unwrap());
        let child = Command::new("setsid")
            .args(["--ctty", "--wait"])
            .arg(custodia())
            .args(arguments)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .envs(environment.iter().copied())
            .stdin(end())
            .stdout(end())
            .stderr(end())
            .spawn()
            .unwrap_or_else(|error| panic!("setsid does not run ({error}): install the package util-linux"));
        let terminal = std::fs::File::from(pair.master);
        let mut reader = terminal.try_clone().unwrap();
        let (words, screen) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut bytes) {
                if words.send(bytes[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, terminal, screen, seen: String::new(), read: 0, _other_end: pair.slave }
    }

    /// Waits until the agent has written a text that it had not written before the last wait.
    pub(crate) fn wait_for(&mut self, text: &str) {
        loop {
            if let Some(at) = self.seen[self.read..].find(text) {
                self.read += at + text.len();
                return;
            }
            match self.screen.recv_timeout(PATIENCE) {
                Ok(bytes) => self.seen.push_str(&String::from_utf8_lossy(&bytes)),
                Err(error) => panic!("no {text:?} ({error}) in:\n{}", self.seen),
            }
        }
    }

    /// Types.
    pub(crate) fn send(&mut self, text: &str) {
        self.terminal.write_all(text.as_bytes()).unwrap();
    }

    /// Waits for a text and types.
    pub(crate) fn answer(&mut self, question: &str, text: &str) {
        self.wait_for(question);
        self.send(text);
    }

    /// Whether the terminal shows what is typed.
    pub(crate) fn echoes(&self) -> bool {
        tcgetattr(&self.terminal).unwrap().local_flags.contains(LocalFlags::ECHO | LocalFlags::ISIG)
    }

    /// The number of the agent's process, below `setsid`.
    pub(crate) fn process(&self) -> u32 {
        let own = self.child.id();
        let children = fs_err::read_to_string(format!("/proc/{own}/task/{own}/children")).unwrap();
        children.split_whitespace().next().map_or(own, |child| child.parse().unwrap())
    }

    /// Waits for the end, and gives the exit code and all that was shown.
    pub(crate) fn end(mut self) -> (i32, String) {
        let code = self.child.wait().unwrap().code().unwrap_or(-1);
        while let Ok(bytes) = self.screen.recv_timeout(Duration::from_millis(100)) {
            self.seen.push_str(&String::from_utf8_lossy(&bytes));
        }
        (code, self.seen)
    }

    /// Waits for the end, and tells whether the terminal then shows what is typed, with the rest.
    pub(crate) fn end_and_echo(mut self) -> (bool, i32, String) {
        let code = self.child.wait().unwrap().code().unwrap_or(-1);
        let echoes = self.echoes();
        while let Ok(bytes) = self.screen.recv_timeout(Duration::from_millis(100)) {
            self.seen.push_str(&String::from_utf8_lossy(&bytes));
        }
        (echoes, code, self.seen)
    }
}
