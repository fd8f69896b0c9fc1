//! The room of lesson 6 as its checks see it: the guests in it, what each says and hears.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;

use super::super::shared::came;
use crate::kernel::{self, Wait};
use crate::patience::{self, Patience};
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::Stream;

/// The longest text of a message, in bytes.
pub const MAX_TEXT_LEN: usize = 64 * 1024;

/// What may wait in the server for one guest before it is dropped, in bytes.
pub const MAX_WAITING: usize = 1024 * 1024;

/// A message on the wire: its length as a signed 32-bit little-endian integer, then its text.
pub fn frame(text: impl AsRef<[u8]>) -> Vec<u8> {
    let text = text.as_ref();
    // The longest that a check sends is far below 2 GiB.
    [&(text.len() as u32).to_le_bytes(), text].concat()
}

/// The student's server with the guests of a check.
pub struct Room<'play, 'built> {
    play: &'play mut Play<'built>,
    /// The server.
    pub server: Arc<Program>,
    address: SocketAddr,
    next: usize,
}

/// The length of what stands before every text.
const HEADER_LEN: usize = 4;

/// The length that a header announces, if a message may have it: its text and a little before that.
fn length_in(header: [u8; HEADER_LEN]) -> Option<usize> {
    let length = usize::try_from(i32::from_le_bytes(header)).ok()?;
    (length <= 2 * MAX_TEXT_LEN).then_some(length)
}

/// The message of a server that has sent no header where one should stand.
pub const NO_HEADER: &str = "witness-no-header";

fn no_header(bytes: &[u8]) -> Problem {
    let shown = bytes.escape_ascii().to_string();
    let arguments = [("program", "server".to_string()), ("bytes", shown)];
    Problem::witness(NO_HEADER, &arguments)
}

/// What it is that came in place of these messages.
fn mixed_up(came: &[u8], left: &BTreeSet<Vec<u8>>) -> Problem {
    let same = |one: &[u8]| one.iter().zip(came).take_while(|(a, b)| a == b).count();
    let program = "server".to_string();
    match left.iter().max_by_key(|left| same(left)) {
        Some(nearest) => Problem::compared(Symptom::WrongBytes { program }, nearest, came),
        None => Problem::compared(Symptom::Unexpected { program }, &[], came),
    }
}

/// How many threads and descriptors a program has.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    threads: usize,
    descriptors: usize,
}

impl<'play, 'built> Room<'play, 'built> {
    /// Starts the server. Callers are numbered as clients are: from 0.
    pub fn open(play: &'play mut Play<'built>) -> Played<Self> {
        play.number_callers_from(0);
        let (server, address) = play.server()?;
        Ok(Self {
            play,
            server,
            address,
            next: 0,
        })
    }

    /// A word that no program can know in advance.
    pub fn word(&mut self) -> String {
        self.play.word(8)
    }

    /// Chance, from the seed of the check.
    pub fn chance(&mut self) -> &mut fastrand::Rng {
        &mut self.play.random
    }

    /// A guest who has only connected: what the server makes of it is not looked at yet.
    pub fn call(&mut self) -> Played<Guest> {
        let stream = self.play.call(&self.server, self.address)?;
        Ok(self.guest(stream))
    }

    /// Guests who have connected one after the other, as many as a listen(5) keeps waiting.
    pub fn call_together(&mut self) -> Played<Vec<Guest>> {
        (0..5).map(|_| self.call()).collect()
    }

    /// A guest who has connected and was greeted, and whom the server has told of.
    pub fn join(&mut self) -> Played<Guest> {
        let guest = self.call()?;
        self.welcomed(guest)
    }

    /// A guest as [`join`](Self::join) has it, for whom the kernel keeps next to nothing: what it
    /// does not read waits in the server.
    pub fn join_narrow(&mut self) -> Played<Guest> {
        let stream = self.play.call_narrow(&self.server, self.address)?;
        let guest = self.guest(stream);
        self.welcomed(guest)
    }

    fn guest(&mut self, stream: Stream) -> Guest {
        self.next += 1;
        let (number, peer) = (self.next - 1, self.address);
        Guest {
            number,
            stream,
            peer,
            server: Arc::clone(&self.server),
        }
    }

    fn welcomed(&self, mut guest: Guest) -> Played<Guest> {
        guest.greeted()?;
        self.server.expect_line_among(guest.connected())?;
        Ok(guest)
    }

    /// Waits for these lines on the server's stdout, in any order, and for no others.
    pub fn expect_lines(&self, lines: impl IntoIterator<Item = String>) -> Played {
        let mut left: Vec<String> = lines.into_iter().collect();
        while let Some(next) = left.first() {
            let line = self.server.next_line();
            let line = line.map_err(|problem| problem.expecting(next))?;
            match left.iter().position(|left| left.as_bytes() == line) {
                Some(place) => drop(left.swap_remove(place)),
                None => self.is_the_line(next, &line)?,
            }
        }
        Ok(())
    }

    /// This line of the server's is the expected one.
    pub fn is_the_line(&self, expected: &str, line: &[u8]) -> Played {
        if line == expected.as_bytes() {
            return Ok(());
        }
        let program = self.server.name();
        let symptom = Symptom::WrongLine { program };
        Err(Problem::compared(symptom, expected, line))
    }

    /// Waits until these lines have come on the server's stdout, in any order, whatever others come
    /// between them: a line may be printed before or after what it tells of.
    pub fn expect_lines_among(&self, lines: impl IntoIterator<Item = String>) -> Played {
        let mut left: Vec<String> = lines.into_iter().collect();
        while let Some(next) = left.first() {
            let line = self.server.next_line();
            let line = line.map_err(|problem| problem.expecting(next))?;
            left.retain(|left| left.as_bytes() != line);
        }
        Ok(())
    }

    /// Waits until the server has told of the leaving of every one of these.
    pub fn expect_all_left(&self, guests: impl IntoIterator<Item = usize>) -> Played {
        self.expect_lines_among(guests.into_iter().map(has_left))
    }

    /// These two hear each other, and nothing else.
    pub fn still_talk(&mut self, one: &mut Guest, other: &mut Guest) -> Played {
        let (question, answer) = (self.word(), self.word());
        one.say(&question)?;
        other.hear(one.said(&question))?;
        other.say(&answer)?;
        one.hear(other.said(&answer))?;
        self.expect_lines_among([one.said(question), other.said(answer)])
    }

    /// The server waits for what comes, and does nothing meanwhile.
    pub fn rests(&self) -> Played {
        if patience::rests(&self.server) {
            return Ok(());
        }
        let arguments = [("program", self.server.name())];
        Err(Problem::witness("witness-never-rests", &arguments))
    }

    /// What the server has now, once it has come to rest; `None` where the kernel does not tell.
    pub fn counts(&self) -> Played<Option<Counts>> {
        self.rests()?;
        Ok(counts(&self.server))
    }

    /// The server comes to have no more than it had before.
    pub fn comes_down_to(&self, before: Option<Counts>) -> Played {
        let Some(before) = before else {
            return Ok(());
        };
        let mut patience = Patience::new(&self.server);
        loop {
            let mut now = before;
            let down = kernel::wait_until(Patience::TICK, || {
                now = counts(&self.server).unwrap_or(before);
                now.threads <= before.threads && now.descriptors <= before.descriptors
            });
            if down {
                return Ok(());
            }
            let arguments = [
                ("program", self.server.name()),
                ("threads", now.threads.to_string()),
                ("threads-before", before.threads.to_string()),
                ("descriptors", now.descriptors.to_string()),
                ("descriptors-before", before.descriptors.to_string()),
            ];
            patience.check(|_, _| Problem::witness("witness-left-behind", &arguments))?;
        }
    }
}

fn counts(program: &Program) -> Option<Counts> {
    Some(Counts {
        threads: kernel::threads(program.pid())?,
        descriptors: kernel::descriptors(program.pid())?,
    })
}

/// Whether it is about the end of a connection, by FIN or by RST.
pub fn is_end(problem: &Problem) -> bool {
    let Problem::Failed(failure) = problem else {
        return false;
    };
    matches!(
        failure.symptom,
        Symptom::Closed { .. } | Symptom::Reset { .. }
    )
}

/// The line for a client that has gone.
pub fn has_left(number: usize) -> String {
    format!("client {number} left")
}

/// A client of the student's server, played by the check.
pub struct Guest {
    /// The number that the server must give it.
    pub number: usize,
    /// Its connection.
    pub stream: Stream,
    peer: SocketAddr,
    server: Arc<Program>,
}

impl Guest {
    /// The line for its arrival.
    pub fn connected(&self) -> String {
        format!(
            "client {} connected from {}",
            self.number,
            self.stream.address()
        )
    }

    /// How others hear this text of it, and how the server prints it.
    pub fn said(&self, text: impl std::fmt::Display) -> String {
        format!("client {}: {text}", self.number)
    }

    /// Hears the greeting, before all else.
    pub fn greeted(&mut self) -> Played {
        let greeting = frame(format!("you are client {}", self.number));
        self.stream.expect(greeting).map_err(|problem| {
            let Problem::Failed(failure) = &problem else {
                return problem;
            };
            let silent = matches!(failure.symptom, Symptom::Silence { .. });
            let waits = kernel::accepted(self.peer, self.stream.address()) == Some(false);
            if silent && waits {
                let program = ("program", self.server.name());
                let witness =
                    Problem::witness("witness-not-accepted", std::slice::from_ref(&program));
                // Somebody else is listened to, and nobody is waited for who may come.
                let threads = kernel::waits(self.server.pid());
                let is_heard = |wait: &Wait| matches!(wait, Wait::Receive { .. });
                return if threads.iter().any(is_heard)
                    && threads
                        .iter()
                        .all(|wait| !matches!(wait, Wait::Accept | Wait::Other))
                {
                    witness.because("diagnosis-no-thread-accepts", &[program])
                } else {
                    witness
                };
            }
            self.misnumbered(problem)
        })
    }

    /// Names the mistake of a server that has given a guest another number than its own.
    pub fn misnumbered(&self, problem: Problem) -> Problem {
        let greeting = |number: usize| frame(format!("you are client {number}"));
        let is = |number: usize| came(&problem) == Some(&greeting(number));
        if self.number == 0 && is(1) {
            return problem.because("diagnosis-numbered-from-one", &[]);
        }
        match (0..self.number).find(|&number| is(number)) {
            Some(number) => {
                let arguments = [("client", number.to_string())];
                problem.because("diagnosis-number-given-again", &arguments)
            }
            None => problem,
        }
    }

    /// Names what keeps the server from passing on what this guest has said, if nothing came of it: one
    /// that listens to every guest in a thread of its own, but to this one no longer.
    pub fn passed_on(&self, problem: Problem, here: usize) -> Problem {
        let Problem::Failed(failure) = &problem else {
            return problem;
        };
        if !matches!(failure.symptom, Symptom::Silence { certain: true, .. }) {
            return problem;
        }
        let threads = kernel::waits(self.server.pid());
        let count = |of: fn(&Wait) -> bool| threads.iter().filter(|wait| of(wait)).count();
        // All guests but one are listened to.
        if count(|wait| matches!(wait, Wait::Receive { .. })) + 1 != here
            || count(|wait| matches!(wait, Wait::Other)) > 0
        {
            return problem;
        }
        let key = if count(|wait| matches!(wait, Wait::Send { .. })) > 0 {
            "diagnosis-speaker-waits-in-send"
        } else {
            "diagnosis-no-longer-listens"
        };
        let arguments = [
            ("program", self.server.name()),
            ("client", self.number.to_string()),
        ];
        problem.because(key, &arguments)
    }

    /// Sends a message.
    pub fn say(&mut self, text: impl AsRef<[u8]>) -> Played {
        self.stream.send(frame(text))
    }

    /// The next message is this one.
    pub fn hear(&mut self, text: impl AsRef<[u8]>) -> Played {
        self.stream.expect(frame(text))
    }

    /// The next message, whatever it is; it must be a frame and no longer than one may be.
    pub fn next_message(&mut self) -> Played<Vec<u8>> {
        let header = self.stream.receive(HEADER_LEN)?;
        let length = header.first_chunk().copied().and_then(length_in);
        self.stream
            .receive(length.ok_or_else(|| no_header(&header))?)
    }

    /// The next messages are these, in any order, each whole. No two of them may be equal.
    pub fn hear_all(&mut self, texts: impl IntoIterator<Item = String>) -> Played {
        let mut left: BTreeSet<Vec<u8>> = texts.into_iter().map(String::into_bytes).collect();
        let length = left.iter().map(|text| HEADER_LEN + text.len()).sum();
        // Taken in as a whole, and taken apart then, whether it is all there or not.
        let (came, problem) = match self.stream.receive(length) {
            Ok(came) => (came, None),
            Err(Problem::Failed(mut failure)) => {
                let came = failure.came.take().map_or(Vec::new(), |came| came.0);
                (came, Some(Problem::Failed(failure)))
            }
            Err(problem) => return Err(problem),
        };
        let mut rest = came.as_slice();
        while let Some((header, after)) = rest.split_first_chunk() {
            let length = length_in(*header).ok_or_else(|| no_header(header))?;
            let message = &after[..length.min(after.len())];
            // The rest of it has not come.
            let is_cut = message.len() < length;
            if is_cut && left.iter().any(|left| left.starts_with(message)) {
                break;
            }
            // Cut, it is none of them, even if it is all of another.
            if is_cut || !left.remove(message) {
                return Err(mixed_up(message, &left));
            }
            rest = &after[length..];
        }
        match (problem, left.first()) {
            (Some(problem), Some(left)) => Err(problem.expecting(frame(left))),
            (Some(problem), None) => Err(problem),
            // All bytes have come: then all messages have.
            (None, _) => Ok(()),
        }
    }

    /// Closes the connection.
    pub fn leave(self) -> Played {
        self.stream.close()
    }
}
