//! Looks at the built site as a browser shows it.
//!
//! | module      | what is in it                                    |
//! |-------------|--------------------------------------------------|
//! | [`server`]  | the site, served as a host of pages does         |
//! | [`browser`] | a browser without a window, told what to do      |
//! | [`pages`]   | what must hold of every page                     |
//! | [`acts`]    | what a reader does: search, switch, cut a stream |

mod acts;
mod browser;
mod pages;
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};

use netlesson_checks::folder::Folder;

use self::browser::Browser;
use crate::LANGUAGES;

/// What was found, and how much was looked at.
#[derive(Debug, Default)]
pub struct Findings {
    /// What is wrong, a line each.
    pub problems: Vec<String>,
    pub pages: usize,
    pub links: usize,
    pub pictures: usize,
}

impl Findings {
    /// One more problem, on this page.
    fn wrong(&mut self, page: &str, what: impl AsRef<str>) {
        let problem = format!("{page}: {}", what.as_ref());
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

/// Looks at the site in this folder, and prints what is wrong with it. It is skipped by name where there is no browser and
/// none is needed.
///
/// # Errors
///
/// When the site is not built, the browser does not do what it is told, or there is none where one is needed.
pub fn run(html: &Path, needs_browser: bool) -> Result<ExitCode> {
    let Some(name) = browser::installed() else {
        let names = browser::NAMES.join(", ");
        ensure!(!needs_browser, "no browser is installed: {names}");
        println!("skipped: no browser is installed: {names}");
        return Ok(ExitCode::SUCCESS);
    };
    let findings = found(html, name)?;
    for problem in &findings.problems {
        println!("{problem}");
    }
    println!(
        "{} pages, {} links and {} pictures, in both themes and at two widths: {} problems",
        findings.pages,
        findings.links,
        findings.pictures,
        findings.problems.len()
    );
    Ok(match findings.problems.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// What is found in the site in this folder, with this browser.
fn found(html: &Path, name: &str) -> Result<Findings> {
    let mut pages = Vec::new();
    for language in LANGUAGES {
        let folder = html.join(language);
        let listed = listed(&folder)
            .with_context(|| format!("there is no book in {}: build it first", folder.display()))?;
        pages.extend(listed.into_iter().map(|page| format!("{language}/{page}")));
    }
    ensure!(!pages.is_empty(), "the book has no page");
    let site = server::serve(html)?;
    let folder = Folder::new()?;
    let mut browser = Browser::start(name, folder.path())?;
    let mut findings = Findings::default();
    pages::look(&mut browser, &site, &pages, &mut findings)?;
    for language in LANGUAGES {
        eprintln!("{language}: search, the other language, and the page to play on");
        acts::search(&mut browser, &site, language, &mut findings)?;
        acts::switch(&mut browser, &site, language, &mut findings)?;
        acts::play(&mut browser, &site, language, &mut findings)?;
    }
    Ok(findings)
}

/// The pages in a folder, but for those that are shown inside of others.
fn listed(folder: &Path) -> Result<Vec<String>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".html") && name != "toc.html" {
            pages.push(name.into_owned());
        }
    }
    pages.sort();
    Ok(pages)
}
