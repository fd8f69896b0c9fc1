//! full-buffer: what send(2) does when nobody reads and the buffers are full.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::{process, thread};

use anyhow::Result;
use netlesson_checks::kernel::{self, wait_until};
use socket2::SockRef;

use super::ends::{LIMIT, connected};
use super::{Page, Shown};

/// How much is sent: many times what both buffers hold.
const TOTAL: usize = 4 << 20;

/// What the send buffer is asked to hold. One whose size is set does not grow by itself (tcp(7)); the receive buffer
/// grows only while somebody reads.
const SEND_BUFFER: usize = 128 << 10;

pub fn run(page: &mut Page) -> Result<Shown> {
    let (sender, mut receiver) = connected()?;
    SockRef::from(&sender).set_send_buffer_size(SEND_BUFFER)?;
    // No two places near each other look alike, so that a hole or a repetition would show.
    let bytes: Vec<u8> = (0..TOTAL).map(|place| (place % 251) as u8).collect();

    sender.set_nonblocking(true)?;
    let taken = (&sender).write(&bytes)?;
    sender.set_nonblocking(false)?;
    let (total, count) = (TOTAL.to_string(), taken.to_string());
    let arguments = [("total", &*total), ("taken", &*count)];
    page.tell("show-full-buffer-short", &arguments);

    let rest = &bytes[taken..];
    let (waits, is_over, arrived, sent) = thread::scope(|scope| {
        let sending = scope.spawn(|| -> io::Result<usize> {
            let sent = (&sender).write(rest);
            sender.shutdown(Shutdown::Write)?;
            sent
        });
        // The kernel tells in which call a thread is blocked, and with which arguments.
        let is_blocked = || kernel::sending(process::id()) == Some(rest.len() as u64);
        let waits = wait_until(LIMIT / 5, is_blocked);
        // Then it has waited for nobody.
        let is_over = sending.is_finished();
        let mut arrived = Vec::with_capacity(TOTAL);
        let read = receiver.read_to_end(&mut arrived);
        // Should the reading have failed, nobody may wait for it any more.
        let _ = receiver.shutdown(Shutdown::Both);
        (waits, is_over, read.map(|_| arrived), sending.join())
    });
    let (arrived, sent) = (arrived?, sent.expect("the sender does not panic")?);
    if !waits {
        return Ok(Shown::in_vain(page, is_over));
    }
    let length = rest.len().to_string();
    page.tell("show-full-buffer-waits", &[("rest", &length)]);
    page.tell("show-full-buffer-sent", &[("sent", &sent.to_string())]);
    let is_whole = arrived == bytes;
    let key = match is_whole {
        true => "show-full-buffer-whole",
        false => "show-full-buffer-not-whole",
    };
    page.tell(key, &[("arrived", &arrived.len().to_string())]);

    let told = taken < TOTAL && sent == rest.len() && is_whole;
    Ok(Shown::as_told_if(told))
}
