//! The ports that the lessons' programs take when they are not told another.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};

use super::{Finding, Patient};

/// Port 9000 + N is lesson N's.
const PORTS: std::ops::RangeInclusive<u16> = 9001..=9012;

/// Whether they are free, and who has them if not. The checks let the system choose their ports, so
/// a port that is taken stops nobody.
pub fn free(patient: &mut Patient) {
    let tcp = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_err();
    let udp = |port: &u16| UdpSocket::bind((Ipv4Addr::LOCALHOST, *port)).is_err();
    let taken: Vec<u16> = PORTS.filter(|port| tcp(port) || udp(port)).collect();
    let (first, last) = (PORTS.start().to_string(), PORTS.end().to_string());
    if taken.is_empty() {
        let arguments = [("first", first.as_str()), ("last", &last)];
        patient.note(Finding::Good, "doctor-ports", &arguments);
        return;
    }
    let holders = holders(&taken);
    for port in taken {
        let name = port.to_string();
        match holders.get(&port) {
            Some(holder) => {
                let arguments = [("port", name.as_str()), ("holder", holder)];
                patient.note(Finding::Unusual, "doctor-port-held", &arguments);
            }
            None => patient.note(Finding::Unusual, "doctor-port-taken", &[("port", &name)]),
        }
    }
}

/// Who has these ports, as far as the kernel tells: the names and numbers of this user's processes.
#[cfg(target_os = "linux")]
fn holders(ports: &[u16]) -> BTreeMap<u16, String> {
    use procfs::process::{FDTarget, all_processes};

    let tcp = procfs::net::tcp().unwrap_or_default().into_iter();
    let tcp = tcp
        .filter(|socket| socket.state == procfs::net::TcpState::Listen)
        .map(|socket| (socket.inode, socket.local_address.port()));
    let udp = procfs::net::udp().unwrap_or_default().into_iter();
    let udp = udp.map(|socket| (socket.inode, socket.local_address.port()));
    let sockets: BTreeMap<u64, u16> = tcp
        .chain(udp)
        .filter(|(_, port)| ports.contains(port))
        .collect();

    let mut holders = BTreeMap::new();
    for process in all_processes().into_iter().flatten().flatten() {
        // Another user's process does not show its descriptors.
        let Ok(descriptors) = process.fd() else {
            continue;
        };
        for descriptor in descriptors.flatten() {
            let FDTarget::Socket(inode) = descriptor.target else {
                continue;
            };
            if let (Some(port), Ok(stat)) = (sockets.get(&inode), process.stat()) {
                holders.insert(
                    *port,
                    format!(
                        "{} ({})",
                        netlesson_checks::report::bytes::printable(&stat.comm),
                        process.pid
                    ),
                );
            }
        }
    }
    holders
}

/// Not told here.
#[cfg(not(target_os = "linux"))]
fn holders(_: &[u16]) -> BTreeMap<u16, String> {
    BTreeMap::new()
}
