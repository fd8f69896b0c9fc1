//! An index that finds Chinese words.
//!
//! mdbook's own takes a run of Chinese for one word, and its page strips a query of all that is not ASCII. A
//! query is looked up by its beginning, so here every place in a run begins a word: 粘包问题 is 粘包问题, 包问题,
//! 问题 and 题, and a search for 包问 finds the second. The index says that nothing is to be stripped.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use elasticlunr::{Index, Language, Pipeline};
use serde_json::Value;

/// No word of an index is longer: a query of more characters is too precise to be typed.
const LONGEST: usize = 8;

/// Words of any language, not stripped, not stemmed.
struct Words;

impl Language for Words {
    fn name(&self) -> String {
        "words".into()
    }

    fn code(&self) -> String {
        "words".into()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        words(text)
    }

    fn make_pipeline(&self) -> Pipeline {
        Pipeline { queue: Vec::new() }
    }
}

/// Makes the index of a built book anew.
pub fn index(html: &Path) -> Result<()> {
    let file = found(html)?;
    let text = fs::read_to_string(&file)?;
    let start = text.find("JSON.parse('").context("no JSON in the index")? + "JSON.parse('".len();
    let end = text
        .rfind("')")
        .context("no end of the JSON in the index")?;
    // Escaped for a string of JavaScript in single quotes.
    let json = text[start..end].replace("\\'", "'").replace("\\\\", "\\");
    let mut whole: Value = serde_json::from_str(&json).context("the index is no JSON")?;
    let mut index = Index::with_language(Box::new(Words), &["title", "body", "breadcrumbs"]);
    let documents = whole["index"]["documentStore"]["docs"].as_object();
    for (name, document) in documents.context("no documents in the index")? {
        let part = |field: &str| document[field].as_str().unwrap_or_default().to_string();
        index.add_doc(name, [part("title"), part("body"), part("breadcrumbs")]);
    }
    whole["index"] = serde_json::to_value(&index)?;
    let json = serde_json::to_string(&whole)?
        .replace('\\', "\\\\")
        .replace('\'', "\\'");
    fs::write(&file, format!("{}{json}{}", &text[..start], &text[end..]))?;
    Ok(())
}

/// The file of the index: its name has a hash in it.
fn found(html: &Path) -> Result<std::path::PathBuf> {
    for entry in fs::read_dir(html)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with("searchindex") && name.ends_with(".js") {
            return Ok(path);
        }
    }
    anyhow::bail!("mdbook has written no searchindex.js")
}

/// The words of a text: of letters and digits in lower case, and of each place in a run of Chinese.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.split(|char: char| !char.is_alphanumeric() && char != '_') {
        let chars: Vec<char> = run.chars().collect();
        for part in chars.chunk_by(|one, other| is_chinese(*one) == is_chinese(*other)) {
            if !is_chinese(part[0]) {
                words.push(part.iter().collect::<String>().to_lowercase());
                continue;
            }
            for begin in 0..part.len() {
                let end = part.len().min(begin + LONGEST);
                words.push(part[begin..end].iter().collect());
            }
        }
    }
    words
}

/// CJK Unified Ideographs, and the first extension (Unicode, blocks).
fn is_chinese(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_a_run_begins_a_word() {
        assert_eq!(
            words("TCP的粘包, backlog"),
            ["tcp", "的粘包", "粘包", "包", "backlog"]
        );
    }
}
