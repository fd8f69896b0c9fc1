//! The bar on the client's terminal: how much of the file has gone out.
//!
//! It is drawn on stderr, and only when that is a terminal: a log file wants no bars.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

const WIDTH: u64 = 30;
/// How often it is drawn: the eye sees no more.
const PAUSE: Duration = Duration::from_millis(100);

/// A bar that grows from `begun` to `total`, in bytes.
pub struct Progress {
    total: u64,
    begun: u64,
    done: u64,
    start: Instant,
    drawn: Option<Instant>,
    is_shown: bool,
}

impl Progress {
    /// A bar for a file of which `begun` bytes need not be sent any more.
    pub fn new(total: u64, begun: u64) -> Self {
        Progress {
            total,
            begun,
            done: begun,
            start: Instant::now(),
            drawn: None,
            is_shown: io::stderr().is_terminal(),
        }
    }

    /// So many bytes more have gone out.
    pub fn advance(&mut self, bytes: usize) {
        self.done += bytes as u64;
        let is_due = self.drawn.is_none_or(|drawn| drawn.elapsed() >= PAUSE);
        if self.is_shown && (is_due || self.done == self.total) {
            self.draw();
            self.drawn = Some(Instant::now());
        }
    }

    fn draw(&self) {
        // Two numbers of u64 multiplied may be more than a u64 holds.
        let part =
            |of: u64| (u128::from(self.done) * u128::from(of) / u128::from(self.total)) as u64;
        let filled = part(WIDTH) as usize;
        let bar = "#".repeat(filled) + &"-".repeat(WIDTH as usize - filled);
        let seconds = self.start.elapsed().as_secs_f64().max(0.001);
        let speed = (self.done - self.begun) as f64 / 1e6 / seconds;
        // "\r" goes back to the beginning of the line, and the next bar is drawn over this one.
        eprint!("\r[{bar}] {:3} %  {speed:.1} MB/s  ", part(100));
        let _ = io::stderr().flush();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.drawn.is_some() {
            eprintln!();
        }
    }
}
