//! Lesson 2, the client: a call of as many sentences as you like.
//!
//! Terminal 1: `cargo run --bin lesson-02-server`
//! Terminal 2: `cargo run --bin lesson-02-client`, then type; `quit` hangs up.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;

use netlesson_common::program::{fail, only_address, typed_lines_meanwhile};

const USAGE: &str = "usage: lesson-02-client [ADDR]";

fn main() {
    let server = only_address(9002, USAGE);
    // Lesson 1's socket and connect, in the one call that std makes of them.
    let mut stream = TcpStream::connect(server)
        .unwrap_or_else(|why| fail(format!("cannot connect to {server}"), why));

    for line in typed_lines_meanwhile() {
        let reply = ask(&mut stream, &line)
            .unwrap_or_else(|why| fail(format!("no reply from {server}"), why));
        println!("{}", String::from_utf8_lossy(&reply));
    }
}

/// Says one line and hears one reply.
fn ask(stream: &mut TcpStream, line: &[u8]) -> io::Result<Vec<u8>> {
    todo!("step 4: send the line, receive once, at most 1024 bytes; 0 bytes are an error")
}
