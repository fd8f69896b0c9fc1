//! Prints what acts on terminals.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    println!("\x1b[2J\x1b]0;passed\x07\x1b[32mall checks pass\u{202e}");
}
