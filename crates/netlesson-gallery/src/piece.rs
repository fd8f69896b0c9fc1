//! One piece of the gallery: a change to the solution of a lesson, and the verdict that it must get.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::starter::student_files;

/// A wrong program, or a right one that differs in kind from the solution.
#[derive(Clone)]
pub struct Piece {
    /// The lesson that it belongs to.
    pub lesson: &'static Lesson,
    /// Its name: the patch's, without `.patch`.
    pub name: String,
    /// What is wrong with it, or what is different, in a sentence.
    pub about: String,
    /// The numbers of the catalogue's mistakes that it is an example of.
    pub catalogue: Vec<u8>,
    /// What must come of grading it.
    pub expected: Expected,
    /// Whether its two programs understand each other all the same: `both-together` passes.
    pub understand_each_other: bool,
    /// What is put in place of the solution's files, by their paths in the lesson's folder.
    pub files: BTreeMap<PathBuf, String>,
}

/// The verdict that a piece must get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Every check passes.
    Passes,
    /// This check is the first that fails, with this diagnosis (see `Failure::name`).
    Fails { check: String, diagnosis: String },
}

impl Piece {
    /// Its lesson's number and its name, unique in the gallery: `04-header-from-one-recv`.
    pub fn id(&self) -> String {
        format!("{:02}-{}", self.lesson.number, self.name)
    }
}

/// Reads every piece of the gallery in `folder` (`mistakes` and `right` in it), for the course at `root`.
///
/// # Errors
///
/// When a file cannot be read, lacks a line of its head, or does not fit the solution any more.
pub fn all(folder: &Path, root: &Path) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    for lesson in LESSONS {
        for kind in ["mistakes", "right"] {
            let inside = folder.join(kind).join(lesson.slug);
            let Ok(entries) = fs::read_dir(&inside) else {
                continue;
            };
            let mut paths = entries
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<Vec<PathBuf>>>()?;
            paths.sort();
            for path in paths {
                let piece =
                    read(&path, root, lesson).with_context(|| format!("in {}", path.display()))?;
                let wrong = piece.expected != Expected::Passes;
                ensure!(
                    wrong == (kind == "mistakes"),
                    "{}: a mistake says its `check:` and `diagnosis:`, a right program does not",
                    path.display()
                );
                pieces.push(piece);
            }
        }
    }
    Ok(pieces)
}

fn read(path: &Path, root: &Path, lesson: &'static Lesson) -> Result<Piece> {
    let name = path.file_stem().and_then(|name| name.to_str());
    let name = name.context("its name is no UTF-8")?.to_string();
    ensure!(
        path.extension()
            .is_some_and(|extension| extension == "patch"),
        "only *.patch files belong here"
    );
    let text = fs::read_to_string(path)?;
    // As in a mail that git made: a head, and the patch from the first `--- ` on.
    let (head, patch) = match text.find("\n--- ") {
        Some(end) => text.split_at(end + 1),
        None => bail!("it has no line that begins `--- `"),
    };
    let mut about = String::new();
    let mut said: BTreeMap<&str, &str> = BTreeMap::new();
    for line in head.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once(": ") {
            Some((
                key @ ("catalogue" | "check" | "diagnosis" | "understand-each-other"),
                value,
            )) => {
                ensure!(said.insert(key, value).is_none(), "`{key}:` stands twice");
            }
            _ => {
                if !about.is_empty() {
                    about.push(' ');
                }
                about.push_str(line);
            }
        }
    }
    ensure!(!about.is_empty(), "its head does not say what it is about");
    let expected = match (said.get("check"), said.get("diagnosis")) {
        (None, None) => Expected::Passes,
        (Some(check), Some(diagnosis)) => {
            ensure!(lesson.check(check).is_some(), "there is no check {check}");
            Expected::Fails {
                check: check.to_string(),
                diagnosis: diagnosis.to_string(),
            }
        }
        _ => bail!("`check:` and `diagnosis:` go together"),
    };
    let catalogue = said.get("catalogue").map_or(Ok(Vec::new()), |numbers| {
        numbers
            .split(", ")
            .map(|number| {
                number
                    .parse()
                    .with_context(|| format!("catalogue: {number}"))
            })
            .collect::<Result<_>>()
    })?;
    Ok(Piece {
        lesson,
        name,
        about,
        catalogue,
        expected,
        understand_each_other: said.get("understand-each-other") == Some(&"yes"),
        files: patched(patch, &root.join("solutions").join(lesson.slug))?,
    })
}

/// The files that a patch changes, as they are after it. A file that it makes is patched from `/dev/null`.
fn patched(patch: &str, solution: &Path) -> Result<BTreeMap<PathBuf, String>> {
    let mut files = BTreeMap::new();
    let mut starts: Vec<usize> = patch
        .match_indices("--- ")
        .filter(|(at, _)| *at == 0 || patch[..*at].ends_with('\n'))
        .filter(|(at, _)| {
            patch[*at..]
                .lines()
                .nth(1)
                .is_some_and(|line| line.starts_with("+++ "))
        })
        .map(|(at, _)| at)
        .collect();
    starts.push(patch.len());
    for part in starts.windows(2) {
        let part = &patch[part[0]..part[1]];
        // git's own lines between two files say nothing that is needed here.
        let end = part.find("\ndiff --git ").map_or(part.len(), |at| at + 1);
        let part = diffy::Patch::from_str(&part[..end])?;
        let name = part.modified().context("a patch without a `+++ ` line")?;
        let name = PathBuf::from(name.strip_prefix("b/").unwrap_or(name));
        let before = match part.original() {
            Some("/dev/null") => String::new(),
            _ => fs::read_to_string(solution.join(&name))
                .with_context(|| format!("the solution has no {}", name.display()))?,
        };
        let after = diffy::apply(&before, &part)
            .with_context(|| format!("it does not fit {} any more", name.display()))?;
        ensure!(
            files.insert(name.clone(), after).is_none(),
            "{} is patched twice",
            name.display()
        );
    }
    ensure!(!files.is_empty(), "it changes nothing");
    Ok(files)
}

/// Every file of the piece's lesson that is a student's: the solution's, with the piece's in their place.
///
/// # Errors
///
/// When the solution cannot be read.
pub fn whole(piece: &Piece, root: &Path) -> Result<BTreeMap<PathBuf, String>> {
    let solution = root.join("solutions").join(piece.lesson.slug);
    let mut files = BTreeMap::new();
    for path in student_files(&solution)? {
        let text = fs::read_to_string(solution.join(&path))?;
        files.insert(path, text);
    }
    files.extend(piece.files.clone());
    Ok(files)
}
