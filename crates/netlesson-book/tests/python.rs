//! The chapters' Python programs run, and do what the chapters say of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use netlesson_book::root;
use netlesson_checks::folder::Folder;
use netlesson_checks::log::Log;
use netlesson_checks::program::{Company, Program, is_installed};

/// The programs of one test. None is waited for any longer once nothing can come of it, and all end with the test.
struct Stage {
    company: Company,
    root: PathBuf,
}

impl Stage {
    /// `None` where there is no Python: the test is skipped by name.
    fn of(lesson: &str) -> Option<Self> {
        if !is_installed("python3") {
            eprintln!("skipped: lesson {lesson}, for there is no python3");
            return None;
        }
        Some(Self {
            company: Company::default(),
            root: root().expect("the course"),
        })
    }

    fn start(&self, name: &str, arguments: &[&str]) -> Arc<Program> {
        let script = self.root.join(format!("docs/python/{name}.py"));
        let script = script.display().to_string();
        let arguments = [&[script.as_str()], arguments].concat();
        let python = Path::new("python3");
        let program = Program::start(name, python, &self.root, &arguments, &Log::default());
        let program = program.expect("it starts");
        program.joins(&self.company);
        program
    }

    /// A server at a port of the kernel's choice: it says which as soon as it listens.
    fn serve(&self, name: &str, arguments: &[&str]) -> (Arc<Program>, String) {
        let server = self.start(name, &[&["0"], arguments].concat());
        let address = server.ready().expect("it listens");
        (server, address.port().to_string())
    }
}

/// The next line that a program prints.
fn line(program: &Program) -> String {
    let line = program.next_line().expect("a line");
    String::from_utf8(line).expect("UTF-8")
}

/// The rest of what a program prints, when it has ended well.
fn rest(program: &Program) -> String {
    program.end_input();
    let ended = program.expect_exit(0);
    let said = String::from_utf8_lossy(&program.stderr()).into_owned();
    ended.unwrap_or_else(|problem| panic!("{problem:?}: {said}"));
    String::from_utf8(program.unseen_stdout()).expect("UTF-8")
}

#[test]
fn lesson_1_is_one_call() {
    let Some(stage) = Stage::of("1") else {
        return;
    };
    let (server, port) = stage.serve("01-server", &[]);
    assert_eq!(rest(&stage.start("01-client", &[&port])), "HELLO\n");
    let printed = rest(&server);
    assert!(
        printed.starts_with("connection from ('127.0.0.1', "),
        "{printed}"
    );
    assert!(printed.ends_with("received b'hello'\n"), "{printed}");
}

/// In these a client sends a line and prints the reply in capitals, until nothing more is typed.
#[test]
fn lessons_2_5_6_7_and_12_answer_line_by_line() {
    for lesson in ["02", "05", "06", "07", "12"] {
        let Some(stage) = Stage::of(lesson) else {
            continue;
        };
        let (_server, port) = stage.serve(&format!("{lesson}-server"), &[]);
        let client = stage.start(&format!("{lesson}-client"), &[&port]);
        for (typed, reply) in [("hello", "HELLO"), ("good morning", "GOOD MORNING")] {
            client.type_line(typed);
            assert_eq!(line(&client), reply, "lesson {lesson}");
        }
        assert_eq!(rest(&client), "", "lesson {lesson}");
    }
}

#[test]
fn lesson_3_gets_both_words_in_one_recv_or_in_two() {
    let Some(stage) = Stage::of("3") else {
        return;
    };
    let (receiver, port) = stage.serve("03-receiver", &[]);
    rest(&stage.start("03-sender", &[&port]));
    let printed = rest(&receiver);
    let luck = [
        "first:  hellofeng\nsecond: \n",
        "first:  hello\nsecond: feng\n",
    ];
    assert!(luck.contains(&printed.as_str()), "{printed}");
}

#[test]
fn lesson_4_runs_commands() {
    let Some(stage) = Stage::of("4") else {
        return;
    };
    let (server, port) = stage.serve("04-server", &[]);
    let client = stage.start("04-client", &[&port]);
    client.type_line("echo hello");
    assert_eq!(line(&client), "hello");
    assert_eq!(rest(&client), "");
    rest(&server);
}

#[test]
fn lesson_8_stores_what_was_sent() {
    let Some(stage) = Stage::of("8") else {
        return;
    };
    let folder = Folder::new().expect("a folder");
    let folder = folder.path();
    let (server, port) = stage.serve("08-server", &[&folder.display().to_string()]);
    rest(&stage.start("08-client", &[&port]));
    assert!(rest(&server).starts_with("stored "));
    let sent = root().expect("the course").join("docs/python/08-client.py");
    let stored = fs::read(folder.join("08-client.py")).expect("it is stored");
    assert_eq!(stored, fs::read(sent).expect("it is there"));
}

#[test]
fn lesson_9_counts_what_has_come() {
    let Some(stage) = Stage::of("9") else {
        return;
    };
    let (receiver, port) = stage.serve("09-receiver", &[]);
    let sent = rest(&stage.start("09-sender", &[&port]));
    assert_eq!(sent, "sent 10000 datagrams of 512 bytes\n");
    let printed = rest(&receiver);
    let count = printed
        .split(' ')
        .nth(1)
        .and_then(|count| count.parse().ok());
    assert!(
        count.is_some_and(|count| (1..=10_000).contains(&count)),
        "{printed}"
    );
    assert!(printed.ends_with("the last of 512 bytes\n"), "{printed}");
}

#[test]
fn lesson_10_sends_a_file_and_hopes() {
    let Some(stage) = Stage::of("10") else {
        return;
    };
    let folder = Folder::new().expect("a folder");
    let copy = folder.path().join("copy");
    let (server, port) = stage.serve("10-server", &[&copy.display().to_string()]);
    let sent = rest(&stage.start("10-client", &[&port]));
    // A file of one datagram, on loopback, to a server that waits: nothing is lost.
    assert_eq!(rest(&server), sent.replace("sent", "received"));
    let sent = root().expect("the course").join("docs/python/10-client.py");
    assert_eq!(
        fs::read(copy).expect("it is stored"),
        fs::read(sent).expect("it is there")
    );
}

#[test]
fn lesson_11_takes_both_captures_apart() {
    let Some(stage) = Stage::of("11") else {
        return;
    };
    let captures = root()
        .expect("the course")
        .join("crates/netlesson-checks/captures");
    let dissected = |name: &str| {
        let capture = captures.join(name).display().to_string();
        rest(&stage.start("11-dissect", &[&capture]))
    };
    let handshake = dissected("handshake.pcap");
    let flags: Vec<&str> = handshake
        .lines()
        .map(|line| {
            if line.contains(" SYN ACK ") {
                "SYN ACK"
            } else if line.contains(" SYN ") {
                "SYN"
            } else {
                "ACK"
            }
        })
        .collect();
    assert_eq!(flags, ["SYN", "SYN ACK", "ACK"], "{handshake}");
    // Its first eleven packets are one call: two of them carry the five bytes.
    let talk = dissected("talk.pcap");
    let carriers = talk
        .lines()
        .take(11)
        .filter(|line| line.ends_with(" 5 bytes"));
    assert_eq!(carriers.count(), 2, "{talk}");
}
