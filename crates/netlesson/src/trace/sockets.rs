//! Which sockets processes hold, and where those are (proc(5)).

use std::net::SocketAddr;

use nix::unistd::Pid;
use procfs::process::{FDTarget, Process};

use super::event::{Protocol, Socket};

/// The inode of the socket behind a thread's descriptor, if it is a socket. Inodes tell sockets apart.
pub fn inode(task: Pid, descriptor: u64) -> Option<u64> {
    let process = Process::new(task.as_raw()).ok()?;
    let descriptor = process.fd_from_fd(i32::try_from(descriptor).ok()?).ok()?;
    match descriptor.target {
        FDTarget::Socket(inode) => Some(inode),
        _ => None,
    }
}

/// The inodes of the sockets that a thread holds, one for each of its descriptors.
pub fn held(task: Pid) -> Vec<u64> {
    let process = Process::new(task.as_raw());
    let Ok(descriptors) = process.and_then(|process| process.fd()) else {
        return Vec::new();
    };
    let sockets = descriptors.filter_map(|descriptor| match descriptor.ok()?.target {
        FDTarget::Socket(inode) => Some(inode),
        _ => None,
    });
    sockets.collect()
}

/// Where a socket for TCP or UDP is, and its peer if it is connected. None as long as it has no port, and when its
/// connection is gone: such stand in no table.
pub fn looked_up(task: Pid, inode: u64) -> Option<Socket> {
    let process = Process::new(task.as_raw()).ok()?;
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
