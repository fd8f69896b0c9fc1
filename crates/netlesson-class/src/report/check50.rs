//! What `check50 -o json` writes, one for each submission (cs50.readthedocs.io/projects/check50, "JSON specification"),
//! for the tools that read it. A check's name is `LESSON/CHECK`.

use netlesson_checks::lesson::LESSONS;
use netlesson_checks::words::Words;
use serde_json::{Map, Value, json};

use super::model::{CheckReport, CheckVerdict, LessonReport, SubmissionReport};
use super::said::{Said, compiler, one_line};

/// The results of a submission.
pub fn results(words: &Words, submission: &SubmissionReport) -> Value {
    let lessons = submission.lessons.iter();
    let results: Vec<Value> = lessons
        .flat_map(|lesson| lesson.checks.iter().map(move |check| (lesson, check)))
        .map(|(lesson, check)| result(words, lesson, check))
        .collect();
    json!({
        "slug": format!("netlesson/{}", one_line(&submission.name)),
        "results": results,
        "version": env!("CARGO_PKG_VERSION"),
    })
}

fn result(words: &Words, lesson: &LessonReport, check: &CheckReport) -> Value {
    let said = Said::of(words, lesson, check);
    // Null is for what was not played.
    let passed = match check.verdict {
        CheckVerdict::Passed => json!(true),
        CheckVerdict::Waiting | CheckVerdict::Skipped | CheckVerdict::Fault => Value::Null,
        CheckVerdict::Failed
        | CheckVerdict::DoesNotCompile
        | CheckVerdict::CompilerEnded
        | CheckVerdict::GraderEnded
        | CheckVerdict::NotHandedIn => json!(false),
    };
    let mut log = said.happened.clone();
    log.extend(
        compiler(lesson)
            .iter()
            .flat_map(|said| said.lines())
            .map(str::to_string),
    );
    json!({
        "name": format!("{}/{}", lesson.slug, one_line(&check.check)),
        "description": one_line(&check.title),
        "passed": passed,
        "log": log,
        "cause": cause(words, check, said),
        "data": { "points": check.points, "possible": check.possible, "verdict": check.verdict },
        "dependency": dependency(lesson, check),
    })
}

fn cause(words: &Words, check: &CheckReport, said: Said) -> Value {
    if check.verdict == CheckVerdict::Passed {
        return Value::Null;
    }
    let help: Vec<String> = [said.mistake, said.next].into_iter().flatten().collect();
    let mut cause = Map::new();
    cause.insert("rationale".into(), json!(said.sentence));
    let help = if help.is_empty() {
        Value::Null
    } else {
        json!(help.join("\n"))
    };
    cause.insert("help".into(), help);
    // The two always come as a pair.
    if said.expected.is_some() || said.came.is_some() {
        let nothing = || words.say("nothing", &[]);
        cause.insert(
            "expected".into(),
            json!(said.expected.unwrap_or_else(nothing)),
        );
        cause.insert("actual".into(), json!(said.came.unwrap_or_else(nothing)));
    }
    cause.into()
}

/// The check that this one needs. Of several, check50 knows the one that this one waits for, or the last.
fn dependency(lesson: &LessonReport, check: &CheckReport) -> Option<String> {
    let waits_for = check.details.get("needs").and_then(Value::as_str);
    let known = || {
        let lesson = LESSONS.iter().find(|known| known.slug == lesson.slug)?;
        lesson.check(&check.check)?.needs.last().copied()
    };
    let needed = waits_for.or_else(known)?;
    Some(format!("{}/{}", lesson.slug, one_line(needed)))
}
