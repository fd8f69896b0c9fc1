//! What must be done in the new process itself, between fork and exec. The one module of this crate with `unsafe` in
//! it: [`CommandExt::pre_exec`] runs code in the forked child of a program with threads, where only
//! async-signal-safe calls are allowed (signal-safety(7)). The code below makes nothing but system calls: no
//! allocation, no lock.
#![allow(
    unsafe_code,
    reason = "pre_exec and signal(2) have no safe form; see above"
)]

use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::OnceLock;

use rustix::process::{Resource, Rlimit, nice, setrlimit};

/// What programs are kept from beside being ended with their check, where strangers' programs are graded.
#[derive(Debug)]
pub struct Confinement {
    /// A Landlock ruleset (landlock(7)): what they may touch of the file system, the network and other
    /// processes. Linux only.
    pub ruleset: Option<OwnedFd>,
    /// Limits of their resources (getrlimit(2)).
    pub limits: Vec<(Resource, u64)>,
    /// How much they stand back for the grader, 0 to 19 (nice(2)).
    pub niceness: i32,
}

static CONFINEMENT: OnceLock<Confinement> = OnceLock::new();

/// Confines every program that is started from now on.
///
/// # Panics
///
/// When programs are confined already: what was confined once is not let loose.
pub fn confine(confinement: Confinement) {
    CONFINEMENT
        .set(confinement)
        .expect("programs are confined once");
}

/// Does to this process, in between fork and exec, what was asked for.
fn confined(confinement: &Confinement) -> io::Result<()> {
    for (resource, most) in &confinement.limits {
        let limit = Rlimit {
            current: Some(*most),
            maximum: Some(*most),
        };
        setrlimit(*resource, limit)?;
    }
    nice(confinement.niceness)?;
    #[cfg(target_os = "linux")]
    if let Some(ruleset) = &confinement.ruleset {
        rustix::thread::set_no_new_privs(true)?;
        // SAFETY: landlock_restrict_self(2) takes a descriptor and flags, and touches no memory.
        let done =
            unsafe { libc::syscall(libc::SYS_landlock_restrict_self, ruleset.as_raw_fd(), 0_u32) };
        if done != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = confinement.ruleset.as_ref().map(AsRawFd::as_raw_fd);
    Ok(())
}

/// Makes the program lead a process group of its own, start with every signal at its default
/// (a grader started by `nohup` or from a script's background ignores some, and children inherit
/// that), be confined as asked for, and, on Linux, end when the grader does.
pub fn contain(command: &mut Command) {
    command.process_group(0);
    // SAFETY: signal(2), prctl(2) and what `confined` calls are system calls and nothing else; a set
    // OnceLock is read without a lock.
    unsafe {
        command.pre_exec(|| {
            for signal in [
                libc::SIGINT,
                libc::SIGQUIT,
                libc::SIGTERM,
                libc::SIGHUP,
                libc::SIGPIPE,
            ] {
                libc::signal(signal, libc::SIG_DFL);
            }
            #[cfg(target_os = "linux")]
            libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
            CONFINEMENT.get().map_or(Ok(()), confined)
        });
    }
}
