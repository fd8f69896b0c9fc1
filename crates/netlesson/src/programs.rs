//! Programs that are named on the command line, to be graded in place of the exercise's:
//! `--program server=./mine.py`. They may be written in any language.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::{env, fs, path};

use anyhow::{Context as _, Result, bail};
use netlesson_checks::lesson::Lesson;
use netlesson_checks::words::Words;

/// A program as it was named: which of the lesson's it is, and its path as it was typed.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its name in the lesson: `server`, `client`, …
    pub program: String,
    /// The path, from the folder in which it was typed.
    pub path: String,
}

impl Named {
    /// Reads `server=./mine.py`.
    pub fn parse(typed: &str) -> Result<Self, String> {
        match typed.split_once('=') {
            Some((program, path)) if !program.is_empty() && !path.is_empty() => Ok(Self {
                program: program.into(),
                path: path.into(),
            }),
            _ => Err("a program is named like server=./mine.py".into()),
        }
    }
}

/// Where the lesson's programs of these names are, or an error that says what is wrong with one.
pub fn find(words: &Words, lesson: &Lesson, named: &[Named]) -> Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    for Named { program, path } in named {
        if !lesson.programs.contains(&program.as_str()) {
            let (number, names) = (lesson.number.to_string(), lesson.programs.join(", "));
            let arguments = [
                ("number", number.as_str()),
                ("program", program),
                ("names", &names),
            ];
            bail!(words.say("no-such-program", &arguments));
        }
        let executable = executable(words, path)?;
        if found.insert(program.clone(), executable).is_some() {
            bail!(words.say("program-twice", &[("program", program)]));
        }
    }
    Ok(found)
}

/// The path as it can be used from any folder, if a program is there that can be started.
fn executable(words: &Words, path: &str) -> Result<PathBuf> {
    let say = |key: &str| words.say(key, &[("path", path)]);
    let from = folder_typed_in(words)?;
    // Links are not followed: a program may look where it was started from.
    let full = path::absolute(from.join(path)).with_context(|| say("program-missing"))?;
    let Ok(about) = fs::metadata(&full) else {
        let from = from.display().to_string();
        bail!(words.say("program-missing-in", &[("path", path), ("folder", &from)]));
    };
    if about.is_dir() {
        bail!(say("program-is-folder"));
    }
    if !is_executable(&about) {
        let path = quoted(path);
        bail!(words.say("program-not-executable", &[("path", &path)]));
    }
    if cfg!(unix) {
        can_be_run(words, path, &full)?;
    }
    Ok(full)
}

/// The folder in which the reader typed the command. just runs its recipes in the course's, and
/// tells where it was called (see the justfile).
pub fn folder_typed_in(words: &Words) -> Result<PathBuf> {
    match env::var_os("NETLESSON_FOLDER") {
        Some(folder) => Ok(folder.into()),
        None => env::current_dir().with_context(|| words.say("no-current-folder", &[])),
    }
}

#[cfg(unix)]
fn is_executable(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn is_executable(_: &fs::Metadata) -> bool {
    true
}

/// A script says in its first line what it is run with. Without one it would be taken for a
/// shell's.
fn can_be_run(words: &Words, path: &str, full: &Path) -> Result<()> {
    let mut beginning = Vec::new();
    File::open(full)
        .and_then(|file| file.take(256).read_to_end(&mut beginning))
        .with_context(|| words.say("cannot-read", &[("path", path)]))?;
    let Some(line) = beginning.strip_prefix(b"#!") else {
        // What the system runs by itself is no text.
        if beginning.contains(&0) {
            return Ok(());
        }
        bail!(words.say("program-no-interpreter", &[("path", path)]));
    };
    let line = line.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let interpreter = line.trim_start_matches([' ', '\t']);
    let interpreter = interpreter.split([' ', '\t']).next().unwrap_or_default();
    if interpreter.is_empty() || !Path::new(interpreter).exists() {
        // Windows ends its lines with a CR, which is then a part of the name.
        let shown = interpreter.escape_default().to_string();
        let arguments = [("path", path), ("interpreter", &shown)];
        bail!(words.say("program-interpreter-missing", &arguments));
    }
    Ok(())
}

/// A path as it is typed in a shell.
pub fn quoted(path: &str) -> String {
    let is_plain = |char: char| char.is_alphanumeric() || "/._-+=:@%,".contains(char);
    if path.chars().all(is_plain) {
        return path.into();
    }
    format!("'{}'", path.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_has_a_name_and_a_path() {
        let named = Named::parse("server=./a=b.py").expect("it is well named");
        assert_eq!((&*named.program, &*named.path), ("server", "./a=b.py"));
        for wrong in ["server", "server=", "=mine.py", ""] {
            assert!(Named::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn paths_are_quoted_where_a_shell_would_take_them_apart() {
        assert_eq!(quoted("../mine.py"), "../mine.py");
        assert_eq!(quoted("my own's.py"), r"'my own'\''s.py'");
    }
}
