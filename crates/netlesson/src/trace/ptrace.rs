//! The requests of ptrace(2) that no crate offers as this course needs them. The one module of this crate with `unsafe`
//! in it: ptrace(2) takes pointers as numbers, so it has no safe form. nix has one for most requests; what it lacks is
//! a signal that it has no name for (SIGRTMIN and above), PTRACE_LISTEN, and the size of what
//! PTRACE_GET_SYSCALL_INFO may write. Every request here acts on another thread; none writes into this
//! process but the last, into an array that is as large as it says.
#![allow(
    unsafe_code,
    reason = "ptrace(2) has no safe form for these requests; see above"
)]

use std::ffi::{c_int, c_long};
use std::io;

use nix::libc;
use nix::unistd::Pid;

use super::tracer::Entered;

/// PTRACE_GET_SYSCALL_INFO and what it tells (linux/ptrace.h). libc has them for glibc alone.
const GET_SYSCALL_INFO: c_int = 0x420e;
const ENTRY: u8 = 1;
const EXIT: u8 = 2;

/// `struct ptrace_syscall_info` in words of eight bytes: what it is (one byte) and the architecture; the two pointers;
/// then the number and six arguments, or the result. The longest of its forms has eleven.
type Info = [u64; 11];

/// Where a thread has stopped for a system call.
#[derive(Debug, Clone, Copy)]
pub enum AtCall {
    /// It enters the call.
    Entry(Entered),
    /// It leaves the call, with this result: a negative one is an error's number (errno(3)).
    Exit(i64),
    /// At neither.
    Elsewhere,
}

fn asked(done: c_long) -> io::Result<()> {
    if done == -1 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

/// Lets a stopped thread go on, to its next stop at a system call if `with_calls`, with a signal that was on its way
/// (0: none).
///
/// # Errors
///
/// ESRCH when it is gone, or not stopped.
pub fn go_on(thread: Pid, with_calls: bool, signal: i32) -> io::Result<()> {
    let request = if with_calls {
        libc::PTRACE_SYSCALL
    } else {
        libc::PTRACE_CONT
    };
    // SAFETY: both requests take a number for `data`, and neither reads nor writes memory.
    asked(unsafe { libc::ptrace(request, thread.as_raw(), 0, c_long::from(signal)) })
}

/// Lets a thread that a signal has stopped stay stopped until it is sent SIGCONT (PTRACE_LISTEN).
///
/// # Errors
///
/// When it is gone, or not stopped by a signal.
pub fn listen(thread: Pid) -> io::Result<()> {
    // SAFETY: this request takes numbers, and neither reads nor writes memory.
    asked(unsafe { libc::ptrace(libc::PTRACE_LISTEN, thread.as_raw(), 0, 0) })
}

/// Whether a thread that has stopped for a system call enters or leaves it (PTRACE_GET_SYSCALL_INFO, Linux 5.3). The
/// kernel says so: who counts stops is wrong after the first that was missed.
///
/// # Errors
///
/// When it is gone, or not stopped.
pub fn at_call(thread: Pid) -> io::Result<AtCall> {
    let mut info: Info = [0; 11];
    let pointer = &raw mut info;
    // SAFETY: the kernel writes at most as many bytes as `addr` says, to `data`: the array is valid for as many, and
    // every bit pattern is a number.
    asked(unsafe {
        libc::ptrace(
            GET_SYSCALL_INFO as _,
            thread.as_raw(),
            size_of::<Info>(),
            pointer,
        )
    })?;
    let [what, _, _, first, arguments @ ..] = info;
    Ok(match what.to_ne_bytes()[0] {
        ENTRY => {
            let [a, b, c, d, e, f, _] = arguments;
            AtCall::Entry(Entered {
                number: first.cast_signed(),
                arguments: [a, b, c, d, e, f],
            })
        }
        EXIT => AtCall::Exit(first.cast_signed()),
        _ => AtCall::Elsewhere,
    })
}
