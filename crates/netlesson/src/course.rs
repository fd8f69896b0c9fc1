//! Where the course is on this machine, and its briefs.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context as _, Result, bail, ensure};
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::words::{Language, Words};

use crate::screen::spoken;

/// The course's folder.
pub struct Course {
    root: PathBuf,
}

impl Course {
    /// Finds the course that the current folder belongs to.
    pub fn find(words: &Words) -> Result<Self> {
        let here = env::current_dir().context(words.say("no-current-folder", &[]))?;
        let is_course = |folder: &&Path| {
            folder.join("exercises").is_dir() && folder.join("Cargo.toml").is_file()
        };
        let Some(root) = here.ancestors().find(is_course) else {
            let here = here.display().to_string();
            bail!(words.say("no-course", &[("folder", &here)]));
        };
        Ok(Self {
            root: root.to_path_buf(),
        })
    }

    /// Its top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The lesson of this number.
    pub fn lesson(&self, words: &Words, number: u16) -> Result<&'static Lesson> {
        let lesson = u8::try_from(number).ok().and_then(Lesson::numbered);
        lesson.with_context(|| {
            let arguments = [
                ("number", number.to_string()),
                ("last", LESSONS.len().to_string()),
                ("command", spoken("list")),
            ];
            let arguments = arguments
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            words.say("no-such-lesson", &arguments)
        })
    }

    /// A lesson's name from the course's top folder: `exercises/04-…`, `solutions/04-…`.
    pub fn place(lesson: &Lesson, solution: bool) -> String {
        let kind = if solution { "solutions" } else { "exercises" };
        format!("{kind}/{}", lesson.slug)
    }

    /// Where a lesson's brief in the reader's language is, from the course's top folder.
    pub fn brief_place(lesson: &Lesson, words: &Words) -> String {
        let place = Self::place(lesson, false);
        format!("{place}/{}", words.language().brief())
    }

    /// The folder of a lesson's exercise, or of its solution.
    pub fn folder(&self, lesson: &Lesson, solution: bool) -> PathBuf {
        self.root
            .join(if solution { "solutions" } else { "exercises" })
            .join(lesson.slug)
    }

    /// Whether the lesson's solution is there: a student's copy of the course may have come without.
    pub fn has_solution(&self, lesson: &Lesson) -> bool {
        self.folder(lesson, true).is_dir()
    }

    /// That it is there, or an error that says what to do.
    pub fn need_solution(&self, words: &Words, lesson: &Lesson) -> Result<()> {
        let place = Self::place(lesson, true);
        ensure!(
            self.has_solution(lesson),
            words.say("without-solution", &[("place", &place)])
        );
        Ok(())
    }

    /// A lesson's brief. Where it is not there in this language it is there in English; a student
    /// who has deleted both can still work.
    pub fn brief(&self, lesson: &Lesson, language: Language) -> Brief {
        let folder = self.folder(lesson, false);
        let read = |language: Language| fs::read_to_string(folder.join(language.brief())).ok();
        let text = read(language).or_else(|| read(Language::English));
        Brief(text.unwrap_or_default())
    }
}

/// A brief: the README of an exercise.
pub struct Brief(String);

impl Brief {
    /// What stands between the title and the first section.
    pub fn opening(&self) -> String {
        let body = self
            .0
            .lines()
            .skip_while(|line| !line.starts_with("# "))
            .skip(1);
        plain(body.take_while(|line| !line.starts_with("## ")))
    }

    /// The heading and the text of a step: the section whose heading begins `### ` and has the
    /// step's number as its first number.
    pub fn step(&self, number: u32) -> Option<(String, String)> {
        let mut lines = self.0.lines();
        let heading = lines.by_ref().find_map(|line| {
            let heading = line.strip_prefix("### ")?;
            let digits = heading.trim_start_matches(|char: char| !char.is_ascii_digit());
            let end = digits
                .find(|char: char| !char.is_ascii_digit())
                .unwrap_or(digits.len());
            (digits[..end].parse() == Ok(number)).then_some(heading)
        })?;
        Some((
            heading.replace('`', ""),
            plain(lines.take_while(|line| !line.starts_with('#'))),
        ))
    }
}

/// Markdown as it reads on a terminal: lines of a paragraph joined, marks of emphasis and code left
/// out, list items and code blocks on lines of their own.
fn plain<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut paragraphs: Vec<String> = vec![String::new()];
    let mut code = false;
    for line in lines {
        if line.trim_start().starts_with("```") {
            code = !code;
            paragraphs.push(String::new());
        } else if code {
            paragraphs.push(format!("    {line}"));
        } else if line.trim().is_empty() {
            paragraphs.push(String::new());
        } else {
            let starts_item = line.trim_start().starts_with("- ");
            match paragraphs.last_mut() {
                Some(paragraph) if !starts_item => join(paragraph, line.trim()),
                _ => paragraphs.push(line.trim().to_string()),
            }
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n").replace("**", "").replace('`', "")
}

/// Joins a line to the paragraph before it: with a space, but not between Chinese characters.
fn join(paragraph: &mut String, line: &str) {
    let wide = |char: Option<char>| char.is_some_and(|char| char >= '\u{2e80}');
    if !paragraph.is_empty() && !wide(paragraph.chars().last()) && !wide(line.chars().next()) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}
