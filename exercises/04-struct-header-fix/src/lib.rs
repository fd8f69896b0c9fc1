//! Lesson 4's boundary: frames, and the reply that the server makes of them.
//!
//! ```text
//!  a frame    +----+----+----+----+----+----+----+----+----+
//!             | 05   00   00   00 | 68   65   6c   6c   6f |
//!             +----+----+----+----+----+----+----+----+----+
//!              length, i32 LE         the payload, "hello"
//!
//!  a reply    +-------------------------------------+------------------+
//!             | frame: {"hash":…,"total_size":5,…}  | h  e  l  l  o    |
//!             +-------------------------------------+------------------+
//!              says what comes                        the body, as it is
//! ```

use std::io::{self, ErrorKind, Read, Write};

use serde_json::{Value, json};

/// The longest payload that a frame may have, in bytes: 16 MiB.
pub const MAX_FRAME_LEN: usize = 16 * 1024 * 1024;

/// Writes `payload` as one frame, in one buffer.
pub fn write_frame(writer: &mut impl Write, payload: &[u8]) -> io::Result<()> {
    todo!("step 2: put the length, a little-endian i32, and the payload in one buffer and write it")
}

/// Reads one frame and returns its payload; `None` when the stream has ended between frames.
pub fn read_frame(reader: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    todo!("step 3: read the 4 bytes of the header, judge the length, then read the payload")
}

/// Writes a reply: a frame that says how long the body is and what it must hash to, then the body.
pub fn write_reply(writer: &mut impl Write, body: &[u8]) -> io::Result<()> {
    todo!("step 5: write the JSON header as a frame into a Vec, add the body, send all at once")
}

/// Reads one reply and returns its body, once it is known to be what the server sent.
pub fn read_reply(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    todo!("step 6: read the header frame, take size and hash from it, read the body, compare md5")
}

/// Reads `length` bytes, fewer only if the stream ends first. Memory is taken as bytes arrive: a
/// length is a claim, and whoever sends one of 16 MiB has sent no more than four bytes so far.
fn read_up_to(length: u64, reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn md5_hex(body: &[u8]) -> String {
    format!("{:x}", md5::compute(body))
}

fn invalid(why: String) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why)
}

fn ended(place: &str) -> io::Error {
    let why = format!("the stream ended {place}");
    io::Error::new(ErrorKind::UnexpectedEof, why)
}
