//! Files that are sent, and the folder that they are sent to.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::patience::rests;
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{Stream, host::ANY_PORT};

/// The server's folder, as it is named to the server: it is started in the folder around it.
pub const DIR: &str = "inbox";

/// A file that is sent: its name, and what is in it.
#[derive(Clone)]
pub struct Sample {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Their md5, in lower-case hex, as they were made.
    pub md5: String,
}

impl Sample {
    /// A file that nobody has seen before, of so many bytes.
    pub fn new(play: &mut Play, length: usize) -> Self {
        /// A prime, so that nothing that is put in the wrong place fits there.
        const PATTERN: usize = 65_521;
        let mut pattern = vec![0; length.min(PATTERN)];
        play.random.fill(&mut pattern);
        // A hundred megabytes are many steps for an iterator in a program that is not optimised.
        let mut bytes = pattern.repeat(length.div_ceil(PATTERN).max(1));
        bytes.truncate(length);
        Self {
            name: format!("{}.bin", play.word(8)),
            md5: md5_hex(&bytes),
            bytes,
        }
    }

    /// The same bytes under another name.
    pub fn named(&self, name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..self.clone()
        }
    }

    /// What a client says of it.
    pub fn announcement(&self) -> Value {
        json!({"file_name": self.name, "file_size": self.bytes.len(), "md5": self.md5})
    }

    /// Puts it into a folder.
    pub fn write(&self, folder: &Path) -> Played {
        Ok(fs::write(folder.join(&self.name), &self.bytes)?)
    }
}

/// The md5 of the bytes, in lower-case hex.
pub fn md5_hex(bytes: &[u8]) -> String {
    format!("{:x}", md5::compute(bytes))
}

/// The student's server, and the folder that it takes files into.
pub struct Inbox {
    pub server: Arc<Program>,
    pub address: SocketAddr,
    /// The folder around the server's: nothing may appear here.
    pub around: PathBuf,
}

impl Inbox {
    /// A server with an empty folder.
    pub fn open(play: &mut Play) -> Played<Self> {
        let around = empty(play)?;
        let (server, address) = start(play, &around)?;
        Ok(Self {
            server,
            address,
            around,
        })
    }

    /// Kills the server, and starts it again on the same folder.
    pub fn kill_and_restart(&mut self, play: &mut Play) -> Played {
        self.server.kill()?;
        (self.server, self.address) = start(play, &self.around)?;
        Ok(())
    }

    /// A new client of it.
    pub fn call(&self, play: &mut Play) -> Played<Stream> {
        play.call(&self.server, self.address)
    }

    /// Where a file of this name is to be seen.
    pub fn place(&self, name: &str) -> PathBuf {
        self.around.join(DIR).join(name)
    }

    /// Expects the file to be there, whole.
    pub fn holds(&self, sample: &Sample) -> Played {
        expect_file(&self.server, &self.around.join(DIR), sample)
    }

    /// Expects that nothing is seen under this name.
    pub fn lacks(&self, name: &str) -> Played {
        expect_none(&self.server, &self.around.join(DIR), name)
    }

    /// The names of all that is in the server's folder now, sorted.
    pub fn names(&self) -> Played<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.around.join(DIR))? {
            // What is no text cannot be announced either.
            names.extend(entry?.file_name().into_string());
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Expects that nothing but the server's folder is in the folder around it.
    pub fn kept_inside(&self, name: &str) -> Played {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.around)? {
            found.push(entry?.file_name());
        }
        if found.iter().all(|name| name.to_str() == Some(DIR)) {
            return Ok(());
        }
        let arguments = [("program", self.server.name()), ("name", shown(name))];
        Err(Problem::witness("witness-outside-the-folder", &arguments))
    }
}

/// A name as a verdict shows it: what cannot be seen is escaped.
pub fn shown(name: &str) -> String {
    let name: String = name.chars().take(60).collect();
    format!("{name:?}")
}

/// A folder with the server's empty one in it.
pub fn empty(play: &mut Play) -> Played<PathBuf> {
    let around = play.temporary()?;
    fs::create_dir(around.join(DIR))?;
    Ok(around)
}

fn start(play: &mut Play, around: &Path) -> Played<(Arc<Program>, SocketAddr)> {
    let server = play.start_in(around, "server", &[&ANY_PORT.to_string(), DIR])?;
    let address = server.ready()?;
    Ok((server, address))
}

/// Expects that a folder holds this file, whole.
///
/// A server that speaks before it stores might be caught or not, as the processors have it: it is given the
/// time to come to rest. What tells it is a file that cannot be stored (`wrong-md5`, `ok-when-stored`).
pub fn expect_file(server: &Program, folder: &Path, sample: &Sample) -> Played {
    let arguments = [("program", server.name()), ("name", shown(&sample.name))];
    let look = || fs::read(folder.join(&sample.name));
    let found = match look() {
        Ok(found) if found == sample.bytes => return Ok(()),
        _ => {
            rests(server);
            look()
        }
    };
    match found {
        Err(_) => Err(Problem::witness("witness-not-stored", &arguments)),
        Ok(found) if found == sample.bytes => Ok(()),
        Ok(found) => {
            let symptom = Symptom::witness("witness-stored-otherwise", &arguments);
            Err(Problem::compared(symptom, &sample.bytes, found))
        }
    }
}

/// Expects that a folder has nothing of this name.
pub fn expect_none(server: &Program, folder: &Path, name: &str) -> Played {
    let Ok(found) = fs::symlink_metadata(folder.join(name)) else {
        return Ok(());
    };
    let arguments = [
        ("program", server.name()),
        ("name", shown(name)),
        ("count", found.len().to_string()),
    ];
    Err(Problem::witness("witness-seen-too-early", &arguments))
}

/// The plain files in a folder and in all folders in it: how many there are.
pub fn count_files(folder: &Path) -> Played<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        count += match entry.file_type()?.is_dir() {
            true => count_files(&entry.path())?,
            false => 1,
        };
    }
    Ok(count)
}
