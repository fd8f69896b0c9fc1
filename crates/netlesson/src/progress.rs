//! Which lessons are passed and which hints were given: `.netlesson/progress.json`, a small file
//! that people can read, keyed by lesson and ignored by git.
//!
//! ```json
//! {
//!   "01-basic-socket": { "passed": true, "hints": { "ready-line": 2 } }
//! }
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process;

use anyhow::{Context as _, Result};
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::words::Words;
use serde::{Deserialize, Serialize};

use crate::course::Course;

/// The student's progress.
pub struct Progress {
    path: PathBuf,
    lessons: BTreeMap<String, State>,
}

/// How a student stands with one lesson.
#[derive(Default, Clone, Serialize, Deserialize, PartialEq)]
pub struct State {
    /// Whether all its checks have passed.
    #[serde(default)]
    pub passed: bool,
    /// How many hints were given for each check.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hints: BTreeMap<String, usize>,
}

impl Progress {
    /// Reads it; nothing yet is no progress.
    pub fn read(course: &Course, words: &Words) -> Result<Self> {
        let path = course.root().join(".netlesson").join("progress.json");
        let lessons = match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text).with_context(|| {
                let path = path.display().to_string();
                words.say("broken-progress", &[("path", &path)])
            })?,
            Err(error) if error.kind() == ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        Ok(Self { path, lessons })
    }

    /// How the student stands with a lesson.
    pub fn of(&self, lesson: &Lesson) -> State {
        self.lessons.get(lesson.slug).cloned().unwrap_or_default()
    }

    /// The first lesson after `number` that is not passed, or else the first of all.
    pub fn next(&self, number: u8) -> Option<&'static Lesson> {
        let mut open = LESSONS.iter().filter(|lesson| !self.of(lesson).passed);
        let first = open.clone().next();
        open.find(|lesson| lesson.number > number).or(first)
    }

    /// Changes how the student stands with a lesson, and writes it down if that is something new.
    pub fn change(&mut self, lesson: &Lesson, change: impl FnOnce(&mut State)) -> Result<()> {
        let before = self.of(lesson);
        let state = self.lessons.entry(lesson.slug.to_string()).or_default();
        change(state);
        if *state == before {
            return Ok(());
        }
        self.write()
            .with_context(|| self.path.display().to_string())
    }

    /// Writes beside the file and renames: whatever happens, one of the two is whole.
    fn write(&self) -> Result<()> {
        let folder = self.path.parent().context("it lies in no folder")?;
        fs::create_dir_all(folder)?;
        // A name of this process's own: `watch` in another terminal may write, too.
        let fresh = self.path.with_extension(format!("{}.new", process::id()));
        fs::write(&fresh, serde_json::to_string_pretty(&self.lessons)? + "\n")?;
        Ok(fs::rename(&fresh, &self.path)?)
    }
}
