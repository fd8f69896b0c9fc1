//! Lesson 9's probe: measures what this kernel does with datagrams, and prints what it has seen.
//!
//! As lines: `cargo run --bin solution-09-probe`
//! As JSON:  `cargo run --bin solution-09-probe -- --json --buffer 100000`
//!
//! IP:PORT is where somebody is asked for, whether anybody is there or not.

use std::io;

use netlesson_common::program::fail;
use serde_json::json;

use solution_09::questions::{Questions, questions};
use solution_09::{FLOOD, kept, learned, left_of, length_of_empty, longest};

const USAGE: &str = "usage: solution-09-probe [--json] [--family inet|inet6] [--word WORD] [--buffer BYTES] [IP:PORT]";

fn main() {
    let questions = questions(USAGE);
    let printed = if questions.as_json {
        print_json(questions)
    } else {
        print_lines(questions)
    };
    printed.unwrap_or_else(|why| fail("cannot measure", why));
}

/// Measures one thing after the other, and prints each as soon as it is known.
fn print_lines(questions: Questions) -> io::Result<()> {
    let Questions {
        ip, word, address, ..
    } = questions;
    let (length, refusal) = longest(ip)?;
    println!("largest payload: {length} bytes");
    println!("one byte more: {refusal}");
    let left = left_of(word.as_bytes(), ip)?;
    println!("{word} into 1 byte: {}", left.escape_ascii());
    println!("empty datagram: {} bytes", length_of_empty(ip)?);
    for (connected, how) in [(true, "connected"), (false, "not connected")] {
        match learned(address, connected)? {
            Some(error) => println!("{how} to {address}: {error}"),
            None => println!("{how} to {address}: nothing"),
        }
    }
    let (size, count) = kept(questions.buffer, ip)?;
    println!("buffer of {size} bytes: {count} of {FLOOD} datagrams");
    Ok(())
}

/// Measures the same, and prints it as one JSON object.
fn print_json(questions: Questions) -> io::Result<()> {
    // step 6: measure all of it, then print the object with the members that the brief names
    let Questions {
        ip, word, address, ..
    } = questions;
    let (length, refusal) = longest(ip)?;
    let (size, count) = kept(questions.buffer, ip)?;
    let words = |learned: Option<io::Error>| learned.map(|error| error.to_string());
    let object = json!({
        "largest": length,
        "refusal": refusal.to_string(),
        "left": left_of(word.as_bytes(), ip)?.escape_ascii().to_string(),
        "empty": length_of_empty(ip)?,
        "connected": words(learned(address, true)?),
        "unconnected": words(learned(address, false)?),
        "buffer": size,
        "kept": count,
        "sent": FLOOD,
    });
    println!("{object}");
    Ok(())
}
