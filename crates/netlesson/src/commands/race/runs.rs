//! The ways to send the file: TCP and bare UDP between two threads here, reliable UDP between lesson 10's programs.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};
use netlesson_checks::folder::Folder;
use netlesson_checks::lesson::Lesson;
use netlesson_checks::log::Log;
use netlesson_checks::panic;
use netlesson_checks::play::Built;
use netlesson_checks::program::{Exit, Program};
use netlesson_checks::report::Report;
use netlesson_checks::verdict::{Problem, Symptom};
use netlesson_checks::wire::host::ANY_PORT;
use netlesson_checks::wire::{Fate, Relay, Way};
use netlesson_checks::words::Words;

use super::Outcome;
use crate::arrivals::all_that_comes;
use crate::screen;

/// The most bytes that a packet carries, in lesson 10 and here.
const PAYLOAD: usize = 1200;

/// The file's name.
const NAME: &str = "race.bin";

/// After so long without a datagram, nothing of what has been sent is still to come. UDP itself has no end.
const QUIET: Duration = Duration::from_millis(50);

/// How long the programs may take.
const LIMIT: Duration = Duration::from_secs(300);

/// How many datagrams are lost.
#[derive(Clone, Copy)]
pub struct Loss(f64);

impl Loss {
    /// None.
    pub const NONE: Self = Self(0.0);

    /// So many of 100.
    pub fn percent(percent: u8) -> Self {
        Self(f64::from(percent) / 100.0)
    }

    /// Whether a datagram is lost, by the seed, the way it goes, and its place among those that go this way.
    fn loses(self, seed: u64, way: Way, place: usize) -> bool {
        let way = u64::from(way == Way::ToClient);
        let mut random = fastrand::Rng::with_seed(seed ^ (((place as u64) << 1) | way));
        random.f64() < self.0
    }
}

/// Sends the same file again and again.
pub struct Runner<'a> {
    words: &'a Words,
    lesson: &'a Lesson,
    built: &'a Built,
    seed: u64,
    bytes: Vec<u8>,
}

impl<'a> Runner<'a> {
    /// A file of so many bytes, made of the seed.
    pub fn new(
        words: &'a Words,
        lesson: &'a Lesson,
        built: &'a Built,
        seed: u64,
        size: u64,
    ) -> Result<Self> {
        let mut bytes = vec![0; usize::try_from(size)?];
        fastrand::Rng::with_seed(seed).fill(&mut bytes);
        Ok(Self {
            words,
            lesson,
            built,
            seed,
            bytes,
        })
    }

    fn outcome(&self, key: &str, wire: &str, time: Duration, arrived: usize) -> Outcome {
        Outcome {
            name: self.words.say(key, &[("wire", wire)]),
            time,
            arrived: arrived as u64,
            size: self.bytes.len() as u64,
        }
    }

    /// By TCP: the kernel numbers, acknowledges and repeats.
    pub fn tcp(&self, wire: &str) -> Result<Outcome> {
        let listener = TcpListener::bind(ANY_PORT)?;
        let start = Instant::now();
        let mut sender = TcpStream::connect(listener.local_addr()?)?;
        let (mut receiver, _) = listener.accept()?;
        let arrived = thread::scope(|scope| {
            let receiving = scope.spawn(move || {
                let mut arrived = Vec::new();
                receiver.read_to_end(&mut arrived).map(|_| arrived)
            });
            let sent = sender.write_all(&self.bytes);
            drop(sender);
            let arrived = receiving
                .join()
                .map_err(|_| io::Error::other("the receiver"))??;
            sent.map(|()| arrived)
        })?;
        let time = start.elapsed();
        Ok(self.outcome("race-tcp", wire, time, same(&arrived, &self.bytes)))
    }

    /// By bare UDP: sent as fast as it goes, and never looked at again.
    pub fn bare_udp(&self, wire: &str, loss: Loss) -> Result<Outcome> {
        let receiver = UdpSocket::bind(ANY_PORT)?;
        receiver.set_read_timeout(Some(QUIET))?;
        let address = receiver.local_addr()?;
        let sender = UdpSocket::bind(ANY_PORT)?;
        let all_is_sent = AtomicBool::new(false);
        let start = Instant::now();
        let (arrived, last) = thread::scope(|scope| {
            let receiving =
                scope.spawn(|| all_that_comes(&receiver, &all_is_sent, start, &mut [0; PAYLOAD]));
            let mut chunks = self.bytes.chunks(PAYLOAD).enumerate();
            let sent = chunks.try_for_each(|(place, chunk)| {
                if loss.loses(self.seed, Way::ToServer, place) {
                    return Ok(());
                }
                sender.send_to(chunk, address).map(drop)
            });
            all_is_sent.store(true, Ordering::SeqCst);
            let received = receiving
                .join()
                .map_err(|_| io::Error::other("the receiver"))?;
            sent.map(|()| received)
        })?;
        let time = last.duration_since(start);
        Ok(self.outcome("race-bare-udp", wire, time, arrived))
    }

    /// By lesson 10's programs, with a wire between them.
    pub fn reliable_udp(&self, wire: &str, loss: Loss) -> Result<Outcome> {
        let folder = Folder::new()?;
        let inbox = folder.path().join("inbox");
        fs::create_dir(&inbox)?;
        fs::write(folder.path().join(NAME), &self.bytes)?;
        let log = Log::default();
        let start = |name: &str, address: SocketAddr, more: &str| -> Result<Arc<Program>> {
            let executable = self.built.executables.get(name);
            let executable = executable.with_context(|| format!("no {name} was built"))?;
            let arguments = [&address.to_string(), more];
            Program::start(name, executable, folder.path(), &arguments, &log)
                .map_err(|problem| self.trouble(problem))
        };
        let server = start("server", ANY_PORT.into(), "inbox")?;
        let address = server.ready().map_err(|problem| self.trouble(problem))?;
        let front = UdpSocket::bind(ANY_PORT)?;
        let began = Instant::now();
        let client = start("client", front.local_addr()?, NAME)?;
        let seed = self.seed;
        let plan = move |way, place| match loss.loses(seed, way, place) {
            true => Fate::Lost,
            false => Fate::Arrives,
        };
        let at = (&server, address);
        let _relay = Relay::between((&client, front), at, Box::new(plan), &log)
            .map_err(|problem| self.trouble(problem))?;
        let mut stuck = (!client.ends_within(LIMIT)).then_some(&client);
        let time = began.elapsed();
        // It may acknowledge the last packet first, and only then give the file its name.
        if client.exit() == Some(Exit::Code(0)) && !server.ends_within(LIMIT) {
            stuck = Some(&server);
        }
        // One that panicked, or is not written yet, has not lost the race: it cannot run in it.
        for program in [&client, &server] {
            if let Some(symptom) = panic::find(&program.name(), &program.stderr()) {
                return Err(self.trouble(Problem::symptom(symptom)));
            }
        }
        if let Some(program) = stuck {
            return Err(self.trouble(Problem::symptom(Symptom::Running {
                program: program.name(),
                certain: false,
            })));
        }
        let arrived = fs::read(inbox.join(NAME)).unwrap_or_default();
        let arrived = same(&arrived, &self.bytes);
        Ok(self.outcome("race-reliable-udp", wire, time, arrived))
    }

    /// Why the programs cannot run.
    fn trouble(&self, problem: Problem) -> anyhow::Error {
        let report = Report {
            words: self.words,
            lesson: self.lesson,
            width: screen::width(),
        };
        let why = match problem {
            Problem::Failed(failure) => report.symptom(&failure.symptom),
            Problem::Skipped(reason) => self.words.say(reason, &[]),
            Problem::Fault(error) => error,
        };
        anyhow!(self.words.say("race-stuck", &[("why", &why)]))
    }
}

/// How much of the file has arrived: all of it, or up to the first byte that is another one.
fn same(arrived: &[u8], sent: &[u8]) -> usize {
    let same = arrived.iter().zip(sent).take_while(|(a, b)| a == b);
    same.count()
}
