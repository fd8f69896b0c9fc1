//! buffer-sizes: how large a socket's buffers are, and what becomes of a size that is asked for.

use std::{fs, io};

use anyhow::Result;
use rustix::net::{AddressFamily, SocketType, socket, sockopt};

use super::{Page, Shown};

/// What tutorials give as the default of all of them.
const SAID: usize = 65_536;

/// The sizes to ask for; the last is beyond every cap.
const ASKED: [usize; 3] = [10_000, 100_000, 1_000_000_000];

pub fn run(page: &mut Page) -> Result<Shown> {
    let (tcp_sends, tcp_receives) = sizes(SocketType::STREAM)?;
    let (udp_sends, udp_receives) = sizes(SocketType::DGRAM)?;
    // The kernel's own settings: the least, the default and the most in tcp(7)'s, one number in socket(7)'s.
    let defaults = [
        ("TCP SO_SNDBUF", tcp_sends, "net.ipv4.tcp_wmem", 1),
        ("TCP SO_RCVBUF", tcp_receives, "net.ipv4.tcp_rmem", 1),
        ("UDP SO_SNDBUF", udp_sends, "net.core.wmem_default", 0),
        ("UDP SO_RCVBUF", udp_receives, "net.core.rmem_default", 0),
    ];
    let mut told = defaults.iter().any(|(_, size, ..)| *size != SAID);
    for (option, size, setting, place) in defaults {
        page.tell(
            "show-buffer-sizes-default",
            &[
                ("option", option),
                ("size", &size.to_string()),
                ("setting", setting),
            ],
        );
        // In a network namespace of its own, as containers have, some settings cannot be seen.
        told &= number(setting, place).is_none_or(|default| default == size);
    }

    let udp = socket(AddressFamily::INET, SocketType::DGRAM, None)?;
    let most = number("net.core.rmem_max", 0);
    for asked in ASKED {
        sockopt::set_socket_recv_buffer_size(&udp, asked)?;
        let got = sockopt::socket_recv_buffer_size(&udp)?;
        page.tell(
            "show-buffer-sizes-asked",
            &[("asked", &asked.to_string()), ("got", &got.to_string())],
        );
        told &= match most {
            Some(most) => got == 2 * asked.min(most),
            None => got <= 2 * asked,
        };
    }
    Ok(if told {
        Shown::AsTold
    } else {
        Shown::Otherwise
    })
}

/// The sizes of a new socket's buffers, the send buffer's first.
fn sizes(kind: SocketType) -> io::Result<(usize, usize)> {
    let socket = socket(AddressFamily::INET, kind, None)?;
    let sends = sockopt::socket_send_buffer_size(&socket)?;
    let receives = sockopt::socket_recv_buffer_size(&socket)?;
    Ok((sends, receives))
}

/// A number of the kernel's settings (sysctl(8)), the one at this place.
fn number(setting: &str, place: usize) -> Option<usize> {
    let file = format!("/proc/sys/{}", setting.replace('.', "/"));
    let numbers = fs::read_to_string(file).ok()?;
    numbers.split_whitespace().nth(place)?.parse().ok()
}
