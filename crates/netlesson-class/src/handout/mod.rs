//! The students' copy of the course: what is in it, and how it is written into a folder where students have worked.
//!
//! | module       | what is in it                                                     |
//! |--------------|-------------------------------------------------------------------|
//! | [`contents`] | the files of a handout, made from the course                      |
//! | [`update`]   | writes them, and keeps what was changed since the last time       |

pub mod contents;
pub mod update;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use contents::contents;
use update::{Kept, update};

/// What `handout` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder: new, empty, or a handout, which is brought up to date
    folder: PathBuf,
    /// Hand out the solutions, too
    #[arg(long)]
    with_solutions: bool,
}

/// Writes a handout of the course at `root`, and prints what was done.
///
/// # Errors
///
/// When the folder lies in the course, is neither empty nor a handout, or cannot be written.
pub fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    let folder = &arguments.folder;
    let place = std::path::absolute(folder)?;
    let there = place.ancestors().find_map(|path| path.canonicalize().ok());
    ensure!(
        !there.is_some_and(|there| root
            .canonicalize()
            .is_ok_and(|root| there.starts_with(root))),
        "{} lies in the course itself: name a folder outside of {}",
        folder.display(),
        root.display()
    );
    let files = contents(root, arguments.with_solutions)?;
    let done = update(folder, &files)
        .with_context(|| format!("cannot write the handout {}", folder.display()))?;
    println!(
        "{}: {} files added, {} replaced, {} removed; {} changed there and kept",
        folder.display(),
        done.added,
        done.replaced,
        done.removed,
        done.kept.len()
    );
    for (path, kept) in &done.kept {
        match kept {
            Kept::Alone => {}
            Kept::Beside(new) => println!("{path} changed in the course, too: see {new}"),
            Kept::Orphan => println!("{path} is no longer in the course"),
        }
    }
    Ok(())
}
