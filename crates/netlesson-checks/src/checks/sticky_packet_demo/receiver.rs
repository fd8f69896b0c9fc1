//! The receiver, played upon by the check.

use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;

use super::{shared, shown};
use crate::kernel::{self, Wait};
use crate::panic;
use crate::patience;
use crate::play::Play;
use crate::program::{Exit, Program};
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{Script, Stream, host::ANY_PORT};

/// Starts the receiver on a free port and waits for its ready line.
pub fn start(
    play: &mut Play,
    options: &[&str],
    sizes: &[usize],
) -> Played<(Arc<Program>, SocketAddr)> {
    let address = ANY_PORT.to_string();
    let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
    let mut arguments = options.to_vec();
    arguments.push(&address);
    arguments.extend(sizes.iter().map(String::as_str));
    let receiver = play.start("receiver", &arguments)?;
    let address = receiver
        .ready()
        .map_err(|problem| connection_call(&receiver, problem))?;
    Ok((receiver, address))
}

/// Calls a receiver that is busy: frozen, with every word there. It stays so until it is thawed.
pub fn call_while_busy(
    play: &mut Play,
    receiver: &Arc<Program>,
    address: SocketAddr,
    words: &[&str],
    nodelay: bool,
) -> Played<Stream> {
    receiver.freeze()?;
    let mut caller = play.call(receiver, address)?;
    caller.socket().set_nodelay(nodelay)?;
    for word in words {
        caller.send(word)?;
    }
    caller.arrived()?;
    Ok(caller)
}

/// Expects this line next. A line of the right form that shows other bytes is told by the bytes. `before`
/// is what the recvs before have got.
fn expect_line(
    receiver: &Program,
    number: usize,
    (size, got): (usize, &[u8]),
    before: &[(usize, &[u8])],
) -> Played {
    let expected = shown::line(size, got);
    let line = receiver
        .next_line()
        .map_err(|problem| problem.expecting(&expected))?;
    if line == expected.as_bytes() {
        return Ok(());
    }
    let program = receiver.name();
    match shown::got(size, &line) {
        Some(shown) if shown != got => {
            let arguments = [
                ("program", program),
                ("number", number.to_string()),
                ("size", size.to_string()),
            ];
            let symptom = Symptom::Witness {
                key: "witness-other-bytes-shown",
                arguments: arguments.into(),
            };
            let problem = Problem::compared(symptom, got, &shown);
            let earlier = before.iter().map(|&(_, got)| got);
            Err(match shown::other_bytes(size, got, &shown, earlier) {
                Some(key) => problem.because(key, &[("size", size.to_string())]),
                None => problem,
            })
        }
        _ => {
            let symptom = Symptom::WrongLine { program };
            let problem = Problem::compared(symptom, &expected, &line);
            Err(match shown::other_line(size, got, &line) {
                Some(key) => problem.because(key, &[("size", size.to_string())]),
                None => problem,
            })
        }
    }
}

/// Expects a line for each recv, given by its size and what it must have got, then exit code 0
/// and nothing more on stdout.
pub fn expect(play: &Play, receiver: &Arc<Program>, recvs: &[(usize, &[u8])]) -> Played {
    for (index, &recv) in recvs.iter().enumerate() {
        expect_line(receiver, index + 1, recv, &recvs[..index])?;
    }
    let ended = play.ended(receiver)?;
    ended.code(0)?;
    // The ready line is whatever it was; the rest is what is judged here.
    let printed = String::from_utf8_lossy(ended.stdout_bytes());
    let ready = printed.lines().next().unwrap_or_default();
    let lines = recvs
        .iter()
        .map(|&(size, got)| shown::line(size, got) + "\n");
    ended.stdout(format!("{ready}\n{}", lines.collect::<String>()))?;
    Ok(())
}

pub fn ready_line(play: &mut Play) -> Played {
    shared::ready_line_of(play, "receiver")
}

/// The first recv gets what fits of both words, the second the rest and no more than is there, the
/// third what was sent only when the others had been read.
pub fn one_recv_per_size(play: &mut Play) -> Played {
    let words = [play.word(8), play.word(9)];
    let later = play.word(7);
    let (receiver, address) = start(play, &[], &[5, 40, 40])?;
    let mut caller = call_while_busy(play, &receiver, address, &[&words[0], &words[1]], true)?;
    receiver.thaw();
    caller.drained()?;
    // The third has nothing to get yet: it waits.
    patience::rests(&receiver);
    let both = words.concat().into_bytes();
    let recvs = [(5, &both[..5]), (40, &both[5..]), (40, later.as_bytes())];
    fills_its_buffer(&receiver, &recvs)?;
    caller.send(&later)?;
    caller.finish()?;
    let together = [&both[5..], later.as_bytes()].concat();
    expect(play, &receiver, &recvs).map_err(|problem| match shared::came(&problem) {
        // What was sent later was sent when the rest had been read.
        Some(came) if came == together => problem.because("diagnosis-several-recvs-in-one", &[]),
        _ => problem,
    })
}

/// Looks whether a receiver that rests has got what the second recv is to get, shows nothing of it yet, and is
/// in a recv for the rest of its buffer.
fn fills_its_buffer(receiver: &Program, recvs: &[(usize, &[u8])]) -> Played {
    let (size, got) = recvs[1];
    let asked = size - got.len();
    let fills = Wait::Receive {
        read: (recvs[0].1.len() + got.len()) as u64,
        unread: 0,
        asked: asked as u64,
    };
    let shown = receiver.unseen_stdout();
    let lines = shown.iter().filter(|byte| **byte == b'\n').count();
    if lines > 1 || !kernel::waits(receiver.pid()).contains(&fills) {
        return Ok(());
    }
    let arguments = [
        ("size", size.to_string()),
        ("count", got.len().to_string()),
        ("asked", asked.to_string()),
    ];
    expect_line(receiver, 1, recvs[0], &[])
        .and_then(|()| expect_line(receiver, 2, recvs[1], &recvs[..1]))
        .map_err(|problem| problem.because("diagnosis-fills-its-buffer", &arguments))
}

/// The exit code of a receiver that has ended, without a panic, where this line was expected.
fn ended_before(receiver: &Program, problem: &Problem, expected: &str) -> Option<i32> {
    let Problem::Failed(failure) = problem else {
        return None;
    };
    let is_expected = (failure.expected.as_ref()).is_some_and(|it| it.0 == expected.as_bytes());
    let no_line = matches!(failure.symptom, Symptom::NoLine { .. });
    match receiver.exit_soon() {
        Some(Exit::Code(code))
            if is_expected
                && no_line
                && panic::find(&receiver.name(), &receiver.stderr()).is_none() =>
        {
            Some(code)
        }
        _ => None,
    }
}

/// The failure of a receiver that has ended with this code, with the mistake named.
fn ended_because(receiver: &Program, code: i32, expected: &str, key: &'static str) -> Problem {
    let program = receiver.name();
    let arguments = [("program", program.clone()), ("code", code.to_string())];
    Problem::symptom(Symptom::Ended { program, code })
        .expecting(expected)
        .because(key, &arguments)
}

/// Names the mistake of a receiver that has ended with the error of a call that only connections know.
fn connection_call(receiver: &Program, problem: Problem) -> Problem {
    let no_line = matches!(&problem, Problem::Failed(failure)
        if matches!(failure.symptom, Symptom::NoLine { .. }));
    // The system's own reason, which is to stand in the line: EOPNOTSUPP.
    let refused = no_line
        && cfg!(target_os = "linux")
        && receiver.exit_soon() == Some(Exit::Code(1))
        && String::from_utf8_lossy(&receiver.stderr()).contains("(os error 95)");
    if !refused {
        return problem;
    }
    let program = receiver.name();
    Problem::symptom(Symptom::Ended { program, code: 1 })
        .because("diagnosis-connection-call-on-datagrams", &[])
}

/// Two more recvs after the end of the stream: each has its line.
pub fn end_of_stream(play: &mut Play) -> Played {
    let word = play.word(6);
    let (receiver, address) = start(play, &[], &[10, 10, 10])?;
    let mut caller = play.call(&receiver, address)?;
    caller.send(&word)?;
    caller.finish()?;
    let recvs: [(usize, &[u8]); 3] = [(10, word.as_bytes()), (10, b""), (10, b"")];
    expect(play, &receiver, &recvs).map_err(|problem| {
        let nothing = shown::line(10, b"");
        if let Some(code) = ended_before(&receiver, &problem, &nothing) {
            return ended_because(&receiver, code, &nothing, "diagnosis-stops-at-the-end");
        }
        let another_line = matches!(&problem, Problem::Failed(failure)
            if matches!(failure.symptom, Symptom::WrongLine { .. })
                && failure.expected.as_ref().is_some_and(|it| it.0 == nothing.as_bytes()));
        match shared::came(&problem) {
            Some(came) if another_line && !came.starts_with(b"recv(") => {
                problem.because("diagnosis-end-in-other-words", &[])
            }
            _ => problem,
        }
    })
}

/// No sizes: 10 and 10. After the last recv the receiver exits, whatever is still to be read and though
/// the caller stays.
pub fn default_sizes(play: &mut Play) -> Played {
    let word = play.word(25).into_bytes();
    let (receiver, address) = start(play, &[], &[])?;
    let mut caller = play.call(&receiver, address)?;
    caller.send(&word)?;
    expect(play, &receiver, &[(10, &word[..10]), (10, &word[10..20])])
}

/// Bytes that are no text; every byte there is, white space around them; and a recv that has room for
/// more than fits into any usual buffer.
pub fn any_bytes(play: &mut Play) -> Played {
    let no_text = b"a\xffb\xe9";
    let every: Vec<u8> = (b" \t".iter().copied())
        .chain(0..=255)
        .chain(*b"\r\n")
        .collect();
    let chance = play.bytes(3000);
    let (receiver, address) = start(play, &[], &[10, 300, 5000])?;
    let mut caller = play.call(&receiver, address)?;
    let bytes = [no_text, &every[..], &chance].concat();
    let (second, third) = (no_text.len(), no_text.len() + every.len());
    caller.play(&Script::cut_at(bytes, [second, third]))?;
    let recvs = [(10, &no_text[..]), (300, &every), (5000, &chance)];
    expect(play, &receiver, &recvs)
}

/// One fits, one is cut to the buffer and its rest lost, one is empty and no end, one fills the buffer.
pub fn one_datagram_per_recv(play: &mut Play) -> Played {
    let words = [play.word(5), play.word(9), String::new(), play.word(10)];
    let (receiver, address) = start(play, &["--udp"], &[10, 4, 10, 10])?;
    let peer = play.peer(&receiver)?;
    for word in &words {
        peer.send(word, address)?;
    }
    let [first, second, third, fourth] = words.each_ref().map(|word| word.as_bytes());
    let recvs = [(10, first), (4, &second[..4]), (10, third), (10, fourth)];
    expect(play, &receiver, &recvs).map_err(|problem| {
        let empty = shown::line(10, third);
        match ended_before(&receiver, &problem, &empty) {
            Some(code) => ended_because(&receiver, code, &empty, "diagnosis-empty-datagram-ends"),
            None if shared::came(&problem) == Some(&second[4..]) => {
                problem.because("diagnosis-reads-ahead", &[])
            }
            None => connection_call(&receiver, problem),
        }
    })
}

/// A reset is no end of the stream: recv fails, and nothing was received that could be shown.
pub fn reset(play: &mut Play) -> Played {
    let word = play.word(6);
    let (receiver, address) = start(play, &[], &[10, 10])?;
    let mut caller = play.call(&receiver, address)?;
    caller.send(word)?;
    caller.drained()?;
    caller.reset()?;
    let ended = play.ended(&receiver)?;
    let nothing = shown::line(10, b"") + "\n";
    let shows_an_end = ended.stdout_bytes().ends_with(nothing.as_bytes());
    ended
        .complained()
        .map(|_| ())
        .map_err(|problem| match ended.code(0) {
            Ok(_) if shows_an_end => problem.because("diagnosis-reset-taken-for-end", &[]),
            _ => problem,
        })
}

pub fn port_taken(play: &mut Play) -> Played {
    let host = play.host()?;
    let address = host.address().to_string();
    let what = format!("cannot listen on {address}");
    play.run("receiver", &[&address])?
        .stdout("")?
        .failed(&what)?;
    let taken = UdpSocket::bind(ANY_PORT)?;
    let address = taken.local_addr()?.to_string();
    let what = format!("cannot listen on {address}");
    play.run("receiver", &["--udp", &address])?
        .stdout("")?
        .failed(&what)?;
    Ok(())
}

pub fn interrupt(play: &mut Play) -> Played {
    let (receiver, _) = start(play, &[], &[])?;
    receiver.interrupt()
}
