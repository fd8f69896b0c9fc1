//! Removes and replaces its own program and its lesson.
//!
//! bubblewrap: 14
//! landlock: 14
//! process-group: 14, as root

fn attack() {
    let own = std::env::current_exe().expect("it runs");
    let _ = std::fs::remove_file(&own);
    let _ = std::fs::write(&own, "#!/bin/sh\necho passed\n");
    let _ = std::fs::remove_dir_all(".");
    let _ = std::fs::write("predictions.json", "{}");
}
