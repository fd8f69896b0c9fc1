//! Whether the same program gets the same verdict every time: all solutions and the whole gallery, again and
//! again, in random order, several at a time, with busy loops beside them. No verdict may change.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::play::Built;
use netlesson_checks::run;
use netlesson_gallery::grade::{Came, Grade, grade_lesson};
use netlesson_gallery::piece::{Expected, Piece};

/// What was asked for on the command line.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many times everything is graded.
    rounds: usize,
    /// How many busy loops run beside it.
    load: usize,
    /// How many are graded at a time.
    at_a_time: usize,
    /// Only those whose name has this in it.
    only: Option<String>,
}

/// The plan, if the arguments ask for one: `--steady ROUNDS [--load LOOPS] [--at-a-time COUNT] [--only NAME]`.
///
/// # Errors
///
/// When they ask for something else as well, or a number is missing.
pub fn asked_for(arguments: impl Iterator<Item = String>) -> Result<Option<Plan>> {
    let mut arguments = arguments.skip(1).peekable();
    if arguments.peek().is_none_or(|first| first != "--steady") {
        return Ok(None);
    }
    let cores = thread::available_parallelism().map_or(2, usize::from);
    let mut plan = Plan {
        rounds: 0,
        load: cores,
        at_a_time: cores * 2,
        only: None,
    };
    while let Some(option) = arguments.next() {
        let value = arguments
            .next()
            .with_context(|| format!("{option} wants a value"))?;
        let number = || {
            let number = value.parse();
            number.with_context(|| format!("{option} wants a number, not {value}"))
        };
        match option.as_str() {
            "--steady" => plan.rounds = number()?,
            "--load" => plan.load = number()?,
            "--at-a-time" => plan.at_a_time = number()?,
            "--only" => plan.only = Some(value),
            _ => bail!(
                "{option} is unknown beside --steady; there are --load, --at-a-time and --only"
            ),
        }
    }
    ensure!(
        plan.rounds > 0 && plan.at_a_time > 0,
        "0 of it prove nothing"
    );
    Ok(Some(plan))
}

/// A program pair that is graded again and again.
struct Subject {
    name: String,
    lesson: &'static Lesson,
    built: Built,
    expected: Expected,
}

/// Grades everything as often as planned, and tells which verdicts changed.
///
/// # Errors
///
/// When the gallery cannot be built.
pub fn run(plan: &Plan, mut pieces: Vec<Piece>) -> Result<ExitCode> {
    let asked = |name: &str| {
        plan.only
            .as_ref()
            .is_none_or(|only| name.contains(only.as_str()))
    };
    pieces.retain(|piece| asked(&piece.id()));
    let gallery = super::built(pieces)?;
    let mut subjects = Vec::new();
    for (piece, built) in gallery.pieces {
        subjects.push(Subject {
            name: piece.id(),
            lesson: piece.lesson,
            built: built.map_err(anyhow::Error::msg)?,
            expected: piece.expected,
        });
    }
    for lesson in LESSONS {
        let subject = Subject {
            name: lesson.solution(),
            lesson,
            built: gallery.solutions[lesson.slug].clone(),
            expected: Expected::Passes,
        };
        if asked(&subject.name) {
            subjects.push(subject);
        }
    }
    ensure!(!subjects.is_empty(), "nothing has this in its name");

    let mut turns: Vec<usize> = Vec::new();
    for _ in 0..plan.rounds {
        let mut round: Vec<usize> = (0..subjects.len()).collect();
        fastrand::shuffle(&mut round);
        turns.extend(round);
    }
    println!(
        "{} program pairs, {} times each, {} at a time, {} busy loops beside them",
        subjects.len(),
        plan.rounds,
        plan.at_a_time,
        plan.load
    );
    let changed = play(plan, &subjects, &turns);
    for ((name, came), count) in &changed {
        println!("{count} of {}: {name}: {came}", plan.rounds);
    }
    let verdicts: usize = changed.values().sum();
    println!("{} verdicts, {verdicts} changed", turns.len());
    Ok(if verdicts == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Grades the subjects of these turns; the verdicts that were not as expected, with their counts.
fn play(plan: &Plan, subjects: &[Subject], turns: &[usize]) -> BTreeMap<(String, String), usize> {
    let (next, done, over) = (
        AtomicUsize::new(0),
        AtomicUsize::new(0),
        AtomicBool::new(false),
    );
    let changed: Mutex<BTreeMap<(String, String), usize>> = Mutex::default();
    let start = Instant::now();
    let work = || {
        while let Some(turn) = turns.get(next.fetch_add(1, Ordering::Relaxed)) {
            let subject = &subjects[*turn];
            let seed = run::any_seed();
            let graded = grade_lesson(subject.lesson, &subject.built, seed);
            let grade = graded.unwrap_or_else(failed);
            if !grade.came.is(&subject.expected) {
                note(&changed, subject, &grade, seed);
            }
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(subjects.len()) {
                let round = done / subjects.len();
                println!("round {round}, {} s", start.elapsed().as_secs());
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..plan.load {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let workers: Vec<_> = (0..plan.at_a_time).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            // A check that panics is a verdict; nothing else here does.
            let _ = worker.join();
        }
        over.store(true, Ordering::Relaxed);
    });
    changed.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// That grading itself failed.
fn failed(error: anyhow::Error) -> Grade {
    Grade {
        came: Came::Fault {
            check: String::new(),
            error: format!("{error:#}"),
        },
        explained: String::new(),
    }
}

fn note(
    changed: &Mutex<BTreeMap<(String, String), usize>>,
    subject: &Subject,
    grade: &Grade,
    seed: u64,
) {
    let came = &grade.came;
    println!(
        "changed: {} (seed {seed}): {came:?}, expected {:?}\n{}",
        subject.name, subject.expected, grade.explained
    );
    let mut changed = changed.lock().unwrap_or_else(PoisonError::into_inner);
    *changed
        .entry((subject.name.clone(), format!("{came:?}")))
        .or_default() += 1;
}
