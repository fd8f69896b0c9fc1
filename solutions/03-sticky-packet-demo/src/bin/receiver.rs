//! Lesson 3's receiver: calls recv once per SIZE, and shows what each recv got.
//!
//! Terminal 1: `cargo run --bin solution-03-receiver`
//! Terminal 2: `cargo run --bin solution-03-sender 127.0.0.1:9003 hello feng`
//!
//! With `--udp` on both sides, each send is one datagram, and each recv takes one.

use std::io::{self, Read};
use std::net::SocketAddr;

use netlesson_common::program::{arguments, fail, take_address, usage};
use socket2::{Domain, Socket, Type};

const USAGE: &str = "usage: solution-03-receiver [--udp] [IP:PORT] [SIZE...]";

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
    // step 2: open a socket, bind it, let a stream listen, then print the ready line
    let socket = Socket::new(Domain::for_address(address), kind, None)?;
    if kind == Type::STREAM {
        // As in lesson 2: a second start must not fail on what is left of the first.
        socket.set_reuse_address(true)?;
    }
    socket.bind(&address.into())?;
    if kind == Type::STREAM {
        // Datagrams come without a call, so only a stream has callers to listen for.
        socket.listen(1)?;
    }
    // With port 0 the system chose the port, so the socket is asked and not the argument.
    let bound = socket.local_addr()?.as_socket().unwrap_or(address);
    println!("listening on {bound}");
    Ok(socket)
}

/// Calls recv once per size, and prints what it got: one line a call, whatever was sent.
fn receive(socket: Socket, kind: Type, sizes: &[u32]) -> io::Result<()> {
    // step 3: accept if it is a stream, then read once per size and print each result
    let mut socket = match kind {
        Type::STREAM => socket.accept()?.0,
        _ => socket,
    };
    for size in sizes {
        let mut buffer = vec![0; *size as usize];
        // One call and no loop around it: how much one recv gets is what we came to see.
        let n = socket.read(&mut buffer)?;
        // The bytes are escaped, not decoded: a recv may well end inside a character.
        println!("recv({size}) -> \"{}\"", buffer[..n].escape_ascii());
    }
    Ok(())
}
