//! Lesson 11's dissector: takes a capture apart, a line of JSON for each packet.
//!
//! Terminal 1: `cargo run --bin solution-11-dissect crates/netlesson-checks/captures/talk.pcap`
//!
//! With tcpdump, and the rights to use it, a capture of your own: `tcpdump -i eth0 -c 20 -w mine.pcap`

use std::fs;
use std::io::{self, ErrorKind, Write};

use netlesson_common::program::{arguments, fail, usage};

use solution_11::flow::Flows;
use solution_11::line::Line;
use solution_11::pcap::Capture;

const USAGE: &str = "usage: solution-11-dissect FILE.pcap";

fn main() {
    let mut arguments = arguments();
    let (Some(path), None) = (arguments.next(), arguments.next()) else {
        usage(USAGE)
    };
    let cannot_read = format!("cannot read {path}");
    let file = fs::read(&path).unwrap_or_else(|why| fail(&cannot_read, why));
    let capture = Capture::open(&file).unwrap_or_else(|why| fail(&cannot_read, why));
    // A broken pipe says that nobody wants to see the rest: `dissect FILE | head`.
    if let Err(why) = print_all(capture)
        && why.kind() != ErrorKind::BrokenPipe
    {
        fail("cannot print", why)
    }
}

/// Prints a line for each packet.
fn print_all(mut capture: Capture) -> io::Result<()> {
    let mut flows = Flows::default();
    for number in 1.. {
        let line = match capture.next_record() {
            Ok(None) => break,
            Ok(Some(record)) => Line::dissect(number, capture.link, &record, &mut flows),
            Err(why) => Line::missing(number, why),
        };
        writeln!(io::stdout(), "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}
