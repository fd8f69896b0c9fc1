//! What the checks of several lessons share.

use std::io;
use std::net::SocketAddr;
use std::path::Path;

use serde_json::Value;

use crate::diagnosis::bytes;
use crate::kernel;
use crate::panic;
use crate::patience::{self, LIMIT};
use crate::play::{Ended, Play, READY_TOO_EARLY};
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{Stream, host::ANY_PORT};

/// The line that a server prints for a caller.
pub fn connection_from(caller: &Stream) -> String {
    format!("connection from {}", caller.address())
}

/// The line that a server prints when a caller has gone.
pub fn hung_up(caller: &Stream) -> String {
    format!("{} hung up", caller.address())
}

/// The largest piece that a server of the first lessons receives at a time.
pub const PIECE: usize = 1024;

/// Expects the lines that a server prints for what was sent to it: `received N bytes: …` for every
/// recv. How many there were is the kernel's business, and the program's: together they are what was sent.
pub fn received(server: &Program, sent: &[u8]) -> Played {
    let mut rest = sent;
    while !rest.is_empty() {
        let expected = |length| {
            let shown = String::from_utf8_lossy(&rest[..length]);
            format!("received {length} bytes: {shown}")
        };
        let all = rest.len().min(PIECE);
        let line = server
            .next_line()
            .map_err(|problem| problem.expecting(expected(all)))?;
        let length = count(&line).filter(|length| (1..=all).contains(length));
        if !shows(&line, &expected(length.unwrap_or(all))) {
            let symptom = Symptom::WrongLine {
                program: server.name(),
            };
            let expected = expected(length.unwrap_or(all));
            return Err(Problem::compared(symptom, expected, &line));
        }
        rest = &rest[length.unwrap_or(all)..];
    }
    Ok(())
}

/// The number in `received N bytes: …`.
pub fn count(line: &[u8]) -> Option<usize> {
    let (count, _) = std::str::from_utf8(line)
        .ok()?
        .strip_prefix("received ")?
        .split_once(' ')?;
    count.parse().ok()
}

/// Expects these bytes on a line of their own, shown as text.
pub fn expect_shown(program: &Program, bytes: &[u8]) -> Played {
    let expected = String::from_utf8_lossy(bytes);
    let line = program
        .next_line()
        .map_err(|problem| problem.expecting(expected.as_bytes()))?;
    if shows(&line, &expected) {
        return Ok(());
    }
    let symptom = Symptom::WrongLine {
        program: program.name(),
    };
    let problem = Problem::compared(symptom, expected.as_bytes(), &line);
    Err(match shown_in_part(&line, bytes) {
        Some(count) => problem.named(bytes::only(count, bytes.len())),
        None => problem,
    })
}

/// How many of the bytes a line shows, if it shows only the first of them. Where it may be several
/// numbers, for U+FFFD may stand for one byte or for two, it is that of a buffer's bytes.
fn shown_in_part(line: &[u8], bytes: &[u8]) -> Option<usize> {
    let shown = |count: &usize| shows(line, &String::from_utf8_lossy(&bytes[..*count]));
    let counts: Vec<usize> = (1..bytes.len()).filter(shown).collect();
    let buffer = counts.iter().find(|count| bytes::fills_a_buffer(**count));
    buffer.or(counts.last()).copied()
}

/// Whether a line is the expected one, however many U+FFFD stand for bytes in a row that are not UTF-8: languages
/// differ in that.
fn shows(line: &[u8], expected: &str) -> bool {
    let once = |text: &str| {
        let mut text: Vec<char> = text.chars().collect();
        text.dedup_by(|next, last| (*next, *last) == ('\u{fffd}', '\u{fffd}'));
        text
    };
    std::str::from_utf8(line).is_ok_and(|line| once(line) == once(expected))
}

/// The server prints its ready line, on loopback, and a client can reach it from that moment on.
pub fn ready_line(play: &mut Play) -> Played {
    ready_line_of(play, "server")
}

/// The same for a server of another name.
pub fn ready_line_of(play: &mut Play, name: &str) -> Played {
    let folder = play.folder().to_path_buf();
    ready_line_in(play, &folder, name, &[])
}

/// The same for a server that is started in another folder, with more arguments behind its address.
pub fn ready_line_in(play: &mut Play, folder: &Path, name: &str, more: &[&str]) -> Played {
    let asked = ANY_PORT.to_string();
    let arguments = [&[asked.as_str()], more].concat();
    let server = play.start_in(folder, name, &arguments)?;
    let address = server.ready();
    let listening = kernel::listening(server.pid()).unwrap_or_default();
    let address = match address {
        Ok(address) => address,
        Err(problem) => {
            let Some(found) = listening.first() else {
                return Err(problem);
            };
            let arguments = [("program", server.name()), ("address", found.to_string())];
            return Err(match came(&problem) {
                Some(line) if line == format!("listening on {asked}").as_bytes() => {
                    problem.because("diagnosis-asked-address-shown", &arguments)
                }
                // It listens, but does not say so.
                None if server.unseen_stdout().is_empty() => {
                    Problem::witness("witness-listens-in-silence", &arguments)
                }
                _ => problem,
            });
        }
    };
    let elsewhere = |found: &&SocketAddr| found.ip().to_canonical() != *ANY_PORT.ip();
    if let Some(found) = listening.iter().find(elsewhere) {
        let arguments = [
            ("program", server.name()),
            ("asked", asked),
            ("address", found.to_string()),
        ];
        return Err(Problem::witness("witness-listens-elsewhere", &arguments));
    }
    let called = play.call(&server, address).and_then(Stream::close);
    let listens = play.listens_at_first_line(folder, name, &arguments)?;
    if listens == Some(false) {
        let program = ("program", server.name());
        return Err(Problem::witness(READY_TOO_EARLY, &[program]));
    }
    match panic::find(&server.name(), &server.stderr()) {
        // It listened, and what comes after that is not written yet: that is for other checks to say.
        Some(Symptom::NotWritten { .. }) => Ok(()),
        _ => called,
    }
}

/// What came in place of what a failed step expected, if something did.
pub fn came(problem: &Problem) -> Option<&[u8]> {
    match problem {
        Problem::Failed(failure) => failure.came.as_ref().map(|came| came.0.as_slice()),
        _ => None,
    }
}

/// Expects the line that a server prints for a caller.
pub fn expect_connection_from(server: &Program, caller: &Stream) -> Played {
    let line = server.expect_line(connection_from(caller));
    line.map_err(|problem| {
        let own = format!("connection from {}", caller.peer());
        if came(&problem) == Some(own.as_bytes()) {
            problem.because("diagnosis-own-address-shown", &[])
        } else {
            problem
        }
    })
}

/// Expects that a caller who has got its reply gets nothing more, unless it says more: the server
/// comes to rest, or ends, without another byte.
pub fn expect_no_more(server: &Program, caller: &mut Stream, reply: &[u8]) -> Played {
    kernel::wait_until(LIMIT / 50, || {
        server.exit().is_some() || server.stillness().is_some()
    });
    let more = caller.unseen()?;
    if more.is_empty() {
        return Ok(());
    }
    let symptom = Symptom::WrongBytes {
        program: server.name(),
    };
    Err(Problem::compared(symptom, reply, [reply, more].concat()))
}

/// Expects that a client whose server went without a reply has shown nothing in its place.
pub fn nothing_shown(ended: &Ended) -> Played<&Ended> {
    ended.stdout("").map_err(|problem| match came(&problem) {
        Some(b"\n" | b"\r\n") => problem.because("diagnosis-end-taken-for-reply", &[]),
        _ => problem,
    })
}

/// Names the mistake of a server that has sent something else than its reply, if it sends something
/// before it is spoken to, too. Another server is started to see that.
pub fn speaks_first(play: &mut Play, problem: Problem) -> Problem {
    let unexplained = match &problem {
        Problem::Failed(failure) => match (&failure.symptom, &failure.expected, &failure.came) {
            (Symptom::WrongBytes { .. }, Some(expected), Some(came)) => {
                bytes::compared(&expected.0, &came.0).is_none()
            }
            _ => false,
        },
        _ => false,
    };
    if !unexplained {
        return problem;
    }
    let first = play
        .server()
        .and_then(|(server, address)| play.call(&server, address)?.receive(1));
    match first {
        Ok(_) => problem.because("diagnosis-speaks-first", &[]),
        Err(_) => problem,
    }
}

/// The port belongs to another program already.
pub fn port_taken(play: &mut Play) -> Played {
    let host = play.host()?;
    let address = host.address().to_string();
    play.run("server", &[&address])?
        .stdout("")?
        .failed(&format!("cannot listen on {address}"))?;
    Ok(())
}

/// Ctrl-C ends the server while it waits for a caller.
pub fn interrupt_server(play: &mut Play) -> Played {
    let (server, _) = play.server()?;
    interrupt(&server)
}

/// Ctrl-C ends the program, which has come to wait for something by then.
pub fn interrupt(program: &Program) -> Played {
    const INTERRUPT: i32 = 2;
    patience::rests(program);
    program.interrupt().map_err(|problem| {
        if kernel::catches(program.pid(), INTERRUPT) == Some(true) {
            problem.because(
                "diagnosis-catches-interrupt",
                &[("program", program.name())],
            )
        } else {
            problem
        }
    })
}

/// Ctrl-C ends the client while it waits for a line.
pub fn interrupt_client(play: &mut Play) -> Played {
    let host = play.host()?;
    let client = play.client(host.address(), &[])?;
    let _conversation = host.accept(&client)?;
    interrupt(&client)
}

/// What every client does with what is typed at it, whatever its messages look like on the wire.
/// `arrives` waits for the client's next message, which must be this text, and answers it as the
/// lesson's server would.
pub fn input_rules(client: &Program, mut arrives: impl FnMut(&str) -> Played) -> Played {
    // That a line is not sent shows in the next one that is: nothing comes before it.
    client.type_line("");
    client.type_line(" \t ");
    client.type_line("\r");
    client.type_line("with CRLF at its end\r");
    arrives("with CRLF at its end")?;
    client.type_line("  white  space\t");
    arrives("  white  space\t")?;
    client.type_line("quit?");
    arrives("quit?")?;
    client.type_line("do not quit");
    arrives("do not quit")
}

/// The client is told that nobody listens, names the address and the system's reason, and exits with 1.
pub fn nobody_listens(play: &mut Play) -> Played {
    let address = play.nobody()?.to_string();
    let ended = play.run("client", &[&address])?;
    let failed = ended
        .stdout("")?
        .failed(&format!("cannot connect to {address}"));
    failed
        .map(|_| ())
        .map_err(|problem| ignored_connect(problem, "client"))
}

/// Names the mistake of a program that went on where nobody listens, by the error that it has shown.
pub fn ignored_connect(problem: Problem, program: &str) -> Problem {
    // The system's own reason, which is to stand in the line: only send(2) fails for this one.
    let broken_pipe = |line: &[u8]| line.windows(13).any(|part| part == b"(os error 32)");
    match came(&problem) {
        Some(line) if cfg!(target_os = "linux") && broken_pipe(line) => {
            let program = ("program", program.to_string());
            problem.because("diagnosis-connect-error-ignored", &[program])
        }
        _ => problem,
    }
}

/// The usage of a server and a client that take an address and nothing else.
pub fn only_an_address(play: &mut Play) -> Played {
    let (free, nobody) = (ANY_PORT.to_string(), play.nobody()?.to_string());
    for (program, address) in [("server", &free), ("client", &nobody)] {
        play.run(program, &["127.0.0.1:no-port"])?.misused()?;
        play.run(program, &["no-address"])?.misused()?;
        play.run(program, &[address, "more"])?.misused()?;
    }
    Ok(())
}

/// The lines of an output, as text.
pub fn lines(output: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(output);
    text.lines().map(str::to_string).collect()
}

/// The program's stdout has other lines than these.
pub fn other_output(program: &str, expected: &[String], came: &[String]) -> Problem {
    let symptom = Symptom::WrongOutput {
        program: program.to_string(),
        stream: "stdout",
    };
    Problem::compared(symptom, expected.join("\n"), came.join("\n"))
}

/// Expects this value as JSON, whatever its spacing and the order of its members.
pub fn expect_json(program: &str, expected: &Value, output: &[u8]) -> Played {
    let came: Result<Value, _> = serde_json::from_slice(output);
    if came.as_ref().ok() == Some(expected) {
        return Ok(());
    }
    let problem = other_output(program, &[expected.to_string()], &lines(output));
    Err(match came {
        Err(why) => problem.because("diagnosis-no-json", &[("why", why.to_string())]),
        Ok(came) if came == in_quotes(expected) => {
            problem.because("diagnosis-numbers-as-text", &[])
        }
        Ok(_) => problem,
    })
}

/// The same with every number turned into text.
fn in_quotes(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::Array(values) => values.iter().map(in_quotes).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), in_quotes(value)))
            .collect(),
        other => other.clone(),
    }
}

/// Whether a text names this error of the system: by its number, or in the system's words, as one language or another does.
pub fn names_error(text: &str, error: &io::Error) -> bool {
    let number = error.raw_os_error().unwrap_or_default().to_string();
    let mut words = text.split(|char: char| !char.is_ascii_alphanumeric());
    // std puts the number behind the words: "Address already in use (os error 98)".
    let named = error.to_string().to_lowercase();
    let named = named.split(" (os error").next().unwrap_or_default();
    words.any(|word| word == number) || text.to_lowercase().contains(named)
}
