//! Lesson 2, the client: a call of as many sentences as you like.
//!
//! Terminal 1: `cargo run --bin solution-02-server`
//! Terminal 2: `cargo run --bin solution-02-client`, then type; `quit` hangs up.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;

use netlesson_common::program::{fail, only_address, typed_lines_meanwhile};

const USAGE: &str = "usage: solution-02-client [ADDR]";

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
    // step 4: send the line, receive once, at most 1024 bytes; 0 bytes are an error
    stream.write_all(line)?;

    let mut buffer = [0; 1024];
    let n = stream.read(&mut buffer)?;
    if n == 0 {
        let why = "the server closed the connection";
        return Err(io::Error::new(ErrorKind::UnexpectedEof, why));
    }
    Ok(buffer[..n].to_vec())
}
