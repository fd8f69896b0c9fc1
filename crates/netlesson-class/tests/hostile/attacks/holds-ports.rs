//! Holds some hundred ports, and goes on.
//!
//! bubblewrap: 14
//! landlock: 14
//! process-group: 14

fn attack() {
    let held: Vec<_> = (0..500).filter_map(|_| std::net::UdpSocket::bind("127.0.0.1:0").ok()).collect();
    std::mem::forget(held);
}
