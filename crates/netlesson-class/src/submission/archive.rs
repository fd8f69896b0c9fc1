//! A submission in an archive: read entry by entry, into memory; nothing is unpacked.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::read::MultiGzDecoder;
use tar::EntryType;
use zip::ZipArchive;

use super::{Kind, LIMITS, Submission};

/// The most bytes that an archive may come to when all its entries are passed over. Compressed a thousand times, as
/// a bomb is, they would keep the grader busy.
const UNPACKED: u64 = 512 * LIMITS.file;

/// A zip archive (APPNOTE.TXT, PKWARE).
pub fn zip(path: &Path) -> Result<Submission> {
    let broken = || format!("{} is no zip archive that can be read", path.display());
    let mut archive = ZipArchive::new(BufReader::new(File::open(path)?)).with_context(broken)?;
    let mut submission = Submission::default();
    for place in 0..archive.len() {
        let Ok(mut entry) = archive.by_index(place) else {
            // Encrypted, or packed in a way that nobody here knows.
            let name = archive.by_index_raw(place).with_context(broken)?;
            let name = String::from_utf8_lossy(name.name_raw()).into_owned();
            submission.unreadable(&name)?;
            continue;
        };
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if entry.is_dir() {
            continue;
        }
        let kind = if entry.is_symlink() {
            Kind::Link
        } else {
            Kind::File
        };
        submission.take(&name, kind, &mut entry)?;
    }
    Ok(submission)
}

/// A tar archive (POSIX.1-2017, pax).
pub fn tar(path: &Path) -> Result<Submission> {
    from_tar(BufReader::new(File::open(path)?), path)
}

/// The same, compressed by gzip.
pub fn tar_gz(path: &Path) -> Result<Submission> {
    let unpacked = MultiGzDecoder::new(BufReader::new(File::open(path)?));
    from_tar(unpacked, path)
}

fn from_tar(reader: impl Read, path: &Path) -> Result<Submission> {
    let broken = || format!("{} is no tar archive that can be read", path.display());
    let mut submission = Submission::default();
    let mut archive = tar::Archive::new(reader.take(UNPACKED));
    for entry in archive.entries().with_context(broken)? {
        let mut entry = entry.with_context(broken)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let kind = match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous => Kind::File,
            EntryType::Directory => continue,
            EntryType::Symlink | EntryType::Link => Kind::Link,
            // What git and pax say about the archive itself.
            EntryType::XGlobalHeader | EntryType::XHeader => continue,
            _ => Kind::Special,
        };
        submission.take(&name, kind, &mut entry)?;
    }
    Ok(submission)
}
