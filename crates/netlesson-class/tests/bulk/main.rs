//! The command on whole classes: the same class gives the same report, in shards and after an interruption, too; the
//! engines' files in `docs/ci` do what they say; bad input is named.
#![cfg(target_os = "linux")]

mod engines;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use netlesson_checks::lesson::LESSONS;
use netlesson_checks::starter::{renamed, starter};
use netlesson_class::files;
use netlesson_class::report::model::ClassReport;
use netlesson_gallery::piece::{self, Piece};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).expect("it lies in the course")
}

fn grader() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_netlesson-class"));
    command.current_dir(root());
    command
}

fn write(path: PathBuf, text: &str) {
    files::write(&path, text).expect("the file");
}

/// The report of this folder, as its file has it but for the times.
fn report(out: &Path) -> String {
    let text = fs::read_to_string(out.join("report.json")).expect("a report");
    let report = ClassReport::read(&text).expect("it can be read");
    report.without_times().json()
}

/// Whether two folders have the same report, but for the times. Where it is not, the first lines that differ are told.
fn same(one: &Path, other: &Path) {
    let (one, other) = (report(one), report(other));
    let differ = one
        .lines()
        .zip(other.lines())
        .find(|(one, other)| one != other);
    assert!(one == other, "the reports differ: {differ:?}");
}

fn succeeded(output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", output.status);
}

/// Three submissions, in which what a system chooses comes up: ports, the numbers of threads, a folder's name, the order
/// in which two programs are compiled, how far a program came before it panicked.
fn class() -> TempDir {
    let class = tempfile::tempdir().expect("a folder of its own");
    let pieces = piece::all(&root().join("crates/netlesson-gallery"), root()).expect("the gallery");
    let hand_in = |name: &str, piece: &Piece| {
        let folder = class.path().join(name).join(piece.lesson.slug);
        for (path, text) in piece::whole(piece, root()).expect("its files") {
            write(folder.join(path), &renamed(&text, piece.lesson));
        }
    };
    let piece = |id: &str| {
        let found = pieces.iter().find(|piece| piece.id() == id);
        found.unwrap_or_else(|| panic!("{id} hangs in the gallery"))
    };
    hand_in("anna", piece("02-reset-unwrapped"));
    hand_in("anna", piece("04-cut-command-is-run"));
    hand_in("ben", piece("01-own-address-printed"));
    for (path, text) in starter(root(), &LESSONS[5]).expect("the starter") {
        write(
            class.path().join("ben").join(LESSONS[5].slug).join(path),
            &text,
        );
    }
    for program in ["server", "client"] {
        let path = format!("{}/src/bin/{program}.rs", LESSONS[0].slug);
        write(class.path().join("cleo").join(path), "fn main() { there }");
    }
    class
}

/// Starts grading the first of two shards, and waits until the first of its submissions is graded.
fn first_of_shard(class: &Path, out: &Path) -> Child {
    let mut command = grader();
    command.arg("grade").arg(class).arg("--out").arg(out);
    command.args(["--shard", "1/2", "--workers", "1"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let lines = BufReader::new(child.stdout.as_mut().expect("its stdout")).lines();
    let mut graded = lines
        .map_while(Result::ok)
        .filter(|line| line.starts_with("[1/2]"));
    assert!(graded.next().is_some(), "nothing was graded");
    child
}

#[test]
fn the_same_class_gives_the_same_report_whole_in_shards_and_interrupted() {
    let class = class();
    let out = tempfile::tempdir().expect("a folder of its own");
    let (whole, one, two) = (
        out.path().join("whole"),
        out.path().join("1"),
        out.path().join("2"),
    );
    let mut command = grader();
    command
        .arg("grade")
        .arg(class.path())
        .arg("--out")
        .arg(&whole);
    succeeded(&command.output().expect("it starts"));

    let mut killed = first_of_shard(class.path(), &one);
    killed.kill().expect("it runs");
    killed.wait().expect("it ends");
    let interrupted = first_of_shard(class.path(), &one);
    let pid = Pid::from_child(&interrupted);
    kill_process(pid, Signal::INT).expect("it runs");
    let output = interrupted.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(
        said.contains("the same command goes on from there"),
        "{said}"
    );
    for (shard, out) in [("1/2", &one), ("2/2", &two)] {
        let mut command = grader();
        command.arg("grade").arg(class.path()).arg("--out").arg(out);
        succeeded(
            &command
                .args(["--shard", shard])
                .output()
                .expect("it starts"),
        );
    }
    let merged = out.path().join("merged");
    let mut command = grader();
    command
        .arg("merge")
        .arg(one.join("report.json"))
        .arg(two.join("report.json"));
    succeeded(
        &command
            .arg("--out")
            .arg(&merged)
            .output()
            .expect("it starts"),
    );

    same(&merged, &whole);
    for file in [
        "points.csv",
        "check50/anna.json",
        "check50/ben.json",
        "check50/cleo.json",
    ] {
        let read = |out: &Path| fs::read_to_string(out.join(file)).expect("the file");
        assert_eq!(read(&merged), read(&whole), "{file}");
    }
}

#[test]
fn bad_input_is_named() {
    let class = tempfile::tempdir().expect("a folder of its own");
    let folder = class.path().to_str().expect("UTF-8");
    let refused = |arguments: &[&str]| {
        let output = grader().args(arguments).output().expect("it starts");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(refused(&["grade", "/nowhere"]).contains("cannot read /nowhere"));
    assert!(refused(&["grade", folder]).contains("holds no folder and no archive"));
    fs::create_dir(class.path().join("anna")).expect("a folder");
    assert!(refused(&["grade", folder, "--workers", "0"]).contains("--workers"));
    for shard in ["0/4", "5/4", "1", "a/b"] {
        let said = refused(&["grade", folder, "--shard", shard]);
        assert!(said.contains("a shard is K/N with K from 1 to N"), "{said}");
    }
    let said = refused(&["grade", folder, "--out", "/dev/null/report"]);
    assert!(
        said.contains("cannot write into /dev/null/report"),
        "{said}"
    );
    assert!(refused(&["grade", folder, "--points", "/nowhere"]).contains("/nowhere"));
    assert!(refused(&["merge", "/nowhere"]).contains("cannot read /nowhere"));
}
