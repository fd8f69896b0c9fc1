//! Lesson 10's server: takes one file in datagrams, and ends when its client has fallen silent.
//!
//! Terminal 1: `mkdir -p /tmp/inbox; cargo run --bin lesson-10-server /tmp/inbox`
//! Terminal 2: `cargo run --bin lesson-10-client Cargo.lock`

use std::net::UdpSocket;
use std::path::Path;
use std::time::{Duration, Instant};

use netlesson_common::program::{arguments, fail, take_address, usage};

use lesson_10::packet::{Packet, acknowledge, receive};
use lesson_10::receiver::{Arrival, Folder, receive_file};

const USAGE: &str = "usage: lesson-10-server [IP:PORT] DIR";
/// The server stays so long after it has last heard from its client: time to ask again many times.
const LINGER: Duration = Duration::from_secs(2);

fn main() {
    let mut arguments = arguments();
    let address = take_address(&mut arguments, 9010, USAGE);
    let (Some(path), None) = (arguments.next(), arguments.next()) else {
        usage(USAGE)
    };
    let folder = Folder::open(Path::new(&path))
        .unwrap_or_else(|why| fail(format_args!("cannot open {path}"), why));
    let opened = UdpSocket::bind(address).and_then(|socket| Ok((socket.local_addr()?, socket)));
    let (address, socket) =
        opened.unwrap_or_else(|why| fail(format_args!("cannot listen on {address}"), why));
    println!("listening on {address}");

    let arrival = receive_file(&socket, &folder);
    println!("{} stored {}", arrival.client, arrival.name());
    acknowledge(&socket, arrival.client, arrival.expected());
    answer_repeats(&socket, &arrival);
}

/// After the last acknowledgement: it may be lost, and then the client asks again.
fn answer_repeats(socket: &UdpSocket, arrival: &Arrival) {
    todo!("step 7: until it has been silent for LINGER, acknowledge each of its packets again")
}
