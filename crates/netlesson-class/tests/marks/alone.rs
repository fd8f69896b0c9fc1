//! The marks that are deserved: what the ordinary grader says of each program by itself, held against what its place in
//! the course or in the gallery promises.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context as _, Result, bail, ensure};
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::play::Built;
use netlesson_checks::run;
use netlesson_checks::starter::starter;
use netlesson_checks::verdict::Verdict;
use netlesson_class::report::model::CheckVerdict;
use netlesson_gallery::build::build;
use netlesson_gallery::grade::apart;
use netlesson_gallery::piece::{Expected, Piece};
use serde::{Deserialize, Serialize};

use crate::Verdicts;
use crate::draw::{Drawn, Kind};

/// The first argument of a process that grades one program: see `netlesson_gallery::grade` for why it is one.
const ALONE: &str = "grade-alone";

/// The verdicts that each lesson's programs deserve, by the lesson's slug and the name of their kind.
pub type Deserved = BTreeMap<(String, String), Verdicts>;

#[derive(Serialize, Deserialize)]
struct Task {
    lesson: u8,
    executables: BTreeMap<String, PathBuf>,
    folder: PathBuf,
    seed: u64,
}

/// What every program of the class deserves.
pub fn deserved(class: &[Drawn], root: &Path, place: &Path, seed: u64) -> Result<Deserved> {
    let mut kinds: BTreeMap<(String, String), (&'static Lesson, &Kind)> = BTreeMap::new();
    for drawn in class {
        for (lesson, kind) in LESSONS.iter().zip(&drawn.lessons) {
            kinds.insert((lesson.slug.into(), kind.name()), (lesson, kind));
        }
    }
    let mut pieces = Vec::new();
    for (lesson, kind) in kinds.values() {
        match kind {
            Kind::Gallery(piece) => pieces.push((**piece).clone()),
            Kind::Starter => pieces.push(starter_as_piece(root, lesson)?),
            _ => {}
        }
    }
    let gallery = build(root, place, pieces)?;
    let mut built = BTreeMap::new();
    for (piece, its) in &gallery.pieces {
        let its = its.as_ref();
        let its =
            its.map_err(|error| anyhow::anyhow!("{} does not compile:\n{error}", piece.id()))?;
        built.insert(piece.id(), its);
    }
    let one = |lesson: &Lesson, kind: &Kind| {
        let id = |name: &str| format!("{:02}-{name}", lesson.number);
        let verdicts = match kind {
            Kind::NotHandedIn => all(lesson, CheckVerdict::NotHandedIn),
            Kind::DoesNotCompile => all(lesson, CheckVerdict::DoesNotCompile),
            Kind::Solution => played(lesson, &gallery.solutions[lesson.slug], seed)?,
            Kind::Starter => played(lesson, built[&id(STARTER)], seed)?,
            Kind::Gallery(piece) => played(lesson, built[&id(&piece.name)], seed)?,
        };
        is_as_promised(lesson, kind, &verdicts)
            .with_context(|| format!("{} {} alone", lesson.slug, kind.name()))?;
        anyhow::Ok(verdicts)
    };
    let left = Mutex::new(kinds.into_iter());
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let some = || {
        let mut deserved = Deserved::new();
        while let Some((key, (lesson, kind))) = next() {
            deserved.insert(key, one(lesson, kind)?);
        }
        anyhow::Ok(deserved)
    };
    thread::scope(|scope| {
        let graders: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(some)).collect();
        let mut deserved = Deserved::new();
        for grader in graders {
            let some = grader
                .join()
                .map_err(|_| anyhow::anyhow!("a grader panicked"))??;
            deserved.extend(some);
        }
        Ok(deserved)
    })
}

/// How many programs are graded at a time.
const AT_A_TIME: usize = 4;

const STARTER: &str = "starter";

/// The starter, under the names that the gallery builds.
fn starter_as_piece(root: &Path, lesson: &'static Lesson) -> Result<Piece> {
    let number = format!("{:02}", lesson.number);
    let as_solution = |text: String| {
        text.replace(&format!("lesson-{number}"), &format!("solution-{number}"))
            .replace(&format!("lesson_{number}"), &format!("solution_{number}"))
    };
    let files = starter(root, lesson)?.into_iter();
    Ok(Piece {
        lesson,
        name: STARTER.into(),
        about: String::new(),
        catalogue: Vec::new(),
        expected: Expected::Passes,
        understand_each_other: false,
        files: files
            .map(|(path, text)| (path, as_solution(text)))
            .collect(),
    })
}

fn all(lesson: &Lesson, verdict: CheckVerdict) -> Verdicts {
    let checks = lesson.checks.iter();
    checks
        .map(|check| (check.name.to_string(), (verdict, None)))
        .collect()
}

/// Whether a program does what it is in the class for.
fn is_as_promised(lesson: &Lesson, kind: &Kind, verdicts: &Verdicts) -> Result<()> {
    let passed = |check: &str| verdicts[check].0 == CheckVerdict::Passed;
    let first = lesson.checks.iter().find(|check| !passed(check.name));
    let first = first.map(|check| check.name);
    match kind {
        Kind::Solution => ensure!(first.is_none(), "it fails {first:?}"),
        Kind::Starter => {
            let failed = verdicts
                .values()
                .filter(|(verdict, _)| *verdict == CheckVerdict::Failed);
            let named: BTreeSet<_> = failed.filter_map(|(_, name)| name.as_deref()).collect();
            ensure!(first.is_some(), "it passes");
            ensure!(
                named.len() <= 1,
                "mistakes in what is not written: {named:?}"
            );
        }
        Kind::Gallery(piece) => match (&piece.expected, first) {
            (Expected::Passes, None) => {}
            (Expected::Fails { check, diagnosis }, Some(first)) => {
                let name = verdicts[first].1.as_deref();
                ensure!(
                    first == check && name == Some(diagnosis),
                    "it fails {first} ({name:?}) first"
                );
            }
            (Expected::Passes, Some(first)) => bail!("it fails {first}"),
            (Expected::Fails { .. }, None) => bail!("it passes"),
        },
        Kind::DoesNotCompile | Kind::NotHandedIn => {}
    }
    Ok(())
}

fn played(lesson: &Lesson, built: &Built, seed: u64) -> Result<Verdicts> {
    let task = Task {
        lesson: lesson.number,
        executables: built.executables.clone(),
        folder: built.folder.clone(),
        seed,
    };
    apart(ALONE, &task)
}

/// Grades one program and prints its verdicts, if that is what this process was started for.
pub fn asked_for() -> Option<Result<ExitCode>> {
    let mut arguments = env::args().skip(1);
    (arguments.next()? == ALONE).then(|| one(&arguments.next().unwrap_or_default()))
}

fn one(task: &str) -> Result<ExitCode> {
    let task: Task = serde_json::from_str(task)?;
    let lesson = Lesson::numbered(task.lesson).context("no such lesson")?;
    let built = Built {
        executables: task.executables,
        folder: task.folder,
    };
    let mut verdicts = Verdicts::new();
    for outcome in run::lesson(lesson, &built, None, task.seed) {
        let is_open = outcome.verdict.not_written().is_some();
        let said = match &outcome.verdict {
            Verdict::Passed => (CheckVerdict::Passed, None),
            Verdict::Failed { .. } if is_open => (CheckVerdict::Failed, None),
            Verdict::Failed { failure, .. } => (CheckVerdict::Failed, Some(failure.name())),
            Verdict::Waiting { .. } => (CheckVerdict::Waiting, None),
            Verdict::Skipped { .. } => (CheckVerdict::Skipped, None),
            Verdict::Fault { error } => bail!("{}: {error}", outcome.check),
        };
        verdicts.insert(outcome.check.into(), said);
    }
    println!("{}", serde_json::to_string(&verdicts)?);
    Ok(ExitCode::SUCCESS)
}
