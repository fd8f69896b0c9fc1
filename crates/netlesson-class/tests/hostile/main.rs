//! Hostile submissions: what each tries, the mark that it deserves at every level of containment that this machine
//! offers, and that nothing of it is left. Prints a table.
//!
//! An attack (`attacks/NAME.rs`) is a function that lesson 1's server calls before it does what the solution does. Its
//! head says what must come of it at each level: how many checks pass, or how grading ended.
//!
//! No part of `cargo test`: bombs belong on a machine whose processes are bounded from outside, too. `cargo test -p
//! netlesson-class --test hostile` runs them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result};
use libtest_mimic::{Arguments, Failed, Trial};
use netlesson_checks::kernel;
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::starter::{renamed, student_files};
use netlesson_class::container::Level;
use netlesson_class::grade::{LessonGraded, Manner, grade};
use netlesson_class::submission::Submission;
use netlesson_class::workplace::Workplace;

/// How many are graded at a time.
const AT_A_TIME: usize = 4;

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
    workplaces: Mutex<Vec<Workplace>>,
    rows: Mutex<Vec<[String; 4]>>,
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
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let canary = place.join("canary");
    let _ = fs::remove_dir_all(&canary);
    fs::create_dir_all(&canary)?;
    let neighbour = place.join("neighbour.rs");
    fs::write(&neighbour, "fn main() {}")?;
    let stage = Arc::new(Stage {
        root: root.into(),
        canary,
        neighbour,
        workplaces: Mutex::default(),
        rows: Mutex::default(),
    });
    let attacks = attacks(&own.join("tests/hostile/attacks"))?;
    let mut trials = Vec::new();
    for level in Level::offered() {
        for attack in &attacks {
            // An attack is tried at the levels that its head names: at others it could do harm.
            let Some(expected) = attack.expected.get(&level.to_string()).cloned() else {
                continue;
            };
            let (stage, place) = (Arc::clone(&stage), place.clone());
            let (name, text) = (attack.name.clone(), attack.text.clone());
            let trial = Trial::test(format!("{level}-{}", attack.name), move || {
                stage.play(&place, level, &name, &text, &expected)
            });
            trials.push(trial);
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    let mut rows = stage.rows.lock().unwrap_or_else(PoisonError::into_inner);
    rows.sort();
    for [level, name, came, mark] in rows.iter() {
        let about = attacks.iter().find(|attack| attack.name == *name);
        let about = about.map_or("", |attack| &attack.about);
        println!("{level:<13}  {name:<24}  {came:<18}  {mark:<12}  {about}");
    }
    for level in [Level::Bubblewrap, Level::Landlock] {
        if !Level::offered().contains(&level) {
            println!("skipped: {level}, which this machine does not offer");
        }
    }
    // What was killed a moment ago may be still about to be gone.
    let mut left = Vec::new();
    kernel::wait_until(Duration::from_secs(5), || {
        left = kernel::children(std::process::id());
        left.is_empty()
    });
    anyhow::ensure!(left.is_empty(), "processes are left behind: {left:?}");
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

impl Stage {
    fn play(
        &self,
        place: &Path,
        level: Level,
        name: &str,
        attack: &str,
        expected: &str,
    ) -> Result<(), Failed> {
        let workplace = self
            .workplace(place)
            .map_err(|error| format!("{error:#}"))?;
        let manner = Manner {
            level,
            seed: 17,
            language: "en".into(),
        };
        let graded = self
            .submission(attack)
            .and_then(|submission| grade(&workplace, &manner, name, submission))
            .map_err(|error| format!("{error:#}"))?;
        self.workplaces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(workplace);
        let lesson = &graded.lessons[LESSONS[0].slug];
        let (came, said) = told(lesson);
        let good = came == expected;
        let mark = if good { "as deserved" } else { "NOT SO" };
        let row = [
            level.to_string(),
            name.to_string(),
            came.clone(),
            mark.to_string(),
        ];
        self.rows
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(row);
        let written = fs::read_dir(&self.canary)?.count();
        if written > 0 && level != Level::ProcessGroup {
            return Err("it wrote outside of its room".into());
        }
        if good {
            return Ok(());
        }
        Err(format!("expected {expected}, came {came}\n{said}").into())
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
                    ("REFERENCE", reference(&self.root)),
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

/// A program that is right: the solution's, as cargo builds it beside this test.
fn reference(root: &Path) -> PathBuf {
    let compiled = netlesson_checks::compile::compile(root, &LESSONS[0], true);
    let built = compiled.ok().and_then(|compiled| compiled.built);
    built.map_or_else(PathBuf::new, |built| built.executables["server"].clone())
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
        LessonGraded::CompilerEnded { how } => ("compiler-ended".into(), how.clone()),
        LessonGraded::GraderEnded { how } => ("grader-ended".into(), how.clone()),
        LessonGraded::Fault { error } => ("fault".into(), error.clone()),
    }
}
