//! `reset N`: puts an exercise back to its starter, and keeps what was there.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::{fs, process};

use anyhow::{Context as _, Result, bail};
use netlesson_checks::report::{STRONG, filled};
use netlesson_checks::words::Words;

use super::number;
use crate::backup;
use crate::course::Course;
use crate::files::{self, Files};
use crate::progress::{Progress, State};
use crate::screen::{self, line, spoken, ways_on};

/// What `reset` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The lesson's number
    #[arg(value_parser = number)]
    pub number: u16,
    /// Do not ask
    #[arg(long, short)]
    pub yes: bool,
}

/// Runs the command; exit code 1 when the reader says no.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let lesson = course.lesson(words, arguments.number)?;
    let place = Course::place(lesson, false);
    let starter = files::at_the_start(course, words, lesson)?;
    let written = files::written(course, words, lesson, false)?;
    if written == starter {
        line(words.say("reset-nothing", &[("place", &place)]));
        return Ok(ExitCode::SUCCESS);
    }
    if !arguments.yes && !confirmed(words, &place, &spoken(&format!("reset {}", lesson.number)))? {
        line(words.say("reset-not-done", &[]));
        return Ok(ExitCode::FAILURE);
    }

    // The reader may have saved while the question stood.
    let written = files::written(course, words, lesson, false)?;
    // First the backup, whole; then the exercise. Interrupted in between, nothing is lost, and
    // the next `reset` does the rest.
    let backup = match written.is_empty() {
        true => None,
        false => Some(
            backup::keep(course, lesson, &written)
                .with_context(|| words.say("cannot-back-up", &[("place", &place)]))?,
        ),
    };
    put_back(&course.folder(lesson, false), &written, &starter)
        .with_context(|| words.say("cannot-reset", &[("place", &place)]))?;
    Progress::read(course, words)?.change(lesson, |state| *state = State::default())?;

    line(format_args!(
        "{STRONG}{}{STRONG:#}",
        words.say("reset-done", &[("place", &place)])
    ));
    if let Some(backup) = backup {
        let backup = backup.strip_prefix(course.root()).unwrap_or(&backup);
        let backup = backup.display().to_string();
        ways_on(&[(words.say("reset-backup", &[]), backup)]);
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks whether to go on.
fn confirmed(words: &Words, place: &str, command: &str) -> Result<bool> {
    if !io::stdin().is_terminal() {
        let command = format!("{command} --yes");
        bail!(words.say("reset-cannot-ask", &[("command", &command)]));
    }
    let question = words.say("reset-question", &[("place", place)]);
    let question = filled(&question, screen::width(), "", "");
    let mut stderr = anstream::stderr();
    write!(stderr, "{question} ").and_then(|()| stderr.flush())?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(["y", "yes", "是"].contains(&answer.as_str()))
}

/// Makes the exercise's folder hold the starter in place of what is written there.
fn put_back(folder: &Path, written: &Files, starter: &Files) -> io::Result<()> {
    for (path, bytes) in starter {
        if written.get(path) == Some(bytes) {
            continue;
        }
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        // Beside the file, then renamed: at no time is it half a file.
        let fresh = path.with_extension(format!("{}.new", process::id()));
        fs::write(&fresh, bytes)?;
        fs::rename(&fresh, &path)?;
    }
    let added = written.keys().filter(|path| !starter.contains_key(*path));
    for path in added {
        let path = folder.join(path);
        fs::remove_file(&path)?;
        // The folders that it was alone in, up to the first that holds more.
        let _ = path
            .ancestors()
            .skip(1)
            .take_while(|parent| *parent != folder)
            .try_for_each(fs::remove_dir);
    }
    Ok(())
}
