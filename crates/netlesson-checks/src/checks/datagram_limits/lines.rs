//! The probe's lines, as it prints them one after the other.

use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;

use super::truth::{self, FLOOD};
use super::{FOUR, SIX};
use crate::checks::shared::{came, lines, names_error, other_output};
use crate::kernel;
use crate::patience::LIMIT;
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::host::ANY_PORT;

/// Starts the probe with these options and this address, and passes over its first lines.
fn start(
    play: &mut Play,
    options: &[&str],
    address: SocketAddr,
    over: usize,
) -> Played<Arc<Program>> {
    let address = address.to_string();
    let probe = play.start("probe", &[options, &[&address]].concat())?;
    for _ in 0..over {
        probe.next_line()?;
    }
    Ok(probe)
}

/// Expects a line that begins so and ends with an error of the system's.
fn expect_error(probe: &Program, label: &str, error: &io::Error) -> Played {
    let expected = format!("{label}: {error}");
    let line = probe
        .next_line()
        .map_err(|problem| problem.expecting(&expected))?;
    let text = String::from_utf8_lossy(&line);
    let said = text.strip_prefix(label);
    let said = said.and_then(|said| said.strip_prefix(": "));
    if said.is_some_and(|said| names_error(said, error)) {
        return Ok(());
    }
    let symptom = Symptom::WrongLine {
        program: probe.name(),
    };
    Err(Problem::compared(symptom, &expected, &line))
}

/// The number in a line between these two parts, if it is of that form.
fn number(line: &[u8], before: &str, behind: &str) -> Option<usize> {
    let text = std::str::from_utf8(line).ok()?;
    let number = text.strip_prefix(before)?.strip_suffix(behind)?;
    number.parse().ok()
}

/// Expects the line with the largest payload.
fn expect_largest(probe: &Program, longest: usize) -> Played {
    let line = probe.expect_line(format!("largest payload: {longest} bytes"));
    line.map_err(|problem| {
        let said = came(&problem).and_then(|line| number(line, "largest payload: ", " bytes"));
        match said {
            // That many were never sent: this kernel refuses them.
            Some(said) if said > longest => {
                problem.because("diagnosis-never-sent", &[("said", said.to_string())])
            }
            _ => problem,
        }
    })
}

pub fn largest(play: &mut Play) -> Played {
    let (longest, _) = truth::longest(FOUR)?;
    let address = play.nobody_udp()?;
    let probe = start(play, &[], address, 0)?;
    expect_largest(&probe, longest)
}

pub fn one_byte_more(play: &mut Play) -> Played {
    let (_, refusal) = truth::longest(FOUR)?;
    let address = play.nobody_udp()?;
    let probe = start(play, &[], address, 1)?;
    expect_error(&probe, "one byte more", &refusal)
}

/// A word that no program can know: what is left of it is its first letter.
pub fn cut(play: &mut Play) -> Played {
    let address = play.nobody_udp()?;
    let word = play.word(9);
    let probe = start(play, &["--word", &word], address, 2)?;
    let line = probe.expect_line(format!("{word} into 1 byte: {}", &word[..1]));
    line.map_err(|problem| {
        let whole = format!("{word} into 1 byte: {word}");
        if came(&problem) == Some(whole.as_bytes()) {
            problem.because("diagnosis-room-for-more", &[])
        } else {
            problem
        }
    })?;
    // Without one it is the word of the brief.
    let address = play.nobody_udp()?;
    let probe = start(play, &[], address, 2)?;
    probe.expect_line("hello into 1 byte: h")
}

pub fn empty(play: &mut Play) -> Played {
    let address = play.nobody_udp()?;
    // What is done anyway may be asked for.
    let probe = start(play, &["--family", "inet"], address, 3)?;
    probe.expect_line("empty datagram: 0 bytes")
}

pub fn nobody_there(play: &mut Play) -> Played {
    let address = play.nobody_udp()?;
    let refusal = truth::refusal(address)?.ok_or(Problem::Skipped("skipped-no-refusal"))?;
    let probe = start(play, &[], address, 4)?;
    expect_error(&probe, &format!("connected to {address}"), &refusal)
}

pub fn nobody_told(play: &mut Play) -> Played {
    let address = play.nobody_udp()?;
    let probe = start(play, &[], address, 5)?;
    let label = format!("not connected to {address}: ");
    let line = probe.expect_line(format!("{label}nothing"));
    line.map_err(|problem| {
        let refusal = truth::refusal(address).ok().flatten();
        let said = came(&problem).and_then(|line| line.strip_prefix(label.as_bytes()));
        let said = said.map(String::from_utf8_lossy);
        match (said, refusal) {
            (Some(said), Some(refusal)) if names_error(&said, &refusal) => {
                problem.because("diagnosis-connected-all-the-same", &[])
            }
            _ => problem,
        }
    })
}

/// Somebody is there, and does not answer: neither socket learns anything, and both have sent something.
pub fn somebody_there(play: &mut Play) -> Played {
    let silent = UdpSocket::bind(ANY_PORT)?;
    let address = silent.local_addr()?;
    silent.set_nonblocking(true)?;
    let probe = start(play, &[], address, 4)?;
    // The port stays taken until the program is gone.
    probe.keep(silent.try_clone()?.into());
    for how in ["connected", "not connected"] {
        probe.expect_line(format!("{how} to {address}: nothing"))?;
        // It was sent before the line was printed.
        if !kernel::wait_until(LIMIT / 10, || silent.recv(&mut [0; 1]).is_ok()) {
            let arguments = [
                ("program", probe.name()),
                ("address", address.to_string()),
                ("how", how.to_string()),
            ];
            return Err(Problem::witness("witness-never-asked", &arguments));
        }
    }
    Ok(())
}

/// What the line about a receive buffer says: its size, and how many datagrams it has kept.
pub(super) fn size_and_count(line: &str) -> Option<(usize, usize)> {
    let (size, rest) = line.strip_prefix("buffer of ")?.split_once(" bytes: ")?;
    let count = rest.strip_suffix(&format!(" of {FLOOD} datagrams"))?;
    Some((size.parse().ok()?, count.parse().ok()?))
}

/// Names the mistake behind what was said of a receive buffer of this size, for which this was asked.
fn named(
    problem: Problem,
    said: Option<(usize, usize)>,
    asked: Option<usize>,
    size: usize,
) -> Problem {
    let system = || truth::kept(None).map(|(size, _)| size).ok();
    match said {
        Some((said, _)) if said != size && Some(said) == asked => {
            problem.because("diagnosis-asked-size-shown", &[])
        }
        Some((said, _)) if said != size && Some(said) == system() => {
            problem.because("diagnosis-buffer-not-set", &[])
        }
        Some((said, count)) if said == size && count == FLOOD => {
            problem.because("diagnosis-nothing-lost", &[])
        }
        _ => problem,
    }
}

/// Expects the line about the receive buffer for which this was asked. What is sent on loopback is in the buffer when
/// its send returns, unless a busy kernel has put that off (older ones leave it to ksoftirqd): then a right program
/// empties the buffer while datagrams still come in, and counts more than fit at once. So another count, beside the
/// right size, is no evidence yet, and both measure again. All of them it can never be.
fn measure_kept(play: &mut Play, asked: Option<usize>) -> Played {
    let probe = ask_for(play, asked)?;
    measured_kept(play, asked, probe)
}

/// Starts a probe that measures a receive buffer, and everything else before.
fn ask_for(play: &mut Play, asked: Option<usize>) -> Played<Arc<Program>> {
    let bytes = asked.map(|bytes| bytes.to_string());
    let options: Vec<&str> = bytes.iter().flat_map(|bytes| ["--buffer", bytes]).collect();
    let address = play.nobody_udp()?;
    start(play, &options, address, 0)
}

/// The same of a probe that was asked already.
fn measured_kept(play: &mut Play, asked: Option<usize>, mut probe: Arc<Program>) -> Played {
    let mut measurements_left = 3;
    loop {
        measurements_left -= 1;
        for _ in 0..6 {
            probe.next_line()?;
        }
        let (size, count) = truth::kept(asked)?;
        let expected = format!("buffer of {size} bytes: {count} of {FLOOD} datagrams");
        let Err(problem) = probe.expect_line(expected) else {
            return Ok(());
        };
        let line = came(&problem).and_then(|line| std::str::from_utf8(line).ok());
        let said = line.and_then(size_and_count);
        let may_be_late = said.is_some_and(|said| said.0 == size && said.1 < FLOOD);
        if measurements_left == 0 || !may_be_late {
            return Err(named(problem, said, asked, size));
        }
        probe = ask_for(play, asked)?;
    }
}

/// A buffer of a size that no program can know, and a small one. What a probe waits for, both wait for at the same time.
pub fn kept(play: &mut Play) -> Played {
    let mut probes = Vec::new();
    for sizes in [20_000..=90_000, 3_000..=9_000] {
        let asked = Some(play.random.usize(sizes));
        probes.push((asked, ask_for(play, asked)?));
    }
    for (asked, probe) in probes {
        measured_kept(play, asked, probe)?;
    }
    Ok(())
}

pub fn system_buffer(play: &mut Play) -> Played {
    measure_kept(play, None)
}

/// What is asked for when nothing is said, and the end: seven lines, no more, and exit code 0. What is learned
/// there is not looked at: who knows who is at that port.
pub fn seven(play: &mut Play) -> Played {
    let labels = [
        "largest payload: ",
        "one byte more: ",
        "hello into 1 byte: ",
        "empty datagram: ",
        "connected to 127.0.0.1:9009: ",
        "not connected to 127.0.0.1:9009: ",
        "buffer of ",
    ];
    let ended = play.run("probe", &[])?;
    ended.code(0)?;
    let came = lines(ended.stdout_bytes());
    let fits = came.iter().zip(labels).all(|(line, label)| {
        let rest = line.strip_prefix(label);
        rest.is_some_and(|rest| !rest.trim().is_empty())
    });
    if fits && came.len() == labels.len() {
        return Ok(());
    }
    let expected = labels.map(|label| format!("{label}…"));
    Err(other_output("probe", &expected, &came))
}

/// Over IPv6 the limit is another one: whoever prints a number out of a book prints that of IPv4.
pub fn other_family(play: &mut Play) -> Played {
    let Ok((longest, refusal)) = truth::longest(SIX) else {
        return Err(Problem::Skipped("skipped-no-ipv6"));
    };
    let (four, _) = truth::longest(FOUR)?;
    let address = play.nobody_udp()?;
    let probe = start(play, &["--family", "inet6"], address, 0)?;
    expect_largest(&probe, longest).map_err(|problem| {
        let said = came(&problem).and_then(|line| number(line, "largest payload: ", " bytes"));
        if said == Some(four) {
            problem.because("diagnosis-limit-of-four", &[])
        } else {
            problem
        }
    })?;
    expect_error(&probe, "one byte more", &refusal)
}
