//! What each thread of a program waits for: the call that it is blocked in (`/proc/PID/task/TID/syscall`), and
//! what the descriptor in its first argument is.

use procfs::process::{FDTarget, Process};
use socket2::{Socket, Type};

use super::linux::connection;
use super::stillness::{blocked_in, borrow};
use super::{Pid, Wait};

/// What the threads of the process wait for, one entry a thread.
pub fn waits(pid: Pid) -> Vec<Wait> {
    let process = i32::try_from(pid)
        .ok()
        .and_then(|pid| Process::new(pid).ok());
    let Some(process) = process else {
        return Vec::new();
    };
    let tasks = process.tasks().into_iter().flatten();
    tasks
        .map(|task| task.map_or(Wait::Other, |task| one(pid, &process, task.tid)))
        .collect()
}

fn one(pid: Pid, process: &Process, tid: i32) -> Wait {
    let Some((call, [descriptor, _, length, ..])) = blocked_in(pid, tid) else {
        return Wait::Other;
    };
    match call {
        libc::SYS_futex => Wait::Thread,
        libc::SYS_wait4 | libc::SYS_waitid => Wait::Child,
        libc::SYS_accept | libc::SYS_accept4 => Wait::Accept,
        libc::SYS_write | libc::SYS_writev | libc::SYS_sendto | libc::SYS_sendmsg => {
            match descriptor {
                1 | 2 => Wait::Output,
                _ => Wait::Send { count: length },
            }
        }
        libc::SYS_read | libc::SYS_readv | libc::SYS_recvfrom | libc::SYS_recvmsg => {
            reads(pid, process, descriptor, length)
        }
        _ => Wait::Other,
    }
}

fn reads(pid: Pid, process: &Process, descriptor: u64, asked: u64) -> Wait {
    if descriptor == 0 {
        return Wait::Input;
    }
    let target = i32::try_from(descriptor)
        .ok()
        .and_then(|descriptor| process.fd_from_fd(descriptor).ok());
    match target.map(|descriptor| descriptor.target) {
        Some(FDTarget::Pipe(_)) => Wait::Pipe,
        Some(FDTarget::Socket(_)) => {
            let Some(socket) = borrow(pid, descriptor).map(Socket::from) else {
                return Wait::Other;
            };
            match socket.r#type() {
                Ok(Type::DGRAM) => Wait::ReceiveDatagram,
                Ok(Type::STREAM) => receives(&socket, asked).unwrap_or(Wait::Other),
                _ => Wait::Other,
            }
        }
        _ => Wait::Other,
    }
}

fn receives(socket: &Socket, asked: u64) -> Option<Wait> {
    let local = socket.local_addr().ok()?.as_socket()?;
    let remote = socket.peer_addr().ok()?.as_socket()?;
    let told = connection(local, remote)?;
    Some(Wait::Receive {
        read: told.received?.saturating_sub(told.receive_queue),
        unread: told.receive_queue,
        asked,
    })
}
