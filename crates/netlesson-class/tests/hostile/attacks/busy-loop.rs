//! Runs in a circle.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    loop {
        std::hint::spin_loop();
    }
}
