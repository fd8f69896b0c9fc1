//! Lesson 7's options: how each is read, how it is set, and why the kernel may make something else of it.

use std::io::{self, ErrorKind};
use std::time::Duration;

use socket2::Socket;

pub mod request;

/// Every option that `sockopt` knows and the level that it belongs to, in the order of its list.
pub const OPTIONS: [(&str, &str); 15] = [
    ("SO_BROADCAST", "SOL_SOCKET"),
    ("SO_KEEPALIVE", "SOL_SOCKET"),
    ("SO_LINGER", "SOL_SOCKET"),
    ("SO_OOBINLINE", "SOL_SOCKET"),
    ("SO_RCVBUF", "SOL_SOCKET"),
    ("SO_SNDBUF", "SOL_SOCKET"),
    ("SO_RCVTIMEO", "SOL_SOCKET"),
    ("SO_SNDTIMEO", "SOL_SOCKET"),
    ("SO_REUSEADDR", "SOL_SOCKET"),
    ("SO_TYPE", "SOL_SOCKET"),
    ("SO_ERROR", "SOL_SOCKET"),
    ("IP_TTL", "IPPROTO_IP"),
    ("IP_TOS", "IPPROTO_IP"),
    ("TCP_NODELAY", "IPPROTO_TCP"),
    ("TCP_MAXSEG", "IPPROTO_TCP"),
];

/// Asks the kernel for an option of this socket. A flag is 0 or 1, a time limit is in milliseconds,
/// SO_LINGER is in seconds, or `None` where it is off. What the socket does not have is an error.
pub fn get(socket: &Socket, name: &str) -> io::Result<Option<u64>> {
    todo!("step 2: ask the socket for the option of this name, and make a number of the answer")
}

/// Asks the kernel to set an option of this socket.
pub fn set(socket: &Socket, name: &str, value: u32) -> io::Result<()> {
    todo!("step 4: set the option of this name; a flag is on for every value but 0")
}

/// Why the kernel made something else of what was asked for; `None` where it did not.
pub fn why(name: &str, asked: u64, got: u64) -> Option<&'static str> {
    todo!("step 5: compare the two numbers, and say which of the kernel's reasons it is")
}

fn milliseconds(limit: Option<Duration>) -> u64 {
    limit.map_or(0, |limit| limit.as_millis() as u64)
}
