//! `lesson N`: build it, play its checks, explain the first that fails.

use std::process::ExitCode;

use anyhow::{Result, bail};
use netlesson_checks::lesson::Lesson;
use netlesson_checks::report::{BAD, FAINT, GOOD, OPEN, Report, STRONG, passes};
use netlesson_checks::run::{self, Outcome};
use netlesson_checks::words::Words;
use serde_json::{Value, json};

use super::number;
use crate::compile;
use crate::course::Course;
use crate::progress::Progress;
use crate::screen::{self, Status, gap, line, paragraphs, spoken, ways_on};

/// What `lesson` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The lesson's number
    #[arg(value_parser = number)]
    pub number: u16,
    /// Run the checks against the solution instead of the exercise
    #[arg(long)]
    pub solution: bool,
    /// Print the verdicts as JSON, for programs
    #[arg(long)]
    pub json: bool,
    /// Play only this check
    #[arg(long, value_name = "CHECK")]
    pub only: Option<String>,
    /// The seed of the random payloads: the same seed, the same bytes. --json tells which it was
    #[arg(long)]
    pub seed: Option<u64>,
}

/// Runs the command; exit code 0 only when every check passes.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let lesson = course.lesson(words, arguments.number)?;
    if let Some(only) = &arguments.only {
        known(words, lesson, only)?;
    }
    let way = Way {
        solution: arguments.solution,
        only: arguments.only.as_deref(),
        seed: arguments.seed.unwrap_or_else(|| fastrand::u64(..)),
    };
    let outcomes = play(course, words, lesson, &way)?;
    if arguments.json {
        line(format_args!(
            "{:#}",
            as_json(words, lesson, &way, outcomes.as_deref())
        ));
    } else if let Some(outcomes) = &outcomes {
        show(course, words, lesson, &way, outcomes);
    } else {
        does_not_compile(words);
    }
    Ok(match outcomes {
        Some(outcomes) if passes(&outcomes) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// That the lesson has a check of this name, or an error that says which it has.
pub fn known(words: &Words, lesson: &Lesson, check: &str) -> Result<()> {
    if lesson.check(check).is_some() {
        return Ok(());
    }
    let names: Vec<&str> = lesson.checks.iter().map(|check| check.name).collect();
    let number = lesson.number.to_string();
    let names = names.join(", ");
    let arguments = [
        ("number", number.as_str()),
        ("check", check),
        ("names", &names),
    ];
    bail!(words.say("no-such-check", &arguments))
}

/// What is played, and how.
pub struct Way<'a> {
    /// The solution instead of the exercise.
    pub solution: bool,
    /// Only the check of this name.
    pub only: Option<&'a str>,
    /// The seed of the random payloads.
    pub seed: u64,
}

impl Way<'_> {
    /// The exercise, all its checks, with chance's own seed.
    pub fn usual() -> Self {
        Self {
            solution: false,
            only: None,
            seed: fastrand::u64(..),
        }
    }
}

/// Builds the lesson and plays its checks; a student's lesson that passes is noted as passed. `None`
/// when it does not compile.
pub fn play(
    course: &Course,
    words: &Words,
    lesson: &Lesson,
    way: &Way,
) -> Result<Option<Vec<Outcome>>> {
    let Some(built) = compile::lesson(course, words, lesson, way.solution)? else {
        return Ok(None);
    };
    let number = lesson.number.to_string();
    let status = Status::after_a_moment(words.say("playing", &[("number", &number)]));
    let outcomes = run::lesson(lesson, &built, way.only, way.seed);
    drop(status);
    if passes(&outcomes) && !way.solution && way.only.is_none() {
        Progress::read(course, words)?.change(lesson, |state| state.passed = true)?;
    }
    Ok(Some(outcomes))
}

/// The verdicts for programs.
fn as_json(words: &Words, lesson: &Lesson, way: &Way, outcomes: Option<&[Outcome]>) -> Value {
    let report = report(words, lesson);
    let mut verdicts = report.json(outcomes.unwrap_or_default());
    verdicts["solution"] = json!(way.solution);
    verdicts["compiles"] = json!(outcomes.is_some());
    verdicts["seed"] = json!(way.seed);
    verdicts
}

fn report<'a>(words: &'a Words, lesson: &'a Lesson) -> Report<'a> {
    Report {
        words,
        lesson,
        width: screen::width(),
    }
}

/// Says that it does not compile; the compiler has said why.
pub fn does_not_compile(words: &Words) {
    line(format_args!(
        "{BAD}{}{BAD:#}",
        words.say("does-not-compile", &[])
    ));
}

/// The lesson's number, its title, and where it is.
pub fn heading(words: &Words, lesson: &Lesson, solution: bool) -> String {
    let number = lesson.number.to_string();
    let title = [
        ("number", number.as_str()),
        ("title", &words.lesson(lesson)),
    ];
    let title = words.say("lesson-title", &title);
    let place = Course::place(lesson, solution);
    format!("{STRONG}{title}{STRONG:#}  {FAINT}{place}{FAINT:#}")
}

/// Shows what came of the checks: all in a line each, the first that fails explained.
pub fn show(course: &Course, words: &Words, lesson: &Lesson, way: &Way, outcomes: &[Outcome]) {
    let report = report(words, lesson);
    let brief = course.brief(lesson, words.language());
    line(heading(words, lesson, way.solution));
    gap();

    let first = outcomes
        .iter()
        .find(|outcome| outcome.verdict.stands_in_the_way());
    let not_written = first.and_then(|outcome| outcome.verdict.not_written());
    // Who has written nothing yet is told first what the lesson is about.
    let is_fresh =
        |outcome: &Outcome| !outcome.verdict.passed() || lesson.given.contains(&outcome.check);
    if not_written.is_some() && outcomes.iter().all(is_fresh) {
        paragraphs(&brief.opening(), "");
        gap();
    }
    for outcome in report.lines(outcomes) {
        line(outcome);
    }
    gap();
    if let Some(outcome) = first {
        // It ends with a gap, and `line` ends with a line break.
        line(report.explained(outcome).trim_end());
        gap();
        if let Some((Some(step), _)) = not_written
            && let Some((heading, text)) = brief.step(step)
        {
            line(format_args!("  {OPEN}{heading}{OPEN:#}"));
            paragraphs(&text, "  ");
            gap();
        }
    }
    closing(&report, outcomes, first, way.solution);
}

fn closing(report: &Report, outcomes: &[Outcome], first: Option<&Outcome>, solution: bool) {
    let (words, lesson) = (report.words, report.lesson);
    let passed = outcomes
        .iter()
        .filter(|outcome| outcome.verdict.passed())
        .count();
    let (passed, count) = (passed.to_string(), outcomes.len().to_string());
    let counts = [("passed", passed.as_str()), ("count", &count)];
    let number = lesson.number;
    match first {
        None => {
            // One check, or a few, say nothing of the lesson.
            let whole = outcomes.len() == lesson.checks.len();
            let key = match passes(outcomes) {
                true if !whole => "some-pass",
                true if passed == count => "all-pass",
                true => "all-pass-or-skipped",
                false => "some-pass",
            };
            line(format_args!("{GOOD}{}{GOOD:#}", words.say(key, &counts)));
            let mut ways = Vec::new();
            if let Some(next) = Lesson::numbered(number + 1) {
                let title = words.lesson(next);
                let purpose = words.say("way-next", &[("title", &title)]);
                ways.push((purpose, spoken(&format!("lesson {}", next.number))));
            }
            let diff = spoken(&format!("diff {number}"));
            ways.push((words.say("way-diff", &[]), diff));
            if !solution {
                ways_on(&ways);
            }
        }
        Some(outcome) => {
            line(words.say("some-pass", &counts));
            let again = format!("lesson {number} --only {}", outcome.check);
            let ways = [
                (
                    words.say("way-hint", &[]),
                    spoken(&format!("hint {number}")),
                ),
                (words.say("way-again", &[]), spoken(&again)),
                (
                    words.say("way-brief", &[]),
                    Course::brief_place(lesson, words),
                ),
            ];
            // Of a solution there is nothing to be hinted at: it is not the reader's to mend.
            if !solution {
                ways_on(&ways);
            }
        }
    }
}
