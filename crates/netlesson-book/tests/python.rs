//! The chapters' Python programs run, and do what the chapters say of them.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use netlesson_book::root;
use netlesson_checks::program::is_installed;

/// Says that a test is skipped, where there is no Python.
fn is_skipped(name: &str) -> bool {
    let is_skipped = !is_installed("python3");
    if is_skipped {
        eprintln!("skipped: {name}, for there is no python3");
    }
    is_skipped
}

/// A program of a chapter, running. It is ended with the test.
struct Program {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Program {
    fn start(name: &str, arguments: &[&str]) -> Self {
        let path = root()
            .expect("the course")
            .join(format!("docs/python/{name}.py"));
        let mut child = Command::new("python3")
            .arg(path)
            .args(arguments)
            .env("PYTHONIOENCODING", "utf-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        Self {
            stdin: child.stdin.take(),
            stdout: BufReader::new(child.stdout.take().expect("a pipe")),
            child,
        }
    }

    /// A server: it says where it listens as soon as it does.
    fn serve(name: &str, arguments: &[&str]) -> (Self, String) {
        // The programs take a port and no address. One that was free a moment ago may be taken by now.
        for _ in 0..5 {
            let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
            let port = port.expect("a free port").port().to_string();
            let mut server = Self::start(name, &[&[port.as_str()], arguments].concat());
            if server.line() == format!("listening on 127.0.0.1:{port}") {
                return (server, port);
            }
        }
        panic!("{name} does not listen");
    }

    fn types(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().expect("it is open");
        writeln!(stdin, "{line}").expect("it reads");
    }

    /// The next line that it prints; empty at the end.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("UTF-8");
        line.trim_end().to_string()
    }

    /// The rest of what it prints, when it has ended well.
    fn ends(mut self) -> String {
        drop(self.stdin.take());
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).expect("UTF-8");
        assert!(
            self.child.wait().expect("it was started").success(),
            "{rest}"
        );
        rest
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

#[test]
fn lesson_1_is_one_call() {
    if is_skipped("lesson 1") {
        return;
    }
    let (server, port) = Program::serve("01-server", &[]);
    assert_eq!(Program::start("01-client", &[&port]).ends(), "HELLO\n");
    let printed = server.ends();
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
        if is_skipped(lesson) {
            continue;
        }
        let (_server, port) = Program::serve(&format!("{lesson}-server"), &[]);
        let mut client = Program::start(&format!("{lesson}-client"), &[&port]);
        for (line, reply) in [("hello", "HELLO"), ("good morning", "GOOD MORNING")] {
            client.types(line);
            assert_eq!(client.line(), reply, "lesson {lesson}");
        }
        assert_eq!(client.ends(), "", "lesson {lesson}");
    }
}

#[test]
fn lesson_3_gets_both_words_in_one_recv_or_in_two() {
    if is_skipped("lesson 3") {
        return;
    }
    let (receiver, port) = Program::serve("03-receiver", &[]);
    Program::start("03-sender", &[&port]).ends();
    let printed = receiver.ends();
    let luck = [
        "first:  hellofeng\nsecond: \n",
        "first:  hello\nsecond: feng\n",
    ];
    assert!(luck.contains(&printed.as_str()), "{printed}");
}

#[test]
fn lesson_4_runs_commands() {
    if is_skipped("lesson 4") {
        return;
    }
    let (server, port) = Program::serve("04-server", &[]);
    let mut client = Program::start("04-client", &[&port]);
    client.types("echo hello");
    assert_eq!(client.line(), "hello");
    assert_eq!(client.ends(), "");
    server.ends();
}

/// A folder for what a server stores.
fn inbox(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("it can be made");
    folder
}

#[test]
fn lesson_8_stores_what_was_sent() {
    if is_skipped("lesson 8") {
        return;
    }
    let folder = inbox("python-8");
    let (server, port) = Program::serve("08-server", &[&folder.display().to_string()]);
    Program::start("08-client", &[&port]).ends();
    assert!(server.ends().starts_with("stored "));
    let sent = root().expect("the course").join("docs/python/08-client.py");
    let stored = fs::read(folder.join("08-client.py")).expect("it is stored");
    assert_eq!(stored, fs::read(sent).expect("it is there"));
}

#[test]
fn lesson_9_counts_what_has_come() {
    if is_skipped("lesson 9") {
        return;
    }
    let (receiver, port) = Program::serve("09-receiver", &[]);
    let sent = Program::start("09-sender", &[&port]).ends();
    assert_eq!(sent, "sent 10000 datagrams of 512 bytes\n");
    let printed = receiver.ends();
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
    if is_skipped("lesson 10") {
        return;
    }
    let copy = inbox("python-10").join("copy");
    let (server, port) = Program::serve("10-server", &[&copy.display().to_string()]);
    let sent = Program::start("10-client", &[&port]).ends();
    // A file of one datagram, on loopback, to a server that waits: nothing is lost.
    assert_eq!(server.ends(), sent.replace("sent", "received"));
    let sent = root().expect("the course").join("docs/python/10-client.py");
    assert_eq!(
        fs::read(copy).expect("it is stored"),
        fs::read(sent).expect("it is there")
    );
}

#[test]
fn lesson_11_takes_both_captures_apart() {
    if is_skipped("lesson 11") {
        return;
    }
    let captures = root()
        .expect("the course")
        .join("crates/netlesson-checks/captures");
    let dissected = |name: &str| {
        let capture = captures.join(name).display().to_string();
        Program::start("11-dissect", &[&capture]).ends()
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
