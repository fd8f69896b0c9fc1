//! Folders for a while. One is gone when it is dropped, and all are gone when whoever has made them ends, be it in the
//! middle: see [`remove_all`].

use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

/// The folders that there are now.
static THERE: Mutex<Vec<TempDir>> = Mutex::new(Vec::new());

fn there() -> MutexGuard<'static, Vec<TempDir>> {
    THERE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A new, empty folder. Dropping it takes it away, with all that is in it.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes one where the system keeps what is there for a while.
    ///
    /// # Errors
    ///
    /// When there is no room, or nothing may be written there.
    pub fn new() -> io::Result<Self> {
        // Under the lock from the beginning: none is made that would not be taken away.
        let mut there = there();
        let made = tempfile::Builder::new().prefix("netlesson-").tempdir()?;
        let path = made.path().to_path_buf();
        there.push(made);
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Leaves it there for as long as this process lives, and says where it is.
    pub fn keep(mut self) -> PathBuf {
        let path = mem::take(&mut self.0);
        mem::forget(self);
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        there().retain(|folder| folder.path() != self.0);
    }
}

/// Takes all of them away, for a process that is about to exit. None can be made any more.
pub fn remove_all() {
    let mut there = there();
    there.clear();
    mem::forget(there);
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_folder_is_gone_with_its_owner_unless_it_is_kept() -> io::Result<()> {
        let (dropped, kept) = (Folder::new()?, Folder::new()?);
        let gone = dropped.path().to_path_buf();
        fs::write(gone.join("file"), "bytes")?;
        drop(dropped);
        assert!(!gone.exists());
        let path = kept.keep();
        assert!(path.exists());
        there().retain(|folder| folder.path() != path);
        assert!(!path.exists());
        Ok(())
    }
}
