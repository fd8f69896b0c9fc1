//! A frame: a message with its length in front.
//!
//! TCP carries bytes, not messages; the length draws the boundary. Every frame of the course is a
//! header of four bytes, a signed 32-bit little-endian integer (Python's `struct.pack('<i', n)`),
//! and then that many bytes of payload:
//!
//! ```text
//!    0    1    2    3    4    5    6    7    8
//! +----+----+----+----+----+----+----+----+----+
//! | 05   00   00   00 | 68   65   6c   6c   6f |
//! +----+----+----+----+----+----+----+----+----+
//!  length 5, as i32 LE     h    e    l    l    o
//! ```
//!
//! A payload may be empty; its frame is the header alone:
//!
//! ```text
//!    0    1    2    3
//! +----+----+----+----+
//! | 00   00   00   00 |
//! +----+----+----+----+
//!  length 0
//! ```
//!
//! A length below 0 or above [`MAX_FRAME_LEN`] is invalid, and the error names the number:
//!
//! ```text
//! | ff   ff   ff   ff |   -1         invalid: below 0
//! | 00   00   00   01 |   16777216   valid: MAX_FRAME_LEN itself
//! | 01   00   00   01 |   16777217   invalid: one too many
//! ```
//!
//! A stream that ends between two frames has ended as it should; one that ends inside a frame was
//! cut short, and that is an error.
//!
//! # Who waits
//!
//! [`read_frame`] is for a thread that may wait: it returns when a whole frame is there. A program
//! that must not wait, or whose reads time out, pushes the bytes that it has into a
//! [`FrameDecoder`] and asks whether they make a frame.
//!
//! # Memory
//!
//! A header is a claim, not a fact: four bytes can announce 16 MiB that never come. No memory is
//! therefore taken for more than has arrived, plus a constant: a payload being read takes up to
//! 1 MiB more than its bytes so far, whatever its header says.

use std::error::Error;
use std::fmt;
use std::io::{self, IoSlice, Read, Write};
use std::mem;

/// The number of bytes in front of every payload.
pub const HEADER_LEN: usize = 4;

/// The longest payload that a frame may have, in bytes: 16 MiB.
pub const MAX_FRAME_LEN: usize = 16 * 1024 * 1024;

/// How much memory is taken for a payload at a time, before it has arrived: 1 MiB. What is taken and never written to costs
/// addresses only: the kernel gives a page when it is first touched.
const STEP: usize = 1024 * 1024;

/// The longest payload for which a frame is put together in one buffer, in bytes.
const SHORT: usize = 252;

/// A header that announces a length no frame can have: below 0, or above the limit.
///
/// ```
/// use netlesson_common::InvalidLength;
///
/// assert_eq!(InvalidLength(-1).to_string(), "invalid frame length: -1");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidLength(pub i32);

impl fmt::Display for InvalidLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid frame length: {}", self.0)
    }
}

impl Error for InvalidLength {}

impl From<InvalidLength> for io::Error {
    fn from(error: InvalidLength) -> Self {
        io::Error::new(io::ErrorKind::InvalidData, error)
    }
}

/// Writes `payload` as one frame.
///
/// Header and payload leave in one call: a short frame in one buffer, a long one by
/// `write_vectored`. Written one after the other, the payload could wait in the sender (Nagle's
/// algorithm) for the acknowledgement of the header, and that in the receiver (delayed ACK) for
/// something to travel with: some 40 ms of nothing. Put a writer of yours that has no
/// `write_vectored` of its own into a `BufWriter`.
///
/// ```
/// let mut wire = Vec::new();
/// netlesson_common::write_frame(&mut wire, b"hello")?;
/// assert_eq!(wire, b"\x05\x00\x00\x00hello");
/// # std::io::Result::Ok(())
/// ```
///
/// # Errors
///
/// [`io::ErrorKind::InvalidInput`] for a payload of more than [`MAX_FRAME_LEN`] bytes, of which
/// nothing is written; otherwise what the writer says.
pub fn write_frame(writer: &mut impl Write, payload: &[u8]) -> io::Result<()> {
    if payload.len() > MAX_FRAME_LEN {
        let why = format!(
            "a frame holds at most {MAX_FRAME_LEN} bytes, not {}",
            payload.len()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    }
    // At most MAX_FRAME_LEN, as just seen: it fits.
    let header = (payload.len() as i32).to_le_bytes();
    if payload.len() <= SHORT {
        let mut frame = [0; HEADER_LEN + SHORT];
        let length = HEADER_LEN + payload.len();
        frame[..HEADER_LEN].copy_from_slice(&header);
        frame[HEADER_LEN..length].copy_from_slice(payload);
        return writer.write_all(&frame[..length]);
    }
    // Two slices, one call, as writev(2) has it: a long payload is not copied only to stand behind its header.
    let mut frame = [IoSlice::new(&header), IoSlice::new(payload)];
    let mut rest = &mut frame[..];
    while !rest.is_empty() {
        match writer.write_vectored(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut rest, written),
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
    Ok(())
}

/// Reads one frame and returns its payload; `None` when the stream has ended between frames.
///
/// Takes the frame's bytes from the reader and not one more, in however many pieces they come.
///
/// ```
/// use netlesson_common::read_frame;
///
/// let mut wire = &b"\x05\x00\x00\x00hello\x04\x00\x00\x00feng"[..];
/// assert_eq!(read_frame(&mut wire)?, Some(b"hello".to_vec()));
/// assert_eq!(read_frame(&mut wire)?, Some(b"feng".to_vec()));
/// assert_eq!(read_frame(&mut wire)?, None);
/// # std::io::Result::Ok(())
/// ```
///
/// # Errors
///
/// [`io::ErrorKind::InvalidData`], around an [`InvalidLength`], for a length that no frame can
/// have; [`io::ErrorKind::UnexpectedEof`] for a stream that ends inside the frame; otherwise what
/// the reader says. After any of them the stream has no boundaries to go on from. That holds for
/// a read that timed out, too: where reads do, use a [`FrameDecoder`].
pub fn read_frame(reader: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    read_frame_within(reader, MAX_FRAME_LEN)
}

/// [`read_frame`] with a limit of its own, smaller than [`MAX_FRAME_LEN`].
///
/// # Errors
///
/// As [`read_frame`], with a length above `max_len` invalid.
pub fn read_frame_within(reader: &mut impl Read, max_len: usize) -> io::Result<Option<Vec<u8>>> {
    let mut header = Vec::new();
    read_up_to(HEADER_LEN, reader, &mut header)?;
    let length = match header[..] {
        [] => return Ok(None),
        [a, b, c, d] => checked_length([a, b, c, d], max_len)?,
        _ => return Err(cut_short("header", header.len(), HEADER_LEN)),
    };

    let mut payload = Vec::new();
    read_up_to(length, reader, &mut payload)?;
    if payload.len() < length {
        return Err(cut_short("payload", payload.len(), length));
    }
    Ok(Some(payload))
}

/// Takes frames out of a stream whose bytes come in pieces of any size.
///
/// ```text
///  push              push                   push
/// +----+  +---------------------------+  +---------+
/// | 05 |  | 00 00 00 68 65 6c 6c 6f 04|  | 00 00 …
/// +----+  +---------------------------+  +---------+
///   no frame yet      "hello"              …
/// ```
///
/// After each [`push`](Self::push), call [`next_frame`](Self::next_frame) until it returns `None`:
///
/// ```
/// use netlesson_common::FrameDecoder;
///
/// let mut decoder = FrameDecoder::new();
/// decoder.push(b"\x05\x00");
/// assert_eq!(decoder.next_frame()?, None);
/// decoder.push(b"\x00\x00hello\x04\x00\x00\x00fe");
/// assert_eq!(decoder.next_frame()?, Some(b"hello".to_vec()));
/// assert_eq!(decoder.next_frame()?, None);
/// assert_eq!(decoder.pending(), 6); // a header and "fe": were this the end, it came too early
/// # Ok::<(), netlesson_common::InvalidLength>(())
/// ```
///
/// So used, a decoder holds the bytes of the one frame that is on its way, at most 1 MiB more,
/// and room for twice the longest push.
#[derive(Debug)]
pub struct FrameDecoder {
    max_len: usize,
    /// The frame on its way.
    begun: Begun,
    /// Pushed behind what `begun` has taken. The first `taken` bytes of it are no longer needed.
    waiting: Vec<u8>,
    taken: usize,
}

/// A frame of which not everything has come.
#[derive(Debug, Default)]
struct Begun {
    /// What its header has announced, once that is known.
    length: Option<usize>,
    /// As much of its payload as has come.
    payload: Vec<u8>,
}

impl FrameDecoder {
    /// A decoder at the beginning of a stream.
    pub fn new() -> Self {
        Self::with_max_len(MAX_FRAME_LEN)
    }

    /// A decoder with a limit of its own, smaller than [`MAX_FRAME_LEN`].
    pub fn with_max_len(max_len: usize) -> Self {
        FrameDecoder {
            max_len,
            begun: Begun::default(),
            waiting: Vec::new(),
            taken: 0,
        }
    }

    /// Takes in the bytes that came next on the stream.
    #[inline]
    pub fn push(&mut self, mut bytes: &[u8]) {
        if self.waiting.is_empty() {
            // Nothing stands before them, so they are copied once, to where they belong. An invalid length
            // stays in front of what waits, and is told by `next_frame`.
            let _ = self.begun.take_from(&mut bytes, self.max_len);
        }
        if !bytes.is_empty() {
            self.keep(bytes);
        }
    }

    /// Puts bytes behind those that wait. Makes room first, if more than half of it is no longer needed.
    fn keep(&mut self, bytes: &[u8]) {
        if self.taken > self.waiting.len() / 2 {
            self.waiting.drain(..self.taken);
            self.taken = 0;
        }
        self.waiting.extend_from_slice(bytes);
    }

    /// The payload of the next frame, if all of it has been pushed.
    ///
    /// # Errors
    ///
    /// A length that no frame can have. The stream has lost its boundaries then, and every later
    /// call says so again.
    #[inline]
    pub fn next_frame(&mut self) -> Result<Option<Vec<u8>>, InvalidLength> {
        if !self.waiting.is_empty() {
            let mut waiting = &self.waiting[self.taken..];
            let taken = self.begun.take_from(&mut waiting, self.max_len);
            self.taken = self.waiting.len() - waiting.len();
            if waiting.is_empty() {
                self.waiting.clear();
                self.taken = 0;
            }
            taken?;
        }
        if self.begun.length != Some(self.begun.payload.len()) {
            return Ok(None);
        }
        self.begun.length = None;
        Ok(Some(mem::take(&mut self.begun.payload)))
    }

    /// How many bytes were pushed that no frame was made of yet, their header's included.
    pub fn pending(&self) -> usize {
        let begun = match self.begun.length {
            Some(_) => HEADER_LEN + self.begun.payload.len(),
            None => 0,
        };
        begun + self.waiting.len() - self.taken
    }

    /// Whether the stream may end here: nothing is pending.
    pub fn is_between_frames(&self) -> bool {
        self.pending() == 0
    }
}

impl Begun {
    /// Takes what belongs to this frame off the front of `bytes`: its header, once all of it is there, and
    /// then as much of its payload as there is.
    #[inline]
    fn take_from(&mut self, bytes: &mut &[u8], max_len: usize) -> Result<(), InvalidLength> {
        let length = match (self.length, bytes.split_first_chunk()) {
            (Some(length), _) => length,
            (None, None) => return Ok(()),
            (None, Some((header, rest))) => {
                let length = checked_length(*header, max_len)?;
                *bytes = rest;
                *self.length.insert(length)
            }
        };
        let missing = length - self.payload.len();
        let (its, rest) = bytes.split_at(missing.min(bytes.len()));
        if its.len() > self.payload.capacity() - self.payload.len() {
            // What is here, and a step more if that much is announced.
            self.payload.reserve_exact(missing.min(its.len().max(STEP)));
        }
        self.payload.extend_from_slice(its);
        *bytes = rest;
        Ok(())
    }
}

impl Default for FrameDecoder {
    fn default() -> Self {
        Self::new()
    }
}

/// The length that a header announces, if a frame may have it.
fn checked_length(header: [u8; HEADER_LEN], max_len: usize) -> Result<usize, InvalidLength> {
    let announced = i32::from_le_bytes(header);
    match usize::try_from(announced) {
        Ok(length) if length <= max_len.min(MAX_FRAME_LEN) => Ok(length),
        _ => Err(InvalidLength(announced)),
    }
}

/// Reads until `bytes` has `length` bytes or the reader has no more. Takes memory a [`STEP`] at a
/// time, and only when the one before it is full.
fn read_up_to(length: usize, reader: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<()> {
    while bytes.len() < length {
        let missing = length - bytes.len();
        if bytes.len() == bytes.capacity() {
            bytes.reserve_exact(missing.min(STEP));
        }
        let room = missing.min(bytes.capacity() - bytes.len());
        // `read_to_end` begins again by itself when a signal has interrupted it.
        if reader.take(room as u64).read_to_end(bytes)? < room {
            break;
        }
    }
    Ok(())
}

fn cut_short(part: &str, arrived: usize, length: usize) -> io::Error {
    let why =
        format!("the stream ended inside a frame's {part}, after {arrived} of {length} bytes");
    io::Error::new(io::ErrorKind::UnexpectedEof, why)
}
