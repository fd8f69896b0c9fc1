//! Processes that a run has left behind: they carry the mark of a grader that is gone. A grader
//! ends all it has started, whatever ends the grader; but SIGKILL leaves it no time to.

use netlesson_checks::report::bytes::printable;
use netlesson_checks::words::Words;

use super::{Finding, Patient};
use crate::screen::{line, spoken};

/// A process that was left behind.
#[cfg_attr(
    not(target_os = "linux"),
    allow(dead_code, reason = "only Linux tells of them")
)]
struct Leftover {
    pid: i32,
    name: String,
}

/// Notes what was left behind.
pub fn look(patient: &mut Patient) {
    let found = find();
    if found.is_empty() {
        if cfg!(target_os = "linux") {
            patient.note(Finding::Good, "doctor-no-leftovers", &[]);
        }
        return;
    }
    let command = spoken("doctor --clean");
    let arguments = [("processes", list(&found)), ("command", command)];
    let arguments = arguments
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    patient.note(Finding::Unusual, "doctor-leftovers", &arguments);
}

/// Ends what was left behind, and says what it was.
pub fn end(words: &Words) {
    let found = find();
    found.iter().for_each(kill);
    if found.is_empty() {
        line(words.say("doctor-no-leftovers", &[]));
    } else {
        line(words.say("doctor-cleaned", &[("processes", &list(&found))]));
    }
}

fn list(leftovers: &[Leftover]) -> String {
    let names: Vec<String> = leftovers
        .iter()
        .map(|leftover| format!("{} ({})", printable(&leftover.name), leftover.pid))
        .collect();
    names.join(", ")
}

/// The processes of this user that carry a grader's mark and do not descend from that grader. On
/// Linux whatever a living grader's programs start stays among its descendants.
#[cfg(target_os = "linux")]
fn find() -> Vec<Leftover> {
    use std::collections::BTreeMap;
    use std::ffi::OsStr;

    use netlesson_checks::program::MARK;
    use procfs::process::all_processes;

    let processes: Vec<_> = all_processes().into_iter().flatten().flatten().collect();
    let stats = processes.iter().filter_map(|process| process.stat().ok());
    let stats: BTreeMap<i32, _> = stats.map(|stat| (stat.pid, stat)).collect();
    let descends = |pid: i32, ancestor: i32| {
        let parent = |pid: &i32| Some(stats.get(pid)?.ppid);
        std::iter::successors(Some(pid), parent).any(|pid| pid == ancestor)
    };
    let own = std::process::id();
    processes
        .iter()
        .filter_map(|process| {
            // Another user's environment cannot be read.
            let environment = process.environ().ok()?;
            let mark = environment.get(OsStr::new(MARK))?.to_str()?;
            let grader = mark.split('.').next()?.parse().ok()?;
            let stat = stats.get(&process.pid)?;
            // This command itself may stand below a program that was marked.
            let is_ours = i32::try_from(own).is_ok_and(|own| descends(own, process.pid));
            (stat.state != 'Z' && !is_ours && !descends(process.pid, grader)).then(|| Leftover {
                pid: process.pid,
                name: stat.comm.clone(),
            })
        })
        .collect()
}

/// Not told here.
#[cfg(not(target_os = "linux"))]
fn find() -> Vec<Leftover> {
    Vec::new()
}

#[cfg(unix)]
fn kill(leftover: &Leftover) {
    use rustix::process::{Pid, Signal, kill_process};
    if let Some(pid) = Pid::from_raw(leftover.pid) {
        // One that has ended meanwhile is no error.
        let _ = kill_process(pid, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn kill(_: &Leftover) {}
