//! nodelay: what TCP_NODELAY is good for, and what not.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use netlesson_checks::kernel::{self, wait_until};

use super::ends::{InVain, LIMIT, connected};
use super::{Page, Shown};

const TURNS: usize = 11;

/// What is sent before the receiver receives.
const MESSAGES: [&[u8]; 2] = [b"hello", b"feng"];

/// How many times as long turns must take to be called slow. It is several hundred times where nothing else runs.
const SLOW: u128 = 3;

pub fn run(page: &mut Page) -> Result<Shown> {
    let (with_nagle, without) = (turns(false)?, turns(true)?);
    let times = with_nagle.as_micros() / without.as_micros().max(1);
    let shown = [
        ("turns", TURNS.to_string()),
        ("nagle", milliseconds(with_nagle)),
        ("nodelay", milliseconds(without)),
        ("times", times.to_string()),
    ];
    let shown = shown.each_ref().map(|(name, value)| (*name, &**value));
    page.tell("show-nodelay-turns", &shown);

    let length = match first_recv()? {
        Ok(length) => length,
        Err(InVain { is_answered }) => return Ok(Shown::in_vain(page, is_answered)),
    };
    let total = MESSAGES.concat().len();
    let shown = [length, total].map(|number| number.to_string());
    let arguments = [("length", &*shown[0]), ("total", &*shown[1])];
    page.tell("show-nodelay-sticks", &arguments);
    Ok(Shown::as_told_if(times >= SLOW && length == total))
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

/// How long the turns take, all together. In each the client writes a header and then a body, and reads the answer.
fn turns(nodelay: bool) -> io::Result<Duration> {
    let (mut client, mut server) = connected()?;
    client.set_nodelay(nodelay)?;
    thread::scope(|scope| {
        // It ends with the client's stream.
        scope.spawn(move || while serve(&mut server).is_ok() {});
        let start = Instant::now();
        let asked = (0..TURNS).try_for_each(|_| ask(&mut client));
        let took = start.elapsed();
        drop(client);
        asked.map(|()| took)
    })
}

fn ask(client: &mut TcpStream) -> io::Result<()> {
    client.write_all(b"head")?;
    client.write_all(b"body")?;
    client.read_exact(&mut [0; 4])
}

fn serve(server: &mut TcpStream) -> io::Result<()> {
    server.read_exact(&mut [0; 8])?;
    server.write_all(b"done")
}

/// How long what the first recv returns is, of several sends with TCP_NODELAY that have all arrived before it.
fn first_recv() -> Result<Result<usize, InVain>> {
    let (mut client, mut server) = connected()?;
    client.set_nodelay(true)?;
    for message in MESSAGES {
        client.write_all(message)?;
    }
    let total = MESSAGES.concat().len() as u64;
    let (local, remote) = (server.local_addr()?, client.local_addr()?);
    let have_come = || kernel::receive_queue(local, remote) == Some(total);
    if !wait_until(LIMIT, have_come) {
        let is_answered = kernel::receive_queue(local, remote).is_some();
        return Ok(Err(InVain { is_answered }));
    }
    Ok(Ok(server.read(&mut [0; 64])?))
}
