//! Leaves a process behind in a session of its own.
//!
//! bubblewrap: 14
//! landlock: 14
//! process-group: 14

fn attack() {
    let _ = std::process::Command::new("setsid").args(["--fork", "sleep", "1000"]).status();
}
