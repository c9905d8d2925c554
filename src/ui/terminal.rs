//! Standard output for data, standard error for talk; colours only where a person looks.

use std::fmt;
use std::io::{self, Write as _};

use anstream::AutoStream;

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
}
