//! A prompt on the terminal that shows nothing of what is typed.
//!
//! Reads the process's controlling terminal byte by byte into memory that is wiped; needs no permission beyond having
//! a terminal. While it is open the terminal neither echoes nor makes signals of keys, and signals that would end or
//! stop the program wait until the terminal is as it was before. It cannot see, or wipe, what the terminal's own
//! program and the kernel's line buffer hold of the keys.

use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use fs_err::os::unix::fs::OpenOptionsExt as _;
use fs_err::{File, OpenOptions};
use nix::fcntl::OFlag;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::prctl::set_dumpable;
use nix::sys::signal::{SigSet, Signal};
use nix::sys::signalfd::{SfdFlags, SignalFd};
use nix::sys::termios::{
    LocalFlags, SetArg, SpecialCharacterIndices, Termios, tcflush, tcgetattr, tcsetattr,
};
use zeroize::{Zeroize as _, Zeroizing};

use crate::passwords::{Line, MAX_BYTES};

/// The signals that wait while the prompt is open.
const WAITING: [Signal; 5] =
    [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP, Signal::SIGQUIT, Signal::SIGTSTP];

/// The prompt; the terminal is as it was before once it is dropped.
pub struct HiddenPrompt {
    terminal: File,
    before: Termios,
    signals: SignalFd,
    blocked: SigSet,
}

impl HiddenPrompt {
    /// Opens it on the process's own terminal. Other processes of the person cannot read this one's memory from then
    /// on, and a crash leaves no image of it.
    ///
    /// # Errors
    ///
    /// When there is no terminal.
    pub fn open() -> io::Result<Self> {
        set_dumpable(false)?;
        Self::on(Path::new("/dev/tty"))
    }

    /// Opens it on the terminal at a path.
    ///
    /// # Errors
    ///
    /// When there is no terminal.
    pub fn on(path: &Path) -> io::Result<Self> {
        let flags = (OFlag::O_NOCTTY | OFlag::O_CLOEXEC).bits();
        let terminal = OpenOptions::new().read(true).write(true).custom_flags(flags).open(path)?;
        let before = tcgetattr(terminal.file().as_fd())?;
        let blocked: SigSet = WAITING.into_iter().collect();
        blocked.thread_block()?;
        let prompt = Self {
            signals: SignalFd::with_flags(&blocked, SfdFlags::SFD_CLOEXEC | SfdFlags::SFD_NONBLOCK)?,
            terminal,
            before,
            blocked,
        };
        prompt.restore_on_panic(path.to_owned());
        let mut hidden = prompt.before.clone();
        hidden.local_flags.remove(
            LocalFlags::ECHO
                | LocalFlags::ECHONL
                | LocalFlags::ICANON
                | LocalFlags::ISIG
                | LocalFlags::IEXTEN,
        );
        hidden.control_chars[SpecialCharacterIndices::VMIN as usize] = 1;
        hidden.control_chars[SpecialCharacterIndices::VTIME as usize] = 0;
        // What was typed before the prompt was shown on the screen already: it is no password.
        tcsetattr(prompt.terminal.file().as_fd(), SetArg::TCSAFLUSH, &hidden)?;
        Ok(prompt)
    }

    /// A program that is built to end at a panic drops nothing.
    fn restore_on_panic(&self, path: PathBuf) {
        let before = Mutex::new(self.before.clone());
        let earlier = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if let (Ok(terminal), Ok(before)) = (File::open(&path), before.lock()) {
                let _ = tcsetattr(terminal.file().as_fd(), SetArg::TCSAFLUSH, &before);
            }
            earlier(panic);
        }));
    }

    /// Asks for one line.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be read or written.
    pub fn ask(&mut self, prompt: &str) -> io::Result<Line> {
        self.terminal.write_all(prompt.as_bytes())?;
        let line = self.line();
        self.terminal.write_all(b"\n")?;
        line
    }

    fn line(&mut self) -> io::Result<Line> {
        // It never grows: growing would leave a copy behind.
        let mut typed = Zeroizing::new(Vec::with_capacity(MAX_BYTES));
        let mut too_long = false;
        loop {
            let mut key = Zeroizing::new([0_u8; 1]);
            if self.wait()? {
                return Ok(Line::Interrupted);
            }
            if self.terminal.read(key.as_mut_slice())? == 0 {
                return Ok(Line::End);
            }
            match key[0] {
                b'\n' | b'\r' if too_long => return Ok(Line::TooLong),
                b'\n' | b'\r' | 0x04 if typed.is_empty() => return Ok(Line::End),
                b'\n' | b'\r' => return Ok(Line::Typed(typed)),
                // Ctrl-C and Ctrl-\.
                0x03 | 0x1c => return Ok(Line::Interrupted),
                // The backspace key takes a whole character away.
                0x08 | 0x7f => while typed.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {},
                // Ctrl-U takes everything away.
                0x15 => {
                    typed.zeroize();
                    too_long = false;
                }
                control if control < 0x20 => {}
                _ if typed.len() == MAX_BYTES => too_long = true,
                byte => typed.push(byte),
            }
        }
    }

    /// Waits for a key; gives whether a signal came instead.
    fn wait(&self) -> io::Result<bool> {
        loop {
            let mut ready = [
                PollFd::new(self.signals.as_fd(), PollFlags::POLLIN),
                PollFd::new(self.terminal.file().as_fd(), PollFlags::POLLIN),
            ];
            match poll(&mut ready, PollTimeout::NONE) {
                Ok(_) => {}
                Err(nix::errno::Errno::EINTR) => continue,
                Err(error) => return Err(error.into()),
            }
            let has = |index: usize| ready[index].any().unwrap_or_default();
            if has(0) {
                return Ok(true);
            }
            if has(1) {
                return Ok(false);
            }
        }
    }
}

impl Drop for HiddenPrompt {
    fn drop(&mut self) {
        // Keys that are still on their way may belong to a password: they reach no shell.
        let _ = tcflush(self.terminal.file().as_fd(), nix::sys::termios::FlushArg::TCIFLUSH);
        let _ = tcsetattr(self.terminal.file().as_fd(), SetArg::TCSAFLUSH, &self.before);
        if !std::thread::panicking() {
            drop(panic::take_hook());
        }
        while let Ok(Some(_)) = self.signals.read_signal() {}
        let _ = self.blocked.thread_unblock();
    }
}
