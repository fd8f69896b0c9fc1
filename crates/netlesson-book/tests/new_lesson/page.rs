//! The page, taken apart into what its reader has to do.

use anyhow::{Context as _, Result, bail};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What a sentence's code begins with when it is a command, and no name of something.
const PROGRAMS: [&str; 5] = ["cargo", "just", "git", "patch", ".ci/run"];

/// What the page has its reader do.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// To write a file: its path in the course, and its text.
    File { path: String, text: String },
    /// To paste a block that changes files.
    Patch(String),
    /// To type the line of a block.
    Command(String),
    /// To type what a sentence or a table speaks of.
    Spoken(String),
}

/// All that a page has its reader do, in its order. What sentences speak of is typed once, when the last section that
/// speaks of it is through: a section says first what a command does, and then what makes it possible.
///
/// # Errors
///
/// When there is a block of which the page does not say what to do with it.
pub fn steps(page: &str) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    let mut spoken: Vec<Step> = Vec::new();
    let mut block = None;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match (event, &mut block) {
            (Event::Start(Tag::CodeBlock(kind)), _) => {
                block = Some((language(kind), String::new()))
            }
            (Event::Text(part), Some((_, text))) => *text += &part,
            (Event::End(TagEnd::CodeBlock), Some((language, text))) => {
                steps.extend(of_block(language, text)?);
                block = None;
            }
            (Event::Start(Tag::Heading { .. }), _) => steps.append(&mut spoken),
            (Event::Code(code), _) => {
                let program = code.split(' ').next().unwrap_or_default();
                if PROGRAMS.contains(&program) {
                    let is_this =
                        |step: &Step| matches!(step, Step::Spoken(line) if *line == *code);
                    steps.retain(|step| !is_this(step));
                    spoken.retain(|step| !is_this(step));
                    spoken.push(Step::Spoken(code.into_string()));
                }
            }
            _ => {}
        }
    }
    steps.append(&mut spoken);
    Ok(steps)
}

fn language(kind: CodeBlockKind) -> String {
    match kind {
        CodeBlockKind::Fenced(language) => language.into_string(),
        CodeBlockKind::Indented => String::new(),
    }
}

/// The three kinds of blocks that the page itself tells its reader of.
fn of_block(language: &str, text: &str) -> Result<Vec<Step>> {
    let (first, rest) = text.split_once('\n').context("an empty block")?;
    if let Some(path) = path(first) {
        let (path, text) = (path.to_string(), rest.to_string());
        return Ok(vec![Step::File { path, text }]);
    }
    if language != "sh" {
        bail!("a block that is no file, no patch and no command: {first}");
    }
    if first.starts_with("patch ") {
        return Ok(vec![Step::Patch(text.to_string())]);
    }
    let lines = text.lines().filter(|line| !line.is_empty());
    Ok(lines.map(|line| Step::Command(line.to_string())).collect())
}

/// The path in a comment that names a file.
fn path(line: &str) -> Option<&str> {
    let html = || line.strip_prefix("<!-- ")?.strip_suffix(" -->");
    let comment = line.strip_prefix("# ").or(line.strip_prefix("// "));
    let path = comment.or_else(html)?;
    (path.contains('/') && !path.contains(' ')).then_some(path)
}
