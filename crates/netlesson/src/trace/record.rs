//! Records what programs do to sockets, and what they print, out of their system calls.

use std::collections::BTreeMap;
use std::io::IoSliceMut;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use nix::libc;
use nix::sys::uio::{RemoteIoVec, process_vm_readv};
use nix::unistd::Pid;
use procfs::process::{FDTarget, Process};
use serde::Serialize;

use super::tracer::{Entered, Watcher};

/// How many bytes of one call are kept.
const KEPT: usize = 64 * 1024;

/// Something that a program did.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// When it began, since the first program did.
    pub at: Duration,
    /// When it was over.
    pub until: Duration,
    /// Who did it: the first program that began is 0.
    pub program: usize,
    #[serde(flatten)]
    pub did: Did,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "did", rename_all = "kebab-case")]
pub enum Did {
    /// Waits for datagrams here, bind(2).
    Binds { socket: Socket },
    /// Waits for connections, listen(2).
    Listens { socket: Socket },
    /// connect(2).
    Connects { socket: Socket, failed: Option<i32> },
    /// accept(2).
    Accepts { socket: Socket },
    /// send(2), sendto(2), write(2) and their like.
    Sends {
        socket: Socket,
        call: &'static str,
        bytes: Vec<u8>,
        /// How many bytes were to be sent.
        asked: usize,
        /// How many the kernel took; or the error's number.
        result: Result<usize, i32>,
    },
    /// recv(2), recvfrom(2), read(2) and their like.
    Receives {
        socket: Socket,
        call: &'static str,
        /// How many bytes there was room for.
        room: usize,
        bytes: Vec<u8>,
        /// How many came; or the error's number.
        result: Result<usize, i32>,
    },
    /// shutdown(2) of what it sends.
    ShutsDown { socket: Socket },
    /// Its last descriptor of the socket is closed, close(2).
    Closes { socket: Socket },
    /// Prints, write(2) to stdout or stderr.
    Prints { bytes: Vec<u8> },
    /// It is over.
    Ends,
}

/// A socket as its program sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Socket {
    pub protocol: Protocol,
    pub local: SocketAddr,
    /// The peer: of the connection, or of this datagram.
    pub peer: Option<SocketAddr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    Tcp,
    Udp,
}

/// Records the events of all programs in one order.
pub struct Recorder {
    start: Option<Instant>,
    programs: Vec<Pid>,
    /// The files that the programs were started from, in the same order.
    pub files: Vec<PathBuf>,
    /// What is known of sockets, by their inode.
    sockets: BTreeMap<u64, Socket>,
    /// Calls that are not over: when they began, and the place of their event if it is noted already.
    open: BTreeMap<Pid, (Duration, Option<usize>)>,
    pub events: Vec<Event>,
}

impl Recorder {
    pub fn new() -> Self {
        Self {
            start: None,
            programs: Vec::new(),
            files: Vec::new(),
            sockets: BTreeMap::new(),
            open: BTreeMap::new(),
            events: Vec::new(),
        }
    }

    fn now(&self) -> Duration {
        self.start.map_or(Duration::ZERO, |start| start.elapsed())
    }

    fn note(&mut self, program: Pid, did: Did) -> usize {
        let at = self.now();
        let program = self.programs.iter().position(|pid| *pid == program);
        self.events.push(Event {
            at,
            until: at,
            program: program.unwrap_or_default(),
            did,
        });
        self.events.len() - 1
    }

    /// The socket behind a descriptor, if it is one for TCP or UDP.
    fn socket(&mut self, program: Pid, descriptor: u64) -> Option<(u64, Socket)> {
        let inode = inode(program, descriptor)?;
        // What has a port keeps it, and its peer until it is connected (once more), see Kind::Connect.
        if let Some(socket) = self.sockets.get(&inode)
            && socket.local.port() != 0
        {
            return Some((inode, *socket));
        }
        let socket = looked_up(program, inode)?;
        self.sockets.insert(inode, socket);
        Some((inode, socket))
    }

    fn entered(&mut self, program: Pid, call: &Entered) -> Option<usize> {
        let descriptor = call.arguments[0];
        let did = match Kind::of(call)? {
            Kind::Send(name) => {
                let pieces = pieces(program, call)?;
                let asked = pieces.iter().map(|(_, length)| length).sum();
                let bytes = read_pieces(program, &pieces, asked);
                let Some((_, mut socket)) = self.socket(program, descriptor) else {
                    let prints = call.number == libc::SYS_write && matches!(descriptor, 1 | 2);
                    return prints.then(|| self.note(program, Did::Prints { bytes }));
                };
                if let Some(to) = addressee(program, call) {
                    socket.peer = Some(to);
                }
                Did::Sends {
                    socket,
                    call: name,
                    bytes,
                    asked,
                    result: Ok(0),
                }
            }
            Kind::Connect => {
                let inode = inode(program, descriptor)?;
                self.sockets.remove(&inode);
                let peer = address(program, call.arguments[1], call.arguments[2])?;
                let unbound = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
                let protocol =
                    looked_up(program, inode).map_or(Protocol::Tcp, |found| found.protocol);
                let socket = Socket {
                    protocol,
                    local: unbound,
                    peer: Some(peer),
                };
                Did::Connects {
                    socket,
                    failed: None,
                }
            }
            Kind::Close => {
                let (inode, socket) = self.socket(program, descriptor)?;
                if holders(&self.programs, inode) > 1 {
                    return None;
                }
                self.sockets.remove(&inode);
                Did::Closes { socket }
            }
            Kind::Shutdown if call.arguments[1] != 0 => Did::ShutsDown {
                socket: self.socket(program, descriptor)?.1,
            },
            _ => return None,
        };
        Some(self.note(program, did))
    }

    fn left(&mut self, program: Pid, call: &Entered, result: i64) -> Option<Did> {
        let descriptor = call.arguments[0];
        let came = usize::try_from(result).map_err(|_| i32::try_from(-result).unwrap_or(i32::MAX));
        match Kind::of(call)? {
            Kind::Receive(name) => {
                let (_, mut socket) = self.socket(program, descriptor)?;
                let pieces = pieces(program, call)?;
                let bytes = read_pieces(program, &pieces, came.unwrap_or(0));
                if came.is_ok()
                    && let Some(from) = sender(program, call)
                {
                    socket.peer = Some(from);
                }
                Some(Did::Receives {
                    socket,
                    call: name,
                    room: pieces.iter().map(|(_, length)| length).sum(),
                    bytes,
                    result: came,
                })
            }
            Kind::Accept => {
                let new = u64::try_from(came.ok()?).ok()?;
                let socket = self.socket(program, new)?.1;
                Some(Did::Accepts { socket })
            }
            Kind::Listen => {
                came.ok()?;
                let socket = self.socket(program, descriptor)?.1;
                Some(Did::Listens { socket })
            }
            Kind::Bind => {
                came.ok()?;
                let socket = self.socket(program, descriptor)?.1;
                (socket.protocol == Protocol::Udp).then_some(Did::Binds { socket })
            }
            _ => None,
        }
    }
}

impl Watcher for Recorder {
    fn begins(&mut self, program: Pid) {
        self.start.get_or_insert_with(Instant::now);
        self.programs.push(program);
        let file = Process::new(program.as_raw()).and_then(|process| process.exe());
        self.files.push(file.unwrap_or_default());
    }

    fn enters(&mut self, program: Pid, task: Pid, call: &Entered) {
        let at = self.now();
        let place = self.entered(program, call);
        self.open.insert(task, (at, place));
    }

    fn leaves(&mut self, program: Pid, task: Pid, call: &Entered, result: i64) {
        let Some((at, place)) = self.open.remove(&task) else {
            return;
        };
        // A signal was handled in between, and the call is made once more: ERESTARTSYS and its like.
        if (-516..=-512).contains(&result) {
            if let Some(place) = place {
                self.events.remove(place);
                for (_, open) in self.open.values_mut() {
                    *open = open.map(|other| if other > place { other - 1 } else { other });
                }
            }
            return;
        }
        let until = self.now();
        let Some(place) = place else {
            if let Some(did) = self.left(program, call, result) {
                let place = self.note(program, did);
                self.events[place].at = at;
            }
            return;
        };
        // Where a socket is connected from is known only now.
        let connected = match Kind::of(call) {
            Some(Kind::Connect) => self.socket(program, call.arguments[0]),
            _ => None,
        };
        let event = &mut self.events[place];
        event.until = until;
        let count = usize::try_from(result).map_err(|_| i32::try_from(-result).unwrap_or(i32::MAX));
        match &mut event.did {
            Did::Sends { bytes, result, .. } => {
                bytes.truncate(count.unwrap_or(0));
                *result = count;
            }
            Did::Prints { bytes } => bytes.truncate(count.unwrap_or(0)),
            Did::Connects { socket, failed } => {
                *failed = count.err();
                if let Some((_, connected)) = connected {
                    socket.local = connected.local;
                }
            }
            _ => {}
        }
    }

    fn ends(&mut self, program: Pid) {
        // The kernel closes what it leaves open.
        let mut left: Vec<u64> = Vec::new();
        if let Ok(process) = Process::new(program.as_raw())
            && let Ok(descriptors) = process.fd()
        {
            for descriptor in descriptors.flatten() {
                if let FDTarget::Socket(inode) = descriptor.target
                    && !left.contains(&inode)
                {
                    left.push(inode);
                }
            }
        }
        for inode in left {
            let socket = self.sockets.get(&inode).copied();
            if let Some(socket) = socket.or_else(|| looked_up(program, inode)) {
                self.note(program, Did::Closes { socket });
            }
        }
        self.note(program, Did::Ends);
    }
}

/// The calls that matter here.
enum Kind {
    Send(&'static str),
    Receive(&'static str),
    Connect,
    Accept,
    Listen,
    Bind,
    Shutdown,
    Close,
}

impl Kind {
    fn of(call: &Entered) -> Option<Self> {
        Some(match call.number {
            libc::SYS_read => Self::Receive("read"),
            libc::SYS_readv => Self::Receive("readv"),
            libc::SYS_recvfrom if call.arguments[4] == 0 => Self::Receive("recv"),
            libc::SYS_recvfrom => Self::Receive("recvfrom"),
            libc::SYS_recvmsg => Self::Receive("recvmsg"),
            libc::SYS_write => Self::Send("write"),
            libc::SYS_writev => Self::Send("writev"),
            libc::SYS_sendto if call.arguments[4] == 0 => Self::Send("send"),
            libc::SYS_sendto => Self::Send("sendto"),
            libc::SYS_sendmsg => Self::Send("sendmsg"),
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

/// Where the bytes of a call lie in its program's memory, and how many: one piece, or those of an iovec.
fn pieces(program: Pid, call: &Entered) -> Option<Vec<(usize, usize)>> {
    let [_, at, count, ..] = call.arguments;
    let (at, count) = (usize::try_from(at).ok()?, usize::try_from(count).ok()?);
    let (vector, count) = match call.number {
        libc::SYS_readv | libc::SYS_writev => (at, count),
        // struct msghdr, recv(2): msg_name and its length take 16 bytes, then msg_iov and msg_iovlen follow.
        libc::SYS_recvmsg | libc::SYS_sendmsg => {
            let header = read(program, at + 16, 16);
            (word(&header, 0)?, word(&header, 8)?)
        }
        _ => return Some(vec![(at, count)]),
    };
    // UIO_MAXIOV, readv(2).
    let vector = read(program, vector, count.min(1024) * 16);
    let words = vector.chunks_exact(16);
    words
        .map(|one| Some((word(one, 0)?, word(one, 8)?)))
        .collect()
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + 8)?.try_into().ok()?;
    usize::try_from(u64::from_ne_bytes(bytes)).ok()
}

/// The first `count` bytes of these pieces, as far as they are kept.
fn read_pieces(program: Pid, pieces: &[(usize, usize)], count: usize) -> Vec<u8> {
    let mut left = count.min(KEPT);
    let mut bytes = Vec::new();
    for (at, length) in pieces {
        bytes.extend(read(program, *at, left.min(*length)));
        left = left.saturating_sub(*length);
    }
    bytes
}

/// Bytes of another program's memory; fewer where they are not its.
fn read(program: Pid, base: usize, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    let remote = [RemoteIoVec { base, len }];
    let count = process_vm_readv(program, &mut [IoSliceMut::new(&mut bytes)], &remote);
    bytes.truncate(count.unwrap_or(0));
    bytes
}

/// To whom a datagram goes, where the call says it.
fn addressee(program: Pid, call: &Entered) -> Option<SocketAddr> {
    match call.number {
        libc::SYS_sendto => address(program, call.arguments[4], call.arguments[5]),
        _ => None,
    }
}

/// From whom a datagram came, where the call asked for it.
fn sender(program: Pid, call: &Entered) -> Option<SocketAddr> {
    match call.number {
        libc::SYS_recvfrom => address(program, call.arguments[4], 28),
        _ => None,
    }
}

/// An address in another program's memory (ip(7)): the family in the machine's order, then port and address in the
/// network's. Only IPv4: no program of the course needs another.
fn address(program: Pid, at: u64, length: u64) -> Option<SocketAddr> {
    let bytes = read(
        program,
        usize::try_from(at).ok()?,
        usize::try_from(length).ok()?.min(16),
    );
    let [family, family_2, port, port_2, a, b, c, d, ..] = *bytes.as_slice() else {
        return None;
    };
    let is_ipv4 = i32::from(u16::from_ne_bytes([family, family_2])) == libc::AF_INET;
    let port = u16::from_be_bytes([port, port_2]);
    is_ipv4.then(|| (Ipv4Addr::new(a, b, c, d), port).into())
}

fn inode(program: Pid, descriptor: u64) -> Option<u64> {
    let process = Process::new(program.as_raw()).ok()?;
    let descriptor = process.fd_from_fd(i32::try_from(descriptor).ok()?).ok()?;
    match descriptor.target {
        FDTarget::Socket(inode) => Some(inode),
        _ => None,
    }
}

/// How many descriptors of these programs are this socket.
fn holders(programs: &[Pid], inode: u64) -> usize {
    let all = programs
        .iter()
        .filter_map(|program| Process::new(program.as_raw()).ok()?.fd().ok());
    all.flatten()
        .flatten()
        .filter(
            |descriptor| matches!(&descriptor.target, FDTarget::Socket(other) if *other == inode),
        )
        .count()
}

/// Where a socket is, and its peer if it is connected.
fn looked_up(program: Pid, inode: u64) -> Option<Socket> {
    let process = Process::new(program.as_raw()).ok()?;
    let tcp = [process.tcp(), process.tcp6()]
        .into_iter()
        .flatten()
        .flatten();
    let mut tcp = tcp.filter(|entry| entry.inode == inode);
    let udp = [process.udp(), process.udp6()]
        .into_iter()
        .flatten()
        .flatten();
    let mut udp = udp.filter(|entry| entry.inode == inode);
    let (protocol, local, peer) = match tcp.next() {
        Some(entry) => (Protocol::Tcp, entry.local_address, entry.remote_address),
        None => {
            let entry = udp.next()?;
            (Protocol::Udp, entry.local_address, entry.remote_address)
        }
    };
    let plain = |address: SocketAddr| SocketAddr::new(address.ip().to_canonical(), address.port());
    Some(Socket {
        protocol,
        local: plain(local),
        peer: (peer.port() != 0).then(|| plain(peer)),
    })
}
