//! Prints errors without end.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    loop {
        eprintln!("error: and so on");
    }
}
