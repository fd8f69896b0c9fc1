//! The course's book: what builds it, and what looks at it once it is built.
//!
//! | module         | what is in it                                                                    |
//! |----------------|----------------------------------------------------------------------------------|
//! | [`directive`]  | the lines of a chapter that stand for something real: `{{#verdict …}}`           |
//! | [`code`]       | functions of the solutions, and the Python programs                              |
//! | [`verdicts`]   | what programs of the gallery really get                                          |
//! | [`outputs`]    | what the course's own command prints and draws: `wire`, `show`, `race`           |
//! | [`chapters`]   | the chapters with all that in its place                                          |
//! | [`translation`]| the Chinese words: catalogues, and chapters by them                              |
//! | [`search`]     | an index that finds Chinese words                                                |
//! | [`children`]   | what it starts, and how that ends                                                |
//! | [`site`]       | all of it together: the site                                                     |
//! | [`check`]      | the site as a browser shows it                                                   |
//!
//! ```text
//! docs/src/*.md ──▶ translation ──▶ chapters ──▶ mdbook ──▶ search ──▶ target/book/html/{en,zh}
//!                        ▲              ▲
//!                 docs/po/zh/*.po   solutions, gallery, netlesson
//! ```

pub mod chapters;
pub mod check;
pub mod children;
pub mod code;
pub mod directive;
pub mod outputs;
pub mod search;
pub mod site;
pub mod translation;
pub mod verdicts;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use netlesson_checks::compile;
use serde::Deserialize;

/// The languages of the book: the first is the one that it is written in.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];

/// The course's top folder.
///
/// # Errors
///
/// When this program was moved away from its course.
pub fn root() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().context("where is the course?")
}

/// Where cargo builds: it is asked, for its settings may name any place.
///
/// # Errors
///
/// When it cannot be started, or does not know.
pub fn target(root: &Path) -> Result<PathBuf> {
    #[derive(Deserialize)]
    struct Metadata {
        target_directory: PathBuf,
    }
    let mut cargo = Command::new(compile::cargo());
    cargo
        .args(["metadata", "--no-deps", "--format-version=1"])
        .current_dir(root);
    let output = children::output(cargo)?;
    let said = String::from_utf8_lossy(&output.stderr);
    let told: Metadata = serde_json::from_slice(&output.stdout)
        .with_context(|| format!("cargo does not say where it builds: {said}"))?;
    Ok(told.target_directory)
}

/// Where the book is built.
///
/// # Errors
///
/// The same.
pub fn place(root: &Path) -> Result<PathBuf> {
    Ok(target(root)?.join("book"))
}
