//! Grades many submissions, several at a time, and keeps what came of each, so that a class that is interrupted goes on
//! where it was.

use std::fs;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use netlesson_class::bounded::MEMORY;
use netlesson_class::container::Level;
use netlesson_class::files::{remove, write};
use netlesson_class::grade::{Graded, Manner, grade};
use netlesson_class::report::build::Came;
use netlesson_class::report::file_name;
use netlesson_class::report::said::one_line;
use netlesson_class::submission::{self, Submission};
use netlesson_class::workplace::Workplace;
use procfs::Current as _;
use serde::{Deserialize, Serialize};

use super::work_folder::WorkFolder;

/// How many submissions are graded at a time: two for each core, for the checks wait as much as they work; fewer
/// where there is not the memory that each may use; one where they share the grader's user.
pub fn workers(level: Level) -> usize {
    if level.shares_user() {
        return 1;
    }
    let cores = thread::available_parallelism().map_or(2, usize::from);
    let available = procfs::Meminfo::current().ok();
    let available = available.and_then(|memory| memory.mem_available);
    let fit = available.map_or(usize::MAX, |bytes| (bytes / MEMORY) as usize);
    (cores * 2).min(fit).max(1)
}

/// Grades the submissions of these names at these places, and keeps what came of each in `out`.
///
/// # Errors
///
/// When the course does not compile, or files cannot be written.
pub fn grade_all(
    root: PathBuf,
    manner: &Manner,
    out: &Path,
    places: Vec<(String, PathBuf)>,
    workers: usize,
) -> Result<Vec<Came>> {
    let work = WorkFolder::make()?;
    let folder = work.path().to_path_buf();
    let interrupted = Arc::new(AtomicBool::new(false));
    let interrupt = Arc::clone(&interrupted);
    ctrlc::set_handler(move || {
        interrupt.store(true, Ordering::SeqCst);
        // The keepers end what runs when their stdin ends.
        let _ = remove(&folder);
        eprintln!("\nstopped: what is graded is kept, and the same command goes on from there");
        std::process::exit(130)
    })?;
    let class = Class {
        root,
        manner,
        out,
        work: work.path(),
        grader: grader()?,
        pattern: Mutex::default(),
        next: AtomicUsize::new(0),
        came: Mutex::default(),
        progress: Progress::new(places.len()),
        places,
    };
    let graded = thread::scope(|scope| {
        let class = &class;
        let workers: Vec<_> = (0..workers.min(class.places.len()))
            .map(|number| scope.spawn(move || class.work(number)))
            .collect();
        let ended = workers.into_iter().map(|worker| worker.join());
        ended
            .map(|ended| ended.unwrap_or_else(|_| bail!("a worker panicked")))
            .collect::<Result<Vec<()>>>()
    });
    if interrupted.load(Ordering::SeqCst) {
        // What failed did so because its folder is being taken away; the handler is about to exit.
        loop {
            thread::park();
        }
    }
    graded?;
    let came = class.came.into_inner();
    Ok(came.unwrap_or_else(PoisonError::into_inner))
}

/// What tells this build of the grader from another: its marks may differ.
fn grader() -> Result<String> {
    let found = fs::metadata(std::env::current_exe()?)?;
    Ok(format!("{} {:?}", found.len(), found.modified()?))
}

struct Class<'a> {
    root: PathBuf,
    manner: &'a Manner,
    out: &'a Path,
    work: &'a Path,
    grader: String,
    /// The workplace that all others are copies of.
    pattern: Mutex<Option<Workplace>>,
    places: Vec<(String, PathBuf)>,
    next: AtomicUsize,
    came: Mutex<Vec<Came>>,
    progress: Progress,
}

/// What was graded in an earlier run, and of what.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The grader, the submission's bytes, the seed, the level and the language, in one number.
    key: String,
    graded: Graded,
    milliseconds: u64,
}

impl Class<'_> {
    /// Grades one submission after the other until none is left.
    fn work(&self, number: usize) -> Result<()> {
        let mut workplace = None;
        while let Some((name, place)) = self.places.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            let start = Instant::now();
            let path = place.display().to_string();
            let came = match submission::read(&path) {
                // Where the class lies says nothing of the submission.
                Err(error) => Came::Unreadable {
                    name: name.clone(),
                    error: format!("{error:#}").replace(&path, name),
                },
                Ok(submission) => self.graded(number, &mut workplace, name, submission)?,
            };
            let mut all = self.came.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(came);
            self.progress.ended(&all, start.elapsed());
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
        let file = format!("{}.json", file_name(name));
        let kept = self.out.join("graded").join(file);
        let earlier = fs::read_to_string(&kept)
            .ok()
            .and_then(|text| serde_json::from_str::<Kept>(&text).ok());
        // The grader's own fault is another run's to make good.
        let holds = |earlier: &Kept| earlier.key == key && !earlier.graded.has_fault();
        if let Some(earlier) = earlier.filter(holds) {
            return Ok(Came::Graded(earlier.graded, earlier.milliseconds));
        }
        let workplace = match workplace {
            Some(workplace) => workplace,
            None => workplace.insert(self.workplace(number)?),
        };
        let start = Instant::now();
        let graded = grade(workplace, self.manner, name, submission)?;
        let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let kept_now = Kept {
            key,
            graded,
            milliseconds,
        };
        write(&kept, serde_json::to_string(&kept_now)?)?;
        Ok(Came::Graded(kept_now.graded, milliseconds))
    }

    /// A worker's own workplace. What all of them have compiled is compiled once.
    fn workplace(&self, number: usize) -> Result<Workplace> {
        let mut pattern = self.pattern.lock().unwrap_or_else(PoisonError::into_inner);
        let pattern = match &mut *pattern {
            Some(pattern) => pattern,
            none => {
                self.progress.show("compiling what all submissions use");
                let folder = self.work.join("pattern");
                let grader = std::env::current_exe()?;
                none.insert(Workplace::make(&self.root, &folder, &grader)?)
            }
        };
        pattern.copy(&self.work.join(number.to_string()))
    }

    fn key(&self, submission: &Submission) -> String {
        let mut bytes = format!(
            "{} {} {} {}",
            self.grader, self.manner.seed, self.manner.level, self.manner.language
        )
        .into_bytes();
        bytes.extend(format!("{:?}{:?}", submission.lessons, submission.refused).into_bytes());
        format!("{:x}", md5::compute(bytes))
    }
}

/// Says a line for each submission that ends, and how long the others will take: on a terminal below them, in a line that
/// is replaced.
struct Progress {
    all: usize,
    start: Instant,
    /// How many were graded in this run, and not taken from an earlier one.
    graded: AtomicUsize,
    shown: bool,
}

/// What takes no longer was graded in an earlier run.
const AT_ONCE: Duration = Duration::from_millis(100);

impl Progress {
    fn new(all: usize) -> Self {
        Self {
            all,
            start: Instant::now(),
            graded: AtomicUsize::new(0),
            shown: std::io::stderr().is_terminal(),
        }
    }

    /// Shows what goes on, in a line that the next one replaces.
    fn show(&self, what: &str) {
        if self.shown {
            eprint!("\r\x1b[K{what} …");
            let _ = std::io::stderr().flush();
        }
    }

    /// Says what came of the last of these, which took so long.
    fn ended(&self, came: &[Came], time: Duration) {
        let graded = usize::from(time > AT_ONCE);
        let graded = self.graded.fetch_add(graded, Ordering::Relaxed) + graded;
        let (done, all) = (came.len(), self.all);
        let what = came.last().map(line).unwrap_or_default();
        let left = self.start.elapsed().as_secs() * (all - done) as u64 / graded.max(1) as u64;
        let left = format!("about {} min left", left.div_ceil(60));
        if self.shown {
            eprint!("\r\x1b[K");
            println!("[{done}/{all}] {what}");
            if done < all {
                self.show(&format!("{done} of {all}, {left}"));
            }
        } else if done < all {
            println!("[{done}/{all}] {what}  {left}");
        } else {
            println!("[{done}/{all}] {what}");
        }
    }
}

/// What came of a submission, in a line. Its name is a stranger's.
fn line(came: &Came) -> String {
    match came {
        Came::Unreadable { name, error } => {
            format!("{}  cannot be read: {}", one_line(name), one_line(error))
        }
        Came::Graded(graded, milliseconds) => {
            let lessons: Vec<String> = graded
                .lessons
                .iter()
                .map(|(slug, lesson)| format!("{} {}", &slug[..2], lesson.in_short()))
                .collect();
            format!(
                "{}  {}  ({} s)",
                one_line(&graded.name),
                lessons.join("  "),
                milliseconds.div_ceil(1000)
            )
        }
    }
}
