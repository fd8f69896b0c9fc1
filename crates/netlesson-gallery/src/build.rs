//! Has cargo build every piece of the gallery at once.
//!
//! In a workspace made for it each piece is a package of its own: the solution under another name, with the
//! piece's files in their place. A program that a piece does not change is not built again, it is the
//! solution's. Nothing is written that stands there already, so cargo builds only what is new.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use netlesson_checks::compile::{self, Made};
use netlesson_checks::lesson::LESSONS;
use netlesson_checks::play::Built;

use crate::piece::{self, Piece};

/// The solutions and the gallery, built.
pub struct Gallery {
    /// The solution of each lesson, by its slug.
    pub solutions: BTreeMap<&'static str, Built>,
    /// Each piece and its programs, or what the compiler said of it.
    pub pieces: Vec<(Piece, Result<Built, String>)>,
}

/// Builds the pieces, and the solutions of all lessons, of the course at `root`, in the folder `place`.
///
/// # Errors
///
/// When files cannot be written, cargo cannot be started, or a solution does not compile.
pub fn build(root: &Path, place: &Path, pieces: Vec<Piece>) -> Result<Gallery> {
    let mut solutions = BTreeMap::new();
    for lesson in LESSONS {
        let compiled = compile::compile(root, lesson, true)?;
        let Some(built) = compiled.built else {
            bail!("{} does not compile:\n{}", lesson.solution(), compiled.said);
        };
        solutions.insert(lesson.slug, built);
    }
    write_workspace(root, place)?;
    let mut folders = BTreeSet::new();
    for piece in &pieces {
        write_package(root, place, piece)?;
        folders.insert(piece.id());
    }
    forget_others(&place.join("packages"), &folders)?;
    let made = cargo_build(place)?;

    let built = |piece: &Piece| -> Result<Built, String> {
        let mut built = solutions[piece.lesson.slug].clone();
        for program in changed_programs(piece) {
            let executable = made.executables.get(&binary(piece, program));
            let executable = executable.ok_or_else(|| made.errors_of(&piece.id()))?;
            built
                .executables
                .insert(program.to_string(), executable.clone());
        }
        if piece.files.contains_key(Path::new("predictions.json")) {
            built.folder = place.join("packages").join(piece.id());
        }
        Ok(built)
    };
    let pieces = pieces
        .into_iter()
        .map(|piece| {
            let built = built(&piece);
            (piece, built)
        })
        .collect();
    Ok(Gallery { solutions, pieces })
}

/// The programs whose source is changed: those whose own file is, or all if another file is.
fn changed_programs(piece: &Piece) -> Vec<&'static str> {
    let own = |program: &str| PathBuf::from(format!("src/bin/{program}.rs"));
    let all = piece.lesson.programs;
    let shared = piece
        .files
        .keys()
        .any(|file| file.starts_with("src") && !all.iter().any(|program| own(program) == **file));
    let changed = all.iter().copied();
    changed
        .filter(|program| shared || piece.files.contains_key(&own(program)))
        .collect()
}

fn binary(piece: &Piece, program: &str) -> String {
    format!("gallery-{}-{program}", piece.id())
}

/// The manifest of the course with the gallery's packages as its members, and its lock file: the same
/// versions of everything.
fn write_workspace(root: &Path, place: &Path) -> Result<()> {
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let crates = root.join("crates").display().to_string().replace('\\', "/");
    let manifest: String = manifest
        .split_inclusive('\n')
        .map(|line| match line {
            line if line.starts_with("members = ") => "members = [\"packages/*\"]\n".to_string(),
            line => line.replace("path = \"crates", &format!("path = \"{crates}")),
        })
        .collect();
    let manifest = manifest.replace(
        "debug = \"line-tables-only\"",
        "debug = false\nstrip = true",
    );
    write(&place.join("Cargo.toml"), &manifest)?;
    let lock = place.join("Cargo.lock");
    if !lock.exists() {
        write(&lock, &fs::read_to_string(root.join("Cargo.lock"))?)?;
    }
    Ok(())
}

fn write_package(root: &Path, place: &Path, piece: &Piece) -> Result<()> {
    let folder = place.join("packages").join(piece.id());
    let number = format!("{:02}", piece.lesson.number);
    let renamed = |text: &str| {
        let name = format!("gallery-{}", piece.id());
        text.replace(&format!("solution-{number}"), &name)
            .replace(&format!("solution_{number}"), &name.replace('-', "_"))
    };
    let own_manifest = root
        .join("solutions")
        .join(piece.lesson.slug)
        .join("Cargo.toml");
    let manifest = renamed(&fs::read_to_string(own_manifest)?);
    let changed = changed_programs(piece);
    let unchanged = |path: &str| {
        piece.lesson.programs.iter().any(|program| {
            !changed.contains(program) && path.ends_with(&format!("src/bin/{program}.rs"))
        })
    };
    // A section ends with an empty line.
    let sections = manifest.split("\n\n").filter(|section| {
        let path = section
            .lines()
            .find_map(|line| line.strip_prefix("path = "));
        !section.starts_with("[[bin]]")
            || path.is_none_or(|path| !unchanged(path.trim_matches('"')))
    });
    let sections: Vec<&str> = sections.collect();
    write(&folder.join("Cargo.toml"), &sections.join("\n\n"))?;
    for (path, text) in piece::whole(piece, root)? {
        if !unchanged(&path.display().to_string().replace('\\', "/")) {
            write(&folder.join(path), &renamed(&text))?;
        }
    }
    Ok(())
}

/// Writes the file unless it is the same already: cargo goes by the time of its last change.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    let folder = path.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Takes away the packages of pieces that are no more.
fn forget_others(packages: &Path, known: &BTreeSet<String>) -> Result<()> {
    fs::create_dir_all(packages)?;
    for entry in fs::read_dir(packages)? {
        let entry = entry?;
        if !known.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

fn cargo_build(place: &Path) -> Result<Made> {
    let mut command = Command::new(compile::cargo());
    command
        .current_dir(place)
        .args(["build", "--quiet", "--offline", "--keep-going", "--bins"])
        .arg("--message-format=json")
        .env("CARGO_TARGET_DIR", place.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        // Unused imports and the like belong to a mistake.
        .env("RUSTFLAGS", "--cap-lints=allow");
    let output = command.output().context("cannot start cargo")?;
    Ok(Made::read(&output.stdout, &output.stderr))
}
