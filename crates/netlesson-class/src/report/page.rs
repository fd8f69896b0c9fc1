//! One HTML page for the whole class: who passed what, which mistakes are made most, and every verdict a click away.
//! It has no script and asks nobody for anything; its own policy forbids both.

use std::fmt::{self, Display, Write as _};

use chrono::DateTime;
use netlesson_checks::words::Words;

use super::markdown::score;
use super::mistakes::mistakes;
use super::model::{
    CheckReport, CheckVerdict, ClassReport, LessonReport, Score, State, SubmissionReport,
};
use super::said::{self, Said, compiler, one_line, submission_said};

/// What the page may do: show itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// The page. Writing to a `String` cannot fail.
pub fn html(report: &ClassReport) -> String {
    let words = report.words();
    let page = Page {
        report,
        words: &words,
    };
    let mut text = String::new();
    let _ = page.write(&mut text);
    text
}

struct Page<'a> {
    report: &'a ClassReport,
    words: &'a Words,
}

impl Page<'_> {
    fn say(&self, key: &str) -> String {
        self.words.say(key, &[])
    }

    fn count(&self, key: &str, count: usize) -> String {
        self.words.say(key, &[("count", &count.to_string())])
    }

    fn write(&self, text: &mut String) -> fmt::Result {
        let language = if self.report.language == "zh" {
            "zh-Hans"
        } else {
            "en"
        };
        let title = self.say("class-title");
        write!(
            text,
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n\
             <title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
            Escaped(&title),
            include_str!("page.css"),
            Escaped(&title)
        )?;
        self.about(text)?;
        text.push_str("</header>\n<main>\n");
        self.table(text)?;
        self.mistakes(text)?;
        writeln!(text, "<h2>{}</h2>", Escaped(&self.say("class-verdicts")))?;
        for (place, submission) in self.report.submissions.iter().enumerate() {
            self.submission(text, place, submission)?;
        }
        text.push_str("</main>\n</body>\n</html>\n");
        Ok(())
    }

    /// How many, when and how.
    fn about(&self, text: &mut String) -> fmt::Result {
        let times = &self.report.times;
        let when = DateTime::from_timestamp(times.started, 0);
        let when = when.map_or(String::new(), |when| {
            when.format("%Y-%m-%d %H:%M UTC").to_string()
        });
        let minutes = (times.finished - times.started + 59) / 60;
        let parts = [
            self.count("class-count", self.report.submissions.len()),
            self.words.say(
                "class-when",
                &[("when", &when), ("minutes", &minutes.to_string())],
            ),
            self.words.say(
                "class-how",
                &[
                    ("seed", &self.report.seed.to_string()),
                    ("level", &self.report.level.to_string()),
                ],
            ),
        ];
        writeln!(
            text,
            "<p class=\"faint\">{}</p>",
            Escaped(&parts.join(" · "))
        )
    }

    fn table(&self, text: &mut String) -> fmt::Result {
        let slugs = self.report.slugs();
        write!(
            text,
            "<h2>{}</h2>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">{}</th>",
            Escaped(&self.say("class-who-passed")),
            Escaped(&self.say("class-submission"))
        )?;
        for slug in &slugs {
            write!(
                text,
                "<th scope=\"col\">{}</th>",
                Escaped(&self.title(slug))
            )?;
        }
        writeln!(
            text,
            "<th scope=\"col\">{}</th></tr></thead>\n<tbody>",
            Escaped(&self.say("class-total"))
        )?;
        for (place, submission) in self.report.submissions.iter().enumerate() {
            let name = one_line(&submission.name);
            let name = Escaped(&name);
            write!(
                text,
                "<tr><th scope=\"row\" title=\"{name}\"><a href=\"#s{place}\">{name}</a></th>"
            )?;
            for slug in &slugs {
                let lesson = submission
                    .lessons
                    .iter()
                    .position(|lesson| lesson.slug == *slug);
                match lesson.map(|at| (at, &submission.lessons[at])) {
                    None => text.push_str("<td></td>"),
                    Some((at, lesson)) => write!(
                        text,
                        "<td class=\"{}\"><a href=\"#s{place}-{at}\">{}</a></td>",
                        colour(lesson),
                        score(lesson.score)
                    )?,
                }
            }
            writeln!(
                text,
                "<td class=\"total\">{}</td></tr>",
                score(submission.score)
            )?;
        }
        text.push_str("</tbody>\n</table></div>\n");
        let again: u32 = self
            .report
            .submissions
            .iter()
            .map(|submission| submission.score.again)
            .sum();
        if again > 0 {
            let again = self.count("class-again", again as usize);
            writeln!(text, "<p class=\"faint\">⟳ {}</p>", Escaped(&again))?;
        }
        Ok(())
    }

    /// The title of a lesson, as its report has it.
    fn title(&self, slug: &str) -> String {
        let mut lessons = self
            .report
            .submissions
            .iter()
            .flat_map(|submission| &submission.lessons);
        let lesson = lessons.find(|lesson| lesson.slug == slug);
        lesson.map_or(one_line(slug), |lesson| {
            let number = lesson.slug.split('-').next().unwrap_or_default();
            one_line(&format!("{number} {}", lesson.title))
        })
    }

    fn mistakes(&self, text: &mut String) -> fmt::Result {
        writeln!(text, "<h2>{}</h2>", Escaped(&self.say("class-mistakes")))?;
        let mistakes = mistakes(self.report);
        if mistakes.is_empty() {
            return writeln!(text, "<p>{}</p>", Escaped(&self.say("class-no-mistakes")));
        }
        for mistake in mistakes {
            let count = mistake.submissions.len();
            write!(
                text,
                "<details><summary><span class=\"count\">{count}</span>{}</summary><div class=\"inside\">\
                 <p class=\"faint\">{} · <code>{}</code></p><ul class=\"who\">",
                Escaped(&mistake.sentence),
                Escaped(&self.count("class-mistake-by", count)),
                Escaped(&one_line(&mistake.name))
            )?;
            for place in mistake.submissions {
                let name = one_line(&self.report.submissions[place].name);
                write!(
                    text,
                    "<li><a href=\"#s{place}\">{}</a></li>",
                    Escaped(&name)
                )?;
            }
            text.push_str("</ul></div></details>\n");
        }
        Ok(())
    }

    fn submission(
        &self,
        text: &mut String,
        place: usize,
        submission: &SubmissionReport,
    ) -> fmt::Result {
        let name = one_line(&submission.name);
        writeln!(
            text,
            "<section id=\"s{place}\">\n<h3>{}</h3>",
            Escaped(&name)
        )?;
        for line in submission_said(self.words, submission).lines() {
            writeln!(text, "<p class=\"faint\">{}</p>", Escaped(line))?;
        }
        for (at, lesson) in submission.lessons.iter().enumerate() {
            let title = self.title(&lesson.slug);
            write!(
                text,
                "<details><summary>{}<span class=\"points\">{}</span></summary>\
                 <div class=\"inside\" id=\"s{place}-{at}\">",
                Escaped(&title),
                score(lesson.score)
            )?;
            self.lesson(text, lesson)?;
            text.push_str("</div></details>\n");
        }
        text.push_str("</section>\n");
        Ok(())
    }

    fn lesson(&self, text: &mut String, lesson: &LessonReport) -> fmt::Result {
        if let Some(said) = said::state(self.words, lesson) {
            write!(text, "<p>{}</p>", Escaped(&said))?;
            if let Some(compiler) = compiler(lesson) {
                let label = self.say("class-compiler");
                write!(
                    text,
                    "<p class=\"faint\">{}</p><pre>{}</pre>",
                    Escaped(&label),
                    Escaped(&compiler)
                )?;
            }
            return Ok(());
        }
        text.push_str("<ul class=\"checks\">");
        for check in &lesson.checks {
            text.push_str("<li>");
            self.check(text, lesson, check)?;
            text.push_str("</li>");
        }
        text.push_str("</ul>");
        Ok(())
    }

    fn check(&self, text: &mut String, lesson: &LessonReport, check: &CheckReport) -> fmt::Result {
        let (class, mark) = match check.verdict {
            CheckVerdict::Passed => ("passed", '✓'),
            CheckVerdict::Failed => ("failed", '✗'),
            verdict if verdict.can_be_run_again() => ("again", '⟳'),
            _ => ("waiting", '·'),
        };
        let title = one_line(&check.title);
        let line = format!(
            "<span class=\"mark {class}\">{mark}</span>{}",
            Escaped(&title)
        );
        let points = format!(
            "<span class=\"points\">{}/{}</span>",
            check.points, check.possible
        );
        let said = Said::of(self.words, lesson, check);
        match check.verdict {
            CheckVerdict::Passed => text.push_str(&line),
            CheckVerdict::Failed => {
                write!(
                    text,
                    "<details><summary>{line}{points}</summary><div class=\"inside\">"
                )?;
                self.failed(text, &said)?;
                text.push_str("</div></details>");
            }
            _ => write!(
                text,
                "{line} <span class=\"faint\">· {}</span>",
                Escaped(&said.sentence)
            )?,
        }
        Ok(())
    }

    fn failed(&self, text: &mut String, said: &Said) -> fmt::Result {
        write!(text, "<p>{}</p>", Escaped(&said.sentence))?;
        if let Some(mistake) = &said.mistake {
            write!(text, "<p><strong>{}</strong></p>", Escaped(mistake))?;
        }
        text.push_str("<dl>");
        for (label, bytes) in [("expected", &said.expected), ("came", &said.came)] {
            if let Some(bytes) = bytes {
                let label = self.say(label);
                write!(
                    text,
                    "<dt>{}</dt><dd><code>{}</code></dd>",
                    Escaped(&label),
                    Escaped(bytes)
                )?;
            }
        }
        for (label, said) in [("why-it-matters", &said.why), ("look-next", &said.next)] {
            if let Some(said) = said {
                let label = self.say(label);
                write!(
                    text,
                    "<dt>{}</dt><dd>{}</dd>",
                    Escaped(&label),
                    Escaped(said)
                )?;
            }
        }
        text.push_str("</dl>");
        if !said.happened.is_empty() {
            let (label, happened) = (self.say("what-happened"), said.happened.join("\n"));
            write!(
                text,
                "<p class=\"faint\">{}</p><pre>{}</pre>",
                Escaped(&label),
                Escaped(&happened)
            )?;
        }
        Ok(())
    }
}

/// The colour of a lesson in the table.
fn colour(lesson: &LessonReport) -> &'static str {
    match lesson.score {
        _ if lesson.state == State::NotHandedIn => "empty",
        Score { possible: 0, .. } => "empty",
        score if score.is_full() => "full",
        Score { points: 0, .. } => "none",
        _ => "some",
    }
}

/// Text in HTML, between tags or between quotes.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in self.0.chars() {
            match char {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                _ => f.write_char(char)?,
            }
        }
        Ok(())
    }
}
