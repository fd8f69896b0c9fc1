//! `backlog`: what it prints, held against what the kernel shows of its listener's queue.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use socket2::{SockRef, Socket};

use crate::kernel::{self, Queue};
use crate::patience::LIMIT;
use crate::play::{Play, READY_TOO_EARLY};
use crate::program::{Exit, Program};
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::host::ANY_PORT;

/// Starts `backlog` with this backlog and waits for its ready line.
fn start(play: &mut Play, backlog: u32) -> Played<(Arc<Program>, SocketAddr)> {
    let program = play.start("backlog", &[&backlog.to_string()])?;
    let address = program.ready()?;
    Ok((program, address))
}

/// What the kernel shows of the program's listener, once the program has ended or does nothing more by itself.
fn queue(program: &Program, address: SocketAddr) -> Played<Queue> {
    kernel::wait_until(LIMIT / 3, || {
        program.exit().is_some() || program.stillness().is_some()
    });
    let key = match program.exit() {
        Some(Exit::Code(0)) => "witness-left-too-early",
        Some(exit) => return Err(Problem::symptom(program.ended_early(exit))),
        None => "witness-no-listener",
    };
    let arguments = [
        ("program", program.name()),
        ("address", address.to_string()),
    ];
    kernel::queue(address).ok_or_else(|| Problem::witness(key, &arguments))
}

/// What the kernel makes of this backlog: asked with a listener of the check's own.
fn own_queue(backlog: u32) -> Played<Queue> {
    let listener = TcpListener::bind(ANY_PORT)?;
    // Whoever listens already and is told to listen again has another backlog from then on.
    SockRef::from(&listener).listen(i32::try_from(backlog).unwrap_or(i32::MAX))?;
    let queue = kernel::queue(listener.local_addr()?);
    queue.ok_or(Problem::Skipped("skipped-no-witness"))
}

/// What stands in the kernel's table when the ready line is about to be printed: after it, the program goes on.
pub fn listens(play: &mut Play) -> Played {
    let backlog = play.random.u32(1..=20);
    let (program, _) = start(play, backlog)?;
    // Only a kernel that tells of the check's own listener can be believed that there is no other.
    let own = own_queue(backlog)?;
    let listeners = |pid| {
        let addresses = kernel::listening(pid)?;
        let queue = |address| Some((address, kernel::queue(address)?));
        Some(addresses.into_iter().filter_map(queue).collect::<Vec<_>>())
    };
    let found = play.at_first_line(play.folder(), "backlog", &[&backlog.to_string()], listeners)?;
    let found = found.flatten();
    let found = found.ok_or(Problem::Skipped("skipped-no-witness"))?;
    let name = ("program", program.name());
    let Some((address, queue)) = found.first() else {
        return Err(Problem::witness(READY_TOO_EARLY, &[name]));
    };
    if !address.ip().to_canonical().is_loopback() {
        let arguments = [
            name,
            ("asked", Ipv4Addr::LOCALHOST.to_string()),
            ("address", address.to_string()),
        ];
        return Err(Problem::witness("witness-listens-elsewhere", &arguments));
    }
    if queue.backlog != own.backlog {
        let arguments = [
            name,
            ("asked", backlog.to_string()),
            ("backlog", queue.backlog.to_string()),
        ];
        return Err(Problem::witness("witness-other-backlog", &arguments));
    }
    Ok(())
}

/// The line with the count is as many as the kernel has in the queue, and that is full.
fn count(play: &mut Play, backlog: u32) -> Played<(Arc<Program>, SocketAddr)> {
    own_queue(backlog)?;
    let (program, address) = start(play, backlog)?;
    compare_count(&program, address)?;
    Ok((program, address))
}

fn compare_count(program: &Program, address: SocketAddr) -> Played {
    let line = program
        .next_line()
        .map_err(|problem| problem.expecting("… connections completed"))?;
    let queue = queue(program, address)?;
    let expected = format!("{} connections completed", queue.waiting);
    if line != expected.as_bytes() {
        let symptom = Symptom::WrongLine {
            program: program.name(),
        };
        let problem = Problem::compared(symptom, &expected, &line);
        let said = said(&line);
        return Err(match said {
            Some(said) if said != queue.waiting => {
                let waiting = queue.waiting.to_string();
                let arguments = [("said", said.to_string()), ("waiting", waiting)];
                problem.because("diagnosis-other-count", &arguments)
            }
            _ => problem,
        });
    }
    if queue.dropped == Some(0) {
        let arguments = [
            ("program", program.name()),
            ("waiting", queue.waiting.to_string()),
        ];
        return Err(Problem::witness("witness-never-full", &arguments));
    }
    Ok(())
}

/// The number at the beginning of the line.
fn said(line: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(line).ok()?;
    text.split_whitespace().next()?.parse().ok()
}

pub fn counts(play: &mut Play) -> Played {
    let backlog = play.random.u32(2..=20);
    count(play, backlog)?;
    Ok(())
}

/// A queue for nobody, and one for one.
pub fn smallest(play: &mut Play) -> Played {
    for backlog in [0, 1] {
        count(play, backlog)?;
    }
    Ok(())
}

/// It has fewer descriptors than there is room in the queue: that a connection fails for want of them says nothing about
/// the queue. It is an error, unless the program knows how to get more.
pub fn few_descriptors(play: &mut Play) -> Played {
    if !cfg!(unix) {
        return Err(Problem::Skipped("skipped-no-witness"));
    }
    let executable = play.executable("backlog")?.to_string_lossy().into_owned();
    let folder = play.folder().to_path_buf();
    let script = "ulimit -n 40; exec \"$@\"";
    let arguments = ["-c", script, "sh", &executable, "100"];
    let program = play.start_as("backlog", Path::new("sh"), &folder, &arguments)?;
    let address = program.ready()?;
    kernel::wait_until(LIMIT / 3, || {
        program.exit().is_some() || program.stillness().is_some()
    });
    if program.exit().is_none() {
        return compare_count(&program, address).map_err(|problem| match &problem {
            Problem::Failed(failure) if failure.name() == "never-full" => {
                problem.because("diagnosis-every-error-is-the-end", &[])
            }
            _ => problem,
        });
    }
    program.expect_error()?;
    program.expect_exit(1)
}

/// How many connections to this address the program, or what it has started, holds open. `None` if its sockets cannot
/// be had.
fn held(program: &Program, address: SocketAddr) -> Option<u64> {
    let pids = std::iter::once(program.pid()).chain(kernel::descendants(program.pid()));
    let sockets: Vec<Socket> = pids.flat_map(kernel::sockets).collect();
    let is_one = |socket: &&Socket| {
        let peer = socket.peer_addr().ok().and_then(|peer| peer.as_socket());
        peer.is_some_and(|peer| peer.port() == address.port())
    };
    // The listener is among them, if they can be had.
    (!sockets.is_empty()).then(|| sockets.iter().filter(is_one).count() as u64)
}

/// The queue stays as it is until its user has seen enough.
pub fn ends(play: &mut Play) -> Played {
    let backlog = play.random.u32(1..=5);
    let (program, address) = count(play, backlog)?;
    let waiting = queue(&program, address)?.waiting;
    if let Some(held) = held(&program, address).filter(|held| *held < waiting) {
        let arguments = [
            ("program", program.name()),
            ("held", held.to_string()),
            ("waiting", waiting.to_string()),
        ];
        return Err(Problem::witness("witness-not-held", &arguments));
    }
    program.end_input();
    let printed = format!("listening on {address}\n{waiting} connections completed\n");
    play.ended(&program)?.code(0)?.stdout(printed)?;
    Ok(())
}
