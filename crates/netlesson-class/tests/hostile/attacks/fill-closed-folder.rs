//! Writes into a folder that it has closed, so that nobody sees how much.
//!
//! bubblewrap: grader-ended
//! landlock: grader-ended
//! process-group: grader-ended

fn attack() {
    use std::io::Write;
    let folder = std::env::temp_dir().join("closed");
    let _ = std::fs::create_dir(&folder);
    let files: Vec<_> = (0..100).map(|number| std::fs::File::create(folder.join(number.to_string()))).collect();
    let closed = std::os::unix::fs::PermissionsExt::from_mode(0o000);
    let _ = std::fs::set_permissions(&folder, closed);
    for mut file in files.into_iter().flatten() {
        let _ = file.write_all(&vec![1; 32 << 20]);
    }
    std::thread::sleep(std::time::Duration::from_secs(60));
}
