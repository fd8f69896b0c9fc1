//! Takes a file of the system in while it is compiled.
//!
//! bubblewrap: does-not-compile
//! landlock: does-not-compile
//! process-group: 14

const SECRET: &str = include_str!("/etc/passwd");

fn attack() {
    assert!(!SECRET.is_empty());
}
