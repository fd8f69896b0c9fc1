//! Files of the grader's own.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

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
