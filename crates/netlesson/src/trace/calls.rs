//! System calls on sockets: which matter, and where in a program's memory their bytes and addresses lie.

use std::io::IoSliceMut;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use nix::libc;
use nix::sys::uio::{RemoteIoVec, process_vm_readv};
use nix::unistd::Pid;

use super::tracer::Entered;

/// How many bytes of one call are kept.
const KEPT: usize = 64 * 1024;

/// A call that matters here.
pub enum Call {
    /// Bytes go somewhere, or come, or both: splice(2) takes from one descriptor and gives to another.
    Transfer {
        takes: Option<Transfer>,
        gives: Option<Transfer>,
    },
    Connect,
    Accept,
    Listen,
    Bind,
    Shutdown,
    Close,
}

/// One direction of a call that moves bytes.
pub struct Transfer {
    /// The call's name, as programs know it: send(2) is sendto(2) without an address.
    pub name: &'static str,
    pub descriptor: u64,
    /// MSG_PEEK and its like (recv(2)).
    pub flags: i32,
    bytes: Bytes,
}

/// Where a call's bytes lie.
enum Bytes {
    /// At an address, as many; and where the peer's address lies, and how long it is at most.
    At(u64, u64, Option<(u64, u64)>),
    /// In the pieces of so many `struct iovec` (readv(2)).
    Pieces(u64, u64),
    /// As a `struct msghdr` says (recvmsg(2)).
    Message(u64),
    /// As so many `struct mmsghdr` say, each with a message and its length (recvmmsg(2)).
    Messages(u64, u64),
    /// In another descriptor; as many at most.
    Elsewhere(u64),
}

/// One message of a call: but for sendmmsg(2) and recvmmsg(2) a call has one.
pub struct Message {
    /// Where its bytes lie, and how many there are or may be.
    pieces: Vec<(usize, usize)>,
    /// How many bytes there are or may be.
    pub room: usize,
    /// Where the peer's address lies, and its length at most.
    address: Option<(u64, u64)>,
    /// Where the kernel writes how many bytes it were, where the call's result does not say it.
    length_at: Option<usize>,
}

impl Call {
    /// What a call is, if it matters.
    pub fn of(call: &Entered) -> Option<Self> {
        let [a, b, c, d, e, f] = call.arguments;
        let flags = |argument: u64| argument as i32;
        let peer = (e != 0).then_some((e, f));
        let takes = |name, flags, bytes| Self::Transfer {
            takes: Some(Transfer {
                name,
                descriptor: a,
                flags,
                bytes,
            }),
            gives: None,
        };
        let gives = |name, flags, bytes| Self::Transfer {
            takes: None,
            gives: Some(Transfer {
                name,
                descriptor: a,
                flags,
                bytes,
            }),
        };
        Some(match call.number {
            libc::SYS_read => takes("read", 0, Bytes::At(b, c, None)),
            libc::SYS_readv => takes("readv", 0, Bytes::Pieces(b, c)),
            // What the sixth argument points to is the room for the address; none is longer than 28 bytes.
            libc::SYS_recvfrom => {
                let name = if e == 0 { "recv" } else { "recvfrom" };
                takes(name, flags(d), Bytes::At(b, c, peer.map(|_| (e, 28))))
            }
            libc::SYS_recvmsg => takes("recvmsg", flags(c), Bytes::Message(b)),
            libc::SYS_recvmmsg => takes("recvmmsg", flags(d), Bytes::Messages(b, c)),
            libc::SYS_write => gives("write", 0, Bytes::At(b, c, None)),
            libc::SYS_writev => gives("writev", 0, Bytes::Pieces(b, c)),
            libc::SYS_sendto => {
                let name = if e == 0 { "send" } else { "sendto" };
                gives(name, flags(d), Bytes::At(b, c, peer))
            }
            libc::SYS_sendmsg => gives("sendmsg", flags(c), Bytes::Message(b)),
            libc::SYS_sendmmsg => gives("sendmmsg", flags(d), Bytes::Messages(b, c)),
            libc::SYS_sendfile => gives("sendfile", 0, Bytes::Elsewhere(d)),
            libc::SYS_splice => {
                let at = |descriptor| Transfer {
                    name: "splice",
                    descriptor,
                    flags: 0,
                    bytes: Bytes::Elsewhere(e),
                };
                Self::Transfer {
                    takes: Some(at(a)),
                    gives: Some(at(c)),
                }
            }
            libc::SYS_connect => Self::Connect,
            libc::SYS_accept | libc::SYS_accept4 => Self::Accept,
            libc::SYS_listen => Self::Listen,
            libc::SYS_bind => Self::Bind,
            libc::SYS_shutdown => Self::Shutdown,
            libc::SYS_close => Self::Close,
            _ => return None,
        })
    }
}

impl Transfer {
    /// Its messages, as the thread's memory tells them; fewer where that cannot be read.
    pub fn messages(&self, task: Pid) -> Vec<Message> {
        match self.bytes {
            Bytes::At(at, count, address) => {
                Message::of(place(at, count).into_iter().collect(), address)
                    .into_iter()
                    .collect()
            }
            Bytes::Pieces(at, count) => Message::of(pieces(task, at, count), None)
                .into_iter()
                .collect(),
            Bytes::Message(at) => header(task, at).into_iter().collect(),
            // UIO_MAXIOV, sendmmsg(2). A header takes 56 bytes, then comes the length.
            Bytes::Messages(at, count) => (0..count.min(1024))
                .map_while(|number| {
                    let at = at + number * 64;
                    let mut message = header(task, at)?;
                    message.length_at = usize::try_from(at + 56).ok();
                    Some(message)
                })
                .collect(),
            Bytes::Elsewhere(count) => vec![Message {
                pieces: Vec::new(),
                room: usize::try_from(count).unwrap_or(usize::MAX),
                address: None,
                length_at: None,
            }],
        }
    }
}

impl Message {
    fn of(pieces: Vec<(usize, usize)>, address: Option<(u64, u64)>) -> Option<Self> {
        Some(Self {
            room: pieces.iter().map(|(_, length)| length).sum(),
            pieces,
            address,
            length_at: None,
        })
    }

    /// Its first `count` bytes, as far as they are kept.
    pub fn bytes(&self, task: Pid, count: usize) -> Vec<u8> {
        let mut left = count.min(KEPT);
        let mut bytes = Vec::new();
        for (at, length) in &self.pieces {
            bytes.extend(read(task, *at, left.min(*length)));
            left = left.saturating_sub(*length);
        }
        bytes
    }

    /// The peer that it names: before the call whom it goes to, after it whom it came from.
    pub fn peer(&self, task: Pid) -> Option<SocketAddr> {
        let (at, length) = self.address?;
        address(task, at, length)
    }

    /// How many bytes it were: the call's result, or what the kernel has written beside this message.
    pub fn count(&self, task: Pid, result: usize) -> usize {
        let Some(at) = self.length_at else {
            return result;
        };
        let length = read(task, at, 4).try_into().map(u32::from_ne_bytes);
        length.map_or(0, |length| length as usize)
    }

    /// Whether the call's result counts messages.
    pub fn is_one_of_many(&self) -> bool {
        self.length_at.is_some()
    }
}

fn place(at: u64, count: u64) -> Option<(usize, usize)> {
    Some((usize::try_from(at).ok()?, usize::try_from(count).ok()?))
}

/// The pieces of an iovec (readv(2)).
fn pieces(task: Pid, at: u64, count: u64) -> Vec<(usize, usize)> {
    // UIO_MAXIOV.
    let Some((at, count)) = place(at, count.min(1024)) else {
        return Vec::new();
    };
    let vector = read(task, at, count * 16);
    let words = vector.chunks_exact(16);
    words
        .filter_map(|one| place(word(one, 0)?, word(one, 8)?))
        .collect()
}

/// A message as its `struct msghdr` tells it (recv(2)): msg_name, the length of it, msg_iov, msg_iovlen.
fn header(task: Pid, at: u64) -> Option<Message> {
    let header = read(task, usize::try_from(at).ok()?, 32);
    let (name, length) = (word(&header, 0)?, word(&header, 8)? & u64::from(u32::MAX));
    let address = (name != 0 && length != 0).then_some((name, length));
    Message::of(
        pieces(task, word(&header, 16)?, word(&header, 24)?),
        address,
    )
}

fn word(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_ne_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// Bytes of another program's memory; fewer where they are not its.
fn read(task: Pid, base: usize, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    let remote = [RemoteIoVec { base, len }];
    let count = process_vm_readv(task, &mut [IoSliceMut::new(&mut bytes)], &remote);
    bytes.truncate(count.unwrap_or(0));
    bytes
}

/// An address in another program's memory (ip(7), ipv6(7)): the family in the machine's order, the port in the
/// network's, then the address; IPv6 has its flow label before that.
pub fn address(task: Pid, at: u64, length: u64) -> Option<SocketAddr> {
    let (at, length) = place(at, length.min(28))?;
    let bytes = read(task, at, length);
    let family = u16::from_ne_bytes(bytes.get(..2)?.try_into().ok()?);
    let port = u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?);
    match i32::from(family) {
        libc::AF_INET => {
            let address: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
            Some((Ipv4Addr::from(address), port).into())
        }
        libc::AF_INET6 => {
            let address: [u8; 16] = bytes.get(8..24)?.try_into().ok()?;
            Some((Ipv6Addr::from(address).to_canonical(), port).into())
        }
        _ => None,
    }
}
