//! select-stdin: what select(2) can watch.

use std::io::{Read, Write, pipe, stdin};
use std::net::UdpSocket;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};

use anyhow::Result;
use netlesson_checks::wire::host::ANY_PORT;
use nix::sys::select::{FdSet, select};
use nix::sys::time::{TimeVal, TimeValLike};

use super::ends::LIMIT;
use super::{Page, Shown};

/// What is typed, and what is sent.
const LINE: &[u8] = b"hello\n";

/// How select waits: not at all, or until something can be read.
#[derive(Clone, Copy)]
enum Until {
    Now,
    Something,
}

pub fn run(page: &mut Page) -> Result<Shown> {
    // Nobody is asked to type: this command's own stdin, whatever it is, is only shown to select.
    let own = readable([stdin().as_fd()], Until::Now);
    let answer = match own {
        Ok([ready]) => mark(ready).to_string(),
        Err(error) => error.to_string(),
    };
    page.tell("show-select-stdin-own", &[("answer", &answer)]);

    // What a program finds behind its stdin in `echo hello | program`; and a socket beside it.
    let (mut typed, mut keyboard) = pipe()?;
    let (socket, sender) = (UdpSocket::bind(ANY_PORT)?, UdpSocket::bind(ANY_PORT)?);
    let nothing = readable([typed.as_fd(), socket.as_fd()], Until::Now)?;
    tell(page, "show-select-stdin-nothing", nothing);
    keyboard.write_all(LINE)?;
    let line = readable([typed.as_fd(), socket.as_fd()], Until::Something)?;
    tell(page, "show-select-stdin-line", line);
    typed.read_exact(&mut [0; LINE.len()])?;
    sender.send_to(LINE, socket.local_addr()?)?;
    let datagram = readable([typed.as_fd(), socket.as_fd()], Until::Something)?;
    tell(page, "show-select-stdin-datagram", datagram);
    keyboard.write_all(LINE)?;
    let both = readable([typed.as_fd(), socket.as_fd()], Until::Something)?;
    tell(page, "show-select-stdin-both", both);

    let seen = [nothing, line, datagram, both];
    let told = seen == [[false, false], [true, false], [false, true], [true, true]];
    Ok(if told && own.is_ok() {
        Shown::AsTold
    } else {
        Shown::Otherwise
    })
}

/// For each of these descriptors whether select(2) says that something can be read there.
fn readable<const N: usize>(
    descriptors: [BorrowedFd<'_>; N],
    until: Until,
) -> nix::Result<[bool; N]> {
    let mut set = FdSet::new();
    for descriptor in descriptors {
        set.insert(descriptor);
    }
    let highest = descriptors.iter().map(AsRawFd::as_raw_fd).max();
    let mut limit = match until {
        Until::Now => TimeVal::seconds(0),
        Until::Something => TimeVal::seconds(LIMIT.as_secs() as i64),
    };
    let beyond = highest.unwrap_or(-1) + 1;
    select(beyond, &mut set, None, None, &mut limit)?;
    Ok(descriptors.map(|descriptor| set.contains(descriptor)))
}

fn tell(page: &mut Page, key: &str, [pipe, socket]: [bool; 2]) {
    page.tell(key, &[("pipe", mark(pipe)), ("socket", mark(socket))]);
}

fn mark(is_ready: bool) -> &'static str {
    match is_ready {
        true => "✓",
        false => "–",
    }
}
