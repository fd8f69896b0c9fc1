//! Lesson 8's server: takes files into a folder, each seen there only when it is whole.
//!
//! Terminal 1: `mkdir -p /tmp/inbox; cargo run --bin lesson-08-server /tmp/inbox`
//! Terminal 2: `cargo run --bin lesson-08-client Cargo.lock`

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use netlesson_common::program::{arguments, fail, take_address, usage};
use serde_json::json;

use lesson_08::announcement::Announcement;
use lesson_08::folder::Folder;
use lesson_08::{receive_json, send_json};

const USAGE: &str = "usage: lesson-08-server [IP:PORT] DIR";

fn main() {
    let mut arguments = arguments();
    let address = take_address(&mut arguments, 9008, USAGE);
    let (Some(path), None) = (arguments.next(), arguments.next()) else {
        usage(USAGE)
    };
    let folder = Folder::open(Path::new(&path))
        .unwrap_or_else(|why| fail(format_args!("cannot open {path}"), why));
    let listener =
        listen(address).unwrap_or_else(|why| fail(format_args!("cannot listen on {address}"), why));
    loop {
        match listener.accept() {
            Ok((stream, peer)) => {
                let folder = folder.clone();
                // A thread for each, as in lesson 6: who sends slowly keeps nobody waiting.
                let spawned = thread::Builder::new().spawn(move || serve(stream, peer, &folder));
                if let Err(why) = spawned {
                    eprintln!("no thread for {peer}: {why}");
                }
            }
            Err(why) => eprintln!("cannot accept: {why}"),
        }
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    println!("listening on {}", listener.local_addr()?);
    Ok(listener)
}

/// One call, from hello to goodbye. However it ends, it ends for this client only.
fn serve(mut stream: TcpStream, peer: SocketAddr, folder: &Folder) {
    println!("connection from {peer}");
    if let Err(why) = take_file(&mut stream, peer, folder) {
        eprintln!("error: {peer}: {why}");
        // If the client has gone, it is told nothing.
        let _ = send_json(&mut stream, &json!({"error": why.to_string()}));
    }
    // To close over unread bytes would reset the connection, and the answer could be lost.
    let _ = stream.shutdown(Shutdown::Write);
    let _ = io::copy(&mut stream, &mut io::sink());
    println!("{peer} hung up");
}

/// One file, from its announcement to the answer.
fn take_file(stream: &mut TcpStream, peer: SocketAddr, folder: &Folder) -> io::Result<()> {
    todo!("step 6: announcement, begin, print, offset, receive, store, print, ok")
}
