//! What this kernel makes of the options: asked in the same run, with fresh sockets of the check's own.

use std::io::{self, ErrorKind};
use std::time::Duration;

use socket2::{Domain, Socket, Type};

/// Every option of the brief with its level, in the brief's order.
const OPTIONS: [(&str, &str); 15] = [
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

/// An option of a socket: its name, its level and its value, `None` for a linger that is off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub name: &'static str,
    pub level: &'static str,
    pub value: Option<u64>,
}

impl Row {
    /// The line of the list, with one space between its words.
    pub fn line(&self) -> String {
        format!("{} {} {}", self.name, self.level, shown(self.value))
    }
}

/// A value as it is to be printed.
pub fn shown(value: Option<u64>) -> String {
    value.map_or_else(|| "off".to_string(), |number| number.to_string())
}

/// The options that a fresh socket of this family and type has: those that it does not refuse to tell.
///
/// # Errors
///
/// When this machine has no such sockets.
pub fn rows(family: Domain, kind: Type) -> io::Result<Vec<Row>> {
    let socket = Socket::new(family, kind, None)?;
    let row = |&(name, level): &(&'static str, &'static str)| {
        let value = get(&socket, name).ok()?;
        Some(Row { name, level, value })
    };
    Ok(OPTIONS.iter().filter_map(row).collect())
}

/// What an option of a fresh TCP socket is, and what it is once this value was asked for.
///
/// # Errors
///
/// When the kernel refuses the value.
pub fn asked(name: &str, value: u32) -> io::Result<(Option<u64>, Option<u64>)> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    let before = get(&socket, name)?;
    set(&socket, name, value)?;
    Ok((before, get(&socket, name)?))
}

fn get(socket: &Socket, name: &str) -> io::Result<Option<u64>> {
    let flag = u64::from;
    let milliseconds = |limit: Option<Duration>| limit.map_or(0, |limit| limit.as_millis() as u64);
    Ok(Some(match name {
        "SO_BROADCAST" => flag(socket.broadcast()?),
        "SO_KEEPALIVE" => flag(socket.keepalive()?),
        "SO_LINGER" => return Ok(socket.linger()?.map(|limit| limit.as_secs())),
        "SO_OOBINLINE" => flag(socket.out_of_band_inline()?),
        "SO_RCVBUF" => socket.recv_buffer_size()? as u64,
        "SO_SNDBUF" => socket.send_buffer_size()? as u64,
        "SO_RCVTIMEO" => milliseconds(socket.read_timeout()?),
        "SO_SNDTIMEO" => milliseconds(socket.write_timeout()?),
        "SO_REUSEADDR" => flag(socket.reuse_address()?),
        "SO_TYPE" => i32::from(socket.r#type()?) as u64,
        "SO_ERROR" => {
            let error = socket.take_error()?;
            error.and_then(|error| error.raw_os_error()).unwrap_or(0) as u64
        }
        "IP_TTL" => u64::from(socket.ttl_v4()?),
        "IP_TOS" => u64::from(socket.tos_v4()?),
        "TCP_NODELAY" => flag(socket.tcp_nodelay()?),
        #[cfg(unix)]
        "TCP_MAXSEG" => u64::from(socket.tcp_mss()?),
        _ => return Err(ErrorKind::Unsupported.into()),
    }))
}

fn set(socket: &Socket, name: &str, value: u32) -> io::Result<()> {
    let flag = value != 0;
    let milliseconds = Some(Duration::from_millis(value.into()));
    match name {
        "SO_BROADCAST" => socket.set_broadcast(flag),
        "SO_KEEPALIVE" => socket.set_keepalive(flag),
        "SO_LINGER" => socket.set_linger(Some(Duration::from_secs(value.into()))),
        "SO_OOBINLINE" => socket.set_out_of_band_inline(flag),
        "SO_RCVBUF" => socket.set_recv_buffer_size(value as usize),
        "SO_SNDBUF" => socket.set_send_buffer_size(value as usize),
        "SO_RCVTIMEO" => socket.set_read_timeout(milliseconds),
        "SO_SNDTIMEO" => socket.set_write_timeout(milliseconds),
        "SO_REUSEADDR" => socket.set_reuse_address(flag),
        "IP_TTL" => socket.set_ttl_v4(value),
        "IP_TOS" => socket.set_tos_v4(value),
        "TCP_NODELAY" => socket.set_tcp_nodelay(flag),
        #[cfg(unix)]
        "TCP_MAXSEG" => socket.set_tcp_mss(value),
        // SO_TYPE and SO_ERROR can only be read.
        _ => Err(ErrorKind::Unsupported.into()),
    }
}

/// The first word of the brief's reason for `got` in place of `asked`; `None` if they are the same.
pub fn reason(name: &str, asked: u64, got: u64) -> Option<&'static str> {
    if asked == got {
        return None;
    }
    Some(match name {
        "SO_RCVBUF" | "SO_SNDBUF" => match got.cmp(&(asked * 2)) {
            std::cmp::Ordering::Equal => "doubled",
            std::cmp::Ordering::Less => "capped",
            std::cmp::Ordering::Greater => "raised",
        },
        "SO_RCVTIMEO" | "SO_SNDTIMEO" => "rounded",
        "IP_TOS" => "masked",
        "TCP_MAXSEG" => "default",
        _ => "flag",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_has_the_options_of_its_family_and_type() {
        let names = |family, kind| {
            let rows = rows(family, kind).expect("the machine has such sockets");
            rows.iter().map(|row| row.name).collect::<Vec<_>>()
        };
        let stream = names(Domain::IPV4, Type::STREAM);
        assert_eq!(stream.len(), if cfg!(unix) { 15 } else { 14 });
        assert!(!names(Domain::IPV4, Type::DGRAM).contains(&"TCP_NODELAY"));
        assert!(names(Domain::IPV4, Type::DGRAM).contains(&"IP_TTL"));
    }

    #[test]
    fn every_reason_has_its_word() {
        assert_eq!(reason("SO_RCVBUF", 100_000, 200_000), Some("doubled"));
        assert_eq!(reason("SO_SNDBUF", 100_000, 199_998), Some("capped"));
        assert_eq!(reason("SO_SNDBUF", 1, 4608), Some("raised"));
        assert_eq!(reason("SO_RCVTIMEO", 1001, 1004), Some("rounded"));
        assert_eq!(reason("SO_KEEPALIVE", 7, 1), Some("flag"));
        assert_eq!(reason("IP_TTL", 77, 77), None);
    }
}
