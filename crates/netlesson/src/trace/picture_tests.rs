//! Pictures of recordings that were made by hand.

use super::super::event::{Protocol, Socket};
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
        result: Some(Ok(bytes.len())),
    };
    event(moment, 0, did)
}

fn receives(moment: u64, bytes: &[u8]) -> Event {
    let did = Did::Receives {
        socket: socket(2, 1),
        call: "recv",
        peeks: false,
        room: 10,
        bytes: bytes.to_vec(),
        result: Ok(bytes.len()),
    };
    event(moment, 1, did)
}

fn drawn_of(events: &[Event], units: Units) -> Picture {
    let cast = ["sender", "receiver"].map(|name| (name.to_string(), None));
    let recording = Recording {
        events: events.to_vec(),
        ..Recording::default()
    };
    Picture::of(&recording, &cast, units)
}

/// What the kernel holds after each row: the text of each run, with its unit.
fn held(events: &[Event], units: Units) -> Vec<Vec<(usize, String)>> {
    let picture = drawn_of(events, units);
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
    let picture = drawn_of(&[late, sends(3, b"hello")], Units::Sends);
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
    let picture = drawn_of(&events, Units::Sends);
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

fn contradictions(recording: &Recording) -> Vec<What> {
    let picture = Picture::of(recording, &[], Units::Sends);
    let found = picture.contradictions.into_iter();
    found.map(|contradiction| contradiction.what).collect()
}

#[test]
fn what_cannot_have_happened_is_told() {
    let accepts = |socket| event(0, 0, Did::Accepts { socket });
    let mut recording = Recording {
        events: vec![
            accepts(socket(1, 2)),
            sends(1, b"hello"),
            receives(2, b"hello!"),
        ],
        ..Recording::default()
    };
    let unsent = What::Unsent(r#"recv(10) = "hello!""#.into());
    assert_eq!(contradictions(&recording), [unsent]);

    // Somebody else has the socket, too: what comes may be of that one.
    recording
        .handed_on
        .extend(socket(1, 2).ways().map(|(out, _)| out));
    assert_eq!(contradictions(&recording), []);

    // Of somebody who is not followed nobody knows what was sent.
    recording.handed_on.clear();
    recording.events.remove(0);
    assert_eq!(contradictions(&recording), []);

    recording.torn.insert(1);
    let mut failed = receives(3, b"");
    if let Did::Receives { result, .. } = &mut failed.did {
        *result = Err(ENOSYS);
    }
    recording.events.push(failed);
    let no_such_call = What::NoSuchCall("recv(10): ENOSYS".into());
    assert_eq!(contradictions(&recording), [What::Torn, no_such_call]);
}

#[test]
fn a_datagram_that_nobody_has_sent_is_told() {
    let to_itself = |peer: Option<u16>| Socket {
        protocol: Protocol::Udp,
        peer: peer.map(|port| ([127, 0, 0, 1], port).into()),
        ..socket(2, 1)
    };
    let receives = |peer| {
        let mut event = receives(2, b"hello");
        if let Did::Receives { socket, .. } = &mut event.did {
            *socket = to_itself(peer);
        }
        let binds = |socket| self::event(0, 1, Did::Binds { socket });
        Recording {
            events: vec![binds(to_itself(None)), event],
            ..Recording::default()
        }
    };
    assert_eq!(contradictions(&receives(Some(2))).len(), 1);
    assert_eq!(contradictions(&receives(Some(7))), [], "a stranger's");
    assert_eq!(contradictions(&receives(None)), [], "nobody knows whose");
}

#[test]
fn who_binds_and_connects_is_no_server() {
    let udp = Socket {
        protocol: Protocol::Udp,
        ..socket(1, 2)
    };
    let connects = Did::Connects {
        socket: udp,
        failed: None,
    };
    let events = vec![
        event(0, 0, Did::Binds { socket: udp }),
        event(0, 1, Did::Binds { socket: udp }),
        event(0, 2, Did::Binds { socket: udp }),
        event(1, 1, connects.clone()),
        event(1, 2, connects),
    ];
    let recording = Recording {
        events,
        ..Recording::default()
    };
    let side = |cast| {
        Picture::of(&recording, cast, Units::Sends)
            .programs
            .into_iter()
    };
    let sides: Vec<Side> = side(&[]).map(|(_, side)| side).collect();
    assert_eq!(sides, [Side::Right, Side::Left, Side::Left]);
    let said = [("probe".to_string(), Some(Side::Left))];
    assert_eq!(side(&said).next(), Some(("probe".to_string(), Side::Left)));
}
