//! Lesson 9's five questions. Each is asked of the kernel, with datagrams that really go out on loopback.

pub mod questions;

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::time::Duration;

use socket2::SockRef;

/// How long a socket waits for what may never come. On loopback a datagram arrives at once.
pub const PATIENCE: Duration = Duration::from_millis(200);

/// One more than a header's 16 bits can say: no datagram is as long as this, in bytes.
pub const TOO_LONG: usize = 65_536;

/// How many datagrams are sent while nobody reads.
pub const FLOOD: usize = 10_000;

/// How many bytes are in each of them.
pub const PAYLOAD: usize = 512;

/// Two sockets, each connected to the other: what the first sends, the second receives.
fn pair(ip: IpAddr) -> io::Result<(UdpSocket, UdpSocket)> {
    let (sender, receiver) = (UdpSocket::bind((ip, 0))?, UdpSocket::bind((ip, 0))?);
    sender.connect(receiver.local_addr()?)?;
    receiver.connect(sender.local_addr()?)?;
    receiver.set_read_timeout(Some(PATIENCE))?;
    Ok((sender, receiver))
}

/// One recv: how many bytes it put into the buffer; `None` if no datagram comes within PATIENCE.
fn receive(socket: &UdpSocket, buffer: &mut [u8]) -> io::Result<Option<usize>> {
    match socket.recv(buffer) {
        Ok(length) => Ok(Some(length)),
        Err(why) if matches!(why.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Ok(None),
        Err(why) => Err(why),
    }
}

/// How long the longest payload is that arrives whole, and what the kernel says to one byte more.
pub fn longest(ip: IpAddr) -> io::Result<(usize, io::Error)> {
    todo!("step 1: from TOO_LONG down, send until one arrives whole; keep the last refusal")
}

/// All of a message that can be received with room for one byte at a time.
pub fn left_of(message: &[u8], ip: IpAddr) -> io::Result<Vec<u8>> {
    todo!("step 2: send it, receive with one byte of room until nothing comes")
}

/// The length that recv gives for an empty datagram.
pub fn length_of_empty(ip: IpAddr) -> io::Result<usize> {
    todo!("step 3: send a datagram without a byte, and receive it")
}

/// What a socket learns of an address after it has sent something there: an error, or nothing.
pub fn learned(address: SocketAddr, connected: bool) -> io::Result<Option<io::Error>> {
    todo!("step 4: send there, connected or not, then receive: its error is the answer")
}

/// The size of a receive buffer in bytes, and how many of FLOOD datagrams it keeps when nobody reads.
/// `asked` is the size to ask for; `None` leaves the system's.
pub fn kept(asked: Option<usize>, ip: IpAddr) -> io::Result<(usize, usize)> {
    todo!("step 5: set SO_RCVBUF if asked, send all, and only then receive and count")
}
