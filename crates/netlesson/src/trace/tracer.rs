//! Follows programs through their system calls (ptrace(2)), as strace(1) does.
//!
//! A player is started, and the lesson's programs that it starts are followed from their execve(2) on. The
//! player itself runs on as if nobody looked, unless it is to be followed, too: then it is the first of the programs. A
//! thread, and a child that runs no program of its own, belongs to its program; what a program starts by execve(2)
//! (a shell) is none of ours.
//!
//! ```text
//!  enters a call          makes it            leaves it
//! ──────┬───────────────────────────────────────┬───────▶ the program's time
//!       │ stop: number, arguments               │ stop: result
//!       ▼                                       ▼
//!   Watcher::enters                        Watcher::leaves
//! ```
//!
//! A new thread's first stop and its parent's report of it come in either order. So neither is waited for: whose a new
//! thread is stands in its `/proc/TID/status`, from its first moment on.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context as _, Result};
use netlesson_checks::program::MARK;
use nix::libc;
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::Pid;
use rustix::io::Errno;
use rustix::process::{WaitOptions, WaitStatus, wait};

use super::ptrace::{AtCall, at_call, go_on, listen};

/// A system call as it is entered: its number and its arguments (syscall(2)).
#[derive(Debug, Clone, Copy)]
pub struct Entered {
    pub number: i64,
    pub arguments: [u64; 6],
}

/// A thread of a program. Threads are told apart by their number, `task`; a program by the number of its process.
#[derive(Debug, Clone, Copy)]
pub struct Thread {
    /// The program it belongs to.
    pub program: Pid,
    /// The process it belongs to: the program's, or one that was forked.
    pub process: Pid,
    /// Its own number (gettid(2)). Its descriptors and memory are asked for by this one: a forked child has its own.
    pub task: Pid,
}

/// Of what the thread that ends is the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    /// Of nothing: others of its process go on.
    Nothing,
    /// Of its process: the kernel closes what that leaves open.
    Process,
    /// Of its program: that is over.
    Program,
}

/// Who is told what the programs do.
pub trait Watcher {
    /// A program begins: its process has just become one.
    fn begins(&mut self, program: Pid);
    /// A process that was forked belongs to a program.
    fn forks(&mut self, program: Pid, process: Pid);
    /// A process that was forked has become a program of its own (execve(2)), and is followed no more.
    fn departs(&mut self, process: Pid);
    /// A thread enters a system call.
    fn enters(&mut self, thread: Thread, call: &Entered);
    /// What came of the call: a result, or a negative number of an error (errno(3)).
    fn leaves(&mut self, thread: Thread, call: &Entered, result: i64);
    /// A thread leaves a call that it has not entered, or enters one in the middle of another. That cannot be: its
    /// stops were mistaken for another's.
    fn is_torn(&mut self, thread: Thread);
    /// A thread ends, in the middle of a call or not. Unless it was killed twice, its descriptors are still open.
    fn exits(&mut self, thread: Thread, call: Option<&Entered>, last: Last);
}

/// Whether the player is one of the programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Player {
    /// It only starts them.
    IsNobody,
    /// It talks to them itself.
    IsFollowed,
}

/// A thread, of the player or of a program.
struct Task {
    process: Pid,
    /// The program that it belongs to, by its process; none for the player's own threads, and what programs start.
    program: Option<Pid>,
    /// The call that it is in.
    call: Option<Entered>,
    /// Whether its first stop at a call is still to come: it may be the end of the clone(2) or execve(2) that made it.
    is_new: bool,
    /// Whether its end was told.
    has_exited: bool,
}

/// Starts a program, what it prints thrown away, and follows what it starts, until it ends.
///
/// # Errors
///
/// When it cannot be started, or this system does not let one process follow another.
pub fn follow(
    program: &Path,
    arguments: &[&str],
    manner: Player,
    watcher: &mut impl Watcher,
) -> Result<ExitStatus> {
    // A shell that stops itself before it becomes the program: by then it is followed.
    let mut shell = Command::new("sh");
    shell.args(["-c", "kill -STOP $$; exec \"$@\"", "sh"]);
    shell.arg(program).args(arguments).stdout(Stdio::null());
    let mut child = shell
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()))?;
    let player = Pid::from_raw(i32::try_from(child.id())?);
    waitpid(player, Some(WaitPidFlag::WUNTRACED)).context("waitpid")?;
    let options = Options::PTRACE_O_TRACESYSGOOD
        | Options::PTRACE_O_TRACEFORK
        | Options::PTRACE_O_TRACEVFORK
        | Options::PTRACE_O_TRACECLONE
        | Options::PTRACE_O_TRACEEXEC
        | Options::PTRACE_O_TRACEEXIT
        | Options::PTRACE_O_EXITKILL;
    let seized = ptrace::seize(player, options);
    if let Err(errno) = seized {
        // Stopped for ever it would be otherwise.
        child.kill().and_then(|()| child.wait())?;
        return Err(errno)
            .context("this system does not let one process follow another (ptrace(2))");
    }
    kill(player, Signal::SIGCONT)?;
    let mut tracer = Tracer {
        player,
        manner,
        tasks: BTreeMap::from([(player, Task::new(player, None))]),
        watcher,
    };
    tracer.run()
}

impl Task {
    fn new(process: Pid, program: Option<Pid>) -> Self {
        Self {
            process,
            program,
            call: None,
            is_new: true,
            has_exited: false,
        }
    }

    /// As its watcher knows it, if it is one of a program's.
    fn thread(&self, task: Pid) -> Option<Thread> {
        Some(Thread {
            program: self.program?,
            process: self.process,
            task,
        })
    }
}

struct Tracer<'a, W> {
    player: Pid,
    manner: Player,
    tasks: BTreeMap<Pid, Task>,
    watcher: &'a mut W,
}

impl<W: Watcher> Tracer<'_, W> {
    fn run(&mut self) -> Result<ExitStatus> {
        // Threads, too, and what this thread alone follows: another may have children of its own. The status is
        // taken as the kernel writes it, since a real-time signal has no name.
        let flags = (libc::__WALL | libc::__WNOTHREAD).cast_unsigned();
        loop {
            let (task, status) = match wait(WaitOptions::from_bits_retain(flags)) {
                Ok(Some((task, status))) => (Pid::from_raw(task.as_raw_nonzero().get()), status),
                Ok(None) | Err(Errno::INTR) => continue,
                Err(errno) => return Err(errno).context("waitpid"),
            };
            if status.stopped() {
                self.stops(task, status);
                continue;
            }
            self.is_gone(task);
            if task == self.player {
                return Ok(ExitStatus::from_raw(status.as_raw()));
            }
        }
    }

    /// The task, whichever way it was first heard of; none if it is gone.
    fn known(&mut self, number: Pid) -> Option<&mut Task> {
        if !self.tasks.contains_key(&number) {
            let status = status(number)?;
            let process = Pid::from_raw(status.tgid);
            let program = if process == number {
                // A new process is its parent's until it becomes a program.
                let parent = self.tasks.get(&Pid::from_raw(status.ppid));
                parent.and_then(|parent| parent.program)
            } else {
                self.known(process)?.program
            };
            self.tasks.insert(number, Task::new(process, program));
            if let (Some(program), true) = (program, process == number) {
                self.watcher.forks(program, process);
            }
        }
        self.tasks.get_mut(&number)
    }

    fn stops(&mut self, task: Pid, status: WaitStatus) {
        /// What PTRACE_O_TRACESYSGOOD marks stops at calls with.
        const AT_CALL: i32 = libc::SIGTRAP | 0x80;
        let signal = status.stopping_signal().unwrap_or_default();
        // None means that it was killed meanwhile: its end is told next.
        let _gone = self.known(task);
        let passed_on = match (status.as_raw() >> 16, signal) {
            (0, AT_CALL) => {
                self.stops_at_call(task);
                0
            }
            // A signal that is on its way to it, named or not.
            (0, signal) => signal,
            (libc::PTRACE_EVENT_FORK | libc::PTRACE_EVENT_VFORK | libc::PTRACE_EVENT_CLONE, _) => {
                // Before its parent goes on: what the child holds is held from now on.
                let new = ptrace::getevent(task).ok();
                if let Some(new) = new.and_then(|new| i32::try_from(new).ok()) {
                    let _gone = self.known(Pid::from_raw(new));
                }
                0
            }
            (libc::PTRACE_EVENT_EXEC, _) => {
                self.becomes_another(task);
                0
            }
            (libc::PTRACE_EVENT_EXIT, _) => {
                self.exits(task);
                0
            }
            // It was stopped (SIGSTOP): it stays so, and a SIGCONT wakes it.
            (libc::PTRACE_EVENT_STOP, signal) if is_stopping(signal) => {
                let _gone = listen(task);
                return;
            }
            _ => 0,
        };
        let is_followed = self
            .tasks
            .get(&task)
            .is_some_and(|task| task.program.is_some());
        // That it may be gone by now (a SIGKILL) is no error: its end is told next.
        let _gone = go_on(task, is_followed, passed_on);
    }

    fn stops_at_call(&mut self, number: Pid) {
        let Some(task) = self.tasks.get_mut(&number) else {
            return;
        };
        let Some(thread) = task.thread(number) else {
            return;
        };
        let stop = match at_call(number) {
            Ok(stop) => stop,
            // That it is gone by now is no error: its end is told next.
            Err(error) if error.raw_os_error() == Some(libc::ESRCH) => return,
            // A kernel that does not tell: no picture is better than an empty one.
            Err(_) => AtCall::Elsewhere,
        };
        let is_new = std::mem::replace(&mut task.is_new, false);
        match (stop, task.call.take()) {
            (AtCall::Entry(call), before) => {
                task.call = Some(call);
                if before.is_some() {
                    self.watcher.is_torn(thread);
                }
                self.watcher.enters(thread, &call);
            }
            (AtCall::Exit(result), Some(call)) => self.watcher.leaves(thread, &call, result),
            (AtCall::Exit(_), None) if is_new => {}
            (AtCall::Exit(_) | AtCall::Elsewhere, _) => self.watcher.is_torn(thread),
        }
    }

    /// The task is about to end, or has ended without a word.
    fn exits(&mut self, number: Pid) {
        let Some(task) = self.tasks.get_mut(&number) else {
            return;
        };
        if std::mem::replace(&mut task.has_exited, true) {
            return;
        }
        let Some(thread) = task.thread(number) else {
            return;
        };
        let call = task.call.take();
        let mut others = self
            .tasks
            .values()
            .filter(|other| !other.has_exited && other.program == Some(thread.program));
        let last = match others.next() {
            None => Last::Program,
            Some(other) if other.process == thread.process => Last::Nothing,
            Some(_) if others.any(|other| other.process == thread.process) => Last::Nothing,
            Some(_) => Last::Process,
        };
        self.watcher.exits(thread, call.as_ref(), last);
    }

    /// The task was reaped.
    fn is_gone(&mut self, task: Pid) {
        // Who is killed twice (SIGKILL) may not stop on its way out.
        self.exits(task);
        self.tasks.remove(&task);
    }

    /// The process of this number has made execve(2): its other threads are gone.
    fn becomes_another(&mut self, process: Pid) {
        let before = self.tasks.get(&process).and_then(|task| task.program);
        self.tasks.retain(|_, task| task.process != process);
        let is_program = if process == self.player {
            self.manner == Player::IsFollowed
        } else {
            let parent = status(process).map(|status| Pid::from_raw(status.ppid));
            parent == Some(self.player) && is_marked(process)
        };
        self.tasks
            .insert(process, Task::new(process, is_program.then_some(process)));
        if before.is_some_and(|before| before != process) || (before.is_some() && !is_program) {
            self.watcher.departs(process);
        }
        if is_program {
            self.watcher.begins(process);
        }
    }
}

fn is_stopping(signal: i32) -> bool {
    matches!(
        signal,
        libc::SIGSTOP | libc::SIGTSTP | libc::SIGTTIN | libc::SIGTTOU
    )
}

/// Whether a process is a program of a lesson: the checks mark those.
fn is_marked(process: Pid) -> bool {
    let process = procfs::process::Process::new(process.as_raw());
    let environment = process.and_then(|process| process.environ());
    environment.is_ok_and(|environment| environment.contains_key(OsStr::new(MARK)))
}

fn status(task: Pid) -> Option<procfs::process::Status> {
    let process = procfs::process::Process::new(task.as_raw()).ok()?;
    process.status().ok()
}
