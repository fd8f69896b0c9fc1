//! From an edit to its verdict, and from a fresh clone to the first, beside what cargo alone would take, and rustlings.
//!
//! Everything happens in a copy of the course with a target folder of its own. Edited are the solutions: they pass, so the
//! whole lesson is played.
//!
//! | module        | what is in it                                                |
//! |---------------|--------------------------------------------------------------|
//! | [`course`]    | a copy of the course, built and edited                         |
//! | [`rustlings`] | rustlings' own exercises, if it is installed                   |
//! | [`warm`]      | one line edited: the build, the verdict                        |
//! | [`cold`]      | nothing built: the first verdict                               |
//! | [`grading`]   | a class: submissions a minute                                  |

mod cold;
mod course;
mod grading;
mod rustlings;
mod warm;

use std::path::Path;

use anyhow::Result;

use crate::table;
use course::Course;
use rustlings::Rustlings;

/// What is measured, and how often.
#[derive(clap::Args)]
pub struct Arguments {
    /// Only these lessons
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    lessons: Vec<u8>,
    /// How many pairs are measured for each figure
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How many submissions are graded
    #[arg(long, default_value_t = 12)]
    submissions: usize,
}

/// Measures and adds to the table.
///
/// # Errors
///
/// When something cannot be built, or a solution does not pass.
pub fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    let course = Course::copy(root)?;
    let rustlings = Rustlings::begin()?;
    if rustlings.is_none() {
        eprintln!(
            "skipped: what stands beside rustlings, for it is not installed: cargo install rustlings"
        );
    }
    let mut rows = cold::measure(&course)?;
    rows.extend(warm::measure(&course, rustlings.as_ref(), arguments)?);
    rows.extend(grading::measure(&course, arguments.submissions)?);
    table::add(root, "verdict", rows)
}
