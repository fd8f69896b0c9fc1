//! Lesson 1, the server: answers one phone call and hangs up.
//!
//! Terminal 1: `cargo run --bin lesson-01-server`
//! Terminal 2: `cargo run --bin lesson-01-client`

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use netlesson_common::program::{fail, only_address};
use socket2::{Domain, Socket, Type};

const USAGE: &str = "usage: lesson-01-server [ADDR]";

fn main() {
    let address = only_address(9001, USAGE);
    let listener =
        listen(address).unwrap_or_else(|why| fail(format!("cannot listen on {address}"), why));

    let call = pick_up(&listener).and_then(converse);
    call.unwrap_or_else(|why| fail("the call was cut off", why));
    // The listener is closed here, by going out of scope.
}

/// Buys a phone, gives it a number and plugs it in: socket, bind, listen.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    todo!("step 1: open a socket, bind it, listen with a backlog of 5, then print that you listen")
}

/// Waits until it rings, and says who calls: accept.
fn pick_up(listener: &TcpListener) -> io::Result<TcpStream> {
    todo!("step 2: accept one connection, print where it comes from, return its stream")
}

/// Hears one message, says it back in capitals, hangs up: recv, send, close.
fn converse(mut stream: TcpStream) -> io::Result<()> {
    todo!("step 3: receive once, at most 1024 bytes, print them, send them back in upper case")
}
