//! Prints lines without end.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    loop {
        println!("and so on");
    }
}
