//! What `wire` does where programs can be followed through their calls.

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use netlesson_checks::lesson::Lesson;
use netlesson_checks::play::Built;
use netlesson_checks::words::Words;

use super::Arguments;
use crate::commands::demo::Scenery;
use crate::commands::lesson::{does_not_compile, heading, known};
use crate::compile;
use crate::course::Course;
use crate::programs::folder_typed_in;
use crate::scenes::{self, Scene, Step};
use crate::screen::{self, gap, line, paragraphs};
use crate::trace::{
    Contradiction, Picture, Player, Recorder, Recording, Said, Side, Units, What, drawing, follow,
    lines,
};

/// How wide the text is that stands beside a drawing, for those who do not see it.
const ALTERNATIVE: usize = 100;

/// Whether programs can be followed on this system.
pub const HERE: bool = true;

/// Something that can be played and watched.
struct Part {
    /// What the player is told.
    command: Vec<String>,
    player: Player,
    caption: String,
    /// The names of those who come, in that order, and their sides where it is said; of others the name is that of
    /// their program.
    cast: Vec<(String, Option<Side>)>,
}

/// Runs the command.
pub fn run(course: &Course, words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let lesson = course.lesson(words, arguments.number)?;
    if arguments.solution {
        course.need_solution(words, lesson)?;
    }
    if let Some(check) = &arguments.check {
        known(words, lesson, check)?;
    }
    let chosen = chosen(words, lesson, arguments)?;
    let Some(built) = compile::lesson(course, words, lesson, arguments.solution)? else {
        does_not_compile(words);
        return Ok(ExitCode::FAILURE);
    };
    let parts = match &arguments.check {
        Some(check) => vec![checked(words, lesson, check, arguments)],
        None => staged(words, lesson, &chosen, &built)?,
    };
    let units = units(lesson);
    if !arguments.json {
        line(heading(
            words,
            lesson,
            &Course::place(lesson, arguments.solution),
        ));
        gap();
        let units = words.say(units_key(units), &[]);
        paragraphs(&words.say("wire-legend", &[("units", &units)]), "");
    }
    let mut all_went_well = true;
    for part in parts {
        let (recording, went_well) = watched(words, &part)?;
        all_went_well &= went_well;
        let cast = cast(&part, &recording, &built);
        let picture = Picture::of(&recording, &cast, units);
        if arguments.json {
            for event in &recording.events {
                line(serde_json::to_string(event)?);
            }
            must_be_possible(words, &picture)?;
            continue;
        }
        gap();
        paragraphs(&part.caption, "");
        gap();
        let count = picture.left_out.to_string();
        let left_out = words.say("wire-left-out", &[("count", &count)]);
        let told = lines(&picture, &left_out, screen::width());
        told.iter().for_each(line);
        must_be_possible(words, &picture)?;
        if let Some(path) = &arguments.svg {
            write_drawing(words, &picture, &part.caption, &left_out, path)?;
        }
    }
    Ok(if all_went_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Which of the lesson's conversations are played.
fn chosen(words: &Words, lesson: &Lesson, arguments: &Arguments) -> Result<Vec<usize>> {
    let count = scenes::of(lesson.number).len();
    let (number, told) = (lesson.number.to_string(), count.to_string());
    let told = [("number", number.as_str()), ("count", &told)];
    match arguments.scene {
        Some(scene) if (1..=count).contains(&scene) => Ok(vec![scene - 1]),
        Some(_) => bail!(words.say("no-such-scene", &told)),
        None if arguments.check.is_none() && arguments.svg.is_some() && count > 1 => {
            bail!(words.say("which-scene", &told))
        }
        None => Ok((0..count).collect()),
    }
}

/// The conversations, each played by `play-scene`.
fn staged(words: &Words, lesson: &Lesson, chosen: &[usize], built: &Built) -> Result<Vec<Part>> {
    let part = |place: &usize| {
        let scene = &scenes::of(lesson.number)[*place];
        let scenery = serde_json::to_string(&Scenery::new(lesson, *place, built))?;
        Ok(Part {
            command: vec!["play-scene".into(), scenery],
            player: Player::IsNobody,
            caption: words.say(scene.caption, &[]),
            cast: on_stage(scene),
        })
    };
    chosen.iter().map(part).collect()
}

/// A check, played by `lesson`: the check's own end of each connection is seen, too.
fn checked(words: &Words, lesson: &Lesson, check: &str, arguments: &Arguments) -> Part {
    let mut command = vec!["lesson".to_string(), lesson.number.to_string()];
    command.extend([
        "--only".to_string(),
        check.to_string(),
        "--json".to_string(),
    ]);
    if let Some(seed) = arguments.seed {
        command.extend(["--seed".to_string(), seed.to_string()]);
    }
    if arguments.solution {
        command.push("--solution".to_string());
    }
    Part {
        command,
        player: Player::IsFollowed,
        caption: words.check(lesson, check, "").unwrap_or_default(),
        cast: vec![(words.say("wire-check", &[]), None)],
    }
}

/// Plays it in a process of its own, and follows what that starts. Whether it went well.
fn watched(words: &Words, part: &Part) -> Result<(Recording, bool)> {
    let player = env::current_exe().context("where is this program?")?;
    // Its complaints are read beside this command's own.
    let mut command = vec!["--lang", words.language().code()];
    command.extend(part.command.iter().map(String::as_str));
    let mut recorder = Recorder::new(part.player);
    let status = follow(&player, &command, part.player, &mut recorder)
        .with_context(|| words.say("cannot-follow", &[]))?;
    Ok((recorder.finish(), status.success()))
}

/// The names of those on stage, in the order in which they come. Where somebody serves, the others are on the other
/// side.
fn on_stage(scene: &Scene) -> Vec<(String, Option<Side>)> {
    let has_server = scene
        .steps
        .iter()
        .any(|step| matches!(step, Step::Serves(..)));
    let come = scene.steps.iter().filter_map(|step| match step {
        Step::Serves(who, ..) => Some(((*who).to_string(), Some(Side::Right))),
        Step::Starts(who, ..) => Some(((*who).to_string(), has_server.then_some(Side::Left))),
        _ => None,
    });
    come.collect()
}

/// The names of all who came.
fn cast(part: &Part, recording: &Recording, built: &Built) -> Vec<(String, Option<Side>)> {
    let of_program = |file: &Path| {
        let mut programs = built.executables.iter();
        let program = programs.find(|(_, executable)| executable.as_path() == file);
        program.map_or(file.display().to_string(), |(name, _)| name.clone())
    };
    let all = recording.files.iter().enumerate();
    all.map(|(place, file)| {
        let said = part.cast.get(place).cloned();
        said.unwrap_or_else(|| (of_program(file), None))
    })
    .collect()
}

/// An error where something was recorded that cannot have happened: nobody shall learn from such a picture.
fn must_be_possible(words: &Words, picture: &Picture) -> Result<()> {
    let Some(Contradiction { program, what }) = picture.contradictions.first() else {
        return Ok(());
    };
    let who = picture
        .programs
        .get(*program)
        .map(|(name, _)| name.as_str());
    let who = ("program", who.unwrap_or_default());
    bail!(match what {
        What::Unsent(row) => words.say("wire-unsent", &[who, ("row", row)]),
        What::NoSuchCall(row) => words.say("wire-no-such-call", &[who, ("row", row)]),
        What::Torn => words.say("wire-torn", &[who]),
    })
}

fn write_drawing(
    words: &Words,
    picture: &Picture,
    caption: &str,
    gap: &str,
    path: &Path,
) -> Result<()> {
    let path = folder_typed_in(words)?.join(path);
    let told = lines(picture, gap, ALTERNATIVE).join("\n");
    let told = anstream::adapter::strip_str(&told).to_string();
    let said = Said {
        name: caption,
        alternative: &told,
        gap,
    };
    let shown = path.display().to_string();
    fs::write(&path, drawing(picture, &said))
        .with_context(|| words.say("cannot-write", &[("path", &shown)]))
}

/// What has a colour of its own: where the lesson frames its messages, a frame.
fn units(lesson: &Lesson) -> Units {
    match lesson.number {
        4 | 6 | 8 | 12 => Units::Frames,
        _ => Units::Sends,
    }
}

/// What is said of them.
fn units_key(units: Units) -> &'static str {
    match units {
        Units::Sends => "wire-units-sends",
        Units::Frames => "wire-units-frames",
    }
}

#[cfg(test)]
mod tests {
    use netlesson_checks::words::Language;

    use super::*;

    #[test]
    fn a_recording_that_cannot_be_is_an_error_in_every_language() {
        for language in [Language::English, Language::Chinese] {
            let words = Words::new(language);
            let of = |contradictions| Picture {
                programs: vec![("server".into(), Side::Right)],
                rows: Vec::new(),
                left_out: 0,
                contradictions,
            };
            must_be_possible(&words, &of(Vec::new())).expect("nothing is wrong");
            let row = "recv(4) = \"hell\"".to_string();
            let whats = [
                What::Unsent(row.clone()),
                What::NoSuchCall(row.clone()),
                What::Torn,
            ];
            for what in whats {
                let names_row = what != What::Torn;
                let told = must_be_possible(&words, &of(vec![Contradiction { program: 0, what }]));
                let told = told.expect_err("something is wrong").to_string();
                assert!(told.contains("server"), "{told}");
                assert_eq!(told.contains(&row), names_row, "{told}");
            }
        }
    }
}
