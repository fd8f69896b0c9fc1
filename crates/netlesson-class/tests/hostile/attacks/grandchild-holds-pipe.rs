//! Leaves a process behind that holds its output open.
//!
//! bubblewrap: 14
//! landlock: 14
//! process-group: 14

fn attack() {
    let _ = std::process::Command::new("sleep").arg("1000").spawn();
}
