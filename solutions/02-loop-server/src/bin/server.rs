//! Lesson 2, the server: a phone that stays on, one caller after the other.
//!
//! Terminal 1: `cargo run --bin solution-02-server`
//! Terminal 2: `cargo run --bin solution-02-client`

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use netlesson_common::program::{fail, only_address};
use socket2::{Domain, Socket, Type};

const USAGE: &str = "usage: solution-02-server [ADDR]";

fn main() {
    let address = only_address(9002, USAGE);
    let listener =
        listen(address).unwrap_or_else(|why| fail(format!("cannot listen on {address}"), why));
    serve(&listener)
}

/// Plugs the phone in, on a number that may still ring from the last time: SO_REUSEADDR.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    // step 1: open a socket, set SO_REUSEADDR, bind, listen(5), then print that you listen
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    // After bind it would be too late: bind is what asks whether the port is free.
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(5)?;

    let listener = TcpListener::from(socket);
    println!("listening on {}", listener.local_addr()?);
    Ok(listener)
}

/// Takes call after call, for ever. However one ends, the next is waiting in the backlog.
fn serve(listener: &TcpListener) -> ! {
    // step 2: in an endless loop accept a caller, converse, and report how the call ended
    loop {
        match listener.accept() {
            Ok((stream, peer)) => {
                println!("connection from {peer}");
                // A caller who resets the line has hung up, too, only less politely.
                if let Err(why) = converse(stream) {
                    eprintln!("{peer} was cut off: {why}");
                }
                println!("{peer} hung up");
            }
            // Whoever it was is gone; the phone is not.
            Err(why) => eprintln!("missed a caller: {why}"),
        }
    }
}

/// Says everything back in capitals, as it comes, until the caller has no more to say.
fn converse(mut stream: TcpStream) -> io::Result<()> {
    // step 3: receive until 0 bytes come; print each piece, send it back in upper case
    let mut buffer = [0; 1024];
    loop {
        let n = stream.read(&mut buffer)?;
        if n == 0 {
            return Ok(());
        }
        let payload = &buffer[..n];
        println!("received {n} bytes: {}", String::from_utf8_lossy(payload));
        stream.write_all(&payload.to_ascii_uppercase())?;
    }
}
