//! The command: a folder of submissions in, the class's reports out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail, ensure};
use clap::Parser;
use netlesson_checks::program;
use netlesson_class::container::Level;
use netlesson_class::grade::{Graded, Manner, grade};
use netlesson_class::report::build::Came;
use netlesson_class::report::merge::merge;
use netlesson_class::report::model::ClassReport;
use netlesson_class::report::points::Points;
use netlesson_class::report::{
    check50, classroom, csv, file_name, gradescope, junit, markdown, page,
};
use netlesson_class::submission::{self, Submission};
use netlesson_class::workplace::Workplace;
use netlesson_class::{confined, play};
use serde::{Deserialize, Serialize};

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
    #[command(hide = true)]
    Confined {
        room: String,
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
    /// How many submissions are graded at a time
    #[arg(long)]
    workers: Option<usize>,
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
    }
    Ok(ExitCode::SUCCESS)
}

fn grade_class(arguments: &Arguments) -> Result<()> {
    ctrlc::set_handler(|| {
        program::end_all();
        std::process::exit(130)
    })?;
    let root = course()?;
    let points = match &arguments.points {
        None => Points::default(),
        Some(path) => {
            let text = fs::read_to_string(path);
            Points::read(&text.with_context(|| format!("cannot read {}", path.display()))?)?
        }
    };
    let strongest = *Level::offered()
        .first()
        .context("no level of containment")?;
    let manner = Manner {
        level: arguments.level.unwrap_or(strongest),
        seed: arguments.seed,
        language: arguments.lang.clone(),
    };
    let places = places(arguments)?;
    println!(
        "{} submissions, contained by {}",
        places.len(),
        manner.level
    );
    let started = now();
    let class = Class {
        root,
        manner,
        out: arguments.out.clone(),
        work: tempfile::Builder::new()
            .prefix("netlesson-class-")
            .tempdir()?,
        places,
        next: AtomicUsize::new(0),
        came: Mutex::default(),
        start: Instant::now(),
    };
    // Whoever grades as another user must be able to get there.
    #[cfg(unix)]
    fs::set_permissions(
        class.work.path(),
        std::os::unix::fs::PermissionsExt::from_mode(0o755),
    )?;
    let cores = thread::available_parallelism().map_or(2, usize::from);
    let workers = arguments
        .workers
        .unwrap_or(cores)
        .clamp(1, class.places.len().max(1));
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers)
            .map(|number| {
                scope.spawn({
                    let class = &class;
                    move || class.work(number)
                })
            })
            .collect();
        let ended = workers.into_iter().map(|worker| worker.join());
        ended
            .map(|ended| ended.unwrap_or_else(|_| bail!("a worker panicked")))
            .collect::<Result<Vec<()>>>()
    })?;
    let came = class
        .came
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let report = ClassReport::new(&class.manner, points, (started, now()), came)?;
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

struct Class {
    root: PathBuf,
    manner: Manner,
    out: PathBuf,
    work: tempfile::TempDir,
    places: Vec<(String, PathBuf)>,
    next: AtomicUsize,
    came: Mutex<Vec<Came>>,
    start: Instant,
}

/// What was graded in an earlier run, and of what.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The submission's bytes, the seed, the level and the language, in one number.
    key: String,
    graded: Graded,
    milliseconds: u64,
}

impl Class {
    /// Grades one submission after the other until none is left.
    fn work(&self, number: usize) -> Result<()> {
        let mut workplace = None;
        while let Some((name, place)) = self.places.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            let came = match submission::read(&place.display().to_string()) {
                Err(error) => Came::Unreadable {
                    name: name.clone(),
                    error: format!("{error:#}"),
                },
                Ok(submission) => self.graded(number, &mut workplace, name, submission)?,
            };
            let mut all = self.came.lock().unwrap_or_else(PoisonError::into_inner);
            println!("{}", self.line(all.len() + 1, &came));
            all.push(came);
        }
        Ok(())
    }

    fn graded(
        &self,
        number: usize,
        workplace: &mut Option<Workplace>,
        name: &str,
        submission: Submission,
    ) -> Result<Came> {
        let key = self.key(&submission);
        let kept = self
            .out
            .join("graded")
            .join(format!("{}.json", file_name(name)));
        let earlier = fs::read_to_string(&kept)
            .ok()
            .and_then(|text| serde_json::from_str::<Kept>(&text).ok());
        if let Some(earlier) = earlier.filter(|earlier| earlier.key == key) {
            return Ok(Came::Graded(earlier.graded, earlier.milliseconds));
        }
        let workplace = match workplace {
            Some(workplace) => workplace,
            None => {
                let folder = self.work.path().join(number.to_string());
                workplace.insert(Workplace::make(
                    &self.root,
                    &folder,
                    &std::env::current_exe()?,
                )?)
            }
        };
        let start = Instant::now();
        let graded = grade(workplace, &self.manner, name, submission)?;
        let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let kept_now = Kept {
            key,
            graded,
            milliseconds,
        };
        write(&kept, &serde_json::to_string(&kept_now)?)?;
        Ok(Came::Graded(kept_now.graded, milliseconds))
    }

    fn key(&self, submission: &Submission) -> String {
        let mut bytes = format!(
            "{} {} {}",
            self.manner.seed, self.manner.level, self.manner.language
        )
        .into_bytes();
        bytes.extend(format!("{:?}{:?}", submission.lessons, submission.refused).into_bytes());
        format!("{:x}", md5::compute(bytes))
    }

    fn line(&self, done: usize, came: &Came) -> String {
        let all = self.places.len();
        let left = self.start.elapsed().as_secs() * (all - done) as u64 / done as u64;
        let what = match came {
            Came::Unreadable { name, error } => format!("{name}  {error}"),
            Came::Graded(graded, milliseconds) => {
                let lessons: Vec<String> = graded
                    .lessons
                    .iter()
                    .map(|(slug, lesson)| format!("{} {}", &slug[..2], lesson.in_short()))
                    .collect();
                format!(
                    "{}  {}  ({} s)",
                    graded.name,
                    lessons.join("  "),
                    milliseconds.div_ceil(1000)
                )
            }
        };
        let left = if done < all {
            format!("  about {} min left", left.div_ceil(60))
        } else {
            String::new()
        };
        format!("[{done}/{all}] {what}{left}")
    }
}

/// Writes the report in every form.
fn write_reports(report: &ClassReport, out: &Path) -> Result<()> {
    let words = report.words();
    write(&out.join("report.json"), &report.json())?;
    write(&out.join("report.html"), &page::html(report))?;
    write(&out.join("points.csv"), &csv::csv(report))?;
    write(&out.join("junit.xml"), &junit::xml(report)?)?;
    write(&out.join("summary.md"), &markdown::summary(report))?;
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
            write(&out.join(form).join(&file), &format!("{value:#}\n"))?;
        }
    }
    println!(
        "the reports are in {}: open {}",
        out.display(),
        out.join("report.html").display()
    );
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}
