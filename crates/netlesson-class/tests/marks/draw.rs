//! Draws a class by a seed, and writes its submissions.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use netlesson_checks::lesson::{LESSONS as ALL, Lesson};
use netlesson_checks::starter::{renamed, starter, student_files};
use netlesson_class::files;
use netlesson_gallery::piece::{Piece, whole};

/// How many lessons a submission has.
pub const LESSONS: usize = ALL.len();

/// What a lesson of a submission is.
#[derive(Clone)]
pub enum Kind {
    Solution,
    Starter,
    Gallery(Box<Piece>),
    DoesNotCompile,
    NotHandedIn,
}

impl Kind {
    /// A name of its own among its lesson's.
    pub fn name(&self) -> String {
        match self {
            Self::Solution => "solution".into(),
            Self::Starter => "starter".into(),
            Self::Gallery(piece) => format!("gallery {}", piece.name),
            Self::DoesNotCompile => "does not compile".into(),
            Self::NotHandedIn => "not handed in".into(),
        }
    }
}

/// A submission: its name, and what its lessons are, in order.
pub struct Drawn {
    pub name: String,
    pub lessons: Vec<Kind>,
}

/// Draws so many submissions. The first is the solutions.
pub fn class(count: usize, seed: u64, pieces: &[Piece]) -> Vec<Drawn> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut one = |number: usize| {
        let kinds = ALL.iter().map(|lesson| {
            let its: Vec<&Piece> = pieces
                .iter()
                .filter(|piece| piece.lesson.slug == lesson.slug)
                .collect();
            match random.u32(..10) {
                _ if number == 0 => Kind::Solution,
                0..2 => Kind::Solution,
                2 => Kind::Starter,
                3 => Kind::DoesNotCompile,
                4 => Kind::NotHandedIn,
                _ => Kind::Gallery(Box::new(its[random.usize(..its.len())].clone())),
            }
        });
        Drawn {
            name: format!("student-{number:03}"),
            lessons: kinds.collect(),
        }
    };
    (0..count).map(&mut one).collect()
}

/// Writes what was drawn as it would be handed in.
pub fn write(drawn: &Drawn, root: &Path, class: &Path) -> Result<()> {
    for (lesson, kind) in ALL.iter().zip(&drawn.lessons) {
        let folder = class.join(&drawn.name).join("exercises").join(lesson.slug);
        for (path, text) in files(kind, lesson, root)? {
            files::write(&folder.join(path), text)?;
        }
    }
    fs::create_dir_all(class.join(&drawn.name))?;
    Ok(())
}

fn files(kind: &Kind, lesson: &Lesson, root: &Path) -> Result<BTreeMap<PathBuf, String>> {
    let of_exercise = |(path, text): (PathBuf, String)| (path, renamed(&text, lesson));
    Ok(match kind {
        Kind::NotHandedIn => BTreeMap::new(),
        Kind::Starter => starter(root, lesson)?.into_iter().collect(),
        Kind::Gallery(piece) => whole(piece, root)?.into_iter().map(of_exercise).collect(),
        Kind::Solution | Kind::DoesNotCompile => {
            let folder = root.join("solutions").join(lesson.slug);
            let mut files = BTreeMap::new();
            for path in student_files(&folder)? {
                let mut text = fs::read_to_string(folder.join(&path))?;
                if matches!(kind, Kind::DoesNotCompile) && path.starts_with("src") {
                    text += "\nlet there = be;\n";
                }
                files.insert(path, renamed(&text, lesson));
            }
            files
        }
    })
}
