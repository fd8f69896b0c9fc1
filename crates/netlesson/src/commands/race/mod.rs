//! `race`: the same file by TCP, by bare UDP and by lesson 10's programs; how long each took, and how much arrived.
//!
//! What is lost is lost on purpose, by a wire of the course's own, for datagrams alone: TCP's segments are the kernel's.
//! So each is first raced with nothing lost, and what the wire loses is another race, in which TCP has no part.

mod chart;
mod runs;

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use netlesson_checks::report::FAINT;
use netlesson_checks::run::any_seed;
use netlesson_checks::words::Words;
use textwrap::core::display_width;

use super::lesson::{does_not_compile, heading};
use crate::compile;
use crate::course::Course;
use crate::programs::folder_typed_in;
use crate::screen::{Status, gap, line, padded, paragraphs};
use runs::{Loss, Runner};

/// The lesson whose programs run.
const LESSON: u16 = 10;

/// What `race` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many of 100 datagrams are lost, each way
    #[arg(long, value_name = "PERCENT", default_value_t = 10,
        value_parser = clap::value_parser!(u8).range(..=60))]
    pub loss: u8,
    /// How large the file is, in KiB
    #[arg(long, value_name = "KIB", default_value_t = 1024,
        value_parser = clap::value_parser!(u32).range(1..=65_536))]
    pub size: u32,
    /// The seed of the file, and of what is lost; by chance if none is given
    #[arg(long)]
    pub seed: Option<u64>,
    /// Race the solution's programs in place of yours
    #[arg(long)]
    pub solution: bool,
    /// Draw it as well, into this file
    #[arg(long, value_name = "FILE")]
    pub svg: Option<String>,
}

/// What came of one way to send the file.
pub struct Outcome {
    /// Which way, in the reader's words.
    pub name: String,
    /// From the first byte's departure to the last one's arrival; for programs, from start to end.
    pub time: Duration,
    /// How many of the file's bytes arrived.
    pub arrived: u64,
    /// How many there are.
    pub size: u64,
}

impl Outcome {
    /// Seconds.
    fn seconds(&self) -> f64 {
        self.time.as_secs_f64()
    }

    /// What arrived, in MB/s.
    fn goodput(&self) -> f64 {
        self.arrived as f64 / 1e6 / self.seconds().max(1e-6)
    }

    /// The share that arrived, in percent.
    fn share(&self) -> f64 {
        self.arrived as f64 * 100.0 / self.size as f64
    }
}

/// Runs the command.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let lesson = course.lesson(words, LESSON)?;
    if arguments.solution {
        course.need_solution(words, lesson)?;
    }
    let Some(built) = compile::lesson(course, words, lesson, arguments.solution)? else {
        does_not_compile(words);
        return Ok(ExitCode::FAILURE);
    };
    line(heading(
        words,
        lesson,
        &Course::place(lesson, arguments.solution),
    ));
    gap();
    let seed = arguments.seed.unwrap_or_else(any_seed);
    let size = u64::from(arguments.size) * 1024;
    let percent = arguments.loss.to_string();
    let shown = [
        ("size", arguments.size.to_string()),
        ("seed", seed.to_string()),
    ];
    let shown = shown.each_ref().map(|(name, value)| (*name, &**value));
    let title = words.say("race-title", &shown);
    paragraphs(&title, "");
    gap();

    let status = Status::after_a_moment(words.say("race-running", &[]));
    let runner = Runner::new(words, lesson, &built, seed, size)?;
    let nothing_lost = words.say("race-nothing-lost", &[]);
    let mut outcomes = vec![
        runner.tcp(&nothing_lost)?,
        runner.bare_udp(&nothing_lost, Loss::NONE)?,
        runner.reliable_udp(&nothing_lost, Loss::NONE)?,
    ];
    if arguments.loss > 0 {
        let lost = words.say("race-lost", &[("percent", &percent)]);
        let loss = Loss::percent(arguments.loss);
        outcomes.push(runner.bare_udp(&lost, loss)?);
        outcomes.push(runner.reliable_udp(&lost, loss)?);
    }
    drop(status);

    table(words, &outcomes);
    gap();
    paragraphs(&words.say("race-about", &[("percent", &percent)]), "");
    if let Some(path) = &arguments.svg {
        let place = folder_typed_in(words)?.join(Path::new(path));
        fs::write(&place, chart::svg(words, &title, &outcomes))
            .with_context(|| words.say("cannot-write", &[("path", path.as_str())]))?;
        gap();
        line(words.say("race-drawn", &[("path", path.as_str())]));
    }
    let programs = [outcomes.get(2), outcomes.last()];
    let delivered = |outcome: &Outcome| outcome.arrived == outcome.size;
    Ok(match programs.into_iter().flatten().all(delivered) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// The columns of the table and of the drawing: the key of the heading, and a number of each outcome with its unit.
pub type Column = (&'static str, fn(&Outcome) -> f64, &'static str);

/// What is measured.
pub const COLUMNS: [Column; 3] = [
    ("race-time", Outcome::seconds, "s"),
    ("race-goodput", Outcome::goodput, "MB/s"),
    ("race-delivered", Outcome::share, "%"),
];

/// A measured number with its unit.
pub fn measured(outcome: &Outcome, (_, number, unit): &Column) -> String {
    let number = number(outcome);
    let digits = match number {
        ..1.0 => 3,
        1.0..100.0 => 1,
        _ => 0,
    };
    format!("{number:.digits$} {unit}")
}

fn table(words: &Words, outcomes: &[Outcome]) {
    let widest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let names = widest(&mut outcomes.iter().map(|outcome| display_width(&outcome.name)));
    let headings = COLUMNS.map(|(key, ..)| words.say(key, &[]));
    let widths: Vec<usize> = headings
        .iter()
        .zip(&COLUMNS)
        .map(|(heading, column)| {
            let cells = outcomes.iter().map(|one| measured(one, column).len());
            widest(&mut cells.chain([display_width(heading)]))
        })
        .collect();
    let right = |text: &str, width: usize| {
        format!(
            "{}{text}",
            " ".repeat(width.saturating_sub(display_width(text)))
        )
    };
    let row = |cells: Vec<String>| {
        let cells = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| right(cell, *width));
        cells.collect::<Vec<_>>().join("  ")
    };
    let head = row(headings.into());
    line(format_args!(
        "  {}  {FAINT}{head}{FAINT:#}",
        padded("", names)
    ));
    for outcome in outcomes {
        let cells = COLUMNS.iter().map(|column| measured(outcome, column));
        let name = padded(&outcome.name, names);
        line(format_args!("  {name}  {}", row(cells.collect())));
    }
}
