//! The learner's words: both languages have the same keys with the same things filled in, every check has all of
//! its words, and every key that the code says is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use netlesson_checks::lesson::LESSONS;
use netlesson_checks::words::{Language, Words};

/// The keys of a language's message files, each with the names of what is filled in.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("messages")
        .join(language);
    let mut keys = BTreeMap::new();
    for file in fs::read_dir(folder).expect("the message files are there") {
        let path = file.expect("the folder can be read").path();
        let text = fs::read_to_string(&path).expect("a message file can be read");
        let resource = parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let id = message.id.name;
            let mut note = |key: String, pattern: &Pattern<&str>| {
                assert!(
                    keys.insert(key.clone(), variables(pattern)).is_none(),
                    "{key} stands twice"
                );
            };
            if let Some(value) = &message.value {
                note(id.to_string(), value);
            }
            for attribute in &message.attributes {
                note(format!("{id}.{}", attribute.id.name), &attribute.value);
            }
        }
    }
    keys
}

fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, .. } => selector,
        };
        if let InlineExpression::VariableReference { id } = inline {
            found.insert(id.name.to_string());
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_things_filled_in() {
    let (english, chinese) = (keys("en"), keys("zh"));
    let differ: Vec<&String> = english
        .keys()
        .chain(chinese.keys())
        .filter(|key| english.get(*key) != chinese.get(*key))
        .collect();
    assert!(differ.is_empty(), "differ between en and zh: {differ:#?}");
}

#[test]
fn every_check_has_a_title_a_reason_a_next_step_and_three_hints() {
    for language in [Language::English, Language::Chinese] {
        let words = Words::new(language);
        for lesson in LESSONS {
            for check in lesson.checks {
                for part in ["", "why", "next", "hint-1", "hint-2", "hint-3"] {
                    let said = words.check(lesson, check.name, part);
                    assert!(
                        said.is_some(),
                        "{}: {} {} has no {part:?}",
                        language.code(),
                        lesson.slug,
                        check.name
                    );
                }
            }
        }
    }
}

#[test]
fn no_words_are_of_a_check_that_is_not_there() {
    for key in keys("en").keys() {
        let name = key.split('.').next().unwrap_or(key);
        let Some((number, check)) = name
            .strip_prefix("lesson-")
            .and_then(|rest| rest.split_once('-'))
        else {
            continue;
        };
        let Ok(number) = number.parse::<u8>() else {
            continue;
        };
        let found = LESSONS
            .iter()
            .any(|lesson| lesson.number == number && lesson.check(check).is_some());
        assert!(found, "{key} is of no check");
    }
}

#[test]
fn every_key_that_the_code_says_is_there() {
    let english = keys("en");
    for file in sources(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&file).expect("a source can be read");
        for literal in text.split('"').skip(1).step_by(2) {
            // A check may be called what a message could be called.
            let is_check = LESSONS.iter().any(|lesson| lesson.check(literal).is_some());
            let is_key = [
                "symptom-",
                "witness-",
                "diagnosis-",
                "skipped-",
                "did-",
                "who-",
            ]
            .iter()
            .any(|family| literal.starts_with(family) && literal != *family)
                && literal
                    .chars()
                    .all(|char| char.is_ascii_lowercase() || char == '-');
            assert!(
                !is_key || is_check || english.contains_key(literal),
                "{}: no words for {literal}",
                file.display()
            );
        }
    }
}

fn sources(folder: PathBuf) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the sources are there");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                sources(path)
            } else {
                vec![path]
            }
        })
        .collect()
}
