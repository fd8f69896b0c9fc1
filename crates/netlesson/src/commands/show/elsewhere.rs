//! `show` on systems other than Linux, whose kernels its experiments cannot ask.

use std::process::ExitCode;

use anyhow::{Result, bail};
use netlesson_checks::words::Words;

/// What `show` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The experiment's name; all of them are listed if there is none
    pub name: Option<String>,
}

/// Runs the command: it says that it cannot be had here.
pub fn run(words: &Words, _: &Arguments) -> Result<ExitCode> {
    bail!(words.say("show-linux-only", &[]))
}
