//! The toolchain, loopback, what the kernel tells, and what is good to have beside it.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use netlesson_checks::compile;
use netlesson_checks::kernel;
use netlesson_checks::log::Log;
use netlesson_checks::program::{Program, is_installed};

use super::{Finding, Patient};
use crate::course::Course;

/// The oldest Rust that the course compiles with: `rust-version` in the course's Cargo.toml.
const NEEDED: &str = env!("CARGO_PKG_RUST_VERSION");

/// cargo and rustc, and whether they are new enough.
pub fn toolchain(course: &Course, patient: &mut Patient) {
    for (name, program) in [("cargo", compile::cargo()), ("rustc", "rustc".into())] {
        // In the course's folder, where rustup takes the toolchain that the course asks for.
        let output = Command::new(program)
            .arg("--version")
            .current_dir(course.root())
            .stdin(Stdio::null())
            .output();
        let version = output.ok().filter(|output| output.status.success());
        let version = version.and_then(|output| {
            let text = String::from_utf8(output.stdout).ok()?;
            Some(text.split_whitespace().nth(1)?.to_string())
        });
        let found = version.clone().unwrap_or_default();
        let arguments = [("name", name), ("version", &found), ("needed", NEEDED)];
        match version {
            None => patient.note(Finding::Missing, "doctor-no-tool", &arguments),
            Some(version) if parts(&version) < parts(NEEDED) => {
                patient.note(Finding::Missing, "doctor-old-tool", &arguments);
            }
            Some(_) => patient.note(Finding::Good, "doctor-tool", &arguments),
        }
    }
}

/// A version in numbers that compare: `1.95.0-nightly` is 1, 95, 0.
fn parts(version: &str) -> Vec<u32> {
    let version = version.split('-').next().unwrap_or(version);
    let mut parts: Vec<u32> = version
        .split('.')
        .map_while(|part| part.parse().ok())
        .collect();
    parts.resize(3, 0);
    parts
}

/// Whether a byte comes through over loopback, by TCP and by UDP.
pub fn loopback(patient: &mut Patient) {
    for (protocol, tried) in [("TCP", tcp()), ("UDP", udp())] {
        match tried {
            Ok(()) => patient.note(Finding::Good, "doctor-loopback", &[("protocol", protocol)]),
            Err(error) => {
                let error = error.to_string();
                let arguments = [("protocol", protocol), ("why", &error)];
                patient.note(Finding::Missing, "doctor-no-loopback", &arguments);
            }
        }
    }
}

const PATIENCE: Duration = Duration::from_secs(5);

fn tcp() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut caller = TcpStream::connect_timeout(&listener.local_addr()?, PATIENCE)?;
    let (mut called, _) = listener.accept()?;
    called.set_read_timeout(Some(PATIENCE))?;
    caller.write_all(b"?")?;
    called.read_exact(&mut [0])
}

fn udp() -> io::Result<()> {
    let receiver = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    let sender = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    receiver.set_read_timeout(Some(PATIENCE))?;
    sender.send_to(b"?", receiver.local_addr()?)?;
    receiver.recv(&mut [0]).map(|_| ())
}

/// Whether the kernel tells what the checks ask it: what a program is blocked in, what waits in a
/// socket. Where it does not, a check waits for its deadline instead.
pub fn witness(patient: &mut Patient) {
    if !kernel::WITNESS {
        patient.note(Finding::Unusual, "doctor-no-witness-here", &[]);
        return;
    }
    let queues = queue_is_told();
    let stillness = stillness_is_told();
    if queues && stillness {
        patient.note(Finding::Good, "doctor-witness", &[]);
    } else {
        let asked = if queues {
            "/proc/PID/syscall, pidfd_getfd"
        } else {
            "/proc/net/tcp"
        };
        patient.note(Finding::Unusual, "doctor-no-witness", &[("asked", asked)]);
    }
}

/// Whether the kernel tells how much waits unread in a socket.
fn queue_is_told() -> bool {
    let told = || -> io::Result<bool> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let caller = TcpStream::connect_timeout(&listener.local_addr()?, PATIENCE)?;
        let (called, peer) = listener.accept()?;
        let queue = kernel::receive_queue(called.local_addr()?, peer);
        drop(caller);
        Ok(queue == Some(0))
    };
    told().unwrap_or(false)
}

/// Whether the kernel tells that a program is blocked for good. `cat` is, while its stdin is open
/// and empty; and asking about its stdin takes pidfd_getfd(2).
fn stillness_is_told() -> bool {
    let cat = Program::start(
        "cat",
        Path::new("cat"),
        Path::new("."),
        &[],
        &Log::default(),
    );
    cat.is_ok_and(|cat| kernel::wait_until(PATIENCE / 5, || cat.stillness().is_some()))
}

/// Programs that are good to have.
pub fn helpers(patient: &mut Patient) {
    for (name, key) in [("just", "doctor-no-just"), ("python3", "doctor-no-python")] {
        if is_installed(name) {
            patient.note(Finding::Good, "doctor-helper", &[("name", name)]);
        } else {
            patient.note(Finding::Unusual, key, &[("name", name)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(parts("1.100.0") > parts("1.88"));
        assert!(parts("1.88.0-nightly") >= parts("1.88"));
        assert!(parts("1.9.2") < parts("1.88"));
    }
}
