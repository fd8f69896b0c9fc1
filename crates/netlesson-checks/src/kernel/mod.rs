//! What the kernel can witness about a student's program.
//!
//! | question                                  | answered by                                     |
//! |-------------------------------------------|-------------------------------------------------|
//! | how much has it not read yet?             | [`receive_queue`] (sock_diag(7), proc(5))       |
//! | how much has arrived at all?              | [`received`] (sock_diag(7))                     |
//! | in how many segments did it come?         | [`data_segments`] (sock_diag(7))                |
//! | how many segments has it sent?            | [`segments_sent`], `Farewells` when it is gone  |
//! | where does it listen?                     | [`listening`]                                   |
//! | who waits at a listener, who was dropped? | [`queue`] (sock_diag(7))                        |
//! | does an address rest in TIME_WAIT?        | [`rests`] (sock_diag(7), proc(5))               |
//! | will it ever do anything again by itself? | [`stillness`] (`/proc/PID/task/TID/syscall`)    |
//! | what does each of its threads wait for?   | [`waits`] (the same, pidfd_getfd(2))            |
//! | what has it started?                      | [`descendants`]                                 |
//! | has it become its program?                | [`has_begun`] (`/proc/PID/cmdline`)             |
//! | which options has its socket?             | [`socket`], [`sockets`] (pidfd_getfd(2))        |
//! | whose is the socket of this address?      | [`is_of_another`] (proc(5))                     |
//! | how much does its blocked send take?      | [`sending`] (`/proc/PID/task/TID/syscall`)      |
//! | has it a handler for a signal?            | [`catches`]                                     |
//! | can it be kept from having more descriptors? | [`allow_no_more_descriptors`] (prlimit(2))       |
//! | threads, descriptors, memory, CPU time    | [`threads`], [`descriptors`], [`memory`], [`cpu_time`], [`queued`], [`processor_times`] |
//!
//! Only Linux tells all this; elsewhere every answer is `None`, and [`WITNESS`] is false.

use std::time::{Duration, Instant};

#[cfg(any(not(target_os = "linux"), test))]
#[cfg_attr(
    target_os = "linux",
    allow(dead_code, reason = "compiled in tests to keep it whole")
)]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod sock_diag;
#[cfg(target_os = "linux")]
mod stillness;
#[cfg(target_os = "linux")]
mod waits;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::*;
#[cfg(target_os = "linux")]
pub use linux::*;
#[cfg(target_os = "linux")]
pub use sock_diag::Farewells;
#[cfg(target_os = "linux")]
pub use stillness::{Stillness, prints, sending, socket, sockets, stillness};
#[cfg(target_os = "linux")]
pub use waits::waits;

/// Whether this system's kernel can be asked at all.
pub const WITNESS: bool = cfg!(target_os = "linux");

/// What a thread has had of the processors.
#[derive(Debug, Clone, Copy)]
pub struct ProcessorTime {
    /// The thread.
    pub thread: i32,
    /// How long it has run.
    pub ran: Duration,
    /// How long it has stood in the queue for a processor.
    pub queued: Duration,
}

/// A process as the kernel numbers it.
pub type Pid = u32;

/// What waits at a listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queue {
    /// How many connections are complete and were not accepted yet.
    pub waiting: u64,
    /// The backlog that it listens with, as the kernel keeps it.
    pub backlog: u64,
    /// How many calls the kernel has dropped here since it listens, for want of room.
    pub dropped: Option<u64>,
}

/// What a thread waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// Bytes on a TCP connection on which `read` bytes have been read and `unread` more are there; it asks
    /// for at most `asked`.
    Receive { read: u64, unread: u64, asked: u64 },
    /// Room to send on a TCP connection.
    Send { count: u64 },
    /// A datagram.
    ReceiveDatagram,
    /// A connection in its listener's queue.
    Accept,
    /// What is typed.
    Input,
    /// Room in its own stdout or stderr.
    Output,
    /// A pipe, such as that of a command it has started.
    Pipe,
    /// The end of a process that it has started.
    Child,
    /// Another thread: a lock, a channel, a join.
    Thread,
    /// Something else, or it waits for nothing.
    Other,
}

/// Waits until `condition` holds, at most `limit` long; whether it came to hold.
///
/// The kernel announces none of what is asked here (a queue run empty, a state entered), so it is
/// asked again and again, at first at once, then after half a millisecond, then after a tenth of the time
/// that has passed: many checks that wait on a busy machine must not be what it is busy with. The pause
/// decides how soon the answer is seen, never what it is.
pub fn wait_until(limit: Duration, mut condition: impl FnMut() -> bool) -> bool {
    const ASKED_AT_ONCE: u32 = 20;
    const SHORTEST: Duration = Duration::from_micros(500);
    const LONGEST: Duration = Duration::from_millis(10);
    let start = Instant::now();
    for asked in 0_u32.. {
        if condition() {
            return true;
        }
        let passed = start.elapsed();
        if passed >= limit {
            return false;
        }
        if asked < ASKED_AT_ONCE {
            std::thread::yield_now();
        } else {
            let pause = (passed / 10).clamp(SHORTEST, LONGEST);
            std::thread::sleep(pause.min(limit - passed));
        }
    }
    false
}
