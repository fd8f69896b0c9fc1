//! A verdict as text for people: what was seen, the steps that led to it, expected beside came with
//! the first difference marked, why it matters, where to look next.

pub mod bytes;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};
use textwrap::{Options, WordSplitter};

use crate::lesson::Lesson;
use crate::log::{Did, Event, Who};
use crate::run::Outcome;
use crate::verdict::{Bytes, Diagnosis, Failure, Symptom, Verdict};
use crate::wire::Fate;
use crate::words::Words;

/// What passed.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What failed.
pub const BAD: Style = AnsiColor::Red.on_default();
/// What is still to be written, or was not played.
pub const OPEN: Style = AnsiColor::Yellow.on_default();
/// Labels.
pub const STRONG: Style = Style::new().bold();
/// What is there for the curious.
pub const FAINT: Style = Style::new().dimmed();

/// How much of a line on stderr is shown: it says why, so it is given several lines on the page.
const COMPLAINT: usize = 300;

/// How many of the last events are shown.
const EVENTS: usize = 16;

/// How much of a panic's message is shown, in characters.
const PANIC: usize = 400;

/// Writes verdicts in one language for one width. The text has colours in it: print it through
/// `anstream`, which takes them out where they are not wanted.
pub struct Report<'a> {
    /// The language.
    pub words: &'a Words,
    /// The lesson.
    pub lesson: &'a Lesson,
    /// The width of the page in columns.
    pub width: usize,
}

impl Report<'_> {
    /// The outcomes, a line each. Many in a row that wait for the same check share one, by their names:
    /// there is nothing else to say of them yet.
    pub fn lines(&self, outcomes: &[Outcome]) -> Vec<String> {
        const MANY: usize = 3;
        let waits_for = |outcome: &Outcome| outcome.verdict.waits_for();
        let together = |one: &Outcome, next: &Outcome| {
            waits_for(one).is_some() && waits_for(one) == waits_for(next)
        };
        let mut lines = Vec::new();
        for group in outcomes.chunk_by(together) {
            match waits_for(&group[0]) {
                Some(needs) if group.len() > MANY => {
                    let names: Vec<&str> = group.iter().map(|outcome| outcome.check).collect();
                    let (count, names) = (group.len().to_string(), names.join(", "));
                    let arguments = [
                        ("count", count.as_str()),
                        ("check", needs),
                        ("names", &names),
                    ];
                    let said = self.words.say("many-waiting-for", &arguments);
                    let said = filled(&said, self.width, "  · ", "    ");
                    lines.push(format!("{FAINT}{said}{FAINT:#}"));
                }
                _ => lines.extend(group.iter().map(|outcome| self.line(outcome))),
            }
        }
        lines
    }

    /// One line for a check: its mark and its title, and why it was not played.
    pub fn line(&self, outcome: &Outcome) -> String {
        let title = self.words.title(self.lesson, outcome.check);
        let (style, mark) = mark(&outcome.verdict);
        let why = match &outcome.verdict {
            Verdict::Waiting { needs } => self.words.say("waiting-for", &[("check", needs)]),
            Verdict::Skipped { reason } => self.words.say(reason, &[]),
            _ => String::new(),
        };
        let why = if why.is_empty() {
            why
        } else {
            format!("  {FAINT}{why}{FAINT:#}")
        };
        // A line that is too long goes on below the title.
        let line = format!("  {style}{mark}{style:#} {title}{why}");
        filled(&line, self.width, "", "    ")
    }

    /// A check that did not pass, explained.
    pub fn explained(&self, outcome: &Outcome) -> String {
        let mut text = String::new();
        let (style, mark) = mark(&outcome.verdict);
        let title = self.words.title(self.lesson, outcome.check);
        let _ = writeln!(
            text,
            "{style}{mark}{style:#} {STRONG}{title}{STRONG:#}  {FAINT}{}{FAINT:#}\n",
            outcome.check
        );
        match &outcome.verdict {
            Verdict::Failed { failure, events } => {
                self.failed(&mut text, outcome.check, failure, events)
            }
            Verdict::Fault { error } => {
                self.paragraph(&mut text, 2, &self.words.say("fault", &[("error", error)]));
            }
            Verdict::Waiting { needs } => {
                self.paragraph(
                    &mut text,
                    2,
                    &self.words.say("waiting-for", &[("check", needs)]),
                );
            }
            Verdict::Skipped { reason } => {
                self.paragraph(&mut text, 2, &self.words.say(reason, &[]))
            }
            Verdict::Passed => {}
        }
        text
    }

    fn failed(&self, text: &mut String, check: &str, failure: &Failure, events: &[Event]) {
        self.paragraph(text, 2, &self.symptom(&failure.symptom));
        if let Symptom::NotWritten { .. } = failure.symptom {
            return;
        }
        if let Some(diagnosis) = &failure.diagnosis {
            self.paragraph(text, 2, &self.diagnosis(diagnosis));
        }
        self.happened(text, events);
        self.compared(text, failure);
        for (label, said) in [
            (
                "why-it-matters",
                self.words.check(self.lesson, check, "why"),
            ),
            ("look-next", self.next(check, failure)),
        ] {
            if let Some(said) = said {
                self.label(text, label);
                self.paragraph(text, 4, &said);
            }
        }
    }

    /// The mistake behind a failure, in a sentence or two.
    fn diagnosis(&self, diagnosis: &Diagnosis) -> String {
        self.words
            .say(diagnosis.key, &filled_in(&diagnosis.arguments))
    }

    /// Where to look next: the diagnosis knows it better than the check.
    fn next(&self, check: &str, failure: &Failure) -> Option<String> {
        let diagnosis = failure.diagnosis.as_ref();
        diagnosis
            .and_then(|diagnosis| {
                let key = format!("{}.next", diagnosis.key);
                self.words.find(&key, &filled_in(&diagnosis.arguments))
            })
            .or_else(|| self.words.check(self.lesson, check, "next"))
    }

    /// The steps that led to the failure, the last of them if there were many.
    fn happened(&self, text: &mut String, events: &[Event]) {
        if events.is_empty() {
            return;
        }
        self.label(text, "what-happened");
        let first = events.len().saturating_sub(EVENTS);
        if first > 0 {
            let earlier = self
                .words
                .say("events-before", &[("count", &first.to_string())]);
            let _ = writeln!(text, "    {FAINT}{earlier}{FAINT:#}");
        }
        let who: Vec<String> = events[first..]
            .iter()
            .map(|event| self.who(&event.who))
            .collect();
        let column = who
            .iter()
            .map(|who| textwrap::core::display_width(who))
            .max()
            .unwrap_or(0);
        for (who, event) in who.iter().zip(&events[first..]) {
            let pad = " ".repeat(column - textwrap::core::display_width(who));
            let did = self.did(&event.did, self.width.saturating_sub(column + 8));
            let indent = " ".repeat(column + 6);
            let lead = format!("    {who}{pad}  ");
            self.wrapped(text, &did, &lead, &indent);
        }
        text.push('\n');
    }

    /// What was expected beside what came, with the first difference marked.
    fn compared(&self, text: &mut String, failure: &Failure) {
        let expected_label = self.words.say("expected", &[]);
        let came_label = self.words.say("came", &[]);
        let width = textwrap::core::display_width;
        let column = width(&expected_label).max(width(&came_label)) + 2;
        let room = self.width.saturating_sub(column + 2);
        let mut side = |label: &str, shown: &str| {
            let pad = " ".repeat(column - width(label));
            let _ = writeln!(text, "  {STRONG}{label}{STRONG:#}{pad}{shown}");
        };
        let nothing = self.words.say("nothing", &[]);
        let shown = |bytes: &Bytes| match bytes.0.as_slice() {
            [] => nothing.clone(),
            bytes => bytes::quoted(bytes, room),
        };
        match (&failure.expected, &failure.came) {
            // Where only the exit code is wrong there is nothing to compare.
            (Some(expected), Some(came)) if expected.0.is_empty() && came.0.is_empty() => return,
            (Some(expected), Some(came)) if !expected.0.is_empty() && !came.0.is_empty() => {
                let Some(difference) = bytes::difference(&expected.0, &came.0, room) else {
                    side(&expected_label, &shown(expected));
                    text.push('\n');
                    return;
                };
                side(&expected_label, &difference.expected);
                side(&came_label, &difference.came);
                let byte = (difference.offset + 1).to_string();
                let marked = self.words.say("first-difference", &[("byte", &byte)]);
                let indent = " ".repeat(column + 2 + difference.column);
                let _ = writeln!(text, "{indent}{BAD}^{BAD:#}");
                let _ = writeln!(text, "  {}{FAINT}{marked}{FAINT:#}", " ".repeat(column));
            }
            (expected, came) => {
                if let Some(expected) = expected {
                    side(&expected_label, &shown(expected));
                }
                if let Some(came) = came {
                    side(&came_label, &shown(came));
                }
                if expected.is_none() && came.is_none() {
                    return;
                }
            }
        }
        text.push('\n');
    }

    /// What was seen, in a sentence or two.
    pub fn symptom(&self, symptom: &Symptom) -> String {
        let say = |key: &str, arguments: &[(&str, &str)]| self.words.say(key, arguments);
        match symptom {
            Symptom::NotWritten {
                step: Some(step),
                text,
                at,
                ..
            } => say(
                "symptom-step-not-written",
                &[("step", &step.to_string()), ("text", text), ("at", at)],
            ),
            Symptom::NotWritten {
                step: None,
                text,
                at,
                ..
            } => say("symptom-not-written", &[("text", text), ("at", at)]),
            Symptom::Crashed {
                program,
                message,
                at,
            } => {
                // An unwrapped error may show all the bytes that it is about.
                let shown: String = message.chars().take(PANIC).collect();
                let message = if shown.len() < message.len() {
                    format!("{shown}…")
                } else {
                    shown
                };
                say(
                    "symptom-crashed",
                    &[("program", program), ("message", &message), ("at", at)],
                )
            }
            Symptom::Signalled { program, signal } => say(
                "symptom-signalled",
                &[("program", program), ("signal", &signal.to_string())],
            ),
            Symptom::Ended { program, code } => say(
                "symptom-ended",
                &[("program", program), ("code", &code.to_string())],
            ),
            Symptom::Running { program, certain } => {
                let key = if *certain {
                    "symptom-running-for-good"
                } else {
                    "symptom-running"
                };
                say(key, &[("program", program)])
            }
            Symptom::Refused { program } => say("symptom-refused", &[("program", program)]),
            Symptom::Closed { program } => say("symptom-closed", &[("program", program)]),
            Symptom::Reset { program } => say("symptom-reset", &[("program", program)]),
            Symptom::Silence {
                program,
                certain: true,
                ..
            } => say("symptom-silent-for-good", &[("program", program)]),
            Symptom::Silence {
                program, waited, ..
            } => say(
                "symptom-silent",
                &[
                    ("program", program),
                    ("seconds", &(waited.0 / 1000).to_string()),
                ],
            ),
            Symptom::Unread { program, bytes, .. } => say(
                "symptom-unread",
                &[("program", program), ("count", &bytes.to_string())],
            ),
            Symptom::WrongBytes { program } => say("symptom-wrong-bytes", &[("program", program)]),
            Symptom::Unexpected { program } => say("symptom-unexpected", &[("program", program)]),
            Symptom::WrongLine { program } => say("symptom-wrong-line", &[("program", program)]),
            Symptom::NoLine { program } => say("symptom-no-line", &[("program", program)]),
            Symptom::WrongExit {
                program,
                expected,
                code,
            } => say(
                "symptom-wrong-exit",
                &[
                    ("program", program),
                    ("expected", &expected.to_string()),
                    ("code", &code.to_string()),
                ],
            ),
            Symptom::WrongOutput { program, stream } => say(
                "symptom-wrong-output",
                &[("program", program), ("stream", stream)],
            ),
            Symptom::Flood { program, limit } => say(
                "symptom-flood",
                &[("program", program), ("limit", &limit.to_string())],
            ),
            Symptom::Witness { key, arguments } => say(key, &filled_in(arguments)),
        }
    }

    fn who(&self, who: &Who) -> String {
        match who {
            Who::Program(name) => self.words.say("who-program", &[("program", name)]),
            Who::Caller(number) => self
                .words
                .say("who-caller", &[("number", &number.to_string())]),
            Who::Host => self.words.say("who-host", &[]),
            Who::Wire => self.words.say("who-wire", &[]),
        }
    }

    fn did(&self, did: &Did, width: usize) -> String {
        let say = |key: &str, arguments: &[(&str, &str)]| self.words.say(key, arguments);
        // What stands before the bytes is short in every language.
        let room = width.saturating_sub(12).max(20);
        let shown = |bytes: &Bytes| bytes::quoted(&bytes.0, room);
        match did {
            Did::Started { arguments } => say("did-start", &[("arguments", &arguments.join(" "))]),
            Did::Printed { line } => say("did-print", &[("line", &shown(line))]),
            Did::Complained { line } => {
                let line = bytes::quoted(&line.0, COMPLAINT);
                say("did-complain", &[("line", &line)])
            }
            Did::Typed { line } => say("did-type", &[("line", &shown(line))]),
            Did::Captured { file } => say("did-capture", &[("count", &file.0.len().to_string())]),
            Did::InputEnded => say("did-end-input", &[]),
            Did::Connected { from } => say("did-connect", &[("from", from)]),
            Did::Accepted => say("did-accept", &[]),
            Did::Sent {
                slices,
                drained: false,
            } => {
                let whole: Vec<u8> = slices.iter().flat_map(|slice| &slice.0).copied().collect();
                say("did-send", &[("bytes", &shown(&whole.into()))])
            }
            Did::Sent {
                slices,
                drained: true,
            } => {
                let parts: Vec<&[u8]> = slices.iter().map(|slice| slice.0.as_slice()).collect();
                let arguments = [
                    ("bytes", bytes::sliced(&parts, room)),
                    ("count", slices.len().to_string()),
                    ("cuts", bytes::offsets(&parts)),
                ];
                say(
                    "did-send-slices",
                    &arguments
                        .each_ref()
                        .map(|(name, said)| (*name, said.as_str())),
                )
            }
            Did::Received { bytes } => say("did-receive", &[("bytes", &shown(bytes))]),
            Did::Relayed { to, fate, bytes } => {
                let (key, count) = match fate {
                    Fate::Arrives => ("did-relay", 0),
                    Fate::Lost => ("did-relay-lose", 0),
                    Fate::Repeated => ("did-relay-repeat", 0),
                    Fate::Delayed => ("did-relay-delay", 0),
                    Fate::Cut(most) => ("did-relay-cut", *most),
                };
                let (count, bytes) = (count.to_string(), shown(bytes));
                let arguments = [("program", to.as_str()), ("count", &count)];
                say(key, &[&arguments[..], &[("bytes", &bytes)]].concat())
            }
            Did::Held { offset } => say("did-hold", &[("count", &offset.to_string())]),
            Did::Finished { sent } => say("did-finish", &[("count", &sent.to_string())]),
            Did::SawEnd => say("did-see-end", &[]),
            Did::Reset { sent } => say("did-reset", &[("count", &sent.to_string())]),
            Did::Closed => say("did-close", &[]),
            Did::Left => say("did-leave", &[]),
            Did::CameBack => say("did-come-back", &[]),
            Did::Frozen => say("did-freeze", &[]),
            Did::Thawed => say("did-thaw", &[]),
            Did::StartedThawed => say("did-thaw-started", &[]),
            Did::Interrupted => say("did-interrupt", &[]),
            Did::Killed => say("did-kill", &[]),
            Did::Exited { code } => say("did-exit", &[("code", &code.to_string())]),
        }
    }

    fn label(&self, text: &mut String, key: &str) {
        let _ = writeln!(text, "  {STRONG}{}{STRONG:#}", self.words.say(key, &[]));
    }

    /// Wrapped text, and an empty line after it.
    fn paragraph(&self, text: &mut String, indent: usize, paragraph: &str) {
        let indent = " ".repeat(indent);
        for line in paragraph.lines() {
            self.wrapped(text, line, &indent, &indent);
        }
        text.push('\n');
    }

    fn wrapped(&self, text: &mut String, line: &str, first: &str, then: &str) {
        let _ = writeln!(text, "{}", filled(line, self.width, first, then));
    }

    /// The outcomes as JSON, for programs: the same model, the words beside it.
    pub fn json(&self, outcomes: &[Outcome]) -> Value {
        let check = |outcome: &Outcome| {
            let mut check = json!({
                "check": outcome.check,
                "title": self.words.title(self.lesson, outcome.check),
                "milliseconds": outcome.time.0,
            });
            // A verdict is plain data: it always has a JSON form.
            if let (Some(check), Ok(Value::Object(verdict))) = (
                check.as_object_mut(),
                serde_json::to_value(&outcome.verdict),
            ) {
                check.extend(verdict);
                if let Verdict::Failed { failure, events } = &outcome.verdict {
                    let happened: Vec<String> = events
                        .iter()
                        .map(|event| {
                            let (who, did) =
                                (self.who(&event.who), self.did(&event.did, self.width));
                            format!("{who}: {did}")
                        })
                        .collect();
                    check.insert("happened".into(), happened.into());
                    check.insert("sentence".into(), self.symptom(&failure.symptom).into());
                    if let Some(diagnosis) = &failure.diagnosis {
                        check.insert("mistake".into(), self.diagnosis(diagnosis).into());
                    }
                    let why = self.words.check(self.lesson, outcome.check, "why");
                    check.insert("why".into(), why.into());
                    let next = self.next(outcome.check, failure);
                    check.insert("next".into(), next.into());
                }
            }
            check
        };
        json!({
            "lesson": self.lesson.number,
            "slug": self.lesson.slug,
            "passed": passes(outcomes),
            "checks": outcomes.iter().map(check).collect::<Vec<_>>(),
        })
    }
}

fn filled_in<'a>(arguments: &'a BTreeMap<&'static str, String>) -> Vec<(&'static str, &'a str)> {
    let arguments = arguments.iter();
    arguments
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

/// Text in lines of at most `width` columns. Names such as `ready-line` stay whole.
pub fn filled(text: &str, width: usize, first: &str, then: &str) -> String {
    let options = Options::new(width)
        .word_splitter(WordSplitter::NoHyphenation)
        .initial_indent(first)
        .subsequent_indent(then);
    textwrap::fill(text, options)
}

/// Whether the lesson is passed: nothing stands in the way, and something passed.
pub fn passes(outcomes: &[Outcome]) -> bool {
    outcomes
        .iter()
        .all(|outcome| !outcome.verdict.stands_in_the_way())
        && outcomes.iter().any(|outcome| outcome.verdict.passed())
}

fn mark(verdict: &Verdict) -> (Style, char) {
    match verdict {
        Verdict::Passed => (GOOD, '✓'),
        Verdict::Failed { .. } if verdict.not_written().is_some() => (OPEN, '○'),
        Verdict::Failed { .. } => (BAD, '✗'),
        Verdict::Waiting { .. } | Verdict::Skipped { .. } => (FAINT, '·'),
        Verdict::Fault { .. } => (BAD, '!'),
    }
}
