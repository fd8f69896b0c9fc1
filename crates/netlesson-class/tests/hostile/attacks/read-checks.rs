//! Reads what is checked, and fails without it.
//!
//! bubblewrap: 5
//! landlock: 5

fn attack() {
    let checks = format!("{COURSE}/crates/netlesson-checks/src/checks/basic_socket.rs");
    std::fs::read(checks).expect("the checks can be read");
}
