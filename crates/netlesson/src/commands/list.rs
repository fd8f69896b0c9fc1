//! `list`: the lessons, which are passed, and which is next.

use std::process::ExitCode;

use anyhow::Result;
use netlesson_checks::lesson::LESSONS;
use netlesson_checks::report::{FAINT, GOOD, OPEN, STRONG};
use netlesson_checks::words::Words;
use serde_json::json;
use textwrap::core::display_width;

use crate::course::Course;
use crate::progress::Progress;
use crate::screen::{gap, line, padded, spoken};

/// What `list` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Print the lessons as JSON, for programs
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let progress = Progress::read(course, words)?;
    let passed = LESSONS.iter().filter(|lesson| progress.of(lesson).passed);
    let passed = passed.count();
    let next = progress.next(0).map(|lesson| lesson.number);
    if arguments.json {
        let lessons = LESSONS.iter().map(|lesson| {
            let state = progress.of(lesson);
            json!({
                "lesson": lesson.number,
                "slug": lesson.slug,
                "title": words.lesson(lesson),
                "passed": state.passed,
                "checks": lesson.checks.len(),
                "hints": state.hints.values().sum::<usize>(),
            })
        });
        let lessons: Vec<_> = lessons.collect();
        let list = json!({ "lessons": lessons, "passed": passed, "next": next });
        line(format_args!("{list:#}"));
        return Ok(ExitCode::SUCCESS);
    }

    let (passed, count) = (passed.to_string(), LESSONS.len().to_string());
    let counts = [("passed", passed.as_str()), ("count", &count)];
    let title = words.say("list-title", &counts);
    line(format_args!("{STRONG}netlesson{STRONG:#}  {title}"));
    gap();
    let titles = LESSONS.iter().map(|lesson| words.lesson(lesson));
    let widest = titles.map(|title| display_width(&title)).max().unwrap_or(0);
    for lesson in LESSONS {
        let state = progress.of(lesson);
        let is_next = next == Some(lesson.number);
        let (style, mark) = match (state.passed, is_next) {
            (true, _) => (GOOD, '✓'),
            (false, true) => (OPEN, '▸'),
            (false, false) => (FAINT, '·'),
        };
        let title = padded(&words.lesson(lesson), widest);
        let number = lesson.number;
        let note = if is_next {
            spoken(&format!("lesson {number}"))
        } else {
            format!("{FAINT}{}{FAINT:#}", Course::place(lesson, false))
        };
        line(format_args!(
            "  {style}{mark}{style:#} {number:>2}  {title}  {note}"
        ));
    }
    if next.is_none() {
        gap();
        line(format_args!(
            "{GOOD}{}{GOOD:#}",
            words.say("list-done", &counts)
        ));
    }
    Ok(ExitCode::SUCCESS)
}
