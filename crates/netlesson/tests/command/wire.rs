//! `wire`: what went over the wire, as it was.

use std::fs;

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::Value;

use super::copy::{Copy, stderr, stdout};

/// The output of `wire`; `None`, and said why, where programs cannot be followed.
fn wire(copy: &Copy, arguments: &[&str]) -> Option<String> {
    let arguments = [&["wire"], arguments].concat();
    let done = copy.netlesson(&arguments);
    let complaint = stderr(&done);
    if complaint.contains("cannot see what the programs do") {
        eprintln!("skipped: {complaint}");
        return None;
    }
    Some(stdout(&done.success()))
}

#[test]
fn two_sends_to_a_frozen_receiver_are_one_recv() {
    let copy = Copy::of_test("wire");
    let Some(drawn) = wire(&copy, &["3", "--solution", "--scene", "1"]) else {
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
    let copy = Copy::of_test("wire-all");
    for lesson in netlesson_checks::lesson::LESSONS {
        let number = lesson.number.to_string();
        if wire(&copy, &[&number, "--solution"]).is_none() {
            return;
        }
    }
}

#[test]
fn events_are_json_and_a_drawing_is_svg() {
    let copy = Copy::of_test("wire-formats");
    let Some(events) = wire(&copy, &["1", "--solution", "--json"]) else {
        return;
    };
    let events: Vec<Value> = events
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let sent = events.iter().find(|event| event["did"] == "sends");
    assert_eq!(sent.expect("somebody sends")["socket"]["protocol"], "tcp");

    wire(&copy, &["1", "--solution", "--svg", "wire.svg"]);
    let drawing = fs::read_to_string(copy.root().join("wire.svg")).expect("it was drawn");
    let drawing = roxmltree::Document::parse(&drawing).expect("XML");
    assert_eq!(drawing.root_element().tag_name().name(), "svg");
    let told = drawing.descendants().find(|node| node.has_tag_name("desc"));
    let told = told.and_then(|node| node.text().map(str::to_string));
    assert!(told.is_some_and(|told| told.contains("connect") && !told.contains('\u{1b}')));
}

#[test]
fn a_check_is_drawn_with_its_own_end_of_the_connection() {
    let copy = Copy::of_test("wire-check");
    let arguments = ["2", "--solution", "--check", "long-message", "--seed", "5"];
    let Some(drawn) = wire(&copy, &arguments) else {
        return;
    };
    assert!(
        drawn.contains("check") && drawn.contains("accept"),
        "{drawn}"
    );
}

#[test]
fn a_conversation_that_is_not_there_is_told() {
    let copy = Copy::of_test("wire-errors");
    copy.netlesson(&["wire", "1", "--scene", "7"])
        .code(2)
        .stderr(contains("lesson 1 has").and(contains("--scene 1")));
    copy.netlesson(&["wire", "3", "--svg", "wire.svg"])
        .code(2)
        .stderr(contains("say which"));
    copy.netlesson(&["wire", "2", "--check", "nothing"])
        .code(2)
        .stderr(contains("nothing"));
}
