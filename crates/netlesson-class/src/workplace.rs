//! Where submissions are compiled: a workspace that is the instructor's but for the sources of the exercises.
//!
//! Manifests, lock file and settings are the course's, less what only tests need; a submission's files replace
//! the starters' under `src`. One workplace is used for one submission after another, so that what they all
//! depend on is compiled once; what an earlier one left is taken away first.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::fs::chown;
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use netlesson_checks::compile;
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::starter::{PREDICTIONS, starter};

use crate::files::{remove, write};
use crate::submission::Submission;

/// The users that submissions are graded as, where the grader is root: those that Linux distributions and systemd leave
/// unused (systemd's UIDS-GIDS) below 65536, where a container's users end.
const USERS: Range<u32> = 60_578..61_184;

/// A workspace for one submission at a time.
pub struct Workplace {
    folder: PathBuf,
    toolchain: PathBuf,
    user: Option<User>,
}

/// A user that nothing else belongs to, as long as this lives: two graders on a machine share none, for all processes
/// of a submission's user are ended with it.
struct User {
    number: u32,
    _claim: UnixListener,
}

impl User {
    /// One, where the grader is root.
    fn claim_as_root() -> Result<Option<Self>> {
        let is_root = rustix::process::geteuid().is_root();
        is_root.then(Self::claim).transpose()
    }

    /// A socket's abstract name is the claim (unix(7)): the kernel knows it once, and forgets it with its owner.
    fn claim() -> Result<Self> {
        for number in USERS {
            let name = SocketAddr::from_abstract_name(format!("netlesson-user-{number}"))?;
            match UnixListener::bind_addr(&name) {
                Ok(claim) => {
                    return Ok(Self {
                        number,
                        _claim: claim,
                    });
                }
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                Err(error) => return Err(error).context("cannot claim a user"),
            }
        }
        bail!(
            "other graders on this machine have taken all users from {USERS:?}: wait until one ends"
        )
    }
}

impl Workplace {
    /// Makes one in `folder` out of the course at `root`, with the starters in it, and compiles what
    /// every exercise depends on. Nothing that a student wrote is in it yet. `grader` is the grader's own program, which
    /// is copied into it: another user could perhaps not reach it where it is.
    ///
    /// # Errors
    ///
    /// When the course cannot be read, the folder not be written, or the starters not be compiled.
    pub fn make(root: &Path, folder: &Path, grader: &Path) -> Result<Self> {
        let workplace = Self {
            folder: folder.into(),
            toolchain: sysroot()?,
            user: User::claim_as_root()?,
        };
        let manifest = fs::read_to_string(root.join("Cargo.toml"))
            .with_context(|| format!("{} is no course", root.display()))?;
        let manifest: Vec<&str> = manifest
            .lines()
            .map(|line| match line.starts_with("members = ") {
                true => r#"members = ["crates/netlesson-common", "exercises/*"]"#,
                false => line,
            })
            .collect();
        // Nobody debugs what is graded, and it is compiled and linked faster without.
        let manifest = manifest.join("\n");
        let manifest = manifest.replace("debug = \"line-tables-only\"", "debug = false");
        workplace.write("Cargo.toml", &manifest)?;
        let lock = fs::read_to_string(root.join("Cargo.lock"))?;
        workplace.write("Cargo.lock", &lock)?;
        workplace.copy_package(root, "crates/netlesson-common")?;
        for lesson in LESSONS {
            workplace.copy_manifest(root, &format!("exercises/{}", lesson.slug))?;
            for (path, text) in starter(root, lesson)? {
                let path = workplace.exercise(lesson).join(path);
                write(&path, text)?;
            }
        }
        let built = Command::new(compile::cargo())
            .current_dir(folder)
            .args(["build", "--quiet", "--offline", "--bins"])
            .env("CARGO_TARGET_DIR", workplace.target())
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .context("cannot start cargo")?;
        ensure!(
            built.status.success(),
            "the starters do not compile:\n{}",
            String::from_utf8_lossy(&built.stderr)
        );
        fs::copy(grader, workplace.grader())
            .with_context(|| format!("cannot copy {}", grader.display()))?;
        Ok(workplace)
    }

    /// Another workplace like this one, in `folder`: nothing is compiled again. This one must be as it was made.
    ///
    /// # Errors
    ///
    /// When it cannot be copied.
    pub fn copy(&self, folder: &Path) -> Result<Self> {
        // With the times of last changes, by which cargo knows what is built already.
        let copied = Command::new("cp")
            .args(["--archive", "--reflink=auto", "--no-target-directory"])
            .args([&self.folder, folder])
            .output()
            .context("cannot start cp")?;
        ensure!(
            copied.status.success(),
            "cannot copy {}: {}",
            self.folder.display(),
            String::from_utf8_lossy(&copied.stderr)
        );
        Ok(Self {
            folder: folder.into(),
            toolchain: self.toolchain.clone(),
            user: User::claim_as_root()?,
        })
    }

    /// The user whose processes work here: where the grader is root, one that nothing else belongs to.
    pub fn user(&self) -> Option<u32> {
        self.user.as_ref().map(|user| user.number)
    }

    /// An empty folder in which what is compiled or graded here may write.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn scratch(&self) -> Result<PathBuf> {
        let folder = self.renewed("tmp")?;
        if let Some(user) = self.user() {
            chown(&folder, Some(user), Some(user))?;
        }
        Ok(folder)
    }

    /// An empty folder in the workplace, which is the grader's.
    ///
    /// # Errors
    ///
    /// When what is in it cannot be removed, or it not be made.
    pub fn renewed(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.join(name);
        remove(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The toolchain that compiles here.
    pub fn toolchain(&self) -> &Path {
        &self.toolchain
    }

    /// The grader's own program.
    pub fn grader(&self) -> PathBuf {
        self.folder.join("grader")
    }

    /// Where cargo puts what it builds.
    pub fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// The folder of a lesson's exercise.
    pub fn exercise(&self, lesson: &Lesson) -> PathBuf {
        self.folder.join("exercises").join(lesson.slug)
    }

    /// Puts a submission in the place of the one before, and takes away all that was built of that.
    /// The lessons that were handed in.
    ///
    /// # Errors
    ///
    /// When files cannot be removed or written.
    pub fn put(&self, submission: &Submission) -> Result<Vec<&'static Lesson>> {
        self.forget()?;
        let mut handed_in = Vec::new();
        for lesson in LESSONS {
            let folder = self.exercise(lesson);
            let _ = fs::remove_dir_all(folder.join("src"));
            let _ = fs::remove_file(folder.join(PREDICTIONS));
            let none = BTreeMap::new();
            let files = submission.lessons.get(lesson.slug).unwrap_or(&none);
            let targets = self.targets(lesson)?;
            // A folder in the place of a target's source holds nothing of it.
            let is_inside =
                |path: &Path, target: &PathBuf| path != target && path.starts_with(target);
            for (path, bytes) in files {
                if !targets.iter().any(|target| is_inside(path, target)) {
                    write(&folder.join(path), bytes)?;
                }
            }
            // Cargo wants a source for every target. Without one it would compile nothing at all, of no lesson.
            for target in targets.iter().filter(|target| !files.contains_key(*target)) {
                let source = match files.is_empty() {
                    true => "fn main() {}\n".into(),
                    false => format!(
                        "compile_error!(\"{} was not handed in\");\n",
                        target.display()
                    ),
                };
                write(&folder.join(target), source)?;
            }
            if !files.is_empty() {
                handed_in.push(lesson);
            }
        }
        Ok(handed_in)
    }

    /// The sources that the manifest of a lesson names, or means.
    fn targets(&self, lesson: &Lesson) -> Result<Vec<PathBuf>> {
        let manifest = fs::read_to_string(self.exercise(lesson).join("Cargo.toml"))?;
        let mut targets: Vec<PathBuf> = manifest
            .lines()
            .filter_map(|line| line.strip_prefix("path = "))
            .map(|path| path.trim_matches('"').into())
            .collect();
        if manifest.contains("[lib]") {
            targets.push("src/lib.rs".into());
        }
        Ok(targets)
    }

    /// Takes away everything built of an exercise: a later submission could read it while it is compiled.
    fn forget(&self) -> Result<()> {
        let debug = self.target().join("debug");
        for folder in ["", "deps", ".fingerprint", "build", "incremental"] {
            let Ok(entries) = fs::read_dir(debug.join(folder)) else {
                continue;
            };
            for entry in entries {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let name = name.strip_prefix("lib").unwrap_or(&name);
                if !name.starts_with("lesson-") && !name.starts_with("lesson_") {
                    continue;
                }
                if entry.file_type()?.is_dir() {
                    fs::remove_dir_all(entry.path())?;
                } else {
                    fs::remove_file(entry.path())?;
                }
            }
        }
        Ok(())
    }

    fn copy_package(&self, root: &Path, package: &str) -> Result<()> {
        self.copy_manifest(root, package)?;
        let mut folders = vec![PathBuf::from(package).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(root.join(&folder))? {
                let entry = entry?;
                let path = folder.join(entry.file_name());
                if entry.file_type()?.is_dir() {
                    folders.push(path);
                } else {
                    write(&self.folder.join(&path), &fs::read(entry.path())?)?;
                }
            }
        }
        Ok(())
    }

    /// A package's manifest without what only its tests and benches need, and with no binaries but those that it names:
    /// a source of a student's could make two of one name, and cargo would compile nothing at all.
    fn copy_manifest(&self, root: &Path, package: &str) -> Result<()> {
        let path = format!("{package}/Cargo.toml");
        let manifest = fs::read_to_string(root.join(&path))?;
        // A section ends with an empty line.
        let only_tests = ["[[test]]", "[[bench]]", "[dev-dependencies]"];
        let kept = manifest
            .split("\n\n")
            .filter(|section| !only_tests.iter().any(|head| section.starts_with(head)));
        let kept = kept.collect::<Vec<_>>().join("\n\n");
        self.write(
            &path,
            &kept.replacen("[package]\n", "[package]\nautobins = false\n", 1),
        )
    }

    fn write(&self, path: &str, text: &str) -> Result<()> {
        write(&self.folder.join(path), text)
    }
}

/// The toolchain itself: what stands on the search path may be a proxy that looks for it.
fn sysroot() -> Result<PathBuf> {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output();
    let output = output.context("cannot start rustc")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().into())
}
