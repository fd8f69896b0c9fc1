//! One large file: lesson 8 beside the tutorials' Python, socat, and what hashing and the wire alone would take.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use netlesson_checks::program::is_installed;
use serde_json::Value;
use tempfile::TempDir;

use super::server::{Server, beside};
use crate::table::{Goal, Row};
use crate::turns::in_turn;

/// The file's name.
const NAME: &str = "large.bin";

/// A folder with the file in it, and one to which it goes.
struct Place {
    folder: TempDir,
    size: u64,
}

impl Place {
    fn new(root: &Path, size: u64) -> Result<Self> {
        // Not in /tmp, which may be memory.
        let folder = tempfile::Builder::new()
            .prefix("bench-")
            .tempdir_in(root.join("target"))?;
        std::fs::create_dir(folder.path().join("inbox"))?;
        let mut file = File::create(folder.path().join(NAME))?;
        let mut random = fastrand::Rng::with_seed(1);
        let mut piece = vec![0; 1 << 20];
        for _ in 0..size >> 20 {
            random.fill(&mut piece);
            file.write_all(&piece)?;
        }
        file.sync_all()?;
        Ok(Self { folder, size })
    }

    fn in_folder(&self, command: &mut Command) -> Command {
        let mut command = std::mem::replace(command, Command::new("true"));
        command
            .current_dir(self.folder.path())
            .stdout(Stdio::null());
        command
    }

    /// How long a command takes that sends the file; it has to arrive whole.
    fn sent(&self, command: &mut Command) -> Result<Duration> {
        let arrived = self.folder.path().join("inbox").join(NAME);
        if arrived.exists() {
            std::fs::remove_file(&arrived)?;
        }
        let start = Instant::now();
        let status = self
            .in_folder(command)
            .status()
            .with_context(|| format!("{command:?}"))?;
        ensure!(status.success(), "{command:?} ended with {status}");
        let time = start.elapsed();
        Ok(time)
    }

    fn arrived(&self) -> Result<()> {
        let length = std::fs::metadata(self.folder.path().join("inbox").join(NAME))?.len();
        ensure!(
            length == self.size,
            "{length} of {} bytes have arrived",
            self.size
        );
        Ok(())
    }
}

/// Measures with a file of so many bytes.
pub fn measure(root: &Path, rounds: usize, size: u64) -> Result<Vec<Row>> {
    let place = Place::new(root, size)?;
    let mib = size >> 20;
    let server = Server::start(
        &mut place
            .in_folder(Command::new(beside("solution-08-server")?).args(["127.0.0.1:0", "inbox"])),
    )?;
    let client = beside("solution-08-client")?;
    let lesson = || {
        let time = place.sent(Command::new(&client).args([&server.address.to_string(), NAME]))?;
        place.arrived()?;
        Ok(time)
    };
    let what = format!("lesson 8, {mib} MiB, in speed");
    let mut rows = Vec::new();
    let mut row = |beside: &str, goal, other: &mut dyn FnMut() -> Result<Duration>| -> Result<()> {
        eprintln!("lesson 8 and {beside}");
        let compared = in_turn(rounds, lesson, other)?;
        rows.push(Row {
            what: what.clone(),
            beside: beside.into(),
            goal,
            figure: 1.0 / compared.ratio,
            detail: format!("{:.2} s and {:.2} s", compared.ours, compared.other),
        });
        Ok(())
    };

    let (hashing, wire) = (hashed(&place)?, through_loopback(&place)?);
    if hashing > wire {
        row(
            "md5 of the file alone, which is slower here than the wire alone",
            Goal::AtLeast(0.9),
            &mut || hashed(&place),
        )?;
    } else {
        row(
            "the wire alone, which is slower here than md5 of the file",
            Goal::AtLeast(0.9),
            &mut || through_loopback(&place),
        )?;
    }
    row(
        "md5 of the file twice, before and of what was stored, and the wire once",
        Goal::Shown,
        &mut || Ok(hashed(&place)? + hashed(&place)? + through_loopback(&place)?),
    )?;
    if is_installed("python3") {
        let script = |name: &str| root.join("crates/netlesson-bench/python").join(name);
        let server = Server::start(
            &mut place.in_folder(
                Command::new("python3")
                    .arg(script("file_server.py"))
                    .arg("inbox"),
            ),
        )?;
        row(
            "the tutorials' Python pair, its hash checked",
            Goal::AtLeast(3.0),
            &mut || {
                let mut client = Command::new("python3");
                client
                    .arg(script("file_client.py"))
                    .args([&server.address.to_string(), NAME]);
                let time = place.sent(&mut client)?;
                place.arrived()?;
                Ok(time)
            },
        )?;
    } else {
        eprintln!("skipped: what stands beside Python, for python3 is not installed");
    }
    // socat knows no --version.
    if Command::new("socat")
        .arg("-V")
        .stdout(Stdio::null())
        .status()
        .is_ok()
    {
        row("socat, which hashes nothing", Goal::Shown, &mut || {
            by_socat(&place)
        })?;
    } else {
        eprintln!("skipped: what stands beside socat, for it is not installed");
    }
    if is_installed("iperf3") {
        row("iperf3, the wire's ceiling", Goal::Shown, &mut || {
            by_iperf3(size)
        })?;
    } else {
        eprintln!("skipped: what stands beside iperf3, for it is not installed");
    }
    Ok(rows)
}

/// Hashes the file as lesson 8 does.
fn hashed(place: &Place) -> Result<Duration> {
    let start = Instant::now();
    let mut file = File::open(place.folder.path().join(NAME))?;
    solution_08::md5_of(&mut file)?;
    Ok(start.elapsed())
}

/// Reads the file, sends it over a connection and stores it, and does nothing else.
fn through_loopback(place: &Place) -> Result<Duration> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let start = Instant::now();
    thread::scope(|scope| {
        let taking = scope.spawn(|| -> Result<u64> {
            let (stream, _) = listener.accept()?;
            let mut file = File::create(place.folder.path().join("inbox").join(NAME))?;
            copy(stream, &mut file)
        });
        let file = File::open(place.folder.path().join(NAME))?;
        copy(file, &mut TcpStream::connect(address)?)?;
        let arrived = taking
            .join()
            .map_err(|_| anyhow::anyhow!("the receiver panicked"))??;
        ensure!(arrived == place.size, "{arrived} bytes have arrived");
        Ok(())
    })?;
    Ok(start.elapsed())
}

/// Copies by the same pieces as lesson 8, and not by splice(2) as `io::copy` would.
fn copy(mut from: impl Read, to: &mut impl Write) -> Result<u64> {
    let mut piece = vec![0; solution_08::PIECE];
    let mut copied = 0;
    loop {
        let length = from.read(&mut piece)?;
        if length == 0 {
            return Ok(copied);
        }
        to.write_all(&piece[..length])?;
        copied += length as u64;
    }
}

/// socat listens on a port that was free just now, and says when it does.
fn by_socat(place: &Place) -> Result<Duration> {
    let mut listener = Command::new("socat");
    listener.args([
        "-dd",
        "-u",
        "TCP-LISTEN:0,bind=127.0.0.1",
        "OPEN:inbox/large.bin,creat,trunc",
    ]);
    let mut listener = place
        .in_folder(&mut listener)
        .stderr(Stdio::piped())
        .spawn()
        .context("socat")?;
    let told = BufReader::new(listener.stderr.take().context("no stderr")?);
    let port = listening_port(told)?;
    let mut sender = Command::new("socat");
    sender.args([
        "-u",
        &format!("OPEN:{NAME}"),
        &format!("TCP:127.0.0.1:{port}"),
    ]);
    let start = Instant::now();
    let status = place.in_folder(&mut sender).status()?;
    ensure!(
        status.success() && listener.wait()?.success(),
        "socat failed"
    );
    place.arrived()?;
    Ok(start.elapsed())
}

/// The port in `… listening on AF=2 127.0.0.1:40123`; what socat says behind it is thrown away.
fn listening_port(mut told: BufReader<impl Read + Send + 'static>) -> Result<u16> {
    use std::io::BufRead as _;
    let mut line = String::new();
    while told.read_line(&mut line)? > 0 {
        if line.contains("listening on") {
            let port = line
                .trim()
                .rsplit(':')
                .next()
                .and_then(|port| port.parse().ok());
            thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
            return port.with_context(|| format!("no port: {line}"));
        }
        line.clear();
    }
    anyhow::bail!("socat does not listen")
}

/// How long iperf3 takes for so many bytes, by its own clock.
fn by_iperf3(size: u64) -> Result<Duration> {
    // It cannot choose its own port and tell it.
    let port = TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port()
        .to_string();
    let mut server = Command::new("iperf3")
        .args([
            "--server",
            "--one-off",
            "--bind",
            "127.0.0.1",
            "--port",
            &port,
            "--forceflush",
        ])
        .stdout(Stdio::piped())
        .spawn()
        .context("iperf3")?;
    let mut told = BufReader::new(server.stdout.take().context("no stdout")?);
    let mut line = String::new();
    use std::io::BufRead as _;
    while !line.contains("listening") {
        line.clear();
        ensure!(told.read_line(&mut line)? > 0, "iperf3 does not listen");
    }
    thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
    let client = Command::new("iperf3")
        .args([
            "--client",
            "127.0.0.1",
            "--port",
            &port,
            "--json",
            "--bytes",
            &size.to_string(),
        ])
        .output()?;
    server.wait()?;
    let report: Value = serde_json::from_slice(&client.stdout)?;
    let seconds = report["end"]["sum_received"]["seconds"].as_f64();
    Ok(Duration::from_secs_f64(
        seconds.context("iperf3 reports no time")?,
    ))
}
