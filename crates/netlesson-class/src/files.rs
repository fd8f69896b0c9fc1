//! Files: writes the grader's own, measures and removes what others have written.

use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use anyhow::{Context as _, Result};

/// How much of its file system a folder takes with all that is in it, in bytes: what is allocated to each file, and a
/// block for its name. What is gone when it is looked at counts nothing.
///
/// # Errors
///
/// When there is a folder that may not be read.
pub fn disk_usage(folder: &Path) -> io::Result<u64> {
    /// What most file systems allocate at a time.
    const BLOCK: u64 = 4096;
    /// The unit of `st_blocks` (stat(3type)).
    const UNIT: u64 = 512;
    let mut usage = 0;
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => return Err(error),
            entries => entries.into_iter().flatten().flatten(),
        };
        for entry in entries {
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            usage += BLOCK + metadata.blocks() * UNIT;
            if metadata.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    Ok(usage)
}

/// Removes a folder that a stranger's programs have written into, all of which have ended: also what they have closed to
/// their own user. A folder that is not there is removed already.
///
/// # Errors
///
/// When it cannot be removed.
pub fn remove(folder: &Path) -> io::Result<()> {
    let removed = || match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    };
    let Err(_) = removed() else {
        return Ok(());
    };
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        fs::set_permissions(&folder, Permissions::from_mode(0o700))?;
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    removed()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_folder_is_told_and_removed() -> Result<()> {
        let place = tempfile::tempdir()?;
        let outer = place.path().join("outer");
        let closed = outer.join("closed");
        write(&closed.join("file"), vec![1; 5000])?;
        assert!(disk_usage(&outer)? > 5000);
        fs::set_permissions(&closed, Permissions::from_mode(0o000))?;
        // Nothing is closed to root.
        let told =
            disk_usage(&outer).is_err_and(|error| error.kind() == ErrorKind::PermissionDenied);
        assert_eq!(told, !rustix::process::geteuid().is_root());
        remove(&outer)?;
        assert!(!outer.exists());
        remove(&outer)?;
        Ok(())
    }
}
