//! `wire` on systems on which nobody can be followed through their calls, or whose calls are not known to the course.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use netlesson_checks::words::Words;

use super::number;
use crate::course::Course;

/// Whether programs can be followed on this system.
pub const HERE: bool = false;

/// What `wire` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The lesson's number
    #[arg(value_parser = number)]
    pub number: u16,
    /// Draw the solution's programs instead of the exercise's
    #[arg(long)]
    pub solution: bool,
    /// Play this conversation alone: 1 is the first
    #[arg(long, value_name = "NUMBER", conflicts_with = "check")]
    pub scene: Option<usize>,
    /// Play this check instead, as `lesson` does
    #[arg(long)]
    pub check: Option<String>,
    /// The seed of the check's random payloads: the same seed, the same bytes
    #[arg(long, requires = "check")]
    pub seed: Option<u64>,
    /// Write the picture to this file, too
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// Print what happened as JSON, an event a line, for programs
    #[arg(long)]
    pub json: bool,
}

/// Runs the command: it says that it cannot be had here.
pub fn run(_: &Course, words: &Words, _: &Arguments) -> Result<ExitCode> {
    bail!(words.say("wire-not-here", &[]))
}
