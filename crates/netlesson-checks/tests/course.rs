//! The course checks itself: what stands in the table of lessons is what lies in the folders; starters compile
//! without a warning and fail by their `todo!`s alone; programs stay short; briefs have the steps that the code has.
//! (That every solution passes every check is the solutions' own `grade` target.)

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use netlesson_checks::compile::compile;
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::run;
use netlesson_checks::verdict::Verdict;
use netlesson_checks::words::Language;

/// A student reads a program in one go: about one screen.
const LINES: usize = 80;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/ lies in the course")
        .into()
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folder(kind: &str, lesson: &Lesson) -> PathBuf {
    root().join(kind).join(lesson.slug)
}

/// The Rust files of a lesson, each with its path inside the lesson's folder.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.join("src")];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the sources are there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path
                    .strip_prefix(folder)
                    .expect("it lies inside")
                    .to_path_buf();
                let text = read(&path);
                found.push((inside, text));
            }
        }
    }
    found.sort();
    found
}

/// The numbers of a lesson's steps, as its solution marks them.
fn steps(lesson: &Lesson) -> Vec<u32> {
    let mut steps = Vec::new();
    // To predict is a step without code, and the first.
    if folder("solutions", lesson)
        .join("predictions.json")
        .exists()
    {
        steps.push(1);
    }
    for (_, text) in sources(&folder("solutions", lesson)) {
        for line in text.lines() {
            if let Some(step) = line.trim().strip_prefix("// step ") {
                let number = step.split(':').next().unwrap_or_default();
                steps.push(
                    number
                        .parse()
                        .unwrap_or_else(|_| panic!("{}: {line}", lesson.slug)),
                );
            }
        }
    }
    steps.sort_unstable();
    steps
}

#[test]
fn every_folder_is_a_lesson_and_every_lesson_has_its_folders() {
    let named: BTreeSet<String> = LESSONS
        .iter()
        .map(|lesson| lesson.slug.to_string())
        .collect();
    for kind in ["exercises", "solutions"] {
        let found: BTreeSet<String> = fs::read_dir(root().join(kind))
            .expect("the folder is there")
            .map(|entry| {
                entry
                    .expect("it can be read")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        assert_eq!(found, named, "{kind}");
    }
}

#[test]
fn manifests_name_packages_programs_and_the_grade_target() {
    for lesson in LESSONS {
        for (kind, package, solution) in [
            ("exercises", lesson.exercise(), false),
            ("solutions", lesson.solution(), true),
        ] {
            let manifest = read(folder(kind, lesson).join("Cargo.toml"));
            let mut lines = vec![format!("name = \"{package}\""), "name = \"grade\"".into()];
            lines.extend(
                lesson
                    .programs
                    .iter()
                    .map(|program| format!("name = \"{}\"", lesson.binary(program, solution))),
            );
            for line in lines {
                assert!(
                    manifest.lines().any(|found| found == line),
                    "{package}: no {line}"
                );
            }
            let left_out = manifest
                .lines()
                .any(|line| line.starts_with("test = false"));
            assert_eq!(
                left_out, !solution,
                "{package}: cargo test grades solutions and no exercise"
            );
        }
    }
}

#[test]
fn solutions_are_short() {
    for lesson in LESSONS {
        for (path, text) in sources(&folder("solutions", lesson)) {
            if path.starts_with("src/bin") {
                let lines = text.lines().count();
                assert!(
                    lines < LINES,
                    "{} {}: {lines} lines",
                    lesson.slug,
                    path.display()
                );
            }
        }
    }
}

#[test]
fn briefs_have_the_steps_that_the_code_has_in_both_languages() {
    for lesson in LESSONS {
        let steps = steps(lesson);
        let all: Vec<u32> = (1..).take(steps.len()).collect();
        assert_eq!(steps, all, "{}: the steps in the solution", lesson.slug);
        for (language, title, step) in [
            (Language::English, "# Lesson ", "### Step "),
            (Language::Chinese, "# 第 ", "### 第 "),
        ] {
            let brief = read(folder("exercises", lesson).join(language.brief()));
            let number = format!("{title}{} ", lesson.number);
            assert!(
                brief.starts_with(&number),
                "{} {}: its title",
                lesson.slug,
                language.brief()
            );
            let told: Vec<u32> = brief
                .lines()
                .filter_map(|line| line.strip_prefix(step)?.split(' ').next()?.parse().ok())
                .collect();
            assert_eq!(
                told,
                steps,
                "{} {}: its steps",
                lesson.slug,
                language.brief()
            );
        }
    }
}

#[test]
fn readme_workflow_and_justfile_know_every_lesson() {
    let workflow = read("docs/ci/grade.yml");
    let readmes = [read("README.md"), read("README.zh.md")];
    for lesson in LESSONS {
        assert!(
            workflow.contains(&lesson.exercise()),
            "docs/ci/grade.yml: {}",
            lesson.slug
        );
        for readme in &readmes {
            assert!(
                readme.contains(&format!("exercises/{}/", lesson.slug)),
                "README: {}",
                lesson.slug
            );
        }
    }
    let justfile = read("justfile");
    for recipe in [
        "lesson", "list", "hint", "diff", "reset", "demo", "watch", "doctor", "test",
    ] {
        let found = justfile
            .lines()
            .any(|line| line.split([' ', ':']).next() == Some(recipe));
        assert!(found, "justfile: no recipe {recipe}");
    }
}

#[test]
fn starters_compile_without_a_warning_and_fail_by_their_todos_alone() {
    for lesson in LESSONS {
        if is_worked_on(lesson) {
            continue;
        }
        let compiled = compile(&root(), lesson, false).expect("cargo can be run");
        assert!(
            compiled.warnings.is_empty(),
            "{}: {:#?}",
            lesson.slug,
            compiled.warnings
        );
        let built = compiled
            .built
            .unwrap_or_else(|| panic!("{} does not compile:\n{}", lesson.slug, compiled.said));
        for outcome in run::lesson(lesson, &built, None, 1) {
            let given = lesson.given.contains(&outcome.check);
            let as_listed = match &outcome.verdict {
                Verdict::Passed => given,
                Verdict::Waiting { .. } | Verdict::Skipped { .. } => !given,
                verdict => !given && verdict.not_written().is_some(),
            };
            assert!(
                as_listed,
                "{} {}: {:?}",
                lesson.slug, outcome.check, outcome.verdict
            );
        }
    }
}

/// Whether somebody has begun to solve the exercise: a student's copy of the course is not broken by that.
/// CI always looks at the starter.
fn is_worked_on(lesson: &Lesson) -> bool {
    let worked_on = std::env::var_os("CI").is_none()
        && !netlesson_checks::starter::is_untouched(&root(), lesson);
    if worked_on {
        eprintln!(
            "skipped: {} is worked on, and no starter any more",
            lesson.exercise()
        );
    }
    worked_on
}

#[test]
fn every_exercise_is_its_solution_with_the_students_parts_left_out() {
    for lesson in LESSONS {
        if is_worked_on(lesson) {
            continue;
        }
        let starter =
            netlesson_checks::starter::starter(&root(), lesson).expect("the solution can be read");
        let names = |files: &[(PathBuf, String)]| {
            files
                .iter()
                .map(|(path, _)| path.clone())
                .collect::<Vec<_>>()
        };
        let mut exercise = sources(&folder("exercises", lesson));
        exercise.extend(
            starter
                .iter()
                .filter(|(path, _)| path.ends_with("predictions.json"))
                .map(|(path, _)| (path.clone(), read(folder("exercises", lesson).join(path)))),
        );
        exercise.sort();
        assert_eq!(names(&exercise), names(&starter), "{}", lesson.slug);
        for ((path, found), (_, expected)) in exercise.iter().zip(&starter) {
            assert!(
                found == expected,
                "{} {} is not its solution's starter",
                lesson.slug,
                path.display()
            );
        }
    }
}
