//! What each check is worth: 1, unless a points file says otherwise.
//!
//! ```json
//! {"04-struct-header-fix": {"header-in-pieces": 3, "*": 1}}
//! ```
//!
//! `*` stands for all checks of the lesson that are not named; 0 takes a check, or with `*` a lesson, out of the marks.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use netlesson_checks::lesson::LESSONS;
use serde::{Deserialize, Serialize};

/// All other checks of a lesson.
const OTHERS: &str = "*";

/// What the checks are worth: lessons by their slugs, checks by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(BTreeMap<String, BTreeMap<String, u32>>);

impl Points {
    /// Reads a points file.
    ///
    /// # Errors
    ///
    /// When it is no points file, or names a lesson or a check that is not there: a slip in a name would
    /// change marks, and nobody would see it.
    pub fn read(text: &str) -> Result<Self> {
        let points: Self = serde_json::from_str(text).context(
            "a points file is {\"LESSON\": {\"CHECK\": POINTS}}, with whole numbers from 0 on",
        )?;
        for (slug, checks) in &points.0 {
            let Some(lesson) = LESSONS.iter().find(|lesson| lesson.slug == slug) else {
                let slugs: Vec<&str> = LESSONS.iter().map(|lesson| lesson.slug).collect();
                bail!(
                    "there is no lesson {slug:?}; the lessons are {}",
                    slugs.join(", ")
                );
            };
            for check in checks.keys().filter(|check| *check != OTHERS) {
                if lesson.check(check).is_none() {
                    let names: Vec<&str> = lesson.checks.iter().map(|check| check.name).collect();
                    let names = names.join(", ");
                    bail!("lesson {slug} has no check {check:?}; its checks are {names}");
                }
            }
        }
        Ok(points)
    }

    /// What a check is worth.
    pub fn worth(&self, slug: &str, check: &str) -> u32 {
        let named = self.0.get(slug);
        named
            .and_then(|checks| checks.get(check).or_else(|| checks.get(OTHERS)))
            .copied()
            .unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use super::Points;

    const SLUG: &str = "04-struct-header-fix";

    fn error(text: &str) -> String {
        format!("{:#}", Points::read(text).expect_err("it is refused"))
    }

    #[test]
    fn a_check_is_worth_one_unless_the_file_names_it_or_all_others() {
        let points = Points::read(r#"{"04-struct-header-fix": {"header-in-pieces": 3, "*": 0}}"#)
            .expect("a points file");
        assert_eq!(points.worth(SLUG, "header-in-pieces"), 3);
        assert_eq!(points.worth(SLUG, "added-later"), 0);
        assert_eq!(points.worth("01-basic-socket", "added-later"), 1);
    }

    #[test]
    fn slips_are_named() {
        let lesson = error(r#"{"04-header": {}}"#);
        assert!(
            lesson.contains("\"04-header\"") && lesson.contains(SLUG),
            "{lesson}"
        );
        let check = error(r#"{"04-struct-header-fix": {"header": 3}}"#);
        assert!(
            check.contains("\"header\"") && check.contains("header-in-pieces"),
            "{check}"
        );
        for text in [r#"{"04-struct-header-fix": {"*": -1}}"#, "[]", ""] {
            assert!(error(text).contains("a points file is"), "{text}");
        }
    }
}
