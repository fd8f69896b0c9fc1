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

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::ops::Range;
use std::time::Duration;

use nix::errno::Errno;
use nix::libc::EINPROGRESS;
use textwrap::core::display_width;

use super::record::{Did, Event, Protocol, Socket};
use super::stream::{Run, SHOWN, Stream, Units, shown};

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

/// A key of one direction: the protocol, from, to. Hosts are left out: all is on this machine, and a UDP socket may
/// not know its own.
type Way = (Protocol, u16, u16);

fn ways(socket: &Socket) -> Option<(Way, Way)> {
    let (local, peer) = (socket.local.port(), socket.peer?.port());
    let out = (socket.protocol, local, peer);
    Some((out, (socket.protocol, peer, local)))
}

impl Picture {
    /// Draws what programs of these names did, in the order in which they were started.
    pub fn of(events: &[Event], names: &[String], units: Units) -> Self {
        let serves = |program: usize| {
            events.iter().any(|event| {
                event.program == program
                    && matches!(event.did, Did::Listens { .. } | Did::Binds { .. })
            })
        };
        let count = events
            .iter()
            .map(|event| event.program + 1)
            .max()
            .unwrap_or(0);
        let mut programs: Vec<(String, Side)> = (0..count)
            .map(|program| {
                let name = names.get(program).cloned();
                let side = if serves(program) {
                    Side::Right
                } else {
                    Side::Left
                };
                (name.unwrap_or_else(|| format!("program {program}")), side)
            })
            .collect();
        // Two of a kind stand opposite each other.
        if let [(_, first), (_, second)] = programs.as_mut_slice()
            && first == second
        {
            (*first, *second) = (Side::Left, Side::Right);
        }
        let mut streams: BTreeMap<Way, Stream> = BTreeMap::new();
        let mut order: Vec<usize> = (0..events.len()).collect();
        // A call that takes something out is over when it has it; one that puts something in has begun before.
        let when = |event: &Event| match event.did {
            Did::Receives { .. } | Did::Accepts { .. } => event.until,
            _ => event.at,
        };
        order.sort_by_key(|place| when(&events[*place]));
        let mut rows: Vec<Row> = Vec::new();
        for place in order {
            let event = &events[place];
            let Some((label, flow)) = drawn(&event.did, &mut streams, units) else {
                continue;
            };
            let since = rows.partition_point(|row| row.at < event.at);
            rows.push(Row {
                at: when(event),
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
        }
    }
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
fn drawn(
    did: &Did,
    streams: &mut BTreeMap<Way, Stream>,
    units: Units,
) -> Option<(Label, Option<Flow>)> {
    let call = |text: String| Label::Call(text);
    Some(match did {
        Did::Listens { socket } => (call(format!("listen {}", socket.local)), None),
        Did::Binds { socket } => (call(format!("bind {}", socket.local)), None),
        Did::Accepts { socket } => (call(format!("accept{}", from(socket.peer))), None),
        Did::Connects {
            failed: Some(error),
            socket,
        } if *error != EINPROGRESS => (
            Label::Failed(format!(
                "connect{}: {}",
                from(socket.peer),
                error_name(*error)
            )),
            None,
        ),
        Did::Connects { socket, .. } => (call(format!("connect{}", from(socket.peer))), None),
        Did::Sends {
            call: name,
            asked,
            result: Err(error),
            ..
        } => (
            Label::Failed(format!("{name}({asked}): {}", error_name(*error))),
            None,
        ),
        Did::Sends {
            socket,
            call: name,
            bytes,
            asked,
            result: Ok(count),
        } => {
            let (out, _) = ways(socket)?;
            let stream = streams.entry(out).or_default();
            // Datagrams never stick: each is a unit.
            let units = if socket.protocol == Protocol::Udp {
                Units::Sends
            } else {
                units
            };
            stream.sends(bytes, units);
            let short = if count < asked {
                format!(" ({count} / {asked})")
            } else {
                String::new()
            };
            let label = call(format!("{name} \"{}\"{short}", shown(bytes, SHOWN)));
            (label, Some(flow(stream, true)))
        }
        Did::Receives {
            call: name,
            room,
            result: Err(error),
            ..
        } => (
            Label::Failed(format!("{name}({room}): {}", error_name(*error))),
            None,
        ),
        Did::Receives {
            socket,
            call: name,
            room,
            bytes,
            ..
        } => {
            let (_, way) = ways(socket)?;
            let stream = streams.entry(way).or_default();
            // Whoever has sent this was not followed.
            if stream.received + bytes.len() > stream.bytes.len() {
                stream.bytes.truncate(stream.received);
                stream.sends(bytes, Units::Sends);
            }
            stream.received += bytes.len();
            let label = call(format!("{name}({room}) = \"{}\"", shown(bytes, SHOWN)));
            (label, Some(flow(stream, false)))
        }
        Did::ShutsDown { socket } | Did::Closes { socket } => {
            let name = if matches!(did, Did::Closes { .. }) {
                "close"
            } else {
                "shutdown"
            };
            let ended = match (socket.protocol, ways(socket)) {
                (Protocol::Tcp, Some((out, _))) => {
                    let stream = streams.entry(out).or_default();
                    let was_ended = std::mem::replace(&mut stream.is_ended, true);
                    (!was_ended).then(|| flow(stream, true))
                }
                _ => None,
            };
            (call(name.to_string()), ended)
        }
        Did::Prints { bytes } => {
            let text = String::from_utf8_lossy(bytes);
            (
                Label::Printed(shown(text.trim_end_matches('\n').as_bytes(), SHOWN)),
                None,
            )
        }
        Did::Ends => return None,
    })
}

fn flow(stream: &Stream, goes_in: bool) -> Flow {
    let (holds, more) = stream.waiting();
    Flow {
        goes_in,
        holds,
        more,
        is_ended: stream.is_ended,
    }
}

fn from(peer: Option<SocketAddr>) -> String {
    peer.map_or(String::new(), |peer| format!(" {peer}"))
}

/// The name of an error: `ECONNRESET`.
fn error_name(error: i32) -> String {
    format!("{:?}", Errno::from_raw(error))
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
mod tests {
    use super::*;

    fn socket(local: u16, peer: u16) -> Socket {
        let address = |port: u16| SocketAddr::from(([127, 0, 0, 1], port));
        Socket {
            protocol: Protocol::Tcp,
            local: address(local),
            peer: Some(address(peer)),
        }
    }

    fn event(moment: u64, program: usize, did: Did) -> Event {
        let at = Duration::from_millis(moment);
        Event {
            at,
            until: at,
            program,
            did,
        }
    }

    fn sends(moment: u64, bytes: &[u8]) -> Event {
        let did = Did::Sends {
            socket: socket(1, 2),
            call: "send",
            bytes: bytes.to_vec(),
            asked: bytes.len(),
            result: Ok(bytes.len()),
        };
        event(moment, 0, did)
    }

    fn receives(moment: u64, bytes: &[u8]) -> Event {
        let did = Did::Receives {
            socket: socket(2, 1),
            call: "recv",
            room: 10,
            bytes: bytes.to_vec(),
            result: Ok(bytes.len()),
        };
        event(moment, 1, did)
    }

    /// What the kernel holds after each row: the text of each run, with its unit.
    fn held(events: &[Event], units: Units) -> Vec<Vec<(usize, String)>> {
        let names = ["sender", "receiver"].map(String::from);
        let picture = Picture::of(events, &names, units);
        let runs = |row: &Row| {
            let holds = row.flow.iter().flat_map(|flow| flow.holds.clone());
            holds.map(|run| (run.unit, run.text)).collect()
        };
        picture.rows.iter().map(runs).collect()
    }

    fn run(unit: usize, text: &str) -> (usize, String) {
        (unit, text.to_string())
    }

    #[test]
    fn two_sends_stay_two_colours_until_one_recv_takes_both() {
        let events = [
            sends(0, b"hello"),
            sends(1, b"feng"),
            receives(2, b"hellofe"),
            receives(3, b"ng"),
        ];
        assert_eq!(
            held(&events, Units::Sends),
            [
                vec![run(0, "hello")],
                vec![run(0, "hello"), run(1, "feng")],
                vec![run(1, "ng")],
                vec![],
            ]
        );
    }

    #[test]
    fn a_frame_is_a_unit_however_it_was_sent() {
        let events = [
            sends(0, b"\x02\0"),
            sends(1, b"\0\0hi\x01\0\0\0!"),
            receives(2, b"\x02\0\0\0h"),
        ];
        let held = held(&events, Units::Frames);
        assert_eq!(
            held[1],
            [
                run(0, r"\u{2}\u{0}\u{0}\u{0}hi"),
                run(1, r"\u{1}\u{0}\u{0}\u{0}!")
            ]
        );
        assert_eq!(held[2], [run(0, "i"), run(1, r"\u{1}\u{0}\u{0}\u{0}!")]);
    }

    #[test]
    fn a_recv_is_drawn_when_it_has_its_bytes_and_waits_before() {
        let mut late = receives(0, b"hello");
        late.until = Duration::from_millis(5);
        let names = ["sender", "receiver"].map(String::from);
        let picture = Picture::of(&[late, sends(3, b"hello")], &names, Units::Sends);
        let labels: Vec<&Label> = picture.rows.iter().map(|row| &row.label).collect();
        assert_eq!(
            labels,
            [
                &Label::Call(r#"send "hello""#.into()),
                &Label::Call(r#"recv(10) = "hello""#.into())
            ]
        );
        assert_eq!(picture.rows[1].waited(1), 0..1);
    }

    #[test]
    fn of_a_long_conversation_the_beginning_and_the_end_are_drawn() {
        let mut events: Vec<Event> = (0..1000).map(|moment| sends(moment, b"x")).collect();
        let mut late = receives(998, b"x");
        late.until = Duration::from_millis(2000);
        events.push(late);
        let names = ["sender", "receiver"].map(String::from);
        let picture = Picture::of(&events, &names, Units::Sends);
        assert_eq!(picture.rows.len(), FIRST + LAST);
        assert_eq!(picture.left_out, 1001 - FIRST - LAST);
        let last = picture.rows.last().unwrap();
        assert_eq!(
            last.waited(FIRST + LAST - 1),
            147..149,
            "two sends meanwhile"
        );
        let held = last.flow.as_ref().unwrap();
        assert_eq!(held.holds.len() + held.more, 999);
    }

    #[test]
    fn what_is_shortened_is_as_wide_as_it_may_be() {
        assert_eq!(shortened("hello", 5), "hello");
        assert_eq!(shortened("hello!", 5), "hell…");
        assert_eq!(shortened("你好你好", 5), "你好…");
    }
}
