//! Kills every process that it may signal, and not only once.
//!
//! bubblewrap: 14
//! landlock: 14
//! process-group: grader-ended, as root

unsafe extern "C" {
    fn kill(process: i32, signal: i32) -> i32;
}

fn attack() {
    for _ in 0..1000 {
        unsafe { kill(-1, 9) };
    }
}
