//! One TCP connection between the check and a student's program.
//!
//! | module      | what is in it                                                          |
//! |-------------|------------------------------------------------------------------------|
//! | `sending`   | bytes and scripts to the program, and the ends of a stream: FIN and RST |
//! | `receiving` | bytes from the program: expect these, all of them, none                |

mod receiving;
mod sending;

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use socket2::SockRef;

use crate::kernel;
use crate::log::{Did, Log, Who};
use crate::patience::LIMIT;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};

/// How long a read or a write blocks before the wait looks up.
const LOOK_UP: Duration = Duration::from_millis(20);

/// The check's end of a connection.
pub struct Stream {
    who: Who,
    stream: TcpStream,
    local: SocketAddr,
    peer: SocketAddr,
    program: Arc<Program>,
    inbox: Vec<u8>,
    /// How many bytes were sent so far.
    sent: usize,
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
            sent: 0,
            ended: false,
            log,
        })
    }

    /// Gives a caller that was made narrow a receive buffer like any other's: what waits for it comes at
    /// once, in place of hundreds of small turns, each of which may take long on a busy machine.
    pub fn widen(&self) -> Played {
        const RECEIVE_BUFFER: usize = 1024 * 1024;
        SockRef::from(&self.stream).set_recv_buffer_size(RECEIVE_BUFFER)?;
        Ok(())
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
