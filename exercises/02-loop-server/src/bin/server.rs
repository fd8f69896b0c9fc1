//! Lesson 2, the server: a phone that stays on, one caller after the other.
//!
//! Terminal 1: `cargo run --bin lesson-02-server`
//! Terminal 2: `cargo run --bin lesson-02-client`

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use netlesson_common::program::{fail, only_address};
use socket2::{Domain, Socket, Type};

const USAGE: &str = "usage: lesson-02-server [ADDR]";

fn main() {
    let address = only_address(9002, USAGE);
    let listener =
        listen(address).unwrap_or_else(|why| fail(format!("cannot listen on {address}"), why));
    serve(&listener)
}

/// Plugs the phone in, on a number that may still ring from the last time: SO_REUSEADDR.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    todo!("step 1: open a socket, set SO_REUSEADDR, bind, listen(5), then print that you listen")
}

/// Takes call after call, for ever. However one ends, the next is waiting in the backlog.
fn serve(listener: &TcpListener) -> ! {
    todo!("step 2: in an endless loop accept a caller, converse, and report how the call ended")
}

/// Says everything back in capitals, as it comes, until the caller has no more to say.
fn converse(mut stream: TcpStream) -> io::Result<()> {
    todo!("step 3: receive until 0 bytes come; print each piece, send it back in upper case")
}
