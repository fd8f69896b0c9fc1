//! Help, errors, colours, pipes, languages, words.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use netlesson_checks::words::{Language, Words};
use predicates::str::contains;

use super::copy::{Copy, stderr, stdout};

const COMMANDS: [&str; 9] = [
    "lesson", "hint", "list", "diff", "reset", "demo", "watch", "doctor", "race",
];

#[test]
fn help_lists_all_commands_and_each_has_its_own() {
    let copy = Copy::of_test("help");
    let help = stdout(&copy.netlesson(&["--help"]).success());
    for command in COMMANDS {
        assert!(
            help.contains(&format!("\n  {command} ")),
            "{command}: {help}"
        );
        copy.netlesson(&[command, "--help"])
            .success()
            .stdout(contains(format!("Usage: netlesson {command}")));
    }
    assert!(help.contains("just lesson 1"), "{help}");
}

#[test]
fn errors_name_the_thing_and_the_next_step() {
    let copy = Copy::of_test("errors");
    for (arguments, thing, next) in [
        (&["lesson", "13"][..], "no lesson 13", "netlesson list"),
        (&["hint", "300"], "no lesson 300", "1 to 12"),
        (&["diff", "0"], "no lesson 0", "1 to 12"),
        (&["demo", "four"], "four", "such as 4"),
        (
            &["lesson", "1", "--only", "nothing"],
            "no check nothing",
            "ready-line",
        ),
        (
            &["hint", "1", "--check", "nothing"],
            "no check nothing",
            "ready-line",
        ),
        (
            &["lesson", "4", "--only", "header-in-piece"],
            "no check header-in-piece",
            "did you mean header-in-pieces?",
        ),
        (
            &["hint", "4", "--check", "utf"],
            "no check utf",
            "did you mean not-utf-8?",
        ),
        (&["list", "--lang", "fr"], "fr", "en and zh"),
        (&["reset", "1"], "no terminal", "reset 1 --yes"),
        (&["nothing"], "nothing", "--help"),
    ] {
        if arguments[0] == "reset" {
            copy.write(
                "exercises/01-basic-socket/src/bin/server.rs",
                "fn main() {}\n",
            );
        }
        let said = stderr(&copy.netlesson(arguments).code(2).stdout(""));
        assert!(said.starts_with("error: "), "{arguments:?}: {said}");
        assert!(said.contains(thing), "{arguments:?}: {said}");
        assert!(said.contains(next), "{arguments:?}: {said}");
    }
}

#[test]
fn outside_a_course_it_says_where_to_go() {
    let copy = Copy::of_test("outside");
    let elsewhere = tempfile::tempdir().expect("a folder elsewhere");
    let mut command = copy.command(&["list"]);
    command.current_dir(elsewhere.path());
    assert_cmd::Command::from_std(command)
        .assert()
        .code(2)
        .stderr(contains("in no netlesson course").and_next("the folder that you cloned"));
}

#[test]
fn a_lesson_is_called_by_its_number_or_as_its_folder() {
    let copy = Copy::of_test("number");
    for name in ["1", "01", "01-basic-socket"] {
        copy.netlesson(&["diff", name, "--stat"])
            .success()
            .stdout(contains("Lesson 1"));
    }
}

#[test]
fn every_command_works_from_a_folder_inside_the_course() {
    let copy = Copy::of_test("inside");
    let mut command = copy.command(&["list"]);
    command.current_dir(copy.root().join("exercises/04-struct-header-fix/src"));
    assert_cmd::Command::from_std(command).assert().success();
}

#[test]
fn pipes_and_no_color_have_no_escape_codes() {
    let copy = Copy::of_test("colour");
    for arguments in [
        &["list"][..],
        &["diff", "1"],
        &["hint", "1", "--check", "usage"],
    ] {
        let piped = stdout(&copy.netlesson(arguments).success());
        assert!(!piped.contains('\x1b'), "{arguments:?}: {piped}");

        let mut forced = copy.command(arguments);
        forced.env("CLICOLOR_FORCE", "1");
        let forced = assert_cmd::Command::from_std(forced).assert().success();
        assert!(stdout(&forced).contains('\x1b'), "{arguments:?}");

        let mut without = copy.command(arguments);
        without.env("NO_COLOR", "1");
        let without = assert_cmd::Command::from_std(without).assert().success();
        assert!(!stdout(&without).contains('\x1b'), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let copy = Copy::of_test("pipe");
    let mut command = copy.command(&["diff", "6"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    // Closed before a byte is read.
    drop(child.stdout.take());
    let mut said = String::new();
    let mut stderr = child.stderr.take().expect("stderr is piped");
    stderr.read_to_string(&mut said).expect("stderr is UTF-8");
    let status = child.wait().expect("the command ends");
    assert_eq!((status.code(), said.as_str()), (Some(141), ""));
}

#[test]
fn commands_are_named_as_the_reader_types_them() {
    let copy = Copy::of_test("spoken");
    copy.netlesson(&["list"])
        .success()
        .stdout(contains("cargo lesson 1"));
    let mut just = copy.command(&["list"]);
    just.env("NETLESSON_JUST", "1");
    assert_cmd::Command::from_std(just)
        .assert()
        .success()
        .stdout(contains("just lesson 1"));
}

#[test]
fn chinese_is_spoken_with_lang_zh() {
    let copy = Copy::of_test("chinese");
    for (arguments, said) in [
        (&["list"][..], "12 课中已通过 0 课"),
        (&["diff", "1", "--stat"], "行只在答案里"),
        (&["hint", "1", "--check", "usage"], "提示 1（共 3 条）"),
        (&["reset", "1"], "已经是起始代码"),
        (&["doctor"], "这台机器"),
    ] {
        let arguments = [arguments, &["--lang", "zh"]].concat();
        copy.netlesson(&arguments).success().stdout(contains(said));
    }
    copy.netlesson(&["lesson", "13", "--lang", "zh"])
        .code(2)
        .stderr(contains("没有第 13 课"));
}

/// The keys in a language's words of the command.
fn keys(language: &str) -> BTreeSet<String> {
    let file = format!("../netlesson-checks/messages/{language}/command.ftl");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
        .expect("the words can be read");
    let keys = text.lines().filter_map(|line| line.split_once(" = "));
    keys.map(|(key, _)| key.to_string())
        .filter(|key| key.starts_with(|char: char| char.is_ascii_lowercase()))
        .collect()
}

fn sources(folder: PathBuf) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .expect("the sources are there")
        .flatten();
    entries
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                sources(path)
            } else {
                vec![fs::read_to_string(path).expect("a source can be read")]
            }
        })
        .collect()
}

#[test]
fn every_word_that_is_said_is_there_in_both_languages_and_no_other() {
    let sources = sources(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let said: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| ["say(", "tell(", "note(", "caption:"].map(|before| (source, before)))
        .flat_map(|(source, before)| source.split(before).skip(1))
        // The key is the first literal after it, if one stands there before the call's end.
        .filter_map(|rest| rest.split([')', ';']).next()?.split('"').nth(1))
        .filter(|literal| literal.contains('-') && !literal.contains([' ', '{', '.']))
        .collect();
    assert!(said.len() > 40, "few words are said: {said:?}");
    for language in [Language::English, Language::Chinese] {
        let words = Words::new(language);
        for key in &said {
            assert!(words.find(key, &[]).is_some(), "{}: {key}", language.code());
        }
    }
    for language in ["en", "zh"] {
        for key in keys(language) {
            let literal = format!("\"{key}\"");
            let is_said = sources.iter().any(|source| source.contains(&literal));
            assert!(is_said, "{language}: {key} is said nowhere");
        }
    }
}

/// `contains(a)` and also `contains(b)`, which reads better here than the combinator.
trait AndNext {
    fn and_next(self, next: &'static str) -> impl predicates::Predicate<str>;
}

impl<P: predicates::Predicate<str>> AndNext for P {
    fn and_next(self, next: &'static str) -> impl predicates::Predicate<str> {
        predicates::prelude::PredicateBooleanExt::and(self, contains(next))
    }
}
