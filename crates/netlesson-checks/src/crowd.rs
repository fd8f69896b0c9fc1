//! Ten thousand clients at once: `cargo bench -p lesson-12-event-loop --bench crowd`, or with another number
//! `-- 500`. Measures and judges nothing; prints how long it took to let everyone in, how long until everyone had heard
//! one message, and what each client costs in the server's memory.
//!
//! Each client takes a descriptor here and one in the server, so the limit on them is raised as far as it may be
//! (RLIMIT_NOFILE), and the crowd is as large as it allows.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use crate::kernel;
use crate::lesson::Lesson;
use crate::program::executable_name;

/// How many come, unless told otherwise.
const CLIENTS: usize = 10_000;
/// What the system, the server and this program need besides: descriptors.
const SPARE: u64 = 100;
/// For one message to one client.
const LIMIT: Duration = Duration::from_secs(60);

/// Measures the server of `package`.
pub fn main(package: &str) -> ExitCode {
    let asked = env::args().skip(1).find_map(|word| word.parse().ok());
    match measure(package, asked.unwrap_or(CLIENTS)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The server, ended with its crowd.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended, or it is to.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn measure(package: &str, asked: usize) -> Result<()> {
    let (lesson, solution) = Lesson::of_package(package).context("not in the table of lessons")?;
    let clients = asked.min(usize::try_from(descriptors().saturating_sub(SPARE))?);
    if clients < asked {
        println!("the limit on descriptors (ulimit -n) allows {clients} clients, not {asked}");
    }
    anyhow::ensure!(clients > 0, "a crowd of nobody");
    let path = beside(&lesson.binary("server", solution))?;
    let mut command = Command::new(&path);
    command.arg("127.0.0.1:0").stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let started = command.spawn();
    let mut server = Server(started.with_context(|| path.display().to_string())?);
    let address = ready(&mut server.0)?;
    let pid = server.0.id();
    let memory = || kernel::memory(pid).map(|(now, _)| now);

    let empty = memory();
    let start = Instant::now();
    let mut crowd = Vec::with_capacity(clients);
    for number in 0..clients {
        let client = TcpStream::connect(address);
        let mut client = client.with_context(|| format!("client {number}"))?;
        client.set_read_timeout(Some(LIMIT))?;
        hear(&mut client, &format!("you are client {number}"))?;
        crowd.push(client);
    }
    let let_in = start.elapsed();
    let full = memory();

    let start = Instant::now();
    say(&mut crowd[0], "hello, everyone")?;
    for client in &mut crowd[1..] {
        hear(client, "client 0: hello, everyone")?;
    }
    let one_to_all = start.elapsed();

    let start = Instant::now();
    for (number, client) in crowd.iter_mut().enumerate() {
        say(client, &format!("@{} psst", (number + 1) % clients))?;
    }
    for (number, client) in crowd.iter_mut().enumerate() {
        let before = (number + clients - 1) % clients;
        hear(client, &format!("client {before}: psst"))?;
    }
    let each_to_next = start.elapsed();

    println!("{clients} clients let in and greeted, one after the other: {let_in:.2?}");
    println!("one message to all of them: {one_to_all:.2?}");
    println!("a message from each of them to the next: {each_to_next:.2?}");
    if let (Some(empty), Some(full)) = (empty, full) {
        let each = full.saturating_sub(empty) / clients as u64;
        println!(
            "memory of the server: {} KiB empty, {} KiB full, {each} bytes a client",
            empty / 1024,
            full / 1024
        );
    }
    if let Some(threads) = kernel::threads(pid) {
        println!("threads of the server: {threads}");
    }
    Ok(())
}

/// How many descriptors this program may have, and those that it starts: raised as far as it may be.
#[cfg(unix)]
fn descriptors() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    let allowed = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => raised.current,
        Err(_) => limit.current,
    };
    allowed.unwrap_or(u64::MAX)
}

#[cfg(not(unix))]
fn descriptors() -> u64 {
    u64::MAX
}

/// The program that cargo has built for this bench: it lies in the folder above the bench's own.
fn beside(binary: &str) -> Result<PathBuf> {
    let bench = env::current_exe()?;
    let folder = bench.ancestors().nth(2).context("no folder above")?;
    Ok(folder.join(executable_name(binary)))
}

/// Where the server listens, by its first line. What else it prints is thrown away.
fn ready(server: &mut Child) -> Result<SocketAddr> {
    let stdout = server.stdout.take().context("no pipe to the server")?;
    let mut stdout = BufReader::new(stdout);
    let mut line = String::new();
    stdout.read_line(&mut line)?;
    thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
    let address = line.trim().strip_prefix("listening on ");
    Ok(address
        .with_context(|| format!("not a ready line: {line:?}"))?
        .parse()?)
}

fn say(client: &mut TcpStream, text: &str) -> Result<()> {
    let length = u32::try_from(text.len())?.to_le_bytes();
    Ok(client.write_all(&[&length, text.as_bytes()].concat())?)
}

fn hear(client: &mut TcpStream, text: &str) -> Result<()> {
    let mut came = vec![0; 4 + text.len()];
    client
        .read_exact(&mut came)
        .with_context(|| format!("waiting for {text:?}"))?;
    let came = String::from_utf8_lossy(&came[4..]);
    anyhow::ensure!(came == text, "{came:?} came in place of {text:?}");
    Ok(())
}
