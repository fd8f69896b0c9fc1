//! What is said of a check and of a lesson, in the language of the report, the same in every form.

use netlesson_checks::report::bytes::{printable, quoted};
use netlesson_checks::words::Words;
use serde_json::Value;

use super::model::{CheckReport, CheckVerdict, LessonReport, State, SubmissionReport};
use crate::bounded::EndedBy;
use crate::submission::{Refusal, Refused};

/// How much of what a compiler said is shown, in characters: the first errors are what helps.
const COMPILER: usize = 8000;

/// A stranger's text with nothing in it that acts on a terminal, hides itself, or is no sign at all (which XML refuses).
/// Line breaks and tabs stay.
pub fn tame(text: &str) -> String {
    let mut tame = String::new();
    for char in printable(text).chars() {
        let is_none =
            matches!(u32::from(char), 0xfdd0..=0xfdef) || u32::from(char) & 0xfffe == 0xfffe;
        if is_none || matches!(char, '\u{2028}' | '\u{2029}') {
            tame.extend(char.escape_unicode());
        } else {
            tame.push(char);
        }
    }
    tame
}

/// The same in one line.
pub fn one_line(text: &str) -> String {
    tame(text).replace('\n', "\\n").replace('\t', "\\t")
}

/// What is said of a check.
pub struct Said {
    /// What was seen, in a sentence or two; empty if it passed.
    pub sentence: String,
    /// The mistake behind it.
    pub mistake: Option<String>,
    /// What was expected, and what came.
    pub expected: Option<String>,
    /// See there.
    pub came: Option<String>,
    /// What was done up to there, a line each.
    pub happened: Vec<String>,
    /// Why it matters.
    pub why: Option<String>,
    /// Where to look next.
    pub next: Option<String>,
}

impl Said {
    /// What is said of this check of this lesson.
    pub fn of(words: &Words, lesson: &LessonReport, check: &CheckReport) -> Self {
        let text = |key: &str| check.details.get(key).and_then(Value::as_str).map(tame);
        let happened = check.details.get("happened").and_then(Value::as_array);
        Self {
            sentence: sentence(words, lesson, check),
            mistake: text("mistake"),
            expected: check
                .details
                .get("expected")
                .map(|bytes| shown(words, bytes)),
            came: check.details.get("came").map(|bytes| shown(words, bytes)),
            happened: happened
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(one_line)
                .collect(),
            why: text("why"),
            next: text("next"),
        }
    }

    /// All of it but the steps, as plain text.
    pub fn text(&self, words: &Words) -> String {
        let labelled = |label: &str, said: &Option<String>| {
            let said = said.as_ref()?;
            Some(format!("{}: {said}", words.say(label, &[])))
        };
        let parts = [
            Some(self.sentence.clone()),
            self.mistake.clone(),
            labelled("expected", &self.expected),
            labelled("came", &self.came),
            labelled("why-it-matters", &self.why),
            labelled("look-next", &self.next),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        parts.join("\n")
    }
}

fn sentence(words: &Words, lesson: &LessonReport, check: &CheckReport) -> String {
    let text = |key: &str| {
        check
            .details
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    match check.verdict {
        CheckVerdict::Passed => String::new(),
        CheckVerdict::Failed => tame(text("sentence")),
        CheckVerdict::Waiting => {
            let needs = text("needs");
            let needed = lesson.checks.iter().find(|check| check.check == needs);
            let title = needed.map_or(needs, |needed| &needed.title);
            words.say("waiting-for", &[("check", &one_line(title))])
        }
        CheckVerdict::Skipped => {
            let reason = text("reason");
            words.find(reason, &[]).unwrap_or_else(|| one_line(reason))
        }
        CheckVerdict::Fault => words.say("fault", &[("error", &tame(text("error")))]),
        CheckVerdict::DoesNotCompile
        | CheckVerdict::CompilerEnded
        | CheckVerdict::GraderEnded
        | CheckVerdict::NotHandedIn => state(words, lesson).unwrap_or_default(),
    }
}

/// What is said of a lesson whose checks were not played.
pub fn state(words: &Words, lesson: &LessonReport) -> Option<String> {
    let said = match &lesson.state {
        State::Played => return None,
        State::DoesNotCompile { .. } => words.say("class-does-not-compile", &[]),
        State::CompilerEnded { how } => {
            words.say("class-compiler-ended", &[("how", &ended_by(words, *how))])
        }
        State::GraderEnded { how } => {
            words.say("class-grader-ended", &[("how", &ended_by(words, *how))])
        }
        State::Fault { error } => words.say("fault", &[("error", &tame(error))]),
        State::NotHandedIn => words.say("class-not-handed-in", &[]),
    };
    Some(said)
}

/// What ended a run, in a clause.
fn ended_by(words: &Words, how: EndedBy) -> String {
    let said = |key: &str, count: String| words.say(key, &[("count", &count)]);
    let gibibytes = |bytes: u64| (bytes >> 30).to_string();
    match how {
        EndedBy::Signal(signal) => said("class-ended-by-signal", signal.to_string()),
        EndedBy::Seconds(most) => said("class-ended-by-seconds", most.to_string()),
        EndedBy::Output => words.say("class-ended-by-output", &[]),
        EndedBy::Processes(most) => said("class-ended-by-processes", most.to_string()),
        EndedBy::Threads(most) => said("class-ended-by-threads", most.to_string()),
        EndedBy::Memory(most) => said("class-ended-by-memory", gibibytes(most)),
        EndedBy::Files(most) => said("class-ended-by-files", gibibytes(most)),
        EndedBy::ClosedFolder => words.say("class-ended-by-closed-folder", &[]),
    }
}

/// What the compiler said of a lesson, its beginning if it said much.
pub fn compiler(lesson: &LessonReport) -> Option<String> {
    let State::DoesNotCompile { compiler } = &lesson.state else {
        return None;
    };
    let mut shown: String = compiler.chars().take(COMPILER).collect();
    if shown.len() < compiler.len() {
        shown.push('…');
    }
    Some(tame(&shown))
}

/// Bytes as a verdict has them, shown as in the terminal: text as text, and what is none escaped.
fn shown(words: &Words, bytes: &Value) -> String {
    let known = unescaped(bytes["escaped"].as_str().unwrap_or_default());
    if known.is_empty() {
        return words.say("nothing", &[]);
    }
    let length = bytes["length"].as_u64().unwrap_or_default();
    let cut = if length > known.len() as u64 {
        "…"
    } else {
        ""
    };
    format!("{}{cut}", tame(&quoted(&known, usize::MAX)))
}

/// The bytes that `escape_ascii` has made this text of.
fn unescaped(escaped: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = escaped.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let (byte, after) = match (first, after) {
            (b'\\', [b'x', high, low, after @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).unwrap_or_default() as u8;
                (digit(high) << 4 | digit(low), after)
            }
            (b'\\', [b'n', after @ ..]) => (b'\n', after),
            (b'\\', [b'r', after @ ..]) => (b'\r', after),
            (b'\\', [b't', after @ ..]) => (b'\t', after),
            (b'\\', [itself, after @ ..]) => (*itself, after),
            _ => (first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    bytes
}

/// What is said of a submission as a whole.
pub fn submission_said(words: &Words, submission: &SubmissionReport) -> String {
    let score = submission.score;
    let (points, possible) = (score.points.to_string(), score.possible.to_string());
    let mut lines = vec![words.say(
        "class-points",
        &[("points", &points), ("possible", &possible)],
    )];
    if score.again > 0 {
        lines.push(words.say("class-again", &[("count", &score.again.to_string())]));
    }
    if let Some(error) = &submission.unreadable {
        lines.push(words.say("class-unreadable", &[("error", &tame(error))]));
    }
    if !submission.refused.is_empty() {
        lines.push(format!("{}:", words.say("class-refused", &[])));
        lines.extend(
            submission
                .refused
                .iter()
                .map(|refused| refused_said(words, refused)),
        );
    }
    lines.join("\n")
}

/// What is said of a file that was not taken.
fn refused_said(words: &Words, refused: &Refused) -> String {
    let key = match refused.why {
        Refusal::Link => "class-refused-link",
        Refusal::Special => "class-refused-special",
        Refusal::Path => "class-refused-path",
        Refusal::TooLarge => "class-refused-too-large",
        Refusal::TooMuch => "class-refused-too-much",
        Refusal::Twice => "class-refused-twice",
        Refusal::Unreadable => "class-refused-unreadable",
    };
    format!("  {}: {}", one_line(&refused.path), words.say(key, &[]))
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn every_byte_comes_back_from_its_escape() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(unescaped(&all.escape_ascii().to_string()), all);
        assert_eq!(unescaped("a\\"), b"a\\");
        assert_eq!(unescaped("\\x4"), b"x4");
    }
}
