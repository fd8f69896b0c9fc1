//! The report itself: its schema, its points, its shards.

use netlesson_class::report::merge::merge;
use netlesson_class::report::mistakes::mistakes;
use netlesson_class::report::model::{CheckVerdict, ClassReport, SubmissionReport};
use serde_json::{Value, json};

use crate::class::{HOSTILE, came, report, report_of};

fn submission<'a>(report: &'a ClassReport, name: &str) -> &'a SubmissionReport {
    let mut submissions = report.submissions.iter();
    submissions
        .find(|submission| submission.name == name)
        .expect("it is in the report")
}

fn schema() -> jsonschema::Validator {
    let schema = include_str!("../../../../docs/class-report.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

#[test]
fn a_report_is_as_its_schema_says() {
    let schema = schema();
    for language in ["en", "zh"] {
        let report: Value = serde_json::from_str(&report(language).json()).expect("JSON");
        let errors: Vec<String> = schema
            .iter_errors(&report)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let good: Value = serde_json::from_str(&report("en").json()).expect("JSON");
    let schema = schema();
    for (place, wrong) in [
        ("/version", json!(2)),
        ("/submissions/0/points", json!(-1)),
        ("/submissions/0/lessons/0/state", json!("fine")),
        (
            "/submissions/0/lessons/0/checks/0/verdict",
            json!("passed?"),
        ),
        ("/submissions/0/lessons/0/checks/0/points", json!(null)),
    ] {
        let mut report = good.clone();
        *report.pointer_mut(place).expect("the place is there") = wrong;
        assert!(!schema.is_valid(&report), "{place}");
    }
}

#[test]
fn a_report_can_be_read_again_and_other_files_are_named() {
    let report = report("zh");
    let read = ClassReport::read(&report.json()).expect("it can be read");
    assert_eq!(read, report);
    assert_eq!(read.json(), report.json());
    let error = |text: &str| format!("{:#}", ClassReport::read(text).expect_err("it is refused"));
    assert!(error("{}").contains("no report of a class"));
    let newer = report.json().replace("\"version\": 1", "\"version\": 2");
    assert!(error(&newer).contains("version 2"));
}

#[test]
fn a_check_or_lesson_that_was_added_later_is_kept() {
    let mut later: Value = serde_json::from_str(&report("en").json()).expect("JSON");
    let place = "/submissions/0/lessons/0";
    let lesson = later.pointer_mut(place).expect("a lesson");
    lesson["slug"] = json!("07-not-there-yet");
    lesson["checks"][0]["check"] = json!("added-later");
    lesson["checks"][0]["also-new"] = json!({ "kept": true });
    let read = ClassReport::read(&later.to_string()).expect("it can be read");
    let merged = merge(vec![read]).expect("one shard");
    let again: Value = serde_json::from_str(&merged.json()).expect("JSON");
    assert_eq!(again.pointer(place), later.pointer(place));
}

#[test]
fn points_are_for_what_passed_and_the_grader_s_own_faults_cost_nothing() {
    let report = report("en");
    let anna = submission(&report, "anna-main").score;
    assert_eq!((anna.points, anna.again), (anna.possible, 0));
    let fang = submission(&report, "王芳");
    for check in fang.lessons.iter().flat_map(|lesson| &lesson.checks) {
        let counts = !matches!(check.verdict, CheckVerdict::Skipped | CheckVerdict::Fault);
        assert!(counts || check.possible == 0, "{check:?}");
        assert!(
            check.verdict == CheckVerdict::Passed || check.points == 0,
            "{check:?}"
        );
    }
    // Of lesson 4's checks, worth 2 each, one fails, one waits, one is skipped, and one is the grader's fault.
    let lesson = &fang.lessons[3];
    let all = u32::try_from(lesson.checks.len()).expect("a few");
    assert_eq!(lesson.score.points, 2 * (all - 4));
    assert_eq!(lesson.score.possible, 2 * (all - 2));
    assert_eq!(lesson.score.again, 2);
    // Lesson 2 could not be graded at all, and lesson 6 is worth nothing.
    assert_eq!(fang.lessons[1].score.possible, 0);
    assert_eq!(fang.lessons[5].score.possible, 0);
    // What was not handed in, or cannot be read, is worth nothing and costs everything.
    let empty = submission(&report, "empty.zip").score;
    assert_eq!((empty.points, empty.possible), (0, anna.possible));
}

#[test]
fn shards_make_the_report_of_the_whole() {
    let whole = report("en");
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for (place, came) in came("en").into_iter().enumerate() {
        if place % 2 == 0 { &mut one } else { &mut other }.push(came);
    }
    let (one, other) = (report_of("en", one), report_of("en", other));
    let merged = merge(vec![other.clone(), one.clone()]).expect("they fit");
    assert_eq!(merged.without_times().json(), whole.without_times().json());
    assert_eq!(merged.json(), whole.json());

    let error = |shards| format!("{:#}", merge(shards).expect_err("they do not fit"));
    assert!(error(vec![one.clone(), whole.clone()]).contains("anna-main"));
    let mut seed = other.clone();
    seed.seed = 18;
    assert!(error(vec![one.clone(), seed]).contains("seed 17, another 18"));
    let mut language = other;
    language.language = "zh".into();
    assert!(error(vec![one, language]).contains("language"));
    assert!(error(vec![]).contains("no report"));
}

#[test]
fn the_mistakes_made_most_come_first_with_who_makes_them() {
    let report = report("en");
    let mistakes = mistakes(&report);
    let names: Vec<(&str, usize)> = mistakes
        .iter()
        .map(|mistake| (mistake.name.as_str(), mistake.submissions.len()))
        .collect();
    assert_eq!(names, [("no-header", 2), ("trimmed", 1)]);
    assert!(mistakes[0].sentence.contains("without the header"));
    let who: Vec<&str> = mistakes[1]
        .submissions
        .iter()
        .map(|place| report.submissions[*place].name.as_str())
        .collect();
    assert_eq!(who, [HOSTILE]);
}
