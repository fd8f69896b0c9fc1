//! Asks the kernel about one TCP connection (sock_diag(7)).
//!
//! `/proc/net/tcp` tells the same of every socket at once: reading it takes milliseconds, since the
//! kernel walks through the whole of its table, and a drained slice asks several times. Here the
//! question names the connection, and the kernel looks it up as it does for a segment that arrives.

use std::io;
use std::net::{IpAddr, SocketAddr};

use rustix::net::netlink::{SOCK_DIAG, SocketAddrNetlink};
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType};
use rustix::net::{recv, sendto, socket_with};

/// What the kernel tells of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Bytes that have arrived and were not read.
    pub receive_queue: u64,
    /// Bytes that were written and are not acknowledged.
    pub send_queue: u64,
    /// The inode that belongs to it in a process; 0 if in none.
    pub inode: u64,
    /// How many segments with data in them have arrived.
    pub data_segments: Option<u64>,
    /// How many bytes have arrived, those included that were read.
    pub received: Option<u64>,
}

/// The lengths of `struct nlmsghdr`, `struct inet_diag_req_v2` and `struct inet_diag_msg`.
const HEADER: usize = 16;
const REQUEST: usize = 56;
const MESSAGE: usize = 72;

/// NLMSG_ERROR and SOCK_DIAG_BY_FAMILY: the types of messages.
const ERROR: u16 = 2;
const BY_FAMILY: u16 = 20;

/// INET_DIAG_INFO: the attribute that holds a `struct tcp_info`, and where `tcpi_bytes_received` and
/// `tcpi_data_segs_in` are in it.
const INFO: u16 = 2;
const BYTES_RECEIVED: usize = 128;
const DATA_SEGS_IN: usize = 152;

/// TCP_LISTEN: what is found for a connection that is gone while its listener is there.
const LISTEN: u8 = 10;

/// What the kernel tells of the socket at `local` that is connected to `remote`; `None` if there is
/// no such socket. An error if this kernel cannot be asked.
pub fn find(local: SocketAddr, remote: SocketAddr) -> io::Result<Option<Told>> {
    let netlink = socket_with(
        AddressFamily::NETLINK,
        SocketType::DGRAM,
        SocketFlags::CLOEXEC,
        Some(SOCK_DIAG),
    )?;
    let kernel = SocketAddrNetlink::new(0, 0);
    sendto(
        &netlink,
        &question(local, remote),
        SendFlags::empty(),
        &kernel,
    )?;
    let mut answer = [0; 4096];
    let (_, length) = recv(&netlink, &mut answer, RecvFlags::empty())?;
    understood(&answer[..length.min(answer.len())])
}

fn question(local: SocketAddr, remote: SocketAddr) -> Vec<u8> {
    let length = (HEADER + REQUEST) as u32;
    let (family, source) = octets(local);
    let (_, destination) = octets(remote);
    let mut bytes = Vec::new();
    bytes.extend(length.to_ne_bytes());
    bytes.extend(BY_FAMILY.to_ne_bytes());
    bytes.extend(1_u16.to_ne_bytes()); // NLM_F_REQUEST
    bytes.extend([0; 8]); // sequence number, port
    bytes.extend([family, libc::IPPROTO_TCP as u8, 1 << (INFO - 1), 0]);
    bytes.extend(u32::MAX.to_ne_bytes()); // in any state
    bytes.extend(local.port().to_be_bytes());
    bytes.extend(remote.port().to_be_bytes());
    bytes.extend(source);
    bytes.extend(destination);
    bytes.extend(0_u32.to_ne_bytes()); // on any interface
    bytes.extend([0xff; 8]); // INET_DIAG_NOCOOKIE
    bytes
}

/// The address family, and the address in the first of sixteen bytes.
fn octets(address: SocketAddr) -> (u8, [u8; 16]) {
    match address.ip().to_canonical() {
        IpAddr::V4(ip) => {
            let mut sixteen = [0; 16];
            sixteen[..4].copy_from_slice(&ip.octets());
            (libc::AF_INET as u8, sixteen)
        }
        IpAddr::V6(ip) => (libc::AF_INET6 as u8, ip.octets()),
    }
}

fn understood(answer: &[u8]) -> io::Result<Option<Told>> {
    let broken = || io::Error::from(io::ErrorKind::InvalidData);
    let u16_at = |at: usize| {
        let bytes = answer.get(at..at + 2)?.try_into().ok()?;
        Some(u16::from_ne_bytes(bytes))
    };
    let u32_at = |at: usize| {
        let bytes = answer.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_ne_bytes(bytes))
    };
    let u64_at = |at: usize| {
        let bytes = answer.get(at..at + 8)?.try_into().ok()?;
        Some(u64::from_ne_bytes(bytes))
    };
    match u16_at(4) {
        Some(ERROR) => {
            let errno = u32_at(HEADER).ok_or_else(broken)? as i32;
            return match -errno {
                libc::ENOENT => Ok(None),
                errno => Err(io::Error::from_raw_os_error(errno)),
            };
        }
        Some(BY_FAMILY) => {}
        _ => return Err(broken()),
    }
    let state = *answer.get(HEADER + 1).ok_or_else(broken)?;
    if state == LISTEN {
        return Ok(None);
    }
    let told = |at: usize| u32_at(HEADER + at).map(u64::from).ok_or_else(broken);
    // Attributes follow, each with its length and type in front, on multiples of four bytes.
    let (mut data_segments, mut received) = (None, None);
    let mut at = HEADER + MESSAGE;
    while let (Some(length), Some(kind)) = (u16_at(at), u16_at(at + 2)) {
        let length = usize::from(length);
        if kind == INFO && length >= 4 + DATA_SEGS_IN + 4 {
            data_segments = u32_at(at + 4 + DATA_SEGS_IN).map(u64::from);
            received = u64_at(at + 4 + BYTES_RECEIVED);
        }
        if length < 4 {
            break;
        }
        at += length.next_multiple_of(4);
    }
    Ok(Some(Told {
        receive_queue: told(56)?,
        send_queue: told(60)?,
        inode: told(68)?,
        data_segments,
        received,
    }))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;

    #[test]
    fn what_is_unread_is_told_until_it_is_read_and_gone_is_gone() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let mut caller = TcpStream::connect(listener.local_addr().unwrap()).expect("it listens");
        let (local, remote) = (caller.peer_addr().unwrap(), caller.local_addr().unwrap());
        let told = find(local, remote).unwrap().expect("it is in the backlog");
        assert_eq!((told.inode, told.data_segments), (0, Some(0)));

        let (mut stream, _) = listener.accept().expect("it waits");
        caller.write_all(b"hel").unwrap();
        caller.write_all(b"lo").unwrap();
        let mut five = [0; 5];
        stream.peek(&mut five).unwrap();
        let told = find(local, remote).unwrap().expect("it is connected");
        assert!(told.inode != 0);
        stream.read_exact(&mut five).unwrap();
        let told = find(local, remote).unwrap().expect("it is connected");
        assert_eq!((told.receive_queue, told.data_segments), (0, Some(2)));
        assert_eq!(told.received, Some(5));
        assert_eq!(
            find(remote, local)
                .unwrap()
                .expect("the other end")
                .send_queue,
            0
        );

        let closed = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        assert_eq!(find(closed, remote).unwrap(), None);
        assert_eq!(find(listener.local_addr().unwrap(), closed).unwrap(), None);
    }
}
