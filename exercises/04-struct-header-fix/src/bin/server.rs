//! Lesson 4's server: runs each command that a client sends, and replies with what it printed.
//!
//! Terminal 1: `cargo run --bin lesson-04-server`
//! Terminal 2: `cargo run --bin lesson-04-client`
//!
//! It runs whatever it is told, so it listens on loopback and nowhere else.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};

use netlesson_common::program::{fail, only_address};

use lesson_04::{read_frame, write_reply};

const USAGE: &str = "usage: lesson-04-server [IP:PORT]";

fn main() {
    let address = only_address(9004, USAGE);
    let listener =
        listen(address).unwrap_or_else(|why| fail(format_args!("cannot listen on {address}"), why));
    loop {
        match listener.accept() {
            Ok((stream, peer)) => serve(stream, peer),
            // That caller was gone before we came to the phone.
            Err(why) => eprintln!("cannot accept: {why}"),
        }
    }
}

/// Opens the line and prints the ready line, if the address is loopback.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    todo!("step 1: refuse any address that is not loopback, then bind and print the ready line")
}

/// One call, from hello to goodbye. However it ends, it ends for this client only.
fn serve(mut stream: TcpStream, peer: SocketAddr) {
    println!("connection from {peer}");
    if let Err(why) = converse(&mut stream, peer) {
        eprintln!("error: {peer}: {why}");
    }
    println!("{peer} hung up");
}

/// Command after command, until the client has no more.
fn converse(stream: &mut TcpStream, peer: SocketAddr) -> io::Result<()> {
    while let Some(request) = read_frame(stream)? {
        let command = String::from_utf8(request).map_err(io::Error::other)?;
        if command.contains('\0') {
            return Err(io::Error::other("a command cannot hold NUL"));
        }
        println!("{peer} ran: {command}");
        write_reply(stream, &run(&command))?;
    }
    Ok(())
}

/// Runs a command in a shell and returns what it printed: stdout, then stderr.
fn run(command: &str) -> Vec<u8> {
    todo!("step 4: run it with sh -c, stdin from /dev/null, and return its stdout, then its stderr")
}
