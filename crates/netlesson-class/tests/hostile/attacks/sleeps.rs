//! Sleeps for a thousand seconds.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    std::thread::sleep(std::time::Duration::from_secs(1000));
}
