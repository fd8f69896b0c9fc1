//! The lines of a chapter that stand for something real. Each stands alone on its line.
//!
//! | line                                   | what is put there                                              |
//! |----------------------------------------|----------------------------------------------------------------|
//! | `{{#python 03-receiver}}`              | `docs/python/03-receiver.py`                                   |
//! | `{{#item PATH NAME}}`                  | the function or type of this name in this Rust file            |
//! | `{{#verdict 04-header-from-one-recv}}` | the verdict that this piece of the gallery gets                |
//! | `{{#wire 3 2}}`                        | the picture of lesson 3's second conversation                  |
//! | `{{#show backlog}}`                    | what this experiment prints on the machine that builds         |
//! | `{{#race}}`                            | the table and the drawing of `just race`                       |

use anyhow::{Context as _, Result, bail};

/// One of these lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    Python(String),
    Item { path: String, name: String },
    Verdict(String),
    Wire { lesson: u8, scene: usize },
    Show(String),
    Race,
}

impl Directive {
    /// The directive of a line, if it is one.
    ///
    /// # Errors
    ///
    /// When it begins like one and is none.
    pub fn of(line: &str) -> Result<Option<Self>> {
        let Some(inside) = line.trim().strip_prefix("{{#") else {
            return Ok(None);
        };
        let about = || format!("no directive: {line}");
        let inside = inside.strip_suffix("}}").with_context(about)?;
        let words: Vec<&str> = inside.split_whitespace().collect();
        Ok(Some(match words.as_slice() {
            ["python", name] => Self::Python((*name).into()),
            ["item", path, name] => Self::Item {
                path: (*path).into(),
                name: (*name).into(),
            },
            ["verdict", piece] => Self::Verdict((*piece).into()),
            ["wire", lesson, scene] => Self::Wire {
                lesson: lesson.parse().with_context(about)?,
                scene: scene.parse().with_context(about)?,
            },
            ["show", name] => Self::Show((*name).into()),
            ["race"] => Self::Race,
            _ => bail!(about()),
        }))
    }
}

/// The lines of a chapter, and the directives among them.
///
/// # Errors
///
/// When one begins like a directive and is none: which.
pub fn lines(chapter: &str) -> Result<Vec<(&str, Option<Directive>)>> {
    let lines = chapter.lines().enumerate().map(|(before, line)| {
        let directive = Directive::of(line).with_context(|| format!("line {}", before + 1))?;
        Ok((line, directive))
    });
    lines.collect()
}

/// All directives of a chapter, in order.
///
/// # Errors
///
/// The same.
pub fn all(chapter: &str) -> Result<Vec<Directive>> {
    let found = lines(chapter)?.into_iter();
    Ok(found.filter_map(|(_, directive)| directive).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_from_text() {
        assert_eq!(Directive::of("text with {{#race}} in it").unwrap(), None);
        assert_eq!(Directive::of("{{#race}}").unwrap(), Some(Directive::Race));
        let wire = Directive::Wire {
            lesson: 3,
            scene: 2,
        };
        assert_eq!(Directive::of("  {{#wire 3 2}} ").unwrap(), Some(wire));
    }

    #[test]
    fn what_begins_like_one_and_is_none_is_told_with_its_line() {
        for line in [
            "{{#race}",
            "{{#wire three}}",
            "{{#wire three 1}}",
            "{{#race}} twice",
        ] {
            let error = all(&format!("# Title\n\n{line}\n")).unwrap_err();
            let told = format!("{error:#}");
            assert!(told.starts_with("line 3: no directive: "), "{told}");
            assert!(told.contains(line), "{told}");
        }
    }
}
