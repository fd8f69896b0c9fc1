//! Linux: the answers stand under `/proc` (proc(5)), those about one connection come faster by
//! sock_diag(7).

use std::net::SocketAddr;
use std::time::Duration;

use procfs::net::{TcpNetEntry, TcpState};
use procfs::process::{FDTarget, LimitValue, Process, Task};
use rustix::process::{Resource, Rlimit, prlimit};

use super::sock_diag::{self, Told};
use super::{Pid, ProcessorTime, Queue};

fn process(pid: Pid) -> Option<Process> {
    Process::new(i32::try_from(pid).ok()?).ok()
}

/// Every TCP socket of this network namespace. A dual-stack program's stand in the second table,
/// even for a connection over IPv4.
fn sockets() -> impl Iterator<Item = TcpNetEntry> {
    let four = procfs::net::tcp().unwrap_or_default();
    let six = procfs::net::tcp6().unwrap_or_default();
    four.into_iter().chain(six)
}

/// An IPv4 address that is dressed as IPv6 (`::ffff:127.0.0.1`) in its own clothes.
pub(super) fn plain(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

/// What is known of the socket at `local` that is connected to `remote`.
pub(super) fn connection(local: SocketAddr, remote: SocketAddr) -> Option<Told> {
    if let Ok(told) = sock_diag::find(local, remote) {
        return told;
    }
    // A kernel without sock_diag, or one that keeps it to itself.
    let found = sockets().find(|socket| {
        plain(socket.local_address) == plain(local) && plain(socket.remote_address) == plain(remote)
    });
    found.map(|socket| Told {
        receive_queue: socket.rx_queue.into(),
        send_queue: socket.tx_queue.into(),
        inode: socket.inode,
        segments_sent: None,
        data_segments: None,
        received: None,
    })
}

/// How many bytes wait unread in the socket at `local` that is connected to `remote`.
/// `None` when there is no such socket (any more).
pub fn receive_queue(local: SocketAddr, remote: SocketAddr) -> Option<u64> {
    connection(local, remote).map(|socket| socket.receive_queue)
}

/// How many bytes were sent from `local` to `remote` and are not acknowledged yet.
pub fn send_queue(local: SocketAddr, remote: SocketAddr) -> Option<u64> {
    connection(local, remote).map(|socket| socket.send_queue)
}

/// Whether the socket at `local` that is connected to `remote` was taken from its listener's queue:
/// until then it belongs to no process and has no inode.
pub fn accepted(local: SocketAddr, remote: SocketAddr) -> Option<bool> {
    connection(local, remote).map(|socket| socket.inode != 0)
}

/// How many segments the socket at `local` has sent to `remote`, those without data included.
pub fn segments_sent(local: SocketAddr, remote: SocketAddr) -> Option<u64> {
    connection(local, remote)?.segments_sent
}

/// How many segments with data in them have arrived at the socket at `local` from `remote`.
pub fn data_segments(local: SocketAddr, remote: SocketAddr) -> Option<u64> {
    connection(local, remote)?.data_segments
}

/// How many bytes have arrived at the socket at `local` from `remote`, read or not.
pub fn received(local: SocketAddr, remote: SocketAddr) -> Option<u64> {
    connection(local, remote)?.received
}

/// Where the process listens for TCP connections.
pub fn listening(pid: Pid) -> Option<Vec<SocketAddr>> {
    let inodes = socket_inodes(pid)?;
    // A kernel without sock_diag, or one that keeps it to itself, has a file.
    let listeners = sock_diag::listeners().unwrap_or_else(|_| {
        sockets()
            .filter(|socket| socket.state == TcpState::Listen)
            .map(|socket| (socket.inode, socket.local_address))
            .collect()
    });
    let its = listeners
        .into_iter()
        .filter(|(inode, _)| inodes.contains(inode));
    Some(its.map(|(_, address)| address).collect())
}

/// What waits at the listener at this address; `None` where nobody listens there, or it is not told.
pub fn queue(listener: SocketAddr) -> Option<Queue> {
    sock_diag::queue(listener).ok().flatten()
}

/// Whether a connection that was closed first at this end of it rests at this address (TIME_WAIT).
pub fn rests(address: SocketAddr) -> bool {
    // A kernel without sock_diag, or one that keeps it to itself, has a file.
    let resting = sock_diag::resting(address.port()).unwrap_or_else(|_| {
        sockets()
            .filter(|socket| socket.state == TcpState::TimeWait)
            .map(|socket| socket.local_address)
            .collect()
    });
    resting
        .into_iter()
        .any(|found| plain(found) == plain(address))
}

/// Whether the UDP socket at this address is another program's than `pid` and all it has started. A socket that is
/// gone is nobody's any more, and where a process does not show what it holds, none is another's.
pub fn is_of_another(pid: Pid, address: SocketAddr) -> bool {
    let held: Option<Vec<Vec<u64>>> = family(pid).into_iter().map(socket_inodes).collect();
    // In this order: what the program closes meanwhile is not bound any more when that is asked.
    let four = procfs::net::udp().unwrap_or_default();
    let six = procfs::net::udp6().unwrap_or_default();
    let sockets = four.into_iter().chain(six);
    let bound: Vec<u64> = sockets
        .filter(|socket| socket.local_address.port() == address.port())
        .map(|socket| socket.inode)
        .collect();
    let is_held = |inode| held.iter().flatten().flatten().any(|held| held == inode);
    held.is_some() && !bound.is_empty() && !bound.iter().any(is_held)
}

/// The inodes of the sockets that the process holds; `None` if it does not show what it holds, or holds nothing any
/// more.
fn socket_inodes(pid: Pid) -> Option<Vec<u64>> {
    let held: Vec<FDTarget> = process(pid)?
        .fd()
        .ok()?
        .filter_map(|fd| Some(fd.ok()?.target))
        .collect();
    let inodes = held.iter().filter_map(|held| match held {
        FDTarget::Socket(inode) => Some(*inode),
        _ => None,
    });
    (!held.is_empty()).then(|| inodes.collect())
}

/// The processes that this one has started and those that they have, parents first.
pub fn descendants(pid: Pid) -> Vec<Pid> {
    let mut found = children(pid);
    let mut next = 0;
    while next < found.len() {
        for child in children(found[next]) {
            if !found.contains(&child) {
                found.push(child);
            }
        }
        next += 1;
    }
    found
}

/// The program that leads the process group `pid` and all it has started: its descendants, and those
/// of the grader's children that are of its group, for they were handed to the grader when their
/// parent died.
pub fn family(pid: Pid) -> Vec<Pid> {
    let is_orphan = |child: &Pid| {
        let group = process(*child).and_then(|process| process.stat().ok());
        *child != pid && group.is_some_and(|stat| Pid::try_from(stat.pgrp) == Ok(pid))
    };
    let orphans = orphans().into_iter().filter(is_orphan);
    let heads: Vec<Pid> = std::iter::once(pid).chain(orphans).collect();
    let descendants = heads.iter().flat_map(|head| descendants(*head));
    heads.iter().copied().chain(descendants).collect()
}

/// What the program that leads the process group `pid` has started and is stopped now (SIGSTOP).
pub fn stopped(pid: Pid) -> Vec<Pid> {
    let is_stopped = |other: &Pid| {
        let stat = process(*other).and_then(|process| process.stat().ok());
        *other != pid && stat.is_some_and(|stat| stat.state == 'T')
    };
    family(pid).into_iter().filter(is_stopped).collect()
}

/// The processes that were handed to the grader when their parent died, and some of those that it has started
/// itself. The kernel hands them to the first of its threads that lives (`find_new_reaper` in its
/// `kernel/exit.c`): to the main one, which ends last.
pub fn orphans() -> Vec<Pid> {
    let main = Process::myself().and_then(|own| own.task_main_thread());
    main.and_then(|main| main.children()).unwrap_or_default()
}

/// The processes that this one has started, or that were handed to it when their parent died.
fn children(pid: Pid) -> Vec<Pid> {
    let Some(tasks) = process(pid).and_then(|process| process.tasks().ok()) else {
        return Vec::new();
    };
    tasks
        .filter_map(|task| task.ok()?.children().ok())
        .flatten()
        .collect()
}

/// The process group of a process, and the value of a variable in the environment that it was
/// started with.
pub fn origin(pid: Pid, variable: &str) -> Option<(Pid, Option<String>)> {
    let process = process(pid)?;
    let group = process.stat().ok()?.pgrp;
    let value = process.environ().ok().and_then(|environment| {
        let value = environment.get(std::ffi::OsStr::new(variable))?;
        Some(value.to_string_lossy().into_owned())
    });
    Some((Pid::try_from(group).ok()?, value))
}

/// Whether the process catches or ignores this signal: then it does not do what the system would.
pub fn catches(pid: Pid, signal: i32) -> Option<bool> {
    let status = process(pid)?.status().ok()?;
    let bit = 1 << (signal - 1);
    Some((status.sigcgt | status.sigign) & bit != 0)
}

/// How many threads the process has.
pub fn threads(pid: Pid) -> Option<usize> {
    process(pid)?.tasks().ok().map(Iterator::count)
}

/// How many descriptors the process holds open.
pub fn descriptors(pid: Pid) -> Option<usize> {
    process(pid)?.fd_count().ok()
}

/// Allows the process no descriptor beside those that it has (RLIMIT_NOFILE): none with the lowest free number, or a
/// higher one. `None` if it cannot be done.
pub fn allow_no_more_descriptors(pid: Pid) -> Option<()> {
    let process = process(pid)?;
    let descriptors = process.fd().ok()?;
    let held: Vec<i32> = descriptors.filter_map(|fd| Some(fd.ok()?.fd)).collect();
    let free = (0..).find(|number| !held.contains(number))?;
    // What it may allow itself stays as it is: to raise that takes rights.
    let maximum = match process.limits().ok()?.max_open_files.hard_limit {
        LimitValue::Unlimited => None,
        LimitValue::Value(most) => Some(most),
    };
    let current = Some(u64::try_from(free).ok()?);
    let limit = Rlimit { current, maximum };
    let pid = rustix::process::Pid::from_raw(i32::try_from(pid).ok()?)?;
    prlimit(Some(pid), Resource::Nofile, limit).ok().map(drop)
}

/// How much memory of the process is in RAM, in bytes; and the most there ever was.
pub fn memory(pid: Pid) -> Option<(u64, u64)> {
    let status = process(pid)?.status().ok()?;
    Some((status.vmrss? * 1024, status.vmhwm? * 1024))
}

/// The CPU time that the process has used, all its threads together.
pub fn cpu_time(pid: Pid) -> Option<Duration> {
    let stat = process(pid)?.stat().ok()?;
    let ticks = stat.utime + stat.stime;
    Some(Duration::from_millis(
        ticks * 1000 / procfs::ticks_per_second(),
    ))
}

/// How long the threads of the process have stood in the queue for a processor, all together.
pub fn queued(pid: Pid) -> Option<Duration> {
    let delays = process(pid)?.tasks().ok()?.map(|task| {
        let schedstat = task.ok()?.schedstat().ok()?;
        Some(Duration::from_nanos(schedstat.run_delay))
    });
    delays.sum()
}

/// What each thread of the process has had of the processors.
pub fn processor_times(pid: Pid) -> Option<Vec<ProcessorTime>> {
    let times = process(pid)?.tasks().ok()?.map(|task| {
        let task = task.ok()?;
        let schedstat = task.schedstat().ok()?;
        Some(ProcessorTime {
            thread: task.tid,
            ran: Duration::from_nanos(schedstat.sum_exec_runtime),
            queued: Duration::from_nanos(schedstat.run_delay),
        })
    });
    times.collect()
}

/// Whether a process that was just started has become its program, and has closed what it had of its parent's. Of all
/// that execve(2) does, it writes the command line into the new memory last.
pub fn has_begun(pid: Pid) -> bool {
    let Some(process) = process(pid) else {
        return true;
    };
    let has_ended = || process.stat().map_or(true, |stat| stat.state == 'Z');
    process.cmdline().map_or(true, |words| !words.is_empty()) || has_ended()
}

/// Whether a thread of the program, or of what it has started, is running or could run now, or waits for nothing but
/// the kernel itself: a page of its program, a new process.
pub fn runs(pid: Pid) -> Option<bool> {
    let busy = |task: Task| {
        let stat = task.stat();
        stat.is_ok_and(|stat| matches!(stat.state, 'R' | 'D'))
    };
    let runs = |pid| {
        let mut tasks = process(pid)?.tasks().ok()?;
        Some(tasks.any(|task| task.is_ok_and(busy)))
    };
    if runs(pid)? {
        return Some(true);
    }
    // What has ended since it was listed does not run.
    let mut others = family(pid).into_iter().filter(|other| *other != pid);
    Some(others.any(|other| runs(other) == Some(true)))
}
