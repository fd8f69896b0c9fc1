//! The report of a class: plain data, with the times apart from everything else.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use netlesson_checks::words::{Language, Words};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::points::Points;
use crate::bounded::EndedBy;
use crate::container::Level;
use crate::submission::Refused;

/// What says that a JSON file is such a report.
pub const FORMAT: &str = "netlesson-class-report";
/// The version of the format.
pub const VERSION: u32 = 1;

/// What came of a class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassReport {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The seed of everything random in the checks.
    pub seed: u64,
    /// How the submissions were contained.
    pub level: Level,
    /// The language of the sentences: `en` or `zh`.
    pub language: String,
    /// What the checks are worth, where that is not 1.
    pub worth: Points,
    /// What came of each submission, by their names.
    pub submissions: Vec<SubmissionReport>,
    /// When, and how long. Nothing else is a time, and what the system chose has [`super::canonical`] numbers.
    pub times: Times,
}

/// What came of one submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SubmissionReport {
    /// Its name.
    pub name: String,
    /// The sum of all points.
    #[serde(flatten)]
    pub score: Score,
    /// Why it could not be read at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<String>,
    /// The files that were not taken.
    pub refused: Vec<Refused>,
    /// Every lesson of the course, handed in or not.
    pub lessons: Vec<LessonReport>,
}

/// What came of a lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LessonReport {
    /// Its number and name: `01-basic-socket`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The sum of its checks' points.
    #[serde(flatten)]
    pub score: Score,
    /// How far it came.
    #[serde(flatten)]
    pub state: State,
    /// All of its checks, played or not.
    pub checks: Vec<CheckReport>,
}

/// How far a lesson came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    /// Its checks were played.
    Played,
    /// It does not compile: what the compiler says.
    DoesNotCompile { compiler: String },
    /// The compiler was ended.
    CompilerEnded { how: EndedBy },
    /// Whoever graded it was ended from within.
    GraderEnded { how: EndedBy },
    /// The grader's own fault.
    Fault { error: String },
    /// There was nothing to grade.
    NotHandedIn,
}

/// Points, of how many, and what is not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// What it earned.
    pub points: u32,
    /// What it could have earned, without the checks that say nothing of the student.
    pub possible: u32,
    /// How many checks say nothing of the student, and can be run again: skipped, or the grader's own fault.
    pub again: u32,
}

impl Score {
    /// The sum of several.
    pub(super) fn sum(scores: impl Iterator<Item = Self>) -> Self {
        scores.fold(Self::default(), |sum, one| Self {
            points: sum.points + one.points,
            possible: sum.possible + one.possible,
            again: sum.again + one.again,
        })
    }

    /// Whether nothing is missing of what was possible, and something was.
    pub fn is_full(&self) -> bool {
        self.points == self.possible && self.possible > 0
    }
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Its name.
    pub check: String,
    /// Its title.
    pub title: String,
    /// Passed, or why not.
    pub verdict: CheckVerdict,
    /// What it earned.
    pub points: u32,
    /// What it could have earned.
    pub possible: u32,
    /// All else that the verdict says, as `netlesson lesson --json` has it: `sentence`, `mistake`, `expected`, …
    #[serde(flatten)]
    pub details: Map<String, Value>,
}

/// The verdict of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckVerdict {
    /// As the contract says.
    Passed,
    /// Otherwise than the contract says.
    Failed,
    /// A check that it builds on did not pass.
    Waiting,
    /// The machine cannot show it.
    Skipped,
    /// The grader's own fault.
    Fault,
    /// See [`State::DoesNotCompile`].
    DoesNotCompile,
    /// See [`State::CompilerEnded`].
    CompilerEnded,
    /// See [`State::GraderEnded`].
    GraderEnded,
    /// See [`State::NotHandedIn`].
    NotHandedIn,
}

impl CheckVerdict {
    /// Whether it says nothing of the student: it costs no mark, and can be run again.
    pub fn can_be_run_again(self) -> bool {
        matches!(self, Self::Skipped | Self::Fault)
    }
}

/// When the class was graded, and how long things took.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// When grading began, in seconds since 1970 (UTC).
    pub started: i64,
    /// When it was over.
    pub finished: i64,
    /// How long each submission took, by its name.
    pub submissions: BTreeMap<String, SubmissionTimes>,
}

/// How long a submission took.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionTimes {
    /// All of it.
    pub milliseconds: u64,
    /// Its checks, by their lessons' slugs and their own names.
    pub checks: BTreeMap<String, BTreeMap<String, u64>>,
}

impl SubmissionTimes {
    /// How long a check took; 0 if it was not played.
    pub fn check(&self, slug: &str, check: &str) -> u64 {
        let lesson = self.checks.get(slug);
        lesson
            .and_then(|checks| checks.get(check))
            .copied()
            .unwrap_or_default()
    }
}

impl ClassReport {
    /// Reads a report.
    ///
    /// # Errors
    ///
    /// When it is none, or of another version.
    pub fn read(text: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(text).context("the report is no JSON")?;
        if value["format"] != FORMAT {
            bail!(
                "this is no report of a class: its format is {}",
                value["format"]
            );
        }
        if value["version"] != VERSION {
            let version = &value["version"];
            bail!("the report has version {version}, and this program reads version {VERSION}");
        }
        // What is unreadable in one place is easier found when the text itself is read.
        serde_json::from_str(text).context("the report cannot be read")
    }

    /// The report as a JSON file.
    pub fn json(&self) -> String {
        // Plain data with text as its keys always has a JSON form.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The report without the times, to compare it with another.
    #[must_use]
    pub fn without_times(&self) -> Self {
        Self {
            times: Times::default(),
            ..self.clone()
        }
    }

    /// The words of its language.
    pub fn words(&self) -> Words {
        Words::new(Language::named(&self.language).unwrap_or(Language::English))
    }

    /// The lessons' slugs, in order: those that any submission has.
    pub fn slugs(&self) -> Vec<&str> {
        let lessons = self
            .submissions
            .iter()
            .flat_map(|submission| &submission.lessons);
        let slugs: std::collections::BTreeSet<&str> =
            lessons.map(|lesson| lesson.slug.as_str()).collect();
        slugs.into_iter().collect()
    }

    /// How long this submission took.
    pub fn times_of(&self, submission: &SubmissionReport) -> SubmissionTimes {
        let times = self.times.submissions.get(&submission.name);
        times.cloned().unwrap_or_default()
    }

    /// Puts the submissions in order of their names, in which there is only one report of the same verdicts.
    pub(super) fn in_order(&mut self) -> Result<()> {
        self.submissions
            .sort_by(|one, other| one.name.cmp(&other.name));
        for two in self.submissions.windows(2) {
            if two[0].name == two[1].name {
                bail!("there are two submissions of the name {:?}", two[0].name);
            }
        }
        Ok(())
    }
}
