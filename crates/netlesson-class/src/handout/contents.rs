//! The files of a handout, made from the course: without what is the instructor's, exercises at their starters.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use netlesson_checks::compile;
use netlesson_checks::lesson::LESSONS;
use netlesson_checks::starter::{STARTERS, starter};

use crate::files::write;

/// What is handed out: files, and folders with all that is in them. The exercises are made from the solutions.
const PARTS: &[&str] = &[
    ".cargo/config.toml",
    ".gitignore",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "README.zh.md",
    "crates/netlesson",
    "crates/netlesson-checks",
    "crates/netlesson-common",
    "docs/ci/grade.yml",
    "justfile",
];

/// What is handed out of an exercise beside its starter.
const OF_AN_EXERCISE: &[&str] = &["Cargo.toml", "README.md", "README.zh.md"];

/// What goes with the solutions alone: these tests play on them, or hold some in Python.
const WITH_SOLUTIONS: &[&str] = &["crates/netlesson/tests", "crates/netlesson-checks/tests"];

/// The files in which lines are marked that are not for every handout: see [`for_students`].
const MARKED: &[&str] = &["Cargo.toml", "README.md", "README.zh.md", "justfile"];

/// The files of a handout, by their paths in it, which have `/` between their parts.
pub type Files = BTreeMap<String, File>;

/// A file of a handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Whether it is a program.
    pub executable: bool,
}

impl File {
    fn text(text: String) -> Self {
        Self {
            bytes: text.into_bytes(),
            executable: false,
        }
    }
}

/// The files of a handout of the course at `root`.
///
/// # Errors
///
/// When the course cannot be read, there is a link in it, or cargo would lock other versions than the course has.
pub fn contents(root: &Path, with_solutions: bool) -> Result<Files> {
    let mut files = Files::new();
    for part in PARTS {
        take(root, part, with_solutions, &mut files)?;
    }
    if with_solutions {
        take(root, "solutions", with_solutions, &mut files)?;
    }
    for lesson in LESSONS {
        let exercise = format!("exercises/{}", lesson.slug);
        for name in OF_AN_EXERCISE {
            let path = format!("{exercise}/{name}");
            take(root, &path, with_solutions, &mut files)?;
        }
        let starter = starter(root, lesson)
            .with_context(|| format!("cannot read the solution of {}", lesson.slug))?;
        for (path, text) in starter {
            let file = File::text(text);
            let path = path.display();
            if !with_solutions {
                let place = format!("{STARTERS}/{}/{path}", lesson.slug);
                files.insert(place, file.clone());
            }
            files.insert(format!("{exercise}/{path}"), file);
        }
    }
    for path in MARKED {
        let file = files.get_mut(*path).context("it is among the parts")?;
        let text = String::from_utf8(std::mem::take(&mut file.bytes)).context(*path)?;
        let mut text = for_students(&text, with_solutions).with_context(|| format!("in {path}"))?;
        if *path == "Cargo.toml" && !with_solutions {
            // A pattern that nothing matches is an error to cargo.
            text = text.replace(r#", "solutions/*""#, "");
        }
        file.bytes = text.into_bytes();
    }
    let lock = lock(root, &files)?;
    files.insert("Cargo.lock".into(), File::text(lock));
    Ok(files)
}

/// Takes a file, or a folder with all that is in it but what editors leave there.
fn take(root: &Path, path: &str, with_solutions: bool, files: &mut Files) -> Result<()> {
    if !with_solutions && WITH_SOLUTIONS.contains(&path) {
        return Ok(());
    }
    let place = root.join(path);
    let about = || format!("cannot read {}", place.display());
    let found = fs::symlink_metadata(&place).with_context(about)?;
    if found.is_dir() {
        for entry in fs::read_dir(&place).with_context(about)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if !name.starts_with('.') && !name.ends_with('~') {
                take(root, &format!("{path}/{name}"), with_solutions, files)?;
            }
        }
        return Ok(());
    }
    ensure!(
        found.is_file(),
        "{} is no file: a handout holds files only, take it away first",
        place.display()
    );
    let file = File {
        bytes: fs::read(&place).with_context(about)?,
        executable: found.permissions().mode() & 0o100 != 0,
    };
    files.insert(path.into(), file);
    Ok(())
}

/// A text less what is marked as not for this handout, and less the marks. In TOML and in a justfile a mark is
/// `# handout: never` or `# handout: with solutions`, in Markdown the same in a comment. At the end of a line it is
/// about that line; on a line of its own it begins a part, which `handout: end` ends.
///
/// # Errors
///
/// When a mark says something else, or a part does not end.
pub fn for_students(text: &str, with_solutions: bool) -> Result<String> {
    let mut kept = String::new();
    let mut part = None;
    for line in text.split_inclusive('\n') {
        let mark = ["<!-- handout: ", "# handout: "];
        let mark = mark.iter().find_map(|begin| line.split_once(begin));
        let Some((before, said)) = mark else {
            if part != Some(false) {
                kept += line;
            }
            continue;
        };
        let (said, after) = said.split_once(" -->").unwrap_or((said, "\n"));
        let stays = match said.trim() {
            "never" => Some(false),
            "with solutions" => Some(with_solutions),
            "end" => None,
            other => bail!("handout: {other}"),
        };
        if before.trim().is_empty() {
            ensure!(
                part.is_some() != stays.is_some(),
                "handout: {}",
                said.trim()
            );
            part = stays;
        } else if stays == Some(true) && part != Some(false) {
            kept = kept + before.trim_end() + after;
        }
    }
    ensure!(part.is_none(), "a part that begins with a mark has no end");
    Ok(kept)
}

/// The course's lock file less what only those parts need that are not handed out. `cargo --locked` wants it so.
fn lock(root: &Path, files: &Files) -> Result<String> {
    let place = root.join("Cargo.lock");
    let course = fs::read_to_string(&place);
    let course = course.with_context(|| format!("cannot read {}", place.display()))?;
    let stage = tempfile::tempdir()?;
    for (path, file) in files {
        write(&stage.path().join(path), &file.bytes)?;
    }
    let lock = stage.path().join("Cargo.lock");
    fs::write(&lock, &course)?;
    let locked = Command::new(compile::cargo())
        .current_dir(stage.path())
        .args(["update", "--workspace", "--offline", "--quiet"])
        .output()
        .context("cannot start cargo")?;
    ensure!(
        locked.status.success(),
        "cargo cannot lock the handout:\n{}",
        String::from_utf8_lossy(&locked.stderr)
    );
    let lock = fs::read_to_string(lock)?;
    let locked = packages(&course);
    for package in packages(&lock) {
        ensure!(
            locked.contains(&package),
            "the course's Cargo.lock has not the {} that cargo wants: run cargo build first",
            package.join(" ")
        );
    }
    Ok(lock)
}

/// The packages of a lock file: name, version, source and checksum of each, as they stand there.
fn packages(lock: &str) -> Vec<Vec<&str>> {
    let keys = ["name = ", "version = ", "source = ", "checksum = "];
    lock.split("[[package]]\n")
        .skip(1)
        .map(|package| {
            let lines = package.lines();
            lines
                .filter(|line| keys.iter().any(|key| line.starts_with(key)))
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_lines_and_parts_are_left_out() {
        let text = "a\nb # handout: never\n| c <!-- handout: with solutions --> |\n\
            <!-- handout: never -->\nd\n<!-- handout: end -->\n# handout: with solutions\ne\n# handout: end\nf\n";
        let made = |with_solutions| for_students(text, with_solutions).expect("marks that end");
        assert_eq!(made(false), "a\nf\n");
        assert_eq!(made(true), "a\n| c |\ne\nf\n");
    }

    #[test]
    fn a_mark_that_says_something_else_is_an_error() {
        for text in [
            "# handout: nevr\n",
            "# handout: never\na\n",
            "# handout: end\n",
            "# handout: never\n# handout: never\n# handout: end\n",
        ] {
            assert!(for_students(text, true).is_err(), "{text}");
        }
    }
}
