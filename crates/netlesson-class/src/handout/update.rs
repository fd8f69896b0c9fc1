//! Writes a handout into a folder. What was handed out before and was not changed since follows the course; what was
//! changed is kept, and where the course changed it, too, the course's version is put beside it.
//!
//! A file is written under another name and renamed, and the manifest comes last: interrupted, the next run does
//! the rest, and nothing is half a file.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use super::contents::{File, Files};
use crate::submission::is_plain;

/// The file of a handout that says what was handed out. git holds it: a student may clone the folder anew.
pub const MANIFEST: &str = ".handout.json";

/// The name under which a file is written before it gets its own.
const UNFINISHED: &str = ".handout.new";

/// What was handed out: a digest for each file.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    files: BTreeMap<String, String>,
}

/// What an update did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// How many files were written that were not there.
    pub added: usize,
    /// How many were replaced by the course's new version.
    pub replaced: usize,
    /// How many were removed, because the course has them no more.
    pub removed: usize,
    /// The files that were changed since they were handed out, by their paths in the handout.
    pub kept: BTreeMap<String, Kept>,
}

/// How a file was kept.
#[derive(Debug, PartialEq, Eq)]
pub enum Kept {
    /// The course did not change it.
    Alone,
    /// The course changed it, too: its version is in the file of this path.
    Beside(String),
    /// The course has it no more.
    Orphan,
}

/// Writes the files into the folder: a new or empty one, or a handout.
///
/// # Errors
///
/// When the folder is something else, a link or a folder is where a file is to be (then nothing was changed), or it
/// cannot be written.
pub fn update(folder: &Path, files: &Files) -> Result<Update> {
    fs::create_dir_all(folder)?;
    let handout = Handout(folder);
    let before = handout.manifest()?;
    for path in files.keys().chain(before.files.keys()) {
        handout.is_free(path)?;
    }
    let manifest = Manifest {
        files: files
            .iter()
            .map(|(path, file)| (path.clone(), digest(&file.bytes)))
            .collect(),
    };
    if before.files.is_empty() {
        // Interrupted from here on, the folder is a handout already.
        handout.write_manifest(&before)?;
    }
    let mut done = Update::default();
    for (path, file) in files {
        let handed = before.files.get(path);
        let fresh = &manifest.files[path];
        match handout.digest(path)? {
            None => {
                handout.write(path, file)?;
                done.added += 1;
            }
            Some(now) if now == *fresh => {}
            Some(now) if Some(&now) == handed => {
                handout.write(path, file)?;
                done.replaced += 1;
            }
            Some(_) if Some(fresh) == handed => {
                done.kept.insert(path.clone(), Kept::Alone);
            }
            Some(_) => {
                let beside = handout.write_beside(path, file)?;
                done.kept.insert(path.clone(), Kept::Beside(beside));
            }
        }
    }
    for (path, handed) in &before.files {
        if files.contains_key(path) {
            continue;
        }
        match handout.digest(path)? {
            None => {}
            Some(now) if now == *handed => {
                handout.remove(path)?;
                done.removed += 1;
            }
            Some(_) => {
                done.kept.insert(path.clone(), Kept::Orphan);
            }
        }
    }
    if manifest != before {
        handout.write_manifest(&manifest)?;
    }
    Ok(done)
}

/// The folder of a handout.
struct Handout<'a>(&'a Path);

impl Handout<'_> {
    /// What was handed out before; nothing into an empty folder.
    fn manifest(&self) -> Result<Manifest> {
        self.is_free(MANIFEST)?;
        let path = self.0.join(MANIFEST);
        let broken = || format!("{} cannot be read: bring it back with git", path.display());
        match fs::read_to_string(&path) {
            Ok(text) => {
                let manifest: Manifest = serde_json::from_str(&text).with_context(broken)?;
                for path in manifest.files.keys() {
                    // It comes from a student: nothing outside of the folder may be named in it.
                    ensure!(
                        is_plain(path),
                        "{}: {path:?} is no path of a handout",
                        broken()
                    );
                }
                Ok(manifest)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                for entry in fs::read_dir(self.0)? {
                    let name = entry?.file_name();
                    if name != ".git" && name != UNFINISHED {
                        bail!(
                            "it is neither empty nor a handout, {} is in it: name a new folder",
                            name.display()
                        );
                    }
                }
                Ok(Manifest::default())
            }
            Err(error) => Err(error).with_context(broken),
        }
    }

    fn write_manifest(&self, manifest: &Manifest) -> Result<()> {
        let bytes = (serde_json::to_string_pretty(manifest)? + "\n").into_bytes();
        let executable = false;
        self.write(MANIFEST, &File { bytes, executable })
    }

    /// That a file of this path is there, or could be, and no link leads to it: what is behind one lies elsewhere.
    fn is_free(&self, path: &str) -> Result<()> {
        let mut place = self.0.to_path_buf();
        let mut parts = Path::new(path).iter().peekable();
        while let Some(part) = parts.next() {
            place.push(part);
            let found = match fs::symlink_metadata(&place) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
                found => found.with_context(|| format!("cannot read {}", place.display()))?,
            };
            let (kind, is_it) = match parts.peek() {
                Some(_) => ("folder", found.is_dir()),
                None => ("file", found.is_file()),
            };
            ensure!(
                is_it,
                "{} is no {kind}, and the course has one there: move it away",
                place.display()
            );
        }
        Ok(())
    }

    /// The digest of the file as it is now; `None` when there is none.
    fn digest(&self, path: &str) -> Result<Option<String>> {
        match fs::read(self.0.join(path)) {
            Ok(bytes) => Ok(Some(digest(&bytes))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {path}")),
        }
    }

    fn write(&self, path: &str, file: &File) -> Result<()> {
        let write = || {
            let place = self.0.join(path);
            fs::create_dir_all(place.parent().unwrap_or(self.0))?;
            let unfinished = self.0.join(UNFINISHED);
            match fs::remove_file(&unfinished) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(if file.executable { 0o777 } else { 0o666 })
                .open(&unfinished)?
                .write_all(&file.bytes)?;
            fs::rename(&unfinished, &place)
        };
        write().with_context(|| format!("cannot write {path}"))
    }

    /// Writes the course's version beside the file, where nothing else is; the path.
    fn write_beside(&self, path: &str, file: &File) -> Result<String> {
        let course_s = Some(digest(&file.bytes));
        let mut beside = format!("{path}.new");
        let mut number = 1;
        while let Ok(found) = fs::symlink_metadata(self.0.join(&beside)) {
            if found.is_file() && self.digest(&beside)? == course_s {
                return Ok(beside);
            }
            number += 1;
            beside = format!("{path}.new-{number}");
        }
        self.write(&beside, file)?;
        Ok(beside)
    }

    /// Removes a file, and the folders that it was alone in.
    fn remove(&self, path: &str) -> Result<()> {
        let place: PathBuf = self.0.join(path);
        fs::remove_file(&place).with_context(|| format!("cannot remove {path}"))?;
        let _ = place
            .ancestors()
            .skip(1)
            .take_while(|parent| *parent != self.0)
            .try_for_each(fs::remove_dir);
        Ok(())
    }
}

/// A digest of a file's content. How its lines end does not count: git ends them as the system has it.
fn digest(bytes: &[u8]) -> String {
    let mut content = Vec::with_capacity(bytes.len());
    for (place, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(place + 1) != Some(&b'\n') {
            content.push(*byte);
        }
    }
    format!("{:x}", md5::compute(content))
}
