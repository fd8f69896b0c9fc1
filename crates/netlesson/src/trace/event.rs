//! What programs did: events, as `wire --json` prints them.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

/// What was recorded.
#[derive(Debug, Default)]
pub struct Recording {
    /// What was done, in the order in which it began.
    pub events: Vec<Event>,
    /// The files that the programs were started from: the first program that began is the first.
    pub files: Vec<PathBuf>,
    /// What others than these programs may send on, too: somebody who is not followed was given the socket.
    pub handed_on: BTreeSet<Way>,
    /// The programs of which a call was left and not entered, or entered twice.
    pub torn: BTreeSet<usize>,
}

/// Something that a program did.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// When it began, since the first program did.
    pub at: Duration,
    /// When it was over.
    pub until: Duration,
    /// Who did it: the first program that began is 0.
    pub program: usize,
    #[serde(flatten)]
    pub did: Did,
}

impl Event {
    /// When it is to be told. A call that takes something out of the kernel is over when it has it; one that puts
    /// something in has begun before. So whatever was taken had been put in.
    pub fn moment(&self) -> Duration {
        match self.did {
            Did::Receives { .. } | Did::Accepts { .. } => self.until,
            _ => self.at,
        }
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "did", rename_all = "kebab-case")]
pub enum Did {
    /// Waits for datagrams here, bind(2).
    Binds { socket: Socket },
    /// Waits for connections, listen(2).
    Listens { socket: Socket },
    /// connect(2).
    Connects { socket: Socket, failed: Option<i32> },
    /// accept(2).
    Accepts { socket: Socket },
    /// send(2), sendto(2), write(2), sendfile(2) and their like.
    Sends {
        socket: Socket,
        call: &'static str,
        /// What was sent: at most the first 64 KiB of it, and nothing where the call does not show it (sendfile(2)).
        bytes: Vec<u8>,
        /// How many bytes were to be sent.
        asked: usize,
        /// How many the kernel took; or the error's number. None if the call was not over when the program ended.
        result: Option<Result<usize, i32>>,
    },
    /// recv(2), recvfrom(2), read(2), splice(2) and their like.
    Receives {
        socket: Socket,
        call: &'static str,
        /// Whether what came was only looked at, and stays in the kernel (MSG_PEEK).
        peeks: bool,
        /// How many bytes there was room for.
        room: usize,
        /// What came: at most the first 64 KiB of it, and nothing where the call does not show it.
        bytes: Vec<u8>,
        /// How many came; or the error's number.
        result: Result<usize, i32>,
    },
    /// shutdown(2) of what it sends.
    ShutsDown { socket: Socket },
    /// Its last descriptor of the socket is closed, close(2).
    Closes { socket: Socket },
    /// Prints, write(2) to stdout or stderr.
    Prints { bytes: Vec<u8> },
    /// It is over.
    Ends,
}

/// A socket as its program sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Socket {
    pub protocol: Protocol,
    pub local: SocketAddr,
    /// The peer: of the connection, or of this datagram.
    pub peer: Option<SocketAddr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    Tcp,
    Udp,
}

/// A key of what goes one way: the protocol, from, to. Hosts are left out: all is on this machine, and a UDP socket may
/// not know its own.
pub type Way = (Protocol, u16, u16);

impl Socket {
    /// The ways of what is sent here and of what is received; none without a peer.
    pub fn ways(&self) -> Option<(Way, Way)> {
        let (local, peer) = (self.local.port(), self.peer?.port());
        let out = (self.protocol, local, peer);
        Some((out, (self.protocol, peer, local)))
    }
}
