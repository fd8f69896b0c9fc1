//! A submission in a revision of a git repository.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use super::{Kind, LIMITS, Submission};

/// The modes of a tree's entries (git's `fast-import` manual): a file, one that can be executed, a link.
const FILES: [&str; 2] = ["100644", "100755"];
const LINK: &str = "120000";

/// Takes what is the student's of a revision. Nothing is checked out: no hook, filter or setting of the
/// repository's has a say.
pub fn read(repository: &Path, revision: &str) -> Result<Submission> {
    ensure!(!revision.starts_with('-'), "{revision} is no revision");
    let tree = git(
        repository,
        &["ls-tree", "-r", "-z", "--full-tree", revision],
    )?;
    let mut submission = Submission::default();
    for entry in tree
        .split(|&byte| byte == 0)
        .filter(|entry| !entry.is_empty())
    {
        let entry = String::from_utf8_lossy(entry);
        // MODE TYPE OBJECT, a tab, the path.
        let (said, path) = entry
            .split_once('\t')
            .context("git ls-tree says something else")?;
        let mut said = said.split(' ');
        let (mode, object) = (said.next().unwrap_or(""), said.nth(1).unwrap_or(""));
        let kind = match mode {
            _ if FILES.contains(&mode) => Kind::File,
            LINK => Kind::Link,
            _ => Kind::Special,
        };
        let mut content = Object {
            repository,
            name: object,
            bytes: None,
        };
        submission.take(path, kind, &mut content)?;
    }
    Ok(submission)
}

/// A file of the repository, fetched when it is read.
struct Object<'a> {
    repository: &'a Path,
    name: &'a str,
    bytes: Option<std::io::Cursor<Vec<u8>>>,
}

impl Read for Object<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.bytes.is_none() {
            let bytes = git(self.repository, &["cat-file", "blob", self.name]);
            let bytes = bytes.map_err(std::io::Error::other)?;
            self.bytes = Some(std::io::Cursor::new(bytes));
        }
        self.bytes
            .as_mut()
            .map_or(Ok(0), |bytes| bytes.read(buffer))
    }
}

fn git(repository: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let mut git = Command::new("git")
        .arg("-C")
        .arg(repository)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start git")?;
    let mut output = Vec::new();
    if let Some(stdout) = git.stdout.take() {
        // More than any file or list may have is not waited for.
        stdout.take(LIMITS.whole * 4).read_to_end(&mut output)?;
    }
    let ended = git.wait_with_output()?;
    if !ended.status.success() && output.is_empty() {
        bail!("git: {}", String::from_utf8_lossy(&ended.stderr).trim());
    }
    Ok(output)
}
