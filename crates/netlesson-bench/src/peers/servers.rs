//! Requests and their answers: lesson 6's socketserver beside Python's, lesson 12's event loop beside lesson 6's and tokio's.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};
use netlesson_checks::kernel;
use netlesson_checks::program::{is_installed, raise_descriptor_limit};

use super::load::{Crowd, Talk, burst};
use super::server::{Server, beside};
use crate::table::{Goal, Row};
use crate::turns::{Compared, in_turn};

/// How many requests a measurement has.
const REQUESTS: usize = 20_000;
/// How many connections of a crowd say nothing.
const IDLE: usize = 10_000;
/// How many connect at once.
const BURST: usize = 1000;
/// When a SYN that was not answered is sent again (RFC 6298, section 2.1): who took longer has stalled.
const REPEATED: Duration = Duration::from_secs(1);

/// What stands beside the event loop. It does less: of what it passes on, it prints nothing.
const TOKIO: &str = "a tokio echo, which prints nothing";

/// A server, and how one talks with it.
struct Peer {
    server: Server,
    talk: Talk,
}

impl Peer {
    fn start(command: &mut Command, talk: Talk) -> Result<Self> {
        let server = Server::start(command)?;
        Ok(Self { server, talk })
    }

    fn built(name: &str, talk: Talk) -> Result<Self> {
        let mut command = Command::new(beside(name)?);
        if matches!(talk, Talk::Room) {
            command.arg("127.0.0.1:0");
        }
        Self::start(&mut command, talk)
    }

    /// Connections that say nothing more.
    fn with_idle(&self) -> Result<Crowd> {
        Crowd::connect(self.server.address, self.talk, IDLE)
    }

    /// How long it takes to answer, asked by so many.
    fn asked_by(&self, clients: usize) -> Result<Duration> {
        Crowd::connect(self.server.address, self.talk, clients)?.ask(REQUESTS)
    }
}

/// Measures all of it.
pub fn measure(root: &Path, rounds: usize) -> Result<Vec<Row>> {
    // The servers get the limit, too. Where it stays too low, a crowd too large says so itself.
    raise_descriptor_limit();
    let mut rows = Vec::new();
    if is_installed("python3") {
        rows.extend(beside_python(root, rounds)?);
    } else {
        eprintln!("skipped: what stands beside Python, for python3 is not installed");
    }
    rows.extend(event_loop(rounds)?);
    Ok(rows)
}

fn beside_python(root: &Path, rounds: usize) -> Result<Vec<Row>> {
    let script = root.join("crates/netlesson-bench/python/threading_echo.py");
    let ours = Peer::built("threading-echo", Talk::Echo)?;
    let python = Peer::start(Command::new("python3").arg(script), Talk::Echo)?;
    let mut rows = Vec::new();
    for clients in [1, 100, 1000] {
        eprintln!("lesson 6's socketserver, {clients} connections");
        let row = format!("lesson 6's socketserver with an echo, {clients} connections, in speed");
        rows.push(faster(
            row,
            "Python's ThreadingTCPServer with an echo",
            3.0,
            rounds,
            (&ours, &python),
            clients,
        )?);
    }
    for (name, peer, goal) in [
        (
            "lesson 6's socketserver",
            &ours,
            Goal::AtLeast(BURST as f64),
        ),
        (
            "Python's ThreadingTCPServer (a backlog of 5)",
            &python,
            Goal::Shown,
        ),
    ] {
        eprintln!("{name}, a burst of {BURST}");
        let mut bursts = Vec::new();
        for _ in 0..rounds {
            bursts.push(burst(peer.server.address, BURST, 3 * REPEATED)?);
        }
        let prompt = |took: &Vec<Duration>| took.iter().filter(|time| **time < REPEATED).count();
        let worst = bursts.iter().min_by_key(|took| prompt(took));
        let worst = worst.context("no rounds")?;
        let slowest = worst.iter().max().copied().unwrap_or_default();
        rows.push(Row {
            what: format!("{name}, {BURST} who connect at once: connected within 1 s"),
            beside: "a SYN that finds no place is repeated after 1 s (RFC 6298, 2.1)".into(),
            goal,
            figure: prompt(worst) as f64,
            detail: format!(
                "the worst of {rounds}; within 3 s {}, the slowest of them after {:.3} s",
                worst.len(),
                slowest.as_secs_f64()
            ),
        });
    }
    Ok(rows)
}

fn event_loop(rounds: usize) -> Result<Vec<Row>> {
    let ours = Peer::built("solution-12-server", Talk::Room)?;
    let threads = Peer::built("solution-06-server", Talk::Room)?;
    let tokio = Peer::built("tokio-echo", Talk::Echo)?;
    let mut rows = Vec::new();
    for clients in [1, 100, 1000] {
        eprintln!("lesson 12's event loop, {clients} connections");
        let row = format!("lesson 12's room, {clients} connections, in speed");
        let goal = if clients < 100 { 0.0 } else { 1.0 };
        rows.push(faster(
            row.clone(),
            "lesson 6's room",
            goal,
            rounds,
            (&ours, &threads),
            clients,
        )?);
        rows.push(faster(row, TOKIO, 0.9, rounds, (&ours, &tokio), clients)?);
    }
    drop(threads);
    eprintln!("{IDLE} idle connections");
    let mut memory = Vec::new();
    for peer in [&ours, &tokio] {
        let now = || kernel::memory(peer.server.pid()).map(|(now, _)| now as f64);
        let before = now().context("no memory")?;
        let _idle = peer.with_idle()?;
        memory.push((now().context("no memory")? - before) / IDLE as f64);
    }
    let beside_idle = |peer: &Peer| {
        let _idle = peer.with_idle()?;
        peer.asked_by(100)
    };
    let compared = in_turn(rounds, || beside_idle(&ours), || beside_idle(&tokio))?;
    rows.push(Row {
        what: format!("lesson 12's room, 100 connections beside {IDLE} idle, in speed"),
        beside: TOKIO.into(),
        goal: Goal::AtLeast(0.9),
        figure: 1.0 / compared.ratio,
        detail: rates(&compared),
    });
    rows.push(Row {
        what: "lesson 12's room, memory per idle connection, in bytes".into(),
        beside: "tokio's".into(),
        goal: Goal::AtMost(1024.0),
        figure: memory[0],
        detail: format!("tokio's: {:.0}", memory[1]),
    });
    Ok(rows)
}

fn faster(
    what: String,
    beside: &str,
    goal: f64,
    rounds: usize,
    (ours, other): (&Peer, &Peer),
    clients: usize,
) -> Result<Row> {
    let compared = in_turn(
        rounds,
        || ours.asked_by(clients),
        || other.asked_by(clients),
    )?;
    Ok(Row {
        what,
        beside: beside.into(),
        goal: if goal > 0.0 {
            Goal::AtLeast(goal)
        } else {
            Goal::Shown
        },
        figure: 1.0 / compared.ratio,
        detail: rates(&compared),
    })
}

fn rates(compared: &Compared) -> String {
    let rate = |seconds: f64| REQUESTS as f64 / seconds / 1000.0;
    let (ours, other) = (rate(compared.ours), rate(compared.other));
    format!("{ours:.1} and {other:.1} thousand requests a second")
}
