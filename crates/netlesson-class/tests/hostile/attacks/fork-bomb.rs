//! Starts itself twice, and each of these, too.
//!
//! bubblewrap: grader-ended
//! landlock: grader-ended
//! process-group: grader-ended

unsafe extern "C" {
    fn fork() -> i32;
}

fn attack() {
    loop {
        unsafe { fork() };
    }
}
