//! sticking: what decides whether the bytes of two sends come out of one recv.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;
use std::{process, thread};

use anyhow::{Result, anyhow};
use netlesson_checks::kernel::{self, Wait, wait_until};
use netlesson_checks::wire::host::ANY_PORT;
use rustix::net::sockopt;

use super::ends::{InVain, LIMIT};
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
        let (nagle, nodelay) = match counts {
            [Ok(nagle), Ok(nodelay)] => (nagle, nodelay),
            [Err(InVain { is_answered }), _] | [_, Err(InVain { is_answered })] => {
                return Ok(Shown::in_vain(page, is_answered));
            }
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

/// In how many conversations the first recv gets both words, if the receiver comes to do what it is to do.
fn together(receiver: Receiver, nodelay: bool) -> Result<Result<usize, InVain>> {
    let listener = TcpListener::bind(ANY_PORT)?;
    let mut count = 0;
    for _ in 0..ROUNDS {
        match first_recv(&listener, receiver, nodelay)? {
            Ok(length) => count += usize::from(length as u64 == BOTH),
            Err(in_vain) => return Ok(Err(in_vain)),
        }
    }
    Ok(Ok(count))
}

/// How many bytes the first recv gets.
fn first_recv(
    listener: &TcpListener,
    does: Receiver,
    nodelay: bool,
) -> Result<Result<usize, InVain>> {
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
            is_so = is_so.and_then(|()| comes_to_be(does, sent, ends));
        }
        let length = match reading {
            Some(reading) => reading.join().map_err(|_| anyhow!("the receiver"))??,
            None => recv()?,
        };
        Ok(is_so.map(|()| length))
    })
}

/// Waits until the receiver does what it is to do once so many bytes are sent; whether it came to that. The kernel
/// says so: no pause is long enough to be sure.
fn comes_to_be(
    does: Receiver,
    sent: u64,
    (local, remote): (SocketAddr, SocketAddr),
) -> Result<(), InVain> {
    let unread = || kernel::receive_queue(local, remote);
    let received = || kernel::received(local, remote);
    let waits = || kernel::waits(process::id()).into_iter();
    let in_vain = |is_answered| Err(InVain { is_answered });
    match (does, sent) {
        (Receiver::Blocked, 0) => {
            let is_in_recv = |wait: Wait| matches!(wait, Wait::Receive { asked: ROOM, .. });
            match wait_until(LIMIT / 5, || waits().any(is_in_recv)) {
                true => Ok(()),
                // Of a thread that runs nothing is told: only another call is an answer.
                false => in_vain(waits().any(|wait| wait != Wait::Other)),
            }
        }
        (Receiver::Frozen, BOTH) => match wait_until(LIMIT, || unread() == Some(BOTH)) {
            true => Ok(()),
            false => in_vain(unread().is_some()),
        },
        (Receiver::Prompt, 1..BOTH) => {
            // In this order: what has arrived and is not there any more was read.
            let is_read = || received() == Some(sent) && unread() == Some(0);
            match wait_until(LIMIT, is_read) {
                true => Ok(()),
                false => in_vain(received().is_some() && unread().is_some()),
            }
        }
        _ => Ok(()),
    }
}
