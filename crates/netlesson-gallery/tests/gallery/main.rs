//! Grades the whole gallery and prints its table: mistake, check, diagnosis, as expected or not.
//!
//! `cargo test -p netlesson-gallery` does it once. `cargo test -p netlesson-gallery -- --steady 100` grades all
//! solutions and the gallery a hundred times in random order beside busy loops, and counts the verdicts
//! that change: none may (see [`steady`]).

mod steady;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::{env, thread};

use anyhow::{Context as _, Result};
use libtest_mimic::{Arguments, Failed, Trial};
use netlesson_checks::report::Report;
use netlesson_checks::words::{Language, Words};
use netlesson_checks::{kernel, program};
use netlesson_gallery::build::{self, Gallery};
use netlesson_gallery::grade::{Came, Grade, grade};
use netlesson_gallery::piece::{self, Piece};

/// The course that this test belongs to.
pub fn root() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    root.map(PathBuf::from).context("it lies in the course")
}

fn pieces() -> Result<Vec<Piece>> {
    piece::all(Path::new(env!("CARGO_MANIFEST_DIR")), &root()?)
}

/// Builds these pieces in the folder that cargo keeps for this test.
pub fn built(pieces: Vec<Piece>) -> Result<Gallery> {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    build::build(&root()?, &place, pieces)
}

fn main() -> ExitCode {
    let outcome = match steady::asked_for(env::args()) {
        Ok(None) => once(),
        Ok(Some(plan)) => pieces().and_then(|pieces| steady::run(&plan, pieces)),
        Err(error) => Err(error),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}

fn once() -> Result<ExitCode> {
    let pieces = pieces()?;
    // Programs are in process groups of their own: a terminal's Ctrl-C does not reach them.
    ctrlc::set_handler(|| {
        program::end_all();
        std::process::exit(130)
    })?;
    let mut arguments = Arguments::from_args();
    // Grading waits far more than it works.
    let threads = thread::available_parallelism().map_or(2, usize::from) * 2;
    arguments.test_threads.get_or_insert(threads);

    let gallery: Arc<OnceLock<Result<Gallery, String>>> = Arc::default();
    let grades: Arc<Mutex<Vec<(usize, Came)>>> = Arc::default();
    let trials: Vec<Trial> = pieces
        .iter()
        .enumerate()
        .map(|(place, piece)| {
            let (gallery, grades) = (Arc::clone(&gallery), Arc::clone(&grades));
            let all = pieces.clone();
            Trial::test(piece.id(), move || {
                let gallery = gallery
                    .get_or_init(|| built(all).map_err(|error| format!("{error:#}")))
                    .as_ref()?;
                let (piece, built) = &gallery.pieces[place];
                let built = built.as_ref().map_err(String::as_str)?;
                let seed = fastrand::u64(..10_000);
                let grade = grade(piece, built, seed);
                let verdict = as_expected(piece, &grade, seed);
                let mut grades = grades.lock().unwrap_or_else(PoisonError::into_inner);
                grades.push((place, grade.came));
                verdict
            })
            // What tells these programs apart is the kernel's witness.
            .with_ignored_flag(!kernel::WITNESS)
        })
        .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    let mut grades = grades.lock().unwrap_or_else(PoisonError::into_inner);
    grades.sort_by_key(|(place, _)| *place);
    table::print(&pieces, &grades);
    if !kernel::WITNESS {
        println!(
            "skipped: the gallery, for this system's kernel does not tell what its verdicts rest on"
        );
    }
    Ok(conclusion.exit_code())
}

fn as_expected(piece: &Piece, grade: &Grade, seed: u64) -> Result<(), Failed> {
    if grade.came.is(&piece.expected) {
        return Ok(());
    }
    let mut said = format!(
        "{}\nexpected {:?}\ncame     {:?}, seed {seed}\n",
        piece.about, piece.expected, grade.came
    );
    if let Some(outcome) = &grade.first {
        let words = Words::new(Language::English);
        let report = Report {
            words: &words,
            lesson: piece.lesson,
            width: 100,
        };
        said += &anstream::adapter::strip_str(&report.explained(outcome)).to_string();
    }
    Err(said.into())
}
