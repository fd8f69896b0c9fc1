//! One line of a program is edited. How long until its verdict is there, whole, and until the first check that fails is seen?

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use netlesson_checks::lesson::{LESSONS, Lesson};

use super::Arguments;
use super::course::{Course, timed};
use super::rustlings::Rustlings;
use crate::table::{Goal, Row};
use crate::turns::in_turn;

/// How a line begins that says of a check that it failed, or of a step that it is not written yet.
const SAYS_NO: [&str; 2] = ["✗", "○"];

/// Measures lesson after lesson.
pub fn measure(
    course: &Course,
    rustlings: Option<&Rustlings>,
    arguments: &Arguments,
) -> Result<Vec<Row>> {
    course.cargo(&["build", "--quiet", "--package", "netlesson"])?;
    let mut rows = Vec::new();
    let wanted = |lesson: &&Lesson| {
        arguments.lessons.is_empty() || arguments.lessons.contains(&lesson.number)
    };
    for lesson in LESSONS.iter().filter(wanted) {
        eprintln!("lesson {}", lesson.number);
        let number = lesson.number.to_string();
        let package = lesson.solution();
        let verdict = || {
            course.edit_solution(lesson)?;
            let mut command = course.netlesson();
            command.args(["lesson", &number, "--solution"]);
            timed(&mut command).map(|(time, _)| time)
        };
        let build = || {
            course.edit_solution(lesson)?;
            course.cargo(&["build", "--quiet", "--bins", "--package", &package])
        };
        let compared = in_turn(arguments.rounds, verdict, build)?;
        rows.push(Row {
            what: format!("lesson {number}, one line edited, to the verdict of the whole lesson"),
            beside: "`cargo build` of the same edit".into(),
            goal: Goal::AtMost(1.3),
            figure: compared.ratio,
            detail: format!("{:.2} s and {:.2} s", compared.ours, compared.other),
        });
        if let Some(rustlings) = rustlings {
            let compared = in_turn(arguments.rounds, verdict, || rustlings.run_solved())?;
            rows.push(Row {
                what: format!(
                    "lesson {number}, one line edited, to the verdict of the whole lesson"
                ),
                beside: "rustlings on an exercise of its own".into(),
                goal: Goal::AtMost(1.3),
                figure: compared.ratio,
                detail: format!("{:.2} s and {:.2} s", compared.ours, compared.other),
            });
            let failure = || until_failure(course, lesson);
            let compared = in_turn(arguments.rounds, failure, || rustlings.run_failing())?;
            rows.push(Row {
                what: format!(
                    "lesson {number}'s starter, one line edited, to the first check that fails"
                ),
                beside: "rustlings on an exercise of its own that fails".into(),
                goal: Goal::AtMost(1.0),
                figure: compared.ratio,
                detail: format!("{:.2} s and {:.2} s", compared.ours, compared.other),
            });
        }
    }
    Ok(rows)
}

/// Edits the starter, and looks when the first line is there that says of a check that it did not pass.
fn until_failure(course: &Course, lesson: &Lesson) -> Result<Duration> {
    course.edit_starter(lesson)?;
    let start = Instant::now();
    let mut child = course
        .netlesson()
        .args(["lesson", &lesson.number.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("netlesson")?;
    let mut seen = None;
    for line in BufReader::new(child.stdout.take().context("no stdout")?).lines() {
        let line = line?;
        let says_no = SAYS_NO
            .iter()
            .any(|mark| line.trim_start().starts_with(mark));
        if says_no && seen.is_none() {
            seen = Some(start.elapsed());
        }
    }
    let status = child.wait()?;
    ensure!(
        status.code() == Some(1),
        "the starter of lesson {} ended with {status}",
        lesson.number
    );
    seen.with_context(|| format!("no check of lesson {} fails at its starter", lesson.number))
}
