//! Files: writes the grader's own, and measures what others have written.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use anyhow::{Context as _, Result};

/// How much of its file system a folder takes with all that is in it, in bytes: what is allocated to each file, and a
/// block for its name. What cannot be read counts nothing.
pub fn disk_usage(folder: &Path) -> u64 {
    /// What most file systems allocate at a time.
    const BLOCK: u64 = 4096;
    /// The unit of `st_blocks` (stat(3type)).
    const UNIT: u64 = 512;
    let mut usage = 0;
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            usage += BLOCK + metadata.blocks() * UNIT;
            if metadata.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    usage
}

/// Writes a file, and makes the folders in which it lies.
///
/// # Errors
///
/// When a folder cannot be made, or the file not be written.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    let folder = path.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, bytes))
        .with_context(|| format!("cannot write {}", path.display()))
}
