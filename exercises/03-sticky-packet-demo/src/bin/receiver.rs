//! Lesson 3's receiver: calls recv once per SIZE, and shows what each recv got.
//!
//! Terminal 1: `cargo run --bin lesson-03-receiver`
//! Terminal 2: `cargo run --bin lesson-03-sender 127.0.0.1:9003 hello feng`
//!
//! With `--udp` on both sides, each send is one datagram, and each recv takes one.

use std::io::{self, Read};
use std::net::SocketAddr;

use netlesson_common::program::{arguments, fail, take_address, usage};
use socket2::{Domain, Socket, Type};

const USAGE: &str = "usage: lesson-03-receiver [--udp] [IP:PORT] [SIZE...]";

fn main() {
    let mut arguments = arguments();
    let udp = arguments.next_if(|argument| argument == "--udp").is_some();
    let address = take_address(&mut arguments, 9003, USAGE);
    let mut sizes: Vec<u32> = arguments.map(take_size).collect();
    if sizes.is_empty() {
        sizes = vec![10, 10];
    }

    let kind = if udp { Type::DGRAM } else { Type::STREAM };
    let socket = open(kind, address)
        .unwrap_or_else(|why| fail(format_args!("cannot listen on {address}"), why));
    if let Err(why) = receive(socket, kind, &sizes) {
        fail("cannot receive", why);
    }
}

fn take_size(argument: String) -> u32 {
    match argument.parse() {
        Ok(0) | Err(_) => usage(USAGE),
        Ok(size) => size,
    }
}

/// Opens the socket that the sender can reach, and prints the ready line.
fn open(kind: Type, address: SocketAddr) -> io::Result<Socket> {
    todo!("step 2: open a socket, bind it, let a stream listen, then print the ready line")
}

/// Calls recv once per size, and prints what it got: one line a call, whatever was sent.
fn receive(socket: Socket, kind: Type, sizes: &[u32]) -> io::Result<()> {
    todo!("step 3: accept if it is a stream, then read once per size and print each result")
}
