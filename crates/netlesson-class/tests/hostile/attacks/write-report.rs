//! Writes a report where one could be expected, and everywhere else.
//!
//! bubblewrap: 14
//! landlock: 14
//! process-group: skipped, what it may write is up to the permissions of files

fn attack() {
    for folder in [CANARY, COURSE, "/", "/usr", "..", "../..", "../../.."] {
        for name in ["report.json", "results.json"] {
            let _ = std::fs::write(format!("{folder}/{name}"), r#"{"passed": true}"#);
        }
    }
}
