//! Looks for what others have handed in, and fails without it.
//!
//! bubblewrap: 5
//! landlock: 5

fn attack() {
    std::fs::read(NEIGHBOUR).expect("another's submission can be read");
}
