//! The book as a site: one folder for each language, and a page that leads to both.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use netlesson_checks::words::{Language, Words};

use crate::directive::{self, Directive};
use crate::outputs::Outputs;
use crate::{LANGUAGES, chapters, children, code, place, search, translation, verdicts};

/// The version of mdbook that the book is known to look right with.
const VERSION: &str = "0.5.4";

/// Leads to the reader's language where a browser runs scripts, and else to the one that the book is written in.
const FIRST: &str = "\
<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<title>netlesson</title>
<script>
location.replace(navigator.language.startsWith(\"zh\") ? \"zh/index.html\" : \"en/index.html\");
</script>
<h1>netlesson</h1>
<p><a href=\"en/index.html\">English</a>
<p><a href=\"zh/index.html\" lang=\"zh\">中文</a>
</html>
";

/// Builds the site, and says where its first page is.
///
/// # Errors
///
/// When mdbook is missing, when a chapter asks for something that is not there, and when an experiment or a piece of
/// the gallery comes out otherwise than the course says.
pub fn build(root: &Path) -> Result<PathBuf> {
    need_mdbook()?;
    let place = place(root)?;
    let chapters = chapters::read(&root.join("docs/src"))?;
    let mut directives: Vec<Directive> = Vec::new();
    for (path, text) in &chapters {
        let all = directive::all(text).with_context(|| path.display().to_string())?;
        directives.extend(all);
    }
    let verdicts = verdicts::get(root, &place, &directives)?;
    let outputs = Outputs::new(root, &place)?;
    for language in LANGUAGES {
        let shown = |directive: &Directive| match directive {
            Directive::Python(name) => code::python(root, name),
            Directive::Item { path, name } => code::item(root, path, name),
            Directive::Verdict(piece) => verdicts.told(piece, language),
            Directive::Wire { lesson, scene } => outputs.wire(*lesson, *scene, language),
            Directive::Show(name) => outputs.show(name, language),
            Directive::Race => outputs.race(language),
        };
        eprintln!("{language}: pictures, experiments, and the pages");
        let source = place.join("source").join(language);
        let translated = chapters.iter().map(|(path, text)| {
            let text = match language == LANGUAGES[0] {
                true => text.clone(),
                false => translation::translated(root, path, text)?,
            };
            Ok((path.clone(), text))
        });
        let chapters = translated.collect::<Result<Vec<_>>>()?;
        chapters::write(root, &source, &chapters, shown)?;
        let html = place.join("html").join(language);
        mdbook(&source, &html, language)?;
        search::index(&html)?;
    }
    let first = place.join("html/index.html");
    fs::write(&first, FIRST)?;
    Ok(first)
}

/// That mdbook is there, or an error that says how to get it.
fn need_mdbook() -> Result<()> {
    let mut mdbook = Command::new("mdbook");
    mdbook.arg("--version");
    let answer = children::output(mdbook).with_context(|| install("mdbook is not installed"))?;
    let told = String::from_utf8_lossy(&answer.stdout);
    ensure!(
        is_alike(told.trim()),
        install(&format!(
            "the book is built with another mdbook than {told:?}"
        ))
    );
    Ok(())
}

fn install(why: &str) -> String {
    format!("{why}: cargo install mdbook@{VERSION} --locked")
}

/// Whether what mdbook says of itself, `mdbook v0.5.1`, is a version whose pages and whose index are like VERSION's: before
/// 1.0 that takes the same minor version (Semantic Versioning).
fn is_alike(told: &str) -> bool {
    let minor = |version: &str| {
        let (minor, _patch) = version.rsplit_once('.')?;
        Some(minor.to_string())
    };
    let told = told.strip_prefix("mdbook v");
    told.is_some_and(|told| minor(told).is_some() && minor(told) == minor(VERSION))
}

fn mdbook(source: &Path, html: &Path, language: &str) -> Result<()> {
    let words = Words::new(Language::named(language).context("a language of the course")?);
    let mut mdbook = Command::new("mdbook");
    mdbook
        .arg("build")
        .arg(source)
        .arg("--dest-dir")
        .arg(html)
        .env("MDBOOK_BOOK__LANGUAGE", language)
        .env(
            "MDBOOK_BOOK__DESCRIPTION",
            words.say("book-description", &[]),
        );
    let output = children::output(mdbook)?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "mdbook ended with {}:\n{said}",
        output.status
    );
    // It goes on after what it warns of, and the page is not what was meant.
    ensure!(
        !said.contains("WARN") && !said.contains("ERROR"),
        "mdbook complains:\n{said}"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mdbook_with_other_pages_is_refused() {
        for (told, expected) in [
            ("mdbook v0.5.4", true),
            ("mdbook v0.5.10", true),
            ("mdbook v0.4.52", false),
            ("mdbook v0.6.0", false),
            ("mdbook", false),
        ] {
            assert_eq!(is_alike(told), expected, "{told}");
        }
    }
}
