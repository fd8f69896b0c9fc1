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
pub mod code;
pub mod directive;
pub mod outputs;
pub mod search;
pub mod site;
pub mod translation;
pub mod verdicts;

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

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

/// Where cargo builds.
pub fn target(root: &Path) -> PathBuf {
    let told = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    told.map_or_else(|| root.join("target"), |target| root.join(target))
}

/// Where the book is built.
pub fn place(root: &Path) -> PathBuf {
    target(root).join("book")
}
