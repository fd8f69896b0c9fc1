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
    todo!("step 5: bind to port 0 and connect, then ask at most three times and wait for a reply")
}

/// Gives the reply, or `None` when there was none in time. What else arrives is printed.
fn wait_for_reply(socket: &UdpSocket) -> io::Result<Option<String>> {
    todo!("step 6: receive until the reply is there or the time is up, and print what else arrives")
}

/// The text of the next datagram, whole: what does not fit into the buffer would be lost.
pub fn receive(socket: &UdpSocket) -> io::Result<String> {
    let mut buffer = [0; MAX_PAYLOAD];
    let length = socket.recv(&mut buffer)?;
    Ok(String::from_utf8_lossy(&buffer[..length]).into_owned())
}
