//! Runs a stranger's program within bounds on time, output, processes, threads, memory and files, all that it has started
//! included.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use netlesson_checks::kernel;
use netlesson_checks::log::Log;
use netlesson_checks::program::{Exit, Program};
use netlesson_checks::verdict::Problem;
use serde::{Deserialize, Serialize};

use crate::container::{Level, Room, contained};
use crate::files::disk_usage;
use crate::keeper::SIGNALLED;
use crate::workplace::Workplace;

/// How long a keeper may take to end what it keeps.
const ENDING: Duration = Duration::from_secs(30);

/// What ended a run before its own end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndedBy {
    /// A signal, by its number.
    Signal(i32),
    /// It took more than so many seconds.
    Seconds(u64),
    /// It printed without end.
    Output,
    /// It had more than so many processes.
    Processes(usize),
    /// It had more than so many threads.
    Threads(usize),
    /// It had more than so many bytes of memory.
    Memory(u64),
    /// It wrote more than so many bytes of files.
    Files(u64),
    /// It closed a folder, so that nobody sees how much is in it.
    ClosedFolder,
}

/// What came of a run.
pub(crate) enum Ran {
    /// It ended by itself, with this exit code.
    Ended {
        code: i32,
        stdout: Vec<u8>,
        stderr: Vec<u8>,
    },
    /// A signal ended it.
    Signalled { signal: i32, stderr: Vec<u8> },
    /// It broke this bound, and was ended.
    Stopped(EndedBy),
}

/// Runs a program in a room to its end, or ends it with all it has started.
///
/// # Errors
///
/// When it cannot be started.
pub(crate) fn ran(
    workplace: &Workplace,
    level: Level,
    room: &Room,
    program: &Path,
    arguments: &[String],
    limit: Duration,
) -> Result<Ran> {
    let written = || {
        let written = room.write.iter().map(|path| disk_usage(path));
        written.sum::<io::Result<u64>>()
    };
    // Once it runs, it may close its folder to whoever measures.
    let before = written().context("cannot measure what is written already")?;
    let (executable, arguments) = contained(&workplace.grader(), level, room, program, arguments)?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let started = Program::start(
        "contained",
        &executable,
        workplace.folder(),
        &arguments,
        &Log::default(),
    );
    let started: Arc<Program> = match started {
        Ok(started) => started,
        Err(Problem::Fault(error)) => bail!(error),
        Err(problem) => bail!("{problem:?}"),
    };
    let mut broken = None;
    let start = Instant::now();
    let mut measured = Instant::now();
    while broken.is_none() && start.elapsed() < limit && !started.ends_within(LOOK) {
        broken = bounds_broken(&started);
        if broken.is_none() && measured.elapsed() >= MEASURE {
            broken = match written() {
                Ok(now) => (now.saturating_sub(before) > DISK).then_some(EndedBy::Files(DISK)),
                Err(_) => Some(EndedBy::ClosedFolder),
            };
            measured = Instant::now();
        }
    }
    let late = EndedBy::Seconds(limit.as_secs());
    let exit = match (broken, started.exit()) {
        (None, Some(exit)) => exit,
        (broken, _) => {
            // Its keeper ends all of it, which a kernel under load may take a while for.
            started.end_input();
            started.ends_within(ENDING);
            return Ok(Ran::Stopped(broken.unwrap_or(late)));
        }
    };
    let (stdout, stderr) = started.all_printed();
    Ok(match exit {
        Exit::Signal(signal) => Ran::Signalled { signal, stderr },
        Exit::Code(code) if code > SIGNALLED => Ran::Signalled {
            signal: code - SIGNALLED,
            stderr,
        },
        Exit::Code(code) => Ran::Ended {
            code,
            stdout,
            stderr,
        },
    })
}

/// How often the bounds are looked at: each look asks about every thread of a submission.
const LOOK: Duration = Duration::from_millis(200);

/// How often it is measured what has been written.
const MEASURE: Duration = Duration::from_secs(1);

/// What all processes of a submission together may have at most.
const PROCESSES: usize = 300;
const THREADS: usize = 3000;
/// Bytes.
pub const MEMORY: u64 = 4 << 30;
/// Bytes on the disk, beside what was there before.
const DISK: u64 = 1 << 30;

/// The bound that a running submission has broken, if any.
fn bounds_broken(started: &Program) -> Option<EndedBy> {
    if started.is_flooded() {
        return Some(EndedBy::Output);
    }
    let family = kernel::descendants(started.pid());
    if family.len() > PROCESSES {
        return Some(EndedBy::Processes(PROCESSES));
    }
    let threads = family.iter().filter_map(|pid| kernel::threads(*pid));
    if threads.sum::<usize>() > THREADS {
        return Some(EndedBy::Threads(THREADS));
    }
    let memory = family.iter().filter_map(|pid| kernel::memory(*pid));
    if memory.map(|(now, _)| now).sum::<u64>() > MEMORY {
        return Some(EndedBy::Memory(MEMORY));
    }
    None
}
