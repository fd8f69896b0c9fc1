//! Rustlings (version 6): a course whose exercises are compiled and tested at each save, by `rustlings run NAME`.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;

/// The exercise: it has tests, and is done by adding one line.
const EXERCISE: &str = "vecs1";
const FILE: &str = "exercises/05_vecs/vecs1.rs";
const SOLVED: &str = "\
fn array_and_vec() -> ([i32; 4], Vec<i32>) {
    let a = [10, 20, 30, 40];
    let v = vec![10, 20, 30, 40];
    (a, v)
}

fn main() {
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_array_and_vec_similarity() {
        let (a, v) = array_and_vec();
        assert_eq!(a, *v);
    }
}
";

/// A folder with rustlings' exercises; it goes when this is dropped.
pub struct Rustlings {
    place: TempDir,
    edits: AtomicUsize,
}

impl Rustlings {
    /// Has rustlings make the folder. `None` if it is not installed.
    pub fn begin() -> Result<Option<Self>> {
        let place = tempfile::Builder::new()
            .prefix("netlesson-bench-")
            .tempdir()?;
        let init = Command::new("rustlings")
            .arg("init")
            .current_dir(place.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut init = match init {
            Ok(init) => init,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(why) => return Err(why).context("rustlings"),
        };
        // It asks whether to go on.
        init.stdin.take().context("no stdin")?.write_all(b"\n")?;
        ensure!(init.wait()?.success(), "rustlings init fails");
        Ok(Some(Self {
            place,
            edits: AtomicUsize::new(0),
        }))
    }

    fn root(&self) -> PathBuf {
        self.place.path().join("rustlings")
    }

    /// Edits the solved exercise, and has it run: how long until rustlings has said that it is done.
    pub fn run_solved(&self) -> Result<Duration> {
        let (time, succeeded) = self.run(SOLVED)?;
        ensure!(succeeded, "rustlings does not take {EXERCISE} as solved");
        Ok(time)
    }

    /// Edits the exercise with a mistake in it, and has it run: how long until rustlings has said what is wrong.
    pub fn run_failing(&self) -> Result<Duration> {
        let (time, succeeded) = self.run(&SOLVED.replace("let a = [10,", "let a = [11,"))?;
        ensure!(!succeeded, "rustlings takes a wrong {EXERCISE} as solved");
        Ok(time)
    }

    fn run(&self, text: &str) -> Result<(Duration, bool)> {
        let edit = self.edits.fetch_add(1, Ordering::Relaxed);
        let text = text.replace(
            "fn main() {\n",
            &format!("fn main() {{\n    std::hint::black_box({edit});\n"),
        );
        fs::write(self.root().join(FILE), text)?;
        let start = Instant::now();
        let output = Command::new("rustlings")
            .args(["run", EXERCISE])
            .current_dir(self.root())
            .env_remove("CARGO_TARGET_DIR")
            .stdin(Stdio::null())
            .output()
            .context("rustlings")?;
        Ok((start.elapsed(), output.status.success()))
    }
}
