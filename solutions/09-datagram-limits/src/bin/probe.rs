//! Lesson 9's probe: measures what this kernel does with datagrams, and prints what it has seen.
//!
//! Terminal 1: `cargo run --bin solution-09-probe`
//! Terminal 2: `cargo run --bin solution-09-probe -- --json --buffer 100000`
//!
//! IP:PORT is where somebody is asked for, whether anybody is there or not.

use std::net::{Ipv4Addr, Ipv6Addr};

use netlesson_common::program::{arguments, fail, take_address, usage};

use solution_09::findings::{Questions, measure};

const USAGE: &str = "usage: solution-09-probe [--json] [--family inet|inet6] [--word WORD] [--buffer BYTES] [IP:PORT]";

fn main() {
    let (questions, as_json) = take_questions();
    match measure(&questions) {
        Ok(findings) if as_json => println!("{}", findings.json()),
        Ok(findings) => println!("{}", findings.text(&questions)),
        Err(why) => fail("cannot measure", why),
    }
}

/// What the arguments ask for, and whether the answer is to be JSON.
fn take_questions() -> (Questions, bool) {
    let mut arguments = arguments();
    let (mut as_json, mut ip) = (false, Ipv4Addr::LOCALHOST.into());
    let (mut word, mut buffer) = ("hello".to_string(), None);
    while let Some(option) = arguments.next_if(|argument| argument.starts_with("--")) {
        if option == "--json" {
            as_json = true;
            continue;
        }
        let value = arguments.next().unwrap_or_else(|| usage(USAGE));
        match (option.as_str(), value.as_str()) {
            ("--family", "inet") => ip = Ipv4Addr::LOCALHOST.into(),
            ("--family", "inet6") => ip = Ipv6Addr::LOCALHOST.into(),
            ("--word", _) => word = value,
            ("--buffer", bytes) => buffer = Some(bytes.parse().unwrap_or_else(|_| usage(USAGE))),
            _ => usage(USAGE),
        }
    }
    let address = take_address(&mut arguments, 9009, USAGE);
    if arguments.next().is_some() {
        usage(USAGE);
    }
    let questions = Questions {
        ip,
        word,
        address,
        buffer,
    };
    (questions, as_json)
}
