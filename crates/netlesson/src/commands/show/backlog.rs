//! backlog: what waits at a listener that accepts nobody, and how many.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use anyhow::{Context as _, Result};
use netlesson_checks::kernel::{self, wait_until};
use netlesson_checks::wire::host::ANY_PORT;
use procfs::net::TcpState;
use socket2::{Domain, SockRef, Socket, Type};

use super::ends::LIMIT;
use super::{Page, Shown};

/// How many callers come for whom there is no room.
const TOO_MANY: u64 = 3;

const MESSAGE: &[u8] = b"hello";

pub fn run(page: &mut Page) -> Result<Shown> {
    let mut told = true;
    for backlog in [1, 2, 5] {
        let listener = TcpListener::bind(ANY_PORT)?;
        // A listener that is told to listen again has another backlog from then on.
        SockRef::from(&listener).listen(backlog)?;
        let address = listener.local_addr()?;
        let room = u64::try_from(backlog)? + 1;
        let mut callers = Vec::new();
        for number in 1..=room + TOO_MANY {
            callers.push(call(address)?);
            // One after the other: each is in the queue or was turned away before the next one comes.
            let is_settled = || {
                let queue = kernel::queue(address);
                queue.is_some_and(|queue| queue.waiting + queue.dropped.unwrap_or(0) >= number)
            };
            if !wait_until(LIMIT / 5, is_settled) {
                let is_answered = || kernel::queue(address)?.dropped;
                return Ok(Shown::in_vain(page, is_answered().is_some()));
            }
        }
        let queue = kernel::queue(address).context("the listener is gone")?;
        let (waiting, half_open) = (queue.waiting, half_open(address)?);
        let shown = [
            ("backlog", backlog.to_string()),
            ("callers", callers.len().to_string()),
            ("waiting", waiting.to_string()),
            ("half", half_open.to_string()),
        ];
        let shown = shown.each_ref().map(|(name, value)| (*name, &**value));
        page.tell("show-backlog-waiting", &shown);
        told = told && waiting == room && half_open == 0;
        if backlog == 5 {
            told = told && has_early_data(page, &listener, &callers)?;
        }
    }
    Ok(Shown::as_told_if(told))
}

/// A caller that does not wait until it is connected.
fn call(address: SocketAddr) -> Result<Socket> {
    let caller = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    caller.set_nonblocking(true)?;
    // It goes on in the background, and is to be seen at the listener (connect(2), EINPROGRESS).
    let _ = caller.connect(&address.into());
    Ok(caller)
}

/// How many connections at this listener are half open: a SYN has come, and the handshake is not complete.
pub fn half_open(listener: SocketAddr) -> Result<usize> {
    let mut sockets = procfs::net::tcp()?;
    sockets.retain(|socket| socket.local_address == listener);
    sockets.retain(|socket| matches!(socket.state, TcpState::SynRecv | TcpState::NewSynRecv));
    Ok(sockets.len())
}

/// What the first caller sends before it is accepted arrives, and those without room get in once there is some: their
/// kernel sends the SYN again after about a second (tcp(7)).
fn has_early_data(page: &mut Page, listener: &TcpListener, callers: &[Socket]) -> Result<bool> {
    let address = listener.local_addr()?;
    let (mut first, count) = (&callers[0], callers.len());
    first.write_all(MESSAGE)?;
    let (mut accepted, _) = listener.accept()?;
    accepted.set_read_timeout(Some(LIMIT))?;
    let mut came = [0; MESSAGE.len()];
    accepted.read_exact(&mut came)?;
    let text = came.escape_ascii().to_string();
    page.tell("show-backlog-early", &[("text", &text)]);

    let mut inside: Vec<TcpStream> = vec![accepted];
    // All that wait are accepted, again and again, until everybody is in.
    wait_until(LIMIT, || {
        let waiting = kernel::queue(address).map_or(0, |queue| queue.waiting);
        inside.extend((0..waiting).filter_map(|_| Some(listener.accept().ok()?.0)));
        inside.len() >= count
    });
    let shown = [inside.len(), count].map(|number| number.to_string());
    let arguments = [("inside", &*shown[0]), ("callers", &*shown[1])];
    page.tell("show-backlog-later", &arguments);
    Ok(came == MESSAGE && inside.len() == count)
}
