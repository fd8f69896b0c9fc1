//! Gradescope's `results.json`, one for each submission
//! (gradescope-autograders.readthedocs.io, "Autograder Specifications").

use netlesson_checks::words::Words;
use serde_json::{Value, json};

use super::model::{CheckVerdict, SubmissionReport, SubmissionTimes};
use super::said::{Said, compiler, one_line, submission_said};

/// The results of a submission.
pub fn results(words: &Words, submission: &SubmissionReport, times: &SubmissionTimes) -> Value {
    let mut tests = Vec::new();
    for lesson in &submission.lessons {
        for (place, check) in lesson.checks.iter().enumerate() {
            let said = Said::of(words, lesson, check);
            let mut test = json!({
                "name": format!("{}: {}", one_line(&lesson.title), one_line(&check.title)),
                "number": format!("{}.{}", lesson.slug.get(..2).unwrap_or_default(), place + 1),
                "score": check.points,
                "max_score": check.possible,
                "output": match (place, compiler(lesson)) {
                    (0, Some(compiler)) => format!("{}\n{compiler}", said.text(words)),
                    _ => said.text(words),
                },
                "output_format": "text",
                "tags": [lesson.slug, check.check],
                "extra_data": { "verdict": check.verdict },
            });
            // Without a status Gradescope goes by the points: what can be run again is neither passed nor failed.
            if !check.verdict.can_be_run_again() {
                let passed = check.verdict == CheckVerdict::Passed;
                test["status"] = json!(if passed { "passed" } else { "failed" });
            }
            tests.push(test);
        }
    }
    json!({
        "score": submission.score.points,
        "execution_time": times.milliseconds / 1000,
        "output": submission_said(words, submission),
        "output_format": "text",
        "visibility": "visible",
        "tests": tests,
    })
}
