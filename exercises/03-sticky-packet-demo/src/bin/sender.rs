//! Lesson 3's sender: one send per WORD, then it closes.
//!
//! Terminal 1: `cargo run --bin lesson-03-receiver`
//! Terminal 2: `cargo run --bin lesson-03-sender 127.0.0.1:9003 hello feng`
//!
//! `--pause 1000` waits a second between the words, `--nodelay` turns Nagle's algorithm off.

use std::io;
use std::net::SocketAddr;
use std::thread::sleep;
use std::time::Duration;

use netlesson_common::program::{arguments, fail, take_address, usage};
use socket2::{Domain, Socket, Type};

const USAGE: &str = "usage: lesson-03-sender [--udp] [--nodelay] [--pause MS] IP:PORT WORD...";

fn main() {
    let (mut udp, mut nodelay, mut pause) = (false, false, Duration::ZERO);
    let mut arguments = arguments();
    while let Some(option) = arguments.next_if(|argument| argument.starts_with("--")) {
        match option.as_str() {
            "--udp" => udp = true,
            "--nodelay" => nodelay = true,
            "--pause" => pause = take_pause(arguments.next()),
            _ => usage(USAGE),
        }
    }
    let address = take_address(&mut arguments, 9003, USAGE);
    let words: Vec<String> = arguments.collect();
    if words.is_empty() {
        usage(USAGE);
    }

    let kind = if udp { Type::DGRAM } else { Type::STREAM };
    let socket = connect(kind, address, nodelay)
        .unwrap_or_else(|why| fail(format_args!("cannot connect to {address}"), why));
    if let Err(why) = send_words(&socket, &words, pause) {
        fail(format_args!("cannot send to {address}"), why);
    }
}

fn take_pause(argument: Option<String>) -> Duration {
    match argument.map(|milliseconds| milliseconds.parse()) {
        Some(Ok(milliseconds)) => Duration::from_millis(milliseconds),
        _ => usage(USAGE),
    }
}

/// Opens a socket whose sends all go to this address.
fn connect(kind: Type, address: SocketAddr, nodelay: bool) -> io::Result<Socket> {
    todo!("step 4: open a socket, set TCP_NODELAY if a stream asks for it, then connect")
}

/// Makes one send per word. Nothing on the wire says where a word ends.
fn send_words(socket: &Socket, words: &[String], pause: Duration) -> io::Result<()> {
    todo!("step 5: send each word with one call, and sleep between one and the next")
}
