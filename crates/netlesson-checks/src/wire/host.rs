//! The check's side when the student's program is the client: a listener, and addresses where
//! nobody answers.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpListener};
use std::sync::Arc;

use socket2::{Domain, Socket, Type};

use super::Stream;
use crate::kernel;
use crate::log::{Did, Log, Who};
use crate::patience::Patience;
use crate::program::Program;
use crate::verdict::{Played, Problem};

/// Loopback, with the port left to the system.
pub const ANY_PORT: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0);

/// A listener for a student's client.
pub struct Host {
    listener: TcpListener,
    log: Log,
}

impl Host {
    /// Listens on a free port of loopback.
    pub fn open(log: &Log) -> Played<Self> {
        let listener = TcpListener::bind(ANY_PORT)?;
        listener.set_nonblocking(true)?;
        Ok(Self {
            listener,
            log: log.clone(),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        // A bound socket has an address.
        self.listener.local_addr().unwrap_or(ANY_PORT.into())
    }

    /// The listener itself, for options that its connections inherit.
    pub fn socket(&self) -> &TcpListener {
        &self.listener
    }

    /// Waits for the program to connect.
    pub fn accept(&self, program: &Arc<Program>) -> Played<Stream> {
        let mut patience = Patience::new(program);
        loop {
            // Asked before the look: what a program did before it ended is there to be seen after it.
            let ended = program.exit().is_some();
            let mut accepted = None;
            kernel::wait_until(Patience::TICK, || {
                accepted = Some(self.listener.accept());
                !matches!(&accepted, Some(Err(error)) if error.kind() == ErrorKind::WouldBlock)
            });
            match accepted {
                Some(Ok((stream, _))) => {
                    stream.set_nonblocking(false)?;
                    self.log.note(&Who::Host, Did::Accepted);
                    return Stream::new(Who::Host, stream, program, &self.log);
                }
                Some(Err(error)) if error.kind() != ErrorKind::WouldBlock => {
                    return Err(error.into());
                }
                _ => {}
            }
            let arguments = [("program", program.name())];
            if ended {
                return Err(Problem::witness("witness-never-connected", &arguments));
            }
            patience.check(|_, _| Problem::witness("witness-never-connected", &arguments))?;
        }
    }
}

/// A port of loopback that belongs to the check but where nobody listens: whoever connects is
/// refused, and no other program can get the port meanwhile.
pub struct TakenPort(Socket);

impl TakenPort {
    /// Takes a free TCP port.
    pub fn tcp() -> Played<Self> {
        Self::of(Type::STREAM)
    }

    /// Takes a free UDP port. The socket is connected to itself, so whoever else sends to it is
    /// refused (ICMP port unreachable).
    pub fn udp() -> Played<Self> {
        let port = Self::of(Type::DGRAM)?;
        port.0.connect(&port.0.local_addr()?)?;
        Ok(port)
    }

    /// A port of this type's protocol, with nothing done but bind.
    fn of(kind: Type) -> Played<Self> {
        let socket = Socket::new(Domain::IPV4, kind, None)?;
        socket.bind(&SocketAddr::from(ANY_PORT).into())?;
        Ok(Self(socket))
    }

    /// Its address.
    pub fn address(&self) -> SocketAddr {
        let address = self
            .0
            .local_addr()
            .ok()
            .and_then(|address| address.as_socket());
        address.unwrap_or(ANY_PORT.into())
    }
}
