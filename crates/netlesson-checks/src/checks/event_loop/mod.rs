//! Lesson 12: lesson 6's room on one thread. Its clients cannot tell the two servers apart, so lesson 6's checks are
//! played as they are; those here are about what a loop over many sockets makes possible, and what it can get wrong.
//! What it does while a client leaves stands in [`leaving`].

mod leaving;

use super::socketserver_threading::operator::keep_waiting;
use super::socketserver_threading::room::{Guest, MAX_TEXT_LEN, Room, frame, has_left};
use super::socketserver_threading::{self as six};
use crate::kernel;
use crate::patience::LIMIT;
use crate::play::{Check, Play};
use crate::verdict::{Failure, Played, Problem, Symptom};

/// The check of lesson 6 of this name, as it is.
const fn six(name: &str) -> Check {
    let (checks, mut place) = (six::CHECKS, 0);
    while !is_same(checks[place].name.as_bytes(), name.as_bytes()) {
        place += 1;
    }
    Check { ..checks[place] }
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut same = 0;
    while same < one.len() && same < other.len() && one[same] == other[same] {
        same += 1;
    }
    same == one.len() && same == other.len()
}

/// The checks of lesson 12, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    six("ready-line"),
    six("greets"),
    six("two-at-once"),
    Check {
        name: "one-thread",
        needs: &["two-at-once"],
        play: one_thread,
    },
    six("others-hear"),
    Check {
        name: "all-that-came",
        needs: &["others-hear"],
        play: all_that_came,
    },
    Check {
        name: "short-writes",
        needs: &["all-that-came"],
        play: short_writes,
    },
    Check {
        name: "asleep",
        needs: &["short-writes"],
        play: asleep,
    },
    six("numbered-by-arrival"),
    six("greeting-first"),
    six("misses-nothing"),
    six("one-hears"),
    six("told-what-is-wrong"),
    six("any-pieces"),
    six("longest-message"),
    six("says-who-left"),
    six("operator"),
    six("operator-mistakes"),
    six("end-of-input"),
    six("bad-length"),
    six("not-text"),
    six("gone-midway"),
    six("nothing-left-behind"),
    six("whole-frames"),
    six("never-reads"),
    six("slow-reader"),
    Check {
        name: "nothing-piles-up",
        needs: &["slow-reader"],
        play: nothing_piles_up,
    },
    Check {
        name: "no-descriptor-left",
        needs: &["says-who-left"],
        play: no_descriptor_left,
    },
    six("two-hundred"),
    Check {
        name: "four-hundred",
        needs: &["two-hundred"],
        play: four_hundred,
    },
    six("any-slices"),
    six("port-taken"),
    six("interrupt-server"),
    six("client-prints"),
    six("client-any-pieces"),
    six("client-says"),
    six("client-quits"),
    six("server-closes"),
    six("server-resets"),
    six("cut-short"),
    six("client-bad-length"),
    six("client-not-text"),
    six("client-any-slices"),
    six("nobody-listens"),
    six("interrupt-client"),
    six("quit"),
    six("quit-with-idle-clients"),
    Check {
        name: "asleep-while-one-leaves",
        needs: &[
            "asleep",
            "bad-length",
            "slow-reader",
            "quit-with-idle-clients",
        ],
        play: leaving::asleep_while_one_leaves,
    },
    six("quit-says-it-all"),
    six("quit-with-one-who-never-reads"),
    six("both-together"),
    six("usage"),
];

/// What passes before the student has written a line: the client is lesson 6's.
pub const GIVEN: &[&str] = &[
    "ready-line",
    "port-taken",
    "client-prints",
    "client-any-pieces",
    "client-says",
    "client-quits",
    "server-closes",
    "server-resets",
    "cut-short",
    "client-bad-length",
    "client-not-text",
    "client-any-slices",
    "nobody-listens",
    "interrupt-client",
    "usage",
];

/// As many threads with thirty-two guests as with two.
fn one_thread(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let _first = [room.join()?, room.join()?];
    let before = kernel::threads(room.server.pid());
    let more = (0..30).map(|_| room.join()).collect::<Played<Vec<_>>>()?;
    let now = kernel::threads(room.server.pid());
    let (Some(before), Some(now)) = (before, now) else {
        return Err(Problem::Skipped("skipped-no-witness"));
    };
    if now <= before {
        return Ok(());
    }
    let arguments = [
        ("program", room.server.name()),
        ("before", before.to_string()),
        ("now", now.to_string()),
        ("clients", more.len().to_string()),
    ];
    Err(Problem::witness("witness-threads-for-clients", &arguments))
}

/// The kernel tells the server once that something has come: many small messages, and then one that is longer than
/// what is sensibly read at a time.
fn all_that_came(play: &mut Play) -> Played {
    const MESSAGES: usize = 500;
    let mut room = Room::open(play)?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    let word = room.word();
    let small: Vec<String> = (0..MESSAGES).map(|n| format!("{word} {n}")).collect();
    let large = vec![room.word().repeat(MAX_TEXT_LEN / 8)];
    for texts in [small, large] {
        room.server.freeze()?;
        let all: Vec<u8> = texts.iter().flat_map(frame).collect();
        anna.stream.send(all)?;
        has_arrived(&anna);
        room.server.thaw();
        for text in &texts {
            let heard = ben.hear(anna.said(text));
            heard.map_err(|problem| not_passed_on(problem, &anna))?;
        }
    }
    room.still_talk(&mut anna, &mut ben)
}

/// Waits until all that a guest has sent has arrived at the server, or as much as its kernel has room for: some open a
/// window of 65,536 bytes, which is a little less than the longest message with its header.
fn has_arrived(speaker: &Guest) {
    let (from, to) = (speaker.stream.address(), speaker.stream.peer());
    let arrived = || kernel::send_queue(from, to).unwrap_or(0) == 0;
    kernel::wait_until(LIMIT / 10, arrived);
}

/// If nothing will ever wake the server, it matters where the rest lies.
fn not_passed_on(problem: Problem, speaker: &Guest) -> Problem {
    let Problem::Failed(failure) = &problem else {
        return problem;
    };
    if !matches!(failure.symptom, Symptom::Silence { certain: true, .. }) {
        return problem;
    }
    let unread = kernel::receive_queue(speaker.stream.peer(), speaker.stream.address());
    let client = ("client", speaker.number.to_string());
    match unread {
        Some(0) => problem.because("diagnosis-left-in-the-program", &[client]),
        Some(count) => {
            let count = ("bytes", count.to_string());
            problem.because("diagnosis-left-in-the-kernel", &[client, count])
        }
        None => problem,
    }
}

/// Twelve long messages to one who reads none of them before all are said: the kernel takes the first in part, and the
/// rest waits.
fn short_writes(play: &mut Play) -> Played {
    const MESSAGES: usize = 12;
    const LENGTH: usize = 60_000;
    let mut room = Room::open(play)?;
    let (mut anna, mut slow) = (room.join()?, room.join_narrow()?);
    let mut messages = Vec::new();
    for _ in 0..MESSAGES {
        let text = room.word().repeat(LENGTH / 8);
        anna.say(&text)?;
        messages.push(frame(anna.said(text)));
    }
    anna.stream.drained()?;
    let expected = messages.concat();
    // All that comes is taken in, right or wrong, before it is looked at.
    let (came, problem) = match slow.stream.receive(expected.len()) {
        Ok(came) => (came, None),
        Err(Problem::Failed(mut failure)) => {
            let came = failure.came.take().map_or(Vec::new(), |came| came.0);
            (came, Some(*failure))
        }
        Err(problem) => return Err(problem),
    };
    if came != expected[..came.len()] {
        return Err(in_disorder(&messages, &came));
    }
    if let Some(failure) = problem {
        return Err(never_resumed(failure, &expected, &came));
    }
    room.still_talk(&mut anna, &mut slow)
}

/// If, in the middle of a message, a later one begins, the rest of the first was forgotten.
fn in_disorder(messages: &[Vec<u8>], came: &[u8]) -> Problem {
    /// By so many bytes a message is known: its header, who said it, its word.
    const BEGINNING: usize = 22;
    let expected = messages.concat();
    let same = expected.iter().zip(came).take_while(|(a, b)| a == b);
    let same = same.count();
    let program = "server".to_string();
    let problem = Problem::compared(Symptom::WrongBytes { program }, &expected, came);
    let (mut start, rest) = (0, &came[same..]);
    // The message that is broken off, and how much of it came.
    let mut broken = (0, 0, 0);
    for (number, message) in messages.iter().enumerate() {
        if start < same {
            broken = (number, same - start, message.len());
        } else if message.starts_with(&rest[..rest.len().min(BEGINNING)]) {
            let (number, count, length) = broken;
            let arguments = [
                ("number", (number + 1).to_string()),
                ("bytes", count.to_string()),
                ("length", length.to_string()),
            ];
            return problem.because("diagnosis-rest-forgotten", &arguments);
        }
        start += message.len();
    }
    problem
}

/// If all that came was right, and there will be no more of it, nobody goes on writing.
fn never_resumed(failure: Failure, expected: &[u8], came: &[u8]) -> Problem {
    let certain = matches!(failure.symptom, Symptom::Silence { certain: true, .. });
    let problem = Problem::compared(failure.symptom, expected, came);
    if !certain {
        return problem;
    }
    let arguments = [
        ("bytes", came.len().to_string()),
        ("length", expected.len().to_string()),
    ];
    problem.because("diagnosis-never-resumed", &arguments)
}

/// Nothing to do is nothing done: with guests who say nothing; with one for whom something waits that it does not
/// read; and when it has read it.
fn asleep(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut slow) = (room.join()?, room.join_narrow()?);
    room.rests()?;
    let waiting = keep_waiting(&mut room, &mut anna)?;
    room.rests()?;
    slow.stream.expect(waiting)?;
    room.rests()?;
    room.still_talk(&mut anna, &mut slow)
}

/// What was read, passed on and written is needed no more. Measured once the first of it was.
fn nothing_piles_up(play: &mut Play) -> Played {
    /// So many messages are said at a time: far less than may wait.
    const AT_A_TIME: usize = 4;
    const FIRST: usize = 4;
    const TIMES: usize = 48;
    const SAID: usize = TIMES * AT_A_TIME * MAX_TEXT_LEN;
    /// How much the server may have grown by, of the 12 MiB that are said, in bytes: in some languages what is needed no
    /// more is given back only after some MiB of it.
    const ALLOWED: u64 = 8 * 1024 * 1024;
    let mut room = Room::open(play)?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    let text = room.word().repeat(MAX_TEXT_LEN / 8);
    let said = anna.said(&text);
    let heard = frame(&said).repeat(AT_A_TIME);
    let printed = format!("{said}\n").repeat(AT_A_TIME);
    let mut before = None;
    for time in 0..FIRST + TIMES {
        if time == FIRST {
            before = kernel::memory(room.server.pid());
        }
        anna.stream.send(frame(&text).repeat(AT_A_TIME))?;
        ben.stream.expect(&heard)?;
        room.server.expect_stdout(printed.as_bytes())?;
    }
    room.rests()?;
    let now = kernel::memory(room.server.pid());
    let (Some((before, _)), Some((now, _))) = (before, now) else {
        return Err(Problem::Skipped("skipped-no-witness"));
    };
    if now <= before + ALLOWED {
        return Ok(());
    }
    let arguments = [
        ("program", room.server.name()),
        ("before", (before / 1024).to_string()),
        ("now", (now / 1024).to_string()),
        ("said", (SAID / 1024).to_string()),
    ];
    Err(Problem::witness("witness-piles-up", &arguments))
}

/// A caller finds no descriptor free, and waits in the backlog. The others notice nothing; and when one of them has
/// left, the caller gets in, though nobody else calls then.
fn no_descriptor_left(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben, carl) = (room.join()?, room.join()?, room.join()?);
    room.rests()?;
    if kernel::allow_no_more_descriptors(room.server.pid()).is_none() {
        return Err(Problem::Skipped("skipped-no-witness"));
    }
    let mut late = room.call()?;
    room.rests()?;
    room.still_talk(&mut anna, &mut ben)?;
    let gone = has_left(carl.number);
    carl.leave()?;
    room.server.expect_line_among(gone)?;
    late.greeted()?;
    room.still_talk(&mut anna, &mut late)
}

/// Four hundred, of whom each costs the server little while it says nothing.
fn four_hundred(play: &mut Play) -> Played {
    const GUESTS: u64 = 400;
    /// In bytes, a guest.
    const ALLOWED: u64 = 64 * 1024;
    let mut room = Room::open(play)?;
    let mut anna = room.join()?;
    let before = kernel::memory(room.server.pid());
    let mut guests = (0..GUESTS)
        .map(|_| room.join())
        .collect::<Played<Vec<_>>>()?;
    let now = kernel::memory(room.server.pid());
    let word = room.word();
    room.server.type_line(format!("all {word}"));
    for guest in std::iter::once(&mut anna).chain(&mut guests) {
        guest.hear(format!("server: {word}"))?;
    }
    anna.say(&word)?;
    for guest in &mut guests {
        guest.hear(anna.said(&word))?;
    }
    let (Some((before, _)), Some((now, _))) = (before, now) else {
        return Ok(());
    };
    let each = now.saturating_sub(before) / GUESTS;
    if each <= ALLOWED {
        return Ok(());
    }
    let arguments = [
        ("program", room.server.name()),
        ("clients", GUESTS.to_string()),
        ("each", (each / 1024).to_string()),
        ("allowed", (ALLOWED / 1024).to_string()),
    ];
    Err(Problem::witness("witness-memory-for-clients", &arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_check_of_lesson_6_is_left_out() {
        for check in six::CHECKS {
            assert!(
                CHECKS.iter().any(|own| own.name == check.name),
                "{}",
                check.name
            );
        }
    }
}
