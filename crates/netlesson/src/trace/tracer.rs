//! Follows programs through their system calls (ptrace(2)), as strace(1) does.
//!
//! A player is started, and the lesson's programs that it starts are followed from their execve(2) on. The
//! player itself runs on as if nobody looked, unless it is to be followed, too: then it is the first of the programs. A thread, and a child that runs no program of its own, belongs to its program;
//! what a program starts by execve(2) (a shell) is none of ours.
//!
//! ```text
//!  enters a call          makes it            leaves it
//! ──────┬───────────────────────────────────────┬───────▶ the program's time
//!       │ stop: number, arguments               │ stop: result
//!       ▼                                       ▼
//!   Watcher::enters                        Watcher::leaves
//! ```

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context as _, Result};
use netlesson_checks::program::MARK;
use netlesson_checks::program::contain::listen;
use nix::errno::Errno;
use nix::libc;
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

/// A system call as it is entered: its number and its arguments (syscall(2)).
#[derive(Debug, Clone, Copy)]
pub struct Entered {
    pub number: i64,
    pub arguments: [u64; 6],
}

/// Who is told what the programs do. Threads are told apart by their number, `task`; a program by the number of its process.
pub trait Watcher {
    /// A program begins: its process has just become one.
    fn begins(&mut self, program: Pid);
    /// A thread enters a system call.
    fn enters(&mut self, program: Pid, task: Pid, call: &Entered);
    /// What came of the call: a result, or a negative number of an error (errno(3)).
    fn leaves(&mut self, program: Pid, task: Pid, call: &Entered, result: i64);
    /// The last thread of a program is about to end; its descriptors are still open.
    fn ends(&mut self, program: Pid);
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
        tasks: BTreeMap::new(),
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
        }
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
        loop {
            let status = match waitpid(None, Some(WaitPidFlag::__WALL)) {
                Ok(status) => status,
                Err(Errno::EINTR) => continue,
                Err(errno) => return Err(errno).context("waitpid"),
            };
            let done = match status {
                WaitStatus::Exited(task, code) => {
                    self.tasks.remove(&task);
                    (task == self.player).then(|| ExitStatus::from_raw(code << 8))
                }
                WaitStatus::Signaled(task, signal, _) => {
                    self.tasks.remove(&task);
                    (task == self.player).then(|| ExitStatus::from_raw(signal as i32))
                }
                WaitStatus::PtraceSyscall(task) => {
                    self.stops_at_call(task);
                    self.goes_on(task, None);
                    None
                }
                WaitStatus::PtraceEvent(task, signal, event) => {
                    self.meets(task, signal, event);
                    None
                }
                // A signal that is on its way to it.
                WaitStatus::Stopped(task, signal) => {
                    self.goes_on(task, Some(signal));
                    None
                }
                _ => None,
            };
            if let Some(status) = done {
                return Ok(status);
            }
        }
    }

    /// The task, whichever way it was first heard of.
    fn task(&mut self, task: Pid) -> &mut Task {
        self.tasks.entry(task).or_insert_with(|| {
            Task::new(
                status(task).map_or(task, |status| Pid::from_raw(status.tgid)),
                None,
            )
        })
    }

    /// Lets a stopped task go on. That it may be gone by now (a SIGKILL) is no error: its end is told next.
    fn goes_on(&mut self, task: Pid, signal: Option<Signal>) {
        let _gone = if self.task(task).program.is_some() {
            ptrace::syscall(task, signal)
        } else {
            ptrace::cont(task, signal)
        };
    }

    fn stops_at_call(&mut self, number: Pid) {
        let task = self.task(number);
        let Some(program) = task.program else { return };
        // That it is gone by now is no error: its end is told next.
        match task.call.take() {
            None => {
                let Ok(call) = entered(number) else { return };
                task.call = Some(call);
                self.watcher.enters(program, number, &call);
            }
            Some(call) => {
                let Ok(result) = result(number) else { return };
                self.watcher.leaves(program, number, &call, result);
            }
        }
    }

    fn meets(&mut self, task: Pid, signal: Signal, event: i32) {
        match event {
            libc::PTRACE_EVENT_FORK | libc::PTRACE_EVENT_VFORK | libc::PTRACE_EVENT_CLONE => {
                let new = ptrace::getevent(task).ok();
                if let Some(new) = new.and_then(|new| i32::try_from(new).ok()) {
                    let program = self.task(task).program;
                    self.task(Pid::from_raw(new)).program = program;
                }
            }
            libc::PTRACE_EVENT_EXEC => self.becomes_another(task),
            libc::PTRACE_EVENT_EXIT => {
                let program = self.task(task).program;
                let threads = self.tasks.values().filter(|other| other.program == program);
                if let (Some(program), 1) = (program, threads.count()) {
                    self.watcher.ends(program);
                }
            }
            // It was stopped (SIGSTOP): it stays so, and a SIGCONT wakes it.
            libc::PTRACE_EVENT_STOP if is_stopping(signal) => {
                let _gone = listen(task.as_raw());
                return;
            }
            _ => {}
        }
        self.goes_on(task, None);
    }

    /// The process of this number has made execve(2): its other threads are gone.
    fn becomes_another(&mut self, process: Pid) {
        self.tasks.retain(|_, task| task.process != process);
        let is_program = if process == self.player {
            self.manner == Player::IsFollowed
        } else {
            let parent = status(process).map(|status| Pid::from_raw(status.ppid));
            parent == Some(self.player) && is_marked(process)
        };
        let mut task = Task::new(process, is_program.then_some(process));
        // It is inside execve(2): what it meets next is the end of that call.
        task.call = Some(Entered {
            number: libc::SYS_execve,
            arguments: [0; 6],
        });
        self.tasks.insert(process, task);
        if is_program {
            self.watcher.begins(process);
        }
    }
}

fn is_stopping(signal: Signal) -> bool {
    matches!(
        signal,
        Signal::SIGSTOP | Signal::SIGTSTP | Signal::SIGTTIN | Signal::SIGTTOU
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

#[cfg(target_arch = "x86_64")]
fn entered(task: Pid) -> nix::Result<Entered> {
    let registers = ptrace::getregs(task)?;
    Ok(Entered {
        number: registers.orig_rax.cast_signed(),
        arguments: [
            registers.rdi,
            registers.rsi,
            registers.rdx,
            registers.r10,
            registers.r8,
            registers.r9,
        ],
    })
}

#[cfg(target_arch = "x86_64")]
fn result(task: Pid) -> nix::Result<i64> {
    Ok(ptrace::getregs(task)?.rax.cast_signed())
}

#[cfg(target_arch = "aarch64")]
fn entered(task: Pid) -> nix::Result<Entered> {
    let registers = ptrace::getregs(task)?.regs;
    let mut arguments = [0; 6];
    arguments.copy_from_slice(&registers[..6]);
    Ok(Entered {
        number: registers[8].cast_signed(),
        arguments,
    })
}

#[cfg(target_arch = "aarch64")]
fn result(task: Pid) -> nix::Result<i64> {
    Ok(ptrace::getregs(task)?.regs[0].cast_signed())
}
