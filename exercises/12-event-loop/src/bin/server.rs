//! Lesson 12's server: lesson 6's room, on one thread, for ten thousand.
//!
//! Terminal 1: `cargo run --bin lesson-12-server`
//! Terminal 2: `cargo run --bin lesson-12-client`
//! Terminal 3: `cargo run --bin lesson-12-client`
//!
//! The operator types in terminal 1: `2 text` for client 2, `all text` for everyone, `quit`.

use netlesson_common::program::{fail, only_address};

use lesson_12::event_loop::EventLoop;
use lesson_12::operator::typed_lines;

const USAGE: &str = "usage: lesson-12-server [IP:PORT]";

fn main() {
    let address = only_address(9012, USAGE);
    let (server, waker) = EventLoop::bind(address)
        .unwrap_or_else(|why| fail(format_args!("cannot listen on {address}"), why));
    println!("listening on {}", server.address());

    let served = server.serve_forever(&typed_lines(waker));
    let served = served.unwrap_or_else(|why| fail("cannot wait for events", why));
    println!("served {served} clients");
}
