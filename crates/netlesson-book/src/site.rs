//! The book as a site: one folder for each language, and a page that leads to both.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::directive::{self, Directive};
use crate::outputs::Outputs;
use crate::{LANGUAGES, chapters, code, place, search, translation, verdicts};

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
    let place = place(root);
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
    let answer = Command::new("mdbook").arg("--version").output();
    ensure!(
        answer.is_ok_and(|answer| answer.status.success()),
        "mdbook is not installed: cargo install mdbook@{VERSION} --locked"
    );
    Ok(())
}

fn mdbook(source: &Path, html: &Path, language: &str) -> Result<()> {
    let output = Command::new("mdbook")
        .arg("build")
        .arg(source)
        .arg("--dest-dir")
        .arg(html)
        .env("MDBOOK_BOOK__LANGUAGE", language)
        .output()
        .context("cannot start mdbook")?;
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
