//! A submission in a folder.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Kind, Submission};

/// Takes what is the student's in a folder. No link is followed.
pub fn read(folder: &Path) -> Result<Submission> {
    let mut submission = Submission::default();
    inside(folder, "", &mut submission)
        .with_context(|| format!("cannot read {}", folder.display()))?;
    Ok(submission)
}

fn inside(folder: &Path, before: &str, submission: &mut Submission) -> Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = format!("{before}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        // What cargo has built is nobody's source, and much.
        if kind.is_dir() && !matches!(path.as_str(), "target" | ".git") {
            inside(&entry.path(), &format!("{path}/"), submission)?;
        } else if kind.is_symlink() {
            submission.take(&path, Kind::Link, &mut std::io::empty())?;
        } else if kind.is_file() {
            match File::open(entry.path()) {
                Ok(mut file) => submission.take(&path, Kind::File, &mut file)?,
                Err(_) => submission.unreadable(&path)?,
            }
        } else if !kind.is_dir() {
            submission.take(&path, Kind::Special, &mut std::io::empty())?;
        }
    }
    Ok(())
}
