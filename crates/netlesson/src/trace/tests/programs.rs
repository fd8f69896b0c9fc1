//! Programs to be followed. Each is a test that is ignored: `cargo test` alone does not run it, the tests beside it do.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rustix::fs::sendfile;
use rustix::pipe::{SpliceFlags, splice};

const ANY: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

/// How many threads send, and how many receive.
pub const THREADS: usize = 25;

/// How many bytes go from a file into a socket, and from a pipe.
pub const COPIED: usize = 30_000;

fn connected() -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind(ANY).unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    (client, listener.accept().unwrap().0)
}

#[test]
#[ignore = "a program for the other tests"]
fn threads() {
    // New threads beside some that never wait: then a child runs before its parent is told of it, and after.
    let busy = AtomicBool::new(true);
    let busy = &busy;
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(move || {
                while busy.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let both = |_| {
            let (mut client, mut server) = connected();
            let sends = scope.spawn(move || client.write_all(b"hello").unwrap());
            let receives = scope.spawn(move || server.read_exact(&mut [0; 5]).unwrap());
            [sends, receives]
        };
        for thread in (0..THREADS).flat_map(both) {
            thread.join().unwrap();
        }
        busy.store(false, Ordering::Relaxed);
    });
}

#[test]
#[ignore = "a program for the other tests"]
fn peeks() {
    let (mut client, mut server) = connected();
    client.write_all(b"hello").unwrap();
    server.peek(&mut [0]).unwrap();
    server.read_exact(&mut [0; 2]).unwrap();
    assert_eq!(server.read(&mut [0; 9]).unwrap(), 3);
}

#[test]
#[ignore = "a program for the other tests"]
fn datagrams() {
    let [receiver, sender] = [ANY, ANY].map(|any| UdpSocket::bind(any).unwrap());
    let to = receiver.local_addr().unwrap();
    sender.send_to(b"aaaaaaaa", to).unwrap();
    sender.send_to(b"bbbbbbbb", to).unwrap();
    assert_eq!(receiver.recv(&mut [0; 4]).unwrap(), 4);
    assert_eq!(receiver.recv_from(&mut [0; 4]).unwrap().0, 4);
}

#[test]
#[ignore = "a program for the other tests"]
fn sends_much() {
    let (mut client, mut server) = connected();
    let receives = thread::spawn(move || {
        server.read_exact(&mut vec![0; 200_000]).unwrap();
        server.read_exact(&mut [0; 4]).unwrap();
    });
    assert_eq!(client.write(&[b'x'; 200_000]).unwrap(), 200_000);
    client.write_all(b"tail").unwrap();
    receives.join().unwrap();
}

#[test]
#[ignore = "a program for the other tests"]
fn copies() {
    let (client, mut server) = connected();
    let receives = thread::spawn(move || {
        let mut all = Vec::new();
        server.read_to_end(&mut all).unwrap();
        assert_eq!(all.len(), 2 * COPIED);
    });
    let mut file: File = tempfile::tempfile().unwrap();
    file.write_all(&[b'x'; COPIED]).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    let mut left = COPIED;
    while left > 0 {
        left -= sendfile(&client, &file, None, left).unwrap();
    }
    let (reader, mut writer) = io::pipe().unwrap();
    writer.write_all(&[b'y'; COPIED]).unwrap();
    let (mut left, none) = (COPIED, SpliceFlags::empty());
    while left > 0 {
        left -= splice(&reader, None, &client, None, left, none).unwrap();
    }
    drop(client);
    receives.join().unwrap();
}
