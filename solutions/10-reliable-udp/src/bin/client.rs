//! Lesson 10's client: sends a file in datagrams, each until it has arrived.
//!
//! Terminal 1: `mkdir -p /tmp/inbox; cargo run --bin solution-10-server /tmp/inbox`
//! Terminal 2: `cargo run --bin solution-10-client Cargo.lock`

use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::path::Path;

use netlesson_common::program::{arguments, fail, take_address, usage};

use solution_10::announcement::Announcement;
use solution_10::sender::Packets;

const USAGE: &str = "usage: solution-10-client [IP:PORT] FILE";

fn main() {
    let mut arguments = arguments();
    let server = take_address(&mut arguments, 9010, USAGE);
    let (Some(path), None) = (arguments.next(), arguments.next()) else {
        usage(USAGE)
    };
    let announcement = Announcement::of(Path::new(&path));
    let announcement =
        announcement.unwrap_or_else(|why| fail(format_args!("cannot read {path}"), why));
    let name = announcement.name.clone();
    let packets = File::open(&path).and_then(|file| Packets::of(file, announcement));
    let packets = packets.unwrap_or_else(|why| fail(format_args!("cannot read {path}"), why));
    if let Err(why) = connect(server).and_then(|socket| packets.send(&socket)) {
        fail(format_args!("no answer from {server}"), why);
    }
    println!("stored {name}");
}

/// A socket that takes datagrams from the server alone.
fn connect(server: SocketAddr) -> io::Result<UdpSocket> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    socket.connect(server)?;
    Ok(socket)
}
