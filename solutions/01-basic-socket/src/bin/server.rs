//! Lesson 1, the server: answers one phone call and hangs up.
//!
//! Terminal 1: `cargo run --bin solution-01-server`
//! Terminal 2: `cargo run --bin solution-01-client`

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use netlesson_common::program::{fail, only_address};
use socket2::{Domain, Socket, Type};

const USAGE: &str = "usage: solution-01-server [ADDR]";

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
    // step 1: open a socket, bind it, listen with a backlog of 5, then print that you listen
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.bind(&address.into())?;
    socket.listen(5)?;

    // From here on std has a name for it. Clients reach us now and not a line earlier.
    let listener = TcpListener::from(socket);
    println!("listening on {}", listener.local_addr()?);
    Ok(listener)
}

/// Waits until it rings, and says who calls: accept.
fn pick_up(listener: &TcpListener) -> io::Result<TcpStream> {
    // step 2: accept one connection, print where it comes from, return its stream
    let (stream, peer) = listener.accept()?;
    println!("connection from {peer}");
    Ok(stream)
}

/// Hears one message, says it back in capitals, hangs up: recv, send, close.
fn converse(mut stream: TcpStream) -> io::Result<()> {
    // step 3: receive once, at most 1024 bytes, print them, send them back in upper case
    let mut buffer = [0; 1024];
    let n = stream.read(&mut buffer)?;
    if n == 0 {
        println!("received 0 bytes: the peer closed the connection");
        return Ok(());
    }

    let payload = &buffer[..n];
    println!("received {n} bytes: {}", String::from_utf8_lossy(payload));
    stream.write_all(&payload.to_ascii_uppercase())
    // The stream is closed here, by going out of scope.
}
