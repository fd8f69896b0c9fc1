//! Looks for secrets in the environments of all others, and fails without them.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5, as root

fn attack() {
    let processes = std::fs::read_dir("/proc").expect("processes");
    let found = processes.flatten().any(|process| {
        let environment = std::fs::read(process.path().join("environ")).unwrap_or_default();
        String::from_utf8_lossy(&environment).contains("CARGO_MANIFEST_DIR")
    });
    assert!(found);
}
