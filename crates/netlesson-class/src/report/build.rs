//! What was graded becomes a report.

use anyhow::Result;
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::words::{Language, Words};
use serde_json::{Map, Value, json};

use super::canonical::canonical;
use super::model::{
    CheckReport, CheckVerdict, ClassReport, FORMAT, LessonReport, Score, State, SubmissionReport,
    SubmissionTimes, Times, VERSION,
};
use super::points::Points;
use crate::grade::{Graded, LessonGraded, Manner};

/// What became of a submission that was handed in.
#[derive(Debug)]
pub enum Came {
    /// It was graded, in so many milliseconds.
    Graded(Graded, u64),
    /// It could not be read: the archive is broken, for example.
    Unreadable {
        /// Its name.
        name: String,
        /// Why.
        error: String,
    },
}

impl ClassReport {
    /// The report of what came of a class between these times (seconds since 1970).
    ///
    /// # Errors
    ///
    /// When two submissions have the same name.
    pub fn new(
        manner: &Manner,
        worth: Points,
        (started, finished): (i64, i64),
        came: Vec<Came>,
    ) -> Result<Self> {
        let words = Words::new(Language::named(&manner.language).unwrap_or(Language::English));
        let mut report = Self {
            format: FORMAT.into(),
            version: VERSION,
            seed: manner.seed,
            level: manner.level,
            language: words.language().code().into(),
            worth,
            submissions: Vec::new(),
            times: Times {
                started,
                finished,
                ..Times::default()
            },
        };
        for came in came {
            let (graded, milliseconds, unreadable) = match came {
                Came::Graded(graded, milliseconds) => (graded, milliseconds, None),
                Came::Unreadable { name, error } => {
                    let (refused, lessons) = Default::default();
                    (
                        Graded {
                            name,
                            refused,
                            lessons,
                        },
                        0,
                        Some(error),
                    )
                }
            };
            let mut times = SubmissionTimes {
                milliseconds,
                ..SubmissionTimes::default()
            };
            let lessons: Vec<LessonReport> = LESSONS
                .iter()
                .map(|lesson| {
                    let graded = graded.lessons.get(lesson.slug);
                    lesson_report(&words, &report.worth, lesson, graded, &mut times)
                })
                .collect();
            report.times.submissions.insert(graded.name.clone(), times);
            report.submissions.push(SubmissionReport {
                name: graded.name,
                score: Score::sum(lessons.iter().map(|lesson| lesson.score)),
                unreadable,
                refused: graded.refused,
                lessons,
            });
        }
        report.in_order()?;
        Ok(report)
    }
}

fn lesson_report(
    words: &Words,
    worth: &Points,
    lesson: &Lesson,
    graded: Option<&LessonGraded>,
    times: &mut SubmissionTimes,
) -> LessonReport {
    let state = match graded {
        None => State::NotHandedIn,
        Some(LessonGraded::Played { .. }) => State::Played,
        Some(LessonGraded::DoesNotCompile { compiler }) => State::DoesNotCompile {
            compiler: compiler.clone(),
        },
        Some(LessonGraded::CompilerEnded { how }) => State::CompilerEnded { how: *how },
        Some(LessonGraded::GraderEnded { how }) => State::GraderEnded { how: *how },
        Some(LessonGraded::Fault { error }) => State::Fault {
            error: error.clone(),
        },
    };
    let played = match graded {
        Some(LessonGraded::Played { checks }) => checks.as_slice(),
        _ => &[],
    };
    let mut checks = Vec::new();
    for check in lesson.checks {
        let details = played.iter().find(|played| played["check"] == check.name);
        let mut details = details
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default();
        if let Some(time) = details
            .remove("milliseconds")
            .as_ref()
            .and_then(Value::as_u64)
        {
            let lesson = times.checks.entry(lesson.slug.into()).or_default();
            lesson.insert(check.name.into(), time);
        }
        details.remove("check");
        details.remove("title");
        canonical(&mut details);
        let verdict = match &state {
            State::Played => {
                let said = details.remove("verdict").unwrap_or_default();
                serde_json::from_value(said).unwrap_or_else(|error| {
                    details = Map::new();
                    details.insert("error".into(), json!(error.to_string()));
                    CheckVerdict::Fault
                })
            }
            State::DoesNotCompile { .. } => CheckVerdict::DoesNotCompile,
            State::CompilerEnded { .. } => CheckVerdict::CompilerEnded,
            State::GraderEnded { .. } => CheckVerdict::GraderEnded,
            State::NotHandedIn => CheckVerdict::NotHandedIn,
            State::Fault { error } => {
                details.insert("error".into(), json!(error));
                CheckVerdict::Fault
            }
        };
        let possible = if verdict.can_be_run_again() {
            0
        } else {
            worth.worth(lesson.slug, check.name)
        };
        checks.push(CheckReport {
            check: check.name.into(),
            title: words.title(lesson, check.name),
            verdict,
            points: if verdict == CheckVerdict::Passed {
                possible
            } else {
                0
            },
            possible,
            details,
        });
    }
    LessonReport {
        slug: lesson.slug.into(),
        title: words.lesson(lesson),
        score: Score::sum(checks.iter().map(|check| Score {
            points: check.points,
            possible: check.possible,
            again: u32::from(check.verdict.can_be_run_again()),
        })),
        state,
        checks,
    }
}
