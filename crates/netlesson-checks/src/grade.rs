//! The test target of every lesson: `cargo test -p lesson-04-struct-header-fix --test grade`.
//!
//! Each check is a test of its own, so the runner's name filters, `--list` and the closing
//! `test result:` line work as with every other test.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};

use crate::lesson::Lesson;
use crate::play::Built;
use crate::program::{self, executable_name};
use crate::report::Report;
use crate::run::{self, Outcome};
use crate::verdict::Verdict;
use crate::words::{Language, Words, spoken};

/// The width of a verdict in a log.
const WIDTH: usize = 100;

/// Grades the programs of `package`, whose folder is `folder`.
pub fn main(package: &str, folder: &str) -> ExitCode {
    let Some((lesson, solution)) = Lesson::of_package(package) else {
        eprintln!(
            "error: {package} is not in the table of lessons (crates/netlesson-checks/src/lesson.rs)"
        );
        return ExitCode::from(2);
    };
    let built = match built(lesson, solution, folder) {
        Ok(built) => built,
        Err(error) => {
            eprintln!("error: {error:#}");
            return ExitCode::from(2);
        }
    };
    // The programs are in process groups of their own: a terminal's Ctrl-C does not reach them.
    let handled = ctrlc::set_handler(|| {
        program::end_all();
        std::process::exit(130)
    });
    if let Err(error) = handled {
        eprintln!("error: {error}");
        return ExitCode::from(2);
    }
    let arguments = Arguments::from_args();
    let seed = run::any_seed();
    let verdict = move |outcome: &Outcome| verdict(lesson, solution, seed, outcome);
    // Checks decide themselves how many run at a time; the first test that is run plays them all,
    // unless only some are asked for.
    let filtered = arguments.filter.is_some() || !arguments.skip.is_empty();
    let outcomes = Arc::new(OnceLock::new());
    let trials = lesson.checks.iter().map(|check| {
        let (outcomes, built) = (Arc::clone(&outcomes), built.clone());
        Trial::test(check.name, move || {
            if filtered {
                return verdict(&run::play(check, &built, seed));
            }
            let outcomes = outcomes.get_or_init(|| run::lesson(lesson, &built, None, seed));
            let outcome = outcomes.iter().find(|outcome| outcome.check == check.name);
            verdict(outcome.ok_or("the check was not played")?)
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// A check that the machine cannot show counts as passed here, and says so; whoever reads a log
/// finds it there. Below a failure stands the command that plays the same check with the same bytes.
fn verdict(lesson: &Lesson, solution: bool, seed: u64, outcome: &Outcome) -> Result<(), Failed> {
    let words = Words::new(Language::of_environment());
    let report = Report {
        words: &words,
        lesson,
        width: WIDTH,
    };
    match &outcome.verdict {
        Verdict::Passed => Ok(()),
        Verdict::Skipped { .. } => {
            let line = report.line(outcome);
            eprintln!("{}", anstream::adapter::strip_str(&line));
            Ok(())
        }
        _ => {
            let mut command = lesson.replay(outcome.check, seed);
            if solution {
                command += " --solution";
            }
            let label = words.say("way-replay", &[]);
            let text = format!(
                "{}  {label}  {}\n",
                report.explained(outcome),
                spoken(&command)
            );
            Err(anstream::adapter::strip_str(&text).to_string().into())
        }
    }
}

/// Where cargo put the programs: beside the folder of this very test (`target/debug/deps/grade-…`).
fn built(lesson: &Lesson, solution: bool, folder: &str) -> anyhow::Result<Built> {
    let test = env::current_exe()?;
    let profile: &Path = test
        .parent()
        .and_then(Path::parent)
        .ok_or_else(|| anyhow::anyhow!("{} lies in no target folder", test.display()))?;
    let executables = lesson.programs.iter().map(|&program| {
        let binary = lesson.binary(program, solution);
        // cargo tells where its binaries are; older ones only put them in their place.
        let told = env::var_os(format!("CARGO_BIN_EXE_{binary}")).map(PathBuf::from);
        let path = told.unwrap_or_else(|| profile.join(executable_name(&binary)));
        anyhow::ensure!(
            path.exists(),
            "{} is not built: run it through cargo test",
            path.display()
        );
        Ok((program.to_string(), path))
    });
    Ok(Built {
        executables: executables.collect::<anyhow::Result<_>>()?,
        folder: folder.into(),
    })
}
