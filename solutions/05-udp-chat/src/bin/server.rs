//! Lesson 5's server: a chat on one socket. No listen, no accept: a datagram brings its sender.
//!
//! Terminal 1: `cargo run --bin solution-05-server`
//! Terminal 2: `cargo run --bin solution-05-client TOM`
//! Terminal 3: `cargo run --bin solution-05-client JACK`

use std::io;
use std::net::{SocketAddr, UdpSocket};

use netlesson_common::program::{fail, only_address};

use solution_05::MAX_PAYLOAD;
use solution_05::room::Room;

const USAGE: &str = "usage: solution-05-server [IP:PORT]";

fn main() {
    let address = only_address(9005, USAGE);
    if let Err(why) = serve(address) {
        fail(format_args!("cannot listen on {address}"), why);
    }
}

/// Takes datagrams from everyone, for ever. It comes back only if it could not begin.
fn serve(address: SocketAddr) -> io::Result<()> {
    // step 1: bind, print the ready line, then take datagrams for ever and send the answers
    let socket = UdpSocket::bind(address)?;
    println!("listening on {}", socket.local_addr()?);

    let mut room = Room::default();
    // What does not fit into the buffer is lost, so it is as large as a datagram can be.
    let mut buffer = [0; MAX_PAYLOAD];
    loop {
        let (length, sender) = match socket.recv_from(&mut buffer) {
            Ok(received) => received,
            Err(why) => {
                // This is about one datagram, and never the end: UDP has none, not even at 0 bytes.
                eprintln!("cannot receive: {why}");
                continue;
            }
        };
        // Programs like nc send the line end with the line.
        let payload = &buffer[..length];
        let payload = payload.strip_suffix(b"\n").unwrap_or(payload);
        println!("{sender} -> {}", String::from_utf8_lossy(payload));

        let (text, addressees) = room.take(sender, payload);
        for addressee in addressees {
            // One peer who cannot be reached takes nothing away from the others.
            if let Err(why) = socket.send_to(text.as_bytes(), addressee) {
                eprintln!("cannot send to {addressee}: {why}");
            }
        }
    }
}
