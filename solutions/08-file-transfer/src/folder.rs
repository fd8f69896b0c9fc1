//! The server's folder. A file waits apart, as a part, until it is whole and right; then it gets its name.
//!
//! ```text
//!  DIR/
//!    a.jpg                              whole: it got here by a rename, in one step
//!    .parts/
//!      5d41402abc4b2a76b9719d911017c592 on its way, or interrupted: so many bytes are here
//! ```

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::announcement::Announcement;
use crate::{PIECE, ended, invalid, md5_of};

/// The folder, and which parts in it are being written just now.
pub struct Folder {
    path: PathBuf,
    /// No name that a client may give leads in here.
    parts: PathBuf,
    taken: Mutex<HashSet<PathBuf>>,
}

impl Folder {
    /// Opens a folder that is there.
    pub fn open(path: &Path) -> io::Result<Arc<Self>> {
        let parts = path.join(".parts");
        match fs::create_dir(&parts) {
            Err(why) if why.kind() != ErrorKind::AlreadyExists => return Err(why),
            _ => {}
        }
        let (path, taken) = (path.into(), Mutex::default());
        Ok(Arc::new(Folder { path, parts, taken }))
    }

    /// Begins an upload, or goes on with one that was interrupted.
    pub fn begin(&self, announcement: Announcement) -> io::Result<Upload<'_>> {
        // step 3: name the part by a hash, claim it, open it to append, see how long it is
        // Another name, another size or another md5 is another part. A hash can be a file's name.
        let name = md5_of(&mut announcement.to_json().to_string().as_bytes())?;
        let claim = self.claim(self.parts.join(name))?;
        let mut options = OpenOptions::new();
        let file = options.create(true).append(true).open(&claim.part)?;
        let offset = file.metadata()?.len();
        Ok(Upload {
            announcement,
            claim,
            file,
            offset,
        })
    }

    /// Takes a part for one client alone: two who wrote to it would mix their bytes.
    fn claim(&self, part: PathBuf) -> io::Result<Claim<'_>> {
        if !self.taken().insert(part.clone()) {
            return Err(io::Error::other("this file is being sent already"));
        }
        Ok(Claim { folder: self, part })
    }

    fn taken(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A part that is one client's, until this is dropped.
struct Claim<'a> {
    folder: &'a Folder,
    part: PathBuf,
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        self.folder.taken().remove(&self.part);
    }
}

/// A file on its way. Dropped before it is stored, it can be gone on with later.
pub struct Upload<'a> {
    announcement: Announcement,
    claim: Claim<'a>,
    file: File,
    offset: u64,
}

impl Upload<'_> {
    /// How many bytes are here already.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Receives what is missing, and not a byte more. When the connection fails, what has come is kept.
    pub fn receive(&mut self, reader: &mut impl Read) -> io::Result<()> {
        // step 4: read piece by piece, at most what is missing, and write each at once
        let mut piece = vec![0; PIECE];
        while self.offset < self.announcement.size {
            let missing = self.announcement.size - self.offset;
            let room = missing.min(PIECE as u64) as usize;
            let length = reader.read(&mut piece[..room])?;
            if length == 0 {
                return Err(ended(format!(
                    "the stream ended, {missing} bytes are missing"
                )));
            }
            if let Err(why) = self.file.write_all(&piece[..length]) {
                // The disk is full, most likely. A part that nobody can finish only takes room.
                self.give_up();
                return Err(why);
            }
            self.offset += length as u64;
        }
        Ok(())
    }

    /// Gives the file its name, if it is what was announced.
    pub fn store(self) -> io::Result<()> {
        // step 5: compare the md5 of the part, then rename it; if either fails, give up
        let stored = self.is_right().and_then(|()| {
            let place = self.claim.folder.path.join(&self.announcement.name);
            fs::rename(&self.claim.part, place)
        });
        if stored.is_err() {
            // The next who announces this file begins anew.
            self.give_up();
        }
        stored
    }

    fn is_right(&self) -> io::Result<()> {
        let found = md5_of(&mut File::open(&self.claim.part)?)?;
        if found != self.announcement.md5 {
            return Err(invalid(format!("the md5 of what came is {found}")));
        }
        Ok(())
    }

    /// Takes the part away.
    fn give_up(&self) {
        // Whatever keeps it from going is no news to the client.
        let _ = fs::remove_file(&self.claim.part);
    }
}
