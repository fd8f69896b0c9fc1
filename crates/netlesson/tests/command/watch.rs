//! `watch`, and Ctrl-C in the middle of it.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Stdio};

use netlesson_checks::lesson::LESSONS;

use super::copy::Copy;

/// A `watch` that runs, and what it prints.
struct Watch {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Watch {
    fn start(copy: &Copy, arguments: &[&str]) -> Self {
        let mut command = copy.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the command starts");
        let stdout = child.stdout.take().expect("stdout is piped");
        let lines = BufReader::new(stdout).lines();
        Self { child, lines }
    }

    /// Reads up to the line that has this in it, and returns all lines before it.
    fn until(&mut self, part: &str) -> String {
        let mut before = String::new();
        for line in self.lines.by_ref() {
            let line = line.expect("the command prints UTF-8");
            if line.contains(part) {
                return before;
            }
            before += &(line + "\n");
        }
        panic!("{part:?} did not come after:\n{before}");
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_save_is_played_until_the_lesson_passes_and_the_next_begins() {
    let copy = Copy::of_test("watch");
    let lesson = &LESSONS[0];
    let (slug, given, count) = (lesson.slug, lesson.given.len(), lesson.checks.len());
    let mut watch = Watch::start(&copy, &["watch"]);
    watch.until(&format!("{given} of {count} checks pass"));
    watch.until("Watching exercises/01-basic-socket");

    copy.solve(slug, "bin/server.rs");
    watch.until("✓ The server answers hello with HELLO");
    watch.until("Watching exercises/01-basic-socket");

    copy.write(
        &format!("exercises/{slug}/src/bin/client.rs"),
        "fn main() {\n",
    );
    watch.until("does not compile");
    watch.until("Watching exercises/01-basic-socket");

    copy.solve(slug, "bin/client.rs");
    watch.until(&format!("All {count} checks pass"));
    watch.until("Lesson 2");
    watch.until("Watching exercises/02-loop-server");
    assert!(
        copy.read(".netlesson/progress.json")
            .contains("\"passed\": true")
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_watch_and_a_demo() {
    use std::os::unix::process::ExitStatusExt;

    let copy = Copy::of_test("interrupt");
    // Lesson 3's demo is in the middle of a pause when the first of two words has come.
    for (arguments, line) in [
        (&["watch", "1"][..], "Watching exercises/01-basic-socket"),
        (&["demo", "3"], "recv(10) -> \"hello\""),
    ] {
        let mut watch = Watch::start(&copy, arguments);
        watch.until(line);
        let pid = i32::try_from(watch.child.id()).ok();
        let pid = pid.and_then(rustix::process::Pid::from_raw);
        let interrupt = rustix::process::Signal::INT;
        rustix::process::kill_process(pid.expect("a process"), interrupt).expect("it runs");
        let status = watch.child.wait().expect("it ends");
        assert_eq!(
            (status.code(), status.signal()),
            (Some(130), None),
            "{arguments:?}"
        );
        #[cfg(target_os = "linux")]
        assert_nothing_is_left(watch.child.id());
    }
}

/// What it was given for a while is given back: `race` has its file there, and `wire` what its programs store.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_leaves_no_folder() {
    use std::fs;
    use std::path::Path;
    use std::process::Stdio;
    use std::time::Duration;

    use netlesson_checks::kernel::wait_until;
    use rustix::process::{Pid, Signal, kill_process};

    let copy = Copy::of_test("interrupt-folders");
    // So that nothing but the command itself makes a folder later.
    copy.netlesson(&["race", "--solution", "--size", "1"])
        .success();
    copy.netlesson(&["wire", "8", "--solution", "--scene", "1"])
        .success();
    for arguments in [
        &["race", "--solution", "--size", "65536", "--loss", "0"][..],
        &["wire", "8", "--solution"],
    ] {
        let place = tempfile::tempdir().expect("a folder");
        let its = |folder: &Path| {
            let entries = fs::read_dir(folder).expect("it is there").flatten();
            let mut names = entries.map(|entry| entry.path());
            names.find(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with("netlesson-")
            })
        };
        let mut command = copy
            .command(arguments)
            .env("TMPDIR", place.path())
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts");
        // It is in the middle of it as soon as something stands in its folder.
        let is_used = || {
            its(place.path()).is_some_and(|its| {
                let mut entries = fs::read_dir(its).into_iter().flatten();
                entries.next().is_some()
            })
        };
        assert!(
            wait_until(Duration::from_secs(60), is_used),
            "{arguments:?}"
        );
        let pid = i32::try_from(command.id()).ok().and_then(Pid::from_raw);
        kill_process(pid.expect("a process"), Signal::INT).expect("it runs");
        let status = command.wait().expect("it ends");
        assert_eq!(status.code(), Some(130), "{arguments:?}");
        assert_eq!(its(place.path()), None, "{arguments:?}");
    }
}

/// None of the programs that this process has started is left, nor anything they have started.
#[cfg(target_os = "linux")]
fn assert_nothing_is_left(grader: u32) {
    use netlesson_checks::{kernel, program};
    use procfs::process::all_processes;

    let beginning = format!("{grader}.");
    let left = || {
        let processes = all_processes().expect("/proc can be read").flatten();
        let its = processes.filter(|process| {
            let environment = process.environ().unwrap_or_default();
            let mark = environment.get(std::ffi::OsStr::new(program::MARK));
            mark.is_some_and(|mark| mark.to_string_lossy().starts_with(&beginning))
        });
        its.count()
    };
    // The kernel takes a moment over a process that was killed.
    let gone = kernel::wait_until(std::time::Duration::from_secs(5), || left() == 0);
    assert!(gone, "{} processes are left", left());
}
