//! UDP has no end of its own: what has arrived is known only once nothing more is on its way.

use std::net::UdpSocket;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// How many bytes arrive, each datagram read into the buffer, and when the last of them did: at `start` if none does. The
/// receiver has to have a read timeout, after which nothing that was sent is still to come.
pub fn all_that_comes(
    receiver: &UdpSocket,
    all_is_sent: &AtomicBool,
    start: Instant,
    buffer: &mut [u8],
) -> (usize, Instant) {
    let (mut arrived, mut last) = (0, start);
    loop {
        // Asked before the look: what was sent by then is there, or lost.
        let is_over = all_is_sent.load(Ordering::SeqCst);
        match receiver.recv(buffer) {
            Ok(length) => {
                arrived += length;
                last = Instant::now();
            }
            Err(_) if is_over => return (arrived, last),
            Err(_) => {}
        }
    }
}
