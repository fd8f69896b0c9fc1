//! A summary in Markdown, for GitHub's step summaries (`GITHUB_STEP_SUMMARY`), which may have 1 MiB.

use std::fmt::Write as _;

use netlesson_checks::words::Words;

use super::mistakes::mistakes;
use super::model::{CheckVerdict, ClassReport, Score, SubmissionReport};
use super::said::{Said, compiler, one_line, submission_said};

/// How much the summary may have, in bytes; what is said of the rest needs a little room, too.
const MOST: usize = 1_000_000;

/// How many mistakes it shows.
const MISTAKES: usize = 10;

/// The summary. Writing to a `String` cannot fail.
pub fn summary(report: &ClassReport) -> String {
    let words = report.words();
    let say = |key: &str| escaped(&words.say(key, &[]));
    let count = report.submissions.len().to_string();
    let count = words.say("class-count", &[("count", &count)]);
    let mut text = format!("# {}\n\n{}\n\n", say("class-title"), escaped(&count));
    table(report, &words, &mut text);

    let _ = write!(text, "\n## {}\n\n", say("class-mistakes"));
    let mistakes = mistakes(report);
    if mistakes.is_empty() {
        let _ = writeln!(text, "{}", say("class-no-mistakes"));
    }
    for mistake in mistakes.iter().take(MISTAKES) {
        let count = mistake.submissions.len().to_string();
        let by = words.say("class-mistake-by", &[("count", &count)]);
        let _ = writeln!(
            text,
            "- {} ({})",
            escaped(&one_line(&mistake.sentence)),
            escaped(&by)
        );
    }

    let _ = write!(text, "\n## {}\n\n", say("class-verdicts"));
    for (place, submission) in report.submissions.iter().enumerate() {
        let verdicts = verdicts(&words, submission);
        if text.len() + verdicts.len() > MOST {
            let left = (report.submissions.len() - place).to_string();
            let left = words.say("class-left-out", &[("count", &left)]);
            let _ = writeln!(text, "{}", escaped(&left));
            break;
        }
        text.push_str(&verdicts);
    }
    text
}

fn table(report: &ClassReport, words: &Words, text: &mut String) {
    let slugs = report.slugs();
    let mut row = |cells: Vec<String>| {
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    };
    let heading = |key: &str| escaped(&words.say(key, &[]));
    let mut cells = vec![heading("class-submission")];
    cells.extend(slugs.iter().map(|slug| escaped(slug)));
    cells.push(heading("class-total"));
    let mut rule = vec!["---".to_string()];
    rule.resize(cells.len(), "--:".into());
    row(cells);
    row(rule);
    for submission in &report.submissions {
        let mut cells = vec![escaped(&one_line(&submission.name))];
        for slug in &slugs {
            let lesson = submission
                .lessons
                .iter()
                .find(|lesson| lesson.slug == *slug);
            cells.push(lesson.map_or(String::new(), |lesson| score(lesson.score)));
        }
        cells.push(score(submission.score));
        row(cells);
    }
}

/// A score in a few signs: ⟳ for what can be run again.
pub fn score(score: Score) -> String {
    let again = if score.again > 0 {
        format!(" ⟳{}", score.again)
    } else {
        String::new()
    };
    format!("{}/{}{again}", score.points, score.possible)
}

fn verdicts(words: &Words, submission: &SubmissionReport) -> String {
    let name = escaped(&one_line(&submission.name));
    let sum = score(submission.score);
    let mut text = format!("<details><summary>{name} {sum}</summary>\n\n");
    for line in submission_said(words, submission).lines() {
        let _ = write!(text, "{}\n\n", escaped(line.trim_start()));
    }
    for lesson in &submission.lessons {
        let sum = score(lesson.score);
        let _ = write!(text, "**{}** {sum}\n\n", escaped(&one_line(&lesson.title)));
        if let Some(said) = super::said::state(words, lesson) {
            let _ = write!(text, "{}\n\n", escaped(&one_line(&said)));
            if let Some(compiler) = compiler(lesson) {
                let _ = write!(text, "<pre>{}</pre>\n\n", escaped(&compiler));
            }
            continue;
        }
        for check in lesson
            .checks
            .iter()
            .filter(|check| check.verdict != CheckVerdict::Passed)
        {
            let said = Said::of(words, lesson, check);
            let mistake = said.mistake.unwrap_or_default();
            let sentence = format!("{} {mistake}", said.sentence);
            let (title, sentence) = (one_line(&check.title), one_line(sentence.trim()));
            let _ = writeln!(text, "- {}: {}", escaped(&title), escaped(&sentence));
        }
        text.push('\n');
    }
    text.push_str("</details>\n\n");
    text
}

/// Text that means nothing to Markdown, HTML, or GitHub's reading of names, numbers and commands: every sign that
/// could is written as a character reference.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for char in text.chars() {
        if char.is_ascii_punctuation() && !",'".contains(char) {
            let _ = write!(escaped, "&#{};", u32::from(char));
        } else {
            escaped.push(char);
        }
    }
    escaped
}
