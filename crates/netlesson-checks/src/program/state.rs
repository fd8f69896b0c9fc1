//! What is known of a running program: what it has printed, and whether it has ended.
//! Threads of the program's watch fill it in; a check waits for it to change.

use std::io::{ErrorKind, Read};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How much of a program's stdout, and of its stderr, is kept, in bytes. A program that prints
/// more is ended.
pub const OUTPUT_LIMIT: usize = 64 * 1024 * 1024;

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// By itself, with this exit code.
    Code(i32),
    /// By this signal.
    Signal(i32),
}

/// One of the two output streams.
#[derive(Debug, Default)]
pub struct Output {
    /// Everything that came.
    pub bytes: Vec<u8>,
    /// How much of it a check has looked at.
    pub seen: usize,
    /// Whether the stream has ended.
    pub ended: bool,
    /// Whether the program printed more than [`OUTPUT_LIMIT`].
    pub flooded: bool,
}

/// What is known now.
#[derive(Debug, Default)]
pub struct Now {
    /// What came on stdout.
    pub stdout: Output,
    /// What came on stderr.
    pub stderr: Output,
    /// How it ended, if it has.
    pub exit: Option<Exit>,
}

/// What is known, and a bell that rings when it changes.
#[derive(Debug, Default)]
pub struct State {
    now: Mutex<Now>,
    bell: Condvar,
}

impl State {
    /// What is known now.
    pub fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is known and rings the bell.
    pub fn change<T>(&self, change: impl FnOnce(&mut Now) -> T) -> T {
        let result = change(&mut self.now());
        self.bell.notify_all();
        result
    }

    /// Waits for the bell, at most `limit`.
    pub fn wait<'a>(&self, now: MutexGuard<'a, Now>, limit: Duration) -> MutexGuard<'a, Now> {
        self.bell
            .wait_timeout(now, limit)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }

    /// Takes in one of the program's streams until it ends. `flooded` is called when it exceeds
    /// the limit, and the rest is thrown away.
    ///
    /// Bytes leave the pipe only under the lock: whoever holds it and finds the pipe empty knows
    /// that all that was printed is here.
    pub fn take_in(
        &self,
        mut pipe: impl Pipe,
        which: fn(&mut Now) -> &mut Output,
        flooded: impl Fn(),
    ) {
        let mut piece = vec![0; 64 * 1024];
        loop {
            pipe.wait_readable();
            let (ended, over) = self.change(|now| {
                let output = which(now);
                let before = output.flooded;
                match pipe.read(&mut piece) {
                    Ok(0) => output.ended = true,
                    Ok(length) => {
                        let room = OUTPUT_LIMIT - output.bytes.len();
                        output.bytes.extend_from_slice(&piece[..length.min(room)]);
                        output.flooded |= length > room;
                    }
                    Err(error) => output.ended = error.kind() != ErrorKind::Interrupted,
                }
                (output.ended, output.flooded && !before)
            });
            if over {
                flooded();
            }
            if ended {
                break;
            }
        }
    }
}

/// The end of a pipe that a program's output is read from.
#[cfg(unix)]
pub trait Pipe: Read + std::os::fd::AsFd + Sized {
    /// Waits until a read would not block.
    fn wait_readable(&self) {
        let mut pipe = [rustix::event::PollFd::new(
            self,
            rustix::event::PollFlags::IN,
        )];
        // An interrupted wait ends in a read that waits a little longer.
        let _ = rustix::event::poll(&mut pipe, None);
    }
}
#[cfg(unix)]
impl<T: Read + std::os::fd::AsFd> Pipe for T {}

/// The end of a pipe that a program's output is read from. Without a poll the lock cannot be held
/// while bytes leave the pipe: the read itself would wait under it.
#[cfg(not(unix))]
pub trait Pipe: Read {
    /// Cannot wait here.
    fn wait_readable(&self) {}
}
#[cfg(not(unix))]
impl<T: Read> Pipe for T {}
