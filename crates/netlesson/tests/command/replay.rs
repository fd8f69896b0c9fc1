//! The command under a failed verdict plays the same check once more, with the same bytes.

use std::process::Command;

use serde_json::Value;

use super::copy::{Copy, stdout};

const SLUG: &str = "01-basic-socket";

/// Lesson 1 with a server that takes all bytes for text: what it is sent decides how its answer looks.
fn with_a_failing_server(copy: &Copy) {
    copy.solve(SLUG, "bin/server.rs");
    copy.solve(SLUG, "bin/client.rs");
    let path = format!("exercises/{SLUG}/src/bin/server.rs");
    let right = copy.read(&path);
    let wrong = right.replace(
        "&payload.to_ascii_uppercase()",
        "String::from_utf8_lossy(payload).to_uppercase().as_bytes()",
    );
    assert_ne!(right, wrong);
    copy.write(&path, &wrong);
}

fn json(copy: &Copy, arguments: &[&str]) -> Value {
    let printed = stdout(&copy.netlesson(arguments).code(1));
    serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"))
}

/// The check of this name, and all bytes that were sent in it.
fn sent(verdicts: &Value, check: &str) -> (Value, Vec<Value>) {
    let checks = verdicts["checks"].as_array().expect("a list");
    let found = checks.iter().find(|found| found["check"] == check);
    let found = found.expect("it was played").clone();
    let events = found["events"].as_array().expect("a list").clone();
    let sent = events.iter().filter(|event| event["did"] == "sent");
    let sent: Vec<Value> = sent.map(|event| event["slices"].clone()).collect();
    assert!(!sent.is_empty(), "{found}");
    (found, sent)
}

#[test]
fn a_failure_is_replayed_with_the_same_bytes() {
    let copy = Copy::of_test("replay");
    with_a_failing_server(&copy);
    the_same_seed_sends_the_same_bytes_and_another_seed_others(&copy);
    what_is_printed_under_a_failure_replays_it(&copy);
    the_test_target_names_the_same_command(&copy);
}

fn the_same_seed_sends_the_same_bytes_and_another_seed_others(copy: &Copy) {
    let check = "answers-any-bytes";
    let whole = json(copy, &["lesson", "1", "--json", "--seed", "17"]);
    let (found, first) = sent(&whole, check);
    assert_eq!(
        found["replay"],
        format!("cargo lesson 1 --only {check} --seed 17")
    );
    let only = ["lesson", "1", "--json", "--only", check, "--seed"];
    let played = |seed| sent(&json(copy, &[&only[..], &[seed]].concat()), check).1;
    assert_eq!(played("17"), first);
    assert_eq!(played("17"), first);
    assert_ne!(played("18"), first);
    // Any number of 64 bits will do.
    played("18446744073709551615");
}

fn what_is_printed_under_a_failure_replays_it(copy: &Copy) {
    let said = stdout(&copy.netlesson(&["lesson", "1"]).code(1));
    let line = said
        .lines()
        .find(|line| line.contains("exactly this again"));
    let line = line.unwrap_or_else(|| panic!("no way to replay it: {said}"));
    let (_, command) = line.split_once("cargo lesson ").expect("a command");
    let arguments: Vec<&str> = ["lesson"].into_iter().chain(command.split(' ')).collect();
    let seed = arguments.last().and_then(|seed| seed.parse().ok());
    assert!(seed.is_some_and(|seed: u64| seed <= 9999), "{command}");
    let again = stdout(&copy.netlesson(&arguments).code(1));
    let compared = |said: &str| {
        let lines = said.lines().filter(|line| {
            let start = line.trim_start();
            ["Expected", "Came", "^"]
                .iter()
                .any(|label| start.starts_with(label))
        });
        lines.map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(compared(&again), compared(&said), "{said}\n{again}");
    assert!(!compared(&said).is_empty(), "{said}");
}

fn the_test_target_names_the_same_command(copy: &Copy) {
    let graded = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--package", "lesson-01-basic-socket"])
        .args(["--test", "grade", "--", "answers-any-bytes"])
        .current_dir(copy.root())
        .envs(
            copy.command(&[])
                .get_envs()
                .filter_map(|(k, v)| Some((k, v?))),
        )
        .env_remove("NETLESSON_JUST")
        .output()
        .expect("cargo can be run");
    let graded = String::from_utf8_lossy(&graded.stdout).into_owned();
    assert!(
        graded.contains("cargo lesson 1 --only answers-any-bytes --seed "),
        "{graded}"
    );
}
