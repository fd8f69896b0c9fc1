//! `show`: every experiment, on this machine.

use std::fs;
use std::path::Path;

use predicates::str::contains;

use super::copy::{Copy, stderr, stdout};

const EXPERIMENTS: [&str; 18] = [
    "sticking",
    "full-buffer",
    "backlog",
    "syn-cookies",
    "tw-recycle",
    "reuse-address",
    "address-in-use",
    "four-segments",
    "closed-peer",
    "nodelay",
    "datagram-size",
    "nobody-listens",
    "unread-datagrams",
    "buffer-sizes",
    "udp-faster",
    "select-stdin",
    "idle-connections",
    "byte-order",
];

/// Those that ask nothing which a kernel or a container may keep to itself.
const ALWAYS_SHOWN: [&str; 6] = [
    "datagram-size",
    "nobody-listens",
    "buffer-sizes",
    "udp-faster",
    "select-stdin",
    "byte-order",
];

/// Why an experiment cannot be shown here; `None` when it has shown what the course says.
fn not_here(said: &str) -> Option<&str> {
    let lines = || said.lines().map(str::trim_start);
    if lines().any(|line| line == "✓ As the course says.") {
        return None;
    }
    let reason = lines().find_map(|line| line.strip_prefix("· "));
    Some(reason.unwrap_or_else(|| panic!("neither a verdict nor a reason: {said}")))
}

#[test]
fn every_experiment_shows_what_the_course_says() {
    let copy = Copy::of_test("show");
    for name in EXPERIMENTS {
        let said = stdout(&copy.netlesson(&["show", name]).success());
        assert!(said.starts_with(name), "{said}");
        assert!(!said.contains("[show-"), "a word is missing: {said}");
        assert!(!said.contains("{$"), "something is not filled in: {said}");
        if let Some(reason) = not_here(&said) {
            assert!(!ALWAYS_SHOWN.contains(&name), "{said}");
            eprintln!("skipped: show {name}, for it says: {reason}");
        }
    }
}

#[test]
fn what_cannot_be_shown_here_is_not_taken_for_shown() {
    let copy = Copy::of_test("show-not-here");
    // No descriptor is left for an idle connection.
    let mut shell = assert_cmd::Command::new("sh");
    shell
        .args([
            "-c",
            "ulimit -n 40; exec \"$0\" show idle-connections --lang en",
            env!("CARGO_BIN_EXE_netlesson"),
        ])
        .current_dir(copy.root());
    let said = stdout(&shell.assert().success());
    let reason = not_here(&said);
    assert!(
        reason.is_some_and(|reason| reason.contains("ulimit -n")),
        "{said}"
    );
}

#[test]
fn the_list_names_them_all_and_what_is_not_there_is_told() {
    let copy = Copy::of_test("show-list");
    copy.netlesson(&["show", "--help"])
        .success()
        .stdout(contains("Usage: netlesson show"));
    for language in ["en", "zh"] {
        let list = stdout(&copy.netlesson(&["show", "--lang", language]).success());
        for name in EXPERIMENTS {
            assert!(list.contains(&format!("\n  {name}\n")), "{name}: {list}");
        }
        assert!(!list.contains("[show-"), "a word is missing: {list}");
        assert!(list.contains("netlesson show backlog"), "{list}");
    }
    for (typed, meant) in [
        ("backlock", "did you mean backlog"),
        ("xyzzy", "there are: sticking"),
    ] {
        let said = stderr(&copy.netlesson(&["show", typed]).code(2).stdout(""));
        assert!(said.starts_with("error: "), "{said}");
        assert!(said.contains(&format!("no experiment {typed}")), "{said}");
        assert!(said.contains(meant), "{said}");
    }
}

#[test]
fn all_words_of_each_are_there() {
    let messages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../netlesson-checks/messages");
    for language in ["en", "zh"] {
        let read = |file| fs::read_to_string(messages.join(language).join(file));
        let files = ["show.ftl", "show-more.ftl"].map(|file| read(file).expect("it is there"));
        let text = files.concat();
        for name in EXPERIMENTS {
            for part in ["claim", "how", "truth"] {
                let key = format!("\nshow-{name}-{part} =");
                assert!(text.contains(&key), "{language}: no {}", key.trim());
            }
        }
    }
}
