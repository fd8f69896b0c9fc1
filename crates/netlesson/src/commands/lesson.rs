//! `lesson N`: build it, play its checks, explain the first that fails.

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use netlesson_checks::lesson::Lesson;
use netlesson_checks::play::Built;
use netlesson_checks::report::{BAD, FAINT, GOOD, OPEN, Report, STRONG, passes};
use netlesson_checks::run::{self, Outcome};
use netlesson_checks::words::Words;
use serde_json::{Value, json};

use super::number;
use crate::compile;
use crate::course::Course;
use crate::programs::{self, Named, quoted};
use crate::progress::Progress;
use crate::screen::{self, Status, gap, line, paragraphs, spoken, ways_on};

/// What `lesson` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The lesson's number
    #[arg(value_parser = number)]
    pub number: u16,
    /// Run the checks against the solution instead of the exercise
    #[arg(long)]
    pub solution: bool,
    /// Grade this program in the place of the exercise's: any executable, in any language
    #[arg(long = "program", value_name = "NAME=PATH", value_parser = Named::parse)]
    pub programs: Vec<Named>,
    /// Print the verdicts as JSON, for programs
    #[arg(long)]
    pub json: bool,
    /// Play only this check
    #[arg(long, value_name = "CHECK")]
    pub only: Option<String>,
    /// The seed of the random payloads: the same seed, the same bytes
    #[arg(long)]
    pub seed: Option<u64>,
}

/// Runs the command; exit code 0 only when every check passes.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let lesson = course.lesson(words, arguments.number)?;
    if let Some(only) = &arguments.only {
        known(words, lesson, only)?;
    }
    if arguments.solution {
        course.need_solution(words, lesson)?;
    }
    let way = Way {
        solution: arguments.solution,
        programs: &arguments.programs,
        only: arguments.only.as_deref(),
        seed: arguments.seed.unwrap_or_else(run::any_seed),
    };
    let outcomes = if arguments.json {
        let outcomes = play(course, words, lesson, &way)?;
        let json = as_json(words, lesson, &way, outcomes.as_deref());
        line(format_args!("{json:#}"));
        outcomes
    } else {
        let outcomes = play_shown(course, words, lesson, &way)?;
        if outcomes.is_none() {
            does_not_compile(words);
        }
        outcomes
    };
    if let Some(outcomes) = &outcomes {
        note_passed(course, words, lesson, &way, outcomes);
    }
    Ok(match outcomes {
        Some(outcomes) if passes(&outcomes) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// That the lesson has a check of this name, or an error that says which may have been meant.
pub fn known(words: &Words, lesson: &Lesson, check: &str) -> Result<()> {
    if lesson.check(check).is_some() {
        return Ok(());
    }
    let names: Vec<&str> = lesson.checks.iter().map(|check| check.name).collect();
    let near = near(check, &names);
    let (key, names) = match near.is_empty() {
        true => ("no-such-check", names),
        false => ("no-such-check-but", near),
    };
    let number = lesson.number.to_string();
    let names = names.join(", ");
    let arguments = [
        ("number", number.as_str()),
        ("check", check),
        ("names", &names),
    ];
    bail!(words.say(key, &arguments))
}

/// The names that look most like what was typed, the nearest first.
pub fn near<'a>(typed: &str, names: &[&'a str]) -> Vec<&'a str> {
    const NEAR: f64 = 0.8;
    const MANY: usize = 3;
    let mut near: Vec<(f64, &str)> = names
        .iter()
        .map(|name| (strsim::jaro_winkler(typed, name), *name))
        .filter(|(likeness, name)| *likeness > NEAR || name.contains(typed))
        .collect();
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    near.iter().take(MANY).map(|(_, name)| *name).collect()
}

/// What is played, and how.
pub struct Way<'a> {
    /// The solution instead of the exercise.
    pub solution: bool,
    /// These programs in the place of the exercise's or the solution's.
    pub programs: &'a [Named],
    /// Only the check of this name.
    pub only: Option<&'a str>,
    /// The seed of the random payloads.
    pub seed: u64,
}

impl Way<'_> {
    /// The exercise, all its checks, with chance's own seed.
    pub fn usual() -> Self {
        Self {
            solution: false,
            programs: &[],
            only: None,
            seed: run::any_seed(),
        }
    }

    /// Whether all that is graded is the student's exercise.
    fn is_exercise(&self) -> bool {
        !self.solution && self.programs.is_empty()
    }

    /// What is graded: the lesson's folder, or each program with where it comes from.
    fn graded(&self, lesson: &Lesson) -> String {
        let place = Course::place(lesson, self.solution);
        if self.programs.is_empty() {
            return place;
        }
        let path = |program: &str| {
            let named = self.programs.iter().find(|named| named.program == program);
            named.map_or(place.as_str(), |named| named.path.as_str())
        };
        let programs = lesson.programs.iter();
        let programs = programs.map(|program| format!("{program}={}", path(program)));
        programs.collect::<Vec<_>>().join("  ")
    }

    /// The command that plays this check with the same bytes on the same programs.
    fn replay(&self, lesson: &Lesson, check: &str) -> String {
        let mut command = lesson.replay(check, self.seed);
        if self.solution {
            command += " --solution";
        }
        for Named { program, path } in self.programs {
            command += &format!(" --program {program}={}", quoted(path));
        }
        spoken(&command)
    }

    /// The command that draws what happens in this check, where it can.
    fn drawn(&self, lesson: &Lesson, check: &str) -> Option<String> {
        let solution = if self.solution { " --solution" } else { "" };
        let (number, seed) = (lesson.number, self.seed);
        let command = format!("wire {number} --check {check} --seed {seed}{solution}");
        (super::wire::HERE && self.programs.is_empty()).then(|| spoken(&command))
    }
}

/// Builds the lesson, unless all its programs are named, and plays its checks. `None` when it does
/// not compile.
pub fn play(
    course: &Course,
    words: &Words,
    lesson: &Lesson,
    way: &Way,
) -> Result<Option<Vec<Outcome>>> {
    let built = built(course, words, lesson, way)?;
    Ok(built.map(|built| played(words, lesson, way, &built, |_| {})))
}

/// The same, and shows what comes of the checks: each in a line as soon as it and all before it are decided, the
/// first that fails explained below them.
pub fn play_shown(
    course: &Course,
    words: &Words,
    lesson: &Lesson,
    way: &Way,
) -> Result<Option<Vec<Outcome>>> {
    let Some(built) = built(course, words, lesson, way)? else {
        return Ok(None);
    };
    let mut page = Page::begin(course, words, lesson, way);
    let outcomes = played(words, lesson, way, &built, |outcome| page.add(outcome));
    page.end();
    Ok(Some(outcomes))
}

fn built(course: &Course, words: &Words, lesson: &Lesson, way: &Way) -> Result<Option<Built>> {
    let named = programs::find(words, lesson, way.programs)?;
    if named.len() == lesson.programs.len() {
        return Ok(Some(Built {
            executables: named,
            folder: course.folder(lesson, way.solution),
        }));
    }
    let mut built = compile::lesson(course, words, lesson, way.solution)?;
    if let Some(built) = &mut built {
        built.executables.extend(named);
    }
    Ok(built)
}

fn played(
    words: &Words,
    lesson: &Lesson,
    way: &Way,
    built: &Built,
    tell: impl FnMut(&Outcome),
) -> Vec<Outcome> {
    let number = lesson.number.to_string();
    let _status = Status::after_a_moment(words.say("playing", &[("number", &number)]));
    run::lesson_told(lesson, built, way.only, way.seed, tell)
}

/// Notes a student's lesson that passes as passed; whether it is noted. Where that cannot be
/// written there is a warning, which comes after the verdict: the verdict stands.
pub fn note_passed(
    course: &Course,
    words: &Words,
    lesson: &Lesson,
    way: &Way,
    outcomes: &[Outcome],
) -> bool {
    if !passes(outcomes) || !way.is_exercise() || way.only.is_some() {
        return false;
    }
    let noted = Progress::read(course, words)
        .and_then(|mut progress| progress.change(lesson, |state| state.passed = true))
        .with_context(|| {
            let number = lesson.number.to_string();
            words.say("passed-not-noted", &[("number", &number)])
        });
    match noted {
        Ok(()) => true,
        Err(error) => {
            screen::warn(&error);
            false
        }
    }
}

/// The verdicts for programs.
fn as_json(words: &Words, lesson: &Lesson, way: &Way, outcomes: Option<&[Outcome]>) -> Value {
    let report = report(words, lesson);
    let mut verdicts = report.json(outcomes.unwrap_or_default());
    let paths = way.programs.iter();
    let paths = paths.map(|named| (named.program.clone(), json!(named.path)));
    verdicts["programs"] = Value::Object(paths.collect());
    verdicts["solution"] = json!(way.solution);
    verdicts["compiles"] = json!(outcomes.is_some());
    verdicts["seed"] = json!(way.seed);
    let checks = verdicts["checks"].as_array_mut().into_iter().flatten();
    for (check, outcome) in checks.zip(outcomes.unwrap_or_default()) {
        if outcome.verdict.stands_in_the_way() {
            check["replay"] = json!(way.replay(lesson, outcome.check));
        }
    }
    verdicts
}

fn report<'a>(words: &'a Words, lesson: &'a Lesson) -> Report<'a> {
    Report {
        words,
        lesson,
        width: screen::width(),
    }
}

/// Says that it does not compile; the compiler has said why.
pub fn does_not_compile(words: &Words) {
    line(format_args!(
        "{BAD}{}{BAD:#}",
        words.say("does-not-compile", &[])
    ));
}

/// The lesson's number, its title, and what is graded.
pub fn heading(words: &Words, lesson: &Lesson, graded: &str) -> String {
    let number = lesson.number.to_string();
    let title = [
        ("number", number.as_str()),
        ("title", &words.lesson(lesson)),
    ];
    let title = words.say("lesson-title", &title);
    format!("{STRONG}{title}{STRONG:#}  {FAINT}{graded}{FAINT:#}")
}

/// What is shown of a lesson that is being played.
struct Page<'a> {
    course: &'a Course,
    report: Report<'a>,
    way: &'a Way<'a>,
    outcomes: Vec<Outcome>,
    /// How many of them have their lines.
    shown: usize,
}

impl<'a> Page<'a> {
    fn begin(course: &'a Course, words: &'a Words, lesson: &'a Lesson, way: &'a Way) -> Self {
        line(heading(words, lesson, &way.graded(lesson)));
        gap();
        Self {
            course,
            report: report(words, lesson),
            way,
            outcomes: Vec::new(),
            shown: 0,
        }
    }

    fn add(&mut self, outcome: &Outcome) {
        self.outcomes.push(outcome.clone());
        // What an exercise that is not begun is opened with comes before the first line.
        if !self.may_be_unbegun() {
            let waits_for = outcome.verdict.waits_for();
            // Those that wait for the same check may share a line with the next.
            let open = self.outcomes.iter().rev().take_while(|outcome| {
                waits_for.is_some() && outcome.verdict.waits_for() == waits_for
            });
            self.show_lines(self.outcomes.len() - open.count());
        }
    }

    fn show_lines(&mut self, end: usize) {
        for outcome in self.report.lines(&self.outcomes[self.shown.min(end)..end]) {
            line(outcome);
        }
        self.shown = self.shown.max(end);
    }

    /// The first that is in the way. Whoever names a program wants to hear of that one: the rest of the exercise may
    /// not be begun.
    fn first(&self) -> Option<&Outcome> {
        let mut in_the_way = self
            .outcomes
            .iter()
            .filter(|outcome| outcome.verdict.stands_in_the_way());
        match self.way.programs {
            [] => in_the_way.next(),
            _ => in_the_way.min_by_key(|outcome| outcome.verdict.not_written().is_some()),
        }
    }

    /// Whether nothing has been seen of the student's own yet. Once it is false it stays false.
    fn may_be_unbegun(&self) -> bool {
        let given = self.report.lesson.given;
        let is_fresh =
            |outcome: &Outcome| !outcome.verdict.passed() || given.contains(&outcome.check);
        let is_not_written = |outcome: &Outcome| outcome.verdict.not_written().is_some();
        self.outcomes.iter().all(is_fresh) && self.first().is_none_or(is_not_written)
    }

    fn end(mut self) {
        let (words, lesson) = (self.report.words, self.report.lesson);
        let brief = self.course.brief(lesson, words.language());
        // Who has written nothing yet is told first what the lesson is about.
        if self.may_be_unbegun() && self.first().is_some() {
            paragraphs(&brief.opening(), "");
            gap();
        }
        self.show_lines(self.outcomes.len());
        gap();
        let first = self.first();
        if let Some(outcome) = first {
            // It ends with a gap, and `line` ends with a line break.
            line(self.report.explained(outcome).trim_end());
            gap();
            if let Some((Some(step), _)) = outcome.verdict.not_written()
                && let Some((heading, text)) = brief.step(step)
            {
                line(format_args!("  {OPEN}{heading}{OPEN:#}"));
                paragraphs(&text, "  ");
                gap();
            }
        }
        closing(self.course, &self.report, &self.outcomes, first, self.way);
    }
}

fn closing(
    course: &Course,
    report: &Report,
    outcomes: &[Outcome],
    first: Option<&Outcome>,
    way: &Way,
) {
    let (words, lesson) = (report.words, report.lesson);
    let passed = outcomes
        .iter()
        .filter(|outcome| outcome.verdict.passed())
        .count();
    let (passed, count) = (passed.to_string(), outcomes.len().to_string());
    let counts = [("passed", passed.as_str()), ("count", &count)];
    let number = lesson.number;
    match first {
        None => {
            // One check, or a few, say nothing of the lesson.
            let whole = outcomes.len() == lesson.checks.len();
            let key = match passes(outcomes) {
                true if !whole => "some-pass",
                true if passed == count => "all-pass",
                true => "all-pass-or-skipped",
                false => "some-pass",
            };
            line(format_args!("{GOOD}{}{GOOD:#}", words.say(key, &counts)));
            let mut ways = Vec::new();
            if let Some(next) = Lesson::numbered(number + 1) {
                let title = words.lesson(next);
                let purpose = words.say("way-next", &[("title", &title)]);
                ways.push((purpose, spoken(&format!("lesson {}", next.number))));
            }
            if course.has_solution(lesson) {
                let diff = spoken(&format!("diff {number}"));
                ways.push((words.say("way-diff", &[]), diff));
            }
            if way.is_exercise() {
                ways_on(&ways);
            }
        }
        Some(outcome) => {
            line(words.say("some-pass", &counts));
            let check = outcome.check;
            let hint = match way.is_exercise() {
                true => format!("hint {number}"),
                // The hint for the check that fails first in the exercise would be another.
                false => format!("hint {number} --check {check}"),
            };
            let hint = (words.say("way-hint", &[]), spoken(&hint));
            let replay = (words.say("way-replay", &[]), way.replay(lesson, check));
            let drawn = way.drawn(lesson, check);
            let drawn = drawn.map(|command| (words.say("way-wire", &[]), command));
            let brief = words.say("way-brief", &[]);
            let brief = (brief, Course::brief_place(lesson, words));
            // Of a solution there is nothing to be hinted at: it is not the reader's to mend.
            let mut ways = vec![replay];
            ways.extend(drawn);
            if !way.solution {
                ways.insert(0, hint);
                ways.push(brief);
            }
            ways_on(&ways);
        }
    }
}
