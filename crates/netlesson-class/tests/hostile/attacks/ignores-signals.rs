//! Ignores every signal that can be ignored.
//!
//! bubblewrap: 13
//! landlock: 13
//! process-group: 13

unsafe extern "C" {
    fn signal(number: i32, handler: usize) -> usize;
}

fn attack() {
    for number in 1..64 {
        unsafe { signal(number, 1) };
    }
}
