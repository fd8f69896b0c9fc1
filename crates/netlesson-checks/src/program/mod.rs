//! A student's program: start it, wait for what it prints, type at it, stop it, end it with
//! everything it has started.
//!
//! The program runs in a process group of its own. On Linux the grader is the reaper of what its
//! programs leave behind (PR_SET_CHILD_SUBREAPER, prctl(2)), so that a process that outlives its
//! parent is found among the grader's children, known by its group or by [`MARK`] in its
//! environment, and ended too.

#[cfg(unix)]
pub mod contain;
mod ending;
#[cfg(target_os = "linux")]
mod first_line;
mod reading;
mod signals;
mod state;
mod typing;

use std::ffi::OsStr;
use std::io::Write;
#[cfg(unix)]
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
#[cfg(unix)]
use std::process::ChildStdin;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use ending::Contained;
pub use ending::{MARK, close_for_all, end_all, raise_descriptor_limit};
#[cfg(target_os = "linux")]
pub use first_line::at_first_line;
use state::State;
pub use state::{Exit, OUTPUT_LIMIT};

use socket2::Socket;

use crate::kernel::{self, Pid, Stillness, Wait};
use crate::log::{Did, Log, Who};
use crate::patience::{LIMIT, Patience};
use crate::verdict::{Played, Problem, Symptom};

/// A running program of the student's. Dropping it ends it, and all it has started.
#[derive(Debug)]
pub struct Program {
    name: String,
    pid: Pid,
    mark: String,
    contained: Mutex<Option<Contained>>,
    input: Mutex<Option<Sender<Vec<u8>>>>,
    state: Arc<State>,
    /// The program's output pipes, to ask whether they are empty.
    #[cfg(unix)]
    pipes: [OwnedFd; 2],
    /// What was typed and is not in the program's stdin yet: bytes, and the end.
    untyped: Arc<AtomicUsize>,
    /// The stdin itself, as long as it is open, to ask how much of it is unread.
    #[cfg(unix)]
    stdin: Weak<ChildStdin>,
    frozen: AtomicBool,
    company: OnceLock<Company>,
    /// The check's ends of connections that it has let go of without closing them.
    connections: Mutex<Vec<Socket>>,
    log: Log,
}

/// The programs of one check.
#[derive(Debug, Clone, Default)]
pub struct Company(Arc<Members>);

#[derive(Debug, Default)]
struct Members {
    programs: Mutex<Vec<Weak<Program>>>,
    given_up: AtomicBool,
}

impl Company {
    fn programs(&self) -> Vec<Arc<Program>> {
        let programs = self.0.programs.lock();
        let programs = programs.unwrap_or_else(PoisonError::into_inner);
        programs.iter().filter_map(Weak::upgrade).collect()
    }

    /// Kills the programs, those that are still to join, too: nobody wants to know any more what the check would say.
    pub fn give_up(&self) {
        self.0.given_up.store(true, Ordering::SeqCst);
        for program in self.programs() {
            program.kill_at_once();
        }
    }

    /// Whether the check was given up.
    pub fn is_given_up(&self) -> bool {
        self.0.given_up.load(Ordering::SeqCst)
    }
}

impl Program {
    /// Starts `executable` as `name`, its stdin held open, its outputs taken in all the time.
    pub fn start(
        name: &str,
        executable: &Path,
        folder: &Path,
        arguments: &[&str],
        log: &Log,
    ) -> Played<Arc<Self>> {
        let mut command = Command::new(executable);
        command
            .args(arguments)
            .current_dir(folder)
            .env_remove("RUST_BACKTRACE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        #[cfg(unix)]
        contain::contain(&mut command);
        let mut contained = ending::spawn(&mut command).map_err(|error| {
            Problem::Fault(format!("cannot start {}: {error}", executable.display()))
        })?;

        let state = Arc::new(State::default());
        let child = &mut contained.child;
        let pid = child.id();
        let streams = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = streams else {
            return Err(Problem::Fault("a pipe to the program is missing".into()));
        };
        let stdin = Arc::new(stdin);
        #[cfg(unix)]
        let weak_stdin = Arc::downgrade(&stdin);
        #[cfg(unix)]
        let pipes = [
            stdout.as_fd().try_clone_to_owned()?,
            stderr.as_fd().try_clone_to_owned()?,
        ];
        let (sender, typed) = channel::<Vec<u8>>();
        let untyped = Arc::new(AtomicUsize::new(0));
        let left = Arc::clone(&untyped);
        // A program that does not read its stdin must not hold the check up. When it is gone, so is
        // its reader: what was typed is lost, as it is at a terminal.
        thread::spawn(move || {
            let mut gone = false;
            for bytes in typed {
                gone = gone || (&*stdin).write_all(&bytes).is_err();
                left.fetch_sub(bytes.len(), Ordering::Release);
            }
            ending::close_for_all(|| drop(stdin));
            left.store(0, Ordering::Release);
        });
        let watched = Arc::clone(&state);
        thread::spawn(move || watched.take_in(stdout, |now| &mut now.stdout, || ending::kill(pid)));
        let watched = Arc::clone(&state);
        thread::spawn(move || watched.take_in(stderr, |now| &mut now.stderr, || ending::kill(pid)));

        let program = Arc::new(Self {
            name: name.to_string(),
            pid,
            mark: contained.mark.clone(),
            contained: Mutex::new(Some(contained)),
            input: Mutex::new(Some(sender)),
            state,
            #[cfg(unix)]
            pipes,
            untyped,
            #[cfg(unix)]
            stdin: weak_stdin,
            frozen: AtomicBool::new(false),
            company: OnceLock::new(),
            connections: Mutex::default(),
            log: log.clone(),
        });
        #[cfg(unix)]
        ending::watch(pid, Arc::clone(&program.state));
        #[cfg(not(unix))]
        ending::watch(Arc::downgrade(&program));
        let arguments = arguments.iter().copied().map(clipped).collect();
        program.note(Did::Started { arguments });
        Ok(program)
    }

    /// The name of the program in its lesson: `server`, `client`, …
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// The process that was started.
    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// What [`MARK`] is in the environment of the program and of what it starts: no other program's.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    fn note(&self, did: Did) {
        self.log.note(&Who::Program(self.name.clone()), did);
    }

    /// What to call it that the program has ended while it was still needed.
    pub fn ended_early(&self, exit: Exit) -> Symptom {
        let program = self.name();
        match exit {
            Exit::Code(code) => Symptom::Ended { program, code },
            Exit::Signal(signal) => Symptom::Signalled { program, signal },
        }
    }

    /// Waits until the program has ended and all it printed has come.
    pub fn wait(&self) -> Played<Exit> {
        let mut patience = Patience::new(self);
        loop {
            let now = self.state.now();
            if now.stdout.flooded || now.stderr.flooded {
                return Err(self.flooded());
            }
            // What it has started may hold its pipes open for ever: only its own end counts, and then
            // what it printed itself is in the pipes already.
            if let Some(exit) = now.exit {
                drop(now);
                self.sync();
                if let Exit::Code(code) = exit {
                    self.note(Did::Exited { code });
                }
                return Ok(exit);
            }
            drop(self.state.wait(now, Patience::TICK));
            patience.check(|certain, _| {
                Problem::symptom(Symptom::Running {
                    program: self.name(),
                    certain,
                })
            })?;
        }
    }

    /// Waits until the program has ended, with this exit code.
    pub fn expect_exit(&self, expected: i32) -> Played {
        match self.wait()? {
            Exit::Code(code) if code == expected => Ok(()),
            Exit::Code(code) => {
                let symptom = Symptom::WrongExit {
                    program: self.name(),
                    expected,
                    code,
                };
                Err(Problem::symptom(symptom))
            }
            Exit::Signal(signal) => Err(Problem::symptom(Symptom::Signalled {
                program: self.name(),
                signal,
            })),
        }
    }

    /// How the program has ended, if it has.
    pub fn exit(&self) -> Option<Exit> {
        self.state.now().exit
    }

    /// Whether the program ends within this time; waits for it.
    pub fn ends_within(&self, limit: Duration) -> bool {
        let start = Instant::now();
        let mut now = self.state.now();
        while now.exit.is_none() && start.elapsed() < limit {
            now = self.state.wait(now, limit.saturating_sub(start.elapsed()));
        }
        now.exit.is_some()
    }

    /// Waits a moment for the end of a program that is ending; for the wording of a verdict that is
    /// decided already.
    pub fn exit_soon(&self) -> Option<Exit> {
        kernel::wait_until(LIMIT / 10, || {
            self.exit().is_some() || self.stillness().is_some()
        });
        self.exit()
    }

    /// What the program printed, stdout and stderr, once it has ended.
    pub(crate) fn printed(&self) -> (Vec<u8>, Vec<u8>) {
        let now = self.state.now();
        (now.stdout.bytes.clone(), now.stderr.bytes.clone())
    }

    /// Whether the program has printed more than [`OUTPUT_LIMIT`].
    pub fn is_flooded(&self) -> bool {
        let now = self.state.now();
        now.stdout.flooded || now.stderr.flooded
    }

    /// All that the program has printed so far, stdout and stderr.
    pub fn all_printed(&self) -> (Vec<u8>, Vec<u8>) {
        self.sync();
        self.printed()
    }

    fn flooded(&self) -> Problem {
        Problem::symptom(Symptom::Flood {
            program: self.name(),
            limit: OUTPUT_LIMIT,
        })
    }

    /// Makes the program one of those that talk to each other in a check: as long as one of them
    /// may do something by itself, the others may be about to hear of it.
    pub fn joins(self: &Arc<Self>, company: &Company) {
        let programs = company.0.programs.lock();
        let mut programs = programs.unwrap_or_else(PoisonError::into_inner);
        programs.push(Arc::downgrade(self));
        drop(programs);
        // Who gives up goes through the list after that: one of the two sees the other.
        if company.is_given_up() {
            self.kill_at_once();
        }
        // A program joins once, when it is started.
        let _ = self.company.set(company.clone());
    }

    /// Whether the check that it belongs to was given up.
    pub fn is_given_up(&self) -> bool {
        self.company.get().is_some_and(Company::is_given_up)
    }

    /// Keeps a connection to the program open until the program is ended. A check that has failed
    /// lets go of all it holds; what the program does about that must not look like the failure.
    pub fn keep(&self, connection: Socket) {
        let mut connections = self.connections.lock();
        let connections = connections.as_mut().unwrap_or_else(|error| error.get_mut());
        connections.push(connection);
    }

    /// The picture of the program, and of those in its company, in which nothing can happen any more
    /// without something from outside (see [`kernel::stillness`]). None while it is frozen itself, and
    /// while something that was typed is on its way.
    pub fn stillness(&self) -> Option<Vec<Stillness>> {
        if self.is_frozen() {
            return None;
        }
        let company = self.company.get().map(Company::programs);
        let others = company
            .into_iter()
            .flatten()
            .filter(|other| other.pid != self.pid);
        let mut pictures = vec![self.still_alone()?];
        for other in others.filter(|other| !other.is_frozen() && other.exit().is_none()) {
            pictures.push(other.still_alone()?);
        }
        Some(pictures)
    }

    /// Whether something that was typed is on its way to the program, or something that it has printed on its way here.
    pub fn is_in_exchange(&self) -> bool {
        self.untyped.load(Ordering::Acquire) > 0 || self.output_waits()
    }

    fn still_alone(&self) -> Option<Stillness> {
        if self.is_in_exchange() {
            return None;
        }
        let picture = kernel::stillness(self.pid)?;
        // What it prints was taken in, and it is about to be woken.
        let prints = kernel::waits(self.pid).contains(&Wait::Output);
        (!prints).then_some(picture)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Before the connections to it are closed: it shall not act on that.
        let contained = self.contained.get_mut();
        drop(contained.unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// An argument as it is noted: one that is too long for a line is cut, with its length behind.
fn clipped(argument: &str) -> String {
    const NOTED: usize = 60;
    match argument.char_indices().nth(NOTED) {
        None => argument.to_string(),
        Some((end, _)) => format!("{}… ({} bytes)", &argument[..end], argument.len()),
    }
}

/// The name of an executable with the system's ending.
pub fn executable_name(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// Whether there is such a program on the search path.
pub fn is_installed(program: impl AsRef<OsStr>) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let started = close_for_all(|| command.spawn());
    let ended = started.and_then(|mut child| child.wait());
    ended.is_ok_and(|status| status.success())
}
