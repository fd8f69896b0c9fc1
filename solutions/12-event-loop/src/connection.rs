//! One client's connection. Nothing here ever waits: a read takes what is there, a write gives what
//! the kernel has room for, and both say at once when that is nothing.
//!
//! ```text
//!  socket --receive--> decoder --> messages          messages --send--> outbox --flush--> socket
//!          a piece at a time                          at most 1 MiB waits in it
//! ```

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::net::Shutdown;

use mio::net::TcpStream;
use netlesson_common::{FrameDecoder, write_frame};

use crate::MAX_TEXT_LEN;

/// How much may wait for a client, in bytes. Who has more waiting is dropped.
const MAX_WAITING: usize = 1024 * 1024;
/// How much is read at a time, in bytes: the others want to be heard, too.
const PIECE: usize = 16 * 1024;

/// A connection, with what has come of a message that is not whole yet, and what waits to be written.
pub struct Connection {
    stream: TcpStream,
    decoder: FrameDecoder,
    outbox: VecDeque<u8>,
    /// Whether the client was told that nothing more will come.
    finished: bool,
}

impl Connection {
    /// Around a stream that does not block.
    pub fn new(stream: TcpStream) -> Self {
        Connection {
            stream,
            decoder: FrameDecoder::with_max_len(MAX_TEXT_LEN),
            outbox: VecDeque::new(),
            finished: false,
        }
    }

    /// Takes in a piece of what has come, and returns its length: 0 at the end of the stream, `None`
    /// if nothing is there now.
    pub fn receive(&mut self) -> io::Result<Option<usize>> {
        // step 6: read once, push what came into the decoder; WouldBlock means None
        let mut piece = [0; PIECE];
        match self.stream.read(&mut piece) {
            Ok(length) => {
                self.decoder.push(&piece[..length]);
                Ok(Some(length))
            }
            Err(why) if why.kind() == ErrorKind::WouldBlock => Ok(None),
            Err(why) => Err(why),
        }
    }

    /// Takes in a piece as [`receive`](Self::receive) does, and throws it away.
    pub fn discard(&mut self) -> io::Result<Option<usize>> {
        let received = self.receive();
        self.decoder = FrameDecoder::with_max_len(MAX_TEXT_LEN);
        received
    }

    /// The next message that has come whole, if one has.
    pub fn next_message(&mut self) -> io::Result<Option<String>> {
        match self.decoder.next_frame()? {
            Some(message) => String::from_utf8(message)
                .map(Some)
                .map_err(io::Error::other),
            None => Ok(None),
        }
    }

    /// Whether the stream may end here: no message has begun.
    pub fn is_between_messages(&self) -> bool {
        self.decoder.is_between_frames()
    }

    /// Puts a message behind what waits, and writes as much as goes. Drops a client for whom too much
    /// waits: its stream ends, and that is seen where every end is seen.
    pub fn send(&mut self, text: &str) {
        // step 4: write a frame into the outbox, flush, shut down who has over MAX_WAITING
        write_frame(&mut self.outbox, text.as_bytes()).expect("a text is never too long");
        self.flush();
        if self.outbox.len() > MAX_WAITING {
            self.outbox.clear();
            let _ = self.stream.shutdown(Shutdown::Both);
        }
    }

    /// Writes what waits, until nothing does or the kernel has no more room. What it did not take
    /// stays at the front of the outbox, be it the rest of a message or many.
    pub fn flush(&mut self) {
        // step 5: write the front of the outbox, take off what was written, until WouldBlock
        while !self.outbox.is_empty() {
            let (front, _) = self.outbox.as_slices();
            match self.stream.write(front) {
                Ok(length) => drop(self.outbox.drain(..length)),
                Err(why) if why.kind() == ErrorKind::WouldBlock => return,
                // Nobody will get it any more; that the stream has ended, whoever reads it sees.
                Err(_) => self.outbox.clear(),
            }
        }
        // What was once a full outbox is not kept for ever.
        self.outbox.shrink_to(PIECE);
    }

    /// Whether everything was written.
    pub fn is_flushed(&self) -> bool {
        self.outbox.is_empty()
    }

    /// Tells the client that nothing more will come: once, for the kernel tells us of every shutdown.
    pub fn finish(&mut self) {
        if !self.finished {
            self.finished = true;
            // An error says that the connection is gone already.
            let _ = self.stream.shutdown(Shutdown::Write);
        }
    }
}
