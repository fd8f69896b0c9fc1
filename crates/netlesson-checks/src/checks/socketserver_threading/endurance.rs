//! Clients that are many, slow, rude or gone.

use super::super::shared::came;
use super::operator::keep_waiting;
use super::room::{Guest, MAX_TEXT_LEN, NO_HEADER, Room, frame, has_left, is_end};
use crate::panic;
use crate::play::Play;
use crate::program::Exit;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::Script;

/// A length below 0, and lengths above what a message may have: with all its bytes, and with none.
pub fn bad_length(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    for bytes in [
        b"\xff\xff\xff\xff".to_vec(),
        frame("x".repeat(70_000)),
        b"\xff\xff\xff\x7f".to_vec(),
    ] {
        let rude = room.join()?;
        loses_its_connection(&room, rude, bytes)?;
        let talk = room.still_talk(&mut anna, &mut ben);
        talk.map_err(|problem| one_ends_all(problem, &room))?;
    }
    Ok(())
}

pub fn not_text(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    let rude = room.join()?;
    loses_its_connection(&room, rude, b"\x04\x00\x00\x00\xff\xfe\xff\xfe".to_vec())?;
    room.still_talk(&mut anna, &mut ben)?;
    let mut dora = room.join()?;
    room.still_talk(&mut ben, &mut dora)
}

fn loses_its_connection(room: &Room, mut rude: Guest, bytes: Vec<u8>) -> Played {
    rude.stream.send(bytes)?;
    rude.stream.expect_gone()?;
    let left = room.server.expect_line_among(has_left(rude.number));
    left.map_err(|problem| one_ends_all(problem, room))
}

/// If the server has ended by itself, with a code, one client's message has ended it: the others have
/// only talked, as they did before.
fn one_ends_all(problem: Problem, room: &Room) -> Problem {
    let server = &room.server;
    match server.exit_soon() {
        Some(exit @ Exit::Code(_)) if panic::find(&server.name(), &server.stderr()).is_none() => {
            let symptom = server.ended_early(exit);
            Problem::symptom(symptom).because("diagnosis-one-client-ends-all", &[])
        }
        _ => problem,
    }
}

/// Ends and resets in every place where a frame can be broken off.
pub fn gone_midway(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    for way in 0..WAYS_TO_GO {
        let guest = room.join()?;
        let number = guest.number;
        go(guest, way)?;
        room.server.expect_line(has_left(number))?;
        room.still_talk(&mut anna, &mut ben)?;
    }
    Ok(())
}

const WAYS_TO_GO: usize = 5;

/// The ways in which a guest can go that are not polite.
fn go(mut guest: Guest, way: usize) -> Played {
    let hello = || Script::whole(b"\x05\x00\x00\x00hello");
    match way {
        0 => guest.stream.reset(),
        1 => {
            guest.stream.send(b"\x05\x00")?;
            guest.leave()
        }
        2 => {
            guest.stream.send(b"\x05\x00\x00\x00he")?;
            guest.leave()
        }
        3 => guest.stream.play(&hello().reset_at(3)),
        _ => guest.stream.play(&hello().reset_at(7)),
    }
}

/// Many write to one who reads only when all of them have. None fits into what the kernel keeps
/// for it, so whoever writes to its socket in parts is interrupted between two parts.
pub fn whole_frames(play: &mut Play) -> Played {
    const SENDERS: u8 = 14;
    let mut room = Room::open(play)?;
    let mut slow = room.join_narrow()?;
    let mut senders = (0..SENDERS)
        .map(|_| room.join())
        .collect::<Played<Vec<_>>>()?;
    let text = |letter: u8| char::from(b'a' + letter).to_string().repeat(60_000);
    for (sender, letter) in senders.iter_mut().zip(0..) {
        sender.say(format!("@0 {}", text(letter)))?;
    }
    for sender in &mut senders {
        sender.stream.drained()?;
    }
    let all = senders.iter().zip(0..);
    let heard = slow.hear_all(all.map(|(sender, letter)| sender.said(text(letter))));
    heard.map_err(|problem| match &problem {
        // One after the other they came whole, as earlier checks have seen.
        Problem::Failed(failure)
            if matches!(
                failure.symptom,
                Symptom::WrongBytes { .. } | Symptom::Witness { key: NO_HEADER, .. }
            ) =>
        {
            problem.because("diagnosis-frames-mixed-up", &[])
        }
        _ => problem,
    })
}

/// Three quarters of 1 MiB wait for it, and then it reads all of that.
pub fn slow_reader(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let mut anna = room.join()?;
    let mut slow = room.join_narrow()?;
    let left = has_left(slow.number);
    let waiting = keep_waiting(&mut room, &mut anna);
    let heard = waiting.and_then(|waiting| slow.stream.expect(waiting));
    heard.map_err(|problem| {
        // The server says so, or the connection does.
        let printed = came(&problem).unwrap_or_default();
        let says_so = printed
            .split(|&byte| byte == b'\n')
            .any(|line| line == left.as_bytes());
        if room.server.exit_soon().is_none() && (says_so || is_end(&problem)) {
            problem.because("diagnosis-slow-reader-dropped", &[])
        } else {
            problem
        }
    })?;
    room.still_talk(&mut anna, &mut slow)
}

/// 8 MiB are said to two, of whom one reads nothing. The other hears each before the next is said.
pub fn never_reads(play: &mut Play) -> Played {
    const FLOOD: usize = 8 * 1024 * 1024;
    let mut room = Room::open(play)?;
    room.join()?.leave()?;
    room.server.expect_line(has_left(0))?;
    let before = room.counts()?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    let mut never_reads = room.join_narrow()?;
    let has_left = has_left(never_reads.number);
    let text = room.word().repeat(MAX_TEXT_LEN / 8);
    let mut dropped = false;
    for _ in 0..FLOOD / MAX_TEXT_LEN {
        anna.say(&text)?;
        let heard = ben.hear(anna.said(&text));
        heard.map_err(|problem| {
            let problem = anna.passed_on(problem, 3);
            dropped_a_reader(problem, &room, &ben)
        })?;
        if room.server.next_line()? == has_left.as_bytes() {
            dropped = true;
            room.server.next_line()?;
        }
    }
    if !dropped {
        let line = room.server.next_line();
        let line = line.map_err(|problem| not_dropped(problem, &room, &never_reads))?;
        room.is_the_line(&has_left, &line)?;
    }
    room.still_talk(&mut anna, &mut ben)?;
    never_reads.stream.expect_gone()?;
    let numbers = [anna.number, ben.number];
    [anna, ben, never_reads]
        .into_iter()
        .try_for_each(Guest::leave)?;
    room.expect_all_left(numbers)?;
    room.comes_down_to(before)
}

/// If the connection of one who reads was ended, that is what the failure is about.
fn dropped_a_reader(problem: Problem, room: &Room, reader: &Guest) -> Problem {
    if !is_end(&problem) || room.server.exit_soon().is_some() {
        return problem;
    }
    about("witness-dropped-a-reader", room, reader)
}

/// If nothing more comes, that is what the failure is about.
fn not_dropped(problem: Problem, room: &Room, never_reads: &Guest) -> Problem {
    match &problem {
        Problem::Failed(failure) if matches!(failure.symptom, Symptom::Silence { .. }) => {
            about("witness-not-dropped", room, never_reads)
        }
        _ => problem,
    }
}

fn about(key: &'static str, room: &Room, guest: &Guest) -> Problem {
    let client = guest.number.to_string();
    let arguments = [("program", room.server.name()), ("client", client)];
    Problem::witness(key, &arguments)
}

/// Each says something before any of them listens: every tenth to everyone, the others to the next.
pub fn two_hundred(play: &mut Play) -> Played {
    const GUESTS: usize = 200;
    let mut room = Room::open(play)?;
    let mut guests = (0..GUESTS)
        .map(|_| room.join())
        .collect::<Played<Vec<_>>>()?;
    let word = room.word();
    let to_all = |number: usize| number.is_multiple_of(10);
    let next = |number: usize| (number + 1) % GUESTS;
    let mut printed = Vec::new();
    for guest in &mut guests {
        let text = if to_all(guest.number) {
            word.clone()
        } else {
            format!("@{} {word}", next(guest.number))
        };
        guest.say(&text)?;
        printed.push(guest.said(text));
    }
    for guest in &mut guests {
        let own = guest.number;
        let speakers =
            (0..GUESTS).filter(|&other| other != own && (to_all(other) || next(other) == own));
        guest.hear_all(speakers.map(|other| format!("client {other}: {word}")))?;
    }
    room.expect_lines(printed)
}

/// Twenty come and go in every way, and then sixty more: the server has no more than after the twenty.
pub fn nothing_left_behind(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    come_and_go(&mut room)?;
    let before = room.counts()?;
    for _ in 0..3 {
        come_and_go(&mut room)?;
    }
    room.comes_down_to(before)
}

fn come_and_go(room: &mut Room) -> Played {
    const GUESTS: usize = 20;
    let mut guests = (0..GUESTS)
        .map(|_| room.join())
        .collect::<Played<Vec<_>>>()?;
    let numbers: Vec<usize> = guests.iter().map(|guest| guest.number).collect();
    for (guest, way) in guests.drain(..).zip(0..) {
        match way % (WAYS_TO_GO + 2) {
            WAYS_TO_GO => guest.leave()?,
            rude if rude < WAYS_TO_GO => go(guest, rude)?,
            _ => {
                let mut rude = guest;
                rude.stream.send(b"\xff\xff\xff\xff")?;
                rude.stream.expect_gone()?;
            }
        }
    }
    room.expect_all_left(numbers)
}
