//! How a client gets in, although any datagram may be lost: it asks again, and gives up in time.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use crate::MAX_PAYLOAD;

const TRIES: usize = 3;
/// Three times this is well within the five seconds that signing in may take.
const PATIENCE: Duration = Duration::from_millis(500);

/// A socket connected to the server, and the server's reply: `hello, NAME` or an `error: …`.
pub fn sign_in(server: SocketAddr, name: &str) -> io::Result<(UdpSocket, String)> {
    // step 5: bind to port 0 and connect, then ask at most three times and wait for a reply
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    // Nothing is sent by this. But from now on the kernel keeps away what others send, and tells
    // us when it learns that nobody listens there.
    socket.connect(server)?;
    for _ in 0..TRIES {
        socket.send(format!("/name {name}").as_bytes())?;
        if let Some(reply) = wait_for_reply(&socket)? {
            // From now on it is no error that nobody says anything.
            socket.set_read_timeout(None)?;
            return Ok((socket, reply));
        }
    }
    Err(ErrorKind::TimedOut.into())
}

/// Gives the reply, or `None` when there was none in time. What else arrives is printed.
fn wait_for_reply(socket: &UdpSocket) -> io::Result<Option<String>> {
    // step 6: receive until the reply is there or the time is up, and print what else arrives
    let deadline = Instant::now() + PATIENCE;
    // A busy room must not make the wait longer, so each receive has only what is left of it.
    while let Some(left) = deadline.checked_duration_since(Instant::now()) {
        // A timeout of zero would be an error.
        socket.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
        match receive(socket) {
            Ok(text) if text.starts_with("hello, ") || text.starts_with("error: ") => {
                return Ok(Some(text));
            }
            // The greeting was lost, and someone in the room is heard before the next one.
            Ok(text) => println!("{text}"),
            // The time is up. Some systems call it the one, some the other.
            Err(why) if matches!(why.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => break,
            Err(why) => return Err(why),
        }
    }
    Ok(None)
}

/// The text of the next datagram, whole: what does not fit into the buffer would be lost.
pub fn receive(socket: &UdpSocket) -> io::Result<String> {
    let mut buffer = [0; MAX_PAYLOAD];
    let length = socket.recv(&mut buffer)?;
    Ok(String::from_utf8_lossy(&buffer[..length]).into_owned())
}
