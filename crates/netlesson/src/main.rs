//! The command behind `just lesson 4`.
//!
//! | module        | what is in it                                                         |
//! |---------------|-----------------------------------------------------------------------|
//! | [`commands`]  | one module a command                                                  |
//! | [`course`]    | where the course is on this machine, and its briefs                   |
//! | [`compile`]   | builds a lesson, and shows what the compiler says                     |
//! | [`programs`]  | programs that are named on the command line, in any language          |
//! | [`progress`]  | which lessons are passed, which hints were given: `.netlesson/progress.json` |
//! | [`files`]     | the student's files of a lesson: what is compared, kept and put back  |
//! | [`backup`]    | what a student wrote before a reset: `.netlesson/backups`             |
//! | [`arrivals`]  | what arrives by UDP, which has no end of its own                      |
//! | [`scenes`]    | the conversations that `demo` plays, as data                          |
//! | [`rebuild`]   | this command, when it is older than its sources                       |
//! | [`screen`]    | what is written on the reader's screen, and how the reader calls this command |
//! | [`trace`]     | what programs did on the wire, traced and drawn                       |
//! | [`xml`]       | text in XML                                                           |
//! | [`interrupt`] | Ctrl-C, and leaving nothing behind                                    |

mod arrivals;
mod backup;
mod commands;
mod compile;
mod course;
mod files;
mod interrupt;
mod programs;
mod progress;
mod rebuild;
mod scenes;
mod screen;
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod trace;
mod xml;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use netlesson_checks::folder;
use netlesson_checks::words::{Language, Words};

use crate::commands::{demo, diff, doctor, hint, lesson, list, race, reset, show, watch, wire};
use crate::course::Course;

/// Network programming in Rust, on your own machine.
#[derive(Parser)]
#[command(name = "netlesson", version, propagate_version = true)]
#[command(after_help = "\
Examples:
  just list                            what there is, and what is next
  just lesson 1                        build lesson 1 and run its checks
  just hint 1                          one more hint for the first check that fails
  just watch                           run the checks again at every save

Without just: cargo lesson 1, and cargo netlesson before every other command.
Exit codes: 0 done or passed, 1 something fails, 2 misuse or an error.")]
struct Arguments {
    /// The language of what is said: en or zh. Otherwise NETLESSON_LANG or the locale decides
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language)]
    lang: Option<Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build a lesson, run its checks, and explain the first that fails
    #[command(after_help = "\
Examples:
  just lesson 4                        run all checks of lesson 4
  just lesson 4 --only ready-line      run one of them
  just lesson 4 --solution             see how the solution does
  just lesson 4 --program server=./mine.py
                                       grade a server of yours, in any language
  just lesson 4 --json                 the verdicts for programs")]
    Lesson(lesson::Arguments),
    /// Give one more hint for the first check that fails
    #[command(after_help = "\
Hints go from a question to the idea to the place. They are counted in .netlesson/progress.json.

Examples:
  just hint 4
  just hint 4 --check ready-line")]
    Hint(hint::Arguments),
    /// List the lessons: which are passed, which is next
    List(list::Arguments),
    /// Compare what you wrote with the solution
    #[command(after_help = "\
Compared are src/ and predictions.json. The solution is one way to do it, not the only one.")]
    Diff(diff::Arguments),
    /// Put an exercise back to its starter, and keep a backup of what you wrote
    #[command(after_help = "\
Put back are src/ and predictions.json. What was there is kept in .netlesson/backups.")]
    Reset(reset::Arguments),
    /// Watch the solution's programs talk, in one terminal
    Demo(demo::Arguments),
    /// Draw what a lesson's programs did on the wire: every send, every recv, and what the kernel held in between
    #[command(after_help = "\
Time goes downwards; what lies between the two programs is what was sent and not received yet.

Examples:
  just wire 3                          the conversations of lesson 3, by your programs
  just wire 3 --solution               by the solution's
  just wire 3 --scene 2 --svg wire.svg one of them, and a drawing")]
    Wire(wire::Arguments),
    /// Plays one conversation, for `wire`
    #[command(hide = true)]
    PlayScene(demo::SceneArguments),
    /// Send a file by TCP, by bare UDP and by lesson 10's programs: how long, and how much arrives
    #[command(after_help = "\
TCP cannot lose anything here: its segments are the kernel's. What is lost is lost for datagrams alone, and
raced apart.

Examples:
  just race
  just race --loss 30 --svg race.svg   a bad wire, and a drawing
  just race --solution                 the solution's programs")]
    Race(race::Arguments),
    /// Show what is true of what tutorials say of the network: experiments on this machine
    #[command(after_help = "\
Everything happens on loopback, within seconds, and takes no rights.

Examples:
  just show                            what there is
  just show backlog                    one of them
Exit codes: 0 as the course says, or not to be had here; 1 this machine does otherwise.")]
    Show(show::Arguments),
    /// Run the checks again at every save; go on to the next lesson when one passes
    Watch(watch::Arguments),
    /// Look whether this machine has what the course needs
    #[command(after_help = "\
✓ is there, ! is missing or unusual but can be done without, ✗ is needed and missing (exit code 1).")]
    Doctor(doctor::Arguments),
}

fn language(name: &str) -> Result<Language, String> {
    Language::named(name).ok_or_else(|| "the course speaks en and zh".into())
}

fn main() -> ExitCode {
    if let Some(code) = rebuild::if_stale() {
        return code.unwrap_or_else(|why| {
            eprintln!("error: cannot start cargo: {why}: is Rust installed?");
            ExitCode::from(2)
        });
    }
    let arguments = Arguments::parse();
    let words = Words::new(arguments.lang.unwrap_or_else(Language::of_environment));
    let outcome = run(&words, &arguments.command);
    interrupt::give_way();
    let code = outcome.unwrap_or_else(|error| {
        screen::complain(&error);
        ExitCode::from(2)
    });
    folder::remove_all();
    code
}

fn run(words: &Words, command: &Command) -> anyhow::Result<ExitCode> {
    interrupt::handle()?;
    let course = &Course::find(words)?;
    match command {
        Command::Lesson(arguments) => lesson::run(course, words, arguments),
        Command::Hint(arguments) => hint::run(course, words, arguments),
        Command::List(arguments) => list::run(course, words, arguments),
        Command::Diff(arguments) => diff::run(course, words, arguments),
        Command::Reset(arguments) => reset::run(course, words, arguments),
        Command::Demo(arguments) => demo::run(course, words, arguments),
        Command::Wire(arguments) => wire::run(course, words, arguments),
        Command::PlayScene(arguments) => demo::play_scene(course, words, arguments),
        Command::Race(arguments) => race::run(course, words, arguments),
        Command::Show(arguments) => show::run(words, arguments),
        Command::Watch(arguments) => watch::run(course, words, arguments),
        Command::Doctor(arguments) => doctor::run(course, words, arguments),
    }
}
