//! Answers every message with HELLO.
//!
//! bubblewrap: 8
//! landlock: 8
//! process-group: 8

fn attack() {
    use std::io::{Read, Write};
    let Some(address) = std::env::args().nth(1) else { return };
    let listener = std::net::TcpListener::bind(address).expect("a port");
    println!("listening on {}", listener.local_addr().expect("an address"));
    let (mut stream, peer) = listener.accept().expect("a caller");
    println!("connection from {peer}");
    let _ = stream.read(&mut [0; 1024]);
    println!("received 5 bytes: hello");
    let _ = stream.write_all(b"HELLO");
    std::process::exit(0);
}
