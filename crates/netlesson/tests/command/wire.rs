//! `wire`: what went over the wire, as it was.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::Value;

use super::copy::{Copy, stderr, stdout};

/// One copy for all tests here, since each would build the same programs. None of them changes it.
static COPY: LazyLock<Copy> = LazyLock::new(|| Copy::of_test("wire"));

/// The output of `wire`; `None`, and said why, where programs cannot be followed.
fn wire(arguments: &[&str]) -> Option<String> {
    let arguments = [&["wire"], arguments].concat();
    let done = COPY.netlesson(&arguments);
    let complaint = stderr(&done);
    if complaint.contains("cannot see what the programs do") {
        eprintln!("skipped: {complaint}");
        return None;
    }
    Some(stdout(&done.success()))
}

fn parsed(events: &str) -> Vec<Value> {
    let events = events.lines().map(serde_json::from_str);
    events.collect::<Result<_, _>>().expect("JSON")
}

/// The events of a lesson's first conversation.
fn events(lesson: &str) -> Option<Vec<Value>> {
    let drawn = wire(&[lesson, "--solution", "--scene", "1", "--json"]);
    drawn.map(|events| parsed(&events))
}

fn did<'a>(events: &'a [Value], what: &str) -> Vec<&'a Value> {
    let did = events.iter().filter(|event| event["did"] == what);
    did.collect()
}

/// Whose frames were sent, and who has received how many: by the program's number, 0 is the server.
fn frames(events: &[Value]) -> (Vec<u64>, BTreeMap<u64, usize>) {
    let program = |event: &Value| event["program"].as_u64().expect("a number");
    let sent = did(events, "sends").into_iter().map(program).collect();
    // A frame's payload is asked for behind its four bytes: as many as come in.
    let is_payload = |event: &&Value| {
        let count = event["result"]["Ok"].as_u64();
        event["peeks"] == false && event["room"] != 4 && count.is_some_and(|count| count > 0)
    };
    let mut received = BTreeMap::new();
    for event in did(events, "receives").into_iter().filter(is_payload) {
        *received.entry(program(event)).or_default() += 1;
    }
    (sent, received)
}

/// Lesson 6's conversation: three greetings, a sentence to two, one to one, and the operator's to three; two of them came
/// from clients.
fn every_frame_is_seen_once(events: &[Value]) {
    let (sent, received) = frames(events);
    let by_server = sent.iter().filter(|program| **program == 0);
    assert_eq!(by_server.count(), 9, "{events:#?}");
    let told = BTreeMap::from([(0, 2), (1, 2), (2, 3), (3, 4)]);
    assert_eq!(received, told, "{events:#?}");
    // And everyone has ended.
    assert_eq!(did(events, "ends").len(), 4, "{events:#?}");
}

#[test]
fn of_programs_with_threads_every_call_is_seen_every_time() {
    for _ in 0..15 {
        let Some(events) = events("6") else { return };
        every_frame_is_seen_once(&events);
    }
    let is_busy = AtomicBool::new(true);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while is_busy.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let events: Vec<Option<Vec<Value>>> = (0..5).map(|_| events("6")).collect();
        is_busy.store(false, Ordering::Relaxed);
        events
            .iter()
            .flatten()
            .for_each(|it| every_frame_is_seen_once(it));
    });
}

#[test]
fn every_program_ends_whatever_threads_it_has() {
    for (lesson, programs) in [("5", 3), ("8", 3), ("12", 4)] {
        let Some(events) = events(lesson) else { return };
        assert_eq!(did(&events, "ends").len(), programs, "lesson {lesson}");
    }
}

#[test]
fn a_datagram_is_taken_by_one_recv() {
    let Some(events) = events("5") else { return };
    let count = |what| {
        let of_bytes = did(&events, what);
        let of_bytes = of_bytes
            .iter()
            .filter(|event| event["result"]["Ok"].is_u64());
        of_bytes.count()
    };
    assert_eq!(count("sends"), count("receives"));

    let Some(drawn) = wire(&["5", "--solution"]) else {
        return;
    };
    let heading = drawn.lines().find(|line| line.starts_with("ms"));
    let heading: Vec<&str> = heading.expect("a heading").split_whitespace().collect();
    assert_eq!(heading, ["ms", "TOM,", "JACK", "server"]);
}

#[test]
fn a_recv_that_does_not_ask_for_the_sender_takes_its_datagram() {
    let Some(drawn) = wire(&["3", "--solution", "--scene", "3"]) else {
        return;
    };
    let rows: Vec<&str> = drawn.lines().collect();
    let row = |part: &str| rows.iter().position(|row| row.contains(part));
    let (first, second) = (row("recv(10) = \"hello\""), row("recv(10) = \"feng\""));
    assert!(row("hello│feng│") < first && first < second, "{drawn}");
    assert!(
        first.is_some_and(|first| rows[first].contains("feng│")),
        "{drawn}"
    );
}

#[test]
fn the_second_client_has_said_its_sentence_before_the_first_leaves() {
    let Some(events) = events("2") else { return };
    let at = |program: u64, what: &str| {
        let its = |event: &&Value| event["program"] == program && event["did"] == what;
        let first = events.iter().find(its);
        let at = &first.unwrap_or_else(|| panic!("no {what} of {program}"))["until"];
        (at["secs"].as_u64(), at["nanos"].as_u64())
    };
    assert!(at(2, "connects") < at(2, "sends"));
    assert!(at(2, "sends") < at(1, "closes"), "{events:#?}");
}

#[test]
fn two_sends_to_a_frozen_receiver_are_one_recv() {
    let Some(drawn) = wire(&["3", "--solution", "--scene", "1"]) else {
        return;
    };
    let rows: Vec<&str> = drawn.lines().collect();
    let row = |part: &str| rows.iter().position(|row| row.contains(part));
    let both = row("recv(10) = \"hellofeng\"");
    assert!(row("send \"hello\"") < row("send \"feng\""), "{drawn}");
    assert!(row("send \"feng\"") < both, "{drawn}");
    assert!(both.is_some(), "{drawn}");
    assert!(drawn.contains("hello│feng│"), "{drawn}");
}

#[test]
fn every_conversation_of_every_lesson_can_be_drawn() {
    for lesson in netlesson_checks::lesson::LESSONS {
        let number = lesson.number.to_string();
        if wire(&[&number, "--solution"]).is_none() {
            return;
        }
    }
}

#[test]
fn events_are_json_and_a_drawing_is_svg() {
    let Some(events) = wire(&["1", "--solution", "--json"]) else {
        return;
    };
    let events = parsed(&events);
    let sent = events.iter().find(|event| event["did"] == "sends");
    assert_eq!(sent.expect("somebody sends")["socket"]["protocol"], "tcp");

    wire(&["1", "--solution", "--svg", "wire.svg"]);
    let drawing = fs::read_to_string(COPY.root().join("wire.svg")).expect("it was drawn");
    assert!(
        drawing.contains("text{white-space:pre}"),
        "blanks are bytes, too"
    );
    let drawing = roxmltree::Document::parse(&drawing).expect("XML");
    assert_eq!(drawing.root_element().tag_name().name(), "svg");
    let told = drawing.descendants().find(|node| node.has_tag_name("desc"));
    let told = told.and_then(|node| node.text().map(str::to_string));
    assert!(told.is_some_and(|told| told.contains("connect") && !told.contains('\u{1b}')));
}

#[test]
fn a_check_is_drawn_with_its_own_end_of_the_connection() {
    let arguments = ["2", "--solution", "--check", "long-message", "--seed", "5"];
    let Some(drawn) = wire(&arguments) else {
        return;
    };
    assert!(
        drawn.contains("check") && drawn.contains("accept"),
        "{drawn}"
    );
    assert!(!drawn.contains("{\"check\""), "the verdict: {drawn}");
}

#[test]
fn a_conversation_that_is_not_there_is_told() {
    COPY.netlesson(&["wire", "1", "--scene", "7"])
        .code(2)
        .stderr(contains("lesson 1 has").and(contains("--scene 1")));
    COPY.netlesson(&["wire", "3", "--svg", "wire.svg"])
        .code(2)
        .stderr(contains("say which"));
    COPY.netlesson(&["wire", "1", "--json", "--svg", "wire.svg"])
        .code(2)
        .stderr(contains("--svg"));
    COPY.netlesson(&["wire", "2", "--check", "nothing"])
        .code(2)
        .stderr(contains("nothing"));
}
