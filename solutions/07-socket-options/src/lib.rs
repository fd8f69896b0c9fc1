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
    // step 2: ask the socket for the option of this name, and make a number of the answer
    let number: u64 = match name {
        "SO_BROADCAST" => socket.broadcast()?.into(),
        "SO_KEEPALIVE" => socket.keepalive()?.into(),
        // Off is not the same as 0 seconds: with 0, closing resets the connection.
        "SO_LINGER" => return Ok(socket.linger()?.map(|limit| limit.as_secs())),
        "SO_OOBINLINE" => socket.out_of_band_inline()?.into(),
        "SO_RCVBUF" => socket.recv_buffer_size()? as u64,
        "SO_SNDBUF" => socket.send_buffer_size()? as u64,
        "SO_RCVTIMEO" => milliseconds(socket.read_timeout()?),
        "SO_SNDTIMEO" => milliseconds(socket.write_timeout()?),
        "SO_REUSEADDR" => socket.reuse_address()?.into(),
        "SO_TYPE" => i32::from(socket.r#type()?) as u64,
        // Reading it takes it away: the next one to ask is told 0.
        "SO_ERROR" => match socket.take_error()? {
            Some(error) => error.raw_os_error().unwrap_or(0) as u64,
            None => 0,
        },
        "IP_TTL" => socket.ttl_v4()?.into(),
        "IP_TOS" => socket.tos_v4()?.into(),
        "TCP_NODELAY" => socket.tcp_nodelay()?.into(),
        // Windows has no such option.
        #[cfg(unix)]
        "TCP_MAXSEG" => socket.tcp_mss()?.into(),
        _ => return Err(ErrorKind::InvalidInput.into()),
    };
    Ok(Some(number))
}

/// Asks the kernel to set an option of this socket.
pub fn set(socket: &Socket, name: &str, value: u32) -> io::Result<()> {
    // step 4: set the option of this name; a flag is on for every value but 0
    let flag = value != 0;
    let limit = Some(Duration::from_millis(value.into()));
    match name {
        "SO_BROADCAST" => socket.set_broadcast(flag),
        "SO_KEEPALIVE" => socket.set_keepalive(flag),
        "SO_LINGER" => socket.set_linger(Some(Duration::from_secs(value.into()))),
        "SO_OOBINLINE" => socket.set_out_of_band_inline(flag),
        "SO_RCVBUF" => socket.set_recv_buffer_size(value as usize),
        "SO_SNDBUF" => socket.set_send_buffer_size(value as usize),
        "SO_RCVTIMEO" => socket.set_read_timeout(limit),
        "SO_SNDTIMEO" => socket.set_write_timeout(limit),
        "SO_REUSEADDR" => socket.set_reuse_address(flag),
        "IP_TTL" => socket.set_ttl_v4(value),
        "IP_TOS" => socket.set_tos_v4(value),
        "TCP_NODELAY" => socket.set_tcp_nodelay(flag),
        #[cfg(unix)]
        "TCP_MAXSEG" => socket.set_tcp_mss(value),
        // SO_TYPE and SO_ERROR are the kernel's to say: they can be read and no more.
        _ => Err(ErrorKind::Unsupported.into()),
    }
}

/// Why the kernel made something else of what was asked for; `None` where it did not.
pub fn why(name: &str, asked: u64, got: u64) -> Option<&'static str> {
    // step 5: compare the two numbers, and say which of the kernel's reasons it is
    if got == asked {
        return None;
    }
    Some(match name {
        "SO_RCVBUF" | "SO_SNDBUF" if got == 2 * asked => {
            "doubled: the kernel counts its own records of what waits, too"
        }
        "SO_RCVBUF" | "SO_SNDBUF" if got < 2 * asked => {
            "capped: net.core.rmem_max and wmem_max say how much a program may ask for"
        }
        "SO_RCVBUF" | "SO_SNDBUF" => "raised: with less than this a socket could not work",
        "SO_RCVTIMEO" | "SO_SNDTIMEO" => "rounded: up to a whole tick of the kernel's clock",
        "IP_TOS" => "masked: it is a byte, and its two lowest bits are TCP's own",
        "TCP_MAXSEG" => "default: 0 asks for none of one's own",
        _ => "flag: on or off is all that it can be",
    })
}

fn milliseconds(limit: Option<Duration>) -> u64 {
    limit.map_or(0, |limit| limit.as_millis() as u64)
}
