//! `rebind`: its four answers, held against four of the check's own, and the ports that it has left behind.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use socket2::{Domain, SockAddr, Socket, Type};

use crate::checks::shared::{lines, names_error, other_output};
use crate::kernel;
use crate::patience::LIMIT;
use crate::play::Play;
use crate::program::close_for_all;
use crate::verdict::{Played, Problem};
use crate::wire::host::ANY_PORT;

/// How long a port rests at least (TCP_TIMEWAIT_LEN is 60 s), with room for a slow machine.
const REST: Duration = Duration::from_secs(40);

/// Whether the first server and the second have SO_REUSEADDR, in the order of the lines.
const CASES: [(bool, bool); 4] = [(false, false), (false, true), (true, false), (true, true)];

/// What a line says: the address, and what bind answered.
struct Line {
    address: SocketAddr,
    answer: String,
}

fn with(reuse: bool) -> &'static str {
    if reuse { "with" } else { "without" }
}

/// A line up to the address.
fn beginning((first, second): (bool, bool)) -> String {
    format!("{}, then {} SO_REUSEADDR on ", with(first), with(second))
}

/// Nothing can be said of ports that may have rested long enough: on a machine that had no time for them.
fn rested(started: Instant) -> Played {
    if started.elapsed() > REST {
        return Err(Problem::Skipped("skipped-too-slow"));
    }
    Ok(())
}

/// Runs `rebind` and takes its lines apart.
fn rebound(play: &mut Play) -> Played<Vec<Line>> {
    let started = Instant::now();
    let ended = play.run("rebind", &[])?;
    ended.code(0)?;
    rested(started)?;
    let came = lines(ended.stdout_bytes());
    let split = came.iter().zip(CASES).map(|(line, case)| {
        let rest = line.strip_prefix(&beginning(case))?;
        let (address, answer) = rest.split_once(": ")?;
        let address: SocketAddr = address.parse().ok()?;
        let answer = answer.to_string();
        let is_whole = address.ip().to_canonical().is_loopback() && !answer.is_empty();
        is_whole.then_some(Line { address, answer })
    });
    let split: Option<Vec<Line>> = split.collect();
    match split {
        Some(split) if came.len() == CASES.len() => Ok(split),
        _ => {
            let expected = CASES.map(|case| format!("{}127.0.0.1:PORT: …", beginning(case)));
            Err(other_output("rebind", &expected, &came))
        }
    }
}

pub fn four_lines(play: &mut Play) -> Played {
    rebound(play).map(|_| ())
}

/// A socket of the check's own at this address, with the option or without.
fn socket_at(address: SocketAddr, reuse: bool) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    if reuse {
        socket.set_reuse_address(true)?;
    }
    socket.bind(&SockAddr::from(address)).map(|()| socket)
}

/// Leaves a port of the check's own in TIME_WAIT: the end at that port says first that it is done.
fn rest(reuse: bool) -> io::Result<SocketAddr> {
    let socket = socket_at(ANY_PORT.into(), reuse)?;
    socket.listen(1)?;
    let listener = TcpListener::from(socket);
    let address = listener.local_addr()?;
    let caller = TcpStream::connect(address)?;
    let (own_end, _) = listener.accept()?;
    // The connection is over with this, whoever has a copy of its ends.
    own_end.shutdown(Shutdown::Write)?;
    caller.shutdown(Shutdown::Write)?;
    // A listener of which a program that is being started has a copy would still listen: nobody could bind here.
    close_for_all(|| drop(listener));
    Ok(address)
}

/// Each line's address is one where a connection rests, as the kernel shows it.
pub fn time_wait(play: &mut Play) -> Played {
    // The last segment of a conversation may be on its way.
    let comes_to_rest = |address| kernel::wait_until(LIMIT / 10, || kernel::rests(address));
    if !comes_to_rest(rest(false)?) {
        return Err(Problem::Skipped("skipped-no-witness"));
    }
    let started = Instant::now();
    let lines = rebound(play)?;
    for (line, (first, second)) in lines.iter().zip(CASES) {
        let rests = comes_to_rest(line.address);
        rested(started)?;
        if !rests {
            let arguments = [
                ("program", "rebind".to_string()),
                ("address", line.address.to_string()),
                ("first", with(first).to_string()),
                ("second", with(second).to_string()),
            ];
            return Err(Problem::witness("witness-no-time-wait", &arguments));
        }
    }
    Ok(())
}

/// What bind answers here: nothing, or an error of this number and in these words.
fn own_answer((first, second): (bool, bool)) -> Played<Option<io::Error>> {
    let started = Instant::now();
    let address = rest(first)?;
    let answer = socket_at(address, second).err();
    rested(started)?;
    Ok(answer)
}

/// Whether what was printed is this answer: the word for success, or an error with the system's number.
fn is_answer(printed: &str, answer: Option<&io::Error>) -> bool {
    match answer {
        None => printed == "bound",
        Some(error) => names_error(printed, error),
    }
}

pub fn answers(play: &mut Play) -> Played {
    let lines = rebound(play)?;
    let mut own = Vec::new();
    for case in CASES {
        own.push(own_answer(case)?);
    }
    let pairs = || lines.iter().zip(&own);
    if pairs().all(|(line, answer)| is_answer(&line.answer, answer.as_ref())) {
        return Ok(());
    }
    let text = |case, answer: &str| format!("{}…: {answer}", beginning(case));
    let expected: Vec<String> = CASES
        .iter()
        .zip(&own)
        .map(|(case, answer)| match answer {
            None => text(*case, "bound"),
            Some(error) => text(*case, &error.to_string()),
        })
        .collect();
    let came: Vec<String> = CASES
        .iter()
        .zip(&lines)
        .map(|(case, line)| text(*case, &line.answer))
        .collect();
    let problem = other_output("rebind", &expected, &came);
    // Which of the four were bound.
    let bound = lines.iter().map(|line| line.answer == "bound");
    Err(match bound.collect::<Vec<bool>>()[..] {
        [false, true, false, true] => problem.because("diagnosis-first-always-reuses", &[]),
        [false, false, true, true] => problem.because("diagnosis-second-always-reuses", &[]),
        [true, true, true, true] => problem.because("diagnosis-always-bound", &[]),
        [false, false, false, false] => problem.because("diagnosis-never-bound", &[]),
        _ => problem,
    })
}
