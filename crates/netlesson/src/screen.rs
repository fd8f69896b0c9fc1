//! The reader's screen: how wide it is, what is written on it, what stands on it only while
//! something takes long, and in which words the reader calls this command.

use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{env, iter};

use anyhow::Error;
use netlesson_checks::report::{FAINT, filled};
pub use netlesson_checks::words::spoken;
use textwrap::core::display_width;

use crate::interrupt;

/// The width of a page in columns: the screen's, but never so wide that lines become hard to read.
pub fn width() -> usize {
    const NARROWEST: usize = 40;
    const WIDEST: usize = 100;
    let told = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    told.unwrap_or_else(textwrap::termwidth)
        .clamp(NARROWEST, WIDEST)
}

/// Prints a line on stdout, its colours taken out where they are not wanted.
///
/// `println!` panics when nobody reads any more (`just list | head -1`); this leaves.
///
/// The line of a [`Status`] makes room for it, and stands below it then.
pub fn line(text: impl Display) {
    let written = {
        let status = standing();
        if status.is_some() {
            erase();
        }
        let mut stdout = anstream::stdout().lock();
        let written = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
        if let (Some(status), Ok(())) = (&*status, &written) {
            let _ = write!(anstream::stderr(), "{FAINT}{status}{FAINT:#}");
        }
        written
    };
    match written {
        Ok(()) => {}
        // 128 and the number of SIGPIPE, as shells have it.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => interrupt::leave(141),
        Err(error) => {
            complain(&Error::from(error).context("cannot print"));
            interrupt::leave(2)
        }
    }
}

/// Prints an empty line on stdout.
pub fn gap() {
    line("");
}

/// Prints an error on stderr. When not even that can be written, nothing is left to be done.
pub fn complain(error: &Error) {
    let _ = writeln!(anstream::stderr(), "error: {error:#}");
}

/// Prints on stderr what could not be done, where the command goes on without it.
pub fn warn(error: &Error) {
    let _ = writeln!(anstream::stderr(), "warning: {error:#}");
}

/// Prints text wrapped to the page, each of its lines as a paragraph; list items hang.
pub fn paragraphs(text: &str, indent: &str) {
    let width = width();
    for paragraph in text.lines() {
        let hanging = if paragraph.starts_with("- ") {
            format!("{indent}  ")
        } else {
            indent.to_string()
        };
        line(filled(paragraph, width, indent, &hanging));
    }
}

/// Prints what can be done next: what it is for, and the command or file, which is never broken
/// into two lines and so can be copied.
pub fn ways_on(ways: &[(String, String)]) {
    let widths = ways.iter().map(|(purpose, _)| display_width(purpose));
    let widest = widths.max().unwrap_or(0);
    for (purpose, way) in ways {
        let purpose = padded(purpose, widest);
        line(format_args!("  {FAINT}{purpose}{FAINT:#}  {way}"));
    }
}

/// Text with spaces after it, so that it is `width` columns wide: a Chinese character is two.
pub fn padded(text: &str, width: usize) -> String {
    let spaces = width.saturating_sub(display_width(text));
    text.chars().chain(iter::repeat_n(' ', spaces)).collect()
}

/// Empties the screen, if stdout is one.
pub fn clear() {
    if io::stdout().is_terminal() {
        // Erase in display, then cursor to the upper left corner (ECMA-48): what has scrolled off
        // stays where it is.
        let mut stdout = io::stdout().lock();
        let _ = stdout
            .write_all(b"\x1b[2J\x1b[H")
            .and_then(|()| stdout.flush());
    }
}

/// The line of a [`Status`] that stands on the terminal.
static STANDING: Mutex<Option<String>> = Mutex::new(None);

fn standing() -> MutexGuard<'static, Option<String>> {
    STANDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A line that stands on the terminal while something takes long, and is gone when this is dropped.
/// What is over soon never shows; a stderr that is no terminal shows nothing.
pub struct Status {
    over: Option<Sender<()>>,
    shown: Option<JoinHandle<()>>,
}

impl Status {
    /// Shows the text if this still lives after a second.
    pub fn after_a_moment(text: String) -> Self {
        const MOMENT: Duration = Duration::from_secs(1);
        if !io::stderr().is_terminal() {
            return Self {
                over: None,
                shown: None,
            };
        }
        let (over, is_over) = mpsc::channel::<()>();
        let shown = thread::spawn(move || {
            if is_over.recv_timeout(MOMENT) == Err(RecvTimeoutError::Timeout) {
                {
                    let mut standing = standing();
                    let _ = write!(anstream::stderr(), "{FAINT}{text}{FAINT:#}");
                    *standing = Some(text);
                }
                let _ = is_over.recv();
                if standing().take().is_some() {
                    erase();
                }
            }
        });
        Self {
            over: Some(over),
            shown: Some(shown),
        }
    }
}

impl Drop for Status {
    fn drop(&mut self) {
        self.over.take();
        if let Some(shown) = self.shown.take() {
            let _ = shown.join();
        }
    }
}

/// Takes the line of a [`Status`] away, if one stands there, for who is about to leave: a terminal that takes
/// nothing, so that somebody else waits to write there, is not waited for.
pub fn clear_status() {
    let standing = STANDING.try_lock().ok();
    if standing.and_then(|mut status| status.take()).is_some() {
        erase();
    }
}

/// Takes away what stands on the terminal's last line.
fn erase() {
    // To the line's beginning, then erase in line.
    let _ = write!(io::stderr(), "\r\x1b[2K");
}
