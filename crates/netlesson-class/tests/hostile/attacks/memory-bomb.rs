//! Takes memory without end.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    let mut all = Vec::new();
    loop {
        all.push(vec![1_u8; 1 << 20]);
    }
}
