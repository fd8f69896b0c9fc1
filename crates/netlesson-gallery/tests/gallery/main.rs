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
use netlesson_checks::kernel;
use netlesson_checks::lesson::LESSONS;
use netlesson_checks::run;
use netlesson_gallery::build::{self, Gallery};
use netlesson_gallery::grade::{self, Came, Grade};
use netlesson_gallery::piece::{self, Expected, Piece};

/// The numbers of the catalogue's mistakes in the lessons that there are.
const CATALOGUE: std::ops::RangeInclusive<u8> = 1..=46;

/// How many right programs that differ in kind a lesson has at least.
const RIGHT: usize = 3;

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
    if let Some(ended) = grade::one_asked_for() {
        return ended;
    }
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
    let mut arguments = Arguments::from_args();
    // A right program is waited for far less than a wrong one, which is silent or spins.
    let threads = thread::available_parallelism().map_or(2, usize::from) * 6;
    arguments.test_threads.get_or_insert(threads);

    let gallery: Arc<OnceLock<Result<Gallery, String>>> = Arc::default();
    let grades: Arc<Mutex<Vec<(usize, Came)>>> = Arc::default();
    let mut trials: Vec<Trial> = pieces
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
                let seed = run::any_seed();
                let grade =
                    grade::grade(piece, built, seed).map_err(|error| format!("{error:#}"))?;
                let verdict = as_expected(piece, &grade, seed);
                let mut grades = grades.lock().unwrap_or_else(PoisonError::into_inner);
                grades.push((place, grade.came));
                verdict
            })
            // What tells these programs apart is the kernel's witness.
            .with_ignored_flag(!kernel::WITNESS)
        })
        .collect();
    let (whole, all) = (pieces.clone(), pieces.clone());
    trials.push(Trial::test("the-catalogue-is-whole", move || {
        catalogue(&whole)
    }));
    trials.push(Trial::test("every-lesson-has-right-programs", move || {
        right(&all)
    }));

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
    let said = format!(
        "{}\nexpected {:?}\ncame     {:?}, seed {seed}\n{}",
        piece.about, piece.expected, grade.came, grade.explained
    );
    Err(said.into())
}

/// Every mistake of the catalogue hangs in the gallery.
fn catalogue(pieces: &[Piece]) -> Result<(), Failed> {
    let has = |number: &u8| pieces.iter().any(|piece| piece.catalogue.contains(number));
    let missing: Vec<u8> = CATALOGUE.filter(|number| !has(number)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("no piece has these numbers of the catalogue: {missing:?}").into())
}

fn right(pieces: &[Piece]) -> Result<(), Failed> {
    for lesson in LESSONS {
        let right = |piece: &&Piece| {
            piece.lesson.number == lesson.number && piece.expected == Expected::Passes
        };
        let count = pieces.iter().filter(right).count();
        if count < RIGHT {
            return Err(format!("{} has {count} right programs, not {RIGHT}", lesson.slug).into());
        }
    }
    Ok(())
}
