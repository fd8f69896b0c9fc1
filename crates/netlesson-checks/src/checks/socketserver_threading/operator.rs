//! What is typed at the server, and how it closes.

use super::super::shared::came;
use super::room::{Guest, MAX_TEXT_LEN, MAX_WAITING, Room, frame, has_left, is_end};
use crate::kernel::{self, Wait};
use crate::patience::LIMIT;
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};

/// What a client prints when the server has gone.
const CLOSED: &str = "the server closed the connection";

/// `1 text` reaches client 1 alone, `all text` everyone.
pub fn speaks(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let mut guests = [room.join()?, room.join()?, room.join()?];
    for number in [1, 2] {
        let word = room.word();
        let text = format!("{word} for you");
        room.server.type_line(format!("{number} {text}"));
        let heard = guests[number].hear(format!("server: {text}"));
        heard.map_err(|problem| went_elsewhere(problem, number, &word, &mut guests))?;
    }
    let word = room.word();
    room.server.type_line(format!("all {word}"));
    for guest in &mut guests {
        guest.hear(format!("server: {word}"))?;
    }
    // The operator's lines are told to the clients, not to the operator again.
    guests[0].say(&word)?;
    room.server.expect_line(guests[0].said(&word))
}

/// If one who was not meant has got the word, that is what the failure is about.
fn went_elsewhere(problem: Problem, meant: usize, word: &str, guests: &mut [Guest]) -> Problem {
    let Problem::Failed(failure) = &problem else {
        return problem;
    };
    if !matches!(failure.symptom, Symptom::Silence { .. }) {
        return problem;
    }
    for guest in guests.iter_mut().filter(|guest| guest.number != meant) {
        let unseen = guest.stream.unseen().unwrap_or_default();
        if String::from_utf8_lossy(unseen).contains(word) {
            let arguments = [
                ("program", "server".to_string()),
                ("meant", meant.to_string()),
                ("got", guest.number.to_string()),
            ];
            return Problem::witness("witness-wrong-client", &arguments);
        }
    }
    problem
}

/// Each wrong line is answered on stderr, reaches nobody, and the next one is heard.
pub fn mistakes(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    for wrong in ["7 hello", "1", "all", "hello everyone"] {
        room.server.type_line(wrong);
        room.server.expect_error()?;
    }
    // A message may have 64 KiB, and not a byte more.
    let longest = room.word().repeat(MAX_TEXT_LEN / 8);
    room.server.type_line(format!("1 {longest}"));
    ben.hear(format!("server: {longest}"))?;
    for wrong in [format!("1 {longest}x"), format!("all {longest}x")] {
        room.server.type_line(wrong);
        room.server.expect_error()?;
    }
    let word = room.word();
    room.server.type_line(format!("all {word}"));
    anna.hear(format!("server: {word}"))?;
    ben.hear(format!("server: {word}"))?;
    room.still_talk(&mut anna, &mut ben)
}

pub fn end_of_input(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    room.server.end_input();
    room.rests()?;
    room.still_talk(&mut anna, &mut ben)?;
    let mut carl = room.join()?;
    room.still_talk(&mut ben, &mut carl)
}

/// With nobody there, and nobody ever was.
pub fn quit(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    room.rests()?;
    room.server.type_line("quit");
    says_goodbye(&room.server, 0)
}

/// They say nothing, and hang up only when they see that the server does. Those who have left were
/// served, too.
pub fn quit_with_idle_clients(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let anna = room.join()?;
    room.join()?.leave()?;
    room.server.expect_line(has_left(1))?;
    room.rests()?;
    let (carl, dora) = (room.join()?, room.join()?);
    room.server.type_line("quit");
    [anna, carl, dora].into_iter().try_for_each(goes)?;
    says_goodbye(&room.server, 4)
}

/// Whatever it prints while it closes: at last how many it has served.
fn says_goodbye(server: &Program, served: usize) -> Played {
    let goodbye = format!("served {served} clients");
    loop {
        let line = match server.next_line() {
            Ok(line) => line,
            Err(Problem::Failed(failure)) if matches!(failure.symptom, Symptom::NoLine { .. }) => {
                return Err(wrong_goodbye(server, &goodbye, b""));
            }
            Err(problem) => {
                let problem = problem.expecting(&goodbye);
                return Err(still_accepts(problem, server));
            }
        };
        if line == goodbye.as_bytes() {
            return server.expect_exit(0);
        }
        if line.starts_with(b"served ") {
            return Err(wrong_goodbye(server, &goodbye, &line));
        }
    }
}

/// If the kernel shows a thread of the server inside accept, and no caller on its way, nothing will ever
/// tell that thread to close.
fn still_accepts(problem: Problem, server: &Program) -> Problem {
    let Problem::Failed(failure) = &problem else {
        return problem;
    };
    let still = matches!(failure.symptom, Symptom::Silence { certain: true, .. });
    if still && kernel::waits(server.pid()).contains(&Wait::Accept) {
        let arguments = [("program", server.name())];
        return problem.because("diagnosis-quit-and-still-accepts", &arguments);
    }
    problem
}

fn wrong_goodbye(server: &Program, expected: &str, came: &[u8]) -> Problem {
    let (program, stream) = (server.name(), "stdout");
    Problem::compared(Symptom::WrongOutput { program, stream }, expected, came)
}

/// Sees the connection end, and closes its side too.
fn goes(mut guest: Guest) -> Played {
    guest.stream.expect_gone()?;
    guest.leave()
}

/// The first guest is slow: most of what was said to it, and all of it printed, still waits in the
/// server when `quit` is typed, and when the server has begun to close. The last has left by then: a
/// server that waits for the newest of its guests alone does not wait for this one.
pub fn quit_says_it_all(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let mut slow = room.join_narrow()?;
    let (mut anna, ben) = (room.join()?, room.join()?);
    let waiting = keep_waiting(&mut room, &mut anna)?;
    let gone = has_left(ben.number);
    ben.leave()?;
    room.server.expect_line(gone)?;
    // Its thread has ended, and is not what the server waits for.
    room.rests()?;
    room.server.type_line("quit");
    begins_to_close(&room.server)?;
    // A server's patience with those who read may be short.
    slow.stream.widen()?;
    let heard = slow.stream.expect(&waiting);
    heard.map_err(|problem| {
        if is_end(&problem) {
            let count = came(&problem).map_or(0, <[u8]>::len).to_string();
            let arguments = [("count", count), ("length", waiting.len().to_string())];
            problem.because("diagnosis-quit-loses-what-waits", &arguments)
        } else {
            problem
        }
    })?;
    goes(slow)?;
    goes(anna)?;
    says_goodbye(&room.server, 3)
}

/// Waits until the server has read the line, and has done all that it does about it at once: until
/// none of its threads runs. In several looks, since one may see a thread before another wakes it.
fn begins_to_close(server: &Program) -> Played {
    const LOOKS: usize = 8;
    let read = server.expect_input_read();
    if server.exit().is_none() {
        read?;
    }
    let mut idle = 0;
    kernel::wait_until(LIMIT / 30, || {
        let runs = kernel::runs(server.pid()) == Some(true);
        idle = if runs { 0 } else { idle + 1 };
        server.exit().is_some() || idle == LOOKS
    });
    Ok(())
}

/// The connection of a guest who never reads and never hangs up is closed all the same.
pub fn quit_with_one_who_never_reads(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let mut anna = room.join()?;
    let _never_reads = room.join_narrow()?;
    keep_waiting(&mut room, &mut anna)?;
    room.server.type_line("quit");
    goes(anna)?;
    says_goodbye(&room.server, 2)
}

/// Says as much as may wait for a guest who does not read, in small messages that are all the same,
/// and returns what that guest shall get, once the server has heard it all.
pub fn keep_waiting(room: &mut Room, speaker: &mut Guest) -> Played<Vec<u8>> {
    const TEXT_LEN: usize = 400;
    let text = room.word().repeat(TEXT_LEN / 8);
    let said = speaker.said(&text);
    // With room to spare for the greeting, and for whoever counts a little more than the frames.
    let times = MAX_WAITING * 3 / 4 / frame(&said).len();
    speaker.stream.send(frame(&text).repeat(times))?;
    let printed = format!("{said}\n").repeat(times);
    room.server.expect_stdout(printed.as_bytes())?;
    Ok(frame(&said).repeat(times))
}

/// Two clients and the server, all the student's.
pub fn both_together(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let anna = play.client(address, &[])?;
    anna.expect_line("you are client 0")?;
    let ben = play.client(address, &[])?;
    ben.expect_line("you are client 1")?;
    let (question, answer) = (play.word(8), play.word(8));
    anna.type_line(&question);
    ben.expect_line(format!("client 0: {question}"))?;
    ben.type_line(format!("@0 {answer}"));
    anna.expect_line(format!("client 1: {answer}"))?;
    server.type_line("all closing time");
    for client in [&anna, &ben] {
        client.expect_line("server: closing time")?;
    }
    server.type_line("quit");
    for client in [&anna, &ben] {
        client.expect_line(CLOSED)?;
        client.expect_exit(0)?;
    }
    says_goodbye(&server, 2)
}
