//! Lesson 10 over a wire that loses some of its datagrams each way, beside lesson 8 over TCP, which loses nothing on loopback.

use std::fs;
use std::net::{SocketAddr, UdpSocket};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use netlesson_checks::log::Log;
use netlesson_checks::program::Program;
use netlesson_checks::verdict::Problem;
use netlesson_checks::wire::{Fate, Relay, Way};

use super::server::{Server, beside};
use crate::table::{Goal, Row};
use crate::turns::in_turn;

/// The file's name.
const NAME: &str = "large.bin";
/// How long a transfer may take.
const LIMIT: Duration = Duration::from_secs(1800);

/// Measures with a file of so many bytes.
pub fn measure(rounds: usize, size: u64) -> Result<Vec<Row>> {
    let folder = tempfile::Builder::new()
        .prefix("netlesson-bench-")
        .tempdir()?;
    fs::create_dir(folder.path().join("tcp"))?;
    let mut bytes = vec![0; usize::try_from(size)?];
    fastrand::Rng::with_seed(1).fill(&mut bytes);
    fs::write(folder.path().join(NAME), &bytes)?;
    let server = Server::start(
        Command::new(beside("solution-08-server")?)
            .args(["127.0.0.1:0", "tcp"])
            .current_dir(folder.path()),
    )?;
    let client = beside("solution-08-client")?;
    let mut rows = Vec::new();
    for percent in [0, 10, 30] {
        eprintln!("lesson 10, {percent} % lost");
        let tcp = || {
            // What is there already is sent anew: the server has stored it and keeps no part.
            let start = Instant::now();
            let status = Command::new(&client)
                .args([&server.address.to_string(), NAME])
                .current_dir(folder.path())
                .stdout(Stdio::null())
                .status()?;
            ensure!(status.success(), "lesson 8's client ended with {status}");
            Ok(start.elapsed())
        };
        let udp = || reliable(folder.path(), &bytes, percent);
        let (ours, other) = if percent == 0 {
            let compared = in_turn(rounds, udp, tcp)?;
            (compared.ours, compared.other)
        } else {
            // What takes many minutes hardly differs from one time to the next.
            (udp()?.as_secs_f64(), tcp()?.as_secs_f64())
        };
        let wire = match percent {
            0 => "directly".into(),
            _ => format!("through a relay, {percent} % lost each way"),
        };
        rows.push(Row {
            what: format!("lesson 10, {} MiB, {wire}, in speed", size >> 20),
            beside: "lesson 8 by TCP, nothing lost".into(),
            goal: if percent == 0 {
                Goal::AtLeast(0.33)
            } else {
                Goal::Shown
            },
            figure: other / ours,
            detail: format!("{ours:.1} s and {other:.2} s"),
        });
    }
    Ok(rows)
}

/// How long lesson 10's client takes until the file is stored; it has to be the same.
fn reliable(folder: &Path, bytes: &[u8], percent: u32) -> Result<Duration> {
    let inbox = tempfile::Builder::new()
        .prefix("inbox-")
        .tempdir_in(folder)?;
    let log = Log::default();
    let start = |name: &str, address: SocketAddr, more: &str| {
        let executable = beside(&format!("solution-10-{name}"))?;
        Program::start(
            name,
            &executable,
            folder,
            &[&address.to_string(), more],
            &log,
        )
        .map_err(trouble)
    };
    let into = inbox.path().to_str().context("a path in UTF-8")?;
    let server = start("server", ([127, 0, 0, 1], 0).into(), into)?;
    let address = server.ready().map_err(trouble)?;
    let began = Instant::now();
    let (client, _relay): (Arc<Program>, Option<Relay>) = if percent == 0 {
        (start("client", address, NAME)?, None)
    } else {
        let front = UdpSocket::bind("127.0.0.1:0")?;
        let client = start("client", front.local_addr()?, NAME)?;
        let plan = move |way: Way, place: usize| {
            let seed = (place as u64) << 1 | u64::from(way == Way::ToClient);
            match fastrand::Rng::with_seed(seed).u32(..100) < percent {
                true => Fate::Lost,
                false => Fate::Arrives,
            }
        };
        let relay = Relay::between((&client, front), (&server, address), Box::new(plan), &log);
        (client, Some(relay.map_err(trouble)?))
    };
    ensure!(
        client.ends_within(LIMIT),
        "lesson 10's client is not done after {LIMIT:?}"
    );
    let time = began.elapsed();
    let arrived = fs::read(inbox.path().join(NAME))?;
    ensure!(arrived == bytes, "what has arrived is another file");
    Ok(time)
}

fn trouble(problem: Problem) -> anyhow::Error {
    anyhow!("lesson 10 does not run: {problem:?}")
}
