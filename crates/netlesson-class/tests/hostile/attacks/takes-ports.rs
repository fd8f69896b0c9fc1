//! Takes every port that it can get.
//!
//! bubblewrap: 6
//! landlock: skipped, the ports are the machine's
//! process-group: skipped, the ports are the machine's

fn attack() {
    let taken: Vec<_> = (1024..u16::MAX)
        .filter_map(|port| std::net::TcpListener::bind(("127.0.0.1", port)).ok())
        .collect();
    std::mem::forget(taken);
}
