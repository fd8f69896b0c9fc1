//! What comes of grading a piece, beside what must come of it.

use netlesson_checks::lesson::Lesson;
use netlesson_checks::play::Built;
use netlesson_checks::run::{self, Outcome};
use netlesson_checks::verdict::Verdict;

use crate::piece::{Expected, Piece};

/// What came of grading a piece.
pub struct Grade {
    /// In the words of a piece's head.
    pub came: Came,
    /// The first outcome that is not a pass, to be explained.
    pub first: Option<Outcome>,
}

/// The verdict on a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// Every check passed, but those that this machine cannot show.
    Passed,
    /// The first check that failed, and its diagnosis.
    Failed { check: String, diagnosis: String },
    /// The grader's own fault, in this check.
    Fault { check: String, error: String },
    /// It passes, but its two programs do not understand each other as they should.
    Apart,
}

/// Grades a piece, up to the first check that fails.
pub fn grade(piece: &Piece, built: &Built, seed: u64) -> Grade {
    let mut grade = grade_lesson(piece.lesson, built, seed);
    if piece.understand_each_other {
        let together = run::lesson(piece.lesson, built, Some("both-together"), seed);
        if !together.iter().all(|outcome| outcome.verdict.passed()) {
            grade = Grade {
                came: Came::Apart,
                first: together.into_iter().next(),
            };
        }
    }
    grade
}

/// Grades the programs of a lesson, up to the first check that fails.
pub fn grade_lesson(lesson: &Lesson, built: &Built, seed: u64) -> Grade {
    let outcomes = run::until_failure(lesson, built, seed);
    let first = outcomes
        .into_iter()
        .find(|outcome| outcome.verdict.stands_in_the_way());
    let came = match first
        .as_ref()
        .map(|outcome| (outcome.check, &outcome.verdict))
    {
        None => Came::Passed,
        Some((check, Verdict::Failed { failure, .. })) => Came::Failed {
            check: check.to_string(),
            diagnosis: failure.name(),
        },
        Some((check, other)) => Came::Fault {
            check: check.to_string(),
            error: format!("{other:?}"),
        },
    };
    Grade { came, first }
}

impl Came {
    /// Whether it is what was expected.
    pub fn is(&self, expected: &Expected) -> bool {
        match (self, expected) {
            (Self::Passed, Expected::Passes) => true,
            (
                Self::Failed { check, diagnosis },
                Expected::Fails {
                    check: expected_check,
                    diagnosis: expected_diagnosis,
                },
            ) => check == expected_check && diagnosis == expected_diagnosis,
            _ => false,
        }
    }
}
