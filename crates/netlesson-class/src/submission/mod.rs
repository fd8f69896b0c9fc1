//! What a student hands in: a folder, a zip or tar archive, or a revision of a git repository.
//!
//! Only what is the student's is taken: `src/**` and `predictions.json` of a lesson's folder, wherever that folder
//! lies in what was handed in. Manifests, the lock file, checks and settings are the instructor's; those handed in
//! are not even looked at. Nothing is unpacked: an archive is read entry by entry, into memory, within [`LIMITS`].

mod archive;
mod folder;
mod git;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use netlesson_checks::lesson::LESSONS;
use netlesson_checks::starter::{PREDICTIONS, STARTERS};
use serde::{Deserialize, Serialize};

/// What a submission may have at most.
pub const LIMITS: Limits = Limits {
    file: 1024 * 1024,
    whole: 8 * 1024 * 1024,
    files: 500,
    entries: 20_000,
};

/// What a submission may have at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes in one file.
    pub file: u64,
    /// Bytes in all files that are taken.
    pub whole: u64,
    /// Files that are taken.
    pub files: usize,
    /// Files, folders and links that are looked at.
    pub entries: usize,
}

/// What was taken of a submission, and what was not.
#[derive(Debug, Default)]
pub struct Submission {
    /// The student's files of each lesson, by the lesson's slug and the path in its folder.
    pub lessons: BTreeMap<&'static str, BTreeMap<PathBuf, Vec<u8>>>,
    /// What would have belonged to a lesson and was refused.
    pub refused: Vec<Refused>,
    /// How much was taken so far.
    whole: u64,
    entries: usize,
}

/// A file that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Its path in what was handed in.
    pub path: String,
    /// Why.
    pub why: Refusal,
}

/// Why a file was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// It is a link: what it leads to is not the student's.
    Link,
    /// It is neither a file nor a folder.
    Special,
    /// Its path leads out of its folder, or is none that every system has.
    Path,
    /// It has more bytes than a file may have.
    TooLarge,
    /// With it the submission would have more bytes, or more files, than it may.
    TooMuch,
    /// The same file has come before, or a folder of its name: it could not be said which is meant.
    Twice,
    /// It cannot be read.
    Unreadable,
}

/// What an entry of a folder or an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Link,
    Special,
}

/// Reads a submission: a folder, an archive by its name's ending, or `REPOSITORY@REVISION`.
///
/// # Errors
///
/// When there is no such thing, it cannot be read, or it is broken.
pub fn read(place: &str) -> Result<Submission> {
    let path = Path::new(place);
    let name = place.to_ascii_lowercase();
    if path.is_dir() {
        return folder::read(path);
    }
    if path.is_file() {
        return match () {
            () if name.ends_with(".zip") => archive::zip(path),
            () if name.ends_with(".tar") => archive::tar(path),
            () if name.ends_with(".tar.gz") || name.ends_with(".tgz") => archive::tar_gz(path),
            () => bail!("{place} is no folder, no .zip, .tar, .tar.gz or .tgz"),
        };
    }
    match place.rsplit_once('@') {
        Some((repository, revision)) if Path::new(repository).is_dir() => {
            git::read(Path::new(repository), revision)
        }
        _ => bail!("there is no {place}"),
    }
}

impl Submission {
    /// Takes an entry, or refuses it, or leaves it alone because it belongs to no lesson.
    ///
    /// # Errors
    ///
    /// When there are more entries than anybody would look at.
    fn take(&mut self, path: &str, kind: Kind, content: &mut dyn Read) -> Result<()> {
        self.entries += 1;
        if self.entries > LIMITS.entries {
            bail!("it has more than {} entries", LIMITS.entries);
        }
        // So archives begin that were made of `.`.
        let path = path.strip_prefix("./").unwrap_or(path);
        let Some((slug, inside)) = student_s(path) else {
            return Ok(());
        };
        let taken = match kind {
            Kind::Link => Err(Refusal::Link),
            Kind::Special => Err(Refusal::Special),
            Kind::File => self.take_file(slug, &inside, path, content),
        };
        if let Err(why) = taken {
            let path = path.to_string();
            self.refused.push(Refused { path, why });
        }
        Ok(())
    }

    fn take_file(
        &mut self,
        slug: &'static str,
        inside: &str,
        path: &str,
        content: &mut dyn Read,
    ) -> Result<(), Refusal> {
        if !is_plain(path) {
            return Err(Refusal::Path);
        }
        let files = self.lessons.values().map(BTreeMap::len).sum::<usize>();
        let inside = PathBuf::from(inside);
        let lesson = self.lessons.entry(slug).or_default();
        if lesson
            .keys()
            .any(|other| inside.starts_with(other) || other.starts_with(&inside))
        {
            return Err(Refusal::Twice);
        }
        // What a file or an archive says of its size is not asked: the bytes are counted.
        let mut bytes = Vec::new();
        let read = content.take(LIMITS.file + 1).read_to_end(&mut bytes);
        let length = read.map_err(|_| Refusal::Unreadable)? as u64;
        if length > LIMITS.file {
            return Err(Refusal::TooLarge);
        }
        if self.whole + length > LIMITS.whole || files >= LIMITS.files {
            return Err(Refusal::TooMuch);
        }
        self.whole += length;
        lesson.insert(inside, bytes);
        Ok(())
    }

    /// Notes that an entry that would be the student's cannot be read.
    fn unreadable(&mut self, path: &str) -> Result<()> {
        self.take(path, Kind::File, &mut Unreadable)
    }
}

/// Gives an error in place of bytes.
struct Unreadable;

impl Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

/// The lesson that a path belongs to, and the path in its folder, if the file is the student's to hand in.
fn student_s(path: &str) -> Option<(&'static str, String)> {
    let parts: Vec<&str> = path.split(['/', '\\']).collect();
    LESSONS.iter().find_map(|lesson| {
        let place = parts.iter().position(|part| *part == lesson.slug)?;
        // Solutions and starters lie in folders of the same names: whoever hands in the whole course hands them in, too.
        if place > 0 && ["solutions", STARTERS].contains(&parts[place - 1]) {
            return None;
        }
        let inside = parts[place + 1..].join("/");
        let is_student_s = inside == PREDICTIONS || inside.starts_with("src/");
        is_student_s.then_some((lesson.slug, inside))
    })
}

/// Whether a path stays in its folder, on every system: no way up, no drive, no name that a system keeps
/// for itself, nothing that a terminal would act on, nothing longer than a file system takes.
pub(crate) fn is_plain(path: &str) -> bool {
    /// The bytes of a name (NAME_MAX, limits.h(0p)), and of a path: a quarter of PATH_MAX, for it is put into other folders.
    const LONGEST: (usize, usize) = (255, 1024);
    let is_plain = |part: &str| {
        !matches!(part, "" | "." | "..")
            && part.len() <= LONGEST.0
            && !part.contains(|char: char| char.is_control() || r#"\:*?"<>|"#.contains(char))
    };
    path.len() <= LONGEST.1 && path.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn took(path: &str, kind: Kind, bytes: &[u8]) -> Submission {
        let mut submission = Submission::default();
        submission
            .take(path, kind, &mut &bytes[..])
            .expect("one entry");
        submission
    }

    fn refused(path: &str, kind: Kind) -> Option<Refusal> {
        let submission = took(path, kind, b"fn main() {}");
        assert!(submission.lessons.values().all(BTreeMap::is_empty));
        submission.refused.first().map(|refused| refused.why)
    }

    #[test]
    fn a_student_s_sources_are_taken_wherever_their_lesson_s_folder_lies() {
        for path in [
            "exercises/02-loop-server/src/bin/server.rs",
            "anna-main/exercises/02-loop-server/src/bin/server.rs",
            "02-loop-server/src/bin/server.rs",
            "./02-loop-server/src/bin/server.rs",
        ] {
            let submission = took(path, Kind::File, b"fn main() {}");
            let files = &submission.lessons["02-loop-server"];
            assert_eq!(files[Path::new("src/bin/server.rs")], b"fn main() {}");
            assert_eq!(submission.refused, []);
        }
    }

    #[test]
    fn what_is_the_instructor_s_is_left_alone() {
        for path in [
            "Cargo.toml",
            ".cargo/config.toml",
            "exercises/02-loop-server/Cargo.toml",
            "exercises/02-loop-server/build.rs",
            "solutions/02-loop-server/src/bin/server.rs",
            "starters/02-loop-server/src/bin/server.rs",
            "crates/netlesson-checks/src/lib.rs",
        ] {
            assert_eq!(refused(path, Kind::File), None, "{path}");
            assert_eq!(refused(path, Kind::Link), None, "{path}");
        }
    }

    #[test]
    fn links_and_paths_that_lead_out_are_refused() {
        let source = "exercises/02-loop-server/src/bin/server.rs";
        assert_eq!(refused(source, Kind::Link), Some(Refusal::Link));
        assert_eq!(refused(source, Kind::Special), Some(Refusal::Special));
        for path in [
            "exercises/02-loop-server/src/../../../../etc/passwd",
            "/02-loop-server/src/bin/server.rs",
            "../02-loop-server/src/bin/server.rs",
            "02-loop-server/src/bin\\server.rs",
            "02-loop-server/src/bin/\x1b[2J.rs",
            "c:/02-loop-server/src/bin/server.rs",
            &format!("02-loop-server/src/{}.rs", "a".repeat(253)),
            &format!("02-loop-server/src{}/a.rs", "/a".repeat(600)),
        ] {
            assert_eq!(refused(path, Kind::File), Some(Refusal::Path), "{path}");
        }
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_is_refused_and_the_other_way_round() {
        let mut submission = Submission::default();
        for path in ["a.rs", "a.rs/b.rs", "c/d.rs", "c"] {
            let path = format!("02-loop-server/src/{path}");
            submission
                .take(&path, Kind::File, &mut &b""[..])
                .expect("few entries");
        }
        let refused = |path: &str| Refused {
            path: format!("02-loop-server/src/{path}"),
            why: Refusal::Twice,
        };
        assert_eq!(submission.refused, [refused("a.rs/b.rs"), refused("c")]);
    }

    #[test]
    fn too_large_too_much_and_twice_are_refused() {
        let mut submission = Submission::default();
        let mut take = |path: &str, length: u64| {
            let mut content = io::repeat(b'x').take(length);
            let path = format!("02-loop-server/src/{path}");
            submission
                .take(&path, Kind::File, &mut content)
                .expect("few entries");
            submission.refused.last().map(|refused| refused.why)
        };
        assert_eq!(take("0.rs", LIMITS.file), None);
        assert_eq!(take("1.rs", LIMITS.file + 1), Some(Refusal::TooLarge));
        assert_eq!(take("0.rs", 1), Some(Refusal::Twice));
        for number in 2..LIMITS.whole / LIMITS.file + 1 {
            take(&format!("{number}.rs"), LIMITS.file);
        }
        assert_eq!(take("more.rs", 1), Some(Refusal::TooMuch));
    }
}
