//! Stops the process that grades it.
//!
//! bubblewrap: 14
//! landlock: 14
//! process-group: grader-ended

unsafe extern "C" {
    fn kill(process: i32, signal: i32) -> i32;
    fn getppid() -> i32;
}

fn attack() {
    unsafe { kill(getppid(), 19) };
}
