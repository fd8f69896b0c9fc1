//! idle-connections: what connections cost on which nothing happens.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};
use std::{process, thread};

use anyhow::{Result, anyhow};
use netlesson_checks::kernel;
use netlesson_checks::wire::host::ANY_PORT;
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::net::sockopt;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::ends::LIMIT;
use super::{Page, Shown};

/// The most idle connections.
const MOST: u64 = 2000;

/// Descriptors that are left to the rest of this command.
const SPARE: u64 = 50;

/// How many requests a measurement takes, and how many bytes are in each.
const REQUESTS: usize = 2000;
const REQUEST: usize = 64;

/// The least ratio of a typical request's speed beside idle connections to that without at which they are said to cost it
/// nothing. It is near 1; a server that looks at each of them for every request is many times slower.
const FAIR: f64 = 0.5;

/// What the kernel is to say when something comes on the busy connection, and on an idle one.
const BUSY: u64 = 0;
const IDLE: u64 = 1;

pub fn run(page: &mut Page) -> Result<Shown> {
    // Every connection takes two descriptors, for both of its ends are here: the limit is raised as far as a program
    // may do that itself (getrlimit(2)), and put back. Where it may not, there are fewer connections.
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    let _ = setrlimit(Resource::Nofile, raised);
    let shown = compare(page);
    let _ = setrlimit(Resource::Nofile, limit);
    shown
}

fn compare(page: &mut Page) -> Result<Shown> {
    let allowed = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    let held = kernel::descriptors(process::id()).unwrap_or(0) as u64;
    let count = (allowed.saturating_sub(held + SPARE) / 2).min(MOST);
    if count == 0 {
        return Ok(Shown::NotHere("show-idle-connections-not-here"));
    }
    let listener = TcpListener::bind(ANY_PORT)?;
    let mut client = TcpStream::connect(listener.local_addr()?)?;
    client.set_read_timeout(Some(LIMIT))?;
    let (server, _) = listener.accept()?;
    let watched = epoll::create(CreateFlags::CLOEXEC)?;
    epoll::add(&watched, &server, EventData::new_u64(BUSY), EventFlags::IN)?;

    let measured = thread::scope(|scope| {
        let serving = scope.spawn(|| serve(&watched, &server));
        let mut measure = || -> Result<[Option<Rate>; 3]> {
            let before = ask(&mut client);
            let crowd = (0..count).map(|_| idle(&listener, &watched));
            let crowd: Vec<_> = crowd.collect::<io::Result<_>>()?;
            let with = ask(&mut client);
            drop(crowd);
            Ok([before, with, ask(&mut client)])
        };
        let measured = measure();
        // The end of its only client ends the server.
        drop(client);
        serving.join().map_err(|_| anyhow!("the server"))??;
        measured
    })?;
    let [Some(before), Some(with), Some(after)] = measured else {
        let limit = LIMIT.as_secs().to_string();
        page.tell("show-idle-connections-stalled", &[("limit", &limit)]);
        return Ok(Shown::Otherwise);
    };
    tell(page, 0, &before);
    tell(page, count, &with);
    tell(page, 0, &after);
    let ratio = speed([before.typical, with.typical, after.typical]);
    page.tell(
        "show-idle-connections-ratio",
        &[("ratio", &format!("{ratio:.2}"))],
    );
    Ok(Shown::as_told_if(ratio >= FAIR))
}

/// How fast a request is beside idle connections, as a part of how fast it is before they come and after they went.
fn speed([before, with, after]: [Duration; 3]) -> f64 {
    (before + after).as_secs_f64() / (2.0 * with.as_secs_f64().max(f64::MIN_POSITIVE))
}

/// Answers every request on the busy connection until it ends. All connections are watched in one place (epoll(7)).
fn serve(watched: &OwnedFd, mut busy: &TcpStream) -> io::Result<()> {
    let (mut events, mut request) = (Vec::with_capacity(16), [0; REQUEST]);
    loop {
        epoll::wait(watched, spare_capacity(&mut events), None)?;
        for event in events.drain(..) {
            let connection = event.data;
            if connection.u64() != BUSY {
                continue;
            }
            match busy.read(&mut request) {
                Ok(length @ 1..) => busy.write_all(&request[..length])?,
                // The client has gone, with a reset if it has not read all that was answered.
                Ok(0) | Err(_) => return Ok(()),
            }
        }
    }
}

/// A connection that the server watches, and on which nobody says anything: its two ends.
fn idle(listener: &TcpListener, watched: &OwnedFd) -> io::Result<(TcpStream, TcpStream)> {
    let client = TcpStream::connect(listener.local_addr()?)?;
    let (server, _) = listener.accept()?;
    // It is reset when it is closed, so that nothing of it stays in TIME_WAIT (socket(7), SO_LINGER).
    sockopt::set_socket_linger(&server, Some(Duration::ZERO))?;
    epoll::add(watched, &server, EventData::new_u64(IDLE), EventFlags::IN)?;
    Ok((server, client))
}

/// How fast requests were answered.
struct Rate {
    per_second: f64,
    /// The median: a moment in which other programs had the processor does not change it.
    typical: Duration,
    slowest: Duration,
}

/// Asks one request after the other; `None` if one is not answered within LIMIT.
fn ask(client: &mut TcpStream) -> Option<Rate> {
    let (mut reply, mut took) = ([0; REQUEST], Vec::with_capacity(REQUESTS));
    let start = Instant::now();
    for _ in 0..REQUESTS {
        let asked = Instant::now();
        client.write_all(&[7; REQUEST]).ok()?;
        client.read_exact(&mut reply).ok()?;
        took.push(asked.elapsed());
    }
    let all = start.elapsed();
    took.sort_unstable();
    Some(Rate {
        per_second: REQUESTS as f64 / all.as_secs_f64(),
        typical: took[REQUESTS / 2],
        slowest: took[REQUESTS - 1],
    })
}

fn tell(page: &mut Page, idle: u64, rate: &Rate) {
    let slowest = format!("{:.1}", rate.slowest.as_secs_f64() * 1e3);
    page.tell(
        "show-idle-connections-rate",
        &[
            ("idle", &idle.to_string()),
            ("rate", &format!("{:.0}", rate.per_second)),
            ("slowest", &slowest),
        ],
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_slower_is_not_fair() {
        let micros = |times: [u64; 3]| speed(times.map(Duration::from_micros));
        assert!(micros([20, 21, 20]) >= FAIR);
        // As with select(2), which goes through all of them.
        assert!(micros([20, 200, 20]) < FAIR);
    }
}
