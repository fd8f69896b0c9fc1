//! What waits to be written to one client. Whoever sends never waits: the client has a thread that
//! does nothing but write to it, so a client that does not read holds up nobody else.
//!
//! ```text
//!  client 0's thread --send--+
//!  client 1's thread --send--+--> channel of frames --> writing thread --> client 2
//!  the operator -------send--+    at most 1 MiB waits
//! ```

use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use netlesson_common::write_frame;

/// How much may wait for a client, in bytes. Who has more waiting is dropped.
const MAX_WAITING: usize = 1024 * 1024;

/// The end into which everyone puts what a client shall get. When it is dropped, what waits is
/// still written, and then the client is told that no more will come.
pub struct Outbox {
    frames: Sender<Vec<u8>>,
    waiting: Arc<AtomicUsize>,
    stream: Arc<TcpStream>,
}

impl Outbox {
    /// An empty outbox for this client, and the thread that writes what is put into it.
    pub fn open(stream: &Arc<TcpStream>) -> (Self, JoinHandle<()>) {
        let (sender, frames) = mpsc::channel();
        let outbox = Outbox {
            frames: sender,
            waiting: Arc::default(),
            stream: Arc::clone(stream),
        };
        let (waiting, stream) = (Arc::clone(&outbox.waiting), Arc::clone(stream));
        let writer = thread::spawn(move || write_out(frames, &waiting, &stream));
        (outbox, writer)
    }

    /// Puts a message behind those that wait. Never blocks.
    pub fn send(&self, text: &str) {
        // step 3: make a frame, add its length to waiting, then queue it or drop the client
        let mut frame = Vec::new();
        write_frame(&mut frame, text.as_bytes()).expect("a text is never too long for a frame");
        let length = frame.len();
        if self.waiting.fetch_add(length, Ordering::SeqCst) + length > MAX_WAITING {
            // Its reading thread sees the stream end, and does what is to be done at an end.
            let _ = self.stream.shutdown(Shutdown::Both);
        } else {
            // This fails only if the writing thread is gone, and then so is the client.
            let _ = self.frames.send(frame);
        }
    }
}

/// Writes frame after frame, each whole before the next, until the outbox is dropped.
fn write_out(frames: Receiver<Vec<u8>>, waiting: &AtomicUsize, mut stream: &TcpStream) {
    // step 4: write each frame and take its length off waiting, then shut down writing
    for frame in frames {
        if stream.write_all(&frame).is_err() {
            break;
        }
        waiting.fetch_sub(frame.len(), Ordering::SeqCst);
    }
    let _ = stream.shutdown(Shutdown::Write);
}
