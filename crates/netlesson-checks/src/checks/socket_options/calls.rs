//! Reading and setting an option of a socket of the check's own. The calls are rustix's: the programs that are held against
//! the answers mostly ask by socket2, so what one of the two gets wrong shows in a comparison.

use std::io::{self, ErrorKind};
#[cfg(unix)]
use std::{os::fd::AsFd, time::Duration};

#[cfg(unix)]
use rustix::net::sockopt::{self, Timeout};
use socket2::Socket;

/// What this option of the socket is: a number, or `None` for a linger that is off.
#[cfg(unix)]
pub fn get(socket: &Socket, name: &str) -> io::Result<Option<u64>> {
    let fd = socket.as_fd();
    let is_on = match name {
        "SO_BROADCAST" => sockopt::socket_broadcast(fd)?,
        "SO_KEEPALIVE" => sockopt::socket_keepalive(fd)?,
        "SO_OOBINLINE" => sockopt::socket_oobinline(fd)?,
        "SO_REUSEADDR" => sockopt::socket_reuseaddr(fd)?,
        "TCP_NODELAY" => sockopt::tcp_nodelay(fd)?,
        "SO_LINGER" => return Ok(sockopt::socket_linger(fd)?.map(|limit| limit.as_secs())),
        _ => return number(socket, name).map(Some),
    };
    Ok(Some(is_on.into()))
}

/// Those that are numbers.
#[cfg(unix)]
fn number(socket: &Socket, name: &str) -> io::Result<u64> {
    let fd = socket.as_fd();
    // No limit is 0.
    let limit = |which| -> io::Result<u64> {
        let limit = sockopt::socket_timeout(fd, which)?;
        let milliseconds = limit.unwrap_or_default().as_millis();
        Ok(u64::try_from(milliseconds).unwrap_or(u64::MAX))
    };
    match name {
        "SO_RCVTIMEO" => limit(Timeout::Recv),
        "SO_SNDTIMEO" => limit(Timeout::Send),
        "SO_RCVBUF" => Ok(sockopt::socket_recv_buffer_size(fd)? as u64),
        "SO_SNDBUF" => Ok(sockopt::socket_send_buffer_size(fd)? as u64),
        "SO_TYPE" => Ok(sockopt::socket_type(fd)?.as_raw().into()),
        "SO_ERROR" => match sockopt::socket_error(fd)? {
            Err(error) => Ok(error.raw_os_error().unsigned_abs().into()),
            Ok(()) => Ok(0),
        },
        "IP_TTL" => Ok(sockopt::ip_ttl(fd)?.into()),
        "IP_TOS" => Ok(sockopt::ip_tos(fd)?.into()),
        // The one that rustix has no call for.
        "TCP_MAXSEG" => Ok(socket.tcp_mss()?.into()),
        _ => Err(ErrorKind::NotFound.into()),
    }
}

/// Asks for this value of the option. SO_TYPE and SO_ERROR have no call: they are the kernel's to say.
#[cfg(unix)]
pub fn set(socket: &Socket, name: &str, value: u32) -> io::Result<()> {
    let fd = socket.as_fd();
    let on = value != 0;
    // To rustix no limit is `None`, and one of 0 is an error.
    let limit = on.then(|| Duration::from_millis(value.into()));
    let done = match name {
        "SO_BROADCAST" => sockopt::set_socket_broadcast(fd, on),
        "SO_KEEPALIVE" => sockopt::set_socket_keepalive(fd, on),
        "SO_OOBINLINE" => sockopt::set_socket_oobinline(fd, on),
        "SO_REUSEADDR" => sockopt::set_socket_reuseaddr(fd, on),
        "TCP_NODELAY" => sockopt::set_tcp_nodelay(fd, on),
        "SO_LINGER" => sockopt::set_socket_linger(fd, Some(Duration::from_secs(value.into()))),
        "SO_RCVTIMEO" => sockopt::set_socket_timeout(fd, Timeout::Recv, limit),
        "SO_SNDTIMEO" => sockopt::set_socket_timeout(fd, Timeout::Send, limit),
        "SO_RCVBUF" => sockopt::set_socket_recv_buffer_size(fd, value as usize),
        "SO_SNDBUF" => sockopt::set_socket_send_buffer_size(fd, value as usize),
        "IP_TTL" => sockopt::set_ip_ttl(fd, value),
        "IP_TOS" => {
            let byte = u8::try_from(value).map_err(|_| ErrorKind::InvalidInput)?;
            sockopt::set_ip_tos(fd, byte)
        }
        "TCP_MAXSEG" => return socket.set_tcp_mss(value),
        _ => return Err(ErrorKind::Unsupported.into()),
    };
    Ok(done?)
}

/// rustix is for Unix.
#[cfg(not(unix))]
pub fn get(_: &Socket, _: &str) -> io::Result<Option<u64>> {
    Err(ErrorKind::Unsupported.into())
}

/// The same.
#[cfg(not(unix))]
pub fn set(_: &Socket, _: &str, _: u32) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}
