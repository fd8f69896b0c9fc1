//! What breaks under the grader costs nobody a mark.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use netlesson_checks::lesson::LESSONS;
use netlesson_checks::starter::starter;
use netlesson_class::container::Level;
use netlesson_class::grade::{LessonGraded, Manner, grade};
use netlesson_class::submission::Submission;
use netlesson_class::workplace::Workplace;

/// Lesson 1 as it is handed out, with one more source, of the name of a program; lesson 2 with a folder in the place of one
/// of its programs.
fn submission(root: &Path) -> Result<Submission> {
    let mut submission = Submission::default();
    for lesson in &LESSONS[..2] {
        let mut files: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
        for (path, text) in starter(root, lesson)? {
            files.insert(path, text.into_bytes());
        }
        match lesson.number {
            1 => drop(files.insert("src/bin/lesson-01-server.rs".into(), b"fn main() {}".into())),
            _ => {
                let client = files.remove(Path::new("src/bin/client.rs"));
                files.extend(client.map(|client| ("src/bin/client.rs/client.rs".into(), client)));
            }
        }
        submission.lessons.insert(lesson.slug, files);
    }
    Ok(submission)
}

#[test]
fn what_does_not_compile_is_told_from_what_cannot_be_compiled() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    let root = root.context("it lies in the course")?;
    // A grader that was started by nice(1): what it starts stands back as far, and may not be told to come forward.
    rustix::process::nice(1)?;
    let place = tempfile::Builder::new()
        .permissions(Permissions::from_mode(0o755))
        .tempdir()?;
    let grader = Path::new(env!("CARGO_BIN_EXE_netlesson-class"));
    let workplace = Workplace::make(root, &place.path().join("workplace"), grader)?;
    let level = Level::offered().first().copied();
    let manner = Manner {
        level: level.context("no level of containment")?,
        seed: 1,
        language: "en".into(),
    };
    let graded = grade(&workplace, &manner, "anna", submission(root)?)?;
    let came: Vec<&LessonGraded> = graded.lessons.values().collect();
    let [
        LessonGraded::Played { .. },
        LessonGraded::DoesNotCompile { compiler },
    ] = came[..]
    else {
        panic!("{came:?}");
    };
    assert!(
        compiler.contains("src/bin/client.rs was not handed in"),
        "{compiler}"
    );

    // What all lessons are built on breaks, and nothing compiles any more.
    let common = workplace
        .folder()
        .join("crates/netlesson-common/src/lib.rs");
    fs::write(common, "compile_error!(\"this is no student's fault\");\n")?;
    let graded = grade(&workplace, &manner, "anna", submission(root)?)?;
    assert!(graded.has_fault());
    for (slug, lesson) in &graded.lessons {
        let LessonGraded::Fault { error } = lesson else {
            panic!("{slug}: {lesson:?}");
        };
        let head = "not even an empty program compiles: ";
        assert!(error.starts_with(head), "{slug}: {error}");
    }
    Ok(())
}
