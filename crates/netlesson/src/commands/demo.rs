//! `demo N`: the solution's programs talking, in one terminal, each line marked with who said it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use anyhow::{Context as _, Error, Result, anyhow, bail};
use netlesson_checks::folder::Folder;
use netlesson_checks::kernel;
use netlesson_checks::lesson::Lesson;
use netlesson_checks::log::Log;
use netlesson_checks::patience::Patience;
use netlesson_checks::play::Built;
use netlesson_checks::program::{Company, Exit, Program};
use netlesson_checks::report::bytes::printable;
use netlesson_checks::report::{FAINT, Report, STRONG};
use netlesson_checks::verdict::{Problem, Symptom};
use netlesson_checks::wire::host::ANY_PORT;
use netlesson_checks::words::Words;
use serde::{Deserialize, Serialize};
use textwrap::core::display_width;

use super::lesson::{does_not_compile, heading};
use super::number;
use crate::compile;
use crate::course::Course;
use crate::scenes::{self, ADDRESS, FOLDER, Scene, Step};
use crate::screen::{self, gap, line, padded, paragraphs, spoken};

/// What `demo` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The lesson's number
    #[arg(value_parser = number)]
    pub number: u16,
}

/// A scene and who plays in it, for a process that plays it alone.
#[derive(Serialize, Deserialize)]
pub struct Scenery {
    lesson: u8,
    scene: usize,
    executables: BTreeMap<String, PathBuf>,
    folder: PathBuf,
    /// The scene's empty folder. It is not the player's: whoever follows the player may end it at any time.
    place: Result<PathBuf, String>,
}

impl Scenery {
    /// The lesson's scene of this number, played by these programs.
    pub fn new(lesson: &Lesson, scene: usize, built: &Built) -> Self {
        let place = Folder::new().map(Folder::keep);
        Self {
            lesson: lesson.number,
            scene,
            executables: built.executables.clone(),
            folder: built.folder.clone(),
            place: place.map_err(|error| error.to_string()),
        }
    }
}

/// What the process is told that plays one scene.
#[derive(clap::Args)]
pub struct SceneArguments {
    /// The scenery, as JSON
    scenery: String,
}

/// Plays one scene.
pub fn play_scene(course: &Course, words: &Words, arguments: &SceneArguments) -> Result<ExitCode> {
    let scenery: Scenery = serde_json::from_str(&arguments.scenery)?;
    let lesson = course.lesson(words, scenery.lesson.into())?;
    let scene = scenes::of(lesson.number).get(scenery.scene);
    let built = Built {
        executables: scenery.executables,
        folder: scenery.folder,
    };
    let scene = scene.context("no such scene")?;
    let place = scenery.place.map_err(Error::msg)?;
    Stage::new(words, lesson, &built, scene, &place).play()?;
    Ok(ExitCode::SUCCESS)
}

/// The colours of those who speak, in the order in which they come in.
const COLOURS: [AnsiColor; 4] = [
    AnsiColor::Cyan,
    AnsiColor::Green,
    AnsiColor::Magenta,
    AnsiColor::Blue,
];

/// Runs the command.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let lesson = course.lesson(words, arguments.number)?;
    course.need_solution(words, lesson)?;
    let Some(built) = compile::lesson(course, words, lesson, true)? else {
        does_not_compile(words);
        return Ok(ExitCode::FAILURE);
    };
    line(heading(words, lesson, &Course::place(lesson, true)));
    for scene in scenes::of(lesson.number) {
        gap();
        paragraphs(&words.say(scene.caption, &[]), "");
        gap();
        let folder = Folder::new()?;
        Stage::new(words, lesson, &built, scene, folder.path()).play()?;
    }
    gap();
    let command = spoken(&format!("lesson {}", lesson.number));
    paragraphs(&words.say("demo-over", &[("command", &command)]), "");
    Ok(ExitCode::SUCCESS)
}

/// Where a scene is played.
struct Stage<'a> {
    words: &'a Words,
    lesson: &'a Lesson,
    built: &'a Built,
    scene: &'a Scene,
    log: Log,
    /// Those who talk to each other: one is waited for as long as another may still do something.
    company: Company,
    /// Where the scene's server listens.
    address: SocketAddr,
    /// The scene's empty folder.
    folder: &'a Path,
    /// Those on stage, in the order in which they came; leaving it ends what still runs.
    programs: Vec<(&'static str, Arc<Program>)>,
}

impl<'a> Stage<'a> {
    fn new(
        words: &'a Words,
        lesson: &'a Lesson,
        built: &'a Built,
        scene: &'a Scene,
        folder: &'a Path,
    ) -> Self {
        Self {
            words,
            lesson,
            built,
            scene,
            log: Log::default(),
            company: Company::default(),
            address: ANY_PORT.into(),
            folder,
            programs: Vec::new(),
        }
    }

    fn play(mut self) -> Result<()> {
        for step in self.scene.steps {
            match step {
                Step::Serves(who, program, arguments) => {
                    let server = self.start(who, program, arguments)?;
                    self.address = server.ready().map_err(|problem| self.trouble(problem))?;
                    self.say(who, &format!("listening on {}", self.address));
                }
                Step::Starts(who, program, arguments) => {
                    self.start(who, program, arguments)?;
                }
                Step::Types(who, text) => {
                    self.say(who, &format!("{STRONG}> {text}{STRONG:#}"));
                    self.program(who)?.type_line(text);
                }
                Step::Hears(who, part) => self.hear(who, part)?,
                Step::LiesUnread(who) => self.lies_unread(&*self.program(who)?),
                Step::Freezes(who) => match self.program(who)?.freeze() {
                    Ok(()) => self.tell(who, "did-freeze", &[]),
                    // A system that cannot: what is to be seen is then likely, and not certain.
                    Err(Problem::Skipped(_)) => {}
                    Err(problem) => return Err(self.trouble(problem)),
                },
                Step::Thaws(who) => {
                    let program = self.program(who)?;
                    if program.is_frozen() {
                        self.tell(who, "did-thaw", &[]);
                        program.thaw();
                    }
                }
                Step::Ends(who) => self.end(who)?,
                Step::Interrupted(who) => match self.program(who)?.interrupt() {
                    Ok(()) => self.tell(who, "did-interrupt", &[]),
                    // Without signals it is ended when the stage is left.
                    Err(Problem::Skipped(_)) => {}
                    Err(problem) => return Err(self.trouble(problem)),
                },
            }
        }
        Ok(())
    }

    fn start(
        &mut self,
        who: &'static str,
        program: &str,
        arguments: &[&str],
    ) -> Result<Arc<Program>> {
        let address = self.address.to_string();
        let folder = self.folder.to_string_lossy();
        let arguments: Vec<&str> = arguments
            .iter()
            .map(|argument| match *argument {
                ADDRESS => address.as_str(),
                FOLDER => &*folder,
                argument => argument,
            })
            .collect();
        let binary = self.lesson.binary(program, true);
        let executable = self.built.executables.get(program);
        let executable = executable.with_context(|| format!("no {binary} was built"))?;
        let program = Program::start(who, executable, &self.built.folder, &arguments, &self.log)
            .map_err(|problem| self.trouble(problem))?;
        program.joins(&self.company);
        self.programs.push((who, Arc::clone(&program)));
        let arguments = arguments.join(" ");
        self.say(who, &format!("{FAINT}$ {binary} {arguments}{FAINT:#}"));
        Ok(program)
    }

    /// The program of the one who speaks.
    fn program(&self, who: &str) -> Result<Arc<Program>> {
        let found = self.programs.iter().find(|(name, _)| *name == who);
        let (_, program) = found.with_context(|| format!("{who} is not on stage"))?;
        Ok(Arc::clone(program))
    }

    /// Shows what a program prints, up to the line that has `part` in it.
    fn hear(&self, who: &str, part: &str) -> Result<()> {
        let program = self.program(who)?;
        loop {
            let text = program
                .next_line()
                .map_err(|problem| self.trouble(problem))?;
            let text = String::from_utf8_lossy(&text).into_owned();
            self.say(who, &printable(&text));
            if text.contains(part) {
                return Ok(());
            }
        }
    }

    /// Waits until something that a program has sent lies unread at the server, as the kernel tells it. Where the
    /// kernel does not tell, or shows that it will never be so, the scene goes on: what is to be seen is then likely,
    /// and whoever is waited for next says what is wrong.
    fn lies_unread(&self, program: &Program) {
        let lies_there = || {
            let mut sockets = kernel::sockets(program.pid()).into_iter();
            sockets.any(|socket| {
                let ends = (socket.local_addr(), socket.peer_addr());
                let (Ok(local), Ok(peer)) = ends else {
                    return false;
                };
                let (local, peer) = (local.as_socket(), peer.as_socket());
                peer == Some(self.address)
                    && local
                        .and_then(|local| kernel::receive_queue(self.address, local))
                        .is_some_and(|unread| unread > 0)
            })
        };
        let mut patience = Patience::new(program);
        let mut is_hopeless = || {
            let never = |_, _| Problem::Fault(String::new());
            program.exit().is_some() || patience.check(never).is_err()
        };
        if kernel::WITNESS {
            kernel::wait_until(Duration::MAX, || lies_there() || is_hopeless());
        }
    }

    /// Shows what a program still prints, and how it ends.
    fn end(&self, who: &str) -> Result<()> {
        let program = self.program(who)?;
        loop {
            match program.next_line() {
                Ok(text) => self.say(who, &printable(&String::from_utf8_lossy(&text))),
                Err(Problem::Failed(failure))
                    if matches!(failure.symptom, Symptom::NoLine { .. }) =>
                {
                    break;
                }
                Err(problem) => return Err(self.trouble(problem)),
            }
        }
        let exit = program.wait().map_err(|problem| self.trouble(problem))?;
        for text in String::from_utf8_lossy(&program.stderr()).lines() {
            self.say(who, &printable(text));
        }
        match exit {
            Exit::Code(code) => {
                self.tell(who, "did-exit", &[("code", &code.to_string())]);
                Ok(())
            }
            Exit::Signal(signal) => bail!("{who}: signal {signal}"),
        }
    }

    /// A line of the one who speaks.
    fn say(&self, who: &str, text: &str) {
        let place = self.programs.iter().position(|(name, _)| *name == who);
        let colour: Style = COLOURS[place.unwrap_or(0) % COLOURS.len()].on_default();
        let labels = self.scene.steps.iter().filter_map(|step| match step {
            Step::Serves(who, ..) | Step::Starts(who, ..) => Some(display_width(who)),
            _ => None,
        });
        let label = padded(who, labels.max().unwrap_or(0));
        line(format_args!("  {colour}{label} │{colour:#} {text}"));
    }

    /// Something about the one who speaks, in the reader's words.
    fn tell(&self, who: &str, key: &str, arguments: &[(&str, &str)]) {
        let told = self.words.say(key, arguments);
        self.say(who, &format!("{FAINT}({told}){FAINT:#}"));
    }

    /// Why the scene cannot go on.
    fn trouble(&self, problem: Problem) -> Error {
        let report = Report {
            words: self.words,
            lesson: self.lesson,
            width: screen::width(),
        };
        let why = match problem {
            Problem::Failed(failure) => report.symptom(&failure.symptom),
            Problem::Skipped(reason) => self.words.say(reason, &[]),
            Problem::Fault(error) => error,
        };
        anyhow!(self.words.say("demo-stuck", &[("why", &why)]))
    }
}
