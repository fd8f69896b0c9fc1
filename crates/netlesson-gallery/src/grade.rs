//! What comes of grading a piece, beside what must come of it.
//!
//! Each piece is graded in a process of its own: starting a program copies the page tables of whoever starts
//! it (fork(2)), and a process that has graded hundreds has hundreds of megabytes of them.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, ensure};
use netlesson_checks::lesson::Lesson;
use netlesson_checks::play::Built;
use netlesson_checks::program;
use netlesson_checks::report::Report;
use netlesson_checks::run::{self, Outcome};
use netlesson_checks::verdict::Verdict;
use netlesson_checks::words::{Language, Words};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::piece::{Expected, Piece};

/// The first argument of a process that grades one piece and prints the grade.
const GRADE: &str = "grade-one";

/// What came of grading a piece.
#[derive(Debug, Serialize, Deserialize)]
pub struct Grade {
    /// In the words of a piece's head.
    pub came: Came,
    /// The verdict that did not pass, explained.
    pub explained: String,
}

/// The verdict on a piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Came {
    /// Every check passed, but those that this machine cannot show.
    Passed,
    /// The first check that failed, and its diagnosis.
    Failed { check: String, diagnosis: String },
    /// The grader's own fault, in this check.
    Fault { check: String, error: String },
    /// It passes, but its two programs do not understand each other as they should.
    Apart,
}

/// Programs to be graded.
#[derive(Debug, Serialize, Deserialize)]
struct Task {
    lesson: u8,
    executables: BTreeMap<String, PathBuf>,
    folder: PathBuf,
    seed: u64,
    /// Whether the two programs must understand each other, right or not.
    understand_each_other: bool,
    /// In which language the verdict is explained: `en` or `zh`.
    language: String,
}

/// Grades a piece, up to the first check that fails.
///
/// # Errors
///
/// When the process that grades it cannot be started, or ends otherwise than it should.
pub fn grade(piece: &Piece, built: &Built, seed: u64) -> Result<Grade> {
    grade_in(piece, built, seed, "en")
}

/// The same, explained in a language.
///
/// # Errors
///
/// The same.
pub fn grade_in(piece: &Piece, built: &Built, seed: u64, language: &str) -> Result<Grade> {
    let task = Task {
        understand_each_other: piece.understand_each_other,
        language: language.into(),
        ..task(piece.lesson, built, seed)
    };
    apart(GRADE, &task)
}

/// Grades the programs of a lesson, up to the first check that fails.
///
/// # Errors
///
/// The same.
pub fn grade_lesson(lesson: &Lesson, built: &Built, seed: u64) -> Result<Grade> {
    apart(GRADE, &task(lesson, built, seed))
}

fn task(lesson: &Lesson, built: &Built, seed: u64) -> Task {
    Task {
        lesson: lesson.number,
        executables: built.executables.clone(),
        folder: built.folder.clone(),
        seed,
        understand_each_other: false,
        language: "en".into(),
    }
}

/// Has this very program do a task in a process of its own: `name` and the task, as JSON, are its arguments, and what it
/// prints is the answer.
///
/// # Errors
///
/// When the process cannot be started, or ends otherwise than it should.
pub fn apart<T: DeserializeOwned>(name: &str, task: &impl Serialize) -> Result<T> {
    let output = Command::new(env::current_exe()?)
        .args([name, &serde_json::to_string(task)?])
        .stdin(Stdio::null())
        .output()
        .context("cannot start the process that grades")?;
    ensure!(
        output.status.success(),
        "the process that grades ended with {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).context("what it printed is no JSON")
}

/// Grades one piece and prints the grade, if that is what this process was started for. To be called
/// first in `main`.
pub fn one_asked_for() -> Option<ExitCode> {
    let mut arguments = env::args().skip(1);
    if arguments.next().as_deref() != Some(GRADE) {
        return None;
    }
    let task = arguments.next().unwrap_or_default();
    Some(match one(&task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    })
}

fn one(task: &str) -> Result<()> {
    // Programs are in process groups of their own: a terminal's Ctrl-C does not reach them.
    ctrlc::set_handler(|| {
        program::end_all();
        std::process::exit(130)
    })?;
    let task: Task = serde_json::from_str(task)?;
    let lesson = Lesson::numbered(task.lesson).context("no such lesson")?;
    let built = Built {
        executables: task.executables,
        folder: task.folder,
    };
    let language = Language::named(&task.language).context("no such language")?;
    let words = Words::new(language);
    let mut grade = graded(
        &words,
        lesson,
        run::until_failure(lesson, &built, task.seed),
    );
    if task.understand_each_other {
        let together = run::lesson(lesson, &built, Some("both-together"), task.seed);
        if !together.iter().all(|outcome| outcome.verdict.passed()) {
            grade = graded(&words, lesson, together);
            grade.came = Came::Apart;
        }
    }
    println!("{}", serde_json::to_string(&grade)?);
    Ok(())
}

fn graded(words: &Words, lesson: &Lesson, outcomes: Vec<Outcome>) -> Grade {
    let first = outcomes
        .into_iter()
        .find(|outcome| outcome.verdict.stands_in_the_way());
    let Some(outcome) = first else {
        return Grade {
            came: Came::Passed,
            explained: String::new(),
        };
    };
    let check = outcome.check.to_string();
    let came = match &outcome.verdict {
        Verdict::Failed { failure, .. } => Came::Failed {
            check,
            diagnosis: failure.name(),
        },
        other => Came::Fault {
            check,
            error: format!("{other:?}"),
        },
    };
    let report = Report {
        words,
        lesson,
        // What a page of the book holds.
        width: 84,
    };
    let explained = anstream::adapter::strip_str(&report.explained(&outcome)).to_string();
    Grade { came, explained }
}

impl Came {
    /// Whether it is what was expected.
    pub fn is(&self, expected: &Expected) -> bool {
        match (self, expected) {
            (Self::Passed, Expected::Passes) => true,
            (
                Self::Failed { check, diagnosis },
                Expected::Fails {
                    check: expected_check,
                    diagnosis: expected_diagnosis,
                },
            ) => check == expected_check && diagnosis == expected_diagnosis,
            _ => false,
        }
    }
}
