//! The server's checks.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::checks::shared::{
    self, PIECE, connection_from, expect_connection_from, hung_up, received,
};
use crate::diagnosis::bytes;
use crate::kernel::{self, Wait};
use crate::panic;
use crate::patience::{self, LIMIT};
use crate::play::Play;
use crate::program::{Exit, Program};
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::Stream;

/// Calls the server and says a first sentence, which must come back in capitals.
fn call_and_say(
    play: &mut Play,
    server: &Arc<Program>,
    address: SocketAddr,
    sentence: impl AsRef<[u8]>,
) -> Played<Stream> {
    let sentence = sentence.as_ref();
    let mut caller = play.call(server, address)?;
    caller.send(sentence)?;
    caller.expect(sentence.to_ascii_uppercase())?;
    expect_connection_from(server, &caller)?;
    received(server, sentence)?;
    Ok(caller)
}

/// Says one more sentence, which must come back in capitals.
fn say(server: &Program, caller: &mut Stream, sentence: impl AsRef<[u8]>) -> Played {
    let sentence = sentence.as_ref();
    caller.send(sentence)?;
    caller.expect(sentence.to_ascii_uppercase())?;
    received(server, sentence)
}

/// Expects the line about a caller who has gone.
fn expect_hung_up(server: &Program, expected: &str) -> Played {
    let next = || {
        server
            .next_line()
            .map_err(|problem| problem.expecting(expected))
    };
    let nothing_came = |line: &[u8]| line.starts_with(b"received 0 bytes: ");
    let mut line = next()?;
    // A recv of 0 bytes is a recv, too: it may have its line, once.
    let said = nothing_came(&line);
    if said {
        line = next()?;
    }
    if line == expected.as_bytes() {
        return Ok(());
    }
    let symptom = Symptom::WrongLine {
        program: server.name(),
    };
    let problem = Problem::compared(symptom, expected, &line);
    Err(if said && nothing_came(&line) {
        problem.because("diagnosis-end-not-noticed", &[])
    } else {
        problem
    })
}

/// Whether the program has ended its connection: by FIN or, over unread bytes, by RST.
fn ended_the_call(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Failed(failure)
            if matches!(failure.symptom, Symptom::Closed { .. } | Symptom::Reset { .. })
    )
}

/// Names what a caller has done as the reason why the server is gone, if it is gone. By then it has served
/// callers who did otherwise.
fn caller_ended_server(server: &Program, problem: Problem) -> Problem {
    /// SIGKILL: the grader's own, or the system's when memory runs out.
    const KILLED: Exit = Exit::Signal(9);
    let exit = server.exit_soon().filter(|exit| *exit != KILLED);
    let (Problem::Failed(_), Some(exit)) = (&problem, exit) else {
        return problem;
    };
    let symptom = match panic::find(&server.name(), &server.stderr()) {
        Some(Symptom::NotWritten { .. }) => return problem,
        Some(crashed) => crashed,
        None => server.ended_early(exit),
    };
    Problem::symptom(symptom).because("diagnosis-caller-ended-server", &[])
}

pub fn answers_in_capitals(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = call_and_say(play, &server, address, "hello")?;
    shared::expect_no_more(&server, &mut caller, b"HELLO")
}

/// No sentence is a command to the server, and the white space around one is not the server's to take away.
pub fn sentence_after_sentence(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = call_and_say(play, &server, address, "hello")?;
    say(&server, &mut caller, "feng").map_err(|problem| {
        if ended_the_call(&problem) {
            problem.because("diagnosis-one-answer-per-call", &[])
        } else {
            problem
        }
    })?;
    say(&server, &mut caller, "and another one")?;
    for sentence in ["quit", "exit"] {
        say(&server, &mut caller, sentence).map_err(|problem| {
            if ended_the_call(&problem) {
                let arguments = [("sentence", sentence.to_string())];
                problem.because("diagnosis-sentence-as-command", &arguments)
            } else {
                problem
            }
        })?;
    }
    for _ in 0..3 {
        let sentence = format!(" {}\t {} ", play.word(6), play.word(3));
        say(&server, &mut caller, sentence)?;
    }
    Ok(())
}

pub fn hangs_up(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = call_and_say(play, &server, address, "hello")?;
    caller.finish()?;
    caller.arrived()?;
    settles(&server)?;
    expect_hung_up(&server, &hung_up(&caller))?;
    settles(&server)?;
    let more = server.unseen_stdout();
    if !more.is_empty() {
        let symptom = Symptom::WrongOutput {
            program: server.name(),
            stream: "stdout",
        };
        let first = more.split_inclusive(|&byte| byte == b'\n').next();
        return Err(Problem::compared(symptom, &[], first.unwrap_or(&more)));
    }
    caller.expect_end().map_err(|problem| match &problem {
        // It has told of the end, so it has done with this caller.
        Problem::Failed(failure) if matches!(failure.symptom, Symptom::Witness { .. }) => {
            problem.because("diagnosis-socket-kept", &[])
        }
        _ => problem,
    })
}

/// The caller has hung up: the server says something, or comes to rest. One that does neither takes the end
/// of the stream for an empty message, again and again.
fn settles(server: &Program) -> Played {
    let said = || server.unseen_stdout().contains(&b'\n');
    let settled = kernel::wait_until(LIMIT / 50, || {
        said() || server.exit().is_some() || server.stillness().is_some()
    });
    if settled || patience::rests(server) || said() {
        return Ok(());
    }
    let arguments = [("program", server.name())];
    Err(Problem::witness("witness-spins-after-the-end", &arguments))
}

/// Some say nothing at all, one says its last words together with the end of the stream.
pub fn next_caller(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut silent = play.call(&server, address)?;
    silent.finish()?;
    server.expect_line(connection_from(&silent))?;
    expect_hung_up(&server, &hung_up(&silent))?;

    let mut caller = second_call(play, &server, address).map_err(|problem| {
        // It has told of the first one's end in its own words, and it is gone without an error.
        match (
            server.exit_soon(),
            panic::find(&server.name(), &server.stderr()),
        ) {
            (Some(Exit::Code(0)), None) => Problem::symptom(server.ended_early(Exit::Code(0)))
                .because("diagnosis-ends-with-its-caller", &[]),
            _ => problem,
        }
    })?;
    caller.finish()?;
    expect_hung_up(&server, &hung_up(&caller))?;

    let mut hasty = play.call(&server, address)?;
    let last = play.word(8);
    hasty.send(&last)?;
    hasty.finish()?;
    hasty.expect(last.to_uppercase())?;
    hasty.expect_end()?;
    server.expect_line(connection_from(&hasty))?;
    received(&server, last.as_bytes())?;
    expect_hung_up(&server, &hung_up(&hasty))
}

fn second_call(play: &mut Play, server: &Arc<Program>, address: SocketAddr) -> Played<Stream> {
    let mut caller = play.call(server, address)?;
    caller.send("me too")?;
    // The line first: a server that still talks about the one before is told by it.
    server.expect_line(connection_from(&caller))?;
    caller.expect("ME TOO")?;
    received(server, b"me too")?;
    Ok(caller)
}

/// a to z become A to Z and no other byte changes: not ü, not half a character, not what is no
/// character at all. And the conversation goes on.
pub fn answers_any_bytes(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = call_and_say(play, &server, address, "grüße, 你好")?;
    say(&server, &mut caller, b"\xff").map_err(|problem| {
        if ended_the_call(&problem) {
            problem.because("diagnosis-ends-call-over-bytes", &[])
        } else {
            problem
        }
    })?;
    let [first, rest] = [b"\xe4".as_slice(), b"\xbd\xa0"];
    say(&server, &mut caller, first)?;
    say(&server, &mut caller, rest)?;
    let anything = play.bytes(1024);
    say(&server, &mut caller, anything)?;
    say(&server, &mut caller, "still there?")
}

/// Everything is there before the server looks: a larger recv would return it in one piece.
pub fn at_most_1024(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = call_and_say(play, &server, address, "hello")?;
    let message = play.word(5000);
    server.freeze()?;
    caller.send(&message)?;
    server.thaw();
    caller.expect(message.to_uppercase())?;
    let lines = received(&server, message.as_bytes());
    lines.map_err(|problem| larger_buffer(&server, problem))
}

/// Names a buffer that is too large, if a line tells of more bytes than a recv may return and the kernel shows
/// the server asking for more.
fn larger_buffer(server: &Program, problem: Problem) -> Problem {
    let count = shared::came(&problem).and_then(shared::count);
    if count.is_none_or(|count| count <= PIECE) {
        return problem;
    }
    server.exit_soon();
    let waits = kernel::waits(server.pid());
    let asked = waits.iter().find_map(|wait| match wait {
        Wait::Receive { asked, .. } if *asked > PIECE as u64 => Some(asked.to_string()),
        _ => None,
    });
    match asked {
        Some(asked) => problem.because("diagnosis-larger-buffer", &[("asked", asked)]),
        None => problem,
    }
}

/// 100 kB: about a hundred recvs, each answered as it comes.
pub fn long_message(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = call_and_say(play, &server, address, "hello")?;
    let message = play.bytes(100_000);
    caller.send(&message)?;
    caller.expect(message.to_ascii_uppercase())?;
    received(&server, &message)?;
    say(&server, &mut caller, "and what about this?")
}

/// A caller who does not read what comes back, until the server's send has to wait. A signal then makes
/// that send return early, with only a part of its bytes sent; how many, it says (send(2), signal(7)).
pub fn slow_reader(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    // Little room on the way: with small segments the server's send buffer stays small, too.
    let mut caller = play.call_with(&server, address, |socket| {
        #[cfg(target_os = "linux")]
        socket.set_tcp_mss(536)?;
        socket.set_send_buffer_size(4096)?;
        socket.set_recv_buffer_size(4096)
    })?;
    let message = play.word(997).repeat(4000);
    let sent = caller.send_until_blocked(message.as_bytes())?;
    server.freeze()?;
    server.thaw();
    caller.finish()?;
    let expected = message[..sent].to_uppercase();
    if let Err(problem) = caller.expect(&expected) {
        return Err(send_cut_short(problem, &mut caller, expected.as_bytes()));
    }
    caller.expect_end()
}

/// Names the send that was cut short, if what has come and is still coming is all but one piece.
fn send_cut_short(problem: Problem, caller: &mut Stream, expected: &[u8]) -> Problem {
    let Some(came) = shared::came(&problem).map(<[u8]>::to_vec) else {
        return problem;
    };
    let Ok(rest) = caller.receive_to_end(expected.len()) else {
        return problem;
    };
    match bytes::gap(expected, &[came, rest].concat()) {
        Some(count) => {
            let arguments = [("count", count.to_string())];
            problem.because("diagnosis-send-cut-short", &arguments)
        }
        None => problem,
    }
}

/// What the second says while it waits is not lost, and the first is not disturbed by it. A server that
/// serves both at once does more than it must.
pub fn second_caller_waits(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut first = call_and_say(play, &server, address, "hello")?;
    let mut second = play.call(&server, address).map_err(|problem| {
        let nowhere = kernel::listening(server.pid()).is_some_and(|addresses| addresses.is_empty());
        if nowhere && server.exit().is_none() {
            problem.because("diagnosis-not-listening", &[])
        } else {
            problem
        }
    })?;
    let patient = play.word(10);
    second.send(&patient)?;
    first.send("still my turn")?;
    first.expect("STILL MY TURN")?;
    first.finish()?;
    first.expect_end()?;
    server.expect_line_among(hung_up(&first))?;
    second.expect(patient.to_uppercase())?;
    second.finish()?;
    second.expect_end()?;
    server.expect_line_among(hung_up(&second))
}

pub fn reset(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    for sentence in ["hello", "hello again"] {
        let caller = call_and_say(play, &server, address, sentence)?;
        let line = hung_up(&caller);
        caller.reset()?;
        let goes_on = expect_hung_up(&server, &line);
        goes_on.map_err(|problem| caller_ended_server(&server, problem))?;
    }
    still_there(play, &server, address)
}

/// The next caller is answered, whatever the one before has done.
fn still_there(play: &mut Play, server: &Arc<Program>, address: SocketAddr) -> Played {
    let answered = call_and_say(play, server, address, "is anybody there?");
    answered.map_err(|problem| caller_ended_server(server, problem))?;
    Ok(())
}

/// The end of the stream and then a reset have arrived when the server sends: that is a broken pipe. What
/// came before them can still be read.
pub fn leaves_before_reply(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = call_and_say(play, &server, address, "hello")?;
    let line = hung_up(&caller);
    server.freeze()?;
    caller.send(play.word(4000))?;
    caller.finish()?;
    caller.arrived()?;
    caller.reset()?;
    server.thaw();
    let goes_on = server.expect_line_among(line);
    goes_on.map_err(|problem| caller_ended_server(&server, problem))?;
    still_there(play, &server, address)
}

/// A caller who connects and resets the connection before the server has taken it from the backlog.
/// Its lines are not asked for: some systems never hand such a caller over.
pub fn gone_before_accept(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    server.freeze()?;
    play.call(&server, address)?.reset()?;
    let mut caller = play.call(&server, address)?;
    caller.send("hello")?;
    server.thaw();
    let answered = caller.expect("HELLO");
    answered.map_err(|problem| caller_ended_server(&server, problem))?;
    caller.finish()?;
    caller.expect_end()?;
    server.expect_line_among(hung_up(&caller))
}

/// The server's side closes first, so the port is left in FIN_WAIT2, then TIME_WAIT. It is the check's own
/// caller that keeps it there: the port can go to no other program meanwhile.
pub fn restart(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = call_and_say(play, &server, address, "hello")?;
    server.kill()?;
    caller.expect_end()?;
    let again = play.start("server", &[&address.to_string()])?;
    let listens = again.expect_line(format!("listening on {address}"));
    if listens.is_err() && again.exit_soon().is_some() {
        let said = again.stderr();
        if String::from_utf8_lossy(&said).contains("already in use") {
            let arguments = [("program", again.name())];
            return Err(Problem::witness("witness-cannot-restart", &arguments));
        }
    }
    listens?;
    caller.close()?;
    call_and_say(play, &again, address, "hello again")?;
    Ok(())
}

/// By another program, and by another server of the same kind: SO_REUSEADDR does not help beside one
/// that listens.
pub fn port_taken(play: &mut Play) -> Played {
    shared::port_taken(play)?;
    let (_first, address) = play.server()?;
    let address = address.to_string();
    let second = play.start("server", &[&address])?;
    let said = second.next_line();
    let listening = kernel::listening(second.pid()).unwrap_or_default();
    if said.is_ok() && !listening.is_empty() {
        let arguments = [("program", second.name()), ("address", address)];
        return Err(Problem::witness("witness-two-on-one-port", &arguments));
    }
    play.ended(&second)?
        .stdout("")?
        .failed(&format!("cannot listen on {address}"))?;
    Ok(())
}

pub fn interrupt_in_a_call(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let _caller = call_and_say(play, &server, address, "hello")?;
    server.interrupt()
}
