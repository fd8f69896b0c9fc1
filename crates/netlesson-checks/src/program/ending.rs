//! Ending a program with everything it has started.

use std::io;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread;

use super::state::Exit;
use crate::folder;
use crate::kernel::{self, Pid};
use crate::patience::LIMIT;

/// The environment variable by which a program, and a process that it left behind, is known.
pub const MARK: &str = "NETLESSON_PROGRAM";

/// The programs that run now: their process and their mark.
static RUNNING: Mutex<Vec<(Pid, String)>> = Mutex::new(Vec::new());

fn running() -> std::sync::MutexGuard<'static, Vec<(Pid, String)>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A process that is ended, with all it has started, when this is dropped.
#[derive(Debug)]
pub struct Contained {
    pub child: Child,
    pub mark: String,
}

impl Drop for Contained {
    fn drop(&mut self) {
        end(&mut self.child, &self.mark);
    }
}

/// Starts the program with a mark of its own, and notes that it runs.
pub fn spawn(command: &mut Command) -> io::Result<Contained> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| {
        adopt_orphans();
        raise_descriptor_limit();
    });
    let mark = format!(
        "{}.{}",
        std::process::id(),
        NUMBER.fetch_add(1, Ordering::Relaxed)
    );
    let mut running = running();
    let child = command.env(MARK, &mark).spawn()?;
    running.push((child.id(), mark.clone()));
    // Parents are told a little earlier: see `close_for_all`.
    kernel::wait_until(LIMIT, || kernel::has_begun(child.id()));
    Ok(Contained { child, mark })
}

/// Closes something while no program is being started. Between fork(2) and execve(2) a new process has a copy of every
/// descriptor of the grader's, so what the grader closes meanwhile stays open for as long as that takes.
pub fn close_for_all<T>(close: impl FnOnce() -> T) -> T {
    let _none_starts = running();
    close()
}

/// Ends every program that runs, for a grader that is interrupted and about to exit, and takes away the folders in which
/// they ran. None can be started any more.
pub fn end_all() {
    let running = running();
    for (pid, mark) in running.iter() {
        kill_all(*pid, mark, &mut Vec::new());
    }
    // What lives writes into its folder while that is taken away.
    for (pid, _) in running.iter() {
        wait_dead(*pid);
    }
    folder::remove_all();
    std::mem::forget(running);
}

/// Ends the program and all it has started, and reaps what is the grader's to reap.
fn end(child: &mut Child, mark: &str) {
    let pid = child.id();
    let mut known = Vec::new();
    kill_all(pid, mark, &mut known);
    // Not reaped yet: until then its number is not used again.
    wait_dead(pid);
    // What its descendants' deaths hand to the grader: each may have started more before it died.
    loop {
        let orphans = kill_all(pid, mark, &mut known);
        if orphans.is_empty() {
            break;
        }
        known.retain(|pid| !orphans.contains(pid));
        orphans.into_iter().for_each(reap);
    }
    let _ = child.wait();
    running().retain(|(running, _)| *running != pid);
}

/// Kills the program's group, its descendants and its orphans, and returns the orphans: those of the
/// grader's children that are known as the program's, by having been its descendants, by its group,
/// or by its mark (a process that has died already has no environment to show).
fn kill_all(pid: Pid, mark: &str, known: &mut Vec<Pid>) -> Vec<Pid> {
    known.extend(kernel::descendants(pid));
    kill(pid);
    known.iter().copied().for_each(kill);
    let is_orphan = |orphan: &Pid| {
        known.contains(orphan)
            || kernel::origin(*orphan, MARK)
                .is_some_and(|(group, its_mark)| group == pid || its_mark.as_deref() == Some(mark))
    };
    let mut orphans = kernel::orphans();
    orphans.retain(|orphan| *orphan != pid && is_orphan(orphan));
    for orphan in &orphans {
        known.push(*orphan);
        known.extend(kernel::descendants(*orphan));
        kill(*orphan);
    }
    orphans
}

#[cfg(unix)]
mod signals {
    use rustix::process::{
        Signal, WaitId, WaitIdOptions, WaitOptions, kill_process, kill_process_group, waitid,
        waitpid,
    };

    use std::sync::Arc;

    use super::super::state::State;
    use super::*;

    fn raw(pid: Pid) -> Option<rustix::process::Pid> {
        rustix::process::Pid::from_raw(i32::try_from(pid).ok()?)
    }

    /// Kills a process, and its group if it leads one. One that is gone already is no error.
    pub fn kill(pid: Pid) {
        if let Some(pid) = raw(pid) {
            let _ = kill_process_group(pid, Signal::KILL);
            let _ = kill_process(pid, Signal::KILL);
        }
    }

    /// Reaps an orphan that was handed to the grader and killed.
    pub fn reap(pid: Pid) {
        let _ = waitpid(raw(pid), WaitOptions::empty());
    }

    /// Waits for the death of a process that was killed, and leaves it to be reaped.
    pub fn wait_dead(pid: Pid) {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Some(Err(rustix::io::Errno::INTR)) =
            raw(pid).map(|pid| waitid(WaitId::Pid(pid), options))
        {}
    }

    /// SIGINT, as Ctrl-C sends it: to the whole group.
    pub fn interrupt(pid: Pid) {
        if let Some(pid) = raw(pid) {
            let _ = kill_process_group(pid, Signal::INT);
        }
    }

    /// SIGSTOP; returns once every thread stands still, which is when waitid(2) tells it.
    pub fn stop(pid: Pid) -> io::Result<()> {
        let pid = raw(pid).ok_or(io::ErrorKind::NotFound)?;
        kill_process(pid, Signal::STOP)?;
        waitid(
            WaitId::Pid(pid),
            WaitIdOptions::STOPPED | WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
        )?;
        Ok(())
    }

    /// SIGCONT.
    pub fn go_on(pid: Pid) {
        if let Some(pid) = raw(pid) {
            let _ = kill_process(pid, Signal::CONT);
        }
    }

    /// Waits for the end of the program without reaping it.
    pub fn watch(pid: Pid, state: Arc<State>) {
        let Some(pid) = raw(pid) else { return };
        thread::spawn(move || {
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
            let exit = loop {
                match waitid(WaitId::Pid(pid), options) {
                    Ok(Some(status)) => match (status.exit_status(), status.terminating_signal()) {
                        (Some(code), _) => break Exit::Code(code),
                        (_, signal) => break Exit::Signal(signal.unwrap_or(0)),
                    },
                    Err(rustix::io::Errno::INTR) | Ok(None) => {}
                    // Reaped by whoever dropped the program: nobody waits for this any more.
                    Err(_) => return,
                }
            };
            state.change(|now| now.exit = Some(exit));
        });
    }
}

#[cfg(not(unix))]
mod signals {
    use super::*;

    pub fn kill(pid: Pid) {
        let _ = Command::new("taskkill")
            .args(["/F", "/T", "/PID", &pid.to_string()])
            .output();
    }

    pub fn reap(_: Pid) {}

    pub fn wait_dead(_: Pid) {}

    pub fn interrupt(_: Pid) {}

    pub fn stop(_: Pid) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub fn go_on(_: Pid) {}

    /// Asks, since there is nothing to wait on that leaves the process to its owner.
    pub fn watch(program: std::sync::Weak<super::super::Program>) {
        thread::spawn(move || {
            while let Some(program) = program.upgrade() {
                let mut contained = program.contained.lock();
                let contained = contained.as_mut().unwrap_or_else(|error| error.get_mut());
                let Some(contained) = contained.as_mut() else {
                    return;
                };
                if let Ok(Some(status)) = contained.child.try_wait() {
                    program
                        .state
                        .change(|now| now.exit = Some(Exit::Code(status.code().unwrap_or(-1))));
                    return;
                }
                let _ = contained;
                drop(program);
                thread::sleep(std::time::Duration::from_millis(5));
            }
        });
    }
}

pub use signals::*;

/// Lets the grader hold as many descriptors as the system allows: checks hold hundreds of connections,
/// and so do the programs that inherit the limit. Shells often begin with 1024 or 256.
pub fn raise_descriptor_limit() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        // Where it is refused, the limit is as it was.
        let _ = setrlimit(
            Resource::Nofile,
            Rlimit {
                current: limit.maximum,
                ..limit
            },
        );
    }
}

/// On Linux: whatever a program leaves behind becomes a child of the grader (PR_SET_CHILD_SUBREAPER, prctl(2)).
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    // Where it is refused, only what stays in the program's group is found.
    let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::{Read, pipe};
    use std::process::Stdio;
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[test]
    fn what_is_closed_for_all_is_not_held_open_by_a_program_that_is_being_started() {
        let (over, started) = (AtomicBool::new(false), AtomicU64::new(0));
        thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let program = spawn(Command::new("true").stdin(Stdio::null()));
                    drop(program.expect("it can be started"));
                    started.fetch_add(1, Ordering::Relaxed);
                }
            });
            while started.load(Ordering::Relaxed) < 100 && !over.load(Ordering::Relaxed) {
                let (mut reader, writer) = pipe().expect("a pipe");
                rustix::io::ioctl_fionbio(&reader, true).expect("it need not block");
                close_for_all(|| drop(writer));
                let read = reader.read(&mut [0]).map_err(|error| error.kind());
                over.store(read != Ok(0), Ordering::Relaxed);
                assert_eq!(read, Ok(0), "the end is there");
            }
            over.store(true, Ordering::Relaxed);
        });
    }
}
