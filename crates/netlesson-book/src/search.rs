//! An index that finds Chinese words.
//!
//! mdbook's own takes a run of Chinese for one word, and its page strips a query of all that is not ASCII. A
//! query is looked up by its beginning, so here every place in a run begins a word: 粘包问题 is 粘包问题, 包问题,
//! 问题 and 题, and a search for 包问 finds the second. The index says that nothing is to be stripped, and brings a script
//! that cuts a query as its texts were cut: the page itself knows white space alone.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use elasticlunr::{Index, Language, Pipeline};
use serde_json::Value;

/// No word of an index is longer. A query that is becomes several words.
const LONGEST: usize = 8;

/// Cuts a query into words; `LONGEST` stands for the number.
const QUERY_WORDS: &str = include_str!("../../../docs/theme/search.js");

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
    // In one file: a query in the page's address is looked up as soon as the index is there.
    let query_words = QUERY_WORDS.replace("\"LONGEST\"", &LONGEST.to_string());
    let index = format!("{}{json}{}", &text[..start], &text[end..]);
    fs::write(&file, format!("{query_words}{index}"))?;
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
    use std::io::Write as _;
    use std::path::PathBuf;
    use std::process::{Command, Stdio};

    use polib::po_file;
    use serde_json::json;

    use super::*;

    #[test]
    fn every_place_of_a_run_begins_a_word() {
        assert_eq!(
            words("TCP的粘包, backlog"),
            ["tcp", "的粘包", "粘包", "包", "backlog"]
        );
    }

    /// What the page's script makes of queries; none where there is no node.
    fn cut(queries: &[String]) -> Option<Vec<Vec<String>>> {
        const SCRIPT: &str = "const { queryWords } = require(process.argv[1]); \
            const queries = JSON.parse(require('fs').readFileSync(0, 'utf8')); \
            console.log(JSON.stringify(queries.map((query) => queryWords(query, Number(process.argv[2])))));";
        let script = root().join("docs/theme/search.js");
        let node = Command::new("node")
            .args(["-e", SCRIPT])
            .arg(script)
            .arg(LONGEST.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut node) = node else {
            eprintln!("skipped: node is not installed");
            return None;
        };
        let mut stdin = node.stdin.take().expect("a pipe");
        let queries = json!(queries).to_string();
        stdin.write_all(queries.as_bytes()).expect("node reads");
        drop(stdin);
        let output = node.wait_with_output().expect("node ends");
        Some(serde_json::from_slice(&output.stdout).expect("JSON"))
    }

    fn root() -> PathBuf {
        crate::root().expect("the course")
    }

    #[test]
    fn a_query_is_cut_as_the_texts_are() {
        let expected: [(&str, &[&str]); 9] = [
            ("backlog", &["backlog"]),
            ("backlog.", &["backlog"]),
            ("recv()", &["recv"]),
            ("recv(2)", &["recv", "2"]),
            ("SO_REUSEADDR", &["so_reuseaddr"]),
            ("TCP粘包", &["tcp", "粘包"]),
            ("缓冲区。", &["缓冲区"]),
            ("一二三四五六七八", &["一二三四五六七八"]),
            (
                "一二三四五六七八九",
                &["一二三四五六七八", "二三四五六七八九"],
            ),
        ];
        let queries = expected.map(|(query, _)| query.to_string());
        let Some(cut) = cut(&queries) else { return };
        for ((query, expected), cut) in expected.iter().zip(cut) {
            assert_eq!(cut, *expected, "{query}");
        }
    }

    /// A search for any text of the book, as it stands there, finds it: whatever the query is cut into begins a word of
    /// the index. Both languages, a paragraph each.
    #[test]
    fn every_text_of_the_book_is_found_by_itself() {
        let mut texts = Vec::new();
        for catalogue in root().join("docs/po/zh").read_dir().expect("catalogues") {
            let read = po_file::parse(&catalogue.expect("an entry").path()).expect("a catalogue");
            for message in read.messages() {
                texts.push(message.msgid().to_string());
                texts.push(message.msgstr().expect("no plurals").to_string());
            }
        }
        let Some(cut) = cut(&texts) else { return };
        assert_eq!(cut.len(), texts.len());
        for (text, cut) in texts.iter().zip(cut) {
            let known = words(text);
            for word in cut {
                let is_found = known.iter().any(|known| known.starts_with(&word));
                assert!(is_found, "{word} of {text}");
            }
        }
    }
}
