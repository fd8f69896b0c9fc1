//! Systems whose kernel does not tell: every answer is that there is none.

use std::net::SocketAddr;
use std::time::Duration;

use super::{Pid, ProcessorTime, Queue, Wait};

/// See Linux: a picture of a program in which every thread is blocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stillness;

/// Not told here.
pub fn stillness(_: Pid) -> Option<Stillness> {
    None
}

/// Not told here.
pub fn sending(_: Pid) -> Option<u64> {
    None
}

/// Not told here.
pub fn waits(_: Pid) -> Vec<Wait> {
    Vec::new()
}

/// Not told here.
pub fn prints(_: Pid) -> bool {
    false
}

/// Not told here.
pub fn socket(_: Pid, _: SocketAddr, _: SocketAddr) -> Option<socket2::Socket> {
    None
}

/// Not told here.
pub fn sockets(_: Pid) -> Vec<socket2::Socket> {
    Vec::new()
}

/// Not told here.
pub fn is_of_another(_: Pid, _: SocketAddr) -> bool {
    false
}

/// Not told here.
pub fn has_begun(_: Pid) -> bool {
    true
}

/// Not told here.
pub fn receive_queue(_: SocketAddr, _: SocketAddr) -> Option<u64> {
    None
}

/// Not told here.
pub fn send_queue(_: SocketAddr, _: SocketAddr) -> Option<u64> {
    None
}

/// Not told here.
pub fn accepted(_: SocketAddr, _: SocketAddr) -> Option<bool> {
    None
}

/// Not told here.
pub fn segments_sent(_: SocketAddr, _: SocketAddr) -> Option<u64> {
    None
}

/// Not told here.
pub fn data_segments(_: SocketAddr, _: SocketAddr) -> Option<u64> {
    None
}

/// Not told here.
pub fn received(_: SocketAddr, _: SocketAddr) -> Option<u64> {
    None
}

/// Not told here.
pub fn listening(_: Pid) -> Option<Vec<SocketAddr>> {
    None
}

/// Not told here.
pub fn queue(_: SocketAddr) -> Option<Queue> {
    None
}

/// Not told here.
pub fn rests(_: SocketAddr) -> bool {
    false
}

/// Not told here.
pub fn catches(_: Pid, _: i32) -> Option<bool> {
    None
}

/// Not told here.
pub fn descendants(_: Pid) -> Vec<Pid> {
    Vec::new()
}

/// Not told here.
pub fn stopped(_: Pid) -> Vec<Pid> {
    Vec::new()
}

/// Not told here.
pub fn orphans() -> Vec<Pid> {
    Vec::new()
}

/// Not told here.
pub fn origin(_: Pid, _: &str) -> Option<(Pid, Option<String>)> {
    None
}

/// Not done here.
pub fn allow_no_more_descriptors(_: Pid) -> Option<()> {
    None
}

/// Not told here.
pub fn threads(_: Pid) -> Option<usize> {
    None
}

/// Not told here.
pub fn descriptors(_: Pid) -> Option<usize> {
    None
}

/// Not told here.
pub fn memory(_: Pid) -> Option<(u64, u64)> {
    None
}

/// Not told here.
pub fn cpu_time(_: Pid) -> Option<Duration> {
    None
}

/// Not told here.
pub fn queued(_: Pid) -> Option<Duration> {
    None
}

/// Not told here.
pub fn processor_times(_: Pid) -> Option<Vec<ProcessorTime>> {
    None
}

/// Not told here.
pub fn runs(_: Pid) -> Option<bool> {
    None
}
