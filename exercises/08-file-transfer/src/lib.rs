//! Lesson 8's parts: what is said of a file, where it waits until it is whole, how far it has come.
//!
//! | module           | what is in it                                                        |
//! |------------------|----------------------------------------------------------------------|
//! | [`announcement`] | a file's name, size and md5, and which names are taken                 |
//! | [`folder`]       | the server's folder: what has come of a file, and how it becomes seen  |
//! | [`progress`]     | the bar on the client's terminal                                      |
//!
//! ```text
//!  client                                                        server
//!    | frame {"file_name":"a.jpg","file_size":9000,"md5":"…"} -->   |
//!    | <-- frame {"offset":4000}              4000 bytes are here   |
//!    | the bytes from 4000 on, not framed -->                       |
//!    | <-- frame {"ok":true}            whole, and its md5 is right |
//! ```

pub mod announcement;
pub mod folder;
pub mod progress;

use std::io::{self, ErrorKind, Read, Write};

use netlesson_common::frame::{read_frame_within, write_frame};
use serde_json::Value;

/// How much of a file is in memory at a time, in bytes: 64 KiB.
pub const PIECE: usize = 64 * 1024;
/// The longest JSON that is taken, in bytes. What stands in it is short.
const MAX_JSON_LEN: usize = 64 * 1024;

/// Sends JSON in a frame.
pub fn send_json(writer: &mut impl Write, json: &Value) -> io::Result<()> {
    write_frame(writer, json.to_string().as_bytes())
}

/// Receives JSON in a frame. The end of the stream in its place is an error.
pub fn receive_json(reader: &mut impl Read) -> io::Result<Value> {
    let frame = read_frame_within(reader, MAX_JSON_LEN)?;
    let frame = frame.ok_or_else(|| ended("the other side hung up without a word"))?;
    Ok(serde_json::from_slice(&frame)?)
}

/// Receives the server's next answer. An `error` in it is one.
pub fn receive_answer(reader: &mut impl Read) -> io::Result<Value> {
    todo!("step 7: receive JSON; a text in it that is called error is the error")
}

/// The md5 of all that can be read, in lower-case hex. However much it is, memory holds one piece.
pub fn md5_of(reader: &mut impl Read) -> io::Result<String> {
    todo!("step 1: read piece by piece into one buffer, and give each to an md5::Context")
}

/// An error about what the other side has said.
pub fn invalid(why: impl Into<String>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why.into())
}

/// An error about what should still have come.
pub fn ended(why: impl Into<String>) -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, why.into())
}
