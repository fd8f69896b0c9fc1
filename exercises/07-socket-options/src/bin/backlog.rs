//! Lesson 7's backlog: listens, never accepts, and counts the connections that come about all the same.
//!
//! Terminal 1: `cargo run --bin lesson-07-backlog 5`
//! Terminal 2: `ss -tln` (its Recv-Q is how many wait at a listener, its Send-Q how many may)
//!
//! Enter, or the end of stdin, ends it.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use netlesson_common::program::{arguments, fail, usage};
use socket2::{Domain, Socket, Type};

const USAGE: &str = "usage: lesson-07-backlog N";

/// Loopback, with the port left to the system.
const ANY_PORT: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

/// On loopback a call is answered at once or, where there is no room, not at all.
const PATIENCE: Duration = Duration::from_millis(300);

fn main() {
    let mut arguments = arguments();
    let backlog: u16 = match (arguments.next().map(|n| n.parse()), arguments.next()) {
        (Some(Ok(backlog)), None) => backlog,
        _ => usage(USAGE),
    };
    let (_listener, address) =
        listen(backlog).unwrap_or_else(|why| fail("cannot listen on 127.0.0.1:0", why));
    let connections = connect_until_one_waits(address)
        .unwrap_or_else(|why| fail(format_args!("cannot connect to {address}"), why));
    println!("{} connections completed", connections.len());
    // Nothing is closed yet: the kernel shows the full queue to whoever asks.
    if let Err(why) = io::stdin().read_line(&mut String::new()) {
        fail("cannot read what is typed", why);
    }
}

/// Opens a listener with this backlog, and prints the ready line.
fn listen(backlog: u16) -> io::Result<(Socket, SocketAddr)> {
    todo!("step 6: bind to ANY_PORT, listen with the backlog, print the ready line")
}

/// Connects to a listener who accepts nobody, again and again, until a connection does not come about.
/// Returns those that did.
fn connect_until_one_waits(address: SocketAddr) -> io::Result<Vec<TcpStream>> {
    todo!("step 7: connect with PATIENCE until a connection times out, and keep all others")
}
