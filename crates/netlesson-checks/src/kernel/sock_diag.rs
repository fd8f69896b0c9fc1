//! Asks the kernel about one TCP connection, or about all listeners (sock_diag(7)).
//!
//! `/proc/net/tcp` tells the same of every socket at once: reading it takes milliseconds, since the
//! kernel walks through the whole of its table, and a drained slice asks several times. Here the
//! question names the connection, and the kernel looks it up as it does for a segment that arrives;
//! listeners stand in a small table of their own.

use std::cell::Cell;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::os::fd::OwnedFd;

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

/// NLMSG_ERROR, NLMSG_DONE and SOCK_DIAG_BY_FAMILY: the types of messages.
const ERROR: u16 = 2;
const DONE: u16 = 3;
const BY_FAMILY: u16 = 20;

/// NLM_F_REQUEST and NLM_F_DUMP: one socket, or all that fit the question.
const REQUESTED: u16 = 1;
const DUMP: u16 = 0x300;

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
    let question = question(local, remote, 1 << (INFO - 1), u32::MAX, REQUESTED);
    let mut answer = [0; 4096];
    let length = answered(&question, |netlink| {
        Ok(recv(netlink, &mut answer, RecvFlags::empty())?.1)
    })?;
    understood(&answer[..length.min(answer.len())])
}

/// Every TCP listener of this network namespace: its inode and its address. An error if this kernel
/// cannot be asked.
pub fn listeners() -> io::Result<Vec<(u64, SocketAddr)>> {
    let mut found = Vec::new();
    for any in ["0.0.0.0:0", "[::]:0"] {
        let any: SocketAddr = any.parse().expect("an address");
        let question = question(any, any, 0, 1 << LISTEN, REQUESTED | DUMP);
        // The kernel fills at most 32 KiB at a time (netlink(7)).
        let mut answer = vec![0; 32 * 1024];
        answered(&question, |netlink| {
            loop {
                let (_, length) = recv(netlink, &mut answer[..], RecvFlags::empty())?;
                if !take_listeners(&answer[..length.min(answer.len())], &mut found)? {
                    return Ok(());
                }
            }
        })?;
    }
    Ok(found)
}

/// Asks the question, and has the whole answer read. Each thread has a netlink socket of its own, and keeps it: but not
/// one on which part of an answer may be left.
fn answered<T>(question: &[u8], read: impl FnOnce(&OwnedFd) -> io::Result<T>) -> io::Result<T> {
    thread_local! {
        static NETLINK: Cell<Option<OwnedFd>> = const { Cell::new(None) };
    }
    let netlink = match NETLINK.take() {
        Some(kept) => kept,
        None => socket_with(
            AddressFamily::NETLINK,
            SocketType::DGRAM,
            SocketFlags::CLOEXEC,
            Some(SOCK_DIAG),
        )?,
    };
    let kernel = SocketAddrNetlink::new(0, 0);
    sendto(&netlink, question, SendFlags::empty(), &kernel)?;
    let answer = read(&netlink)?;
    NETLINK.set(Some(netlink));
    Ok(answer)
}

/// A `struct inet_diag_req_v2` behind its header: which attributes are wanted beside the message, and
/// of sockets in which states.
fn question(
    local: SocketAddr,
    remote: SocketAddr,
    attributes: u8,
    states: u32,
    flags: u16,
) -> Vec<u8> {
    let length = (HEADER + REQUEST) as u32;
    let (family, source) = octets(local);
    let (_, destination) = octets(remote);
    let mut bytes = Vec::new();
    bytes.extend(length.to_ne_bytes());
    bytes.extend(BY_FAMILY.to_ne_bytes());
    bytes.extend(flags.to_ne_bytes());
    bytes.extend([0; 8]); // sequence number, port
    bytes.extend([family, libc::IPPROTO_TCP as u8, attributes, 0]);
    bytes.extend(states.to_ne_bytes());
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

/// The bytes of one message, read by where they stand.
struct Message<'a>(&'a [u8]);

impl Message<'_> {
    fn at<const N: usize>(&self, at: usize) -> io::Result<[u8; N]> {
        let bytes = self.0.get(at..at + N);
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    fn u16(&self, at: usize) -> io::Result<u16> {
        self.at(at).map(u16::from_ne_bytes)
    }

    fn u32(&self, at: usize) -> io::Result<u32> {
        self.at(at).map(u32::from_ne_bytes)
    }

    fn kind(&self) -> io::Result<u16> {
        self.u16(4)
    }

    /// The error in a message of type NLMSG_ERROR.
    fn error(&self) -> io::Result<io::Error> {
        let errno = self.u32(HEADER)? as i32;
        Ok(io::Error::from_raw_os_error(-errno))
    }

    /// The state of the socket that the message is about.
    fn state(&self) -> io::Result<u8> {
        self.at(HEADER + 1).map(|[state]| state)
    }

    /// Its inode.
    fn inode(&self) -> io::Result<u64> {
        self.u32(HEADER + 68).map(u64::from)
    }

    /// Where it is bound: the port, and an address in sixteen bytes, of which IPv4 uses the first four.
    fn address(&self) -> io::Result<SocketAddr> {
        let [family] = self.at(HEADER)?;
        let port = u16::from_be_bytes(self.at(HEADER + 4)?);
        let ip = if i32::from(family) == libc::AF_INET {
            IpAddr::from(self.at::<4>(HEADER + 8)?)
        } else {
            IpAddr::from(Ipv6Addr::from(self.at::<16>(HEADER + 8)?))
        };
        Ok(SocketAddr::new(ip, port))
    }
}

fn understood(answer: &[u8]) -> io::Result<Option<Told>> {
    let answer = Message(answer);
    match answer.kind()? {
        BY_FAMILY => {}
        ERROR => {
            let error = answer.error()?;
            return match error.raw_os_error() {
                Some(libc::ENOENT) => Ok(None),
                _ => Err(error),
            };
        }
        _ => return Err(io::ErrorKind::InvalidData.into()),
    }
    if answer.state()? == LISTEN {
        return Ok(None);
    }
    // Attributes follow, each with its length and type in front, on multiples of four bytes.
    let (mut data_segments, mut received) = (None, None);
    let mut at = HEADER + MESSAGE;
    while let (Ok(length), Ok(kind)) = (answer.u16(at), answer.u16(at + 2)) {
        let length = usize::from(length);
        if kind == INFO && length >= 4 + DATA_SEGS_IN + 4 {
            data_segments = Some(answer.u32(at + 4 + DATA_SEGS_IN)?.into());
            received = Some(u64::from_ne_bytes(answer.at(at + 4 + BYTES_RECEIVED)?));
        }
        if length < 4 {
            break;
        }
        at += length.next_multiple_of(4);
    }
    Ok(Some(Told {
        receive_queue: answer.u32(HEADER + 56)?.into(),
        send_queue: answer.u32(HEADER + 60)?.into(),
        inode: answer.inode()?,
        data_segments,
        received,
    }))
}

/// Takes the listeners out of some messages in a row; whether more are to come.
fn take_listeners(mut answer: &[u8], found: &mut Vec<(u64, SocketAddr)>) -> io::Result<bool> {
    while !answer.is_empty() {
        let message = Message(answer);
        match message.kind()? {
            BY_FAMILY => found.push((message.inode()?, message.address()?)),
            ERROR => return Err(message.error()?),
            DONE => return Ok(false),
            _ => {}
        }
        let length = (message.u32(0)? as usize).max(HEADER);
        answer = answer.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    Ok(true)
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

    #[test]
    fn listeners_are_told_of_both_families_and_connections_are_not() {
        let four = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let caller = TcpStream::connect(four.local_addr().unwrap()).expect("it listens");
        let six = TcpListener::bind("[::1]:0").ok();
        let told: Vec<SocketAddr> = listeners().unwrap().iter().map(|told| told.1).collect();
        assert!(told.contains(&four.local_addr().unwrap()), "{told:?}");
        assert!(!told.contains(&caller.local_addr().unwrap()), "{told:?}");
        if let Some(six) = six {
            assert!(told.contains(&six.local_addr().unwrap()), "{told:?}");
        }
    }
}
