//! Lesson 5's server: a chat on one socket. No listen, no accept: a datagram brings its sender.
//!
//! Terminal 1: `cargo run --bin lesson-05-server`
//! Terminal 2: `cargo run --bin lesson-05-client TOM`
//! Terminal 3: `cargo run --bin lesson-05-client JACK`

use std::io;
use std::net::{SocketAddr, UdpSocket};

use netlesson_common::program::{fail, only_address};

use lesson_05::MAX_PAYLOAD;
use lesson_05::room::Room;

const USAGE: &str = "usage: lesson-05-server [IP:PORT]";

fn main() {
    let address = only_address(9005, USAGE);
    if let Err(why) = serve(address) {
        fail(format_args!("cannot listen on {address}"), why);
    }
}

/// Takes datagrams from everyone, for ever. It comes back only if it could not begin.
fn serve(address: SocketAddr) -> io::Result<()> {
    todo!("step 1: bind, print the ready line, then take datagrams for ever and send the answers")
}
