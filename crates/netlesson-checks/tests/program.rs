//! A student's program is ended with everything it has started, its output is bounded, and a wait for it always ends.
//! The programs here are small shell scripts.
#![cfg(unix)]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use netlesson_checks::kernel;
use netlesson_checks::log::Log;
use netlesson_checks::patience::LIMIT;
use netlesson_checks::program::{Exit, OUTPUT_LIMIT, Program};
use netlesson_checks::verdict::{Failure, Played, Problem, Symptom};

fn shell(script: &str) -> Arc<Program> {
    Program::start(
        "script",
        Path::new("/bin/sh"),
        Path::new("/"),
        &["-c", script],
        &Log::default(),
    )
    .expect("there is a shell")
}

fn symptom<T: std::fmt::Debug>(played: Played<T>) -> Symptom {
    match played {
        Err(Problem::Failed(failure)) => {
            let Failure { symptom, .. } = *failure;
            symptom
        }
        other => panic!("no failure: {other:?}"),
    }
}

/// The process that the script names on a line of its own.
fn process_named_by(program: &Program) -> u32 {
    let line = program.next_line().expect("the script names a process");
    String::from_utf8_lossy(&line)
        .trim()
        .parse()
        .expect("a process is a number")
}

fn is_gone(process: u32) -> bool {
    kernel::wait_until(LIMIT, || !Path::new(&format!("/proc/{process}")).exists())
}

#[test]
fn what_a_program_started_ends_with_it() {
    if !kernel::WITNESS {
        return eprintln!("skipped: processes are looked for under /proc");
    }
    for script in [
        // in the program's own group; in a session of its own; that again, its parent gone
        "sleep 1000 & echo $!; wait",
        "setsid sh -c 'echo $$; exec sleep 1000' & wait",
        "(setsid sh -c 'echo $$; exec sleep 1000' &); exec sleep 1000",
        // a child that goes on starting others
        "sh -c 'echo $$; trap \"\" TERM HUP INT; while :; do sleep 1000 & wait; done'",
    ] {
        let program = shell(script);
        let process = process_named_by(&program);
        drop(program);
        assert!(is_gone(process), "left running by {script}");
    }
}

#[test]
fn a_program_that_ended_leaves_nothing_behind_either() {
    if !kernel::WITNESS {
        return eprintln!("skipped: processes are looked for under /proc");
    }
    let program = shell("setsid sh -c 'echo $$; exec sleep 1000' & wait; exit 3");
    let process = process_named_by(&program);
    // The script is killed, its daemon goes on: it must be found among the orphans.
    program.kill().expect("it can be killed");
    drop(program);
    assert!(is_gone(process));
}

#[test]
fn the_end_of_a_program_is_seen_though_its_child_holds_the_pipes() {
    let program = shell("echo first; sleep 1000 & exit 7");
    assert_eq!(program.wait().expect("it ends"), Exit::Code(7));
    program
        .expect_line("first")
        .expect("what it printed is there");
}

#[test]
fn endless_output_is_cut_and_the_program_ended() {
    let program = shell("exec yes");
    assert!(matches!(
        symptom(program.wait()),
        Symptom::Flood {
            limit: OUTPUT_LIMIT,
            ..
        }
    ));
    let program = shell("exec cat /dev/zero");
    assert!(matches!(
        symptom(program.next_line()),
        Symptom::Flood { .. }
    ));
}

#[test]
fn a_silence_that_nothing_can_end_is_certain_at_once() {
    if !kernel::WITNESS {
        return eprintln!("skipped: the kernel does not tell");
    }
    // Blocked in a read of a stdin that nobody writes to.
    let program = shell("exec cat");
    let start = Instant::now();
    let silence = symptom(program.next_line());
    if start.elapsed() >= LIMIT {
        return eprintln!("skipped: this kernel does not let us ask what a program is blocked in");
    }
    assert!(
        matches!(silence, Symptom::Silence { certain: true, .. }),
        "{silence:?}"
    );
    assert!(matches!(
        symptom(program.wait()),
        Symptom::Running { certain: true, .. }
    ));
}

#[test]
fn a_sleeping_program_is_waited_for() {
    let program = shell("sleep 1; echo awake");
    program.expect_line("awake").expect("it wakes by itself");
}

#[test]
fn a_program_that_waits_for_a_sleeping_child_is_waited_for() {
    let program = shell("(sleep 1; echo awake) | cat");
    program
        .expect_line("awake")
        .expect("its child wakes by itself");
}

#[test]
fn a_line_that_is_typed_late_is_answered() {
    let program = shell("exec cat");
    program.type_line("hello");
    program.expect_line("hello").expect("cat answers");
    program.end_input();
    program
        .expect_exit(0)
        .expect("cat ends at the end of its stdin");
}

#[test]
fn a_frozen_program_does_nothing_until_it_is_thawed() {
    let program = shell("while read -r line; do echo \"$line\"; done");
    program.type_line("one");
    program.expect_line("one").expect("it runs");
    program.freeze().expect("it can be stopped");
    program.type_line("two");
    let moved = kernel::wait_until(Duration::from_millis(100), || {
        !program.unseen_stdout().is_empty()
    });
    assert!(!moved, "it went on while it was frozen");
    program.thaw();
    program.expect_line("two").expect("it goes on");
}

#[test]
fn signals_are_at_their_defaults() {
    let program = shell("echo ready; exec sleep 1000");
    program.expect_line("ready").expect("it runs");
    program.interrupt().expect("SIGINT ends it");
    assert_eq!(program.exit(), Some(Exit::Signal(2)));
}

#[test]
fn hundreds_of_programs_leave_no_zombie_of_the_grader() {
    if !kernel::WITNESS {
        return eprintln!("skipped: processes are looked for under /proc");
    }
    for _ in 0..200 {
        let program = shell("(exec sleep 0) & exit 0");
        program.wait().expect("it ends");
        let process = program.pid();
        drop(program);
        assert!(is_gone(process));
    }
}
