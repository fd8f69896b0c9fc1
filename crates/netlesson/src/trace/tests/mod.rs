//! Programs that are followed for real. Those in [`programs`] are tests of this same executable that nobody runs but
//! the tests here; what std has no safe form for is done by Python, where that is installed.

mod programs;

use std::env;
use std::path::Path;

use super::event::{Did, Event, Protocol, Recording};
use super::picture::{Label, Picture, Row};
use super::record::Recorder;
use super::stream::Units;
use super::tracer::{Player, follow};

/// What was recorded of a program; none, and said why, where programs cannot be followed. It must end well, and what
/// it did must be possible.
fn recorded(program: &Path, arguments: &[&str]) -> Option<Recording> {
    let mut recorder = Recorder::new(Player::IsFollowed);
    let status = match follow(program, arguments, Player::IsFollowed, &mut recorder) {
        Ok(status) => status,
        Err(error) if error.to_string().contains("does not let") => {
            eprintln!("skipped: {error:#}");
            return None;
        }
        Err(error) => panic!("{error:#}"),
    };
    let recording = recorder.finish();
    assert!(status.success(), "{status}: {:#?}", recording.events);
    let contradictions = picture(&recording).contradictions;
    assert_eq!(contradictions, [], "{:#?}", recording.events);
    let ends = recording
        .events
        .iter()
        .filter(|event| event.did == Did::Ends);
    assert_eq!(ends.count(), 1);
    Some(recording)
}

fn of_program(name: &str) -> Option<Recording> {
    let name = format!("trace::tests::programs::{name}");
    let arguments = ["--exact", &name, "--ignored", "--nocapture"];
    recorded(&env::current_exe().expect("this test"), &arguments)
}

/// What was recorded of a script; none, and said so, where there is no Python.
fn of_script(script: &str) -> Option<Recording> {
    if !netlesson_checks::program::is_installed("python3") {
        eprintln!("skipped: no python3");
        return None;
    }
    // Without what the machine's owner has Python import at its start.
    recorded(Path::new("python3"), &["-I", "-S", "-c", script])
}

fn picture(recording: &Recording) -> Picture {
    Picture::of(recording, &[], Units::Sends)
}

/// How many bytes were sent, and how many received, each with the number of calls.
fn counts(recording: &Recording) -> [(usize, usize); 2] {
    let mut counts = [(0, 0); 2];
    for event in &recording.events {
        let (place, count) = match &event.did {
            Did::Sends {
                result: Some(Ok(count)),
                ..
            } => (0, count),
            Did::Receives {
                result: Ok(count @ 1..),
                peeks: false,
                ..
            } => (1, count),
            _ => continue,
        };
        counts[place].0 += 1;
        counts[place].1 += count;
    }
    counts
}

/// What the kernel holds after the rows whose text begins so.
fn held(picture: &Picture, call: &str) -> Vec<Vec<String>> {
    let is_call = |row: &&Row| matches!(&row.label, Label::Call(text) if text.starts_with(call));
    let holds = |row: &Row| {
        let runs = row.flow.iter().flat_map(|flow| &flow.holds);
        runs.map(|run| run.text.clone()).collect()
    };
    picture.rows.iter().filter(is_call).map(holds).collect()
}

#[test]
fn no_call_of_a_new_thread_is_missed() {
    let Some(recording) = of_program("threads") else {
        return;
    };
    let each = programs::THREADS;
    assert_eq!(counts(&recording), [(each, 5 * each), (each, 5 * each)]);
}

#[test]
fn what_was_only_looked_at_stays_in_the_kernel() {
    let Some(recording) = of_program("peeks") else {
        return;
    };
    let picture = picture(&recording);
    assert_eq!(held(&picture, "send \"hello\""), [["hello"]]);
    assert_eq!(held(&picture, "recv(1, PEEK) = \"h\""), [[""; 0]]);
    assert_eq!(held(&picture, "recv(2) = \"he\""), [["llo"]]);
    assert_eq!(held(&picture, "recv(9) = \"llo\""), [[""; 0]]);
}

#[test]
fn a_datagram_is_taken_whole_by_a_socket_that_is_not_connected() {
    let Some(recording) = of_program("datagrams") else {
        return;
    };
    let picture = picture(&recording);
    let first = held(&picture, "sendto \"aaaaaaaa\"");
    assert_eq!(first, [["aaaaaaaa"]]);
    assert_eq!(held(&picture, "recv(4) = \"aaaa\""), [["bbbbbbbb"]]);
    assert_eq!(held(&picture, "recvfrom(4) = \"bbbb\""), [[""; 0]]);
}

#[test]
fn a_call_of_many_bytes_counts_whole() {
    let Some(recording) = of_program("sends_much") else {
        return;
    };
    let [(2, sent), (_, received)] = counts(&recording) else {
        panic!("{:#?}", counts(&recording));
    };
    assert_eq!((sent, received), (200_004, 200_004));
    let picture = picture(&recording);
    let held = held(&picture, "recv(4) = \"tail\"");
    assert_eq!(held, [[""; 0]]);
}

#[test]
fn what_goes_from_a_file_or_a_pipe_into_a_socket_is_counted() {
    let Some(recording) = of_program("copies") else {
        return;
    };
    let [(_, sent), (_, received)] = counts(&recording);
    assert_eq!(sent, 2 * programs::COPIED);
    assert_eq!(received, sent);
    let calls = recording.events.iter().filter_map(|event| match event.did {
        Did::Sends { call, .. } => Some(call),
        _ => None,
    });
    let mut calls: Vec<&str> = calls.collect();
    calls.dedup();
    assert_eq!(calls, ["sendfile", "splice"]);
}

#[test]
fn a_forked_child_has_descriptors_and_memory_of_its_own() {
    let script = r#"
import os, socket
listener = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(listener.getsockname())
served, _ = listener.accept()
if os.fork() == 0:
    client.close()
    listener.close()
    served.sendall(served.recv(5).upper())
    os._exit(0)
served.close()
client.sendall(b"hello")
assert client.recv(5) == b"HELLO"
assert client.recv(5) == b""
os.wait()
client.close()
listener.close()
"#;
    let Some(recording) = of_script(script) else {
        return;
    };
    assert_eq!(counts(&recording), [(2, 10), (2, 10)]);
    let picture = picture(&recording);
    let calls = picture.rows.iter().filter_map(|row| match &row.label {
        Label::Call(text) => Some(text.as_str()),
        _ => None,
    });
    let calls: Vec<&str> = calls
        .filter(|call| {
            ["send", "recv", "close"]
                .iter()
                .any(|one| call.starts_with(one))
        })
        .collect();
    let told = [
        "send \"hello\"",
        "recv(5) = \"hello\"",
        "send \"HELLO\"",
        "recv(5) = \"HELLO\"",
        // The child's end.
        "close",
        "recv(5) = \"\"",
        "close",
        "close",
    ];
    assert_eq!(calls, told);
}

#[test]
fn a_signal_without_a_name_is_handed_on() {
    let script = r#"
import os, signal
number, came = signal.SIGRTMIN + 1, []
signal.signal(number, lambda *_: came.append(number))
os.kill(os.getpid(), number)
assert came == [number]
"#;
    let _skipped = of_script(script);
}

#[test]
fn a_sender_without_a_port_has_one_when_it_has_sent() {
    let script = r#"
import socket
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 0))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.sendto(b"card", server.getsockname())
card, sender = server.recvfrom(100)
server.sendmsg([b"HE", b"LLO"], [], 0, sender)
assert client.recvmsg(100)[0] == b"HELLO"
"#;
    let Some(recording) = of_script(script) else {
        return;
    };
    assert_eq!(counts(&recording), [(2, 9), (2, 9)]);
    let is_udp = |event: &Event| match &event.did {
        Did::Sends { socket, .. } | Did::Receives { socket, .. } => {
            socket.protocol == Protocol::Udp && socket.peer.is_some() && socket.local.port() != 0
        }
        _ => true,
    };
    assert!(recording.events.iter().all(is_udp));
}
