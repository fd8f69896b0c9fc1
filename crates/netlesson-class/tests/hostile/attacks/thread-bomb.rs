//! Starts threads without end.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    loop {
        let thread = std::thread::Builder::new().stack_size(16 * 1024);
        let _ = thread.spawn(|| std::thread::sleep(std::time::Duration::from_secs(1000)));
    }
}
