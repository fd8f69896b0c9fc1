//! Prints one line without end.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    loop {
        print!("and so on, ");
    }
}
