//! four-segments: how many segments a close takes, and at which end TIME_WAIT is.

use std::io::{self, Read};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};

use anyhow::Result;
use netlesson_checks::kernel::{self, Farewells, wait_until};
use netlesson_checks::wire::host::ANY_PORT;
use procfs::net::TcpState;

use super::ends::{InVain, LIMIT};
use super::{Page, Shown};

/// How often each close is tried, half of them begun by the client, half by the server.
const CLOSES: usize = 10;

/// When the end that did not begin closes as well.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// As soon as it sees the end of the stream.
    AtOnce,
    /// Once its kernel has acknowledged that end by itself.
    Later,
}

/// What was seen of one close.
struct Close {
    segments: u64,
    rests_with_first: bool,
}

pub fn run(page: &mut Page) -> Result<Shown> {
    // To be heard before the first socket goes; a container may forbid it.
    let Ok(farewells) = Farewells::listen() else {
        return Ok(Shown::NotHere("show-no-witness"));
    };
    let (mut fewest, mut most, mut with_first) = ([u64::MAX; 2], [0; 2], 0);
    for (at, then) in [Then::AtOnce, Then::Later].into_iter().enumerate() {
        for client_begins in [true, false].into_iter().cycle().take(CLOSES) {
            let close = match close(&farewells, client_begins, then)? {
                Ok(close) => close,
                Err(InVain { is_answered }) => return Ok(Shown::in_vain(page, is_answered)),
            };
            fewest[at] = fewest[at].min(close.segments);
            most[at] = most[at].max(close.segments);
            with_first += usize::from(close.rests_with_first);
        }
        let key = ["show-four-segments-at-once", "show-four-segments-later"][at];
        let closes = CLOSES.to_string();
        let segments = match (fewest[at], most[at]) {
            (fewest, most) if fewest == most => fewest.to_string(),
            (fewest, most) => format!("{fewest}–{most}"),
        };
        page.tell(key, &[("closes", &closes), ("segments", &segments)]);
    }
    let (all, rests) = ((2 * CLOSES).to_string(), with_first.to_string());
    let arguments = [("all", &*all), ("rests", &*rests)];
    page.tell("show-four-segments-first", &arguments);
    // A machine that is busy may be so late that the acknowledgement goes by itself at some of them.
    let told = fewest == [3, 4] && most[1] == 4 && with_first == 2 * CLOSES;
    Ok(Shown::as_told_if(told))
}

/// Opens a connection and closes it again.
fn close(farewells: &Farewells, client_begins: bool, then: Then) -> Result<Result<Close, InVain>> {
    let in_vain = |is_answered| Ok(Err(InVain { is_answered }));
    let listener = TcpListener::bind(ANY_PORT)?;
    let address = listener.local_addr()?;
    let client = TcpStream::connect(address)?;
    let (server, caller) = listener.accept()?;
    drop(listener);
    let (mut begins, mut follows, own, other) = match client_begins {
        true => (client, server, caller, address),
        false => (server, client, address, caller),
    };
    let Some(before) = sent(own, other) else {
        return in_vain(false);
    };
    begins.shutdown(Shutdown::Write)?;
    to_the_end(&mut follows)?;
    // The end of a stream has a sequence number of its own, which waits in the queue until it is acknowledged.
    let is_acknowledged = || kernel::send_queue(own, other) == Some(0);
    if then == Then::Later && !wait_until(LIMIT, is_acknowledged) {
        return in_vain(kernel::send_queue(own, other).is_some());
    }
    drop(follows);
    to_the_end(&mut begins)?;
    drop(begins);
    let Ok(after) = farewells.segments_sent(own, other, LIMIT) else {
        return in_vain(false);
    };
    Ok(Ok(Close {
        segments: after - before,
        rests_with_first: wait_until(LIMIT, || rests(own, other)) && !rests(other, own),
    }))
}

/// Whether this end of the connection is in TIME_WAIT. Its port alone does not say which connection it is: another one
/// that rests may have had the same.
fn rests(own: SocketAddr, other: SocketAddr) -> bool {
    let mut sockets = procfs::net::tcp().unwrap_or_default().into_iter();
    sockets.any(|socket| {
        socket.state == TcpState::TimeWait
            && (socket.local_address, socket.remote_address) == (own, other)
    })
}

/// How many segments both ends have sent so far.
fn sent(one: SocketAddr, other: SocketAddr) -> Option<u64> {
    Some(kernel::segments_sent(one, other)? + kernel::segments_sent(other, one)?)
}

fn to_the_end(stream: &mut TcpStream) -> io::Result<usize> {
    stream.set_read_timeout(Some(LIMIT))?;
    stream.read(&mut [0])
}
