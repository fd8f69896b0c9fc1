//! Makes many small files.
//!
//! bubblewrap: 14
//! landlock: 14
//! process-group: 14

fn attack() {
    for number in 0..2_000 {
        if std::fs::write(std::env::temp_dir().join(format!("file-{number}")), "x").is_err() {
            break;
        }
    }
}
