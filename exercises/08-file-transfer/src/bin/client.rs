//! Lesson 8's client: sends one file, or what is missing of it.
//!
//! Terminal 1: `mkdir -p /tmp/inbox; cargo run --bin lesson-08-server /tmp/inbox`
//! Terminal 2: `cargo run --bin lesson-08-client Cargo.lock`

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::path::Path;

use netlesson_common::program::{arguments, fail, take_address, usage};

use lesson_08::announcement::Announcement;
use lesson_08::progress::progress_bar;
use lesson_08::{PIECE, ended, invalid, receive_answer, send_json};

const USAGE: &str = "usage: lesson-08-client [IP:PORT] FILE";

fn main() {
    let mut arguments = arguments();
    let server = take_address(&mut arguments, 9008, USAGE);
    let (Some(path), None) = (arguments.next(), arguments.next()) else {
        usage(USAGE)
    };
    let announcement = Announcement::of(Path::new(&path))
        .unwrap_or_else(|why| fail(format_args!("cannot read {path}"), why));
    let mut stream = TcpStream::connect(server)
        .unwrap_or_else(|why| fail(format_args!("cannot connect to {server}"), why));
    if let Err(why) = send(&mut stream, Path::new(&path), &announcement) {
        fail(format_args!("cannot send {path}"), why);
    }
    println!("stored {}", announcement.name);
}

/// Announces the file, sends what the server has not got, and waits until it is stored.
fn send(stream: &mut TcpStream, path: &Path, announcement: &Announcement) -> io::Result<()> {
    send_json(stream, &announcement.to_json())?;
    let offset = receive_answer(stream)?["offset"].as_u64();
    let offset = offset.filter(|offset| *offset <= announcement.size);
    let offset = offset.ok_or_else(|| invalid("the server asks for no part of the file"))?;
    let (name, size) = (&announcement.name, announcement.size);
    println!("sending {name}: {size} bytes, from byte {offset}");

    let is_sent = send_from(offset, stream, path, size)?;
    if receive_answer(stream)?["ok"] != true || !is_sent {
        return Err(invalid(
            "the server does not say that it has stored the file",
        ));
    }
    Ok(())
}

/// Sends the file from `offset` on. Whether all of it could be sent: a server that hangs up before
/// has a reason, and its answer says which.
fn send_from(offset: u64, stream: &mut TcpStream, path: &Path, size: u64) -> io::Result<bool> {
    todo!("step 8: seek to the offset, then read and send piece by piece up to the size")
}
