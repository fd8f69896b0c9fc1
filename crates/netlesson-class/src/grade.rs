//! Grades one submission: has it compiled and plays the checks of its lessons, both in a container.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use netlesson_checks::compile::Made;
use netlesson_checks::lesson::Lesson;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bounded::{EndedBy, MEMORY, Ran, ran};
use crate::compiling::{Compiled, compiled, is_made, not_made};
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
    CompilerEnded { how: EndedBy },
    /// Whoever graded it was ended from within: by the submission's own programs, for nothing else was there.
    GraderEnded { how: EndedBy },
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

/// How long playing a lesson may take at most.
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
        let compiled = compiled(workplace, manner, &submission, &handed_in);
        for lesson in handed_in {
            let graded = match &compiled {
                Ok((compiled, control)) => {
                    lesson_graded(workplace, manner, lesson, compiled, control.as_ref())
                }
                Err(error) => Err(anyhow!("{error:#}")),
            };
            // What went wrong here is the grader's, and keeps it from no other lesson or submission.
            let graded = graded.unwrap_or_else(|error| LessonGraded::Fault {
                error: format!("{error:#}"),
            });
            lessons.insert(lesson.slug.to_string(), graded);
        }
    }
    Ok(Graded {
        name: name.to_string(),
        refused: submission.refused,
        lessons,
    })
}

fn lesson_graded(
    workplace: &Workplace,
    manner: &Manner,
    lesson: &Lesson,
    compiled: &Compiled,
    control: Option<&Compiled>,
) -> Result<LessonGraded> {
    match compiled {
        Compiled::Ended(how) => Ok(LessonGraded::CompilerEnded { how: *how }),
        Compiled::Made(made) if is_made(made, lesson) => {
            let executables = executables(workplace, lesson, made)?;
            play(workplace, manner, lesson, executables)
        }
        Compiled::Made(made) => Ok(not_made(made, control, lesson)),
    }
}

/// The lesson's programs, in a folder in which there is nothing else.
fn executables(
    workplace: &Workplace,
    lesson: &Lesson,
    made: &Made,
) -> Result<BTreeMap<String, PathBuf>> {
    let folder = workplace.renewed("run")?;
    let mut executables = BTreeMap::new();
    for program in lesson.programs {
        let built = &made.executables[&lesson.binary(program, false)];
        let copy = folder.join(program);
        fs::copy(built, &copy).with_context(|| format!("cannot copy {}", built.display()))?;
        executables.insert(program.to_string(), copy);
    }
    Ok(executables)
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
    let said = String::from_utf8_lossy(stderr);
    match said.trim() {
        said if signal == ABORTED && !said.is_empty() => LessonGraded::Fault {
            error: format!("signal {signal}: {said}"),
        },
        _ => LessonGraded::GraderEnded {
            how: EndedBy::Signal(signal),
        },
    }
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
