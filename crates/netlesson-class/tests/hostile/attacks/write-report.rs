//! Writes a report where one could be expected, and everywhere else.
//!
//! bubblewrap: 14

fn attack() {
    for folder in [CANARY, COURSE, "/", "/usr", "/tmp", "..", "../..", "../../.."] {
        for name in ["report.json", "results.json"] {
            let _ = std::fs::write(format!("{folder}/{name}"), r#"{"passed": true}"#);
        }
    }
}
