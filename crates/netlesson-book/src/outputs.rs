//! What the course's own command prints and draws.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use netlesson_checks::compile::{self, Made};
use netlesson_checks::words::{Language, Words};

use crate::children;
use crate::code::block;

/// How wide the outputs are, in columns: what a page of the book holds.
const COLUMNS: &str = "84";

/// The command, built. What it has shown once is the same wherever the book shows it in this language.
pub struct Outputs<'a> {
    root: &'a Path,
    /// Where it draws.
    place: &'a Path,
    command: PathBuf,
    known: RefCell<BTreeMap<String, String>>,
}

impl<'a> Outputs<'a> {
    /// Builds the command.
    ///
    /// # Errors
    ///
    /// When it does not compile.
    pub fn new(root: &'a Path, place: &'a Path) -> Result<Self> {
        let mut cargo = Command::new(compile::cargo());
        cargo
            .args(["build", "--quiet", "--package", "netlesson"])
            .args(["--bin", "netlesson", "--message-format=json"])
            .current_dir(root);
        let output = children::output(cargo)?;
        let mut made = Made::read(&output.stdout, &output.stderr);
        let command = made.executables.remove("netlesson");
        let command = command.filter(|_| output.status.success());
        let command = command.with_context(|| {
            let said = made.errors_of("netlesson");
            format!("netlesson does not compile:\n{said}")
        })?;
        Ok(Self {
            root,
            place,
            command,
            known: RefCell::default(),
        })
    }

    /// The picture of a conversation: the solution's programs, two lifelines, the kernel between them.
    ///
    /// # Errors
    ///
    /// When it cannot be played or followed.
    pub fn wire(&self, lesson: u8, scene: usize, language: &str) -> Result<String> {
        let file = self.place.join("wire.svg");
        let (lesson, scene) = (lesson.to_string(), scene.to_string());
        let path = file.display().to_string();
        let arguments = [
            "wire",
            &lesson,
            "--solution",
            "--scene",
            &scene,
            "--svg",
            &path,
        ];
        self.once(&arguments, language, |_| figure(&file))
    }

    /// What an experiment has measured here.
    ///
    /// # Errors
    ///
    /// When it comes out otherwise than the course says, or cannot be shown here.
    pub fn show(&self, name: &str, language: &str) -> Result<String> {
        self.once(&["show", name], language, |printed| {
            let words = Words::new(Language::named(language).context("a language of the course")?);
            let heading = |key: &str| format!("\n{}\n", words.say(key, &[]));
            let (_, rest) = printed
                .split_once(&heading("show-heading-output"))
                .context("no output")?;
            let (output, _) = rest
                .split_once(&heading("show-heading-truth"))
                .context("no truth")?;
            let lines = output
                .lines()
                .map(|line| line.strip_prefix("  ").unwrap_or(line));
            let lines: Vec<&str> = lines.collect();
            // It ends well, too, where it can show nothing.
            let as_told = format!("✓ {}", words.say("show-as-told", &[]));
            ensure!(
                lines.contains(&as_told.as_str()),
                "the book cannot be built here, for {name} shows nothing:\n{output}"
            );
            let text = format!("$ just show {name}\n{}", lines.join("\n").trim_end());
            Ok(block("text", &text))
        })
    }

    /// The race: its table and its drawing.
    ///
    /// # Errors
    ///
    /// When a file does not arrive.
    pub fn race(&self, language: &str) -> Result<String> {
        let file = self.place.join("race.svg");
        let path = file.display().to_string();
        let arguments = ["race", "--solution", "--svg", &path];
        self.once(&arguments, language, |printed| {
            // Its last line says where the drawing is.
            let lines = printed.lines().filter(|line| !line.contains(&path));
            let lines: Vec<&str> = lines.collect();
            let text = format!("$ just race --solution\n{}", lines.join("\n").trim_end());
            Ok(block("text", &text) + "\n" + &figure(&file)?)
        })
    }

    /// What is made of the command's output, the first time; then the same again.
    fn once(
        &self,
        arguments: &[&str],
        language: &str,
        made: impl Fn(&str) -> Result<String>,
    ) -> Result<String> {
        let key = format!("{language} {}", arguments.join(" "));
        if let Some(known) = self.known.borrow().get(&key) {
            return Ok(known.clone());
        }
        let made = made(&self.printed(arguments, language)?)?;
        self.known.borrow_mut().insert(key, made.clone());
        Ok(made)
    }

    fn printed(&self, arguments: &[&str], language: &str) -> Result<String> {
        eprintln!("  {}", arguments[..2].join(" "));
        let mut command = Command::new(&self.command);
        command
            .args(arguments)
            .args(["--lang", language])
            .env("COLUMNS", COLUMNS)
            .env("NO_COLOR", "1")
            .current_dir(self.root);
        let output = children::output(command)?;
        let printed = String::from_utf8(output.stdout).context("it prints UTF-8")?;
        ensure!(
            output.status.success(),
            "netlesson {} ended with {}:\n{}{printed}",
            arguments.join(" "),
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(anstream::adapter::strip_str(&printed).to_string())
    }
}

/// A drawing as a part of the page: it takes the page's colours. A blank line would end it (CommonMark, HTML blocks).
/// Who moves by keyboard can scroll what is wider than the page, and hears what it is: the drawing's own name.
fn figure(file: &Path) -> Result<String> {
    let drawing = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let lines: Vec<&str> = drawing
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let name = lines
        .iter()
        .find_map(|line| line.split_once(" aria-label=\"")?.1.split_once('"'));
    let (name, _) = name.with_context(|| format!("{} has no name", file.display()))?;
    // Who hears the page has heard the name already.
    Ok(format!(
        "<figure class=\"drawing\" tabindex=\"0\" aria-label=\"{name}\">\n{}\n\
         <figcaption aria-hidden=\"true\">{name}</figcaption>\n</figure>\n",
        lines.join("\n")
    ))
}
