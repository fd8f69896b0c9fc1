//! The server's checks.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::checks::shared::{self, connection_from, hung_up, received};
use crate::kernel;
use crate::patience::{self, LIMIT};
use crate::play::Play;
use crate::program::Program;
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
    server.expect_line(connection_from(&caller))?;
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
    let mut line = next()?;
    // A recv of 0 bytes is a recv, too: it may have its line, once.
    if line.starts_with(b"received 0 bytes: ") {
        line = next()?;
    }
    if line == expected.as_bytes() {
        return Ok(());
    }
    let symptom = Symptom::WrongLine {
        program: server.name(),
    };
    Err(Problem::compared(symptom, expected, &line))
}

pub fn answers_in_capitals(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    call_and_say(play, &server, address, "hello")?;
    Ok(())
}

/// No sentence is a command to the server, and the white space around one is not the server's to take away.
pub fn sentence_after_sentence(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = call_and_say(play, &server, address, "hello")?;
    for sentence in ["feng", "quit", "exit"] {
        say(&server, &mut caller, sentence)?;
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
    caller.expect_end()
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

    // The line first: a server that still talks about the one before is told by it.
    let mut caller = play.call(&server, address)?;
    caller.send("me too")?;
    server.expect_line(connection_from(&caller))?;
    caller.expect("ME TOO")?;
    received(&server, b"me too")?;
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

/// a to z become A to Z and no other byte changes: not ü, not half a character, not what is no
/// character at all. And the conversation goes on.
pub fn answers_any_bytes(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = call_and_say(play, &server, address, "grüße, 你好")?;
    say(&server, &mut caller, b"\xff")?;
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
    received(&server, message.as_bytes())
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
    caller.expect(message[..sent].to_uppercase())?;
    caller.expect_end()
}

/// What the second says while it waits is not lost, and the first is not disturbed by it. A server that
/// serves both at once does more than it must.
pub fn second_caller_waits(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut first = call_and_say(play, &server, address, "hello")?;
    let mut second = play.call(&server, address)?;
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
        expect_hung_up(&server, &line)?;
    }
    call_and_say(play, &server, address, "is anybody there?")?;
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
    server.expect_line_among(line)?;
    call_and_say(play, &server, address, "is anybody there?")?;
    Ok(())
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
    caller.expect("HELLO")?;
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
