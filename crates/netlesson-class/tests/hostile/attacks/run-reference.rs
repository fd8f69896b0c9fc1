//! Becomes the reference program.
//!
//! bubblewrap: 5
//! landlock: 5

fn attack() {
    use std::os::unix::process::CommandExt;
    let failed = std::process::Command::new(REFERENCE).args(std::env::args().skip(1)).exec();
    panic!("{failed}");
}
