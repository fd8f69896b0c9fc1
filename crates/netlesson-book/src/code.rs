//! Code out of files that are compiled and tested.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// A Python program, as a code block.
pub fn python(root: &Path, name: &str) -> Result<String> {
    let path = root.join("docs/python").join(format!("{name}.py"));
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Ok(block("python", &text))
}

/// The function or type of this name in a Rust file, as a code block.
pub fn item(root: &Path, path: &str, name: &str) -> Result<String> {
    let text = fs::read_to_string(root.join(path)).with_context(|| path.to_string())?;
    let found = found(&text, name).with_context(|| format!("there is no {name} in {path}"))?;
    // It is no whole program, and mdbook's readers cannot run it.
    Ok(block("rust,ignore", &found))
}

/// Text as a code block.
pub fn block(language: &str, text: &str) -> String {
    // A longer fence holds a shorter one.
    let fence = if text.contains("```") { "`````" } else { "```" };
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_matches('\n'))
}

/// The item with its comments and attributes, moved to the left. rustfmt has put its last brace below its first word.
fn found(text: &str, name: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| declares(line, name))?;
    let depth = lines[first].len() - lines[first].trim_start().len();
    let belongs = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("#[")
    };
    let above = lines[..first]
        .iter()
        .rev()
        .take_while(|line| belongs(line))
        .count();
    let end = format!("{}}}", " ".repeat(depth));
    let one_line = lines[first].ends_with(';') || lines[first].ends_with('}');
    let last = match one_line {
        true => first,
        false => first + lines[first..].iter().position(|line| *line == end)?,
    };
    let item = lines[first - above..=last].iter();
    let item: Vec<&str> = item.map(|line| line.get(depth..).unwrap_or("")).collect();
    Some(item.join("\n"))
}

/// Whether a line begins the item of this name.
fn declares(line: &str, name: &str) -> bool {
    let mut words = line.split(|char: char| !(char.is_alphanumeric() || char == '_'));
    let mut words = words.by_ref().filter(|word| !word.is_empty());
    let kind = words.find(|word| !matches!(*word, "pub" | "crate" | "async" | "const"));
    matches!(kind, Some("fn" | "struct" | "enum" | "trait" | "impl")) && words.next() == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
//! A file.

/// Reads.
#[must_use]
pub fn read(from: &str) -> u8 {
    if from.is_empty() {
        return 0;
    }
    1
}

struct Reader {
    /// Again.
    fn_like: u8,
}

impl Reader {
    /// Inside.
    fn inside(&self) {
        drop(self);
    }
}
";

    #[test]
    fn an_item_comes_with_its_comment_and_to_its_last_brace() {
        let read = found(FILE, "read").unwrap();
        assert!(
            read.starts_with("/// Reads.\n#[must_use]\npub fn read"),
            "{read}"
        );
        assert!(read.ends_with("    1\n}"), "{read}");
    }

    #[test]
    fn a_method_moves_to_the_left() {
        assert_eq!(
            found(FILE, "inside").unwrap(),
            "/// Inside.\nfn inside(&self) {\n    drop(self);\n}"
        );
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert_eq!(found(FILE, "fn_like"), None);
    }
}
