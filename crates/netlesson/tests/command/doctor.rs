//! `doctor`.

use std::net::TcpListener;

use predicates::str::contains;

use super::copy::{Copy, stdout};

#[test]
fn a_machine_that_runs_these_tests_has_what_the_course_needs() {
    let copy = Copy::of_test("doctor");
    let said = stdout(&copy.netlesson(&["doctor"]).success());
    assert!(said.contains("✓ rustc "), "{said}");
    assert!(said.contains("✓ TCP over loopback"), "{said}");
    assert!(!said.contains('✗'), "{said}");
}

#[test]
fn a_port_that_is_taken_is_named_and_no_mistake() {
    let copy = Copy::of_test("doctor-port");
    // Whoever has it, this test or another program: it is taken.
    let _taken = TcpListener::bind(("127.0.0.1", 9012));
    copy.netlesson(&["doctor"])
        .success()
        .stdout(contains("! Port 9012"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_left_behind_is_found_and_ended() {
    use netlesson_checks::program::MARK;
    use std::io::Read;
    use std::process::{Command, Stdio};

    let copy = Copy::of_test("doctor-leftovers");
    // A grader that is gone: the number of a process that has ended and is reaped.
    let mut gone = Command::new("true").spawn().expect("true starts");
    gone.wait().expect("true ends");
    let mut leftover = Command::new("cat")
        .env(MARK, format!("{}.0", gone.id()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("cat starts");
    let named = format!("cat ({})", leftover.id());
    copy.netlesson(&["doctor"])
        .success()
        .stdout(contains(named.clone()));
    copy.netlesson(&["doctor", "--clean"])
        .success()
        .stdout(contains(named));
    let mut rest = Vec::new();
    let mut output = leftover.stdout.take().expect("stdout is piped");
    output.read_to_end(&mut rest).expect("it has ended");
    leftover.wait().expect("it has ended");
}
