//! Closes its outputs and goes on.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

unsafe extern "C" {
    fn close(descriptor: i32) -> i32;
}

fn attack() {
    unsafe {
        close(1);
        close(2);
    }
}
