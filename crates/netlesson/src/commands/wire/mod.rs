//! `wire N`: what a lesson's programs do on the wire, in its conversations or under a check.

#[cfg_attr(
    all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64")
    ),
    path = "linux.rs"
)]
#[cfg_attr(
    not(all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64")
    )),
    path = "elsewhere.rs"
)]
mod system;

use std::path::PathBuf;

pub use system::{HERE, run};

use super::number;

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
    #[arg(long, conflicts_with = "svg")]
    pub json: bool,
}
