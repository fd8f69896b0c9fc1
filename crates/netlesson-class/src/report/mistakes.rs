//! Which mistakes a class makes most.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::model::{CheckReport, CheckVerdict, ClassReport};
use super::said::tame;

/// A mistake, and who makes it.
pub struct Mistake<'a> {
    /// The name of the diagnosis, or of what was seen where there is none.
    pub name: String,
    /// What is said of it where it was met first: other submissions may have other numbers in it.
    pub sentence: String,
    /// The slugs of the lessons in which it was met.
    pub lessons: BTreeSet<&'a str>,
    /// The places of the submissions that make it.
    pub submissions: BTreeSet<usize>,
}

/// The class's mistakes, those that most submissions make first. What is not written yet is none.
pub fn mistakes(report: &ClassReport) -> Vec<Mistake<'_>> {
    let mut found: BTreeMap<String, Mistake> = BTreeMap::new();
    for (place, submission) in report.submissions.iter().enumerate() {
        for lesson in &submission.lessons {
            for check in &lesson.checks {
                let Some(name) = name(check) else {
                    continue;
                };
                let text = |key: &str| check.details.get(key).and_then(Value::as_str);
                let mistake = found.entry(name.clone()).or_insert_with(|| Mistake {
                    name,
                    sentence: tame(text("mistake").or(text("sentence")).unwrap_or_default()),
                    lessons: BTreeSet::new(),
                    submissions: BTreeSet::new(),
                });
                mistake.lessons.insert(&lesson.slug);
                mistake.submissions.insert(place);
            }
        }
    }
    let mut mistakes: Vec<Mistake> = found.into_values().collect();
    // The sort is stable: those that are made as often stay in the order of their names.
    mistakes.sort_by_key(|mistake| std::cmp::Reverse(mistake.submissions.len()));
    mistakes
}

/// The name of the mistake behind a failed check: the diagnosis, else what a witness saw, else the symptom.
pub fn name(check: &CheckReport) -> Option<String> {
    if check.verdict != CheckVerdict::Failed {
        return None;
    }
    let details = &check.details;
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_string);
    let symptom = details.get("symptom");
    let kind = text(symptom.map(|symptom| &symptom["kind"]));
    if kind.as_deref() == Some("not-written") {
        return None;
    }
    text(details.get("diagnosis").map(|diagnosis| &diagnosis["key"]))
        .map(|key| key.trim_start_matches("diagnosis-").to_string())
        .or_else(|| {
            text(symptom.map(|symptom| &symptom["key"]))
                .map(|key| key.trim_start_matches("witness-").to_string())
        })
        .or(kind)
}
