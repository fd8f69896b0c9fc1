//! The result of a GitHub Classroom runner, one for each submission, as `autograding-command-grader` makes it and
//! `autograding-grading-reporter` reads it (there in base64, in the variable `RUNNER_RESULTS`).

use netlesson_checks::words::Words;
use serde_json::{Value, json};

use super::model::{CheckVerdict, SubmissionReport, SubmissionTimes};
use super::said::{Said, compiler, one_line};

/// The result of a submission.
pub fn result(words: &Words, submission: &SubmissionReport, times: &SubmissionTimes) -> Value {
    let mut tests = Vec::new();
    for lesson in &submission.lessons {
        for (place, check) in lesson.checks.iter().enumerate() {
            let mut message = Said::of(words, lesson, check).text(words);
            if let (0, Some(compiler)) = (place, compiler(lesson)) {
                message = format!("{message}\n{compiler}");
            }
            let name = format!("{}: {}", lesson.title, check.title);
            tests.push(json!({
                "name": without_commands(&one_line(&name)),
                "status": match check.verdict {
                    CheckVerdict::Passed => "pass",
                    verdict if verdict.can_be_run_again() => "error",
                    _ => "fail",
                },
                "score": check.points,
                "message": without_commands(&message),
                "test_code": "",
                "filename": "",
                "line_no": 0,
                "duration": times.check(&lesson.slug, &check.check),
            }));
        }
    }
    let score = submission.score;
    let mut checks = submission.lessons.iter().flat_map(|lesson| &lesson.checks);
    // What the machine cannot show costs nothing here either: it makes no submission fail.
    let status = if score.points < score.possible {
        "fail"
    } else if checks.any(|check| check.verdict == CheckVerdict::Fault) {
        "error"
    } else {
        "pass"
    };
    json!({ "version": 1, "status": status, "max_score": score.possible, "tests": tests })
}

/// The reporter prints names and messages on the log of a job, where a line that begins with `::`, and `##[` anywhere,
/// is a command to GitHub.
fn without_commands(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let (indent, said) = line.split_at(line.len() - line.trim_start().len());
        match said.strip_prefix("::") {
            Some(rest) => format!("{indent}: :{rest}"),
            None => line.to_string(),
        }
    });
    lines.collect::<Vec<_>>().join("\n").replace("##[", "## [")
}
