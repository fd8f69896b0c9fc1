//! What is typed at the server. The only thing here that waits, and so it has a thread of its own:
//! a keyboard can be a terminal, a pipe, a file or /dev/null, and not all of them can be polled.
//! Its thread touches nothing of the room: it hands each line over, and wakes the loop.

use std::io::{self, BufRead};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use mio::Waker;

/// The lines that are typed, as they come. The end of stdin ends the typing, not the server.
pub fn typed_lines(waker: Waker) -> Receiver<String> {
    // step 1: in a thread, send each line of stdin into the channel, then wake the loop
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in io::stdin().lock().split(b'\n').map_while(Result::ok) {
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            // First the line, then the bell: whoever is woken finds it.
            let sent = sender.send(String::from_utf8_lossy(line).into_owned());
            if sent.is_err() || waker.wake().is_err() {
                return; // the server is ending
            }
        }
    });
    lines
}
