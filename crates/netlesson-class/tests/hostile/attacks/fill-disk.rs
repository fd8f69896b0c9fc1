//! Writes a file without end, and then many.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    use std::io::Write;
    for number in 0.. {
        let Ok(mut file) = std::fs::File::create(std::env::temp_dir().join(number.to_string())) else { break };
        while file.write_all(&[1; 1 << 20]).is_ok() {}
        if number > 100 {
            break;
        }
    }
}
