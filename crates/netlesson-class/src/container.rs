//! What a stranger's code can reach while it is compiled and while it runs.
//!
//! | level                     | files | other processes | network          | how                               |
//! |---------------------------|-------|-----------------|------------------|-----------------------------------|
//! | [`Level::Bubblewrap`]     | own   | own             | its own loopback | namespaces by bwrap(1), Landlock  |
//! | [`Level::Landlock`]       | own   | own             | the machine's    | landlock(7)                       |
//! | [`Level::ProcessGroup`]   | all   | the user's      | the machine's    | ended with all it has started     |
//!
//! At the level of the process group the user counts: a grader that is root gives each submission one of its own, whose
//! files and processes are all that it can harm; otherwise it has the grader's own files and processes before it, and
//! may end the grader.
//!
//! At every level a [keeper](crate::keeper) sees to it that nothing is left running.
//!
//! At every level the environment is empty but for what is needed, time and output are bounded by the grader, and
//! each process's CPU time, memory and files by getrlimit(2).

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use landlock::{
    ABI, Access, AccessFs, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset, RulesetAttr,
    RulesetCreated, RulesetCreatedAttr, Scope,
};
use netlesson_checks::program::is_installed;
use rustix::process::Resource;
use serde::{Deserialize, Serialize};

use crate::keeper::{Reach, stay_inside};

/// How strangers' code is contained, from the strongest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Namespaces of its own, made by bubblewrap.
    Bubblewrap,
    /// Landlock alone.
    Landlock,
    /// A process group that is ended, and limits of resources.
    ProcessGroup,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bubblewrap => "bubblewrap",
            Self::Landlock => "landlock",
            Self::ProcessGroup => "process-group",
        })
    }
}

/// The Landlock that is asked for: with signals and abstract sockets kept inside (Linux 6.12).
const LANDLOCK: ABI = ABI::V6;

impl Level {
    /// The levels that this machine offers, the strongest first.
    pub fn offered() -> Vec<Self> {
        let mut levels = Vec::new();
        if is_installed("bwrap") && bubblewrap_works() {
            levels.push(Self::Bubblewrap);
        }
        if landlock_works() {
            levels.push(Self::Landlock);
        }
        levels.push(Self::ProcessGroup);
        levels
    }

    /// Whether all submissions are processes of the grader's own user, so that one could take all the processes that this
    /// user may have: then they are graded one at a time.
    pub fn shares_user(self) -> bool {
        self != Self::Bubblewrap && !rustix::process::geteuid().is_root()
    }

    /// How much strangers' code stands back for the grader (nice(2)). Inside bubblewrap not at all: a right program that
    /// has a deadline of its own needs its share. Elsewhere a fork bomb is hard to end, and a thousand of its processes
    /// shall weigh no more than 15 of the grader's (sched(7)), which must get a processor to end them.
    pub fn niceness(self) -> i32 {
        match self {
            Self::Bubblewrap => 0,
            Self::Landlock | Self::ProcessGroup => 19,
        }
    }
}

fn bubblewrap_works() -> bool {
    // In a thread of its own: it is tried as its keeper has it, and the domain is left with the thread.
    let tried = std::thread::spawn(|| {
        if let Reach::Domain { mounts } = Reach::at(Level::Bubblewrap, None) {
            stay_inside(mounts).ok()?;
        }
        Some(bubblewrap_runs())
    });
    tried.join().ok().flatten() == Some(true)
}

/// Whether bubblewrap runs a program for whoever asks.
fn bubblewrap_runs() -> bool {
    let tried = std::process::Command::new("bwrap")
        .args([
            "--unshare-all",
            "--ro-bind",
            "/",
            "/",
            "--proc",
            "/proc",
            "true",
        ])
        .output();
    tried.is_ok_and(|tried| tried.status.success())
}

/// Whether this kernel has the Landlock that is asked for.
pub(crate) fn landlock_works() -> bool {
    Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(LANDLOCK))
        .and_then(|ruleset| ruleset.scope(Scope::Signal))
        .and_then(Ruleset::create)
        .is_ok()
}

/// What code is given.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Room {
    /// What it may read and execute, beside the system's programs and libraries.
    pub read: Vec<PathBuf>,
    /// What it may write, too.
    pub write: Vec<PathBuf>,
    /// Its environment.
    pub environment: Vec<(String, String)>,
    /// The limits of each of its processes.
    pub limits: Limits,
    /// The user that it runs as: one who owns nothing else, where the grader may choose. The kernel bounds the number
    /// of processes of a user, but not of root's.
    pub user: Option<u32>,
}

/// Limits of one process.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Limits {
    /// Seconds of CPU time.
    pub seconds: u64,
    /// Bytes of memory that it can write to.
    pub memory: u64,
    /// Bytes in a file that it writes.
    pub file: u64,
    /// How much it stands back for others, 0 to 19 (nice(2)).
    pub niceness: i32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            seconds: 60,
            // A thread counts with all of its stack, 2 MiB by default in Rust, and a right server may have three for
            // each of 200 clients.
            memory: 3 << 29,
            file: 64 << 20,
            niceness: 0,
        }
    }
}

impl Limits {
    /// In the kernel's words (getrlimit(2)).
    pub fn resources(&self) -> Vec<(Resource, u64)> {
        vec![
            (Resource::Cpu, self.seconds),
            (Resource::Data, self.memory),
            (Resource::Fsize, self.file),
            (Resource::Core, 0),
        ]
    }
}

/// What every program needs of the system.
const SYSTEM: [&str; 8] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/opt",
];

/// The devices that every program may have.
const DEVICES: [&str; 5] = [
    "/dev/null",
    "/dev/zero",
    "/dev/full",
    "/dev/random",
    "/dev/urandom",
];

/// How many bytes `/tmp` holds inside bubblewrap, where it is memory.
const TMP: &str = "67108864";

/// The program and arguments that run `program` in this room at this level, with a keeper. `grader` is the grader's own
/// program.
///
/// # Errors
///
/// When the room cannot be written down.
pub fn contained(
    grader: &Path,
    level: Level,
    room: &Room,
    program: &Path,
    arguments: &[String],
) -> Result<(PathBuf, Vec<String>)> {
    let shown = |path: &Path| path.display().to_string();
    let inside = Room {
        user: room.user.filter(|_| level != Level::Bubblewrap),
        ..room.clone()
    };
    let reach = Reach::at(level, room.user);
    let mut kept = vec![
        "keep".to_string(),
        serde_json::to_string(&reach)?,
        "--".to_string(),
        shown(grader),
    ];
    let mut confined = vec![
        "confined".to_string(),
        serde_json::to_string(&(level, inside))?,
    ];
    confined.push("--".into());
    confined.push(shown(program));
    confined.extend_from_slice(arguments);
    if level != Level::Bubblewrap {
        kept.extend(confined);
        return Ok((grader.into(), kept));
    }
    let mut bwrap: Vec<String> = [
        "--unshare-all",
        "--unshare-user",
        "--die-with-parent",
        "--new-session",
        "--clearenv",
        "--hostname",
        "netlesson",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--remount-ro",
        "/dev",
        "--size",
        TMP,
        "--tmpfs",
        "/tmp",
    ]
    .map(String::from)
    .into();
    let mut bind = |how: &str, path: &Path| bwrap.extend([how.into(), shown(path), shown(path)]);
    for path in SYSTEM {
        bind("--ro-bind-try", Path::new(path));
    }
    bind("--ro-bind", grader);
    for path in &room.read {
        bind("--ro-bind", path);
    }
    for path in &room.write {
        bind("--bind", path);
    }
    bwrap.push("--".into());
    bwrap.push(shown(grader));
    bwrap.extend(confined);
    // The user is changed, and processes are counted, before bubblewrap makes a user namespace of it.
    let outside = Room {
        environment: vec![("PATH".into(), "/usr/local/bin:/usr/bin:/bin".into())],
        limits: room.limits,
        user: room.user,
        ..Room::default()
    };
    kept.extend([
        "confined".to_string(),
        serde_json::to_string(&(Level::ProcessGroup, outside))?,
        "--".to_string(),
        "bwrap".to_string(),
    ]);
    kept.extend(bwrap);
    Ok((grader.into(), kept))
}

/// The Landlock ruleset of a room: nothing outside it can be opened, made or signalled.
///
/// # Errors
///
/// When the kernel does not have it, or a path of the room is not there.
pub fn ruleset(room: &Room) -> Result<RulesetCreated> {
    let read = AccessFs::from_read(LANDLOCK);
    let write = AccessFs::from_all(LANDLOCK);
    let mut ruleset = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(write)?
        .scope(Scope::Signal)?
        .scope(Scope::AbstractUnixSocket)?
        .create()?;
    let there = |path: &&Path| path.exists();
    for path in SYSTEM.iter().map(Path::new).filter(there) {
        ruleset = allow(ruleset, path, read)?;
    }
    for path in DEVICES.iter().map(Path::new).filter(there) {
        ruleset = allow(ruleset, path, AccessFs::from_file(LANDLOCK))?;
    }
    for path in &room.read {
        ruleset = allow(ruleset, path, read)?;
    }
    for path in &room.write {
        ruleset = allow(ruleset, path, write)?;
    }
    Ok(ruleset)
}

fn allow(
    ruleset: RulesetCreated,
    path: &Path,
    access: landlock::BitFlags<AccessFs>,
) -> Result<RulesetCreated> {
    let access = if path.is_dir() {
        access
    } else {
        access & AccessFs::from_file(LANDLOCK)
    };
    let opened = PathFd::new(path).with_context(|| format!("cannot open {}", path.display()))?;
    Ok(ruleset.add_rule(PathBeneath::new(opened, access))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bubblewrap_is_offered_where_it_works() {
        if !bubblewrap_runs() {
            eprintln!("skipped: there is no bubblewrap that works");
            return;
        }
        assert!(Level::offered().contains(&Level::Bubblewrap));
    }
}
