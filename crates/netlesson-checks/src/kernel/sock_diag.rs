//! Asks the kernel about one TCP connection or listener, or about all sockets in a state (sock_diag(7)).
//!
//! `/proc/net/tcp` tells the same of every socket at once: reading it takes milliseconds, since the
//! kernel walks through the whole of its table, and a drained slice asks several times. Here the
//! question names the connection, and the kernel looks it up as it does for a segment that arrives;
//! listeners stand in a small table of their own.

use std::cell::Cell;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use rustix::net::netlink::{SOCK_DIAG, SocketAddrNetlink};
use rustix::net::sockopt::{Timeout, set_socket_timeout};
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType};
use rustix::net::{bind, recv, sendto, socket_with};

use super::Queue;

/// What the kernel tells of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Bytes that have arrived and were not read.
    pub receive_queue: u64,
    /// Bytes that were written and are not acknowledged.
    pub send_queue: u64,
    /// The inode that belongs to it in a process; 0 if in none.
    pub inode: u64,
    /// How many segments it has sent, those without data included.
    pub segments_sent: Option<u64>,
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

/// INET_DIAG_INFO: the attribute that holds a `struct tcp_info`, and where `tcpi_bytes_received`, `tcpi_segs_out` and
/// `tcpi_data_segs_in` are in it.
const INFO: u16 = 2;
const BYTES_RECEIVED: usize = 128;
const SEGS_OUT: usize = 136;
const DATA_SEGS_IN: usize = 152;

/// INET_DIAG_SKMEMINFO: the attribute that holds numbers about a socket's memory, and where SK_MEMINFO_DROPS is in it.
const MEMORY: u16 = 7;
const DROPS: usize = 32;

/// SKNLGRP_INET_TCP_DESTROY, as netlink(7) has groups: who is in it is told of every TCP socket over IPv4 that is no
/// more.
const DESTROYED: u32 = 1;

/// TCP_LISTEN: what is found for a connection that is gone while its listener is there.
const LISTEN: u8 = 10;

/// TCP_TIME_WAIT: what is left for a while of a connection that this end closed first.
const TIME_WAIT: u8 = 6;

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

/// What the kernel tells of the listener at this address; `None` if there is none. An error if this
/// kernel cannot be asked.
pub fn queue(listener: SocketAddr) -> io::Result<Option<Queue>> {
    let nobody = SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), 0);
    let question = question(listener, nobody, 1 << (MEMORY - 1), u32::MAX, REQUESTED);
    let mut answer = [0; 4096];
    let length = answered(&question, |netlink| {
        Ok(recv(netlink, &mut answer, RecvFlags::empty())?.1)
    })?;
    let answer = Message(&answer[..length.min(answer.len())]);
    if !answer.is_found()? || answer.state()? != LISTEN {
        return Ok(None);
    }
    let memory = answer.attribute(MEMORY, DROPS + 4);
    Ok(Some(Queue {
        waiting: answer.u32(HEADER + 56)?.into(),
        backlog: answer.u32(HEADER + 60)?.into(),
        dropped: match memory {
            Some(at) => Some(answer.u32(at + DROPS)?.into()),
            None => None,
        },
    }))
}

/// Every TCP listener of this network namespace: its inode and its address. An error if this kernel
/// cannot be asked.
pub fn listeners() -> io::Result<Vec<(u64, SocketAddr)>> {
    dumped(1 << LISTEN, 0)
}

/// The addresses with this port at which a connection rests in TIME_WAIT. An error if this kernel
/// cannot be asked.
pub fn resting(port: u16) -> io::Result<Vec<SocketAddr>> {
    let found = dumped(1 << TIME_WAIT, port)?;
    Ok(found.into_iter().map(|(_, address)| address).collect())
}

/// Hears of each TCP socket over IPv4 that is no more, with all that was counted at it.
pub struct Farewells(OwnedFd);

impl Farewells {
    /// Listens from now on. An error if this kernel does not tell.
    pub fn listen() -> io::Result<Self> {
        let netlink = netlink()?;
        bind(&netlink, &SocketAddrNetlink::new(0, DESTROYED))?;
        Ok(Self(netlink))
    }

    /// How many segments the two ends of a connection have sent, once both are no more. An error if that is not told
    /// in so long a time.
    pub fn segments_sent(
        &self,
        one: SocketAddr,
        other: SocketAddr,
        limit: Duration,
    ) -> io::Result<u64> {
        let start = Instant::now();
        set_socket_timeout(&self.0, Timeout::Recv, Some(limit))?;
        let mut missing = vec![(one, other), (other, one)];
        let mut sent = 0;
        let mut answer = [0; 4096];
        while !missing.is_empty() {
            if start.elapsed() > limit {
                return Err(io::ErrorKind::TimedOut.into());
            }
            let (_, length) = recv(&self.0, &mut answer, RecvFlags::empty())?;
            let message = Message(&answer[..length.min(answer.len())]);
            let ends = (message.address()?, message.peer()?);
            // Every other socket of this machine says farewell, too.
            let Some(at) = missing.iter().position(|end| *end == ends) else {
                continue;
            };
            missing.swap_remove(at);
            let info = message.attribute(INFO, SEGS_OUT + 4);
            let info = info.ok_or(io::ErrorKind::InvalidData)?;
            sent += u64::from(message.u32(info + SEGS_OUT)?);
        }
        Ok(sent)
    }
}

/// Every TCP socket in these states, with this local port unless it is 0: its inode and its address.
fn dumped(states: u32, port: u16) -> io::Result<Vec<(u64, SocketAddr)>> {
    let mut found = Vec::new();
    for any in [
        IpAddr::from(Ipv4Addr::UNSPECIFIED),
        Ipv6Addr::UNSPECIFIED.into(),
    ] {
        let (local, remote) = (SocketAddr::new(any, port), SocketAddr::new(any, 0));
        let question = question(local, remote, 0, states, REQUESTED | DUMP);
        // The kernel fills at most 32 KiB at a time (netlink(7)).
        let mut answer = vec![0; 32 * 1024];
        answered(&question, |netlink| {
            loop {
                let (_, length) = recv(netlink, &mut answer[..], RecvFlags::empty())?;
                if !take_sockets(&answer[..length.min(answer.len())], &mut found)? {
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
        None => netlink()?,
    };
    let kernel = SocketAddrNetlink::new(0, 0);
    sendto(&netlink, question, SendFlags::empty(), &kernel)?;
    let answer = read(&netlink)?;
    NETLINK.set(Some(netlink));
    Ok(answer)
}

/// A socket on which the kernel is asked.
fn netlink() -> io::Result<OwnedFd> {
    Ok(socket_with(
        AddressFamily::NETLINK,
        SocketType::DGRAM,
        SocketFlags::CLOEXEC,
        Some(SOCK_DIAG),
    )?)
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

    /// Whether it is about a socket: false if there is none as was asked for.
    fn is_found(&self) -> io::Result<bool> {
        match self.kind()? {
            BY_FAMILY => Ok(true),
            ERROR => match self.error()? {
                error if error.raw_os_error() == Some(libc::ENOENT) => Ok(false),
                error => Err(error),
            },
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    /// Where the content of the attribute of this kind begins, if there is one and it has so many bytes.
    /// Attributes follow the message, each with its length and kind in front, on multiples of four bytes.
    fn attribute(&self, wanted: u16, length: usize) -> Option<usize> {
        let mut at = HEADER + MESSAGE;
        while let (Ok(whole), Ok(kind)) = (self.u16(at), self.u16(at + 2)) {
            let whole = usize::from(whole);
            if kind == wanted && whole >= 4 + length {
                return Some(at + 4);
            }
            if whole < 4 {
                return None;
            }
            at += whole.next_multiple_of(4);
        }
        None
    }

    /// The state of the socket that the message is about.
    fn state(&self) -> io::Result<u8> {
        self.at(HEADER + 1).map(|[state]| state)
    }

    /// Its inode.
    fn inode(&self) -> io::Result<u64> {
        self.u32(HEADER + 68).map(u64::from)
    }

    /// Where it is bound.
    fn address(&self) -> io::Result<SocketAddr> {
        self.end(HEADER + 4, HEADER + 8)
    }

    /// What it is connected to.
    fn peer(&self) -> io::Result<SocketAddr> {
        self.end(HEADER + 6, HEADER + 24)
    }

    /// A port, and an address in sixteen bytes, of which IPv4 uses the first four.
    fn end(&self, port: usize, ip: usize) -> io::Result<SocketAddr> {
        let [family] = self.at(HEADER)?;
        let port = u16::from_be_bytes(self.at(port)?);
        let ip = if i32::from(family) == libc::AF_INET {
            IpAddr::from(self.at::<4>(ip)?)
        } else {
            IpAddr::from(Ipv6Addr::from(self.at::<16>(ip)?))
        };
        Ok(SocketAddr::new(ip, port))
    }
}

fn understood(answer: &[u8]) -> io::Result<Option<Told>> {
    let answer = Message(answer);
    if !answer.is_found()? || answer.state()? == LISTEN {
        return Ok(None);
    }
    let (mut segments_sent, mut data_segments, mut received) = (None, None, None);
    if let Some(at) = answer.attribute(INFO, DATA_SEGS_IN + 4) {
        segments_sent = Some(answer.u32(at + SEGS_OUT)?.into());
        data_segments = Some(answer.u32(at + DATA_SEGS_IN)?.into());
        received = Some(u64::from_ne_bytes(answer.at(at + BYTES_RECEIVED)?));
    }
    Ok(Some(Told {
        receive_queue: answer.u32(HEADER + 56)?.into(),
        send_queue: answer.u32(HEADER + 60)?.into(),
        inode: answer.inode()?,
        segments_sent,
        data_segments,
        received,
    }))
}

/// Takes the sockets out of some messages in a row; whether more are to come.
fn take_sockets(mut answer: &[u8], found: &mut Vec<(u64, SocketAddr)>) -> io::Result<bool> {
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
    use std::time::Duration;

    use socket2::{Domain, Socket, Type};

    use super::*;
    use crate::kernel::wait_until;

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

    #[test]
    fn a_listener_s_queue_is_told_and_what_has_no_room_in_it_is_counted() {
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        listener.bind(&any.into()).expect("a free port");
        listener.listen(1).expect("it listens");
        let address = listener.local_addr().unwrap().as_socket().unwrap();
        let told = queue(address).unwrap().expect("it listens");
        assert_eq!((told.waiting, told.backlog), (0, 1));
        assert_eq!(told.dropped, Some(0));

        let _callers = [0, 1].map(|_| TcpStream::connect(address).expect("there is room"));
        let more = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        more.set_nonblocking(true).unwrap();
        more.connect(&address.into())
            .expect_err("it goes on asking");
        // What arrives over loopback may be put off for a moment.
        let is_full = || {
            let told = queue(address).unwrap().expect("it listens");
            told.waiting == 2 && told.dropped >= Some(1)
        };
        assert!(wait_until(Duration::from_secs(5), is_full));
        drop(listener);
        assert_eq!(queue(address).unwrap(), None);
    }

    #[test]
    fn a_socket_that_is_no_more_has_told_what_it_sent() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().unwrap();
        let farewells = Farewells::listen().expect("the kernel tells");
        let mut caller = TcpStream::connect(address).expect("it listens");
        let (stream, own) = listener.accept().expect("it waits");
        let sent = |local, remote| {
            let told = find(local, remote).unwrap().expect("it is there");
            told.segments_sent.expect("the kernel counts them")
        };
        let before = sent(own, address) + sent(address, own);
        drop(stream);
        caller.read_to_end(&mut Vec::new()).unwrap();
        drop(caller);
        let limit = Duration::from_secs(5);
        let after = farewells.segments_sent(own, address, limit).unwrap();
        // A FIN each, at the least.
        assert!(after >= before + 2, "{before} {after}");
    }

    #[test]
    fn who_closes_first_rests_in_time_wait() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().unwrap();
        let mut caller = TcpStream::connect(address).expect("it listens");
        let (stream, _) = listener.accept().expect("it waits");
        assert_eq!(resting(address.port()).unwrap(), []);
        drop(stream);
        caller.read_to_end(&mut Vec::new()).unwrap();
        drop(caller);
        let rests = || resting(address.port()).unwrap() == [address];
        assert!(wait_until(Duration::from_secs(5), rests));
    }
}
