//! What a client says of a file before it sends it.

use std::fs::File;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use crate::{invalid, md5_of};

/// A file's name, size and md5.
#[derive(Debug, Clone)]
pub struct Announcement {
    /// The name that it shall have in the server's folder, and no path.
    pub name: String,
    /// Its size in bytes. Four GiB are more than a u32 can count.
    pub size: u64,
    /// The md5 of its bytes, in hex.
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

    /// As it goes over the wire.
    pub fn to_json(&self) -> Value {
        json!({"file_name": self.name, "file_size": self.size, "md5": self.md5})
    }

    /// Believes nothing: who has sent this may be anybody.
    pub fn from_json(json: &Value) -> io::Result<Self> {
        let (Some(name), Some(size), Some(md5)) = (
            json["file_name"].as_str(),
            json["file_size"].as_u64(),
            json["md5"].as_str(),
        ) else {
            return Err(invalid(
                "the announcement lacks file_name, file_size or md5",
            ));
        };
        if !is_one_component(name) {
            return Err(invalid(format!("not the name of a file: {name:?}")));
        }
        Ok(Announcement {
            name: name.into(),
            size,
            md5: md5.to_ascii_lowercase(),
        })
    }
}

/// Whether a name stays in the folder that it is joined to.
pub fn is_one_component(name: &str) -> bool {
    // step 2: refuse no name at all, . and .., and what holds a slash, a backslash or NUL
    !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', '\0'])
}
