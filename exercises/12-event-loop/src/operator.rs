//! What is typed at the server. The only thing here that waits, and so it has a thread of its own:
//! a keyboard can be a terminal, a pipe, a file or /dev/null, and not all of them can be polled.
//! Its thread touches nothing of the room: it hands each line over, and wakes the loop.

use std::io::{self, BufRead};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use mio::Waker;

/// The lines that are typed, as they come. The end of stdin ends the typing, not the server.
pub fn typed_lines(waker: Waker) -> Receiver<String> {
    todo!("step 1: in a thread, send each line of stdin into the channel, then wake the loop")
}
