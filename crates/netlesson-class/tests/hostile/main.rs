//! Hostile submissions: what each tries, the mark that it deserves at every level of containment that this machine
//! offers, and that nothing of it is left. Prints a table.
//!
//! An attack (`attacks/NAME.rs`) is a function that lesson 1's server calls before it does what the solution does. Its
//! head says what must come of it at each level: how many checks pass (`at most` so many, where it is up to chance), or
//! how grading ended; or that it is skipped there, and why. What is to be tried `as root` only needs a user of its own.
//!
//! No part of `cargo test`, for it takes minutes: `cargo test -p netlesson-class --test hostile`.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use anyhow::{Context as _, Result};
use libtest_mimic::{Arguments, Failed, Trial};
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::starter::{renamed, student_files};
use netlesson_class::container::Level;
use netlesson_class::grade::{LessonGraded, Manner, grade};
use netlesson_class::submission::Submission;
use netlesson_class::workplace::Workplace;

/// How many are graded at a time.
const AT_A_TIME: usize = 4;

const LEVELS: [Level; 3] = [Level::Bubblewrap, Level::Landlock, Level::ProcessGroup];

#[derive(Clone)]
struct Attack {
    name: String,
    about: String,
    expected: BTreeMap<String, String>,
    text: String,
}

/// The places that attacks look for.
struct Stage {
    root: PathBuf,
    canary: PathBuf,
    neighbour: PathBuf,
    /// A program that is right.
    reference: PathBuf,
    workplaces: Mutex<Vec<Workplace>>,
    rows: Mutex<Vec<[String; 4]>>,
    /// Held alone where submissions share the grader's user; there a class is graded one by one, too.
    user: RwLock<()>,
}

fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}

fn run() -> Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_A_TIME);
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.ancestors().nth(2).context("it lies in the course")?;
    // Not in the course: cargo looks for configuration in every folder above its own.
    let place = tempfile::Builder::new()
        .permissions(fs::Permissions::from_mode(0o755))
        .tempdir()?;
    let place = place.path();
    let canary = place.join("canary");
    fs::create_dir(&canary)?;
    // Nothing but the level keeps a submission from writing there.
    fs::set_permissions(&canary, fs::Permissions::from_mode(0o777))?;
    let neighbour = place.join("neighbour.rs");
    fs::write(&neighbour, "fn main() {}")?;
    let stage = Arc::new(Stage {
        root: root.into(),
        canary,
        neighbour,
        reference: reference(root)?,
        workplaces: Mutex::default(),
        rows: Mutex::default(),
        user: RwLock::default(),
    });
    let attacks = attacks(&own.join("tests/hostile/attacks"))?;
    let offered = Level::offered();
    let mut trials = Vec::new();
    for level in LEVELS {
        for attack in &attacks {
            let skipped = match offered.contains(&level) {
                true => attack.skipped(level)?,
                false => Some("this machine does not offer the level"),
            };
            if let Some(why) = skipped {
                stage.note([&level.to_string(), &attack.name, "skipped", why]);
            }
            let (stage, place, attack) = (Arc::clone(&stage), place.to_path_buf(), attack.clone());
            let trial = Trial::test(format!("{level}-{}", attack.name), move || {
                stage.play(&place, level, &attack)
            });
            trials.push(trial.with_ignored_flag(skipped.is_some()));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    let mut rows = stage.rows.lock().unwrap_or_else(PoisonError::into_inner);
    rows.sort();
    for [level, name, came, mark] in rows.iter() {
        let about = attacks.iter().find(|attack| attack.name == *name);
        let about = about.map_or("", |attack| &attack.about);
        println!("{level:<13}  {name:<24}  {came:<16}  {mark:<12}  {about}");
    }
    let left = stage.left(place);
    anyhow::ensure!(left.is_empty(), "processes are left behind: {left:#?}");
    Ok(conclusion.exit_code())
}

fn attacks(folder: &Path) -> Result<Vec<Attack>> {
    let mut attacks = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        let head: Vec<&str> = text
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .collect();
        let expected = head.iter().filter_map(|line| line.trim().split_once(": "));
        attacks.push(Attack {
            name: path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            about: head.first().map_or("", |line| line.trim()).to_string(),
            expected: expected
                .map(|(level, mark)| (level.into(), mark.into()))
                .collect(),
            text: text.lines().skip(head.len()).collect::<Vec<_>>().join("\n"),
        });
    }
    attacks.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(attacks)
}

impl Attack {
    /// What must come of it at this level.
    fn expected(&self, level: Level) -> Result<&str> {
        let expected = self.expected.get(&level.to_string());
        let expected = expected.with_context(|| format!("{} says nothing of {level}", self.name));
        expected.map(String::as_str)
    }

    /// Why it is not tried at this level, if so.
    fn skipped(&self, level: Level) -> Result<Option<&str>> {
        let expected = self.expected(level)?;
        let needs_root = expected.ends_with(AS_ROOT) && !rustix::process::geteuid().is_root();
        Ok(match expected.strip_prefix("skipped, ") {
            None if needs_root => Some("it is for root, whose submissions have users of their own"),
            why => why,
        })
    }

    /// Whether this is what it deserves.
    fn deserves(&self, level: Level, came: &str) -> Result<bool> {
        let expected = self.expected(level)?;
        let expected = expected.strip_suffix(AS_ROOT).unwrap_or(expected);
        Ok(match expected.strip_prefix("at most ") {
            Some(most) => came
                .parse::<usize>()
                .is_ok_and(|came| came <= most.parse().unwrap_or(0)),
            None => came == expected,
        })
    }
}

/// What ends an expectation that holds only where submissions have users of their own.
const AS_ROOT: &str = ", as root";

impl Stage {
    fn play(&self, place: &Path, level: Level, attack: &Attack) -> Result<(), Failed> {
        let workplace = self
            .workplace(place)
            .map_err(|error| format!("{error:#}"))?;
        let manner = Manner {
            level,
            seed: 17,
            language: "en".into(),
        };
        let shares = level.shares_user();
        let _alone = shares.then(|| self.user.write());
        let _beside = (!shares).then(|| self.user.read());
        let start = Instant::now();
        let graded = self
            .submission(&attack.text)
            .and_then(|submission| grade(&workplace, &manner, &attack.name, submission))
            .map_err(|error| format!("{error:#}"))?;
        self.workplaces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(workplace);
        let lesson = &graded.lessons[LESSONS[0].slug];
        let (came, said) = told(lesson);
        let good = attack.deserves(level, &came)?;
        let mark = if good { "as deserved" } else { "NOT SO" };
        let took = format!("{mark} {:.1}", start.elapsed().as_secs_f32());
        self.note([&level.to_string(), &attack.name, &came, &took]);
        let written = fs::read_dir(&self.canary)?.count();
        if written > 0 {
            return Err("it wrote outside of its room".into());
        }
        if good {
            return Ok(());
        }
        let expected = attack.expected(level)?;
        Err(format!("expected {expected}, came {came}\n{said}").into())
    }

    fn note(&self, row: [&str; 4]) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.push(row.map(String::from));
    }

    /// The processes that are still there of all that was started: children of this one, processes of a submission's
    /// user, and what runs in or from a workplace.
    fn left(&self, place: &Path) -> Vec<procfs::process::Stat> {
        let own = std::process::id();
        let workplaces = self
            .workplaces
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let users: Vec<u32> = workplaces.iter().filter_map(Workplace::user).collect();
        let is_left = |process: &procfs::process::Process| {
            let inside =
                |path: procfs::ProcResult<PathBuf>| path.is_ok_and(|path| path.starts_with(place));
            let user = process.uid().is_ok_and(|user| users.contains(&user));
            let child = process
                .stat()
                .is_ok_and(|stat| stat.ppid.cast_unsigned() == own);
            child || user || inside(process.exe()) || inside(process.cwd())
        };
        let all = procfs::process::all_processes()
            .into_iter()
            .flatten()
            .flatten();
        all.filter(is_left)
            .filter_map(|process| process.stat().ok())
            .collect()
    }

    fn workplace(&self, place: &Path) -> Result<Workplace> {
        let idle = self
            .workplaces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        match idle {
            Some(workplace) => Ok(workplace),
            None => {
                static NUMBER: std::sync::atomic::AtomicUsize =
                    std::sync::atomic::AtomicUsize::new(0);
                let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                Workplace::make(
                    &self.root,
                    &place.join(format!("workplace-{number}")),
                    Path::new(env!("CARGO_BIN_EXE_netlesson-class")),
                )
            }
        }
    }

    /// The solution of lesson 1, with the attack before all else in its server.
    fn submission(&self, attack: &str) -> Result<Submission> {
        let lesson: &Lesson = &LESSONS[0];
        let solution = self.root.join("solutions").join(lesson.slug);
        let mut files = BTreeMap::new();
        for path in student_files(&solution)? {
            let mut text = renamed(&fs::read_to_string(solution.join(&path))?, lesson);
            if path.ends_with("server.rs") {
                text = text.replace("fn main() {\n", "fn main() {\n    attack();\n");
                let places = [
                    ("CANARY", self.canary.clone()),
                    ("NEIGHBOUR", self.neighbour.clone()),
                    ("REFERENCE", self.reference.clone()),
                ];
                text += &format!("\nmacro_rules! COURSE {{ () => {{ {:?} }} }}\n", self.root);
                text += "const COURSE: &str = COURSE!();\n";
                for (name, path) in places {
                    text += &format!("const {name}: &str = {path:?};\n");
                }
                text += attack;
            }
            files.insert(path, text.into_bytes());
        }
        let mut submission = Submission::default();
        submission.lessons.insert(lesson.slug, files);
        Ok(submission)
    }
}

/// The solution's server, as cargo builds it beside this test.
fn reference(root: &Path) -> Result<PathBuf> {
    let compiled = netlesson_checks::compile::compile(root, &LESSONS[0], true)?;
    let built = compiled.built.context("the solution does not compile")?;
    Ok(built.executables["server"].clone())
}

/// What came of the lesson, in a word, and all that was said about it.
fn told(lesson: &LessonGraded) -> (String, String) {
    match lesson {
        LessonGraded::Played { checks } => {
            let passed = |check: &&serde_json::Value| check["verdict"] == "passed";
            let said: Vec<String> = checks
                .iter()
                .filter(|check| !passed(check))
                .map(|check| {
                    format!(
                        "{}: {} {}",
                        check["check"], check["verdict"], check["sentence"]
                    )
                })
                .collect();
            (
                checks.iter().filter(passed).count().to_string(),
                said.join("\n"),
            )
        }
        LessonGraded::DoesNotCompile { compiler } => ("does-not-compile".into(), compiler.clone()),
        LessonGraded::CompilerEnded { how } => ("compiler-ended".into(), format!("{how:?}")),
        LessonGraded::GraderEnded { how } => ("grader-ended".into(), format!("{how:?}")),
        LessonGraded::Fault { error } => ("fault".into(), error.clone()),
    }
}
