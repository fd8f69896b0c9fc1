//! `lesson --program`: programs that are not the exercise's, in any language.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use netlesson_checks::program::is_installed;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::Value;

use super::copy::{Copy, stderr, stdout};

/// Lesson 4 in Python, which passes every check.
fn twin(program: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../netlesson-checks/tests/twin");
    let folder = folder.canonicalize().expect("the twin is there");
    format!("{}/{program}.py", folder.display())
}

#[test]
fn a_python_program_is_graded_in_the_exercises_place() {
    if !is_installed("python3") {
        eprintln!("skipped: a Python program is graded, for there is no python3");
        return;
    }
    let copy = Copy::of_test("programs");
    let server = format!("server={}", twin("server"));
    let client = format!("client={}", twin("client"));
    // Nothing is built where both are named: what does not compile does not matter.
    copy.write("exercises/04-struct-header-fix/src/lib.rs", "no Rust\n");
    let both = ["lesson", "4", "--program", &server, "--program", &client];
    copy.netlesson(&[&both[..], &["--only", "both-together"]].concat())
        .success()
        .stdout(
            contains("Lesson 4")
                .and(contains(&server))
                .and(contains(&client)),
        );

    // The client is the solution's, then. A pass of these is not the student's.
    let mixed = ["lesson", "4", "--solution", "--json", "--program", &server];
    let graded = stdout(&copy.netlesson(&mixed).success());
    let graded: Value = serde_json::from_str(&graded).expect("JSON");
    assert_eq!(graded["passed"], true);
    assert_eq!(graded["programs"]["server"], twin("server"));
    copy.netlesson(&["list"])
        .success()
        .stdout(contains("0 of 12 lessons passed"));

    // A client in the place of the server: what fails is replayed with the same programs.
    let swapped = format!("server={}", twin("client"));
    let said = copy
        .netlesson(&[
            "lesson",
            "4",
            "--program",
            &swapped,
            "--program",
            &client,
            "--seed",
            "3",
        ])
        .code(1);
    let replay = format!("cargo lesson 4 --only ready-line --seed 3 --program {swapped} --program");
    assert!(stdout(&said).contains(&replay), "{}", stdout(&said));
    assert!(!stdout(&said).contains("Step "), "{}", stdout(&said));
}

#[test]
fn a_path_is_meant_from_the_folder_in_which_it_is_typed() {
    if !is_installed("python3") {
        eprintln!("skipped: a path to a Python program, for there is no python3");
        return;
    }
    let copy = Copy::of_test("programs-path");
    let folder = Path::new(&twin("server")).parent().map(Path::to_path_buf);
    let folder = folder.expect("it lies in a folder");
    let elsewhere = copy.root().join("exercises/03-sticky-packet-demo/src");
    // As it is with just: the command runs in the course's folder.
    for program in ["server=./server.py", "server=../twin/server.py"] {
        let mut command = copy.command(&["lesson", "4", "--only", "usage"]);
        command.args(["--program", program, "--program", "client=client.py"]);
        command.env("NETLESSON_FOLDER", &folder);
        assert_cmd::Command::from_std(command).assert().success();
    }
    // And as it is with cargo: it runs where it was typed.
    let mut command = copy.command(&["lesson", "4", "--program", "server=server.py"]);
    command.current_dir(&elsewhere);
    let assert = assert_cmd::Command::from_std(command).assert().code(2);
    assert!(stderr(&assert).contains("03-sticky-packet-demo/src"));
}

#[test]
fn a_program_that_cannot_be_started_is_named_with_the_next_step() {
    let copy = Copy::of_test("programs-errors");
    let write = |name: &str, text: &str, mode: u32| {
        copy.write(name, text);
        let path = copy.root().join(name);
        fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
    };
    write("mine/plain.py", "#!/usr/bin/env python3\n", 0o644);
    write("mine/two words.py", "#!/usr/bin/env python3\n", 0o644);
    write("mine/headless.py", "print('hello')\n", 0o755);
    write("mine/windows.py", "#!/bin/sh\r\n", 0o755);
    for (programs, thing, next) in [
        (
            &["server=./mine/no.py"][..],
            "./mine/no.py is not there",
            "typed, /",
        ),
        (&["server=mine"], "mine is a folder", "name the program"),
        (
            &["server=mine/plain.py"],
            "mine/plain.py is not executable",
            "chmod +x mine/plain.py",
        ),
        (
            &["server=mine/two words.py"],
            "is not executable",
            "chmod +x 'mine/two words.py'",
        ),
        (
            &["server=mine/headless.py"],
            "mine/headless.py does not say",
            "#!/usr/bin/env python3",
        ),
        (
            &["client=mine/windows.py"],
            "/bin/sh\\r, which is not there",
            "mend the first line",
        ),
        (&["sever=mine"], "no program sever", "server, client"),
        (
            &["server=/bin/sh", "server=/bin/sh"],
            "server is named twice",
            "one path",
        ),
        (&["server"], "'server'", "server=./mine.py"),
    ] {
        let named = programs.iter().flat_map(|program| ["--program", program]);
        let arguments: Vec<&str> = ["lesson", "4"].into_iter().chain(named).collect();
        let said = stderr(&copy.netlesson(&arguments).code(2).stdout(""));
        assert!(said.starts_with("error: "), "{programs:?}: {said}");
        assert!(said.contains(thing), "{programs:?}: {said}");
        assert!(said.contains(next), "{programs:?}: {said}");
    }
}
