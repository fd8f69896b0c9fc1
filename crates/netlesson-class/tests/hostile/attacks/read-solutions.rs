//! Reads the solution, and fails without it.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: skipped, what it may read is up to the permissions of files

fn attack() {
    let solution = format!("{COURSE}/solutions/01-basic-socket/src/bin/server.rs");
    let text = std::fs::read_to_string(solution);
    text.expect("the solution can be read");
}
