//! A copy of the course for one test to work in.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::assert::Assert;
use netlesson_checks::lesson::LESSONS;

/// A copy of the course, its exercises at their starters and nothing passed.
pub struct Copy {
    root: PathBuf,
    target: PathBuf,
}

impl Copy {
    /// The copy of the test of this name. It stays where it is from one run of the tests to the
    /// next, with all that cargo has built in it: then only the first run takes long.
    pub fn of_test(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let copy = Self {
            root: folder.join("course"),
            target: folder.join("target"),
        };
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for part in [
            "Cargo.toml",
            "Cargo.lock",
            "crates",
            "exercises",
            "solutions",
        ] {
            mirror(&original.join(part), &copy.root.join(part));
        }
        let _ = fs::remove_dir_all(copy.root.join(".netlesson"));
        // Whoever runs the tests may have solved an exercise.
        for lesson in LESSONS {
            let number = lesson.number.to_string();
            copy.netlesson(&["reset", &number, "--yes"]).success();
        }
        let _ = fs::remove_dir_all(copy.root.join(".netlesson"));
        copy
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The command in the copy, in English, on a page of 80 columns, not through just.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_netlesson"));
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_NET_OFFLINE", "true")
            .env("NETLESSON_LANG", "en")
            .env("COLUMNS", "80")
            .env_remove("NETLESSON_JUST")
            .env_remove("NETLESSON_DIRECTLY")
            .env_remove("NETLESSON_FOLDER")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE");
        command
    }

    /// Runs the command.
    pub fn netlesson(&self, arguments: &[&str]) -> Assert {
        assert_cmd::Command::from_std(self.command(arguments)).assert()
    }

    /// Puts the solution of a lesson where its exercise is, a program's only or all of `src`.
    pub fn solve(&self, slug: &str, file: &str) {
        let solution = self
            .root
            .join("solutions")
            .join(slug)
            .join("src")
            .join(file);
        let number = &slug[..2];
        let text = fs::read_to_string(solution)
            .expect("the solution can be read")
            .replace(&format!("solution-{number}"), &format!("lesson-{number}"));
        self.write(&format!("exercises/{slug}/src/{file}"), &text);
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a new folder");
        fs::write(path, text).expect("the copy can be written");
    }

    /// Reads a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect("the file can be read")
    }
}

/// What the command printed on stdout.
pub fn stdout(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).expect("the command prints UTF-8")
}

/// What the command printed on stderr.
pub fn stderr(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).expect("the command prints UTF-8")
}

/// Makes `copy` equal to `original`. Files that are equal already are left alone: cargo goes by
/// the time at which a file was written.
fn mirror(original: &Path, copy: &Path) {
    if original.is_file() {
        let bytes = fs::read(original).expect("the course can be read");
        if fs::read(copy).ok().as_ref() != Some(&bytes) {
            fs::create_dir_all(copy.parent().expect("it lies in a folder")).expect("a new folder");
            fs::write(copy, bytes).expect("the copy can be written");
        }
        return;
    }
    let names = |folder: &Path| -> BTreeSet<_> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name()).collect()
    };
    let wanted = names(original);
    for name in names(copy).difference(&wanted) {
        let path = copy.join(name);
        let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
    }
    for name in wanted {
        mirror(&original.join(&name), &copy.join(&name));
    }
}
