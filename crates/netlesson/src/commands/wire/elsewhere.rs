//! `wire` on systems on which nobody can be followed through their calls, or whose calls are not known to the course.

use std::process::ExitCode;

use anyhow::{Result, bail};
use netlesson_checks::words::Words;

use super::Arguments;
use crate::course::Course;

/// Whether programs can be followed on this system.
pub const HERE: bool = false;

/// Runs the command: it says that it cannot be had here.
pub fn run(_: &Course, words: &Words, _: &Arguments) -> Result<ExitCode> {
    bail!(words.say("wire-not-here", &[]))
}
