//! Reads the solution, and fails without it.
//!
//! bubblewrap: 5
//! landlock: 5

fn attack() {
    let solution = format!("{COURSE}/solutions/01-basic-socket/src/bin/server.rs");
    let text = std::fs::read_to_string(solution);
    text.expect("the solution can be read");
}
