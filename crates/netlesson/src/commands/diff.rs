//! `diff N`: what the student wrote beside what the solution has in its place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstyle::Style;
use anyhow::Result;
use netlesson_checks::report::bytes::printable;
use netlesson_checks::report::{BAD, FAINT, GOOD, STRONG};
use netlesson_checks::starter::renamed;
use netlesson_checks::words::Words;
use similar::{ChangeTag, TextDiff};

use super::lesson::heading;
use super::number;
use crate::course::Course;
use crate::files::{self, Files};
use crate::screen::{gap, line, paragraphs};

/// How many equal lines stand around a difference.
const AROUND: usize = 3;

/// What `diff` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The lesson's number
    #[arg(value_parser = number)]
    pub number: u16,
    /// Only count the lines that differ
    #[arg(long)]
    pub stat: bool,
}

/// Runs the command.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let lesson = course.lesson(words, arguments.number)?;
    course.need_solution(words, lesson)?;
    let written = |solution| files::written(course, words, lesson, solution);
    let (yours, solution) = (written(false)?, written(true)?);
    let mut paths: BTreeSet<&PathBuf> = yours.keys().chain(solution.keys()).collect();
    paths.retain(|path| !is_an_editors(path));

    line(heading(words, lesson, &Course::place(lesson, false)));
    line(format_args!(
        "{BAD}-{BAD:#} {}  {GOOD}+{GOOD:#} {}",
        words.say("diff-yours", &[]),
        words.say("diff-solution", &[])
    ));
    gap();
    let mut total = Count::default();
    let mut differ = 0;
    for path in paths {
        let text = |files: &Files| {
            files
                .get(path)
                .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        };
        let (yours, solution) = (
            text(&yours),
            text(&solution).map(|text| renamed(&text, lesson)),
        );
        if yours == solution {
            continue;
        }
        differ += 1;
        let (left, right) = (
            yours.as_deref().unwrap_or_default(),
            solution.as_deref().unwrap_or_default(),
        );
        let diff = TextDiff::from_lines(left, right);
        let count = Count::of(&diff);
        let file = printable(&files::shown(path));
        let file = format!("{}/{file}", Course::place(lesson, false));
        let only = match (&yours, &solution) {
            (Some(_), None) => words.say("diff-only-yours", &[]),
            (None, Some(_)) => words.say("diff-only-solution", &[]),
            _ => String::new(),
        };
        let heading = format!("{STRONG}{file}{STRONG:#}  {count}  {only}");
        line(heading.trim_end());
        total.add(count);
        if !arguments.stat {
            show(&diff);
            gap();
        }
    }
    if differ == 0 {
        line(format_args!(
            "{GOOD}{}{GOOD:#}",
            words.say("diff-same", &[])
        ));
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.stat {
        gap();
    }
    summary(words, differ, &total);
    Ok(ExitCode::SUCCESS)
}

/// Whether an editor left the file beside the one that was edited.
fn is_an_editors(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

/// How many lines stand on one side only.
#[derive(Default, Clone, Copy)]
struct Count {
    yours: usize,
    solution: usize,
}

impl Count {
    fn of(diff: &TextDiff<'_, '_, str>) -> Self {
        let changes = diff.iter_all_changes().map(|change| change.tag());
        let tags: Vec<ChangeTag> = changes.collect();
        let count = |wanted| tags.iter().filter(|tag| **tag == wanted).count();
        Self {
            yours: count(ChangeTag::Delete),
            solution: count(ChangeTag::Insert),
        }
    }

    fn add(&mut self, other: Self) {
        self.yours += other.yours;
        self.solution += other.solution;
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { yours, solution } = self;
        write!(f, "{BAD}-{yours}{BAD:#} {GOOD}+{solution}{GOOD:#}")
    }
}

fn summary(words: &Words, differ: usize, total: &Count) {
    let (files, yours, solution) = (
        differ.to_string(),
        total.yours.to_string(),
        total.solution.to_string(),
    );
    let arguments = [
        ("count", files.as_str()),
        ("yours", &yours),
        ("solution", &solution),
    ];
    paragraphs(&words.say("diff-summary", &arguments), "");
}

/// Shows the places where the two differ, each line with its number on its own side.
fn show(diff: &TextDiff<'_, '_, str>) {
    for (place, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if place > 0 {
            line(format_args!("{FAINT}   ⋮{FAINT:#}"));
        }
        for change in group.iter().flat_map(|op| diff.iter_inline_changes(op)) {
            let (style, sign, number) = match change.tag() {
                ChangeTag::Delete => (BAD, '-', change.old_index()),
                ChangeTag::Insert => (GOOD, '+', change.new_index()),
                ChangeTag::Equal => (Style::new(), ' ', change.old_index()),
            };
            let number = number.map(|index| index + 1).unwrap_or_default();
            let mut text = format!("{FAINT}{number:>4}{FAINT:#} {style}{sign}{style:#}");
            for (place, (emphasized, piece)) in change.iter_strings_lossy().enumerate() {
                let piece = printable(piece.trim_end_matches(['\r', '\n']));
                if piece.is_empty() {
                    continue;
                }
                let style = if emphasized { style.underline() } else { style };
                let space = if place == 0 { " " } else { "" };
                text.push_str(&format!("{space}{style}{piece}{style:#}"));
            }
            line(text.trim_end());
        }
    }
}
