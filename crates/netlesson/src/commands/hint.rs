//! `hint N`: one more hint for the first check that fails, from a question to the idea to the place.

use std::process::ExitCode;

use anyhow::Result;
use netlesson_checks::lesson::Lesson;
use netlesson_checks::report::{FAINT, GOOD, Report, STRONG};
use netlesson_checks::run::Outcome;
use netlesson_checks::verdict::Verdict;
use netlesson_checks::words::Words;

use super::lesson::{Way, does_not_compile, heading, known, note_passed, play};
use super::number;
use crate::course::Course;
use crate::progress::Progress;
use crate::screen::{self, gap, line, paragraphs, spoken, ways_on};

/// What `hint` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The lesson's number
    #[arg(value_parser = number)]
    pub number: u16,
    /// Give a hint for this check, whether it fails or not
    #[arg(long, value_name = "CHECK")]
    pub check: Option<String>,
}

/// Runs the command.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let lesson = course.lesson(words, arguments.number)?;
    if let Some(check) = &arguments.check {
        known(words, lesson, check)?;
        line(heading(words, lesson, &Course::place(lesson, false)));
        gap();
        line(format_args!(
            "{STRONG}{}{STRONG:#}  {FAINT}{check}{FAINT:#}",
            words.title(lesson, check)
        ));
        gap();
        let again = format!("hint {} --check {check}", lesson.number);
        give(course, words, lesson, check, None, &again)?;
        return Ok(ExitCode::SUCCESS);
    }

    let way = Way::usual();
    let Some(outcomes) = play(course, words, lesson, &way)? else {
        does_not_compile(words);
        return Ok(ExitCode::FAILURE);
    };
    line(heading(words, lesson, &Course::place(lesson, false)));
    gap();
    let first = outcomes
        .iter()
        .find(|outcome| outcome.verdict.stands_in_the_way());
    let Some(outcome) = first else {
        let number = lesson.number.to_string();
        let said = words.say("nothing-fails", &[("number", &number)]);
        line(format_args!("{GOOD}{said}{GOOD:#}"));
        note_passed(course, words, lesson, &way, &outcomes);
        return Ok(ExitCode::SUCCESS);
    };
    seen(words, lesson, outcome);
    if let Verdict::Fault { .. } = outcome.verdict {
        // The grader's own fault: no hint helps, and none is used up.
        return Ok(ExitCode::from(2));
    }
    let step = outcome.verdict.not_written().and_then(|(step, _)| step);
    let again = format!("hint {}", lesson.number);
    give(course, words, lesson, outcome.check, step, &again)?;
    Ok(ExitCode::SUCCESS)
}

/// The check's title, and what was seen in one sentence.
fn seen(words: &Words, lesson: &Lesson, outcome: &Outcome) {
    let report = Report {
        words,
        lesson,
        width: screen::width(),
    };
    line(format_args!(
        "{}  {FAINT}{}{FAINT:#}",
        report.line(outcome).trim_start(),
        outcome.check
    ));
    match &outcome.verdict {
        Verdict::Failed { failure, .. } => paragraphs(&report.symptom(&failure.symptom), "  "),
        Verdict::Fault { error } => paragraphs(&words.say("fault", &[("error", error)]), "  "),
        _ => {}
    }
    gap();
}

/// Shows the hints given so far and one more. `again` is the command for the next.
fn give(
    course: &Course,
    words: &Words,
    lesson: &Lesson,
    check: &str,
    step: Option<u32>,
    again: &str,
) -> Result<()> {
    let hints = words.hints(lesson, check);
    let count = hints.len().to_string();
    let mut progress = Progress::read(course, words)?;
    let given = progress.of(lesson).hints.get(check).copied().unwrap_or(0);
    let given = (given + 1).min(hints.len());
    for (place, hint) in hints.iter().take(given).enumerate() {
        let number = (place + 1).to_string();
        let label = words.say("hint-number", &[("number", &number), ("count", &count)]);
        let style = if place + 1 == given { STRONG } else { FAINT };
        line(format_args!("  {style}{label}{style:#}"));
        paragraphs(hint, "    ");
        gap();
    }
    progress.change(lesson, |state| {
        state.hints.insert(check.to_string(), given);
    })?;

    if given < hints.len() {
        ways_on(&[(words.say("way-one-more-hint", &[]), spoken(again))]);
    } else {
        line(words.say("last-hint", &[]));
        let brief = match step {
            Some(step) => words.say("way-brief-step", &[("step", &step.to_string())]),
            None => words.say("way-brief", &[]),
        };
        let mut ways = vec![(brief, Course::brief_place(lesson, words))];
        if course.has_solution(lesson) {
            let diff = spoken(&format!("diff {}", lesson.number));
            ways.push((words.say("way-diff", &[]), diff));
        }
        ways_on(&ways);
    }
    Ok(())
}
