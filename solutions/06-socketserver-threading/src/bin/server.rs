//! Lesson 6's server: a room in which everyone talks at once, each with a thread of their own.
//!
//! Terminal 1: `cargo run --bin solution-06-server`
//! Terminal 2: `cargo run --bin solution-06-client`
//! Terminal 3: `cargo run --bin solution-06-client`
//!
//! The operator types in terminal 1: `2 text` for client 2, `all text` for everyone, `quit`.

use std::io::{self, BufRead};
use std::sync::Arc;
use std::thread;

use netlesson_common::program::{fail, only_address};

use solution_06::room::Room;
use solution_06::socketserver::ThreadingServer;

const USAGE: &str = "usage: solution-06-server [IP:PORT]";

fn main() {
    let address = only_address(9006, USAGE);
    let server = ThreadingServer::bind(address)
        .unwrap_or_else(|why| fail(format_args!("cannot listen on {address}"), why));
    println!("listening on {}", server.address());

    let (server, room) = (Arc::new(server), Arc::new(Room::default()));
    let (operated, announcer) = (Arc::clone(&server), Arc::clone(&room));
    thread::spawn(move || operate(&operated, &announcer));

    let served = server.serve_forever(&room);
    println!("served {served} clients");
}

/// Does what the operator types, until `quit`. The end of stdin ends the typing, not the server.
fn operate(server: &ThreadingServer, room: &Room) {
    for line in io::stdin().lock().split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(&line));
        if line == "quit" {
            return server.shutdown();
        }
        if let Err(why) = room.announce(&line) {
            eprintln!("error: {why}");
        }
    }
}
