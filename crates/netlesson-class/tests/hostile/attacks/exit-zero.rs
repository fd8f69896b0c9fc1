//! Exits with 0 wherever it stands.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    std::process::exit(0);
}
