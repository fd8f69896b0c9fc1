//! What programs did, as rows of a picture: who did it, what the kernel holds for the other one afterwards.
//!
//! ```text
//! clients (left)            the kernel                 server (right)
//! send "hello"        ──▶  │hello│
//! send "feng"         ──▶  │hello│feng│
//!                          │                      ──▶  recv(10) = "hellofeng"
//! ```
//!
//! What lies in the kernel is computed: the bytes that were sent on a connection and not received from it.
//! A stream is cut into units, which have colours: what one send gave, or one frame.

use std::net::SocketAddr;
use std::ops::Range;
use std::time::Duration;

use nix::errno::Errno;
use nix::libc::{EINPROGRESS, ENOSYS};
use textwrap::core::display_width;

use super::event::{Did, Event, Recording};
use super::kernel::{Flow, Kernel};
use super::stream::{SHOWN, Units, shown};

/// Which side of the picture a program stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// What is drawn.
#[derive(Debug)]
pub struct Picture {
    /// The programs' names and sides.
    pub programs: Vec<(String, Side)>,
    /// Time goes downwards.
    pub rows: Vec<Row>,
    /// How many rows are left out, behind the first [`FIRST`].
    pub left_out: usize,
    /// What was recorded and cannot have happened: such a picture is wrong.
    pub contradictions: Vec<Contradiction>,
}

/// What cannot have happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Whose it is: a place in [`Picture::programs`].
    pub program: usize,
    pub what: What,
}

/// Why it cannot have happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// This row takes bytes that nobody has sent, though whoever could is followed.
    Unsent(String),
    /// This row failed since the kernel has no such call (ENOSYS). It has; but that is what stands in the register
    /// of a result when a call is entered.
    NoSuchCall(String),
    /// A call was left that was never entered, or entered twice.
    Torn,
}

/// Of a picture with more rows than anybody would look at, so many are drawn at its beginning and at its end.
pub const FIRST: usize = 100;
const LAST: usize = 50;

/// One thing that a program did.
#[derive(Debug)]
pub struct Row {
    /// When it was over, since the first program began.
    pub at: Duration,
    /// The first row that happened while this call was waiting: its own if it did not wait.
    pub since: usize,
    /// Who did it: a place in [`Picture::programs`].
    pub program: usize,
    /// What it did.
    pub label: Label,
    /// What went into the kernel by it, or came out.
    pub flow: Option<Flow>,
}

impl Row {
    /// The rows that happened while this call was waiting, where `own` is its place.
    pub fn waited(&self, own: usize) -> Range<usize> {
        self.since.min(own)..own
    }
}

/// What a program did, in the words of the calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A call with what went in or came out: `recv(10) = "hello"`.
    Call(String),
    /// A call that failed.
    Failed(String),
    /// What it printed.
    Printed(String),
}

impl Picture {
    /// Draws what programs of these names did, in the order in which they were started. Where a side is not said, it
    /// is on the right that somebody waits to be called.
    pub fn of(recording: &Recording, cast: &[(String, Option<Side>)], units: Units) -> Self {
        let events = &recording.events;
        let mut programs = sides(events, cast);
        // Two of a kind stand opposite each other.
        if let [(_, first), (_, second)] = programs.as_mut_slice()
            && first == second
        {
            (*first, *second) = (Side::Left, Side::Right);
        }
        let torn = recording.torn.iter().map(|program| Contradiction {
            program: *program,
            what: What::Torn,
        });
        let mut contradictions: Vec<Contradiction> = torn.collect();
        let mut kernel = Kernel::before(events, &recording.handed_on, units);
        let mut order: Vec<&Event> = events.iter().collect();
        order.sort_by_key(|event| event.moment());
        let mut rows: Vec<Row> = Vec::new();
        for event in order {
            let Some(Drawn {
                label,
                flow,
                is_possible,
            }) = drawn(&event.did, &mut kernel)
            else {
                continue;
            };
            let what = match (&label, is_possible) {
                (Label::Failed(text), false) => Some(What::NoSuchCall(text.clone())),
                (Label::Call(text) | Label::Printed(text), false) => {
                    Some(What::Unsent(text.clone()))
                }
                (_, true) => None,
            };
            contradictions.extend(what.map(|what| Contradiction {
                program: event.program,
                what,
            }));
            let since = rows.partition_point(|row| row.at < event.at);
            rows.push(Row {
                at: event.moment(),
                since,
                program: event.program,
                label,
                flow,
            });
        }
        let left_out = shorten(&mut rows);
        Self {
            programs,
            rows,
            left_out,
            contradictions,
        }
    }
}

/// The programs' names and sides. Who binds a UDP socket and connects it is no server: std::net offers a client
/// nothing else.
fn sides(events: &[Event], cast: &[(String, Option<Side>)]) -> Vec<(String, Side)> {
    let did = |program: usize, what: fn(&Did) -> bool| {
        let mut its = events.iter().filter(|event| event.program == program);
        its.any(|event| what(&event.did))
    };
    let serves = |program: usize| {
        let connects = did(program, |did| matches!(did, Did::Connects { .. }));
        let binds = did(program, |did| matches!(did, Did::Binds { .. }));
        let listens = did(program, |did| matches!(did, Did::Listens { .. }));
        listens || (binds && !connects)
    };
    let came = events.iter().map(|event| event.program + 1).max();
    (0..came.unwrap_or(0))
        .map(|program| {
            let (name, side) = cast.get(program).cloned().unzip();
            let side = side.flatten().unwrap_or(if serves(program) {
                Side::Right
            } else {
                Side::Left
            });
            (name.unwrap_or_else(|| format!("program {program}")), side)
        })
        .collect()
}

/// Leaves out what is in the middle, if there is too much of it; how many rows are left out.
fn shorten(rows: &mut Vec<Row>) -> usize {
    let Some(left_out @ 1..) = rows.len().checked_sub(FIRST + LAST) else {
        return 0;
    };
    rows.drain(FIRST..FIRST + left_out);
    for row in rows {
        if row.since > FIRST {
            row.since = FIRST.max(row.since.saturating_sub(left_out));
        }
    }
    left_out
}

/// What is seen of an event, and what the kernel holds after it.
struct Drawn {
    label: Label,
    flow: Option<Flow>,
    /// Whether it can have happened.
    is_possible: bool,
}

impl Drawn {
    fn call(text: String, flow: Option<Flow>) -> Self {
        Self {
            label: Label::Call(text),
            flow,
            is_possible: true,
        }
    }

    fn failed(call: &str, error: i32) -> Self {
        let name = format!("{:?}", Errno::from_raw(error));
        Self {
            label: Label::Failed(format!("{call}: {name}")),
            flow: None,
            is_possible: error != ENOSYS,
        }
    }
}

fn drawn(did: &Did, kernel: &mut Kernel) -> Option<Drawn> {
    Some(match did {
        Did::Listens { socket } => Drawn::call(format!("listen {}", socket.local), None),
        Did::Binds { socket } => {
            kernel.opens(socket);
            Drawn::call(format!("bind {}", socket.local), None)
        }
        Did::Accepts { socket } => Drawn::call(format!("accept{}", from(socket.peer)), None),
        Did::Connects { failed, socket } => {
            let call = format!("connect{}", from(socket.peer));
            match failed {
                Some(error) if *error != EINPROGRESS => Drawn::failed(&call, *error),
                _ => {
                    kernel.opens(socket);
                    Drawn::call(call, None)
                }
            }
        }
        Did::Sends {
            call: name,
            asked,
            result: Some(Err(error)),
            ..
        } => Drawn::failed(&format!("{name}({asked})"), *error),
        Did::Sends {
            socket,
            call: name,
            bytes,
            asked,
            result,
        } => {
            // What was not over may have gone in to the last byte.
            let count = match result {
                Some(Ok(count)) => *count,
                _ => *asked,
            };
            let flow = kernel.sends(socket, bytes, count);
            let mut text = (*name).to_string();
            if !bytes.is_empty() || count == 0 {
                text += &format!(" \"{}\"", shown(bytes, bytes.len(), SHOWN));
            }
            if count != *asked || bytes.len() < count {
                text += &format!(" ({count} / {asked})");
            }
            Drawn::call(text, flow)
        }
        Did::Receives {
            call: name,
            room,
            result: Err(error),
            ..
        } => Drawn::failed(&format!("{name}({room})"), *error),
        Did::Receives {
            socket,
            call: name,
            peeks,
            room,
            bytes,
            result: Ok(count),
        } => {
            let what = if bytes.is_empty() && *count > 0 {
                count.to_string()
            } else {
                format!("\"{}\"", shown(bytes, bytes.len(), SHOWN))
            };
            // What was only looked at stays where it is (MSG_PEEK).
            if *peeks {
                return Some(Drawn::call(format!("{name}({room}, PEEK) = {what}"), None));
            }
            let (flow, is_possible) = kernel.receives(socket, bytes, *count, *room);
            Drawn {
                is_possible,
                ..Drawn::call(format!("{name}({room}) = {what}"), flow)
            }
        }
        Did::ShutsDown { socket } => Drawn::call("shutdown".into(), kernel.ends(socket, false)),
        Did::Closes { socket } => Drawn::call("close".into(), kernel.ends(socket, true)),
        Did::Prints { bytes } => {
            let text = String::from_utf8_lossy(bytes);
            let text = text.trim_end_matches('\n').as_bytes();
            Drawn {
                label: Label::Printed(shown(text, text.len(), SHOWN)),
                flow: None,
                is_possible: true,
            }
        }
        Did::Ends => return None,
    })
}

fn from(peer: Option<SocketAddr>) -> String {
    peer.map_or(String::new(), |peer| format!(" {peer}"))
}

/// So many columns or fewer of a text, and `…` where it was longer.
pub fn shortened(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_string();
    }
    let mut short = String::new();
    for char in text.chars() {
        if display_width(&short) + display_width(char.encode_utf8(&mut [0; 4])) + 1 > columns {
            break;
        }
        short.push(char);
    }
    short + "…"
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
