//! `watch`: plays a lesson's checks again whenever one of its files is saved.

use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::{Context as _, Result};
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::report::{FAINT, GOOD};
use netlesson_checks::words::Words;
use notify::{Event, RecursiveMode, Watcher};

use super::lesson::{Way, does_not_compile, heading, note_passed, play_shown};
use super::number;
use crate::course::Course;
use crate::progress::Progress;
use crate::screen::{self, gap, line, paragraphs};

/// What `watch` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The lesson's number; the first that is not passed, if left out
    #[arg(value_parser = number)]
    pub number: Option<u16>,
}

/// Runs the command; ends when every lesson is passed, or by Ctrl-C.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let progress = Progress::read(course, words)?;
    let mut next = match arguments.number {
        Some(number) => Some(course.lesson(words, number)?),
        None => progress.next(0),
    };
    screen::clear();
    while let Some(lesson) = next {
        until_passed(course, words, lesson)?;
        next = Progress::read(course, words)?.next(lesson.number);
        gap();
    }
    let count = LESSONS.len().to_string();
    let arguments = [("passed", count.as_str()), ("count", &count)];
    line(format_args!(
        "{GOOD}{}{GOOD:#}",
        words.say("list-done", &arguments)
    ));
    Ok(ExitCode::SUCCESS)
}

/// Plays the lesson now and at every save, until it passes. One that was passed before is
/// watched on: whoever names it wants to work on it.
fn until_passed(course: &Course, words: &Words, lesson: &Lesson) -> Result<()> {
    let (saved, saves) = mpsc::channel();
    let folder = course.folder(lesson, false);
    let place = Course::place(lesson, false);
    let cannot = || words.say("cannot-watch", &[("place", &place)]);
    let mut watcher = notify::recommended_watcher(move |event| {
        // Nobody listens any more when the lesson is done.
        let _ = saved.send(event);
    })
    .with_context(cannot)?;
    watcher
        .watch(&folder, RecursiveMode::Recursive)
        .with_context(cannot)?;

    let was_passed = Progress::read(course, words)?.of(lesson).passed;
    loop {
        let way = Way::usual();
        let passed = match play_shown(course, words, lesson, &way) {
            Ok(Some(outcomes)) => {
                // One that cannot be noted is watched on: it would be the next again.
                note_passed(course, words, lesson, &way, &outcomes)
            }
            Ok(None) => {
                gap();
                line(heading(words, lesson, &place));
                does_not_compile(words);
                false
            }
            // A Cargo.toml that lost a program, say: the next save may mend it.
            Err(error) => {
                screen::complain(&error);
                false
            }
        };
        if passed && !was_passed {
            return Ok(());
        }
        gap();
        let watching = words.say("watching", &[("place", &place)]);
        paragraphs(&format!("{FAINT}{watching}{FAINT:#}"), "");
        // A save during the run waits in the channel: then this is over at once.
        wait_for_a_save(&saves, &folder).with_context(cannot)?;
        screen::clear();
    }
}

/// Waits until one of the student's files is saved, and until the saving is over: an editor writes,
/// renames and touches several times.
fn wait_for_a_save(saves: &Receiver<notify::Result<Event>>, folder: &Path) -> Result<()> {
    /// As long as events come closer together than this, they are one save.
    const TOGETHER: Duration = Duration::from_millis(50);
    while !is_save(&saves.recv()??, folder) {}
    while saves.recv_timeout(TOGETHER).is_ok() {}
    Ok(())
}

/// Whether the event changed something that the lesson is built from or graded by.
fn is_save(event: &Event, folder: &Path) -> bool {
    // Reading is an event, too, and the compiler reads.
    if event.kind.is_access() {
        return false;
    }
    event.paths.iter().any(|path| {
        // What the system calls the folder may differ from what we do (links on macOS).
        let path = path.strip_prefix(folder).unwrap_or(path);
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let source = path.components().any(|part| part.as_os_str() == "src");
        source && name.ends_with(".rs") || ["predictions.json", "Cargo.toml"].contains(&name)
    })
}
