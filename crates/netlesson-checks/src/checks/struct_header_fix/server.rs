//! What the server runs and replies, and what no client can do to it.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fs};

use super::diagnosis;
use super::framing::{MAX_FRAME_LEN, announced, ask, expect_reply, frame, receive_reply};
use crate::checks::shared::{connection_from, hung_up};
use crate::kernel::{self, Wait};
use crate::patience::{self, LIMIT};
use crate::play::{Ended, Play};
use crate::program::{Exit, MARK, Program};
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{Script, Stream};

const MEBIBYTE: usize = 1024 * 1024;

/// Every address of the machine, one that it has beside loopback, and every IPv6 address (which may
/// be a usage error as well).
pub fn loopback_only(play: &mut Play) -> Played {
    let (server, _) = play.server()?;
    listens_on_loopback(&server)?;
    let mut addresses = vec!["0.0.0.0:0".to_string()];
    addresses.extend(outward_address().map(|address| format!("{address}:0")));
    for address in addresses {
        refused(play, &address)?
            .stdout("")?
            .failed(&format!("cannot listen on {address}"))?;
    }
    refused(play, "[::]:0")?;
    Ok(())
}

/// The end of a server that was told to listen where it must not.
fn refused(play: &mut Play, address: &str) -> Played<Ended> {
    let server = play.start("server", &[address])?;
    play.ended(&server).or_else(|problem| {
        listens_on_loopback(&server)?;
        Err(problem)
    })
}

fn listens_on_loopback(server: &Program) -> Played {
    let listening = kernel::listening(server.pid()).unwrap_or_default();
    match listening
        .iter()
        .find(|address| !address.ip().to_canonical().is_loopback())
    {
        None => Ok(()),
        Some(address) => {
            let arguments = [("program", server.name()), ("address", address.to_string())];
            Err(Problem::witness("witness-listens-for-all", &arguments))
        }
    }
}

/// An address of this machine that other machines can reach, if it has one: the one that a datagram
/// to another network (RFC 5737) would leave from. Nothing is sent.
fn outward_address() -> Option<Ipv4Addr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    match socket.local_addr().ok()? {
        SocketAddr::V4(address) if !address.ip().is_loopback() => Some(*address.ip()),
        _ => None,
    }
}

/// Two commands in one conversation, its three kinds of lines, and nothing on the wire beyond the replies.
pub fn runs_a_command(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    ask(&mut caller, "echo hello", "hello\n")
        .map_err(|problem| diagnosis::of_another_header(play, problem))?;
    let word = play.word(16);
    ask(&mut caller, format!("echo {word}"), format!("{word}\n")).map_err(|problem| {
        // The first reply was right and whole.
        match diagnosis::symptom(&problem) {
            Some(Symptom::Closed { .. } | Symptom::Reset { .. })
                if server.exit_soon().is_none() && server.stderr().is_empty() =>
            {
                problem.because("diagnosis-one-request-per-call", &[])
            }
            _ => problem,
        }
    })?;
    caller.finish()?;
    caller.expect_end()?;
    server.expect_line(connection_from(&caller))?;
    server.expect_line(format!("{} ran: echo hello", caller.address()))?;
    server.expect_line(format!("{} ran: echo {word}", caller.address()))?;
    server.expect_line(hung_up(&caller))
}

/// The second caller waits its turn, if there are turns: its request is answered at the latest when
/// the first has left.
pub fn one_after_another(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut first = play.call(&server, address)?;
    let (one, two) = (play.word(8), play.word(8));
    ask(&mut first, format!("echo {one}"), format!("{one}\n"))?;
    let mut second = play.call(&server, address)?;
    second.send(frame(format!("echo {two}")))?;
    ask(&mut first, format!("echo {one}"), format!("{one}\n"))?;
    first.finish()?;
    first.expect_end()?;
    expect_reply(&mut second, format!("{two}\n"))
}

/// Stdout first and then stderr, whichever was written first; the exit code is nobody's affair.
pub fn both_outputs(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let (out, err) = (play.word(8), play.word(8));
    let both = format!("{out}\n{err}\n");
    ask(&mut caller, format!("echo {out}; echo {err} >&2"), &both).map_err(|problem| {
        let came = |text: String| diagnosis::came(&problem) == Some(text.as_bytes());
        if came(format!("{out}; echo {err} >&2\n")) {
            problem.because("diagnosis-no-shell", &[])
        } else if came(format!("{out}\n")) {
            problem.because("diagnosis-stderr-is-missing", &[])
        } else if came(format!("{err}\n")) {
            problem.because("diagnosis-stdout-is-missing", &[])
        } else if came(format!("{err}\n{out}\n")) {
            problem.because("diagnosis-stderr-first", &[])
        } else {
            problem
        }
    })?;
    ask(&mut caller, format!("echo {err} >&2; echo {out}"), &both)?;
    ask(
        &mut caller,
        format!("echo {out}; echo {err} >&2; exit 3"),
        &both,
    )?;
    caller.send(frame(format!("no-such-command-{out}")))?;
    let complaint = receive_reply(&mut caller)?;
    if !String::from_utf8_lossy(&complaint).contains(&out) {
        let program = server.name();
        let expected = format!("sh: no-such-command-{out}: not found\n");
        let symptom = Symptom::WrongBytes { program };
        return Err(Problem::compared(symptom, &expected, &complaint));
    }
    ask(&mut caller, format!("echo {out}"), format!("{out}\n"))
}

pub fn no_output(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    ask(&mut caller, "true", "")
        .map_err(|problem| diagnosis::no_reply(&server, "true", problem))?;
    ask(&mut caller, "exit 1", "")?;
    let word = play.word(8);
    ask(&mut caller, format!("echo {word}"), format!("{word}\n"))
}

/// The server's own stdin is open all the while: a command that gets it waits.
pub fn nothing_to_read(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let word = play.word(8);
    ask(
        &mut caller,
        format!("cat; echo {word}"),
        format!("{word}\n"),
    )
    .map_err(|problem| {
        let mut started = kernel::descendants(server.pid()).into_iter();
        if started.any(|pid| kernel::waits(pid).contains(&Wait::Input)) {
            problem.because("diagnosis-stdin-left-open", &[])
        } else {
            problem
        }
    })
}

/// Bytes that are no text, NUL among them, and text with more bytes than characters.
pub fn bytes_not_characters(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    ask(&mut caller, "echo 你好", "你好\n")?;
    server.expect_line(connection_from(&caller))?;
    server.expect_line(format!("{} ran: echo 你好", caller.address()))?;
    let bytes = [b"\xff\x00\xfe".to_vec(), play.bytes(64)].concat();
    let octal: String = bytes.iter().map(|byte| format!("\\{byte:03o}")).collect();
    ask(&mut caller, format!("printf '{octal}'"), &bytes)
}

/// Far more than a pipe holds, on each: whoever reads one of them to its end before the other
/// leaves the command waiting at the full one.
pub fn a_megabyte_each(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let command =
        "head -c 1000000 /dev/zero | tr '\\0' o; head -c 1000000 /dev/zero | tr '\\0' e >&2";
    let body = [[b'o'; 1_000_000], [b'e'; 1_000_000]].concat();
    ask(&mut caller, command, &body)?;
    let word = play.word(8);
    ask(&mut caller, format!("echo {word}"), format!("{word}\n"))
}

/// The shell ends before the process that it leaves behind with its pipes. That one has stopped, and goes on only when
/// everything else has come to rest.
pub fn pipes_close_last(play: &mut Play) -> Played {
    if !kernel::WITNESS {
        return Err(Problem::Skipped("skipped-no-witness"));
    }
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let (early, late) = (play.word(8), play.word(8));
    // Whose parent has ended, and who is stopped, may be sent a SIGHUP (setpgid(2)).
    caller.send(frame(format!(
        "sh -c 'trap \"\" HUP; kill -STOP $$; echo {late}' & echo {early}"
    )))?;
    kernel::wait_until(LIMIT, || {
        !kernel::stopped(server.pid()).is_empty() || server.exit().is_some()
    });
    patience::rests(&server);
    server.thaw_started();
    expect_reply(&mut caller, format!("{early}\n{late}\n")).map_err(|problem| {
        if diagnosis::came(&problem) == Some(format!("{early}\n").as_bytes()) {
            problem.because("diagnosis-shell-ended-first", &[])
        } else {
            problem
        }
    })
}

pub fn header_in_pieces(play: &mut Play) -> Played {
    header_cut(play).map_err(|problem| diagnosis::after_one_byte(play, problem))
}

fn header_cut(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let word = play.word(263);
    let request = frame(format!("echo {word}"));
    caller.play(&Script::cut_at(&request, 1..=4))?;
    expect_reply(&mut caller, format!("{word}\n"))?;
    caller.play(&Script::cut_at(&request, [2]))?;
    expect_reply(&mut caller, format!("{word}\n"))
}

/// Cut behind the header, inside a character, and at every byte.
pub fn command_in_pieces(play: &mut Play) -> Played {
    command_cut(play).map_err(|problem| diagnosis::after_half_a_command(play, problem))
}

fn command_cut(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let word = play.word(8);
    let request = frame(format!("echo {word}你好"));
    let inside = request.len() - 4;
    caller.play(&Script::cut_at(&request, [4, 11, inside]))?;
    expect_reply(&mut caller, format!("{word}你好\n"))?;
    caller.play(&Script::every_byte(&request))?;
    expect_reply(&mut caller, format!("{word}你好\n"))
}

/// Four requests in one piece, cut by chance.
pub fn any_slices(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let words: Vec<String> = (0..4)
        .map(|_| {
            let length = play.random.usize(1..40);
            format!("{}你好", play.word(length))
        })
        .collect();
    let commands = words.iter().map(|word| format!("echo {word}"));
    let requests: Vec<u8> = commands.flat_map(frame).collect();
    caller.play(&Script::random(requests, &mut play.random))?;
    for word in &words {
        expect_reply(&mut caller, format!("{word}\n"))?;
    }
    Ok(())
}

/// Two requests in one segment, so that one recv can return both: the second must not be lost with the
/// first, nor taken for a part of it.
pub fn stuck_together(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let (one, two) = (play.word(8), play.word(8));
    let both = [frame(format!("echo {one}")), frame(format!("echo {two}"))].concat();
    caller.send(&both)?;
    expect_reply(&mut caller, format!("{one}\n"))?;
    expect_reply(&mut caller, format!("{two}\n"))
        .map_err(|problem| diagnosis::swallowed(&server, both.len(), problem))
}

/// A request and a half in one segment: the half is a part of the header first, a part of the command
/// then.
pub fn one_and_a_half(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    for half in [2, 9] {
        let (one, two) = (play.word(8), play.word(8));
        let (first, second) = (frame(format!("echo {one}")), frame(format!("echo {two}")));
        caller.send([&first, &second[..half]].concat())?;
        expect_reply(&mut caller, format!("{one}\n"))?;
        // The half is read by itself, and not together with the rest.
        caller.drained()?;
        caller.send(&second[half..])?;
        expect_reply(&mut caller, format!("{two}\n"))?;
    }
    Ok(())
}

/// A frame without a payload is a frame, and the command in it does nothing.
pub fn empty_request(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    ask(&mut caller, "", "")?;
    let word = play.word(8);
    ask(&mut caller, format!("echo {word}"), format!("{word}\n"))
}

/// A hundred thousand bytes: more than one recv of any usual buffer, less than a system takes.
pub fn long_command(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let word = play.word(100_000);
    ask(&mut caller, format!("echo {word}"), format!("{word}\n"))
}

/// 16 MiB is a length that a frame may have, and more than any system takes as a command.
pub fn longest_frame(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let command = [b": ", &b"x".repeat(MAX_FRAME_LEN - 2)[..]].concat();
    caller.send(frame(command))?;
    let body = receive_reply(&mut caller)?;
    if !body.starts_with(b"error: ") {
        let program = server.name();
        let symptom = Symptom::WrongBytes { program };
        return Err(Problem::compared(symptom, "error: …", &body));
    }
    let word = play.word(8);
    ask(&mut caller, format!("echo {word}"), format!("{word}\n"))
}

pub fn negative_length(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    for length in [-1, i32::MIN] {
        invalid_length(play, &server, address, length)?;
    }
    Ok(())
}

/// The memory is watched: an announcement of 2 GiB is four bytes long.
pub fn huge_length(play: &mut Play) -> Played {
    /// What a server may need beside the frame, generously.
    const SPARE: u64 = 128 * MEBIBYTE as u64;
    let (server, address) = play.server()?;
    let before = kernel::memory(server.pid());
    for length in [MAX_FRAME_LEN as i32 + 1, i32::MAX] {
        let played = invalid_length(play, &server, address, length);
        let after = kernel::memory(server.pid());
        if let (Some((_, before)), Some((_, after))) = (before, after)
            && after > before + SPARE
        {
            let took = ("took", ((after - before) / MEBIBYTE as u64).to_string());
            let length = ("length", length.to_string());
            let arguments = [("program", server.name()), length, took];
            return Err(Problem::witness("witness-memory-taken", &arguments));
        }
        played?;
    }
    Ok(())
}

fn invalid_length(
    play: &mut Play,
    server: &Arc<Program>,
    address: SocketAddr,
    length: i32,
) -> Played {
    bad_conversation(play, server, address, &length.to_string(), |caller| {
        caller.send(length.to_le_bytes())?;
        caller.expect_gone().map_err(|problem| {
            not_closed(&problem).map_or(problem, |()| {
                let arguments = [("program", server.name()), ("length", length.to_string())];
                Problem::witness("witness-believes-length", &arguments)
            })
        })
    })
}

/// Whether the problem is that the connection was not ended.
fn not_closed(problem: &Problem) -> Option<()> {
    match problem {
        Problem::Failed(failure) => match failure.symptom {
            Symptom::Witness {
                key: "witness-not-closed",
                ..
            } => Some(()),
            _ => None,
        },
        _ => None,
    }
}

pub fn not_utf_8(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    nothing_run(play, &server, address, |caller, command| {
        caller.send(frame([command, b" # \xff"].concat()))
    })
}

pub fn nul_inside(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    nothing_run(play, &server, address, |caller, command| {
        caller.send(frame([command, b"\0"].concat()))
    })
}

pub fn cut_in_header(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    bad_conversation(play, &server, address, "", |caller| {
        caller.play(&Script::whole(frame("echo over")).finish_at(2))?;
        over(&server, caller)
    })
    // It has said that the caller hung up, and nothing else at all.
    .map_err(|problem| match diagnosis::symptom(&problem) {
        Some(Symptom::Witness {
            key: "witness-no-error-line",
            ..
        }) if server.stderr().is_empty() => problem.because("diagnosis-cut-taken-for-the-end", &[]),
        _ => problem,
    })
}

pub fn cut_in_command(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    nothing_run(play, &server, address, |caller, command| {
        let length = command.len() as i32 + 100;
        caller.send(announced(length, command))?;
        caller.finish()
    })?;
    // The header alone: what is missing is the whole command.
    bad_conversation(play, &server, address, "", |caller| {
        caller.send(announced(12, ""))?;
        caller.finish()?;
        over(&server, caller)
    })
}

/// A frame that must not be run: its command would make a file.
fn nothing_run(
    play: &mut Play,
    server: &Arc<Program>,
    address: SocketAddr,
    send: impl FnOnce(&mut Stream, &[u8]) -> Played,
) -> Played {
    let (name, proof) = file_of(server);
    let command = format!(": > {name}");
    let played = bad_conversation(play, server, address, "", |caller| {
        send(caller, command.as_bytes())?;
        over(server, caller)
    });
    match fs::remove_file(&proof) {
        Ok(()) => {
            let arguments = [("program", server.name())];
            Err(Problem::witness("witness-bad-frame-run", &arguments))
        }
        Err(_) => played,
    }
}

/// A file that only this server's commands can make or look for: its name in a command, and where it is. No
/// two servers have the same mark, and their commands have it and the folder in their environment, so the command is
/// the same in every run.
fn file_of(server: &Program) -> (String, PathBuf) {
    let folder = env::temp_dir();
    let name = format!("\"${{TMPDIR:-/tmp}}\"/netlesson-${MARK}");
    (name, folder.join(format!("netlesson-{}", server.mark())))
}

/// Expects the conversation to be over. A server that goes round and round at the end of a stream
/// does not get there, and would keep us waiting.
fn over(server: &Program, caller: &mut Stream) -> Played {
    if !patience::rests(server) {
        let arguments = [("program", server.name())];
        return Err(Problem::witness("witness-busy-for-nothing", &arguments));
    }
    caller.expect_gone()
}

/// A conversation that the server must end itself, with one error line that has `naming` in it,
/// and that nobody else notices.
fn bad_conversation(
    play: &mut Play,
    server: &Arc<Program>,
    address: SocketAddr,
    naming: &str,
    conversation: impl FnOnce(&mut Stream) -> Played,
) -> Played {
    let before = errors(server);
    let mut caller = play.call(server, address)?;
    conversation(&mut caller)?;
    // Another line between these two would say that something was run.
    server.expect_line(connection_from(&caller))?;
    server
        .expect_line(hung_up(&caller))
        .map_err(|problem| ended_by_one_caller(server, problem))?;
    let error = server.expect_error()?;
    if !String::from_utf8_lossy(&error).contains(naming) {
        let program = server.name();
        let stream = "stderr";
        let expected = format!("error: … {naming} …");
        let symptom = Symptom::WrongOutput { program, stream };
        return Err(Problem::compared(symptom, &expected, &error));
    }
    next_caller(play, server, address)?;
    // By now a second line would be there, too.
    let count = errors(server) - before;
    if count > 1 {
        let arguments = [("program", server.name()), ("count", count.to_string())];
        let problem = Problem::witness("witness-error-lines", &arguments);
        // Is it the good callers that it complains of?
        let before = errors(server);
        next_caller(play, server, address)?;
        return Err(if patience::rests(server) && errors(server) > before {
            problem.because("diagnosis-normal-end-is-an-error", &[])
        } else {
            problem
        });
    }
    Ok(())
}

/// A server that has ended itself over what one caller sent.
fn ended_by_one_caller(server: &Program, problem: Problem) -> Problem {
    match (diagnosis::symptom(&problem), server.exit_soon()) {
        (Some(Symptom::NoLine { .. }), Some(Exit::Code(_))) => {
            problem.because("diagnosis-one-caller-ended-all", &[])
        }
        _ => problem,
    }
}

/// How many lines on the server's stderr begin `error: `.
fn errors(server: &Program) -> usize {
    let stderr = server.stderr();
    let lines = stderr.split(|&byte| byte == b'\n');
    lines.filter(|line| line.starts_with(b"error: ")).count()
}

/// Somebody else calls, and is served as if nothing had happened.
fn next_caller(play: &mut Play, server: &Arc<Program>, address: SocketAddr) -> Played {
    let mut caller = play.call(server, address)?;
    let word = play.word(8);
    ask(&mut caller, format!("echo {word}"), format!("{word}\n"))?;
    caller.finish()?;
    caller.expect_end()?;
    server.expect_line(connection_from(&caller))?;
    server.expect_line(format!("{} ran: echo {word}", caller.address()))?;
    server.expect_line(hung_up(&caller))
}

/// The server is stopped while it waits for room to write, and goes on (Ctrl-Z and fg): its send then
/// returns with less than it was given, and the rest is still to be sent.
pub fn short_send(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call_narrow(&server, address)?;
    let body = [b'x'; 1_000_000];
    caller.send(frame("head -c 1000000 /dev/zero | tr '\\0' x"))?;
    // It waits once something is on its way that we do not read, and nothing moves any more.
    kernel::wait_until(LIMIT, || {
        server.exit().is_some() || caller.on_its_way().is_none_or(|bytes| bytes > 0)
    });
    patience::rests(&server);
    let mut sending = 0;
    kernel::wait_until(LIMIT / 10, || {
        sending = kernel::sending(server.pid()).unwrap_or(0);
        sending > 0 || server.exit().is_some() || server.stillness().is_some()
    });
    server.freeze()?;
    server.thaw();
    // One call was to send all of it, and only a part has come: the rest is what the signal cut off.
    expect_reply(&mut caller, body).map_err(|problem| match diagnosis::symptom(&problem) {
        Some(Symptom::Silence { .. }) if sending >= body.len() as u64 => {
            problem.because("diagnosis-short-send", &[("asked", sending.to_string())])
        }
        _ => problem,
    })
}

/// Reset inside a frame. What the server says about it on stderr is its own affair.
pub fn caller_resets(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    caller.accepted()?;
    let (connected, gone) = (connection_from(&caller), hung_up(&caller));
    caller.play(&Script::whole(frame("echo over")).reset_at(2))?;
    server.expect_line(connected)?;
    server.expect_line(gone)?;
    next_caller(play, &server, address)
}

/// Four requests, and nobody there any more to read the replies: the first makes the caller's system
/// answer with a reset, then no more can be written.
pub fn caller_does_not_wait(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    caller.accepted()?;
    server.freeze()?;
    caller.send(frame("echo hello").repeat(4))?;
    let gone = hung_up(&caller);
    caller.close()?;
    server.thaw();
    server.expect_line_among(gone)?;
    next_caller(play, &server, address)?;
    gone_while_it_runs(play, &server, address)
}

/// The command goes on until its caller has left, so that the reply is written to nobody.
fn gone_while_it_runs(play: &mut Play, server: &Arc<Program>, address: SocketAddr) -> Played {
    let (name, file) = file_of(server);
    let mut caller = play.call(server, address)?;
    caller.send(frame(format!(
        "until test -e {name}; do sleep 0.01; done; echo hello"
    )))?;
    caller.drained()?;
    let gone = hung_up(&caller);
    caller.reset()?;
    fs::write(&file, "")?;
    let played = server.expect_line_among(gone);
    fs::remove_file(&file)?;
    played?;
    next_caller(play, server, address)
}
