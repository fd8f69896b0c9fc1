//! Both ends of a conversation over loopback.

use std::io::{self, Read};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use netlesson_checks::kernel::{self, wait_until};
use netlesson_checks::wire::host::ANY_PORT;
use socket2::{Domain, Socket, Type};

/// How long is waited for what takes a moment, on a machine that may be busy with other things.
pub const LIMIT: Duration = Duration::from_secs(15);

/// The kernel was asked until LIMIT for what did not come; whether it answers at all.
#[derive(Clone, Copy)]
pub struct InVain {
    pub is_answered: bool,
}

/// A client's end and the server's end of a connection. Neither waits for bytes for ever.
pub fn connected() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind(ANY_PORT)?;
    let client = TcpStream::connect(listener.local_addr()?)?;
    let (server, _) = listener.accept()?;
    client.set_read_timeout(Some(LIMIT))?;
    server.set_read_timeout(Some(LIMIT))?;
    Ok((client, server))
}

/// A socket at this address, with SO_REUSEADDR or without: std's `TcpListener` always sets it.
pub fn bound(address: SocketAddr, reuse: bool) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    let address = address.into();
    socket.set_reuse_address(reuse)?;
    socket.bind(&address)?;
    Ok(socket)
}

/// Who closes a connection first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum First {
    Server,
    Client,
}

/// Has a server, with SO_REUSEADDR or without, serve one client and leave: the address where it was. What is left of
/// the connection rests in TIME_WAIT then, at the end that closed first; `None` if it does not come to that.
pub fn served(reuse: bool, first: First) -> io::Result<Option<SocketAddr>> {
    let socket = bound(ANY_PORT.into(), reuse)?;
    socket.listen(1)?;
    let listener = TcpListener::from(socket);
    let address = listener.local_addr()?;
    let client = TcpStream::connect(address)?;
    let (server, caller) = listener.accept()?;
    drop(listener);
    let (closes, mut other, rest, gone) = match first {
        First::Server => (server, client, address, caller),
        First::Client => (client, server, caller, address),
    };
    drop(closes);
    other.set_read_timeout(Some(LIMIT))?;
    if other.read(&mut [0])? > 0 {
        return Ok(None);
    }
    drop(other);
    let is_over = || kernel::rests(rest) && kernel::receive_queue(gone, rest).is_none();
    Ok(wait_until(LIMIT, is_over).then_some(address))
}
