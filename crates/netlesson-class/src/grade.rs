//! Grades one submission: compiles it and plays the checks of its lessons, both in a container.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use netlesson_checks::compile::Made;
use netlesson_checks::lesson::Lesson;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bounded::{MEMORY, Ran, ran};
use crate::container::{Level, Limits, Room};
use crate::play::Task;
use crate::submission::{Refused, Submission};
use crate::workplace::Workplace;

/// What came of a submission.
#[derive(Debug, Serialize, Deserialize)]
pub struct Graded {
    /// The submission's name.
    pub name: String,
    /// The files that were not taken.
    pub refused: Vec<Refused>,
    /// Its lessons, by their slugs; those that were not handed in are not there.
    pub lessons: BTreeMap<String, LessonGraded>,
}

/// What came of a lesson.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum LessonGraded {
    /// It was played: the checks with their verdicts.
    Played { checks: Vec<Value> },
    /// It does not compile.
    DoesNotCompile { compiler: String },
    /// Compiling took more time or memory than it may, or was ended.
    CompilerEnded { how: String },
    /// Whoever graded it was ended from within: by the submission's own programs, for nothing else was there.
    GraderEnded { how: String },
    /// The grader's own fault: it costs no mark.
    Fault { error: String },
}

impl LessonGraded {
    /// What came of it in a word: how many checks passed, or why none was played.
    pub fn in_short(&self) -> String {
        match self {
            Self::Played { checks } => {
                let passed = checks.iter().filter(|check| check["verdict"] == "passed");
                format!("{}/{}", passed.count(), checks.len())
            }
            Self::DoesNotCompile { .. } => "does not compile".into(),
            Self::CompilerEnded { .. } => "the compiler was ended".into(),
            Self::GraderEnded { .. } => "ended its grader".into(),
            Self::Fault { .. } => "the grader's fault".into(),
        }
    }
}

impl Graded {
    /// Whether some of it could not be graded, by the grader's own fault.
    pub fn has_fault(&self) -> bool {
        self.lessons.values().any(|lesson| match lesson {
            LessonGraded::Fault { .. } => true,
            LessonGraded::Played { checks } => {
                checks.iter().any(|check| check["verdict"] == "fault")
            }
            _ => false,
        })
    }
}

/// How a submission is graded.
pub struct Manner {
    /// How it is contained.
    pub level: Level,
    /// The seed of everything random in the checks.
    pub seed: u64,
    /// The language of the verdicts.
    pub language: String,
}

/// How long compiling a submission, and playing a lesson, may take at most.
const COMPILING: Duration = Duration::from_secs(180);
const PLAYING: Duration = Duration::from_secs(240);

/// Grades a submission in a workplace.
///
/// # Errors
///
/// When the grader's own files cannot be written.
pub fn grade(
    workplace: &Workplace,
    manner: &Manner,
    name: &str,
    submission: Submission,
) -> Result<Graded> {
    let handed_in = workplace.put(&submission)?;
    let mut lessons = BTreeMap::new();
    if !handed_in.is_empty() {
        let compiled = compile(workplace, manner, &handed_in)?;
        for lesson in handed_in {
            let graded = match &compiled {
                Compiled::Ended(how) => LessonGraded::CompilerEnded { how: how.clone() },
                Compiled::Made(made) => match executables(workplace, lesson, made)? {
                    Some(executables) => play(workplace, manner, lesson, executables)?,
                    None => not_made(made, lesson),
                },
            };
            lessons.insert(lesson.slug.to_string(), graded);
        }
    }
    Ok(Graded {
        name: name.to_string(),
        refused: submission.refused,
        lessons,
    })
}

enum Compiled {
    Made(Made),
    Ended(String),
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
        Ran::Signalled { signal, .. } => return Ok(Compiled::Ended(format!("signal {signal}"))),
    };
    Ok(Compiled::Made(Made::read(&stdout, &stderr)))
}

/// The lesson's programs, in a folder in which there is nothing else; `None` if one was not made.
fn executables(
    workplace: &Workplace,
    lesson: &Lesson,
    made: &Made,
) -> Result<Option<BTreeMap<String, PathBuf>>> {
    let folder = workplace.renewed("run")?;
    let mut executables = BTreeMap::new();
    for program in lesson.programs {
        let built = made.executables.get(&lesson.binary(program, false));
        let Some(built) = built.filter(|_| made.finished) else {
            return Ok(None);
        };
        let copy = folder.join(program);
        fs::copy(built, &copy).with_context(|| format!("cannot copy {}", built.display()))?;
        executables.insert(program.to_string(), copy);
    }
    Ok(Some(executables))
}

/// Why the lesson's programs were not made.
fn not_made(made: &Made, lesson: &Lesson) -> LessonGraded {
    // Cargo reads nothing of a submission before it compiles: manifests and configuration are the course's.
    if !made.finished {
        return LessonGraded::Fault {
            error: format!("cargo did not come to compile: {}", made.said.trim()),
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

fn play(
    workplace: &Workplace,
    manner: &Manner,
    lesson: &Lesson,
    executables: BTreeMap<String, PathBuf>,
) -> Result<LessonGraded> {
    let run = workplace.folder().join("run");
    let scratch = workplace.scratch()?;
    let folder = workplace.exercise(lesson);
    let scratch_text = scratch.display().to_string();
    let environment = [
        ("PATH", "/usr/local/bin:/usr/bin:/bin"),
        ("HOME", &scratch_text),
        ("TMPDIR", &scratch_text),
    ]
    .map(|(name, value)| (name.to_string(), value.to_string()));
    let room = Room {
        read: vec![run, folder.clone()],
        write: vec![scratch],
        environment: environment.into(),
        limits: Limits {
            niceness: manner.level.niceness(),
            ..Limits::default()
        },
        user: workplace.user(),
    };
    let task = Task {
        lesson: lesson.number,
        executables,
        folder,
        seed: manner.seed,
        language: manner.language.clone(),
        level: manner.level,
        room: room.clone(),
    };
    let own = &workplace.grader();
    let arguments = ["play".to_string(), serde_json::to_string(&task)?];
    // The grader itself asks the kernel about what it has started, and needs more than its programs do: at the
    // level of Landlock they are confined, and it is not.
    let level = match manner.level {
        Level::Landlock => Level::ProcessGroup,
        level => level,
    };
    let room = Room {
        limits: Limits {
            seconds: PLAYING.as_secs(),
            // The grader holds what all the checks of a lesson send and get.
            memory: MEMORY,
            ..Limits::default()
        },
        ..room
    };
    let ran = ran(workplace, level, &room, own, &arguments, PLAYING)?;
    Ok(match ran {
        Ran::Stopped(how) => LessonGraded::GraderEnded { how },
        Ran::Signalled { signal, stderr } => ended_by(signal, &stderr),
        Ran::Ended {
            code: 0, stdout, ..
        } => {
            let played: Value =
                serde_json::from_slice(&stdout).context("what was played is no JSON")?;
            let checks = played["checks"].as_array().cloned().unwrap_or_default();
            LessonGraded::Played { checks }
        }
        Ran::Ended { code, stderr, .. } => LessonGraded::Fault {
            error: format!(
                "exit code {code}: {}",
                String::from_utf8_lossy(&stderr).trim()
            ),
        },
    })
}

/// What a signal that has ended the grader says. What it grades may send one, but cannot write to its stderr: a grader
/// that aborts by itself, for the want of memory, says there why.
fn ended_by(signal: i32, stderr: &[u8]) -> LessonGraded {
    const ABORTED: i32 = 6;
    let how = format!("signal {signal}");
    let said = String::from_utf8_lossy(stderr);
    match said.trim() {
        said if signal == ABORTED && !said.is_empty() => LessonGraded::Fault {
            error: format!("{how}: {said}"),
        },
        _ => LessonGraded::GraderEnded { how },
    }
}

fn cargo_home() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    home.context("neither CARGO_HOME nor a home folder is known")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grader_that_aborts_and_says_why_costs_no_mark() {
        let said = b"memory allocation of 4096 bytes failed\n";
        let LessonGraded::Fault { error } = ended_by(6, said) else {
            panic!("no fault");
        };
        assert_eq!(error, "signal 6: memory allocation of 4096 bytes failed");
        for (signal, said) in [(6, &b" "[..]), (9, said), (15, b"")] {
            let ended = ended_by(signal, said);
            assert!(
                matches!(ended, LessonGraded::GraderEnded { .. }),
                "{signal}"
            );
        }
    }
}
