//! Which sockets processes hold, and where those are.

use std::io;
use std::net::SocketAddr;

use nix::unistd::Pid;
use procfs::net::TcpState;
use procfs::process::{FDTarget, Process};
use rustix::process::{PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};

use super::event::{Protocol, Socket};
use super::tracer::Thread;

/// The inode of the socket behind a thread's descriptor, if it is a socket. Inodes tell sockets apart.
pub fn inode(task: Pid, descriptor: u64) -> Option<u64> {
    let process = Process::new(task.as_raw()).ok()?;
    let descriptor = process.fd_from_fd(i32::try_from(descriptor).ok()?).ok()?;
    match descriptor.target {
        FDTarget::Socket(inode) => Some(inode),
        _ => None,
    }
}

/// The sockets that a thread holds, for each of its descriptors the inode behind it.
pub fn held(task: Pid) -> Vec<(u64, u64)> {
    let process = Process::new(task.as_raw());
    let Ok(descriptors) = process.and_then(|process| process.fd()) else {
        return Vec::new();
    };
    let sockets = descriptors.filter_map(|descriptor| {
        let descriptor = descriptor.ok()?;
        match descriptor.target {
            FDTarget::Socket(inode) => Some((u64::try_from(descriptor.fd).ok()?, inode)),
            _ => None,
        }
    });
    sockets.collect()
}

/// Where a socket for TCP or UDP is, and its peer if it is connected: not while it is being connected, and not when
/// its connection was reset.
pub fn looked_up(thread: Thread, descriptor: u64, inode: u64) -> Option<Socket> {
    asked(thread, descriptor).unwrap_or_else(|_| in_tables(thread.task, inode))
}

/// The same by a duplicate of it (pidfd_getfd(2), Linux 5.6), at once closed again. Nothing if it is another kind
/// of socket.
fn asked(thread: Thread, descriptor: u64) -> io::Result<Option<Socket>> {
    let none = || io::Error::from(io::ErrorKind::InvalidInput);
    let process = rustix::process::Pid::from_raw(thread.process.as_raw()).ok_or_else(none)?;
    let process = pidfd_open(process, PidfdFlags::empty())?;
    let descriptor = i32::try_from(descriptor).map_err(|_| none())?;
    let socket = pidfd_getfd(process, descriptor, PidfdGetfdFlags::empty())?;
    let socket = socket2::Socket::from(socket);
    let protocol = match socket.protocol()? {
        Some(socket2::Protocol::TCP) => Protocol::Tcp,
        Some(socket2::Protocol::UDP) => Protocol::Udp,
        _ => return Ok(None),
    };
    let Some(local) = socket.local_addr()?.as_socket() else {
        return Ok(None);
    };
    let peer = socket.peer_addr().ok().and_then(|peer| peer.as_socket());
    Ok(Some(Socket {
        protocol,
        local: plain(local),
        peer: peer.map(plain),
    }))
}

/// The same by the tables of all sockets (proc(5)), where nobody may have a duplicate. Those are long, and what has no
/// port, or was reset, does not stand there.
fn in_tables(task: Pid, inode: u64) -> Option<Socket> {
    let process = Process::new(task.as_raw()).ok()?;
    let tcp = [process.tcp(), process.tcp6()];
    let mut tcp = tcp.into_iter().flatten().flatten();
    let udp = [process.udp(), process.udp6()];
    let mut udp = udp.into_iter().flatten().flatten();
    let (protocol, local, peer) = match tcp.find(|entry| entry.inode == inode) {
        Some(entry) => {
            let is_asking = entry.state == TcpState::SynSent;
            let peer = (!is_asking).then_some(entry.remote_address);
            (Protocol::Tcp, entry.local_address, peer)
        }
        None => {
            let entry = udp.find(|entry| entry.inode == inode)?;
            (
                Protocol::Udp,
                entry.local_address,
                Some(entry.remote_address),
            )
        }
    };
    Some(Socket {
        protocol,
        local: plain(local),
        peer: peer.filter(|peer| peer.port() != 0).map(plain),
    })
}

/// An IPv4 address that is dressed as IPv6 (`::ffff:127.0.0.1`) in its own clothes.
fn plain(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}
