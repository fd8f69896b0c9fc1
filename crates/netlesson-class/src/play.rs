//! `netlesson-class play TASK`: plays the checks of one lesson on programs that are there, inside a container, and prints
//! what came of them as JSON. The programs are confined once more, each by itself, so that none of them reaches the
//! process that grades them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use netlesson_checks::lesson::Lesson;
use netlesson_checks::play::Built;
use netlesson_checks::program::contain::{Confinement, confine};
use netlesson_checks::report::Report;
use netlesson_checks::run;
use netlesson_checks::words::{Language, Words};
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use serde::{Deserialize, Serialize};

use crate::container::{Level, Room, ruleset};

/// What is to be played.
#[derive(Debug, Serialize, Deserialize)]
pub struct Task {
    /// The lesson's number.
    pub lesson: u8,
    /// The programs of the lesson, by their names there.
    pub executables: BTreeMap<String, PathBuf>,
    /// The lesson's folder.
    pub folder: PathBuf,
    /// The seed of everything random.
    pub seed: u64,
    /// The language of the verdicts: `en` or `zh`.
    pub language: String,
    /// How the programs are contained, and what they may reach.
    pub level: Level,
    /// See there.
    pub room: Room,
}

/// Plays the task, and prints the outcomes on stdout.
///
/// # Errors
///
/// When the task is none, or the programs cannot be confined.
pub fn play(task: &str) -> Result<()> {
    // What it grades may be of the same user, and shall not write to its outputs or its memory (proc(5)).
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    let task: Task = serde_json::from_str(task).context("the task")?;
    let lesson = Lesson::numbered(task.lesson).context("no such lesson")?;
    let ruleset = match task.level {
        Level::Bubblewrap | Level::Landlock => ruleset(&task.room).ok().and_then(Into::into),
        Level::ProcessGroup => None,
    };
    confine(Confinement {
        ruleset,
        limits: task.room.limits.resources(),
        niceness: task.room.limits.niceness,
    });
    let built = Built {
        executables: task.executables,
        folder: task.folder,
    };
    let outcomes = run::lesson(lesson, &built, None, task.seed);
    let words = Words::new(Language::named(&task.language).unwrap_or(Language::English));
    let report = Report {
        words: &words,
        lesson,
        width: 100,
    };
    println!("{}", report.json(&outcomes));
    Ok(())
}
