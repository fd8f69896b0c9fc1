//! Compiles a submission in a container, and tells whose fault it is where that fails.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use netlesson_checks::compile::Made;
use netlesson_checks::lesson::Lesson;

use crate::bounded::{EndedBy, Ran, ran};
use crate::container::{Limits, Room};
use crate::grade::{LessonGraded, Manner};
use crate::submission::Submission;
use crate::workplace::Workplace;

/// How long compiling a submission may take at most. What it takes by itself is bounded in processor time; this is for
/// machines that are busy with others.
const COMPILING: Duration = Duration::from_secs(600);

/// What came of compiling.
pub(crate) enum Compiled {
    /// Cargo came to its end.
    Made(Made),
    /// It was ended.
    Ended(EndedBy),
}

/// Compiles what was handed in. Where it does not compile, and nothing in it explains that, so are programs that do nothing
/// in its place: they are returned beside it.
///
/// # Errors
///
/// When cargo cannot be started, or files cannot be written.
pub(crate) fn compiled(
    workplace: &Workplace,
    manner: &Manner,
    submission: &Submission,
    handed_in: &[&'static Lesson],
) -> Result<(Compiled, Option<Compiled>)> {
    let first = compile(workplace, manner, handed_in)?;
    let unexplained = unexplained(&first, handed_in);
    if unexplained.is_empty() {
        return Ok((first, None));
    }
    workplace.put(&Submission::default())?;
    let control = compile(workplace, manner, &unexplained)?;
    workplace.put(submission)?;
    // What was in its way may be gone by now: a disk that was full.
    Ok((compile(workplace, manner, handed_in)?, Some(control)))
}

/// The lessons whose programs were not made, and nothing says why that is the submission's doing.
fn unexplained(compiled: &Compiled, handed_in: &[&'static Lesson]) -> Vec<&'static Lesson> {
    let Compiled::Made(made) = compiled else {
        return Vec::new();
    };
    let not_explained = |lesson: &&&Lesson| {
        !is_made(made, lesson) && !made.points_at(lesson.slug) && !made.met_limit()
    };
    let lessons = handed_in.iter().filter(not_explained);
    lessons.copied().collect()
}

/// Whether all programs of a lesson were made.
pub(crate) fn is_made(made: &Made, lesson: &Lesson) -> bool {
    let built = |program: &&str| {
        let binary = lesson.binary(program, false);
        made.executables.contains_key(&binary)
    };
    made.finished && lesson.programs.iter().all(built)
}

fn compile(
    workplace: &Workplace,
    manner: &Manner,
    lessons: &[&'static Lesson],
) -> Result<Compiled> {
    let toolchain = workplace.toolchain();
    let cargo_home = cargo_home()?;
    let scratch = workplace.scratch()?;
    let text = |path: &Path| path.display().to_string();
    let path = format!("{}:/usr/bin:/bin", text(&toolchain.join("bin")));
    let room = Room {
        read: vec![toolchain.into(), cargo_home.join("registry")],
        write: vec![workplace.folder().into()],
        environment: [
            ("PATH", path.as_str()),
            ("HOME", &text(&scratch)),
            ("TMPDIR", &text(&scratch)),
            ("CARGO_HOME", &text(&cargo_home)),
            ("CARGO_TARGET_DIR", &text(&workplace.target())),
            ("CARGO_INCREMENTAL", "0"),
        ]
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .into(),
        limits: Limits {
            seconds: 120,
            memory: 4 << 30,
            file: 256 << 20,
            niceness: manner.level.niceness(),
        },
        // No program of a submission runs while it is compiled, and the toolchain may be the grader's alone to read.
        user: None,
    };
    let mut arguments: Vec<String> = [
        "build",
        "--quiet",
        "--offline",
        "--locked",
        "--keep-going",
        "--bins",
        "--message-format=json",
    ]
    .map(String::from)
    .into();
    for lesson in lessons {
        arguments.extend(["--package".to_string(), lesson.exercise()]);
    }
    let cargo = toolchain.join("bin/cargo");
    let (stdout, stderr) = match ran(
        workplace,
        manner.level,
        &room,
        &cargo,
        &arguments,
        COMPILING,
    )? {
        Ran::Ended { stdout, stderr, .. } => (stdout, stderr),
        Ran::Stopped(how) => return Ok(Compiled::Ended(how)),
        Ran::Signalled { signal, .. } => return Ok(Compiled::Ended(EndedBy::Signal(signal))),
    };
    Ok(Compiled::Made(Made::read(&stdout, &stderr)))
}

/// Why the lesson's programs were not made. `control`: what came of programs that do nothing in their place.
pub(crate) fn not_made(made: &Made, control: Option<&Compiled>, lesson: &Lesson) -> LessonGraded {
    // Cargo reads nothing of a submission before it compiles: manifests and configuration are the course's.
    if !made.finished {
        return LessonGraded::Fault {
            error: format!("cargo did not come to compile: {}", made.said.trim()),
        };
    }
    let not_even_empty = match control {
        Some(Compiled::Made(control)) if !is_made(control, lesson) => {
            Some(control.errors_of(lesson.slug))
        }
        Some(Compiled::Ended(how)) => Some(format!("it was ended: {how:?}")),
        _ => None,
    };
    if let Some(why) = not_even_empty.filter(|_| !made.points_at(lesson.slug)) {
        return LessonGraded::Fault {
            error: format!("not even an empty program compiles: {}", why.trim()),
        };
    }
    match made.compiler_panic(lesson.slug) {
        Some(panic) => LessonGraded::Fault {
            error: format!("the compiler panicked: {panic}"),
        },
        None => LessonGraded::DoesNotCompile {
            compiler: made.errors_of(lesson.slug),
        },
    }
}

fn cargo_home() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    home.context("neither CARGO_HOME nor a home folder is known")
}
