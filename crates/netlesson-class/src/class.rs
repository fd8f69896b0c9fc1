//! The command: a folder of submissions in, the class's reports out.

mod bulk;
mod work_folder;

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use netlesson_class::container::Level;
use netlesson_class::files::write;
use netlesson_class::grade::Manner;
use netlesson_class::report::merge::merge;
use netlesson_class::report::model::ClassReport;
use netlesson_class::report::points::Points;
use netlesson_class::report::{
    check50, classroom, csv, file_name, gradescope, junit, markdown, page,
};
use netlesson_class::{confined, handout, keeper, play};

/// Grades a class: strangers' programs, contained, in bulk
#[derive(Parser)]
#[command(name = "netlesson-class", version)]
enum Command {
    /// Grade a folder of submissions: folders, .zip, .tar, .tar.gz
    Grade(Arguments),
    /// Make one report of the reports of several shards
    Merge {
        /// The report.json of each shard
        #[arg(required = true)]
        reports: Vec<PathBuf>,
        /// The folder for the reports
        #[arg(long, default_value = "class-report")]
        out: PathBuf,
    },
    /// Write the students' copy of the course, or update one: work in it is kept
    Handout(handout::Arguments),
    #[command(hide = true)]
    Confined {
        room: String,
        #[arg(last = true)]
        program: Vec<String>,
    },
    #[command(hide = true)]
    Keep {
        reach: String,
        #[arg(last = true)]
        program: Vec<String>,
    },
    #[command(hide = true)]
    Play { task: String },
}

#[derive(clap::Args)]
struct Arguments {
    /// The folder in which each submission is a folder or an archive
    folder: PathBuf,
    /// The folder for the reports; what is graded already is not graded again
    #[arg(long, default_value = "class-report")]
    out: PathBuf,
    /// How many submissions are graded at a time; as many as cores, memory and containment allow, if it is not said
    #[arg(long)]
    workers: Option<NonZeroUsize>,
    /// Only every Nth submission, from the Kth on: 3/16
    #[arg(long, value_name = "K/N", value_parser = shard)]
    shard: Option<(usize, usize)>,
    /// A JSON file of what the checks are worth: {"LESSON": {"CHECK": POINTS, "*": POINTS}}
    #[arg(long)]
    points: Option<PathBuf>,
    /// The seed of everything random in the checks
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// The language of the reports
    #[arg(long, default_value = "en", value_parser = ["en", "zh"])]
    lang: String,
    /// How the programs are contained, in place of the strongest level that this machine offers
    #[arg(long, value_parser = level)]
    level: Option<Level>,
}

fn shard(typed: &str) -> Result<(usize, usize), String> {
    let wrong = || format!("a shard is K/N with K from 1 to N, not {typed}");
    let (one, all) = typed.split_once('/').ok_or_else(wrong)?;
    match (one.parse(), all.parse()) {
        (Ok(one), Ok(all)) if (1..=all).contains(&one) => Ok((one, all)),
        _ => Err(wrong()),
    }
}

fn level(typed: &str) -> Result<Level, String> {
    let levels = Level::offered();
    let found = levels.iter().find(|level| level.to_string() == typed);
    let names: Vec<String> = levels.iter().map(Level::to_string).collect();
    found
        .copied()
        .ok_or_else(|| format!("this machine offers {}", names.join(", ")))
}

/// Does what the command line asks for.
pub fn main() -> Result<ExitCode> {
    match Command::parse() {
        Command::Confined { room, program } => confined::become_it(&room, &program)?,
        Command::Keep { reach, program } => return keeper::keep(&reach, &program),
        Command::Play { task } => play::play(&task)?,
        Command::Merge { reports, out } => {
            let read = |path: &PathBuf| {
                let text = fs::read_to_string(path);
                let text = text.with_context(|| format!("cannot read {}", path.display()))?;
                ClassReport::read(&text).with_context(|| format!("in {}", path.display()))
            };
            let shards = reports.iter().map(read).collect::<Result<Vec<_>>>()?;
            write_reports(&merge(shards)?, &out)?;
        }
        Command::Grade(arguments) => grade_class(&arguments)?,
        Command::Handout(arguments) => handout::run(&course()?, &arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn grade_class(arguments: &Arguments) -> Result<()> {
    let root = course()?;
    let points = match &arguments.points {
        None => Points::default(),
        Some(path) => {
            let text = fs::read_to_string(path);
            Points::read(&text.with_context(|| format!("cannot read {}", path.display()))?)?
        }
    };
    let strongest = || Level::offered().first().copied();
    let level = arguments.level.or_else(strongest);
    let manner = Manner {
        level: level.context("no level of containment")?,
        seed: arguments.seed,
        language: arguments.lang.clone(),
    };
    let places = places(arguments)?;
    // Better known now than when the first submission is graded.
    fs::create_dir_all(&arguments.out)
        .and_then(|()| tempfile::tempfile_in(&arguments.out))
        .with_context(|| format!("cannot write into {}", arguments.out.display()))?;
    let workers = arguments
        .workers
        .map_or_else(|| bulk::workers(manner.level), usize::from);
    println!(
        "submissions: {}, contained by {}, {workers} at a time",
        places.len(),
        manner.level
    );
    let started = now();
    let came = bulk::grade_all(root, &manner, &arguments.out, places, workers)?;
    let report = ClassReport::new(&manner, points, (started, now()), came)?;
    write_reports(&report, &arguments.out)
}

/// The course that the current folder belongs to.
fn course() -> Result<PathBuf> {
    let here = std::env::current_dir()?;
    let is_course =
        |folder: &&Path| folder.join("solutions").is_dir() && folder.join("Cargo.lock").is_file();
    let root = here.ancestors().find(is_course).map(PathBuf::from);
    root.with_context(|| format!("{} lies in no netlesson course", here.display()))
}

/// The submissions of the folder, or of its shard: their names and places.
fn places(arguments: &Arguments) -> Result<Vec<(String, PathBuf)>> {
    let folder = &arguments.folder;
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut places = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let lower = name.to_ascii_lowercase();
        let archive = [".zip", ".tar", ".tar.gz", ".tgz"]
            .iter()
            .any(|end| lower.ends_with(end));
        if !name.starts_with('.') && (path.is_dir() || archive) {
            places.push((name, path));
        }
    }
    ensure!(
        !places.is_empty(),
        "{} holds no folder and no archive",
        folder.display()
    );
    places.sort();
    if let Some((one, all)) = arguments.shard {
        let mut place = 0;
        places.retain(|_| {
            place += 1;
            (place - 1) % all == one - 1
        });
    }
    Ok(places)
}

/// Writes the report in every form.
fn write_reports(report: &ClassReport, out: &Path) -> Result<()> {
    let words = report.words();
    write(&out.join("report.json"), report.json())?;
    write(&out.join("report.html"), page::html(report))?;
    write(&out.join("points.csv"), csv::csv(report))?;
    write(&out.join("junit.xml"), junit::xml(report)?)?;
    write(&out.join("summary.md"), markdown::summary(report))?;
    for submission in &report.submissions {
        let times = report.times_of(submission);
        let file = format!("{}.json", file_name(&submission.name));
        for (form, value) in [
            (
                "gradescope",
                gradescope::results(&words, submission, &times),
            ),
            ("classroom", classroom::result(&words, submission, &times)),
            ("check50", check50::results(&words, submission)),
        ] {
            write(&out.join(form).join(&file), format!("{value:#}\n"))?;
        }
    }
    println!(
        "the reports are in {}: open {}",
        out.display(),
        out.join("report.html").display()
    );
    Ok(())
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}
