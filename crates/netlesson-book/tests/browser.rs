//! `--check` with browsers that are none: one that ends at once, one that says nothing and is interrupted, and none at all.
#![cfg(target_os = "linux")]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use netlesson_checks::kernel::{self, wait_until};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// The longest that anything here takes, on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// A site to be looked at, a folder for what is kept for a while, and one that holds all programs on the search path.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        for folder in ["target/book/html/en", "target/book/html/zh", "kept", "bin"] {
            fs::create_dir_all(place.path().join(folder)).expect("a folder");
        }
        for language in ["en", "zh"] {
            let page = format!("target/book/html/{language}/index.html");
            fs::write(place.path().join(page), "<!doctype html>").expect("a page");
        }
        // What it takes beside a browser: cargo says where the site is, and a shell starts the browser.
        let found = |name: &str| {
            let output = Command::new("which").arg(name).output().expect("which");
            String::from_utf8(output.stdout).expect("UTF-8")
        };
        for name in ["cargo", "sh", "tail"] {
            let link = place.path().join("bin").join(name);
            std::os::unix::fs::symlink(found(name).trim(), link).expect("a link");
        }
        place
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// A browser that can tell its version, and else does this.
    fn browser(&self, does: &str) {
        let browser = self.path().join("bin/chromium");
        let script = format!("#!/bin/sh\n[ \"$1\" = --version ] && exit\n{does}\n");
        fs::write(&browser, script).expect("a script");
        fs::set_permissions(browser, Permissions::from_mode(0o755)).expect("it can be run");
    }

    fn check(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_netlesson-book"));
        command
            .arg("--check")
            .args(more)
            .env("CARGO_TARGET_DIR", self.path().join("target"))
            .env("TMPDIR", self.path().join("kept"))
            .env("PATH", self.path().join("bin"));
        command
    }

    /// How many things are kept for a while.
    fn kept(&self) -> usize {
        let kept = fs::read_dir(self.path().join("kept")).expect("it is there");
        kept.count()
    }
}

#[test]
fn a_browser_that_ends_is_named_with_what_it_has_said() {
    let place = Place::new();
    place.browser("echo no display >&2; exit 1");
    let output = place.check(&[]).output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("chromium has ended"), "{said}");
    assert!(said.contains("no display"), "{said}");
    assert_eq!(place.kept(), 0);
}

#[test]
fn whoever_is_interrupted_takes_the_browser_along() {
    let place = Place::new();
    let seen = place.path().join("pid");
    // As one program, and not in the end of what it is told.
    place.browser(&format!(
        "echo $$ > {}; exec tail -f /dev/null",
        seen.display()
    ));
    let mut check = place
        .check(&[])
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    let pid = || fs::read_to_string(&seen).ok()?.trim().parse::<u32>().ok();
    assert!(wait_until(LIMIT, || pid().is_some()), "no browser");
    assert!(place.kept() > 0);
    let raw = i32::try_from(check.id()).ok().and_then(Pid::from_raw);
    kill_process(raw.expect("a process"), Signal::TERM).expect("it runs");
    let status = check.wait().expect("it was started");
    assert_eq!(status.code(), Some(130));
    assert_eq!(place.kept(), 0);
    let browser = pid().expect("it was there");
    let is_gone = || kernel::memory(browser).is_none();
    assert!(wait_until(LIMIT, is_gone), "the browser is left behind");
}

#[test]
fn a_browser_that_is_needed_and_missing_is_an_error() {
    let place = Place::new();
    let skipped = place.check(&[]).output().expect("it starts");
    let told = String::from_utf8_lossy(&skipped.stdout);
    assert!(skipped.status.success(), "{skipped:?}");
    assert!(
        told.starts_with("skipped: no browser is installed"),
        "{told}"
    );
    let needed = place.check(&["--need-browser"]).output();
    let needed = needed.expect("it starts");
    let said = String::from_utf8_lossy(&needed.stderr);
    assert_eq!(needed.status.code(), Some(2), "{said}");
    assert!(said.contains("no browser is installed"), "{said}");
}
