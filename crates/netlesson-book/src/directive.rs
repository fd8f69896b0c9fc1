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

use anyhow::{Result, bail};

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
        let inside = line.trim().strip_prefix("{{#");
        let Some(inside) = inside.and_then(|inside| inside.strip_suffix("}}")) else {
            return Ok(None);
        };
        let words: Vec<&str> = inside.split_whitespace().collect();
        Ok(Some(match words.as_slice() {
            ["python", name] => Self::Python((*name).into()),
            ["item", path, name] => Self::Item {
                path: (*path).into(),
                name: (*name).into(),
            },
            ["verdict", piece] => Self::Verdict((*piece).into()),
            ["wire", lesson, scene] => Self::Wire {
                lesson: lesson.parse()?,
                scene: scene.parse()?,
            },
            ["show", name] => Self::Show((*name).into()),
            ["race"] => Self::Race,
            _ => bail!("no directive: {line}"),
        }))
    }
}

/// All directives of a chapter, in order.
pub fn all(chapter: &str) -> Result<Vec<Directive>> {
    let found = chapter.lines().map(Directive::of);
    Ok(found
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect())
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
        assert!(Directive::of("{{#wire three}}").is_err());
    }
}
