//! What is sent to the program, and how a stream ends.

use std::io::{ErrorKind, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use socket2::{Domain, SockRef, Socket, Type};

use super::{LOOK_UP, Stream};
use crate::kernel;
use crate::log::Did;
use crate::patience::{self, LIMIT, Patience};
use crate::program::close_for_all;
use crate::verdict::{Bytes, Played, Problem, Symptom};
use crate::wire::script::{End, Script};

/// How long the arrival of a segment is waited for: it may have to wait for room first.
const ARRIVAL: Duration = Duration::from_millis(500);

/// The pause between slices where the kernel does not tell when one has been read.
const PAUSE: Duration = Duration::from_millis(30);

impl Stream {
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

    /// Sends the same piece so many times, and notes it once: a log need not hold what is only much.
    pub fn send_again(&mut self, piece: &[u8], times: usize) -> Played {
        self.note(Did::Sent {
            slices: vec![piece.into()],
            drained: false,
        });
        for _ in 0..times {
            self.write(piece)?;
        }
        Ok(())
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
        // A program that cannot be seen to stand still (it polls) is at the same point once it has taken nothing
        // for a while.
        const LOOKS: u32 = 10;
        for _ in 0..LOOKS {
            let before = sent;
            let blocked = kernel::wait_until(LIMIT / LOOKS, || {
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
                let unread = self.unread();
                gone || sent == bytes.len()
                    || before.is_some() && unread > 0 && before == self.program.stillness()
            });
            if blocked || sent == before {
                break;
            }
        }
        self.stream.set_nonblocking(false)?;
        self.sent += sent;
        self.note(Did::Sent {
            slices: vec![bytes[..sent].into()],
            drained: false,
        });
        if gone {
            return Err(Problem::symptom(self.gone(true)));
        }
        Ok(sent)
    }

    /// Plays a script: what is to happen to these bytes happens to them.
    pub fn play(&mut self, script: &Script) -> Played {
        let slices = script.slices();
        let mut after = slices.as_slice();
        if let Some((offset, count)) = script.hold() {
            let before;
            (before, after) = slices.split_at(count);
            self.send_slices(before, true)?;
            self.hold(offset)?;
        }
        match script.end() {
            End::Open => self.send_slices(after, true),
            End::Finish => {
                self.send_slices(after, true)?;
                self.finish()
            }
            End::Reset => {
                self.send_slices(after, true)?;
                self.drained()?;
                self.abort()
            }
            End::ResetUnread => {
                self.program.freeze()?;
                self.send_slices(after, false)?;
                self.arrived()?;
                self.abort()?;
                self.program.thaw();
                Ok(())
            }
        }
    }

    /// Sends slice after slice. `drained`: each only once the one before has been read, so that one `recv` of
    /// the program cannot return bytes of two of them.
    fn send_slices(&mut self, slices: &[&[u8]], drained: bool) -> Played {
        if slices.is_empty() {
            return Ok(());
        }
        self.note(Did::Sent {
            slices: slices.iter().map(|&slice| Bytes::from(slice)).collect(),
            drained: drained && slices.len() > 1,
        });
        for (place, slice) in slices.iter().enumerate() {
            if drained && place > 0 {
                self.drained()?;
            }
            self.write(slice)?;
        }
        Ok(())
    }

    /// Waits until the program has read all that was sent, and then has nothing more to do.
    fn hold(&mut self, offset: usize) -> Played {
        self.drained()?;
        self.note(Did::Held { offset });
        if patience::rests(&self.program) {
            return Ok(());
        }
        let arguments = [("program", self.program())];
        Err(Problem::witness("witness-never-rests", &arguments))
    }

    fn write(&mut self, mut bytes: &[u8]) -> Played {
        let program = Arc::clone(&self.program);
        let mut patience = Patience::new(&program);
        while !bytes.is_empty() {
            match self.stream.write(bytes) {
                Ok(length) => {
                    bytes = &bytes[length..];
                    self.sent += length;
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
                        let unread = self.unread();
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

    /// How many bytes wait in the program's receive queue; 0 where the kernel does not tell.
    pub(super) fn unread(&self) -> u64 {
        kernel::receive_queue(self.peer, self.local).unwrap_or(0)
    }

    /// Whether the program has read more than when it had `taken` so many bytes, and notes how many it has now.
    pub(super) fn reads_on(&self, taken: &mut u64) -> bool {
        let before = std::mem::replace(taken, self.taken());
        *taken > before
    }

    /// How many bytes the program has read, as far as the kernel tells. What waits unread need not shrink
    /// while it reads: more arrives.
    pub(super) fn taken(&self) -> u64 {
        let unread = self.unread();
        let arrived = kernel::received(self.peer, self.local).unwrap_or(self.sent as u64);
        arrived.saturating_sub(unread)
    }

    /// Waits until the program has read everything that was sent.
    pub fn drained(&mut self) -> Played {
        if !kernel::WITNESS {
            std::thread::sleep(PAUSE);
            return Ok(());
        }
        let program = Arc::clone(&self.program);
        let mut patience = Patience::new(&program);
        let (mut unread, mut taken) = (0, self.taken());
        loop {
            let read = kernel::wait_until(LOOK_UP, || {
                // First arrived, in this order; an empty queue then means read. A socket that is gone has
                // nothing left to read either.
                let arrived = self.has_arrived();
                unread = self.unread();
                arrived && unread == 0
            });
            if read {
                return Ok(());
            }
            // It is still reading, be it slowly.
            if self.reads_on(&mut taken) {
                patience = Patience::new(&program);
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

    /// Whether all bytes that were sent have arrived in the program's receive queue. Its kernel tells how many
    /// have, at once; where it does not, their acknowledgement does, which may be 40 ms late.
    fn has_arrived(&self) -> bool {
        let received = kernel::received(self.peer, self.local);
        received.is_some_and(|received| received >= self.sent as u64)
            || kernel::send_queue(self.local, self.peer).unwrap_or(0) == 0
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
        let unread = self.unread();
        Err(Problem::Fault(format!(
            "what was sent does not arrive: {unread} bytes are there"
        )))
    }

    /// Sends the end of the stream (FIN) and goes on reading.
    pub fn finish(&mut self) -> Played {
        self.note(Did::Finished { sent: self.sent });
        match self.stream.shutdown(Shutdown::Write) {
            Err(error) if error.kind() != ErrorKind::NotConnected => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Resets the connection (RST): SO_LINGER with 0 seconds, then close (socket(7), tcp(7)). Returns when
    /// the other side's kernel knows.
    pub fn reset(mut self) -> Played {
        self.abort()
    }

    /// The reset itself. What is left of the connection is as good as one that the other side has reset.
    fn abort(&mut self) -> Played {
        self.note(Did::Reset { sent: self.sent });
        self.ended = true;
        SockRef::from(&self.stream).set_linger(Some(Duration::ZERO))?;
        // A socket that is connected to nobody takes the place of the one that is closed here.
        let nobody = Socket::new(Domain::for_address(self.peer), Type::STREAM, None)?;
        close_for_all(|| self.stream = TcpStream::from(nobody));
        // A connection that was reset stands in no table any more.
        kernel::wait_until(ARRIVAL, || {
            kernel::receive_queue(self.peer, self.local).is_none()
        });
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
        close_for_all(|| drop(self));
        Ok(())
    }
}
