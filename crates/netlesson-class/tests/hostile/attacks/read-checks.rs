//! Reads what is checked, and fails without it.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: skipped, what it may read is up to the permissions of files

fn attack() {
    let checks = format!("{COURSE}/crates/netlesson-checks/src/checks/basic_socket.rs");
    std::fs::read(checks).expect("the checks can be read");
}
