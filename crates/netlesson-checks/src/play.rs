//! What a check plays with: the student's programs, callers and hosts for them, chance from a seed.
//!
//! A check reads like a script: start this, connect, send that, expect this. Each step returns
//! [`Played`], so `?` ends the check at the first thing that is not as it should be.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use assert_cmd::assert::Assert;
use predicates::{Predicate, prelude::PredicateBooleanExt};
use socket2::{Domain, Socket, Type};

use crate::diagnosis;
use crate::folder::Folder;
use crate::kernel::{self, Pid};
use crate::log::{Did, Log, Who};
use crate::patience::LIMIT;
#[cfg(target_os = "linux")]
use crate::program;
use crate::program::{Company, Exit, Program};
use crate::verdict::{Failure, Played, Problem, Symptom};
use crate::wire::{Datagrams, Host, Relay, Stream, TakenPort, host::ANY_PORT, relay::Plan};

/// A check of a lesson.
pub struct Check {
    /// Its name, unique in its lesson: what `--only` takes, and the key of its words.
    pub name: &'static str,
    /// Checks that must pass first: without them this one could only repeat their failure.
    pub needs: &'static [&'static str],
    /// The script.
    pub play: fn(&mut Play) -> Played,
}

/// The programs of a lesson as they were built, and the folder that they are run in.
#[derive(Debug, Clone)]
pub struct Built {
    /// The executable of each program of the lesson, by its name there (`server`, …).
    pub executables: BTreeMap<String, PathBuf>,
    /// The lesson's folder: where `predictions.json` is, and the programs' working directory.
    pub folder: PathBuf,
}

/// One run of one check.
pub struct Play<'a> {
    built: &'a Built,
    log: Log,
    next_caller: usize,
    programs: Vec<Arc<Program>>,
    company: Company,
    /// Given back when the programs are gone.
    taken_ports: Vec<TakenPort>,
    /// Taken away when the programs are gone.
    temporary: Vec<Folder>,
    /// Chance for payloads: the same seed, the same bytes.
    pub random: fastrand::Rng,
}

impl<'a> Play<'a> {
    /// Sets the stage.
    pub fn new(built: &'a Built, seed: u64) -> Self {
        Self::of_company(built, seed, Company::default())
    }

    /// Sets the stage for programs that can be given up.
    pub fn of_company(built: &'a Built, seed: u64, company: Company) -> Self {
        let (log, random) = (Log::default(), fastrand::Rng::with_seed(seed));
        Self {
            built,
            log,
            next_caller: 1,
            programs: Vec::new(),
            company,
            taken_ports: Vec::new(),
            temporary: Vec::new(),
            random,
        }
    }

    /// The log of what happens.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The lesson's folder.
    pub fn folder(&self) -> &Path {
        &self.built.folder
    }

    /// A new, empty folder of the check's own, which is gone when the check is over. Programs that are
    /// started in it are given its files by their plain names: where it lies is the system's choice.
    pub fn temporary(&mut self) -> Played<PathBuf> {
        let folder = Folder::new()?;
        let path = folder.path().to_path_buf();
        self.temporary.push(folder);
        Ok(path)
    }

    /// The executable of a program of the lesson.
    pub fn executable(&self, name: &str) -> Played<&'a Path> {
        let executable = self.built.executables.get(name).map(PathBuf::as_path);
        executable.ok_or_else(|| Problem::Fault(format!("no program {name} was built")))
    }

    /// Starts a program of the lesson.
    pub fn start(&mut self, name: &str, arguments: &[&str]) -> Played<Arc<Program>> {
        self.start_in(&self.built.folder, name, arguments)
    }

    /// Starts a program of the lesson in another folder than the lesson's.
    pub fn start_in(
        &mut self,
        folder: &Path,
        name: &str,
        arguments: &[&str],
    ) -> Played<Arc<Program>> {
        self.start_as(name, self.executable(name)?, folder, arguments)
    }

    /// Starts another program that becomes a program of the lesson, or runs it for us: unshare(1), script(1).
    pub fn start_as(
        &mut self,
        name: &str,
        executable: &Path,
        folder: &Path,
        arguments: &[&str],
    ) -> Played<Arc<Program>> {
        if self.company.is_given_up() {
            return Err(Problem::given_up());
        }
        let program = Program::start(name, executable, folder, arguments, &self.log)?;
        program.joins(&self.company);
        self.programs.push(Arc::clone(&program));
        Ok(program)
    }

    /// What the kernel answers about a program of the lesson, started in this folder, when it is about to print
    /// its first line. `None` if that cannot be seen.
    pub fn at_first_line<T>(
        &self,
        folder: &Path,
        name: &str,
        arguments: &[&str],
        ask: impl FnOnce(Pid) -> T,
    ) -> Played<Option<T>> {
        #[cfg(target_os = "linux")]
        if let Some(executable) = self.built.executables.get(name) {
            return Ok(program::at_first_line(executable, folder, arguments, ask)?);
        }
        let _ = (folder, name, arguments, ask);
        Ok(None)
    }

    /// Whether it listens already then. `None` if that cannot be seen.
    pub fn listens_at_first_line(
        &self,
        folder: &Path,
        name: &str,
        arguments: &[&str],
    ) -> Played<Option<bool>> {
        let listening = self.at_first_line(folder, name, arguments, kernel::listening)?;
        Ok(listening.flatten().map(|addresses| !addresses.is_empty()))
    }

    /// Starts the lesson's `server` on a free port and waits for its ready line.
    pub fn server(&mut self) -> Played<(Arc<Program>, SocketAddr)> {
        let server = self.start("server", &[&ANY_PORT.to_string()])?;
        let address = server.ready()?;
        Ok((server, address))
    }

    /// Starts the lesson's `client` with this address as its first argument.
    pub fn client(&mut self, address: SocketAddr, more: &[&str]) -> Played<Arc<Program>> {
        self.client_in(&self.built.folder, address, more)
    }

    /// The same in another folder than the lesson's.
    pub fn client_in(
        &mut self,
        folder: &Path,
        address: SocketAddr,
        more: &[&str],
    ) -> Played<Arc<Program>> {
        let address = address.to_string();
        self.start_in(folder, "client", &[&[address.as_str()], more].concat())
    }

    /// Runs a program that ends by itself, its stdin empty from the start.
    pub fn run(&mut self, name: &str, arguments: &[&str]) -> Played<Ended> {
        self.run_in(&self.built.folder, name, arguments)
    }

    /// The same in another folder than the lesson's.
    pub fn run_in(&mut self, folder: &Path, name: &str, arguments: &[&str]) -> Played<Ended> {
        let program = self.start_in(folder, name, arguments)?;
        program.end_input();
        self.ended(&program)
    }

    /// Waits until a program has ended, and holds what it printed and its exit code for
    /// `assert_cmd` and its predicates to judge.
    pub fn ended(&self, program: &Arc<Program>) -> Played<Ended> {
        match program.wait()? {
            Exit::Code(code) => Ok(Ended {
                program: program.name(),
                code,
                output: program.printed(),
            }),
            Exit::Signal(signal) => Err(Problem::symptom(Symptom::Signalled {
                program: program.name(),
                signal,
            })),
        }
    }

    /// Has the log number the callers that are still to come from here on. Without this the first is
    /// caller 1.
    pub fn number_callers_from(&mut self, number: usize) {
        self.next_caller = number;
    }

    fn next_caller(&mut self) -> Who {
        self.next_caller += 1;
        Who::Caller(self.next_caller - 1)
    }

    /// Connects a new caller to a student's server.
    pub fn call(&mut self, server: &Arc<Program>, address: SocketAddr) -> Played<Stream> {
        self.call_with(server, address, |_| Ok(()))
    }

    /// Connects a new caller for whom the kernel keeps next to nothing on its way: small segments
    /// (TCP_MAXSEG) and a small receive buffer. What it leaves unread soon waits in the server itself:
    /// on Linux all but about 100 kB, where of other callers' it is all but several MB.
    pub fn call_narrow(&mut self, server: &Arc<Program>, address: SocketAddr) -> Played<Stream> {
        const RECEIVE_BUFFER: usize = 4096;
        self.call_with(server, address, |socket| {
            socket.set_recv_buffer_size(RECEIVE_BUFFER)?;
            // 536 bytes: what every host must take (RFC 9293, 3.7.1).
            #[cfg(target_os = "linux")]
            socket.set_tcp_mss(536)?;
            Ok(())
        })
    }

    /// Connects a new caller whose socket is prepared before: with options that only count then.
    pub fn call_with(
        &mut self,
        server: &Arc<Program>,
        address: SocketAddr,
        prepare: impl FnOnce(&Socket) -> io::Result<()>,
    ) -> Played<Stream> {
        let who = self.next_caller();
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
        prepare(&socket)?;
        match socket.connect_timeout(&address.into(), LIMIT) {
            Ok(()) => {
                let stream = TcpStream::from(socket);
                let from = stream.local_addr()?.to_string();
                self.log.note(&who, Did::Connected { from });
                Stream::new(who, stream, server, &self.log)
            }
            Err(_) => {
                server.exit_soon();
                Err(Problem::symptom(Symptom::Refused {
                    program: server.name(),
                }))
            }
        }
    }

    /// A listener for a student's client.
    pub fn host(&self) -> Played<Host> {
        Host::open(&self.log)
    }

    /// A new peer for a student's UDP program.
    pub fn peer(&mut self, program: &Arc<Program>) -> Played<Datagrams> {
        let socket = UdpSocket::bind(ANY_PORT)?;
        self.peer_around(program, socket)
    }

    /// A new peer for a student's UDP program, at this address.
    pub fn peer_at(&mut self, program: &Arc<Program>, address: SocketAddr) -> Played<Datagrams> {
        match UdpSocket::bind(address) {
            Err(error) if error.kind() == ErrorKind::AddrNotAvailable => {
                Err(Problem::Skipped("skipped-one-loopback"))
            }
            socket => self.peer_around(program, socket?),
        }
    }

    fn peer_around(&mut self, program: &Arc<Program>, socket: UdpSocket) -> Played<Datagrams> {
        Datagrams::around(self.next_caller(), socket, program, &self.log)
    }

    /// Starts the lesson's UDP `client`, with a socket of the check's as its server.
    pub fn client_of_peer(&mut self, more: &[&str]) -> Played<(Arc<Program>, Datagrams)> {
        self.client_of_peer_in(&self.built.folder, more)
    }

    /// The same in another folder than the lesson's.
    pub fn client_of_peer_in(
        &mut self,
        folder: &Path,
        more: &[&str],
    ) -> Played<(Arc<Program>, Datagrams)> {
        let socket = UdpSocket::bind(ANY_PORT)?;
        let client = self.client_in(folder, socket.local_addr()?, more)?;
        let host = Datagrams::around(Who::Host, socket, &client, &self.log)?;
        Ok((client, host))
    }

    /// Starts the lesson's UDP `client` with a relay in the place of the server at this address.
    pub fn client_through(
        &mut self,
        (server, address): (&Arc<Program>, SocketAddr),
        plan: Plan,
        more: &[&str],
    ) -> Played<(Arc<Program>, Relay)> {
        self.client_through_in(&self.built.folder, (server, address), plan, more)
    }

    /// The same in another folder than the lesson's.
    pub fn client_through_in(
        &mut self,
        folder: &Path,
        (server, address): (&Arc<Program>, SocketAddr),
        plan: Plan,
        more: &[&str],
    ) -> Played<(Arc<Program>, Relay)> {
        let front = UdpSocket::bind(ANY_PORT)?;
        let client = self.client_in(folder, front.local_addr()?, more)?;
        let relay = Relay::between((&client, front), (server, address), plan, &self.log)?;
        Ok((client, relay))
    }

    /// A TCP address where nobody listens: whoever connects is refused.
    pub fn nobody(&mut self) -> Played<SocketAddr> {
        self.keep_taken(TakenPort::tcp()?)
    }

    /// A UDP address where nobody receives: whoever sends to it is refused.
    pub fn nobody_udp(&mut self) -> Played<SocketAddr> {
        self.keep_taken(TakenPort::udp()?)
    }

    fn keep_taken(&mut self, port: TakenPort) -> Played<SocketAddr> {
        let address = port.address();
        self.taken_ports.push(port);
        Ok(address)
    }

    /// A word that no program can know in advance: `length` lower-case letters.
    pub fn word(&mut self, length: usize) -> String {
        (0..length).map(|_| self.random.lowercase()).collect()
    }

    /// Bytes that no program can know in advance: any but line breaks, so that they can be shown
    /// on one line.
    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut byte = || loop {
            let byte = self.random.u8(..);
            if byte != b'\n' && byte != b'\r' {
                return byte;
            }
        };
        (0..length).map(|_| byte()).collect()
    }

    /// Notes the last that each program said on stderr: often the reason for what was seen.
    pub fn note_complaints(&self) {
        const LINES: usize = 3;
        for program in &self.programs {
            // A line that has begun is waited for: a message may be written in several pieces.
            let is_whole = || program.stderr().last().is_none_or(|&byte| byte == b'\n');
            kernel::wait_until(LIMIT / 10, || {
                is_whole() || program.exit().is_some() || program.stillness().is_some()
            });
            let stderr = program.stderr();
            let lines: Vec<&[u8]> = stderr
                .split(|&byte| byte == b'\n')
                .filter(|line| !line.is_empty())
                .collect();
            for &line in &lines[lines.len().saturating_sub(LINES)..] {
                let who = Who::Program(program.name());
                self.log.note(&who, Did::Complained { line: line.into() });
            }
        }
    }

    /// Looks whether one of the programs has panicked, met a `todo!` or ended: then that is what the
    /// failure is about, whatever it looked like on the wire. What a program has said wrong before
    /// stays what it is.
    pub fn explain(&self, failure: Failure) -> Failure {
        let mut failure = self.seen_through(failure);
        if failure.diagnosis.is_none() {
            let name = failure.symptom.program();
            let program = self
                .programs
                .iter()
                .rev()
                .find(|program| name == Some(&program.name()));
            let program = program.map(Arc::as_ref);
            failure.diagnosis = diagnosis::of(&failure, program, &self.log.events());
        }
        failure
    }

    fn seen_through(&self, failure: Failure) -> Failure {
        let another = |symptom| Failure {
            symptom,
            expected: failure.expected.clone(),
            came: failure.came.clone(),
            diagnosis: None,
        };
        let said_wrong = match &failure.symptom {
            Symptom::WrongLine { .. } | Symptom::WrongBytes { .. } | Symptom::Unexpected { .. } => {
                true
            }
            Symptom::Witness { key, .. } => *key == READY_TOO_EARLY,
            _ => false,
        };
        // A check that says why the program has ended has looked already.
        let looked_at = failure.diagnosis.is_some()
            && matches!(
                failure.symptom,
                Symptom::Crashed { .. } | Symptom::Ended { .. } | Symptom::Signalled { .. }
            );
        if said_wrong || looked_at {
            return failure;
        }
        if let Symptom::Closed { program }
        | Symptom::Reset { program }
        | Symptom::NoLine { program } = &failure.symptom
        {
            // A connection or an output that ended may be the first that is seen of a program that is ending.
            for named in self.programs.iter().filter(|one| one.name() == *program) {
                named.exit_soon();
            }
        }
        for program in &self.programs {
            if let Some(symptom) = crate::panic::find(&program.name(), &program.stderr()) {
                return another(symptom);
            }
        }
        let ended =
            self.programs
                .iter()
                .find_map(|program| match (program.exit(), &failure.symptom) {
                    (
                        Some(Exit::Signal(signal)),
                        Symptom::Closed { .. } | Symptom::Reset { .. } | Symptom::NoLine { .. },
                    ) if signal != KILLED && signal != INTERRUPTED => Some(Symptom::Signalled {
                        program: program.name(),
                        signal,
                    }),
                    (Some(Exit::Code(code)), Symptom::Refused { .. } | Symptom::NoLine { .. }) => {
                        Some(Symptom::Ended {
                            program: program.name(),
                            code,
                        })
                    }
                    // A program may close its connection and then end as it should; an error is another
                    // thing.
                    (
                        Some(Exit::Code(code)),
                        Symptom::Closed { program: its } | Symptom::Reset { program: its },
                    ) if code != 0 && *its == program.name() => Some(Symptom::Ended {
                        program: program.name(),
                        code,
                    }),
                    _ => None,
                });
        match ended {
            // A check that has named the mistake has named it for this end of the program, too.
            Some(symptom) => Failure {
                diagnosis: failure.diagnosis.clone(),
                ..another(symptom)
            },
            None => failure,
        }
    }
}

/// All programs are stopped for good before the first of them gives its ports back: what one still sends to
/// another must not reach the programs of another check that were given the same port.
impl Drop for Play<'_> {
    fn drop(&mut self) {
        for program in &self.programs {
            program.kill_at_once();
        }
    }
}

/// The message of a server that has said too early that it listens.
pub const READY_TOO_EARLY: &str = "witness-ready-too-early";

/// SIGKILL and SIGINT: how the checks themselves end programs.
const KILLED: i32 = 9;
const INTERRUPTED: i32 = 2;

/// A program that has ended: its exit code and what it printed.
pub struct Ended {
    program: String,
    code: i32,
    output: (Vec<u8>, Vec<u8>),
}

impl Ended {
    fn assert(&self) -> Assert {
        let (stdout, stderr) = self.output.clone();
        Assert::new(std::process::Output {
            status: exit_status(self.code),
            stdout,
            stderr,
        })
    }

    /// Expects this exit code.
    pub fn code(&self, expected: i32) -> Played<&Self> {
        match self.assert().try_code(expected) {
            Ok(_) => Ok(self),
            Err(_) => {
                let symptom = Symptom::WrongExit {
                    program: self.program.clone(),
                    expected,
                    code: self.code,
                };
                Err(Problem::symptom(symptom))
            }
        }
    }

    /// Expects exactly this on stdout.
    pub fn stdout(&self, expected: impl AsRef<[u8]>) -> Played<&Self> {
        let expected = expected.as_ref();
        match self
            .assert()
            .try_stdout(predicates::ord::eq(expected.to_vec()))
        {
            Ok(_) => Ok(self),
            Err(_) => {
                let symptom = Symptom::WrongOutput {
                    program: self.program.clone(),
                    stream: "stdout",
                };
                Err(Problem::compared(symptom, expected, &self.output.0))
            }
        }
    }

    /// Expects stderr to satisfy the predicate; `described` stands for it in the verdict.
    pub fn stderr(&self, predicate: impl Predicate<str>, described: &str) -> Played<&Self> {
        match self.assert().try_stderr(predicate) {
            Ok(_) => Ok(self),
            Err(_) => {
                let symptom = Symptom::WrongOutput {
                    program: self.program.clone(),
                    stream: "stderr",
                };
                Err(Problem::compared(symptom, described, &self.output.1))
            }
        }
    }

    /// Expects the end that every failing program comes to: exit code 1, and on stderr exactly one
    /// line that begins `error: `, with `what` after it and the system's reason.
    pub fn failed(&self, what: &str) -> Played<&Self> {
        let beginning = format!("error: {what}: ");
        let one_error = predicates::function::function(|stderr: &str| {
            stderr
                .lines()
                .filter(|line| line.starts_with("error: "))
                .count()
                == 1
        });
        let names_it = predicates::function::function(|stderr: &str| {
            stderr.lines().any(|line| {
                line.strip_prefix(&beginning)
                    .is_some_and(|why| !why.trim().is_empty())
            })
        });
        self.code(1)?
            .stderr(one_error.and(names_it), &format!("{beginning}…"))
    }

    /// Expects the end of a program that fails in words of its own: exit code 1, and on stderr exactly
    /// one line that begins `error: `, with something after it.
    pub fn complained(&self) -> Played<&Self> {
        let one_error = predicates::function::function(|stderr: &str| {
            let mut errors = stderr
                .lines()
                .filter_map(|line| line.strip_prefix("error: "));
            errors.next().is_some_and(|error| !error.trim().is_empty()) && errors.next().is_none()
        });
        self.code(1)?.stderr(one_error, "error: …")
    }

    /// Expects the end that wrong arguments come to: exit code 2, a usage line on stderr, nothing on stdout.
    pub fn misused(&self) -> Played<&Self> {
        let a_line = predicates::function::function(|stderr: &str| !stderr.trim().is_empty());
        self.code(2)?.stdout("")?.stderr(a_line, "usage: …")
    }

    /// What the program printed on stdout.
    pub fn stdout_bytes(&self) -> &[u8] {
        &self.output.0
    }
}

#[cfg(unix)]
fn exit_status(code: i32) -> std::process::ExitStatus {
    use std::os::unix::process::ExitStatusExt;
    // The exit code stands in the second byte of what wait(2) returns.
    std::process::ExitStatus::from_raw((code & 0xff) << 8)
}

#[cfg(windows)]
fn exit_status(code: i32) -> std::process::ExitStatus {
    use std::os::windows::process::ExitStatusExt;
    std::process::ExitStatus::from_raw(code as u32)
}
