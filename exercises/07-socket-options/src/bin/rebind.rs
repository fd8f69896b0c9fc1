//! Lesson 7's rebind: four times a server leaves its port in TIME_WAIT, and another binds to it.
//!
//! Terminal 1: `cargo run --bin lesson-07-rebind`
//! Terminal 2: `ss -tan state time-wait` (the four ports, for a minute)

use std::io::{self, ErrorKind, Read};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};

use netlesson_common::program::{arguments, fail, usage};
use socket2::{Domain, Socket, Type};

const USAGE: &str = "usage: lesson-07-rebind";

/// Loopback, with the port left to the system.
const ANY_PORT: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

fn main() {
    if arguments().next().is_some() {
        usage(USAGE);
    }
    for first in [false, true] {
        for second in [false, true] {
            let address = leave_in_time_wait(first)
                .unwrap_or_else(|why| fail("cannot leave a port in TIME_WAIT", why));
            let answer = match bind(address, second) {
                Ok(_) => "bound".to_string(),
                Err(why) => why.to_string(),
            };
            let (first, second) = (with(first), with(second));
            println!("{first}, then {second} SO_REUSEADDR on {address}: {answer}");
        }
    }
}

fn with(reuse: bool) -> &'static str {
    if reuse { "with" } else { "without" }
}

/// Opens a socket, with SO_REUSEADDR or without, and binds it.
fn bind(address: SocketAddr, reuse: bool) -> io::Result<Socket> {
    todo!("step 9: open a socket, set SO_REUSEADDR as asked, bind, and return the socket")
}

/// One short conversation in which the server hangs up first. Returns the address where it was.
fn leave_in_time_wait(reuse: bool) -> io::Result<SocketAddr> {
    todo!("step 8: listen, let a client connect, close the server's end first, then the client's")
}
