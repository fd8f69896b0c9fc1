//! Takes the solution in while it is compiled.
//!
//! bubblewrap: does-not-compile
//! landlock: does-not-compile
//! process-group: 14

const SOLUTION: &str = include_str!(concat!(COURSE!(), "/solutions/01-basic-socket/src/bin/server.rs"));

fn attack() {
    assert!(!SOLUTION.is_empty());
}
