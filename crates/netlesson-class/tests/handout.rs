//! What a handout holds, and what an update of one keeps.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use netlesson_checks::lesson::LESSONS;
use netlesson_checks::starter::{is_untouched, renamed, student_files};
use netlesson_class::handout::contents::{File, Files, contents};
use netlesson_class::handout::update::{Kept, MANIFEST, Update, update};
use netlesson_class::submission;
use tempfile::TempDir;

const SERVER: &str = "exercises/01-basic-socket/src/bin/server.rs";

fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.ancestors().nth(2).expect("crates/ lies in the course");
    root.into()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder of its own")
}

fn write(folder: &Path, path: &str, text: &str) {
    netlesson_class::files::write(&folder.join(path), text).expect("the file");
}

fn read(folder: &Path, path: &str) -> Option<String> {
    fs::read_to_string(folder.join(path)).ok()
}

fn files(texts: &[(&str, &str)]) -> Files {
    let file = |text: &str| File {
        bytes: text.into(),
        executable: false,
    };
    let files = texts.iter();
    files
        .map(|(path, text)| ((*path).into(), file(text)))
        .collect()
}

fn updated(folder: &Path, texts: &[(&str, &str)]) -> Update {
    update(folder, &files(texts)).expect("it can be written")
}

fn kept(update: &Update) -> Vec<(&str, &Kept)> {
    let kept = update.kept.iter();
    kept.map(|(path, kept)| (path.as_str(), kept)).collect()
}

/// All that is in a folder, with the time at which it was written.
fn all(folder: &Path) -> Vec<(PathBuf, std::time::SystemTime)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            let about = fs::symlink_metadata(&path).expect("it is there");
            if about.is_dir() {
                folders.push(path.clone());
            }
            found.push((path, about.modified().expect("a time")));
        }
    }
    found.sort();
    found
}

#[test]
fn a_handout_is_a_workspace_of_its_own_with_the_course_s_versions_and_the_starters() {
    let folder = folder();
    let handout = folder.path().join("students");
    let output = Command::new(env!("CARGO_BIN_EXE_netlesson-class"))
        .current_dir(root())
        .arg("handout")
        .arg(&handout)
        .output()
        .expect("the command starts");
    assert!(output.status.success(), "{output:?}");

    // Were the lock file another than cargo wants, this would fail.
    let metadata = Command::new(env!("CARGO"))
        .current_dir(&handout)
        .args(["metadata", "--locked", "--offline", "--format-version=1"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .output()
        .expect("cargo starts");
    let said = String::from_utf8_lossy(&metadata.stderr);
    assert!(metadata.status.success(), "{said}");
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let members = metadata["workspace_members"].as_array().expect("members");
    assert_eq!(members.len(), 3 + LESSONS.len());

    for lesson in LESSONS {
        assert!(is_untouched(&handout, lesson), "{}", lesson.slug);
        let brief = handout.join("exercises").join(lesson.slug);
        assert!(brief.join("README.zh.md").is_file(), "{}", lesson.slug);
    }
    for text in ["README.md", "README.zh.md", "justfile", "Cargo.toml"] {
        let text = read(&handout, text).expect("it is there");
        let foreign = ["handout", "netlesson-class", "gallery", "solutions/"];
        for foreign in foreign {
            assert!(!text.contains(foreign), "{foreign} in\n{text}");
        }
    }

    // What a student sends back is a submission as any other.
    let submission = submission::read(&handout.display().to_string()).expect("it can be read");
    assert_eq!(submission.lessons.len(), LESSONS.len());
    assert_eq!(submission.refused, []);
}

#[test]
fn nothing_of_a_student_s_part_is_in_a_handout_without_solutions() {
    // Two lines together: the checks open sockets as well, and with the same words.
    let plain = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    let files = contents(&root(), false).expect("the course can be read");
    let texts: Vec<(&String, String)> = files
        .iter()
        .map(|(path, file)| (path, plain(&String::from_utf8_lossy(&file.bytes))))
        .collect();
    let mut looked_for = 0;
    for lesson in LESSONS {
        let folder = root().join("solutions").join(lesson.slug);
        for path in student_files(&folder).expect("the solution can be read") {
            let starter = format!("exercises/{}/{}", lesson.slug, path.display());
            let starter = plain(&String::from_utf8_lossy(&files[&starter].bytes));
            let solution = fs::read_to_string(folder.join(&path)).expect("it can be read");
            let solution = plain(&renamed(&solution, lesson));
            let lines: Vec<&str> = solution.lines().collect();
            for lines in lines.windows(2).map(|lines| lines.join("\n")) {
                if lines.len() < 40 || lines.contains("// step ") || starter.contains(&lines) {
                    continue;
                }
                looked_for += 1;
                // What a lesson gives, and the frames that lesson 6 takes from the library, an earlier one asks for.
                let is_given = |path: &str| {
                    let given = ["exercises/", "starters/", "crates/netlesson-common/src/"];
                    !path.contains(lesson.slug) && given.iter().any(|kind| path.starts_with(kind))
                };
                for (path, text) in &texts {
                    assert!(
                        is_given(path) || !text.contains(&lines),
                        "{path} has\n{lines}"
                    );
                }
            }
        }
    }
    assert!(looked_for > 100, "only {looked_for} pairs of lines");
}

#[test]
fn with_solutions_it_holds_them_and_the_tests_that_play_on_them() {
    let with = contents(&root(), true).expect("the course can be read");
    let without = contents(&root(), false).expect("the course can be read");
    for path in [
        "solutions/04-struct-header-fix/src/lib.rs",
        "crates/netlesson-checks/tests/course.rs",
        "crates/netlesson-checks/tests/twin/server.py",
    ] {
        assert!(with.contains_key(path), "{path}");
        assert!(!without.contains_key(path), "{path}");
    }
    assert!(with["crates/netlesson-checks/tests/twin/server.py"].executable);
    for files in [with, without] {
        let mut paths = files.keys();
        let foreign = ["gallery", "netlesson-class", ".github", "CONTRIBUTING"];
        let found = paths.find(|path| foreign.iter().any(|foreign| path.contains(foreign)));
        assert_eq!(found, None);
    }
}

#[test]
fn the_instructor_s_own_attempts_are_not_handed_out() {
    // A handout with solutions is a course to make one from.
    let course = folder();
    let files = contents(&root(), true).expect("the course can be read");
    update(course.path(), &files).expect("it can be written");
    write(course.path(), SERVER, "// an attempt\n");
    for path in [
        "exercises/01-basic-socket/src/bin/more.rs",
        "crates/netlesson/src/.main.rs.swp",
        "crates/netlesson/src/main.rs~",
        ".netlesson/progress.json",
        "target/debug/netlesson",
    ] {
        write(course.path(), path, "// an attempt\n");
    }
    let again = contents(course.path(), false).expect("the course can be read");
    assert_eq!(
        again[SERVER],
        again[&SERVER.replace("exercises", "starters")]
    );
    let without = contents(&root(), false).expect("the course can be read");
    assert_eq!(again[SERVER], without[SERVER]);
    assert!(again.keys().eq(without.keys()));

    symlink("/etc/passwd", course.path().join("crates/netlesson/notes")).expect("a link");
    let error = contents(course.path(), false).expect_err("a link is refused");
    assert!(
        error.to_string().contains("netlesson/notes is no file"),
        "{error}"
    );
}

#[test]
fn an_update_follows_the_course_where_nothing_was_changed() {
    let folder = folder();
    let before = [("a", "1\n"), ("gone/b", "1\n"), ("same", "1\n")];
    assert_eq!(updated(folder.path(), &before).added, 3);
    let after = [("a", "2\n"), ("new/c", "1\n"), ("same", "1\n")];
    let done = updated(folder.path(), &after);
    assert_eq!((done.added, done.replaced, done.removed), (1, 1, 1));
    assert_eq!(kept(&done), []);
    for (path, text) in after {
        assert_eq!(read(folder.path(), path).as_deref(), Some(text));
    }
    assert!(!folder.path().join("gone").exists());
}

#[test]
fn an_update_keeps_what_was_changed_and_puts_the_course_s_version_beside_it() {
    let folder = folder();
    let course = |text| [("alone", "1\n"), ("both", text), ("taken", text)];
    updated(folder.path(), &course("1\n")[..2]);
    let mine = ["alone", "both", "taken", "more/mine", ".git/HEAD"];
    for path in mine {
        write(folder.path(), path, "mine\n");
    }
    let done = updated(folder.path(), &course("2\n"));
    let beside = |path: &str| Kept::Beside(path.into());
    assert_eq!(
        kept(&done),
        [
            ("alone", &Kept::Alone),
            ("both", &beside("both.new")),
            ("taken", &beside("taken.new")),
        ]
    );
    assert_eq!((done.added, done.replaced, done.removed), (0, 0, 0));
    for path in mine {
        assert_eq!(read(folder.path(), path).as_deref(), Some("mine\n"));
    }
    assert_eq!(read(folder.path(), "both.new").as_deref(), Some("2\n"));

    // The student has worked on in what was put beside: that is kept as well.
    write(folder.path(), "both.new", "mine\n");
    let done = updated(folder.path(), &course("3\n"));
    assert_eq!(done.kept["both"], beside("both.new-2"));
    assert_eq!(read(folder.path(), "both.new").as_deref(), Some("mine\n"));

    // Changed there, and no longer in the course.
    let done = updated(folder.path(), &course("3\n")[..1]);
    assert_eq!(done.kept["both"], Kept::Orphan);
    assert_eq!(read(folder.path(), "both").as_deref(), Some("mine\n"));
}

#[test]
fn a_second_update_changes_nothing() {
    let folder = folder();
    let files = contents(&root(), false).expect("the course can be read");
    update(folder.path(), &files).expect("it can be written");
    write(folder.path(), SERVER, "fn main() {}\n");
    let mut newer = files;
    newer.get_mut(SERVER).expect("it is there").bytes = b"// newer\n".to_vec();
    update(folder.path(), &newer).expect("it can be written");
    let before = all(folder.path());
    let done = update(folder.path(), &newer).expect("it can be written");
    assert_eq!((done.added, done.replaced, done.removed), (0, 0, 0));
    assert_eq!(kept(&done), [(SERVER, &Kept::Alone)]);
    assert_eq!(all(folder.path()), before);
}

#[test]
fn an_update_that_was_interrupted_goes_on() {
    let folder = folder();
    // The first time, after two files.
    write(folder.path(), MANIFEST, "{\"files\": {}}\n");
    write(folder.path(), ".handout.new", "half a fi");
    write(folder.path(), "a", "1\n");
    let done = updated(folder.path(), &[("a", "1\n"), ("b", "1\n")]);
    assert_eq!((done.added, kept(&done)), (1, vec![]));
    // Later, after one file: the manifest is the old one.
    write(folder.path(), "a", "2\n");
    let done = updated(folder.path(), &[("a", "2\n"), ("b", "2\n")]);
    assert_eq!((done.replaced, kept(&done)), (1, vec![]));
    assert_eq!(read(folder.path(), ".handout.new"), None);
}

#[test]
fn line_ends_are_no_change_and_programs_stay_programs() {
    let folder = folder();
    updated(folder.path(), &[("a", "1\n2\n"), ("b", "1\n")]);
    write(folder.path(), "a", "1\r\n2\r\n");
    write(folder.path(), "b", "1\r\n");
    let mut files = files(&[("a", "1\n2\n"), ("b", "2\n")]);
    files.get_mut("b").expect("it is there").executable = true;
    let done = update(folder.path(), &files).expect("it can be written");
    assert_eq!((done.replaced, kept(&done)), (1, vec![]));
    assert_eq!(read(folder.path(), "a").as_deref(), Some("1\r\n2\r\n"));
    let about = fs::metadata(folder.path().join("b")).expect("it is there");
    assert_eq!(about.permissions().mode() & 0o100, 0o100);
}

#[test]
fn a_foreign_folder_and_what_leads_elsewhere_are_refused_and_nothing_is_changed() {
    let course = files(&[("a", "1\n"), ("b/c", "1\n")]);
    let refused = |folder: &Path, names: &str| {
        let before = all(folder);
        let error = format!("{:#}", update(folder, &course).expect_err("it is refused"));
        assert!(error.contains(names), "{error}");
        assert_eq!(all(folder), before);
    };
    let foreign = folder();
    write(foreign.path(), "thesis.tex", "mine\n");
    refused(foreign.path(), "thesis.tex");

    let elsewhere = folder();
    write(elsewhere.path(), "c", "mine\n");
    let linked = folder();
    write(linked.path(), MANIFEST, "{\"files\": {}}\n");
    symlink(elsewhere.path(), linked.path().join("b")).expect("a link");
    refused(linked.path(), "b is no folder");
    assert_eq!(read(elsewhere.path(), "c").as_deref(), Some("mine\n"));

    let blocked = folder();
    write(blocked.path(), MANIFEST, "{\"files\": {}}\n");
    write(blocked.path(), "a/b", "mine\n");
    refused(blocked.path(), "a is no file");

    // What a student's manifest says is not believed.
    for manifest in [
        r#"{"files": {"../c": "0"}}"#,
        "{",
        "{\"files\": {\"/c\": \"0\"}}",
    ] {
        let hostile = folder();
        write(hostile.path(), MANIFEST, manifest);
        refused(hostile.path(), MANIFEST);
    }
}

#[test]
fn a_folder_in_the_course_is_refused() {
    let output = Command::new(env!("CARGO_BIN_EXE_netlesson-class"))
        .current_dir(root())
        .args(["handout", "exercises/students"])
        .output()
        .expect("the command starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("exercises/students lies in the course"),
        "{said}"
    );
    assert!(!root().join("exercises/students").exists());
}
