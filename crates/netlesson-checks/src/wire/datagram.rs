//! A UDP socket of the check's.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::net::{SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};

use crate::kernel;
use crate::log::{Did, Log, Who};
use crate::patience::Patience;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};

/// The largest payload of a UDP datagram over IPv4: 65535 less 20 bytes of IP and 8 of UDP header
/// (RFC 768, RFC 791).
pub const MAX_DATAGRAM: usize = 65_507;

/// A UDP socket on a port of its own, for conversations with one student's program.
pub struct Datagrams {
    who: Who,
    socket: UdpSocket,
    local: SocketAddr,
    program: Arc<Program>,
    /// Where the program has sent from.
    known: Mutex<HashSet<SocketAddr>>,
    log: Log,
}

/// The port stays taken until the program is gone: what it sends to the very end must not reach
/// another check that was given the same port.
impl Drop for Datagrams {
    fn drop(&mut self) {
        if let Ok(socket) = self.socket.try_clone() {
            self.program.keep(socket.into());
        }
    }
}

impl Datagrams {
    /// Takes over a bound socket for conversations with `program`.
    pub fn around(who: Who, socket: UdpSocket, program: &Arc<Program>, log: &Log) -> Played<Self> {
        socket.set_read_timeout(Some(Patience::TICK))?;
        let local = socket.local_addr()?;
        Ok(Self {
            who,
            socket,
            local,
            program: Arc::clone(program),
            known: Mutex::default(),
            log: log.clone(),
        })
    }

    /// The check's address, as the student's program sees it.
    pub fn address(&self) -> SocketAddr {
        self.local
    }

    /// The number that the log has for this peer; 0 for the check's own server.
    pub fn caller(&self) -> usize {
        match self.who {
            Who::Caller(number) => number,
            _ => 0,
        }
    }

    /// Sends one datagram.
    pub fn send(&self, payload: impl AsRef<[u8]>, to: SocketAddr) -> Played {
        let payload = payload.as_ref();
        self.log.note(
            &self.who,
            Did::Sent {
                slices: vec![payload.into()],
                drained: false,
            },
        );
        // Its port may be another program's by now.
        if self.program.exit().is_some() {
            return Ok(());
        }
        // One that came back is connected, and some systems take no address then.
        let sent = match self.socket.peer_addr() {
            Ok(peer) if peer == to => self.socket.send(payload),
            _ => self.socket.send_to(payload, to),
        };
        match sent {
            // What is told here is that an earlier datagram met a closed port; this one was not sent.
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => Err(self.refused()),
            Err(error) => Err(error.into()),
            Ok(_) => Ok(()),
        }
    }

    /// Waits for the next datagram and tells where it came from.
    pub fn receive(&self) -> Played<(Vec<u8>, SocketAddr)> {
        let mut patience = Patience::new(&self.program);
        loop {
            // In this order: a program may end right after its last datagram.
            let exit = self.program.exit();
            if let Some(datagram) = self.receive_soon()? {
                return Ok(datagram);
            }
            if let Some(exit) = exit {
                return Err(Problem::symptom(self.program.ended_early(exit)));
            }
            patience.check(|certain, waited| {
                Problem::symptom(Symptom::Silence {
                    program: self.program.name(),
                    certain,
                    waited,
                })
            })?;
        }
    }

    /// The next datagram and where it came from, if one comes within a tick.
    pub fn receive_soon(&self) -> Played<Option<(Vec<u8>, SocketAddr)>> {
        let mut buffer = vec![0; MAX_DATAGRAM + 1];
        let (length, from) = loop {
            match self.socket.recv_from(&mut buffer) {
                Ok((_, from)) if self.is_astray(from) => {}
                Ok(received) => break received,
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {
                        return Ok(None);
                    }
                    ErrorKind::ConnectionRefused => return Err(self.refused()),
                    _ => return Err(error.into()),
                },
            }
        };
        buffer.truncate(length);
        self.log.note(
            &self.who,
            Did::Received {
                bytes: buffer.as_slice().into(),
            },
        );
        Ok(Some((buffer, from)))
    }

    fn refused(&self) -> Problem {
        Problem::symptom(Symptom::Refused {
            program: self.program.name(),
        })
    }

    /// Whether what came from there was sent by another program than ours, to whoever had this port before.
    fn is_astray(&self, from: SocketAddr) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.contains(&from) && kernel::is_of_another(self.program.pid(), from) {
            return true;
        }
        known.insert(from);
        false
    }

    /// Expects this datagram next, from `from`.
    pub fn expect(&self, expected: impl AsRef<[u8]>, from: SocketAddr) -> Played {
        let expected = expected.as_ref();
        let (came, sender) = self
            .receive()
            .map_err(|problem| problem.expecting(expected))?;
        if came != expected {
            let symptom = Symptom::cut_or(expected, &came, self.program.name(), |program| {
                Symptom::WrongBytes { program }
            });
            return Err(Problem::compared(symptom, expected, &came));
        }
        self.expect_sender(sender, from)
    }

    /// Expects that a datagram came from the address that the program is known by.
    pub fn expect_sender(&self, sender: SocketAddr, from: SocketAddr) -> Played {
        if sender == from {
            return Ok(());
        }
        let arguments = [
            ("program", self.program.name()),
            ("expected", from.to_string()),
            ("came", sender.to_string()),
        ];
        Err(Problem::witness("witness-other-sender", &arguments))
    }

    /// A datagram that has come already, if there is one. For what must *not* have come, after an
    /// event that would have come later.
    pub fn unseen(&self) -> Played<Option<Vec<u8>>> {
        self.socket.set_nonblocking(true)?;
        let received = self.receive_soon();
        self.socket.set_nonblocking(false)?;
        Ok(received?.map(|(payload, _)| payload))
    }

    /// Expects that no datagram has come that was not looked at yet.
    pub fn expect_nothing(&self) -> Played {
        let Some(came) = self.unseen()? else {
            return Ok(());
        };
        let symptom = Symptom::Unexpected {
            program: self.program.name(),
        };
        Err(Problem::compared(symptom, &[], &came))
    }

    /// Sends one datagram from the connected socket, which learns at once if nobody is there.
    pub fn knock(&self, payload: impl AsRef<[u8]>, at: SocketAddr) -> Played {
        self.socket.connect(at)?;
        let ended = self.program.exit().is_some();
        self.send(payload, at)?;
        match self.socket.take_error()? {
            Some(error) if error.kind() == ErrorKind::ConnectionRefused => Err(self.refused()),
            _ if ended => Err(self.refused()),
            _ => Ok(()),
        }
    }

    /// Is gone from now on, as if the socket were closed: whoever sends to it is refused (ICMP port
    /// unreachable). But the port stays its own. A connected socket takes datagrams from its one
    /// peer alone (udp(7)), and this one is connected to itself.
    pub fn leave(&self) -> Played {
        self.log.note(&self.who, Did::Left);
        Ok(self.socket.connect(self.local)?)
    }

    /// Is there again after it had left, for this peer.
    pub fn come_back(&self, peer: SocketAddr) -> Played {
        self.log.note(&self.who, Did::CameBack);
        Ok(self.socket.connect(peer)?)
    }
}
