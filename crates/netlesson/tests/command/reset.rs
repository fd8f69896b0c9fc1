//! `reset` and `diff`.

use std::fs;
use std::path::{Path, PathBuf};

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use super::copy::{Copy, stdout};

const SERVER: &str = "exercises/01-basic-socket/src/bin/server.rs";

/// The backups of lesson 1, oldest first.
fn backups(copy: &Copy) -> Vec<PathBuf> {
    let folder = copy.root().join(".netlesson/backups/01-basic-socket");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut backups: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    backups.sort();
    backups
}

#[test]
fn reset_asks_then_keeps_a_backup_then_restores_byte_for_byte() {
    let copy = Copy::of_test("reset");
    let starter = copy.read(SERVER);
    let mine = format!("{starter}// mine\n");
    copy.write(SERVER, &mine);
    copy.write("exercises/01-basic-socket/src/more/extra.rs", "// added\n");
    copy.write(
        ".netlesson/progress.json",
        r#"{"01-basic-socket": {"passed": true, "hints": {"usage": 2}}}"#,
    );

    // Without a terminal it cannot ask, and changes nothing.
    copy.netlesson(&["reset", "1"]).code(2);
    assert_eq!(copy.read(SERVER), mine);
    assert!(backups(&copy).is_empty());

    let said = stdout(&copy.netlesson(&["reset", "1", "--yes"]).success());
    assert_eq!(copy.read(SERVER), starter);
    assert!(
        !copy
            .root()
            .join("exercises/01-basic-socket/src/more")
            .exists()
    );
    let [backup] = &backups(&copy)[..] else {
        panic!("not one backup: {:?}", backups(&copy));
    };
    let name = backup.file_name().and_then(|name| name.to_str());
    assert!(said.contains(name.expect("a name")), "{said}");
    let kept = |path: &str| fs::read_to_string(backup.join(path)).expect("it is kept");
    assert_eq!(kept("src/bin/server.rs"), mine);
    assert_eq!(kept("src/more/extra.rs"), "// added\n");
    copy.netlesson(&["list"])
        .success()
        .stdout(contains("0 of 12"));

    // Once more: there is nothing to do, and no backup of nothing.
    copy.netlesson(&["reset", "1", "--yes"])
        .success()
        .stdout(contains("at its starter already"));
    assert_eq!(backups(&copy).len(), 1);

    // Two in one second are two.
    for _ in 0..2 {
        copy.write(SERVER, &mine);
        copy.netlesson(&["reset", "1", "--yes"]).success();
    }
    assert_eq!(backups(&copy).len(), 3);
}

#[test]
fn reset_brings_back_files_and_predictions_that_are_gone() {
    let copy = Copy::of_test("reset-gone");
    let folder = "exercises/03-sticky-packet-demo";
    let predictions = copy.read(&format!("{folder}/predictions.json"));
    assert!(predictions.contains("\"busy-receiver\": null"));
    fs::remove_file(copy.root().join(folder).join("predictions.json")).expect("it was there");
    fs::remove_dir_all(copy.root().join(folder).join("src")).expect("it was there");
    copy.netlesson(&["reset", "3", "--yes"]).success();
    assert_eq!(
        copy.read(&format!("{folder}/predictions.json")),
        predictions
    );
    assert!(
        copy.read(&format!("{folder}/src/bin/sender.rs"))
            .contains("todo!(\"step 4")
    );
}

#[test]
fn a_reset_that_cannot_keep_a_backup_changes_nothing() {
    let copy = Copy::of_test("reset-no-backup");
    copy.write(SERVER, "// mine\n");
    copy.write(".netlesson/backups", "a file where the folder should be\n");
    copy.netlesson(&["reset", "1", "--yes"])
        .code(2)
        .stderr(contains("nothing was changed"));
    assert_eq!(copy.read(SERVER), "// mine\n");
}

#[test]
fn diff_shows_the_students_part_and_nothing_else() {
    let copy = Copy::of_test("diff");
    let said = stdout(&copy.netlesson(&["diff", "1"]).success());
    assert!(said.contains(SERVER), "{said}");
    assert!(said.contains("todo!(\"step 1"), "{said}");
    assert!(said.contains("socket.listen(5)?;"), "{said}");
    // Of the package's names, of Cargo.toml and of the brief nothing.
    let changed = said.lines().filter(|line| {
        let mut words = line.split_whitespace();
        words
            .next()
            .is_some_and(|number| number.parse::<u32>().is_ok())
            && words
                .next()
                .is_some_and(|sign| sign.starts_with(['+', '-']))
    });
    for line in changed {
        assert!(
            !line.contains("solution-01") && !line.contains("lesson-01"),
            "{line}"
        );
    }
    for other in ["Cargo.toml", "README"] {
        assert!(!said.contains(other), "{said}");
    }
    assert!(said.contains("2 files differ"), "{said}");

    copy.netlesson(&["diff", "1", "--stat"])
        .success()
        .stdout(contains("2 files differ").and(contains("todo!").not()));

    copy.write("exercises/01-basic-socket/src/extra.rs", "// added\n");
    copy.write(
        "exercises/01-basic-socket/src/extra.rs~",
        "left by an editor\n",
    );
    copy.netlesson(&["diff", "1"])
        .success()
        .stdout(contains("only in yours").and(contains("editor").not()));

    fs::remove_file(copy.root().join("exercises/01-basic-socket/src/extra.rs"))
        .expect("it was there");
    copy.solve("01-basic-socket", "bin/server.rs");
    copy.solve("01-basic-socket", "bin/client.rs");
    copy.netlesson(&["diff", "1"])
        .success()
        .stdout(contains("are the same"));
}

#[test]
fn the_copy_is_not_the_course() {
    let copy = Copy::of_test("copy");
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (copy, course) = (copy.root().canonicalize(), course.canonicalize());
    assert_ne!(copy.expect("it is there"), course.expect("it is there"));
}

#[test]
fn a_copy_without_solutions_resets_to_its_starters_and_says_what_it_lacks() {
    let copy = Copy::of_test("without-solutions");
    let starter = copy.read(SERVER);
    copy.write("starters/01-basic-socket/src/bin/server.rs", &starter);
    fs::remove_dir_all(copy.root().join("solutions")).expect("the copy can be changed");

    copy.write(SERVER, "fn main() {}\n");
    copy.netlesson(&["reset", "1", "--yes"]).success();
    assert_eq!(copy.read(SERVER), starter);
    for command in [
        &["diff", "1"][..],
        &["demo", "1"],
        &["lesson", "1", "--solution"],
    ] {
        copy.netlesson(command)
            .code(2)
            .stderr(contains("there is no solutions/01-basic-socket"));
    }
    copy.netlesson(&["reset", "2", "--yes"])
        .code(2)
        .stderr(contains("solutions/02-loop-server"));
}
