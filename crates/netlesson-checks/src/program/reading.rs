//! What a program prints: its next line, its ready line, what must not be there.

use std::net::SocketAddr;

use super::Program;
use crate::log::Did;
use crate::patience::{LIMIT, Patience};
use crate::verdict::{Played, Problem, Symptom};

impl Program {
    /// Waits for the next line on stdout, without its line break (LF or CRLF).
    pub fn next_line(&self) -> Played<Vec<u8>> {
        let mut patience = Patience::new(self);
        let mut now = self.state.now();
        loop {
            let output = &mut now.stdout;
            if let Some(length) = output.bytes[output.seen..]
                .iter()
                .position(|&byte| byte == b'\n')
            {
                let line = output.bytes[output.seen..output.seen + length].to_vec();
                output.seen += length + 1;
                drop(now);
                let line = line.strip_suffix(b"\r").map(<[u8]>::to_vec).unwrap_or(line);
                self.note(Did::Printed {
                    line: line.clone().into(),
                });
                return Ok(line);
            }
            if output.flooded {
                return Err(self.flooded());
            }
            if output.ended {
                drop(now);
                self.exit_soon();
                return Err(Problem::symptom(Symptom::NoLine {
                    program: self.name(),
                }));
            }
            now = self.state.wait(now, Patience::TICK);
            drop(now);
            patience.check(|certain, waited| {
                Problem::symptom(Symptom::Silence {
                    program: self.name(),
                    certain,
                    waited,
                })
            })?;
            now = self.state.now();
        }
    }

    /// Waits for the next line on stdout, which must be `expected`.
    pub fn expect_line(&self, expected: impl AsRef<[u8]>) -> Played {
        let expected = expected.as_ref();
        let line = self
            .next_line()
            .map_err(|problem| problem.expecting(expected))?;
        if line == expected {
            return Ok(());
        }
        let symptom = Symptom::WrongLine {
            program: self.name(),
        };
        Err(Problem::compared(symptom, expected, &line))
    }

    /// Waits until this line has come on stdout, whatever others come before it.
    pub fn expect_line_among(&self, expected: impl AsRef<[u8]>) -> Played {
        let expected = expected.as_ref();
        loop {
            if self
                .next_line()
                .map_err(|problem| problem.expecting(expected))?
                == expected
            {
                return Ok(());
            }
        }
    }

    /// Waits for the next line on stderr that begins `error: `, whatever others come before it.
    pub fn expect_error(&self) -> Played<Vec<u8>> {
        let mut patience = Patience::new(self);
        let mut now = self.state.now();
        loop {
            let output = &mut now.stderr;
            while let Some(length) = output.bytes[output.seen..]
                .iter()
                .position(|&byte| byte == b'\n')
            {
                let line = output.bytes[output.seen..output.seen + length].to_vec();
                output.seen += length + 1;
                if line.starts_with(b"error: ") {
                    drop(now);
                    self.note(Did::Printed {
                        line: line.clone().into(),
                    });
                    return Ok(line);
                }
            }
            if output.ended {
                let arguments = [("program", self.name())];
                return Err(Problem::witness("witness-no-error-line", &arguments));
            }
            drop(self.state.wait(now, Patience::TICK));
            patience.check(|_, _| {
                let arguments = [("program", self.name())];
                Problem::witness("witness-no-error-line", &arguments)
            })?;
            now = self.state.now();
        }
    }

    /// Waits until exactly these bytes have come next on stdout, and takes them. Fails as soon as one
    /// differs.
    pub fn expect_stdout(&self, expected: &[u8]) -> Played {
        let mut patience = Patience::new(self);
        loop {
            let mut now = self.state.now();
            let output = &mut now.stdout;
            let fresh = &output.bytes[output.seen..];
            let came = &fresh[..fresh.len().min(expected.len())];
            if came == expected {
                output.seen += expected.len();
                drop(now);
                self.note(Did::Printed {
                    line: expected.into(),
                });
                return Ok(());
            }
            let came = came.to_vec();
            if !expected.starts_with(&came) {
                let symptom = Symptom::WrongOutput {
                    program: self.name(),
                    stream: "stdout",
                };
                return Err(Problem::compared(symptom, expected, &came));
            }
            if output.ended {
                drop(now);
                self.exit_soon();
                let symptom = Symptom::NoLine {
                    program: self.name(),
                };
                return Err(Problem::compared(symptom, expected, &came));
            }
            drop(self.state.wait(now, Patience::TICK));
            patience.check(|certain, waited| {
                let symptom = Symptom::Silence {
                    program: self.name(),
                    certain,
                    waited,
                };
                Problem::compared(symptom, expected, &came)
            })?;
        }
    }

    /// What is on stdout already and was not looked at yet. For what must *not* have come, after
    /// an event that would have come later.
    pub fn unseen_stdout(&self) -> Vec<u8> {
        self.sync();
        let now = self.state.now();
        now.stdout.bytes[now.stdout.seen..].to_vec()
    }

    /// What is on stderr already.
    pub fn stderr(&self) -> Vec<u8> {
        self.sync();
        self.state.now().stderr.bytes.clone()
    }

    /// Waits for the ready line, `listening on IP:PORT`, and returns the address in it.
    pub fn ready(&self) -> Played<SocketAddr> {
        let expected = "listening on 127.0.0.1:PORT";
        let line = self
            .next_line()
            .map_err(|problem| problem.expecting(expected))?;
        String::from_utf8_lossy(&line)
            .strip_prefix("listening on ")
            .and_then(|address| address.parse().ok())
            // Port 0 is what was asked for, never what a socket got.
            .filter(|address: &SocketAddr| address.port() != 0)
            .ok_or_else(|| {
                let symptom = Symptom::WrongLine {
                    program: self.name(),
                };
                Problem::compared(symptom, expected, &line)
            })
    }

    /// Whether something that the program has printed is still to be taken out of its pipes.
    #[cfg(unix)]
    pub(super) fn output_waits(&self) -> bool {
        let waits = |pipe| rustix::io::ioctl_fionread(pipe).is_ok_and(|bytes| bytes > 0);
        self.pipes.iter().any(waits)
    }

    /// Not told here.
    #[cfg(not(unix))]
    pub(super) fn output_waits(&self) -> bool {
        false
    }

    /// Waits until all that the program has printed so far is taken in.
    #[cfg(unix)]
    pub(super) fn sync(&self) {
        let mut now = self.state.now();
        let start = std::time::Instant::now();
        while self.output_waits() && start.elapsed() < LIMIT {
            now = self.state.wait(now, Patience::TICK);
        }
    }

    /// Waits until all that an ended program has printed is taken in. Of one that runs nothing more
    /// can be known here.
    #[cfg(not(unix))]
    pub(super) fn sync(&self) {
        if self.exit().is_some() {
            crate::kernel::wait_until(LIMIT, || {
                let now = self.state.now();
                now.stdout.ended && now.stderr.ended
            });
        }
    }
}
