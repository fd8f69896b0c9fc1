//! Has cargo build a lesson's programs, and learns from its messages where they are.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::lesson::Lesson;
use crate::play::Built;

/// What came of a build.
pub struct Compiled {
    /// The programs; `None` when they do not compile.
    pub built: Option<Built>,
    /// The compiler's warnings about the lesson's own code.
    pub warnings: Vec<String>,
    /// All that the compiler and cargo said, for whoever started the build to read: nothing when
    /// all is well. It has colours in it: print it through `anstream`.
    pub said: String,
}

/// What is of interest in a message of `cargo build --message-format=json`
/// (The Cargo Book, "External tools").
#[derive(Deserialize)]
struct Message {
    reason: String,
    target: Option<Target>,
    executable: Option<PathBuf>,
    message: Option<Diagnostic>,
    manifest_path: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    rendered: Option<String>,
    /// The places in the code that it points at.
    #[serde(default)]
    spans: Vec<IgnoredAny>,
}

/// What rustc says when it has panicked.
const COMPILER_PANIC: &str = "the compiler unexpectedly panicked";

/// What `cargo build --keep-going --message-format=json` made of many packages, of which some may not compile.
#[derive(Default)]
pub struct Made {
    /// The executables, by the names of their binaries.
    pub executables: BTreeMap<String, PathBuf>,
    errors: Vec<CompilerError>,
    /// What cargo itself said.
    pub said: String,
    /// Whether cargo came to compile at all: it ends each build by saying that it is finished, be it with errors.
    pub finished: bool,
}

/// An error of the compiler.
struct CompilerError {
    /// The manifest of the package that it is about.
    manifest: PathBuf,
    target: String,
    rendered: String,
    /// Whether it points at a place in the code.
    points: bool,
}

impl Made {
    /// Reads what cargo printed on stdout and on stderr.
    pub fn read(stdout: &[u8], stderr: &[u8]) -> Self {
        let mut made = Self {
            said: String::from_utf8_lossy(stderr).into_owned(),
            ..Self::default()
        };
        for line in stdout.split(|&byte| byte == b'\n') {
            let Ok(message) = serde_json::from_slice::<Message>(line) else {
                continue;
            };
            made.finished |= message.reason == "build-finished";
            let Some(target) = message.target else {
                continue;
            };
            if let (Some(manifest), Some(diagnostic)) = (message.manifest_path, message.message)
                && diagnostic.level == "error"
                && let Some(rendered) = diagnostic.rendered
            {
                made.errors.push(CompilerError {
                    manifest,
                    target: target.name,
                    rendered,
                    points: !diagnostic.spans.is_empty(),
                });
            } else if let Some(executable) = message.executable {
                made.executables.insert(target.name, executable);
            }
        }
        // Targets are compiled side by side. The sort is stable: what is said of one stays in order.
        made.errors
            .sort_by(|one, other| one.target.cmp(&other.target));
        made
    }

    /// What the compiler said of the package in the folder of this name; what cargo said, if the compiler
    /// said nothing.
    pub fn errors_of(&self, folder: &str) -> String {
        let errors: String = self
            .compiler_errors(folder)
            .map(|error| error.rendered.as_str())
            .collect();
        match errors.is_empty() {
            true => self.said.clone(),
            false => errors,
        }
    }

    /// Whether the compiler has pointed at what is wrong in the code of the package in the folder of this name. Where it
    /// has not, the cause may lie outside: a linker that fails, a disk that is full.
    pub fn points_at(&self, folder: &str) -> bool {
        self.compiler_errors(folder).any(|error| error.points)
    }

    /// Where the compiler broke down, if it did and had nothing to say of the package in the folder of this name: it
    /// has a bug, or got no thread or no memory from the system.
    pub fn compiler_panic(&self, folder: &str) -> Option<&str> {
        if self.compiler_errors(folder).next().is_some() || !self.said.contains(COMPILER_PANIC) {
            return None;
        }
        let mut lines = self.said.lines();
        Some(
            lines
                .find(|line| line.contains("panicked at"))
                .unwrap_or(COMPILER_PANIC),
        )
    }

    /// Whether a limit on its processor time, or on its memory, has ended the compiler: by a signal that cargo tells, or by
    /// what Rust's allocator says before it aborts.
    pub fn met_limit(&self) -> bool {
        ["SIGXCPU", "memory allocation of"]
            .iter()
            .any(|sign| self.said.contains(sign))
    }

    fn compiler_errors(&self, folder: &str) -> impl Iterator<Item = &CompilerError> {
        self.errors.iter().filter(move |error| {
            let its = error.manifest.parent();
            its.is_some_and(|path| path.ends_with(folder))
        })
    }
}

/// Builds a lesson's exercise or solution in the course at `root`.
///
/// # Errors
///
/// When cargo cannot be started, or builds something else than the lesson's programs.
pub fn compile(root: &Path, lesson: &Lesson, solution: bool) -> Result<Compiled> {
    let package = if solution {
        lesson.solution()
    } else {
        lesson.exercise()
    };
    let mut build = start(root, &package)?;
    let mut words = build.stderr.take().context("cargo has no stderr")?;
    // Read meanwhile, and told last: the compiler's diagnostics come first, then what cargo makes
    // of them.
    let words = thread::spawn(move || {
        let mut said = Vec::new();
        let _ = words.read_to_end(&mut said);
        said
    });

    let messages = build.stdout.take().context("cargo has no stdout")?;
    let mut executables = BTreeMap::new();
    let mut warnings = Vec::new();
    let mut said = String::new();
    for line in BufReader::new(messages).lines() {
        let Ok(message) = serde_json::from_str::<Message>(&line?) else {
            continue;
        };
        if let Some(diagnostic) = message.message {
            let text = diagnostic.rendered.unwrap_or_default();
            if diagnostic.level == "warning" {
                warnings.push(anstream::adapter::strip_str(&text).to_string());
            }
            said.push_str(&text);
        }
        if let (Some(target), Some(executable)) = (message.target, message.executable) {
            executables.insert(target.name, executable);
        }
    }
    let succeeded = wait(&mut build)?;
    said.push_str(&String::from_utf8_lossy(&words.join().unwrap_or_default()));
    if !succeeded {
        return Ok(Compiled {
            built: None,
            warnings,
            said,
        });
    }
    let named = lesson.programs.iter().map(|&program| {
        let binary = lesson.binary(program, solution);
        let executable = executables.remove(&binary);
        let executable = executable
            .with_context(|| format!("cargo built no {binary}: is it still in {package}?"))?;
        Ok((program.to_string(), executable))
    });
    let executables = named.collect::<Result<_>>()?;
    let kind = if solution { "solutions" } else { "exercises" };
    let folder = root.join(kind).join(lesson.slug);
    Ok(Compiled {
        built: Some(Built {
            executables,
            folder,
        }),
        warnings,
        said,
    })
}

/// The cargo to call: the one that built us, if cargo runs us.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn start(root: &Path, package: &str) -> Result<Child> {
    let cargo = cargo();
    let mut command = Command::new(&cargo);
    command
        .current_dir(root)
        // It writes into a pipe and would leave its colours out.
        .args(["build", "--quiet", "--color", "always"])
        .arg("--message-format=json-diagnostic-rendered-ansi")
        .args(["--bins", "--package", package])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // A group of its own, so that the compilers that cargo starts can be ended with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);

    let mut running = running();
    let build = command
        .spawn()
        .with_context(|| format!("cannot start {}: is Rust installed?", cargo.display()))?;
    running.push(build.id());
    Ok(build)
}

/// The cargos that run now, for [`end_all`].
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn running() -> MutexGuard<'static, Vec<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for cargo, which has closed its stdout; whether it succeeded.
fn wait(build: &mut Child) -> Result<bool> {
    // Under the lock: [`end_all`] never takes a number that belongs to another process by now.
    let mut running = running();
    let status = build.wait();
    running.retain(|pid| *pid != build.id());
    Ok(status?.success())
}

/// Ends every build that runs, with the compilers that it has started, for a grader that is
/// interrupted.
pub fn end_all() {
    let running = running();
    for pid in running.iter() {
        #[cfg(unix)]
        {
            use rustix::process::{Pid, Signal, kill_process_group};
            if let Some(group) = i32::try_from(*pid).ok().and_then(Pid::from_raw) {
                // One that has just ended is no error.
                let _ = kill_process_group(group, Signal::TERM);
            }
        }
        #[cfg(not(unix))]
        {
            let _ = Command::new("taskkill")
                .args(["/F", "/T", "/PID", &pid.to_string()])
                .output();
        }
    }
    // The grader is about to exit: none is waited for any more, and none is started.
    std::mem::forget(running);
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINISHED: &str = r#"{"reason":"build-finished","success":false}"#;
    const ERROR: &str = r#"{"reason":"compiler-message","manifest_path":"/course/exercises/01-basic-socket/Cargo.toml","target":{"name":"lesson-01-server"},"message":{"level":"error","rendered":"error: no such thing"}}"#;
    const POINTING: &str = r#"{"reason":"compiler-message","manifest_path":"/course/exercises/02-loop-server/Cargo.toml","target":{"name":"lesson-02-server"},"message":{"level":"error","rendered":"error: here","spans":[{"line_start":1}]}}"#;
    const PANIC: &str = "thread 'rustc' panicked at back/write.rs:2163:17:\nerror: the compiler unexpectedly panicked. This is a bug\n";

    #[test]
    fn a_compiler_that_panics_is_told_from_code_that_does_not_compile() {
        let (one, other) = ("01-basic-socket", "02-loop-server");
        let made = Made::read(
            format!("{ERROR}\n{FINISHED}\n").as_bytes(),
            PANIC.as_bytes(),
        );
        assert!(made.finished);
        assert_eq!(made.errors_of(one), "error: no such thing");
        assert_eq!(made.compiler_panic(one), None);
        let panic = made.compiler_panic(other);
        assert_eq!(
            panic,
            Some("thread 'rustc' panicked at back/write.rs:2163:17:")
        );
        let made = Made::read(FINISHED.as_bytes(), b"error: could not compile");
        assert_eq!(made.compiler_panic(one), None);
        assert!(!made.met_limit());
        let aborted = b"memory allocation of 17179869184 bytes failed\nerror: could not compile";
        assert!(Made::read(FINISHED.as_bytes(), aborted).met_limit());
    }

    #[test]
    fn an_error_that_points_at_code_is_told_from_one_that_does_not() {
        let (one, other) = ("01-basic-socket", "02-loop-server");
        let made = Made::read(format!("{ERROR}\n{POINTING}\n{FINISHED}\n").as_bytes(), b"");
        assert!(!made.points_at(one));
        assert!(made.points_at(other));
    }

    #[test]
    fn a_build_that_did_not_begin_is_not_finished() {
        let made = Made::read(b"", b"error: failed to parse manifest");
        assert!(!made.finished);
        assert_eq!(
            made.errors_of("01-basic-socket"),
            "error: failed to parse manifest"
        );
    }
}
