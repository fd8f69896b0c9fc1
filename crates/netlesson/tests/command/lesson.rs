//! `lesson`, and `list` and `hint` after it.

use predicates::str::contains;
use serde_json::Value;

use super::copy::{Copy, stderr, stdout};

const SLUG: &str = "01-basic-socket";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn json_and_exit_code_agree_and_what_passed_is_remembered() {
    let copy = Copy::of_test("json");
    let listed = |passed: u64, next: u64| {
        let list = json(&stdout(&copy.netlesson(&["list", "--json"]).success()));
        assert_eq!(list["passed"], passed);
        assert_eq!(list["next"], next);
        assert_eq!(list["lessons"][0]["passed"], passed == 1);
    };

    // The starter: nothing is written.
    let verdicts = copy
        .netlesson(&["lesson", "1", "--json", "--seed", "7"])
        .code(1);
    let verdicts = json(&stdout(&verdicts));
    assert_eq!(verdicts["passed"], false);
    assert_eq!(verdicts["compiles"], true);
    assert_eq!(verdicts["seed"], 7);
    assert_eq!(verdicts["checks"][0]["check"], "ready-line");
    assert_eq!(verdicts["checks"][0]["verdict"], "failed");
    listed(0, 1);

    // The solution passes, but it is not the student's.
    let verdicts = copy
        .netlesson(&["lesson", "1", "--solution", "--json"])
        .success();
    assert_eq!(json(&stdout(&verdicts))["passed"], true);
    listed(0, 1);

    // What does not compile fails.
    copy.write(
        &format!("exercises/{SLUG}/src/bin/server.rs"),
        "fn main() -> u8 {}\n",
    );
    let verdicts = copy
        .netlesson(&["lesson", "1", "--json"])
        .code(1)
        .stderr(contains("error[E"));
    assert_eq!(json(&stdout(&verdicts))["compiles"], false);
    copy.netlesson(&["lesson", "1"])
        .code(1)
        .stdout(contains("does not compile"));

    copy.solve(SLUG, "bin/server.rs");
    copy.solve(SLUG, "bin/client.rs");
    // One check alone does not make a lesson.
    copy.netlesson(&["lesson", "1", "--only", "usage"])
        .success();
    listed(0, 1);
    let passed = copy.netlesson(&["lesson", "1"]).success();
    assert!(stdout(&passed).contains("cargo lesson 2"));
    listed(1, 2);
    copy.netlesson(&["hint", "1"])
        .success()
        .stdout(contains("nothing to hint at"));
}

#[test]
fn hints_go_on_from_one_to_the_next_and_stop() {
    let copy = Copy::of_test("hint");
    for given in 1..=4 {
        let said = stdout(&copy.netlesson(&["hint", "1"]).success());
        for hint in 1..=3 {
            let is_there = said.contains(&format!("Hint {hint} of 3"));
            assert_eq!(is_there, hint <= given, "hint {hint} at {given}: {said}");
        }
        let is_last = given >= 3;
        assert_eq!(said.contains("one more"), !is_last, "{said}");
        assert_eq!(said.contains("That was the last hint"), is_last, "{said}");
        assert_eq!(said.contains("the brief, step 1"), is_last, "{said}");
        assert_eq!(said.contains("cargo netlesson diff 1"), is_last, "{said}");
    }
    let progress = json(&copy.read(".netlesson/progress.json"));
    assert_eq!(progress[SLUG]["hints"]["ready-line"], 3);

    // Another check has hints of its own.
    let other = copy
        .netlesson(&["hint", "1", "--check", "no-reply"])
        .success();
    assert!(stdout(&other).contains("Hint 1 of 3"));
    assert!(stdout(&other).contains("hint 1 --check no-reply"));
}

#[test]
fn progress_that_cannot_be_read_is_named() {
    let copy = Copy::of_test("progress");
    copy.write(".netlesson/progress.json", "{");
    copy.netlesson(&["list"]).code(2).stderr(contains(
        "progress.json cannot be read: mend it or delete it",
    ));
}

#[test]
fn a_verdict_stands_where_it_cannot_be_noted() {
    let copy = Copy::of_test("not-noted");
    copy.solve(SLUG, "bin/server.rs");
    copy.solve(SLUG, "bin/client.rs");
    // A folder where the file should be: nothing can be read there, and nothing written.
    copy.write(".netlesson/progress.json/in-the-way", "");
    let passed = copy.netlesson(&["lesson", "1"]).success();
    let (said, warned) = (stdout(&passed), stderr(&passed));
    assert!(said.contains("checks pass"), "{said}");
    let beginning = "warning: lesson 1 is passed, but that could not be noted: ";
    assert!(warned.starts_with(beginning), "{warned}");
    assert!(warned.contains("progress.json"), "{warned}");

    let passed = copy.netlesson(&["lesson", "1", "--json"]).success();
    assert_eq!(json(&stdout(&passed))["passed"], true);
    assert!(stderr(&passed).starts_with("warning: "));
}
