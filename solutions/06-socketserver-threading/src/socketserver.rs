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
        // step 1: accept in a loop, give each connection a thread, at the end join them all
        let mut conversations: Vec<Conversation> = Vec::new();
        let mut served = 0;
        while let Some((stream, peer)) = self.accept() {
            // Those that have ended need no join any more: letting go of them is enough.
            conversations.retain(|(_, thread)| !thread.is_finished());
            let stream = Arc::new(stream);
            let connection = Arc::downgrade(&stream);
            let handler = Arc::clone(handler);
            let conversation = move || handler.handle(served, stream, peer);
            match thread::Builder::new().spawn(conversation) {
                Ok(thread) => conversations.push((connection, thread)),
                Err(why) => eprintln!("no thread for {peer}: {why}"),
            }
            served += 1;
        }
        handler.say_goodbye();
        join_all(conversations);
        served
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
        // step 6: set closing, then connect to our own address, which wakes accept
        self.closing.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

/// Waits for every conversation, and cuts off those that do not end by themselves.
fn join_all(conversations: Vec<Conversation>) {
    // step 7: wait a while for the threads, cut off open connections, join each thread
    wait_until(|| conversations.iter().all(|(_, thread)| thread.is_finished()));
    for (connection, thread) in conversations {
        if let Some(stream) = connection.upgrade() {
            // This wakes a thread from the read or the write in which it waits.
            let _ = stream.shutdown(Shutdown::Both);
        }
        // An error says that the handler panicked: that was its own affair.
        let _ = thread.join();
    }
}

/// Waits until `done`, but no longer than two seconds.
pub fn wait_until(done: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !done() && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(10));
    }
}
