//! The chapters, with the real thing in the place of each directive.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::directive::{self, Directive};

/// The chapters in a folder: path in it, and text.
pub fn read(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut chapters = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.file_name().context("a file has a name")?;
            chapters.push((PathBuf::from(name), fs::read_to_string(&path)?));
        }
    }
    chapters.sort();
    Ok(chapters)
}

/// Writes a book for mdbook into `place`: book.toml, the theme, and the chapters.
pub fn write(
    root: &Path,
    place: &Path,
    chapters: &[(PathBuf, String)],
    shown: impl Fn(&Directive) -> Result<String>,
) -> Result<()> {
    let docs = root.join("docs");
    if place.exists() {
        fs::remove_dir_all(place)?;
    }
    fs::create_dir_all(place.join("src"))?;
    fs::copy(docs.join("book.toml"), place.join("book.toml")).context("docs/book.toml")?;
    copy(&docs.join("theme"), &place.join("theme"))?;
    for (path, text) in chapters {
        let text = expanded(text, &shown).with_context(|| path.display().to_string())?;
        fs::write(place.join("src").join(path), text)?;
    }
    Ok(())
}

/// A chapter with the real thing in the place of each directive.
fn expanded(text: &str, shown: impl Fn(&Directive) -> Result<String>) -> Result<String> {
    let mut expanded = String::new();
    for (line, directive) in directive::lines(text)? {
        match directive {
            Some(directive) => {
                expanded += &shown(&directive).with_context(|| line.to_string())?;
            }
            None => expanded += line,
        }
        expanded.push('\n');
    }
    Ok(expanded)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
