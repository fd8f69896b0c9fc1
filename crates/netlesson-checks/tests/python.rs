//! The solutions talk to Python programs written in the tutorials' manner, in both directions: on the wire nobody can
//! tell what the other is written in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use netlesson_checks::compile::compile;
use netlesson_checks::lesson::Lesson;
use netlesson_checks::log::Log;
use netlesson_checks::program::{Program, is_installed};
use netlesson_checks::wire::host::ANY_PORT;

/// A lesson's solution, or a Python script, as a running program.
struct Stage {
    lesson: &'static Lesson,
    root: PathBuf,
}

impl Stage {
    /// `None` where there is no Python: the test is skipped by name.
    fn of(number: u8) -> Option<Self> {
        if !is_installed("python3") {
            eprintln!("skipped: lesson {number} with Python, for there is no python3");
            return None;
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .expect("it lies in the course");
        let lesson = Lesson::numbered(number).expect("there is such a lesson");
        Some(Self {
            lesson,
            root: root.into(),
        })
    }

    fn solution(&self, program: &str, arguments: &[&str]) -> Arc<Program> {
        let compiled = compile(&self.root, self.lesson, true).expect("cargo can be run");
        let built = compiled
            .built
            .unwrap_or_else(|| panic!("{}", compiled.said));
        let executable = &built.executables[program];
        Program::start(program, executable, &self.root, arguments, &Log::default())
            .expect("it starts")
    }

    fn python(&self, script: &str, arguments: &[&str]) -> Arc<Program> {
        let script = format!("{}/tests/python/{script}.py", env!("CARGO_MANIFEST_DIR"));
        let arguments = [&[script.as_str()], arguments].concat();
        Program::start(
            "python",
            Path::new("python3"),
            &self.root,
            &arguments,
            &Log::default(),
        )
        .expect("it starts")
    }
}

fn address_of(server: &Program) -> String {
    server.ready().expect("it listens").to_string()
}

fn expect_lines(program: &Program, lines: &[&str]) {
    for line in lines {
        program.expect_line(line).unwrap_or_else(|problem| {
            panic!(
                "{problem:?}\n{}",
                String::from_utf8_lossy(&program.stderr())
            )
        });
    }
    program.expect_exit(0).expect("it ends well");
}

#[test]
fn basic_socket_answers_a_python_client() {
    let Some(stage) = Stage::of(1) else { return };
    let server = stage.solution("server", &[&ANY_PORT.to_string()]);
    let client = stage.python("basic_client", &[&address_of(&server), "hello"]);
    expect_lines(&client, &["HELLO"]);
}

#[test]
fn basic_socket_asks_a_python_server() {
    let Some(stage) = Stage::of(1) else { return };
    let server = stage.python("basic_server", &[]);
    let client = stage.solution("client", &[&address_of(&server), "good morning"]);
    expect_lines(&client, &["GOOD MORNING"]);
}

#[test]
fn loop_server_answers_a_python_client() {
    let Some(stage) = Stage::of(2) else { return };
    let server = stage.solution("server", &[&ANY_PORT.to_string()]);
    let address = address_of(&server);
    for _ in 0..2 {
        let client = stage.python("basic_client", &[&address, "one", "two"]);
        expect_lines(&client, &["ONE", "TWO"]);
    }
}

#[test]
fn loop_server_s_client_talks_to_a_python_server() {
    let Some(stage) = Stage::of(2) else { return };
    let server = stage.python("basic_server", &[]);
    let client = stage.solution("client", &[&address_of(&server)]);
    for (line, reply) in [("one", "ONE"), ("two", "TWO")] {
        client.type_line(line);
        client.expect_line(reply).expect("the server answers");
    }
    client.type_line("quit");
    client.expect_exit(0).expect("quit ends it");
}

#[test]
fn struct_header_fix_answers_a_python_client() {
    let Some(stage) = Stage::of(4) else { return };
    let server = stage.solution("server", &[&ANY_PORT.to_string()]);
    let commands = ["echo one; echo two >&2", "true", "echo 你好", "seq 3"];
    let client = stage.python(
        "framed_client",
        &[&[address_of(&server).as_str()], &commands[..]].concat(),
    );
    expect_lines(&client, &["one", "two", "你好", "1", "2", "3"]);
}

#[test]
fn struct_header_fix_s_client_talks_to_a_python_server() {
    let Some(stage) = Stage::of(4) else { return };
    let server = stage.python("framed_server", &[]);
    let client = stage.solution("client", &[&address_of(&server)]);
    for (command, output) in [
        ("echo one", "one"),
        ("echo two >&2", "two"),
        ("echo 你好", "你好"),
    ] {
        client.type_line(command);
        client.expect_line(output).expect("the server ran it");
    }
    client.type_line("quit");
    client.expect_exit(0).expect("quit ends it");
}

#[test]
fn udp_chat_answers_a_python_client() {
    let Some(stage) = Stage::of(5) else { return };
    let server = stage.solution("server", &[&ANY_PORT.to_string()]);
    let client = stage.python(
        "chat_client",
        &[
            &address_of(&server),
            "/who",
            "/name TOM",
            "/who",
            "/to JACK hi",
        ],
    );
    let answers = [
        "here: nobody",
        "hello, TOM",
        "here: TOM",
        "error: nobody here is called JACK",
    ];
    expect_lines(&client, &answers);
}

#[test]
fn udp_chat_s_client_talks_to_a_python_server() {
    let Some(stage) = Stage::of(5) else { return };
    let server = stage.python("chat_server", &[]);
    let client = stage.solution("client", &[&address_of(&server), "TOM"]);
    client.type_line("good morning");
    client
        .expect_line_among("echo: good morning")
        .expect("the server answers");
    client.type_line("quit");
    client.expect_exit(0).expect("quit ends it");
    server.expect_exit(0).expect("/bye reached it");
}
