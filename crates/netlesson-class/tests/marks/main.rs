//! A class with known marks, graded: each submission's lessons are drawn, by a seed, from the solutions, the starters,
//! the gallery's programs, programs that do not compile, and nothing. Every mark must be as deserved: each check's
//! verdict, and the name of the mistake behind a failure, as the ordinary grader gives them to that program alone.
//! Prints how many marks are, and how many submissions were graded in a minute.
//!
//! No part of `cargo test`, for it takes long. `cargo test -p netlesson-class --test marks` grades a class of 100;
//! `-- 12 --seed 3 --workers 4 --shards 4` another one, as it says.

mod alone;
mod draw;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use netlesson_class::report::mistakes;
use netlesson_class::report::model::{CheckReport, CheckVerdict, ClassReport};

use crate::alone::Deserved;
use crate::draw::Drawn;

/// The seed of everything random in the checks: the same for the class and for each program alone.
const CHECKS_SEED: u64 = 17;

/// The verdict of each check, by its name: as in the report, and the name of the mistake if it failed.
type Verdicts = BTreeMap<String, (CheckVerdict, Option<String>)>;

fn main() -> ExitCode {
    alone::asked_for()
        .unwrap_or_else(run)
        .unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        })
}

/// What was typed: how many submissions, the seed of the class, and what the class's grader is told.
struct Typed {
    count: usize,
    seed: u64,
    shards: usize,
    workers: Vec<String>,
}

fn typed() -> Result<Typed> {
    let mut typed = Typed {
        count: 100,
        seed: 1,
        shards: 1,
        workers: Vec::new(),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || {
            let value = words
                .next()
                .with_context(|| format!("{word} wants a number"))?;
            value
                .parse::<usize>()
                .with_context(|| format!("{word} {value}"))
        };
        match word.as_str() {
            "--seed" => typed.seed = number()? as u64,
            "--shards" => typed.shards = number()?.max(1),
            "--workers" => typed.workers = vec![word.clone(), number()?.to_string()],
            count => {
                typed.count = count
                    .parse()
                    .with_context(|| format!("how many is {count}?"))?
            }
        }
    }
    Ok(typed)
}

fn run() -> Result<ExitCode> {
    let typed = typed()?;
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.ancestors().nth(2).context("it lies in the course")?;
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("marks");
    let _ = fs::remove_dir_all(place.join("class"));
    let pieces = netlesson_gallery::piece::all(&root.join("crates/netlesson-gallery"), root)?;
    let class = draw::class(typed.count, typed.seed, &pieces);
    for drawn in &class {
        draw::write(drawn, root, &place.join("class"))?;
    }
    let deserved = alone::deserved(&class, root, &place.join("alone"), CHECKS_SEED)?;

    let (start, cpu) = (Instant::now(), cpu_seconds()?);
    let report = graded(root, &place, &typed)?;
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds()? - cpu);

    let mut wrong = 0;
    for drawn in &class {
        wrong += compare(drawn, &report, &deserved)?;
    }
    let count = class.len() as f64;
    println!(
        "{} submissions of {} lessons, {wrong} marks otherwise than deserved",
        class.len(),
        class.len() * draw::LESSONS
    );
    println!(
        "{wall:.0} s, {:.1} submissions a minute; {:.1} s of CPU time each",
        count * 60.0 / wall,
        cpu / count
    );
    Ok(ExitCode::from(u8::from(wrong > 0)))
}

/// The seconds of CPU time of all processes that were started here and have ended, with what they had started.
fn cpu_seconds() -> Result<f64> {
    let stat = procfs::process::Process::myself()?.stat()?;
    Ok((stat.cutime + stat.cstime) as f64 / procfs::ticks_per_second() as f64)
}

/// The report of the class, graded in so many shards.
fn graded(root: &Path, place: &Path, typed: &Typed) -> Result<ClassReport> {
    let grader = env!("CARGO_BIN_EXE_netlesson-class");
    let mut reports = Vec::new();
    for shard in 1..=typed.shards {
        let out = place.join(format!("report-{shard}"));
        let _ = fs::remove_dir_all(&out);
        let mut command = Command::new(grader);
        command
            .current_dir(root)
            .arg("grade")
            .arg(place.join("class"));
        command.arg("--out").arg(&out).args(&typed.workers);
        command.args(["--seed", &CHECKS_SEED.to_string()]);
        command.args(["--shard", &format!("{shard}/{}", typed.shards)]);
        ensure!(command.status()?.success(), "grading shard {shard} failed");
        reports.push(out.join("report.json"));
    }
    let merged = place.join("report");
    let mut command = Command::new(grader);
    command
        .arg("merge")
        .args(&reports)
        .arg("--out")
        .arg(&merged);
    ensure!(command.status()?.success(), "merging failed");
    ClassReport::read(&fs::read_to_string(merged.join("report.json"))?)
}

/// Prints what came otherwise than deserved, and counts the lessons in which something did.
fn compare(drawn: &Drawn, report: &ClassReport, deserved: &Deserved) -> Result<usize> {
    let mut submissions = report.submissions.iter();
    let submission = submissions
        .find(|submission| submission.name == drawn.name)
        .with_context(|| format!("{} is not in the report", drawn.name))?;
    let mut wrong = 0;
    for (lesson, kind) in submission.lessons.iter().zip(&drawn.lessons) {
        let deserved = &deserved[&(lesson.slug.clone(), kind.name())];
        let came = verdicts(&lesson.checks);
        if came == *deserved {
            continue;
        }
        wrong += 1;
        println!("{} {} {}", drawn.name, lesson.slug, kind.name());
        for (check, deserved) in deserved {
            let came = &came[check];
            if came != deserved {
                println!("  {check}: deserved {deserved:?}, came {came:?}");
            }
        }
    }
    let points: u32 = submission
        .lessons
        .iter()
        .map(|lesson| lesson.score.points)
        .sum();
    ensure!(
        points == submission.score.points,
        "{}: the sum is wrong",
        drawn.name
    );
    Ok(wrong)
}

fn verdicts(checks: &[CheckReport]) -> Verdicts {
    let verdict = |check: &CheckReport| {
        let said = (check.verdict, mistakes::name(check));
        (check.check.clone(), said)
    };
    checks.iter().map(verdict).collect()
}
