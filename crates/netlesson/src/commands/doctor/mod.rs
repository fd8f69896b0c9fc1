//! `doctor`: whether this machine has what the course needs, a line for each thing.

mod leftovers;
mod machine;
mod ports;

use std::process::ExitCode;

use anyhow::Result;
use netlesson_checks::report::{BAD, GOOD, OPEN, STRONG, filled};
use netlesson_checks::words::Words;

use crate::course::Course;
use crate::screen::{self, gap, line, spoken};

/// What `doctor` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// End what earlier runs have left behind
    #[arg(long)]
    pub clean: bool,
}

/// How it stands with one thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Finding {
    /// As it should be.
    Good,
    /// Missing or unusual, but the course can do without.
    Unusual,
    /// The course needs it.
    Missing,
}

/// Where the findings go: on the screen at once, and into the exit code.
struct Patient<'a> {
    words: &'a Words,
    missing: usize,
    unusual: usize,
}

impl Patient<'_> {
    /// Shows a finding, in the sentence of this key.
    fn note(&mut self, finding: Finding, key: &str, arguments: &[(&str, &str)]) {
        let (style, mark) = match finding {
            Finding::Good => (GOOD, '✓'),
            Finding::Unusual => (OPEN, '!'),
            Finding::Missing => (BAD, '✗'),
        };
        self.missing += usize::from(finding == Finding::Missing);
        self.unusual += usize::from(finding == Finding::Unusual);
        let said = self.words.say(key, arguments);
        let said = format!("{style}{mark}{style:#} {said}");
        line(filled(&said, screen::width(), "  ", "    "));
    }
}

/// Runs the command; exit code 1 only if something is missing that the course needs.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    if arguments.clean {
        leftovers::end(words);
        return Ok(ExitCode::SUCCESS);
    }
    line(format_args!(
        "{STRONG}{}{STRONG:#}",
        words.say("doctor-title", &[])
    ));
    gap();
    let mut patient = Patient {
        words,
        missing: 0,
        unusual: 0,
    };
    machine::toolchain(course, &mut patient);
    machine::loopback(&mut patient);
    ports::free(&mut patient);
    machine::witness(&mut patient);
    machine::helpers(&mut patient);
    leftovers::look(&mut patient);

    gap();
    if patient.missing > 0 {
        let count = patient.missing.to_string();
        let said = words.say("doctor-missing", &[("count", &count)]);
        line(format_args!("{BAD}{said}{BAD:#}"));
        return Ok(ExitCode::FAILURE);
    }
    let command = spoken("list");
    let said = words.say("doctor-good", &[("command", &command)]);
    line(format_args!("{GOOD}{said}{GOOD:#}"));
    Ok(ExitCode::SUCCESS)
}
