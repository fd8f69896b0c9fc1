//! The Chinese words of the book: a gettext catalogue for each chapter, `docs/po/zh/NAME.po`.
//!
//! The English text of a paragraph is its key. When it changes, the old translation is stale and the new text has
//! none: `--catalogue` writes the catalogues anew, and a test fails until each text has its translation.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, ensure};
use mdbook_i18n_helpers::{
    extract_events, extract_messages, reconstruct_markdown, translate_events,
};
use polib::catalog::Catalog;
use polib::message::Message;
use polib::metadata::CatalogMetadata;
use polib::po_file;
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::chapters;
use crate::directive;

/// The chapter that lists all others.
const SUMMARY: &str = "SUMMARY.md";

/// What is to be translated, in the order in which it is read: the line that it begins in, and the text.
///
/// # Errors
///
/// When a line begins like a directive and is none.
pub fn texts(chapter: &Path, text: &str) -> Result<Vec<(usize, String)>> {
    // What a directive shows is in the reader's language already.
    let lines = directive::lines(text).with_context(|| chapter.display().to_string())?;
    let prose = lines.into_iter().map(|(line, directive)| match directive {
        None => line,
        Some(_) => "",
    });
    let prose: Vec<&str> = prose.collect();
    let found = extract_messages(&prose.join("\n"));
    let found = found.map_err(|error| anyhow!("{}: {error}", chapter.display()))?;
    let is_summary = chapter == Path::new(SUMMARY);
    let mut texts: Vec<(usize, String)> = Vec::new();
    for (line, message) in found {
        let text = match is_summary {
            true => without_link(&message.message).to_string(),
            false => message.message,
        };
        if !texts.iter().any(|(_, known)| *known == text) {
            texts.push((line, text));
        }
    }
    Ok(texts)
}

/// The name of a chapter, of its line in the summary: `[Name](file.md)`.
fn without_link(text: &str) -> &str {
    let name = text
        .strip_prefix('[')
        .and_then(|text| text.split_once("]("));
    name.map_or(text, |(name, _)| name)
}

fn catalogue(root: &Path, chapter: &Path) -> PathBuf {
    root.join("docs/po/zh").join(chapter).with_extension("po")
}

/// The translations of a chapter, by their texts. None are there before they are made.
///
/// # Errors
///
/// When the catalogue cannot be read.
pub fn translations(root: &Path, chapter: &Path) -> Result<BTreeMap<String, String>> {
    let path = catalogue(root, chapter);
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    let read = po_file::parse(&path).map_err(|error| anyhow!("{}: {error}", path.display()))?;
    let known = read.messages().filter(|message| !message.is_fuzzy());
    Ok(known
        .map(|message| {
            let translation = message.msgstr().unwrap_or_default();
            (message.msgid().to_string(), translation.to_string())
        })
        .collect())
}

fn metadata() -> CatalogMetadata {
    let mut metadata = CatalogMetadata::new();
    metadata.language = "zh".into();
    metadata.mime_version = "1.0".into();
    metadata.content_type = "text/plain; charset=UTF-8".into();
    metadata.content_transfer_encoding = "8bit".into();
    metadata
}

/// Writes the catalogues of all chapters anew: texts that are known keep their translations, new ones have none yet.
pub fn renew(root: &Path) -> Result<()> {
    fs::create_dir_all(root.join("docs/po/zh"))?;
    for (chapter, text) in chapters::read(&root.join("docs/src"))? {
        let known = translations(root, &chapter)?;
        let mut anew = Catalog::new(metadata());
        let mut missing = 0;
        for (line, text) in texts(&chapter, &text)? {
            let translation = known.get(&text).cloned().unwrap_or_default();
            missing += usize::from(translation.is_empty());
            let message = Message::build_singular()
                .with_source(format!("{}:{line}", chapter.display()))
                .with_msgid(text)
                .with_msgstr(translation)
                .done();
            anew.append_or_update(message);
        }
        let path = catalogue(root, &chapter);
        po_file::write(&anew, &path).with_context(|| path.display().to_string())?;
        println!(
            "{}: {} texts, {missing} without a translation",
            path.display(),
            anew.count()
        );
    }
    Ok(())
}

/// A chapter in Chinese: what has no translation stays as it is.
///
/// # Errors
///
/// When the catalogue cannot be read, a translation in it does not fit its text, or a line begins like a directive and is
/// none.
pub fn translated(root: &Path, chapter: &Path, text: &str) -> Result<String> {
    let mut known = translations(root, chapter)?;
    known.retain(|_, translation| !translation.is_empty());
    if chapter == Path::new(SUMMARY) {
        return Ok(summary(text, &known));
    }
    // A directive is nothing to be translated, and nothing to be written otherwise: a comment holds its place.
    let about = || chapter.display().to_string();
    let mut directives = Vec::new();
    let lines = directive::lines(text).with_context(about)?;
    let prose = lines.into_iter().map(|(line, directive)| {
        if directive.is_none() {
            return line.to_string();
        }
        directives.push(line);
        mark(directives.len() - 1)
    });
    let prose = prose.collect::<Vec<_>>().join("\n");
    let mut catalogue = Catalog::new(metadata());
    for (text, translation) in known {
        let message = Message::build_singular()
            .with_msgid(text)
            .with_msgstr(translation)
            .done();
        catalogue.append_or_update(message);
    }
    let events = extract_events(&prose, None);
    let events = translate_events(&events, &catalogue)
        .map_err(|error| anyhow!("{error}"))
        .with_context(about)?;
    let events: Vec<(usize, Event)> = events
        .into_iter()
        .map(|(line, event)| (line, emphasis_as_html(event)))
        .collect();
    let (mut chinese, _) = reconstruct_markdown(&events, None)
        .map_err(|error| anyhow!("{error}"))
        .with_context(about)?;
    for (place, line) in directives.into_iter().enumerate() {
        let mark = mark(place);
        ensure!(chinese.contains(&mark), "{line} is lost");
        chinese = chinese.replace(&mark, line);
    }
    Ok(chinese)
}

/// Emphasis would be written with `_`, which inside a word is none (CommonMark, emphasis), and between Chinese characters
/// everything is inside a word.
fn emphasis_as_html(event: Event) -> Event {
    match event {
        Event::Start(Tag::Emphasis) => Event::InlineHtml("<em>".into()),
        Event::End(TagEnd::Emphasis) => Event::InlineHtml("</em>".into()),
        other => other,
    }
}

/// What stands in the place of a directive while its chapter is translated.
fn mark(place: usize) -> String {
    format!("<!-- directive {place}. -->")
}

/// The summary: names of parts, and of chapters in their links.
fn summary(text: &str, known: &BTreeMap<String, String>) -> String {
    let line = |line: &str| {
        let bare = line.trim_start_matches([' ', '-', '#']);
        let name = without_link(bare);
        known.get(name).map_or_else(
            || line.to_string(),
            |translation| line.replacen(name, translation, 1),
        )
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directive_is_not_translated() {
        let texts = texts(Path::new("one.md"), "# Title\n\n{{#race}}\n\nText.\n").unwrap();
        assert_eq!(texts, [(1, "Title".into()), (5, "Text.".into())]);
    }

    #[test]
    fn a_directive_with_one_brace_is_no_text() {
        let (one, text) = (Path::new("one.md"), "# Title\n\n{{#race}\n");
        for error in [
            texts(one, text).unwrap_err(),
            translated(Path::new("nowhere"), one, text).unwrap_err(),
        ] {
            let told = format!("{error:#}");
            assert_eq!(told, "one.md: line 3: no directive: {{#race}");
        }
    }

    #[test]
    fn a_summary_keeps_its_links() {
        let known = [("One", "一"), ("Part", "部分")];
        let known = known.map(|(text, translation)| (text.to_string(), translation.to_string()));
        assert_eq!(
            summary(
                "# Part\n\n  - [One](one.md)\n- [Two](two.md)\n",
                &known.into()
            ),
            "# 部分\n\n  - [一](one.md)\n- [Two](two.md)\n"
        );
    }

    #[test]
    fn emphasis_is_seen_between_characters() {
        let nowhere = Path::new("nowhere");
        let chinese = translated(nowhere, Path::new("one.md"), "错的是*总*这个字。").unwrap();
        assert_eq!(chinese, "错的是<em>总</em>这个字。");
    }

    #[test]
    fn directives_stay_as_they_are() {
        let nowhere = Path::new("nowhere");
        let text = "Text.\n\n{{#item a/b.rs read_frame}}\n\n{{#race}}\n\nMore.";
        assert_eq!(
            translated(nowhere, Path::new("one.md"), text).unwrap(),
            text
        );
    }
}
