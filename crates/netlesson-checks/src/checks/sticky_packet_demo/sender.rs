//! The sender, with the check as its receiver.

use std::net::UdpSocket;
use std::sync::Arc;
use std::time::{Duration, Instant};

use socket2::SockRef;

use super::shared;
use crate::diagnosis::waits;
use crate::kernel;
use crate::log::Who;
use crate::patience::{self, LIMIT};
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{Datagrams, Host, Stream, host::ANY_PORT};

/// A pause that no check outlasts, in milliseconds: what must not come before its end is not there.
const FOR_GOOD: &str = "600000";

/// The length of a word that no socket buffer of [`narrow`] takes at once. An argument may have
/// at most 131071 bytes (execve(2)).
const LONG: usize = 120_000;

/// Starts the sender with these options and words and answers its call.
fn start(
    play: &mut Play,
    host: &Host,
    options: &[&str],
    words: &[&str],
) -> Played<(Arc<Program>, Stream)> {
    let address = host.address().to_string();
    let arguments = [options, &[&address], words].concat();
    let sender = play.start("sender", &arguments)?;
    let conversation = host.accept(&sender)?;
    Ok((sender, conversation))
}

/// Expects the sender's end: exit code 0, nothing printed.
fn expect_quiet_end(play: &Play, sender: &Arc<Program>) -> Played {
    play.ended(sender)?.code(0)?.stdout("")?;
    Ok(())
}

/// A listener whose connections hold little, at both ends: the smallest receive buffer here that there is, and small
/// segments. The kernel gives a sender as much buffer as so many of its segments take that it may have on their way; with
/// each that has arrived, these may be more.
fn narrow(play: &Play) -> Played<Host> {
    let host = play.host()?;
    let socket = SockRef::from(host.socket());
    socket.set_recv_buffer_size(1)?;
    #[cfg(target_os = "linux")]
    socket.set_tcp_mss(256)?;
    Ok(host)
}

/// Starts the sender with one long word that nobody reads, until it is blocked in the middle of it:
/// or has ended, where the system's buffers are larger than that.
fn start_blocked(play: &mut Play) -> Played<(Arc<Program>, Stream, String)> {
    let word = play.word(LONG);
    let host = narrow(play)?;
    let (sender, conversation) = start(play, &host, &[], &[&word])?;
    patience::rests(&sender);
    Ok((sender, conversation, word))
}

/// The same, for what can only be seen while it is blocked.
fn start_surely_blocked(play: &mut Play) -> Played<(Arc<Program>, Stream, String)> {
    let started = start_blocked(play)?;
    match started.0.exit() {
        None => Ok(started),
        Some(_) => Err(Problem::Skipped("skipped-no-witness")),
    }
}

/// The sender is told that nobody listens, names the address and the system's reason, and exits with 1.
pub fn nobody_listens(play: &mut Play) -> Played {
    let address = play.nobody()?.to_string();
    let ended = play.run("sender", &[&address, "hello"])?;
    let failed = ended
        .stdout("")?
        .failed(&format!("cannot connect to {address}"));
    failed
        .map(|_| ())
        .map_err(|problem| shared::ignored_connect(problem, "sender"))
}

/// The words' bytes, one after the other and nothing else, then the end of the stream.
pub fn sends_its_words(play: &mut Play) -> Played {
    let words = ["hello", &play.word(7), "你好"].map(str::to_string);
    let host = play.host()?;
    let (sender, mut conversation) =
        start(play, &host, &[], &words.each_ref().map(String::as_str))?;
    let came = conversation.expect(words.concat());
    came.map_err(|problem| more_than_the_words(&mut conversation, &words, problem))?;
    conversation
        .expect_end()
        .map_err(|problem| what_it_waits_for(&sender, problem))?;
    conversation.close()?;
    expect_quiet_end(play, &sender)
}

/// Other bytes came than the words': all of them, with the mistake that puts the same between any two.
fn more_than_the_words(
    conversation: &mut Stream,
    words: &[String; 3],
    problem: Problem,
) -> Problem {
    /// More than the words and what may stand between them.
    const MOST: usize = 1000;
    let (Problem::Failed(failure), Some(first)) = (&problem, shared::came(&problem)) else {
        return problem;
    };
    if !matches!(failure.symptom, Symptom::WrongBytes { .. }) {
        return problem;
    }
    let Ok(rest) = conversation.receive_to_end(MOST) else {
        return problem;
    };
    let came = [first, &rest].concat();
    let between = came.strip_prefix(words[0].as_bytes()).and_then(|rest| {
        let second = words[1].as_bytes();
        let end = rest.windows(second.len()).position(|part| part == second)?;
        Some(rest[..end].to_vec())
    });
    let problem = Problem::compared(failure.symptom.clone(), words.concat(), came.clone());
    let Some(between) = between.filter(|between| !between.is_empty()) else {
        return problem;
    };
    let parts = words.each_ref().map(String::as_bytes);
    let joined = parts.join(&between[..]);
    if came == joined || came == [joined, between.clone()].concat() {
        let between = ("between", between.escape_ascii().to_string());
        return problem.because("diagnosis-more-than-the-words", &[between]);
    }
    problem
}

/// Whether all is well but for the end of the stream, which does not come.
fn only_not_closed(problem: &Problem) -> bool {
    matches!(problem, Problem::Failed(failure) if failure.name() == "not-closed")
}

/// Names what the kernel shows a sender waiting for that does not close.
fn what_it_waits_for(sender: &Program, problem: Problem) -> Problem {
    if !only_not_closed(&problem) {
        return problem;
    }
    let before = sender.stillness();
    let named = waits::named(sender, &sender.name());
    match (problem, named) {
        (Problem::Failed(mut failure), Some(diagnosis))
            if before.is_some() && before == sender.stillness() =>
        {
            failure.diagnosis = Some(diagnosis);
            Problem::Failed(failure)
        }
        (problem, _) => problem,
    }
}

pub fn one_datagram_per_word(play: &mut Play) -> Played {
    let words = ["hello", &play.word(7), "你好"].map(str::to_string);
    let socket = UdpSocket::bind(ANY_PORT)?;
    let address = socket.local_addr()?.to_string();
    let options = ["--nodelay", "--udp", &address];
    let arguments = [&options[..], &words.each_ref().map(String::as_str)].concat();
    let sender = play.start("sender", &arguments)?;
    let host = Datagrams::around(Who::Host, socket, &sender, play.log())?;
    let program = sender.name();
    for word in &words {
        let (came, _) = host
            .receive()
            .map_err(|problem| tcp_option(&sender, problem.expecting(word)))?;
        if came != word.as_bytes() {
            let symptom = Symptom::WrongBytes { program };
            let problem = Problem::compared(symptom, word, &came);
            // A datagram comes whole: it is what one send took.
            return Err(if came == words.concat().as_bytes() {
                problem.because("diagnosis-words-in-one-send", &[])
            } else if !came.is_empty() && word.as_bytes().starts_with(&came) {
                problem.because("diagnosis-part-of-a-word", &[])
            } else {
                problem
            });
        }
    }
    expect_quiet_end(play, &sender)?;
    match host.unseen()? {
        None => Ok(()),
        Some(came) => {
            let symptom = Symptom::Unexpected { program };
            Err(Problem::compared(symptom, &[], &came))
        }
    }
}

/// Names the mistake of a sender that has ended with the error of an option that only TCP has.
fn tcp_option(sender: &Program, problem: Problem) -> Problem {
    let ended = matches!(&problem, Problem::Failed(failure)
        if matches!(failure.symptom, Symptom::Ended { code: 1, .. }));
    // The system's own reason, which is to stand in the line: ENOPROTOOPT.
    let refused = ended
        && cfg!(target_os = "linux")
        && String::from_utf8_lossy(&sender.stderr()).contains("(os error 92)");
    if refused {
        problem.because("diagnosis-tcp-option-on-datagrams", &[])
    } else {
        problem
    }
}

/// A pause between two words, as long as was asked for, and none before the first or after the last.
pub fn pause_between_words(play: &mut Play) -> Played {
    let words = [play.word(5), play.word(6), play.word(7)];
    let words = words.each_ref().map(String::as_str);

    let host = play.host()?;
    let (sender, mut conversation) = start(play, &host, &["--pause", FOR_GOOD], &words)?;
    let first = conversation.expect(words[0]);
    first.map_err(|problem| pauses_too_early(play, words[0], problem))?;
    // Once nothing in it runs any more, what has not come is held back by the pause.
    patience::rests(&sender);
    if sender.exit().is_some() || !conversation.unseen()?.is_empty() {
        let program = ("program", sender.name());
        return Err(Problem::witness("witness-no-pause", &[program]));
    }
    sender.interrupt()?;

    let host = play.host()?;
    let (sender, mut conversation) = start(play, &host, &["--pause", FOR_GOOD], &words[..1])?;
    conversation.expect(words[0])?;
    conversation.expect_end().map_err(|problem| {
        // Without a pause it closes after its words: that was seen before this check.
        if only_not_closed(&problem) {
            problem.because("diagnosis-pause-after-the-last", &[])
        } else {
            problem
        }
    })?;
    conversation.close()?;
    expect_quiet_end(play, &sender)?;

    /// Short for those who wait for it, and yet far longer than the sends take.
    const PAUSE: Duration = Duration::from_millis(60);
    const PAUSES: Duration = PAUSE.saturating_mul(2);
    let host = play.host()?;
    let pause = PAUSE.as_millis().to_string();
    let started = Instant::now();
    let (sender, mut conversation) = start(play, &host, &["--pause", &pause], &words)?;
    conversation.expect(words.concat())?;
    let lasted = started.elapsed();
    if lasted < PAUSES {
        let arguments = [
            ("program", sender.name()),
            ("asked", pause),
            ("lasted", lasted.as_millis().to_string()),
        ];
        return Err(Problem::witness("witness-short-pause", &arguments));
    }
    conversation.close()?;
    expect_quiet_end(play, &sender)
}

/// The first of several words has not come before the first pause: whether a word that is alone, and has no
/// pause beside it, comes tells where the pause stands.
fn pauses_too_early(play: &mut Play, word: &str, problem: Problem) -> Problem {
    let silent = |problem: &Problem| {
        matches!(problem, Problem::Failed(failure)
            if matches!(failure.symptom, Symptom::Silence { certain: true, .. }))
    };
    if !silent(&problem) {
        return problem;
    }
    let alone = play.host().and_then(|host| {
        let (_sender, mut conversation) = start(play, &host, &["--pause", FOR_GOOD], &[word])?;
        conversation.expect(word)
    });
    match alone {
        Ok(()) => problem.because("diagnosis-words-held-back", &[]),
        Err(alone) if silent(&alone) => problem.because("diagnosis-pause-before-the-first", &[]),
        Err(_) => problem,
    }
}

/// The option is asked of the sender's own socket, while it pauses between two words.
pub fn nodelay(play: &mut Play) -> Played {
    let words = ["hello", "feng"];
    for asked in [true, false] {
        let options: &[&str] = if asked {
            &["--nodelay", "--pause", FOR_GOOD]
        } else {
            &["--pause", FOR_GOOD]
        };
        let host = play.host()?;
        let (sender, mut conversation) = start(play, &host, options, &words)?;
        conversation.expect(words[0])?;
        let socket = kernel::socket(sender.pid(), conversation.peer(), conversation.address())
            .ok_or(Problem::Skipped("skipped-no-witness"))?;
        if socket.tcp_nodelay()? != asked {
            let key = if asked {
                "witness-nodelay-off"
            } else {
                "witness-nodelay-on"
            };
            return Err(Problem::witness(key, &[("program", sender.name())]));
        }
    }
    Ok(())
}

/// The sender is blocked in the middle of a word: the call that it is in shows how much it was
/// asked to send.
pub fn one_send_per_word(play: &mut Play) -> Played {
    let (sender, mut conversation, word) = start_blocked(play)?;
    let mut asked = None;
    // It may still be on its way from one wait for room to the next.
    kernel::wait_until(LIMIT / 10, || {
        asked = kernel::sending(sender.pid());
        asked.is_some() || sender.exit().is_some()
    });
    if let Some(asked) = asked
        && asked != word.len() as u64
    {
        let arguments = [
            ("program", sender.name()),
            ("length", word.len().to_string()),
            ("count", asked.to_string()),
        ];
        return Err(Problem::witness("witness-word-in-pieces", &arguments));
    }
    conversation.expect(word)?;
    conversation.expect_end()?;
    conversation.close()?;
    expect_quiet_end(play, &sender)?;
    // What another call was asked to send is not told.
    asked
        .map(|_| ())
        .ok_or(Problem::Skipped("skipped-no-witness"))
}

/// A signal interrupts a send that has taken a part of its word: it returns how long that part is. Whoever
/// ignores it loses the rest.
pub fn short_send(play: &mut Play) -> Played {
    let (sender, mut conversation, word) = start_surely_blocked(play)?;
    sender.freeze()?;
    sender.thaw();
    let came = conversation.receive_to_end(LONG)?;
    conversation.close()?;
    let ended = play.ended(&sender)?;
    ended.stdout("")?;
    if came == word.as_bytes() {
        ended.code(0)?;
        return Ok(());
    }
    if ended.code(0).is_ok() {
        let arguments = [
            ("program", sender.name()),
            ("length", word.len().to_string()),
            ("count", came.len().to_string()),
        ];
        return Err(Problem::witness("witness-word-cut", &arguments));
    }
    ended.complained()?;
    Ok(())
}

/// The receiver goes in the middle of a word.
pub fn receiver_gone(play: &mut Play) -> Played {
    let (sender, conversation, _) = start_surely_blocked(play)?;
    conversation.reset()?;
    let ended = play.ended(&sender)?;
    let complained = ended.stdout("")?.complained();
    complained
        .map(|_| ())
        .map_err(|problem| match ended.code(0) {
            // The kernel had not taken the whole word: the send said so, or the next one failed.
            Ok(_) => problem.because("diagnosis-send-error-ignored", &[]),
            Err(_) => problem,
        })
}
