//! Lesson 7's sockopt: reads a fresh socket's options, or sets one and looks what became of it.
//!
//! Terminal 1: `cargo run --bin lesson-07-sockopt list`
//! Terminal 2: `cargo run --bin lesson-07-sockopt set SO_RCVBUF 100000`

use std::io;

use netlesson_common::program::{fail, usage};
use serde_json::{Value, json};
use socket2::{Domain, Socket, Type};

use lesson_07::request::{Request, request};
use lesson_07::{OPTIONS, get, set, why};

const USAGE: &str =
    "usage: lesson-07-sockopt list [--family inet|inet6|unix] [--type stream|dgram] [--json]
       lesson-07-sockopt set NAME VALUE";

fn main() {
    match request().unwrap_or_else(|| usage(USAGE)) {
        Request::List {
            family,
            kind,
            as_json,
        } => match Socket::new(family, kind, None) {
            Ok(socket) => print_list(&socket, as_json),
            Err(why) => fail("cannot open a socket", why),
        },
        Request::Set { name, value } => {
            ask(&name, value).unwrap_or_else(|why| fail(format_args!("cannot set {name}"), why));
        }
    }
}

/// Prints name, level and value of each option that this socket has.
fn print_list(socket: &Socket, as_json: bool) {
    todo!("step 1: read all of OPTIONS, leave out what the socket refuses, print the others")
}

/// Sets an option of a fresh socket, and prints what was asked for and what the kernel made of it.
fn ask(name: &str, asked: u32) -> io::Result<()> {
    todo!("step 3: set it, read it again, print both, and the reason where they differ")
}

fn shown(value: Option<u64>) -> String {
    value.map_or("off".to_string(), |number| number.to_string())
}
