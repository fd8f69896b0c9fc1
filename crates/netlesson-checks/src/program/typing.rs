//! What a program is given on its stdin.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::Program;
use crate::kernel;
use crate::log::Did;
use crate::patience::Patience;
use crate::verdict::{Played, Problem};

impl Program {
    /// Types a line at the program, with an LF at its end.
    pub fn type_line(&self, line: impl AsRef<[u8]>) {
        let line = line.as_ref();
        self.note(Did::Typed { line: line.into() });
        self.type_bytes([line, b"\n"].concat());
    }

    /// Gives the program bytes on its stdin, as they are.
    pub fn type_bytes(&self, bytes: Vec<u8>) {
        if let Some(input) = &*self.input.lock().unwrap_or_else(PoisonError::into_inner) {
            self.untyped.fetch_add(bytes.len(), Ordering::Release);
            // The writer is gone when the program is: the check will see that for itself.
            let _ = input.send(bytes);
        }
    }

    /// Waits until the program has taken all that was typed out of its stdin. One that handles a
    /// line before it reads the next has then handled every line but the last.
    pub fn expect_input_read(&self) -> Played {
        if !kernel::WITNESS {
            return Err(Problem::Skipped("skipped-no-witness"));
        }
        let mut patience = Patience::new(self);
        let read = || self.untyped.load(Ordering::Acquire) == 0 && self.unread_input() == 0;
        loop {
            let all_read = kernel::wait_until(Patience::TICK, read);
            if let Some(exit) = self.exit() {
                return Err(Problem::symptom(self.ended_early(exit)));
            }
            if all_read {
                return Ok(());
            }
            let arguments = [("program", self.name())];
            patience.check(|_, _| Problem::witness("witness-input-unread", &arguments))?;
        }
    }

    /// How many bytes wait in the program's stdin: Linux tells it at either end of a pipe.
    fn unread_input(&self) -> u64 {
        #[cfg(unix)]
        if let Some(stdin) = self.stdin.upgrade() {
            return rustix::io::ioctl_fionread(&*stdin).unwrap_or(0);
        }
        0
    }

    /// Ends the program's stdin.
    pub fn end_input(&self) {
        self.note(Did::InputEnded);
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        if input.is_some() {
            // The end is typed, too: until the writer has closed the pipe, the program may be still and
            // yet be woken by it.
            self.untyped.fetch_add(1, Ordering::Release);
            input.take();
        }
    }
}
