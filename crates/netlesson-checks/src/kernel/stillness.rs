//! Will this program ever do anything again by itself?
//!
//! A check that waits for an answer need not wait for its deadline when every thread of the
//! program, and of all it has started, is blocked in a call that has no time limit, or in a sleep of
//! many minutes: then only something from outside can wake it. The kernel shows the call that a thread is blocked in, with
//! its arguments, in `/proc/PID/task/TID/syscall` (proc(5)), and how often the thread has slept in
//! `status`. Where it does not show them (no permission), the answer is `None`, and the deadline decides.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::os::unix::fs::FileExt;
use std::path::Path;

use libc::c_long;
use procfs::process::{FDTarget, Process};
use rustix::net::sockopt::{Timeout, socket_timeout};
use rustix::process::{PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};
use socket2::{SockAddr, Socket};

use super::Pid;
use super::linux::{family, plain};

/// A picture of a program in which every thread is blocked without a time limit. Two equal
/// pictures mean that nothing ran in between: each thread has slept exactly as often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stillness(Vec<(i32, u64, u64)>);

/// The picture of the program and all it has started, if all of it is blocked without a time
/// limit; `None` if something runs, may wake by itself, or cannot be asked.
pub fn stillness(pid: Pid) -> Option<Stillness> {
    // Without it nobody can tell what the program has started (CONFIG_PROC_CHILDREN).
    if !Path::new("/proc/thread-self/children").exists() {
        return None;
    }
    let mut threads = Vec::new();
    for started in family(pid) {
        let process = Process::new(i32::try_from(started).ok()?).ok()?;
        if has_timer(&process) {
            return None;
        }
        for task in process.tasks().ok()? {
            let task = task.ok()?;
            match task.stat().ok()?.state {
                // It has ended, and what is left of it waits to be reaped. Others may go on.
                'Z' => continue,
                'S' if blocked_for_good(started, task.tid) => {}
                // Somebody has to let it go on. What the program itself was stopped for is another's to know.
                'T' if started != pid => {}
                _ => return None,
            }
            let status = task.status().ok()?;
            threads.push((
                task.tid,
                status.voluntary_ctxt_switches?,
                status.nonvoluntary_ctxt_switches?,
            ));
        }
        // The program itself has ended: that is about to be told, and nothing to wait for.
        if threads.is_empty() {
            return None;
        }
    }
    Some(Stillness(threads))
}

/// Whether the process holds a timer that a poll without a time limit may wake up from
/// (timerfd_create(2)).
fn has_timer(process: &Process) -> bool {
    // One that has ended holds nothing any more.
    let Ok(mut descriptors) = process.fd() else {
        return false;
    };
    descriptors.any(
        |descriptor| match descriptor.map(|descriptor| descriptor.target) {
            Ok(FDTarget::AnonInode(kind)) => kind.contains("timerfd"),
            _ => false,
        },
    )
}

/// The system call that a thread is blocked in: its number, and its first five arguments.
pub(super) fn blocked_in(pid: Pid, tid: i32) -> Option<(c_long, [u64; 5])> {
    let line = fs::read_to_string(format!("/proc/{pid}/task/{tid}/syscall")).ok()?;
    // The call's number in decimal, its six arguments in hexadecimal; `running` if in none.
    let mut words = line.split_ascii_whitespace();
    let call = words.next()?.parse().ok()?;
    let mut arguments = [1; 5];
    for argument in &mut arguments {
        *argument = u64::from_str_radix(words.next()?.trim_start_matches("0x"), 16).unwrap_or(1);
    }
    Some((call, arguments))
}

/// Whether the thread is blocked in a system call that ends only by something from outside, or in
/// a sleep that no check outlasts.
fn blocked_for_good(pid: Pid, tid: i32) -> bool {
    let Some((call, [first, second, third, fourth, fifth])) = blocked_in(pid, tid) else {
        return false;
    };
    let forever = -1_i32 as u32 as u64;
    /// The flags of a clock_nanosleep(2) for so long, not until then.
    const RELATIVE: u64 = 0;
    match call {
        libc::SYS_read
        | libc::SYS_readv
        | libc::SYS_recvfrom
        | libc::SYS_recvmsg
        | libc::SYS_accept
        | libc::SYS_accept4
        | libc::SYS_write
        | libc::SYS_writev
        | libc::SYS_sendto
        | libc::SYS_sendmsg => !has_time_limit(pid, first),
        libc::SYS_wait4 | libc::SYS_waitid => true,
        libc::SYS_nanosleep => is_long(pid, first),
        libc::SYS_clock_nanosleep => second == RELATIVE && is_long(pid, third),
        libc::SYS_futex => fourth == 0,
        libc::SYS_ppoll => third == 0,
        libc::SYS_pselect6 => fifth == 0,
        libc::SYS_epoll_pwait => fourth & 0xffff_ffff == forever,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_poll => third & 0xffff_ffff == forever,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_select => fifth == 0,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_epoll_wait => fourth & 0xffff_ffff == forever,
        _ => false,
    }
}

/// Whether the time at this place of the process's memory (timespec(3type)) is several minutes and
/// more.
fn is_long(pid: Pid, place: u64) -> bool {
    const LONG: c_long = 300;
    let mut seconds = [0; size_of::<c_long>()];
    let read = File::open(format!("/proc/{pid}/mem"))
        .and_then(|memory| memory.read_exact_at(&mut seconds, place));
    read.is_ok() && c_long::from_ne_bytes(seconds) >= LONG
}

/// How many bytes the program wants gone with the send(2) or write(2) that it is blocked in.
/// `None` if it is blocked in none, or cannot be asked.
pub fn sending(pid: Pid) -> Option<u64> {
    let process = Process::new(i32::try_from(pid).ok()?).ok()?;
    process.tasks().ok()?.find_map(|task| {
        let (call, [_, _, length, ..]) = blocked_in(pid, task.ok()?.tid)?;
        matches!(call, libc::SYS_sendto | libc::SYS_write).then_some(length)
    })
}

/// Whether the program is blocked in printing on its stdout.
pub fn prints(pid: Pid) -> bool {
    let stdout = libc::STDOUT_FILENO as u64;
    let tasks = i32::try_from(pid).ok().and_then(|pid| {
        let process = Process::new(pid).ok()?;
        process.tasks().ok()
    });
    let mut calls = tasks
        .into_iter()
        .flatten()
        .filter_map(|task| blocked_in(pid, task.ok()?.tid));
    calls.any(|(call, [descriptor, ..])| {
        matches!(call, libc::SYS_write | libc::SYS_writev) && descriptor == stdout
    })
}

/// A duplicate of the process's socket that is bound to `local` and connected to `remote`: the very same
/// socket, to be asked for its options. `None` if there is none, or it cannot be had.
pub fn socket(pid: Pid, local: SocketAddr, remote: SocketAddr) -> Option<Socket> {
    sockets(pid).into_iter().find(|socket| {
        let is = |address: std::io::Result<SockAddr>, wanted: SocketAddr| {
            let address = address.ok().and_then(|address| address.as_socket());
            address.is_some_and(|address| plain(address) == plain(wanted))
        };
        is(socket.local_addr(), local) && is(socket.peer_addr(), remote)
    })
}

/// Duplicates of all the process's sockets, as far as they can be had.
pub fn sockets(pid: Pid) -> Vec<Socket> {
    let process = i32::try_from(pid)
        .ok()
        .and_then(|pid| Process::new(pid).ok());
    let descriptors = process.and_then(|process| process.fd().ok());
    let found = descriptors.into_iter().flatten().filter_map(|descriptor| {
        let descriptor = descriptor.ok()?;
        if !matches!(descriptor.target, FDTarget::Socket(_)) {
            return None;
        }
        let descriptor = u64::try_from(descriptor.fd).ok()?;
        borrow(pid, descriptor).map(Socket::from)
    });
    found.collect()
}

/// Whether the descriptor is a socket that gives up by itself (SO_RCVTIMEO, SO_SNDTIMEO), or one
/// that cannot be asked.
fn has_time_limit(pid: Pid, descriptor: u64) -> bool {
    let Some(socket) = borrow(pid, descriptor) else {
        return true;
    };
    [Timeout::Recv, Timeout::Send].into_iter().any(|which| {
        match socket_timeout(&socket, which) {
            Ok(limit) => limit.is_some(),
            // A pipe or a terminal has no time limit to ask for.
            Err(error) => error != rustix::io::Errno::NOTSOCK,
        }
    })
}

/// A duplicate of another process's descriptor (pidfd_getfd(2)): the same socket, to be asked.
pub fn borrow(pid: Pid, descriptor: u64) -> Option<OwnedFd> {
    let pid = rustix::process::Pid::from_raw(i32::try_from(pid).ok()?)?;
    let process = pidfd_open(pid, PidfdFlags::empty()).ok()?;
    pidfd_getfd(
        process,
        i32::try_from(descriptor).ok()?,
        PidfdGetfdFlags::empty(),
    )
    .ok()
}
