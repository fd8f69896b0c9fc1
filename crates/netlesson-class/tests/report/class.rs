//! A class in which everything happens that can.

use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::log::{Did, Event, Who};
use netlesson_checks::report::Report;
use netlesson_checks::run::Outcome;
use netlesson_checks::verdict::{Diagnosis, Failure, Millis, Symptom, Verdict};
use netlesson_checks::words::{Language, Words};
use netlesson_class::bounded::EndedBy;
use netlesson_class::container::Level;
use netlesson_class::grade::{Graded, LessonGraded, Manner};
use netlesson_class::report::build::Came;
use netlesson_class::report::model::ClassReport;
use netlesson_class::report::points::Points;
use netlesson_class::submission::{Refusal, Refused};

/// What breaks a form whose escaping has a hole: HTML, XML, Markdown, CSV, GitHub's commands, terminals, the direction
/// of writing, signs that XML does not have.
pub const HOSTILE: &str = "=1+1,\"';</script><script>alert(1)</script><img src=x onerror=alert(1)>]]>&amp;\n\
    ::error::pwned\n##[error]pwned\r\n| a | [x](http://x.example) `c` ``` **b** @octocat #1 www.x.example\t\
    \u{1b}[31m\u{9b}1m\u{202e}txt\u{2066}\u{0}\u{7}\u{8}\u{b}\u{ffff}\u{fffe}<!-- --></pre></details>\u{2028}end";

pub fn manner(language: &str) -> Manner {
    Manner {
        level: Level::Landlock,
        seed: 17,
        language: language.into(),
    }
}

/// What came of the class's submissions.
pub fn came(language: &str) -> Vec<Came> {
    let language = Language::named(language).expect("en or zh");
    let graded = |name: &str, lessons: Vec<(u8, LessonGraded)>| {
        let lessons = lessons
            .into_iter()
            .map(|(number, graded)| (lesson(number).slug.into(), graded));
        let refused = match name {
            HOSTILE => vec![Refused {
                path: HOSTILE.into(),
                why: Refusal::Link,
            }],
            _ => vec![],
        };
        Came::Graded(
            Graded {
                name: name.into(),
                refused,
                lessons: lessons.collect(),
            },
            4321,
        )
    };
    let passed = |_: &Lesson, _: usize| Verdict::Passed;
    let mixed = |lesson: &Lesson, place: usize| match place {
        0 => Verdict::Passed,
        1 => failed("The quick brown fox", "diagnosis-no-header"),
        2 => Verdict::Waiting {
            needs: lesson.checks[1].name,
        },
        3 => Verdict::Skipped {
            reason: "skipped-no-freeze",
        },
        4 => Verdict::Fault {
            error: "no more sockets".into(),
        },
        _ => Verdict::Passed,
    };
    let hostile = |_: &Lesson, _: usize| failed(HOSTILE, "diagnosis-trimmed");
    let played = |number, verdict: &dyn Fn(&Lesson, usize) -> Verdict| {
        let checks = checks(language, lesson(number), verdict);
        (number, LessonGraded::Played { checks })
    };
    vec![
        graded(
            "王芳",
            vec![
                played(1, &passed),
                played(4, &mixed),
                (
                    2,
                    LessonGraded::Fault {
                        error: "the disk is full".into(),
                    },
                ),
            ],
        ),
        graded(
            HOSTILE,
            vec![
                played(1, &hostile),
                played(2, &hostile),
                (
                    3,
                    LessonGraded::DoesNotCompile {
                        compiler: HOSTILE.into(),
                    },
                ),
                (
                    4,
                    LessonGraded::CompilerEnded {
                        how: EndedBy::Seconds(180),
                    },
                ),
                (
                    5,
                    LessonGraded::GraderEnded {
                        how: EndedBy::Signal(9),
                    },
                ),
                (
                    6,
                    LessonGraded::Fault {
                        error: HOSTILE.into(),
                    },
                ),
            ],
        ),
        graded(
            "anna-main",
            LESSONS
                .iter()
                .map(|lesson| played(lesson.number, &passed))
                .collect(),
        ),
        graded(
            "ben",
            vec![
                played(1, &mixed),
                played(2, &mixed),
                (
                    3,
                    LessonGraded::DoesNotCompile {
                        compiler: "error[E0308]: mismatched types\n --> src/bin/server.rs:3:5\n"
                            .into(),
                    },
                ),
                (
                    4,
                    LessonGraded::GraderEnded {
                        how: EndedBy::Processes(300),
                    },
                ),
            ],
        ),
        Came::Unreadable {
            name: "empty.zip".into(),
            error: "it is no zip archive".into(),
        },
    ]
}

/// The report of the class.
pub fn report(language: &str) -> ClassReport {
    report_of(language, came(language))
}

pub fn report_of(language: &str, came: Vec<Came>) -> ClassReport {
    let points = Points::read(
        r#"{"04-struct-header-fix": {"*": 2}, "06-socketserver-threading": {"*": 0}}"#,
    );
    let times = (1_760_000_000, 1_760_000_754);
    ClassReport::new(
        &manner(language),
        points.expect("a points file"),
        times,
        came,
    )
    .expect("all names differ")
}

fn lesson(number: u8) -> &'static Lesson {
    Lesson::numbered(number).expect("the lesson is there")
}

/// A failure as the checks make it, with the same stranger's text wherever one can stand.
fn failed(text: &str, diagnosis: &'static str) -> Verdict {
    let event = |did| Event {
        who: Who::Program("server".into()),
        did,
    };
    Verdict::Failed {
        failure: Failure {
            symptom: Symptom::Crashed {
                program: "server".into(),
                message: text.into(),
                at: "src/bin/server.rs:12:5".into(),
            },
            expected: Some(b"\x13\0\0\0the quick brown fox".as_slice().into()),
            came: Some(text.into()),
            diagnosis: Some(Diagnosis::new(diagnosis, &[])),
        },
        events: vec![
            event(Did::Started {
                arguments: vec!["127.0.0.1:0".into()],
            }),
            event(Did::Complained { line: text.into() }),
            event(Did::Exited { code: 101 }),
        ],
    }
}

/// A lesson's checks as the grader prints them.
fn checks(
    language: Language,
    lesson: &Lesson,
    verdict: &dyn Fn(&Lesson, usize) -> Verdict,
) -> Vec<serde_json::Value> {
    let outcomes: Vec<Outcome> = lesson
        .checks
        .iter()
        .enumerate()
        .map(|(place, check)| Outcome {
            check: check.name,
            verdict: verdict(lesson, place),
            time: Millis(100 + place as u64),
        })
        .collect();
    let words = Words::new(language);
    let report = Report {
        words: &words,
        lesson,
        width: 100,
    };
    report.json(&outcomes)["checks"]
        .as_array()
        .expect("a list")
        .clone()
}
