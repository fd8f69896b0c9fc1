//! The loop: one thread that waits for whatever happens next, on any of thousands of sockets.
//!
//! The kernel says *that* something has changed at a socket, once, and not how much there is to do.
//! So the loop keeps a list of those who may have something for it, and a name stays on that list
//! until the socket itself says that there is nothing more.
//!
//! ```text
//!         +--> wait for events --> ready: 0, 4, 17 --> attend to each, a piece at a time --+
//!         |    (not at all, while someone is ready)    (stays ready until WouldBlock)      |
//!         +----------------- the operator's lines, new callers, those who leave <----------+
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::mem;
use std::net::SocketAddr;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use mio::net::TcpListener;
use mio::{Events, Interest, Poll, Token, Waker};
use socket2::{Domain, Socket, Type};

use crate::connection::Connection;
use crate::room::Room;

/// The names under which the kernel tells of the two that are no client. Clients have their numbers.
const LISTENER: Token = Token(usize::MAX);
const OPERATOR: Token = Token(usize::MAX - 1);
/// How long the end of a connection waits for a client that does not read.
const PATIENCE: Duration = Duration::from_secs(2);

/// The server: everything that its one thread looks after.
pub struct EventLoop {
    poll: Poll,
    address: SocketAddr,
    /// `None` once the server closes.
    listener: Option<TcpListener>,
    room: Room,
    /// Who has left the room and is still to get what was said to it, and until when it is given time.
    leaving: BTreeMap<usize, (Connection, Instant)>,
    /// Who may have something for us, or room for something from us.
    ready: BTreeSet<usize>,
    served: usize,
}

impl EventLoop {
    /// Listens on `address`. The waker wakes the loop from another thread.
    pub fn bind(address: SocketAddr) -> io::Result<(Self, Waker)> {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
        socket.set_reuse_address(true)?;
        socket.bind(&address.into())?;
        socket.listen(1024)?;
        socket.set_nonblocking(true)?;
        let mut listener = TcpListener::from_std(socket.into());
        let poll = Poll::new()?;
        let registry = poll.registry();
        registry.register(&mut listener, LISTENER, Interest::READABLE)?;
        let waker = Waker::new(registry, OPERATOR)?;
        let server = EventLoop {
            address: listener.local_addr()?,
            poll,
            listener: Some(listener),
            room: Room::default(),
            leaving: BTreeMap::new(),
            ready: BTreeSet::new(),
            served: 0,
        };
        Ok((server, waker))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until the operator types `quit` and everyone has gone, and returns the number of
    /// connections served.
    pub fn serve_forever(mut self, typed: &Receiver<String>) -> io::Result<usize> {
        // step 2: wait, note who is ready, attend to each of them, accept, hear the operator
        let mut events = Events::with_capacity(1024);
        while self.listener.is_some() || !self.leaving.is_empty() {
            self.wait(&mut events)?;
            let clients = events.iter().map(|event| event.token());
            let clients = clients.filter(|token| ![LISTENER, OPERATOR].contains(token));
            self.ready.extend(clients.map(|Token(number)| number));
            // Each has one turn; who may have more is ready again the next time round.
            for number in mem::take(&mut self.ready) {
                self.attend(number);
            }
            self.let_go();
            self.accept();
            typed.try_iter().for_each(|line| self.operate(&line));
        }
        Ok(self.served)
    }

    /// Waits until something happens. Not at all while someone is ready, and no longer than until
    /// somebody's time is up.
    fn wait(&mut self, events: &mut Events) -> io::Result<()> {
        let next = self.leaving.values().map(|(_, until)| *until).min();
        let limit = if self.ready.is_empty() {
            next.map(|until| until.saturating_duration_since(Instant::now()))
        } else {
            Some(Duration::ZERO)
        };
        match self.poll.poll(events, limit) {
            // A signal came, or Ctrl-Z and fg: there are no events, and that is all.
            Err(why) if why.kind() == io::ErrorKind::Interrupted => Ok(()),
            other => other,
        }
    }

    /// Takes every caller that there is. Called each time round, so that those for whom there was no
    /// descriptor get one when somebody has left.
    fn accept(&mut self) {
        // step 3: accept until WouldBlock; register each stream, let it into the room
        while let Some(listener) = &self.listener {
            let (mut stream, peer) = match listener.accept() {
                Ok(connection) => connection,
                Err(why) if why.kind() == io::ErrorKind::WouldBlock => return,
                // One caller less, or no descriptor free just now. The server stays.
                Err(why) => return eprintln!("cannot accept: {why}"),
            };
            let (number, both) = (self.served, Interest::READABLE | Interest::WRITABLE);
            let registry = self.poll.registry();
            if let Err(why) = registry.register(&mut stream, Token(number), both) {
                return eprintln!("cannot watch {peer}: {why}");
            }
            self.room.enter(number, peer, Connection::new(stream));
            self.served += 1;
        }
    }

    /// One turn for a client: writes what waits for it, hears a piece of what it says.
    fn attend(&mut self, number: usize) {
        let turn = match self.leaving.get_mut(&number) {
            Some((connection, _)) => see_off(connection),
            None => self.listen(number),
        };
        match turn {
            Ok(None) => {}
            // There may be more where that came from.
            Ok(Some(1..)) => drop(self.ready.insert(number)),
            Ok(Some(0)) => self.leave(number),
            Err(why) => {
                eprintln!("client {number}: {why}");
                self.leave(number);
            }
        }
    }

    /// Hears a piece of what a client says, and passes on the messages that it makes whole. Returns the
    /// piece's length, as [`Connection::receive`] does.
    fn listen(&mut self, number: usize) -> io::Result<Option<usize>> {
        let Some(client) = self.room.client(number) else {
            return Ok(None); // it has left, and an event of its has come late
        };
        client.flush();
        let received = client.receive()?;
        while let Some(client) = self.room.client(number)
            && let Some(message) = client.next_message()?
        {
            self.room.hear(number, &message);
        }
        match self.room.client(number) {
            Some(client) if received == Some(0) && !client.is_between_messages() => {
                Err(io::Error::other("the stream ended inside a message"))
            }
            _ => Ok(received),
        }
    }

    /// Takes a client out of the room; one that has left it already is let go of. What was said before
    /// is still written.
    fn leave(&mut self, number: usize) {
        // step 7: off the list, among those who are leaving, with a time limit, and ready
        self.leaving.remove(&number);
        if let Some(connection) = self.room.leave(number) {
            let until = Instant::now() + PATIENCE;
            self.leaving.insert(number, (connection, until));
            self.ready.insert(number);
        }
    }

    /// Lets go of those whose time is up, whatever still waits for them.
    fn let_go(&mut self) {
        let now = Instant::now();
        self.leaving.retain(|_, (_, until)| *until > now);
    }

    /// Does what the operator typed. After `quit` nobody comes in any more, and everyone leaves.
    fn operate(&mut self, line: &str) {
        if line == "quit" {
            self.listener = None;
            while let Some(number) = self.room.anyone() {
                self.leave(number);
            }
        } else if let Err(why) = self.room.announce(line) {
            eprintln!("error: {why}");
        }
    }
}

/// One turn for a client that is leaving: writes what still waits for it, then tells it that this was
/// all, and looks whether it has hung up. What it says is nobody's any more.
fn see_off(connection: &mut Connection) -> io::Result<Option<usize>> {
    // step 8: flush; when all is written, finish; discard what comes, and 0 counts only then
    connection.flush();
    if !connection.is_flushed() {
        return Ok(connection.discard()?.filter(|length| *length > 0));
    }
    connection.finish();
    connection.discard()
}
