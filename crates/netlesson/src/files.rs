//! The student's files of a lesson: what is compared, kept and put back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use netlesson_checks::lesson::Lesson;
use netlesson_checks::starter::{starter, student_files};
use netlesson_checks::words::Words;

use crate::course::Course;

/// Files by their path inside a lesson's folder.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The files that stand in a lesson's folder now.
pub fn written(course: &Course, words: &Words, lesson: &Lesson, solution: bool) -> Result<Files> {
    let folder = course.folder(lesson, solution);
    let cannot = |path: &Path| {
        let path = path.display().to_string();
        words.say("cannot-read", &[("path", &path)])
    };
    let paths = student_files(&folder).with_context(|| cannot(&folder))?;
    let files = paths.into_iter().map(|path| {
        let bytes = fs::read(folder.join(&path)).with_context(|| cannot(&folder.join(&path)))?;
        Ok((path, bytes))
    });
    files.collect()
}

/// The files that a lesson's exercise begins with, made from its solution.
pub fn at_the_start(course: &Course, words: &Words, lesson: &Lesson) -> Result<Files> {
    let place = Course::place(lesson, true);
    let place = [("place", place.as_str())];
    let files = starter(course.root(), lesson).with_context(|| words.say("no-solution", &place))?;
    anyhow::ensure!(!files.is_empty(), words.say("no-solution", &place));
    let files = files
        .into_iter()
        .map(|(path, text)| (path, text.into_bytes()));
    Ok(files.collect())
}

/// A path inside a lesson's folder as it is shown: with `/` on every system.
pub fn shown(path: &Path) -> String {
    let parts = path.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
