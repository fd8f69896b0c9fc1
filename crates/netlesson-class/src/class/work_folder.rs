//! The folder in which everything is compiled and graded. It is taken away at the end of a run, or by the next one
//! where this one was killed.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use netlesson_class::files::remove;
use rustix::fs::{FlockOperation, flock};
use rustix::process::geteuid;

const PREFIX: &str = "netlesson-class-";

/// The file in it that its owner has locked for as long as it lives (flock(2)).
const LOCK: &str = "lock";

/// Such a folder.
pub struct WorkFolder {
    path: PathBuf,
    _lock: File,
}

impl WorkFolder {
    /// A new one under the folder for temporary files. Those that their owners left there are taken away.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn make() -> Result<Self> {
        let place = std::env::temp_dir();
        for entry in fs::read_dir(&place).into_iter().flatten().flatten() {
            let named = entry.file_name().to_string_lossy().starts_with(PREFIX);
            if named && is_abandoned(&entry.path()) {
                // What cannot be taken away hinders nobody.
                let _ = remove(&entry.path());
            }
        }
        let made = tempfile::Builder::new().prefix(PREFIX).tempdir_in(&place);
        let made = made.with_context(|| format!("cannot make a folder in {}", place.display()))?;
        let lock = File::create(made.path().join(LOCK))?;
        flock(&lock, FlockOperation::NonBlockingLockExclusive)?;
        // Whoever grades as another user must be able to get there.
        fs::set_permissions(made.path(), Permissions::from_mode(0o755))?;
        Ok(Self {
            path: made.keep(),
            _lock: lock,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        let _ = remove(&self.path);
    }
}

/// Whether a folder is ours, and nobody lives who has locked it. One without the file is about to be made.
fn is_abandoned(folder: &Path) -> bool {
    let ours = |found: &fs::Metadata| found.is_dir() && found.uid() == geteuid().as_raw();
    fs::symlink_metadata(folder).is_ok_and(|found| ours(&found))
        && File::open(folder.join(LOCK))
            .is_ok_and(|lock| flock(lock, FlockOperation::NonBlockingLockExclusive).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_abandoned_once_its_owner_is_gone() -> Result<()> {
        let folder = WorkFolder::make()?;
        let path = folder.path().to_path_buf();
        assert!(!is_abandoned(&path));
        // As a killed owner leaves it: the kernel takes the lock away, and nobody the folder.
        let left = std::mem::ManuallyDrop::new(folder);
        flock(&left._lock, FlockOperation::Unlock)?;
        assert!(is_abandoned(&path));
        let next = WorkFolder::make()?;
        assert!(!path.exists());
        assert!(next.path().exists());
        Ok(())
    }
}
