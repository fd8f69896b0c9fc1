//! The event log of a check: what was started, sent, received and seen, in order.
//! A failed verdict prints it, so that the reader sees the steps that led to the failure.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Serialize, Serializer};

use crate::verdict::Bytes;
use crate::wire::Fate;

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// The student's program of this name.
    Program(String),
    /// The check's own end of a conversation: client 1, client 2, … of the student's server.
    Caller(usize),
    /// The check's own server, for the student's client.
    Host,
    /// The wire between two of the student's programs.
    Wire,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Program(name) => f.write_str(name),
            Self::Caller(number) => write!(f, "caller-{number}"),
            Self::Host => f.write_str("host"),
            Self::Wire => f.write_str("wire"),
        }
    }
}

impl Serialize for Who {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Something that happened while a check was played.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// Who did it.
    pub who: Who,
    /// What was done.
    #[serde(flatten)]
    pub did: Did,
}

/// What was done.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "did", rename_all = "kebab-case")]
pub enum Did {
    /// Was started with these arguments.
    Started { arguments: Vec<String> },
    /// Printed a line that the check waited for.
    Printed { line: Bytes },
    /// Said this line on stderr; noted at the end, whenever it was said.
    Complained { line: Bytes },
    /// Was given a line on its stdin.
    Typed { line: Bytes },
    /// Was captured in a file with these bytes, which a program was given.
    Captured { file: Bytes },
    /// Its stdin was ended.
    InputEnded,
    /// Connected to the student's server, from this address.
    Connected { from: String },
    /// Accepted the student's client.
    Accepted,
    /// Sent these slices. `drained`: each only once the one before had been read.
    Sent { slices: Vec<Bytes>, drained: bool },
    /// Received these bytes.
    Received { bytes: Bytes },
    /// Had this datagram to carry to the program `to`, and did this with it.
    Relayed {
        to: String,
        fate: Fate,
        bytes: Bytes,
    },
    /// Waited at this byte until the program had read all before it and had come to rest.
    Held { offset: usize },
    /// Sent the end of its stream (FIN) behind so many bytes, and goes on reading.
    Finished { sent: usize },
    /// Saw the end of the other's stream (FIN).
    SawEnd,
    /// Reset the connection (RST) behind so many bytes.
    Reset { sent: usize },
    /// Closed its socket.
    Closed,
    /// Closed its UDP socket: whoever sends to it is refused.
    Left,
    /// Opened it again, at the same address.
    CameBack,
    /// Was stopped (SIGSTOP) so that all that is sent piles up before it.
    Frozen,
    /// Was let go on (SIGCONT).
    Thawed,
    /// What it has started, and had stopped itself, was let go on (SIGCONT).
    StartedThawed,
    /// Was sent SIGINT.
    Interrupted,
    /// Was killed (SIGKILL).
    Killed,
    /// Ended with this exit code.
    Exited { code: i32 },
}

/// The log that everything in one check writes to.
#[derive(Debug, Clone, Default)]
pub struct Log(Arc<Mutex<Vec<Event>>>);

impl Log {
    /// Notes what was done.
    pub fn note(&self, who: &Who, did: Did) {
        let event = Event {
            who: who.clone(),
            did,
        };
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(event);
    }

    /// What was noted from this place on: the events before it are not copied again.
    pub fn events_from(&self, place: usize) -> Vec<Event> {
        let events = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        events.get(place..).unwrap_or_default().to_vec()
    }

    /// What was noted so far.
    pub fn events(&self) -> Vec<Event> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
