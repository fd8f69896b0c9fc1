//! Lesson 7's sockopt: reads a fresh socket's options, or sets one and looks what became of it.
//!
//! Terminal 1: `cargo run --bin solution-07-sockopt list`
//! Terminal 2: `cargo run --bin solution-07-sockopt set SO_RCVBUF 100000`

use std::io;

use netlesson_common::program::{fail, usage};
use serde_json::{Value, json};
use socket2::{Domain, Socket, Type};

use solution_07::request::{Request, request};
use solution_07::{OPTIONS, get, set, why};

const USAGE: &str =
    "usage: solution-07-sockopt list [--family inet|inet6|unix] [--type stream|dgram] [--json]
       solution-07-sockopt set NAME VALUE";

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
    // step 1: read all of OPTIONS, leave out what the socket refuses, print the others
    let mut objects = Vec::new();
    for (name, level) in OPTIONS {
        match get(socket, name) {
            Ok(value) if as_json => {
                objects.push(json!({"name": name, "level": level, "value": value}));
            }
            Ok(value) => println!("{name:<12} {level:<11} {}", shown(value)),
            // An option of another family or type: this socket does not have it.
            Err(_) => {}
        }
    }
    if as_json {
        println!("{}", Value::from(objects));
    }
}

/// Sets an option of a fresh socket, and prints what was asked for and what the kernel made of it.
fn ask(name: &str, asked: u32) -> io::Result<()> {
    // step 3: set it, read it again, print both, and the reason where they differ
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    set(&socket, name, asked)?;
    let got = get(&socket, name)?;
    println!("{name}: asked {asked}, got {}", shown(got));
    if let Some(reason) = got.and_then(|got| why(name, asked.into(), got)) {
        println!("why: {reason}");
    }
    Ok(())
}

fn shown(value: Option<u64>) -> String {
    value.map_or("off".to_string(), |number| number.to_string())
}
