//! A copy of the course as it stands, with a target folder of its own, in which any line may be edited.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use netlesson_checks::lesson::Lesson;
use tempfile::TempDir;

/// The copy; it goes when this is dropped.
pub struct Course {
    place: TempDir,
    edits: AtomicUsize,
}

impl Course {
    /// Copies what git knows of, as it stands in the working tree.
    pub fn copy(root: &Path) -> Result<Self> {
        let place = tempfile::Builder::new()
            .prefix("netlesson-bench-")
            .tempdir()?;
        let listed = Command::new("git")
            .args(["ls-files", "-z"])
            .current_dir(root)
            .output()
            .context("cannot start git")?;
        ensure!(
            listed.status.success(),
            "git ls-files fails in {}",
            root.display()
        );
        for name in String::from_utf8(listed.stdout)?.split_terminator('\0') {
            let (from, to) = (root.join(name), place.path().join(name));
            // What is deleted and not committed is listed all the same.
            if from.is_file() {
                fs::create_dir_all(to.parent().context("a file in no folder")?)?;
                fs::copy(&from, &to).with_context(|| from.display().to_string())?;
            }
        }
        Ok(Self {
            place,
            edits: AtomicUsize::new(0),
        })
    }

    /// Its root.
    pub fn root(&self) -> &Path {
        self.place.path()
    }

    /// Takes away all that was built.
    pub fn clean(&self) -> Result<()> {
        let target = self.root().join("target");
        match target.exists() {
            true => fs::remove_dir_all(&target).with_context(|| target.display().to_string()),
            false => Ok(()),
        }
    }

    /// A command that runs at its root, and builds there.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.root())
            .env_remove("CARGO_TARGET_DIR")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
        command
    }

    /// The course's own command, which has to be built, as just starts it.
    pub fn netlesson(&self) -> Command {
        let mut command = self.command("target/debug/netlesson");
        command.env("NETLESSON_DIRECTLY", "1");
        command
    }

    /// How long cargo takes with these arguments.
    pub fn cargo(&self, arguments: &[&str]) -> Result<Duration> {
        let mut command = self.command("cargo");
        command.args(arguments);
        timed(&mut command).map(|(time, _)| time)
    }

    /// Adds a line to a lesson's solution that does something: to the first program's `main`, another one each time.
    pub fn edit_solution(&self, lesson: &Lesson) -> Result<()> {
        self.edit("solutions", lesson)
    }

    /// The same in its starter.
    pub fn edit_starter(&self, lesson: &Lesson) -> Result<()> {
        self.edit("exercises", lesson)
    }

    /// What an earlier edit has added is replaced.
    fn edit(&self, folder: &str, lesson: &Lesson) -> Result<()> {
        let sources = self.root().join(folder).join(lesson.slug).join("src/bin");
        let program = lesson
            .programs
            .first()
            .context("a lesson without programs")?;
        let source = sources.join(format!("{program}.rs"));
        let number = self.edits.fetch_add(1, Ordering::Relaxed);
        let text = fs::read_to_string(&source).with_context(|| source.display().to_string())?;
        let mut lines: Vec<&str> = text.lines().filter(|line| !line.contains(ADDED)).collect();
        let main = lines.iter().position(|line| line.starts_with("fn main()"));
        let main = main.with_context(|| format!("{} has no main", source.display()))?;
        let added = format!("    {ADDED}({number});");
        lines.insert(main + 1, &added);
        fs::write(&source, lines.join("\n") + "\n").with_context(|| source.display().to_string())
    }
}

/// The line that an edit adds, up to its number: a compiler cannot leave it out.
const ADDED: &str = "std::hint::black_box";

/// Runs a command to its end, which has to be a success; how long it took, and what it printed.
pub fn timed(command: &mut Command) -> Result<(Duration, Output)> {
    let start = Instant::now();
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let time = start.elapsed();
    ensure!(
        output.status.success(),
        "{command:?} ended with {}:\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok((time, output))
}
