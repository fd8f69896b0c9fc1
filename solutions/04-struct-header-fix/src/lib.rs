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
    // step 2: put the length, a little-endian i32, and the payload in one buffer and write it
    let length = payload.len();
    if length > MAX_FRAME_LEN {
        return Err(invalid(format!("invalid frame length: {length}")));
    }
    let header = (length as i32).to_le_bytes();
    // Written in two calls, the payload could be held back until the header is acknowledged.
    writer.write_all(&[&header, payload].concat())
}

/// Reads one frame and returns its payload; `None` when the stream has ended between frames.
pub fn read_frame(reader: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    // step 3: read the 4 bytes of the header, judge the length, then read the payload
    let header = read_up_to(4, reader)?;
    if header.is_empty() {
        return Ok(None);
    }
    let header = header.try_into().map_err(|_| ended("inside the header"))?;
    let announced = i32::from_le_bytes(header);
    match usize::try_from(announced) {
        Ok(length) if length <= MAX_FRAME_LEN => {
            let payload = read_up_to(length as u64, reader)?;
            if payload.len() < length {
                return Err(ended("inside the payload"));
            }
            Ok(Some(payload))
        }
        _ => Err(invalid(format!("invalid frame length: {announced}"))),
    }
}

/// Writes a reply: a frame that says how long the body is and what it must hash to, then the body.
pub fn write_reply(writer: &mut impl Write, body: &[u8]) -> io::Result<()> {
    // step 5: write the JSON header as a frame into a Vec, add the body, send all at once
    let header = json!({"filename": null, "hash": md5_hex(body), "total_size": body.len()});
    let mut reply = Vec::new();
    write_frame(&mut reply, header.to_string().as_bytes())?;
    reply.extend_from_slice(body);
    writer.write_all(&reply)
}

/// Reads one reply and returns its body, once it is known to be what the server sent.
pub fn read_reply(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    // step 6: read the header frame, take size and hash from it, read the body, compare md5
    let header = read_frame(reader)?.ok_or_else(|| ended("before the reply"))?;
    let header: Value = serde_json::from_slice(&header)?;
    let (Some(size), Some(hash)) = (header["total_size"].as_u64(), header["hash"].as_str()) else {
        return Err(invalid("the header lacks total_size or hash".into()));
    };
    let body = read_up_to(size, reader)?;
    if (body.len() as u64) < size {
        return Err(ended("inside the body"));
    }
    if md5_hex(&body) != hash {
        return Err(invalid("the body's md5 is not the one announced".into()));
    }
    Ok(body)
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
