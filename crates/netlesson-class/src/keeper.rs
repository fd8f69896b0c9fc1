//! `netlesson-class keep REACH -- PROGRAM ARGUMENT…`: runs PROGRAM, and when it has ended, or the grader wants no more of
//! it, kills all that is left of it, waits until nothing is, and ends as PROGRAM did.
//!
//! Whoever looks for the processes of a fork bomb one by one is too late. A keeper lets the kernel find them: kill(2)
//! of -1 kills at once whatever the caller may signal, and a fork that it interrupts makes no process. So it is
//! arranged beforehand that a keeper may signal nothing else ([`Reach`]). What loses its parent becomes the keeper's
//! child (PR_SET_CHILD_SUBREAPER, prctl(2)): when it has no child any more, nothing is left.
//!
//! A keeper begins to end its program when its stdin ends, which it does when the grader closes it, or dies.

use std::io::Read as _;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use anyhow::{Context as _, Result, ensure};
use landlock::{
    AccessFs, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset, RulesetAttr,
    RulesetCreatedAttr, Scope,
};
use netlesson_checks::kernel;
use rustix::io::Errno;
use rustix::process::{
    DumpableBehavior, Gid, Pid, Signal, Uid, WaitOptions, WaitStatus, getppid, kill_process,
    kill_process_group, set_child_subreaper, set_dumpable_behavior,
    set_parent_process_death_signal, test_kill_process, wait,
};
use rustix::thread::{set_thread_res_gid, set_thread_res_uid};
use serde::{Deserialize, Serialize};

use crate::container::{Level, landlock_works};

/// Whom a keeper's signals reach, and so what it ends with certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// What it has started, wherever that has fled: a Landlock domain keeps signals inside (Linux 6.12).
    Domain {
        /// Whether what it has started mounts file systems. No domain that has a say about files allows that.
        mounts: bool,
    },
    /// All of a user's processes, where nothing else is this user's. The keeper is root, and out of their reach.
    User(u32),
    /// Whatever the grader's user may signal: only what is found among its descendants is killed, and a program
    /// that kills its keeper may leave something behind.
    Descendants,
}

impl Reach {
    /// The strongest that a level gives. `user` is the user that the programs run as, where it is not the grader's.
    pub fn at(level: Level, user: Option<u32>) -> Self {
        match user {
            _ if level != Level::ProcessGroup && landlock_works() => Self::Domain {
                mounts: level == Level::Bubblewrap,
            },
            Some(user) => Self::User(user),
            None => Self::Descendants,
        }
    }
}

/// The exit code that tells of a signal, as shells do it: this and the signal's number.
pub const SIGNALLED: i32 = 128;

enum Told {
    /// The program has ended, or was stopped by somebody.
    Program(WaitStatus),
    /// The grader wants no more of it.
    Enough,
}

/// Keeps the program, and returns its exit code.
///
/// # Errors
///
/// When the reach cannot be had, or the program not be started.
pub fn keep(reach: &str, program: &[String]) -> Result<ExitCode> {
    let reach: Reach = serde_json::from_str(reach).context("the reach")?;
    let (program, arguments) = program.split_first().context("a program is missing")?;
    // The grader's death is told by stdin. It outlives the grader until it has done its work, and nobody looks into it
    // or writes to its outputs.
    set_parent_process_death_signal(None)?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    set_child_subreaper(Some(rustix::process::getpid()))?;
    if let Reach::Domain { mounts } = reach {
        stay_inside(mounts)?;
    }
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {program}"))?;
    let child = Pid::from_child(&child);
    let (tell, told) = channel();
    let waiter = thread::spawn({
        let tell = tell.clone();
        move || reap(child, &tell)
    });
    thread::spawn(move || {
        let mut nothing = [0; 64];
        let mut input = std::io::stdin();
        while input.read(&mut nothing).is_ok_and(|length| length > 0) {}
        let _ = tell.send(Told::Enough);
    });
    let ended = told.recv()?;
    match reach {
        Reach::Domain { .. } => kill_process_group(Pid::INIT, Signal::KILL)?,
        Reach::User(user) => {
            let killed = thread::spawn(move || kill_all_of(user)).join();
            killed.ok().context("the killer panicked")??;
            // What runs as root itself: a compiler.
            kill_descendants(&waiter);
        }
        Reach::Descendants => kill_descendants(&waiter),
    }
    let _ = waiter.join();
    let signalled = |signal: i32| SIGNALLED + signal;
    let code = match ended {
        Told::Enough => signalled(Signal::KILL.as_raw()),
        Told::Program(status) => status.exit_status().unwrap_or_else(|| {
            let signal = status.terminating_signal();
            signalled(signal.or(status.stopping_signal()).unwrap_or_default())
        }),
    };
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX)))
}

/// Reaps every child until there is none, and tells what becomes of this one.
fn reap(program: Pid, tell: &Sender<Told>) {
    loop {
        match wait(WaitOptions::UNTRACED) {
            Ok(Some((pid, status))) if pid == program => {
                // Nobody listens any more when it is ended by the keeper.
                let _ = tell.send(Told::Program(status));
            }
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

/// Enters a Landlock domain that keeps signals inside, and nothing else. `mounts`: see [`Reach::Domain`].
pub(crate) fn stay_inside(mounts: bool) -> Result<()> {
    let mut domain = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .scope(Scope::Signal)?;
    if !mounts {
        domain = domain.handle_access(AccessFs::Refer)?;
    }
    let mut domain = domain.create()?;
    if !mounts {
        // With a domain inside that has a say about files, this one forbids links and renames from folder to folder
        // unless it allows them, and compilers rename (landlock(7)).
        domain = domain.add_rule(PathBeneath::new(PathFd::new("/")?, AccessFs::Refer))?;
    }
    domain.restrict_self()?;
    ensure_out_of_reach()
}

/// Before all that can be reached is killed: the grader must not be among it.
fn ensure_out_of_reach() -> Result<()> {
    let grader = getppid().context("the grader has ended")?;
    let tried = test_kill_process(grader);
    ensure!(
        tried == Err(Errno::PERM),
        "the keeper's signals reach the grader ({tried:?})"
    );
    Ok(())
}

/// Becomes the user, in this thread alone, and kills what else is the user's.
fn kill_all_of(user: u32) -> Result<()> {
    let (user, group) = (Uid::from_raw(user), Gid::from_raw(user));
    set_thread_res_gid(group, group, group)?;
    set_thread_res_uid(user, user, user)?;
    // When the grader has died, a process of the system is the parent: no less out of reach.
    ensure_out_of_reach()?;
    Ok(kill_process_group(Pid::INIT, Signal::KILL)?)
}

/// Kills what is found until all has been reaped. What is found is stopped before anything is killed, so that it
/// starts nothing more, and no parent's death takes its children out of sight.
fn kill_descendants(waiter: &thread::JoinHandle<()>) {
    let signal = |pid: kernel::Pid, signal| {
        let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
        pid.map(|pid| kill_process(pid, signal))
    };
    while !waiter.is_finished() {
        let mut stopped = Vec::new();
        loop {
            let mut found = kernel::descendants(std::process::id());
            found.retain(|pid| !stopped.contains(pid));
            if found.is_empty() {
                break;
            }
            for pid in found {
                signal(pid, Signal::STOP);
                stopped.push(pid);
            }
        }
        for pid in stopped {
            signal(pid, Signal::KILL);
        }
        thread::yield_now();
    }
}
