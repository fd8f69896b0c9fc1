//! Lesson 1, the client: makes one phone call.
//!
//! Terminal 1: `cargo run --bin lesson-01-server`
//! Terminal 2: `cargo run --bin lesson-01-client`
//! or, with words of your own: `cargo run --bin lesson-01-client -- "good morning"`

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};

use netlesson_common::program::{arguments, fail, take_address, usage};
use socket2::{Domain, Socket, Type};

const USAGE: &str = "usage: lesson-01-client [ADDR] [MESSAGE]";

fn main() {
    let (server, message) = call_to_make();
    let stream =
        connect(server).unwrap_or_else(|why| fail(format!("cannot connect to {server}"), why));

    let reply = ask(stream, message.as_bytes())
        .unwrap_or_else(|why| fail(format!("no reply from {server}"), why));
    println!("{}", String::from_utf8_lossy(&reply));
}

/// Whom to call and what to say, from the command line.
fn call_to_make() -> (SocketAddr, String) {
    let mut arguments = arguments();
    let server = take_address(&mut arguments, 9001, USAGE);
    let message = arguments.next().unwrap_or_else(|| "hello".to_string());
    if message.is_empty() || arguments.next().is_some() {
        usage(USAGE);
    }
    (server, message)
}

/// Takes a phone and dials: socket, connect.
fn connect(server: SocketAddr) -> io::Result<TcpStream> {
    todo!("step 4: open a socket, connect it to the server, return it as a stream")
}

/// Says the message, hears the reply, hangs up: send, recv, close.
fn ask(mut stream: TcpStream, message: &[u8]) -> io::Result<Vec<u8>> {
    todo!("step 5: send the message, receive once, at most 1024 bytes; 0 bytes are an error")
}
