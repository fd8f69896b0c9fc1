//! Calls itself until its stack is full.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    fn deeper(depth: u64) -> u64 {
        std::hint::black_box(depth) + if depth == u64::MAX { 0 } else { deeper(depth + 1) }
    }
    println!("{}", deeper(0));
}
