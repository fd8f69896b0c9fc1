//! Lesson 5's client: signs in, then prints what arrives while it sends what is typed.
//!
//! Terminal 1: `cargo run --bin solution-05-server`
//! Terminal 2: `cargo run --bin solution-05-client TOM`
//! Terminal 3: `cargo run --bin solution-05-client JACK`

use std::net::UdpSocket;
use std::sync::Arc;
use std::{process, thread};

use netlesson_common::program::{arguments, fail, take_address, typed_lines, usage};

use solution_05::sign_in::{receive, sign_in};

const USAGE: &str = "usage: solution-05-client [IP:PORT] NAME";

fn main() {
    let mut arguments = arguments();
    let server = take_address(&mut arguments, 9005, USAGE);
    let (Some(name), None) = (arguments.next(), arguments.next()) else {
        usage(USAGE)
    };

    let (socket, reply) = sign_in(server, &name)
        .unwrap_or_else(|why| fail(format_args!("no answer from {server}"), why));
    if reply.starts_with("error: ") {
        eprintln!("{reply}");
        process::exit(1);
    }
    println!("{reply}");

    // Two things are waited for at once, the keyboard and the network: each has its own thread.
    let socket = Arc::new(socket);
    let ears = Arc::clone(&socket);
    thread::spawn(move || print_what_arrives(&ears));
    send_what_is_typed(&socket);
}

fn print_what_arrives(socket: &UdpSocket) {
    // step 7: receive for ever and print each text; an error is told, and is not the end
    loop {
        match receive(socket) {
            Ok(text) => println!("{text}"),
            // The server is away. There is no connection that could be lost: it may come back.
            Err(why) => eprintln!("cannot receive: {why}"),
        }
    }
}

/// Sends the lines typed, and a `/bye` when they end: nothing else tells the server.
fn send_what_is_typed(socket: &UdpSocket) {
    let lines = typed_lines().take_while(|line| line != b"/bye");
    for line in lines.chain([b"/bye".to_vec()]) {
        // An error told here may be the refusal of an earlier datagram. Then this one did not go.
        if let Err(why) = socket.send(&line).or_else(|_| socket.send(&line)) {
            eprintln!("cannot send: {why}");
        }
    }
}
