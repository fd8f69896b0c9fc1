//! udp-faster: the same bytes by TCP and by bare UDP, and what arrives of them.

use std::io::{self, Write};
use std::net::UdpSocket;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use netlesson_checks::wire::host::ANY_PORT;
use nix::time::{ClockId, clock_gettime};
use rustix::net::sockopt;

use super::ends::connected;
use super::{Page, Shown};
use crate::arrivals::all_that_comes;

/// How many bytes are sent, and how many of them in a datagram: what one Ethernet packet has room for.
const SIZE: usize = 16 << 20;
const DATAGRAM: usize = 1472;

/// The receive buffer to ask for; the kernel doubles it to Linux's default (socket(7)). It is far from holding SIZE.
const BUFFER: usize = 106_496;

/// After so long without a datagram, nothing of what has been sent is still to come. UDP itself has no end.
const QUIET: Duration = Duration::from_millis(50);

/// When the receiver reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    Beside,
    Afterwards,
}

/// What came of sending SIZE bytes.
struct Outcome {
    /// Until the last send returned: elapsed, and CPU time of the thread that sent.
    sent: Duration,
    cpu: Duration,
    /// Until the last byte arrived.
    whole: Duration,
    arrived: usize,
}

pub fn run(page: &mut Page) -> Result<Shown> {
    let bytes = vec![7_u8; SIZE];
    let tcp = by_tcp(&bytes)?;
    tell(page, "show-udp-faster-tcp", &tcp);
    let beside = by_udp(&bytes, Reads::Beside)?;
    tell(page, "show-udp-faster-beside", &beside);
    let afterwards = by_udp(&bytes, Reads::Afterwards)?;
    tell(page, "show-udp-faster-afterwards", &afterwards);
    // How much arrives beside the sender is a matter of luck. That a late reader finds no more than the buffer has
    // kept is not.
    let told = tcp.arrived == SIZE && (1..SIZE).contains(&afterwards.arrived);
    Ok(if told {
        Shown::AsTold
    } else {
        Shown::Otherwise
    })
}

fn by_tcp(bytes: &[u8]) -> Result<Outcome> {
    let (mut sender, mut receiver) = connected()?;
    let (start, cpu) = (Instant::now(), cpu_time()?);
    thread::scope(|scope| {
        let reading = scope.spawn(move || io::copy(&mut receiver, &mut io::sink()));
        let sent = sender.write_all(bytes);
        let (sent, cpu) = (sent.map(|()| start.elapsed()), cpu_time()? - cpu);
        // The end that the reader waits for.
        drop(sender);
        let arrived = reading.join().map_err(|_| anyhow!("the reader"))??;
        Ok(Outcome {
            sent: sent?,
            cpu,
            whole: start.elapsed(),
            arrived: usize::try_from(arrived)?,
        })
    })
}

fn by_udp(bytes: &[u8], reads: Reads) -> Result<Outcome> {
    let (sender, receiver) = (UdpSocket::bind(ANY_PORT)?, UdpSocket::bind(ANY_PORT)?);
    sockopt::set_socket_recv_buffer_size(&receiver, BUFFER)?;
    receiver.set_read_timeout(Some(QUIET))?;
    sender.connect(receiver.local_addr()?)?;
    let is_over = AtomicBool::new(false);
    let read = || all_that_comes(&receiver, &is_over, Instant::now(), &mut [0; DATAGRAM]);
    let (start, cpu) = (Instant::now(), cpu_time()?);
    thread::scope(|scope| {
        let reading = (reads == Reads::Beside).then(|| scope.spawn(read));
        let mut datagrams = bytes.chunks(DATAGRAM);
        let sent = datagrams.try_for_each(|datagram| sender.send(datagram).map(drop));
        let (sent, now) = (sent.map(|()| start.elapsed()), cpu_time());
        is_over.store(true, Ordering::SeqCst);
        let (arrived, last) = match reading {
            Some(reading) => reading.join().map_err(|_| anyhow!("the reader"))?,
            None => read(),
        };
        Ok(Outcome {
            sent: sent?,
            cpu: now? - cpu,
            whole: last.duration_since(start),
            arrived,
        })
    })
}

/// The CPU time of this thread: what Python's `time.thread_time` tells, and `process_time` of all threads together.
fn cpu_time() -> Result<Duration> {
    Ok(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?.into())
}

fn tell(page: &mut Page, key: &str, outcome: &Outcome) {
    let milliseconds = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1e3);
    let goodput = outcome.arrived as f64 / 1e6 / outcome.whole.as_secs_f64().max(1e-6);
    let share = outcome.arrived as f64 * 100.0 / SIZE as f64;
    page.tell(
        key,
        &[
            ("sent", &milliseconds(outcome.sent)),
            ("cpu", &milliseconds(outcome.cpu)),
            ("whole", &milliseconds(outcome.whole)),
            ("share", &format!("{share:.1}")),
            ("goodput", &format!("{goodput:.1}")),
        ],
    );
}
