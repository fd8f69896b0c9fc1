//! `just` starts this command itself and not by `cargo run`, which takes longer to find that there is nothing to build than
//! many a lesson takes to be judged. So the command looks whether it is older than what it is made of, and if it is, leaves
//! the place to `cargo run`.
//!
//! What it is made of, cargo has written beside it (The Cargo Book, "Dep-info Files"): a line such as
//! `/course/target/debug/netlesson: /course/crates/netlesson/src/main.rs …`, in which a space of a path is `\ `.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::SystemTime;

use netlesson_checks::compile::cargo;

/// Set by whoever starts the command itself where `cargo run` is meant.
const DIRECTLY: &str = "NETLESSON_DIRECTLY";
/// Set for `cargo run`, so that nothing is built twice.
const REBUILT: &str = "NETLESSON_REBUILT";

/// Has cargo build and run the command anew, if it is older than its sources and was started in the place of `cargo run`; what came of that.
pub fn if_stale() -> Option<io::Result<ExitCode>> {
    if env::var_os(DIRECTLY).is_none() || env::var_os(REBUILT).is_some() {
        return None;
    }
    let own = env::current_exe().ok()?;
    // Without that file it was not cargo that put the command here.
    let dependencies = fs::read_to_string(own.with_extension("d")).ok()?;
    let built = modified(&own)?;
    let mut sources = paths(&dependencies).chain(["Cargo.toml".into(), "Cargo.lock".into()]);
    let is_newer = |source: PathBuf| modified(&source).is_none_or(|modified| modified > built);
    sources.any(is_newer).then(by_cargo)
}

fn by_cargo() -> io::Result<ExitCode> {
    let mut command = Command::new(cargo());
    command
        .args(["run", "--package", "netlesson", "--"])
        .args(env::args_os().skip(1))
        .env(REBUILT, "1");
    #[cfg(unix)]
    return Err(std::os::unix::process::CommandExt::exec(&mut command));
    #[cfg(not(unix))]
    command.status().map(|status| {
        let code = status.code().and_then(|code| u8::try_from(code).ok());
        code.map_or(ExitCode::FAILURE, ExitCode::from)
    })
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// The paths behind the colon of the first line.
fn paths(dependencies: &str) -> impl Iterator<Item = PathBuf> {
    let line = dependencies.lines().next().unwrap_or_default();
    let paths = line.split_once(": ").map_or("", |(_, paths)| paths);
    let paths = paths.replace("\\ ", "\0");
    let paths: Vec<PathBuf> = paths
        .split(' ')
        .filter(|path| !path.is_empty())
        .map(|path| path.replace('\0', " ").into())
        .collect();
    paths.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_in_a_path_parts_nothing() {
        let line = "/a b/netlesson: /a\\ b/main.rs /a\\ b/course.rs\n";
        // As cargo writes it, the path before the colon is escaped, too: only what stands behind counts.
        let paths: Vec<PathBuf> = paths(line).collect();
        assert_eq!(paths, ["/a b/main.rs", "/a b/course.rs"].map(PathBuf::from));
        assert_eq!(super::paths("").count(), 0);
    }
}
