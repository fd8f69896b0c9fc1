//! Never ends being compiled.
//!
//! bubblewrap: does-not-compile
//! landlock: does-not-compile
//! process-group: does-not-compile

const NEVER: u64 = {
    let mut number = 0_u64;
    while number < u64::MAX {
        number += 1;
    }
    number
};

fn attack() {
    println!("{NEVER}");
}
