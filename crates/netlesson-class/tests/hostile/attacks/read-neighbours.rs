//! Looks for what others have handed in, and fails without it.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: skipped, what it may read is up to the permissions of files

fn attack() {
    std::fs::read(NEIGHBOUR).expect("another's submission can be read");
}
