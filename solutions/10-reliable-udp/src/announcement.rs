//! What a client says of a file before it sends it, as in lesson 8.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use serde_json::{Value, json};

/// A file's name, size and md5.
#[derive(Debug, Clone)]
pub struct Announcement {
    /// The name that it shall have in the server's folder, and no path.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// The md5 of its bytes, in lower-case hex.
    pub md5: String,
}

impl Announcement {
    /// Looks at a file: reads it once, for its md5.
    pub fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let md5 = md5_of(&mut file)?;
        let name = path.file_name().and_then(|name| name.to_str());
        Ok(Announcement {
            name: name
                .ok_or_else(|| invalid("it has no name in UTF-8"))?
                .into(),
            size: file.metadata()?.len(),
            md5,
        })
    }

    /// As packet 0 carries it.
    pub fn to_json(&self) -> Value {
        json!({"file_name": self.name, "file_size": self.size, "md5": self.md5})
    }

    /// Believes nothing: who has sent this may be anybody.
    pub fn from_json(json: &[u8]) -> io::Result<Self> {
        let json: Value = serde_json::from_slice(json)?;
        let (Some(name), Some(size), Some(md5)) = (
            json["file_name"].as_str(),
            json["file_size"].as_u64(),
            json["md5"].as_str(),
        ) else {
            return Err(invalid(
                "the announcement lacks file_name, file_size or md5",
            ));
        };
        if matches!(name, "" | "." | "..") || name.contains(['/', '\\', '\0']) {
            return Err(invalid(format!("not the name of a file: {name:?}")));
        }
        Ok(Announcement {
            name: name.into(),
            size,
            md5: md5.to_ascii_lowercase(),
        })
    }
}

/// The md5 of all that can be read, in lower-case hex, piece by piece.
pub fn md5_of(reader: &mut impl Read) -> io::Result<String> {
    let mut hash = md5::Context::new();
    io::copy(reader, &mut hash)?;
    Ok(format!("{:x}", hash.finalize()))
}

/// An error about what the other side has said.
pub fn invalid(why: impl Into<String>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why.into())
}
