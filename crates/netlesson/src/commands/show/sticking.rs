//! sticking: what decides whether the bytes of two sends come out of one recv.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;
use std::{process, thread};

use anyhow::{Result, anyhow};
use netlesson_checks::kernel::{self, Wait, wait_until};
use netlesson_checks::wire::host::ANY_PORT;
use rustix::net::sockopt;

use super::ends::LIMIT;
use super::{Page, Shown};

/// What is sent, a word by each send, and the room of the receiver's recv.
const WORDS: [&[u8]; 2] = [b"hello", b"feng"];
const BOTH: u64 = 9;
const ROOM: u64 = 10;

/// How many conversations are counted.
const ROUNDS: usize = 50;

/// What the receiver does while the words are sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Receiver {
    /// Is blocked in recv before the first; the second follows at once.
    Blocked,
    /// Reads nothing until both have arrived, like a process that is stopped.
    Frozen,
    /// Has read the first before the second is sent.
    Prompt,
}

pub fn run(page: &mut Page) -> Result<Shown> {
    // How often both words come out of one recv, where that is certain.
    let rows = [
        ("show-sticking-frozen", Receiver::Frozen, Some(ROUNDS)),
        ("show-sticking-prompt", Receiver::Prompt, Some(0)),
        ("show-sticking-blocked", Receiver::Blocked, None),
    ];
    let mut told = true;
    for (key, receiver, certain) in rows {
        let counts = [together(receiver, false)?, together(receiver, true)?];
        let [Some(nagle), Some(nodelay)] = counts else {
            return Ok(Shown::NotHere("show-no-witness"));
        };
        page.tell(
            key,
            &[
                ("rounds", &ROUNDS.to_string()),
                ("nagle", &nagle.to_string()),
                ("nodelay", &nodelay.to_string()),
            ],
        );
        told &= certain.is_none_or(|certain| [nagle, nodelay] == [certain; 2]);
    }
    Ok(if told {
        Shown::AsTold
    } else {
        Shown::Otherwise
    })
}

/// In how many conversations the first recv gets both words; `None` if the kernel does not tell what the receiver does.
fn together(receiver: Receiver, nodelay: bool) -> Result<Option<usize>> {
    let listener = TcpListener::bind(ANY_PORT)?;
    let mut count = 0;
    for _ in 0..ROUNDS {
        let Some(length) = first_recv(&listener, receiver, nodelay)? else {
            return Ok(None);
        };
        count += usize::from(length as u64 == BOTH);
    }
    Ok(Some(count))
}

/// How many bytes the first recv gets.
fn first_recv(listener: &TcpListener, does: Receiver, nodelay: bool) -> Result<Option<usize>> {
    let sender = TcpStream::connect(listener.local_addr()?)?;
    let (receiver, _) = listener.accept()?;
    receiver.set_read_timeout(Some(LIMIT))?;
    sender.set_nodelay(nodelay)?;
    // The connection is reset when it is closed, so that nothing of it stays in TIME_WAIT (socket(7), SO_LINGER).
    sockopt::set_socket_linger(&sender, Some(Duration::ZERO))?;
    let ends = (receiver.local_addr()?, sender.local_addr()?);
    let recv = || (&receiver).read(&mut [0; ROOM as usize]);
    thread::scope(|scope| {
        let reading = (does != Receiver::Frozen).then(|| scope.spawn(recv));
        let (mut is_so, mut sent) = (comes_to_be(does, 0, ends), 0);
        for word in WORDS {
            (&sender).write_all(word)?;
            sent += word.len() as u64;
            is_so = is_so && comes_to_be(does, sent, ends);
        }
        let length = match reading {
            Some(reading) => reading.join().map_err(|_| anyhow!("the receiver"))??,
            None => recv()?,
        };
        Ok(is_so.then_some(length))
    })
}

/// Waits until the receiver does what it is to do once so many bytes are sent; whether it came to that. The kernel
/// says so: no pause is long enough to be sure.
fn comes_to_be(does: Receiver, sent: u64, (local, remote): (SocketAddr, SocketAddr)) -> bool {
    let unread = || kernel::receive_queue(local, remote);
    match (does, sent) {
        (Receiver::Blocked, 0) => wait_until(LIMIT / 5, || {
            let waits = kernel::waits(process::id());
            let is_in_recv = |wait: &Wait| matches!(wait, Wait::Receive { asked: ROOM, .. });
            waits.iter().any(is_in_recv)
        }),
        (Receiver::Frozen, BOTH) => wait_until(LIMIT, || unread() == Some(BOTH)),
        // In this order: what has arrived and is not there any more was read.
        (Receiver::Prompt, 1..BOTH) => wait_until(LIMIT, || {
            kernel::received(local, remote) == Some(sent) && unread() == Some(0)
        }),
        _ => true,
    }
}
