//! What comes from the program.

use std::io::{ErrorKind, Read};
use std::sync::Arc;

use super::Stream;
use crate::log::Did;
use crate::patience::Patience;
use crate::verdict::{Played, Problem, Symptom};

impl Stream {
    /// Reads what is there into the inbox, waiting no longer than a tick: `Some(0)` at the end of the
    /// stream, `None` when nothing came.
    pub(super) fn read(&mut self) -> Played<Option<usize>> {
        let mut buffer = [0; 64 * 1024];
        match self.stream.read(&mut buffer) {
            Ok(length) => {
                self.inbox.extend_from_slice(&buffer[..length]);
                Ok(Some(length))
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => Ok(None),
                _ => Err(Problem::symptom(self.gone(true))),
            },
        }
    }

    /// Waits until the inbox holds `length` bytes.
    fn fill(&mut self, length: usize) -> Played {
        let program = Arc::clone(&self.program);
        let mut patience = Patience::new(&program);
        let mut taken = self.taken();
        while self.inbox.len() < length {
            match self.read()? {
                Some(0) => return Err(Problem::symptom(self.gone(false))),
                Some(_) => patience = Patience::new(&program),
                None => {
                    // A program that is still reading, be it byte by byte, is not silent.
                    if self.reads_on(&mut taken) {
                        patience = Patience::new(&program);
                    }
                    patience.check(|certain, waited| {
                        Problem::symptom(Symptom::Silence {
                            program: self.program(),
                            certain,
                            waited,
                        })
                    })?;
                }
            }
        }
        Ok(())
    }

    /// Receives exactly `length` bytes.
    pub fn receive(&mut self, length: usize) -> Played<Vec<u8>> {
        let filled = self.fill(length);
        // Moved as a whole: byte by byte takes long where a check receives megabytes and is not optimised.
        let rest = self.inbox.split_off(length.min(self.inbox.len()));
        let received = std::mem::replace(&mut self.inbox, rest);
        if !received.is_empty() {
            self.note(Did::Received {
                bytes: received.as_slice().into(),
            });
        }
        match filled {
            Ok(()) => Ok(received),
            Err(Problem::Failed(mut failure)) => {
                failure.came.get_or_insert(received.into());
                Err(Problem::Failed(failure))
            }
            Err(problem) => Err(problem),
        }
    }

    /// Expects these bytes next. Fails as soon as one differs.
    pub fn expect(&mut self, expected: impl AsRef<[u8]>) -> Played {
        let expected = expected.as_ref();
        let mut wanted = self.inbox.len().clamp(1, expected.len().max(1));
        loop {
            let filled = self.fill(wanted.min(expected.len()));
            let length = self.inbox.len().min(expected.len());
            let came = &self.inbox[..length];
            if came != &expected[..length] {
                // All that has come is shown, not only what was waited for.
                let came = std::mem::take(&mut self.inbox);
                self.note(Did::Received {
                    bytes: came.as_slice().into(),
                });
                let symptom = Symptom::WrongBytes {
                    program: self.program(),
                };
                return Err(Problem::compared(symptom, expected, &came));
            }
            if let Err(Problem::Failed(failure)) = filled {
                let came = std::mem::take(&mut self.inbox);
                return Err(Problem::compared(failure.symptom, expected, &came));
            }
            filled?;
            if length == expected.len() {
                self.inbox.drain(..length);
                self.note(Did::Received {
                    bytes: expected.into(),
                });
                return Ok(());
            }
            wanted = length + 1;
        }
    }

    /// Expects the end of the stream (FIN), with nothing before it.
    pub fn expect_end(&mut self) -> Played {
        match self.fill(1) {
            Ok(()) => {
                let came = std::mem::take(&mut self.inbox);
                let symptom = Symptom::Unexpected {
                    program: self.program(),
                };
                Err(Problem::compared(symptom, &[], &came))
            }
            Err(Problem::Failed(failure)) if matches!(failure.symptom, Symptom::Closed { .. }) => {
                self.note(Did::SawEnd);
                Ok(())
            }
            Err(Problem::Failed(failure)) if matches!(failure.symptom, Symptom::Silence { .. }) => {
                let arguments = [("program", self.program())];
                Err(Problem::witness("witness-not-closed", &arguments))
            }
            Err(problem) => Err(problem),
        }
    }

    /// Expects the connection to be over, by FIN or by RST; what comes before is thrown away.
    pub fn expect_gone(&mut self) -> Played {
        loop {
            match self.expect_end() {
                Err(Problem::Failed(failure)) => match failure.symptom {
                    Symptom::Unexpected { .. } => {}
                    Symptom::Reset { .. } => return Ok(()),
                    _ => return Err(Problem::Failed(failure)),
                },
                other => return other,
            }
        }
    }

    /// Everything until the end of the stream, at most `limit` bytes.
    pub fn receive_to_end(&mut self, limit: usize) -> Played<Vec<u8>> {
        match self.fill(limit + 1) {
            Err(Problem::Failed(failure)) if matches!(failure.symptom, Symptom::Closed { .. }) => {
                let received = std::mem::take(&mut self.inbox);
                self.note(Did::Received {
                    bytes: received.as_slice().into(),
                });
                self.note(Did::SawEnd);
                Ok(received)
            }
            Err(problem) => Err(problem),
            Ok(()) => Err(Problem::symptom(Symptom::Flood {
                program: self.program(),
                limit,
            })),
        }
    }

    /// What has come already and was not looked at yet. For what must *not* have come, after an
    /// event that would have come later.
    pub fn unseen(&mut self) -> Played<&[u8]> {
        self.stream.set_nonblocking(true)?;
        let more = self.read();
        self.stream.set_nonblocking(false)?;
        more?;
        Ok(&self.inbox)
    }
}
