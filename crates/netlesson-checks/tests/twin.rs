//! Any language will do: lessons 2, 4, 11 and 12 in Python pass every check, and a mistake in them is told as what it is.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use netlesson_checks::lesson::Lesson;
use netlesson_checks::play::Built;
use netlesson_checks::program::is_installed;
use netlesson_checks::report::Report;
use netlesson_checks::run;
use netlesson_checks::verdict::Verdict;
use netlesson_checks::words::{Language, Words};

/// A mistake in the twin, and how it is told.
struct Mistake {
    name: &'static str,
    lesson: u8,
    /// The program that has it, the right line, and what stands in its place.
    program: &'static str,
    right: &'static str,
    wrong: &'static str,
    /// The check that fails first.
    check: &'static str,
    /// What its verdict says, among other things.
    said: &'static [&'static str],
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        name: "send-once",
        lesson: 2,
        program: "server",
        right: "conn.sendall(data.upper())",
        wrong: "conn.send(data.upper())",
        check: "slow-reader",
        said: &["A signal in the meantime makes it return early"],
    },
    Mistake {
        name: "half-a-command-run",
        lesson: 4,
        program: "server",
        right: "    if len(payload) < length:\n        raise ValueError('the stream ended inside a frame')\n",
        wrong: "",
        check: "cut-in-command",
        said: &["Your server ran something of this frame"],
    },
    Mistake {
        name: "header-from-one-recv",
        lesson: 4,
        program: "server",
        right: "header = recv_up_to(conn, 4)\n",
        wrong: "header = conn.recv(4)\n",
        check: "header-in-pieces",
        said: &[
            "sent 5 slices",
            "the stream ended inside a header",
            "recv(4) means at most 4",
        ],
    },
    Mistake {
        name: "big-endian",
        lesson: 4,
        program: "server",
        right: "struct.unpack('<i', header)",
        wrong: "struct.unpack('>i', header)",
        check: "runs-a-command",
        said: &["a frame cannot have a length of 167772160"],
    },
    Mistake {
        name: "exception-not-caught",
        lesson: 4,
        program: "server",
        right: "except (OSError, ValueError) as why:\n        print('error: %s: %s' % (peer, why)",
        wrong: "except OSError as why:\n        print('error: %s: %s' % (peer, why)",
        check: "negative-length",
        said: &[
            "Your server crashed at ",
            "server.py:",
            "ValueError: a frame cannot have a length of -1",
        ],
    },
];

fn twin(lesson: u8, program: &str) -> PathBuf {
    let prefix = match lesson {
        2 => "loop_",
        12 => "room_",
        _ => "",
    };
    let script = format!("tests/twin/{prefix}{program}.py");
    Path::new(env!("CARGO_MANIFEST_DIR")).join(script)
}

/// The programs with each of the mistakes. All are written before any is started: a file that
/// is still open for writing in a process that was just forked cannot be started (ETXTBSY).
/// `None` where there is no Python: the test is skipped by name.
fn mistaken() -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        if !is_installed("python3") {
            eprintln!("skipped: lessons in Python, for there is no python3");
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("twin");
        for mistake in MISTAKES {
            let text = fs::read_to_string(twin(mistake.lesson, mistake.program));
            let text = text.expect("the twin can be read");
            let found = text.matches(mistake.right).count();
            assert_eq!(found, 1, "{}: the line to replace", mistake.name);
            let path = copy(&folder, mistake);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
            fs::write(&path, text.replace(mistake.right, mistake.wrong)).expect("it is written");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is ours");
        }
        Some(folder)
    });
    folder.as_deref()
}

fn copy(folder: &Path, mistake: &Mistake) -> PathBuf {
    folder
        .join(mistake.name)
        .join(format!("{}.py", mistake.program))
}

/// The programs as the checks start them.
fn built(lesson: &Lesson, path: impl Fn(&str) -> PathBuf) -> Built {
    let programs = lesson.programs.iter();
    let executables: BTreeMap<String, PathBuf> = programs
        .map(|name| (name.to_string(), path(name)))
        .collect();
    Built {
        executables,
        folder: env!("CARGO_MANIFEST_DIR").into(),
    }
}

fn lesson(number: u8) -> &'static Lesson {
    Lesson::numbered(number).expect("there is such a lesson")
}

#[test]
fn lessons_in_python_pass_every_check() {
    if mistaken().is_none() {
        return;
    }
    for number in [2, 4, 11, 12] {
        let built = built(lesson(number), |name| twin(number, name));
        for outcome in run::lesson(lesson(number), &built, None, 1) {
            match outcome.verdict {
                Verdict::Passed => {}
                Verdict::Skipped { reason } => eprintln!("{}: {reason}", outcome.check),
                verdict => panic!("{number} {}: {verdict:?}", outcome.check),
            }
        }
    }
}

#[test]
fn a_mistake_in_python_is_told_as_what_it_is() {
    let Some(folder) = mistaken() else { return };
    let words = Words::new(Language::English);
    for mistake in MISTAKES {
        let program = |name: &str| match name == mistake.program {
            true => copy(folder, mistake),
            false => twin(mistake.lesson, name),
        };
        let lesson = lesson(mistake.lesson);
        let built = built(lesson, program);
        let outcomes = run::until_failure(lesson, &built, 1);
        let first = outcomes
            .iter()
            .find(|outcome| outcome.verdict.stands_in_the_way());
        let first = first.unwrap_or_else(|| panic!("{} is not noticed", mistake.name));
        let report = Report {
            words: &words,
            lesson,
            // Wide enough for a sentence to stand on one line.
            width: 1000,
        };
        let explained = report.explained(first);
        assert_eq!(first.check, mistake.check, "{}: {explained}", mistake.name);
        for said in mistake.said {
            assert!(
                explained.contains(said),
                "{}: {said}: {explained}",
                mistake.name
            );
        }
        // No verdict says that a Python program panicked, or has a step to write.
        for rust in ["panicked", "todo!", "not written yet"] {
            assert!(
                !explained.contains(rust),
                "{}: {rust}: {explained}",
                mistake.name
            );
        }
    }
}
