//! The page on a new lesson in an hour does what it says: its files, its patches and its commands are taken out of it
//! and put to work in a copy of the course, in its order.
//!
//! That they fit is seen in every `cargo test`. What comes out is seen when it is asked for, for the copy has to be
//! built: `cargo test -p netlesson-book --test new_lesson -- --ignored`.
#![cfg(target_os = "linux")]

mod page;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use netlesson_book::{root, translation};
use netlesson_checks::program::is_installed;

use crate::page::Step;

const PAGE: &str = "docs/src/instructors-new-lesson.md";

/// A command of the page, and what comes out.
struct Run {
    /// As it stands in the page.
    typed: &'static str,
    /// As it is run here.
    run: &'static str,
    code: i32,
    /// What it prints, among other things.
    says: &'static [&'static str],
}

/// A command that is run as it stands in the page.
const fn run(typed: &'static str, code: i32, says: &'static [&'static str]) -> Run {
    instead(typed, typed, code, says)
}

/// A command in whose place another is run.
const fn instead(
    typed: &'static str,
    run: &'static str,
    code: i32,
    says: &'static [&'static str],
) -> Run {
    Run {
        typed,
        run,
        code,
        says,
    }
}

/// `just` is not on every machine, and has cargo run what stands here in its place. Where a command would take long, the
/// parts of it that are about the new lesson do.
const RUN: &[Run] = &[
    run("cargo netlesson reset 13 --yes", 0, &[]),
    run(
        "cargo test --package solution-13-peer-address",
        0,
        &["10 passed"],
    ),
    run("cargo lesson 13 --solution", 0, &["All 10 checks pass"]),
    run(
        "cargo netlesson list",
        0,
        &["Peer address", "0 of 13 lessons passed"],
    ),
    run(
        "cargo lesson 13",
        1,
        &["Step 1 is not written yet", "2 of 10 checks pass"],
    ),
    run(
        "cargo netlesson demo 13",
        0,
        &[
            "client │ I am 127.0.0.1:",
            "the server sees the same address",
        ],
    ),
    instead("just demo 13", "cargo netlesson demo 13", 0, &[]),
    instead(
        "just wire 13 --solution",
        "cargo netlesson wire 13 --solution",
        0,
        &["connect 127.0.0.1:", "recv("],
    ),
    run(
        "cargo lesson 13 --solution --json",
        0,
        &["\"passed\": true"],
    ),
    run(
        "cargo test --package netlesson-gallery -- 13-",
        0,
        &["6 of 6 are as expected", "own-address-told"],
    ),
    instead(
        "cargo test",
        "cargo test --package netlesson-checks --lib --test course --test words \
            && cargo test --package netlesson --test command -- errors_name chinese_is reset_asks",
        0,
        &["3 passed"],
    ),
    instead(
        ".ci/run",
        "cargo fmt --all --check \
            && cargo clippy --locked --all-targets --package netlesson-checks --package netlesson \
                --package solution-13-peer-address --package lesson-13-peer-address -- -D warnings",
        0,
        &[],
    ),
];

/// What the page speaks of and is not run, and why.
const LEFT: &[(&str, &str)] = &[
    (
        "patch",
        "a program that the reader must have, not a line to type",
    ),
    (
        "git status",
        "looks at the reader's clone, and the copy is none",
    ),
    (
        "git diff --relative",
        "makes patches for the gallery; those of the page are made",
    ),
    (
        "cargo fmt",
        "changes files; that it has nothing to change is seen where `.ci/run` is run",
    ),
    (
        "just lesson",
        "`cargo lesson 13` is run, which shows the same",
    ),
    (
        "just steady 20 --only 13-",
        "worth a night, as the page says",
    ),
    (
        "just mutants --package solution-13-peer-address",
        "worth a night, and needs cargo-mutants",
    ),
];

/// What is printed where the machine lacks what a command needs: programs that may be followed, rustfmt, clippy.
const LACKS: &[&str] = &[
    "cannot see what the programs do",
    "is not installed for the toolchain",
    "no such command: `fmt`",
    "no such command: `clippy`",
];

/// The steps of the page.
fn steps(root: &Path) -> Vec<Step> {
    let page = fs::read_to_string(root.join(PAGE)).expect("the page");
    page::steps(&page).expect("blocks of the kinds that it names")
}

/// No command of the page escapes this test, and none that stands here has gone from the page.
#[test]
fn every_command_is_known() {
    let steps = steps(&root().expect("the course"));
    let mut known: Vec<&str> = RUN.iter().map(|run| run.typed).collect();
    known.extend(LEFT.iter().map(|(line, _)| *line));
    let typed = steps.iter().filter_map(|step| match step {
        Step::Command(line) | Step::Spoken(line) => Some(line.as_str()),
        Step::File { .. } | Step::Patch(_) => None,
    });
    let typed: Vec<&str> = typed.collect();
    for line in &typed {
        assert!(known.contains(line), "{PAGE}: neither run nor left: {line}");
    }
    for line in known {
        assert!(typed.contains(&line), "{PAGE} does not say: {line}");
    }
}

/// Whoever follows the Chinese page gets the same course.
#[test]
fn the_chinese_page_has_the_same_blocks() {
    let root = root().expect("the course");
    let english = fs::read_to_string(root.join(PAGE)).expect("the page");
    let name = Path::new(PAGE).file_name().expect("a name");
    let chinese = translation::translated(&root, Path::new(name), &english).expect("it can");
    let blocks = |page: &str| {
        let mut steps = page::steps(page).expect("blocks of the kinds that it names");
        // A sentence may name two commands in another order.
        steps.retain(|step| !matches!(step, Step::Spoken(_)));
        steps
    };
    assert_eq!(blocks(&english), blocks(&chinese));
}

/// The files are new, and the patches fit what they change.
#[test]
fn the_page_fits_the_course() {
    if is_skipped() {
        return;
    }
    let copy = Copy::new("new-lesson-fits");
    for step in steps(&root().expect("the course")) {
        copy.write(&step);
    }
}

#[test]
#[ignore = "builds a copy of the course: minutes"]
fn the_page_does_what_it_says() {
    if is_skipped() {
        return;
    }
    let copy = Copy::new("new-lesson");
    for step in steps(&root().expect("the course")) {
        copy.write(&step);
        if let Step::Command(line) | Step::Spoken(line) = step {
            match RUN.iter().find(|run| run.typed == line) {
                Some(run) => copy.run(run),
                None => eprintln!("not run: {line}"),
            }
        }
    }
    let programs = ["server", "client"].map(|program| {
        let path = format!("exercises/13-peer-address/src/bin/{program}.rs");
        fs::read_to_string(copy.course.join(path)).expect("a starter")
    });
    let count = programs.concat().matches("todo!(\"step ").count();
    assert_eq!(count, 3, "each part has become one `todo!`");
}

/// Says that a test is skipped, where there is no `patch`.
fn is_skipped() -> bool {
    let is_skipped = !is_installed("patch");
    if is_skipped {
        eprintln!("skipped: the page's patches want GNU patch, and it is not installed");
    }
    is_skipped
}

/// A copy of the course.
struct Copy {
    course: PathBuf,
    target: PathBuf,
}

impl Copy {
    /// The copy of this name, as new. What cargo has built in it is there: the first run takes longest.
    fn new(name: &str) -> Self {
        let root = root().expect("the course");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let copy = Self {
            course: folder.join("course"),
            target: folder.join("target"),
        };
        let ignored = fs::read_to_string(root.join(".gitignore")).expect("it is there");
        let mut left_out: Vec<PathBuf> = ignored
            .lines()
            .map(|line| root.join(line.trim_start_matches('/')))
            .collect();
        left_out.extend([
            root.join(".git"),
            netlesson_book::target(&root).expect("cargo knows"),
        ]);
        // The page's command for the gallery builds every piece. Those of the other lessons have their own test.
        for kind in ["mistakes", "right"] {
            left_out.push(root.join("crates/netlesson-gallery").join(kind));
        }
        mirror(&root, &copy.course, &left_out);
        copy
    }

    /// Does what a step does to files.
    fn write(&self, step: &Step) {
        match step {
            Step::File { path, text } => {
                let file = self.course.join(path);
                assert!(!file.exists(), "{path} is there already");
                let folder = file.parent().expect("a folder");
                fs::create_dir_all(folder).expect("it can be made");
                fs::write(file, text).expect("it can be written");
            }
            Step::Patch(block) => {
                let (code, said) = self.shell(block);
                assert_eq!(code, Some(0), "{block}\n{said}");
                // It would be put where the reader of the page does not look.
                assert!(!said.contains("fuzz"), "{block}\n{said}");
            }
            Step::Command(_) | Step::Spoken(_) => {}
        }
    }

    /// Runs a command, and holds what comes out against what the page says.
    fn run(&self, run: &Run) {
        let begun = Instant::now();
        let (code, said) = self.shell(run.run);
        eprintln!("{:5.1} s: {}", begun.elapsed().as_secs_f32(), run.run);
        if let Some(lacks) = LACKS.iter().find(|lacks| said.contains(**lacks)) {
            eprintln!("skipped: {}: {lacks}", run.run);
            return;
        }
        assert_eq!(code, Some(run.code), "{}\n{said}", run.run);
        for part in run.says {
            assert!(said.contains(part), "{} says no {part}:\n{said}", run.run);
        }
    }

    /// What becomes of lines that are typed in the copy: the exit code, and all that is printed.
    fn shell(&self, lines: &str) -> (Option<i32>, String) {
        let output = Command::new("sh")
            .args(["-c", lines])
            .current_dir(&self.course)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_TERM_COLOR", "never")
            .env("NETLESSON_LANG", "en")
            .env("COLUMNS", "120")
            .env_remove("NETLESSON_JUST")
            .env_remove("NETLESSON_FOLDER")
            .stdin(Stdio::null())
            .output()
            .expect("there is a shell");
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.code(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }
}

/// Makes `copy` equal to `original`, but for what is left out. Files that are equal already are left alone: cargo goes by
/// the time at which a file was written.
fn mirror(original: &Path, copy: &Path, left_out: &[PathBuf]) {
    if original.is_file() {
        if fs::read(copy).ok() != fs::read(original).ok() {
            fs::copy(original, copy).expect("it can be copied");
        }
        return;
    }
    fs::create_dir_all(copy).expect("it can be made");
    let names = |folder: &Path| -> BTreeSet<OsString> {
        let entries = folder.read_dir().expect("it can be read").flatten();
        entries.map(|entry| entry.file_name()).collect()
    };
    let mut wanted = names(original);
    wanted.retain(|name| !left_out.contains(&original.join(name)));
    for name in names(copy).difference(&wanted) {
        let path = copy.join(name);
        let removed = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
        removed.expect("it can be removed");
    }
    for name in wanted {
        mirror(&original.join(&name), &copy.join(&name), left_out);
    }
}
