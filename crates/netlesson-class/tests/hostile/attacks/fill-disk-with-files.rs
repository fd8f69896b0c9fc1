//! Writes files without end, none of them large.
//!
//! bubblewrap: grader-ended
//! landlock: grader-ended
//! process-group: grader-ended

fn attack() {
    for number in 0.. {
        let path = std::env::temp_dir().join(format!("file-{number}"));
        if std::fs::write(path, vec![1; 32 << 20]).is_err() {
            break;
        }
    }
}
