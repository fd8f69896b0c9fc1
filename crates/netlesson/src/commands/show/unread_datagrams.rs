//! unread-datagrams: what becomes of datagrams that nobody reads yet.

use std::fs;
use std::net::{SocketAddr, UdpSocket};

use anyhow::Result;
use netlesson_checks::kernel::wait_until;
use netlesson_checks::wire::host::ANY_PORT;
use rustix::net::sockopt;

use super::ends::LIMIT;
use super::{Page, Shown};

/// The receive buffer to ask for. The kernel doubles it to 212992, which is Linux's default (socket(7)): so the numbers
/// are those of a fresh machine where this one has been given another default.
const BUFFER: usize = 106_496;

/// The payloads. The smallest shows what a datagram costs by itself.
const SIZES: [usize; 5] = [1, 512, 1472, 8000, 65_507];

/// How many of each size are sent: more than the buffer holds, and fewer than the 1000 that may wait in front of it
/// (net.core.netdev_max_backlog), so that they are lost nowhere else.
const SENT: usize = 500;

pub fn run(page: &mut Page) -> Result<Shown> {
    let mut told = true;
    for size in SIZES {
        let (sender, receiver) = (UdpSocket::bind(ANY_PORT)?, UdpSocket::bind(ANY_PORT)?);
        sockopt::set_socket_recv_buffer_size(&receiver, BUFFER)?;
        let address = receiver.local_addr()?;
        let payload = vec![0; size];
        for _ in 0..SENT {
            // Every one of them says Ok: it is sent. Whether it arrives is not asked.
            sender.send_to(&payload, address)?;
        }
        if dropped(address).is_none() {
            return Ok(Shown::NotHere("show-no-witness"));
        }
        receiver.set_nonblocking(true)?;
        let (mut kept, mut lost) = (0, 0);
        // The kernel's own count of what it has dropped tells when nothing more is to come.
        wait_until(LIMIT, || {
            // They are only counted: what has no room is cut off.
            while receiver.recv(&mut [0]).is_ok() {
                kept += 1;
            }
            lost = dropped(address).unwrap_or(0);
            kept + lost >= SENT
        });
        page.tell(
            "show-unread-datagrams-kept",
            &[
                ("size", &size.to_string()),
                ("sent", &SENT.to_string()),
                ("kept", &kept.to_string()),
                ("lost", &lost.to_string()),
            ],
        );
        told &= kept > 0 && lost > 0 && kept + lost == SENT;
    }
    Ok(if told {
        Shown::AsTold
    } else {
        Shown::Otherwise
    })
}

/// How many datagrams the kernel has dropped at the socket of this address: the last column of `/proc/net/udp`, where
/// the second holds the address, its IP as this machine reads the four bytes (proc_pid_net(5)).
fn dropped(address: SocketAddr) -> Option<usize> {
    let SocketAddr::V4(address) = address else {
        return None;
    };
    let ip = u32::from_ne_bytes(address.ip().octets());
    let local = format!("{ip:08X}:{:04X}", address.port());
    let table = fs::read_to_string("/proc/net/udp").ok()?;
    let mut lines = table.lines();
    let line = lines.find(|line| line.split_whitespace().nth(1) == Some(&*local))?;
    line.split_whitespace().last()?.parse().ok()
}
