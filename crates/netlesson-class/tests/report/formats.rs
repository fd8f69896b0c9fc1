//! The forms for other programs, each read by a parser that others wrote or held against a schema of its documentation.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use netlesson_checks::lesson::LESSONS;
use netlesson_checks::program::is_installed;
use netlesson_class::report::{check50, classroom, csv, gradescope, junit, markdown};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};

use crate::class::{HOSTILE, report};

/// No signs that act on a terminal, hide themselves or turn the writing round, and no key without its words.
fn assert_tame(text: &str) {
    let acts = |char: char| {
        (char.is_control() && !"\n\r\t".contains(char))
            || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
    };
    let found: BTreeSet<char> = text.chars().filter(|char| acts(*char)).collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(!text.contains("[class-"), "every word is there");
}

fn assert_tame_value(value: &Value) {
    match value {
        Value::String(text) => assert_tame(text),
        Value::Array(values) => values.iter().for_each(assert_tame_value),
        Value::Object(values) => values.values().for_each(assert_tame_value),
        _ => {}
    }
}

fn assert_valid(schema: &Value, value: &Value) {
    let schema = jsonschema::validator_for(schema).expect("the schema is one");
    let errors: Vec<String> = schema
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// What a program of others prints when it is given the text.
fn given(program: &str, arguments: &[&str], text: &str) -> String {
    let mut started = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it can be started");
    let mut stdin = started.stdin.take().expect("a pipe");
    stdin.write_all(text.as_bytes()).expect("it reads");
    drop(stdin);
    let output = started.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{program}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn junit_is_read_by_others() {
    let report = report("en");
    let xml = junit::xml(&report).expect("XML");
    assert_tame(&xml);
    let read = quick_junit::Report::deserialize_from_str(&xml).expect("JUnit");
    assert_eq!(
        read.test_suites.len(),
        report.submissions.len() * LESSONS.len()
    );

    let document = roxmltree::Document::parse(&xml).expect("XML");
    let count = |name: &str| {
        document
            .descendants()
            .filter(|node| node.has_tag_name(name))
            .count()
    };
    let checks: usize = report.submissions[0]
        .lessons
        .iter()
        .map(|lesson| lesson.checks.len())
        .sum();
    assert_eq!(count("testcase"), report.submissions.len() * checks);
    assert!(count("failure") > 0 && count("error") > 0 && count("skipped") > 0);
    assert_eq!(count("script") + count("img"), 0);
    let root = document.root_element();
    for (attribute, tag) in [
        ("tests", "testcase"),
        ("failures", "failure"),
        ("errors", "error"),
    ] {
        assert_eq!(
            root.attribute(attribute),
            Some(count(tag).to_string().as_str())
        );
    }
    if is_installed("xmllint") {
        given("xmllint", &["--noout", "-"], &xml);
    } else {
        eprintln!("skipped: xmllint is not installed, the XML was read by roxmltree alone");
    }
}

#[test]
fn gradescope_results_have_the_documented_fields() {
    let report = report("en");
    let visibility = json!({ "enum": ["hidden", "after_due_date", "after_published", "visible"] });
    let format = json!({ "enum": ["text", "html", "simple_format", "md", "ansi"] });
    let schema = json!({
        "type": "object", "additionalProperties": false, "required": ["score", "tests"],
        "properties": {
            "score": { "type": "number" }, "execution_time": { "type": "number" },
            "output": { "type": "string" }, "output_format": format, "test_output_format": format,
            "test_name_format": format, "visibility": visibility, "stdout_visibility": visibility,
            "extra_data": { "type": "object" },
            "tests": { "type": "array", "items": {
                "type": "object", "additionalProperties": false,
                "properties": {
                    "score": { "type": "number" }, "max_score": { "type": "number" },
                    "status": { "enum": ["passed", "failed"] }, "name": { "type": "string" },
                    "name_format": format, "number": { "type": "string" }, "output": { "type": "string" },
                    "output_format": format, "tags": { "type": "array", "items": { "type": "string" } },
                    "visibility": visibility, "extra_data": { "type": "object" },
                },
            } },
        },
    });
    for submission in &report.submissions {
        let results =
            gradescope::results(&report.words(), submission, &report.times_of(submission));
        assert_valid(&schema, &results);
        assert_tame_value(&results);
        let tests = results["tests"].as_array().expect("a list");
        let sum: u64 = tests.iter().filter_map(|test| test["score"].as_u64()).sum();
        assert_eq!(results["score"], sum);
        for test in tests {
            let verdict = test["extra_data"]["verdict"].as_str();
            assert_eq!(test["status"] == "passed", verdict == Some("passed"));
            assert_eq!(
                test["status"].is_null(),
                matches!(verdict, Some("skipped" | "fault"))
            );
        }
    }
}

#[test]
fn a_classroom_result_has_the_fields_that_the_reporter_reads() {
    let report = report("en");
    let status = json!({ "enum": ["pass", "fail", "error"] });
    let schema = json!({
        "type": "object", "additionalProperties": false, "required": ["version", "status", "max_score", "tests"],
        "properties": {
            "version": { "const": 1 }, "status": status, "max_score": { "type": "number" },
            "tests": { "type": "array", "items": {
                "type": "object", "additionalProperties": false,
                "required": ["name", "status", "score", "message", "test_code", "filename", "line_no", "duration"],
                "properties": {
                    "name": { "type": "string" }, "status": status, "score": { "type": "number" },
                    "message": { "type": "string" }, "test_code": { "type": "string" },
                    "filename": { "type": "string" }, "line_no": { "type": "integer" },
                    "duration": { "type": "number" },
                },
            } },
        },
    });
    for submission in &report.submissions {
        let result = classroom::result(&report.words(), submission, &report.times_of(submission));
        assert_valid(&schema, &result);
        assert_tame_value(&result);
        let passed = submission.name == "anna-main";
        assert_eq!(
            result["status"],
            if passed { "pass" } else { "fail" },
            "{}",
            submission.name
        );
        for test in result["tests"].as_array().expect("a list") {
            for text in [&test["name"], &test["message"]] {
                let text = text.as_str().expect("text");
                let commands =
                    |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
                assert!(!text.lines().any(commands), "{text}");
            }
        }
    }
}

#[test]
fn check50_results_are_as_their_specification_says() {
    let report = report("en");
    let schema = json!({
        "type": "object", "additionalProperties": false, "required": ["slug", "results", "version"],
        "properties": {
            "slug": { "type": "string" }, "version": { "type": "string" },
            "results": { "type": "array", "items": {
                "type": "object", "additionalProperties": false,
                "required": ["name", "description", "passed", "log", "cause", "data", "dependency"],
                "properties": {
                    "name": { "type": "string" }, "description": { "type": "string" },
                    "passed": { "type": ["boolean", "null"] },
                    "log": { "type": "array", "items": { "type": "string" } },
                    "data": { "type": "object" }, "dependency": { "type": ["string", "null"] },
                    "cause": {
                        "type": ["object", "null"], "required": ["rationale"],
                        "dependentRequired": { "expected": ["actual"], "actual": ["expected"] },
                        "properties": {
                            "rationale": { "type": "string", "minLength": 1 }, "help": { "type": ["string", "null"] },
                            "expected": { "type": "string" }, "actual": { "type": "string" },
                        },
                    },
                },
                "if": { "properties": { "passed": { "const": true } } },
                "then": { "properties": { "cause": { "type": "null" } } },
                "else": { "properties": { "cause": { "type": "object" } } },
            } },
        },
    });
    for submission in &report.submissions {
        let results = check50::results(&report.words(), submission);
        assert_valid(&schema, &results);
        assert_tame_value(&results);
        let results = results["results"].as_array().expect("a list");
        let names: BTreeSet<&str> = results
            .iter()
            .filter_map(|result| result["name"].as_str())
            .collect();
        assert_eq!(names.len(), results.len(), "names are unique");
        for dependency in results
            .iter()
            .filter_map(|result| result["dependency"].as_str())
        {
            assert!(names.contains(dependency), "{dependency}");
        }
    }
}

#[test]
fn csv_is_read_by_others_and_has_no_formulas() {
    let report = report("zh");
    let csv = csv::csv(&report);
    assert_tame(&csv);
    if !is_installed("python3") {
        eprintln!("skipped: python3 is not installed to read the CSV");
        return;
    }
    let read = "import csv, io, json, sys\n\
        text = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='')\n\
        print(json.dumps(list(csv.reader(text, strict=True))))";
    let rows: Vec<Vec<String>> =
        serde_json::from_str(&given("python3", &["-c", read], &csv)).expect("JSON");
    assert_eq!(rows.len(), report.submissions.len() + 1);
    for (row, submission) in rows[1..].iter().zip(&report.submissions) {
        assert_eq!(row.len(), rows[0].len());
        let score = submission.score;
        let end = [score.points, score.possible, score.again].map(|number| number.to_string());
        assert_eq!(row[row.len() - 3..], end);
        assert!(
            row.iter()
                .all(|cell| !cell.starts_with(['=', '+', '-', '@'])),
            "{row:?}"
        );
    }
    assert!(
        rows.iter().any(|row| row[0].starts_with("'=1+1")),
        "the hostile name stands as text"
    );
    assert!(rows.iter().any(|row| row[0] == "王芳"));
}

#[test]
fn the_summary_is_markdown_in_which_strangers_texts_mean_nothing() {
    for language in ["en", "zh"] {
        let report = report(language);
        let summary = markdown::summary(&report);
        assert_tame(&summary);
        let commands = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
        assert!(
            !summary.lines().any(commands),
            "no line is a command to GitHub"
        );
        assert!(
            !summary.contains("www.") && !summary.contains("http:"),
            "GitHub makes links of these"
        );
        assert!(!summary.contains("@octocat"));

        let (mut rows, mut shown) = (0, String::new());
        for event in Parser::new_ext(&summary, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::TableRow) => rows += 1,
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))
                | Event::Code(_) => {
                    panic!("{event:?}")
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    let tags = html
                        .split('<')
                        .skip(1)
                        .filter_map(|tag| tag.split(['>', ' ']).next());
                    for tag in tags {
                        let own = ["details", "/details", "summary", "/summary", "pre", "/pre"];
                        assert!(own.contains(&tag), "{tag}");
                    }
                }
                Event::Text(text) => shown.push_str(&text),
                _ => {}
            }
        }
        assert_eq!(rows, report.submissions.len());
        assert!(shown.contains("::error::pwned"), "it is there to read");
    }
}

#[test]
fn a_summary_of_a_large_class_stays_within_what_github_takes() {
    let mut report = report("en");
    let hostile = report
        .submissions
        .iter()
        .find(|submission| submission.name == HOSTILE);
    let hostile = hostile.expect("it is in the report").clone();
    report.submissions = (0..400)
        .map(|number| {
            let mut submission = hostile.clone();
            submission.name = format!("student-{number:03}");
            submission
        })
        .collect();
    let summary = markdown::summary(&report);
    assert!(summary.len() < 1024 * 1024, "{}", summary.len());
    assert!(
        summary.contains("student&#45;399"),
        "the table has everybody"
    );
    assert!(summary.trim_end().ends_with("the page has them&#46;"));
}
