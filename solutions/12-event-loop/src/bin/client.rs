//! Lesson 12's client: prints what it hears, and says what is typed.
//!
//! Terminal 1: `cargo run --bin solution-12-server`
//! Terminal 2: `cargo run --bin solution-12-client`
//! Terminal 3: `cargo run --bin solution-12-client`

use std::io;
use std::net::TcpStream;
use std::{process, thread};

use netlesson_common::frame::{read_frame_within, write_frame};
use netlesson_common::program::{fail, only_address, typed_lines};

use solution_12::MAX_TEXT_LEN;

const USAGE: &str = "usage: solution-12-client [IP:PORT]";
/// A text, and the `client N: ` that the server puts before it.
const MAX_MESSAGE_LEN: usize = MAX_TEXT_LEN + 64;

fn main() {
    let server = only_address(9012, USAGE);
    let stream = TcpStream::connect(server)
        .unwrap_or_else(|why| fail(format_args!("cannot connect to {server}"), why));
    // Two threads, for a thread that waits for the keyboard does not hear, and the other way round.
    let voice = stream.try_clone();
    let voice = voice.unwrap_or_else(|why| fail("cannot share the connection", why));
    thread::spawn(move || talk(voice));

    if let Err(why) = listen(&stream) {
        fail(format_args!("cannot read from {server}"), why);
    }
    println!("the server closed the connection");
}

/// Prints each message, until the server closes the connection.
fn listen(mut stream: &TcpStream) -> io::Result<()> {
    // peek waits for the next message and leaves it where it is. Here, between two messages, a
    // reset is an end like any other; once a frame has begun, an end is an error.
    while let Ok(1..) = stream.peek(&mut [0]) {
        let message = read_frame_within(&mut stream, MAX_MESSAGE_LEN)?.unwrap_or_default();
        println!("{}", String::from_utf8(message).map_err(io::Error::other)?);
    }
    Ok(())
}

/// Sends each typed line. `quit` and the end of stdin end the program, whatever is yet to come.
fn talk(mut stream: TcpStream) {
    for line in typed_lines() {
        let line = String::from_utf8_lossy(&line);
        // An error here says that the server is gone, and that is heard by whoever listens.
        let _ = write_frame(&mut stream, line.as_bytes());
    }
    process::exit(0);
}
