//! `netlesson-class confined ROOM -- PROGRAM ARGUMENT…`: becomes PROGRAM, with nothing but what the room has. The grader
//! starts what it does not trust through it; nobody else has a use for it.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use rustix::process::{
    Gid, Resource, Rlimit, Signal, Uid, getrlimit, nice, set_parent_process_death_signal, setrlimit,
};

use crate::container::{Level, Room, ruleset};

/// Does not return when all is well.
///
/// # Errors
///
/// When the process cannot be confined, or the program not be started.
pub fn become_it(room: &str, program: &[String]) -> Result<()> {
    let (level, room): (Level, Room) = serde_json::from_str(room).context("the room")?;
    let (program, arguments) = program.split_first().context("a program is missing")?;
    if let Some(user) = room.user {
        become_user(user).with_context(|| format!("cannot become user {user}"))?;
    }
    // After that: it is forgotten when the user changes (prctl(2)).
    set_parent_process_death_signal(Some(Signal::KILL))?;
    let tasks = tasks_of_user() + MORE_TASKS;
    let limits = room.limits.resources();
    for (resource, most) in limits.into_iter().chain([(Resource::Nproc, tasks)]) {
        // A limit that was lowered before is not to be raised.
        let most = getrlimit(resource)
            .maximum
            .map_or(most, |before| before.min(most));
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit).with_context(|| format!("{resource:?}"))?;
    }
    nice(room.limits.niceness).context("nice(2)")?;
    // Inside bubblewrap there is nothing else to reach; the programs that are graded there are
    // confined again, one by one.
    if level == Level::Landlock {
        ruleset(&room)?.restrict_self()?;
    }
    let failed = Command::new(program)
        .args(arguments)
        .env_clear()
        .envs(room.environment)
        .exec();
    bail!("cannot start {program}: {failed}")
}

/// How many processes and threads a room may have beside those that its user has already. Right programs may have a
/// thousand at a time, all of a lesson's checks together; several bombs at a time must leave room for others.
const MORE_TASKS: u64 = 1500;

/// How many processes and threads there are of this process's user.
fn tasks_of_user() -> u64 {
    let own = rustix::process::getuid().as_raw();
    let processes = procfs::process::all_processes().into_iter().flatten();
    let its = processes.filter_map(|process| {
        let status = process.ok()?.status().ok()?;
        (status.ruid == own).then_some(status.threads)
    });
    its.sum()
}

fn become_user(user: u32) -> Result<()> {
    let (user, group) = (Uid::from_raw(user), Gid::from_raw(user));
    rustix::thread::set_thread_groups(&[])?;
    rustix::thread::set_thread_res_gid(group, group, group)?;
    rustix::thread::set_thread_res_uid(user, user, user)?;
    Ok(())
}
