//! A wire between two of a student's UDP programs, on which datagrams are lost, repeated, put behind the
//! next one and cut, as a plan says.

use std::net::{SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use serde::Serialize;

use super::datagram::MAX_DATAGRAM;
use super::host::ANY_PORT;
use crate::log::{Did, Log, Who};
use crate::patience::Patience;
use crate::program::Program;
use crate::verdict::Played;

/// The way that a datagram goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the client to the server.
    ToServer,
    /// From the server to the client.
    ToClient,
}

/// What happens to a datagram on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It arrives.
    Arrives,
    /// It is lost.
    Lost,
    /// It arrives twice.
    Repeated,
    /// It arrives behind the next one that arrives: never, if none does.
    Delayed,
    /// At most so many of its bytes arrive, the first.
    Cut(usize),
}

/// What happens to each datagram: by its way, and by its place among all that go this way, from 0.
pub type Plan = Box<dyn Fn(Way, usize) -> Fate + Send + Sync>;

/// Relays datagrams between a client and a server until it is dropped.
pub struct Relay {
    wire: Arc<Wire>,
    carriers: Vec<JoinHandle<()>>,
}

struct Wire {
    client: Arc<Program>,
    server: Arc<Program>,
    /// Where the client finds the server.
    front: UdpSocket,
    /// Where the server finds the client: at one address, whatever sockets the client sends from.
    back: UdpSocket,
    server_address: SocketAddr,
    /// Where the client has sent from last: there it gets its answers.
    client_address: Mutex<Option<SocketAddr>>,
    plan: Plan,
    over: AtomicBool,
    log: Log,
}

impl Relay {
    /// Relays between a client, which sends to the socket that is given with it, and a server at the address
    /// that is given with it. That a port refuses what is sent to it is not passed on.
    pub fn between(
        (client, front): (&Arc<Program>, UdpSocket),
        (server, address): (&Arc<Program>, SocketAddr),
        plan: Plan,
        log: &Log,
    ) -> Played<Self> {
        let back = UdpSocket::bind(ANY_PORT)?;
        for socket in [&front, &back] {
            socket.set_read_timeout(Some(Patience::TICK))?;
        }
        let wire = Arc::new(Wire {
            client: Arc::clone(client),
            server: Arc::clone(server),
            front,
            back,
            server_address: address,
            client_address: Mutex::new(None),
            plan,
            over: AtomicBool::new(false),
            log: log.clone(),
        });
        let carriers = [Way::ToServer, Way::ToClient].map(|way| {
            let wire = Arc::clone(&wire);
            thread::spawn(move || wire.carry(way))
        });
        Ok(Self {
            wire,
            carriers: carriers.into(),
        })
    }
}

/// The ports stay taken until the programs are gone: see [`super::Datagrams`].
impl Drop for Relay {
    fn drop(&mut self) {
        self.wire.over.store(true, Ordering::Relaxed);
        // Each looks up at its next datagram, or, where this one finds no room, when its time is up.
        let (front, back) = (&self.wire.front, &self.wire.back);
        for (from, to) in [(front, back), (back, front)] {
            let _ = to.local_addr().and_then(|to| from.send_to(b"", to));
        }
        for carrier in self.carriers.drain(..) {
            // One that panicked has said so.
            let _ = carrier.join();
        }
        let Wire { client, server, .. } = &*self.wire;
        for (program, socket) in [(client, front), (server, back)] {
            if let Ok(socket) = socket.try_clone() {
                program.keep(socket.into());
            }
        }
    }
}

impl Wire {
    /// Carries what goes one way, until all is over.
    fn carry(&self, way: Way) {
        let socket = match way {
            Way::ToServer => &self.front,
            Way::ToClient => &self.back,
        };
        let mut buffer = vec![0; MAX_DATAGRAM];
        let mut delayed: Vec<Vec<u8>> = Vec::new();
        let mut place = 0;
        loop {
            let received = socket.recv_from(&mut buffer);
            if self.over.load(Ordering::Relaxed) {
                return;
            }
            // An error says that the time is up, or, on some systems, that an earlier datagram was refused.
            let Ok((length, from)) = received else {
                continue;
            };
            match way {
                Way::ToServer => *self.client_address() = Some(from),
                // A stranger, who is not on this wire.
                Way::ToClient if from != self.server_address => continue,
                Way::ToClient => {}
            }
            let fate = (self.plan)(way, place);
            place += 1;
            let bytes = &buffer[..length];
            self.note(way, fate, bytes);
            match fate {
                Fate::Arrives => self.deliver(way, bytes),
                Fate::Repeated => {
                    self.deliver(way, bytes);
                    self.deliver(way, bytes);
                }
                Fate::Cut(most) => self.deliver(way, &bytes[..length.min(most)]),
                Fate::Lost => continue,
                Fate::Delayed => {
                    delayed.push(bytes.to_vec());
                    continue;
                }
            }
            for bytes in delayed.drain(..) {
                self.note(way, Fate::Arrives, &bytes);
                self.deliver(way, &bytes);
            }
        }
    }

    fn client_address(&self) -> std::sync::MutexGuard<'_, Option<SocketAddr>> {
        self.client_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, way: Way, fate: Fate, bytes: &[u8]) {
        let to = match way {
            Way::ToServer => self.server.name(),
            Way::ToClient => self.client.name(),
        };
        let bytes = bytes.into();
        self.log.note(&Who::Wire, Did::Relayed { to, fate, bytes });
    }

    /// What cannot be delivered is lost, as on any wire.
    fn deliver(&self, way: Way, bytes: &[u8]) {
        let _ = match way {
            Way::ToServer => self.back.send_to(bytes, self.server_address),
            Way::ToClient => match *self.client_address() {
                Some(client) => self.front.send_to(bytes, client),
                None => return,
            },
        };
    }
}
