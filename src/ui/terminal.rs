//! Standard output for data, standard error for talk; colours only where a person looks.

use std::fmt;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};

use anstream::AutoStream;

/// The longest line that is read from a person, in bytes.
const MAX_LINE: u64 = 256;

/// Where a command writes to.
pub struct Terminal {
    out: AutoStream<io::Stdout>,
    error: AutoStream<io::Stderr>,
    width: usize,
}

impl fmt::Debug for Terminal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Terminal({} columns)", self.width)
    }
}

impl Terminal {
    /// The process's own streams. `NO_COLOR` is honoured; a pipe gets no colours and 80 columns.
    #[must_use]
    pub fn of_process() -> Self {
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        Self {
            out: AutoStream::auto(io::stdout()),
            error: AutoStream::auto(io::stderr()),
            width: width.clamp(40, 100),
        }
    }

    /// How many columns a text may take.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Writes data.
    ///
    /// # Errors
    ///
    /// When standard output cannot be written to.
    pub fn print(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// Writes talk: errors, hints, progress. Nobody listening is no error.
    pub fn complain(&mut self, text: &str) {
        let _ = self.error.write_all(text.as_bytes());
    }

    /// Whether a person sits there who can be asked.
    #[must_use]
    pub fn is_interactive() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Asks for a line; nothing at the end of the input. One that is too long or no text reads as no answer.
    ///
    /// # Errors
    ///
    /// When the input cannot be read.
    pub fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
        self.complain(prompt);
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        let whole = line.last() == Some(&b'\n');
        if line.len() as u64 == MAX_LINE && !whole {
            input.skip_until(b'\n')?;
            return Ok(Some("?".to_owned()));
        }
        if line.is_empty() {
            self.complain("\n");
            return Ok(None);
        }
        Ok(Some(String::from_utf8(line).unwrap_or_else(|_| "?".to_owned())))
    }
}
