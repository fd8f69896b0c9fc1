//! closed-peer: what recv(2) says when the other end is gone, and what makes the difference.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::Result;
use netlesson_checks::kernel::{self, wait_until};
use socket2::SockRef;

use super::ends::{LIMIT, connected};
use super::{Page, Shown};

pub fn run(page: &mut Page) -> Result<Shown> {
    let (peer, own) = connected()?;
    drop(peer);
    let closed = received(page, "show-closed-peer-closed", own);

    let (peer, mut own) = connected()?;
    own.write_all(b"unread")?;
    let (local, remote) = (peer.local_addr()?, own.local_addr()?);
    let has_come = || kernel::receive_queue(local, remote) == Some(6);
    if !wait_until(LIMIT, has_come) {
        let is_answered = kernel::receive_queue(local, remote).is_some();
        return Ok(Shown::in_vain(page, is_answered));
    }
    drop(peer);
    let unread = received(page, "show-closed-peer-unread", own);

    let (peer, own) = connected()?;
    // Neither waits nor says goodbye: what is not sent is thrown away (socket(7), SO_LINGER).
    SockRef::from(&peer).set_linger(Some(Duration::ZERO))?;
    drop(peer);
    let reset = received(page, "show-closed-peer-reset", own);

    let is_reset = |answer: &io::Result<usize>| {
        let error = answer.as_ref().err();
        error.is_some_and(|error| error.kind() == io::ErrorKind::ConnectionReset)
    };
    let told = matches!(closed, Ok(0)) && is_reset(&unread) && is_reset(&reset);
    Ok(Shown::as_told_if(told))
}

/// What one recv returns at this end, told.
fn received(page: &mut Page, key: &str, mut own: TcpStream) -> io::Result<usize> {
    let answer = own.read(&mut [0; 16]);
    let text = match &answer {
        Ok(0) => page.say("show-closed-peer-empty"),
        Ok(length) => length.to_string(),
        Err(error) => error.to_string(),
    };
    page.tell(key, &[("answer", &text)]);
    answer
}
