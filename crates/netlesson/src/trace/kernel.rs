//! What lies in the kernel, computed: what was sent and not received. And whether that can have been so.

use std::collections::{BTreeMap, BTreeSet};

use super::datagrams::Queue;
use super::event::{Did, Event, Protocol, Socket, Way};
use super::stream::{Run, Stream, Units};

/// Bytes on their way.
#[derive(Debug)]
pub struct Flow {
    /// Whether they went into the kernel; otherwise they came out of it.
    pub goes_in: bool,
    /// What the kernel holds afterwards: the units in front.
    pub holds: Vec<Run>,
    /// How many units it holds behind them.
    pub more: usize,
    /// Whether the end of the stream (FIN) is behind it.
    pub is_ended: bool,
}

/// What lies in the kernel, for connections by the way it goes, for datagrams by the port it goes to.
pub struct Kernel {
    units: Units,
    streams: BTreeMap<Way, Stream>,
    queues: BTreeMap<u16, Queue>,
    /// The UDP ports that programs have now: what is sent to any other is gone at once.
    open: BTreeSet<u16>,
    /// The connections of which the sender is one of the programs alone.
    followed: BTreeSet<Way>,
    /// The UDP ports that programs have at any time.
    ports: BTreeSet<u16>,
}

impl Kernel {
    /// Before these events, with nothing in it. What goes the ways `handed_on` others may send, too.
    pub fn before(events: &[Event], handed_on: &BTreeSet<Way>, units: Units) -> Self {
        let mut followed = BTreeSet::new();
        let mut ports = BTreeSet::new();
        for event in events {
            match &event.did {
                Did::Connects { socket, .. } | Did::Accepts { socket }
                    if socket.protocol == Protocol::Tcp =>
                {
                    followed.extend(socket.ways().map(|(out, _)| out));
                }
                Did::Binds { socket }
                | Did::Connects { socket, .. }
                | Did::Sends { socket, .. }
                    if socket.protocol == Protocol::Udp =>
                {
                    ports.insert(socket.local.port());
                }
                _ => {}
            }
        }
        for way in handed_on {
            followed.remove(way);
            ports.remove(&way.1);
        }
        Self {
            units,
            streams: BTreeMap::new(),
            queues: BTreeMap::new(),
            open: BTreeSet::new(),
            followed,
            ports,
        }
    }

    /// A program has a socket from now on.
    pub fn opens(&mut self, socket: &Socket) {
        if socket.protocol == Protocol::Udp {
            self.open.insert(socket.local.port());
        }
    }

    /// So many bytes are sent, of which the first are known. Nothing goes in without an addressee.
    pub fn sends(&mut self, socket: &Socket, known: &[u8], count: usize) -> Option<Flow> {
        self.opens(socket);
        let (out, _) = socket.ways()?;
        let (_, from, to) = out;
        if socket.protocol == Protocol::Tcp {
            let stream = self.streams.entry(out).or_default();
            stream.sends(known, count, self.units);
            return Some(of_stream(stream, true));
        }
        let mut nobody = Queue::default();
        let queue = if self.open.contains(&to) {
            self.queues.entry(to).or_default()
        } else {
            &mut nobody
        };
        queue.sends(from, known, count);
        Some(of_queue(queue, true))
    }

    /// So many bytes are received, of which the first are known, with room for `room`. Also whether they had been sent,
    /// as far as that can be told: of somebody who is not followed it cannot.
    pub fn receives(
        &mut self,
        socket: &Socket,
        known: &[u8],
        count: usize,
        room: usize,
    ) -> (Option<Flow>, bool) {
        if socket.protocol == Protocol::Udp {
            let queue = self.queues.entry(socket.local.port()).or_default();
            let from = socket.peer.map(|peer| peer.port());
            let was_sent = queue.receives(from, known, count, room);
            let is_followed = from.is_some_and(|from| self.ports.contains(&from));
            // From whom it came is not known: it came out of nowhere.
            let flow = (was_sent || from.is_some()).then(|| of_queue(queue, false));
            return (flow, was_sent || !is_followed);
        }
        let Some((_, way)) = socket.ways() else {
            return (None, true);
        };
        let stream = self.streams.entry(way).or_default();
        let unsent = stream.receives(known, count);
        let flow = of_stream(stream, false);
        (Some(flow), unsent == 0 || !self.followed.contains(&way))
    }

    /// Nothing more is sent: shutdown(2) or close(2). A flow if that was not so before.
    pub fn ends(&mut self, socket: &Socket, is_closed: bool) -> Option<Flow> {
        if socket.protocol == Protocol::Udp {
            if is_closed {
                self.open.remove(&socket.local.port());
                self.queues.remove(&socket.local.port());
            }
            return None;
        }
        let (out, _) = socket.ways()?;
        let stream = self.streams.entry(out).or_default();
        let was_ended = std::mem::replace(&mut stream.is_ended, true);
        (!was_ended).then(|| of_stream(stream, true))
    }
}

fn of_stream(stream: &Stream, goes_in: bool) -> Flow {
    let (holds, more) = stream.waiting();
    Flow {
        goes_in,
        holds,
        more,
        is_ended: stream.is_ended,
    }
}

fn of_queue(queue: &Queue, goes_in: bool) -> Flow {
    let (holds, more) = queue.waiting();
    Flow {
        goes_in,
        holds,
        more,
        is_ended: false,
    }
}
