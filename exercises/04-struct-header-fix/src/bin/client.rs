//! Lesson 4's client: sends each line as a command and prints the reply, byte for byte.
//!
//! Terminal 1: `cargo run --bin lesson-04-server`
//! Terminal 2: `cargo run --bin lesson-04-client`

use std::io::{self, Write};
use std::net::TcpStream;

use netlesson_common::program::{fail, only_address, typed_lines_meanwhile};

use lesson_04::{read_reply, write_frame};

const USAGE: &str = "usage: lesson-04-client [IP:PORT]";

fn main() {
    let server = only_address(9004, USAGE);
    let mut stream = TcpStream::connect(server)
        .unwrap_or_else(|why| fail(format_args!("cannot connect to {server}"), why));
    if let Err(why) = converse(&mut stream) {
        fail(format_args!("no reply from {server}"), why);
    }
}

/// A request and its reply, and again, as long as there are lines.
fn converse(stream: &mut TcpStream) -> io::Result<()> {
    for line in typed_lines_meanwhile() {
        write_frame(stream, &line)?;
        let body = read_reply(stream)?;
        todo!("step 7: write the body to stdout, byte for byte, and flush")
    }
    Ok(())
}
