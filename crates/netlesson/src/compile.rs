//! Builds a lesson, and shows on the reader's screen what there is to say about it.

use std::io::Write;

use anyhow::{Context as _, Result};
use netlesson_checks::compile::compile;
use netlesson_checks::lesson::Lesson;
use netlesson_checks::play::Built;
use netlesson_checks::words::Words;

use crate::course::Course;
use crate::screen::Status;

/// Builds a lesson's exercise or solution. `None` when it does not compile: the compiler has said why
/// on stderr.
pub fn lesson(
    course: &Course,
    words: &Words,
    lesson: &Lesson,
    solution: bool,
) -> Result<Option<Built>> {
    let number = lesson.number.to_string();
    let number = [("number", number.as_str())];
    let status = Status::after_a_moment(words.say("building", &number));
    let compiled = compile(course.root(), lesson, solution);
    drop(status);
    let compiled = compiled.with_context(|| words.say("cannot-build", &number))?;
    // A stderr that nobody reads is no reason to stop.
    let _ = anstream::stderr().write_all(compiled.said.as_bytes());
    Ok(compiled.built)
}
