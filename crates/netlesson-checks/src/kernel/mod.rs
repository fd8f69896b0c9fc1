//! What the kernel can witness about a student's program.
//!
//! | question                                  | answered by                                     |
//! |-------------------------------------------|-------------------------------------------------|
//! | how much has it not read yet?             | [`receive_queue`] (sock_diag(7), proc(5))       |
//! | in how many segments did it come?         | [`data_segments`] (sock_diag(7))                |
//! | where does it listen?                     | [`listening`]                                   |
//! | will it ever do anything again by itself? | [`stillness`] (`/proc/PID/task/TID/syscall`)    |
//! | what has it started?                      | [`descendants`]                                 |
//! | which options has its socket?             | [`socket`] (pidfd_getfd(2))                     |
//! | how much does its blocked send take?      | [`sending`] (`/proc/PID/task/TID/syscall`)      |
//! | threads, descriptors, memory, CPU time    | [`threads`], [`descriptors`], [`memory`], [`cpu_time`], [`queued`] |
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

#[cfg(not(target_os = "linux"))]
pub use elsewhere::*;
#[cfg(target_os = "linux")]
pub use linux::*;
#[cfg(target_os = "linux")]
pub use stillness::{Stillness, prints, sending, socket, stillness};

/// Whether this system's kernel can be asked at all.
pub const WITNESS: bool = cfg!(target_os = "linux");

/// A process as the kernel numbers it.
pub type Pid = u32;

/// Waits until `condition` holds, at most `limit` long; whether it came to hold.
///
/// The kernel announces none of what is asked here (a queue run empty, a state entered), so it is
/// asked again and again, at first at once, then every half millisecond. The pause decides how
/// soon the answer is seen, never what it is.
pub fn wait_until(limit: Duration, mut condition: impl FnMut() -> bool) -> bool {
    const ASKED_AT_ONCE: u32 = 20;
    const PAUSE: Duration = Duration::from_micros(500);
    let start = Instant::now();
    for asked in 0_u32.. {
        if condition() {
            return true;
        }
        if start.elapsed() >= limit {
            return false;
        }
        if asked < ASKED_AT_ONCE {
            std::thread::yield_now();
        } else {
            std::thread::sleep(PAUSE);
        }
    }
    false
}
