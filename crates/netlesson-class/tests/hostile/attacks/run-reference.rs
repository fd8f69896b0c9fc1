//! Becomes the reference program.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: skipped, what it may read is up to the permissions of files

fn attack() {
    use std::os::unix::process::CommandExt;
    let failed = std::process::Command::new(REFERENCE).args(std::env::args().skip(1)).exec();
    panic!("{failed}");
}
