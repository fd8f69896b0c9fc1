//! One TCP connection between the check and a student's program.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use socket2::SockRef;

use crate::kernel;
use crate::log::{Did, Log, Who};
use crate::patience::{LIMIT, Patience};
use crate::program::Program;
use crate::verdict::{Bytes, Played, Problem, Symptom};

/// How long a read or a write blocks before the wait looks up.
const LOOK_UP: Duration = Duration::from_millis(20);

/// How long the arrival of a segment is waited for: it may have to wait for room first.
const ARRIVAL: Duration = Duration::from_millis(500);

/// The pause between slices where the kernel does not tell when one has been read.
const PAUSE: Duration = Duration::from_millis(30);

/// The check's end of a connection.
pub struct Stream {
    who: Who,
    stream: TcpStream,
    local: SocketAddr,
    peer: SocketAddr,
    program: Arc<Program>,
    inbox: Vec<u8>,
    /// Whether the check has closed or reset the connection.
    ended: bool,
    log: Log,
}

impl Drop for Stream {
    fn drop(&mut self) {
        if let (false, Ok(stream)) = (self.ended, self.stream.try_clone()) {
            self.program.keep(stream.into());
        }
    }
}

impl Stream {
    /// Takes over a connection with `program` at its other end.
    pub fn new(who: Who, stream: TcpStream, program: &Arc<Program>, log: &Log) -> Played<Self> {
        // Each send is a segment of its own, whatever was sent before it.
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(LOOK_UP))?;
        stream.set_write_timeout(Some(LOOK_UP))?;
        let local = stream.local_addr()?;
        let peer = stream.peer_addr().map_err(|error| match error.kind() {
            // The program reset the connection before it was looked at.
            ErrorKind::NotConnected => Problem::symptom(Symptom::Reset {
                program: program.name(),
            }),
            _ => error.into(),
        })?;
        let (program, log) = (Arc::clone(program), log.clone());
        Ok(Self {
            who,
            stream,
            local,
            peer,
            program,
            inbox: Vec::new(),
            ended: false,
            log,
        })
    }

    /// The check's address, as the student's program sees it.
    pub fn address(&self) -> SocketAddr {
        self.local
    }

    /// The address of the program's end.
    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// The connection itself, for options and for what the wire has no word for.
    pub fn socket(&self) -> &TcpStream {
        &self.stream
    }

    /// The name of the student's program at the other end.
    pub fn program(&self) -> String {
        self.program.name()
    }

    fn note(&self, did: Did) {
        self.log.note(&self.who, did);
    }

    /// Sends the bytes in one piece. What the program sends meanwhile is taken in, so that neither
    /// waits for the other for ever.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> Played {
        let bytes = bytes.as_ref();
        self.note(Did::Sent {
            slices: vec![bytes.into()],
            drained: false,
        });
        self.write(bytes)
    }

    /// Sends until the program takes nothing more because it is blocked in a send of its own, which
    /// takes nothing either: nobody reads here. How many of the bytes went out; all of them if the
    /// program reads on without end.
    pub fn send_until_blocked(&mut self, bytes: &[u8]) -> Played<usize> {
        if !kernel::WITNESS {
            return Err(Problem::Skipped("skipped-no-witness"));
        }
        self.stream.set_nonblocking(true)?;
        let mut sent = 0;
        let mut gone = false;
        // A program that cannot be seen to stand still (it polls) is not waited for: it is at the same
        // point by then.
        kernel::wait_until(LIMIT / 10, || {
            while sent < bytes.len() && !gone {
                match self.stream.write(&bytes[sent..]) {
                    Ok(length) => sent += length,
                    Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                    Err(error) => gone = error.kind() != ErrorKind::Interrupted,
                }
            }
            // It sleeps over bytes that it could read, before and after they were seen: it is not the
            // reading that it is blocked in.
            let before = self.program.stillness();
            let unread = kernel::receive_queue(self.peer, self.local).unwrap_or(0);
            gone || sent == bytes.len()
                || before.is_some() && unread > 0 && before == self.program.stillness()
        });
        self.stream.set_nonblocking(false)?;
        self.note(Did::Sent {
            slices: vec![bytes[..sent].into()],
            drained: false,
        });
        if gone {
            return Err(Problem::symptom(self.gone(true)));
        }
        Ok(sent)
    }

    /// Sends slice after slice, each only once the one before has been read: one `recv` of the
    /// program cannot return bytes of two of them.
    pub fn send_slices<S: AsRef<[u8]>>(&mut self, slices: &[S]) -> Played {
        let noted = slices
            .iter()
            .map(|slice| Bytes::from(slice.as_ref()))
            .collect();
        self.note(Did::Sent {
            slices: noted,
            drained: true,
        });
        for slice in slices {
            self.write(slice.as_ref())?;
            self.drained()?;
        }
        Ok(())
    }

    fn write(&mut self, mut bytes: &[u8]) -> Played {
        let program = Arc::clone(&self.program);
        let mut patience = Patience::new(&program);
        while !bytes.is_empty() {
            match self.stream.write(bytes) {
                Ok(length) => {
                    bytes = &bytes[length..];
                    patience = Patience::new(&program);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error)
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) =>
                {
                    let took_in = self.read()?.is_some_and(|length| length > 0);
                    if took_in {
                        patience = Patience::new(&program);
                    }
                    patience.check(|certain, _| {
                        let unread = kernel::receive_queue(self.peer, self.local).unwrap_or(0);
                        Problem::symptom(Symptom::Unread {
                            program: self.program(),
                            bytes: unread,
                            certain,
                        })
                    })?;
                }
                Err(_) => return Err(Problem::symptom(self.gone(true))),
            }
        }
        Ok(())
    }

    /// Waits until the program has read everything that was sent.
    pub fn drained(&mut self) -> Played {
        if !kernel::WITNESS {
            std::thread::sleep(PAUSE);
            return Ok(());
        }
        let program = Arc::clone(&self.program);
        let mut patience = Patience::new(&program);
        loop {
            let mut unread = 0;
            let read = kernel::wait_until(LOOK_UP, || {
                // Acknowledged means arrived in the queue; an empty queue then means read. A socket that
                // is gone has nothing left to read either.
                let sent = kernel::send_queue(self.local, self.peer).unwrap_or(0);
                unread = kernel::receive_queue(self.peer, self.local).unwrap_or(0);
                sent == 0 && unread == 0
            });
            if read {
                return Ok(());
            }
            patience.check(|certain, _| {
                Problem::symptom(Symptom::Unread {
                    program: self.program(),
                    bytes: unread,
                    certain,
                })
            })?;
        }
    }

    /// Waits until all that was sent, the end of the stream too, has arrived in the program's receive
    /// queue: until its kernel has acknowledged it. For a program that is frozen.
    pub fn arrived(&self) -> Played {
        if !kernel::WITNESS {
            std::thread::sleep(PAUSE);
            return Ok(());
        }
        // A connection that is gone from the kernel's table has nothing on its way any more.
        let arrived = || kernel::send_queue(self.local, self.peer).unwrap_or(0) == 0;
        if kernel::wait_until(LIMIT, arrived) {
            return Ok(());
        }
        let unread = kernel::receive_queue(self.peer, self.local).unwrap_or(0);
        Err(Problem::Fault(format!(
            "what was sent does not arrive: {unread} bytes are there"
        )))
    }

    /// Reads what is there into the inbox, waiting no longer than a tick: `Some(0)` at the end of the
    /// stream, `None` when nothing came.
    fn read(&mut self) -> Played<Option<usize>> {
        let mut piece = [0; 64 * 1024];
        match self.stream.read(&mut piece) {
            Ok(length) => {
                self.inbox.extend_from_slice(&piece[..length]);
                Ok(Some(length))
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => Ok(None),
                _ => Err(Problem::symptom(self.gone(true))),
            },
        }
    }

    /// What to call it that the other end is gone. Often that is just what a check expects, so nothing
    /// is waited for here: see [`crate::play::Play::explain`].
    fn gone(&self, reset: bool) -> Symptom {
        if reset {
            Symptom::Reset {
                program: self.program(),
            }
        } else {
            Symptom::Closed {
                program: self.program(),
            }
        }
    }

    /// Waits until the inbox holds `length` bytes.
    fn fill(&mut self, length: usize) -> Played {
        let program = Arc::clone(&self.program);
        let mut patience = Patience::new(&program);
        while self.inbox.len() < length {
            match self.read()? {
                Some(0) => return Err(Problem::symptom(self.gone(false))),
                Some(_) => patience = Patience::new(&program),
                None => patience.check(|certain, waited| {
                    Problem::symptom(Symptom::Silence {
                        program: self.program(),
                        certain,
                        waited,
                    })
                })?,
            }
        }
        Ok(())
    }

    /// Receives exactly `length` bytes.
    pub fn receive(&mut self, length: usize) -> Played<Vec<u8>> {
        let filled = self.fill(length);
        let received: Vec<u8> = self.inbox.drain(..length.min(self.inbox.len())).collect();
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
                let came: Vec<u8> = self.inbox.drain(..).collect();
                self.note(Did::Received {
                    bytes: came.as_slice().into(),
                });
                let symptom = Symptom::WrongBytes {
                    program: self.program(),
                };
                return Err(Problem::compared(symptom, expected, &came));
            }
            if let Err(Problem::Failed(failure)) = filled {
                let came: Vec<u8> = self.inbox.drain(..).collect();
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
                let came: Vec<u8> = self.inbox.drain(..).collect();
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

    /// Sends the end of the stream (FIN) and goes on reading.
    pub fn finish(&mut self) -> Played {
        self.note(Did::Finished);
        match self.stream.shutdown(Shutdown::Write) {
            Err(error) if error.kind() != ErrorKind::NotConnected => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Resets the connection (RST): SO_LINGER with 0 seconds, then close (socket(7), tcp(7)). Returns when
    /// the other side's kernel knows.
    pub fn reset(mut self) -> Played {
        self.note(Did::Reset);
        self.ended = true;
        SockRef::from(&self.stream).set_linger(Some(Duration::ZERO))?;
        let (local, peer) = (self.local, self.peer);
        drop(self);
        // A connection that was reset stands in no table any more.
        kernel::wait_until(ARRIVAL, || kernel::receive_queue(peer, local).is_none());
        Ok(())
    }

    /// Closes the socket. What came is read first: closing over unread bytes would send RST, not FIN.
    /// Returns when the other side's kernel knows.
    pub fn close(mut self) -> Played {
        self.unseen()?;
        self.note(Did::Closed);
        self.ended = true;
        if self.stream.shutdown(Shutdown::Write).is_ok() {
            self.arrived()?;
        }
        Ok(())
    }

    /// How many bytes the program has written that have not arrived here, where the kernel tells.
    pub fn on_its_way(&self) -> Option<u64> {
        kernel::send_queue(self.peer, self.local)
    }

    /// How many segments with data in them have arrived here, where the kernel tells.
    pub fn segments(&self) -> Option<u64> {
        kernel::data_segments(self.local, self.peer)
    }

    /// Waits until the program has accepted this connection: until its socket belongs to a process.
    pub fn accepted(&self) -> Played {
        let program = Arc::clone(&self.program);
        let seen = kernel::wait_until(LIMIT, || {
            kernel::accepted(self.peer, self.local).unwrap_or(true)
        });
        if seen {
            return Ok(());
        }
        Err(Problem::witness(
            "witness-not-accepted",
            &[("program", program.name())],
        ))
    }
}
