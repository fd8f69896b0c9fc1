//! Grades one submission: compiles it and plays the checks of its lessons, both in a container.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use netlesson_checks::compile::Made;
use netlesson_checks::kernel;
use netlesson_checks::lesson::Lesson;
use netlesson_checks::log::Log;
use netlesson_checks::program::{Exit, Program};
use netlesson_checks::verdict::Problem;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::container::{Level, Limits, Room, contained};
use crate::files::disk_usage;
use crate::keeper::SIGNALLED;
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

/// How long a keeper may take to end what it keeps.
const ENDING: Duration = Duration::from_secs(30);

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
                // Nothing of a submission is read before: manifests and configuration are the course's.
                Compiled::Made(made) if !made.finished => LessonGraded::Fault {
                    error: format!("cargo did not come to compile: {}", made.said.trim()),
                },
                Compiled::Made(made) => match executables(workplace, lesson, made)? {
                    Ok(executables) => play(workplace, manner, lesson, executables)?,
                    Err(compiler) => match made.compiler_panic(lesson.slug) {
                        Some(panic) => LessonGraded::Fault {
                            error: format!("the compiler panicked: {panic}"),
                        },
                        None => LessonGraded::DoesNotCompile { compiler },
                    },
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

/// The lesson's programs, in a folder in which there is nothing else; or what the compiler said.
fn executables(
    workplace: &Workplace,
    lesson: &Lesson,
    made: &Made,
) -> Result<Result<BTreeMap<String, PathBuf>, String>> {
    let folder = workplace.renewed("run")?;
    let mut executables = BTreeMap::new();
    for program in lesson.programs {
        let Some(built) = made.executables.get(&lesson.binary(program, false)) else {
            return Ok(Err(made.errors_of(lesson.slug)));
        };
        let copy = folder.join(program);
        fs::copy(built, &copy).with_context(|| format!("cannot copy {}", built.display()))?;
        executables.insert(program.to_string(), copy);
    }
    Ok(Ok(executables))
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
            niceness: 0,
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

enum Ran {
    Ended {
        code: i32,
        stdout: Vec<u8>,
        stderr: Vec<u8>,
    },
    Signalled {
        signal: i32,
        stderr: Vec<u8>,
    },
    Stopped(String),
}

/// Runs a program in a room to its end, or ends it with all it has started.
fn ran(
    workplace: &Workplace,
    level: Level,
    room: &Room,
    program: &Path,
    arguments: &[String],
    limit: Duration,
) -> Result<Ran> {
    let (executable, arguments) = contained(&workplace.grader(), level, room, program, arguments)?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let started = Program::start(
        "contained",
        &executable,
        workplace.folder(),
        &arguments,
        &Log::default(),
    );
    let started: Arc<Program> = match started {
        Ok(started) => started,
        Err(Problem::Fault(error)) => bail!(error),
        Err(problem) => bail!("{problem:?}"),
    };
    let mut broken = None;
    let start = Instant::now();
    let disk_usage = || room.write.iter().map(|path| disk_usage(path)).sum::<u64>();
    let (before, mut measured) = (disk_usage(), Instant::now());
    while broken.is_none() && start.elapsed() < limit && !started.ends_within(LOOK) {
        broken = bounds_broken(&started);
        if broken.is_none() && measured.elapsed() >= MEASURE {
            let written = disk_usage().saturating_sub(before);
            broken = (written > DISK).then(|| format!("more than {} GiB of files", DISK >> 30));
            measured = Instant::now();
        }
    }
    let late = || format!("it took more than {} s", limit.as_secs());
    let exit = match (broken, started.exit()) {
        (None, Some(exit)) => exit,
        (broken, _) => {
            // Its keeper ends all of it, which a kernel under load may take a while for.
            started.end_input();
            started.ends_within(ENDING);
            return Ok(Ran::Stopped(broken.unwrap_or_else(late)));
        }
    };
    let (stdout, stderr) = started.all_printed();
    Ok(match exit {
        Exit::Signal(signal) => Ran::Signalled { signal, stderr },
        Exit::Code(code) if code > SIGNALLED => Ran::Signalled {
            signal: code - SIGNALLED,
            stderr,
        },
        Exit::Code(code) => Ran::Ended {
            code,
            stdout,
            stderr,
        },
    })
}

/// How often the bounds are looked at: each look asks about every thread of a submission.
const LOOK: Duration = Duration::from_millis(200);

/// How often it is measured what has been written.
const MEASURE: Duration = Duration::from_secs(1);

/// What all processes of a submission together may have at most.
const PROCESSES: usize = 300;
const THREADS: usize = 3000;
/// Bytes.
pub const MEMORY: u64 = 4 << 30;
/// Bytes on the disk, beside what was there before.
const DISK: u64 = 1 << 30;

/// The bound that a running submission has broken, if any.
fn bounds_broken(started: &Program) -> Option<String> {
    if started.is_flooded() {
        return Some("it printed without end".into());
    }
    let family = kernel::descendants(started.pid());
    if family.len() > PROCESSES {
        return Some(format!("more than {PROCESSES} processes"));
    }
    let threads = family.iter().filter_map(|pid| kernel::threads(*pid));
    if threads.sum::<usize>() > THREADS {
        return Some(format!("more than {THREADS} threads"));
    }
    let memory = family.iter().filter_map(|pid| kernel::memory(*pid));
    if memory.map(|(now, _)| now).sum::<u64>() > MEMORY {
        return Some(format!("more than {} GiB of memory", MEMORY >> 30));
    }
    None
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
