//! A small socketserver, after the Python module of that name: a thread for every connection.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};

/// How long the end of a connection waits for a client that does not read.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a server does with its connections.
pub trait Handler: Send + Sync + 'static {
    /// One conversation, from the first byte to the last, in a thread of its own. Connections are
    /// numbered from 0 as they arrive.
    fn handle(&self, number: usize, stream: Arc<TcpStream>, peer: SocketAddr);

    /// The server is about to close: brings every conversation to its end, and waits for none.
    fn say_goodbye(&self);
}

/// A thread that holds a conversation, and a way to the connection that does not keep it open.
type Conversation = (Weak<TcpStream>, JoinHandle<()>);

/// A TCP server with a thread for every connection.
pub struct ThreadingServer {
    listener: TcpListener,
    address: SocketAddr,
    closing: AtomicBool,
}

impl ThreadingServer {
    /// Listens on `address`.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
        socket.set_reuse_address(true)?;
        socket.bind(&address.into())?;
        // std would listen with 128: of 200 who call at once, some would be heard a second later.
        socket.listen(1024)?;
        let listener = TcpListener::from(socket);
        Ok(ThreadingServer {
            address: listener.local_addr()?,
            listener,
            closing: AtomicBool::new(false),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until [`shutdown`](Self::shutdown) is called, and returns the number of connections
    /// served when the last of their threads has ended.
    pub fn serve_forever(&self, handler: &Arc<impl Handler>) -> usize {
        todo!("step 1: accept in a loop, give each connection a thread, at the end join them all")
    }

    /// The next connection, or `None` when the server is to close.
    fn accept(&self) -> Option<(TcpStream, SocketAddr)> {
        loop {
            let accepted = self.listener.accept();
            if self.closing.load(Ordering::SeqCst) {
                return None;
            }
            match accepted {
                Ok(connection) => return Some(connection),
                // One caller less, or no descriptor free just now. The server stays.
                Err(why) => eprintln!("cannot accept: {why}"),
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Makes [`serve_forever`](Self::serve_forever) come to its end, from another thread.
    pub fn shutdown(&self) {
        todo!("step 6: set closing, then connect to our own address, which wakes accept")
    }
}

/// Waits for every conversation, and cuts off those that do not end by themselves.
fn join_all(conversations: Vec<Conversation>) {
    todo!("step 7: wait a while for the threads, cut off open connections, join each thread")
}

/// Waits until `done`, but no longer than two seconds.
pub fn wait_until(done: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !done() && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(10));
    }
}
